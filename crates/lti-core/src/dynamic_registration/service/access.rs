//! The token that a request shows.

use edu_types::Secret;
use http::HeaderMap;
use http::header::AUTHORIZATION;

/// The bearer token of a request that shows exactly one.
///
/// Spec: RFC 6750, §2.1.
pub(super) fn bearer(headers: &HeaderMap) -> Option<Secret<String>> {
    let mut shown = headers.get_all(AUTHORIZATION).iter();
    let (Some(only), None) = (shown.next(), shown.next()) else {
        return None;
    };
    let (scheme, token) = only.to_str().ok()?.split_once(' ')?;
    let sound = scheme.eq_ignore_ascii_case("bearer") && !token.is_empty();
    sound.then(|| Secret::new(token.to_owned()))
}
