//! Tokens of LTI 1.3 launches.

use edu_jose::{JwsLimits, KeySet};
use edu_jose_ring::Ring;
use edu_types::{Report, Timestamp};
use lti_core::{Inspection, MessageType, ToolSettings};

use crate::arguments::{Launch, Shared};
use crate::console::Console;
use crate::input::{Bytes, Inputs};
use crate::judge::Judge;
use crate::{jwks, rules};

/// The messages of which every claim is known here.
const MESSAGES: [MessageType; 4] = [
    MessageType::ResourceLinkRequest,
    MessageType::DeepLinkingRequest,
    MessageType::SubmissionReviewRequest,
    MessageType::DataPrivacyLaunchRequest,
];

/// Says how tokens are judged: reads the keys, and takes what the token is expected to say.
pub(crate) fn judge<'c>(
    launch: &Launch,
    shared: &Shared,
    inputs: &mut Inputs,
    console: &mut Console<'_>,
) -> Result<Judge<'c>, String> {
    if let Some(version) = shared
        .version
        .as_deref()
        .filter(|v| !matches!(*v, "1.3" | "1.3.0"))
    {
        return Err(format!(
            "--version: there is no LTI {} here, 1.3.0 is known",
            version.escape_debug()
        ));
    }
    let inspection = inspection(launch, shared)?;
    let keys = jwks::key_set(&launch.jwks, inputs, console)?;
    let now = shared.now();
    let verdict = move |file: &Bytes| judge_one(file, &inspection, &keys, &now);
    Ok(Judge::of_bytes(
        JwsLimits::DEFAULT.token,
        Some("1.3.0"),
        verdict,
    ))
}

fn inspection(launch: &Launch, shared: &Shared) -> Result<Inspection, String> {
    let mut settings = ToolSettings::new()
        .accepting_messages(MESSAGES)
        .with_leeway(launch.leeway)
        .map_err(|error| format!("--leeway: {error}"))?;
    if launch.anonymous {
        settings = settings.allowing_anonymous();
    }
    let mut inspection = Inspection::new(launch.issuer.clone(), launch.client_id.clone())
        .map_err(|error| format!("--issuer: {error}"))?
        .with_settings(settings)
        .with_profile(shared.profile.clone());
    if let Some(nonce) = &launch.nonce {
        inspection = inspection.with_nonce(nonce.clone());
    }
    if let Some(deployment) = &launch.deployment {
        inspection = inspection.with_deployment(deployment.clone());
    }
    match &launch.target {
        None => Ok(inspection),
        Some(target) => inspection
            .with_target(target.clone())
            .map_err(|_| "--target: does not use https".to_owned()),
    }
}

fn judge_one(file: &Bytes, inspection: &Inspection, keys: &KeySet, now: &Timestamp) -> Report {
    let bytes = match file {
        Bytes::Whole(bytes) => bytes,
        Bytes::TooLarge(limit) => return jwks::too_large(*limit),
    };
    let Ok(text) = core::str::from_utf8(bytes) else {
        return jwks::noted(
            &rules::NOT_TEXT,
            "file is not text, a compact token is needed",
        );
    };
    match inspection.inspect(text.trim_ascii(), keys, &Ring, now) {
        Ok(inspected) => inspected.report().clone(),
        Err(error) => error.report().clone(),
    }
}
