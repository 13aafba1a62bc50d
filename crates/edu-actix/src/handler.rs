//! What a handler of the host needs to speak with the family's functions.

use core::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::error::ErrorBadRequest;
use actix_web::{Error, FromRequest, HttpRequest, HttpResponse};
use edu_http::Body;
use http::HeaderMap;

use crate::body::Carrier;
use crate::convert;

/// The headers of a request, for `edu_http::cookie` and `edu_http::same_origin`.
///
/// ```
/// use actix_web::error::{Error, ErrorBadRequest, ErrorUnauthorized};
/// use edu_actix::Headers;
///
/// async fn home(Headers(headers): Headers) -> Result<String, Error> {
///     // Sent twice or malformed, a cookie signs nobody in.
///     let session = edu_http::cookie(&headers, "__Host-session").map_err(ErrorBadRequest)?;
///     let session = session.ok_or_else(|| ErrorUnauthorized("open this from your course"))?;
///     Ok(format!("{} characters", session.len()))
/// }
/// ```
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "handlers take it apart")]
pub struct Headers(pub HeaderMap);

impl FromRequest for Headers {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let headers = convert::headers(request).map(Self);
        ready(headers.ok_or_else(|| ErrorBadRequest("a header is not one that services take")))
    }
}

/// A response of the family as one that a handler returns.
///
/// ```
/// use actix_web::HttpResponse;
/// use edu_actix::{SystemMoments, respond};
/// use edu_http::{Moments as _, Reply, SetCookie};
///
/// fn session() -> Result<Reply, Box<dyn std::error::Error>> {
///     let id = SystemMoments::new().moment()?.entropy.take_token()?;
///     let cookie = SetCookie::new("__Host-session", &id)?.cross_site();
///     Ok(Reply::see_other("/")?.with_cookie(&cookie)?)
/// }
///
/// async fn begin() -> HttpResponse {
///     match session() {
///         Ok(reply) => respond(reply.into_response()),
///         Err(_) => HttpResponse::InternalServerError().finish(),
///     }
/// }
/// ```
pub fn respond(response: http::Response<Body>) -> HttpResponse {
    convert::response(response, Carrier::empty())
}
