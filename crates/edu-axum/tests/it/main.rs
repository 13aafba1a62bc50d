//! The adapter judged from outside: real routers, requests of a browser, no sockets.

// `cfg(test)` always holds here; it tells the lints that these modules are tests.
#[cfg(test)]
mod browser;
#[cfg(test)]
mod json;
#[cfg(test)]
mod launch;
#[cfg(test)]
mod login;
#[cfg(test)]
mod moments;
#[cfg(test)]
mod mounts;
#[cfg(test)]
mod platform;
#[cfg(test)]
mod services;
#[cfg(test)]
mod stack;
#[cfg(test)]
mod state;
