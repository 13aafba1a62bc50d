//! A page of members, and where the list goes on.

use bytes::Bytes;
use edu_http::{Answer, BuildError, Links, ReplyUnreadable};
use edu_json::{Checked, ToJson as _};
use edu_types::{Limits, Profile, Report};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Response, StatusCode};

use super::MembershipContainer;

/// A page of members, and where the list goes on.
///
/// Follow [`MembershipPage::next`] until there is none, with an [`edu_http::Pager`], which stays at
/// the list's own host: the addresses came with the reply, and whoever is asked there is handed the
/// access token. Keep [`MembershipPage::differences`] of the last page to learn later what has
/// changed since the first.
///
/// Spec: Names and Role Provisioning Services 2.0, §2.4.2.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MembershipPage {
    /// The members.
    pub container: MembershipContainer,
    /// The addresses that came beside them.
    pub links: Links,
    /// What was odd about the members, those left out among it; empty on the platform's side.
    pub report: Report,
}

impl MembershipPage {
    /// The relation of the address that lists what has changed.
    pub const DIFFERENCES: &str = "differences";

    /// A page with the links beside it.
    pub const fn new(container: MembershipContainer, links: Links) -> Self {
        Self {
            container,
            links,
            report: Report::new(),
        }
    }

    /// Where the list goes on; `None` on its last page.
    pub fn next(&self) -> Option<&str> {
        self.links.get("next")
    }

    /// Where to ask later for what has changed since; platforms may offer none.
    pub fn differences(&self) -> Option<&str> {
        self.links.get(Self::DIFFERENCES)
    }

    /// Reads a reply, weighing what is odd by `profile`; [`Answer::from_http`] is lenient: an entry
    /// that cannot be read hides no other, and stands in the report.
    ///
    /// # Errors
    ///
    /// [`ReplyUnreadable`] where the response is an error, has another media type, or holds what
    /// the profile refuses.
    pub fn read(
        response: &Response<Bytes>,
        profile: &Profile,
        limits: &Limits,
    ) -> Result<Self, ReplyUnreadable> {
        let refused = |reason| ReplyUnreadable::new(response, reason);
        if response.status() != StatusCode::OK {
            return Err(refused("list of members was not given"));
        }
        if !is_list(response.headers()) {
            return Err(refused("content type is not that of a list of members"));
        }
        let links = Links::parse(response.headers());
        let links = links.map_err(|_| refused("link header cannot be read"))?;
        let read = MembershipContainer::from_slice(response.body(), profile, limits);
        let Ok(Checked { value, report, .. }) = read else {
            return Err(refused("list of members cannot be read"));
        };
        Ok(Self {
            container: value,
            links,
            report,
        })
    }
}

impl Answer for MembershipPage {
    fn to_http(&self) -> Result<Response<Bytes>, BuildError> {
        let body = Bytes::from(self.container.to_json_string());
        let mut response = Response::builder()
            .header(CONTENT_TYPE, MembershipContainer::MEDIA_TYPE)
            .body(body)
            .map_err(|_| BuildError::Request)?;
        self.links.write(response.headers_mut());
        Ok(response)
    }

    fn from_http(response: &Response<Bytes>) -> Result<Self, ReplyUnreadable> {
        Self::read(response, &Profile::lenient(), &MembershipContainer::LIMITS)
    }
}

/// Whether the content is said to be a list of members, once, with whatever parameters.
fn is_list(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let (Some(only), None) = (types.next(), types.next()) else {
        return false;
    };
    let name = only.as_bytes().split(|byte| *byte == b';').next();
    name.is_some_and(|name| {
        name.trim_ascii()
            .eq_ignore_ascii_case(MembershipContainer::MEDIA_TYPE.as_bytes())
    })
}
