//! What a service sees of an address, by where it is mounted.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{get, scope, to};
use edu_actix::{Mounted, anonymous, mount};
use edu_http::{Body, Caller, Moment, Reply, Service, encode_pairs};
use http::request::Parts;
use http::{Request, Response, StatusCode};

use crate::browser::{ADA, get as browse, location, platform, post_form, send, start, text, tool};
use crate::stack::App;

/// Answers with the method and address it sees.
struct Seen;

impl Service for Seen {
    async fn call<B: Send>(&self, _: Caller, _: Moment, request: Request<B>) -> Response<Body> {
        let text = format!("{} {}", request.method(), request.uri());
        Reply::text(StatusCode::OK, text).into_response()
    }
}

type Everyone = fn(&Parts) -> Result<Caller, Box<Response<Body>>>;

fn seen() -> Mounted<Seen, Everyone> {
    mount(Seen, anonymous)
}

async fn asked(app: &App, path: &str) -> String {
    text(browse(app, path, "").await).await
}

#[tokio::test]
async fn scopes_are_taken_off_and_nothing_else() {
    let app = App::new(|app| {
        app.service(scope("/school/lti").service(seen()));
    });
    for (path, below) in [
        ("/school/lti/a/b", "/a/b"),
        ("/school/lti/a/b?c=/d&e=%2F", "/a/b?c=/d&e=%2F"),
        ("/school/lti", "/"),
        ("/school/lti?a=b", "/?a=b"),
        ("/school/lti/", "/"),
        ("/school/lti/a/", "/a/"),
        ("/school/lti//a", "//a"),
        ("/school/lti/school/lti", "/school/lti"),
    ] {
        assert_eq!(asked(&app, path).await, format!("GET {below}"), "{path}");
    }
}

#[tokio::test]
async fn what_is_encoded_stays_encoded() {
    let app = App::new(|app| {
        app.service(scope("/lti").service(seen()));
    });
    for (path, below) in [
        ("/lti/a%2Fb/c", "/a%2Fb/c"),
        ("/lti/%61%C3%A9/%25", "/%61%C3%A9/%25"),
        ("/lti/%2e%2e/admin", "/%2e%2e/admin"),
        ("/lti/%ff/%zz", "/%ff/%zz"),
        ("/lti/a+b", "/a+b"),
        // actix-web takes the scope for the same; so its length differs from what was sent.
        ("/%6Cti/a%2Fb", "/a%2Fb"),
        ("/%6C%74%69", "/"),
    ] {
        assert_eq!(asked(&app, path).await, format!("GET {below}"), "{path}");
    }
}

#[tokio::test]
async fn addresses_beside_the_scope_are_not_its_own() {
    let app = App::new(|app| {
        app.service(scope("/lti").service(seen()));
    });
    for path in ["/ltiX/a", "/lt", "/", "/LTI/a", "/lti%2Fa", "/a/lti"] {
        let response = browse(&app, path, "").await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn scopes_within_scopes_and_with_names_are_taken_off() {
    let app = App::new(|app| {
        let inner = scope("/lti").service(seen());
        app.service(scope("/{school}/{year:\\d+}").service(inner));
    });
    assert_eq!(asked(&app, "/north/2024/lti/a%2Fb").await, "GET /a%2Fb");
    assert_eq!(asked(&app, "/n%2Fo/2024/lti/a").await, "GET /a");
    assert_eq!(asked(&app, "/%F0%9F%8F%AB/2024/lti").await, "GET /");
    let response = browse(&app, "/north/now/lti/a", "").await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn service_of_the_whole_application_sees_every_address() {
    let app = App::new(|app| {
        app.service(seen());
    });
    for path in ["/", "/a/b?c", "/%61", "//a"] {
        assert_eq!(asked(&app, path).await, format!("GET {path}"));
    }
}

#[tokio::test]
async fn service_of_one_route_sees_the_whole_path_whatever_the_scope() {
    let app = App::new(|app| {
        app.service(scope("/lti").route("/{call}", to(seen())));
    });
    assert_eq!(asked(&app, "/lti/a%2Fb?c").await, "GET /lti/a%2Fb?c");
    let post = Request::post("/lti/a").body(Body::empty()).unwrap();
    assert_eq!(text(send(&app, post).await).await, "POST /lti/a");
}

#[tokio::test]
async fn routes_before_a_service_are_answered_first() {
    let app = App::new(|app| {
        let own = get().to(|| async { HttpResponse::Ok().body("own") });
        app.service(scope("/lti").route("/help", own).service(seen()));
    });
    assert_eq!(asked(&app, "/lti/help").await, "own");
    assert_eq!(asked(&app, "/lti/helpless").await, "GET /helpless");
}

#[tokio::test]
async fn platform_and_tool_share_an_application() {
    let (platform, tool) = (platform(), tool());
    let lms = Arc::clone(&platform);
    let by_session = crate::browser::by_session;
    let app = App::new(move |app| {
        let launched = |_: edu_actix::Launch| async { HttpResponse::Ok().body("launched") };
        let tool = scope("/tool")
            .app_data(edu_actix::HasTool::new(Arc::clone(&tool)))
            .route("/login", to(edu_actix::login(Arc::clone(&tool))))
            .route("/launch", to(launched));
        app.service(tool)
            .service(scope("/lti").service(mount(Arc::clone(&lms), by_session)));
    });
    let login = start(&platform).await.replace("/lti/login", "/tool/login");
    let login = browse(&app, &login, "").await;
    let cookie = login.headers()["set-cookie"].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let page = text(browse(&app, &location(login.headers()), ADA).await).await;
    let field = |name: &str| {
        let (_, rest) = page
            .split_once(&format!("name=\"{name}\" value=\""))
            .unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let (state, token) = (field("state"), field("id_token"));
    let form = encode_pairs([("state", &*state), ("id_token", &*token)]);
    let response = post_form(&app, "/tool/launch", &cookie, form).await;
    assert_eq!(text(response).await, "launched");
    let elsewhere = browse(&app, "/tool/jwks", "").await;
    assert_eq!(elsewhere.status(), StatusCode::NOT_FOUND);
}
