//! A tool of the family with three registrations: two clients of one platform, and another platform.

use core::time::Duration;
use std::net::TcpListener;
use std::sync::Arc;

use axum::Router;
use axum::extract::FromRef;
use axum::response::Redirect;
use axum::routing::{any, get};
use edu_axum::{HasTool, Launch};
use edu_jose::{JwksLimits, KeySet};
use edu_jose_ring::Ring;
use edu_types::HttpUrl;
use lti_core::{ClientId, DeploymentId, Issuer, LtiTool, MemoryTool, Registration, ToolSettings};

use super::bad_tool::on_a_thread;

/// Listens, and does not answer yet: the keys of its platforms are fetched first.
pub(super) struct Listening(TcpListener);

pub(super) fn listen() -> (Listening, u16) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    (Listening(listener), port)
}

#[derive(Clone)]
struct App(Arc<LtiTool<MemoryTool, Ring>>);

impl HasTool for App {
    type Backend = MemoryTool;
    type Verify = Ring;

    fn tool(&self) -> &LtiTool<MemoryTool, Ring> {
        &self.0
    }
}

impl FromRef<App> for () {
    fn from_ref(_: &App) -> Self {}
}

impl Listening {
    /// Fetches the keys of the judge's platforms, and answers from then on.
    pub(super) fn serve(self, judge: u16) {
        let launch = format!(
            "http://localhost:{}/lti/launch",
            self.0.local_addr().unwrap().port()
        );
        let first = format!("http://localhost:{judge}");
        let other = format!("{first}/other");
        let tools = MemoryTool::new();
        for (issuer, client, deployment) in [
            (&first, "your-own-tool", "campus-1"),
            (&first, "your-own-tool-2", "campus-1-2"),
            (&other, "your-own-tool-other", "campus-1-other"),
        ] {
            let registration = Registration::insecure_allow_loopback(
                Issuer::new(&**issuer).unwrap(),
                ClientId::new(client).unwrap(),
                HttpUrl::parse(&format!("{issuer}/lti/authorize")).unwrap(),
                HttpUrl::parse(&launch).unwrap(),
            );
            let keys = fetched(&format!("{issuer}/lti/jwks"));
            let deployment = DeploymentId::new(deployment).unwrap();
            tools.register(registration.unwrap(), keys, [deployment]);
        }
        let tool = Arc::new(LtiTool::new(tools, Ring, ToolSettings::new()));
        let app = Router::new()
            .route_service("/lti/login", edu_axum::login(Arc::clone(&tool)))
            .route("/lti/launch", any(async |Launch(_)| Redirect::to("/")))
            .route("/", get(async || "in"))
            .with_state(App(tool));
        on_a_thread(self.0, app);
    }
}

fn fetched(address: &str) -> KeySet {
    let patience = Some(Duration::from_secs(10));
    let asked = ureq::get(address).config().timeout_global(patience).build();
    let bytes = asked.call().unwrap().body_mut().read_to_vec().unwrap();
    KeySet::parse(&bytes, &JwksLimits::DEFAULT).unwrap().0
}
