//! The spoilt gradebook as its host sees it.

use core::num::NonZeroUsize;

use edu_http::{Page, Slice};
use lti_core::ags::{Column, CourseGradebook, Gradebook as _, LineItemId, Score};
use lti_core::{ContextId, ResourceLinkId, ServiceContext, Subject};

use super::{Answer, Fault, Spoilt};

impl CourseGradebook for Spoilt {
    async fn open_context(&self, context: &ServiceContext) -> Answer<()> {
        self.inner.open_context(&self.context(context)).await
    }

    async fn forget_context(&self, context: &ServiceContext) -> Answer<bool> {
        self.inner.forget_context(&self.context(context)).await
    }

    async fn tools_in(
        &self,
        context_id: &ContextId,
        after: Option<&ServiceContext>,
        limit: usize,
    ) -> Answer<Vec<ServiceContext>> {
        let after = if self.is(Fault::RepeatsPages) {
            None
        } else {
            after
        };
        self.inner.tools_in(context_id, after, limit).await
    }

    async fn add_resource_link(
        &self,
        context: &ServiceContext,
        resource_link_id: &ResourceLinkId,
    ) -> Answer<()> {
        let context = self.context(context);
        self.inner
            .add_resource_link(&context, resource_link_id)
            .await
    }

    async fn set_column(&self, context: &ServiceContext, column: &Column) -> Answer<()> {
        let context = self.context(context);
        let mut column = column.clone();
        column.id = self.id(&column.id);
        column.closed &= !self.is(Fault::GradesClosed);
        self.inner.set_column(&context, &column).await?;
        let slice = Slice {
            after: None,
            limit: NonZeroUsize::new(9).unwrap(),
        };
        if self.is(Fault::KeepsScores) {
            for score in self.left.scores(&context, &column.id, &slice).await?.items {
                let now = score.timestamp.clone();
                self.inner
                    .record_score(&context, &column.id, &score, &now)
                    .await?;
            }
        }
        Ok(())
    }

    async fn scores(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        slice: &Slice,
    ) -> Answer<Page<Score>> {
        let (context, id, slice) = (self.context(context), self.id(id), self.slice(slice));
        self.inner.scores(&context, &id, &slice).await
    }

    async fn enrol(&self, context_id: &ContextId, user: &Subject) -> Answer<()> {
        if self.is(Fault::SharesEnrolment) {
            let elsewhere = ContextId::new("elsewhere").unwrap();
            self.inner.enrol(&elsewhere, user).await?;
        }
        self.inner.enrol(&self.course(context_id), user).await
    }

    async fn withdraw(&self, context_id: &ContextId, user: &Subject) -> Answer<bool> {
        self.inner.withdraw(&self.course(context_id), user).await
    }
}
