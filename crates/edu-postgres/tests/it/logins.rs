//! A login is given out once, until it expires.

use edu_http::TenantId;
use edu_postgres::{Database, DatabaseError, StoredLogins};
use edu_types::Timestamp;
use lti_core::{BackendError, Logins as _, PendingLogin, State, Taken, kit};

use crate::bed::Bed;

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

pub(crate) fn login_until(name: &str, seconds: i64) -> PendingLogin {
    login_of("https://lms.example", name, seconds)
}

fn login_of(issuer: &str, name: &str, seconds: i64) -> PendingLogin {
    let expires = at(seconds).unix_seconds();
    let text = format!(
        r#"{{"nonce":"nonce-of-{name}","issuer":"{issuer}","client_id":"tool","target":"https://tool.example/launch","redirect":"https://tool.example/launch","expires":{expires}}}"#
    );
    PendingLogin::from_stored(state(name), &text).unwrap()
}

/// Runs statements on a schema of the tests.
pub(crate) async fn run(database: &Database, sql: &str) -> Result<(), DatabaseError> {
    let call = database.call(async |transaction| transaction.batch_execute(sql).await);
    call.await
}

/// The logins of one tenant.
struct Tool {
    bed: Bed,
    database: Database,
    logins: StoredLogins,
}

impl Tool {
    fn new() -> Option<Self> {
        Self::with_capacity(StoredLogins::CAPACITY)
    }

    fn with_capacity(capacity: usize) -> Option<Self> {
        let bed = Bed::new()?;
        let database = bed.database();
        let logins = StoredLogins::with_capacity(&database, tenant("t"), capacity);
        let logins = bed.run(logins).unwrap();
        Some(Self {
            bed,
            database,
            logins,
        })
    }

    fn keep(&self, login: PendingLogin, now: &Timestamp) -> Result<(), BackendError> {
        self.bed.run(self.logins.keep_login(login, now))
    }

    fn take(&self, name: &str, now: &Timestamp) -> Result<Taken<PendingLogin>, BackendError> {
        self.bed.run(self.logins.take_login(&state(name), now))
    }

    fn run(&self, sql: &str) {
        self.bed.run(run(&self.database, sql)).unwrap();
    }

    fn number(&self, sql: &str) -> i64 {
        let read = self
            .database
            .call(async |transaction| transaction.query_one(sql, &[]).await?.try_get(0));
        self.bed.run(read).unwrap()
    }
}

#[test]
fn database_keeps_every_promise_about_logins() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    let report = bed.run(kit::logins_of_capacity(8, async || {
        let logins = StoredLogins::with_capacity(&database, tenant("t"), 8).await;
        run(&database, "TRUNCATE edu_once").await.unwrap();
        logins.unwrap()
    }));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn tenants_of_one_database_share_no_login() {
    let Some(tool) = Tool::new() else { return };
    let other = tool.logins.for_tenant(tenant("u"));
    let stores = (tool.logins.clone(), other);
    let report = tool.bed.run(kit::logins_of_tenants(stores));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn key_in_use_is_refused() {
    let Some(tool) = Tool::new() else { return };
    tool.keep(login("a"), &NOW).unwrap();
    let again = tool.keep(login_until("a", 900), &at(1));
    assert_eq!(again, Err(BackendError::failed("key is in use")));
    tool.take("a", &at(1)).unwrap();
    let again = tool.keep(login_until("a", 900), &at(599));
    assert_eq!(again, Err(BackendError::failed("key is in use")));
}

#[test]
fn state_is_free_again_at_its_expiry() {
    let Some(tool) = Tool::new() else { return };
    tool.keep(login("a"), &NOW).unwrap();
    tool.take("a", &at(1)).unwrap();
    assert_eq!(tool.keep(login_until("a", 900), &at(600)), Ok(()));
    assert!(matches!(tool.take("a", &at(899)), Ok(Taken::Fresh(_))));
}

#[test]
fn flood_of_one_registration_leaves_the_logins_of_another() {
    let Some(tool) = Tool::with_capacity(10) else {
        return;
    };
    let other = login_of("https://other.example", "other", 600);
    tool.keep(other.clone(), &NOW).unwrap();
    for index in 0..30 {
        tool.keep(login(&format!("flood-{index}")), &NOW).unwrap();
    }
    assert_eq!(tool.take("other", &at(1)), Ok(Taken::Fresh(other)));
    assert_eq!(tool.take("flood-20", &at(1)), Ok(Taken::Unknown));
    let newest = tool.take("flood-29", &at(1));
    assert_eq!(newest, Ok(Taken::Fresh(login("flood-29"))));
}

#[test]
fn flood_of_one_tenant_leaves_the_logins_of_another() {
    let Some(tool) = Tool::with_capacity(10) else {
        return;
    };
    let other = tool.logins.for_tenant(tenant("u"));
    tool.bed
        .run(other.keep_login(login("other"), &NOW))
        .unwrap();
    for index in 0..30 {
        tool.keep(login(&format!("flood-{index}")), &NOW).unwrap();
    }
    let taken = tool.bed.run(other.take_login(&state("other"), &at(1)));
    assert_eq!(taken, Ok(Taken::Fresh(login("other"))));
}

#[test]
fn expired_rows_leave_in_small_batches() {
    let Some(tool) = Tool::with_capacity(200) else {
        return;
    };
    for index in 0..100 {
        tool.keep(login(&format!("old-{index}")), &NOW).unwrap();
    }
    tool.keep(login_until("new", 900), &at(600)).unwrap();
    assert_eq!(tool.number("SELECT count(*) FROM edu_once"), 100 - 64 + 1);
    tool.keep(login_until("newer", 900), &at(600)).unwrap();
    assert_eq!(tool.number("SELECT count(*) FROM edu_once"), 2);
}

#[test]
fn seldom_used_store_still_forgets_within_a_minute_of_use() {
    let Some(tool) = Tool::new() else { return };
    tool.keep(login("old"), &NOW).unwrap();
    tool.keep(login_until("new", 900), &at(660)).unwrap();
    assert_eq!(tool.number("SELECT count(*) FROM edu_once"), 1);
}

#[test]
fn taken_login_leaves_neither_state_nor_nonce_in_the_table() {
    let Some(tool) = Tool::new() else { return };
    let held = "SELECT count(*) FROM edu_once WHERE edu_once::TEXT LIKE '%secret-name%'";
    tool.keep(login("secret-name"), &NOW).unwrap();
    assert_eq!(tool.number(held), 1, "the test would see it");
    let state = "SELECT count(*) FROM edu_once WHERE replace(payload, 'nonce-of-secret-name', '')
        LIKE '%secret-name%'";
    assert_eq!(tool.number(state), 0, "the state is in no row");
    tool.take("secret-name", &NOW).unwrap();
    assert_eq!(tool.number(held), 0);
    assert_eq!(tool.number("SELECT count(*) FROM edu_once"), 1);
}

#[test]
fn logins_and_their_use_survive_the_program() {
    let Some(tool) = Tool::new() else { return };
    tool.keep(login("waiting"), &NOW).unwrap();
    tool.keep(login("used"), &NOW).unwrap();
    tool.take("used", &NOW).unwrap();
    let restarted = tool.bed.database();
    let logins = tool.bed.run(StoredLogins::new(&restarted, tenant("t")));
    let tool = Tool {
        logins: logins.unwrap(),
        ..tool
    };
    assert_eq!(tool.take("used", &at(1)), Ok(Taken::AlreadyUsed));
    assert_eq!(
        tool.take("waiting", &at(1)),
        Ok(Taken::Fresh(login("waiting")))
    );
}

#[test]
fn damaged_row_is_refused_without_its_content_and_not_given_out_again() {
    let Some(tool) = Tool::new() else { return };
    tool.keep(login("a"), &NOW).unwrap();
    tool.run(r#"UPDATE edu_once SET payload = '{"nonce":"nonce-of-a"}'"#);
    let error = tool.take("a", &NOW).unwrap_err().to_string();
    assert!(error.contains("stored login cannot be read"), "{error}");
    assert!(!error.contains("nonce-of-a"), "{error}");
    assert_eq!(tool.take("a", &NOW), Ok(Taken::AlreadyUsed));
}

#[test]
fn login_store_of_a_later_version_is_refused() {
    let Some(tool) = Tool::new() else { return };
    tool.run("UPDATE edu_migration SET version = 99 WHERE component = 'edu.once'");
    let again = tool.bed.run(StoredLogins::new(&tool.database, tenant("t")));
    let error = again.unwrap_err();
    assert!(
        matches!(error, DatabaseError::Newer { found: 99, .. }),
        "{error}"
    );
}

#[test]
fn row_that_somebody_holds_is_waited_for_in_bounds() {
    let Some(tool) = Tool::new() else { return };
    tool.keep(login("a"), &NOW).unwrap();
    let locks = tool.database.call(async |transaction| {
        transaction
            .execute("SELECT 1 FROM edu_once FOR UPDATE", &[])
            .await?;
        Ok(tool.logins.take_login(&state("a"), &NOW).await)
    });
    assert_eq!(
        tool.bed.run(locks).unwrap(),
        Err(BackendError::failed(
            "no answer from the database within 5 s"
        ))
    );
}
