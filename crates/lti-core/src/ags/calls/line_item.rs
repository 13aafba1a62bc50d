//! Reading, replacing and removing one line item.

use bytes::Bytes;
use edu_http::{Answer, BuildError, Endpoint, Mount, Needs, Refusal, ReplyUnreadable};
use edu_types::Profile;
use http::{Method, Request, Response, StatusCode};

use super::{bare, document, expect_call, expect_status, replied, reply, with_document};
use crate::ags::{LineItem, media_type};
use crate::scope;

/// Asks for a line item; addressed to it.
///
/// Spec: Assignment and Grade Services 2.0, §3.2.9.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "its address says it all")]
pub struct GetLineItem;

impl Endpoint for GetLineItem {
    type Reply = CurrentLineItem;

    const NEEDS: Needs = Needs::any(&[scope::LINE_ITEM, scope::LINE_ITEM_READ_ONLY]);

    fn to_http(&self, mount: &Mount) -> Result<Request<Bytes>, BuildError> {
        bare(Method::GET, &mount.url(""), Some(media_type::LINE_ITEM))
    }

    fn from_http(request: &Request<Bytes>, mount: &Mount, _: &Profile) -> Result<Self, Refusal> {
        expect_call(request, mount, &Method::GET, "")?;
        Ok(Self)
    }
}

/// Replaces a line item; addressed to it.
///
/// All of it is replaced, but for what never changes: its id and its resource link.
///
/// Spec: Assignment and Grade Services 2.0, §3.2.9.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "it is what is put there")]
pub struct PutLineItem {
    /// The line item as it shall be.
    pub line_item: LineItem,
}

impl Endpoint for PutLineItem {
    type Reply = CurrentLineItem;

    const NEEDS: Needs = Needs::any(&[scope::LINE_ITEM]);

    fn to_http(&self, mount: &Mount) -> Result<Request<Bytes>, BuildError> {
        let line_item = media_type::LINE_ITEM;
        with_document(Method::PUT, &mount.url(""), line_item, &self.line_item)
    }

    fn from_http(
        request: &Request<Bytes>,
        mount: &Mount,
        profile: &Profile,
    ) -> Result<Self, Refusal> {
        expect_call(request, mount, &Method::PUT, "")?;
        let line_item = document(request, media_type::LINE_ITEM, profile)?;
        Ok(Self { line_item })
    }
}

/// A line item as the platform has it now, with its address.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "it is what is there")]
pub struct CurrentLineItem(pub LineItem);

impl Answer for CurrentLineItem {
    fn to_http(&self) -> Result<Response<Bytes>, BuildError> {
        reply(StatusCode::OK, media_type::LINE_ITEM, &self.0)
    }

    fn from_http(response: &Response<Bytes>) -> Result<Self, ReplyUnreadable> {
        expect_status(response, &[StatusCode::OK])?;
        addressed(response).map(Self)
    }
}

/// Removes a line item; addressed to it. A platform may refuse that with 405.
///
/// Spec: Assignment and Grade Services 2.0, §3.2.9.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "its address says it all")]
pub struct DeleteLineItem;

impl Endpoint for DeleteLineItem {
    type Reply = LineItemDeleted;

    const NEEDS: Needs = Needs::any(&[scope::LINE_ITEM]);

    fn to_http(&self, mount: &Mount) -> Result<Request<Bytes>, BuildError> {
        bare(Method::DELETE, &mount.url(""), None)
    }

    fn from_http(request: &Request<Bytes>, mount: &Mount, _: &Profile) -> Result<Self, Refusal> {
        expect_call(request, mount, &Method::DELETE, "")?;
        Ok(Self)
    }
}

/// The line item is gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "there is nothing to say")]
pub struct LineItemDeleted;

impl Answer for LineItemDeleted {
    fn to_http(&self) -> Result<Response<Bytes>, BuildError> {
        let response = Response::builder().status(StatusCode::NO_CONTENT);
        response.body(Bytes::new()).map_err(|_| BuildError::Request)
    }

    fn from_http(response: &Response<Bytes>) -> Result<Self, ReplyUnreadable> {
        let done = [StatusCode::NO_CONTENT, StatusCode::OK, StatusCode::ACCEPTED];
        expect_status(response, &done)?;
        Ok(Self)
    }
}

/// The line item of a reply, which must say its address.
pub(super) fn addressed(response: &Response<Bytes>) -> Result<LineItem, ReplyUnreadable> {
    let line_item: LineItem = replied(response)?;
    if line_item.id.is_none() {
        let reason = "line item of the reply has no id";
        return Err(ReplyUnreadable::new(response, reason));
    }
    Ok(line_item)
}
