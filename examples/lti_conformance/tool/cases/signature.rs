//! Cases 1 to 4 and 10 to 12: whose signature it is, and by which algorithm.

use edu_jose::Sign as _;

use super::super::token::{Hand, Token};
use super::super::{Act, Change, Theme};
use crate::case::Case;
use crate::keys::{id, jwk};
use crate::verdict::Expected::{BetterRefused, Refused};
use crate::verdict::{Expected, NotJudged};

const ALGORITHM: &str = "Security Framework 1.0 §5.1.3 (6)";
const NONE: &str = "RFC 8725 §3.2";
const SIGNED: &str = "Security Framework 1.0 §5.1.3 (1)";
const OWN_KEY: &str = "RFC 8725 §3.10";
const SIZE: &str = "RFC 7518 §3.3";
const FORM: &str = "RFC 7515 §5.2";

pub(super) const THEME: Theme = Theme {
    title: "The signature",
    cases: &[
        Case::token("1a", "alg none, no signature", NONE, Refused, |token| {
            unsigned(token, "none")
        }),
        Case::token("1b", "alg None, no signature", NONE, Refused, |token| {
            unsigned(token, "None")
        }),
        Case::token("1c", "alg nOnE, no signature", NONE, Refused, |token| {
            unsigned(token, "nOnE")
        }),
        Case::token("1d", "alg NONE, no signature", NONE, Refused, |token| {
            unsigned(token, "NONE")
        }),
        Case::token(
            "1e",
            "alg none above an honest signature",
            NONE,
            Refused,
            |token| token.header("alg", "none"),
        ),
        Case::token("1f", "alg RS256, no signature", SIGNED, Refused, |token| {
            unsigned(token, "RS256")
        }),
        Case::token("1g", "no alg", ALGORITHM, Refused, |token| {
            token.without_header("alg")
        }),
        Case::token(
            "2a",
            "HS256, keyed with the public key in PEM",
            ALGORITHM,
            Refused,
            |token| token.secret(|key| key.public_key().to_pem().into_bytes()),
        ),
        Case::token(
            "2b",
            "HS256, keyed with that PEM without its last line end",
            ALGORITHM,
            Refused,
            |token| token.secret(|key| key.public_key().to_pem().trim_end().as_bytes().to_vec()),
        ),
        Case::token(
            "2c",
            "HS256, keyed with the public key in DER",
            ALGORITHM,
            Refused,
            |token| token.secret(|key| key.public_key().to_spki_der()),
        ),
        Case::token(
            "2d",
            "HS256, keyed with the published key in JSON",
            ALGORITHM,
            Refused,
            |token| token.secret(|key| jwk(key).to_string().into_bytes()),
        ),
        Case::token(
            "2e",
            "HS256, keyed with the published modulus",
            ALGORITHM,
            Refused,
            |token| {
                token.secret(|key| {
                    let key = jwk(key);
                    let modulus = key.get("n").and_then(|n| n.as_str());
                    modulus.unwrap_or_default().as_bytes().to_vec()
                })
            },
        ),
        Case::token(
            "2f",
            "HS256, keyed with nothing",
            ALGORITHM,
            Refused,
            |token| token.secret(|_| Vec::new()),
        ),
        Case::token(
            "3a",
            "alg PS256 above an RS256 signature",
            ALGORITHM,
            Refused,
            |token| token.header("alg", "PS256"),
        ),
        Case::token(
            "3b",
            "alg ES256 above an RS256 signature",
            ALGORITHM,
            Refused,
            |token| token.header("alg", "ES256"),
        ),
        Case::token(
            "3c",
            "alg RS384 above an RS256 signature",
            ALGORITHM,
            Refused,
            |token| token.header("alg", "RS384"),
        ),
        Case::token(
            "3d",
            "alg rs256, in small letters",
            "RFC 7515 §4.1.1",
            Refused,
            |token| token.header("alg", "rs256"),
        ),
        Case::token(
            "4a",
            "the attacker's key in the header (jwk), under the honest key id",
            OWN_KEY,
            Refused,
            |token| {
                let key = jwk(&token.world.keys.attacker);
                token.header("jwk", key).forged()
            },
        ),
        Case::token(
            "4b",
            "the attacker's key in the header (jwk), without key id",
            OWN_KEY,
            Refused,
            |token| {
                let key = jwk(&token.world.keys.attacker);
                token.header("jwk", key).without_header("kid").forged()
            },
        ),
        Case::token(
            "10a",
            "signed with a key nobody published, under the honest key id",
            SIGNED,
            Refused,
            |token| token.forged(),
        ),
        Case::token(
            "10b",
            "signed with a key nobody published, under its own key id",
            SIGNED,
            Refused,
            |token| {
                let own = id(&token.world.keys.attacker).to_owned();
                token.header("kid", own).forged()
            },
        ),
        Case::steps(
            "10c",
            "signed with the tool's own key",
            SIGNED,
            Refused,
            |world| {
                let why = "the tool's private key is not known; name it with --tool-key";
                let key = world.tool_key.as_ref();
                let key = key.ok_or_else(|| NotJudged(why.to_owned()))?;
                let mut launch = world.open()?;
                let mut token = launch.token();
                token.header("kid", id(key)).signed_by(Hand::Key(key));
                launch.deliver(&token)
            },
        ),
        odd(
            "11a",
            "signed with a published key of 512 bits",
            Refused,
            |token| token.weak("rsa-512"),
        ),
        odd(
            "11b",
            "signed with a published key of 1024 bits",
            Refused,
            |token| token.weak("rsa-1024"),
        ),
        odd(
            "11c",
            "signed with a published key of exponent 1",
            Refused,
            |token| token.weak("rsa-exponent-1"),
        ),
        odd(
            "11d",
            "signed with a published key of even modulus",
            BetterRefused,
            |token| token.weak("rsa-even"),
        ),
        odd(
            "11e",
            "signed with a published key of 8256 bits",
            BetterRefused,
            |token| token.weak("rsa-8256"),
        ),
        Case::token(
            "12a",
            "another payload below an honest signature",
            SIGNED,
            Refused,
            |token| {
                token.arranged(|[header, payload, signature]| {
                    format!("{header}.{}.{signature}", bent(payload))
                })
            },
        ),
        Case::token(
            "12b",
            "a signature with one bit flipped",
            SIGNED,
            Refused,
            |token| {
                token.arranged(|[header, payload, signature]| {
                    format!("{header}.{payload}.{}", bent(signature))
                })
            },
        ),
        Case::token("12c", "a signature of one byte", SIGNED, Refused, |token| {
            token.arranged(|[header, payload, _]| format!("{header}.{payload}.AA"))
        }),
        Case::token(
            "12d",
            "a signature with base64 padding",
            FORM,
            Refused,
            |token| {
                token.arranged(|[header, payload, signature]| {
                    format!("{header}.{payload}.{signature}==")
                })
            },
        ),
        Case::token(
            "12e",
            "a signature whose last character has stray bits",
            "RFC 4648 §3.5",
            BetterRefused,
            |token| {
                token.arranged(|[header, payload, signature]| {
                    format!("{header}.{payload}.{}", stray(signature))
                })
            },
        ),
    ],
};

const fn odd(
    id: &'static str,
    sent: &'static str,
    expected: Expected,
    change: Change,
) -> Case<Act> {
    Case::odd_key(id, sent, SIZE, expected, change)
}

fn unsigned<'t, 'w>(token: &'t mut Token<'w>, algorithm: &str) -> &'t mut Token<'w> {
    token.header("alg", algorithm).signed_by(Hand::Nobody)
}

/// Base64url with a bit flipped near its middle.
fn bent(segment: &str) -> String {
    let middle = segment.len() / 2;
    let bend = |(at, character): (usize, char)| match character {
        'A' if at == middle => 'B',
        _ if at == middle => 'A',
        other => other,
    };
    segment.char_indices().map(bend).collect()
}

/// The same bytes with the bits set that the last character has to spare.
fn stray(segment: &str) -> String {
    // 256 bytes leave four bits over, so that an honest last character is one of these four.
    let last = match segment.chars().next_back() {
        Some('A') => "B",
        Some('Q') => "R",
        Some('g') => "h",
        Some('w') => "x",
        Some(_) | None => "",
    };
    let kept = segment.len().saturating_sub(last.len());
    format!("{}{last}", segment.get(..kept).unwrap_or_default())
}
