//! The built examples from outside: how they start, what they answer and refuse, how they stop.

#![cfg(unix)]

// `cfg(test)` always holds here; it tells the lints that these modules are tests.
#[cfg(test)]
mod admin;
#[cfg(test)]
mod campus;
#[cfg(test)]
mod conformance;
#[cfg(test)]
mod courses;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod events;
#[cfg(test)]
mod grade;
#[cfg(test)]
mod http;
#[cfg(test)]
mod own_tool;
#[cfg(test)]
mod packages;
#[cfg(test)]
mod program;
#[cfg(test)]
mod records;
#[cfg(test)]
mod services;
#[cfg(test)]
mod xapi_client;
