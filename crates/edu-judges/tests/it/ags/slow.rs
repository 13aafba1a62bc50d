//! A gradebook that is no help.

use edu_http::{Page, Slice};
use edu_types::Timestamp;
use lti_core::ags::{
    Added, Column, Grade, Gradebook, LineItem, LineItemFilter, LineItemId, Recorded, Removal,
    Replaced, Score, ScoreOutcome,
};
use lti_core::{BackendError, ServiceContext, Subject};

/// A gradebook that works on scores later, and cannot answer anything else.
pub(super) struct Slow;

const OUT_OF_ORDER: &str = "out of order";

impl Gradebook for Slow {
    async fn line_items(
        &self,
        _: &ServiceContext,
        _: &LineItemFilter,
        _: &Slice,
    ) -> Result<Option<Page<Column>>, BackendError> {
        Err(BackendError::failed(OUT_OF_ORDER))
    }

    async fn line_item(
        &self,
        _: &ServiceContext,
        _: &LineItemId,
    ) -> Result<Option<Column>, BackendError> {
        Err(BackendError::failed(OUT_OF_ORDER))
    }

    async fn add_line_item(
        &self,
        _: &ServiceContext,
        _: LineItemId,
        _: &LineItem,
    ) -> Result<Added, BackendError> {
        Err(BackendError::failed(OUT_OF_ORDER))
    }

    async fn replace_line_item(
        &self,
        _: &ServiceContext,
        _: &LineItemId,
        _: &LineItem,
    ) -> Result<Replaced, BackendError> {
        Err(BackendError::failed(OUT_OF_ORDER))
    }

    async fn remove_line_item(
        &self,
        _: &ServiceContext,
        _: &LineItemId,
    ) -> Result<Removal, BackendError> {
        Err(BackendError::failed(OUT_OF_ORDER))
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
        Err(BackendError::failed(OUT_OF_ORDER))
    }
}
