//! The crate judged from outside: one binary, so that it is linked once.

// `cfg(test)` always holds here; it tells the lints that these modules are tests.
#[cfg(test)]
mod ags;
#[cfg(test)]
mod attacks;
#[cfg(test)]
mod certification;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod deep_linking;
#[cfg(test)]
mod doors;
#[cfg(test)]
mod dynamic_registration;
#[cfg(test)]
mod isolation;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod launch;
#[cfg(test)]
mod nrps;
#[cfg(test)]
mod platform;
#[cfg(test)]
mod privacy;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod quirks;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod registration;
#[cfg(test)]
mod roles;
#[cfg(test)]
mod steps;
#[cfg(test)]
mod storage;
#[cfg(test)]
mod stored;
#[cfg(test)]
mod token;
#[cfg(test)]
mod trace;
#[cfg(test)]
mod variables;
#[cfg(test)]
mod watch;
#[cfg(test)]
mod wire;
