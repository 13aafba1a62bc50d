//! Statements made to cost much: each is refused by a bound with a name, or costs no more than
//! its bytes.

use edu_json::{Document, JsonError, Refused};
use edu_types::{Finding, Limits, Timestamp};
use xapi_model::format::{Assigned, Received};
use xapi_model::{Statement, Version, compare};

const WIDE: Limits = Limits::DEFAULT
    .with_bytes(64 << 20)
    .with_nodes(10_000_000)
    .with_members(2_000_000)
    .with_text(16 << 20);

fn with(members: &str) -> String {
    format!(
        r#"{{"actor":{{"mbox":"mailto:a@b.c"}},"verb":{{"id":"a:v"}},"object":{{"id":"a:o"}},{members}}}"#
    )
}

fn of_object(object: &str) -> String {
    format!(r#"{{"actor":{{"mbox":"mailto:a@b.c"}},"verb":{{"id":"a:v"}},"object":{object}}}"#)
}

fn extensions(members: &str) -> String {
    with(&format!(r#""result":{{"extensions":{{{members}}}}}"#))
}

fn list(length: usize, item: impl Fn(usize) -> String) -> String {
    (0..length).map(item).collect::<Vec<_>>().join(",")
}

fn read(text: &str, version: Version, limits: &Limits) -> Result<Statement, Refused> {
    let read = Statement::from_slice(text.as_bytes(), &version.strict(), limits);
    read.map(|read| read.value)
}

fn first(refused: &Refused) -> &Finding {
    refused.first().expect("a finding of error weight")
}

/// Held in both versions, alone and as a batch, whatever the profile.
#[track_caller]
fn assert_limit(text: &str, limits: &Limits, message: &str) {
    for version in Version::ALL {
        for profile in [version.strict(), version.lenient()] {
            let bytes = text.as_bytes();
            let alone = Document::<Statement>::from_slice(bytes, &profile, limits).map(drop);
            let batch = Statement::batch_from_slice(bytes, &profile, limits).map(drop);
            for refused in [alone, batch] {
                let refused = refused.unwrap_err();
                let found = first(&refused);
                assert_eq!(
                    (found.code, found.message.as_str()),
                    ("json.limit", message)
                );
                assert_eq!(refused.report().errors(), 1);
            }
        }
    }
    let format = Received::new(text.as_bytes(), limits).unwrap_err();
    assert!(matches!(format, JsonError::Limit { .. }), "{format}");
}

/// Refused by a rule of statements, under every profile, with what is allowed.
#[track_caller]
fn assert_refused(text: &str, code: &str, pointer: &str, message: &str) {
    for version in Version::ALL {
        for profile in [version.strict(), version.lenient()] {
            let refused = Statement::from_slice(text.as_bytes(), &profile, &WIDE).unwrap_err();
            let found = first(&refused);
            assert_eq!((found.code, found.message.as_str()), (code, message));
            assert_eq!(found.place.path.as_deref(), Some(pointer));
        }
    }
}

#[test]
fn an_extension_of_a_hundred_thousand_levels_is_refused_by_its_depth() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let deep = format!(
            r#""a:x":{}1{}"#,
            open.repeat(100_000),
            close.repeat(100_000)
        );
        assert_limit(
            &extensions(&deep),
            &Limits::DEFAULT,
            "depth is 65, limit is 64",
        );
    }
}

#[test]
fn a_hundred_thousand_levels_need_no_stack_where_they_are_allowed() {
    let deep = format!(r#""a:x":{}{}"#, "[".repeat(100_000), "]".repeat(100_000));
    let (text, limits) = (extensions(&deep), Limits::DEFAULT.with_depth(200_000));
    let statement = read(&text, Version::V2_0, &limits).unwrap();
    assert!(compare::is_same(
        &statement,
        &statement.clone(),
        Version::V1_0_3
    ));
    let received = Received::new(text.as_bytes(), &limits).unwrap();
    let exact = received.exact(&Assigned::new(Timestamp::from_unix_seconds(0)));
    assert!(exact.starts_with(text.strip_suffix('}').unwrap().as_bytes()));
    assert_eq!(received.ids(), text.as_bytes());
}

#[test]
fn a_hundred_thousand_sub_statements_in_one_another_are_refused() {
    let open = r#"{"objectType":"SubStatement","actor":{"mbox":"mailto:a@b.c"},"verb":{"id":"a:v"},"object":"#;
    let nested = |levels: usize| {
        let (open, close) = (open.repeat(levels), "}".repeat(levels));
        of_object(&format!(r#"{open}{{"id":"a:o"}}{close}"#))
    };
    let wide = WIDE.with_depth(200_000);
    assert_limit(&nested(100_000), &WIDE, "depth is 65, limit is 64");
    assert!(read(&nested(1), Version::V2_0, &wide).is_ok());
    // What is within the second is not even looked into.
    for levels in [2, 3, 60, 100_000] {
        let refused = read(&nested(levels), Version::V2_0, &wide).unwrap_err();
        assert_eq!(refused.report().errors(), 1);
        let found = first(&refused);
        assert_eq!(found.code, "xapi.substatement.nested");
        assert_eq!(found.place.path.as_deref(), Some("/object/object"));
    }
}

#[test]
fn a_million_extensions_are_refused_by_their_number() {
    let many = extensions(&list(1_000_000, |n| format!(r#""a:{n}":1"#)));
    assert_limit(
        &many,
        &Limits::DEFAULT,
        &format!("bytes is {}, limit is 1048576", many.len()),
    );
    let members = WIDE.with_members(Limits::DEFAULT.members);
    assert_limit(&many, &members, "members is 4097, limit is 4096");
    let refused = read(&many, Version::V2_0, &WIDE.with_nodes(200_000)).unwrap_err();
    assert_eq!(first(&refused).code, "json.limit");
    assert_eq!(first(&refused).message, "nodes is 200001, limit is 200000");
}

#[test]
fn a_hundred_thousand_extensions_are_taken_in_where_they_are_allowed() {
    let many = extensions(&list(100_000, |n| format!(r#""a:{n}":1"#)));
    let statement = read(&many, Version::V1_0_3, &WIDE).unwrap();
    let extensions = statement.result.and_then(|result| result.extensions);
    assert_eq!(extensions.map(|them| them.members().len()), Some(100_000));
}

#[test]
fn one_of_a_hundred_thousand_extensions_that_is_there_twice_is_found() {
    let twice = format!(r#"{},"a:7":1"#, list(100_000, |n| format!(r#""a:{n}":1"#)));
    let refused = read(&extensions(&twice), Version::V1_0_3, &WIDE).unwrap_err();
    assert_eq!(first(&refused).code, "json.duplicate");
}

#[test]
fn a_hundred_thousand_findings_are_counted_and_a_thousand_kept() {
    let names = extensions(&list(100_000, |n| format!(r#""{n}":1"#)));
    let refused = read(&names, Version::V2_0, &WIDE).unwrap_err();
    assert_eq!(refused.report().errors(), 100_000);
    assert_eq!(refused.report().findings().len(), 1000);
    assert_eq!(first(&refused).code, "xapi.extensions.key");
}

#[test]
fn a_batch_of_a_million_is_refused_by_its_values() {
    let batch = format!("[{}]", vec!["{}"; 1_000_000].join(","));
    let profile = Version::V2_0.strict();
    let limits = Limits::DEFAULT.with_bytes(8 << 20);
    let refused = Statement::batch_from_slice(batch.as_bytes(), &profile, &limits).unwrap_err();
    assert_eq!(first(&refused).code, "json.limit");
    assert_eq!(first(&refused).message, "nodes is 200001, limit is 200000");
    let part = batch.get(..150_000).unwrap().trim_end_matches(',');
    let part = format!("{part}]");
    let refused = Statement::batch_from_slice(part.as_bytes(), &profile, &WIDE).unwrap_err();
    assert!(refused.report().errors() >= 50_000);
    assert_eq!(refused.report().findings().len(), 1000);
}

#[test]
fn ids_that_are_there_twice_are_found_in_a_long_batch() {
    let id = |n: usize| format!("{:08x}-3a2b-4c5d-8e9f-0123456789ab", n % 10_000);
    let batch = list(10_010, |n| with(&format!(r#""id":"{}""#, id(n))));
    let (batch, profile) = (format!("[{batch}]"), Version::V2_0.strict());
    let refused = Statement::batch_from_slice(batch.as_bytes(), &profile, &WIDE).unwrap_err();
    assert_eq!(refused.report().errors(), 10);
    assert_eq!(
        first(&refused).message,
        "id is that of the statement at /0, too"
    );
    assert_eq!(first(&refused).place.path.as_deref(), Some("/10000/id"));
}

#[test]
fn a_text_that_is_too_long_is_refused_wherever_it_stands() {
    let long = "a".repeat(262_145);
    for text in [
        with(&format!(r#""result":{{"response":"{long}"}}"#)),
        with(&format!(r#""context":{{"platform":"{long}"}}"#)),
        extensions(&format!(r#""a:x":"{long}""#)),
        extensions(&format!(r#""a:{long}":1"#)),
        of_object(&format!(r#"{{"id":"a:{long}"}}"#)),
    ] {
        let refused = read(&text, Version::V2_0, &Limits::DEFAULT).unwrap_err();
        assert_eq!(first(&refused).code, "json.limit");
        let message = &first(&refused).message;
        assert!(message.ends_with("limit is 262144"), "{message}");
    }
}

#[test]
fn an_iri_that_is_too_long_is_refused_by_that_name() {
    let long = format!("a:{}", "o".repeat(100_000));
    let message = "IRI is 100002 bytes, limit is 8192";
    assert_refused(
        &of_object(&format!(r#"{{"id":"{long}"}}"#)),
        "xapi.activity.id",
        "/object/id",
        message,
    );
    let name = extensions(&format!(r#""{long}":1"#));
    let pointer = format!("/result/extensions/{long}");
    let message = format!("name of extension is none that is allowed: {message}");
    assert_refused(&name, "xapi.extensions.key", &pointer, &message);
}

#[test]
fn numbers_that_are_too_long_are_refused_by_that_name() {
    let score = |member: &str, number: &str| {
        with(&format!(r#""result":{{"score":{{"{member}":{number}}}}}"#))
    };
    let fraction = format!("0.{}", "1".repeat(100_000));
    let message = "number has 100002 characters, limit is 64";
    assert_refused(
        &score("raw", &fraction),
        "xapi.score.number",
        "/result/score/raw",
        message,
    );
    assert_refused(
        &score("scaled", &fraction),
        "xapi.score.scaled",
        "/result/score/scaled",
        message,
    );
    let message = "number is beyond the range of 64-bit floating-point numbers";
    for huge in ["1e999999999", "-1e999999999", "1e309"] {
        assert_refused(
            &score("max", huge),
            "xapi.score.number",
            "/result/score/max",
            message,
        );
    }
    assert_limit(
        &score("min", &"1".repeat(100_000)),
        &WIDE,
        "integer digits is 4301, limit is 4300",
    );
}

#[test]
fn a_number_of_any_size_is_kept_where_nobody_counts_with_it() {
    let fraction = format!("0.{}e{}", "1".repeat(100_000), "9".repeat(100));
    let text = extensions(&format!(r#""a:x":{fraction},"a:y":-1e999999999"#));
    let statement = read(&text, Version::V2_0, &WIDE).unwrap();
    let extensions = statement
        .result
        .and_then(|result| result.extensions)
        .unwrap();
    assert_eq!(extensions.members().get("a:x").unwrap().as_str(), fraction);
}

#[test]
fn lengths_of_attachments_are_whole_numbers_that_are_not_too_large() {
    for length in ["1e999999999", "18446744073709551616", "1.0", "-1"] {
        let text = with(&format!(
            r#""attachments":[{{"usageType":"a:u","display":{{}},"contentType":"a/b","length":{length},
            "sha2":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}}]"#
        ));
        let message = "number is no whole number of bytes";
        assert_refused(
            &text,
            "xapi.attachment.length",
            "/attachments/0/length",
            message,
        );
    }
}

#[test]
fn a_duration_of_a_million_digits_is_refused_by_its_length() {
    for text in [
        format!("PT{}S", "1".repeat(1_000_000)),
        format!("PT0.{}S", "1".repeat(1_000_000)),
    ] {
        let found = text.len();
        let text = with(&format!(r#""result":{{"duration":"{text}"}}"#));
        let message = format!("duration is {found} bytes, limit is 64");
        assert_refused(&text, "xapi.result.duration", "/result/duration", &message);
    }
}

#[test]
fn a_hundred_thousand_languages_are_refused_by_their_number_or_told_apart() {
    let languages = |member: &str| {
        of_object(&format!(
            r#"{{"id":"a:o","definition":{{"name":{{{member}}}}}}}"#
        ))
    };
    let many = list(100_000, |n| format!(r#""x-{n}":"{n}""#));
    assert_limit(
        &languages(&many),
        &WIDE.with_members(4096),
        "members is 4097, limit is 4096",
    );
    let some = list(20_000, |n| format!(r#""x-{n}":"{n}""#));
    let statement = read(&languages(&some), Version::V2_0, &WIDE).unwrap();
    let definition = statement
        .activity()
        .and_then(|activity| activity.definition.as_ref());
    let name = definition.and_then(|definition| definition.name.as_ref());
    assert_eq!(name.map(edu_types::LanguageMap::len), Some(20_000));
    let twice = languages(&format!(r#"{some},"X-7":"""#));
    let refused = read(&twice, Version::V2_0, &WIDE).unwrap_err();
    assert_eq!(refused.report().errors(), 1);
    let place = first(&refused).place.path.as_deref();
    assert_eq!(place, Some("/object/definition/name/X-7"));
}

#[test]
fn long_lists_are_taken_in_and_what_is_there_twice_is_found() {
    let components = |count: usize| {
        let list = list(count, |n| format!(r#"{{"id":"{}"}}"#, n % 30_000));
        of_object(&format!(
            r#"{{"id":"a:o","definition":{{"interactionType":"choice","choices":[{list}],"type":"http://adlnet.gov/expapi/activities/cmi.interaction"}}}}"#
        ))
    };
    assert!(read(&components(30_000), Version::V1_0_3, &WIDE).is_ok());
    let refused = read(&components(30_001), Version::V1_0_3, &WIDE).unwrap_err();
    assert_eq!(first(&refused).code, "xapi.interaction.component_twice");
    assert_eq!(refused.report().errors(), 1);
    let activities = list(30_000, |n| format!(r#"{{"id":"a:{n}"}}"#));
    let context = with(&format!(
        r#""context":{{"contextActivities":{{"other":[{activities}]}}}}"#
    ));
    assert!(read(&context, Version::V1_0_3, &WIDE).is_ok());
}
