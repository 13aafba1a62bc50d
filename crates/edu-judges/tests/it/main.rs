//! The family beside other implementations of the same standards.

// `cfg(test)` always holds here; it tells the lints that these modules are tests.
#[cfg(test)]
mod jsonwebtoken;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod pyjwt;
