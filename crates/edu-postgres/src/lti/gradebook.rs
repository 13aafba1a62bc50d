//! A platform's gradebook in a database.

mod course;
mod statements;

use edu_http::{Cursor, Page, Slice, TenantId};
use edu_json::ToJson as _;
use edu_types::{Limits, Profile, Timestamp};
use lti_core::ags::{
    Added, Column, Gradable, Grade, Gradebook, LineItem, LineItemFilter, LineItemId, Recorded,
    Removal, Replaced, Score, ScoreOutcome, ShortText,
};
use lti_core::{BackendError, ContextId, ResourceLinkId, ServiceContext, Subject};
use tokio_postgres::Row;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::FromSqlOwned;

use super::{any, digest, failed, rows};
use crate::once::Digest;
use crate::statement::Value::{Bytes, MaybeBytes, MaybeText, Number, Text};
use crate::{Database, DatabaseError};

/// A platform's gradebook, kept in a [`Database`] for one tenant.
///
/// A score is compared and kept in one statement: of any number at the same time, on any number of
/// machines that share the database, the latest stays. Of a person only the last score in a column
/// is kept. One tool has about [`StoredGradebook::COLUMNS_OF_A_TOOL`] columns in one context at
/// most; several that are added at the same time may go beyond it.
///
/// Lists are in the order of the names of columns and of persons.
#[derive(Clone, Debug)]
pub struct StoredGradebook {
    database: Database,
    tenant: TenantId,
    gradable: Gradable,
}

impl StoredGradebook {
    /// Columns of one tool in one context.
    pub const COLUMNS_OF_A_TOOL: usize = 10_000;

    /// The gradebook of `tenant` in `database`, making the tables it needs.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the tables.
    pub async fn new(
        database: &Database,
        tenant: TenantId,
        gradable: Gradable,
    ) -> Result<Self, DatabaseError> {
        database.migrate(statements::SCHEMA).await?;
        Ok(Self {
            database: database.clone(),
            tenant,
            gradable,
        })
    }

    /// The gradebook of another tenant in the same database.
    #[must_use]
    pub fn for_tenant(&self, tenant: TenantId) -> Self {
        Self {
            database: self.database.clone(),
            tenant,
            gradable: self.gradable,
        }
    }

    /// What leads every key of a tool's columns in a context: of one size, whatever the ids.
    fn book(&self, context: &ServiceContext) -> Digest {
        let ids = [
            context.client_id.as_str(),
            context.deployment_id.as_str(),
            context.context_id.as_str(),
        ];
        digest("edu.lti.book", &self.tenant, ids)
    }

    /// What leads every key of the persons of a context.
    fn course(&self, context_id: &ContextId) -> Digest {
        digest("edu.lti.course", &self.tenant, [context_id.as_str()])
    }

    /// A placement of a tool.
    fn link(&self, context: &ServiceContext, link: &ResourceLinkId) -> Digest {
        let ids = [
            context.client_id.as_str(),
            context.deployment_id.as_str(),
            link.as_str(),
        ];
        digest("edu.lti.link", &self.tenant, ids)
    }

    /// The value that leads every key.
    fn tenant(&self) -> crate::statement::Value<'_> {
        Text(self.tenant.as_str())
    }
}

/// Reads a column of a row.
fn cell<T: FromSqlOwned>(row: &Row, index: usize) -> Result<T, BackendError> {
    row.try_get(index).map_err(|error| failed(error.into()))
}

fn read_column(row: &Row) -> Result<Column, BackendError> {
    let unreadable = |_| BackendError::failed("stored line item id cannot be read");
    let id = LineItemId::new(cell::<String>(row, 0)?).map_err(unreadable)?;
    let mut column = Column::new(id, read_item(&cell::<String>(row, 1)?)?);
    column.removable = cell(row, 2)?;
    column.closed = cell(row, 3)?;
    Ok(column)
}

/// What was tolerated when it came is tolerated again.
fn read_item(stored: &str) -> Result<LineItem, BackendError> {
    let read = LineItem::from_slice(stored.as_bytes(), &Profile::lenient(), &Limits::DEFAULT);
    let unreadable = |_| BackendError::failed("stored line item cannot be read");
    read.map(|checked| checked.value).map_err(unreadable)
}

fn read_score(stored: &str) -> Result<Score, BackendError> {
    let read = Score::from_slice(stored.as_bytes(), &Profile::lenient(), &Limits::DEFAULT);
    let unreadable = |_| BackendError::failed("stored score cannot be read");
    read.map(|checked| checked.value).map_err(unreadable)
}

/// The page of what was found, which is one more than asked for where the list goes on.
fn page<T>(
    mut found: Vec<T>,
    slice: &Slice,
    place: impl FnOnce(&T) -> &str,
) -> Result<Page<T>, BackendError> {
    let limit = slice.limit.get();
    let last = found
        .get(limit.saturating_sub(1))
        .filter(|_| found.len() > limit);
    let next = last.map(|last| Cursor::new(place(last))).transpose();
    let next = next.map_err(|error| BackendError::failed(error.to_string()))?;
    found.truncate(limit);
    Ok(Page { items: found, next })
}

/// Behind which place, and how many rows to look for.
fn bounds(slice: &Slice) -> (&str, i64) {
    let after = slice.after.as_ref().map_or("", Cursor::as_str);
    (after, rows(slice.limit.get().saturating_add(1)))
}

/// The texts by which columns are filtered.
struct Keys<'a> {
    link: Option<&'a str>,
    resource: Option<&'a str>,
    tag: Option<&'a str>,
}

impl<'a> Keys<'a> {
    fn of(line_item: &'a LineItem) -> Self {
        let link = line_item.resource_link_id.as_ref();
        Self {
            link: link.map(ResourceLinkId::as_str),
            resource: line_item.resource_id.as_ref().map(ShortText::as_str),
            tag: line_item.tag.as_ref().map(ShortText::as_str),
        }
    }
}

impl Gradebook for StoredGradebook {
    async fn line_items(
        &self,
        context: &ServiceContext,
        filter: &LineItemFilter,
        slice: &Slice,
    ) -> Result<Option<Page<Column>>, BackendError> {
        let book = self.book(context);
        let key = [self.tenant(), Bytes(&book)];
        if !any(&self.database, statements::FIND_BOOK, &key).await? {
            return Ok(None);
        }
        let (after, limit) = bounds(slice);
        let link = filter.resource_link_id.as_ref();
        let values = [
            self.tenant(),
            Bytes(&book),
            Text(after),
            MaybeText(link.map(ResourceLinkId::as_str)),
            MaybeText(filter.resource_id.as_ref().map(ShortText::as_str)),
            MaybeText(filter.tag.as_ref().map(ShortText::as_str)),
            Number(limit),
        ];
        let found = self.database.query(statements::LIST, &values).await;
        let columns = found.map_err(failed)?;
        let columns = columns.iter().map(read_column);
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        page(columns, slice, |column| column.id.as_str()).map(Some)
    }

    async fn line_item(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
    ) -> Result<Option<Column>, BackendError> {
        let book = self.book(context);
        let values = [self.tenant(), Bytes(&book), Text(id.as_str())];
        let found = self.database.query(statements::FIND, &values).await;
        found.map_err(failed)?.first().map(read_column).transpose()
    }

    async fn add_line_item(
        &self,
        context: &ServiceContext,
        fresh: LineItemId,
        line_item: &LineItem,
    ) -> Result<Added, BackendError> {
        let (book, limit) = (self.book(context), Self::COLUMNS_OF_A_TOOL);
        let column = Column::new(fresh, line_item.clone());
        let link = line_item.resource_link_id.as_ref();
        let link = link.map(|link| self.link(context, link));
        let (keys, stored) = (Keys::of(line_item), column.line_item.to_json_string());
        let values = [
            self.tenant(),
            Bytes(&book),
            Text(column.id.as_str()),
            MaybeText(keys.link),
            MaybeText(keys.resource),
            MaybeText(keys.tag),
            Text(&stored),
            MaybeBytes(link.as_ref().map(|link| &link[..])),
            Number(rows(limit)),
        ];
        let found = self.database.query(statements::ADD, &values).await;
        let found = found.map_err(failed)?;
        let Some(row) = found.first() else {
            return Err(BackendError::failed("database says nothing"));
        };
        Ok(match (cell(row, 0)?, cell(row, 1)?, cell(row, 2)?) {
            (_, _, true) => Added::Done(Box::new(column)),
            (false, _, false) => Added::UnknownContext,
            (true, false, false) => Added::UnknownResourceLink,
            (true, true, false) => Added::TooMany { limit },
        })
    }

    async fn replace_line_item(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        line_item: &LineItem,
    ) -> Result<Replaced, BackendError> {
        let book = self.book(context);
        let (tenant, item) = (self.tenant(), Text(id.as_str()));
        let mut column = Column::new(id.clone(), line_item.clone());
        let wanted = Keys::of(line_item);
        let key = [tenant, Bytes(&book), item];
        let found = self.database.query(statements::FIND_LINK_OF, &key).await;
        let found = found.map_err(failed)?;
        let Some(row) = found.first() else {
            return Ok(Replaced::Unknown);
        };
        let link: Option<String> = cell(row, 0)?;
        if wanted.link.is_some() && wanted.link != link.as_deref() {
            return Ok(Replaced::OtherResourceLink);
        }
        let unreadable = |_| BackendError::failed("stored resource link id cannot be read");
        let kept = link.clone().map(ResourceLinkId::new).transpose();
        column.line_item.resource_link_id = kept.map_err(unreadable)?;
        let stored = column.line_item.to_json_string();
        let values = [
            tenant,
            Bytes(&book),
            item,
            MaybeText(link.as_deref()),
            MaybeText(wanted.resource),
            MaybeText(wanted.tag),
            Text(&stored),
        ];
        let done = self.database.query(statements::REPLACE, &values).await;
        let done = done.map_err(failed)?;
        let Some(row) = done.first() else {
            // Removed, or given another placement by the host, since it was looked at.
            return Ok(Replaced::Unknown);
        };
        (column.removable, column.closed) = (cell(row, 0)?, cell(row, 1)?);
        Ok(Replaced::Done(Box::new(column)))
    }

    async fn remove_line_item(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
    ) -> Result<Removal, BackendError> {
        let book = self.book(context);
        let values = [self.tenant(), Bytes(&book), Text(id.as_str())];
        if any(&self.database, statements::REMOVE, &values).await? {
            return Ok(Removal::Done);
        }
        let kept = any(&self.database, statements::FIND, &values).await?;
        Ok(if kept {
            Removal::NotAllowed
        } else {
            Removal::Unknown
        })
    }

    async fn record_score(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        score: &Score,
        _: &Timestamp,
    ) -> Result<Recorded, BackendError> {
        let (book, stored) = (self.book(context), score.to_json_string());
        let course = match self.gradable {
            Gradable::Anyone => None,
            Gradable::Enrolled => Some(self.course(&context.context_id)),
        };
        let values = [
            self.tenant(),
            Bytes(&book),
            Text(id.as_str()),
            Text(score.user_id.as_str()),
            Number(score.timestamp.unix_seconds()),
            Number(score.timestamp.subsec_nanos().into()),
            Text(&stored),
            MaybeBytes(course.as_ref().map(|course| &course[..])),
        ];
        let found = match self.database.query(statements::RECORD, &values).await {
            Err(error) if is_orphan(&error) => return Ok(Recorded::UnknownItem),
            found => found.map_err(failed)?,
        };
        let Some(row) = found.first() else {
            return Ok(Recorded::UnknownItem);
        };
        match (cell(row, 0)?, cell(row, 1)?, cell::<Option<bool>>(row, 2)?) {
            (_, _, Some(true)) => Ok(Recorded::Taken(ScoreOutcome::Created)),
            (_, _, Some(false)) => Ok(Recorded::Taken(ScoreOutcome::Updated)),
            (true, _, None) => Ok(Recorded::CLOSED),
            (false, false, None) => Ok(Recorded::NOT_ENROLLED),
            (false, true, None) => {
                let last = self.score_of(context, id, &score.user_id).await?;
                // Whatever is later came before, or since: both are later.
                let same = last.is_some_and(|last| last.to_json_string() == stored);
                Ok(if same {
                    Recorded::Taken(ScoreOutcome::Unchanged)
                } else {
                    Recorded::Older
                })
            }
        }
    }

    async fn results(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        user: Option<&Subject>,
        slice: &Slice,
    ) -> Result<Option<Page<Grade>>, BackendError> {
        let Some(column) = self.line_item(context, id).await? else {
            return Ok(None);
        };
        let maximum = &column.line_item.score_maximum;
        let grade = |score: Score| Grade::of_score(&score, maximum);
        let Some(user) = user else {
            return Ok(Some(self.scores_of(context, id, slice).await?.map(grade)));
        };
        let items = self.score_of(context, id, user).await?.map(grade);
        Ok(Some(Page {
            items: items.into_iter().collect(),
            next: None,
        }))
    }
}

/// Whether a column was removed while a score was on its way into it.
fn is_orphan(error: &DatabaseError) -> bool {
    let DatabaseError::Statement {
        code: Some(code), ..
    } = error
    else {
        return false;
    };
    code == SqlState::FOREIGN_KEY_VIOLATION.code()
}
