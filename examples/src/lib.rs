//! The programs of this package are its examples. This library holds what of them can be judged
//! without running them: how they read an origin at the shell, the checks of the campus's forms
//! and the rules of its keys. It also compiles the README and the guides.

use edu_types::HttpUrl;

pub mod advice;
pub mod byte_range;
pub mod checks;
pub mod kinds;
pub mod pace;
pub mod plain_text;
pub mod rotation;
pub mod shortened;

/// Reads an origin: scheme, host and port, written as browsers do.
///
/// An issuer is compared byte for byte, so nothing is taken off, not even a slash at the end.
///
/// # Errors
///
/// What was wrong, in a sentence for the shell; `clap` names the argument before it.
pub fn origin(text: &str) -> Result<String, String> {
    let address = HttpUrl::parse(text).map_err(|error| error.to_string())?;
    let origin = address.origin();
    if origin == text {
        return Ok(origin);
    }
    Err(format!(
        "only scheme, host and port are allowed, without a slash at the end: {origin}"
    ))
}

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../../docs/lti-tool.md")]
struct LtiTool;

#[cfg(doctest)]
#[doc = include_str!("../../docs/lti-platform.md")]
struct LtiPlatform;

#[cfg(doctest)]
#[doc = include_str!("../../docs/platform-settings.md")]
struct PlatformSettings;

#[cfg(doctest)]
#[doc = include_str!("../../docs/coming-from-other-libraries.md")]
struct ComingFromOtherLibraries;

#[cfg(doctest)]
#[doc = include_str!("../../docs/xapi-statements.md")]
struct XapiStatements;

#[cfg(doctest)]
#[doc = include_str!("../../docs/xapi-lrs.md")]
struct XapiLrs;

#[cfg(doctest)]
#[doc = include_str!("../../docs/scorm-packages.md")]
struct ScormPackages;
