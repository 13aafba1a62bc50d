//! A platform that answers every request, wherever the answer goes.

use std::net::TcpListener;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{Html, Redirect};
use axum::routing::{any, get};
use edu_jose::{Algorithm, Jwk, sign_compact};
use edu_jose_aws_lc::AwsLcSigner;
use edu_json::ToJson as _;
use lti_core::claim;
use serde_json::{Value, json};

use super::bad_tool::on_a_thread;

/// What must be found.
pub(super) const WRONG: &[&str] = &[
    "i3", "49a", "49b", "49c", "49d", "49e", "49f", "49g", "49h", "49i", "49j", "49m", "49n",
    "50a", "50b", "50c", "50d", "50e", "50f", "50g", "50h", "50i", "50j", "50k", "50l", "50m",
    "50q", "50r", "50u", "51a", "51b", "51c", "51d", "51e", "51i", "f2", "m8", "m12", "m14", "m15",
    "k3", "k5",
];

struct Platform {
    key: AwsLcSigner,
    address: String,
    tool: String,
}

/// Serves a platform for a tool on this port: its address.
pub(super) fn serve(tool: u16) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let platform = Platform {
        key: AwsLcSigner::generate(Algorithm::Rs256).unwrap(),
        address: address.clone(),
        tool: format!("http://localhost:{tool}"),
    };
    let app = Router::new()
        .route("/start", get(start))
        .route("/lti/authorize", any(authorize))
        .route("/lti/jwks", get(keys))
        .with_state(Arc::new(platform));
    on_a_thread(listener, app);
    address
}

async fn start(State(platform): State<Arc<Platform>>, headers: HeaderMap) -> Redirect {
    let person = headers["cookie"].to_str().unwrap();
    let query = edu_http::encode_pairs([
        ("iss", platform.address.as_str()),
        ("login_hint", person),
        ("lti_message_hint", person),
        ("target_link_uri", "http://elsewhere.example/"),
        ("client_id", "your-own-tool"),
    ]);
    Redirect::to(&format!("{}/lti/login?{query}", platform.tool))
}

/// Signs for whoever asks, and writes what was asked into the page as it came.
async fn authorize(
    State(platform): State<Arc<Platform>>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Html<String> {
    let body = String::from_utf8(body.into()).unwrap();
    let text = if body.is_empty() {
        query.unwrap_or_default()
    } else {
        body
    };
    let fields: Vec<(String, String)> = url::form_urlencoded::parse(text.as_bytes())
        .into_owned()
        .collect();
    let find = |name: &str| {
        let found = fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    let claims = json!({
        "iss": platform.address,
        "aud": "your-own-tool",
        "sub": "somebody",
        "iat": 1_700_000_000,
        "nonce": find("nonce"),
        claim::VERSION: "1.3",
        claim::MESSAGE_TYPE: "LtiResourceLinkRequest",
        claim::DEPLOYMENT_ID: "deployment-1",
        claim::TARGET_LINK_URI: format!("{}/lti/launch", platform.tool),
        claim::ROLES: "Learner",
    });
    let token = sign_compact(Some("JWT"), claims.to_string().as_bytes(), &platform.key).unwrap();
    Html(format!(
        "<form method=post action=\"{}\"><input name=state value=\"{}\">\
         <input name=id_token value=\"{token}\"></form><script>document.forms[0].submit()</script>",
        find("redirect_uri"),
        find("state"),
    ))
}

/// One key twice, with a private part.
async fn keys(State(platform): State<Arc<Platform>>) -> String {
    let mut key: Value =
        serde_json::from_str(&Jwk::of_signer(&platform.key).to_json_string()).unwrap();
    key["d"] = "AQAB".into();
    json!({"keys": [key, key]}).to_string()
}
