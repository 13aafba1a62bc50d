//! A gradebook whose grades are recorded as they are given.

use edu_http::{BackendError, Page, Slice};
use edu_sqlite::StoredGradebook;
use edu_types::Timestamp;
use lti_core::ags::{
    Added, Column, Grade, Gradebook, LineItem, LineItemFilter, LineItemId, Recorded, Removal,
    Replaced, Score,
};
use lti_core::{ServiceContext, Subject};

use super::{Happening, Records};
use crate::Failure;

/// The gradebook as tools reach it: a score it takes is noted for the record store.
///
/// Score and note are two transactions, because the gradebook's is its own. A tool is answered
/// after both: where the second fails it is told so, sends the score again as it must after any
/// failure, and the gradebook finds it unchanged and the outbox takes it once.
#[derive(Clone, Debug)]
pub(crate) struct RecordedGrades {
    stored: StoredGradebook,
    records: Records,
}

impl RecordedGrades {
    /// The gradebook, with the records that are told of its grades.
    pub(crate) const fn new(stored: StoredGradebook, records: Records) -> Self {
        Self { stored, records }
    }

    async fn note(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        score: &Score,
    ) -> Result<(), BackendError> {
        // A column that went away meanwhile took its grades along.
        let Some(column) = self.stored.line_item(context, id).await? else {
            return Ok(());
        };
        let Some(graded) = Happening::graded(context, &column, score) else {
            return Ok(());
        };
        let noted = self.records.note(graded).await;
        noted.map_err(|Failure(reason)| BackendError::failed(reason))
    }
}

impl Gradebook for RecordedGrades {
    async fn line_items(
        &self,
        context: &ServiceContext,
        filter: &LineItemFilter,
        slice: &Slice,
    ) -> Result<Option<Page<Column>>, BackendError> {
        self.stored.line_items(context, filter, slice).await
    }

    async fn line_item(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
    ) -> Result<Option<Column>, BackendError> {
        self.stored.line_item(context, id).await
    }

    async fn add_line_item(
        &self,
        context: &ServiceContext,
        fresh: LineItemId,
        line_item: &LineItem,
    ) -> Result<Added, BackendError> {
        self.stored.add_line_item(context, fresh, line_item).await
    }

    async fn replace_line_item(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        line_item: &LineItem,
    ) -> Result<Replaced, BackendError> {
        self.stored.replace_line_item(context, id, line_item).await
    }

    async fn remove_line_item(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
    ) -> Result<Removal, BackendError> {
        self.stored.remove_line_item(context, id).await
    }

    async fn record_score(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        score: &Score,
        now: &Timestamp,
    ) -> Result<Recorded, BackendError> {
        let recorded = self.stored.record_score(context, id, score, now).await?;
        if matches!(recorded, Recorded::Taken(_)) {
            self.note(context, id, score).await?;
        }
        Ok(recorded)
    }

    async fn results(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        user: Option<&Subject>,
        slice: &Slice,
    ) -> Result<Option<Page<Grade>>, BackendError> {
        self.stored.results(context, id, user, slice).await
    }
}
