//! A tool that takes every token it can read, and does everything else that a tool should not.

use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use axum::Router;
use axum::body::Bytes;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::any;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lti_core::claim;
use serde_json::Value;

/// What must be found: whatever such a tool can be told by.
pub(super) const WRONG: &[&str] = &[
    "r7", "r8", "1a", "1b", "1c", "1d", "1e", "1f", "1g", "2a", "2b", "2c", "2d", "2e", "2f", "3a",
    "3b", "3c", "3d", "4a", "4b", "5a", "5c", "5d", "6a", "6b", "6c", "6d", "6e", "6f", "6g", "6h",
    "6i", "7b", "10a", "10b", "11a", "11b", "11c", "12b", "12c", "12d", "13b", "15a", "15b", "15c",
    "16c", "16d", "18a", "18b", "18c", "18d", "18e", "18f", "18g", "19a", "20a", "20b", "21a",
    "21b", "21c", "22a", "23a", "24a", "24b", "24c", "24d", "24e", "25a", "25b", "26a", "26b",
    "26e", "26f", "26g", "26h", "27c", "30a", "30b", "30c", "30d", "31a", "31b", "32a", "33a",
    "34a", "34b", "34c", "36a", "36b", "36c", "37a", "37b", "37c", "37d", "37e", "38a", "38b",
    "38c", "38d", "38e", "39a", "39b", "40a", "40b", "40c", "40d", "41b", "41c", "42a", "42b",
    "42c", "42d", "43a", "43b", "43c", "43d", "44b", "45a", "46c", "46d", "48a", "48h",
];

/// What is allowed, and told all the same.
pub(super) const UNWISE: &[&str] = &[
    "7a", "9a", "9b", "11d", "11e", "14a", "14c", "14d", "15d", "15e", "16a", "16b", "25c", "27a",
    "28a", "29a", "29b", "36d", "36f", "40e", "40f", "41a", "46g",
];

/// Listens, and does not answer yet.
pub(super) struct Listening(TcpListener);

pub(super) fn listen() -> (Listening, u16) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    (Listening(listener), port)
}

impl Listening {
    pub(super) fn serve(self) {
        let app = Router::new()
            .route("/lti/login", any(login))
            .route("/lti/launch", any(launch));
        on_a_thread(self.0, app);
    }

    /// Falls over, for good, at markup in a state.
    pub(super) fn serve_until_it_falls(self) {
        let fallen = Arc::new(AtomicBool::new(false));
        let falling = Arc::clone(&fallen);
        let launch = async move |query: RawQuery, body: Bytes| {
            if find(&fields(None, &body), "state").contains('<') {
                falling.store(true, Ordering::SeqCst);
                // Without an answer.
                core::future::pending::<()>().await;
            }
            launch(query, body).await
        };
        let app = Router::new()
            .route("/lti/login", any(login))
            .route("/lti/launch", any(launch));
        on_a_thread_until(self.0, app, async move {
            while !fallen.load(Ordering::SeqCst) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        });
    }

    /// Answers to everything that all is well.
    pub(super) fn serve_whatever_comes(self) {
        let app = Router::new()
            .route("/lti/login", any(login))
            .route("/lti/launch", any(async || "welcome"));
        on_a_thread(self.0, app);
    }
}

/// Serves until the tests end.
pub(super) fn on_a_thread(listener: TcpListener, app: Router) {
    on_a_thread_until(listener, app, core::future::pending());
}

fn on_a_thread_until(
    listener: TcpListener,
    app: Router,
    end: impl Future<Output = ()> + Send + 'static,
) {
    thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        listener.set_nonblocking(true).unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            let served = async { axum::serve(listener, app).await.unwrap() };
            tokio::select! {
                () = served => {}
                () = end => {}
            }
        });
    });
}

type Fields = Vec<(String, String)>;

fn fields(query: Option<String>, body: &Bytes) -> Fields {
    let text = String::from_utf8_lossy(body).into_owned();
    let text = if text.is_empty() {
        query.unwrap_or_default()
    } else {
        text
    };
    let fields = url::form_urlencoded::parse(text.as_bytes());
    fields.into_owned().collect()
}

fn find(fields: &Fields, name: &str) -> String {
    let found = fields.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

/// Goes wherever the login says, always with the same state and nonce.
async fn login(RawQuery(query): RawQuery, body: Bytes) -> Redirect {
    let sent = fields(query, &body);
    let port = find(&sent, "target_link_uri");
    let origin = port.split("/lti/").next().unwrap_or_default().to_owned();
    let launch = format!("{origin}/lti/launch");
    let hints = ["login_hint", "lti_message_hint"].map(|name| (name, find(&sent, name)));
    let client = find(&sent, "client_id");
    let mut pairs = vec![
        ("scope", "openid"),
        ("response_type", "id_token"),
        ("response_mode", "form_post"),
        ("prompt", "none"),
        ("client_id", &client),
        ("redirect_uri", &launch),
        ("state", "always"),
        ("nonce", "always"),
    ];
    let given = hints.iter().filter(|(_, value)| !value.is_empty());
    pairs.extend(given.map(|(name, value)| (*name, value.as_str())));
    let query = edu_http::encode_pairs(pairs);
    Redirect::to(&format!("{}/lti/authorize?{query}", find(&sent, "iss")))
}

/// Believes every payload, and fetches from every address.
async fn launch(RawQuery(query): RawQuery, body: Bytes) -> Response {
    let sent = fields(query, &body);
    let token = find(&sent, "id_token");
    let mut segments = token.split('.').map(read);
    let header = segments.next().flatten().unwrap_or_default();
    let Some(Some(claims)) = segments.next() else {
        let page = format!("<p>not yours: {}", find(&sent, "state"));
        return (StatusCode::BAD_REQUEST, Html(page)).into_response();
    };
    fetch(header["jku"].as_str()).await;
    fetch(
        claims["iss"]
            .as_str()
            .map(|iss| format!("{iss}/lti/jwks"))
            .as_deref(),
    )
    .await;
    let target = claims[claim::TARGET_LINK_URI].as_str().unwrap_or_default();
    if !target.contains("/lti/launch") || target.contains("evil.example") {
        return Redirect::to(target).into_response();
    }
    let teaches = claims[claim::ROLES].to_string().contains("Instructor");
    let back = claims[claim::LAUNCH_PRESENTATION]["return_url"].as_str();
    Html(format!(
        "<p>Hello {}<p>You may {} here.<p><a href=\"{}\">back</a>",
        claims["name"].as_str().unwrap_or_default(),
        if teaches { "teach" } else { "learn" },
        back.unwrap_or_default(),
    ))
    .into_response()
}

fn read(segment: &str) -> Option<Value> {
    let bytes = URL_SAFE_NO_PAD.decode(segment).ok()?;
    serde_json::from_slice(&bytes).ok().filter(Value::is_object)
}

async fn fetch(address: Option<&str>) {
    // Only loopback is asked, and what comes back does not matter.
    let Some(address) = address.filter(|address| {
        address.starts_with("http://localhost:") || address.starts_with("http://127.0.0.1:")
    }) else {
        return;
    };
    let address = address.to_owned();
    let fetched = tokio::task::spawn_blocking(move || ureq::get(&address).call().is_ok());
    fetched.await.ok();
}
