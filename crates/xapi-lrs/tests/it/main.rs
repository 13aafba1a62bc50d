//! The store as its users see it.

// `cfg(test)` always holds here; it tells the lints that these modules are tests.
#[cfg(test)]
mod client;
#[cfg(test)]
mod export;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod memory;
