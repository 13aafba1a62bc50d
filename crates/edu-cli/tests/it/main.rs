//! The command from outside: exit codes, output, refusals.

// `cfg(test)` always holds here; it tells the lints that these modules are tests.
#[cfg(test)]
mod documents;
#[cfg(test)]
mod export;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod inspect;
#[cfg(test)]
mod jwks;
#[cfg(test)]
mod lti_launch;
#[cfg(test)]
mod scorm;
#[cfg(test)]
mod usage;
#[cfg(test)]
mod xapi;
#[cfg(test)]
mod xapi_profile;
#[cfg(test)]
mod xapi_repair;
