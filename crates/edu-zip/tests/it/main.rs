//! Everything that is promised of the crate, one binary.

// `cfg(test)` always holds here; it tells the lints that these modules are tests.
#[cfg(test)]
mod builder;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod data;
#[cfg(test)]
mod ends;
#[cfg(test)]
mod headers;
#[cfg(test)]
mod layout;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod lookup;
#[cfg(test)]
mod names;
#[cfg(test)]
mod peer;
#[cfg(test)]
mod writer;
