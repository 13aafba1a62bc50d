//! Applications with a state of their own.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::routing::post;
use edu_axum::{HasTool, Launch};
use edu_jose_ring::Ring;
use lti_core::{LtiTool, MemoryTool};

use crate::browser::{Tool, begin, claims, message, post_form, signed, text, tool};

const PATH: &str = "/lti/launch";

/// State of an application that holds more than the tool.
#[derive(Clone)]
struct Shop {
    name: &'static str,
    tool: Tool,
}

impl HasTool for Shop {
    type Backend = MemoryTool;
    type Verify = Ring;

    fn tool(&self) -> &LtiTool<MemoryTool, Ring> {
        &self.tool
    }
}

#[tokio::test]
async fn application_with_a_state_of_its_own_takes_launches() {
    async fn launched(State(shop): State<Shop>, Launch(launch): Launch) -> String {
        let learns = launch.roles().is_context_learner();
        format!("{} {learns}", shop.name)
    }
    let tool = tool();
    let app = Router::new()
        .route_service("/lti/login", edu_axum::login(Arc::clone(&tool)))
        .route(PATH, post(launched))
        .with_state(Shop { name: "shop", tool });
    let login = begin(&app).await;
    let form = message(&login.state, &signed(&claims(&login.nonce)));
    let response = post_form(&app, PATH, &login.cookie, form).await;
    assert_eq!(text(response).await, "shop true");
}
