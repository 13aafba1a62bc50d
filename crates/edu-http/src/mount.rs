//! Mounts: where a service lives, for the world and for the host.

use core::str::FromStr;

use http::Uri;

use crate::percent::{Plus, decode, encode_path};

/// Where a service lives: the address the world sees, and the path the host sees.
///
/// The two differ behind a proxy, and the public address may have a path and a query of its
/// own. Addresses made here go into documents and redirects; the `Host` header of a request,
/// which anyone may write, is never looked at.
///
/// ```
/// use edu_http::Mount;
///
/// let mount = Mount::new("https://lms.example/school/lti?tenant=7", "/lti")?;
/// let request = "/lti/line-items/a%2Fb?page=2".parse()?;
/// assert_eq!(mount.relative(&request), Some("/line-items/a%2Fb"));
/// assert_eq!(mount.segments(&request), Some(vec!["line-items".into(), "a/b".into()]));
/// assert_eq!(mount.url("/jwks"), "https://lms.example/school/lti/jwks?tenant=7");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// Scheme, authority and path, without a slash at the end.
    public_base: String,
    public_query: Option<String>,
    prefix: String,
}

impl Mount {
    /// A service at `public_url` whose requests reach the host below `prefix`.
    ///
    /// `prefix` is empty, or starts with a slash and does not end with one.
    ///
    /// # Errors
    ///
    /// [`MountError`] when either is not of that form.
    pub fn new(public_url: &str, prefix: &str) -> Result<Self, MountError> {
        // The text goes into headers and pages as it is, and `Uri` takes more than a URL may hold.
        if public_url.contains(['#', '"', '<', '>', '\\']) || !is_graphic(public_url) {
            return Err(MountError::PublicUrl);
        }
        let uri = Uri::from_str(public_url).map_err(|_| MountError::PublicUrl)?;
        let web = matches!(uri.scheme_str(), Some("https" | "http"));
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        if !web || authority.contains('@') || uri.host().is_none_or(str::is_empty) {
            return Err(MountError::PublicUrl);
        }
        let below = prefix.strip_prefix('/');
        if !prefix.is_empty() && below.is_none_or(|below| !below.split('/').all(is_named)) {
            return Err(MountError::Prefix);
        }
        let address = public_url.split('?').next().unwrap_or_default();
        Ok(Self {
            public_base: address.trim_end_matches('/').to_owned(),
            public_query: uri
                .query()
                .filter(|query| !query.is_empty())
                .map(str::to_owned),
            prefix: prefix.to_owned(),
        })
    }

    /// The mount of one resource below this service: `path` starts with a slash and is encoded.
    ///
    /// ```
    /// use edu_http::Mount;
    ///
    /// let service = Mount::new("https://lms.example/ags?tenant=7", "/ags")?;
    /// let item = service.below("/course/a%2Fb");
    /// assert_eq!(item.url("/scores"), "https://lms.example/ags/course/a%2Fb/scores?tenant=7");
    /// assert_eq!(item.relative(&"/ags/course/a%2Fb/scores".parse()?), Some("/scores"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn below(&self, path: &str) -> Self {
        let path = encode_path(path.trim_end_matches('/'));
        let slash = if path.is_empty() || path.starts_with('/') {
            ""
        } else {
            "/"
        };
        Self {
            public_base: format!("{}{slash}{path}", self.public_base),
            public_query: self.public_query.clone(),
            prefix: format!("{}{slash}{path}", self.prefix),
        }
    }

    /// The path below the prefix, still encoded: empty, or starting with a slash.
    ///
    /// `None` for every other path (`/ltiX` is not below `/lti`) and for paths that another
    /// reader may take for a different one: with `.` or `..` segments, however encoded, with
    /// `//`, or with a backslash.
    pub fn relative<'a>(&self, uri: &'a Uri) -> Option<&'a str> {
        let below = uri.path().strip_prefix(self.prefix.as_str())?;
        let Some(inner) = below.strip_prefix('/') else {
            return below.is_empty().then_some(below);
        };
        // A slash at the end names the same place in many hosts; it is kept for the service.
        let segments = inner.strip_suffix('/').unwrap_or(inner);
        let sound = inner.is_empty() || segments.split('/').all(is_named);
        sound.then_some(below)
    }

    /// The segments of the path below the prefix, decoded one by one.
    ///
    /// An encoded slash is part of its segment. `None` where [`Mount::relative`] gives none, and
    /// for segments that are not well-formed, not UTF-8, or have control characters. A slash at
    /// the end shows as a last, empty segment.
    pub fn segments(&self, uri: &Uri) -> Option<Vec<String>> {
        let below = self.relative(uri)?;
        match below.strip_prefix('/') {
            None => Some(Vec::new()),
            Some(inner) => inner.split('/').map(read_segment).collect(),
        }
    }

    /// The public address of a path below the mount, with the mount's own query.
    ///
    /// `path` starts with a slash, or is empty for the mount itself. What may not stand in a
    /// path, `?` and `#` among it, is encoded; a `/` in an id is for
    /// [`encode_component`](crate::encode_component) to encode before.
    pub fn url(&self, path: &str) -> String {
        let path = encode_path(path);
        let slash = if path.is_empty() || path.starts_with('/') {
            ""
        } else {
            "/"
        };
        let base = &self.public_base;
        match &self.public_query {
            Some(query) => format!("{base}{slash}{path}?{query}"),
            None => format!("{base}{slash}{path}"),
        }
    }
}

/// Why a mount cannot be where it was asked to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MountError {
    /// The public address is not one a browser could open.
    #[error("public address is not an absolute https or http address without user and fragment")]
    PublicUrl,
    /// The prefix is not a plain path.
    #[error("prefix is neither empty nor a path that starts and does not end with a slash")]
    Prefix,
}

fn is_graphic(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether a segment has a name that every reader takes for the same.
fn is_named(segment: &str) -> bool {
    let bytes = segment.as_bytes();
    let mut dots = segment.replace("%2e", ".");
    dots = dots.replace("%2E", ".");
    !bytes.is_empty() && dots != "." && dots != ".." && !bytes.contains(&b'\\')
}

fn read_segment(segment: &str) -> Option<String> {
    let bytes = decode(segment.as_bytes(), Plus::Plus).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    (!text.chars().any(char::is_control)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mount() -> Mount {
        Mount::new("https://lms.example/lti", "/lti").unwrap()
    }

    fn relative(path: &str) -> Option<String> {
        let uri = Uri::from_str(path).unwrap();
        mount().relative(&uri).map(str::to_owned)
    }

    fn segments(path: &str) -> Option<Vec<String>> {
        mount().segments(&Uri::from_str(path).unwrap())
    }

    #[test]
    fn a_longer_name_is_not_below_the_prefix() {
        for path in [
            "/ltiX",
            "/ltiX/a",
            "/lt",
            "/",
            "/other/lti/a",
            "/LTI/a",
            "/lti%2Fa",
        ] {
            assert_eq!(relative(path), None, "{path}");
        }
    }

    #[test]
    fn paths_that_readers_disagree_about_are_refused() {
        for path in [
            "/lti/../admin",
            "/lti/a/..",
            "/lti/./a",
            "/lti/%2e%2e/admin",
            "/lti/.%2E/admin",
            "/lti/%2E",
            "/lti//a",
            "/lti/a//",
            "/lti//",
            "/lti/a\\..\\b",
        ] {
            if let Ok(uri) = Uri::from_str(path) {
                assert_eq!(mount().relative(&uri), None, "{path}");
            }
        }
    }

    #[test]
    fn the_path_below_the_prefix_stays_encoded() {
        assert_eq!(relative("/lti/a%2Fb/c?d=e").as_deref(), Some("/a%2Fb/c"));
        assert_eq!(relative("/lti").as_deref(), Some(""));
        assert_eq!(relative("/lti/").as_deref(), Some("/"));
        assert_eq!(relative("/lti/a/").as_deref(), Some("/a/"));
        assert_eq!(relative("/lti/a..b/...").as_deref(), Some("/a..b/..."));
        assert_eq!(
            relative("https://evil.example/lti/a").as_deref(),
            Some("/a")
        );
    }

    #[test]
    fn an_encoded_slash_separates_nothing() {
        assert_eq!(segments("/lti/a%2Fb"), Some(vec!["a/b".to_owned()]));
        assert_eq!(segments("/lti/a+b"), Some(vec!["a+b".to_owned()]));
    }

    #[test]
    fn malformed_segments_are_refused() {
        for path in [
            "/lti/%zz",
            "/lti/%ff",
            "/lti/a%00b",
            "/lti/a%0D%0Ab",
            "/lti/%",
        ] {
            assert_eq!(segments(path), None, "{path}");
        }
    }

    #[test]
    fn a_slash_at_the_end_shows_as_an_empty_segment() {
        assert_eq!(segments("/lti"), Some(Vec::new()));
        assert_eq!(
            segments("/lti/a/"),
            Some(vec!["a".to_owned(), String::new()])
        );
    }

    #[test]
    fn addresses_nobody_could_open_are_refused() {
        for url in [
            "",
            "/lti",
            "lms.example",
            "ftp://lms.example/",
            "javascript:alert(1)",
            "https://user@lms.example/",
            "https://lms.example/#top",
            "https://",
            "https://lms.example/ a",
            "https://lms.example/é",
            "https://lms.example/\"><script>",
            "https://lms.example\\@evil.example/",
        ] {
            assert_eq!(Mount::new(url, ""), Err(MountError::PublicUrl), "{url}");
        }
    }

    #[test]
    fn prefixes_that_are_not_plain_paths_are_refused() {
        for prefix in ["lti", "/", "/lti/", "//lti", "/a//b", "/..", "/a/%2e%2e"] {
            let mount = Mount::new("https://lms.example", prefix);
            assert_eq!(mount, Err(MountError::Prefix), "{prefix}");
        }
    }

    #[test]
    fn a_public_address_keeps_its_own_path_and_query() {
        let mount = Mount::new("https://lms.example/a/?tenant=7", "").unwrap();
        assert_eq!(mount.url("/jwks"), "https://lms.example/a/jwks?tenant=7");
        assert_eq!(mount.url(""), "https://lms.example/a?tenant=7");
    }

    #[test]
    fn a_path_cannot_add_a_query_or_fragment() {
        assert_eq!(
            mount().url("/a?b#c d"),
            "https://lms.example/lti/a%3Fb%23c%20d"
        );
        assert_eq!(
            mount().url(".evil.example"),
            "https://lms.example/lti/.evil.example"
        );
    }

    #[test]
    fn a_mount_at_the_root_sees_every_path() {
        let root = Mount::new("http://127.0.0.1:8080", "").unwrap();
        assert_eq!(root.relative(&Uri::from_static("/a")), Some("/a"));
        assert_eq!(root.url("/a"), "http://127.0.0.1:8080/a");
    }
}
