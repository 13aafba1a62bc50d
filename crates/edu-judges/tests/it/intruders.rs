//! Who tries to use the services of our platform with what is not theirs.
//!
//! The platform has two tools: one made of `PyLTI1p3`, which uses its services, and one of an
//! intruder, who has a key and a registration of their own.

use edu_axum::SystemMoments;
use edu_http::{Moments as _, Scopes, TokenRequest};
use edu_jose::{Algorithm, Jwk, KeySet, Sign};
use edu_jose_aws_lc::AwsLcSigner;
use http::{Request, header};
use lti_core::{
    ClientAssertion, ClientId, DeploymentId, Issuer, Registration, ToolRegistration, scope,
};
use serde_json::{Value, json};

use crate::browser::agent;
use crate::faculty::Faculty;
use crate::keys::rs256;
use crate::peers::python;
use crate::pylti1p3_services::used;
use crate::school::{BOB, CLIENT, DEPLOYMENT, url};

const LINE_ITEM: &str = "application/vnd.ims.lis.v2.lineitem+json";
const SCORE: &str = "application/vnd.ims.lis.v1.score+json";

/// A tool that is registered in the same deployment, for these services.
struct Intruder {
    registration: Registration,
    key: AwsLcSigner,
}

impl Intruder {
    fn registered(faculty: &Faculty, client: &str, scopes: &[&str]) -> Self {
        let key = AwsLcSigner::generate(Algorithm::Rs256).unwrap();
        let id = ClientId::new(client).unwrap();
        let at = |path| url(&format!("http://127.0.0.1:9/{path}"));
        let tool = ToolRegistration::insecure_allow_loopback(id, at("login"), at("launch"));
        let tool = tool
            .unwrap()
            .with_keys(KeySet::from_keys([Jwk::of_signer(&key)]))
            .with_deployment(DeploymentId::new(DEPLOYMENT).unwrap())
            .with_scopes(Scopes::parse(&scopes.join(" ")).unwrap());
        faculty.office.tools.register(tool);
        Self {
            registration: registration(faculty, client),
            key,
        }
    }

    /// Asks for a token; what the platform answers.
    fn asked(&self, signer: &impl Sign, scopes: &[&str]) -> (u16, Value) {
        self.sent(&self.assertion(signer), scopes)
    }

    fn assertion(&self, signer: &impl Sign) -> String {
        let mut moment = SystemMoments::new().moment().unwrap();
        let assertion =
            ClientAssertion::new_for(&self.registration, &mut moment.entropy, &moment.now);
        assertion.unwrap().sign(signer).unwrap()
    }

    fn sent(&self, assertion: &str, scopes: &[&str]) -> (u16, Value) {
        let scopes = Scopes::parse(&scopes.join(" ")).unwrap();
        let endpoint = self.registration.token_endpoint().unwrap();
        let request = TokenRequest::new(assertion, scopes).to_http(endpoint);
        let answer = agent().run(request.unwrap().map(|body| body.to_vec()));
        let (head, mut body) = answer.unwrap().into_parts();
        let told = serde_json::from_str(&body.read_to_string().unwrap());
        (head.status.as_u16(), told.unwrap())
    }

    /// A token for services that the intruder may use.
    fn token(&self, scopes: &[&str]) -> String {
        let (status, told) = self.asked(&self.key, scopes);
        assert_eq!(status, 200, "{told}");
        told["access_token"].as_str().unwrap().to_owned()
    }
}

/// The platform as a tool of this name knows it.
fn registration(faculty: &Faculty, client: &str) -> Registration {
    let address = faculty.address();
    let registration = Registration::insecure_allow_loopback(
        Issuer::new(address).unwrap(),
        ClientId::new(client).unwrap(),
        url(&format!("{address}/lti/authorize")),
        url("http://127.0.0.1:9/launch"),
    );
    let tokens = url(&format!("{address}/lti/token"));
    registration.unwrap().with_token_endpoint(tokens).unwrap()
}

/// The status with which a service answers the holder of a token.
fn status(method: &str, address: &str, token: &str, body: Option<(&str, Value)>) -> u16 {
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header(header::AUTHORIZATION, format!("Bearer {token}"));
    let answer = match body {
        None => agent().run(request.body(()).unwrap()),
        Some((kind, body)) => {
            let request = request.header(header::CONTENT_TYPE, kind);
            agent().run(request.body(body.to_string()).unwrap())
        }
    };
    answer.unwrap().status().as_u16()
}

fn score() -> Value {
    json!({
        "userId": "person-bob",
        "scoreGiven": 1,
        "scoreMaximum": 1,
        "timestamp": "2026-04-01T00:00:00Z",
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    })
}

#[test]
fn a_token_of_one_tool_opens_nothing_of_another() {
    let Some(python) = python() else { return };
    let (faculty, used) = used(&python);
    let all = [
        scope::LINE_ITEM,
        scope::SCORE,
        scope::RESULT_READ_ONLY,
        scope::MEMBERSHIP_READ_ONLY,
    ];
    let intruder = Intruder::registered(faculty, "intruder-1", &all);
    let token = intruder.token(&all);
    let essay = used["created"]["id"].as_str().unwrap();
    let members = format!(
        "{}/nrps/{DEPLOYMENT}/course-1/memberships",
        faculty.address()
    );
    let line_item = json!({"label": "Mine", "scoreMaximum": 1});
    for (method, address, body) in [
        ("GET", faculty.line_items(), None),
        (
            "POST",
            faculty.line_items(),
            Some((LINE_ITEM, line_item.clone())),
        ),
        ("GET", essay.to_owned(), None),
        ("PUT", essay.to_owned(), Some((LINE_ITEM, line_item))),
        ("DELETE", essay.to_owned(), None),
        ("POST", format!("{essay}/scores"), Some((SCORE, score()))),
        ("GET", format!("{essay}/results"), None),
        ("GET", members, None),
    ] {
        assert_eq!(
            status(method, &address, &token, body),
            404,
            "{method} {address}"
        );
    }
}

#[test]
fn an_assertion_under_the_name_of_another_tool_gets_no_token() {
    let Some(python) = python() else { return };
    let (faculty, _) = used(&python);
    let mut intruder = Intruder::registered(faculty, "intruder-2", &[scope::SCORE]);
    // From now on under the name of the other tool, whose keys the platform has fetched.
    intruder.registration = registration(faculty, CLIENT);
    for key in [&intruder.key, &rs256().signer] {
        let (status, told) = intruder.asked(key, &[scope::SCORE]);
        assert_eq!((status, &told["error"]), (401, &json!("invalid_client")));
        assert_eq!(told["access_token"], Value::Null);
    }
}

#[test]
fn an_assertion_signed_with_a_key_that_is_not_registered_gets_no_token() {
    let Some(python) = python() else { return };
    let (faculty, _) = used(&python);
    let intruder = Intruder::registered(faculty, "intruder-3", &[scope::SCORE]);
    let (status, told) = intruder.asked(&rs256().signer, &[scope::SCORE]);
    assert_eq!((status, &told["error"]), (401, &json!("invalid_client")));
}

#[test]
fn an_assertion_that_is_meant_for_another_platform_gets_no_token() {
    let Some(python) = python() else { return };
    let (faculty, _) = used(&python);
    let mut intruder = Intruder::registered(faculty, "intruder-6", &[scope::SCORE]);
    let registration = intruder.registration.clone();
    intruder.registration = registration.with_token_audience("https://other.example/token");
    let (status, told) = intruder.asked(&intruder.key, &[scope::SCORE]);
    assert_eq!((status, &told["error"]), (401, &json!("invalid_client")));
}

#[test]
fn an_assertion_that_was_used_gets_no_second_token() {
    let Some(python) = python() else { return };
    let (faculty, _) = used(&python);
    let intruder = Intruder::registered(faculty, "intruder-4", &[scope::SCORE]);
    let assertion = intruder.assertion(&intruder.key);
    assert_eq!(intruder.sent(&assertion, &[scope::SCORE]).0, 200);
    let (status, told) = intruder.sent(&assertion, &[scope::SCORE]);
    assert_eq!((status, &told["error"]), (401, &json!("invalid_client")));
}

#[test]
fn a_tool_is_granted_no_scope_that_its_registration_does_not_have() {
    let Some(python) = python() else { return };
    let (faculty, used) = used(&python);
    let members = [scope::MEMBERSHIP_READ_ONLY];
    let intruder = Intruder::registered(faculty, "intruder-5", &members);
    let (status_of_asking, told) = intruder.asked(&intruder.key, &[scope::SCORE]);
    assert_eq!(
        (status_of_asking, &told["error"]),
        (400, &json!("invalid_scope"))
    );
    let (status_of_asking, told) = intruder.asked(&intruder.key, &[scope::SCORE, members[0]]);
    assert_eq!(
        (status_of_asking, &told["scope"]),
        (200, &json!(members[0]))
    );
    let token = told["access_token"].as_str().unwrap();
    let scores = format!("{}/scores", used["created"]["id"].as_str().unwrap());
    assert_eq!(status("POST", &scores, token, Some((SCORE, score()))), 403);
    assert_eq!(status("GET", &faculty.line_items(), token, None), 403);
}

#[test]
fn a_launch_is_no_access_token() {
    let Some(python) = python() else { return };
    let (faculty, _) = used(&python);
    let mut browser = faculty.browser_of(BOB);
    let message = faculty.message(&mut browser, "/open");
    let token = message.get("id_token").unwrap();
    assert_eq!(status("GET", &faculty.line_items(), token, None), 401);
}
