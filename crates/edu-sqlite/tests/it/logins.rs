//! A login is given out once, until it expires.

use edu_http::TenantId;
use edu_sqlite::{Database, StoredLogins};
use edu_types::Timestamp;
use lti_core::{BackendError, Logins as _, PendingLogin, State, Taken, kit};
use pollster::block_on;

use crate::files::{Folder, written};

type Tool = StoredLogins;

pub(crate) fn tenant(name: &str) -> TenantId {
    TenantId::new(name).unwrap()
}

/// When the tests begin.
pub(crate) const NOW: Timestamp = Timestamp::from_unix_seconds(1_714_550_400);

pub(crate) fn at(seconds: i64) -> Timestamp {
    NOW.saturating_add_seconds(seconds)
}

pub(crate) fn state(name: &str) -> State {
    State::new(name).unwrap()
}

/// A login that expires ten minutes after [`NOW`].
pub(crate) fn login(name: &str) -> PendingLogin {
    login_until(name, 600)
}

fn login_until(name: &str, seconds: i64) -> PendingLogin {
    login_of("https://lms.example", name, seconds)
}

fn login_of(issuer: &str, name: &str, seconds: i64) -> PendingLogin {
    let expires = at(seconds).unix_seconds();
    let text = format!(
        r#"{{"nonce":"nonce-of-{name}","issuer":"{issuer}","client_id":"tool","target":"https://tool.example/launch","redirect":"https://tool.example/launch","expires":{expires}}}"#
    );
    PendingLogin::from_stored(state(name), &text).unwrap()
}

pub(crate) fn tool(database: &Database) -> Tool {
    block_on(StoredLogins::new(database, tenant("t"))).unwrap()
}

fn fresh() -> (Database, Tool) {
    let database = Database::in_memory().unwrap();
    let tool = tool(&database);
    (database, tool)
}

fn keep(tool: &Tool, login: PendingLogin, now: &Timestamp) -> Result<(), BackendError> {
    block_on(tool.keep_login(login, now))
}

fn take(tool: &Tool, name: &str, now: &Timestamp) -> Result<Taken<PendingLogin>, BackendError> {
    block_on(tool.take_login(&state(name), now))
}

fn number(database: &Database, sql: &'static str) -> i64 {
    block_on(database.call(move |connection| connection.query_row(sql, [], |row| row.get(0))))
        .unwrap()
}

#[test]
fn database_keeps_every_promise_about_logins() {
    let report = block_on(kit::logins_of_capacity(8, async || {
        let database = Database::in_memory().unwrap();
        let tool = StoredLogins::with_capacity(&database, tenant("t"), 8);
        tool.await.unwrap()
    }));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn key_in_use_is_refused() {
    let (_, tool) = fresh();
    keep(&tool, login("a"), &NOW).unwrap();
    let again = keep(&tool, login_until("a", 900), &at(1));
    assert_eq!(again, Err(BackendError::failed("key is in use")));
    take(&tool, "a", &at(1)).unwrap();
    let again = keep(&tool, login_until("a", 900), &at(599));
    assert_eq!(again, Err(BackendError::failed("key is in use")));
}

#[test]
fn flood_of_one_registration_leaves_the_logins_of_another() {
    let database = Database::in_memory().unwrap();
    let tool = block_on(StoredLogins::with_capacity(&database, tenant("t"), 10)).unwrap();
    let other = login_of("https://other.example", "other", 600);
    keep(&tool, other.clone(), &NOW).unwrap();
    for index in 0..30 {
        keep(&tool, login(&format!("flood-{index}")), &NOW).unwrap();
    }
    assert_eq!(take(&tool, "other", &at(1)), Ok(Taken::Fresh(other)));
    assert_eq!(take(&tool, "flood-20", &at(1)), Ok(Taken::Unknown));
    let newest = take(&tool, "flood-29", &at(1));
    assert_eq!(newest, Ok(Taken::Fresh(login("flood-29"))));
}

#[test]
fn login_that_was_pushed_out_leaves_nothing_in_the_file() {
    let folder = Folder::new("pushed-out");
    let path = folder.file("a.sqlite");
    let database = Database::open(&path).unwrap();
    let tool = block_on(StoredLogins::with_capacity(&database, tenant("t"), 1)).unwrap();
    keep(&tool, login("secret-name"), &NOW).unwrap();
    assert!(written(&database, &path).contains("nonce-of-secret-name"));
    keep(&tool, login("other"), &NOW).unwrap();
    assert!(!written(&database, &path).contains("secret-name"));
}

#[test]
fn state_is_free_again_at_its_expiry() {
    let (_, tool) = fresh();
    keep(&tool, login("a"), &NOW).unwrap();
    take(&tool, "a", &at(1)).unwrap();
    assert_eq!(keep(&tool, login_until("a", 900), &at(600)), Ok(()));
    assert!(matches!(take(&tool, "a", &at(899)), Ok(Taken::Fresh(_))));
}

#[test]
fn expired_rows_leave_in_small_batches() {
    let (database, tool) = fresh();
    for index in 0..200 {
        keep(&tool, login(&format!("old-{index}")), &NOW).unwrap();
    }
    keep(&tool, login_until("new", 900), &at(600)).unwrap();
    assert_eq!(
        number(&database, "SELECT count(*) FROM edu_once"),
        200 - 64 + 1
    );
    for index in 0..3 {
        keep(&tool, login_until(&format!("new-{index}"), 900), &at(600)).unwrap();
    }
    assert_eq!(number(&database, "SELECT count(*) FROM edu_once"), 4);
    assert_eq!(number(&database, "SELECT waiting FROM edu_once_count"), 4);
}

#[test]
fn taken_login_leaves_neither_state_nor_nonce_in_the_file() {
    let folder = Folder::new("erased");
    let path = folder.file("a.sqlite");
    let database = Database::open(&path).unwrap();
    let tool = tool(&database);
    keep(&tool, login("secret-name"), &NOW).unwrap();
    let before = written(&database, &path);
    assert!(
        before.contains("nonce-of-secret-name"),
        "the test would see it"
    );
    take(&tool, "secret-name", &NOW).unwrap();
    assert!(!written(&database, &path).contains("secret-name"));
}

#[test]
fn logins_and_their_use_survive_the_program() {
    let folder = Folder::new("reopened");
    let path = folder.file("a.sqlite");
    {
        let tool = tool(&Database::open(&path).unwrap());
        keep(&tool, login("waiting"), &NOW).unwrap();
        keep(&tool, login("used"), &NOW).unwrap();
        take(&tool, "used", &NOW).unwrap();
    }
    let tool = tool(&Database::open(&path).unwrap());
    assert_eq!(take(&tool, "used", &at(1)), Ok(Taken::AlreadyUsed));
    assert_eq!(
        take(&tool, "waiting", &at(1)),
        Ok(Taken::Fresh(login("waiting")))
    );
}

#[test]
fn damaged_row_is_refused_without_its_content_and_not_given_out_again() {
    let (database, tool) = fresh();
    keep(&tool, login("a"), &NOW).unwrap();
    number(
        &database,
        "UPDATE edu_once SET payload = '{\"nonce\":\"nonce-of-a\"}' RETURNING 1",
    );
    let error = take(&tool, "a", &NOW).unwrap_err();
    assert!(
        error.to_string().contains("stored login cannot be read"),
        "{error}"
    );
    assert!(!error.to_string().contains("nonce-of-a"), "{error}");
    assert_eq!(take(&tool, "a", &NOW), Ok(Taken::AlreadyUsed));
}

#[test]
fn row_that_is_no_text_is_refused() {
    let (database, tool) = fresh();
    keep(&tool, login("a"), &NOW).unwrap();
    number(
        &database,
        "UPDATE edu_once SET payload = CAST(x'ff' AS TEXT) RETURNING 1",
    );
    assert!(matches!(
        take(&tool, "a", &NOW),
        Err(BackendError::Failed { .. })
    ));
}

#[test]
fn tenants_of_one_database_share_no_login() {
    let (_, tool) = fresh();
    let other = tool.for_tenant(tenant("u"));
    let report = block_on(kit::logins_of_tenants((tool, other)));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn flood_of_one_tenant_leaves_the_logins_of_another() {
    let database = Database::in_memory().unwrap();
    let flooded = block_on(StoredLogins::with_capacity(&database, tenant("t"), 10)).unwrap();
    let other = flooded.for_tenant(tenant("u"));
    keep(&other, login("other"), &NOW).unwrap();
    for index in 0..30 {
        keep(&flooded, login(&format!("flood-{index}")), &NOW).unwrap();
    }
    let taken = take(&other, "other", &at(1));
    assert_eq!(taken, Ok(Taken::Fresh(login("other"))));
}
