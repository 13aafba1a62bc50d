//! Any bytes as a statement: no panic; both doors and the reader of batches agree; what is accepted
//! comes back byte for byte, by value, and in every format; no cell of its row is a formula.
#![no_main]

use edu_json::{Checked, Document, Refused, ToJson as _, deserialize};
use edu_types::{AcceptLanguage, Decimal, Limits, Profile, Report, Timestamp, UuidText};
use libfuzzer_sys::fuzz_target;
use xapi_model::csv::{Beside, COLUMNS, row};
use xapi_model::format::{Assigned, Received};
use xapi_model::repair::suggest;
use xapi_model::{Statement, Version, compare, rules};

/// A list around a statement, and one around a context activity that came alone.
const DEEPER: Limits = Limits::DEFAULT.with_depth(Limits::DEFAULT.depth + 2);

type Read<T> = Result<Checked<T>, Refused>;

fuzz_target!(|bytes: &[u8]| {
    doors_agree(bytes);
    for version in Version::ALL {
        for profile in [version.strict(), version.lenient()] {
            let read = Document::<Statement>::from_slice(bytes, &profile, &Limits::DEFAULT);
            batches_agree(bytes, &profile, &read);
            match read {
                Ok(read) => {
                    suggestions_are_few(bytes, &read.report);
                    comes_back(&read.value, bytes, version, &profile);
                }
                Err(refused) => {
                    let first = refused.first().expect("a finding of error weight");
                    assert!(!first.code.is_empty() && !first.message.is_empty());
                    suggestions_are_few(bytes, refused.report());
                }
            }
        }
    }
});

/// What would mend a document is one change for a finding, or none.
fn suggestions_are_few(bytes: &[u8], report: &Report) {
    if let Ok(repairs) = suggest(bytes, report, &Limits::DEFAULT) {
        assert!(repairs.len() <= report.findings().len());
    }
}

/// Serde takes in what the checked door does, from bytes and from a value.
fn doors_agree(bytes: &[u8]) {
    let checked = |bytes: &[u8]| {
        let read = Statement::from_slice(bytes, &Profile::strict(), &Limits::DEFAULT);
        read.map(|read| read.value).ok()
    };
    assert_eq!(serde_json::from_slice::<Statement>(bytes).ok(), checked(bytes));
    if let Ok(value) = serde_json::from_slice::<serde_json::Value>(bytes) {
        let text = value.to_string();
        assert_eq!(deserialize::<Statement, _>(value).ok(), checked(text.as_bytes()));
    }
}

/// A batch of one statement is that statement, and no batch has one id twice.
fn batches_agree(bytes: &[u8], profile: &Profile, one: &Read<Document<Statement>>) {
    let alone = Statement::batch_from_slice(bytes, profile, &Limits::DEFAULT);
    let listed = |count: usize| {
        let list = [b"[", vec![bytes; count].join(&b","[..]).as_slice(), b"]"].concat();
        Statement::batch_from_slice(&list, profile, &DEEPER)
    };
    let Ok(one) = one else {
        let is_list = bytes.trim_ascii_start().starts_with(b"[");
        assert!(is_list || alone.is_err());
        return;
    };
    for batch in [alone, listed(1)] {
        let batch = batch.expect("a batch of one statement that is accepted");
        assert_eq!(batch.value.len(), 1);
        assert_eq!(batch.value[0].value(), one.value.value());
        assert_eq!(&*batch.value[0].to_bytes(), bytes.trim_ascii());
        assert_eq!(batch.report.findings().len(), one.report.findings().len());
    }
    match listed(2) {
        Ok(batch) => {
            let twice = batch.report.findings().iter().any(|one| one.code == rules::ID_TWICE.code);
            assert_eq!(twice, one.value.value().id.is_some());
        }
        Err(refused) => {
            assert!(one.value.value().id.is_some());
            assert_eq!(refused.first().expect("a finding").code, rules::ID_TWICE.code);
        }
    }
}

fn comes_back(document: &Document<Statement>, bytes: &[u8], version: Version, profile: &Profile) {
    assert_eq!(&*document.to_bytes(), bytes);
    let statement = document.value();
    let written = statement.to_json_string();
    assert_eq!(&read(written.as_bytes(), profile), statement);
    formats(bytes, statement, version, profile);
    cells(statement);
}

fn read(bytes: &[u8], profile: &Profile) -> Statement {
    let read = Statement::from_slice(bytes, profile, &DEEPER);
    read.expect("what was made of a statement that is accepted").value
}

/// Every format holds, and the exact one says the same.
fn formats(bytes: &[u8], statement: &Statement, version: Version, profile: &Profile) {
    let received = Received::new(bytes, &Limits::DEFAULT).expect("an object");
    let id = UuidText::parse("6d1c8f0e-3a2b-4c5d-8e9f-0123456789ab").expect("an id");
    let assigned = Assigned::new(Timestamp::from_unix_seconds(1_700_000_000)).with_id(id);
    let exact = read(&received.exact(&assigned), profile);
    assert!(exact.id.is_some() && exact.stored.is_some() && exact.timestamp.is_some());
    assert!(compare::is_same(&exact, statement, version));
    let ids = received.ids();
    let least = read(&ids, profile);
    assert_eq!(least.verb.id, statement.verb.id);
    assert_eq!(least.actor.identifier(), statement.actor.identifier());
    let again = Received::new(&ids, &DEEPER).expect("an object");
    assert_eq!(again.ids(), ids);
    for header in ["", "de-AT, *;q=0.1", "en;q=0"] {
        let canonical = read(&received.canonical(&(), &AcceptLanguage::parse(header)), profile);
        assert!(compare::is_same(&canonical, statement, Version::V2_0));
    }
}

/// No cell would be taken for a formula, and only numbers begin as one.
fn cells(statement: &Statement) {
    let row = row(statement, &Beside::default());
    assert_eq!(row.len(), COLUMNS.len());
    for (column, cell) in COLUMNS.into_iter().zip(&row) {
        let begins_as_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let is_number = column.starts_with("score_") && Decimal::parse(cell).is_ok();
        assert!(!begins_as_formula || is_number, "{column}");
    }
}
