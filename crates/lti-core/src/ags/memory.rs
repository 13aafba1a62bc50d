//! A bounded gradebook in memory, for one process.

mod book;

use std::sync::Mutex;

use edu_http::{Page, Slice};
use edu_types::Timestamp;

use super::{
    Added, Column, CourseGradebook, Gradable, Grade, Gradebook, LineItem, LineItemFilter,
    LineItemId, Recorded, Removal, Replaced, Score,
};
use crate::tool::locked;
use crate::{BackendError, ContextId, ResourceLinkId, ServiceContext, Subject};
use book::Books;

/// Columns and scores of one process.
///
/// Keeps at most [`MemoryGradebook::CAPACITY`] contexts of tools, columns, scores, placements and
/// enrolments in all, and then fails; one tool has at most
/// [`MemoryGradebook::COLUMNS_OF_A_TOOL`] columns in one context. Of a person only the last score
/// in a column is kept.
///
/// What it holds is gone with the process.
#[derive(Debug)]
pub struct MemoryGradebook {
    gradable: Gradable,
    books: Mutex<Books>,
}

impl MemoryGradebook {
    /// Entries of all kinds.
    pub const CAPACITY: usize = 1_000_000;

    /// Columns of one tool in one context.
    pub const COLUMNS_OF_A_TOOL: usize = 10_000;

    /// Without any column.
    pub fn new(gradable: Gradable) -> Self {
        Self::with_capacity(gradable, Self::CAPACITY)
    }

    /// With room for so many entries of all kinds.
    pub fn with_capacity(gradable: Gradable, capacity: usize) -> Self {
        Self {
            gradable,
            books: Mutex::new(Books::new(capacity)),
        }
    }
}

impl Gradebook for MemoryGradebook {
    async fn line_items(
        &self,
        context: &ServiceContext,
        filter: &LineItemFilter,
        slice: &Slice,
    ) -> Result<Option<Page<Column>>, BackendError> {
        let books = locked(&self.books);
        let book = books.book(context);
        book.map(|book| book.part(filter, slice)).transpose()
    }

    async fn line_item(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
    ) -> Result<Option<Column>, BackendError> {
        let books = locked(&self.books);
        Ok(books.kept(context, id).map(|kept| kept.column.clone()))
    }

    async fn add_line_item(
        &self,
        context: &ServiceContext,
        fresh: LineItemId,
        line_item: &LineItem,
    ) -> Result<Added, BackendError> {
        let mut books = locked(&self.books);
        let Some(book) = books.book(context) else {
            return Ok(Added::UnknownContext);
        };
        let link = line_item.resource_link_id.as_ref();
        if link.is_some_and(|link| !book.links.contains(link)) {
            return Ok(Added::UnknownResourceLink);
        }
        let limit = Self::COLUMNS_OF_A_TOOL;
        if book.columns.len() >= limit {
            return Ok(Added::TooMany { limit });
        }
        if book.columns.contains_key(&fresh) {
            return Err(BackendError::failed("line item id is in use"));
        }
        let column = Column::new(fresh, line_item.clone());
        books.set(context, column.clone())?;
        Ok(Added::Done(Box::new(column)))
    }

    async fn replace_line_item(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        line_item: &LineItem,
    ) -> Result<Replaced, BackendError> {
        let mut books = locked(&self.books);
        let Some(kept) = books.kept_mut(context, id) else {
            return Ok(Replaced::Unknown);
        };
        let link = kept.column.line_item.resource_link_id.take();
        let moves = line_item.resource_link_id.is_some() && line_item.resource_link_id != link;
        if !moves {
            kept.column.line_item = line_item.clone();
            kept.column.line_item.id = None;
        }
        kept.column.line_item.resource_link_id = link;
        Ok(if moves {
            Replaced::OtherResourceLink
        } else {
            Replaced::Done(Box::new(kept.column.clone()))
        })
    }

    async fn remove_line_item(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
    ) -> Result<Removal, BackendError> {
        let mut books = locked(&self.books);
        match books.kept(context, id) {
            None => return Ok(Removal::Unknown),
            Some(kept) if !kept.column.removable => return Ok(Removal::NotAllowed),
            Some(_) => {}
        }
        books.remove(context, id);
        Ok(Removal::Done)
    }

    async fn record_score(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        score: &Score,
        _: &Timestamp,
    ) -> Result<Recorded, BackendError> {
        let mut books = locked(&self.books);
        let enrolled = self.gradable == Gradable::Anyone
            || books.is_enrolled(&context.context_id, &score.user_id);
        match books.kept(context, id) {
            None => return Ok(Recorded::UnknownItem),
            Some(kept) if kept.column.closed => return Ok(Recorded::CLOSED),
            Some(_) if !enrolled => return Ok(Recorded::NOT_ENROLLED),
            Some(_) => {}
        }
        books.record(context, id, score)
    }

    async fn results(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        user: Option<&Subject>,
        slice: &Slice,
    ) -> Result<Option<Page<Grade>>, BackendError> {
        let books = locked(&self.books);
        let Some(kept) = books.kept(context, id) else {
            return Ok(None);
        };
        let maximum = &kept.column.line_item.score_maximum;
        let grade = |score: &Score| Grade::of_score(score, maximum);
        let page = match user {
            None => kept.part(slice, grade)?,
            Some(user) => Page {
                items: kept.scores.get(user).map(grade).into_iter().collect(),
                next: None,
            },
        };
        Ok(Some(page))
    }
}

impl CourseGradebook for MemoryGradebook {
    async fn open_context(&self, context: &ServiceContext) -> Result<(), BackendError> {
        locked(&self.books).open(context)
    }

    async fn forget_context(&self, context: &ServiceContext) -> Result<bool, BackendError> {
        Ok(locked(&self.books).forget(context))
    }

    async fn tools_in(
        &self,
        context_id: &ContextId,
        after: Option<&ServiceContext>,
        limit: usize,
    ) -> Result<Vec<ServiceContext>, BackendError> {
        Ok(locked(&self.books).tools_in(context_id, after, limit))
    }

    async fn add_resource_link(
        &self,
        context: &ServiceContext,
        resource_link_id: &ResourceLinkId,
    ) -> Result<(), BackendError> {
        locked(&self.books).link(context, resource_link_id)
    }

    async fn set_column(
        &self,
        context: &ServiceContext,
        column: &Column,
    ) -> Result<(), BackendError> {
        let mut books = locked(&self.books);
        books.open(context)?;
        if let Some(link) = &column.line_item.resource_link_id {
            books.link(context, link)?;
        }
        books.set(context, column.clone())
    }

    async fn scores(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        slice: &Slice,
    ) -> Result<Page<Score>, BackendError> {
        let books = locked(&self.books);
        let kept = books.kept(context, id);
        kept.map_or_else(|| Ok(Page::empty()), |kept| kept.part(slice, Score::clone))
    }

    async fn enrol(&self, context_id: &ContextId, user: &Subject) -> Result<(), BackendError> {
        locked(&self.books).enrol(context_id, user)
    }

    async fn withdraw(&self, context_id: &ContextId, user: &Subject) -> Result<bool, BackendError> {
        Ok(locked(&self.books).withdraw(context_id, user))
    }
}
