//! Fetches over loopback, from a server that answers as it is told.

#[cfg(test)]
mod cached;
#[cfg(test)]
mod fetch;
#[cfg(test)]
mod platform;
