//! The `Link` header: where a long list goes on.

use core::fmt;
use core::fmt::Write as _;

use edu_types::{HttpUrl, HttpUrlError, LimitExceeded, Limits};
use http::header::LINK;
use http::{HeaderMap, HeaderValue};

mod parse;
mod resolve;
#[cfg(test)]
mod tests;

/// The links of one message, each with the relations it stands for.
///
/// A server says with them where the next page is; a client follows them with a
/// [`Pager`](crate::Pager), which keeps it from being led elsewhere. Relations are compared
/// without regard to the case of letters, and kept in lower case; targets are kept as written.
///
/// `Debug` shows how many links there are: addresses may hold tokens.
///
/// ```
/// use edu_http::Links;
/// use edu_types::HttpUrl;
/// use http::{HeaderMap, HeaderValue, header::LINK};
///
/// let links = Links::none().with("next", "https://lms.example/members?p=2")?;
/// let mut headers = HeaderMap::new();
/// links.write(&mut headers);
/// assert_eq!(headers["link"], r#"<https://lms.example/members?p=2>; rel="next""#);
/// assert_eq!(Links::parse(&headers)?, links);
///
/// // Targets may be relative to the address that was asked.
/// headers.insert(LINK, HeaderValue::from_static("<?p=3>; rel=\"Next last\""));
/// let asked = HttpUrl::parse("https://lms.example/members?p=2")?;
/// let next = Links::parse(&headers)?.resolve("next", &asked);
/// assert_eq!(next, Some(HttpUrl::parse("https://lms.example/members?p=3")));
///
/// headers.insert(LINK, HeaderValue::from_static("https://lms.example/; rel=next"));
/// let error = Links::parse(&headers).unwrap_err();
/// assert_eq!(error.to_string(), "link header is not as RFC 8288 says at byte 0");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Spec: RFC 8288, §3.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Links(Vec<Link>);

/// One target, and what it is to the message it came with.
#[derive(Clone, PartialEq, Eq)]
struct Link {
    target: Box<str>,
    /// In lower case, separated by single spaces; at least one.
    relations: Box<str>,
}

impl Links {
    /// Most links read or written in one message.
    pub const MAX_LINKS: usize = 64;
    /// Most bytes of `Link` headers read in one message.
    pub const MAX_BYTES: usize = 32 * 1024;

    /// No link at all.
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Reads every `Link` header of a message.
    ///
    /// Of several `rel` parameters the first counts. Links without a relation, and those with an
    /// `anchor`, which speak about another address, are passed over.
    ///
    /// # Errors
    ///
    /// [`LinkError`] names the first limit or rule of syntax broken.
    pub fn parse(headers: &HeaderMap) -> Result<Self, LinkError> {
        let (mut links, mut bytes, mut count) = (Vec::new(), 0_usize, 0_usize);
        for value in headers.get_all(LINK) {
            bytes = bytes.saturating_add(value.len());
            Limits::check("link header bytes", bytes, Self::MAX_BYTES)?;
            parse::read(value.as_bytes(), &mut links, &mut count)?;
        }
        Ok(Self(links))
    }

    /// Adds a link; `relation` is one relation type.
    ///
    /// # Errors
    ///
    /// [`LinkError`] when either cannot stand in a link, or there are too many.
    pub fn with(mut self, relation: &str, target: &str) -> Result<Self, LinkError> {
        if !is_target(target.as_bytes()) {
            return Err(LinkError::Target);
        }
        if relation.is_empty() || !relation.bytes().all(is_relation_byte) {
            return Err(LinkError::Relation);
        }
        Limits::check("links", self.0.len().saturating_add(1), Self::MAX_LINKS)?;
        self.0.push(Link {
            target: target.into(),
            relations: relation.to_ascii_lowercase().into(),
        });
        Ok(self)
    }

    /// The first target with this relation, as written: it may be relative.
    pub fn get(&self, relation: &str) -> Option<&str> {
        let wanted = |link: &&Link| link.is(relation);
        self.0.iter().find(wanted).map(|link| &*link.target)
    }

    /// The first target with this relation, resolved against the address that was asked, without
    /// a fragment.
    ///
    /// # Errors
    ///
    /// [`HttpUrlError`] when the target does not make an address that [`HttpUrl`] accepts.
    ///
    /// Spec: RFC 3986, §5.2.
    pub fn resolve(
        &self,
        relation: &str,
        asked: &HttpUrl,
    ) -> Option<Result<HttpUrl, HttpUrlError>> {
        self.get(relation)
            .map(|target| resolve::resolve(asked, target))
    }

    /// Number of links.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no link.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The links as one header value; `None` without links.
    pub fn to_header_value(&self) -> Option<HeaderValue> {
        let mut text = String::new();
        for Link { target, relations } in &self.0 {
            if !text.is_empty() {
                text.push_str(", ");
            }
            // Writing to a text cannot fail.
            let _ = write!(text, "<{target}>; rel=\"{relations}\"");
        }
        let value = HeaderValue::try_from(text).ok()?;
        (!value.is_empty()).then_some(value)
    }

    /// Sets the `Link` header of a message, in place of earlier ones; without links, removes it.
    pub fn write(&self, headers: &mut HeaderMap) {
        match self.to_header_value() {
            Some(value) => headers.insert(LINK, value),
            None => headers.remove(LINK),
        };
    }
}

impl Link {
    fn is(&self, relation: &str) -> bool {
        self.relations
            .split(' ')
            .any(|held| held.eq_ignore_ascii_case(relation))
    }
}

impl fmt::Debug for Links {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Links({})", self.len())
    }
}

/// Why links cannot be read or written.
///
/// Never quotes a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LinkError {
    /// A limit was passed.
    #[error(transparent)]
    TooLarge(#[from] LimitExceeded),
    /// A header has another form.
    #[error("link header is not as RFC 8288 says at byte {at}")]
    Malformed {
        /// Where in its header, counted from zero.
        at: usize,
    },
    /// A target cannot stand in a link.
    #[error("link target has a character other than printable ASCII without `<`, `>` and quote")]
    Target,
    /// A relation cannot stand in a link.
    #[error("link relation is empty or has a character other than those of a name or address")]
    Relation,
}

fn is_target(bytes: &[u8]) -> bool {
    let allowed = |byte: &u8| byte.is_ascii_graphic() && !b"<>\"".contains(byte);
    bytes.iter().all(allowed)
}

const fn is_relation_byte(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\' | b'<' | b'>')
}
