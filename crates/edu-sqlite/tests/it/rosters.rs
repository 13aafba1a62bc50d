//! Who belongs where, in every process that shares the file.

use core::num::NonZeroUsize;

use edu_http::Slice;
use edu_sqlite::{Database, StoredRosters};
use lti_core::nrps::{Member, RosterQuery, RosterStore as _, Rosters as _};
use lti_core::{ClientId, Context, ContextId, DeploymentId, Roles, ServiceContext, Subject, kit};
use pollster::block_on;

use crate::files::{Folder, written};
use crate::logins::tenant;

fn rosters(database: &Database) -> StoredRosters {
    block_on(StoredRosters::new(database, tenant("t"))).unwrap()
}

fn of() -> ServiceContext {
    ServiceContext {
        client_id: ClientId::new("tool").unwrap(),
        deployment_id: DeploymentId::new("d").unwrap(),
        context_id: ContextId::new("c".repeat(2048)).unwrap(),
    }
}

fn query(limit: usize) -> RosterQuery {
    RosterQuery {
        role: None,
        link: None,
        slice: Slice {
            after: None,
            limit: NonZeroUsize::new(limit).unwrap(),
        },
    }
}

fn member(id: &str) -> Member {
    Member::new(Subject::new(id).unwrap(), Roles::parse(["Learner"]))
}

#[test]
fn database_keeps_every_promise_about_rosters() {
    let report = block_on(kit::rosters(async || {
        rosters(&Database::in_memory().unwrap())
    }));
    assert!(report.is_empty(), "{report}");
    let one = rosters(&Database::in_memory().unwrap());
    let two = one.for_tenant(tenant("u"));
    let report = block_on(kit::rosters_of_tenants((one, two)));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn a_change_is_seen_through_another_opening_of_the_file() {
    let folder = Folder::new("rosters-shared");
    let open = || rosters(&Database::open(folder.file("campus.db")).unwrap());
    let (one, other) = (open(), open());
    block_on(async {
        one.open_roster(&of(), &Context::new(of().context_id))
            .await
            .unwrap();
        let before = other.version(&of()).await.unwrap();
        one.put_member(&of(), &member("a")).await.unwrap();
        let page = other
            .differences(&of(), &before, &query(9))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(page.items, [member("a")]);
        assert!(
            other
                .remove_member(&of(), &member("a").user_id)
                .await
                .unwrap()
        );
        assert_eq!(
            one.members(&of(), &query(9)).await.unwrap().unwrap().items,
            []
        );
    });
}

#[test]
fn what_was_known_of_a_removed_member_is_erased_from_the_file() {
    let folder = Folder::new("rosters-erased");
    let path = folder.file("campus.db");
    let mut ada = member("a");
    ada.name = Some(edu_types::Personal::new("canary of ada".to_owned()));
    let database = Database::open(&path).unwrap();
    let rosters = rosters(&database);
    block_on(rosters.open_roster(&of(), &Context::new(of().context_id))).unwrap();
    block_on(rosters.put_member(&of(), &ada)).unwrap();
    assert!(written(&database, &path).contains("canary of ada"));
    block_on(rosters.remove_member(&of(), &ada.user_id)).unwrap();
    assert!(!written(&database, &path).contains("canary of ada"));
}

#[test]
fn a_member_who_is_put_unchanged_is_no_difference() {
    let rosters = rosters(&Database::in_memory().unwrap());
    block_on(async {
        rosters
            .open_roster(&of(), &Context::new(of().context_id))
            .await
            .unwrap();
        rosters.put_member(&of(), &member("a")).await.unwrap();
        let before = rosters.version(&of()).await.unwrap();
        assert!(rosters.put_member(&of(), &member("a")).await.unwrap());
        assert_eq!(rosters.version(&of()).await.unwrap(), before);
    });
}
