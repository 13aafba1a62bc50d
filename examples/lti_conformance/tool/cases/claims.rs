//! Cases 37 to 42: what the message must say.

use serde_json::json;

use super::super::Theme;
use super::super::token::INSTRUCTOR;
use crate::case::Case;
use crate::verdict::Expected::{Accepted, BetterAccepted, BetterRefused, Either, Refused};
use lti_core::claim;

const TYPE: &str = "LTI Core 1.3 §5.3.1";
const VERSION: &str = "LTI Core 1.3 §5.3.2";
const LINK: &str = "LTI Core 1.3 §5.3.5";
const PERSON: &str = "LTI Core 1.3 §5.3.6";
const ROLES: &str = "LTI Core 1.3 §5.3.7";
const CHOICE: &str = "Deep Linking 2.0 §4.4";

pub(super) const THEME: Theme = Theme {
    title: "What the message says",
    cases: &[
        Case::token("37a", "no message type", TYPE, Refused, |token| {
            token.without(claim::MESSAGE_TYPE)
        }),
        Case::token(
            "37b",
            "message type with a small first letter",
            TYPE,
            Refused,
            |token| token.claim(claim::MESSAGE_TYPE, "ltiResourceLinkRequest"),
        ),
        Case::token("37c", "message type unknown", TYPE, Refused, |token| {
            token.claim(claim::MESSAGE_TYPE, "LtiUnheardOf")
        }),
        Case::token("37d", "message type of LTI 1.1", TYPE, Refused, |token| {
            token.claim(claim::MESSAGE_TYPE, "basic-lti-launch-request")
        }),
        Case::token("37e", "message type in an array", TYPE, Refused, |token| {
            token.claim(claim::MESSAGE_TYPE, json!(["LtiResourceLinkRequest"]))
        }),
        Case::token("38a", "version 1.3", VERSION, Refused, |token| {
            token.claim(claim::VERSION, "1.3")
        }),
        Case::token("38b", "version 1.3.1", VERSION, Refused, |token| {
            token.claim(claim::VERSION, "1.3.1")
        }),
        Case::token("38c", "version LTI-1p0", VERSION, Refused, |token| {
            token.claim(claim::VERSION, "LTI-1p0")
        }),
        Case::token("38d", "version 11.3.0", VERSION, Refused, |token| {
            token.claim(claim::VERSION, "11.3.0")
        }),
        Case::token("38e", "no version", VERSION, Refused, |token| {
            token.without(claim::VERSION)
        }),
        Case::token(
            "39a",
            "a deep-linking request with the claims of a resource link",
            CHOICE,
            Refused,
            |token| token.claim(claim::MESSAGE_TYPE, "LtiDeepLinkingRequest"),
        ),
        Case::token(
            "39b",
            "a resource link with the claims of a deep-linking request",
            LINK,
            Refused,
            |token| {
                token
                    .deep_linking()
                    .claim(claim::MESSAGE_TYPE, "LtiResourceLinkRequest")
            },
        ),
        Case::token(
            "39c",
            "a deep-linking request with all its claims",
            TYPE,
            Either,
            |token| token.deep_linking(),
        ),
        Case::token("40a", "no resource link", LINK, Refused, |token| {
            token.without(claim::RESOURCE_LINK)
        }),
        Case::token("40b", "resource link null", LINK, Refused, |token| {
            token.claim(claim::RESOURCE_LINK, json!(null))
        }),
        Case::token("40c", "resource link without id", LINK, Refused, |token| {
            token.claim(claim::RESOURCE_LINK, json!({"title": "A link"}))
        }),
        Case::token(
            "40d",
            "resource link with an empty id",
            LINK,
            Refused,
            |token| token.claim(claim::RESOURCE_LINK, json!({"id": ""})),
        ),
        Case::token(
            "40e",
            "resource link whose id has 256 characters",
            LINK,
            BetterRefused,
            |token| token.claim(claim::RESOURCE_LINK, json!({"id": "l".repeat(256)})),
        ),
        Case::token(
            "40f",
            "resource link whose id is not ASCII",
            LINK,
            BetterRefused,
            |token| token.claim(claim::RESOURCE_LINK, json!({"id": "caf\u{e9}"})),
        ),
        Case::token(
            "40g",
            "resource link whose id has 255 characters",
            LINK,
            Accepted,
            |token| token.claim(claim::RESOURCE_LINK, json!({"id": "l".repeat(255)})),
        ),
        Case::token(
            "41a",
            "person of 256 characters",
            "OpenID Connect Core 1.0 §2",
            BetterRefused,
            |token| token.claim("sub", "s".repeat(256)),
        ),
        Case::token("41b", "person empty", PERSON, Refused, |token| {
            token.claim("sub", "")
        }),
        Case::token(
            "41c",
            "person a number",
            "RFC 7519 §4.1.2",
            Refused,
            |token| token.claim("sub", 7),
        ),
        Case::token(
            "41d",
            "nobody: an anonymous launch",
            "LTI Core 1.3 §5.3.6.1",
            Either,
            |token| {
                token
                    .without("sub")
                    .without("name")
                    .without("given_name")
                    .without("family_name")
            },
        ),
        Case::token(
            "41e",
            "person of 255 characters",
            PERSON,
            Accepted,
            |token| token.claim("sub", "s".repeat(255)),
        ),
        Case::token("42a", "roles in a text", ROLES, Refused, |token| {
            token.claim(claim::ROLES, INSTRUCTOR)
        }),
        Case::token("42b", "roles null", ROLES, Refused, |token| {
            token.claim(claim::ROLES, json!(null))
        }),
        Case::token("42c", "no roles claim", ROLES, Refused, |token| {
            token.without(claim::ROLES)
        }),
        Case::token(
            "42d",
            "roles with a number among them",
            ROLES,
            Refused,
            |token| token.claim(claim::ROLES, json!([INSTRUCTOR, 7])),
        ),
        Case::token("42e", "roles empty", ROLES, Accepted, |token| {
            token.claim(claim::ROLES, json!([]))
        }),
        Case::token(
            "42f",
            "roles that are all unknown",
            ROLES,
            BetterAccepted,
            |token| token.claim(claim::ROLES, json!(["https://evil.example/roles#King"])),
        ),
    ],
};
