//! A tool's answer: what a person chose, signed.

use core::fmt;
use core::time::Duration;

use edu_http::{Entropy, Reply};
use edu_jose::{JwsLimits, Sign, sign_compact};
use edu_json::ToJson as _;
use edu_types::{HttpUrl, Limits, Personal, Profile, Report, Secret, Timestamp};

use super::{ContentItem, DeepLinkingError, DeepLinkingRequest, ResponseClaims, rules};
use crate::page::form_page;
use crate::platform::Named;
use crate::{Audience, MessageType, Nonce, NumericDate, Version};

/// What a person chose, checked against what the platform takes; to be signed and sent back.
///
/// Spec: Deep Linking 2.0, §4.5.
#[derive(Clone)]
pub struct DeepLinkingResponse {
    request: DeepLinkingRequest,
    items: Vec<ContentItem>,
    message: Option<Personal<String>>,
    log: Option<Personal<String>>,
    error_message: Option<Personal<String>>,
    error_log: Option<Personal<String>>,
    report: Report,
}

/// An answer, signed: to be posted to the platform by the browser of its person.
///
/// `Debug` shows neither token nor address.
///
/// Spec: Deep Linking 2.0, §4.5; 1EdTech Security Framework 1.0, §5.2.
#[derive(Clone)]
#[non_exhaustive]
pub struct SignedResponse {
    /// Where it goes.
    pub return_url: HttpUrl,
    /// The token.
    pub jwt: Secret<String>,
}

impl DeepLinkingResponse {
    /// How long an answer is valid: it is posted as soon as it is signed.
    pub const LIFETIME: Duration = Duration::from_secs(300);

    /// Answers `request` with `items`, in their order; without any, the person chose nothing.
    ///
    /// A column of the gradebook for a platform that makes none is left out, with a warning in
    /// [`DeepLinkingResponse::report`]; advice there says what single platforms stumble over.
    ///
    /// # Errors
    ///
    /// [`DeepLinkingError`] where the platform does not take an item's type or media type, takes
    /// one item only, or an address is no http(s) address.
    pub fn new(
        request: &DeepLinkingRequest,
        items: impl Into<Vec<ContentItem>>,
        now: &Timestamp,
    ) -> Result<Self, DeepLinkingError> {
        let mut items = items.into();
        let offer = request.offer();
        let report = offer.check(&mut items, &Profile::strict(), now);
        if !report.is_valid() {
            return Err(DeepLinkingError::from_report(report));
        }
        Ok(Self {
            request: request.clone(),
            items,
            message: None,
            log: None,
            error_message: None,
            error_log: None,
            report,
        })
    }

    /// Answers that the person chose nothing.
    pub fn cancelled(request: &DeepLinkingRequest) -> Self {
        Self {
            request: request.clone(),
            items: Vec::new(),
            message: None,
            log: None,
            error_message: None,
            error_log: None,
            report: Report::new(),
        }
    }

    /// Adds a text that the platform shows to the person.
    #[must_use]
    pub fn with_message(mut self, text: impl Into<String>) -> Self {
        self.message = Some(Personal::new(text.into()));
        self
    }

    /// Adds a text for the platform's log.
    #[must_use]
    pub fn with_log(mut self, text: impl Into<String>) -> Self {
        self.log = Some(Personal::new(text.into()));
        self
    }

    /// Says that something went wrong, in a text that the platform shows to the person.
    #[must_use]
    pub fn with_error_message(mut self, text: impl Into<String>) -> Self {
        self.error_message = Some(Personal::new(text.into()));
        self
    }

    /// Says that something went wrong, in a text for the platform's log.
    #[must_use]
    pub fn with_error_log(mut self, text: impl Into<String>) -> Self {
        self.error_log = Some(Personal::new(text.into()));
        self
    }

    /// Warnings and advice about the items.
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// Signs the answer with the tool's key.
    ///
    /// The platform's `data` goes back as it came, and only if it came. The header names the
    /// key, which Blackboard and Brightspace insist on: by its id, or by its thumbprint where
    /// the signer has none. The audience is one text, because some platforms take no array.
    ///
    /// # Errors
    ///
    /// [`DeepLinkingError`] where there is no randomness left, the signer fails, or the answer
    /// is larger than platforms take: a token of 64 KiB.
    pub fn sign(
        self,
        signer: &impl Sign,
        now: &Timestamp,
        entropy: &mut Entropy,
    ) -> Result<SignedResponse, DeepLinkingError> {
        let setting = |message: &str| DeepLinkingError::new(&rules::SETTING, message);
        let nonce = entropy.take_token().ok().map(Nonce::new);
        let Some(Ok(nonce)) = nonce else {
            return Err(setting("no randomness left for this call"));
        };
        let issued = now.unix_seconds();
        let expires = issued.saturating_add_unsigned(Self::LIFETIME.as_secs());
        let times = NumericDate::new(issued).zip(NumericDate::new(expires));
        let Some((issued, expires)) = times else {
            return Err(setting(
                "time of the call is outside the years 1970 to 9999",
            ));
        };
        let return_url = self.request.return_url.clone();
        let payload = self.into_claims(issued, expires, nonce).to_json_string();
        let token = sign_compact(Some("JWT"), payload.as_bytes(), &Named::new(signer));
        let token = token.map_err(|_| {
            DeepLinkingError::new(&rules::SIGNATURE, "the tool's key failed to sign")
        })?;
        let most = JwsLimits::DEFAULT.token;
        Limits::check("token bytes", token.len(), most)
            .map_err(|error| DeepLinkingError::new(&rules::SIZE, error.to_string()))?;
        Ok(SignedResponse {
            return_url,
            jwt: Secret::new(token),
        })
    }

    fn into_claims(
        self,
        issued: NumericDate,
        expires: NumericDate,
        nonce: Nonce,
    ) -> ResponseClaims {
        let request = self.request;
        let mut claims = ResponseClaims::new(
            request.client_id,
            Audience::one(request.issuer),
            expires,
            issued,
            nonce,
            MessageType::DeepLinkingResponse,
            Version::V1_3_0,
            request.deployment_id,
        );
        claims.data = request.settings.data;
        claims.items = Some(self.items);
        claims.message = self.message;
        claims.log = self.log;
        claims.error_message = self.error_message;
        claims.error_log = self.error_log;
        claims
    }
}

impl SignedResponse {
    /// Names and values of the form to post.
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        vec![("JWT", self.jwt.expose())]
    }

    /// The page that has the browser post the answer; without scripts, by its button.
    pub fn page(&self) -> Reply {
        form_page("Returning to your course", &self.return_url, &self.fields())
    }
}

impl fmt::Debug for DeepLinkingResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeepLinkingResponse")
            .field("request", &self.request)
            .field("items", &self.items.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for SignedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignedResponse(…)")
    }
}
