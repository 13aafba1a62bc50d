//! A request for content is given out once, to the session it was made in.

use edu_http::SessionId;
use edu_postgres::StoredSelections;
use lti_core::deep_linking::{PendingSelection, SelectionData};
use lti_core::{Selections as _, TakenFor, kit};

use crate::bed::Bed;
use crate::logins::{NOW, at, run, tenant};

fn session(name: &str) -> SessionId {
    SessionId::new(name).unwrap()
}

/// A request made in a session, that expires ten minutes after [`NOW`].
fn request(name: &str, owner: &str) -> PendingSelection {
    let expires = at(600).unix_seconds();
    let text = format!(
        r#"{{"client_id":"tool","deployment_id":"1","types":["link"],"multiple":true,"line_items":false,"expires":{expires},"host_data":"section-of-{name}"}}"#
    );
    let data = SelectionData::new(name).unwrap();
    PendingSelection::from_stored(data, session(owner), &text).unwrap()
}

#[test]
fn database_keeps_every_promise_about_requests_for_content() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    let report = bed.run(kit::selections_of_capacity(8, async || {
        let selections = StoredSelections::with_capacity(&database, tenant("t"), 8).await;
        run(&database, "TRUNCATE edu_once").await.unwrap();
        selections.unwrap()
    }));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn tenants_of_one_database_share_no_request_for_content() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    let selections = bed
        .run(StoredSelections::new(&database, tenant("t")))
        .unwrap();
    let other = selections.for_tenant(tenant("u"));
    let report = bed.run(kit::selections_of_tenants((selections, other)));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn damaged_request_for_content_is_refused_without_its_content() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    let selections = bed
        .run(StoredSelections::new(&database, tenant("t")))
        .unwrap();
    bed.run(selections.keep_selection(request("a", "ada"), &NOW))
        .unwrap();
    let damage = r#"UPDATE edu_once SET payload = replace(payload, '"types"', '"gone"')"#;
    bed.run(run(&database, damage)).unwrap();
    let data = SelectionData::new("a").unwrap();
    let taken = bed.run(selections.take_selection(&data, &session("ada"), &NOW));
    let error = taken.unwrap_err().to_string();
    assert!(error.contains("stored request cannot be read"), "{error}");
    assert!(!error.contains("section-of-a"), "{error}");
    let again = bed.run(selections.take_selection(&data, &session("ada"), &NOW));
    assert_eq!(again, Ok(TakenFor::AlreadyUsed));
}
