//! Reading back results.

use core::num::NonZeroUsize;

use bytes::Bytes;
use edu_http::{
    Answer, BuildError, Cursor, Endpoint, Links, Mount, Needs, Refusal, ReplyUnreadable,
};
use edu_types::Profile;
use http::{Method, Request, Response, StatusCode};

use super::{
    PAGE, after, bare, expect_call, expect_status, id, limit, links_of, parameters, replied, reply,
    with_parameters,
};
use crate::ags::{Results, media_type};
use crate::{Subject, scope};

/// Asks for the results of a line item, page by page; addressed to the line item.
///
/// Spec: Assignment and Grade Services 2.0, §3.3.4.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GetResults {
    /// That of one person; there is one at most.
    pub user_id: Option<Subject>,
    /// Results of a page at most; the platform may send fewer.
    pub limit: Option<NonZeroUsize>,
    /// Where to go on: for platforms, in the addresses of their own pages.
    pub after: Option<Cursor>,
}

impl GetResults {
    /// Asks for all.
    pub const fn all() -> Self {
        Self {
            user_id: None,
            limit: None,
            after: None,
        }
    }

    /// Asks for that of one person.
    pub const fn of(user_id: Subject) -> Self {
        Self {
            user_id: Some(user_id),
            limit: None,
            after: None,
        }
    }

    /// Asks for so many at a time.
    #[must_use]
    pub const fn with_limit(mut self, limit: NonZeroUsize) -> Self {
        self.limit = Some(limit);
        self
    }

    /// The address of this call.
    pub(in crate::ags) fn address(&self, mount: &Mount) -> String {
        let limit = self.limit.map(|limit| limit.to_string());
        let after = self.after.as_ref().map(Cursor::to_parameter);
        with_parameters(
            mount.url("/results"),
            &[
                ("limit", limit.as_deref()),
                ("user_id", self.user_id.as_ref().map(Subject::as_str)),
                (PAGE, after.as_deref()),
            ],
        )
    }
}

impl Endpoint for GetResults {
    type Reply = ResultsPage;

    const NEEDS: Needs = Needs::any(&[scope::RESULT_READ_ONLY]);

    fn to_http(&self, mount: &Mount) -> Result<Request<Bytes>, BuildError> {
        let container = media_type::RESULT_CONTAINER;
        bare(Method::GET, &self.address(mount), Some(container))
    }

    fn from_http(request: &Request<Bytes>, mount: &Mount, _: &Profile) -> Result<Self, Refusal> {
        expect_call(request, mount, &Method::GET, "/results")?;
        let form = parameters(request)?;
        Ok(Self {
            user_id: id(&form, "user_id", |text| Subject::new(text))?,
            limit: limit(&form)?,
            after: after(&form)?,
        })
    }
}

/// A page of results, and where the list goes on.
///
/// A link `next` is there unless this is the last page.
///
/// Spec: Assignment and Grade Services 2.0, §3.3.5.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "platforms make pages")]
pub struct ResultsPage {
    /// The results.
    pub results: Results,
    /// Where the list goes on.
    pub links: Links,
}

impl Answer for ResultsPage {
    fn to_http(&self) -> Result<Response<Bytes>, BuildError> {
        let container = media_type::RESULT_CONTAINER;
        let mut response = reply(StatusCode::OK, container, &self.results)?;
        self.links.write(response.headers_mut());
        Ok(response)
    }

    fn from_http(response: &Response<Bytes>) -> Result<Self, ReplyUnreadable> {
        expect_status(response, &[StatusCode::OK])?;
        let results = replied(response)?;
        let links = links_of(response)?;
        Ok(Self { results, links })
    }
}
