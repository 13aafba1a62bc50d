//! What tells an agent or an identified group from all others.

use core::fmt;

use edu_json::{FromJson, Node, ObjectWriter, Reader, Slot, json_object};
use edu_types::{Iri, Personal, Rule};

use crate::rules;

/// The one identifier of an agent or group: an inverse functional identifier.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.2.3; 2.0 §4.2.2.1.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the standard names these four")]
pub enum Identifier {
    /// An address of electronic mail that only ever belonged to this one.
    Mbox(Mbox),
    /// The SHA-1 digest of such an address, with its `mailto:`.
    MboxSha1Sum(MboxSha1Sum),
    /// An `OpenID`.
    OpenId(Personal<Iri>),
    /// An account on a system.
    Account(Account),
}

/// `mailto:` and an address of electronic mail, as it came.
///
/// The scheme may be written in any case. Of the address, only what is clearly none is refused:
/// without exactly one `@` between two parts, or with spaces or control characters.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.2.3; RFC 6068.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Mbox(Box<str>);

/// The SHA-1 digest of an [`Mbox`], as 40 hexadecimal digits in the case they came in.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.2.3.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MboxSha1Sum(Box<str>);

json_object! {
    /// An account on a system, by the system's home page and a name that is unique there.
    ///
    /// Spec: xAPI 1.0.3 Part 2 §2.4.2.4; 2.0 §4.2.2.1.
    #[derive(Eq)]
    pub struct Account {
        required {
            /// Home page of the system.
            home_page: Iri = "homePage" => &rules::ACCOUNT_HOME_PAGE,
            /// Name or number of the account; better one that tells nothing of the person.
            name: Personal<Box<str>> = "name" => &rules::ACCOUNT_NAME,
        }
    }
}

/// Why a text is no identifier of its kind; never quotes the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdentifierError {
    /// An `mbox` does not begin with its scheme.
    #[error("mbox has no scheme mailto:")]
    Scheme,
    /// An `mbox` has no address behind its scheme.
    #[error("mbox is no address with one @ between two parts and without spaces")]
    Address,
    /// An `mbox_sha1sum` is no digest.
    #[error("mbox_sha1sum is not 40 hexadecimal digits")]
    Digest,
}

impl Mbox {
    const SCHEME: &str = "mailto:";

    /// Takes `mailto:` and an address.
    ///
    /// # Errors
    ///
    /// [`IdentifierError`] where it is none.
    pub fn new(text: impl Into<Box<str>>) -> Result<Self, IdentifierError> {
        let text = text.into();
        let scheme = text.get(..Self::SCHEME.len());
        if !scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(Self::SCHEME)) {
            return Err(IdentifierError::Scheme);
        }
        let mbox = Self(text);
        let (local, domain) = mbox.parts();
        if local.is_empty() || domain.is_empty() || domain.contains('@') {
            return Err(IdentifierError::Address);
        }
        // Nearly all are of these characters, which are looked at many at a time.
        let bytes = mbox.0.bytes();
        let plain = bytes.fold(true, |plain, byte| plain & matches!(byte, b'!'..=b'~'));
        let odd = |one: char| one.is_whitespace() || one <= ' ' || one == '\x7f';
        if !plain && mbox.0.chars().any(odd) {
            return Err(IdentifierError::Address);
        }
        Ok(mbox)
    }

    /// The text, byte for byte as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the `@` and behind it; the second is compared in any case of letters.
    pub fn parts(&self) -> (&str, &str) {
        let address = self.0.get(Self::SCHEME.len()..).unwrap_or_default();
        address.split_once('@').unwrap_or((address, ""))
    }
}

impl MboxSha1Sum {
    /// Takes 40 hexadecimal digits.
    ///
    /// # Errors
    ///
    /// [`IdentifierError::Digest`] where it is anything else.
    pub fn new(text: impl Into<Box<str>>) -> Result<Self, IdentifierError> {
        let text = text.into();
        if text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(Self(text));
        }
        Err(IdentifierError::Digest)
    }

    /// The text, byte for byte as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Identifier {
    pub(crate) fn write(&self, object: &mut ObjectWriter<'_>) {
        match self {
            Self::Mbox(mbox) => object.member("mbox", mbox.as_str()),
            Self::MboxSha1Sum(digest) => object.member("mbox_sha1sum", digest.as_str()),
            Self::OpenId(openid) => object.member("openid", openid),
            Self::Account(account) => object.member("account", account),
        }
    }
}

/// The identifiers met in an object that is being read; more than one are too many.
pub(crate) struct Identifiers {
    found: Slot<Identifier>,
    count: usize,
}

impl Identifiers {
    pub(crate) const fn none() -> Self {
        Self {
            found: Slot::Absent,
            count: 0,
        }
    }

    /// Reads a member, if it is an identifier; `false` where it is not.
    pub(crate) fn take_in<'t>(
        &mut self,
        (name, member): (&'t str, Node<'t>),
        reader: &mut Reader<'_, 't>,
    ) -> bool {
        let slot = match name {
            "mbox" => reader
                .optional_slot(name, member, Some(&rules::MBOX))
                .map(Identifier::Mbox),
            "account" => reader
                .optional_slot(name, member, Some(&rules::ACCOUNT))
                .map(Identifier::Account),
            "mbox_sha1sum" => reader
                .optional_slot(name, member, Some(&rules::MBOX_SHA1SUM))
                .map(Identifier::MboxSha1Sum),
            "openid" => reader
                .optional_slot(name, member, Some(&rules::OPENID))
                .map(Identifier::OpenId),
            _ => return false,
        };
        if !matches!(slot, Slot::Absent) {
            self.count = self.count.saturating_add(1);
            self.found = slot;
        }
        true
    }

    /// The only one, where there is one; more than one break `several`. The outer `None` means
    /// that it was refused.
    #[expect(
        clippy::option_option,
        reason = "refused and absent are different outcomes"
    )]
    pub(crate) fn only<'t>(
        self,
        node: Node<'t>,
        reader: &mut Reader<'_, 't>,
        several: &'static Rule,
    ) -> Option<Option<Identifier>> {
        if self.count > 1 {
            let message = format!("found {} identifiers, one is allowed", self.count);
            return reader.refuse(several, node, message);
        }
        self.found.optional()
    }
}

impl FromJson for Mbox {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        match Self::new(reader.text(node)?) {
            Ok(mbox) => Some(mbox),
            Err(error) => reader.not_allowed(node, error.to_string()),
        }
    }
}

impl FromJson for MboxSha1Sum {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        match Self::new(reader.text(node)?) {
            Ok(digest) => Some(digest),
            Err(error) => reader.not_allowed(node, error.to_string()),
        }
    }
}

impl fmt::Debug for Mbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mbox(…)")
    }
}

impl fmt::Debug for MboxSha1Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MboxSha1Sum(…)")
    }
}
