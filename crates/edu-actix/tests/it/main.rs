//! The adapter judged from outside.
//!
//! What holds for every adapter is judged by the tests of `edu-axum`, over this crate's
//! `stack.rs`; the other files hold what is actix-web's own.

// `cfg(test)` always holds here; it tells the lints that these modules are tests.
#[cfg(test)]
mod bodies;
#[cfg(test)]
#[path = "../../../edu-axum/tests/it/browser.rs"]
mod browser;
#[cfg(test)]
mod extensions;
#[cfg(test)]
mod handlers;
#[cfg(test)]
mod json;
#[cfg(test)]
#[path = "../../../edu-axum/tests/it/launch.rs"]
mod launch;
#[cfg(test)]
#[path = "../../../edu-axum/tests/it/login.rs"]
mod login;
#[cfg(test)]
#[path = "../../../edu-axum/tests/it/moments.rs"]
mod moments;
#[cfg(test)]
#[path = "../../../edu-axum/tests/it/mounts.rs"]
mod mounts;
#[cfg(test)]
#[path = "../../../edu-axum/tests/it/platform.rs"]
mod platform;
#[cfg(test)]
mod scopes;
#[cfg(test)]
#[path = "../../../edu-axum/tests/it/services.rs"]
mod services;
#[cfg(test)]
mod stack;
#[cfg(test)]
mod state;
#[cfg(test)]
mod wire;
