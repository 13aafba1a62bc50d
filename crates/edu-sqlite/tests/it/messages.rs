//! A message is given out once, to the session it was started in.

use edu_http::SessionId;
use edu_sqlite::{Database, StoredMessages};
use edu_types::Timestamp;
use lti_core::{BackendError, MessageHint, Messages as _, PendingMessage, TakenFor, kit};
use pollster::block_on;

use crate::files::{Folder, written};
use crate::logins::{NOW, at, tenant};

type Platform = StoredMessages;

fn session(name: &str) -> SessionId {
    SessionId::new(name).unwrap()
}

/// A message for a session, that expires ten minutes after [`NOW`].
fn message(name: &str, owner: &str) -> PendingMessage {
    let (issued, expires) = (NOW.unix_seconds(), at(600).unix_seconds());
    let text = format!(
        r#"{{"login_hint":"hint-of-{name}","claims":{{"iss":"https://lms.example","aud":"tool","exp":{expires},"iat":{issued},"nonce":"none","sub":"person-of-{name}","https://purl.imsglobal.org/spec/lti/claim/message_type":"LtiResourceLinkRequest","https://purl.imsglobal.org/spec/lti/claim/version":"1.3.0","https://purl.imsglobal.org/spec/lti/claim/deployment_id":"1"}}}}"#
    );
    PendingMessage::from_stored(MessageHint::new(name).unwrap(), session(owner), &text).unwrap()
}

fn platform(database: &Database) -> Platform {
    block_on(StoredMessages::new(database, tenant("t"))).unwrap()
}

fn fresh() -> (Database, Platform) {
    let database = Database::in_memory().unwrap();
    let platform = platform(&database);
    (database, platform)
}

fn keep(platform: &Platform, pending: PendingMessage) -> Result<(), BackendError> {
    block_on(platform.keep_message(pending, &NOW))
}

fn take(
    platform: &Platform,
    name: &str,
    owner: &str,
    now: &Timestamp,
) -> Result<TakenFor<PendingMessage>, BackendError> {
    let hint = MessageHint::new(name).unwrap();
    block_on(platform.take_message(&hint, &session(owner), now))
}

#[test]
fn database_keeps_every_promise_about_messages() {
    let report = block_on(kit::messages_of_capacity(8, async || {
        let database = Database::in_memory().unwrap();
        let platform = StoredMessages::with_capacity(&database, tenant("t"), 8);
        platform.await.unwrap()
    }));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn tenants_of_one_database_share_no_message() {
    let (_, platform) = fresh();
    let other = platform.for_tenant(tenant("u"));
    let report = block_on(kit::messages_of_tenants((platform, other)));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn damaged_message_is_refused_without_its_content() {
    let (database, platform) = fresh();
    keep(&platform, message("a", "ada")).unwrap();
    let damage = "UPDATE edu_once SET payload = replace(payload, '\"exp\"', '\"gone\"')";
    block_on(database.call(move |connection| connection.execute(damage, []))).unwrap();
    let error = take(&platform, "a", "ada", &NOW).unwrap_err().to_string();
    assert!(error.contains("stored message cannot be read"), "{error}");
    assert!(!error.contains("person-of-a"), "{error}");
    assert_eq!(take(&platform, "a", "ada", &NOW), Ok(TakenFor::AlreadyUsed));
}

#[test]
fn message_survives_the_program_and_leaves_nothing_when_taken() {
    let folder = Folder::new("messages");
    let path = folder.file("a.sqlite");
    keep(
        &platform(&Database::open(&path).unwrap()),
        message("some-hint", "ada-at-home"),
    )
    .unwrap();
    let database = Database::open(&path).unwrap();
    let content = written(&database, &path);
    assert!(
        content.contains("person-of-some-hint"),
        "the test would see it"
    );
    assert!(!content.contains("ada-at-home"));
    let taken = take(&platform(&database), "some-hint", "ada-at-home", &at(1));
    assert!(matches!(taken, Ok(TakenFor::Fresh(_))), "{taken:?}");
    assert!(!written(&database, &path).contains("some-hint"));
}

#[test]
fn of_eight_threads_exactly_one_gets_a_message_and_never_another_session() {
    let (_, platform) = fresh();
    for index in 0..50 {
        keep(&platform, message(&index.to_string(), "ada")).unwrap();
    }
    let got = |owner: &'static str| {
        let platform = &platform;
        move || {
            let fresh = |index: &usize| {
                let taken = take(platform, &index.to_string(), owner, &NOW);
                matches!(taken, Ok(TakenFor::Fresh(_)))
            };
            (0..50).filter(fresh).count()
        }
    };
    std::thread::scope(|scope| {
        let eve: Vec<_> = (0..4).map(|_| scope.spawn(got("eve"))).collect();
        let ada: Vec<_> = (0..4).map(|_| scope.spawn(got("ada"))).collect();
        assert_eq!(
            eve.into_iter()
                .map(|one| one.join().unwrap())
                .sum::<usize>(),
            0
        );
        assert_eq!(
            ada.into_iter()
                .map(|one| one.join().unwrap())
                .sum::<usize>(),
            50
        );
    });
}
