//! Where a launch finds its tool.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, scope, to};
use edu_actix::{HasTool, Launch, LaunchRefused};
use edu_jose_ring::Ring;
use http::StatusCode;
use lti_core::{LtiTool, MemoryTool, ToolSettings};

use crate::browser::{begin, claims, message, post_form, signed, text, tool};
use crate::stack::App;

const PATH: &str = "/lti/launch";

#[tokio::test]
async fn application_with_a_state_of_its_own_takes_launches() {
    async fn launched(shop: Data<&'static str>, Launch(launch): Launch) -> String {
        let learns = launch.roles().is_context_learner();
        format!("{} {learns}", **shop)
    }
    let tool = tool();
    let app = App::new(move |app| {
        app.app_data(HasTool::new(Arc::clone(&tool)))
            .app_data(Data::new("shop"))
            .route("/lti/login", to(edu_actix::login(Arc::clone(&tool))))
            .route(PATH, to(launched));
    });
    let login = begin(&app).await;
    let form = message(&login.state, &signed(&claims(&login.nonce)));
    let response = post_form(&app, PATH, &login.cookie, form).await;
    assert_eq!(text(response).await, "shop true");
}

#[tokio::test]
async fn tool_of_the_scope_goes_before_the_tool_of_the_application() {
    let tool = tool();
    let app = App::new(move |app| {
        let stranger = LtiTool::new(MemoryTool::new(), Ring, ToolSettings::new());
        let launched = |_: Launch| async { HttpResponse::Ok().body("launched") };
        let inner = scope("/lti")
            .app_data(HasTool::new(Arc::clone(&tool)))
            .route("/login", to(edu_actix::login(Arc::clone(&tool))))
            .route("/launch", to(launched));
        app.app_data(HasTool::new(Arc::new(stranger)))
            .service(inner)
            .route("/other", to(launched));
    });
    let login = begin(&app).await;
    let form = message(&login.state, &signed(&claims(&login.nonce)));
    let other = post_form(&app, "/other", &login.cookie, form.clone()).await;
    assert_eq!(other.status(), StatusCode::FORBIDDEN);
    let own = post_form(&app, PATH, &login.cookie, form).await;
    assert_eq!(text(own).await, "launched");
}

#[tokio::test]
async fn application_without_a_tool_launches_nobody() {
    async fn launched(
        launch: Result<Launch, LaunchRefused>,
    ) -> Result<&'static str, LaunchRefused> {
        let refused = launch.map(|_| "launched");
        assert!(
            refused
                .as_ref()
                .is_err_and(|refused| refused.error().is_none())
        );
        refused
    }
    let tool = tool();
    let app = App::new(move |app| {
        // The tool itself is not what a launch looks for.
        app.app_data(Data::from(Arc::clone(&tool)))
            .route("/lti/login", to(edu_actix::login(Arc::clone(&tool))))
            .route(PATH, to(launched));
    });
    let login = begin(&app).await;
    let form = message(&login.state, &signed(&claims(&login.nonce)));
    let response = post_form(&app, PATH, &login.cookie, form).await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let page = text(response).await;
    assert_eq!(
        page,
        "host.tool.missing: this application has no tool to launch"
    );
}
