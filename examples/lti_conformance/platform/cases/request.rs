//! Requests that must be answered, and case 50: requests that must not.

use super::super::Theme;
use super::{answered, error, local, refused};
use crate::case::Case;
use crate::verdict::Expected::Says;
use crate::verdict::{Expected, Found};

const REQUEST: &str = "OpenID Connect Core 1.0 §3.1.2.2; Security Framework 1.0 §5.1.1.2";
const METHODS: &str = "OpenID Connect Core 1.0 §3.1.2.1";
const UNKNOWN: &str = "RFC 6749 §3.1";
const MESSAGE: Expected = Says("a message");
const INVALID: Expected = Says("error invalid_request");
const CODES: &[&str] = &["invalid_request"];

pub(super) const GOOD: Theme = Theme {
    title: "Requests that must be answered",
    cases: &[
        Case::new("p1", "a request by GET", METHODS, MESSAGE, |world| {
            answered(world, |ask| ask)
        }),
        Case::new("p2", "a request by POST", METHODS, MESSAGE, |world| {
            answered(world, |ask| ask.post())
        }),
        Case::new(
            "p3",
            "parameters that nobody knows, as ltijs sends them",
            UNKNOWN,
            MESSAGE,
            |world| {
                answered(world, |ask| {
                    ask.add("id_token_signed_response_alg", "RS256")
                        .add("lti_deployment_id", "x")
                        .add("unheard_of", "1")
                })
            },
        ),
        Case::new(
            "p4",
            "parameters in another order",
            UNKNOWN,
            MESSAGE,
            |world| {
                answered(world, |ask| {
                    ask.fields.reverse();
                    ask
                })
            },
        ),
        Case::new(
            "p5",
            "scope openid beside another",
            "OpenID Connect Core 1.0 §3.1.2.1",
            Says("a message"),
            |world| answered(world, |ask| ask.set("scope", "profile openid")),
        ),
    ],
};

pub(super) const FAULTY: Theme = Theme {
    title: "Requests that must not be answered with a message",
    cases: &[
        Case::new("50a", "response_mode query", REQUEST, INVALID, |world| {
            mode(world, "query")
        }),
        Case::new("50b", "response_mode fragment", REQUEST, INVALID, |world| {
            mode(world, "fragment")
        }),
        Case::new("50c", "prompt login", REQUEST, INVALID, |world| {
            refused(
                world,
                &["invalid_request", "interaction_required", "login_required"],
                |ask| ask.set("prompt", "login"),
            )
        }),
        Case::new("50d", "prompt consent", REQUEST, INVALID, |world| {
            refused(
                world,
                &[
                    "invalid_request",
                    "interaction_required",
                    "consent_required",
                ],
                |ask| ask.set("prompt", "consent"),
            )
        }),
        Case::new(
            "50e",
            "scope profile, without openid",
            METHODS,
            Says("error invalid_scope"),
            |world| {
                refused(world, &["invalid_scope", "invalid_request"], |ask| {
                    ask.set("scope", "profile")
                })
            },
        ),
        Case::new(
            "50f",
            "scope openidx",
            METHODS,
            Says("error invalid_scope"),
            |world| {
                refused(world, &["invalid_scope", "invalid_request"], |ask| {
                    ask.set("scope", "openidx")
                })
            },
        ),
        Case::new("50g", "no scope", METHODS, INVALID, |world| {
            refused(world, &["invalid_scope", "invalid_request"], |ask| {
                ask.without("scope")
            })
        }),
        Case::new(
            "50h",
            "response_type code",
            REQUEST,
            Says("unsupported_response_type"),
            |world| {
                refused(world, &["unsupported_response_type"], |ask| {
                    ask.set("response_type", "code")
                })
            },
        ),
        Case::new(
            "50i",
            "response_type token",
            REQUEST,
            Says("unsupported_response_type"),
            |world| {
                refused(world, &["unsupported_response_type"], |ask| {
                    ask.set("response_type", "token")
                })
            },
        ),
        Case::new("50j", "no response_type", REQUEST, INVALID, |world| {
            refused(
                world,
                &["invalid_request", "unsupported_response_type"],
                |ask| ask.without("response_type"),
            )
        }),
        Case::new(
            "50k",
            "no nonce",
            "OpenID Connect Core 1.0 §3.2.2.1",
            INVALID,
            |world| refused(world, CODES, |ask| ask.without("nonce")),
        ),
        Case::new(
            "50l",
            "nonce empty",
            "OpenID Connect Core 1.0 §3.2.2.1",
            INVALID,
            |world| refused(world, CODES, |ask| ask.set("nonce", "")),
        ),
        Case::new("50m", "no login_hint", REQUEST, INVALID, |world| {
            refused(world, &["invalid_request", "login_required"], |ask| {
                ask.without("login_hint")
            })
        }),
        Case::new("50n", "no response_mode", REQUEST, INVALID, |world| {
            lenient(world, |ask| ask.without("response_mode"))
        }),
        Case::new("50o", "no prompt", REQUEST, INVALID, |world| {
            lenient(world, |ask| ask.without("prompt"))
        }),
        Case::new(
            "50p",
            "no state",
            REQUEST,
            Says("an error, or no state back"),
            |world| {
                let mut begun = world.begin()?;
                let mut ask = begun.ask()?;
                ask.without("state");
                let reply = begun.send(ask);
                let found = Found::told(reply.words());
                let fields = reply.fields();
                let state = fields
                    .iter()
                    .any(|(name, value)| name == "state" && !value.is_empty());
                Ok(if state {
                    found.with_fault("a state came that nobody sent")
                } else {
                    found
                })
            },
        ),
        Case::new(
            "50q",
            "an unknown client",
            REQUEST,
            Says("a refusal that stays there"),
            |world| {
                let mut begun = world.begin()?;
                let mut ask = begun.ask()?;
                ask.set("client_id", "somebody-else");
                Ok(local(&begun.send(ask)))
            },
        ),
        Case::new(
            "50r",
            "no client",
            REQUEST,
            Says("a refusal that stays there"),
            |world| {
                let mut begun = world.begin()?;
                let mut ask = begun.ask()?;
                ask.without("client_id");
                Ok(local(&begun.send(ask)))
            },
        ),
        Case::new(
            "50s",
            "two clients, the tool last",
            UNKNOWN,
            Says("a refusal"),
            |world| twice(world, "client_id", "somebody-else"),
        ),
        Case::new("50t", "two states", UNKNOWN, Says("a refusal"), |world| {
            twice(world, "state", "another")
        }),
        Case::new(
            "50u",
            "two redirect_uri, the registered one last",
            UNKNOWN,
            Says("a refusal"),
            |world| twice(world, "redirect_uri", "https://evil.example/launch"),
        ),
    ],
};

fn mode(world: &super::World, value: &str) -> Result<Found, crate::verdict::NotJudged> {
    let mut begun = world.begin()?;
    let mut ask = begun.ask()?;
    ask.set("response_mode", value);
    Ok(error(
        &begun.send(ask),
        &["invalid_request", "unsupported_response_mode"],
    ))
}

/// A message by form is no harm where the request leaves open what it must be.
fn lenient(
    world: &super::World,
    change: super::Change,
) -> Result<Found, crate::verdict::NotJudged> {
    let mut begun = world.begin()?;
    let mut ask = begun.ask()?;
    change(&mut ask);
    let reply = begun.send(ask);
    if reply.message().is_ok() {
        let why = "the parameter is required, and its absence was passed over";
        return Ok(Found::told("a message").with_blemish(why));
    }
    Ok(error(&reply, CODES))
}

/// A parameter that comes twice: whichever counts, a reader could take the other.
fn twice(
    world: &super::World,
    name: &str,
    first: &str,
) -> Result<Found, crate::verdict::NotJudged> {
    let mut begun = world.begin()?;
    let mut ask = begun.ask()?;
    ask.fields.insert(0, (name.to_owned(), first.to_owned()));
    let reply = begun.send(ask);
    let found = Found::told(reply.words());
    let sent_off = reply
        .sent_to_tool()
        .is_some_and(|call| call.url.as_str().contains("evil.example"));
    if sent_off {
        return Ok(found.with_fault("the browser was sent to the address that is not registered"));
    }
    let fields = reply.fields();
    if super::find(&fields, "id_token").is_some() {
        return Ok(found.with_blemish("a message was signed for a request of two meanings"));
    }
    Ok(found)
}
