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
