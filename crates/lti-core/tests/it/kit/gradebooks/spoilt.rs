//! A gradebook in memory with one fault.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "each fault spoils one thing and leaves the others alone"
)]

mod course;

use core::future::poll_fn;
use core::num::NonZeroUsize;
use core::sync::atomic::{AtomicI64, Ordering};
use core::task::Poll;

use edu_http::{Page, Slice};
use edu_types::Timestamp;
use lti_core::ags::{
    Added, Column, CourseGradebook as _, Gradable, Grade, Gradebook, Label, LineItem,
    LineItemFilter, LineItemId, MemoryGradebook, Recorded, Removal, Replaced, Score, ScoreOutcome,
};
use lti_core::{BackendError, ClientId, ContextId, DeploymentId, ServiceContext, Subject};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    SharesTools,
    SharesDeployments,
    SharesContexts,
    JoinsIds,
    SharesEnrolment,
    TakesAnyLink,
    OpensItself,
    IgnoresCase,
    IgnoresFilter,
    Loses,
    Edits,
    Moves,
    RemovesKept,
    KeepsScores,
    LastArrived,
    ComparesTexts,
    WholeSeconds,
    RefusesAgain,
    LooksFirst,
    GradesAnyone,
    GradesClosed,
    NeverScales,
    NeverClears,
    RepeatsPages,
    Fails,
}

pub(super) struct Spoilt {
    fault: Fault,
    inner: MemoryGradebook,
    /// Scores of removed columns, for the fault that keeps them.
    left: MemoryGradebook,
    turn: AtomicI64,
}

type Answer<T> = Result<T, BackendError>;

impl Spoilt {
    pub(super) fn new(fault: Fault) -> Self {
        let gradable = if fault == Fault::GradesAnyone {
            Gradable::Anyone
        } else {
            Gradable::Enrolled
        };
        Self {
            fault,
            inner: MemoryGradebook::new(gradable),
            left: MemoryGradebook::new(gradable),
            turn: AtomicI64::new(0),
        }
    }

    fn is(&self, fault: Fault) -> bool {
        self.fault == fault
    }

    fn context(&self, context: &ServiceContext) -> ServiceContext {
        let mut context = context.clone();
        match self.fault {
            Fault::SharesTools => context.client_id = ClientId::new("any").unwrap(),
            Fault::SharesDeployments => context.deployment_id = DeploymentId::new("any").unwrap(),
            Fault::SharesContexts => {
                let lower = context.context_id.as_str().to_lowercase();
                context.context_id = ContextId::new(lower).unwrap();
            }
            Fault::JoinsIds => {
                let joined = [context.client_id.as_str(), context.deployment_id.as_str()].concat();
                context.client_id = ClientId::new(joined).unwrap();
                context.deployment_id = DeploymentId::new("any").unwrap();
            }
            _ => {}
        }
        context
    }

    fn course(&self, context_id: &ContextId) -> ContextId {
        if self.is(Fault::SharesContexts) {
            return ContextId::new(context_id.as_str().to_lowercase()).unwrap();
        }
        context_id.clone()
    }

    fn id(&self, id: &LineItemId) -> LineItemId {
        if self.is(Fault::IgnoresCase) {
            return LineItemId::new(id.as_str().to_lowercase()).unwrap();
        }
        id.clone()
    }

    fn slice(&self, slice: &Slice) -> Slice {
        let mut slice = slice.clone();
        if self.is(Fault::RepeatsPages) {
            slice.after = None;
        }
        slice
    }

    /// The time that the faulty store sees.
    fn time(&self, time: &Timestamp) -> Timestamp {
        match self.fault {
            Fault::LastArrived => {
                Timestamp::from_unix_seconds(self.turn.fetch_add(1, Ordering::Relaxed))
            }
            Fault::ComparesTexts => {
                let text = time.to_string();
                let end = text.rfind(['Z', '+', '-']).unwrap();
                Timestamp::parse(&format!("{}Z", text.get(..end).unwrap())).unwrap()
            }
            Fault::WholeSeconds => Timestamp::from_unix_seconds(time.unix_seconds()),
            _ => time.clone(),
        }
    }

    /// The last score of a person.
    async fn last(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        user: &Subject,
    ) -> Answer<Option<Score>> {
        let slice = Slice {
            after: None,
            limit: NonZeroUsize::new(100).unwrap(),
        };
        let page = self.inner.scores(context, id, &slice).await?;
        Ok(page.items.into_iter().find(|one| one.user_id == *user))
    }

    /// Writes whatever is there.
    async fn overwrite(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        score: &Score,
        now: &Timestamp,
    ) -> Answer<Recorded> {
        let column = self.inner.line_item(context, id).await?;
        self.inner.remove_line_item(context, id).await?;
        if let Some(column) = column {
            self.inner.set_column(context, &column).await?;
        }
        self.inner.record_score(context, id, score, now).await?;
        Ok(Recorded::Taken(ScoreOutcome::Updated))
    }

    async fn look_then_write(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        score: &Score,
        now: &Timestamp,
    ) -> Answer<Recorded> {
        let before = self.last(context, id, &score.user_id).await?;
        yield_once().await;
        match before {
            Some(last) if last.timestamp > score.timestamp => Ok(Recorded::Older),
            before => match self.inner.record_score(context, id, score, now).await? {
                Recorded::Older => self.overwrite(context, id, score, now).await,
                Recorded::Taken(_) if before.is_none() => {
                    Ok(Recorded::Taken(ScoreOutcome::Created))
                }
                recorded => Ok(recorded),
            },
        }
    }
}

/// Lets others run before it goes on.
async fn yield_once() {
    let mut yielded = false;
    poll_fn(|context| {
        if yielded {
            return Poll::Ready(());
        }
        yielded = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

impl Gradebook for Spoilt {
    async fn line_items(
        &self,
        context: &ServiceContext,
        filter: &LineItemFilter,
        slice: &Slice,
    ) -> Answer<Option<Page<Column>>> {
        let all = LineItemFilter::all();
        let filter = if self.is(Fault::IgnoresFilter) {
            &all
        } else {
            filter
        };
        let (context, slice) = (self.context(context), self.slice(slice));
        if self.is(Fault::OpensItself) {
            self.inner.open_context(&context).await?;
        }
        self.inner.line_items(&context, filter, &slice).await
    }

    async fn line_item(&self, context: &ServiceContext, id: &LineItemId) -> Answer<Option<Column>> {
        let (context, id) = (self.context(context), self.id(id));
        self.inner.line_item(&context, &id).await
    }

    async fn add_line_item(
        &self,
        context: &ServiceContext,
        fresh: LineItemId,
        line_item: &LineItem,
    ) -> Answer<Added> {
        let context = self.context(context);
        if self.is(Fault::Fails) {
            return Err(BackendError::failed("out of order"));
        }
        if self.is(Fault::OpensItself) {
            self.inner.open_context(&context).await?;
        }
        if let Some(link) = &line_item.resource_link_id
            && self.is(Fault::TakesAnyLink)
        {
            self.inner.add_resource_link(&context, link).await?;
        }
        let added = self
            .inner
            .add_line_item(&context, self.id(&fresh), line_item)
            .await;
        if self.is(Fault::Loses) {
            self.inner.remove_line_item(&context, &fresh).await?;
        }
        added
    }

    async fn replace_line_item(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        line_item: &LineItem,
    ) -> Answer<Replaced> {
        let (context, id) = (self.context(context), self.id(id));
        let mut line_item = line_item.clone();
        if self.is(Fault::Edits) {
            line_item.label = Label::new("Untitled").unwrap();
        }
        let replaced = self
            .inner
            .replace_line_item(&context, &id, &line_item)
            .await?;
        if self.is(Fault::Moves)
            && replaced == Replaced::OtherResourceLink
            && let Some(mut column) = self.inner.line_item(&context, &id).await?
        {
            column.line_item = line_item;
            self.inner.set_column(&context, &column).await?;
            return Ok(Replaced::Done(Box::new(column)));
        }
        Ok(replaced)
    }

    async fn remove_line_item(&self, context: &ServiceContext, id: &LineItemId) -> Answer<Removal> {
        let (context, id) = (self.context(context), self.id(id));
        if let Some(mut column) = self.inner.line_item(&context, &id).await? {
            if self.is(Fault::RemovesKept) {
                column.removable = true;
                self.inner.set_column(&context, &column).await?;
            }
            let slice = Slice {
                after: None,
                limit: NonZeroUsize::new(9).unwrap(),
            };
            self.left.set_column(&context, &column).await?;
            for score in self.inner.scores(&context, &id, &slice).await?.items {
                self.left.enrol(&context.context_id, &score.user_id).await?;
                let now = score.timestamp.clone();
                self.left.record_score(&context, &id, &score, &now).await?;
            }
        }
        self.inner.remove_line_item(&context, &id).await
    }

    async fn record_score(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        score: &Score,
        now: &Timestamp,
    ) -> Answer<Recorded> {
        let (context, id) = (self.context(context), self.id(id));
        let mut score = score.clone();
        score.timestamp = self.time(&score.timestamp);
        let last = self.last(&context, &id, &score.user_id).await?;
        match self.fault {
            Fault::LooksFirst => self.look_then_write(&context, &id, &score, now).await,
            Fault::RefusesAgain if last.is_some_and(|last| last.timestamp >= score.timestamp) => {
                Ok(Recorded::Older)
            }
            Fault::NeverClears if score.points.is_none() => {
                Ok(Recorded::Taken(ScoreOutcome::Updated))
            }
            _ => self.inner.record_score(&context, &id, &score, now).await,
        }
    }

    async fn results(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        user: Option<&Subject>,
        slice: &Slice,
    ) -> Answer<Option<Page<Grade>>> {
        let (context, id, slice) = (self.context(context), self.id(id), self.slice(slice));
        let mut found = self.inner.results(&context, &id, user, &slice).await?;
        if let Some(page) = &mut found {
            for grade in &mut page.items {
                let last = self.last(&context, &id, &grade.user_id).await?;
                let points = last.and_then(|last| last.points);
                if let (true, Some(points), Some(_)) =
                    (self.is(Fault::NeverScales), points, &grade.result_score)
                {
                    grade.result_score = Some(edu_types::Personal::new(points.given().clone()));
                }
            }
        }
        Ok(found)
    }
}
