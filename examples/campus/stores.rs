//! Where the platform's services keep what lasts.

use std::sync::Arc;

use edu_http::TenantId;
use edu_sqlite::{Database, StoredSelections};
use lti_core::MemoryAssertions;
use lti_core::ags::{Gradable, MemoryGradebook};
use lti_core::dynamic_registration::MemoryInvitations;
use lti_core::nrps::MemoryRosters;

use crate::Failure;

/// Columns and scores.
pub(crate) type Grades = Arc<MemoryGradebook>;
/// Who belongs to the course.
pub(crate) type CourseRosters = Arc<MemoryRosters>;
/// Requests for content that wait for their answer.
pub(crate) type Requests = StoredSelections;
/// What tools signed to get access tokens.
pub(crate) type UsedAssertions = Arc<MemoryAssertions>;
/// What lets tools register.
pub(crate) type Invited = Arc<MemoryInvitations>;

/// All of them, for one platform.
#[derive(Clone, Debug)]
pub(crate) struct Stores {
    pub(crate) grades: Grades,
    pub(crate) rosters: CourseRosters,
    pub(crate) requests: Requests,
    pub(crate) assertions: UsedAssertions,
    pub(crate) invited: Invited,
}

impl Stores {
    /// The stores in the file; makes the tables that are missing.
    pub(crate) async fn open(database: &Database, tenant: TenantId) -> Result<Self, Failure> {
        Ok(Self {
            grades: Arc::new(MemoryGradebook::new(Gradable::Enrolled)),
            rosters: Arc::new(MemoryRosters::new()),
            requests: StoredSelections::new(database, tenant).await?,
            assertions: Arc::new(MemoryAssertions::new()),
            invited: Arc::new(MemoryInvitations::new()),
        })
    }
}
