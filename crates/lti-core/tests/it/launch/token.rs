//! An honest token, and every way to make it dishonest.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use edu_jose::{KeyId, Sign as _};
use edu_jose_aws_lc::AwsLcSigner;
use lti_core::claim;
use serde_json::{Map, Value, json};

use super::{CLIENT, DEPLOYMENT, ISSUER, KEY, NOW, TARGET};

pub(crate) const INSTRUCTOR: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor";
pub(crate) const LEARNER: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner";

/// A token in the making: header and claims as JSON, the signer, and late changes to the text.
#[derive(Clone)]
pub(crate) struct Token {
    header: Value,
    claims: Value,
    signer: &'static AwsLcSigner,
    payload: fn(String) -> String,
    own_nonce: bool,
}

impl Token {
    /// A resource link request that every check accepts.
    pub(crate) fn resource_link() -> Self {
        Self::of(json!({
            "iss": ISSUER,
            "aud": CLIENT,
            "sub": "user-1",
            "exp": NOW + 300,
            "iat": NOW,
            claim::MESSAGE_TYPE: "LtiResourceLinkRequest",
            claim::VERSION: "1.3.0",
            claim::DEPLOYMENT_ID: DEPLOYMENT,
            claim::TARGET_LINK_URI: TARGET,
            claim::RESOURCE_LINK: {"id": "link-1", "title": "Week 1"},
            claim::ROLES: [LEARNER],
        }))
    }

    /// A deep-linking request that every check accepts.
    pub(crate) fn deep_linking() -> Self {
        Self::resource_link()
            .without(claim::RESOURCE_LINK)
            .with(claim::MESSAGE_TYPE, "LtiDeepLinkingRequest")
            .with(
                claim::DEEP_LINKING_SETTINGS,
                json!({
                    "deep_link_return_url": "https://lms.example/return",
                    "accept_types": ["ltiResourceLink"],
                    "accept_presentation_document_targets": ["iframe"],
                }),
            )
    }

    /// These claims under an honest header, signed by the platform.
    pub(crate) fn of(claims: Value) -> Self {
        Self {
            header: json!({"alg": "RS256", "typ": "JWT", "kid": KEY.key_id().map(KeyId::as_str)}),
            claims,
            signer: &KEY,
            payload: core::convert::identity,
            own_nonce: false,
        }
    }

    /// Sets a claim. A nonce set here is not replaced by the login's.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.own_nonce |= name == "nonce";
        self.map().insert(name.to_owned(), value.into());
        self
    }

    /// Leaves a claim out.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.own_nonce |= name == "nonce";
        self.map().remove(name);
        self
    }

    /// Sets a header member; `null` removes it.
    pub(crate) fn header(mut self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let header = self.header.as_object_mut().unwrap();
        if value.is_null() {
            header.remove(name);
        } else {
            header.insert(name.to_owned(), value);
        }
        self
    }

    /// Replaces the whole header.
    pub(crate) fn whole_header(mut self, header: Value) -> Self {
        self.header = header;
        self
    }

    /// Signs with another key, under that key's id.
    pub(crate) fn signed_by(self, signer: &'static AwsLcSigner) -> Self {
        let name = signer.key_id().map(KeyId::as_str);
        self.forged_by(signer).header("kid", name)
    }

    /// Signs with another key, but keeps the header's key id.
    pub(crate) fn forged_by(mut self, signer: &'static AwsLcSigner) -> Self {
        self.signer = signer;
        self
    }

    /// Changes the text of the payload before it is signed.
    pub(crate) fn rewritten(mut self, payload: fn(String) -> String) -> Self {
        self.payload = payload;
        self
    }

    /// The finished token, with this nonce unless a test set its own.
    pub(crate) fn seal(&self, nonce: &str) -> String {
        let mut claims = self.claims.clone();
        if !self.own_nonce {
            claims["nonce"] = nonce.into();
        }
        let payload = (self.payload)(claims.to_string());
        signed(self.header.to_string().as_bytes(), &payload, self.signer)
    }

    fn map(&mut self) -> &mut Map<String, Value> {
        self.claims.as_object_mut().unwrap()
    }
}

/// Header and payload with a signature over both.
pub(crate) fn signed(header: &[u8], payload: &str, signer: &AwsLcSigner) -> String {
    let text = format!("{}.{}", encode(header), encode(payload.as_bytes()));
    let signature = signer.sign(text.as_bytes()).unwrap();
    format!("{text}.{}", encode(&signature))
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
