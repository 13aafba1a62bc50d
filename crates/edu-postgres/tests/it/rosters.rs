//! Who belongs where, on every machine that shares the database.

use core::num::NonZeroUsize;

use edu_http::Slice;
use edu_postgres::{Database, StoredRosters};
use lti_core::nrps::{Member, RosterQuery, RosterStore as _, Rosters as _};
use lti_core::{ClientId, Context, ContextId, DeploymentId, Roles, ServiceContext, Subject, kit};

use crate::bed::Bed;
use crate::logins::{run, tenant};

const TABLES: &str = "TRUNCATE edu_lti_roster, edu_lti_roster_link, edu_lti_roster_member,
    edu_lti_roster_role";

async fn fresh(database: &Database) -> StoredRosters {
    let rosters = StoredRosters::new(database, tenant("t")).await.unwrap();
    run(database, TABLES).await.unwrap();
    rosters
}

fn of() -> ServiceContext {
    ServiceContext {
        client_id: ClientId::new("tool").unwrap(),
        deployment_id: DeploymentId::new("d").unwrap(),
        context_id: ContextId::new("c".repeat(2048)).unwrap(),
    }
}

fn all() -> RosterQuery {
    RosterQuery {
        role: None,
        link: None,
        slice: Slice {
            after: None,
            limit: NonZeroUsize::new(200).unwrap(),
        },
    }
}

fn member(id: &str) -> Member {
    Member::new(Subject::new(id).unwrap(), Roles::parse(["Learner"]))
}

#[test]
fn database_keeps_every_promise_about_rosters() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    let report = bed.run(kit::rosters(async || fresh(&database).await));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn tenants_of_one_database_share_no_member() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    let one = bed.run(fresh(&database));
    let two = one.for_tenant(tenant("u"));
    let report = bed.run(kit::rosters_of_tenants((one, two)));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn what_was_known_of_a_removed_member_is_erased() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    let mut ada = member("a");
    ada.name = Some(edu_types::Personal::new("canary".to_owned()));
    let found = bed.run(async {
        let rosters = fresh(&database).await;
        let context = Context::new(of().context_id);
        rosters.open_roster(&of(), &context).await.unwrap();
        rosters.put_member(&of(), &ada).await.unwrap();
        rosters.remove_member(&of(), &ada.user_id).await.unwrap();
        let held = "SELECT count(*) FROM edu_lti_roster_member WHERE stored LIKE '%canary%'";
        database
            .call(async |transaction| transaction.query_one(held, &[]).await?.try_get::<_, i64>(0))
            .await
    });
    assert_eq!(found, Ok(0));
}

#[test]
fn a_member_who_is_put_unchanged_is_no_difference() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let rosters = fresh(&database).await;
        let context = Context::new(of().context_id);
        rosters.open_roster(&of(), &context).await.unwrap();
        rosters.put_member(&of(), &member("a")).await.unwrap();
        let before = rosters.version(&of()).await.unwrap();
        assert!(rosters.put_member(&of(), &member("a")).await.unwrap());
        assert_eq!(rosters.version(&of()).await.unwrap(), before);
    });
}

#[test]
fn whoever_follows_the_differences_misses_no_change_of_many_at_once() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    bed.run(async {
        let rosters = fresh(&database).await;
        let context = Context::new(of().context_id);
        rosters.open_roster(&of(), &context).await.unwrap();
        let (mut seen, mut since) = (Vec::new(), rosters.version(&of()).await.unwrap());
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let rosters = rosters.clone();
                tokio::spawn(async move {
                    for number in 0..25 {
                        let one = member(&format!("u-{writer}-{number}"));
                        assert!(rosters.put_member(&of(), &one).await.unwrap());
                    }
                })
            })
            .collect();
        let mut running = true;
        while running {
            running = !writers.iter().all(tokio::task::JoinHandle::is_finished);
            let now = rosters.version(&of()).await.unwrap();
            let page = rosters
                .differences(&of(), &since, &all())
                .await
                .unwrap()
                .unwrap();
            seen.extend(page.items.into_iter().map(|one| one.user_id));
            since = now;
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 100);
    });
}
