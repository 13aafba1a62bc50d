//! A gradebook that fails, or answers what the one in memory never does.

use core::num::NonZeroUsize;

use bytes::Bytes;
use edu_http::{Body, Endpoint as _, Mount, Page, Slice};
use edu_types::{HttpUrl, Timestamp};
use http::Request;
use lti_core::ags::{
    AddLineItem, Added, AgsService, Column, DeleteLineItem, GetLineItem, GetLineItems, GetResults,
    Grade, Gradebook, LineItem, LineItemFilter, LineItemId, PostScore, PutLineItem, Recorded,
    Removal, Replaced, Score, ScoreOutcome,
};
use lti_core::{BackendError, MemoryPlatform, ServiceContext, Subject, ToolRegistration};

use super::{
    ADA, Heard, Lms, TOOL, assert_refused, heard, line_item, ours, person, read, score_of, tool,
};

struct Odd;

impl Gradebook for Odd {
    async fn line_items(
        &self,
        _: &ServiceContext,
        _: &LineItemFilter,
        _: &Slice,
    ) -> Result<Option<Page<Column>>, BackendError> {
        Err(BackendError::failed("disk of rack 7 is full"))
    }

    async fn line_item(
        &self,
        _: &ServiceContext,
        _: &LineItemId,
    ) -> Result<Option<Column>, BackendError> {
        Err(BackendError::failed("disk of rack 7 is full"))
    }

    async fn add_line_item(
        &self,
        _: &ServiceContext,
        _: LineItemId,
        _: &LineItem,
    ) -> Result<Added, BackendError> {
        Ok(Added::TooMany { limit: 3 })
    }

    async fn replace_line_item(
        &self,
        _: &ServiceContext,
        _: &LineItemId,
        _: &LineItem,
    ) -> Result<Replaced, BackendError> {
        Err(BackendError::failed("disk of rack 7 is full"))
    }

    async fn remove_line_item(
        &self,
        _: &ServiceContext,
        _: &LineItemId,
    ) -> Result<Removal, BackendError> {
        Err(BackendError::failed("disk of rack 7 is full"))
    }

    async fn record_score(
        &self,
        _: &ServiceContext,
        _: &LineItemId,
        _: &Score,
        _: &Timestamp,
    ) -> Result<Recorded, BackendError> {
        Ok(Recorded::Taken(ScoreOutcome::Later))
    }

    async fn results(
        &self,
        _: &ServiceContext,
        _: &LineItemId,
        _: Option<&Subject>,
        _: &Slice,
    ) -> Result<Option<Page<Grade>>, BackendError> {
        Err(BackendError::failed("disk of rack 7 is full"))
    }
}

fn odd(call: Request<Bytes>) -> Heard {
    let tools = MemoryPlatform::new();
    let url = |text| HttpUrl::parse(text).unwrap();
    let registered = ToolRegistration::new(
        ours().client_id,
        url("https://tool.example/login"),
        url("https://tool.example/launch"),
    );
    tools.register(registered.unwrap().with_deployment(ours().deployment_id));
    let mount = Mount::new("https://lms.example/ags", "/ags").unwrap();
    let service = AgsService::new(Odd, tools, mount);
    heard(&service, &tool(TOOL), call.map(Body::from))
}

#[test]
fn gradebook_that_fails_is_told_to_the_host_alone() {
    let mount = Mount::new(&Lms::new().container(), "").unwrap();
    let call = GetLineItems::default().with_limit(NonZeroUsize::MIN);
    let item = mount.below("/item");
    for call in [
        call.to_http(&mount),
        GetLineItem.to_http(&item),
        DeleteLineItem.to_http(&item),
        GetResults::of(person(ADA)).to_http(&item),
        PutLineItem {
            line_item: line_item("a"),
        }
        .to_http(&item),
    ] {
        let heard = odd(call.unwrap());
        assert_refused(&heard, 500, "lti.ags.backend");
        assert!(!String::from_utf8_lossy(&heard.body).contains("rack"));
        assert!(heard.error.unwrap().to_string().contains("rack"));
    }
}

#[test]
fn tool_with_as_many_line_items_as_it_may_have_adds_no_more() {
    let mount = Mount::new(&Lms::new().container(), "").unwrap();
    let line_item = line_item("a");
    let heard = odd(AddLineItem { line_item }.to_http(&mount).unwrap());
    assert_refused(&heard, 403, "lti.ags.too_many");
}

#[test]
fn score_that_is_worked_on_later_is_said_to_be() {
    let mount = Mount::new(&Lms::new().container(), "").unwrap();
    let score = score_of(ADA, "1", 0);
    let call = PostScore { score }.to_http(&mount.below("/item")).unwrap();
    let heard = odd(call);
    assert_eq!((heard.status.as_u16(), heard.body.len()), (202, 0));
    assert_eq!(read::<PostScore>(&heard).outcome, ScoreOutcome::Later);
}
