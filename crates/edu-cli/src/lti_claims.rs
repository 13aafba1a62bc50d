//! What the token of an LTI 1.3 launch says, without asking whether it holds.

use edu_jose::{Compact, Header, JwsLimits};
use edu_json::Checked;
use edu_types::{HttpUrl, Limits, Report, Timestamp};
use lti_core::{AgsClaim, Claims, NumericDate, WebAddress};

use crate::arguments::Shared;
use crate::inspect::{Inspected, Said};
use crate::{jwks, rules};

/// Limits on claims: those of a launch.
const CLAIM_LIMITS: Limits = Limits::DEFAULT.with_bytes(64 * 1024).with_depth(16);

/// Reads a token that nobody vouches for.
pub(crate) fn inspect(bytes: &[u8], shared: &Shared) -> Inspected {
    let nothing = |report: Report| Inspected {
        said: Vec::new(),
        report,
    };
    let Ok(text) = core::str::from_utf8(bytes) else {
        let message = "file is not text, a compact token is needed";
        return nothing(jwks::noted(&rules::NOT_TEXT, message));
    };
    let token = match Compact::parse(text.trim_ascii(), &JwsLimits::DEFAULT) {
        Ok(token) => token,
        Err(error) => return nothing(jwks::noted(error.rule(), error.to_string())),
    };
    let mut said = of_header(token.header());
    let read = Claims::from_slice(token.unverified_payload(), &shared.profile, &CLAIM_LIMITS);
    let mut report = match read {
        Ok(Checked { value, report, .. }) => {
            said.extend(of_claims(&value, &shared.now()));
            report
        }
        Err(refused) => refused.into_report(),
    };
    let message = "signature was not checked, anyone may have written this";
    report.append(jwks::noted(&rules::NOT_VERIFIED, message));
    Inspected { said, report }
}

fn of_header(header: &Header) -> Vec<Said> {
    let key = header.key_id.as_ref().map(|kid| kid.as_str().to_owned());
    let mut said = vec![Said(
        "algorithm",
        vec![header.algorithm.as_str().to_owned()],
    )];
    said.extend(key.map(|key| Said("key", vec![key])));
    said
}

fn of_claims(claims: &Claims, now: &Timestamp) -> Vec<Said> {
    let clients = claims.audience.clients().iter();
    let mut said = vec![
        Said("issuer", vec![claims.issuer.as_str().to_owned()]),
        Said(
            "audience",
            clients.map(|one| one.as_str().to_owned()).collect(),
        ),
        Said("deployment", vec![claims.deployment_id.as_str().to_owned()]),
        Said("message", vec![claims.message_type.as_str().to_owned()]),
        Said("version", vec![claims.version.as_str().to_owned()]),
        Said("issued", vec![told(claims.issued, now)]),
        Said("expires", vec![told(claims.expires, now)]),
    ];
    let roles = claims.roles.as_ref().map(|roles| roles.as_slice().iter());
    let roles = roles.map(|roles| roles.map(|role| role.as_str().to_owned()).collect());
    let targets = claims
        .target_link_uri
        .as_ref()
        .map(|target| vec![place(target)]);
    let link = claims.resource_link.as_ref();
    let course = claims.context.as_ref();
    said.extend(roles.map(|roles| Said("role", roles)));
    said.extend(targets.map(|target| Said("target", target)));
    said.extend(link.map(|link| Said("link", vec![link.id.as_str().to_owned()])));
    said.extend(course.map(|course| Said("context", vec![course.id.as_str().to_owned()])));
    said.push(Said("person", of_person(claims)));
    said.extend(
        claims
            .ags
            .as_ref()
            .map(|grades| Said("grades", of_grades(grades))),
    );
    let members = claims.nrps.as_ref().map(|one| place(&one.memberships));
    said.extend(members.map(|address| Said("members", vec![address])));
    let settings = claims.deep_linking_settings.as_ref();
    let chosen = settings.map(|settings| settings.accept_types.0.iter());
    let chosen = chosen.map(|types| types.map(|one| one.as_str().to_owned()).collect());
    said.extend(chosen.map(|types| Said("choose", types)));
    let others: Vec<_> = claims
        .extra
        .iter()
        .map(|(name, _)| name.to_owned())
        .collect();
    said.push(Said("other claims", others));
    said.retain(|Said(_, values)| !values.is_empty());
    said
}

/// Which members about the person there are; never what they say.
fn of_person(claims: &Claims) -> Vec<String> {
    [
        ("sub", claims.subject.is_some()),
        ("name", claims.name.is_some()),
        ("given_name", claims.given_name.is_some()),
        ("family_name", claims.family_name.is_some()),
        ("middle_name", claims.middle_name.is_some()),
        ("email", claims.email.is_some()),
        ("picture", claims.picture.is_some()),
        ("lis", claims.lis.is_some()),
    ]
    .into_iter()
    .filter(|(_, there)| *there)
    .map(|(name, _)| name.to_owned())
    .collect()
}

fn of_grades(grades: &AgsClaim) -> Vec<String> {
    let addresses = [&grades.line_items, &grades.line_item];
    let addresses = addresses.into_iter().flatten().map(place);
    addresses.chain(grades.scopes.iter().cloned()).collect()
}

/// An address without query and fragment, which may hold keys of sessions.
fn place(address: &WebAddress) -> String {
    let shown = |url: HttpUrl| format!("{}{}", url.origin(), url.path());
    let url = address.to_url().map(shown);
    url.unwrap_or_else(|_| "no web address".to_owned())
}

/// A time, and how far it is from now.
fn told(date: NumericDate, now: &Timestamp) -> String {
    let away = date.seconds().saturating_sub(now.unix_seconds());
    let (seconds, word) = (
        away.unsigned_abs(),
        if away < 0 { "ago" } else { "from now" },
    );
    format!(
        "{}, {seconds} s {word}",
        Timestamp::from_unix_seconds(date.seconds())
    )
}
