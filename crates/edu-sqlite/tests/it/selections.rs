//! A request for content is given out once, to the session it was made in.

use edu_http::SessionId;
use edu_sqlite::{Database, StoredSelections};
use lti_core::deep_linking::{PendingSelection, SelectionData};
use lti_core::{Messages as _, Selections as _, TakenFor, kit};
use pollster::block_on;

use crate::files::{Folder, written};
use crate::logins::{NOW, at, tenant};

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

fn opened(database: &Database) -> StoredSelections {
    block_on(StoredSelections::new(database, tenant("t"))).unwrap()
}

#[test]
fn database_keeps_every_promise_about_requests_for_content() {
    let report = block_on(kit::selections_of_capacity(8, async || {
        let database = Database::in_memory().unwrap();
        let selections = StoredSelections::with_capacity(&database, tenant("t"), 8);
        selections.await.unwrap()
    }));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn tenants_of_one_database_share_no_request_for_content() {
    let selections = opened(&Database::in_memory().unwrap());
    let other = selections.for_tenant(tenant("u"));
    let report = block_on(kit::selections_of_tenants((selections, other)));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn damaged_request_for_content_is_refused_without_its_content() {
    let database = Database::in_memory().unwrap();
    let selections = opened(&database);
    block_on(selections.keep_selection(request("a", "ada"), &NOW)).unwrap();
    let damage = "UPDATE edu_once SET payload = replace(payload, '\"types\"', '\"gone\"')";
    block_on(database.call(move |connection| connection.execute(damage, []))).unwrap();
    let data = SelectionData::new("a").unwrap();
    let taken = block_on(selections.take_selection(&data, &session("ada"), &NOW));
    let error = taken.unwrap_err().to_string();
    assert!(error.contains("stored request cannot be read"), "{error}");
    assert!(!error.contains("section-of-a"), "{error}");
}

#[test]
fn request_for_content_survives_the_program_and_leaves_nothing_when_taken() {
    let folder = Folder::new("selections");
    let path = folder.file("a.sqlite");
    let kept = opened(&Database::open(&path).unwrap());
    block_on(kept.keep_selection(request("some-name", "ada-at-home"), &NOW)).unwrap();
    let database = Database::open(&path).unwrap();
    let content = written(&database, &path);
    assert!(
        content.contains("section-of-some-name"),
        "the test would see it"
    );
    assert!(!content.contains("ada-at-home"));
    let data = SelectionData::new("some-name").unwrap();
    let taken = opened(&database);
    let taken = block_on(taken.take_selection(&data, &session("ada-at-home"), &at(1)));
    assert!(matches!(taken, Ok(TakenFor::Fresh(_))), "{taken:?}");
    assert!(!written(&database, &path).contains("some-name"));
}

#[test]
fn requests_for_content_and_messages_of_one_name_do_not_meet() {
    let database = Database::in_memory().unwrap();
    let (selections, other) = (opened(&database), opened(&database));
    block_on(selections.keep_selection(request("a", "ada"), &NOW)).unwrap();
    let hint = lti_core::MessageHint::new("a").unwrap();
    let messages = block_on(edu_sqlite::StoredMessages::new(&database, tenant("t"))).unwrap();
    let (ada, now) = (session("ada"), NOW);
    let message = messages.take_message(&hint, &ada, &now);
    assert_eq!(block_on(message), Ok(TakenFor::Unknown));
    let data = SelectionData::new("a").unwrap();
    let taken = block_on(other.take_selection(&data, &session("ada"), &NOW));
    assert_eq!(taken, Ok(TakenFor::Fresh(request("a", "ada"))));
}
