//! Any bytes as documents of registration: no panic; what was read is written and read again alike.
#![no_main]

use edu_json::ToJson as _;
use edu_types::{Limits, Profile};
use libfuzzer_sys::fuzz_target;
use lti_core::dynamic_registration::{
    PlatformConfiguration, RegistrationRefused, ToolConfiguration,
};

fuzz_target!(|bytes: &[u8]| {
    let (lenient, limits) = (Profile::lenient(), Limits::DEFAULT);
    if let Ok(read) = ToolConfiguration::from_slice(bytes, &lenient, &limits) {
        let written = read.value.to_json_string();
        let again = ToolConfiguration::from_slice(written.as_bytes(), &lenient, &limits);
        assert_eq!(again.map(|again| again.value), Ok(read.value));
    }
    if let Ok(read) = PlatformConfiguration::from_slice(bytes, &lenient, &limits) {
        let written = read.value.to_json_string();
        let again = PlatformConfiguration::from_slice(written.as_bytes(), &lenient, &limits);
        assert_eq!(again.map(|again| again.value), Ok(read.value));
    }
    if let Ok(read) = RegistrationRefused::from_slice(bytes, &lenient, &limits) {
        assert!(read.value.description().chars().count() <= RegistrationRefused::MAX_CHARS);
    }
});
