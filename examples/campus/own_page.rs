//! Forms of the two sites' own pages.

use axum::extract::{Form, FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use edu_examples::checks::Fields;
use edu_http::same_origin;
use edu_types::HttpUrl;

use crate::pages::{Site, refusal};

/// A site that knows its own address.
pub(crate) trait Home {
    /// Which of the two it is.
    const SITE: Site;

    /// Where its pages live.
    fn address(&self) -> &HttpUrl;
}

/// The request comes from a page of the site itself: asked of everything that changes
/// something for the person signed in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OwnPage;

impl<S: Home + Send + Sync> FromRequestParts<S> for OwnPage {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, home: &S) -> Result<Self, Response> {
        if same_origin(&parts.headers, home.address()) {
            return Ok(Self);
        }
        let (title, sentence) = match S::SITE {
            Site::Campus => (
                "Not from this campus",
                "This did not come from a page of the campus. Go there and try again.",
            ),
            Site::Tool => (
                "Not from this tool",
                "This did not come from a page of this tool. Go there and try again.",
            ),
        };
        Err(refusal(S::SITE, StatusCode::FORBIDDEN, title, sentence))
    }
}

/// The fields of a form that a page of the site itself sent.
pub(crate) struct Posted(pub(crate) Fields);

impl<S: Home + Send + Sync> FromRequest<S> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, home: &S) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let _own = OwnPage::from_request_parts(&mut parts, home).await?;
        let request = Request::from_parts(parts, body);
        match Form::<Vec<(String, String)>>::from_request(request, home).await {
            Ok(Form(fields)) => Ok(Self(Fields::new(fields))),
            Err(rejection) => {
                let sentence = "What was sent is no form of this page, or is too large.";
                let status = rejection.status();
                Err(refusal(S::SITE, status, "Nothing was changed", sentence))
            }
        }
    }
}
