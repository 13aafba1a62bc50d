//! Cases 13, 14 and 17: what is no token, and tokens that two readers would read differently or
//! that cost more than they should.

use super::super::Theme;
use super::super::token::{LEARNER, prefixed};
use super::super::world::World;
use crate::case::Case;
use crate::verdict::Expected::{BetterRefused, Refused};
use crate::verdict::{Found, NotJudged};
use lti_core::claim;

const FORM: &str = "RFC 7515 §5.2";
const UNIQUE: &str = "RFC 7519 §4";
const LIMITS: &str = "RFC 8259 §9";

pub(super) const THEME: Theme = Theme {
    title: "The shape of the token",
    cases: &[
        Case::token("13a", "two segments", FORM, Refused, |token| {
            token.arranged(|[h, p, _]| format!("{h}.{p}"))
        }),
        Case::token("13b", "four segments", FORM, Refused, |token| {
            token.arranged(|[h, p, s]| format!("{h}.{p}.{s}.{s}"))
        }),
        Case::token(
            "13c",
            "five segments, as of an encrypted token",
            FORM,
            Refused,
            |token| token.arranged(|[h, p, s]| format!("{h}.{s}.{s}.{p}.{s}")),
        ),
        Case::token("13d", "an empty header", FORM, Refused, |token| {
            token.arranged(|[_, p, s]| format!(".{p}.{s}"))
        }),
        Case::token("13e", "an empty payload", FORM, Refused, |token| {
            token.arranged(|[h, _, s]| format!("{h}..{s}"))
        }),
        Case::token("13f", "nothing but dots", FORM, Refused, |token| {
            token.arranged(|_| "..".to_owned())
        }),
        Case::token(
            "13g",
            "a line end behind the token",
            FORM,
            BetterRefused,
            |token| token.arranged(|[h, p, s]| format!("{h}.{p}.{s}\n")),
        ),
        Case::token("13h", "a space inside the token", FORM, Refused, |token| {
            token.arranged(|[h, p, s]| format!("{h}.{p}. {s}"))
        }),
        Case::token(
            "13i",
            "a payload that is an array",
            "RFC 7519 §7.2",
            Refused,
            |token| token.payload_text(|text| format!("[{text}]")),
        ),
        Case::token(
            "13j",
            "a payload with text behind it",
            "RFC 7519 §7.2",
            Refused,
            |token| token.payload_text(|text| format!("{text}x")),
        ),
        Case::token(
            "14b",
            "aud twice, the tool first",
            UNIQUE,
            Refused,
            |token| token.payload_text(|text| appended(&text, r#""aud":"somebody-else""#)),
        ),
        Case::token(
            "14c",
            "aud twice, the tool last",
            UNIQUE,
            BetterRefused,
            |token| token.payload_text(|text| prefixed(&text, r#""aud":"somebody-else""#)),
        ),
        Case::token("14d", "sub twice", UNIQUE, BetterRefused, |token| {
            token.payload_text(|text| prefixed(&text, r#""sub":"somebody-else""#))
        }),
        Case::token(
            "14e",
            "sub twice, once spelled with an escape",
            UNIQUE,
            BetterRefused,
            |token| token.payload_text(|text| prefixed(&text, r#""\u0073ub":"somebody-else""#)),
        ),
        Case::token(
            "17a",
            "100 kB of custom parameters",
            LIMITS,
            BetterRefused,
            |token| {
                token.claim(
                    claim::CUSTOM,
                    serde_json::json!({"essay": "x".repeat(100_000)}),
                )
            },
        ),
        Case::token(
            "17b",
            "claims nested a thousand deep",
            LIMITS,
            BetterRefused,
            |token| {
                token.payload_text(|text| {
                    let (open, close) = ("[".repeat(1000), "]".repeat(1000));
                    prefixed(&text, format_args!(r#""deep":{open}{close}"#))
                })
            },
        ),
        Case::token(
            "17c",
            "a header nested a thousand deep",
            LIMITS,
            BetterRefused,
            |token| {
                token.header_text(|text| {
                    let (open, close) = ("[".repeat(1000), "]".repeat(1000));
                    prefixed(&text, format_args!(r#""deep":{open}{close}"#))
                })
            },
        ),
        Case::token(
            "17d",
            "a hundred thousand roles",
            LIMITS,
            BetterRefused,
            |token| {
                token.without(claim::ROLES).payload_text(|text| {
                    let roles = format!(r#","{LEARNER}""#).repeat(100_000);
                    let roles = roles.trim_start_matches(',');
                    prefixed(&text, format_args!(r#""{}":[{roles}]"#, claim::ROLES))
                })
            },
        ),
        Case::steps(
            "17e",
            "8 MB in the place of a token",
            LIMITS,
            Refused,
            endless,
        ),
    ],
};

fn endless(world: &World) -> Result<Found, NotJudged> {
    let mut launch = world.open()?;
    let trail = launch.deliver_text(&"A".repeat(8 * 1024 * 1024));
    Ok(world.found(&trail))
}

/// Puts members behind the others of an object.
fn appended(object: &str, members: &str) -> String {
    let rest = object.strip_suffix('}').unwrap_or(object);
    format!("{rest},{members}}}")
}
