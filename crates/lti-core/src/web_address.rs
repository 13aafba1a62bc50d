//! Addresses inside claims, as the platform wrote them.

use core::fmt;

use edu_json::{FromJson, JsonWriter, Node, Reader, ToJson};
use edu_types::{HttpUrl, HttpUrlError, HttpUrlRules};

/// What an address to go to may have: a fragment, as applications of one page use it.
const RULES: HttpUrlRules = HttpUrlRules::DEFAULT.with_fragment();

/// An address as a claim has it: any text, checked when it is used.
///
/// `Debug` shows scheme, host and path only: queries and fragments of addresses to return to
/// hold keys of sessions.
///
/// ```
/// use lti_core::WebAddress;
///
/// let back = WebAddress::from("https://lms.example/back?sesskey=s3cret#unit");
/// assert_eq!(back.to_url()?.host(), "lms.example");
/// assert!(!format!("{back:?}").contains("s3cret"));
/// assert!(WebAddress::from("javascript:alert(1)").to_url().is_err());
/// # Ok::<(), edu_types::HttpUrlError>(())
/// ```
///
/// Spec: LTI Core 1.3, §5.3.4 and §5.4.4.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct WebAddress(Box<str>);

impl WebAddress {
    /// The text, byte for byte as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The http or https address; it may have a query and a fragment.
    ///
    /// # Errors
    ///
    /// [`HttpUrlError`] where the text is none.
    pub fn to_url(&self) -> Result<HttpUrl, HttpUrlError> {
        parse_address(&self.0)
    }
}

/// Reads an address that people go to, in contrast to one that is registered.
pub(crate) fn parse_address(text: &str) -> Result<HttpUrl, HttpUrlError> {
    HttpUrl::parse_with(text, &RULES)
}

impl From<&str> for WebAddress {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for WebAddress {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&HttpUrl> for WebAddress {
    fn from(url: &HttpUrl) -> Self {
        Self(url.as_str().into())
    }
}

impl fmt::Debug for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_url() {
            Ok(url) => fmt::Debug::fmt(&url, f),
            Err(_) => write!(f, "WebAddress({} bytes, no web address)", self.0.len()),
        }
    }
}

impl FromJson for WebAddress {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.text(node).map(Self::from)
    }
}

impl ToJson for WebAddress {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(&self.0);
    }
}
