//! The family beside other implementations of the same standards.

// `cfg(test)` always holds here; it tells the lints that these modules are tests.
#[cfg(test)]
mod ags;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod choices;
#[cfg(test)]
mod classroom;
#[cfg(test)]
mod conformance;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod faculty;
#[cfg(test)]
mod forgery;
#[cfg(test)]
mod intruders;
#[cfg(test)]
mod jsonwebtoken;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod lti1p3platform;
#[cfg(test)]
mod lti1p3platform_services;
#[cfg(test)]
mod ltijs;
#[cfg(test)]
mod ltijs_registration;
#[cfg(test)]
mod ltijs_services;
#[cfg(test)]
mod office;
#[cfg(test)]
mod openedx;
#[cfg(test)]
mod peers;
#[cfg(test)]
mod pyjwt;
#[cfg(test)]
mod pylti1p3;
#[cfg(test)]
mod pylti1p3_services;
#[cfg(test)]
mod school;
#[cfg(test)]
mod scorm;
#[cfg(test)]
mod workshop;
#[cfg(test)]
mod xapi;
#[cfg(test)]
mod xapi_clients;
