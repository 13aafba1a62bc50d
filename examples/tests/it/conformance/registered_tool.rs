//! A tool of the family as in production, with three registrations: two clients of one platform,
//! and another platform. It fetches their keys.

use std::net::TcpListener;
use std::sync::Arc;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{any, get};
use edu_axum::{HasTool, Launch};
use edu_jose::CacheSettings;
use edu_jose_ring::Ring;
use edu_reqwest::{CachedKeys, FetchLimits, FetchPolicy, KeySetFetcher};
use edu_types::HttpUrl;
use lti_core::{
    ClientId, DeploymentId, Issuer, LtiTool, MemoryTool, Registration, ToolParts, ToolSettings,
};

use super::bad_tool::on_a_thread;

type Backend = ToolParts<Arc<MemoryTool>, CachedKeys, Arc<MemoryTool>>;

#[derive(Clone)]
struct App(Arc<LtiTool<Backend, Ring>>);

impl HasTool for App {
    type Backend = Backend;
    type Verify = Ring;

    fn tool(&self) -> &LtiTool<Backend, Ring> {
        &self.0
    }
}

/// Serves until the tests end, and knows the platforms of a judge on this port: its own port.
pub(super) fn serve(judge: u16) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let policy = FetchPolicy::new().insecure_allow_loopback();
    let fetcher = KeySetFetcher::new(policy, FetchLimits::DEFAULT).unwrap();
    let keys = CachedKeys::new(fetcher, CacheSettings::DEFAULT);
    let memory = Arc::new(registered(judge, port));
    let backend = ToolParts::new(Arc::clone(&memory), keys, memory);
    let tool = Arc::new(LtiTool::new(backend, Ring, ToolSettings::new()));
    let app = Router::new()
        .route_service("/lti/login", edu_axum::login(Arc::clone(&tool)))
        .route("/lti/launch", any(async |Launch(_)| Redirect::to("/")))
        .route("/", get(async || "in"))
        .with_state(App(tool));
    on_a_thread(listener, app);
    port
}

fn registered(judge: u16, port: u16) -> MemoryTool {
    let first = format!("http://localhost:{judge}");
    let other = format!("{first}/other");
    let memory = MemoryTool::new();
    for (issuer, client, deployment) in [
        (&first, "your-own-tool", "campus-1"),
        (&first, "your-own-tool-2", "campus-1-2"),
        (&other, "your-own-tool-other", "campus-1-other"),
    ] {
        let address = |path: &str| HttpUrl::parse(&format!("{issuer}/lti/{path}")).unwrap();
        let registration = Registration::insecure_allow_loopback(
            Issuer::new(&**issuer).unwrap(),
            ClientId::new(client).unwrap(),
            address("authorize"),
            HttpUrl::parse(&format!("http://localhost:{port}/lti/launch")).unwrap(),
        );
        let registration = registration.unwrap().with_key_set_url(address("jwks"));
        let deployment = DeploymentId::new(deployment).unwrap();
        memory.register(registration.unwrap(), [deployment]);
    }
    memory
}
