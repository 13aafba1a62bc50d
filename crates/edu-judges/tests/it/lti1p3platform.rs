//! `lti1p3platform` as a platform of our tool, over real HTTP on loopback.

use core::net::Ipv4Addr;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::routing::post;
use edu_axum::{Launch, LaunchRefused};
use edu_jose::{JwksLimits, KeySet};
use edu_jose_ring::Ring;
use edu_types::HttpUrl;
use lti_core::{
    ClientId, DeploymentId, Issuer, LtiTool, MemoryTool, Registration, ToolSettings, VerifiedLaunch,
};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::browser::{Browser, PageForm};
use crate::keys::{decoded, encode, rs256};
use crate::peers::{Server, program, python};
use crate::school::{CLIENT, DEPLOYMENT, serve};

const LEARNER: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner";

/// Our tool, running until dropped, and its platform, a peer of the family.
struct Classroom {
    address: String,
    platform: Server,
    // Dropped last: the server runs on it.
    _runtime: Runtime,
}

impl Classroom {
    fn open(python: &Path) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let mut command = program(python, "lti1p3platform_platform.py");
        command.args([address.as_str(), CLIENT, DEPLOYMENT]);
        let platform = Server::start(command);
        let platforms = platforms(platform.address(), &address);
        let tool = Arc::new(LtiTool::new(platforms, Ring, ToolSettings::new()));
        let router = Router::new()
            .route_service("/login", edu_axum::login(Arc::clone(&tool)))
            .route("/launch", post(launched))
            .with_state(tool);
        Self {
            address,
            platform,
            _runtime: serve(listener, router),
        }
    }

    /// Opens the link and goes as far as the message that the browser is to post.
    fn message(&self, browser: &mut Browser) -> PageForm {
        let opened = browser.get(&format!("{}/open", self.platform.address()));
        let login = opened.redirect();
        assert!(login.starts_with(&self.address), "{login}");
        let asked = browser.get(login);
        let request = asked.redirect();
        assert!(request.starts_with(self.platform.address()), "{request}");
        let form = browser.get(request).form();
        assert_eq!(form.action, format!("{}/launch", self.address));
        form
    }

    /// What our tool must have verified of a launch.
    fn launch(&self) -> Value {
        json!({
            "accepted": true,
            "iss": self.platform.address(),
            "aud": CLIENT,
            "sub": "person-bob",
            "name": "Bob <B&B>",
            "deployment_id": DEPLOYMENT,
            "roles": [LEARNER],
            "resource_link": "link-1",
            "context": "Drawing",
            "target_link_uri": format!("{}/launch", self.address),
            "findings": 0,
        })
    }
}

/// The platform as our tool registers it: with the keys it publishes.
fn platforms(platform: &str, tool: &str) -> MemoryTool {
    let published = Browser::new().get(&format!("{platform}/jwks")).text;
    let (keys, report) = KeySet::parse(published.as_bytes(), &JwksLimits::DEFAULT).unwrap();
    assert!(report.is_valid(), "{report:?}");
    let registration = Registration::insecure_allow_loopback(
        Issuer::new(platform).unwrap(),
        ClientId::new(CLIENT).unwrap(),
        HttpUrl::parse(&format!("{platform}/authorize")).unwrap(),
        HttpUrl::parse(&format!("{tool}/launch")).unwrap(),
    );
    let platforms = MemoryTool::new();
    let deployment = DeploymentId::new(DEPLOYMENT).unwrap();
    platforms.register(registration.unwrap().with_keys(keys), [deployment]);
    platforms
}

/// Answers what was verified, or the code of the rule broken.
async fn launched(launch: Result<Launch, LaunchRefused>) -> String {
    let told = match launch {
        Ok(Launch(launch)) => verified(&launch),
        Err(refused) => json!({"accepted": false, "code": refused.error().unwrap().code()}),
    };
    told.to_string()
}

fn verified(launch: &VerifiedLaunch) -> Value {
    let claims = launch.claims();
    let roles = launch.roles().iter().map(ToString::to_string);
    json!({
        "accepted": true,
        "iss": launch.issuer().as_str(),
        "aud": launch.client_id().as_str(),
        "sub": launch.subject().unwrap().as_str(),
        "name": claims.name.as_ref().unwrap().expose(),
        "deployment_id": launch.deployment_id().as_str(),
        "roles": roles.collect::<Vec<_>>(),
        "resource_link": claims.resource_link.as_ref().unwrap().id.as_str(),
        "context": claims.context.as_ref().unwrap().title,
        "target_link_uri": launch.target_link_uri().unwrap().as_str(),
        "findings": launch.report().findings().len(),
    })
}

#[test]
fn a_launch_that_lti1p3platform_signs_is_accepted_once_with_equal_values() {
    let Some(python) = python() else { return };
    let room = Classroom::open(&python);
    let mut browser = Browser::new();
    let form = room.message(&mut browser);
    assert_eq!(browser.post(&form).json(), room.launch());
    let again = browser.post(&form).json();
    assert_eq!(again, json!({"accepted": false, "code": "lti.state.used"}));
}

#[test]
fn a_tampered_token_of_lti1p3platform_is_refused() {
    let Some(python) = python() else { return };
    let room = Classroom::open(&python);
    for (forge, code) in FORGERIES {
        // Each refusal may spend its login, so each has one of its own.
        let mut browser = Browser::new();
        let form = room.message(&mut browser);
        let token = form.get("id_token").unwrap();
        let [header, payload, signature] = token.split('.').collect::<Vec<_>>()[..] else {
            panic!("a token has three segments");
        };
        let forged = form.with("id_token", &forge(header, payload, signature));
        let told = browser.post(&forged).json();
        assert_eq!(told, json!({"accepted": false, "code": code}));
    }
}

type Forge = fn(&str, &str, &str) -> String;

/// What is done to header, payload and signature, and the code of the rule it breaks.
const FORGERIES: [(Forge, &str); 4] = [
    (
        |header, payload, signature| {
            let raised = decoded(payload).replace("#Learner", "#Instructor");
            format!("{header}.{}.{signature}", encode(raised))
        },
        "jose.signature",
    ),
    (
        |header, payload, _| format!("{header}.{payload}.{}", encode([0; 256])),
        "jose.signature",
    ),
    // Another key under the name of theirs.
    (
        |header, payload, _| rs256().sign_raw(&decoded(header), decoded(payload).as_bytes()),
        "jose.signature",
    ),
    (
        |header, payload, _| {
            let none = decoded(header).replace("RS256", "none");
            format!("{}.{payload}.", encode(none))
        },
        "jose.alg.refused",
    ),
];

#[test]
fn a_message_of_lti1p3platform_is_refused_in_another_browser_or_login() {
    let Some(python) = python() else { return };
    let room = Classroom::open(&python);
    let (mut one, mut other) = (Browser::new(), Browser::new());
    let (first, second) = (room.message(&mut one), room.message(&mut other));
    let told = other.post(&first).json();
    assert_eq!(
        told,
        json!({"accepted": false, "code": "lti.state.browser"})
    );
    let mixed = second.with("id_token", first.get("id_token").unwrap());
    let told = other.post(&mixed).json();
    assert_eq!(
        told,
        json!({"accepted": false, "code": "lti.nonce.differs"})
    );
    assert_eq!(one.post(&first).json(), room.launch());
}
