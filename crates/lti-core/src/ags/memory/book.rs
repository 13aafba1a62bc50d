//! What the gradebook in memory holds, and how it counts it.

use core::ops::Bound;
use std::collections::{BTreeMap, BTreeSet};

use edu_http::{Cursor, Page, Slice};

use crate::ags::{Column, LineItemFilter, LineItemId, Recorded, Score, ScoreOutcome};
use crate::{
    BackendError, ClientId, ContextId, DeploymentId, ResourceLinkId, ServiceContext, Subject,
};

/// All of it.
#[derive(Debug)]
pub(super) struct Books {
    capacity: usize,
    entries: usize,
    contexts: BTreeMap<ContextId, BTreeMap<Key, Book>>,
    enrolled: BTreeSet<(ContextId, Subject)>,
}

/// One installation of a tool.
type Key = (ClientId, DeploymentId);

/// What one tool keeps in one context.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) links: BTreeSet<ResourceLinkId>,
    pub(super) columns: BTreeMap<LineItemId, Kept>,
}

/// A column with the last score of each person.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) column: Column,
    pub(super) scores: BTreeMap<Subject, Score>,
}

impl Books {
    pub(super) const fn new(capacity: usize) -> Self {
        Self {
            capacity,
            entries: 0,
            contexts: BTreeMap::new(),
            enrolled: BTreeSet::new(),
        }
    }

    pub(super) fn book(&self, context: &ServiceContext) -> Option<&Book> {
        self.contexts.get(&context.context_id)?.get(&key(context))
    }

    fn book_mut(&mut self, context: &ServiceContext) -> Option<&mut Book> {
        let books = self.contexts.get_mut(&context.context_id)?;
        books.get_mut(&key(context))
    }

    pub(super) fn kept(&self, context: &ServiceContext, id: &LineItemId) -> Option<&Kept> {
        self.book(context)?.columns.get(id)
    }

    pub(super) fn kept_mut(
        &mut self,
        context: &ServiceContext,
        id: &LineItemId,
    ) -> Option<&mut Kept> {
        self.book_mut(context)?.columns.get_mut(id)
    }

    pub(super) fn open(&mut self, context: &ServiceContext) -> Result<(), BackendError> {
        if self.book(context).is_none() {
            self.enter()?;
            let books = self.contexts.entry(context.context_id.clone()).or_default();
            books.insert(key(context), Book::default());
        }
        Ok(())
    }

    pub(super) fn forget(&mut self, context: &ServiceContext) -> bool {
        let Some(books) = self.contexts.get_mut(&context.context_id) else {
            return false;
        };
        let Some(book) = books.remove(&key(context)) else {
            return false;
        };
        if books.is_empty() {
            self.contexts.remove(&context.context_id);
        }
        let columns = book.columns.values().map(Kept::entries).sum::<usize>();
        self.leave(columns.saturating_add(book.links.len()).saturating_add(1));
        true
    }

    pub(super) fn tools_in(
        &self,
        context_id: &ContextId,
        after: Option<&ServiceContext>,
        limit: usize,
    ) -> Vec<ServiceContext> {
        let Some(books) = self.contexts.get(context_id) else {
            return Vec::new();
        };
        let begin = after.map_or(Bound::Unbounded, |after| Bound::Excluded(key(after)));
        let found = books.range((begin, Bound::Unbounded)).take(limit);
        found.map(|(key, _)| context_of(context_id, key)).collect()
    }

    pub(super) fn link(
        &mut self,
        context: &ServiceContext,
        link: &ResourceLinkId,
    ) -> Result<(), BackendError> {
        self.open(context)?;
        let book = self.book(context);
        if book.is_some_and(|book| book.links.contains(link)) {
            return Ok(());
        }
        self.enter()?;
        if let Some(book) = self.book_mut(context) {
            book.links.insert(link.clone());
        }
        Ok(())
    }

    /// Keeps a column in an open context, in place of one of its id, whose scores stay.
    pub(super) fn set(
        &mut self,
        context: &ServiceContext,
        column: Column,
    ) -> Result<(), BackendError> {
        if let Some(kept) = self.kept_mut(context, &column.id) {
            kept.column = column;
            return Ok(());
        }
        self.enter()?;
        if let Some(book) = self.book_mut(context) {
            book.columns.insert(column.id.clone(), Kept::new(column));
        }
        Ok(())
    }

    pub(super) fn remove(&mut self, context: &ServiceContext, id: &LineItemId) {
        let book = self.book_mut(context);
        if let Some(kept) = book.and_then(|book| book.columns.remove(id)) {
            self.leave(kept.entries());
        }
    }

    /// Keeps a score in a column that is there, unless a later one is.
    pub(super) fn record(
        &mut self,
        context: &ServiceContext,
        id: &LineItemId,
        score: &Score,
    ) -> Result<Recorded, BackendError> {
        let full = self.entries >= self.capacity;
        let Some(kept) = self.kept_mut(context, id) else {
            return Ok(Recorded::UnknownItem);
        };
        let outcome = match kept.scores.get(&score.user_id) {
            Some(last) if last.timestamp > score.timestamp => return Ok(Recorded::Older),
            Some(last) if last == score => ScoreOutcome::Unchanged,
            Some(_) => ScoreOutcome::Updated,
            None if full => return Err(self.is_full()),
            None => ScoreOutcome::Created,
        };
        if outcome != ScoreOutcome::Unchanged {
            kept.scores.insert(score.user_id.clone(), score.clone());
        }
        if outcome == ScoreOutcome::Created {
            self.enter()?;
        }
        Ok(Recorded::Taken(outcome))
    }

    pub(super) fn is_enrolled(&self, context_id: &ContextId, user: &Subject) -> bool {
        self.enrolled.contains(&(context_id.clone(), user.clone()))
    }

    pub(super) fn enrol(
        &mut self,
        context_id: &ContextId,
        user: &Subject,
    ) -> Result<(), BackendError> {
        if !self.is_enrolled(context_id, user) {
            self.enter()?;
            self.enrolled.insert((context_id.clone(), user.clone()));
        }
        Ok(())
    }

    pub(super) fn withdraw(&mut self, context_id: &ContextId, user: &Subject) -> bool {
        let gone = self.enrolled.remove(&(context_id.clone(), user.clone()));
        self.leave(usize::from(gone));
        gone
    }

    /// Counts one more entry, where there is room.
    fn enter(&mut self) -> Result<(), BackendError> {
        if self.entries >= self.capacity {
            return Err(self.is_full());
        }
        self.entries = self.entries.saturating_add(1);
        Ok(())
    }

    const fn leave(&mut self, entries: usize) {
        self.entries = self.entries.saturating_sub(entries);
    }

    fn is_full(&self) -> BackendError {
        let limit = self.capacity;
        BackendError::failed(format!("gradebook has {limit} entries, which is the limit"))
    }
}

impl Book {
    /// The columns that fit, a part of them.
    pub(super) fn part(
        &self,
        filter: &LineItemFilter,
        slice: &Slice,
    ) -> Result<Page<Column>, BackendError> {
        let Some(after) = begin(slice, |text| LineItemId::new(text).ok()) else {
            return Ok(Page::empty());
        };
        let behind = self.columns.range((after, Bound::Unbounded));
        let columns = behind.map(|(_, kept)| &kept.column);
        let fitting = columns.filter(|column| filter.fits(&column.line_item));
        let found = fitting.take(slice.limit.get().saturating_add(1)).cloned();
        part(found.collect(), slice, |column| column.id.as_str())
    }
}

impl Kept {
    const fn new(column: Column) -> Self {
        Self {
            column,
            scores: BTreeMap::new(),
        }
    }

    /// Itself and its scores.
    fn entries(&self) -> usize {
        self.scores.len().saturating_add(1)
    }

    /// A part of the scores, each as `view` shows it.
    pub(super) fn part<T>(
        &self,
        slice: &Slice,
        view: impl FnMut(&Score) -> T,
    ) -> Result<Page<T>, BackendError> {
        let Some(after) = begin(slice, |text| Subject::new(text).ok()) else {
            return Ok(Page::empty());
        };
        let behind = self.scores.range((after, Bound::Unbounded));
        let found = behind.map(|(_, score)| score);
        let found: Vec<_> = found.take(slice.limit.get().saturating_add(1)).collect();
        let page = part(found, slice, |score| score.user_id.as_str())?;
        Ok(page.map(view))
    }
}

/// Where a part begins; `None` where its cursor is the place of nothing.
fn begin<K>(slice: &Slice, read: impl FnOnce(&str) -> Option<K>) -> Option<Bound<K>> {
    match &slice.after {
        None => Some(Bound::Unbounded),
        Some(cursor) => read(cursor.as_str()).map(Bound::Excluded),
    }
}

/// The page of what was found, which is one more than asked for where the list goes on.
fn part<T>(
    mut found: Vec<T>,
    slice: &Slice,
    place: impl FnOnce(&T) -> &str,
) -> Result<Page<T>, BackendError> {
    let limit = slice.limit.get();
    let more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().filter(|_| more);
    let next = last.map(|last| Cursor::new(place(last))).transpose();
    let next = next.map_err(|error| BackendError::failed(error.to_string()))?;
    Ok(Page { items: found, next })
}

fn key(context: &ServiceContext) -> Key {
    (context.client_id.clone(), context.deployment_id.clone())
}

fn context_of(context_id: &ContextId, (client_id, deployment_id): &Key) -> ServiceContext {
    ServiceContext {
        client_id: client_id.clone(),
        deployment_id: deployment_id.clone(),
        context_id: context_id.clone(),
    }
}
