//! Heads of requests and responses between http 0.2, which actix-web speaks, and http 1.

use actix_web::dev::Extensions as ActixExtensions;
use actix_web::http::Version as ActixVersion;
use actix_web::http::header::{HeaderName as ActixName, HeaderValue as ActixValue};
use actix_web::http::{StatusCode as ActixStatus, Uri as ActixUri};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse};
use edu_http::Refusal;
use http::uri::PathAndQuery;
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, Version};

use crate::body::{Carrier, Outgoing};

/// Which path of a request a service sees.
#[derive(Clone, Copy)]
pub(crate) enum Seen {
    /// The whole one.
    Whole,
    /// What the scopes around the service left of it.
    BelowScopes,
}

/// A request for a service. Of its extensions only an [`Extensions`] of http 1 goes along.
pub(crate) fn request<B>(
    request: &HttpRequest,
    seen: Seen,
    body: B,
) -> Result<http::Request<B>, Refusal> {
    let mut converted = http::Request::new(body);
    let head = method(request)
        .zip(address(request, seen))
        .zip(headers(request));
    let Some(((method, uri), headers)) = head else {
        let message = "method, address or header is not one that services take";
        let status = StatusCode::BAD_REQUEST;
        return Err(Refusal::new(status, "http.request.head", message));
    };
    *converted.method_mut() = method;
    *converted.uri_mut() = uri;
    *converted.headers_mut() = headers;
    *converted.version_mut() = version(request.version());
    if let Some(extensions) = request.extensions().get::<Extensions>() {
        *converted.extensions_mut() = extensions.clone();
    }
    Ok(converted)
}

fn method(request: &HttpRequest) -> Option<Method> {
    Method::from_bytes(request.method().as_str().as_bytes()).ok()
}

fn address(request: &HttpRequest, seen: Seen) -> Option<Uri> {
    let uri = request.uri();
    let whole: Uri = uri.to_string().parse().ok()?;
    let below = match seen {
        Seen::Whole => return Some(whole),
        Seen::BelowScopes => below(uri.path(), request.match_info().unprocessed())?,
    };
    let mut parts = whole.into_parts();
    parts.path_and_query = Some(with_query(below, uri)?);
    Uri::from_parts(parts).ok()
}

/// The end of a path that follows what was `processed`, as it was sent.
///
/// `unprocessed` is decoded but for `%2F`: only its slashes can be told in `path`.
fn below<'p>(path: &'p str, unprocessed: &str) -> Option<&'p str> {
    let processed = slashes(path).checked_sub(slashes(unprocessed))?;
    match path.match_indices('/').nth(processed) {
        Some((at, _)) => path.get(at..),
        None => Some("/"),
    }
}

fn slashes(path: &str) -> usize {
    path.matches('/').count()
}

fn with_query(path: &str, uri: &ActixUri) -> Option<PathAndQuery> {
    let text = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    text.parse().ok()
}

pub(crate) fn headers(request: &HttpRequest) -> Option<HeaderMap> {
    let mut headers = HeaderMap::with_capacity(request.headers().len());
    for (name, value) in request.headers() {
        let name = HeaderName::from_bytes(name.as_str().as_bytes()).ok()?;
        let sensitive = value.is_sensitive();
        let mut value = HeaderValue::from_bytes(value.as_bytes()).ok()?;
        value.set_sensitive(sensitive);
        headers.try_append(name, value).ok()?;
    }
    Some(headers)
}

fn version(version: ActixVersion) -> Version {
    match version {
        ActixVersion::HTTP_09 => Version::HTTP_09,
        ActixVersion::HTTP_10 => Version::HTTP_10,
        ActixVersion::HTTP_2 => Version::HTTP_2,
        ActixVersion::HTTP_3 => Version::HTTP_3,
        // The only other one there is.
        _ => Version::HTTP_11,
    }
}

/// A service's response, as actix-web sends it.
pub(crate) fn response(response: http::Response<edu_http::Body>, request: Carrier) -> HttpResponse {
    let (parts, body) = response.into_parts();
    // What http 1 holds, http 0.2 can hold as well; a service cannot make this fail.
    let status = ActixStatus::from_u16(parts.status.as_u16());
    let mut converted = HttpResponse::new(status.unwrap_or(ActixStatus::INTERNAL_SERVER_ERROR));
    for (name, value) in &parts.headers {
        let pair = ActixName::from_bytes(name.as_str().as_bytes())
            .ok()
            .zip(ActixValue::from_bytes(value.as_bytes()).ok());
        let Some((name, mut sent)) = pair else {
            return HttpResponse::InternalServerError().finish();
        };
        sent.set_sensitive(value.is_sensitive());
        converted.headers_mut().append(name, sent);
    }
    hand_over(parts.extensions, &mut converted.extensions_mut());
    let body = Outgoing::new(body, request);
    converted.set_body(body).map_into_boxed_body()
}

/// Lets middleware find what a service says beside its response. No extensions can be told
/// their types, so that they go along as one; what the family's services say is found by its
/// own type as well.
fn hand_over(said: Extensions, heard: &mut ActixExtensions) {
    copy::<edu_http::BearerError>(&said, heard);
    #[cfg(feature = "lti")]
    {
        copy::<lti_core::LaunchError>(&said, heard);
        copy::<lti_core::PlatformError>(&said, heard);
        copy::<lti_core::RefusedRequest>(&said, heard);
        copy::<lti_core::TokenRefused>(&said, heard);
        copy::<lti_core::ags::AgsError>(&said, heard);
        copy::<lti_core::nrps::NrpsError>(&said, heard);
        copy::<lti_core::dynamic_registration::RefusedRegistration>(&said, heard);
    }
    if !said.is_empty() {
        heard.insert(said);
    }
}

fn copy<T: Clone + Send + Sync + 'static>(said: &Extensions, heard: &mut ActixExtensions) {
    if let Some(one) = said.get::<T>() {
        heard.insert(one.clone());
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use http::header::SET_COOKIE;

    use super::*;

    #[test]
    fn header_that_http_1_does_not_know_as_one_is_refused() {
        let strange = TestRequest::default().insert_header(("a\"b", "c"));
        let refusal = request(&strange.to_http_request(), Seen::Whole, ()).unwrap_err();
        assert_eq!(refusal.status, StatusCode::BAD_REQUEST);
        assert_eq!(refusal.code, "http.request.head");
    }

    #[test]
    fn request_keeps_what_it_says_twice_and_what_is_secret() {
        let mut secret = ActixValue::from_static("token");
        secret.set_sensitive(true);
        let sent = TestRequest::with_uri("http://lms.example:81/a?b")
            .version(ActixVersion::HTTP_10)
            .append_header(("cookie", "a=1"))
            .append_header(("cookie", &b"b=\xff"[..]))
            .append_header(("authorization", secret));
        let request = request(&sent.to_http_request(), Seen::Whole, ()).unwrap();
        assert_eq!(request.uri(), "http://lms.example:81/a?b");
        assert_eq!(request.version(), Version::HTTP_10);
        let cookies: Vec<_> = request.headers().get_all("cookie").iter().collect();
        assert_eq!(cookies, [&b"a=1"[..], b"b=\xff"]);
        assert!(request.headers()["authorization"].is_sensitive());
        assert!(!request.headers()["cookie"].is_sensitive());
    }

    #[test]
    fn response_keeps_status_order_and_secrets() {
        let mut sent = http::Response::builder().status(599);
        for cookie in ["a=1", "b=2"] {
            let mut value = HeaderValue::from_static(cookie);
            value.set_sensitive(true);
            sent = sent.header(SET_COOKIE, value);
        }
        let sent = sent.body(edu_http::Body::empty()).unwrap();
        let heard = response(sent, Carrier::empty());
        assert_eq!(heard.status().as_u16(), 599);
        let cookies: Vec<_> = heard.headers().get_all("set-cookie").collect();
        assert_eq!(cookies, ["a=1", "b=2"]);
        assert!(cookies.iter().all(|cookie| cookie.is_sensitive()));
    }
}
