//! LTI services below prefixes: a tool gets a token and sends a score with it.

use std::sync::Arc;

use bytes::Bytes;
use edu_http::{
    Answer as _, Bearer, BearerError, Body, Endpoint as _, Moments as _, Mount, Scopes, TokenReply,
    TokenRequest, collect,
};
use edu_jose::{Algorithm, Jwk, KeySet};
use edu_jose_aws_lc::AwsLcSigner;
use edu_jose_ring::Ring;
use edu_types::{Decimal, HttpUrl, PositiveDecimal};
use http::header::{AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderValue, Request, Response, StatusCode};
use lti_core::ags::{
    AgsService, Column, CourseGradebook as _, Gradable, Label, LineItem, LineItemId,
    MemoryGradebook, Points, PostScore, Score, ScoreOutcome, ScoreRecorded,
};
use lti_core::{
    ClientAssertion, ClientId, ContextId, DeploymentId, Issuer, MemoryAssertions, MemoryPlatform,
    NoToolKeys, PlatformTokens, Registration, ServiceContext, Subject, TokenParts, TokenRefused,
    TokenService, TokenSettings, ToolRegistration, scope,
};

use crate::browser::{mounted, send};
use crate::stack::{App, SystemMoments, anonymous};

const TOKENS: &str = "https://lms.example/token";
const GRADES: &str = "https://lms.example/ags";

fn url(text: &str) -> HttpUrl {
    HttpUrl::parse(text).unwrap()
}

fn context() -> ServiceContext {
    ServiceContext {
        client_id: ClientId::new("tool-1").unwrap(),
        deployment_id: DeploymentId::new("deployment-1").unwrap(),
        context_id: ContextId::new("course-1").unwrap(),
    }
}

/// A platform whose gradebook has one column of the tool's.
struct Lms {
    tokens: App,
    grades: App,
    item: Mount,
    tool_key: AwsLcSigner,
}

async fn gradebook() -> Arc<MemoryGradebook> {
    let gradebook = Arc::new(MemoryGradebook::new(Gradable::Anyone));
    let maximum = PositiveDecimal::new(Decimal::from(10)).unwrap();
    let item = LineItem::new(Label::new("Essay").unwrap(), maximum);
    let column = Column::new(LineItemId::new("essay").unwrap(), item);
    gradebook.set_column(&context(), &column).await.unwrap();
    gradebook
}

async fn lms() -> Lms {
    let (key, tool_key) = [(); 2]
        .map(|()| AwsLcSigner::generate(Algorithm::Rs256).unwrap())
        .into();
    let tool = ToolRegistration::new(
        context().client_id,
        url("https://tool.example/login"),
        url("https://tool.example/launch"),
    );
    let tool = tool
        .unwrap()
        .with_deployment(context().deployment_id)
        .with_keys(KeySet::from_keys([Jwk::of_signer(&tool_key)]))
        .with_scopes(Scopes::parse(scope::SCORE).unwrap());
    let tools = Arc::new(MemoryPlatform::new());
    tools.register(tool);
    let settings = TokenSettings::new(Issuer::new("https://lms.example").unwrap(), GRADES);
    let keys = Arc::new(KeySet::from_keys([Jwk::of_signer(&key)]));
    let known = PlatformTokens::new(Arc::clone(&tools), Ring, keys, settings.clone());
    let parts = TokenParts::new(Arc::clone(&tools), NoToolKeys, MemoryAssertions::new());
    let mount = Mount::new(TOKENS, "").unwrap();
    let tokens = TokenService::new(parts, Ring, key, settings, mount);
    let grades = AgsService::new(gradebook().await, tools, Mount::new(GRADES, "").unwrap());
    let item = grades.line_item_url(&context(), &LineItemId::new("essay").unwrap());
    Lms {
        tokens: mounted("/token", tokens, anonymous),
        grades: mounted("/ags", Bearer::new(known, grades), anonymous),
        item: Mount::new(&item, "").unwrap(),
        tool_key,
    }
}

impl Lms {
    /// Asks for a token as the tool does.
    async fn token(&self) -> Response<Bytes> {
        let registration = Registration::new(
            Issuer::new("https://lms.example").unwrap(),
            context().client_id,
            url("https://lms.example/authorize"),
            url("https://tool.example/launch"),
        );
        let registration = registration.unwrap().with_token_endpoint(url(TOKENS));
        let mut moment = SystemMoments::new().moment().unwrap();
        let assertion =
            ClientAssertion::new_for(&registration.unwrap(), &mut moment.entropy, &moment.now);
        let signed = assertion.unwrap().sign(&self.tool_key).unwrap();
        let asked = TokenRequest::new(signed, Scopes::parse(scope::SCORE).unwrap());
        let request = asked.to_http(&url(TOKENS)).unwrap();
        read(send(&self.tokens, at_the_host(request)).await).await
    }

    /// Sends a score, with whatever stands for a token.
    async fn score(&self, authorization: Option<HeaderValue>) -> Response<Bytes> {
        let maximum = PositiveDecimal::new(Decimal::from(10)).unwrap();
        let points = Points::new(Decimal::from(7), maximum).unwrap();
        let now = SystemMoments::new().moment().unwrap().now;
        let score = Score::completed(Subject::new("person-1").unwrap(), points, now);
        let mut request = PostScore { score }.to_http(&self.item).unwrap();
        if let Some(value) = authorization {
            request.headers_mut().insert(AUTHORIZATION, value);
        }
        read(send(&self.grades, at_the_host(request)).await).await
    }
}

/// The request as the host sees it.
fn at_the_host(request: Request<Bytes>) -> Request<Body> {
    let (mut parts, body) = request.into_parts();
    parts.uri = parts
        .uri
        .path_and_query()
        .unwrap()
        .as_str()
        .parse()
        .unwrap();
    Request::from_parts(parts, Body::from(body))
}

async fn read(response: Response<Body>) -> Response<Bytes> {
    let (parts, body) = response.into_parts();
    Response::from_parts(parts, collect(body, 1 << 16).await.unwrap())
}

#[tokio::test]
async fn tool_gets_a_token_and_its_score_is_recorded() {
    let lms = lms().await;
    let token = TokenReply::from_http(&lms.token().await).unwrap();
    let response = lms.score(token.access_token.to_header_value()).await;
    assert_eq!(response.status(), StatusCode::CREATED);
    let recorded = ScoreRecorded::from_http(&response).unwrap();
    assert_eq!(recorded.outcome, ScoreOutcome::Created);
}

#[tokio::test]
async fn score_without_a_token_or_with_a_strange_one_is_challenged() {
    let lms = lms().await;
    let strange = HeaderValue::from_static("Bearer eyJhbGciOiJub25lIn0.e30.");
    for authorization in [None, Some(strange)] {
        let response = lms.score(authorization).await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
        assert!(response.headers().contains_key(WWW_AUTHENTICATE));
        assert!(response.extensions().get::<BearerError>().is_some());
    }
}

#[tokio::test]
async fn form_of_another_media_type_gets_no_token() {
    let lms = lms().await;
    let request = Request::post("/token")
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from("{}"))
        .unwrap();
    let response = send(&lms.tokens, request).await;
    assert_eq!(response.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert!(response.extensions().get::<TokenRefused>().is_some());
}
