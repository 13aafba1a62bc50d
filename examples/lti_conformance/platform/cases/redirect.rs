//! Case 49: addresses that are not registered. Nobody may be sent or posted anything there.

use super::super::Theme;
use super::super::world::World;
use super::local;
use crate::case::Case;
use crate::verdict::Expected::Says;
use crate::verdict::{Expected, Found, NotJudged};

const EXACT: &str = "OpenID Connect Core 1.0 §3.1.2.1; RFC 9700 §2.1";
const STAYS: Expected = Says("a refusal that stays there");

pub(super) const THEME: Theme = Theme {
    title: "Addresses that are not registered",
    cases: &[
        Case::new("49a", "another host", EXACT, STAYS, |world| {
            to(world, |_| "https://evil.example/lti/launch".to_owned())
        }),
        Case::new(
            "49b",
            "the tool's address with a slash at its end",
            EXACT,
            STAYS,
            |world| to(world, |own| format!("{own}/")),
        ),
        Case::new(
            "49c",
            "the tool's address with a query",
            EXACT,
            STAYS,
            |world| to(world, |own| format!("{own}?a=b")),
        ),
        Case::new(
            "49d",
            "the tool's address with a fragment",
            EXACT,
            STAYS,
            |world| to(world, |own| format!("{own}#a")),
        ),
        Case::new(
            "49e",
            "the tool's address with a further path",
            EXACT,
            STAYS,
            |world| to(world, |own| format!("{own}/../evil")),
        ),
        Case::new(
            "49f",
            "the tool's address with one letter more",
            EXACT,
            STAYS,
            |world| to(world, |own| format!("{own}x")),
        ),
        Case::new(
            "49g",
            "a host that begins like the tool's",
            EXACT,
            STAYS,
            |world| {
                to(world, |own| {
                    in_front(own, |host, rest| match host.split_once(':') {
                        Some((name, port)) => format!("{name}.evil.example:{port}{rest}"),
                        None => format!("{host}.evil.example{rest}"),
                    })
                })
            },
        ),
        Case::new(
            "49h",
            "the tool's host as a user name",
            EXACT,
            STAYS,
            |world| {
                to(world, |own| {
                    in_front(own, |host, rest| format!("{host}@evil.example{rest}"))
                })
            },
        ),
        Case::new(
            "49i",
            "the tool's address on another port",
            EXACT,
            STAYS,
            |world| {
                to(world, |own| {
                    in_front(own, |host, rest| {
                        let name = host.split(':').next().unwrap_or(host);
                        format!("{name}:1{rest}")
                    })
                })
            },
        ),
        Case::new(
            "49j",
            "the tool's address in capital letters",
            EXACT,
            STAYS,
            |world| {
                to(world, |own| {
                    in_front(own, |host, rest| format!("{host}{}", rest.to_uppercase()))
                })
            },
        ),
        Case::new(
            "49k",
            "the tool's address with the other scheme",
            EXACT,
            STAYS,
            |world| {
                to(world, |own| match own.strip_prefix("https:") {
                    Some(rest) => format!("http:{rest}"),
                    None => own.replacen("http:", "https:", 1),
                })
            },
        ),
        Case::new(
            "49l",
            "the tool's address, percent-encoded in one letter",
            EXACT,
            STAYS,
            |world| to(world, |own| own.replacen("/l", "/%6C", 1)),
        ),
        Case::new("49m", "the tool's login address", EXACT, STAYS, |world| {
            let login = world.tool.login.clone();
            ask(world, Some(login))
        }),
        Case::new("49n", "javascript:", EXACT, STAYS, |world| {
            to(world, |_| "javascript:alert(49)".to_owned())
        }),
        Case::new("49o", "markup in the address", EXACT, STAYS, |world| {
            to(world, |own| format!("{own}\"><script>alert(49)</script>"))
        }),
        Case::new("49p", "no address", EXACT, STAYS, |world| ask(world, None)),
    ],
};

fn to(world: &World, change: fn(&str) -> String) -> Result<Found, NotJudged> {
    ask(world, Some(change(&world.tool.launch)))
}

fn ask(world: &World, address: Option<String>) -> Result<Found, NotJudged> {
    let mut begun = world.begin()?;
    let mut ask = begun.ask()?;
    match address {
        Some(address) => ask.set("redirect_uri", address),
        None => ask.without("redirect_uri"),
    };
    let reply = begun.send(ask);
    let found = local(&reply);
    let repeated = reply.trail.answers.iter();
    let repeated = repeated
        .filter(|answer| answer.is_html())
        .any(|answer| answer.body.contains("\"><script>alert(49)"));
    Ok(if repeated {
        found.with_fault("a page repeats the markup as it came")
    } else {
        found
    })
}

/// Changes an address between its scheme and its path.
fn in_front(address: &str, change: fn(&str, &str) -> String) -> String {
    let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
    let at = rest.find('/').unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(at).unwrap_or((rest, ""));
    format!("{scheme}://{}", change(host, path))
}
