//! Signature provider for `edu-jose` on `ring`: the usual choice.
//!
//! [`Ring`] checks signatures, [`RingSigner`] makes them with one private key. Both are values
//! that are passed in; nothing is installed for the whole program. The provider holds a
//! random source, which is why it is an adapter and not part of `edu-jose`.
//!
//! `ring` knows RS256, RS384, RS512, ES256 and ES384. It has no ES512 and makes no RSA keys:
//! the provider on `aws-lc-rs` does both.

mod sign;
mod verify;

pub use sign::RingSigner;
pub use verify::Ring;

/// The example of the README, run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
