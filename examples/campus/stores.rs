//! Where the platform's services keep what lasts: in the campus's file.

use edu_http::TenantId;
use edu_sqlite::{
    Database, StoredAssertions, StoredGradebook, StoredInvitations, StoredRosters, StoredSelections,
};
use lti_core::ags::Gradable;

use crate::Failure;

/// The stores of one platform.
#[derive(Clone, Debug)]
pub(crate) struct Stores {
    /// Columns and scores.
    pub(crate) grades: StoredGradebook,
    /// Who belongs to the course.
    pub(crate) rosters: StoredRosters,
    /// Requests for content that wait for their answer.
    pub(crate) requests: StoredSelections,
    /// What tools signed to get access tokens.
    pub(crate) assertions: StoredAssertions,
    /// What lets tools register.
    pub(crate) invitations: StoredInvitations,
}

impl Stores {
    /// The stores in the file; makes the tables that are missing.
    pub(crate) async fn open(database: &Database, tenant: TenantId) -> Result<Self, Failure> {
        let (of, enrolled) = (|| tenant.clone(), Gradable::Enrolled);
        Ok(Self {
            grades: StoredGradebook::new(database, of(), enrolled).await?,
            rosters: StoredRosters::new(database, of()).await?,
            requests: StoredSelections::new(database, of()).await?,
            assertions: StoredAssertions::new(database, of()).await?,
            invitations: StoredInvitations::new(database, of()).await?,
        })
    }
}
