//! A platform that asks for content, and answers with every part open to tampering.

use std::sync::Arc;

use edu_http::{Body, Caller, Moment, SessionId, encode_pairs};
use edu_jose::{KeyId, KeySet, Sign as _};
use edu_jose_aws_lc::AwsLcSigner;
use edu_jose_ring::Ring;
use edu_types::{Report, Timestamp};
use http::header::CONTENT_TYPE;
use http::{Request, Response};
use lti_core::deep_linking::SelectionPolicy;
use lti_core::{
    BackendError, ClientId, DeepLinking, DeepLinkingSettings, DeploymentId, DocumentTarget, Issuer,
    ItemType, LaunchMessage, LaunchRequest, MemoryPlatform, Messages as _, OutgoingLogin, Person,
    PlatformError, PlatformSettings, Roles, SelectionOutcome, Subject, TakenFor, ToolKeys,
    ToolRegistration, VerifiedSelection, claim,
};
use serde_json::{Value, json};

use crate::launch::{
    CLIENT, DEPLOYMENT, INSTRUCTOR, ISSUER, KEY, NOW, OTHER_KEY, TARGET, keys, moment, signed, url,
};

pub(super) const ADA: &str = "session-of-ada";
pub(super) const BOB: &str = "session-of-bob";
pub(super) const OTHER_CLIENT: &str = "client-2";
pub(super) const BACK: &str = "https://lms.example/chosen";

/// No tool here publishes its keys.
pub(super) struct NoKeys;

impl ToolKeys for NoKeys {
    async fn tool_key_set(
        &self,
        _: &ToolRegistration,
        _: Option<&KeyId>,
        _: &Timestamp,
    ) -> Result<Arc<KeySet>, BackendError> {
        Err(BackendError::failed("no keys are published"))
    }
}

pub(super) type Memory = Arc<MemoryPlatform>;
pub(super) type Asking = DeepLinking<Memory, Memory, NoKeys, Ring>;

/// A platform with two tools, each with a key of its own.
pub(super) struct Bed {
    pub(super) memory: Memory,
    pub(super) asking: Asking,
}

pub(super) fn tool(client: &str, key: &AwsLcSigner) -> ToolRegistration {
    let client = ClientId::new(client).unwrap();
    ToolRegistration::new(client, url("https://tool.example/login"), url(TARGET))
        .unwrap()
        .with_deployment(deployment(DEPLOYMENT))
        .with_deployment(deployment("deployment-2"))
        .with_keys(keys(&[key]))
}

pub(super) fn deployment(text: &str) -> DeploymentId {
    DeploymentId::new(text).unwrap()
}

pub(super) fn platform_settings() -> PlatformSettings {
    PlatformSettings::new(Issuer::new(ISSUER).unwrap()).unwrap()
}

pub(super) fn policy() -> SelectionPolicy {
    SelectionPolicy::new(platform_settings(), url(BACK))
}

pub(super) fn bed() -> Bed {
    bed_with(policy())
}

pub(super) fn bed_with(policy: SelectionPolicy) -> Bed {
    let memory = Arc::new(MemoryPlatform::new());
    memory.register(tool(CLIENT, &OTHER_KEY));
    memory.register(tool(OTHER_CLIENT, &KEY));
    let (backend, selections) = (Arc::clone(&memory), Arc::clone(&memory));
    let asking = DeepLinking::new(backend, selections, NoKeys, Ring, policy);
    Bed { memory, asking }
}

pub(super) fn caller(session: &str) -> Caller {
    Caller::anonymous().with_session(SessionId::new(session).unwrap())
}

pub(super) const fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix_seconds(NOW.saturating_add(seconds))
}

impl Bed {
    /// What this platform usually offers, with the host's own data.
    pub(super) fn settings(&self) -> DeepLinkingSettings {
        let types = [
            ItemType::Link,
            ItemType::ResourceLink,
            ItemType::File,
            ItemType::Html,
        ];
        let mut settings = self.asking.settings(types, [DocumentTarget::Iframe]);
        settings.accept_multiple = Some(lti_core::Flag(true));
        settings.accept_lineitem = Some(lti_core::Flag(true));
        settings.data = Some(edu_types::Secret::new("section-3".to_owned()));
        settings
    }

    pub(super) fn request(settings: DeepLinkingSettings) -> LaunchRequest {
        let person = Subject::new("teacher-1").unwrap();
        LaunchRequest::new(
            ClientId::new(CLIENT).unwrap(),
            deployment(DEPLOYMENT),
            url(TARGET),
            Person::new(person, Roles::parse([INSTRUCTOR])),
            LaunchMessage::deep_linking(settings),
        )
    }

    pub(super) fn begin_as(
        &self,
        caller: &Caller,
        settings: DeepLinkingSettings,
        moment: Moment,
    ) -> Result<OutgoingLogin, PlatformError> {
        let request = Self::request(settings);
        pollster::block_on(self.asking.begin(caller, request, moment))
    }

    /// Asks for content in Ada's session; what the tool is told to send back.
    pub(super) fn ask(&self, settings: DeepLinkingSettings) -> String {
        self.ask_as(&caller(ADA), settings)
    }

    pub(super) fn ask_as(&self, caller: &Caller, settings: DeepLinkingSettings) -> String {
        let login = self.begin_as(caller, settings, moment(NOW)).unwrap();
        let hint = login.initiation.message_hint.unwrap();
        let session = SessionId::new(ADA).unwrap();
        let taken = pollster::block_on(self.memory.take_message(&hint, &session, &at(0)));
        let Ok(TakenFor::Fresh(message)) = taken else {
            panic!("no message was kept");
        };
        let settings = message.claims().deep_linking_settings.as_ref().unwrap();
        settings.data.as_ref().unwrap().expose().clone()
    }

    pub(super) fn asked(&self) -> String {
        self.ask(self.settings())
    }

    pub(super) fn post_as(
        &self,
        caller: &Caller,
        now: &Timestamp,
        request: Request<Body>,
    ) -> SelectionOutcome {
        pollster::block_on(self.asking.selected(caller, now, request))
    }

    pub(super) fn post_in(
        &self,
        session: &str,
        now: i64,
        token: &str,
    ) -> Result<VerifiedSelection, PlatformError> {
        verdict(self.post_as(&caller(session), &at(now), form(&[("JWT", token)])))
    }

    pub(super) fn post(&self, answer: &Answer) -> Result<VerifiedSelection, PlatformError> {
        self.post_in(ADA, 0, &answer.seal())
    }

    /// The code with which an answer is refused.
    #[track_caller]
    pub(super) fn refusal(&self, answer: &Answer) -> &'static str {
        self.post(answer)
            .expect_err("answer must be refused")
            .code()
    }
}

pub(super) fn form(fields: &[(&str, &str)]) -> Request<Body> {
    Request::post(BACK)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(encode_pairs(fields.iter().copied())))
        .unwrap()
}

pub(super) fn verdict(outcome: SelectionOutcome) -> Result<VerifiedSelection, PlatformError> {
    match outcome {
        SelectionOutcome::Selected(selection) => Ok(*selection),
        SelectionOutcome::Refused(response, error) => {
            assert_carries(&response, &error);
            Err(error)
        }
    }
}

#[track_caller]
fn assert_carries(response: &Response<Body>, error: &PlatformError) {
    assert_eq!(response.status(), error.status());
    assert_eq!(response.extensions().get::<PlatformError>(), Some(error));
}

pub(super) fn codes(report: &Report) -> Vec<&'static str> {
    report.findings().iter().map(|found| found.code).collect()
}

/// An answer in the making: header and claims as JSON, and the key that signs.
#[derive(Clone)]
pub(super) struct Answer {
    header: Value,
    claims: Value,
    signer: &'static AwsLcSigner,
}

impl Answer {
    /// One that every check accepts.
    pub(super) fn to(data: &str) -> Self {
        let claims = json!({
            "iss": CLIENT,
            "aud": ISSUER,
            "exp": NOW + 300,
            "iat": NOW,
            "nonce": "nonce-of-the-tool",
            claim::MESSAGE_TYPE: "LtiDeepLinkingResponse",
            claim::VERSION: "1.3.0",
            claim::DEPLOYMENT_ID: DEPLOYMENT,
            claim::DEEP_LINKING_DATA: data,
            claim::CONTENT_ITEMS: [
                {"type": "ltiResourceLink", "title": "T", "url": "https://tool.example/1"},
            ],
        });
        let kid = OTHER_KEY.key_id().map(KeyId::as_str);
        Self {
            header: json!({"alg": "RS256", "typ": "JWT", "kid": kid}),
            claims,
            signer: &OTHER_KEY,
        }
    }

    pub(super) fn items(self, items: Value) -> Self {
        self.with(claim::CONTENT_ITEMS, items)
    }

    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.claims[name] = value.into();
        self
    }

    pub(super) fn without(mut self, name: &str) -> Self {
        self.claims.as_object_mut().unwrap().remove(name);
        self
    }

    /// Sets a header member; `null` removes it.
    pub(super) fn header(mut self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        if value.is_null() {
            self.header.as_object_mut().unwrap().remove(name);
        } else {
            self.header[name] = value;
        }
        self
    }

    /// Signs with another key under the same key id.
    pub(super) fn forged_by(mut self, signer: &'static AwsLcSigner) -> Self {
        self.signer = signer;
        self
    }

    pub(super) fn seal(&self) -> String {
        let header = self.header.to_string();
        signed(header.as_bytes(), &self.claims.to_string(), self.signer)
    }
}
