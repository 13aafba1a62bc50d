//! Fetches over loopback, from a server that answers as it is told.

#[cfg(test)]
mod cached;
#[cfg(test)]
mod fetch;
#[cfg(test)]
mod launches;
#[cfg(test)]
mod platform;
#[cfg(test)]
mod registrar;
#[cfg(test)]
mod services;
#[cfg(test)]
mod trace;
#[cfg(test)]
#[path = "../../../lti-core/tests/it/watch.rs"]
mod watch;
