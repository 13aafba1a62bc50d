//! What the message says, rule by rule and then by all rules of a strict tool.

use edu_jose::KeyId;
use edu_jose_ring::Ring;
use edu_types::{HttpUrl, Severity, Timestamp};
use lti_core::{ClientId, DeploymentId, Inspection, Issuer, Nonce, claim};
use serde_json::Value;

use super::super::Theme;
use super::super::ask::find;
use super::super::world::{Message, World, fresh, segment};
use crate::case::Case;
use crate::clock::now;
use crate::verdict::Expected::Says;
use crate::verdict::{Found, NotJudged};

const SIGNED: &str = "Security Framework 1.0 §5.1.2";
const VALID: &str = "Security Framework 1.0 §5.1.3";
const CORE: &str = "LTI Core 1.3 §5.3";

/// How far the clocks may be apart, in seconds.
const LEEWAY: i64 = 60;
/// Longest life of a token that any platform in use needs, in seconds.
const HOUR: i64 = 3600;

pub(super) const THEME: Theme = Theme {
    title: "The message",
    cases: &[
        Case::new("m1", "alg", SIGNED, Says("RS256"), |world| {
            let message = world.message()?;
            let found = text(&message.header, "alg");
            let others = ["RS384", "RS512", "ES256", "ES384", "ES512"];
            Ok(match found.as_str() {
                "RS256" => Found::told(found),
                other if others.contains(&other) => {
                    Found::told(found).with_blemish("every tool knows RS256, few know others")
                }
                _ => Found::told(found).with_fault("no algorithm that tools may accept"),
            })
        }),
        Case::new("m2", "kid", SIGNED, Says("a published key"), |world| {
            let message = world.message()?;
            let id = text(&message.header, "kid");
            let known = KeyId::new(id).is_ok_and(|id| world.keys.contains(&id));
            Ok(holds(
                known,
                "a published key",
                "the token names no published key",
            ))
        }),
        Case::new(
            "m3",
            "typ",
            "RFC 7519 §5.1",
            Says("JWT, or none"),
            |world| {
                let message = world.message()?;
                let typ = message.header.get("typ").and_then(Value::as_str);
                let fits = typ.is_none_or(|typ| typ.eq_ignore_ascii_case("JWT"));
                Ok(holds(
                    fits,
                    typ.unwrap_or("none"),
                    "the header says that it is another kind of token",
                ))
            },
        ),
        Case::new("m4", "iss", VALID, Says("the issuer"), |world| {
            let message = world.message()?;
            let issuer = text(&message.claims, "iss");
            Ok(holds(
                issuer == world.issuer,
                &issuer,
                "not the issuer of the login, byte for byte",
            ))
        }),
        Case::new("m5", "aud", VALID, Says("the tool alone"), |world| {
            let message = world.message()?;
            let own = world.tool.client_id.as_str();
            let fits = match message.claims.get("aud") {
                Some(Value::String(only)) => only == own,
                Some(Value::Array(all)) => {
                    all.iter().all(|one| one.as_str() == Some(own)) && !all.is_empty()
                }
                Some(_) | None => false,
            };
            Ok(holds(
                fits,
                "audience",
                "the audience is not the tool, or not the tool alone",
            ))
        }),
        Case::new("m6", "azp", VALID, Says("the tool, or none"), |world| {
            let message = world.message()?;
            let party = message.claims.get("azp").filter(|party| !party.is_null());
            let fits = party.is_none_or(|party| party.as_str() == Some(&world.tool.client_id));
            Ok(holds(
                fits,
                if party.is_some() { "there" } else { "none" },
                "the authorized party is another",
            ))
        }),
        Case::new("m7", "iat", VALID, Says("now"), |world| {
            let message = world.message()?;
            let off = number(&message.claims, "iat").map(|iat| iat.saturating_sub(now()));
            let fits = off.is_some_and(|off| (-LEEWAY..=LEEWAY).contains(&off));
            let told =
                off.map_or_else(|| "no number".to_owned(), |off| format!("{off} s from now"));
            Ok(holds(fits, &told, "the time of issue is not now"))
        }),
        Case::new("m8", "exp", VALID, Says("within an hour"), |world| {
            let message = world.message()?;
            let (issued, expires) = (
                number(&message.claims, "iat"),
                number(&message.claims, "exp"),
            );
            let life = expires
                .unwrap_or_default()
                .saturating_sub(issued.unwrap_or_default());
            let found = Found::told(format!("after {life} s"));
            Ok(match life {
                ..=0 => found.with_fault("it expires before it is issued, or there is no expiry"),
                1..=HOUR => found,
                _ => found.with_blemish("a stolen token is of use for long"),
            })
        }),
        Case::new(
            "m9",
            "nonce",
            VALID,
            Says("the nonce of the request"),
            |world| {
                let message = world.message()?;
                let fits = text(&message.claims, "nonce") == message.nonce;
                Ok(holds(
                    fits,
                    "nonce",
                    "not the nonce that was asked for, byte for byte",
                ))
            },
        ),
        Case::new("m10", "sub", CORE, Says("a person"), |world| {
            let message = world.message()?;
            let person = text(&message.claims, "sub");
            let fits = (1..=255).contains(&person.len()) && person.is_ascii();
            Ok(holds(fits, "sub", "no person of 1 to 255 ASCII characters"))
        }),
        Case::new(
            "m11",
            "deployment_id",
            CORE,
            Says("the deployment"),
            |world| {
                let message = world.message()?;
                let deployment = text(&message.claims, claim::DEPLOYMENT_ID);
                let announced = find(&message.initiation, "lti_deployment_id");
                let fits = Some(&deployment) == world.deployment.as_ref()
                    && announced.is_none_or(|announced| announced == deployment);
                Ok(holds(
                    fits,
                    &deployment,
                    "not the deployment, or not the one the login announced",
                ))
            },
        ),
        Case::new("m12", "version", CORE, Says("1.3.0"), |world| {
            let version = text(&world.message()?.claims, claim::VERSION);
            Ok(holds(version == "1.3.0", &version, "another version"))
        }),
        Case::new(
            "m13",
            "message_type",
            CORE,
            Says("a type that goes to tools"),
            |world| {
                let kind = text(&world.message()?.claims, claim::MESSAGE_TYPE);
                let fits = kind.starts_with("Lti") && kind.ends_with("Request");
                Ok(holds(fits, &kind, "no message of LTI 1.3 to a tool"))
            },
        ),
        Case::new(
            "m14",
            "target_link_uri",
            "LTI Core 1.3 §4.1.1",
            Says("that of the login"),
            |world| {
                let message = world.message()?;
                let target = text(&message.claims, claim::TARGET_LINK_URI);
                let fits = find(&message.initiation, "target_link_uri") == Some(&target);
                Ok(holds(
                    fits,
                    &target,
                    "not the target that the login announced",
                ))
            },
        ),
        Case::new("m15", "roles", CORE, Says("an array of texts"), |world| {
            let message = world.message()?;
            let roles = message.claims.get(claim::ROLES).and_then(Value::as_array);
            let fits = roles.is_some_and(|roles| roles.iter().all(Value::is_string));
            Ok(holds(fits, "roles", "no array of texts"))
        }),
        Case::new(
            "m16",
            "the whole message, before a strict tool",
            "LTI Core 1.3 §5",
            Says("no findings"),
            inspected,
        ),
        Case::new(
            "m17",
            "the nonce with odd characters",
            VALID,
            Says("byte for byte"),
            |world| {
                let mut begun = world.begin()?;
                let mut ask = begun.ask()?;
                let nonce = format!("{}-._~+/=%2B", fresh()?);
                ask.set("nonce", &*nonce);
                let reply = begun.send(ask);
                Ok(match reply.message() {
                    Ok(token) => {
                        let came = text(&segment(&token, 1), "nonce");
                        holds(came == nonce, "nonce", "the nonce came back changed")
                    }
                    Err(found) => Found::told(found.told).with_blemish("such a nonce is not taken"),
                })
            },
        ),
    ],
};

/// Judged by every rule of a strict tool.
fn inspected(world: &World) -> Result<Found, NotJudged> {
    let message = world.message()?;
    let inspection = inspection(world, &message).map_err(NotJudged)?;
    let now = Timestamp::from_unix_seconds(now());
    match inspection.inspect(&message.token, &world.keys, &Ring, &now) {
        Err(error) => Ok(Found::told(error.code()).with_fault(error.to_string())),
        Ok(inspected) => {
            let findings = inspected.report().findings().iter();
            let mut warnings = findings.filter(|finding| finding.severity == Severity::Warning);
            Ok(match warnings.next() {
                Some(warning) => Found::told(warning.code).with_blemish(warning.to_string()),
                None => Found::told("no findings"),
            })
        }
    }
}

fn inspection(world: &World, message: &Message) -> Result<Inspection, String> {
    let words = |error: &dyn core::fmt::Display| error.to_string();
    let issuer = Issuer::new(&*world.issuer).map_err(|error| words(&error))?;
    let client = ClientId::new(&*world.tool.client_id).map_err(|error| words(&error))?;
    let nonce = Nonce::new(&*message.nonce).map_err(|error| words(&error))?;
    let mut inspection = Inspection::new(issuer, client)
        .map_err(|error| words(&error))?
        .with_nonce(nonce);
    if let Some(deployment) = &world.deployment {
        let deployment = DeploymentId::new(&**deployment).map_err(|error| words(&error))?;
        inspection = inspection.with_deployment(deployment);
    }
    let target = find(&message.initiation, "target_link_uri").unwrap_or_default();
    let target = HttpUrl::parse(target).map_err(|error| words(&error))?;
    inspection
        .with_target(target)
        .map_err(|error| words(&error))
}

fn holds(fits: bool, told: &str, why: &str) -> Found {
    let found = Found::told(told);
    if fits { found } else { found.with_fault(why) }
}

fn text(object: &Value, name: &str) -> String {
    let value = object.get(name).and_then(Value::as_str);
    value.unwrap_or_default().to_owned()
}

fn number(object: &Value, name: &str) -> Option<i64> {
    object.get(name).and_then(Value::as_i64)
}
