//! Cases 25 to 29: when it was said, and for how long it holds.

use serde_json::json;

use super::super::Theme;
use super::super::token::prefixed;
use crate::case::Case;
use crate::verdict::Expected::{BetterAccepted, BetterRefused, Refused};

const EXPIRY: &str = "Security Framework 1.0 §5.1.3 (7)";
const ISSUED: &str = "Security Framework 1.0 §5.1.3 (8)";
const DATE: &str = "RFC 7519 §2";
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

pub(super) const THEME: Theme = Theme {
    title: "When it was said",
    cases: &[
        Case::token("25a", "expired an hour ago", EXPIRY, Refused, |token| {
            token.times(-2 * HOUR, -HOUR)
        }),
        Case::token("25b", "expired ten minutes ago", EXPIRY, Refused, |token| {
            token.times(-11 * MINUTE, -10 * MINUTE)
        }),
        Case::token(
            "25c",
            "expired two minutes ago",
            EXPIRY,
            BetterRefused,
            |token| token.times(-5 * MINUTE, -2 * MINUTE),
        ),
        Case::token(
            "25d",
            "expired 30 seconds ago, which clocks may differ",
            EXPIRY,
            BetterAccepted,
            |token| token.times(-90, -30),
        ),
        Case::token("26a", "no expiry", EXPIRY, Refused, |token| {
            token.without("exp")
        }),
        Case::token("26b", "expiry in a text", DATE, Refused, |token| {
            let expires = token.now.saturating_add(300).to_string();
            token.claim("exp", expires)
        }),
        Case::token(
            "26c",
            "expiry NaN, which is no JSON",
            "RFC 8259 §6",
            Refused,
            |token| {
                token
                    .without("exp")
                    .payload_text(|text| prefixed(&text, r#""exp":NaN"#))
            },
        ),
        Case::token("26d", "expiry 1e400", DATE, Refused, |token| {
            token
                .without("exp")
                .payload_text(|text| prefixed(&text, r#""exp":1e400"#))
        }),
        Case::token("26e", "expiry negative", EXPIRY, Refused, |token| {
            token.claim("exp", -1)
        }),
        Case::token("26f", "expiry null", EXPIRY, Refused, |token| {
            token.claim("exp", json!(null))
        }),
        Case::token("26g", "expiry true", DATE, Refused, |token| {
            token.claim("exp", true)
        }),
        Case::token("26h", "no time of issue", ISSUED, Refused, |token| {
            token.without("iat")
        }),
        Case::token(
            "26i",
            "times with a fraction",
            DATE,
            BetterAccepted,
            |token| {
                let expires = json!(seconds(token.now) + 300.5);
                token.claim("exp", expires)
            },
        ),
        Case::token(
            "27a",
            "issued an hour in the future",
            ISSUED,
            BetterRefused,
            |token| token.times(HOUR, 2 * HOUR),
        ),
        Case::token(
            "27b",
            "issued 30 seconds in the future, which clocks may differ",
            ISSUED,
            BetterAccepted,
            |token| token.times(30, 330),
        ),
        Case::token(
            "27c",
            "not to be accepted for another hour (nbf)",
            "RFC 7519 §4.1.5",
            Refused,
            |token| {
                let from = token.now.saturating_add(HOUR);
                token.claim("nbf", from)
            },
        ),
        Case::token(
            "27d",
            "not to be accepted for 30 seconds (nbf)",
            "RFC 7519 §4.1.5",
            BetterAccepted,
            |token| {
                let from = token.now.saturating_add(30);
                token.claim("nbf", from)
            },
        ),
        Case::token(
            "28a",
            "issued two hours ago, expires in an hour",
            ISSUED,
            BetterRefused,
            |token| token.times(-2 * HOUR, HOUR),
        ),
        Case::token(
            "29a",
            "lives for ten years",
            "RFC 8725 §3.10",
            BetterRefused,
            |token| token.times(0, 87_600 * HOUR),
        ),
        Case::token(
            "29b",
            "expires before it was issued",
            EXPIRY,
            BetterRefused,
            |token| token.times(50, 40),
        ),
    ],
};

/// A time as JSON programs hold it.
#[expect(clippy::cast_precision_loss, reason = "times are far below 2^52")]
fn seconds(time: i64) -> f64 {
    time as f64
}
