//! Cookies: finding one in a request, and setting one that only its own host can have set.

use core::fmt;

use edu_types::{LimitExceeded, Limits, Secret};
use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};

/// Most bytes of cookies read from one request, over all `Cookie` headers.
pub const MAX_COOKIE_BYTES: usize = 32 * 1024;

/// The value of the cookie with exactly this name, or `None` where the request has none.
///
/// A name sent twice is refused: a neighbouring host or another path may have planted the
/// second, and the order tells nothing about which is ours. Cookies of other names are not
/// looked into.
///
/// # Errors
///
/// [`CookieError`] when the name appears twice, the value has characters that
/// [`SetCookie`] never writes, or there are more than [`MAX_COOKIE_BYTES`].
///
/// Spec: RFC 6265, §4.2.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a str>, CookieError> {
    let mut bytes = 0_usize;
    let mut found = None;
    for header in headers.get_all(COOKIE) {
        bytes = bytes.saturating_add(header.len());
        Limits::check("cookie bytes", bytes, MAX_COOKIE_BYTES)?;
        for pair in header.as_bytes().split(|byte| *byte == b';') {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let (Some(key), Some(value)) = (halves.next(), halves.next()) else {
                continue;
            };
            if key.trim_ascii() != name.as_bytes() {
                continue;
            }
            if found.replace(value.trim_ascii()).is_some() {
                return Err(CookieError::Duplicate);
            }
        }
    }
    found.map(read_value).transpose()
}

/// Where a browser sends a cookie along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// Requests from our own pages, and links that lead to us: `SameSite=Lax`.
    Own,
    /// Also inside a frame of another site's page: `SameSite=None; Partitioned`.
    CrossSite,
}

/// One cookie to set: always `Secure`, `HttpOnly`, for the whole host and for no other.
///
/// There is no way to set `Domain` or a path, so that the rules of the `__Host-` name prefix
/// hold for every cookie; give security cookies a name with that prefix, and the browser
/// keeps other hosts from planting them. `Debug` shows the name only.
///
/// ```
/// use edu_http::SetCookie;
///
/// let cookie = SetCookie::new("__Host-session", "c2Vzc2lvbg")?
///     .cross_site()
///     .with_max_age(600);
/// assert_eq!(
///     cookie.to_header_value()?,
///     "__Host-session=c2Vzc2lvbg; Path=/; Secure; HttpOnly; \
///      SameSite=None; Partitioned; Max-Age=600",
/// );
/// assert!(SetCookie::new("__Host-session", "a;Domain=evil.example").is_err());
/// # Ok::<(), edu_http::CookieError>(())
/// ```
///
/// Spec: RFC 6265, §4.1; RFC 6265bis, §4.1.3 (`__Host-`); CHIPS (`Partitioned`).
#[derive(Clone, PartialEq, Eq)]
pub struct SetCookie {
    name: Box<str>,
    value: Secret<Box<str>>,
    reach: Reach,
    max_age: Option<u32>,
}

impl SetCookie {
    /// Most bytes of name and value together: what every browser keeps.
    pub const MAX_BYTES: usize = 4096;

    /// A cookie for this browser session, sent with requests from our own pages.
    ///
    /// # Errors
    ///
    /// [`CookieError`] when name or value has a character that is not allowed, or both are
    /// too long.
    pub fn new(name: &str, value: &str) -> Result<Self, CookieError> {
        if name.is_empty() || !name.bytes().all(is_token_byte) {
            return Err(CookieError::Name);
        }
        if !value.bytes().all(is_cookie_octet) {
            return Err(CookieError::Value);
        }
        let found = name.len().saturating_add(value.len());
        Limits::check("cookie bytes", found, Self::MAX_BYTES)?;
        Ok(Self {
            name: name.into(),
            value: Secret::new(value.into()),
            reach: Reach::Own,
            max_age: None,
        })
    }

    /// Takes a cookie away from the browser.
    ///
    /// Must reach as far as the cookie did: add [`SetCookie::cross_site`] where that had it,
    /// or a partitioned cookie stays.
    ///
    /// # Errors
    ///
    /// [`CookieError`] when the name has a character that is not allowed.
    pub fn removal(name: &str) -> Result<Self, CookieError> {
        Ok(Self::new(name, "")?.with_max_age(0))
    }

    /// Lets the browser send the cookie inside a frame of another site's page, where it is
    /// kept apart for each such site.
    #[must_use]
    pub const fn cross_site(mut self) -> Self {
        self.reach = Reach::CrossSite;
        self
    }

    /// Seconds until the browser forgets the cookie.
    #[must_use]
    pub const fn with_max_age(mut self, seconds: u32) -> Self {
        self.max_age = Some(seconds);
        self
    }

    /// The cookie's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value of a `Set-Cookie` header, marked sensitive.
    ///
    /// # Errors
    ///
    /// [`CookieError::Value`] when no header can hold the text; the checks of
    /// [`SetCookie::new`] leave no such text.
    pub fn to_header_value(&self) -> Result<HeaderValue, CookieError> {
        let reach = match self.reach {
            Reach::Own => "SameSite=Lax",
            Reach::CrossSite => "SameSite=None; Partitioned",
        };
        let mut text = format!(
            "{}={}; Path=/; Secure; HttpOnly; {reach}",
            self.name,
            self.value.expose()
        );
        if let Some(seconds) = self.max_age {
            text.push_str("; Max-Age=");
            text.push_str(&seconds.to_string());
        }
        let mut header = HeaderValue::try_from(text).map_err(|_| CookieError::Value)?;
        header.set_sensitive(true);
        Ok(header)
    }
}

impl fmt::Debug for SetCookie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SetCookie({}=…)", self.name)
    }
}

/// Why a cookie was not read or not made. Never quotes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CookieError {
    /// The request has two cookies of that name.
    #[error("cookie appears twice")]
    Duplicate,
    /// The name is empty or has characters outside the grammar.
    #[error("cookie name is empty or has a character outside the token grammar")]
    Name,
    /// The value has characters outside the grammar.
    #[error("cookie value has a space, quote, comma, semicolon, backslash or non-ASCII character")]
    Value,
    /// There are too many bytes.
    #[error(transparent)]
    TooLarge(#[from] LimitExceeded),
}

fn read_value(value: &[u8]) -> Result<&str, CookieError> {
    if !value.iter().copied().all(is_cookie_octet) {
        return Err(CookieError::Value);
    }
    core::str::from_utf8(value).map_err(|_| CookieError::Value)
}

/// `cookie-octet` of RFC 6265, §4.1.1.
const fn is_cookie_octet(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x2b | 0x2d..=0x3a | 0x3c..=0x5b | 0x5d..=0x7e)
}

/// `tchar` of RFC 9110, §5.6.2.
const fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'#'
                | b'$'
                | b'%'
                | b'&'
                | b'\''
                | b'*'
                | b'+'
                | b'-'
                | b'.'
                | b'^'
                | b'_'
                | b'`'
                | b'|'
                | b'~'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(values: &[&[u8]]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(COOKIE, HeaderValue::from_bytes(value).unwrap());
        }
        headers
    }

    fn written(cookie: Result<SetCookie, CookieError>) -> String {
        let header = cookie.and_then(|cookie| cookie.to_header_value()).unwrap();
        header.to_str().unwrap().to_owned()
    }

    #[test]
    fn a_cookie_is_found_among_several_headers() {
        let headers = headers(&[b"a=1; b=2", b"c=3"]);
        assert_eq!(cookie(&headers, "a"), Ok(Some("1")));
        assert_eq!(cookie(&headers, "b"), Ok(Some("2")));
        assert_eq!(cookie(&headers, "c"), Ok(Some("3")));
        assert_eq!(cookie(&headers, "d"), Ok(None));
    }

    #[test]
    fn a_cookie_sent_twice_is_refused_in_one_header_or_two() {
        for values in [
            &[&b"s=1; t=0; s=2"[..]][..],
            &[b"s=1", b"s=2"],
            &[b"s=1;s=1"],
        ] {
            assert_eq!(cookie(&headers(values), "s"), Err(CookieError::Duplicate));
        }
    }

    #[test]
    fn names_are_compared_exactly() {
        let headers = headers(&[b"__host-s=1; __Host-s2=2; x__Host-s=3; s"]);
        assert_eq!(cookie(&headers, "__Host-s"), Ok(None));
        assert_eq!(cookie(&headers, "s"), Ok(None));
    }

    #[test]
    fn a_name_inside_a_value_is_not_a_cookie() {
        let headers = headers(&[b"a=s=evil; b=\"x, s=evil\""]);
        assert_eq!(cookie(&headers, "s"), Ok(None));
        assert_eq!(cookie(&headers, "a"), Ok(Some("s=evil")));
    }

    #[test]
    fn a_value_we_never_write_is_refused() {
        for value in [
            &b"s=\"quoted\""[..],
            b"s=a b",
            b"s=a,b",
            b"s=a\\b",
            b"s=\xc3\xa9",
        ] {
            assert_eq!(cookie(&headers(&[value]), "s"), Err(CookieError::Value));
        }
    }

    #[test]
    fn odd_cookies_of_others_do_not_disturb_ours() {
        let headers = headers(&[b"other=\xff\xfe \"; ;; =; s=1"]);
        assert_eq!(cookie(&headers, "s"), Ok(Some("1")));
    }

    #[test]
    fn a_flood_of_cookies_is_refused() {
        let flood = "x".repeat(MAX_COOKIE_BYTES);
        let error = cookie(&headers(&[flood.as_bytes(), b"s"]), "s").unwrap_err();
        assert_eq!(error.to_string(), "cookie bytes is 32769, limit is 32768");
    }

    #[test]
    fn a_cookie_cannot_smuggle_an_attribute_or_header() {
        for value in [
            "a;b",
            "a; Domain=x",
            "a\r\nb",
            "a\0",
            "a b",
            "a,b",
            "\"a\"",
            "é",
            "a\\",
        ] {
            assert_eq!(
                SetCookie::new("s", value),
                Err(CookieError::Value),
                "{value:?}"
            );
        }
        for name in ["", "a=b", "a;b", "a b", "a\r\n", "é", "a,b"] {
            assert_eq!(
                SetCookie::new(name, "v"),
                Err(CookieError::Name),
                "{name:?}"
            );
        }
    }

    #[test]
    fn a_cookie_no_browser_keeps_is_refused() {
        assert!(SetCookie::new("s", &"v".repeat(4095)).is_ok());
        let error = SetCookie::new("s", &"v".repeat(4096)).unwrap_err();
        assert_eq!(error.to_string(), "cookie bytes is 4097, limit is 4096");
    }

    #[test]
    fn a_plain_cookie_stays_on_our_own_pages() {
        assert_eq!(
            written(SetCookie::new("__Host-s", "v")),
            "__Host-s=v; Path=/; Secure; HttpOnly; SameSite=Lax"
        );
    }

    #[test]
    fn a_removal_reaches_as_far_as_the_cookie_did() {
        assert_eq!(
            written(SetCookie::removal("__Host-s").map(SetCookie::cross_site)),
            "__Host-s=; Path=/; Secure; HttpOnly; SameSite=None; Partitioned; Max-Age=0"
        );
    }

    #[test]
    fn neither_debug_shows_the_value() {
        let cookie = SetCookie::new("s", "hunter2").unwrap();
        let header = cookie.to_header_value().unwrap();
        assert_eq!(format!("{cookie:?} {header:?}"), "SetCookie(s=…) Sensitive");
    }

    #[test]
    fn what_is_set_can_be_read_back() {
        let every: Vec<u8> = (0..=255).filter(|byte| is_cookie_octet(*byte)).collect();
        let value = String::from_utf8(every).unwrap();
        let set = written(SetCookie::new("s", &value));
        let pair = set.split("; ").next().unwrap();
        let headers = headers(&[pair.as_bytes()]);
        assert_eq!(cookie(&headers, "s"), Ok(Some(value.as_str())));
    }
}
