//! What a tool sends back of a deep-linking request: its token, or the claims of it.

use edu_jose::{Algorithms, Compact, JoseError, JwsLimits, KeySet};
use edu_jose_ring::Ring;
use edu_json::{Checked, Tree, read_tree};
use edu_types::{Limits, Place, Profile, Report};
use lti_core::deep_linking::{ResponseClaims, rules as deep_linking};
use lti_core::{MessageType, Version, claim};

use crate::arguments::{DeepLinking, Shared};
use crate::console::Console;
use crate::input::{Bytes, Inputs};
use crate::judge::Judge;
use crate::{jwks, rules};

const LIMITS: Limits = Limits::DEFAULT.with_bytes(64 * 1024).with_depth(16);

/// Says how answers are judged: with the tool's keys, where they were given.
pub(crate) fn judge<'c>(
    asked: &DeepLinking,
    shared: &'c Shared,
    inputs: &mut Inputs,
    console: &mut Console<'_>,
) -> Result<Judge<'c>, String> {
    if let Some(version) = shared.version.as_deref().filter(|named| *named != "2.0") {
        let version = version.escape_debug();
        return Err(format!(
            "--version: there is no {version} here, 2.0 is known"
        ));
    }
    let keys = match &asked.jwks {
        Some(file) => Some(jwks::key_set(file, inputs, console)?),
        None => None,
    };
    let verdict = move |file: &Bytes| judge_one(file, keys.as_ref(), &shared.profile);
    Ok(Judge::of_bytes(
        JwsLimits::DEFAULT.token,
        Some("2.0"),
        verdict,
    ))
}

fn judge_one(file: &Bytes, keys: Option<&KeySet>, profile: &Profile) -> Report {
    let bytes = match file {
        Bytes::Whole(bytes) => bytes.trim_ascii(),
        Bytes::TooLarge(limit) => return jwks::too_large(*limit),
    };
    if bytes.starts_with(b"{") {
        let mut report = claims(bytes, profile);
        report.append(not_verified());
        return report;
    }
    let Ok(text) = core::str::from_utf8(bytes) else {
        let message = "file is not text, claims or a compact token are needed";
        return jwks::noted(&rules::NOT_TEXT, message);
    };
    token(text, keys, profile).unwrap_or_else(|error| jwks::noted(error.rule(), error.to_string()))
}

fn token(text: &str, keys: Option<&KeySet>, profile: &Profile) -> Result<Report, JoseError> {
    let token = Compact::parse(text, &JwsLimits::DEFAULT)?;
    let Some(keys) = keys else {
        let mut report = claims(token.unverified_payload(), profile);
        report.append(not_verified());
        return Ok(report);
    };
    let payload = token.verify(keys, Algorithms::default(), &Ring)?;
    Ok(claims(payload.as_slice(), profile))
}

fn claims(bytes: &[u8], profile: &Profile) -> Report {
    let tree = match Tree::parse(bytes, &LIMITS) {
        Ok(tree) => tree,
        Err(error) => return error.into_report(),
    };
    match read_tree::<ResponseClaims>(&tree, profile) {
        Ok(Checked { value, report, .. }) => with_message(&value, report),
        Err(refused) => refused.into_report(),
    }
}

fn with_message(claims: &ResponseClaims, mut report: Report) -> Report {
    let strict = Profile::strict();
    if claims.message_type != MessageType::DeepLinkingResponse {
        let place = Place::member(claim::MESSAGE_TYPE);
        let message = "message is not an LtiDeepLinkingResponse";
        report.note(&strict, &deep_linking::MESSAGE_TYPE, place, message);
    }
    if claims.version != Version::V1_3_0 {
        let place = Place::member(claim::VERSION);
        report.note(
            &strict,
            &deep_linking::VERSION,
            place,
            "version is not 1.3.0",
        );
    }
    report
}

fn not_verified() -> Report {
    let message = "signature was not checked, anyone may have written this";
    jwks::noted(&rules::NOT_VERIFIED, message)
}
