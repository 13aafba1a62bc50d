//! Where a resource is launched: the address that `xml:base`, `href` and `parameters` come to.

mod bases;
mod parameters;
mod path;
mod place;
mod reference;

use core::fmt;

use crate::bytes::{consists_of, has_pair};
pub(crate) use bases::Bases;
use place::Place;

/// An address to launch, inside the package or on the web.
///
/// It is made of a manifest's words only by [`Address::resolve`], which lets none leave the package or run a
/// script; so whoever holds one may append it to the address of the package.
///
/// ```
/// use scorm_manifest::address::{Address, ExternalPolicy};
///
/// let resolved = Address::resolve(
///     ["course/", "unit 1/"],
///     "../media/start.html#top",
///     Some("?mode=a b"),
///     ExternalPolicy::Refused,
/// )?;
/// let address = resolved.address;
/// assert_eq!(address.to_string(), "course/media/start.html?mode=a%20b#top");
/// assert_eq!(address.file().as_deref(), Some("course/media/start.html"));
///
/// let outside = Address::resolve(["a/"], "%2e%2e/../x", None, ExternalPolicy::Refused);
/// assert_eq!(
///     outside.unwrap_err().to_string(),
///     "address leaves the package, its path has more `..` than folders or hides a separator behind an escape",
/// );
/// # Ok::<(), scorm_manifest::address::AddressError>(())
/// ```
///
/// Spec: SCORM 2004 4th Ed. CAM §3.4.1 (`item`, `resource`), §3.4.3 (`xml:base`); RFC 3986 §5.2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Scheme and host, where it is on the web.
    origin: Option<String>,
    /// Path, percent-encoded where it was or had to be; without a slash before it inside a package.
    path: String,
    /// What stands behind the question mark.
    query: Option<String>,
    /// What stands behind the number sign.
    fragment: Option<String>,
}

/// An address, and what was not as the standard has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Resolved {
    /// The address.
    pub address: Address,
    /// What was mended on the way.
    pub deviations: Deviations,
}

/// Whether a package may launch what is not in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "there is no third answer")]
pub enum ExternalPolicy {
    /// An address on the web is refused.
    #[default]
    Refused,
    /// One with the scheme `http` or `https` is launched.
    Allowed,
}

/// Why there is no address to launch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// There is nothing to launch.
    #[error("resource has no href, there is nothing to launch")]
    Missing,
    /// The path goes above the top of the package, plain or percent-encoded.
    #[error(
        "address leaves the package, its path has more `..` than folders or hides a separator behind an escape"
    )]
    Traversal,
    /// The scheme runs a script or shows what it carries itself.
    #[error("address has the scheme `{scheme}`, which no package may launch")]
    Script {
        /// The scheme.
        scheme: &'static str,
    },
    /// The address points into the file system of whoever made the package.
    #[error("address points to a local file of the author's, files of the package are allowed")]
    LocalFile,
    /// The scheme is none that is launched.
    #[error("address has another scheme than http and https")]
    Scheme,
    /// The address is on the web, and the policy refuses that.
    #[error("address is outside the package, and the policy refuses such addresses")]
    External,
    /// The address is longer than what is read.
    #[error("address is {found} bytes, limit is {limit}")]
    TooLong {
        /// Bytes found.
        found: usize,
        /// Bytes allowed.
        limit: usize,
    },
}

impl AddressError {
    /// Whether the address was an attack, or works as one.
    pub const fn is_security(self) -> bool {
        matches!(self, Self::Traversal | Self::Script { .. })
    }
}

/// What of an address was not as the standard has it, and was mended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is there or not, in any combination"
)]
pub struct Deviations {
    /// A backslash stood for a slash.
    pub backslash: bool,
    /// A slash stood at the beginning; the top of the package was meant.
    pub leading_slash: bool,
    /// An `xml:base` did not end with a slash.
    pub base_without_slash: bool,
    /// White space or a control character stood in it, and was encoded or cut off.
    pub white_space: bool,
    /// The `href` has a fragment, before which the parameters were put.
    pub parameters_before_fragment: bool,
    /// The parameters are a fragment, but the `href` has one already; they were left out.
    pub second_fragment: bool,
}

impl Deviations {
    /// Whether nothing was mended.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl Address {
    /// Longest address that is read, bases and parameters included, in bytes. The standard lets 2000 characters be written,
    /// and servers read few more than 8 KiB. Every file of a resource has its bases before it.
    pub const MAX_BYTES: usize = 8 * 1024;

    /// Resolves an `href` against the bases above it, outermost first, and adds parameters.
    ///
    /// # Errors
    ///
    /// [`AddressError`] says why there is nothing that may be launched. No policy allows what is
    /// [`AddressError::is_security`].
    pub fn resolve<'b>(
        bases: impl IntoIterator<Item = &'b str>,
        href: &str,
        parameters: Option<&str>,
        external: ExternalPolicy,
    ) -> Result<Resolved, AddressError> {
        let mut place = Place::default();
        for base in bases {
            place.enter(base)?;
        }
        place.address(href, parameters, external)
    }

    /// Whether it is outside the package.
    pub const fn is_external(&self) -> bool {
        self.origin.is_some()
    }

    /// The path as it is requested, without query and fragment.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What stands behind the question mark.
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// What stands behind the number sign.
    pub fn fragment(&self) -> Option<&str> {
        self.fragment.as_deref()
    }

    /// The name of the file in the package, percent-decoded; `None` outside it, or where it decodes to no text.
    ///
    /// Some tools put encoded names into the archive: where there is no file of this name, look for
    /// [`Address::path`].
    pub fn file(&self) -> Option<String> {
        if self.is_external() {
            return None;
        }
        path::decoded(&self.path)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(origin) = &self.origin {
            write!(f, "{origin}/")?;
        }
        f.write_str(&self.path)?;
        if let Some(query) = &self.query {
            write!(f, "?{query}")?;
        }
        if let Some(fragment) = &self.fragment {
            write!(f, "#{fragment}")?;
        }
        Ok(())
    }
}

/// Whether an `href` is plainly a file inside the package: no scheme, no `..`, nothing to mend or encode.
///
/// The answer for nearly all files of nearly all packages, found in one pass without memory.
pub(crate) fn is_plain(href: &str) -> bool {
    let bytes = href.as_bytes();
    // A full stop means itself, unless it begins a name.
    !matches!(bytes, [] | [b'/' | b'.', ..])
        && consists_of(bytes, means_itself)
        && !has_pair(bytes, b'/', b'.')
}

/// Whether a byte means itself wherever it stands in an address; a full stop may.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches a block of bytes is judged by vector code"
)]
const fn means_itself(byte: u8) -> bool {
    (byte > b' ')
        & (byte != b'\\')
        & (byte != b':')
        & (byte != b'%')
        & (byte != b'?')
        & (byte != b'"')
        & (byte != b'#')
        & (byte != b'<')
        & (byte != b'>')
        & (byte != b'`')
        & (byte != 0x7f)
}

#[cfg(test)]
mod tests;
