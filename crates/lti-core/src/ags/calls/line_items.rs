//! Listing line items, and adding one.

use core::num::NonZeroUsize;

use bytes::Bytes;
use edu_http::{
    Answer, BuildError, Cursor, Endpoint, Links, Mount, Needs, Refusal, ReplyUnreadable,
};
use edu_types::Profile;
use http::{Method, Request, Response, StatusCode};

use super::{
    PAGE, after, bare, document, expect_call, expect_status, id, limit, links_of, parameters,
    replied, reply, with_document, with_parameters,
};
use crate::ags::{LineItem, LineItems, ShortText, media_type};
use crate::{ResourceLinkId, scope};

/// Which of its line items a tool asks for: those that fit all that is said.
///
/// Spec: Assignment and Grade Services 2.0, §3.2.6.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LineItemFilter {
    /// Those of one placement.
    pub resource_link_id: Option<ResourceLinkId>,
    /// Those of one resource of the tool.
    pub resource_id: Option<ShortText>,
    /// Those with one tag.
    pub tag: Option<ShortText>,
}

impl LineItemFilter {
    /// All line items.
    pub const fn all() -> Self {
        Self {
            resource_link_id: None,
            resource_id: None,
            tag: None,
        }
    }

    /// Whether a line item fits.
    pub fn fits(&self, line_item: &LineItem) -> bool {
        fits(
            self.resource_link_id.as_ref(),
            line_item.resource_link_id.as_ref(),
        ) && fits(self.resource_id.as_ref(), line_item.resource_id.as_ref())
            && fits(self.tag.as_ref(), line_item.tag.as_ref())
    }
}

fn fits<T: PartialEq>(asked: Option<&T>, found: Option<&T>) -> bool {
    asked.is_none() || asked == found
}

/// Asks for line items, page by page; addressed to the container.
///
/// Further pages are at the addresses that pages name, each asked for by a call without any
/// parameters.
///
/// Spec: Assignment and Grade Services 2.0, §3.2.6.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GetLineItems {
    /// Which.
    pub filter: LineItemFilter,
    /// Items of a page at most; the platform may send fewer.
    pub limit: Option<NonZeroUsize>,
    /// Where to go on: for platforms, in the addresses of their own pages.
    pub after: Option<Cursor>,
}

impl GetLineItems {
    /// Asks for those that fit.
    pub const fn new(filter: LineItemFilter) -> Self {
        Self {
            filter,
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
        let filter = &self.filter;
        let resource_link_id = filter.resource_link_id.as_ref();
        with_parameters(
            mount.url(""),
            &[
                ("limit", limit.as_deref()),
                (
                    "resource_link_id",
                    resource_link_id.map(ResourceLinkId::as_str),
                ),
                (
                    "resource_id",
                    filter.resource_id.as_ref().map(ShortText::as_str),
                ),
                ("tag", filter.tag.as_ref().map(ShortText::as_str)),
                (PAGE, after.as_deref()),
            ],
        )
    }
}

impl Endpoint for GetLineItems {
    type Reply = LineItemsPage;

    const NEEDS: Needs = Needs::any(&[scope::LINE_ITEM, scope::LINE_ITEM_READ_ONLY]);

    fn to_http(&self, mount: &Mount) -> Result<Request<Bytes>, BuildError> {
        let container = media_type::LINE_ITEM_CONTAINER;
        bare(Method::GET, &self.address(mount), Some(container))
    }

    fn from_http(request: &Request<Bytes>, mount: &Mount, _: &Profile) -> Result<Self, Refusal> {
        expect_call(request, mount, &Method::GET, "")?;
        let form = parameters(request)?;
        Ok(Self {
            filter: LineItemFilter {
                resource_link_id: id(&form, "resource_link_id", |text| ResourceLinkId::new(text))?,
                resource_id: id(&form, "resource_id", |text| ShortText::new(text))?,
                tag: id(&form, "tag", |text| ShortText::new(text))?,
            },
            limit: limit(&form)?,
            after: after(&form)?,
        })
    }
}

/// A page of line items, and where the list goes on.
///
/// A link `next` is there unless this is the last page; follow it with a [`Pager`](edu_http::Pager),
/// which leaves the platform for nobody.
///
/// Spec: Assignment and Grade Services 2.0, §3.2.7.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "platforms make pages")]
pub struct LineItemsPage {
    /// The line items, each with its address.
    pub line_items: LineItems,
    /// Where the list goes on.
    pub links: Links,
}

impl Answer for LineItemsPage {
    fn to_http(&self) -> Result<Response<Bytes>, BuildError> {
        let container = media_type::LINE_ITEM_CONTAINER;
        let mut response = reply(StatusCode::OK, container, &self.line_items)?;
        self.links.write(response.headers_mut());
        Ok(response)
    }

    fn from_http(response: &Response<Bytes>) -> Result<Self, ReplyUnreadable> {
        expect_status(response, &[StatusCode::OK])?;
        let line_items: LineItems = replied(response)?;
        if line_items.0.iter().any(|item| item.id.is_none()) {
            let reason = "a line item of the reply has no id";
            return Err(ReplyUnreadable::new(response, reason));
        }
        let links = links_of(response)?;
        Ok(Self { line_items, links })
    }
}

/// Adds a line item; addressed to the container.
///
/// Adding is not idempotent: a tool that got no reply should look for its `resource_id` and
/// `tag` before it tries again.
///
/// Spec: Assignment and Grade Services 2.0, §3.2.8.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "it is what is added")]
pub struct AddLineItem {
    /// The line item; the platform gives it its id.
    pub line_item: LineItem,
}

impl Endpoint for AddLineItem {
    type Reply = LineItemAdded;

    const NEEDS: Needs = Needs::any(&[scope::LINE_ITEM]);

    fn to_http(&self, mount: &Mount) -> Result<Request<Bytes>, BuildError> {
        let line_item = media_type::LINE_ITEM;
        with_document(Method::POST, &mount.url(""), line_item, &self.line_item)
    }

    fn from_http(
        request: &Request<Bytes>,
        mount: &Mount,
        profile: &Profile,
    ) -> Result<Self, Refusal> {
        expect_call(request, mount, &Method::POST, "")?;
        let line_item = document(request, media_type::LINE_ITEM, profile)?;
        Ok(Self { line_item })
    }
}

/// The line item that was added, with its address.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "it is what was added")]
pub struct LineItemAdded(pub LineItem);

impl Answer for LineItemAdded {
    fn to_http(&self) -> Result<Response<Bytes>, BuildError> {
        reply(StatusCode::CREATED, media_type::LINE_ITEM, &self.0)
    }

    fn from_http(response: &Response<Bytes>) -> Result<Self, ReplyUnreadable> {
        expect_status(response, &[StatusCode::CREATED, StatusCode::OK])?;
        super::line_item::addressed(response).map(Self)
    }
}
