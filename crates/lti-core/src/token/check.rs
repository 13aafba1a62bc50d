//! How a platform checks who a tool says it is.

use core::fmt;

use edu_jose::{Compact, JwsLimits, KeyId, KeySet, Verify};
use edu_json::{Checked, Tree, read_tree};
use edu_types::{Limits, Place, Profile, Report, Rule, Timestamp};

use super::rules;
use crate::times::Times;
use crate::token::{AssertionId, AssertionUse, ClientAssertion, TokenRefused, TokenSettings};
use crate::{ClientId, DeploymentId, ToolRegistration};

/// Limits on tokens, met before any signature is computed.
pub(super) const JWS_LIMITS: JwsLimits = JwsLimits::DEFAULT
    .with_token(TokenSettings::MAX_BYTES)
    .with_header(2048);

/// Limits on what a token says.
pub(super) const CLAIM_LIMITS: Limits = Limits::DEFAULT
    .with_bytes(TokenSettings::MAX_BYTES)
    .with_depth(8)
    .with_members(64);

/// An assertion that has the form of one, and is not believed.
pub struct UnverifiedAssertion {
    compact: Compact<'static>,
    claims: ClientAssertion,
    report: Report,
}

/// An assertion that the tool signed for this platform, and that may have been used before.
#[derive(Debug)]
pub struct CheckedAssertion {
    claims: ClientAssertion,
    leeway: i64,
}

/// A tool that has proved who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvenTool {
    client_id: ClientId,
    deployment_id: Option<DeploymentId>,
}

impl UnverifiedAssertion {
    /// Takes an assertion apart: its size, header and form are judged.
    ///
    /// # Errors
    ///
    /// [`TokenRefused`] names the first rule broken.
    pub fn parse(assertion: &str) -> Result<Self, TokenRefused> {
        let compact = Compact::parse_owned(assertion.to_owned(), &JWS_LIMITS)?;
        let typ = compact.header().typ.as_deref();
        if typ.is_some_and(|typ| !typ.eq_ignore_ascii_case("JWT")) {
            let message = "header says that this is another kind of token, JWT is allowed";
            return Err(TokenRefused::client(&rules::TYPE, message));
        }
        let tree = Tree::parse(compact.unverified_payload(), &CLAIM_LIMITS)?;
        let Checked { value, report, .. } = read_tree(&tree, &Profile::strict())?;
        Ok(Self {
            claims: value,
            report,
            compact,
        })
    }

    /// The tool that the assertion claims to be from: good for finding its keys.
    pub const fn client_id(&self) -> &ClientId {
        &self.claims.subject
    }

    /// The key that the assertion claims to be signed with.
    pub const fn key_id(&self) -> Option<&KeyId> {
        self.compact.header().key_id.as_ref()
    }

    /// Checks the assertion: algorithm, key, signature, parties, times, installation.
    ///
    /// `keys` are those of `tool`, and `endpoint` is the public address that was asked.
    ///
    /// # Errors
    ///
    /// [`TokenRefused`] names the first rule broken; its report has all.
    pub fn check(
        self,
        tool: &ToolRegistration,
        keys: &KeySet,
        verify: &impl Verify,
        endpoint: &str,
        settings: &TokenSettings,
        now: &Timestamp,
    ) -> Result<CheckedAssertion, TokenRefused> {
        let (algorithms, choice) = (tool.algorithms(), tool.key_choice());
        // What was read before is what is signed: the token holds its payload once.
        self.compact
            .verify_choosing(keys, algorithms, choice, verify)?;
        let (claims, mut report) = (self.claims, self.report);
        let mut note = |rule: &Rule, name: &str, message: String| {
            report.note(&Profile::strict(), rule, Place::member(name), message);
        };
        let us = tool.client_id();
        if claims.issuer != *us || claims.subject != *us {
            let message = "issuer and subject are not both the client";
            note(&rules::ISSUER, "iss", message.to_owned());
        }
        let known =
            |audience: &String| audience == endpoint || settings.audiences().contains(audience);
        if !claims.audience.as_slice().iter().any(known) {
            let message = "audience does not name this token endpoint";
            note(&rules::AUDIENCE, "aud", message.to_owned());
        }
        let times = Times {
            expires: claims.expires,
            issued: claims.issued,
            not_before: claims.not_before,
        };
        times.check(&settings.assertion_times(), now, &mut note);
        if claims
            .deployment_id
            .as_ref()
            .is_some_and(|one| !tool.is_deployed(one))
        {
            let message = "tool is not installed in this deployment";
            note(
                &rules::DEPLOYMENT,
                crate::claim::DEPLOYMENT_ID,
                message.to_owned(),
            );
        }
        if !report.is_valid() {
            return Err(TokenRefused::from_report(report));
        }
        let leeway = i64::try_from(settings.leeway().as_secs()).unwrap_or(i64::MAX);
        Ok(CheckedAssertion { claims, leeway })
    }
}

impl CheckedAssertion {
    /// The tool.
    pub const fn client_id(&self) -> &ClientId {
        &self.claims.subject
    }

    /// The name of the assertion.
    pub const fn id(&self) -> &AssertionId {
        &self.claims.id
    }

    /// Until when its use must be remembered: as long as it would be accepted.
    pub fn expires(&self) -> Timestamp {
        Timestamp::from_unix_seconds(self.claims.expires.seconds())
            .saturating_add_seconds(self.leeway)
    }

    /// Ends the check with the store's word on whether the assertion was used before.
    ///
    /// # Errors
    ///
    /// [`TokenRefused`] where it was.
    pub fn with_use(self, found: AssertionUse) -> Result<ProvenTool, TokenRefused> {
        match found {
            AssertionUse::First => Ok(ProvenTool {
                client_id: self.claims.subject,
                deployment_id: self.claims.deployment_id,
            }),
            AssertionUse::Repeated => {
                let message = "assertion was used before, each allows one request";
                Err(TokenRefused::client(&rules::REPLAYED, message))
            }
        }
    }
}

impl ProvenTool {
    /// The tool.
    pub const fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// The installation that it wants its token limited to.
    pub const fn deployment_id(&self) -> Option<&DeploymentId> {
        self.deployment_id.as_ref()
    }
}

impl fmt::Debug for UnverifiedAssertion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnverifiedAssertion(…)")
    }
}
