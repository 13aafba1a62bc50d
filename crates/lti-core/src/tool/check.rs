//! The checks of a token, in the order of their danger.

use edu_jose::{Compact, KeySet, Verify};
use edu_json::{Checked, Tree, read_tree};
use edu_types::{Limits, Place, Report, Rule, Timestamp};

use super::message::check_message;
use crate::times::{TimeLimits, Times};
use crate::{
    Binding, Claims, ClientId, Context, Deployment, DeploymentId, Issuer, LaunchError, Nonce,
    PendingLogin, Registration, TakenLaunch, ToolPlatform, ToolSettings, VerifiedLaunch, claim,
    rules,
};

/// Limits on the claims of a token, met before any claim is looked at.
pub(crate) const CLAIM_LIMITS: Limits = Limits::DEFAULT
    .with_bytes(64 * 1024)
    .with_depth(16)
    .with_nodes(8192)
    .with_members(256);

/// A token that holds in everything but its deployment, which only the host can know.
///
/// What it says is signed by the platform, so that a host can judge by it whether to accept a new
/// deployment; it lets nobody in.
#[derive(Clone, Debug)]
pub struct SignedLaunch {
    claims: Claims,
    client_id: ClientId,
    binding: Binding,
    report: Report,
}

impl TakenLaunch {
    /// Checks the token: type, signature, form, times, audience, nonce, message.
    ///
    /// `registration` must be the one of the pending login, and `keys` its keys. Everything
    /// found is in the error's report; security rules do not depend on any profile.
    ///
    /// # Errors
    ///
    /// [`LaunchError`] names the first rule broken.
    pub fn check(
        self,
        registration: &Registration,
        keys: &KeySet,
        verify: &impl Verify,
        settings: &ToolSettings,
        now: &Timestamp,
    ) -> Result<SignedLaunch, LaunchError> {
        let pending = &self.pending;
        if pending.issuer != *registration.issuer()
            || pending.client_id != *registration.client_id()
        {
            let message = "registration is not the one the login was started for";
            return Err(LaunchError::new(&rules::UNREGISTERED, message));
        }
        let signed = signed_claims(&self.token, registration, keys, verify)?;
        let asked = Asked::by(pending);
        let (claims, report) = judge(signed, registration, settings, &asked, now);
        if !report.is_valid() {
            return Err(LaunchError::from_report(report));
        }
        Ok(SignedLaunch {
            claims,
            client_id: self.pending.client_id,
            binding: self.binding,
            report,
        })
    }
}

impl SignedLaunch {
    /// The platform.
    pub const fn issuer(&self) -> &Issuer {
        &self.claims.issuer
    }

    /// This tool, as the platform names it.
    pub const fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// The platform's own description of itself, where it sent one; it may name the customer
    /// that a new deployment belongs to.
    pub const fn tool_platform(&self) -> Option<&ToolPlatform> {
        self.claims.tool_platform.as_ref()
    }

    /// The course or other context of the launch, where there is one.
    pub const fn context(&self) -> Option<&Context> {
        self.claims.context.as_ref()
    }

    /// Everything the token says: signed by the platform, its deployment not yet accepted.
    pub const fn claims(&self) -> &Claims {
        &self.claims
    }

    /// The deployment the host must decide about.
    pub const fn deployment_id(&self) -> &DeploymentId {
        &self.claims.deployment_id
    }

    /// A launch that nobody signed, for checks of a store.
    #[cfg(feature = "kit")]
    pub(crate) fn of_kit(
        registration: &Registration,
        deployment: DeploymentId,
    ) -> Result<Self, crate::BackendError> {
        let unusable = || crate::BackendError::failed("the kit's launch cannot be made");
        let (begin, end) = (crate::NumericDate::new(0), crate::NumericDate::new(1));
        let (begin, end) = begin.zip(end).ok_or_else(unusable)?;
        let client_id = registration.client_id().clone();
        let claims = Claims::new(
            registration.issuer().clone(),
            crate::Audience::one(client_id.clone()),
            end,
            begin,
            Nonce::new("kit").map_err(|_| unusable())?,
            crate::MessageType::ResourceLinkRequest,
            crate::Version::V1_3_0,
            deployment,
        );
        Ok(Self {
            claims,
            client_id,
            binding: Binding::Cookie,
            report: Report::new(),
        })
    }

    /// Ends the launch with the host's word on the deployment.
    ///
    /// # Errors
    ///
    /// [`LaunchError`] of fault [`Fault::Deployment`](crate::Fault::Deployment) where it is
    /// not known.
    pub fn with_deployment(self, deployment: Deployment) -> Result<VerifiedLaunch, LaunchError> {
        match deployment {
            Deployment::Known => Ok(VerifiedLaunch::new(
                self.claims,
                self.client_id,
                self.binding,
                self.report,
            )),
            Deployment::Unknown => Err(LaunchError::at(
                &rules::DEPLOYMENT_UNKNOWN,
                Place::member(claim::DEPLOYMENT_ID),
                "deployment is not known for this registration",
            )),
        }
    }
}

/// What the login asked for; the token must answer it.
///
/// Every part is there, so that no caller can leave out a rule by having nothing to compare.
pub(super) struct Asked<'a> {
    pub(super) nonce: &'a Nonce,
    pub(super) target: &'a str,
    /// The one part that a platform need not announce.
    pub(super) deployment: Option<&'a DeploymentId>,
}

impl<'a> Asked<'a> {
    fn by(pending: &'a PendingLogin) -> Self {
        Self {
            nonce: &pending.nonce,
            target: &pending.target_link_uri,
            deployment: pending.deployment_id.as_ref(),
        }
    }
}

/// Checks type and signature of a token, and reads its claims.
pub(super) fn signed_claims(
    token: &Compact<'_>,
    registration: &Registration,
    keys: &KeySet,
    verify: &impl Verify,
) -> Result<(Claims, Report), LaunchError> {
    check_type(token.header().typ.as_deref())?;
    let payload = token.verify_choosing(
        keys,
        registration.algorithms(),
        registration.key_choice(),
        verify,
    )?;
    let tree = Tree::parse(payload.as_slice(), &CLAIM_LIMITS)?;
    let Checked { value, report, .. } = read_tree(&tree, registration.profile())?;
    Ok((value, report))
}

/// Checks what signed claims say: times, parties, login, message.
pub(super) fn judge(
    (claims, report): (Claims, Report),
    registration: &Registration,
    settings: &ToolSettings,
    asked: &Asked<'_>,
    now: &Timestamp,
) -> (Claims, Report) {
    let mut judge = Judge {
        claims: &claims,
        registration,
        settings,
        report,
    };
    judge.times(now);
    judge.parties();
    judge.login(asked);
    check_message(&mut judge, asked);
    let report = judge.report;
    (claims, report)
}

/// What the checks look at, and the report they write to.
pub(super) struct Judge<'c> {
    pub(super) claims: &'c Claims,
    pub(super) registration: &'c Registration,
    pub(super) settings: &'c ToolSettings,
    report: Report,
}

impl Judge<'_> {
    pub(super) fn note(&mut self, rule: &Rule, name: &str, message: impl Into<String>) {
        self.report.note(
            self.registration.profile(),
            rule,
            Place::member(name),
            message,
        );
    }

    fn times(&mut self, now: &Timestamp) {
        let times = Times {
            expires: self.claims.expires,
            issued: self.claims.issued,
            not_before: self.claims.not_before,
        };
        let limits = TimeLimits {
            leeway: self.settings.leeway(),
            max_age: self.settings.max_age(),
            lifetime: ToolSettings::MAX_LIFETIME,
        };
        times.check(&limits, now, |rule, name, message| {
            self.note(rule, name, message);
        });
    }

    fn parties(&mut self) {
        let (claims, registration) = (self.claims, self.registration);
        if claims.issuer != *registration.issuer() {
            let message = "issuer is not the platform the login was started for";
            self.note(&rules::ISSUER_DIFFERS, "iss", message);
        }
        let me = registration.client_id();
        if !claims.audience.contains(me) {
            let message = "audience does not name this tool";
            self.note(&rules::AUDIENCE_OTHER, "aud", message);
        }
        let clients = claims.audience.clients();
        for client in clients.iter().filter(|client| *client != me) {
            if registration.trusts(client) {
                let message = "audience names a further, trusted client";
                self.note(&rules::AUDIENCE_SHARED, "aud", message);
            } else {
                let message = "audience names a further client that is not trusted";
                self.note(&rules::AUDIENCE_UNTRUSTED, "aud", message);
            }
        }
        self.authorized_party();
    }

    fn authorized_party(&mut self) {
        let several = self.claims.audience.clients().len() > 1;
        match &self.claims.authorized_party {
            Some(party) if party != self.registration.client_id() => {
                let message = "authorized party is not this tool";
                self.note(&rules::AZP_OTHER, "azp", message);
            }
            None if several => {
                let message = "authorized party is missing, several audiences require it";
                self.note(&rules::AZP_MISSING, "azp", message);
            }
            Some(_) | None => {}
        }
    }

    fn login(&mut self, asked: &Asked<'_>) {
        let claims = self.claims;
        // Nonces are random and single-use: their comparison reveals nothing worth timing.
        if claims.nonce != *asked.nonce {
            self.note(
                &rules::NONCE_DIFFERS,
                "nonce",
                "nonce belongs to another login",
            );
        }
        if asked
            .deployment
            .is_some_and(|announced| *announced != claims.deployment_id)
        {
            let message = "deployment is not the one the login announced";
            self.note(&rules::DEPLOYMENT_DIFFERS, claim::DEPLOYMENT_ID, message);
        }
    }
}

/// Access tokens, notices and other signed documents must not pass for identity tokens.
fn check_type(typ: Option<&str>) -> Result<(), LaunchError> {
    match typ {
        None => Ok(()),
        Some(typ) if typ.eq_ignore_ascii_case("JWT") => Ok(()),
        Some(_) => Err(LaunchError::at(
            &rules::TOKEN_TYPE,
            Place::member("typ"),
            "header says that this is another kind of token, JWT or nothing is allowed",
        )),
    }
}
