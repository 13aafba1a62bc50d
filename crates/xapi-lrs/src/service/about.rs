//! Which versions are served.

use edu_http::{Body, Reply};
use edu_json::JsonWriter;
use http::request::Parts;
use http::{Method, Response, StatusCode};
use xapi_model::Version;

use super::parameters::Parameters;
use crate::{LrsError, LrsSettings};

/// Answers anybody, whatever version they speak.
///
/// Spec: xAPI 1.0.3 Part 3 §2.8; 2.0 §4.1.6.7.
pub(super) fn answer(parts: &Parts, settings: &LrsSettings) -> Result<Response<Body>, LrsError> {
    if parts.method != Method::GET && parts.method != Method::HEAD {
        return Err(LrsError::method(&[Method::GET, Method::HEAD]));
    }
    Parameters::of(&parts.uri)?.only(&[])?;
    let mut writer = JsonWriter::new();
    writer.object(|object| {
        object.list("version", &Version::ALL.map(|version| version.to_string()));
        let has_more = !settings.about.members().is_empty();
        object.optional("extensions", has_more.then_some(&settings.about));
    });
    Ok(Reply::json(StatusCode::OK, writer.into_string()).into_response())
}
