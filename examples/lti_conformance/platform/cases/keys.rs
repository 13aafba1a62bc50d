//! The keys the platform publishes.

use std::collections::BTreeSet;

use edu_jose::PublicKey;
use serde_json::Value;

use super::super::Theme;
use super::super::world::World;
use crate::case::Case;
use crate::verdict::Expected::Says;
use crate::verdict::Found;

const SET: &str = "RFC 7517 §5";
const KEYS: &str = "Security Framework 1.0 §6";

pub(super) const THEME: Theme = Theme {
    title: "The published keys",
    cases: &[
        Case::new("k1", "the status", SET, Says("200"), |world| {
            let status = world.published.status;
            let found = Found::told(status.to_string());
            Ok(if status == 200 {
                found
            } else {
                found.with_fault("the key set is no good answer")
            })
        }),
        Case::new(
            "k2",
            "the media type",
            "RFC 7517 §8.5",
            Says("JSON"),
            |world| {
                let kind = world
                    .published
                    .header("content-type")
                    .unwrap_or("none")
                    .to_owned();
                let fits = kind.contains("json");
                let found = Found::told(kind);
                Ok(if fits {
                    found
                } else {
                    found
                        .with_blemish("readers expect application/json or application/jwk-set+json")
                })
            },
        ),
        Case::new("k3", "key ids", KEYS, Says("one for each key"), |world| {
            let keys = entries(world);
            let ids: Vec<_> = keys
                .iter()
                .filter_map(|key| key.get("kid")?.as_str().map(str::to_owned))
                .collect();
            let found = Found::told(format!("{} of {} keys", ids.len(), keys.len()));
            if ids.len() < keys.len() {
                return Ok(found.with_fault("a key has no id"));
            }
            let unique: BTreeSet<_> = ids.iter().collect();
            Ok(if unique.len() < ids.len() {
                found.with_fault("two keys have one id")
            } else {
                found
            })
        }),
        Case::new(
            "k4",
            "sizes",
            "RFC 7518 §3.3",
            Says("RSA of 2048 bits or more"),
            |world| {
                let sizes = world
                    .keys
                    .keys()
                    .iter()
                    .filter_map(|key| match key.public_key() {
                        PublicKey::Rsa(key) => Some(key.bits()),
                        PublicKey::Ec(_) => None,
                    });
                let sizes: Vec<_> = sizes.map(|bits| bits.to_string()).collect();
                let found = Found::told(format!("RSA of {} bits", sizes.join(", ")));
                Ok(if sizes.is_empty() {
                    found.with_fault("no RSA key that a tool may use")
                } else {
                    found
                })
            },
        ),
        Case::new(
            "k5",
            "private members",
            "RFC 7517 §9.2",
            Says("none"),
            |world| {
                let private = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
                let keys = entries(world);
                let shown = keys
                    .iter()
                    .any(|key| private.iter().any(|name| key.get(name).is_some()));
                Ok(if shown {
                    Found::told("there").with_fault(
                        "a private key is published: whoever reads it can launch anybody",
                    )
                } else {
                    Found::told("none")
                })
            },
        ),
        Case::new("k6", "use", "RFC 7517 §4.2", Says("sig"), |world| {
            let keys = entries(world);
            let named = keys
                .iter()
                .all(|key| key.get("use").and_then(Value::as_str) == Some("sig"));
            Ok(if named {
                Found::told("sig")
            } else {
                Found::told("missing").with_blemish("some tools look for it")
            })
        }),
        Case::new("k7", "alg", "RFC 7517 §4.4", Says("there"), |world| {
            let keys = entries(world);
            let named = keys
                .iter()
                .all(|key| key.get("alg").is_some_and(Value::is_string));
            Ok(if named {
                Found::told("there")
            } else {
                Found::told("missing").with_blemish("some tools choose keys by it")
            })
        }),
        Case::new(
            "k8",
            "every entry, before a strict reader",
            SET,
            Says("no findings"),
            |world| {
                Ok(match world.odd_keys.findings().first() {
                    Some(finding) => Found::told(finding.code).with_blemish(finding.to_string()),
                    None => Found::told("no findings"),
                })
            },
        ),
        Case::new(
            "k9",
            "how long it may be kept",
            "RFC 9111 §5.2",
            Says("Cache-Control: max-age"),
            |world| {
                let control = world
                    .published
                    .header("cache-control")
                    .unwrap_or("none")
                    .to_owned();
                let fits = control.contains("max-age");
                let found = Found::told(control);
                Ok(if fits {
                    found
                } else {
                    found.with_blemish("tools must guess how long keys hold")
                })
            },
        ),
    ],
};

/// The entries of the set, as they were written.
fn entries(world: &World) -> Vec<Value> {
    let set: Value = serde_json::from_str(&world.published.body).unwrap_or_default();
    let keys = set.get("keys").and_then(Value::as_array);
    keys.cloned().unwrap_or_default()
}
