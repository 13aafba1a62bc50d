//! A platform's gradebook in a database.

mod course;
mod statements;

use edu_http::{Cursor, Page, Slice, TenantId};
use edu_types::{Limits, Profile, Timestamp};
use lti_core::ags::{
    Added, Column, Gradable, Grade, Gradebook, LineItem, LineItemFilter, LineItemId, Recorded,
    Removal, Replaced, Score, ShortText,
};
use lti_core::{BackendError, ContextId, ResourceLinkId, ServiceContext, Subject};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, TransactionBehavior, params};

use super::{Tenanted, digest, rows};
use crate::once::Digest;
use crate::{Database, DatabaseError};

/// A platform's gradebook, kept in a [`Database`] for one tenant.
///
/// Each call is one transaction: of any number of scores at the same time, in any number of
/// processes that share the file, the latest stays. Of a person only the last score in a column is
/// kept. One tool has at most [`StoredGradebook::COLUMNS_OF_A_TOOL`] columns in one context.
///
/// Lists are in the order of the names of columns and of persons.
#[derive(Clone, Debug)]
pub struct StoredGradebook {
    tables: Tenanted,
    gradable: Gradable,
}

impl StoredGradebook {
    /// Columns of one tool in one context.
    pub const COLUMNS_OF_A_TOOL: usize = 10_000;

    /// The gradebook of `tenant` in `database`, making the tables it needs.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the file.
    pub async fn new(
        database: &Database,
        tenant: TenantId,
        gradable: Gradable,
    ) -> Result<Self, DatabaseError> {
        let tables = Tenanted::open(database, statements::SCHEMA, tenant).await?;
        Ok(Self { tables, gradable })
    }

    /// The gradebook of another tenant in the same database.
    #[must_use]
    pub fn for_tenant(&self, tenant: TenantId) -> Self {
        Self {
            tables: self.tables.for_tenant(tenant),
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
        digest("edu.lti.book", &self.tables.tenant, ids)
    }

    /// What leads every key of the persons of a context.
    fn course(&self, context_id: &ContextId) -> Digest {
        digest("edu.lti.course", &self.tables.tenant, [context_id.as_str()])
    }

    /// Runs statements of which all or none hold.
    async fn transact<T, F>(&self, work: F) -> Result<T, BackendError>
    where
        F: FnOnce(&Transaction<'_>, &str) -> rusqlite::Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let work = move |connection: &mut Connection, tenant: &str| {
            let immediate = TransactionBehavior::Immediate;
            let transaction = connection.transaction_with_behavior(immediate)?;
            let outcome = work(&transaction, tenant)?;
            transaction.commit()?;
            Ok(outcome)
        };
        self.tables.call(work).await
    }
}

/// A column as its row has it.
struct ColumnRow {
    item: String,
    stored: String,
    removable: bool,
    closed: bool,
}

impl ColumnRow {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            item: row.get(0)?,
            stored: row.get(1)?,
            removable: row.get(2)?,
            closed: row.get(3)?,
        })
    }

    fn read(self) -> Result<Column, BackendError> {
        let unreadable = |_| BackendError::failed("stored line item id cannot be read");
        let id = LineItemId::new(self.item).map_err(unreadable)?;
        let mut column = Column::new(id, read_item(&self.stored)?);
        column.removable = self.removable;
        column.closed = self.closed;
        Ok(column)
    }
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
fn bounds(slice: &Slice) -> (String, i64) {
    let after = slice.after.as_ref().map_or("", Cursor::as_str);
    (after.to_owned(), rows(slice.limit.get().saturating_add(1)))
}

impl Gradebook for StoredGradebook {
    async fn line_items(
        &self,
        context: &ServiceContext,
        filter: &LineItemFilter,
        slice: &Slice,
    ) -> Result<Option<Page<Column>>, BackendError> {
        let (book, filter) = (self.book(context), filter.clone());
        let (after, limit) = bounds(slice);
        let found = self.tables.call(move |connection, tenant| {
            if !is_open(connection, tenant, &book)? {
                return Ok(None);
            }
            let link = filter.resource_link_id.as_ref().map(ResourceLinkId::as_str);
            let resource = filter.resource_id.as_ref().map(ShortText::as_str);
            let tag = filter.tag.as_ref().map(ShortText::as_str);
            let values = params![tenant, book, after, link, resource, tag, limit];
            let mut query = connection.prepare_cached(statements::LIST)?;
            let found = query.query_map(values, ColumnRow::of)?;
            found.collect::<rusqlite::Result<Vec<_>>>().map(Some)
        });
        let Some(found) = found.await? else {
            return Ok(None);
        };
        let columns = found.into_iter().map(ColumnRow::read);
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        page(columns, slice, |column| column.id.as_str()).map(Some)
    }

    async fn line_item(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
    ) -> Result<Option<Column>, BackendError> {
        let (book, item) = (self.book(context), id.clone());
        let found = self.tables.call(move |connection, tenant| {
            let mut query = connection.prepare_cached(statements::FIND)?;
            let values = params![tenant, book, item.as_str()];
            query.query_row(values, ColumnRow::of).optional()
        });
        found.await?.map(ColumnRow::read).transpose()
    }

    async fn add_line_item(
        &self,
        context: &ServiceContext,
        fresh: LineItemId,
        line_item: &LineItem,
    ) -> Result<Added, BackendError> {
        let book = self.book(context);
        let column = Column::new(fresh, line_item.clone());
        let link = line_item.resource_link_id.as_ref();
        let link = link.map(|link| self.link(context, link));
        let added = self.transact(move |transaction, tenant| {
            if !is_open(transaction, tenant, &book)? {
                return Ok(Added::UnknownContext);
            }
            if let Some(link) = link {
                let mut query = transaction.prepare_cached(statements::FIND_LINK)?;
                if !query.exists(params![tenant, book, link])? {
                    return Ok(Added::UnknownResourceLink);
                }
            }
            let mut count = transaction.prepare_cached(statements::COUNT)?;
            let kept: i64 = count.query_row(params![tenant, book], |row| row.get(0))?;
            if kept >= rows(Self::COLUMNS_OF_A_TOOL) {
                let limit = Self::COLUMNS_OF_A_TOOL;
                return Ok(Added::TooMany { limit });
            }
            insert(transaction, statements::ADD, tenant, &book, &column)?;
            Ok(Added::Done(Box::new(column)))
        });
        added.await
    }

    async fn replace_line_item(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        line_item: &LineItem,
    ) -> Result<Replaced, BackendError> {
        let book = self.book(context);
        let mut column = Column::new(id.clone(), line_item.clone());
        let replaced = self.transact(move |transaction, tenant| {
            let mut find = transaction.prepare_cached(statements::FIND_FIXED)?;
            let values = params![tenant, book, column.id.as_str()];
            let found = find.query_row(values, |row| {
                Ok((row.get::<_, Option<String>>(0)?, row.get(1)?, row.get(2)?))
            });
            let Some((link, removable, closed)) = found.optional()? else {
                return Ok(Replaced::Unknown);
            };
            (column.removable, column.closed) = (removable, closed);
            let wanted = column.line_item.resource_link_id.as_ref();
            if wanted.is_some_and(|wanted| Some(wanted.as_str()) != link.as_deref()) {
                return Ok(Replaced::OtherResourceLink);
            }
            // It was an id when it came.
            column.line_item.resource_link_id =
                link.and_then(|link| ResourceLinkId::new(link).ok());
            insert(transaction, statements::SET, tenant, &book, &column)?;
            Ok(Replaced::Done(Box::new(column)))
        });
        replaced.await
    }

    async fn remove_line_item(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
    ) -> Result<Removal, BackendError> {
        let (book, item) = (self.book(context), id.clone());
        let removal = self.transact(move |transaction, tenant| {
            let values = params![tenant, book, item.as_str()];
            let mut find = transaction.prepare_cached(statements::FIND_FIXED)?;
            let removable: Option<bool> = find.query_row(values, |row| row.get(1)).optional()?;
            match removable {
                None => return Ok(Removal::Unknown),
                Some(false) => return Ok(Removal::NotAllowed),
                Some(true) => {}
            }
            transaction
                .prepare_cached(statements::REMOVE)?
                .execute(values)?;
            Ok(Removal::Done)
        });
        removal.await
    }

    async fn record_score(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        score: &Score,
        _: &Timestamp,
    ) -> Result<Recorded, BackendError> {
        let new = course::NewScore::of(score);
        let (book, item) = (self.book(context), id.clone());
        let enrolled_in = match self.gradable {
            Gradable::Anyone => None,
            Gradable::Enrolled => Some(self.course(&context.context_id)),
        };
        let recorded = self.transact(move |transaction, tenant| {
            let mut find = transaction.prepare_cached(statements::FIND_FIXED)?;
            let values = params![tenant, book, item.as_str()];
            let closed: Option<bool> = find.query_row(values, |row| row.get(2)).optional()?;
            match closed {
                None => return Ok(Recorded::UnknownItem),
                Some(true) => return Ok(Recorded::CLOSED),
                Some(false) => {}
            }
            if let Some(course) = enrolled_in {
                let mut query = transaction.prepare_cached(statements::FIND_ENROLLED)?;
                if !query.exists(params![tenant, course, new.user])? {
                    return Ok(Recorded::NOT_ENROLLED);
                }
            }
            new.record(transaction, tenant, &book, item.as_str())
        });
        recorded.await
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

fn is_open(connection: &Connection, tenant: &str, book: &Digest) -> rusqlite::Result<bool> {
    let mut query = connection.prepare_cached(statements::FIND_BOOK)?;
    query.exists(params![tenant, book])
}

/// Writes a column by a statement that takes all of it.
fn insert(
    connection: &Connection,
    statement: &str,
    tenant: &str,
    book: &Digest,
    column: &Column,
) -> rusqlite::Result<()> {
    use edu_json::ToJson as _;
    let item = &column.line_item;
    let values = params![
        tenant,
        book,
        column.id.as_str(),
        item.resource_link_id.as_ref().map(ResourceLinkId::as_str),
        item.resource_id.as_ref().map(ShortText::as_str),
        item.tag.as_ref().map(ShortText::as_str),
        column.removable,
        column.closed,
        item.to_json_string(),
    ];
    connection.prepare_cached(statement)?.execute(values)?;
    Ok(())
}
