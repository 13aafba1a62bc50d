//! The crate judged from outside: one binary, so that it is linked once.

// `cfg(test)` always holds here; it tells the lints that these modules are tests.
#[cfg(test)]
mod at_once;
#[cfg(test)]
mod builder;
#[cfg(test)]
mod compare;
#[cfg(test)]
mod conformance;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod csv;
#[cfg(test)]
mod events;
#[cfg(test)]
mod format;
#[cfg(test)]
mod interaction;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod multipart;
#[cfg(test)]
mod mutations;
#[cfg(test)]
mod numbers;
#[cfg(test)]
mod profile;
#[cfg(test)]
mod repair;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod signed;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod value;
#[cfg(test)]
mod vocabulary;
