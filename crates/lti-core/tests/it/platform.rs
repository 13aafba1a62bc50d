//! Our platform, its tools and its people, with every part open to tampering.

mod anonymous;
mod claims;
mod hints;
mod injection;
mod launches;
mod privacy;
mod redirects;
mod refusals;
mod requests;
mod service;
mod settings;
mod storage;
mod trace;

use core::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use edu_http::{
    Body, Caller, Entropy, Form, FormLimits, Moment, Mount, Service as _, SessionId, collect,
    encode_pairs,
};
use edu_jose::{Algorithm, KeyId};
use edu_jose_aws_lc::AwsLcSigner;
use edu_types::{HttpUrl, Timestamp};
use http::header::{CONTENT_TYPE, LOCATION};
use http::{Request, Response, StatusCode};
use lti_core::{
    ClientId, DeploymentId, Issuer, LaunchMessage, LaunchRequest, LtiPlatform, MemoryPlatform,
    OutgoingLogin, Person, PlatformSettings, Privacy, ResourceLink, ResourceLinkId, Roles, Subject,
    ToolRegistration,
};

/// The time of every launch here, in seconds since 1970.
const NOW: i64 = 1_700_000_000;
const ISSUER: &str = "https://lms.example";
const CLIENT: &str = "client-1";
const OTHER_CLIENT: &str = "client-2";
const DEPLOYMENT: &str = "deployment-1";
const LOGIN: &str = "https://tool.example/login";
const REDIRECT: &str = "https://tool.example/launch";
const ADA: &str = "session-of-ada";
const BOB: &str = "session-of-bob";
const LEARNER: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner";

/// The platform's key.
static KEY: LazyLock<AwsLcSigner> = LazyLock::new(|| generated("current"));

type Lms = LtiPlatform<Arc<MemoryPlatform>, &'static AwsLcSigner>;

fn generated(name: &str) -> AwsLcSigner {
    let key = AwsLcSigner::generate(Algorithm::Rs256).unwrap();
    key.with_key_id(KeyId::new(name).unwrap())
}

fn url(text: &str) -> HttpUrl {
    HttpUrl::parse(text).unwrap()
}

fn client(text: &str) -> ClientId {
    ClientId::new(text).unwrap()
}

fn deployment(text: &str) -> DeploymentId {
    DeploymentId::new(text).unwrap()
}

fn session(text: &str) -> SessionId {
    SessionId::new(text).unwrap()
}

fn caller(text: &str) -> Caller {
    Caller::anonymous().with_session(session(text))
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix_seconds(seconds)
}

/// Randomness that no other call of this run has.
pub(crate) fn entropy() -> Entropy {
    static CALLS: AtomicU64 = AtomicU64::new(0);
    let call = CALLS.fetch_add(1, Ordering::Relaxed).to_le_bytes();
    let mut fresh = [0; Entropy::BYTES];
    for (position, chunk) in (0_u8..).zip(fresh.chunks_exact_mut(32)) {
        chunk[..8].copy_from_slice(&call);
        chunk[8] = position;
    }
    Entropy::new(fresh)
}

fn moment(seconds: i64) -> Moment {
    Moment::new(at(seconds), entropy())
}

fn tool(client_id: &str) -> ToolRegistration {
    ToolRegistration::new(client(client_id), url(LOGIN), url(REDIRECT))
        .unwrap()
        .with_deployment(deployment(DEPLOYMENT))
}

fn settings() -> PlatformSettings {
    PlatformSettings::new(Issuer::new(ISSUER).unwrap()).unwrap()
}

fn mount() -> Mount {
    Mount::new("https://lms.example/lti", "/lti").unwrap()
}

/// A platform with one tool that may learn `privacy`, and another beside it.
fn lms_sharing(privacy: Privacy) -> Lms {
    let backend = Arc::new(MemoryPlatform::new());
    backend.register(tool(CLIENT).with_privacy(privacy));
    backend.register(tool(OTHER_CLIENT));
    LtiPlatform::new(backend, &KEY, settings(), mount())
}

fn lms() -> Lms {
    lms_sharing(Privacy::default())
}

fn ada() -> Person {
    let roles = Roles::parse([LEARNER]);
    Person::new(Subject::new("person-7").unwrap(), roles)
        .with_name("Ada King Lovelace")
        .with_given_name("Ada")
        .with_middle_name("King")
        .with_family_name("Lovelace")
        .with_email("ada@school.example")
        .with_picture("https://school.example/ada.png")
        .with_locale("en-GB")
}

fn link() -> ResourceLink {
    ResourceLink::new(ResourceLinkId::new("link-1").unwrap())
}

fn request_for(person: Person, message: LaunchMessage) -> LaunchRequest {
    LaunchRequest::new(
        client(CLIENT),
        deployment(DEPLOYMENT),
        url(REDIRECT),
        person,
        message,
    )
}

fn request() -> LaunchRequest {
    request_for(ada(), LaunchMessage::resource_link(link()))
}

/// Starts Ada's launch.
fn begin(lms: &Lms) -> OutgoingLogin {
    pollster::block_on(lms.begin(&caller(ADA), request(), moment(NOW))).unwrap()
}

/// The fields of a tool's request, as honest tools send them.
struct Ask(Vec<(String, String)>);

impl Ask {
    fn new(login: &OutgoingLogin) -> Self {
        let hint = login.initiation.message_hint.as_ref().unwrap();
        let fields = [
            ("scope", "openid"),
            ("response_type", "id_token"),
            ("response_mode", "form_post"),
            ("prompt", "none"),
            ("client_id", CLIENT),
            ("redirect_uri", REDIRECT),
            ("login_hint", login.initiation.login_hint.as_str()),
            ("lti_message_hint", hint.as_str()),
            ("state", "state-1"),
            ("nonce", "nonce-1"),
        ];
        Self(
            fields
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
        )
    }

    fn without(mut self, name: &str) -> Self {
        self.0.retain(|(given, _)| given != name);
        self
    }

    fn with(self, name: &str, value: &str) -> Self {
        let mut asked = self.without(name);
        asked.0.push((name.to_owned(), value.to_owned()));
        asked
    }

    fn encoded(&self) -> String {
        encode_pairs(self.0.iter().map(|(name, value)| (&**name, &**value)))
    }

    fn get(&self) -> Request<Body> {
        let uri = format!("/lti/authorize?{}", self.encoded());
        Request::get(uri).body(Body::empty()).unwrap()
    }

    fn post(&self) -> Request<Body> {
        Request::post("/lti/authorize")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(self.encoded()))
            .unwrap()
    }

    fn form(&self) -> Form {
        Form::parse(self.encoded().as_bytes(), &FormLimits::DEFAULT).unwrap()
    }

    /// Sends the request in this session.
    fn send(&self, lms: &Lms, caller: &Caller) -> Page {
        self.send_at(lms, caller, NOW)
    }

    fn send_at(&self, lms: &Lms, caller: &Caller, now: i64) -> Page {
        Page::of(call(lms, caller, now, self.get()))
    }
}

fn call(lms: &Lms, caller: &Caller, now: i64, request: Request<Body>) -> Response<Body> {
    pollster::block_on(lms.call(caller.clone(), moment(now), request))
}

fn location(response: &Response<Body>) -> String {
    response.headers()[LOCATION].to_str().unwrap().to_owned()
}

/// A page as a browser reads it.
struct Page {
    status: StatusCode,
    policy: String,
    html: String,
    /// Where its form goes, where it has one.
    action: Option<String>,
    fields: Vec<(String, String)>,
}

impl Page {
    fn of(response: Response<Body>) -> Self {
        let status = response.status();
        let policy = response.headers()["content-security-policy"].to_str();
        let policy = policy.unwrap().to_owned();
        let bytes = pollster::block_on(collect(response.into_body(), 1 << 20)).unwrap();
        let html = String::from_utf8(bytes.to_vec()).unwrap();
        let action = html.split_once("action=\"").map(|(_, rest)| quoted(rest));
        let inputs = html.split("<input type=\"hidden\" name=\"").skip(1);
        let fields = inputs
            .map(|input| {
                let (_, value) = input.split_once("value=\"").unwrap();
                (quoted(input), quoted(value))
            })
            .collect();
        Self {
            status,
            policy,
            html,
            action,
            fields,
        }
    }

    fn field(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(given, _)| given == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The error the tool is told, where it is told one at its own address.
    fn error(&self) -> Option<&str> {
        assert_eq!(self.action.as_deref(), Some(REDIRECT));
        assert_eq!(
            self.field("id_token").is_some(),
            self.field("error").is_none()
        );
        self.field("error")
    }

    /// Whether the refusal stayed at the platform, with this code.
    fn stays_with(&self, code: &str) -> bool {
        self.status.is_client_error()
            && self.action.is_none()
            && self.fields.is_empty()
            && self.html.contains(&format!("<code>{code}</code>"))
            && !self.html.contains("http-equiv")
    }
}

fn quoted(text: &str) -> String {
    let (text, _) = text.split_once('"').unwrap();
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
