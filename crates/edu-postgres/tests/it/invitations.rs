//! An invitation is given out once, on every machine that shares the database.

use edu_postgres::StoredInvitations;
use lti_core::kit;

use crate::bed::Bed;
use crate::logins::{run, tenant};

#[test]
fn database_keeps_every_promise_about_invitations() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    let report = bed.run(kit::invitations_of_capacity(8, async || {
        let made = StoredInvitations::with_capacity(&database, tenant("t"), 8).await;
        run(&database, "TRUNCATE edu_once").await.unwrap();
        made.unwrap()
    }));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn tenants_of_one_database_share_no_invitation() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    let one = bed
        .run(StoredInvitations::new(&database, tenant("t")))
        .unwrap();
    let two = one.for_tenant(tenant("u"));
    let report = bed.run(kit::invitations_of_tenants((one, two)));
    assert!(report.is_empty(), "{report}");
}
