//! Ids that follow from what is told.

use xapi_model::events::statement_id;

#[test]
fn an_id_is_what_every_other_language_computes() {
    // Computed by `uuid.uuid5` of Python.
    for (tenant, event, attempt, id) in [
        (
            "school-1",
            "17",
            None,
            "c58c9378-3c11-5176-9dea-7e4f17d8cce6",
        ),
        (
            "school-1",
            "17",
            Some("2"),
            "48fd9377-e5ca-5b5a-8c07-ea0bfcfc0186",
        ),
        ("", "é→", Some(""), "29f71010-b7cf-5772-b8dc-df38bb3d025c"),
    ] {
        assert_eq!(statement_id(tenant, event, attempt).as_str(), id);
    }
}

#[test]
fn an_id_is_of_version_5_and_of_the_variant_that_xapi_recommends() {
    let id = statement_id("school-1", "17", None);
    assert_eq!(id.version(), 5);
    assert!(id.is_rfc4122_variant());
}

#[test]
fn tenant_event_and_attempt_each_make_another_id() {
    let id = statement_id("a", "b", Some("c"));
    for other in [
        statement_id("b", "b", Some("c")),
        statement_id("a", "a", Some("c")),
        statement_id("a", "b", Some("b")),
        statement_id("a", "b", None),
    ] {
        assert_ne!(other, id);
    }
}

#[test]
fn parts_that_run_together_make_other_ids() {
    let ids = [
        statement_id("ab", "c", None),
        statement_id("a", "bc", None),
        statement_id("", "abc", None),
        statement_id("a", "b", Some("c")),
        statement_id("a,1:b", "c", None),
        statement_id("a", "b,-,", None),
        statement_id("a", "b", Some("")),
        statement_id("a", "b", Some("-")),
        statement_id("a", "b", None),
    ];
    let different: std::collections::BTreeSet<_> = ids.iter().map(|id| id.to_bytes()).collect();
    assert_eq!(different.len(), ids.len());
}
