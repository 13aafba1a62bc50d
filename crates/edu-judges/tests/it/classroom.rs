//! Our tool on loopback, with one platform of a peer, and what must hold of each such platform.

use core::net::Ipv4Addr;
use std::net::TcpListener;
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
use crate::forgery::Forgery;
use crate::peers::Server;
use crate::school::{CLIENT, serve};

pub(crate) type Tool = LtiTool<MemoryTool, Ring>;

/// Our tool, running until dropped, and its platform, a peer of the family.
pub(crate) struct Classroom {
    address: String,
    platform: Server,
    // Dropped last: the server runs on it.
    _runtime: Runtime,
}

impl Classroom {
    /// Starts both; `platform` starts the platform of a tool at the address it is given.
    pub(crate) fn open(deployment: &str, platform: impl FnOnce(&str) -> Server) -> Self {
        Self::open_with(deployment, platform, |tool, _| {
            Router::new()
                .route("/launch", post(launched))
                .with_state(tool)
        })
    }

    /// The same with a tool whose launches `router` takes, given the platform's registration.
    pub(crate) fn open_with(
        deployment: &str,
        platform: impl FnOnce(&str) -> Server,
        router: impl FnOnce(Arc<Tool>, &Registration) -> Router,
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let platform = platform(&address);
        let registration = registration(platform.address(), &address);
        let platforms = MemoryTool::new();
        let deployment = DeploymentId::new(deployment).unwrap();
        platforms.register(registration.clone(), [deployment]);
        let tool = Arc::new(LtiTool::new(platforms, Ring, ToolSettings::new()));
        let router =
            router(Arc::clone(&tool), &registration).route_service("/login", edu_axum::login(tool));
        Self {
            address,
            platform,
            _runtime: serve(listener, router),
        }
    }

    /// Where the platform answers.
    pub(crate) fn platform(&self) -> &str {
        self.platform.address()
    }

    /// Opens the link and goes as far as the message that the browser is to post.
    pub(crate) fn message(&self, browser: &mut Browser) -> PageForm {
        self.message_after(browser, "/open")
    }

    /// The same for a link at another path.
    pub(crate) fn message_after(&self, browser: &mut Browser, link: &str) -> PageForm {
        let opened = browser.get(&format!("{}{link}", self.platform.address()));
        let login = opened.redirect();
        assert!(login.starts_with(&self.address), "{login}");
        let asked = browser.get(login);
        let request = asked.redirect();
        assert!(request.starts_with(self.platform.address()), "{request}");
        let form = browser.get(request).form();
        assert_eq!(form.action, format!("{}/launch", self.address));
        form
    }

    /// The values given, and those that every accepted launch has here.
    pub(crate) fn launch(&self, own: &Value) -> Value {
        let mut launch = json!({
            "accepted": true,
            "iss": self.platform.address(),
            "aud": CLIENT,
            "target_link_uri": format!("{}/launch", self.address),
            "findings": 0,
        });
        for (name, value) in own.as_object().unwrap() {
            launch[name] = value.clone();
        }
        launch
    }
}

/// The platform as our tool registers it: with the keys it publishes.
fn registration(platform: &str, tool: &str) -> Registration {
    let published = Browser::new().get(&format!("{platform}/jwks")).text;
    let (keys, report) = KeySet::parse(published.as_bytes(), &JwksLimits::DEFAULT).unwrap();
    assert!(report.is_valid(), "{report:?}");
    let registration = Registration::insecure_allow_loopback(
        Issuer::new(platform).unwrap(),
        ClientId::new(CLIENT).unwrap(),
        HttpUrl::parse(&format!("{platform}/authorize")).unwrap(),
        HttpUrl::parse(&format!("{tool}/launch")).unwrap(),
    );
    registration.unwrap().with_keys(keys)
}

/// Answers what was verified, or the code of the rule broken.
async fn launched(launch: Result<Launch, LaunchRefused>) -> String {
    let told = match launch {
        Ok(Launch(launch)) => verified(&launch),
        Err(refused) => refusal(refused.error().unwrap().code()),
    };
    told.to_string()
}

fn verified(launch: &VerifiedLaunch) -> Value {
    let claims = launch.claims();
    let roles = launch.roles().iter().map(ToString::to_string);
    let mut roles = roles.collect::<Vec<_>>();
    // Their order means nothing, and not every platform keeps one.
    roles.sort();
    json!({
        "accepted": true,
        "iss": launch.issuer().as_str(),
        "aud": launch.client_id().as_str(),
        "sub": launch.subject().unwrap().as_str(),
        "name": claims.name.as_ref().unwrap().expose(),
        "deployment_id": launch.deployment_id().as_str(),
        "roles": roles,
        "is_teacher": launch.roles().is_context_instructor(),
        "resource_link": claims.resource_link.as_ref().unwrap().id.as_str(),
        "context": claims.context.as_ref().unwrap().title,
        "target_link_uri": launch.target_link_uri().unwrap().as_str(),
        "findings": launch.report().findings().len(),
    })
}

fn refusal(code: &str) -> Value {
    json!({"accepted": false, "code": code})
}

/// Checks that a launch of the platform has these values and counts once.
pub(crate) fn assert_accepted_once(room: &Classroom, launch: &Value) {
    let mut browser = Browser::new();
    let form = room.message(&mut browser);
    assert_eq!(browser.post(&form).json(), room.launch(launch));
    assert_eq!(browser.post(&form).json(), refusal("lti.state.used"));
}

/// Checks that no forged token of the platform is accepted.
pub(crate) fn assert_forgeries_refused(room: &Classroom) {
    for (forgery, code) in [
        (Forgery::Raised, "jose.signature"),
        (Forgery::Zeroed, "jose.signature"),
        (Forgery::OtherKey, "jose.signature"),
        (Forgery::UnknownKey, "jose.key.unknown"),
        (Forgery::Unsigned, "jose.alg.refused"),
    ] {
        // Each refusal may spend its login, so each has one of its own.
        let mut browser = Browser::new();
        let form = room.message(&mut browser);
        let token = forgery.of(form.get("id_token").unwrap());
        let told = browser.post(&form.with("id_token", &token)).json();
        assert_eq!(told, refusal(code));
    }
}

/// Checks that a message counts in its own browser and for its own login only.
pub(crate) fn assert_bound_to_browser_and_login(room: &Classroom, launch: &Value) {
    let (mut one, mut other) = (Browser::new(), Browser::new());
    let (first, second) = (room.message(&mut one), room.message(&mut other));
    assert_eq!(other.post(&first).json(), refusal("lti.state.browser"));
    let mixed = second.with("id_token", first.get("id_token").unwrap());
    assert_eq!(other.post(&mixed).json(), refusal("lti.nonce.differs"));
    assert_eq!(one.post(&first).json(), room.launch(launch));
}
