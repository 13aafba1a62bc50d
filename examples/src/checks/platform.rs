//! The form that registers a platform at the tool.

use edu_jose::{KeyId, KeySet};
use edu_types::HttpUrl;
use lti_core::{ClientId, Issuer, Registration, RegistrationId, quirks};

use super::ids::client;
use super::keys::{pasted_keys, without_private_keys};
use super::{Checked, Fields, Findings, address, deployment, issuer, rules};
use crate::kinds::Kind;

/// What a form about a platform says.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "callers take it apart")]
pub struct PlatformForm {
    /// The platform.
    pub registration: Registration,
    /// Its first installation, where the form names one.
    pub deployment: Option<lti_core::DeploymentId>,
}

/// What is known when such a form is checked.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "a platform is new or it is not")]
pub enum KnownPlatforms<'k> {
    /// The platform is new; these are registered already.
    New(&'k [RegistrationId]),
    /// This platform is changed; its issuer and client id stay.
    Changed(&'k Registration),
}

/// Checks the form of a platform; hands the fields back without what must not stay in them.
///
/// `launch` is the tool's own launch address. Fields: `issuer`, `client_id`, `authorization`,
/// perhaps `token`, `key_set_url` or `keys` with perhaps `key_id`, `sole_key`, `profile`, and for a new platform
/// perhaps `deployment`.
pub fn platform(
    fields: Fields,
    launch: &HttpUrl,
    known: KnownPlatforms<'_>,
) -> (Fields, Checked<PlatformForm>) {
    let mut findings = Findings::new();
    let fields = without_private_keys(&mut findings, fields);
    let form = read(&mut findings, &fields, launch, known);
    (fields, Checked::new(findings, form))
}

fn read(
    findings: &mut Findings,
    fields: &Fields,
    launch: &HttpUrl,
    known: KnownPlatforms<'_>,
) -> Option<PlatformForm> {
    let (named, client_id) = match known {
        KnownPlatforms::New(taken) => new_names(findings, fields, taken),
        KnownPlatforms::Changed(kept) => {
            (Some(kept.issuer().clone()), Some(kept.client_id().clone()))
        }
    };
    let authorization = address(findings, "authorization", fields.get("authorization"));
    let profile = quirks::profile(fields.get("profile")).filter(|one| one.name() != "lenient");
    if profile.is_none() {
        findings.note("profile", &rules::CHOICE, "no kind of platform is chosen");
    }
    let token = match fields.get("token") {
        "" => None,
        text => address(findings, "token", text),
    };
    let keys = keys(findings, fields);
    let first = match (known, fields.get("deployment")) {
        (KnownPlatforms::Changed(_), _) | (_, "") => None,
        (KnownPlatforms::New(_), text) => deployment(findings, "deployment", text),
    };
    if let (Some(named), Some(kind)) = (&named, Kind::named(fields.get("profile"))) {
        compare_with_kind(findings, named, kind);
    }
    // The addresses were checked: nothing is left that the registration refuses.
    let (issuer, client_id, launch) = (named?, client_id?, launch.clone());
    let registration =
        Registration::insecure_allow_loopback(issuer, client_id, authorization?, launch).ok()?;
    let registration = keys?.write_onto(registration)?;
    let registration = with_token_endpoint(registration, token, known)?;
    let registration = if fields.is_ticked("sole_key") {
        registration.lenient_sole_key()
    } else {
        registration
    };
    Some(PlatformForm {
        registration: registration.with_profile(profile?),
        deployment: first,
    })
}

/// The platform with its token endpoint; the audience it named stays with the endpoint.
fn with_token_endpoint(
    registration: Registration,
    token: Option<HttpUrl>,
    known: KnownPlatforms<'_>,
) -> Option<Registration> {
    let Some(token) = token else {
        return Some(registration);
    };
    let audience = match known {
        KnownPlatforms::Changed(kept) if kept.token_endpoint() == Some(&token) => kept
            .token_audience()
            .filter(|named| *named != token.as_str()),
        KnownPlatforms::Changed(_) | KnownPlatforms::New(_) => None,
    };
    let registration = registration.with_token_endpoint(token).ok()?;
    Some(match audience {
        Some(audience) => registration.with_token_audience(audience),
        None => registration,
    })
}

fn new_names(
    findings: &mut Findings,
    fields: &Fields,
    taken: &[RegistrationId],
) -> (Option<Issuer>, Option<ClientId>) {
    let issuer = issuer(findings, "issuer", fields.get("issuer"));
    let client_id = client(findings, "client_id", fields.get("client_id"));
    let both = issuer.clone().zip(client_id.clone());
    let both = both.map(|(issuer, client_id)| RegistrationId { issuer, client_id });
    if both.is_some_and(|id| taken.contains(&id)) {
        let message = "this client id is registered for this issuer already: change that platform";
        findings.note("client_id", &rules::TAKEN, message);
    }
    (issuer, client_id)
}

fn compare_with_kind(findings: &mut Findings, issuer: &Issuer, kind: &Kind) {
    let Some(usual) = kind.issuer else {
        return;
    };
    if issuer.as_str() != usual {
        let label = kind.label;
        let message = format!("{label} usually names itself `{usual}`, for every school alike");
        findings.note("issuer", &rules::ISSUER_KIND, message);
    }
}

/// Where the platform's keys come from.
enum KeySource {
    Published(HttpUrl),
    Pasted(KeySet),
}

impl KeySource {
    fn write_onto(self, registration: Registration) -> Option<Registration> {
        match self {
            Self::Published(url) => registration.with_key_set_url(url).ok(),
            Self::Pasted(keys) => Some(registration.with_keys(keys)),
        }
    }
}

fn keys(findings: &mut Findings, fields: &Fields) -> Option<KeySource> {
    match (fields.get("key_set_url"), fields.get("keys").trim()) {
        ("", "") if findings.refuse_field("keys") => None,
        ("", "") => {
            let message = "there is neither an address of keys nor a key: nobody could check a \
                           message";
            findings.note("key_set_url", &rules::KEYS, message);
            None
        }
        (url, "") => address(findings, "key_set_url", url).map(KeySource::Published),
        ("", _) => pasted(findings, fields).map(KeySource::Pasted),
        (_, _) => {
            let message = "there are both an address of keys and keys: the address would never be \
                           asked, take one away";
            findings.note("keys", &rules::KEYS, message);
            None
        }
    }
}

fn pasted(findings: &mut Findings, fields: &Fields) -> Option<KeySet> {
    let key_id = match fields.get("key_id") {
        "" => None,
        text => match KeyId::new(text) {
            Ok(key_id) => Some(key_id),
            Err(error) => {
                findings.note("key_id", &rules::ID, error.to_string());
                None
            }
        },
    };
    let keys = pasted_keys(findings, "keys", fields.get("keys"), key_id)?;
    let named = keys.keys().iter().any(|key| key.key_id().is_some());
    if !named && !fields.is_ticked("sole_key") {
        let message = "the key has no id, and messages must name their key: write its id here, or \
                       accept messages that name none";
        findings.note("key_id", &rules::KEY_UNNAMED, message);
    }
    Some(keys)
}

#[cfg(test)]
mod tests;
