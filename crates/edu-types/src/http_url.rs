//! Addresses on the web, kept byte for byte.

use core::fmt;
use core::net::Ipv6Addr;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

mod split;

use split::{HostKind, Parts};

/// An absolute `http` or `https` address, kept byte for byte.
///
/// Nothing is normalised: two are equal when their bytes are, and `HTTP://Example.com:80/` is
/// printed as it came. Redirect addresses are compared this way, so a repaired address would be
/// another address.
///
/// Refused are addresses that programs read in different ways: white space, control
/// characters, backslashes, characters outside ASCII, `%` without two hexadecimal digits,
/// hosts that are numbers but not four decimal ones (`http://127.1/`), empty ports and port 0.
/// So are, unless [`HttpUrlRules`] allow them, user names and fragments, and texts longer than
/// 2048 bytes. `[` and `]` are accepted in path and query, because many PHP programs write them
/// there.
///
/// `Debug` hides the query, the fragment and the user name: they may hold tokens.
///
/// ```
/// use edu_types::HttpUrl;
///
/// let url = HttpUrl::parse("https://Tool.example:443/launch?id=7")?;
/// assert_eq!(url.origin(), "https://tool.example");
/// assert_eq!(
///     url.append_query(&[("state", "a b")]),
///     "https://Tool.example:443/launch?id=7&state=a%20b",
/// );
/// assert_eq!(
///     HttpUrl::parse("https://tool.example@evil.example/").unwrap_err().to_string(),
///     "address has a user name before its host, none is allowed",
/// );
/// # Ok::<(), edu_types::HttpUrlError>(())
/// ```
///
/// Spec: RFC 3986 §3 and §4.3; RFC 9110 §4.2.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HttpUrl(Box<str>);

/// What an [`HttpUrl`] may have beyond the usual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HttpUrlRules {
    /// Longest text, in bytes. Default 2048.
    pub bytes: usize,
    /// Whether `user:password@` may stand before the host. Default no: it makes one host look
    /// like another.
    pub user: bool,
    /// Whether `#fragment` may stand at the end, even an empty one. Default no.
    pub fragment: bool,
}

impl HttpUrlRules {
    /// The rules of [`HttpUrl::parse`].
    pub const DEFAULT: Self = Self {
        bytes: 2048,
        user: false,
        fragment: false,
    };

    /// Sets the longest text.
    #[must_use]
    pub const fn with_bytes(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
        self
    }

    /// Allows a user name and password.
    #[must_use]
    pub const fn with_user(mut self) -> Self {
        self.user = true;
        self
    }

    /// Allows a fragment.
    #[must_use]
    pub const fn with_fragment(mut self) -> Self {
        self.fragment = true;
        self
    }
}

impl Default for HttpUrlRules {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Why a text is not an address that [`HttpUrl`] accepts.
///
/// Never quotes the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HttpUrlError {
    /// The text is longer than [`HttpUrlRules::bytes`].
    #[error("address is {found} bytes, limit is {limit}")]
    TooLong {
        /// Bytes found.
        found: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// A character that no address may have.
    #[error("byte {at} of address is not a character that RFC 3986 allows")]
    Character {
        /// Where, counted from zero.
        at: usize,
    },
    /// A `%` that is not followed by two hexadecimal digits.
    #[error("`%` at byte {at} of address is not followed by two hexadecimal digits")]
    Percent {
        /// Where, counted from zero.
        at: usize,
    },
    /// Another scheme, or none.
    #[error("address does not begin with `https://` or `http://`")]
    Scheme,
    /// A user name, where the rules allow none.
    #[error("address has a user name before its host, none is allowed")]
    User,
    /// A user name with `@`, `[` or `]` in it, which no rules allow.
    #[error("user name of address has `@`, `[` or `]` in it")]
    UserForm,
    /// The host is empty.
    #[error("host of address is empty")]
    HostEmpty,
    /// The host has another form.
    #[error(
        "host of address is neither a domain name nor four decimal numbers nor an IPv6 address in \
         brackets"
    )]
    HostForm,
    /// The port is empty, no number, or out of range.
    #[error("port of address is not a number from 1 to 65535")]
    Port,
    /// A fragment, where the rules allow none.
    #[error("address has a fragment, none is allowed")]
    Fragment,
}

impl HttpUrl {
    /// Reads an address under the usual rules and keeps its text.
    ///
    /// # Errors
    ///
    /// [`HttpUrlError`] names the first rule broken.
    pub fn parse(text: &str) -> Result<Self, HttpUrlError> {
        Self::parse_with(text, &HttpUrlRules::DEFAULT)
    }

    /// Reads an address under other rules and keeps its text.
    ///
    /// # Errors
    ///
    /// [`HttpUrlError`] names the first rule broken.
    pub fn parse_with(text: &str, rules: &HttpUrlRules) -> Result<Self, HttpUrlError> {
        split::check(text, rules)?;
        Ok(Self(text.into()))
    }

    /// The text, byte for byte as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `https` or `http`, in lower case however it was written.
    pub fn scheme(&self) -> &'static str {
        if self.is_https() { "https" } else { "http" }
    }

    /// Whether the scheme is `https`.
    pub fn is_https(&self) -> bool {
        self.parts().scheme.eq_ignore_ascii_case("https")
    }

    /// The host as written; an IPv6 address has its brackets.
    pub fn host(&self) -> &str {
        self.parts().host
    }

    /// The port, where one is written.
    pub fn port(&self) -> Option<u16> {
        self.parts().port.and_then(|port| port.parse().ok())
    }

    /// The port written, else 443 for `https` and 80 for `http`.
    pub fn port_or_default(&self) -> u16 {
        self.port().unwrap_or(self.default_port())
    }

    /// The origin as a browser writes it: scheme and host in lower case, no default port, IPv6
    /// addresses in their shortest form.
    ///
    /// Spec: RFC 6454 §6.2.
    pub fn origin(&self) -> String {
        let host = match split::host_kind(self.host()) {
            Some(HostKind::V6(address)) => origin_of_v6(address),
            Some(HostKind::Name | HostKind::V4(_)) | None => self.host().to_ascii_lowercase(),
        };
        let scheme = self.scheme();
        match self.port() {
            Some(port) if port != self.default_port() => format!("{scheme}://{host}:{port}"),
            Some(_) | None => format!("{scheme}://{host}"),
        }
    }

    /// From the first `/` after the host up to the query; may be empty.
    pub fn path(&self) -> &str {
        self.parts().path
    }

    /// What follows `?`, where there is one.
    pub fn query(&self) -> Option<&str> {
        self.parts().query
    }

    /// Whether there is a `#`, be it the last character.
    pub fn has_fragment(&self) -> bool {
        self.parts().fragment.is_some()
    }

    /// Whether the host can only mean this machine: `localhost`, a name under it, an address of
    /// 127.0.0.0/8, or `[::1]`.
    ///
    /// Names that merely resolve to this machine are not known here.
    ///
    /// Spec: RFC 6761 §6.3.
    pub fn is_loopback(&self) -> bool {
        match split::host_kind(self.host()) {
            Some(HostKind::V4(address)) => address.is_loopback(),
            Some(HostKind::V6(address)) => address.is_loopback(),
            Some(HostKind::Name) => {
                let last = self.host().rsplit('.').next().unwrap_or_default();
                last.eq_ignore_ascii_case("localhost")
            }
            None => false,
        }
    }

    /// The address with name and value pairs added at the end of its query.
    ///
    /// What is already there stays byte for byte, also names that the pairs repeat; a fragment
    /// stays at the end. In the pairs, all but letters, digits, `-`, `.`, `_` and `~` is
    /// percent-encoded, a space as `%20`.
    pub fn append_query(&self, pairs: &[(&str, &str)]) -> String {
        let (before, fragment) = match self.0.split_once('#') {
            Some((before, fragment)) => (before, Some(fragment)),
            None => (&*self.0, None),
        };
        let mut text = before.to_owned();
        for (name, value) in pairs {
            match text.split_once('?') {
                None => text.push('?'),
                Some((_, query)) if query.is_empty() || query.ends_with('&') => {}
                Some(_) => text.push('&'),
            }
            push_encoded(&mut text, name);
            text.push('=');
            push_encoded(&mut text, value);
        }
        if let Some(fragment) = fragment {
            text.push('#');
            text.push_str(fragment);
        }
        text
    }

    fn default_port(&self) -> u16 {
        if self.is_https() { 443 } else { 80 }
    }

    fn parts(&self) -> Parts<'_> {
        // The text has been checked, so it splits.
        split::split(&self.0).unwrap_or_default()
    }
}

/// Browsers write an embedded IPv4 address in hexadecimal, the standard library in decimal.
fn origin_of_v6(address: Ipv6Addr) -> String {
    match address.to_ipv4_mapped().map(|mapped| mapped.octets()) {
        Some([a, b, c, d]) => {
            let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
            format!("[::ffff:{high:x}:{low:x}]")
        }
        None => format!("[{address}]"),
    }
}

fn push_encoded(text: &mut String, part: &str) {
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push('%');
            for nibble in [byte >> 4, byte & 15] {
                let digit = char::from_digit(u32::from(nibble), 16).unwrap_or_default();
                text.push(digit.to_ascii_uppercase());
            }
        }
    }
}

impl fmt::Display for HttpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for HttpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.parts();
        write!(f, "HttpUrl({}://", parts.scheme)?;
        if parts.user.is_some() {
            f.write_str("…@")?;
        }
        f.write_str(parts.host)?;
        if let Some(port) = parts.port {
            write!(f, ":{port}")?;
        }
        f.write_str(parts.path)?;
        if parts.query.is_some() {
            f.write_str("?…")?;
        }
        if parts.fragment.is_some() {
            f.write_str("#…")?;
        }
        f.write_str(")")
    }
}

impl AsRef<str> for HttpUrl {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl FromStr for HttpUrl {
    type Err = HttpUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for HttpUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for HttpUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::deserialize(
            deserializer,
            "an address that begins with https:// or http://",
        )
    }
}
