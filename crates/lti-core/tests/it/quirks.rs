//! What the profiles of platforms let pass, and that none of them touches security.

mod platforms;

use edu_types::{Limits, Profile, Rule, Severity};
use lti_core::{Claims, Fault, Message, claim, quirks};
use serde_json::{Value, json};

use crate::launch::{Token, assert_error, codes, launch, registration, tool_for};

const LAUNCH: &[&Rule] = &[
    &lti_core::rules::CLAIM_KIND,
    &lti_core::rules::CLAIM_VALUE,
    &lti_core::rules::CLAIM_MISSING,
    &lti_core::rules::CLAIM_NULL,
    &lti_core::rules::INFO_KIND,
    &lti_core::rules::INFO_VALUE,
    &lti_core::rules::INFO_MISSING,
    &lti_core::rules::EMPTY_ARRAY,
    &lti_core::rules::DATE_NOT_INTEGER,
    &lti_core::rules::EXPIRED,
    &lti_core::rules::ISSUED_IN_FUTURE,
    &lti_core::rules::ISSUED_LONG_AGO,
    &lti_core::rules::NOT_YET_VALID,
    &lti_core::rules::LIFETIME,
    &lti_core::rules::ISSUER_DIFFERS,
    &lti_core::rules::AUDIENCE_EMPTY,
    &lti_core::rules::AUDIENCE_TOO_MANY,
    &lti_core::rules::AUDIENCE_REPEATED,
    &lti_core::rules::AUDIENCE_OTHER,
    &lti_core::rules::AUDIENCE_UNTRUSTED,
    &lti_core::rules::AUDIENCE_SHARED,
    &lti_core::rules::AZP_MISSING,
    &lti_core::rules::AZP_OTHER,
    &lti_core::rules::TOKEN_TYPE,
    &lti_core::rules::VERSION,
    &lti_core::rules::MESSAGE_TYPE,
    &lti_core::rules::NONCE_DIFFERS,
    &lti_core::rules::NONCE_NOT_CHECKED,
    &lti_core::rules::DEPLOYMENT_DIFFERS,
    &lti_core::rules::DEPLOYMENT_UNKNOWN,
    &lti_core::rules::DEPLOYMENT_NOT_CHECKED,
    &lti_core::rules::ANONYMOUS,
    &lti_core::rules::TARGET_FOREIGN,
    &lti_core::rules::TARGET_DIFFERS,
    &lti_core::rules::TARGET_NOT_CHECKED,
    &lti_core::rules::RESOURCE_LINK_MISSING,
    &lti_core::rules::ROLES_MISSING,
    &lti_core::rules::TARGET_MISSING,
    &lti_core::rules::DEEP_LINKING_SETTINGS_MISSING,
    &lti_core::rules::FOR_USER_MISSING,
    &lti_core::rules::ID_LENGTH,
    &lti_core::rules::ID_ASCII,
    &lti_core::rules::ROLES_UNKNOWN,
    &lti_core::rules::ROLE_SPELLING,
    &lti_core::rules::ROLE_PRINCIPAL,
    &lti_core::rules::CONTEXT_TYPE_EMPTY,
    &lti_core::rules::CUSTOM_NOT_TEXT,
    &lti_core::rules::LOOSE_SPELLING,
    &lti_core::rules::LIST_SPELLING,
    &lti_core::rules::RETURN_URL,
    &lti_core::rules::FORM,
    &lti_core::rules::UNREGISTERED,
    &lti_core::rules::AMBIGUOUS,
    &lti_core::rules::STATE_UNKNOWN,
    &lti_core::rules::STATE_USED,
    &lti_core::rules::STATE_EXPIRED,
    &lti_core::rules::BROWSER,
    &lti_core::rules::NO_COOKIE,
    &lti_core::rules::NO_STORAGE,
    &lti_core::rules::OTHER_ADDRESS,
    &lti_core::rules::PLATFORM_ERROR,
    &lti_core::rules::BACKEND,
    &lti_core::rules::SETTING,
    &lti_core::rules::METHOD,
];

const PLATFORM: &[&Rule] = &[
    &lti_core::platform::rules::FORM,
    &lti_core::platform::rules::METHOD,
    &lti_core::platform::rules::CLIENT,
    &lti_core::platform::rules::REDIRECT,
    &lti_core::platform::rules::PARAMETER,
    &lti_core::platform::rules::SCOPE,
    &lti_core::platform::rules::RESPONSE_TYPE,
    &lti_core::platform::rules::RESPONSE_MODE,
    &lti_core::platform::rules::PROMPT,
    &lti_core::platform::rules::SESSION,
    &lti_core::platform::rules::LOGIN_HINT,
    &lti_core::platform::rules::HINT_UNKNOWN,
    &lti_core::platform::rules::HINT_USED,
    &lti_core::platform::rules::HINT_EXPIRED,
    &lti_core::platform::rules::HINT_CLIENT,
    &lti_core::platform::rules::DEPLOYMENT,
    &lti_core::platform::rules::MESSAGE,
    &lti_core::platform::rules::CLAIM,
    &lti_core::platform::rules::SIZE,
    &lti_core::platform::rules::CLAIM_RESERVED,
    &lti_core::platform::rules::SIGNATURE,
    &lti_core::platform::rules::BACKEND,
    &lti_core::platform::rules::SETTING,
];

const JOSE: &[&Rule] = &[
    &edu_jose::rules::TOKEN_SIZE,
    &edu_jose::rules::SEGMENTS,
    &edu_jose::rules::BASE64,
    &edu_jose::rules::HEADER_JSON,
    &edu_jose::rules::HEADER_DUPLICATE,
    &edu_jose::rules::HEADER_TYPE,
    &edu_jose::rules::HEADER_CRITICAL,
    &edu_jose::rules::HEADER_B64,
    &edu_jose::rules::HEADER_ZIP,
    &edu_jose::rules::HEADER_KEY,
    &edu_jose::rules::ALG_MISSING,
    &edu_jose::rules::ALG_REFUSED,
    &edu_jose::rules::ALG_NOT_ALLOWED,
    &edu_jose::rules::ALG_UNSUPPORTED,
    &edu_jose::rules::CERTIFICATES,
    &edu_jose::rules::KID_INVALID,
    &edu_jose::rules::KID_MISSING,
    &edu_jose::rules::KEY_UNKNOWN,
    &edu_jose::rules::KEY_AMBIGUOUS,
    &edu_jose::rules::KEY_UNFIT,
    &edu_jose::rules::KEY_WEAK,
    &edu_jose::rules::SIGNATURE,
    &edu_jose::rules::SET_SHAPE,
    &edu_jose::rules::JWK_MALFORMED,
    &edu_jose::rules::JWK_TYPE,
    &edu_jose::rules::JWK_WEAK,
    &edu_jose::rules::JWK_USE,
    &edu_jose::rules::JWK_ALGORITHM,
    &edu_jose::rules::JWK_PRIVATE,
    &edu_jose::rules::JWK_LEADING_ZERO,
    &edu_jose::rules::JWK_DUPLICATE_ID,
    &edu_jose::rules::JWK_NO_ID,
];

const JSON: &[&Rule] = &[
    &edu_json::error::SYNTAX,
    &edu_json::error::DUPLICATE,
    &edu_json::error::LIMIT,
];

/// Every rule of a launch, on both sides.
const ALL: [&[&Rule]; 4] = [LAUNCH, PLATFORM, JOSE, JSON];

fn profiles() -> [Profile; 8] {
    [
        Profile::lenient(),
        quirks::canvas(),
        quirks::moodle(),
        quirks::blackboard(),
        quirks::brightspace(),
        quirks::schoology(),
        quirks::sakai(),
        quirks::open_edx(),
    ]
}

#[test]
fn the_lists_leave_no_rule_out() {
    let sources = [
        (LAUNCH, include_str!("../../src/rules.rs")),
        (PLATFORM, include_str!("../../src/platform/rules.rs")),
        (JOSE, include_str!("../../../edu-jose/src/rules.rs")),
        (JSON, include_str!("../../../edu-json/src/error.rs")),
    ];
    for (listed, source) in sources {
        assert_eq!(listed.len(), source.matches(": Rule =").count());
    }
    let mut codes: Vec<_> = ALL.concat().iter().map(|rule| rule.code).collect();
    codes.sort_unstable();
    // A profile names rules by code: one code for two rules would relax both.
    assert!(codes.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn no_profile_of_a_platform_relaxes_a_security_rule() {
    for profile in profiles() {
        for rule in ALL.concat().iter().filter(|rule| rule.security) {
            let weight = profile.severity(rule);
            assert_eq!(
                weight,
                Some(Severity::Error),
                "{} {}",
                profile.name(),
                rule.code
            );
        }
    }
}

#[test]
fn no_profile_of_a_platform_hides_a_deviation() {
    for profile in profiles() {
        for rule in ALL.concat() {
            assert!(
                profile.severity(rule).is_some(),
                "{} {}",
                profile.name(),
                rule.code
            );
        }
    }
}

/// Launches with this claim, under this profile: findings, and whether its text was kept.
#[track_caller]
fn accepted(profile: Profile, name: &str, value: &Value) -> (Vec<&'static str>, bool) {
    let token = Token::resource_link().with(name, value.clone());
    let tool = tool_for(registration().with_profile(profile));
    let launch = launch(&tool, &token).unwrap_or_else(|error| panic!("{error}"));
    let kept = launch.claims().extra.get(name);
    let text = value.to_string();
    let kept = kept.is_some_and(|kept| kept.as_str() == text);
    (codes(&launch), kept)
}

#[test]
fn odd_informative_claims_are_refused_strictly_and_kept_by_every_platforms_profile() {
    let kind = "lti.claim.info_kind";
    for (name, value, code) in [
        (claim::CUSTOM, json!(["a"]), kind),
        (claim::LIS, json!("x"), kind),
        (
            claim::TOOL_PLATFORM,
            json!({"name": "x"}),
            "lti.claim.info_missing",
        ),
        (claim::TOOL_PLATFORM, json!({"guid": 7}), kind),
        (
            claim::ROLE_SCOPE_MENTOR,
            json!([""]),
            "lti.claim.info_value",
        ),
        (claim::LTI1P1, json!("x"), kind),
        ("locale", json!(false), kind),
        ("name", json!(7), kind),
        ("email_verified", json!("maybe"), "lti.claim.info_value"),
    ] {
        let token = Token::resource_link().with(name, value.clone());
        let strict = launch(&tool_for(registration()), &token);
        assert_error(strict, code, Fault::Claim);
        for profile in profiles() {
            assert_eq!(
                accepted(profile, name, &value),
                (vec![code], true),
                "{name}"
            );
        }
    }
}

#[test]
fn tolerated_claims_are_read_again_under_the_profile_that_tolerated_them() {
    let token = Token::resource_link()
        .with(claim::LIS, "x")
        .with(claim::LAUNCH_PRESENTATION, json!({"width": "100%"}));
    let tool = tool_for(registration().with_profile(quirks::sakai()));
    let found = launch(&tool, &token).unwrap();
    let text = serde_json::to_vec(found.claims()).unwrap();
    let again = Claims::from_slice(&text, &quirks::sakai(), &Limits::DEFAULT).unwrap();
    assert_eq!(&again.value, found.claims());
    assert!(serde_json::from_slice::<Claims>(&text).is_err());
}

#[test]
fn odd_members_of_claims_leave_the_rest_of_the_claim_readable() {
    for (name, value, code) in [
        (
            claim::LAUNCH_PRESENTATION,
            json!({"width": "100%"}),
            "lti.claim.info_value",
        ),
        (
            claim::LAUNCH_PRESENTATION,
            json!({"width": 700.5}),
            "lti.claim.info_value",
        ),
        (
            claim::LAUNCH_PRESENTATION,
            json!({"width": ""}),
            "lti.claim.info_value",
        ),
        (
            claim::CONTEXT,
            json!({"id": "c", "type": "x"}),
            "lti.claim.info_kind",
        ),
        (
            claim::CONTEXT,
            json!({"id": "c", "type": [null]}),
            "lti.claim.info_kind",
        ),
        (
            claim::LIS,
            json!({"person_sourcedid": 7}),
            "lti.claim.info_kind",
        ),
        (
            claim::RESOURCE_LINK,
            json!({"id": "l", "title": 7}),
            "lti.claim.info_kind",
        ),
        (
            claim::RESOURCE_LINK,
            json!({"id": "l", "description": null}),
            "lti.claim.null",
        ),
    ] {
        for profile in profiles() {
            assert_eq!(
                accepted(profile, name, &value),
                (vec![code], false),
                "{value}"
            );
        }
    }
}

#[test]
fn empty_objects_written_as_arrays_are_read_where_php_writes_them() {
    for name in [claim::CUSTOM, claim::LIS, claim::LAUNCH_PRESENTATION] {
        for profile in [quirks::moodle(), quirks::open_edx(), Profile::lenient()] {
            let found = accepted(profile, name, &json!([]));
            assert_eq!(found, (vec!["lti.claim.empty_array"], false), "{name}");
        }
        let token = Token::resource_link().with(name, json!([]));
        let result = launch(&tool_for(registration()), &token);
        assert_error(result, "lti.claim.empty_array", Fault::Claim);
    }
}

#[test]
fn claims_of_the_protocol_are_refused_by_every_profile_where_they_are_odd() {
    for (name, value) in [
        ("azp", json!(7)),
        ("sub", json!("")),
        (claim::ROLES, json!("Instructor")),
        (claim::ROLES, json!([null])),
        (claim::CONTEXT, json!([])),
        (claim::CONTEXT, json!({"title": "x"})),
        (claim::RESOURCE_LINK, json!([])),
        (claim::RESOURCE_LINK, json!({"title": "x"})),
        (claim::FOR_USER, json!({"name": "x"})),
        (claim::TARGET_LINK_URI, json!(7)),
    ] {
        for profile in profiles() {
            let token = Token::resource_link().with(name, value.clone());
            let result = launch(&tool_for(registration().with_profile(profile)), &token);
            assert!(result.is_err(), "{name}: {value}");
        }
    }
}

#[test]
fn a_launch_without_resource_link_is_for_blackboard_only_and_says_so() {
    let token = Token::resource_link().without(claim::RESOURCE_LINK);
    let code = "lti.claim.resource_link_missing";
    for profile in [Profile::strict(), quirks::canvas(), quirks::moodle()] {
        let result = launch(&tool_for(registration().with_profile(profile)), &token);
        assert_error(result, code, Fault::Claim);
    }
    let tool = tool_for(registration().with_profile(quirks::blackboard()));
    let found = launch(&tool, &token).unwrap();
    assert_eq!(codes(&found), [code]);
    assert!(matches!(found.message(), Message::ResourceLinkMissing));
    for (name, code) in [
        (claim::ROLES, "lti.claim.roles_missing"),
        (claim::TARGET_LINK_URI, "lti.claim.target_missing"),
    ] {
        assert_error(
            launch(&tool, &token.clone().without(name)),
            code,
            Fault::Claim,
        );
    }
}
