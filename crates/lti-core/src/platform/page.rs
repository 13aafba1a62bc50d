//! The pages a platform shows by itself.

use edu_http::{Body, Reply};
use http::header::ALLOW;
use http::{HeaderValue, Response, StatusCode};

use super::begin::OutgoingLogin;
use crate::page::{self, form_page};
use crate::{PlatformError, RefusedRequest, SignedMessage};

const OPENING: &str = "Opening the tool";

impl SignedMessage {
    /// The page that has the browser post the message.
    ///
    /// Works without scripts: the person then presses its button. Its referrer policy is
    /// `strict-origin`, so that tools that check where a post comes from see this platform's
    /// origin and no more.
    pub fn page(&self) -> Reply {
        form_page(OPENING, &self.redirect_uri, &self.fields())
    }
}

impl RefusedRequest {
    /// The page that has the browser post the error.
    pub fn page(&self) -> Reply {
        form_page(OPENING, self.redirect_uri(), &self.fields())
    }
}

impl OutgoingLogin {
    /// The page that has the browser post the initiation, for tools that take no redirects.
    pub fn page(&self) -> Reply {
        form_page(OPENING, &self.login_uri, &self.fields())
    }
}

/// A refusal that stays at the platform; carries the error.
pub(crate) fn refused(error: PlatformError) -> Response<Body> {
    titled("This tool cannot be opened", "GET, POST", error)
}

/// A choice that is not taken over; carries the error.
pub(crate) fn not_taken(error: PlatformError) -> Response<Body> {
    titled("What you chose was not taken over", "POST", error)
}

fn titled(title: &'static str, allowed: &'static str, error: PlatformError) -> Response<Body> {
    let (sentence, code) = (error.public_sentence(), error.code());
    let mut reply = page::refusal_page(error.status(), title, sentence, code);
    if error.status() == StatusCode::METHOD_NOT_ALLOWED {
        reply = reply.with_header(ALLOW, HeaderValue::from_static(allowed));
    }
    let mut response = reply.into_response();
    response.extensions_mut().insert(error);
    response
}

/// A refusal that goes to the tool; carries the error.
pub(super) fn told(error: RefusedRequest) -> Response<Body> {
    let mut response = error.page().into_response();
    response.extensions_mut().insert(error);
    response
}
