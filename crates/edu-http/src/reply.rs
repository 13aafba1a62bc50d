//! Replies: responses that no cache keeps and no browser guesses about.

use core::str::FromStr;

use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, LOCATION, REFERRER_POLICY,
    SET_COOKIE, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, StatusCode, Uri};

use crate::{Body, CookieError, SetCookie};

/// A response under construction, with the headers every reply of this family carries:
/// `Cache-Control: no-store`, `Referrer-Policy: no-referrer`,
/// `X-Content-Type-Options: nosniff`.
///
/// Replies hold tokens, nonces and people's data; a cache, a referrer or a browser that
/// guesses the type would hand them on.
///
/// ```
/// use edu_http::{Reply, SetCookie};
///
/// let reply = Reply::see_other("https://lms.example/auth?state=x")?
///     .with_cookie(&SetCookie::new("__Host-login", "x")?.cross_site())?
///     .into_response();
/// assert_eq!(reply.status(), 303);
/// assert_eq!(reply.headers()["cache-control"], "no-store");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Reply(http::Response<Body>);

impl Reply {
    /// A reply without a body.
    pub fn empty(status: StatusCode) -> Self {
        let mut response = http::Response::new(Body::empty());
        *response.status_mut() = status;
        Self(response)
            .with_header(CACHE_CONTROL, HeaderValue::from_static("no-store"))
            .with_header(REFERRER_POLICY, HeaderValue::from_static("no-referrer"))
            .with_header(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"))
    }

    /// A text for people.
    pub fn text(status: StatusCode, text: impl Into<Body>) -> Self {
        let plain = HeaderValue::from_static("text/plain; charset=utf-8");
        Self::typed(status, plain, text)
    }

    /// A JSON document.
    pub fn json(status: StatusCode, document: impl Into<Body>) -> Self {
        let json = HeaderValue::from_static("application/json");
        Self::typed(status, json, document)
    }

    /// A body of the given media type.
    pub fn typed(status: StatusCode, media_type: HeaderValue, body: impl Into<Body>) -> Self {
        let mut reply = Self::empty(status).with_header(CONTENT_TYPE, media_type);
        *reply.0.body_mut() = body.into();
        reply
    }

    /// A page, with the `Content-Security-Policy` that says what it may do.
    ///
    /// The page is sent as it is: whoever made it escaped what came from outside, in the page
    /// and in the policy, where a `;` starts a new directive. A page that posts a form to
    /// another site and wants it to see the origin sets `Referrer-Policy: strict-origin` with
    /// [`Reply::with_header`]: under `no-referrer` browsers send `Origin: null`.
    ///
    /// # Errors
    ///
    /// [`ReplyError::Policy`] when the policy is empty or cannot stand in a header.
    pub fn html(
        status: StatusCode,
        page: impl Into<Body>,
        policy: &str,
    ) -> Result<Self, ReplyError> {
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        let sound = !policy.is_empty() && !policy.contains(',');
        let policy = HeaderValue::from_str(policy).map_err(|_| ReplyError::Policy)?;
        if !sound {
            return Err(ReplyError::Policy);
        }
        let reply = Self::typed(status, html, page);
        Ok(reply.with_header(CONTENT_SECURITY_POLICY, policy))
    }

    /// Sends the browser elsewhere with a GET, whatever it sent here (303).
    ///
    /// # Errors
    ///
    /// [`ReplyError::Location`] unless `url` is an absolute `https` or `http` address or a
    /// path on this host.
    pub fn see_other(url: &str) -> Result<Self, ReplyError> {
        Self::redirect(StatusCode::SEE_OTHER, url)
    }

    /// Sends the browser elsewhere (302), as older peers expect.
    ///
    /// # Errors
    ///
    /// As [`Reply::see_other`].
    pub fn found(url: &str) -> Result<Self, ReplyError> {
        Self::redirect(StatusCode::FOUND, url)
    }

    /// Sets a header, in place of an earlier one of that name.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers_mut().insert(name, value);
        self
    }

    /// Adds a cookie beside those added before.
    ///
    /// # Errors
    ///
    /// As [`SetCookie::to_header_value`].
    pub fn with_cookie(mut self, cookie: &SetCookie) -> Result<Self, CookieError> {
        let value = cookie.to_header_value()?;
        self.0.headers_mut().append(SET_COOKIE, value);
        Ok(self)
    }

    /// The finished response.
    pub fn into_response(self) -> http::Response<Body> {
        self.0
    }

    fn redirect(status: StatusCode, url: &str) -> Result<Self, ReplyError> {
        if !is_location(url) {
            return Err(ReplyError::Location);
        }
        let mut location = HeaderValue::from_str(url).map_err(|_| ReplyError::Location)?;
        // Redirects carry states, nonces and hints in their query.
        location.set_sensitive(true);
        Ok(Self::empty(status).with_header(LOCATION, location))
    }
}

impl From<Reply> for http::Response<Body> {
    fn from(reply: Reply) -> Self {
        reply.into_response()
    }
}

/// Why a reply cannot be sent. Never quotes the address: it may carry a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReplyError {
    /// The address is not one to send a browser to.
    #[error("redirect is neither an absolute https or http address nor a path of this host")]
    Location,
    /// The policy of a page cannot stand in a header.
    #[error("content security policy is empty or has a comma, line end or non-ASCII character")]
    Policy,
}

fn is_location(url: &str) -> bool {
    // Browsers drop tabs and line ends and read `\` as `/`: `/\evil.example` leaves the host.
    if url.contains('\\') || !url.bytes().all(|byte| byte.is_ascii_graphic()) {
        return false;
    }
    if url.starts_with('/') {
        return !url.starts_with("//");
    }
    // `Uri` drops a fragment, which a redirect may have.
    let Ok(uri) = Uri::from_str(url) else {
        return false;
    };
    matches!(uri.scheme_str(), Some("https" | "http"))
        && uri.host().is_some_and(|host| !host.is_empty())
        && uri
            .authority()
            .is_some_and(|authority| !authority.as_str().contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_leave_the_web_or_hide_their_host_are_refused() {
        for url in [
            "",
            "javascript:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "/\\evil.example",
            "https:/evil.example",
            "https://",
            "https://lms.example@evil.example/",
            "https://lms.example\\@evil.example/",
            "https://lms.example/\r\nSet-Cookie: a=b",
            "https://lms.example/a b",
            "https://lms.example/é",
            "/\t/evil.example",
            "lms.example",
            "ftp://lms.example/",
        ] {
            let refused = Reply::see_other(url).map(|_| ()).unwrap_err();
            assert_eq!(refused, ReplyError::Location, "{url:?}");
        }
    }

    #[test]
    fn addresses_of_the_web_and_paths_of_this_host_are_sent() {
        for url in [
            "/",
            "/a?b=c",
            "https://lms.example/a?b=%20#top",
            "http://127.0.0.1:80/",
        ] {
            let response = Reply::see_other(url).unwrap().into_response();
            assert_eq!(response.headers()["location"], url);
            assert_eq!(response.status(), StatusCode::SEE_OTHER);
        }
        assert_eq!(
            Reply::found("/").unwrap().into_response().status(),
            StatusCode::FOUND
        );
    }

    #[test]
    fn a_policy_that_would_end_early_is_refused() {
        for policy in [
            "",
            "default-src 'none'\r\nX: y",
            "default-src 'none', script-src *",
        ] {
            let refused = Reply::html(StatusCode::OK, "", policy)
                .map(|_| ())
                .unwrap_err();
            assert_eq!(refused, ReplyError::Policy, "{policy:?}");
        }
    }

    #[test]
    fn every_reply_is_kept_from_caches_referrers_and_guesses() {
        let replies = [
            Reply::html(StatusCode::OK, "<p>", "default-src 'none'").unwrap(),
            Reply::json(StatusCode::OK, "{}"),
            Reply::text(StatusCode::BAD_REQUEST, "no"),
            Reply::see_other("/").unwrap(),
            Reply::empty(StatusCode::NO_CONTENT),
        ];
        for reply in replies {
            let response = reply.into_response();
            assert_eq!(response.headers()["cache-control"], "no-store");
            assert_eq!(response.headers()["referrer-policy"], "no-referrer");
            assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        }
    }

    #[test]
    fn two_cookies_are_two_headers() {
        let response = Reply::empty(StatusCode::OK)
            .with_cookie(&SetCookie::new("a", "1").unwrap())
            .and_then(|reply| reply.with_cookie(&SetCookie::new("b", "2").unwrap()))
            .unwrap()
            .into_response();
        assert_eq!(response.headers().get_all(SET_COOKIE).iter().count(), 2);
    }

    #[test]
    fn debug_shows_neither_address_nor_cookie_nor_body() {
        let redirect = Reply::see_other("/?token=hunter2").unwrap();
        assert!(!format!("{redirect:?}").contains("hunter2"));
        let cookie = SetCookie::new("a", "hunter2").unwrap();
        let reply = Reply::text(StatusCode::OK, "hunter2")
            .with_cookie(&cookie)
            .unwrap();
        assert!(!format!("{reply:?}").contains("hunter2"));
    }
}
