//! A store in memory is bounded.

use bytes::Bytes;
use edu_http::{BackendError, TenantId};
use edu_types::{Timestamp, UuidText};
use pollster::block_on;
use xapi_lrs::{
    Access, Attached, Batch, DocumentAction, DocumentChange, DocumentId, DocumentPlace, Inserted,
    Key, MemoryLimits, MemoryRecords, NewStatement, Precondition, RecordStore, Sender,
    StatementQuery,
};
use xapi_model::multipart::Digest;
use xapi_model::{Activity, Actor, Agent, Statement, Verb, Version};

fn statement(number: u8) -> NewStatement {
    let ada = Agent::mbox("mailto:ada@example.org").unwrap();
    let verb = Verb::identified("https://example.org/read").unwrap();
    let book = Activity::identified("https://example.org/book").unwrap();
    let built = Statement::builder(ada.clone(), verb, book).build(Version::V2_0);
    let id = UuidText::from_bytes([number; 16]);
    let sender = Sender {
        version: Version::V2_0,
        authority: &Actor::Agent(ada),
        labels: &[],
        defines: true,
    };
    NewStatement::new(built.unwrap().value, id, &sender)
}

fn tenant(name: &str) -> TenantId {
    TenantId::new(name).unwrap()
}

fn insert(
    store: &MemoryRecords,
    tenant_name: &str,
    numbers: &[u8],
    data: &'static [u8],
) -> Result<Inserted, BackendError> {
    let statements = numbers.iter().map(|number| statement(*number)).collect();
    let attached = Attached {
        digest: Digest::of(data),
        data: Bytes::from_static(data),
    };
    let batch = Batch::new(statements, vec![attached]);
    block_on(store.insert(&tenant(tenant_name), batch, &Timestamp::MIN))
}

fn count(store: &MemoryRecords, tenant_name: &str) -> usize {
    let query = StatementQuery::new(Access::all(), 99.try_into().unwrap());
    let (tenant, now) = (tenant(tenant_name), Timestamp::MIN);
    let found = store.statements(&tenant, &query, &now);
    block_on(found).unwrap().value.len()
}

fn put(store: &MemoryRecords, id: &str, bytes: usize) -> Result<(), BackendError> {
    let change = DocumentChange {
        action: DocumentAction::Put {
            content_type: "a/b".into(),
            content: vec![b'x'; bytes].into(),
        },
        precondition: Precondition::Nothing,
        max_bytes: 1000,
    };
    let place = DocumentPlace::AgentProfile(Key::label("somebody"));
    let (tenant, id, now) = (
        tenant("school"),
        DocumentId::new(id).unwrap(),
        Timestamp::MIN,
    );
    let done = store.change_document(&tenant, &place, &id, change, &now);
    block_on(done).map(|done| done.unwrap())
}

#[test]
fn more_statements_than_allowed_are_refused_and_none_is_pushed_out() {
    let store = MemoryRecords::with_limits(MemoryLimits::DEFAULT.with_statements(3));
    assert_eq!(insert(&store, "school", &[1, 2], b""), Ok(Inserted::Done));
    let error = insert(&store, "school", &[3, 4], b"").unwrap_err();
    assert_eq!(
        error.to_string(),
        "store failed: statements in memory would be 4, limit is 3"
    );
    assert_eq!(count(&store, "school"), 2);
}

#[test]
fn limits_are_of_all_tenants_together() {
    let store = MemoryRecords::with_limits(MemoryLimits::DEFAULT.with_statements(3));
    assert_eq!(insert(&store, "school", &[1, 2], b""), Ok(Inserted::Done));
    insert(&store, "college", &[1, 2], b"").unwrap_err();
    assert_eq!(insert(&store, "college", &[1], b""), Ok(Inserted::Done));
}

#[test]
fn full_store_still_takes_what_is_sent_again() {
    let store = MemoryRecords::with_limits(MemoryLimits::DEFAULT.with_statements(1));
    assert_eq!(insert(&store, "school", &[1], b"data"), Ok(Inserted::Done));
    assert_eq!(insert(&store, "school", &[1], b"data"), Ok(Inserted::Done));
}

#[test]
fn attachments_that_are_too_large_are_refused_with_their_statements() {
    let store = MemoryRecords::with_limits(MemoryLimits::DEFAULT.with_bytes(1000));
    let error = insert(&store, "school", &[1], &[0; 1001]).unwrap_err();
    assert!(error.to_string().contains("limit is 1000"), "{error}");
    assert_eq!(count(&store, "school"), 0);
}

#[test]
fn documents_count_while_they_are_there() {
    let store = MemoryRecords::with_limits(MemoryLimits::DEFAULT.with_bytes(100));
    put(&store, "a", 60).unwrap();
    let error = put(&store, "b", 60).unwrap_err();
    assert_eq!(
        error.to_string(),
        "store failed: bytes in memory would be 128, limit is 100"
    );
    put(&store, "a", 30).unwrap();
    put(&store, "b", 60).unwrap();
    let place = DocumentPlace::AgentProfile(Key::label("somebody"));
    block_on(store.remove_documents(&tenant("school"), &place)).unwrap();
    put(&store, "c", 96).unwrap();
}

/// One on the statement before it, save the first.
fn in_chain(number: u8) -> NewStatement {
    let mut statement = statement(number);
    let before = number.checked_sub(1).filter(|before| *before > 0);
    statement.target = before.map(|before| UuidText::from_bytes([before; 16]));
    statement
}

#[test]
fn targets_of_targets_are_followed_over_a_hundred_and_no_more() {
    let store = MemoryRecords::new();
    let mut chain: Vec<NewStatement> = (1..=103).map(in_chain).collect();
    let first = Key::label("the first alone");
    chain[0].keys = vec![first];
    let batch = Batch::new(chain, Vec::new());
    let (tenant, now) = (tenant("school"), Timestamp::MIN);
    assert_eq!(
        block_on(store.insert(&tenant, batch, &now)),
        Ok(Inserted::Done)
    );
    let mut query = StatementQuery::new(Access::all(), 999.try_into().unwrap());
    query.keys = vec![first];
    let found = block_on(store.statements(&tenant, &query, &now)).unwrap();
    assert_eq!(found.value.len(), 101);
}

/// Stores a statement at noon, whatever was stored before.
fn at_noon(store: &MemoryRecords, number: u8) {
    let batch = Batch::new(vec![statement(number)], Vec::new());
    let inserted = block_on(store.insert(&tenant("school"), batch, &noon()));
    assert_eq!(inserted, Ok(Inserted::Done));
}

fn noon() -> Timestamp {
    Timestamp::parse("2026-11-26T12:00:00Z").unwrap()
}

/// When each was stored, in thousandths of a second after noon; the last first.
fn times(store: &MemoryRecords) -> Vec<i128> {
    let query = StatementQuery::new(Access::all(), 99.try_into().unwrap());
    let found = block_on(store.statements(&tenant("school"), &query, &noon()));
    let stored = found
        .unwrap()
        .value
        .into_statements()
        .into_iter()
        .map(|one| one.stored);
    stored
        .map(|stored| stored.unix_nanos().saturating_sub(noon().unix_nanos()) / 1_000_000)
        .collect()
}

#[test]
fn what_nobody_saw_apart_may_share_a_time() {
    let store = MemoryRecords::new();
    (1..=3).for_each(|number| at_noon(&store, number));
    assert_eq!(times(&store), [0, 0, 0]);
}

#[test]
fn what_was_seen_is_earlier_than_what_comes_at_the_same_moment() {
    let store = MemoryRecords::new();
    at_noon(&store, 1);
    assert_eq!(times(&store), [0]);
    at_noon(&store, 2);
    assert_eq!(times(&store), [1, 0]);
}

#[test]
fn answers_alone_do_not_carry_the_time_of_storing_ahead_of_the_clock() {
    let store = MemoryRecords::new();
    for _ in 0..9 {
        assert_eq!(times(&store), [0; 0]);
    }
    at_noon(&store, 1);
    assert_eq!(times(&store), [0]);
}
