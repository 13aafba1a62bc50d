//! The family beside other implementations of the same standards.

// `cfg(test)` always holds here; it tells the lints that these modules are tests.
#[cfg(test)]
mod ags;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod classroom;
#[cfg(test)]
mod conformance;
#[cfg(test)]
mod forgery;
#[cfg(test)]
mod jsonwebtoken;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod lti1p3platform;
#[cfg(test)]
mod ltijs;
#[cfg(test)]
mod openedx;
#[cfg(test)]
mod peers;
#[cfg(test)]
mod pyjwt;
#[cfg(test)]
mod pylti1p3;
#[cfg(test)]
mod school;
