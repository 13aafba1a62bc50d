//! The fields of a request, for the addresses of a tool and of a platform alike.

use bytes::Bytes;
use edu_http::{Form, FormLimits, collect, is_form};
use http::request::Parts;
use http::{Method, Request};

/// Why a request has no fields to read.
pub(crate) enum NoFields {
    /// The address does not take this method.
    Method,
    /// The body is of another media type than a form.
    MediaType,
    /// The form is malformed, too large, or broke off: why.
    Form(String),
}

impl NoFields {
    /// What a body of another media type is told.
    pub(crate) const MEDIA_TYPE: &str = "content type is not application/x-www-form-urlencoded";

    #[expect(clippy::needless_pass_by_value, reason = "for map_err")]
    fn form(error: impl ToString) -> Self {
        Self::Form(error.to_string())
    }
}

/// The fields of a GET's query or of a POST's form; a POST is not read from its query.
pub(crate) async fn sent<T>(request: Request<T>) -> Result<Form, NoFields>
where
    T: http_body::Body<Data = Bytes> + Send + 'static,
{
    if request.method() == Method::GET {
        return Form::from_query(request.uri(), &FormLimits::DEFAULT).map_err(NoFields::form);
    }
    let (parts, body) = request.into_parts();
    posted(&parts, body).await
}

/// The fields of a POST's form.
pub(crate) async fn posted<T>(parts: &Parts, body: T) -> Result<Form, NoFields>
where
    T: http_body::Body<Data = Bytes> + Send + 'static,
{
    if parts.method != Method::POST {
        return Err(NoFields::Method);
    }
    if !is_form(&parts.headers) {
        return Err(NoFields::MediaType);
    }
    let limits = FormLimits::DEFAULT;
    let bytes = collect(body, limits.bytes).await;
    let bytes = bytes.map_err(NoFields::form)?;
    Form::parse(&bytes, &limits).map_err(NoFields::form)
}
