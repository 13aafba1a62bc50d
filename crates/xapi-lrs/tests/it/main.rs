//! The store as its users see it.

// `cfg(test)` always holds here; it tells the lints that these modules are tests.
#[cfg(test)]
mod attachments;
#[cfg(test)]
mod client;
#[cfg(test)]
mod concurrency;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod export;
#[cfg(test)]
mod finding;
#[cfg(test)]
mod host;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod knowledge;
#[cfg(test)]
mod known_defects;
#[cfg(test)]
mod memory;
#[cfg(test)]
mod permissions;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod tenants;
#[cfg(test)]
mod versions;
