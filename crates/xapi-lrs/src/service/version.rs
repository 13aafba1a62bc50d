//! By which version of the standard a request is served.

use http::{HeaderMap, HeaderName};
use xapi_model::Version;

use crate::{LrsError, rules};

/// `X-Experience-API-Version`.
pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-experience-api-version");

/// The version that the header names.
///
/// Spec: xAPI 1.0.3 Part 3 §3.3; 2.0 §4.1.7.
pub(crate) fn negotiated(headers: &HeaderMap) -> Result<Version, LrsError> {
    let mut named = headers.get_all(HEADER).iter();
    let (Some(only), None) = (named.next(), named.next()) else {
        let message = "X-Experience-API-Version is needed once, such as 1.0.3 or 2.0.0";
        return Err(LrsError::bad(&rules::VERSION_MISSING, message));
    };
    let version = only.to_str().ok().and_then(Version::parse);
    version.ok_or_else(|| {
        let message = "X-Experience-API-Version is another, 1.0.x and 2.0.x are served";
        LrsError::bad(&rules::VERSION, message)
    })
}

/// The version that an answer names: that of its request, or the latest where none that is served is asked for.
///
/// A request that names none is one of version 0.9, the last that had no such header. It is refused, and told as what: neither
/// of the versions that are served claims it.
pub(crate) fn told(headers: &HeaderMap) -> &'static str {
    if !headers.contains_key(HEADER) {
        return "0.9";
    }
    negotiated(headers).unwrap_or(Version::LATEST).as_str()
}
