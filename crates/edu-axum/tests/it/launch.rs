//! The launch address: the extractor and its refusals.

use core::convert::Infallible;
use core::pin::Pin;
use core::task::{Context, Poll};

use bytes::Bytes;
use edu_http::{Body, encode_pairs};
use edu_jose::{Algorithm, sign_compact};
use edu_jose_aws_lc::AwsLcSigner;
use edu_json::ToJson as _;
use http::header::CONTENT_TYPE;
use http::{Request, StatusCode};
use http_body::Frame;
use lti_core::{ClientId, DeploymentId, LaunchError, NumericDate, Roles};

use crate::browser::{
    FORM, assert_refused, begin, claims, location, message, post_form, send, signed, text, tool_app,
};

const PATH: &str = "/lti/launch";

#[tokio::test]
async fn good_launch_reaches_the_handler() {
    let app = tool_app();
    let login = begin(&app).await;
    let form = message(&login.state, &signed(&claims(&login.nonce)));
    let response = post_form(&app, PATH, &login.cookie, form).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(location(response.headers()), "/learn");
    assert!(response.extensions().get::<LaunchError>().is_none());
}

#[tokio::test]
async fn replay_is_refused_and_says_so() {
    let app = tool_app();
    let login = begin(&app).await;
    let form = message(&login.state, &signed(&claims(&login.nonce)));
    post_form(&app, PATH, &login.cookie, form.clone()).await;
    let response = post_form(&app, PATH, &login.cookie, form).await;
    assert_refused(&response, StatusCode::FORBIDDEN, "lti.state.used");
    let page = text(response).await;
    assert!(page.contains("<code>lti.state.used</code>"), "{page}");
    assert!(page.contains("open the link again"), "{page}");
}

#[tokio::test]
async fn of_many_posts_at_once_one_reaches_the_handler() {
    let app = tool_app();
    let login = begin(&app).await;
    let form = message(&login.state, &signed(&claims(&login.nonce)));
    // Not every stack's applications leave their thread.
    let thread = tokio::task::LocalSet::new();
    let mut posts = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (app, cookie, form) = (app.clone(), login.cookie.clone(), form.clone());
        let post = async move { post_form(&app, PATH, &cookie, form).await.status() };
        posts.spawn_local_on(post, &thread);
    }
    let all = thread.run_until(posts.join_all()).await;
    let launched = all
        .iter()
        .filter(|status| **status == StatusCode::SEE_OTHER);
    assert_eq!(launched.count(), 1, "{all:?}");
}

#[tokio::test]
async fn launch_in_another_browser_is_refused_and_burns_nothing() {
    let app = tool_app();
    let (login, other) = (begin(&app).await, begin(&app).await);
    let form = message(&login.state, &signed(&claims(&login.nonce)));
    for (cookie, code) in [
        ("", "lti.state.no_cookie"),
        ("theme=dark", "lti.state.no_cookie"),
        (&other.cookie, "lti.state.browser"),
        ("__Host-lti-tool=x", "lti.state.no_cookie"),
        ("__Host-lti-abcdefghijklmno0=y", "lti.state.browser"),
    ] {
        let response = post_form(&app, PATH, cookie, form.clone()).await;
        assert_refused(&response, StatusCode::FORBIDDEN, code);
    }
    let response = post_form(&app, PATH, &login.cookie, form).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn token_signed_by_somebody_else_is_refused() {
    let app = tool_app();
    let login = begin(&app).await;
    let stranger = AwsLcSigner::generate(Algorithm::Rs256).unwrap();
    let text = claims(&login.nonce).to_json_string();
    let token = sign_compact(Some("JWT"), text.as_bytes(), &stranger).unwrap();
    let form = message(&login.state, &token);
    let response = post_form(&app, PATH, &login.cookie, form).await;
    assert_refused(&response, StatusCode::FORBIDDEN, "jose.key.unknown");
}

#[tokio::test]
async fn claims_that_do_not_fit_are_refused_with_their_code() {
    type Change = fn(&mut lti_core::Claims);
    let changes: [(Change, StatusCode, &str); 5] = [
        (
            |claims| claims.deployment_id = DeploymentId::new("course-8").unwrap(),
            StatusCode::FORBIDDEN,
            "lti.deployment.unknown",
        ),
        (
            |claims| claims.audience = lti_core::Audience::one(ClientId::new("tool-2").unwrap()),
            StatusCode::FORBIDDEN,
            "lti.audience.other",
        ),
        (
            |claims| claims.nonce = lti_core::Nonce::new("another").unwrap(),
            StatusCode::FORBIDDEN,
            "lti.nonce.differs",
        ),
        (
            |claims| claims.expires = NumericDate::new(1_700_000_000).unwrap(),
            StatusCode::FORBIDDEN,
            "lti.time.expired",
        ),
        (
            |claims| claims.subject = None,
            StatusCode::BAD_REQUEST,
            "lti.claim.anonymous",
        ),
    ];
    for (change, status, code) in changes {
        let app = tool_app();
        let login = begin(&app).await;
        let mut claims = claims(&login.nonce);
        change(&mut claims);
        let form = message(&login.state, &signed(&claims));
        let response = post_form(&app, PATH, &login.cookie, form).await;
        let error = response.extensions().get::<LaunchError>().unwrap();
        let found = error.report().findings().iter().any(|one| one.code == code);
        assert!(found, "{code}: {error}");
        assert_eq!(response.status(), status, "{code}");
    }
}

#[tokio::test]
async fn refusal_shows_nothing_of_token_or_person() {
    let app = tool_app();
    let login = begin(&app).await;
    let mut claims = claims(&login.nonce);
    claims.name = Some(edu_types::Personal::new("Ada Lovelace".to_owned()));
    claims.deployment_id = DeploymentId::new("<script>").unwrap();
    let token = signed(&claims);
    let form = message(&login.state, &token);
    let response = post_form(&app, PATH, &login.cookie, form).await;
    assert_refused(&response, StatusCode::FORBIDDEN, "lti.deployment.unknown");
    let error = format!("{:?}", response.extensions().get::<LaunchError>());
    let page = text(response).await;
    for shown in [error, page] {
        for secret in [
            &*token,
            "Ada",
            "person-1",
            &login.nonce,
            &login.state,
            "<script>",
        ] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}

#[tokio::test]
async fn error_of_the_platform_is_told_apart() {
    let login = begin(&tool_app()).await;
    let form = encode_pairs([("error", "login_required"), ("state", &login.state)]);
    let response = post_form(&tool_app(), PATH, &login.cookie, form).await;
    assert_refused(&response, StatusCode::FORBIDDEN, "lti.platform.error");
}

#[tokio::test]
async fn post_that_is_no_message_is_refused() {
    for form in [
        "",
        "state=x",
        "id_token=x",
        "id_token=a&state=b&state=c",
        "%zz",
    ] {
        let response = post_form(&tool_app(), PATH, "", form.to_owned()).await;
        assert_refused(&response, StatusCode::BAD_REQUEST, "lti.malformed.form");
    }
    let request = Request::post(PATH).header(CONTENT_TYPE, "application/json");
    let response = send(&tool_app(), request.body(Body::from("{}")).unwrap()).await;
    let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    assert_refused(&response, status, "lti.malformed.form");
}

#[tokio::test]
async fn body_over_the_limit_is_refused_before_it_is_read_to_its_end() {
    let form = message("state", &"x".repeat(4 << 20));
    let response = post_form(&tool_app(), PATH, "", form).await;
    assert_refused(&response, StatusCode::BAD_REQUEST, "lti.malformed.form");
    let request = Request::post(PATH).header(CONTENT_TYPE, FORM);
    let response = send(&tool_app(), request.body(Body::chunks(Endless)).unwrap()).await;
    assert_refused(&response, StatusCode::BAD_REQUEST, "lti.malformed.form");
}

/// A body that never ends.
struct Endless;

impl http_body::Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b'x'; 1024])))))
    }
}

#[tokio::test]
async fn get_of_the_launch_address_never_launches() {
    let app = tool_app();
    let login = begin(&app).await;
    let form = message(&login.state, &signed(&claims(&login.nonce)));
    let response = crate::browser::get(&app, &format!("{PATH}?{form}"), &login.cookie).await;
    assert_eq!(response.headers()["allow"], "POST");
    assert_refused(
        &response,
        StatusCode::METHOD_NOT_ALLOWED,
        "lti.malformed.method",
    );
}

#[tokio::test]
async fn bait_roles_teach_nobody() {
    let app = tool_app();
    let login = begin(&app).await;
    let mut claims = claims(&login.nonce);
    claims.roles = Some(Roles::parse([
        "http://purl.imsglobal.org/vocab/lis/v2/membership/Learner#Instructor",
        "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor",
    ]));
    let form = message(&login.state, &signed(&claims));
    let response = post_form(&app, PATH, &login.cookie, form).await;
    assert_eq!(location(response.headers()), "/learn");
}
