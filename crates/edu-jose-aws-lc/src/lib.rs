//! Signature provider for `edu-jose` on `aws-lc-rs`: every algorithm, and new keys.
//!
//! [`AwsLc`] checks signatures, [`AwsLcSigner`] makes them with one private key and makes new
//! keys. Both are values that are passed in; nothing is installed for the whole program. The
//! provider holds a random source, which is why it is an adapter and not part of `edu-jose`.

mod sign;
mod verify;

pub use sign::AwsLcSigner;
pub use verify::AwsLc;

/// The example of the README, run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
