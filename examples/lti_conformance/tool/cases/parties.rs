//! Cases 8, 18 to 24, 35 and 36: who says it, to whom, and for which deployment.

use serde_json::{Value, json};

use super::super::Theme;
use super::super::login::Initiation;
use super::super::token::{Hand, Token};
use super::super::world::World;
use crate::case::Case;
use crate::keys::id;
use crate::verdict::Expected::{BetterRefused, Refused};
use crate::verdict::{Found, NotJudged};
use lti_core::claim;

const ISSUER: &str = "Security Framework 1.0 §5.1.3 (2)";
const AUDIENCE: &str = "Security Framework 1.0 §5.1.3 (3)";
const PARTY: &str = "Security Framework 1.0 §5.1.3 (5)";
const SIGNED: &str = "Security Framework 1.0 §5.1.3 (1)";
const MIXED_UP: &str = "RFC 9700 §4.4; Security Framework 1.0 §5.1.3 (2)";
const DEPLOYMENT: &str = "LTI Core 1.3 §5.3.3";

/// A client that is not the tool.
const OTHER_CLIENT: &str = "somebody-else";

pub(super) const THEME: Theme = Theme {
    title: "Who says it, and to whom",
    cases: &[
        Case::steps(
            "8a",
            "signed with the other platform's key, under its key id",
            SIGNED,
            Refused,
            |world| foreign_key(world, true),
        ),
        Case::steps(
            "8b",
            "signed with the other platform's key, under the honest key id",
            SIGNED,
            Refused,
            |world| foreign_key(world, false),
        ),
        Case::token(
            "18a",
            "issuer with a slash at its end",
            ISSUER,
            Refused,
            |token| issuer(token, |own| format!("{own}/")),
        ),
        Case::token(
            "18b",
            "issuer in capital letters",
            ISSUER,
            Refused,
            |token| issuer(token, str::to_uppercase),
        ),
        Case::token(
            "18c",
            "issuer with the other scheme",
            ISSUER,
            Refused,
            |token| {
                issuer(token, |own| match own.strip_prefix("https:") {
                    Some(rest) => format!("http:{rest}"),
                    None => own.replacen("http:", "https:", 1),
                })
            },
        ),
        Case::token(
            "18d",
            "issuer with a digit more",
            ISSUER,
            Refused,
            |token| issuer(token, |own| format!("{own}0")),
        ),
        Case::token(
            "18e",
            "issuer with a letter that only looks like an o",
            ISSUER,
            Refused,
            |token| issuer(token, look_alike),
        ),
        Case::token("18f", "issuer of somebody else", ISSUER, Refused, |token| {
            token.claim("iss", "https://evil.example")
        }),
        Case::token("18g", "no issuer", ISSUER, Refused, |token| {
            token.without("iss")
        }),
        Case::token(
            "19a",
            "issuer in an array beside another",
            ISSUER,
            Refused,
            |token| {
                let issuer = json!([token.party.issuer, "https://evil.example"]);
                token.claim("iss", issuer)
            },
        ),
        Case::token(
            "20a",
            "audience is another tool",
            AUDIENCE,
            Refused,
            |token| token.claim("aud", OTHER_CLIENT),
        ),
        Case::token(
            "20b",
            "audience is the tool's client id and one letter more",
            AUDIENCE,
            Refused,
            |token| {
                let client = format!("{}x", token.party.client_id);
                token.claim("aud", client)
            },
        ),
        Case::token(
            "21a",
            "audience is the tool and another, no azp",
            AUDIENCE,
            Refused,
            |token| audience(token, true),
        ),
        Case::token(
            "21b",
            "audience is another and the tool, no azp",
            AUDIENCE,
            Refused,
            |token| audience(token, false),
        ),
        Case::token(
            "21c",
            "audience is the tool and another, azp the tool",
            AUDIENCE,
            Refused,
            |token| {
                let own = token.party.client_id.clone();
                audience(token, true).claim("azp", own)
            },
        ),
        Case::token(
            "22a",
            "audience is the tool and another, azp the other",
            PARTY,
            Refused,
            |token| audience(token, true).claim("azp", OTHER_CLIENT),
        ),
        Case::token(
            "23a",
            "audience is the tool alone, azp another",
            PARTY,
            Refused,
            |token| token.claim("azp", OTHER_CLIENT),
        ),
        Case::token(
            "24a",
            "audience is an empty array",
            AUDIENCE,
            Refused,
            |token| token.claim("aud", json!([])),
        ),
        Case::token("24b", "audience is an object", AUDIENCE, Refused, |token| {
            let audience = json!({"0": token.party.client_id});
            token.claim("aud", audience)
        }),
        Case::token("24c", "audience is a number", AUDIENCE, Refused, |token| {
            token.claim("aud", 7)
        }),
        Case::token("24d", "no audience", AUDIENCE, Refused, |token| {
            token.without("aud")
        }),
        Case::token(
            "24e",
            "audience is the tool in an array with a number",
            AUDIENCE,
            Refused,
            |token| {
                let audience = json!([token.party.client_id, 7]);
                token.claim("aud", audience)
            },
        ),
        Case::token(
            "24f",
            "audience is the tool twice",
            AUDIENCE,
            BetterRefused,
            |token| {
                let audience = json!([token.party.client_id, token.party.client_id]);
                token.claim("aud", audience)
            },
        ),
        Case::steps(
            "35a",
            "an honest token of the other platform for a login of this one",
            MIXED_UP,
            Refused,
            mixed_up,
        ),
        Case::token("36a", "no deployment", DEPLOYMENT, Refused, |token| {
            token.without(claim::DEPLOYMENT_ID)
        }),
        Case::token(
            "36b",
            "deployment is a number",
            DEPLOYMENT,
            Refused,
            |token| token.claim(claim::DEPLOYMENT_ID, 7),
        ),
        Case::token("36c", "deployment empty", DEPLOYMENT, Refused, |token| {
            token.claim(claim::DEPLOYMENT_ID, "")
        }),
        Case::token(
            "36d",
            "deployment unknown",
            "LTI Core 1.3 §3.1.3",
            BetterRefused,
            |token| token.claim(claim::DEPLOYMENT_ID, "unknown-deployment"),
        ),
        Case::steps(
            "36e",
            "deployment of another client of the issuer",
            "LTI Core 1.3 §3.1.3",
            BetterRefused,
            of_other_client,
        ),
        Case::login(
            "36f",
            "a login that announces another deployment than the token names",
            "LTI Core 1.3 §4.1.2",
            BetterRefused,
            |initiation| initiation.set("lti_deployment_id", "unknown-deployment"),
        ),
    ],
};

fn issuer<'t, 'w>(token: &'t mut Token<'w>, change: fn(&str) -> String) -> &'t mut Token<'w> {
    let changed = change(&token.party.issuer);
    token.claim("iss", changed)
}

/// The issuer with a Cyrillic o, or behind it where there is none, a space nobody sees.
fn look_alike(issuer: &str) -> String {
    let changed = issuer.replacen('o', "\u{43e}", 1);
    if changed == issuer {
        return format!("{issuer}\u{200b}");
    }
    changed
}

/// Names the tool and another client, one of them first.
fn audience<'t, 'w>(token: &'t mut Token<'w>, own_first: bool) -> &'t mut Token<'w> {
    let own: Value = token.party.client_id.as_str().into();
    let audience = if own_first {
        json!([own, OTHER_CLIENT])
    } else {
        json!([OTHER_CLIENT, own])
    };
    token.claim("aud", audience)
}

fn without_other() -> NotJudged {
    NotJudged("the tool does not have the registration of the other platform".to_owned())
}

fn foreign_key(world: &World, own_id: bool) -> Result<Found, NotJudged> {
    if !world.knows_other {
        return Err(without_other());
    }
    let mut launch = world.open()?;
    let mut token = launch.token();
    let key = &world.keys.other;
    token.signed_by(Hand::Key(key));
    if own_id {
        token.header("kid", id(key));
    }
    launch.deliver(&token)
}

fn mixed_up(world: &World) -> Result<Found, NotJudged> {
    if !world.knows_other {
        return Err(without_other());
    }
    let mut launch = world.open()?;
    let nonce = launch.asked("nonce").to_owned();
    let token = Token::honest(world, &world.parties.other, &nonce);
    launch.deliver(&token)
}

fn of_other_client(world: &World) -> Result<Found, NotJudged> {
    if !world.knows_second {
        let why = "the tool does not have the second registration of the issuer";
        return Err(NotJudged(why.to_owned()));
    }
    let mut initiation = Initiation::honest(world, &world.parties.first);
    initiation.without("lti_deployment_id");
    let begun = world.begin(world.browser(), &initiation);
    let mut launch = begun.map_err(|trail| NotJudged(trail.words()))?;
    let mut token = launch.token();
    token.claim(
        claim::DEPLOYMENT_ID,
        world.parties.second.deployment.as_str(),
    );
    launch.deliver(&token)
}
