//! How a client wants to be answered, whatever the answer is.

use super::version;
use crate::LrsError;
use crate::error::ErrorForm;
use edu_http::Body;
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Method, Request, Response};
use http_body::Body as _;
use xapi_model::Version;

/// What of a response follows from the head of its request alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manner {
    version: &'static str,
    errors: ErrorForm,
    is_head: bool,
}

impl Manner {
    /// How a request wants it.
    pub(crate) fn of<B>(request: &Request<B>) -> Self {
        Self {
            version: version::told(request.headers()),
            errors: ErrorForm::wanted(request.headers()),
            is_head: request.method() == Method::HEAD,
        }
    }

    /// The same, in the words of that version.
    pub(crate) const fn named(mut self, version: Version) -> Self {
        self.version = version.as_str();
        self
    }

    /// The response to an answer or refusal.
    pub(crate) fn respond(self, answer: Result<Response<Body>, LrsError>) -> Response<Body> {
        let mut response = answer.unwrap_or_else(|error| error.into_response(self.errors));
        let version = HeaderValue::from_static(self.version);
        response.headers_mut().insert(version::HEADER, version);
        if self.is_head {
            without_body(response)
        } else {
            response
        }
    }
}

/// The answer to `HEAD`: that to `GET`, told by its headers alone.
///
/// Spec: xAPI 1.0.3 Part 3 §1.1; 2.0 §4.1.
fn without_body(mut response: Response<Body>) -> Response<Body> {
    if let Some(length) = response.body().size_hint().exact() {
        response.headers_mut().insert(CONTENT_LENGTH, length.into());
    }
    *response.body_mut() = Body::empty();
    response
}
