//! The least that identifies.

use super::ids;

#[test]
fn an_agent_is_its_identifier() {
    for identifier in [
        r#""mbox":"mailto:ada@example.org""#,
        r#""mbox_sha1sum":"ebd31e95054c018b10727ccffd2ef2ec3a016ee9""#,
        r#""openid":"https://ada.example.org/""#,
        r#""account":{"name":"a\u0041", "homePage":"https://example.org/"}"#,
    ] {
        assert_eq!(
            ids(&format!(
                r#"{{"actor":{{"objectType":"Agent","name":"Ada",{identifier}}}}}"#
            )),
            format!(r#"{{"actor":{{{identifier}}}}}"#)
        );
    }
}

#[test]
fn an_agent_that_is_an_object_says_so() {
    assert_eq!(
        ids(r#"{"object":{"name":"Ada","objectType":"Agent","openid":"a:b"}}"#),
        r#"{"object":{"objectType":"Agent","openid":"a:b"}}"#
    );
}

#[test]
fn an_identified_group_has_no_members_left() {
    assert_eq!(
        ids(
            r#"{"actor":{"objectType":"Group","name":"Us","mbox":"mailto:us@example.org","member":[{"openid":"a:b"}]}}"#
        ),
        r#"{"actor":{"objectType":"Group","mbox":"mailto:us@example.org"}}"#
    );
}

#[test]
fn an_anonymous_group_is_the_identifiers_of_its_members() {
    assert_eq!(
        ids(
            r#"{"actor":{"name":"Us","member":[{"name":"Ada","openid":"a:b"},{"objectType":"Agent","mbox":"mailto:b@c.d"}],"objectType":"Group"}}"#
        ),
        r#"{"actor":{"objectType":"Group","member":[{"openid":"a:b"},{"mbox":"mailto:b@c.d"}]}}"#
    );
}

#[test]
fn verbs_and_activities_are_their_ids() {
    assert_eq!(
        ids(
            r#"{"verb":{"display":{"en":"a"},"id":"a:v"},"object":{"definition":{"name":{"en":"b"}},"id":"a:o","objectType":"Activity"}}"#
        ),
        r#"{"verb":{"id":"a:v"},"object":{"id":"a:o"}}"#
    );
}

#[test]
fn references_to_statements_stay_whole() {
    let text = r#"{"object":{"objectType":"StatementRef", "id":"39e24cc4-69af-4b01-a824-1fdc6ea8a3af"},"context":{"statement":{"objectType":"StatementRef","id":"39e24cc4-69af-4b01-a824-1fdc6ea8a3af"}}}"#;
    assert_eq!(ids(text), text);
}

#[test]
fn the_parts_of_a_context_are_reduced() {
    assert_eq!(
        ids(
            r#"{"context":{"platform":"p","instructor":{"name":"I","openid":"a:i"},"team":{"objectType":"Group","name":"T","openid":"a:t"},"contextActivities":{"parent":[{"id":"a:1","definition":{}}, {"id":"a:2"}],"other":{"id":"a:3","definition":{}}}}}"#
        ),
        r#"{"context":{"platform":"p","instructor":{"openid":"a:i"},"team":{"objectType":"Group","openid":"a:t"},"contextActivities":{"parent":[{"id":"a:1"}, {"id":"a:2"}],"other":[{"id":"a:3"}]}}}"#
    );
}

#[test]
fn context_agents_and_groups_keep_what_they_are() {
    assert_eq!(
        ids(
            r#"{"context":{"contextAgents":[{"objectType":"contextAgent","agent":{"name":"A","openid":"a:b"},"relevantTypes":["a:t"]}],"contextGroups":[{"group":{"objectType":"Group","member":[{"name":"A","openid":"a:b"}]},"objectType":"contextGroup"}]}}"#
        ),
        r#"{"context":{"contextAgents":[{"objectType":"contextAgent","agent":{"openid":"a:b"},"relevantTypes":["a:t"]}],"contextGroups":[{"group":{"objectType":"Group","member":[{"openid":"a:b"}]},"objectType":"contextGroup"}]}}"#
    );
}

#[test]
fn a_sub_statement_is_reduced_as_a_statement_is() {
    assert_eq!(
        ids(
            r#"{"object":{"objectType":"SubStatement","actor":{"name":"A","openid":"a:b"},"verb":{"id":"a:v","display":{}},"object":{"objectType":"Agent","name":"A","openid":"a:b"},"result":{"score":{"raw":1.0}}}}"#
        ),
        r#"{"object":{"objectType":"SubStatement","actor":{"openid":"a:b"},"verb":{"id":"a:v"},"object":{"objectType":"Agent","openid":"a:b"},"result":{"score":{"raw":1.0}}}}"#
    );
}

#[test]
fn an_authority_is_reduced() {
    assert_eq!(
        ids(
            r#"{"authority":{"objectType":"Group","member":[{"account":{"homePage":"a:b","name":"c"}},{"mbox":"mailto:b@c.d","name":"B"}]}}"#
        ),
        r#"{"authority":{"objectType":"Group","member":[{"account":{"homePage":"a:b","name":"c"}},{"mbox":"mailto:b@c.d"}]}}"#
    );
}

#[test]
fn results_attachments_and_extensions_are_not_touched() {
    let text = r#"{"result":{"extensions":{"a:b":{"verb":{"id":"a:v","display":{}}}}},"attachments":[{"usageType":"a:u","display":{"en":"a","de":"b"}}],"context":{"extensions":{"a:b":{"instructor":{"name":"I","openid":"a:i"}}}}}"#;
    assert_eq!(ids(text), text);
}

#[test]
fn what_has_no_identifier_is_left_as_it_came() {
    let text = r#"{"actor":{"name":"A"},"verb":{"display":{}},"object":{"definition":{}}}"#;
    assert_eq!(ids(text), text);
}

#[test]
fn a_sub_statement_within_another_is_not_looked_into() {
    let text = r#"{"object":{"objectType":"SubStatement","object":{"objectType":"SubStatement","actor":{"name":"A","openid":"a:b"}}}}"#;
    assert_eq!(ids(text), text);
}
