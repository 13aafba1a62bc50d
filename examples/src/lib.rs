//! The programs of this package are its examples; this library only compiles the README and the guide.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../../docs/lti-launch.md")]
struct LtiLaunch;
