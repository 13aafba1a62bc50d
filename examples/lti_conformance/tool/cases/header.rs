//! Cases 5, 6, 9, 15 and 16: what a header says, and which key it asks for.

use serde_json::json;

use super::super::Theme;
use super::super::token::{Hand, Token, prefixed};
use super::super::world::World;
use crate::case::Case;
use crate::keys::{MIXED, TWIN};
use crate::verdict::Expected::{BetterRefused, Either, Refused};
use crate::verdict::{Found, NotJudged};
use lti_core::claim;

const NO_FETCH: &str = "RFC 8725 §3.10; nothing is fetched";
const NAMED: &str = "RFC 8725 §3.10";
const KEY_ID: &str = "OpenID Connect Core 1.0 §10.1";
const CRITICAL: &str = "RFC 7515 §4.1.11";
const TYPE: &str = "RFC 8725 §3.11";
const MESSAGE: &str = "LTI Core 1.3 §5.3";

pub(super) const THEME: Theme = Theme {
    title: "The header, and the key it names",
    cases: &[
        Case::steps(
            "5a",
            "jku to the attacker's keys, signed by the attacker",
            NO_FETCH,
            Refused,
            |world| trapped(world, "jku", true),
        ),
        Case::steps(
            "5b",
            "x5u to the attacker, signed by the attacker",
            NO_FETCH,
            Refused,
            |world| trapped(world, "x5u", true),
        ),
        Case::steps(
            "5c",
            "jku to the attacker, without key id",
            NO_FETCH,
            Refused,
            |world| trapped(world, "jku", false),
        ),
        Case::token(
            "5d",
            "jku to 169.254.169.254, signed by the attacker",
            NO_FETCH,
            Refused,
            |token| {
                token
                    .header("jku", "http://169.254.169.254/latest/meta-data/")
                    .forged()
            },
        ),
        Case::token("6a", "key id ../../etc/passwd", NAMED, Refused, |token| {
            token.header("kid", "../../etc/passwd")
        }),
        Case::token("6b", "key id of SQL", NAMED, Refused, |token| {
            token.header("kid", "x' OR '1'='1")
        }),
        Case::token("6c", "key id of 10 kB", NAMED, Refused, |token| {
            token.header("kid", "k".repeat(10_000))
        }),
        Case::token("6d", "key id with NUL", NAMED, Refused, |token| {
            token.header("kid", "k\0k")
        }),
        Case::token(
            "6e",
            "key id 7, a number",
            "RFC 7515 §4.1.4",
            Refused,
            |token| token.header("kid", 7),
        ),
        Case::token(
            "6f",
            "key id in an array",
            "RFC 7515 §4.1.4",
            Refused,
            |token| {
                let own = token.key_id();
                token.header("kid", json!([own]))
            },
        ),
        Case::token("6g", "key id empty", KEY_ID, Refused, |token| {
            token.header("kid", "")
        }),
        Case::token(
            "6h",
            "no key id, with several keys published",
            KEY_ID,
            Refused,
            |token| token.without_header("kid"),
        ),
        Case::token(
            "6i",
            "key id of the platform's next key above this one's signature",
            NAMED,
            Refused,
            |token| {
                let next = crate::keys::id(&token.world.keys.next).to_owned();
                token.header("kid", next)
            },
        ),
        Case::odd_key(
            "9a",
            "a key id that two keys have, signed with the second",
            NAMED,
            BetterRefused,
            |token| {
                let second = &token.world.keys.twin;
                token.header("kid", TWIN).signed_by(Hand::Key(second))
            },
        ),
        Case::odd_key(
            "9b",
            "a key id that keys of two types have, ES256 by the second",
            NAMED,
            BetterRefused,
            |token| {
                let second = &token.world.keys.curve;
                token
                    .header("kid", MIXED)
                    .header("alg", "ES256")
                    .signed_by(Hand::Key(second))
            },
        ),
        Case::odd_key(
            "9c",
            "a key id that keys of two types have, RS256 by the first",
            NAMED,
            Either,
            |token| {
                let first = &token.world.keys.next;
                token.header("kid", MIXED).signed_by(Hand::Key(first))
            },
        ),
        Case::token(
            "14a",
            "alg twice in the header, none first",
            "RFC 7515 §4",
            BetterRefused,
            |token| token.header_text(|text| prefixed(&text, r#""alg":"none""#)),
        ),
        Case::token(
            "15a",
            "crit with an unknown name",
            CRITICAL,
            Refused,
            |token| {
                token
                    .header("crit", json!(["unheard-of"]))
                    .header("unheard-of", true)
            },
        ),
        Case::token("15b", "crit empty", CRITICAL, Refused, |token| {
            token.header("crit", json!([]))
        }),
        Case::token(
            "15c",
            "b64 false, named in crit",
            "RFC 7797 §7",
            Refused,
            |token| token.header("crit", json!(["b64"])).header("b64", false),
        ),
        Case::token(
            "15d",
            "b64 false, not named in crit",
            "RFC 7797 §6",
            BetterRefused,
            |token| token.header("b64", false),
        ),
        Case::token(
            "15e",
            "zip DEF",
            "RFC 7516 §4.1.3",
            BetterRefused,
            |token| token.header("zip", "DEF"),
        ),
        Case::token(
            "16a",
            "typ at+jwt, an access token",
            TYPE,
            BetterRefused,
            |token| token.header("typ", "at+jwt"),
        ),
        Case::token(
            "16b",
            "typ secevent+jwt, a security event",
            TYPE,
            BetterRefused,
            |token| token.header("typ", "secevent+jwt"),
        ),
        Case::token(
            "16c",
            "a notice of the platform",
            MESSAGE,
            Refused,
            |token| {
                token.without(claim::MESSAGE_TYPE).without("sub").without(claim::RESOURCE_LINK)
                .claim(claim::NOTICE, json!({"id": "n-1", "type": "LtiHelloWorldNotice", "timestamp": "2026-01-01T00:00:00Z"}))
            },
        ),
        Case::token(
            "16d",
            "a deep-linking response",
            MESSAGE,
            Refused,
            |token| {
                token
                    .without(claim::RESOURCE_LINK)
                    .claim(claim::MESSAGE_TYPE, "LtiDeepLinkingResponse")
            },
        ),
    ],
};

/// Names an address of the trap in the header; nobody may come there.
fn trapped(world: &World, member: &str, with_key_id: bool) -> Result<Found, NotJudged> {
    let before = world.platform.trapped().len();
    let mut launch = world.open()?;
    let mut token = launch.token();
    token.header(member, world.platform.trap(member)).forged();
    if !with_key_id {
        token.without_header("kid");
    }
    let found = launch.deliver(&token)?;
    if world.platform.trapped().len() > before {
        return Ok(found.with_fault("the tool fetched from the address that the token named"));
    }
    Ok(found)
}

impl Token<'_> {
    /// The id of the honest key.
    fn key_id(&self) -> String {
        crate::keys::id(&self.world.keys.signing).to_owned()
    }
}
