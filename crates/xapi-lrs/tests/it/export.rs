//! Files of statements, as a host hands them out.

use core::num::NonZeroUsize;
use std::sync::Arc;

use edu_http::{Body, TenantId, collect};
use edu_types::Timestamp;
use http_body_util::BodyExt as _;
use pollster::block_on;
use xapi_lrs::export::{Export, ExportFormat};
use xapi_lrs::{
    Access, Batch, Inserted, Key, MemoryRecords, NewStatement, Order, RecordStore as _, Sender,
    StatementQuery,
};
use xapi_model::{Actor, Agent, Version};

use crate::client::{NOW, id, read, text};

fn tenant() -> TenantId {
    TenantId::new("school-1").unwrap()
}

fn insert(records: &MemoryRecords, text: &str, labels: &[Box<str>]) {
    let authority = Agent::mbox("mailto:store@school.example").unwrap();
    let sender = Sender {
        version: Version::V2_0,
        authority: &Actor::Agent(authority),
        labels,
        defines: true,
    };
    let new = NewStatement::new(read(text), id(0), &sender);
    let done = block_on(records.insert(&tenant(), Batch::new(vec![new], Vec::new()), &NOW));
    assert_eq!(done.unwrap(), Inserted::Done);
}

fn records(statements: usize) -> Arc<MemoryRecords> {
    let records = MemoryRecords::new();
    for number in 0..statements {
        insert(&records, &text(number, "7"), &[]);
    }
    Arc::new(records)
}

fn query(page: usize) -> StatementQuery {
    let mut query = StatementQuery::new(Access::all(), NonZeroUsize::new(page).unwrap());
    query.order = Order::Earliest;
    query
}

fn export(page: usize, format: ExportFormat) -> Export {
    Export::new(tenant(), query(page), format)
}

fn file(body: Body) -> String {
    let bytes = block_on(collect(body, 1_000_000)).unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The numbers of the statements in a text, in order.
fn numbers(text: &str) -> Vec<usize> {
    let ids = text.split("fd41c918-b88b-4b20-a0a5-").skip(1);
    ids.map(|rest| usize::from_str_radix(rest.get(..12).unwrap(), 16).unwrap())
        .collect()
}

#[test]
fn every_statement_stands_once_in_order_whatever_the_size_of_a_page() {
    let records = records(7);
    for page in [1, 2, 6, 7, 8] {
        for format in [ExportFormat::Ndjson, ExportFormat::Array, ExportFormat::Csv] {
            let text = file(export(page, format).start(Arc::clone(&records), NOW));
            assert_eq!(numbers(&text), [0, 1, 2, 3, 4, 5, 6], "{page} {format:?}");
        }
        let mut latest = query(page);
        latest.order = Order::Latest;
        let export = Export::new(tenant(), latest, ExportFormat::Ndjson);
        let text = file(export.start(Arc::clone(&records), NOW));
        assert_eq!(numbers(&text), [6, 5, 4, 3, 2, 1, 0]);
    }
}

#[test]
fn each_line_and_the_array_are_json_even_where_statements_have_line_ends() {
    let records = records(3);
    let lines = file(export(2, ExportFormat::Ndjson).start(Arc::clone(&records), NOW));
    assert_eq!(lines.lines().count(), 3);
    for line in lines.lines() {
        read(line);
    }
    let array = file(export(2, ExportFormat::Array).start(records, NOW));
    let limits = edu_types::Limits::DEFAULT;
    let tree = edu_json::Tree::parse(array.as_bytes(), &limits).unwrap();
    assert_eq!(tree.root().items().count(), 3);
}

#[test]
fn what_is_stored_after_the_start_is_not_in_it() {
    for order in [Order::Earliest, Order::Latest] {
        let records = records(4);
        let mut query = query(1);
        query.order = order;
        let mut body =
            Export::new(tenant(), query, ExportFormat::Ndjson).start(Arc::clone(&records), NOW);
        let first = block_on(body.frame()).unwrap().unwrap();
        let first = first.into_data().unwrap();
        insert(&records, &text(9, "7"), &[]);
        let rest = file(body);
        let mut found = numbers(core::str::from_utf8(&first).unwrap());
        found.extend(numbers(&rest));
        found.sort_unstable();
        assert_eq!(found, [0, 1, 2, 3]);
    }
}

#[test]
fn files_without_statements_are_files() {
    let file = |format| file(export(5, format).start(records(0), NOW));
    assert_eq!(file(ExportFormat::Ndjson), "");
    assert_eq!(file(ExportFormat::Array), "[]\n");
    assert_eq!(file(ExportFormat::Csv).lines().count(), 1);
}

#[test]
fn only_what_access_reaches_is_in_it() {
    let query = StatementQuery::new(Access::nothing(), Export::PAGE);
    let export = Export::new(tenant(), query, ExportFormat::Ndjson);
    assert_eq!(file(export.start(records(3), NOW)), "");
    let other = TenantId::new("school-2").unwrap();
    let export = Export::new(other, self::query(5), ExportFormat::Ndjson);
    assert_eq!(file(export.start(records(3), NOW)), "");
}

#[test]
fn an_organisation_has_its_own_statements_and_is_named() {
    let records = records(2);
    insert(&records, &text(7, "7"), &["org-7".into()]);
    let export = export(5, ExportFormat::Csv).of_organization("org-7");
    let table = file(export.with_privacy_level("standard").start(records, NOW));
    let rows: Vec<_> = table.lines().collect();
    assert_eq!(rows.len(), 2);
    assert!(
        rows[1].contains(",org-7,standard,false,,Agent,"),
        "{}",
        rows[1]
    );
    assert_ne!(Key::label("org-7"), Key::label("org-8"));
}

#[test]
fn voided_statements_stand_behind_what_voids_them_where_they_are_asked_for() {
    let records = records(2);
    let voiding = text(2, "7")
        .replace("verbs/completed", "verbs/voided")
        .replace(
            r#""id":"https://school.example/7""#,
            &format!(r#""objectType":"StatementRef","id":"{}""#, id(1)),
        );
    insert(&records, &voiding, &[]);
    let without = file(export(1, ExportFormat::Csv).start(Arc::clone(&records), NOW));
    assert_eq!(without.lines().count(), 3);
    let export = export(1, ExportFormat::Csv).with_voided();
    let table = file(export.start(records, NOW));
    let rows: Vec<_> = table.lines().collect();
    assert_eq!(rows.len(), 4);
    let voided = format!(",true,{},Agent,", id(2));
    assert!(
        rows[3].starts_with(id(1).as_str()) && rows[3].contains(&voided),
        "{}",
        rows[3]
    );
}

#[test]
fn formulas_of_learners_are_harmless_in_the_table() {
    let records = MemoryRecords::new();
    let text = text(1, "7").replace(
        r#""mbox":"mailto:ada@school.example""#,
        r#""name":"=HYPERLINK(\"https://evil.example\",\"A, B\")","mbox":"mailto:ada@school.example""#,
    );
    insert(&records, &text, &[]);
    let table = file(
        export(5, ExportFormat::Csv)
            .with_byte_order_mark()
            .start(records, NOW),
    );
    assert!(table.starts_with("\u{feff}statement_id,stored,"), "{table}");
    let cell = r#","'=HYPERLINK(""https://evil.example"",""A, B"")","#;
    assert!(table.contains(cell), "{table}");
    assert!(table.ends_with("\r\n"));
}

#[test]
fn times_bound_the_file() {
    let mut query = query(5);
    query.since = Some(Timestamp::from_unix_seconds(4_000_000_000));
    let export = Export::new(tenant(), query, ExportFormat::Ndjson);
    assert_eq!(file(export.start(records(3), NOW)), "");
}
