//! The gradebook as its host sees it, and the scores in it.

use edu_http::{Page, Slice};
use edu_json::ToJson as _;
use lti_core::ags::{Column, CourseGradebook, LineItemId, Recorded, Score, ScoreOutcome};
use lti_core::{
    BackendError, ClientId, ContextId, DeploymentId, ResourceLinkId, ServiceContext, Subject,
};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::super::{digest, rows};
use super::{StoredGradebook, bounds, insert, page, read_score, statements};
use crate::once::Digest;

/// A score to keep, where it is not older than the last.
pub(super) struct NewScore {
    pub(super) user: String,
    seconds: i64,
    nanos: u32,
    stored: String,
}

impl NewScore {
    pub(super) fn of(score: &Score) -> Self {
        Self {
            user: score.user_id.as_str().to_owned(),
            seconds: score.timestamp.unix_seconds(),
            nanos: score.timestamp.subsec_nanos(),
            stored: score.to_json_string(),
        }
    }

    /// Part of a transaction that holds the write lock.
    pub(super) fn record(
        &self,
        connection: &Connection,
        tenant: &str,
        book: &Digest,
        item: &str,
    ) -> rusqlite::Result<Recorded> {
        let mut last = connection.prepare_cached(statements::LAST_SCORE)?;
        let last = last.query_row(params![tenant, book, item, self.user], |row| {
            let time: (i64, u32) = (row.get(0)?, row.get(1)?);
            Ok((time, row.get::<_, String>(2)?))
        });
        let outcome = match last.optional()? {
            None => ScoreOutcome::Created,
            Some((time, _)) if time > (self.seconds, self.nanos) => return Ok(Recorded::Older),
            Some((_, stored)) if stored == self.stored => {
                return Ok(Recorded::Taken(ScoreOutcome::Unchanged));
            }
            Some(_) => ScoreOutcome::Updated,
        };
        connection
            .prepare_cached(statements::KEEP_SCORE)?
            .execute(params![
                tenant,
                book,
                item,
                self.user,
                self.seconds,
                self.nanos,
                self.stored
            ])?;
        Ok(Recorded::Taken(outcome))
    }
}

impl StoredGradebook {
    /// The digest of a placement of a tool in a context.
    pub(super) fn link(&self, context: &ServiceContext, link: &ResourceLinkId) -> Digest {
        let ids = [
            context.client_id.as_str(),
            context.deployment_id.as_str(),
            link.as_str(),
        ];
        digest("edu.lti.link", &self.tables.tenant, ids)
    }

    /// The last scores in a column.
    pub(super) async fn scores_of(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        slice: &Slice,
    ) -> Result<Page<Score>, BackendError> {
        let (book, item) = (self.book(context), id.clone());
        let (after, limit) = bounds(slice);
        let found = self.tables.call(move |connection, tenant| {
            let mut query = connection.prepare_cached(statements::LIST_SCORES)?;
            let values = params![tenant, book, item.as_str(), after, limit];
            let found = query.query_map(values, |row| row.get(0))?;
            found.collect::<rusqlite::Result<Vec<String>>>()
        });
        let scores = found.await?.into_iter().map(|stored| read_score(&stored));
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
        let (book, item, user) = (self.book(context), id.clone(), user.clone());
        let found = self.tables.call(move |connection, tenant| {
            let mut query = connection.prepare_cached(statements::LAST_SCORE)?;
            let values = params![tenant, book, item.as_str(), user.as_str()];
            let stored = query.query_row(values, |row| row.get::<_, String>(2));
            stored.optional()
        });
        found.await?.map(|stored| read_score(&stored)).transpose()
    }

    /// A tool's columns in a context, to be opened.
    fn opening(&self, context: &ServiceContext) -> Opening {
        Opening {
            book: self.book(context),
            course: self.course(&context.context_id),
            client_id: context.client_id.clone(),
            deployment_id: context.deployment_id.clone(),
        }
    }
}

/// What opens a context to a tool.
struct Opening {
    book: Digest,
    course: Digest,
    client_id: ClientId,
    deployment_id: DeploymentId,
}

impl Opening {
    fn open(&self, connection: &Connection, tenant: &str) -> rusqlite::Result<()> {
        let (client, deployment) = (self.client_id.as_str(), self.deployment_id.as_str());
        let values = params![tenant, self.book, self.course, client, deployment];
        connection
            .prepare_cached(statements::OPEN)?
            .execute(values)?;
        Ok(())
    }

    fn link(&self, connection: &Connection, tenant: &str, link: Digest) -> rusqlite::Result<()> {
        let values = params![tenant, self.book, link];
        connection
            .prepare_cached(statements::ADD_LINK)?
            .execute(values)?;
        Ok(())
    }
}

impl CourseGradebook for StoredGradebook {
    async fn open_context(&self, context: &ServiceContext) -> Result<(), BackendError> {
        let opening = self.opening(context);
        self.transact(move |transaction, tenant| opening.open(transaction, tenant))
            .await
    }

    async fn forget_context(&self, context: &ServiceContext) -> Result<bool, BackendError> {
        let book = self.book(context);
        self.transact(move |transaction, tenant| {
            let mut forget = transaction.prepare_cached(statements::FORGET)?;
            Ok(forget.execute(params![tenant, book])? > 0)
        })
        .await
    }

    async fn tools_in(
        &self,
        context_id: &ContextId,
        after: Option<&ServiceContext>,
        limit: usize,
    ) -> Result<Vec<ServiceContext>, BackendError> {
        let (course, limit) = (self.course(context_id), rows(limit));
        // No id is empty, so all come behind empty texts.
        let (client, deployment) = after.map_or((String::new(), String::new()), |after| {
            let (client, deployment) = (after.client_id.as_str(), after.deployment_id.as_str());
            (client.to_owned(), deployment.to_owned())
        });
        let found = self.tables.call(move |connection, tenant| {
            let mut query = connection.prepare_cached(statements::LIST_BOOKS)?;
            let values = params![tenant, course, client, deployment, limit];
            let found = query.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
            found.collect::<rusqlite::Result<Vec<(String, String)>>>()
        });
        let unreadable = |_| BackendError::failed("stored id of a tool cannot be read");
        let context = |(client, deployment): (String, String)| {
            Ok(ServiceContext {
                client_id: ClientId::new(client).map_err(unreadable)?,
                deployment_id: DeploymentId::new(deployment).map_err(unreadable)?,
                context_id: context_id.clone(),
            })
        };
        found.await?.into_iter().map(context).collect()
    }

    async fn add_resource_link(
        &self,
        context: &ServiceContext,
        resource_link_id: &ResourceLinkId,
    ) -> Result<(), BackendError> {
        let (opening, link) = (self.opening(context), self.link(context, resource_link_id));
        self.transact(move |transaction, tenant| {
            opening.open(transaction, tenant)?;
            opening.link(transaction, tenant, link)
        })
        .await
    }

    async fn set_column(
        &self,
        context: &ServiceContext,
        column: &Column,
    ) -> Result<(), BackendError> {
        let link = column.line_item.resource_link_id.as_ref();
        let link = link.map(|link| self.link(context, link));
        let (opening, column) = (self.opening(context), column.clone());
        self.transact(move |transaction, tenant| {
            opening.open(transaction, tenant)?;
            if let Some(link) = link {
                opening.link(transaction, tenant, link)?;
            }
            insert(transaction, statements::SET, tenant, &opening.book, &column)
        })
        .await
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
        let (course, user) = (self.course(context_id), user.clone());
        self.transact(move |transaction, tenant| {
            let mut enrol = transaction.prepare_cached(statements::ENROL)?;
            enrol
                .execute(params![tenant, course, user.as_str()])
                .map(drop)
        })
        .await
    }

    async fn withdraw(&self, context_id: &ContextId, user: &Subject) -> Result<bool, BackendError> {
        let (course, user) = (self.course(context_id), user.clone());
        self.transact(move |transaction, tenant| {
            let mut withdraw = transaction.prepare_cached(statements::WITHDRAW)?;
            Ok(withdraw.execute(params![tenant, course, user.as_str()])? > 0)
        })
        .await
    }
}
