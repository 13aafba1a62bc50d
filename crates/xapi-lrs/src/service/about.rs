//! Which versions are served.

use edu_http::{Body, Reply};
use http::request::Parts;
use http::{Method, Response, StatusCode};
use xapi_model::Version;

use super::parameters::Parameters;
use crate::LrsError;

/// Answers anybody, whatever version they speak.
///
/// Spec: xAPI 1.0.3 Part 3 §2.8; 2.0 §4.1.6.7.
pub(super) fn answer(parts: &Parts) -> Result<Response<Body>, LrsError> {
    if parts.method != Method::GET && parts.method != Method::HEAD {
        return Err(LrsError::method(&[Method::GET, Method::HEAD]));
    }
    Parameters::of(&parts.uri)?.only(&[])?;
    let names: Vec<String> = Version::ALL
        .iter()
        .map(|version| format!("\"{version}\""))
        .collect();
    let document = format!("{{\"version\":[{}]}}", names.join(","));
    Ok(Reply::json(StatusCode::OK, document).into_response())
}
