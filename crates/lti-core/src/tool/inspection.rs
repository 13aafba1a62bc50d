//! A token judged by itself, for people who look into a launch.

use edu_jose::{Compact, JwsLimits, KeySet, Verify};
use edu_types::{HttpUrl, Place, Profile, Report, Rule, Timestamp};

use super::check::{Asked, judge, signed_claims};
use crate::{
    Claims, ClientId, DeploymentId, Issuer, LaunchError, MessageType, Nonce, Registration,
    RegistrationError, ToolSettings, WebAddress, claim, rules,
};

/// What a token is expected to say where nobody is launched: at a shell prompt, in support.
///
/// An inspection runs every check of a token that a launch runs, by the same code. It knows no
/// browser and no login, so it cannot see a replay or a forged login; its outcome is therefore
/// an account of the token and never a [`VerifiedLaunch`](crate::VerifiedLaunch): nobody can be
/// let in by it. What it was not told to expect is reported as not checked, as advice.
///
/// ```
/// use edu_jose::{KeySet, PublicKey, Algorithm, Verify, VerifyError};
/// use edu_types::Timestamp;
/// use lti_core::{ClientId, Inspection, Issuer};
///
/// struct NoKeys;
///
/// impl Verify for NoKeys {
///     fn verify(&self, _: Algorithm, _: &PublicKey, _: &[u8], _: &[u8]) -> Result<(), VerifyError> {
///         Err(VerifyError::BadSignature)
///     }
/// }
///
/// let issuer = Issuer::new("https://lms.example")?;
/// let inspection = Inspection::new(issuer, ClientId::new("tool-7")?)?;
/// let now = Timestamp::from_unix_seconds(1_800_000_000);
/// let refused = inspection.inspect("no token", &KeySet::new(), &NoKeys, &now).unwrap_err();
/// assert_eq!(refused.code(), "jose.segments");
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
///
/// Spec: 1EdTech Security Framework 1.0, §5.1.3.
#[derive(Clone, Debug)]
pub struct Inspection {
    registration: Registration,
    settings: ToolSettings,
    nonce: Option<Nonce>,
    deployment: Option<DeploymentId>,
    target: Option<HttpUrl>,
}

/// An account of a token that holds, as far as an inspection can tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspected {
    message_type: MessageType,
    report: Report,
}

impl Inspection {
    /// Expects a token of this platform for this tool.
    ///
    /// Plain http is accepted for loopback hosts: nothing is fetched or redirected here.
    ///
    /// # Errors
    ///
    /// [`RegistrationError`] where the issuer is no address that a platform may have.
    pub fn new(issuer: Issuer, client_id: ClientId) -> Result<Self, RegistrationError> {
        let address = HttpUrl::parse(issuer.as_str()).map_err(|_| RegistrationError::Issuer)?;
        // Neither address is used: an inspection sends nobody anywhere.
        let registration =
            Registration::insecure_allow_loopback(issuer, client_id, address.clone(), address)?;
        Ok(Self {
            registration,
            settings: ToolSettings::new(),
            nonce: None,
            deployment: None,
            target: None,
        })
    }

    /// Expects the nonce of the login that the token answered.
    #[must_use]
    pub fn with_nonce(mut self, nonce: Nonce) -> Self {
        self.nonce = Some(nonce);
        self
    }

    /// Expects this deployment; any other counts as unknown.
    #[must_use]
    pub fn with_deployment(mut self, deployment: DeploymentId) -> Self {
        self.deployment = Some(deployment);
        self
    }

    /// Expects this target; one on another origin is refused.
    ///
    /// # Errors
    ///
    /// [`RegistrationError`] where it is not https.
    pub fn with_target(mut self, target: HttpUrl) -> Result<Self, RegistrationError> {
        self.registration = self.registration.with_sole_target_origin(&target)?;
        self.target = Some(target);
        Ok(self)
    }

    /// Judges by these times and message types.
    #[must_use]
    pub fn with_settings(mut self, settings: ToolSettings) -> Self {
        self.settings = settings;
        self
    }

    /// Judges by `profile`; no profile relaxes a security rule.
    #[must_use]
    pub fn with_profile(mut self, profile: Profile) -> Self {
        self.registration = self.registration.with_profile(profile);
        self
    }

    /// Judges the token: size, header, signature, form, times, audience, message, and what
    /// else was given to expect.
    ///
    /// # Errors
    ///
    /// [`LaunchError`] names the first rule broken; its report holds every finding.
    pub fn inspect(
        &self,
        token: &str,
        keys: &KeySet,
        verify: &impl Verify,
        now: &Timestamp,
    ) -> Result<Inspected, LaunchError> {
        let token = Compact::parse(token, &JwsLimits::DEFAULT)?;
        let signed = signed_claims(&token, &self.registration, keys, verify)?;
        let registration = self.registration_for(&signed.0);
        // A token is compared with itself where nothing was given to compare it with; the
        // report then says so.
        let own = (signed.0.nonce.clone(), signed.0.target_link_uri.clone());
        let asked = Asked {
            nonce: self.nonce.as_ref().unwrap_or(&own.0),
            target: match &self.target {
                Some(target) => target.as_str(),
                None => own.1.as_ref().map_or("", WebAddress::as_str),
            },
            deployment: None,
        };
        let (claims, mut report) = judge(signed, &registration, &self.settings, &asked, now);
        self.judge_deployment(&claims, &mut report);
        self.tell_unchecked(&mut report);
        if !report.is_valid() {
            return Err(LaunchError::from_report(report));
        }
        Ok(Inspected {
            message_type: claims.message_type,
            report,
        })
    }

    /// The registration with the token's own target as the tool's, where none was given.
    fn registration_for(&self, claims: &Claims) -> Registration {
        let registration = self.registration.clone();
        let own = claims.target_link_uri.as_ref().map(WebAddress::to_url);
        let (None, Some(Ok(target))) = (&self.target, own) else {
            return registration;
        };
        // A target that no tool can have stays foreign.
        let moved = registration.with_sole_target_origin(&target);
        moved.unwrap_or_else(|_| self.registration.clone())
    }

    fn judge_deployment(&self, claims: &Claims, report: &mut Report) {
        let known = self.deployment.as_ref();
        if known.is_some_and(|known| *known != claims.deployment_id) {
            let message = "deployment is not the expected one";
            self.note(
                report,
                &rules::DEPLOYMENT_UNKNOWN,
                claim::DEPLOYMENT_ID,
                message,
            );
        }
    }

    fn tell_unchecked(&self, report: &mut Report) {
        if self.nonce.is_none() {
            let message = "nonce was not compared, none was given to expect";
            self.note(report, &rules::NONCE_NOT_CHECKED, "nonce", message);
        }
        if self.deployment.is_none() {
            let message = "deployment was not compared, none was given to expect";
            let rule = &rules::DEPLOYMENT_NOT_CHECKED;
            self.note(report, rule, claim::DEPLOYMENT_ID, message);
        }
        if self.target.is_none() {
            let message = "target was not compared, none was given to expect";
            let rule = &rules::TARGET_NOT_CHECKED;
            self.note(report, rule, claim::TARGET_LINK_URI, message);
        }
    }

    fn note(&self, report: &mut Report, rule: &Rule, name: &str, message: &str) {
        report.note(
            self.registration.profile(),
            rule,
            Place::member(name),
            message,
        );
    }
}

impl Inspected {
    /// What the token asks for.
    pub const fn message_type(&self) -> &MessageType {
        &self.message_type
    }

    /// Warnings and advice, with the checks that could not be made.
    pub const fn report(&self) -> &Report {
        &self.report
    }
}
