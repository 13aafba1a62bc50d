//! The gradebook as its host sees it, and the scores in it.

use edu_http::{Page, Slice};
use edu_json::ToJson as _;
use lti_core::ags::{Column, CourseGradebook, LineItemId, Score};
use lti_core::{
    BackendError, ClientId, ContextId, DeploymentId, ResourceLinkId, ServiceContext, Subject,
};

use super::super::{any, failed, rows, texts};
use super::{Keys, StoredGradebook, bounds, cell, page, read_score, statements};
use crate::statement::Value::{self, Bytes, MaybeBytes, MaybeText, Number, Text, Truth};

impl StoredGradebook {
    /// The last scores in a column.
    pub(super) async fn scores_of(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        slice: &Slice,
    ) -> Result<Page<Score>, BackendError> {
        let book = self.book(context);
        let (after, limit) = bounds(slice);
        let values = [
            self.tenant(),
            Bytes(&book),
            Text(id.as_str()),
            Text(after),
            Number(limit),
        ];
        let found = texts(&self.database, statements::LIST_SCORES, &values).await?;
        let scores = found.iter().map(|stored| read_score(stored));
        let scores = scores.collect::<Result<Vec<_>, _>>()?;
        page(scores, slice, |score| score.user_id.as_str())
    }

    /// The last score of one person in a column.
    pub(super) async fn score_of(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        user: &Subject,
    ) -> Result<Option<Score>, BackendError> {
        let book = self.book(context);
        let values = [
            self.tenant(),
            Bytes(&book),
            Text(id.as_str()),
            Text(user.as_str()),
        ];
        let found = texts(&self.database, statements::LAST_SCORE, &values).await?;
        found.first().map(|stored| read_score(stored)).transpose()
    }

    /// Changes something, whatever there is to say of it.
    async fn change(&self, statement: &str, values: &[Value<'_>]) -> Result<(), BackendError> {
        let done = self.database.query(statement, values).await;
        done.map(drop).map_err(failed)
    }
}

impl CourseGradebook for StoredGradebook {
    async fn open_context(&self, context: &ServiceContext) -> Result<(), BackendError> {
        let (book, course) = (self.book(context), self.course(&context.context_id));
        let values = [
            self.tenant(),
            Bytes(&book),
            Bytes(&course),
            Text(context.client_id.as_str()),
            Text(context.deployment_id.as_str()),
        ];
        self.change(statements::OPEN, &values).await
    }

    async fn forget_context(&self, context: &ServiceContext) -> Result<bool, BackendError> {
        let book = self.book(context);
        let values = [self.tenant(), Bytes(&book)];
        any(&self.database, statements::FORGET, &values).await
    }

    async fn tools_in(
        &self,
        context_id: &ContextId,
        after: Option<&ServiceContext>,
        limit: usize,
    ) -> Result<Vec<ServiceContext>, BackendError> {
        let course = self.course(context_id);
        // No id is empty, so all come behind empty texts.
        let values = [
            self.tenant(),
            Bytes(&course),
            Text(after.map_or("", |after| after.client_id.as_str())),
            Text(after.map_or("", |after| after.deployment_id.as_str())),
            Number(rows(limit)),
        ];
        let found = self.database.query(statements::LIST_BOOKS, &values).await;
        let found = found.map_err(failed)?;
        let unreadable = |_| BackendError::failed("stored id of a tool cannot be read");
        let mut tools = Vec::with_capacity(found.len());
        for row in &found {
            let (client, deployment): (String, String) = (cell(row, 0)?, cell(row, 1)?);
            tools.push(ServiceContext {
                client_id: ClientId::new(client).map_err(unreadable)?,
                deployment_id: DeploymentId::new(deployment).map_err(unreadable)?,
                context_id: context_id.clone(),
            });
        }
        Ok(tools)
    }

    async fn add_resource_link(
        &self,
        context: &ServiceContext,
        resource_link_id: &ResourceLinkId,
    ) -> Result<(), BackendError> {
        let (book, course) = (self.book(context), self.course(&context.context_id));
        let link = self.link(context, resource_link_id);
        let values = [
            self.tenant(),
            Bytes(&book),
            Bytes(&course),
            Text(context.client_id.as_str()),
            Text(context.deployment_id.as_str()),
            Bytes(&link),
        ];
        self.change(statements::ADD_LINK, &values).await
    }

    async fn set_column(
        &self,
        context: &ServiceContext,
        column: &Column,
    ) -> Result<(), BackendError> {
        let (book, course) = (self.book(context), self.course(&context.context_id));
        let link = column.line_item.resource_link_id.as_ref();
        let link = link.map(|link| self.link(context, link));
        let keys = Keys::of(&column.line_item);
        let mut line_item = column.line_item.clone();
        line_item.id = None;
        let stored = line_item.to_json_string();
        let values = [
            self.tenant(),
            Bytes(&book),
            Bytes(&course),
            Text(context.client_id.as_str()),
            Text(context.deployment_id.as_str()),
            MaybeBytes(link.as_ref().map(|link| &link[..])),
            Text(column.id.as_str()),
            MaybeText(keys.link),
            MaybeText(keys.resource),
            MaybeText(keys.tag),
            Truth(column.removable),
            Truth(column.closed),
            Text(&stored),
        ];
        self.change(statements::SET, &values).await
    }

    async fn scores(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        slice: &Slice,
    ) -> Result<Page<Score>, BackendError> {
        self.scores_of(context, id, slice).await
    }

    async fn enrol(&self, context_id: &ContextId, user: &Subject) -> Result<(), BackendError> {
        let course = self.course(context_id);
        let values = [self.tenant(), Bytes(&course), Text(user.as_str())];
        self.change(statements::ENROL, &values).await
    }

    async fn withdraw(&self, context_id: &ContextId, user: &Subject) -> Result<bool, BackendError> {
        let course = self.course(context_id);
        let values = [self.tenant(), Bytes(&course), Text(user.as_str())];
        any(&self.database, statements::WITHDRAW, &values).await
    }
}
