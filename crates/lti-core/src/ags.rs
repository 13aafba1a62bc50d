//! Assignment and Grade Services 2.0: columns of a gradebook, scores and results.
//!
//! A tool keeps columns of the platform's gradebook, its [`LineItem`]s, sends a [`Score`] for each
//! person and reads back a [`ResultRecord`]. Each call is one type that a tool writes and a
//! platform reads, such as [`PostScore`]; [`AgsService`] answers them for a platform over a
//! [`Gradebook`].
//!
//! A tool sends the score of one person:
//!
//! ```
//! use edu_http::{Answer as _, Endpoint as _, Mount};
//! use edu_types::{Decimal, PositiveDecimal, Timestamp};
//! use lti_core::Subject;
//! use lti_core::ags::{Points, PostScore, Score, ScoreRecorded};
//!
//! let points = Points::new(Decimal::parse("83.5")?, PositiveDecimal::new(Decimal::from(100))?)?;
//! let score = Score::completed(
//!     Subject::new("person-1")?,
//!     points,
//!     Timestamp::parse("2026-05-01T10:00:00.250Z")?, // the host's clock
//! );
//!
//! // The address of the line item, as the platform handed it out.
//! let item = Mount::new("https://lms.example/course/7/items/3?type_id=2", "")?;
//! let request = PostScore { score }.to_http(&item)?;
//! assert_eq!(request.uri(), "https://lms.example/course/7/items/3/scores?type_id=2");
//!
//! // A score that is older than what the platform has is refused.
//! let refused = http::Response::builder().status(409).body(bytes::Bytes::new())?;
//! assert!(ScoreRecorded::from_http(&refused).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod calls;
mod claim;
mod error;
mod gradebook;
mod line_item;
pub mod media_type;
mod memory;
mod progress;
mod result;
mod route;
pub mod rules;
mod score;
mod service;
mod short_text;

pub use calls::{
    AddLineItem, CurrentLineItem, DeleteLineItem, GetLineItem, GetLineItems, GetResults,
    LineItemAdded, LineItemDeleted, LineItemFilter, LineItemsPage, PostScore, PutLineItem,
    ResultsPage, ScoreOutcome, ScoreRecorded,
};
pub use claim::AgsClaim;
pub use error::AgsError;
pub use gradebook::{
    Added, Column, CourseGradebook, Gradable, Gradebook, LineItemId, Recorded, Removal, Replaced,
};
pub use line_item::{
    CanvasSubmissionType, Label, LabelError, LineItem, LineItems, SubmissionReview,
};
pub use memory::MemoryGradebook;
pub use progress::{ActivityProgress, GradingProgress};
pub use result::{Grade, ResultRecord, Results};
pub use score::{CanvasSubmission, Points, PointsError, Score, Submission};
pub use service::AgsService;
pub use short_text::ShortText;
