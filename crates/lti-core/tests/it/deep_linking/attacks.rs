//! Case 56 and its neighbours: answers that nobody was asked for, or that say what they must not.

use std::sync::Arc;

use edu_http::{Caller, UserId};
use edu_types::Profile;
use http::StatusCode;
use lti_core::{MemoryPlatform, claim};
use serde_json::{Value, json};

use super::bed::{
    ADA, Answer, BOB, OTHER_CLIENT, at, bed, bed_with, caller, codes, form, policy, tool, verdict,
};
use crate::launch::{CLIENT, DEPLOYMENT, ISSUER, KEY, NOW, OTHER_KEY, encode};

#[test]
fn case_56_an_honest_answer_is_taken() {
    let bed = bed();
    let selection = bed.post(&Answer::to(&bed.asked())).unwrap();
    assert!(selection.report().is_empty(), "{}", selection.report());
    assert_eq!(selection.data(), Some("section-3"));
    assert_eq!(selection.client_id().as_str(), CLIENT);
    assert_eq!(selection.deployment_id().as_str(), DEPLOYMENT);
    assert_eq!(selection.items().len(), 1);
    assert!(!selection.is_cancelled());
}

#[test]
fn case_56_an_answer_without_data_or_with_other_data_is_refused() {
    let bed = bed();
    let answer = Answer::to(&bed.asked());
    let name = claim::DEEP_LINKING_DATA;
    let missing = answer.clone().without(name);
    assert_eq!(bed.refusal(&missing), "lti.deep_linking.data_missing");
    for changed in ["x", "", "section-3", &"y".repeat(256)] {
        let answer = answer.clone().with(name, changed);
        assert_eq!(bed.refusal(&answer), "lti.deep_linking.data_unknown");
    }
    for odd in [json!(1), json!({"a": 1}), json!(["x"])] {
        let answer = answer.clone().with(name, odd);
        assert_eq!(bed.refusal(&answer), "lti.deep_linking.kind");
    }
    // None of them has spent the request.
    assert!(bed.post(&answer).is_ok());
}

#[test]
fn case_56_a_request_is_answered_once() {
    let bed = bed();
    let answer = Answer::to(&bed.asked());
    assert!(bed.post(&answer).is_ok());
    assert_eq!(bed.refusal(&answer), "lti.deep_linking.data_used");
    let other = answer.with("nonce", "another");
    assert_eq!(bed.refusal(&other), "lti.deep_linking.data_used");
}

#[test]
fn case_56_an_answer_posted_in_another_session_is_refused_and_spends_nothing() {
    let bed = bed();
    let answer = Answer::to(&bed.asked());
    let stolen = bed.post_in(BOB, 0, &answer.seal()).unwrap_err();
    assert_eq!(stolen.code(), "lti.deep_linking.session");
    let nobody = Caller::anonymous();
    let nobody = bed.post_as(&nobody, &at(0), form(&[("JWT", &answer.seal())]));
    assert_eq!(
        verdict(nobody).unwrap_err().code(),
        "lti.deep_linking.session"
    );
    assert!(bed.post(&answer).is_ok());
}

#[test]
fn case_56_an_answer_of_another_person_in_the_same_session_is_refused() {
    let bed = bed();
    let user = |name: &str| caller(ADA).with_user(UserId::new(name).unwrap());
    let post = |name: &str, data: &str| {
        let request = form(&[("JWT", &Answer::to(data).seal())]);
        verdict(bed.post_as(&user(name), &at(0), request))
    };
    let stolen = post("bob", &bed.ask_as(&user("ada"), bed.settings())).unwrap_err();
    assert_eq!(stolen.code(), "lti.deep_linking.session");
    assert!(post("ada", &bed.ask_as(&user("ada"), bed.settings())).is_ok());
    // Where the host names nobody, the request is the session's.
    assert!(post("bob", &bed.asked()).is_ok());
}

#[test]
fn case_56_an_answer_for_another_platform_is_refused() {
    let bed = bed();
    let answer = Answer::to(&bed.asked());
    for other in [
        json!("https://other.example"),
        json!("https://lms.example/"),
        json!([ISSUER, "https://other.example"]),
        json!(["https://other.example", ISSUER]),
        json!([CLIENT]),
    ] {
        let answer = answer.clone().with("aud", other);
        assert_eq!(bed.refusal(&answer), "lti.deep_linking.audience");
    }
    for (odd, code) in [
        (json!([]), "lti.audience.empty"),
        (json!([ISSUER, ISSUER]), "lti.audience.repeated"),
        (json!(7), "lti.deep_linking.kind"),
        (json!(null), "lti.deep_linking.kind"),
    ] {
        assert_eq!(bed.refusal(&answer.clone().with("aud", odd)), code);
    }
    let other = answer.clone().with("azp", CLIENT);
    assert_eq!(bed.refusal(&other), "lti.deep_linking.authorized_party");
    let array = answer.with("aud", json!([ISSUER])).with("azp", ISSUER);
    assert!(bed.post(&array).is_ok());
}

#[test]
fn case_56_an_answer_that_the_tool_has_not_signed_is_refused() {
    let bed = bed();
    let answer = Answer::to(&bed.asked());
    assert_eq!(
        bed.refusal(&answer.clone().header("alg", "none")),
        "jose.alg.refused"
    );
    assert_eq!(
        bed.refusal(&answer.clone().header("alg", "HS256")),
        "jose.alg.refused"
    );
    let other = answer.clone().header("alg", "RS512");
    assert_eq!(bed.refusal(&other), "jose.alg.not_allowed");
    assert_eq!(
        bed.refusal(&answer.clone().forged_by(&KEY)),
        "jose.signature"
    );
    // The key of another tool, under that key's own name.
    let crossed = answer.clone().forged_by(&KEY).header("kid", "platform");
    assert_eq!(bed.refusal(&crossed), "jose.key.unknown");
    let unnamed = answer.clone().header("kid", Value::Null);
    assert_eq!(bed.refusal(&unnamed), "jose.kid.missing");
    let sealed = answer.seal();
    let (rest, _) = sealed.rsplit_once('.').unwrap();
    let unsigned = bed.post_in(ADA, 0, &format!("{rest}."));
    assert_eq!(unsigned.unwrap_err().code(), "jose.segments");
    let swapped = format!(
        "{}.{}.AAAA",
        encode(br#"{"alg":"RS256","kid":"other"}"#),
        encode(b"{}")
    );
    let swapped = bed.post_in(ADA, 0, &swapped).unwrap_err();
    assert_eq!(swapped.code(), "lti.deep_linking.client");
    assert!(bed.post(&answer).is_ok());
}

#[test]
fn case_56_an_answer_of_another_tool_is_refused_and_one_of_no_tool() {
    let bed = bed();
    let data = bed.asked();
    let other = Answer::to(&data).with("iss", OTHER_CLIENT).forged_by(&KEY);
    let other = other.header("kid", "platform");
    assert_eq!(bed.refusal(&other), "lti.deep_linking.data_client");
    for nobody in [json!("client-3"), json!(7), json!([CLIENT]), json!("")] {
        let answer = Answer::to(&data).with("iss", nobody);
        assert_eq!(bed.refusal(&answer), "lti.deep_linking.client");
    }
}

#[test]
fn case_56_an_answer_of_another_deployment_is_refused() {
    let bed = bed();
    let answer = Answer::to(&bed.asked());
    let unknown = answer.clone().with(claim::DEPLOYMENT_ID, "deployment-9");
    assert_eq!(bed.refusal(&unknown), "lti.deep_linking.deployment");
    let other = answer.with(claim::DEPLOYMENT_ID, "deployment-2");
    let refused = bed.post(&other).unwrap_err();
    assert_eq!(refused.code(), "lti.deep_linking.deployment");
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}

#[test]
fn case_56_an_answer_of_a_tool_that_was_taken_away_is_refused() {
    let bed = bed();
    let answer = Answer::to(&bed.asked());
    let deployment = super::bed::deployment(DEPLOYMENT);
    bed.memory
        .register(tool(CLIENT, &OTHER_KEY).without_deployment(&deployment));
    assert_eq!(bed.refusal(&answer), "lti.deep_linking.deployment");
}

#[test]
fn case_56_items_of_a_type_that_was_not_asked_for_are_refused() {
    for item in [
        json!({"type": "image", "url": "https://tool.example/a.png"}),
        json!({"type": "ltiAssetProcessor"}),
        json!({"type": "https://vendor.example/quiz"}),
        json!({"type": "Link", "url": "https://a.example/"}),
    ] {
        let bed = bed();
        let link = json!({"type": "link", "url": "https://a.example/"});
        let answer = Answer::to(&bed.asked()).items(json!([link, item]));
        let refused = bed.post(&answer).unwrap_err();
        assert_eq!(refused.code(), "lti.deep_linking.item_type");
        assert!(refused.to_string().contains("/1/type"), "{refused}");
        assert_eq!(bed.refusal(&answer), "lti.deep_linking.data_used");
    }
}

#[test]
fn case_56_html_is_flagged_and_comes_out_through_a_sanitiser() {
    let bed = bed();
    let items = json!([
        {"type": "html", "html": "<script>steal()</script>"},
        {"type": "link", "url": "https://a.example/", "embed": {"html": "<iframe onload=x>"}},
    ]);
    let selection = bed.post(&Answer::to(&bed.asked()).items(items)).unwrap();
    assert_eq!(codes(selection.report()), ["lti.deep_linking.html"; 2]);
    assert!(!format!("{selection:?}").contains("steal"));
    let html = selection.items()[0].html().unwrap();
    assert_eq!(
        html.sanitized_with(|raw| raw.replace('<', "&lt;")),
        "&lt;script>steal()&lt;/script>"
    );
}

#[test]
fn case_45_addresses_of_items_that_run_scripts_are_refused() {
    for bad in [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "//a.example",
        "/a",
        "ftp://a.example/",
    ] {
        for item in [
            json!({"type": "link", "url": bad}),
            json!({"type": "ltiResourceLink", "url": bad, "title": "T"}),
            json!({"type": "file", "url": bad}),
            json!({"type": "link", "url": "https://a.example", "icon": {"url": bad}}),
            json!({"type": "link", "url": "https://a.example", "iframe": {"src": bad}}),
            json!({"type": "ltiResourceLink", "thumbnail": {"url": bad}}),
            json!({"type": "ltiResourceLink", "lineItem": {"scoreMaximum": 1,
                "submissionReview": {"reviewableStatus": ["Submitted"], "url": bad}}}),
        ] {
            let bed = bed();
            let answer = Answer::to(&bed.asked()).items(json!([item]));
            assert_eq!(bed.refusal(&answer), "lti.deep_linking.address", "{item}");
        }
    }
}

/// RFC 3986 §3.1: a scheme is the same in any case.
#[test]
fn an_address_of_an_item_may_write_its_scheme_in_any_case() {
    let bed = bed();
    let items = json!([{"type": "link", "url": "Https://a.example/"}]);
    let selection = bed.post(&Answer::to(&bed.asked()).items(items)).unwrap();
    let (_, address) = selection.items()[0].addresses().next().unwrap();
    assert_eq!(address.as_str(), "Https://a.example/");
}

#[test]
fn no_profile_relaxes_what_guards_an_answer() {
    let bed = bed_with(policy().with_profile(Profile::lenient()));
    let answer = Answer::to(&bed.asked());
    for (changed, code) in [
        (
            answer.clone().with("aud", "https://x.example"),
            "lti.deep_linking.audience",
        ),
        (answer.clone().with("exp", NOW - 61), "lti.time.expired"),
        (
            answer.clone().without(claim::DEEP_LINKING_DATA),
            "lti.deep_linking.data_missing",
        ),
        (
            answer.clone().with(claim::VERSION, "1.3"),
            "lti.deep_linking.version",
        ),
        (answer.clone().with("nonce", 7), "lti.deep_linking.kind"),
        (
            answer.clone().items(json!([{"type": "link"}])),
            "lti.deep_linking.missing",
        ),
        (
            answer
                .clone()
                .items(json!([{"type": "image", "url": "https://a.example"}])),
            "lti.deep_linking.item_type",
        ),
    ] {
        assert_eq!(bed.refusal(&changed), code);
    }
}

#[test]
fn a_store_that_gives_out_another_request_lets_nobody_in() {
    let bed = bed();
    let (mine, theirs) = (bed.asked(), bed.asked());
    let mixed = super::stored::Mixed(Arc::clone(&bed.memory), theirs);
    let memory: Arc<MemoryPlatform> = Arc::clone(&bed.memory);
    let asking = lti_core::DeepLinking::new(
        memory,
        mixed,
        super::bed::NoKeys,
        edu_jose_ring::Ring,
        policy(),
    );
    let request = form(&[("JWT", &Answer::to(&mine).seal())]);
    let outcome = pollster::block_on(asking.selected(&caller(ADA), &at(0), request));
    let refused = verdict(outcome).unwrap_err();
    assert_eq!(refused.code(), "lti.deep_linking.backend");
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
}
