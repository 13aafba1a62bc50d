//! Where a request was sent from: keeping other sites from writing in a person's name.

use edu_types::HttpUrl;
use http::header::{AsHeaderName, ORIGIN};
use http::{HeaderMap, HeaderName, HeaderValue};

/// What the browser says about the page that sent the request; scripts cannot set it.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether a browser sent the request from a page of the origin of `address`, any address of
/// the application's own.
///
/// Ask it before anything is written for a person known by a cookie: browsers send a cookie that
/// works in frames ([`SetCookie::cross_site`](crate::SetCookie::cross_site)) along with forms
/// of foreign pages too. Reads need no check; launches and logins arrive from other sites by
/// design and have checks of their own.
///
/// `Sec-Fetch-Site` must be `same-origin` and `Origin` the origin itself, each where it is sent;
/// one of the two must be there. `Origin: null`, which pages with the referrer policy
/// `no-referrer` send, tells nothing and is no proof. A header sent twice is refused.
///
/// ```
/// use edu_http::same_origin;
/// use edu_types::HttpUrl;
/// use http::{HeaderMap, HeaderValue, header::ORIGIN};
///
/// let notes = HttpUrl::parse("https://notes.example/")?;
/// let mut headers = HeaderMap::new();
/// assert!(!same_origin(&headers, &notes));
///
/// headers.insert(ORIGIN, HeaderValue::from_static("https://notes.example"));
/// assert!(same_origin(&headers, &notes));
///
/// headers.insert(ORIGIN, HeaderValue::from_static("https://evil.example"));
/// assert!(!same_origin(&headers, &notes));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Spec: Fetch Standard, §3.2 (`Origin`); Fetch Metadata Request Headers, §2.3
/// (`Sec-Fetch-Site`).
pub fn same_origin(headers: &HeaderMap, address: &HttpUrl) -> bool {
    let own = address.origin();
    match (sole(headers, SEC_FETCH_SITE), sole(headers, ORIGIN)) {
        (Sent::Once(site), Sent::Once(origin)) => {
            site == "same-origin" && (origin == own.as_str() || origin == "null")
        }
        (Sent::Once(site), Sent::Never) => site == "same-origin",
        (Sent::Never, Sent::Once(origin)) => origin == own.as_str(),
        (Sent::Never, Sent::Never) | (Sent::Often, _) | (_, Sent::Often) => false,
    }
}

/// How often a header was sent.
enum Sent<'a> {
    Never,
    Once(&'a HeaderValue),
    Often,
}

fn sole(headers: &HeaderMap, name: impl AsHeaderName) -> Sent<'_> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Sent::Never,
        (Some(value), None) => Sent::Once(value),
        (Some(_), Some(_)) => Sent::Often,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "sec-fetch-site";

    fn accepted(address: &str, sent: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in sent {
            headers.append(*name, HeaderValue::from_str(value).unwrap());
        }
        same_origin(&headers, &HttpUrl::parse(address).unwrap())
    }

    #[test]
    fn a_form_of_a_foreign_page_is_refused() {
        for (site, origin) in [
            ("cross-site", "https://evil.example"),
            ("same-site", "https://evil.notes.example"),
            ("cross-site", "null"),
            ("none", "null"),
            ("same-origin", "https://evil.example"),
            ("cross-site", "https://notes.example"),
        ] {
            let sent = [(SITE, site), ("origin", origin)];
            assert!(!accepted("https://notes.example", &sent), "{site} {origin}");
        }
    }

    #[test]
    fn an_old_browser_is_judged_by_the_origin_alone() {
        for (origin, expected) in [
            ("https://notes.example", true),
            ("http://notes.example", false),
            ("https://notes.example:8443", false),
            ("https://notes.example.evil.example", false),
            ("https://evil.example/https://notes.example", false),
            ("https://notes.example https://evil.example", false),
            ("null", false),
            ("", false),
        ] {
            let sent = [("origin", origin)];
            assert_eq!(
                accepted("https://notes.example/a?b", &sent),
                expected,
                "{origin}"
            );
        }
    }

    #[test]
    fn a_request_that_says_nothing_is_refused() {
        assert!(!accepted("https://notes.example", &[]));
        assert!(!accepted(
            "https://notes.example",
            &[("referer", "https://notes.example/")]
        ));
    }

    #[test]
    fn a_header_sent_twice_is_refused() {
        let own = ("origin", "https://notes.example");
        assert!(!accepted("https://notes.example", &[own, own]));
        let site = (SITE, "same-origin");
        assert!(!accepted("https://notes.example", &[site, site, own]));
    }

    #[test]
    fn the_browser_may_keep_the_origin_back_where_it_vouches_for_the_site() {
        let site = (SITE, "same-origin");
        assert!(accepted("https://notes.example", &[site]));
        assert!(accepted(
            "https://notes.example",
            &[site, ("origin", "null")]
        ));
        assert!(!accepted("https://notes.example", &[(SITE, "none")]));
        assert!(!accepted("https://notes.example", &[(SITE, "Same-Origin")]));
    }

    #[test]
    fn an_address_is_compared_as_browsers_write_its_origin() {
        let sent = [("origin", "https://notes.example")];
        assert!(accepted("HTTPS://Notes.Example:443/list", &sent));
        let sent = [("origin", "http://localhost:4100")];
        assert!(accepted("http://localhost:4100/", &sent));
        assert!(!accepted("http://localhost:4101/", &sent));
    }
}
