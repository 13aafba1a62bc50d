//! A message is given out once, to the session it was started in.

use edu_http::SessionId;
use edu_postgres::{Database, StoredMessages};
use edu_types::Timestamp;
use lti_core::{BackendError, MessageHint, Messages as _, PendingMessage, TakenFor, kit};

use crate::bed::Bed;
use crate::logins::{NOW, at, run, tenant};

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

/// The messages of one tenant.
struct Platform {
    bed: Bed,
    database: Database,
    messages: StoredMessages,
}

impl Platform {
    fn new() -> Option<Self> {
        let bed = Bed::new()?;
        let database = bed.database();
        let messages = bed
            .run(StoredMessages::new(&database, tenant("t")))
            .unwrap();
        Some(Self {
            bed,
            database,
            messages,
        })
    }

    fn keep(&self, pending: PendingMessage) -> Result<(), BackendError> {
        self.bed.run(self.messages.keep_message(pending, &NOW))
    }

    fn take(
        &self,
        name: &str,
        owner: &str,
        now: &Timestamp,
    ) -> Result<TakenFor<PendingMessage>, BackendError> {
        let (hint, session) = (MessageHint::new(name).unwrap(), session(owner));
        let take = self.messages.take_message(&hint, &session, now);
        self.bed.run(take)
    }

    fn number(&self, sql: &str) -> i64 {
        let read = self
            .database
            .call(async |transaction| transaction.query_one(sql, &[]).await?.try_get(0));
        self.bed.run(read).unwrap()
    }
}

#[test]
fn database_keeps_every_promise_about_messages() {
    let Some(bed) = Bed::new() else { return };
    let database = bed.database();
    let report = bed.run(kit::messages_of_capacity(8, async || {
        let messages = StoredMessages::with_capacity(&database, tenant("t"), 8).await;
        run(&database, "TRUNCATE edu_once").await.unwrap();
        messages.unwrap()
    }));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn tenants_of_one_database_share_no_message() {
    let Some(platform) = Platform::new() else {
        return;
    };
    let other = platform.messages.for_tenant(tenant("u"));
    let stores = (platform.messages.clone(), other);
    let report = platform.bed.run(kit::messages_of_tenants(stores));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn damaged_message_is_refused_without_its_content() {
    let Some(platform) = Platform::new() else {
        return;
    };
    platform.keep(message("a", "ada")).unwrap();
    let damage = r#"UPDATE edu_once SET payload = replace(payload, '"exp"', '"gone"')"#;
    platform.bed.run(run(&platform.database, damage)).unwrap();
    let error = platform.take("a", "ada", &NOW).unwrap_err().to_string();
    assert!(error.contains("stored message cannot be read"), "{error}");
    assert!(!error.contains("person-of-a"), "{error}");
    assert_eq!(platform.take("a", "ada", &NOW), Ok(TakenFor::AlreadyUsed));
}

#[test]
fn taken_message_leaves_nothing_of_the_person() {
    let Some(platform) = Platform::new() else {
        return;
    };
    let held = |text: &str| {
        let rows = format!("SELECT count(*) FROM edu_once WHERE edu_once::TEXT LIKE '%{text}%'");
        platform.number(&rows)
    };
    platform.keep(message("some-hint", "ada-at-home")).unwrap();
    assert_eq!(held("person-of-some-hint"), 1, "the test would see it");
    assert_eq!(held("ada-at-home"), 0, "sessions are kept as digests");
    let taken = platform.take("some-hint", "ada-at-home", &at(1));
    assert!(matches!(taken, Ok(TakenFor::Fresh(_))), "{taken:?}");
    assert_eq!(held("some-hint"), 0);
}

#[test]
fn session_has_no_more_than_its_room() {
    let Some(platform) = Platform::new() else {
        return;
    };
    platform.keep(message("other", "eve")).unwrap();
    for index in 0..70 {
        platform.keep(message(&index.to_string(), "ada")).unwrap();
    }
    let rows = platform.number("SELECT count(*) FROM edu_once");
    assert_eq!(
        rows,
        i64::try_from(StoredMessages::PER_SESSION).unwrap() + 1
    );
    let pushed_out = platform.take("5", "ada", &NOW);
    assert_eq!(pushed_out, Ok(TakenFor::Unknown));
    for (name, owner) in [("6", "ada"), ("69", "ada"), ("other", "eve")] {
        let kept = platform.take(name, owner, &NOW);
        assert!(matches!(kept, Ok(TakenFor::Fresh(_))), "{name}: {kept:?}");
    }
}

#[test]
fn of_eight_threads_exactly_one_gets_a_message_and_never_another_session() {
    let Some(platform) = Platform::new() else {
        return;
    };
    for index in 0..50 {
        platform.keep(message(&index.to_string(), "ada")).unwrap();
    }
    let got = |owner: &'static str| {
        let platform = &platform;
        move || {
            let fresh = |index: &usize| {
                let taken = platform.take(&index.to_string(), owner, &NOW);
                matches!(taken, Ok(TakenFor::Fresh(_)))
            };
            (0..50).filter(fresh).count()
        }
    };
    std::thread::scope(|scope| {
        let eve: Vec<_> = (0..4).map(|_| scope.spawn(got("eve"))).collect();
        let ada: Vec<_> = (0..4).map(|_| scope.spawn(got("ada"))).collect();
        let sum = |threads: Vec<std::thread::ScopedJoinHandle<'_, usize>>| {
            let counts = threads.into_iter().map(|one| one.join().unwrap());
            counts.sum::<usize>()
        };
        assert_eq!(sum(eve), 0);
        assert_eq!(sum(ada), 50);
    });
}
