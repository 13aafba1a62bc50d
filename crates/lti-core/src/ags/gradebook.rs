//! What a host provides to the service: a gradebook of few operations, each atomic.

use edu_http::{Page, Slice};
use edu_types::Timestamp;

use super::{Grade, LineItem, LineItemFilter, Score, ScoreOutcome};
use crate::{BackendError, ContextId, ResourceLinkId, ServiceContext, Subject};
use edu_http::for_pointers;

edu_types::string_id! {
    /// One column, as the gradebook names it; unique among the columns of one tool in one context.
    ///
    /// It is the last part of the column's address.
    pub struct LineItemId("line item id", max 255, ascii);
}

/// One column as a gradebook keeps it.
///
/// Its `line_item` has no `id`: that is the address, which is the service's to say.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Column {
    /// The column's name within its context and tool.
    pub id: LineItemId,
    /// What the tool sees of it.
    pub line_item: LineItem,
    /// Whether the tool may remove it.
    pub removable: bool,
    /// Whether it takes no more scores.
    pub closed: bool,
}

impl Column {
    /// A column that takes scores and that its tool may remove.
    pub fn new(id: LineItemId, mut line_item: LineItem) -> Self {
        line_item.id = None;
        Self {
            id,
            line_item,
            removable: true,
            closed: false,
        }
    }

    /// Keeps the tool from removing it: for columns that the host made for a placement.
    #[must_use]
    pub const fn not_removable(mut self) -> Self {
        self.removable = false;
        self
    }

    /// Takes no more scores.
    #[must_use]
    pub const fn closed(mut self) -> Self {
        self.closed = true;
        self
    }
}

/// Who can be given a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a gradebook knows the persons or it does not"
)]
pub enum Gradable {
    /// Anyone a tool names: for hosts that check persons elsewhere, or not at all.
    Anyone,
    /// Those who were enrolled in the context.
    Enrolled,
}

/// What became of a line item that a tool wants to add.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each of the four"
)]
pub enum Added {
    /// It is there; its id is that which was proposed, or one of the gradebook's own.
    Done(Box<Column>),
    /// The tool keeps no columns in this context.
    UnknownContext,
    /// The placement is unknown, or another tool's.
    UnknownResourceLink,
    /// The tool has as many columns here as it may have.
    TooMany {
        /// How many that is.
        limit: usize,
    },
}

/// What became of a line item that a tool wants to replace.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each of the three"
)]
pub enum Replaced {
    /// It is as the tool wants it.
    Done(Box<Column>),
    /// There is no such column of this tool.
    Unknown,
    /// It belongs to another placement than the tool says, or to none; nothing has changed.
    OtherResourceLink,
}

/// What became of a line item that a tool wants to remove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each of the three"
)]
pub enum Removal {
    /// It is gone, with its scores.
    Done,
    /// There is no such column of this tool.
    Unknown,
    /// The host keeps it; nothing has changed.
    NotAllowed,
}

/// What became of a score.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each of the four"
)]
pub enum Recorded {
    /// It was taken.
    Taken(ScoreOutcome),
    /// A later score of this person in this column is there; nothing has changed.
    Older,
    /// There is no such column of this tool.
    UnknownItem,
    /// It cannot be given a grade: nothing has changed.
    NotGradable {
        /// Why, for the tool: lower case, no person's data.
        reason: &'static str,
    },
}

impl Recorded {
    /// The person is not in the context.
    pub const NOT_ENROLLED: Self = Self::NotGradable {
        reason: "person is not one that gets grades in this context",
    };

    /// The column takes no more scores.
    pub const CLOSED: Self = Self::NotGradable {
        reason: "line item is closed",
    };
}

/// The gradebook as tools see it: each through its own [`ServiceContext`], in which nothing of
/// another tool, installation or context can be found.
///
/// Lists are in an order of the gradebook's own, which no change of an entry changes; a cursor
/// comes back from outside and may be anyone's.
///
/// Spec: Assignment and Grade Services 2.0, §3.
pub trait Gradebook: Send + Sync {
    /// Columns that fit, a part at a time; `None` where the tool keeps none in this context.
    fn line_items(
        &self,
        context: &ServiceContext,
        filter: &LineItemFilter,
        slice: &Slice,
    ) -> impl Future<Output = Result<Option<Page<Column>>, BackendError>> + Send;

    /// One column.
    fn line_item(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
    ) -> impl Future<Output = Result<Option<Column>, BackendError>> + Send;

    /// Adds a column. `fresh` is an id that nobody can guess and nothing has, for gradebooks
    /// that make none.
    fn add_line_item(
        &self,
        context: &ServiceContext,
        fresh: LineItemId,
        line_item: &LineItem,
    ) -> impl Future<Output = Result<Added, BackendError>> + Send;

    /// Replaces what a tool sees of a column. The placement never changes: `line_item` names the
    /// one it has, or none, which keeps it.
    fn replace_line_item(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        line_item: &LineItem,
    ) -> impl Future<Output = Result<Replaced, BackendError>> + Send;

    /// Removes a column with its scores.
    fn remove_line_item(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
    ) -> impl Future<Output = Result<Removal, BackendError>> + Send;

    /// Takes a score, if it is not older than the last of its person in this column.
    ///
    /// Times are compared as instants, in the same step that writes: of any number of scores at
    /// the same time the latest stays. Of two of one instant the second replaces the first; where
    /// both are the same, nothing changes, so that a tool may send a score again.
    fn record_score(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        score: &Score,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Recorded, BackendError>> + Send;

    /// Grades of a column, a part at a time, or of one person; `None` where there is no such
    /// column of this tool.
    fn results(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        user: Option<&Subject>,
        slice: &Slice,
    ) -> impl Future<Output = Result<Option<Page<Grade>>, BackendError>> + Send;
}

/// The gradebook as its host sees it: all tools of a context, who is in it, and columns that the
/// host makes itself.
///
/// A teacher's page lists the tools of a context with [`CourseGradebook::tools_in`], the columns
/// of each with [`Gradebook::line_items`], and the scores of each with
/// [`CourseGradebook::scores`].
pub trait CourseGradebook: Gradebook {
    /// Lets a tool keep columns in a context: before that, the service knows of none.
    fn open_context(
        &self,
        context: &ServiceContext,
    ) -> impl Future<Output = Result<(), BackendError>> + Send;

    /// Forgets a tool's columns in a context, with their scores; whether there was anything.
    fn forget_context(
        &self,
        context: &ServiceContext,
    ) -> impl Future<Output = Result<bool, BackendError>> + Send;

    /// The tools with columns in a context, as they see it, in their order, beginning behind
    /// `after`, `limit` at most.
    fn tools_in(
        &self,
        context_id: &ContextId,
        after: Option<&ServiceContext>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<ServiceContext>, BackendError>> + Send;

    /// Lets a tool have columns for a placement of its own; opens the context.
    fn add_resource_link(
        &self,
        context: &ServiceContext,
        resource_link_id: &ResourceLinkId,
    ) -> impl Future<Output = Result<(), BackendError>> + Send;

    /// Keeps a column whatever is kept under its id now, scores stay; opens the context and adds
    /// the placement.
    fn set_column(
        &self,
        context: &ServiceContext,
        column: &Column,
    ) -> impl Future<Output = Result<(), BackendError>> + Send;

    /// The last score of each person in a column, in the order of persons, a part at a time.
    fn scores(
        &self,
        context: &ServiceContext,
        id: &LineItemId,
        slice: &Slice,
    ) -> impl Future<Output = Result<Page<Score>, BackendError>> + Send;

    /// Lets a person be given grades in a context.
    fn enrol(
        &self,
        context_id: &ContextId,
        user: &Subject,
    ) -> impl Future<Output = Result<(), BackendError>> + Send;

    /// Gives a person no more grades; those given stay. Whether they were enrolled.
    fn withdraw(
        &self,
        context_id: &ContextId,
        user: &Subject,
    ) -> impl Future<Output = Result<bool, BackendError>> + Send;
}

for_pointers!(Gradebook {
    fn line_items(context: &ServiceContext, filter: &LineItemFilter, slice: &Slice)
        -> Option<Page<Column>>;
    fn line_item(context: &ServiceContext, id: &LineItemId) -> Option<Column>;
    fn add_line_item(context: &ServiceContext, fresh: LineItemId, line_item: &LineItem) -> Added;
    fn replace_line_item(context: &ServiceContext, id: &LineItemId, line_item: &LineItem)
        -> Replaced;
    fn remove_line_item(context: &ServiceContext, id: &LineItemId) -> Removal;
    fn record_score(context: &ServiceContext, id: &LineItemId, score: &Score, now: &Timestamp)
        -> Recorded;
    fn results(
        context: &ServiceContext,
        id: &LineItemId,
        user: Option<&Subject>,
        slice: &Slice
    ) -> Option<Page<Grade>>;
});

for_pointers!(CourseGradebook {
    fn open_context(context: &ServiceContext) -> ();
    fn forget_context(context: &ServiceContext) -> bool;
    fn tools_in(context_id: &ContextId, after: Option<&ServiceContext>, limit: usize)
        -> Vec<ServiceContext>;
    fn add_resource_link(context: &ServiceContext, resource_link_id: &ResourceLinkId) -> ();
    fn set_column(context: &ServiceContext, column: &Column) -> ();
    fn scores(context: &ServiceContext, id: &LineItemId, slice: &Slice) -> Page<Score>;
    fn enrol(context_id: &ContextId, user: &Subject) -> ();
    fn withdraw(context_id: &ContextId, user: &Subject) -> bool;
});
