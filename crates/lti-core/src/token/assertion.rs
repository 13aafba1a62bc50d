//! How a tool says who it is.

use edu_http::Entropy;
use edu_jose::{Sign, SignError, sign_compact};
use edu_json::{ToJson as _, json_id, json_object, json_wire};
use edu_types::{Timestamp, string_id};

use crate::platform::Named;
use crate::{Audience, ClientId, DeploymentId, NumericDate, Registration, claim, rules};

string_id! {
    /// The name of one assertion, which nobody uses twice.
    ///
    /// Spec: RFC 7519, §4.1.7.
    pub struct AssertionId("assertion id", max 512);
}
json_id!(AssertionId);

json_object! {
    /// What a tool signs to prove to a token endpoint who it is.
    ///
    /// Holding it proves nothing: only a [`ProvenTool`](crate::token::ProvenTool) is proof.
    ///
    /// Spec: 1EdTech Security Framework 1.0, §4.1.1; RFC 7523, §3.
    pub struct ClientAssertion {
        required {
            /// The tool.
            issuer: ClientId = "iss",
            /// The tool once more.
            subject: ClientId = "sub",
            /// The server that is asked: its token endpoint, or a name of its own.
            audience: Audience<String> = "aud",
            /// From this second on the assertion is void.
            expires: NumericDate = "exp",
            /// When the assertion was made.
            issued: NumericDate = "iat",
            /// Its name.
            id: AssertionId = "jti",
        }
        optional {
            /// Before this second the assertion is void.
            not_before: NumericDate = "nbf",
            /// The installation that the token is to be limited to.
            deployment_id: DeploymentId = claim::DEPLOYMENT_ID,
        }
    }
}
json_wire!(ClientAssertion, &rules::MEMBER_RULES);

impl ClientAssertion {
    /// Seconds that an assertion made here is good for.
    pub const LIFETIME: i64 = 5 * 60;

    /// An assertion of the tool for the token endpoint of the platform `registration` is about.
    ///
    /// The audience is one string: some platforms fail at arrays. Set
    /// [`ClientAssertion::deployment_id`] to limit the token to one installation.
    ///
    /// # Errors
    ///
    /// [`AssertionError`] where the registration names no token endpoint, or there is no
    /// randomness left.
    pub fn new_for(
        registration: &Registration,
        entropy: &mut Entropy,
        now: &Timestamp,
    ) -> Result<Self, AssertionError> {
        let audience = registration.token_audience();
        let audience = audience.ok_or(AssertionError::NoTokenEndpoint)?;
        let issued = now.unix_seconds();
        let times =
            NumericDate::new(issued).zip(NumericDate::new(issued.saturating_add(Self::LIFETIME)));
        let (issued, expires) = times.ok_or(AssertionError::Clock)?;
        let name = entropy.take_token();
        let name = name.map_err(|_| AssertionError::NoEntropy)?;
        Ok(Self::new(
            registration.client_id().clone(),
            registration.client_id().clone(),
            Audience::one(audience.to_owned()),
            expires,
            issued,
            AssertionId::new(name).map_err(|_| AssertionError::NoEntropy)?,
        ))
    }

    /// Signs the assertion with the tool's key. The header names the key: by its id, or by its
    /// thumbprint where the signer has none.
    ///
    /// # Errors
    ///
    /// [`SignError`] where the signer fails.
    pub fn sign(&self, signer: &impl Sign) -> Result<String, SignError> {
        let payload = self.to_json_string();
        sign_compact(Some("JWT"), payload.as_bytes(), &Named::new(signer))
    }
}

/// Why no assertion can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AssertionError {
    /// The registration does not say where tokens are asked for.
    #[error("registration names no token endpoint")]
    NoTokenEndpoint,
    /// The call has no randomness left.
    #[error("no randomness left for this call")]
    NoEntropy,
    /// The clock is outside the years a token can name.
    #[error("clock is outside the years 1970 to 9999")]
    Clock,
}
