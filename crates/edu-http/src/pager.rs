//! Following the pages of a long list without being led astray.

use core::hash::{Hash, Hasher};
use std::collections::BTreeSet;
use std::hash::DefaultHasher;

use edu_types::{HttpUrl, HttpUrlError};

use crate::Links;

/// Which page of a list a client asks for next.
///
/// A server chooses the addresses of its pages, and the client sends its token to each: a link
/// to another origin would hand the token over, a link back would never end. Both are refused.
/// Kept is a digest of each page's address, so memory grows by pages up to their limit and
/// never by items.
///
/// ```
/// use edu_http::{Links, Pager, PagerError};
/// use edu_types::HttpUrl;
///
/// let mut pager = Pager::new(HttpUrl::parse("https://lms.example/members")?);
/// assert_eq!(pager.next().map(HttpUrl::as_str), Some("https://lms.example/members"));
///
/// // The page came with `Link: <?p=2>; rel="next"`.
/// pager.on_page(&Links::none().with("next", "?p=2")?)?;
/// assert_eq!(pager.next().map(HttpUrl::as_str), Some("https://lms.example/members?p=2"));
///
/// let foreign = Links::none().with("next", "https://evil.example/members?p=3")?;
/// assert_eq!(pager.on_page(&foreign), Err(PagerError::ForeignLink));
/// assert!(pager.next().is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Pager {
    next: Option<HttpUrl>,
    origin: String,
    seen: BTreeSet<u64>,
    max_pages: usize,
}

impl Pager {
    /// Most pages followed, unless [`Pager::with_max_pages`] says another number.
    pub const DEFAULT_MAX_PAGES: usize = 10_000;

    /// Starts with the page at `first`; only its origin is ever asked.
    pub fn new(first: HttpUrl) -> Self {
        Self {
            origin: first.origin(),
            seen: BTreeSet::from([digest(&first)]),
            next: Some(first),
            max_pages: Self::DEFAULT_MAX_PAGES,
        }
    }

    /// Sets the most pages followed, the first among them.
    #[must_use]
    pub const fn with_max_pages(mut self, pages: usize) -> Self {
        self.max_pages = pages;
        self
    }

    /// The page to ask for; `None` when the list is at its end or was given up.
    pub const fn next(&self) -> Option<&HttpUrl> {
        self.next.as_ref()
    }

    /// Takes in the links of the page at [`Pager::next`], which was read in full.
    ///
    /// # Errors
    ///
    /// [`PagerError`] says why the next page must not be asked for; the pager is then at its end.
    pub fn on_page(&mut self, links: &Links) -> Result<(), PagerError> {
        let Some(asked) = self.next.take() else {
            return Ok(());
        };
        let Some(next) = links.resolve("next", &asked) else {
            return Ok(());
        };
        let next = next?;
        if next.origin() != self.origin {
            return Err(PagerError::ForeignLink);
        }
        if self.seen.contains(&digest(&next)) {
            return Err(PagerError::Loop);
        }
        if self.seen.len() >= self.max_pages {
            let limit = self.max_pages;
            return Err(PagerError::TooManyPages { limit });
        }
        self.seen.insert(digest(&next));
        self.next = Some(next);
        Ok(())
    }
}

/// Why the next page of a list must not be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PagerError {
    /// The link leaves the origin of the list, and would take the token along.
    #[error("link to the next page leads to another origin than the list's")]
    ForeignLink,
    /// The link leads back.
    #[error("link to the next page leads to a page that was read before")]
    Loop,
    /// The list has too many pages.
    #[error("list goes on after {limit} pages, which is the limit")]
    TooManyPages {
        /// Pages allowed.
        limit: usize,
    },
    /// The link is not an address.
    #[error("link to the next page cannot be followed: {0}")]
    Address(#[from] HttpUrlError),
}

/// Two pages with one digest would end the list too early and do no other harm.
fn digest(address: &HttpUrl) -> u64 {
    let mut hasher = DefaultHasher::new();
    address.as_str().hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pager() -> Pager {
        Pager::new(HttpUrl::parse("https://lms.example/members?limit=2").unwrap())
    }

    fn link(target: &str) -> Links {
        Links::none().with("next", target).unwrap()
    }

    #[test]
    fn a_page_of_another_origin_is_never_asked() {
        for target in [
            "https://evil.example/members",
            "http://lms.example/members",
            "https://lms.example:8443/members",
            "https://lms.example.evil.example/members",
            "//evil.example/members",
            "//lms.example:80/members",
        ] {
            let mut pager = pager();
            let refused = pager.on_page(&link(target));
            assert_eq!(refused, Err(PagerError::ForeignLink), "{target}");
            assert_eq!(pager.next(), None);
            assert_eq!(pager.on_page(&link("?p=2")), Ok(()));
            assert_eq!(pager.next(), None);
        }
    }

    #[test]
    fn an_address_that_deceives_is_refused() {
        let refused = pager().on_page(&link("https://lms.example@evil.example/"));
        assert_eq!(refused, Err(PagerError::Address(HttpUrlError::User)));
    }

    #[test]
    fn a_link_to_a_page_read_before_is_refused() {
        let mut pager = pager();
        pager.on_page(&link("?p=2")).unwrap();
        pager.on_page(&link("?p=3")).unwrap();
        assert_eq!(pager.on_page(&link("?p=2")), Err(PagerError::Loop));
        assert_eq!(pager.next(), None);
    }

    #[test]
    fn a_page_that_links_to_itself_is_refused() {
        let refused = pager().on_page(&link("https://lms.example/members?limit=2"));
        assert_eq!(refused, Err(PagerError::Loop));
        assert_eq!(pager().on_page(&link("#here")), Err(PagerError::Loop));
    }

    #[test]
    fn more_pages_than_allowed_are_refused() {
        let mut pager = pager().with_max_pages(2);
        pager.on_page(&link("?p=2")).unwrap();
        let error = pager.on_page(&link("?p=3")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "list goes on after 2 pages, which is the limit"
        );
    }

    #[test]
    fn a_page_without_a_link_is_the_last() {
        let mut pager = pager();
        pager
            .on_page(&Links::none().with("prev", "?p=0").unwrap())
            .unwrap();
        assert_eq!(pager.next(), None);
    }

    #[test]
    fn the_same_origin_may_be_written_otherwise() {
        let mut pager = pager();
        pager
            .on_page(&link("HTTPS://LMS.example:443/members?p=2"))
            .unwrap();
        assert!(pager.next().is_some());
    }
}
