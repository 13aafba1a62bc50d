//! Objects that say what kind they are.

use edu_json::{json_object, json_wire};

use crate::objects::RULES;

json_object! {
    /// An object that says what it is.
    pub struct Marked {
        constant {
            kind: "mark" => "kind",
        }
        optional {
            /// Anything.
            note: String = "note",
        }
    }
}
json_wire!(Marked, &RULES);

#[test]
fn constant_member_is_written_first_and_not_kept_beside() {
    let marked: Marked = serde_json::from_str(r#"{"note":"n","kind":"mark","x":1}"#).unwrap();
    assert_eq!(marked.extra.len(), 1);
    let written = serde_json::to_string(&marked).unwrap();
    assert_eq!(written, r#"{"kind":"mark","note":"n","x":1}"#);
    let new = serde_json::to_string(&Marked::new()).unwrap();
    assert_eq!(new, r#"{"kind":"mark"}"#);
}

#[test]
fn object_without_its_constant_is_refused() {
    for text in [
        r#"{"note":"n"}"#,
        r#"{"kind":"Mark"}"#,
        r#"{"kind":1}"#,
        r#"{"kind":null}"#,
    ] {
        let error = serde_json::from_str::<Marked>(text).unwrap_err();
        assert!(error.to_string().starts_with("/kind: "), "{error}");
    }
}
