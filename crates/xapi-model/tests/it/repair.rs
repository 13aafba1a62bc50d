//! What would mend statements, and that it would.

use edu_json::ToJson as _;
use edu_types::Limits;
use serde_json::Value;
use xapi_model::repair::{Change, Repair, suggest};
use xapi_model::{Statement, Version};

use crate::mutations::statements;

fn findings(text: &[u8], version: Version) -> edu_types::Report {
    let profile = version.strict();
    match Statement::batch_from_slice(text, &profile, &Limits::DEFAULT) {
        Ok(read) => read.report,
        Err(refused) => refused.into_report(),
    }
}

fn suggested(text: &str, version: Version) -> Vec<Repair> {
    let report = findings(text.as_bytes(), version);
    suggest(text.as_bytes(), &report, &Limits::DEFAULT).unwrap()
}

/// The least statement with a member beside its own, and the only change that is suggested for it.
fn change_of(member: &str) -> Option<String> {
    let text = format!(
        r#"{{"actor":{{"mbox":"mailto:ada@school.example"}},"verb":{{"id":"http://adlnet.gov/expapi/verbs/completed","display":{{"en":"completed"}}}},"object":{{"id":"https://school.example/lessons/7"}},{member}}}"#
    );
    let repairs = suggested(&text, Version::V2_0);
    assert!(repairs.len() < 2, "{repairs:?}");
    repairs.first().map(|repair| match &repair.change {
        Change::Replace(value) => value.as_str().to_owned(),
        Change::Rename(name) => format!("named {name}"),
        Change::Remove => "removed".to_owned(),
    })
}

/// Makes the change, and says where the member is then.
fn made(document: &mut Value, repair: &Repair) -> String {
    let (around, name) = repair.pointer.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/").replace("~0", "~");
    match &repair.change {
        Change::Replace(value) => {
            *document.pointer_mut(&repair.pointer).unwrap() =
                serde_json::from_str(value.as_str()).unwrap();
            repair.pointer.clone()
        }
        Change::Rename(new) => {
            let members = document
                .pointer_mut(around)
                .unwrap()
                .as_object_mut()
                .unwrap();
            let value = members.remove(&name).unwrap();
            assert!(members.insert(new.to_string(), value).is_none());
            format!("{around}/{}", new.replace('~', "~0").replace('/', "~1"))
        }
        Change::Remove => {
            let members = document
                .pointer_mut(around)
                .unwrap()
                .as_object_mut()
                .unwrap();
            members.remove(&name).unwrap();
            repair.pointer.clone()
        }
    }
}

#[test]
fn what_is_suggested_settles_its_finding() {
    let (mut count, mut unsettled) = (0, Vec::new());
    for (text, version) in statements() {
        for repair in suggested(&text, version) {
            let mut document: Value = serde_json::from_str(&text).unwrap();
            let place = made(&mut document, &repair);
            let report = findings(document.to_string().as_bytes(), version);
            let still = report.findings().iter().any(|finding| {
                finding.code == repair.code && finding.place.path.as_deref() == Some(&place)
            });
            if still {
                unsettled.push(format!("{repair:?} of {text}\n{report}"));
            }
            count += 1;
        }
    }
    assert!(unsettled.is_empty(), "{}", unsettled.join("\n"));
    assert!(count > 100, "{count}");
}

#[test]
fn what_is_meant_is_suggested_in_the_form_that_is_asked_for() {
    for (member, change) in [
        (
            r#""id":"{07940580-B309-415E-A37C-914D387C1150}""#,
            r#""07940580-B309-415E-A37C-914D387C1150""#,
        ),
        (
            r#""id":"07940580b309415ea37c914d387c1150""#,
            r#""07940580-b309-415e-a37c-914d387c1150""#,
        ),
        (
            r#""timestamp":"2024-05-01 10:00:00+02:00""#,
            r#""2024-05-01T10:00:00+02:00""#,
        ),
        (
            r#""timestamp":"2024-05-01T10:00:00-00:00""#,
            r#""2024-05-01T10:00:00Z""#,
        ),
        (
            r#""timestamp":"2024-05-01T12:00+02""#,
            r#""2024-05-01T10:00:00Z""#,
        ),
        (r#""result":{"duration":"P16559.14S"}"#, r#""PT16559.14S""#),
        (r#""result":{"duration":"pt1m"}"#, r#""PT1M""#),
        (r#""result":{"success":"True"}"#, "true"),
        (r#""result":{"score":{"scaled":"0.90"}}"#, "0.90"),
        (r#""result":{}"#, "removed"),
        (r#""context":null"#, "removed"),
        (r#""context":{"language":"pt_BR"}"#, r#""pt-BR""#),
        (r#""context":{"Platform":"Example"}"#, "named platform"),
        (
            r#""result":{"extensions":{"https://school.example/a b":1}}"#,
            "named https://school.example/a%20b",
        ),
        (
            r#""context":{"contextActivities":{"parent":{"id":"https://school.example/c"}}}"#,
            r#"[{"id":"https://school.example/c"}]"#,
        ),
    ] {
        assert_eq!(change_of(member).as_deref(), Some(change), "{member}");
    }
}

#[test]
fn nothing_is_suggested_where_only_the_sender_knows_what_was_meant() {
    for member in [
        r#""timestamp":"2024-05-01T10:00:00""#,
        r#""timestamp":"yesterday""#,
        r#""result":{"score":{"scaled":"95"}}"#,
        r#""result":{"score":{"scaled":95}}"#,
        r#""result":{"success":"yes"}"#,
        r#""id":"17""#,
        r#""context":{"platforms":"Example"}"#,
        r#""context":{"Platform":"Example","platform":"Example"}"#,
        r#""version":"0.95""#,
    ] {
        assert_eq!(change_of(member), None, "{member}");
    }
}

#[test]
fn a_statement_of_a_batch_is_mended_at_its_place() {
    let one = r#"{"Actor":{"mbox":"mailto:ada@school.example"},"verb":{"id":"a:v"},"object":{"id":"a:o"}}"#;
    let repairs = suggested(&format!("[{one}]"), Version::V1_0_3);
    let change = Change::Rename("actor".into());
    assert!(
        repairs
            .iter()
            .any(|one| one.pointer == "/0/Actor" && one.change == change)
    );
}

#[test]
fn what_is_suggested_is_not_done() {
    let text = r#"{"actor":{"mbox":"mailto:ada@school.example"},"verb":{"id":"a:v"},"object":{"id":"a:o"},"context":{"contextActivities":{"other":{"id":"a:p"}}}}"#;
    let read = Statement::from_slice(text.as_bytes(), &Version::V2_0.strict(), &Limits::DEFAULT);
    let read = read.unwrap();
    assert!(
        !suggest(text.as_bytes(), &read.report, &Limits::DEFAULT)
            .unwrap()
            .is_empty()
    );
    assert!(
        read.value
            .to_json_string()
            .contains(r#""other":{"id":"a:p"}"#)
    );
}
