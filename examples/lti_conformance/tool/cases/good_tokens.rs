//! Messages that are as platforms in use send them, and must hold.

use serde_json::json;

use super::super::Theme;
use super::super::token::{Hand, INSTRUCTOR, LEARNER};
use crate::case::Case;
use crate::keys::id;
use crate::verdict::Expected::{Accepted, BetterAccepted, Either};
use lti_core::claim;

const OPTIONAL: &str = "LTI Core 1.3 §5.4";
const ROLES: &str = "LTI Core 1.3 §5.3.7";
const KEYS: &str = "Security Framework 1.0 §6";

pub(super) const THEME: Theme = Theme {
    title: "Messages that hold",
    cases: &[
        Case::token(
            "g15",
            "audience in an array of one",
            "RFC 7519 §4.1.3",
            Accepted,
            |token| {
                let audience = json!([token.party.client_id]);
                token.claim("aud", audience)
            },
        ),
        Case::token(
            "g16",
            "azp is the tool",
            "Security Framework 1.0 §5.1.3 (5)",
            Accepted,
            |token| {
                let own = token.party.client_id.clone();
                token.claim("azp", own)
            },
        ),
        Case::token(
            "g17",
            "a token that lives 60 seconds, as Moodle's",
            "Security Framework 1.0 §5.1.3 (7)",
            Accepted,
            |token| token.times(0, 60),
        ),
        Case::token(
            "g18",
            "a token that lives an hour, as Canvas's",
            "Security Framework 1.0 §5.1.3 (7)",
            Accepted,
            |token| token.times(0, 3600),
        ),
        Case::token(
            "g19",
            "no typ in the header",
            "RFC 7519 §5.1",
            Accepted,
            |token| token.without_header("typ"),
        ),
        Case::token(
            "g20",
            "typ jwt in small letters",
            "RFC 7519 §5.1",
            BetterAccepted,
            |token| token.header("typ", "jwt"),
        ),
        Case::token(
            "g21",
            "a role that nobody knows beside one of the vocabulary",
            ROLES,
            Accepted,
            |token| {
                token.claim(
                    claim::ROLES,
                    json!(["https://vendor.example/roles#Proctor", LEARNER]),
                )
            },
        ),
        Case::token(
            "g22",
            "several roles with a sub-role, as Canvas sends an assistant",
            ROLES,
            Accepted,
            |token| {
                let assistant = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant";
                token.claim(claim::ROLES, json!([INSTRUCTOR, assistant]))
            },
        ),
        Case::token(
            "g23",
            "a role by its short name",
            "LTI Core 1.3 §A.2.3.1",
            BetterAccepted,
            |token| token.claim(claim::ROLES, json!(["Instructor"])),
        ),
        Case::token(
            "g24",
            "nothing that may be left out",
            OPTIONAL,
            Accepted,
            |token| {
                token
                    .without("name")
                    .without("given_name")
                    .without("family_name")
                    .without("locale")
                    .without(claim::CONTEXT)
                    .without(claim::CUSTOM)
            },
        ),
        Case::token(
            "g25",
            "optional claims that are null",
            OPTIONAL,
            BetterAccepted,
            |token| {
                let null = || json!(null);
                token
                    .claim("name", null())
                    .claim("email", null())
                    .claim("picture", null())
                    .claim(claim::CUSTOM, null())
                    .claim(claim::LIS, null())
                    .claim(claim::TOOL_PLATFORM, null())
            },
        ),
        Case::token(
            "g26",
            "null in the title of the link",
            OPTIONAL,
            BetterAccepted,
            |token| {
                token.claim(
                    claim::RESOURCE_LINK,
                    json!({"id": "conformance-link-1", "title": null, "description": null}),
                )
            },
        ),
        Case::token(
            "g27",
            "custom parameters that are no texts",
            "LTI Core 1.3 §5.4.6",
            BetterAccepted,
            |token| {
                token.claim(
                    claim::CUSTOM,
                    json!({"number": 1.5, "flag": true, "nothing": null}),
                )
            },
        ),
        Case::token(
            "g28",
            "claims of vendors",
            "LTI Core 1.3 §5.4",
            Accepted,
            |token| {
                token
                    .claim("https://www.instructure.com/placement", json!(null))
                    .claim("http://www.brightspace.com", json!({"user_id": 1}))
                    .claim("errors", json!({"errors": {}}))
            },
        ),
        Case::token(
            "g29",
            "every other claim that platforms send",
            OPTIONAL,
            Accepted,
            |token| {
                token.claim("email", "con@school.example").claim("email_verified", true)
                .claim(claim::LAUNCH_PRESENTATION, json!({"document_target": "iframe", "height": 600, "width": 800, "return_url": "https://school.example/back", "locale": "de-CH"}))
                .claim(claim::TOOL_PLATFORM, json!({"guid": "g-1", "name": "A school", "product_family_code": "conformance", "version": "1"}))
                .claim(claim::LIS, json!({"person_sourcedid": "p-1", "course_section_sourcedid": "c-1"}))
                .claim(claim::AGS_ENDPOINT, json!({"scope": ["https://purl.imsglobal.org/spec/lti-ags/scope/score"], "lineitems": "https://school.example/lineitems"}))
                .claim(claim::NAMES_AND_ROLES, json!({"context_memberships_url": "https://school.example/members", "service_versions": ["2.0"]}))
            },
        ),
        Case::token(
            "g30",
            "a token of 30 kB",
            "RFC 7519 §7",
            Accepted,
            |token| token.claim(claim::CUSTOM, json!({"essay": "x".repeat(22_000)})),
        ),
        Case::token(
            "g31",
            "signed with the next key, published all along",
            KEYS,
            Accepted,
            |token| {
                let next = &token.world.keys.next;
                token.header("kid", id(next)).signed_by(Hand::Key(next))
            },
        ),
        Case::steps(
            "g32",
            "signed with a key that was published a moment ago, without notice",
            KEYS,
            Either,
            |world| {
                world.platform.publish_late();
                let mut launch = world.open()?;
                let mut token = launch.token();
                let late = &world.keys.late;
                token.header("kid", id(late)).signed_by(Hand::Key(late));
                launch.deliver(&token)
            },
        ),
        Case::token(
            "g33",
            "a person whose names are not ASCII",
            "OpenID Connect Core 1.0 §5.1",
            Accepted,
            |token| {
                token
                    .claim("name", "Zo\u{eb} O'Hara & \u{5b66}\u{751f}")
                    .claim("given_name", "Zo\u{eb}")
            },
        ),
    ],
};
