//! The programs of this package are its examples; this library only compiles the README.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
