//! One platform, its token and the tools that wait for it, for the benchmarks of the LTI launch.
//!
//! All logins of a benchmark wait for one nonce, so that one token answers each of them: what is
//! measured is the launch, not the platform's signature.

#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a benchmark that cannot be set up should stop at once"
)]

use core::time::Duration;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;

use edu_http::{Body, Entropy, Form, FormLimits, Moment, encode_pairs};
use edu_jose::{Algorithm, CacheSettings, Jwk, KeySet, sign_compact};
use edu_jose_aws_lc::AwsLcSigner;
use edu_jose_ring::Ring;
use edu_json::ToJson as _;
use edu_reqwest::{CachedKeys, FetchLimits, FetchPolicy, KeySetFetcher};
use edu_types::{HttpUrl, Timestamp};
use http::Request;
use lti_core::{
    ClientId, DeploymentId, Issuer, LoginInitiation, LoginStarted, Logins, LtiTool, MemoryTool,
    PendingLogin, Registration, State, ToolParts, ToolSettings, begin_login, login_cookie_name,
};

/// Logins that are open at a time, as many as a busy tool has.
pub const OPEN: usize = 512;

/// The tool that most benchmarks launch: everything in memory, the platform's keys fetched and
/// cached.
pub type Tool = LtiTool<ToolParts<Arc<MemoryTool>, Arc<CachedKeys>, Arc<MemoryTool>>, Ring>;

/// A platform with its key, and the token it gives to whoever asks.
#[derive(Debug)]
pub struct Lms {
    signer: AwsLcSigner,
    now: i64,
    nonce: String,
    token: String,
}

/// A login that a browser has open.
#[derive(Debug)]
#[non_exhaustive]
pub struct OpenLogin {
    /// Its name.
    pub state: State,
    /// What its browser keeps.
    pub secret: String,
}

impl Lms {
    /// A platform whose token is made at `now`, in seconds since 1970, and holds for an hour.
    pub fn at(now: i64) -> Self {
        let signer = AwsLcSigner::generate(Algorithm::Rs256).expect("a key");
        let nonce = nonce_of(&started(0, now).pending.to_stored()).to_owned();
        let token = sign_compact(Some("JWT"), claims(&nonce, now).as_bytes(), &signer);
        Self {
            token: token.expect("a token"),
            signer,
            now,
            nonce,
        }
    }

    /// The time of its launches.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_unix_seconds(self.now)
    }

    /// A call at that time. Its randomness is no randomness.
    pub fn moment(&self) -> Moment {
        Moment::new(self.now(), entropy(0))
    }

    /// The key that signs.
    pub const fn signer(&self) -> &AwsLcSigner {
        &self.signer
    }

    /// The published keys.
    pub fn keys(&self) -> KeySet {
        KeySet::from_keys([Jwk::of_signer(&self.signer)])
    }

    /// The token that answers every login.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// A token in whose claims one text stands for another.
    pub fn token_with(&self, text: &str, instead: &str) -> String {
        let claims = claims(&self.nonce, self.now).replacen(text, instead, 1);
        sign_compact(Some("JWT"), claims.as_bytes(), &self.signer).expect("a token")
    }

    /// The login of that number, as it is kept while it waits for the token.
    pub fn login(&self, number: usize) -> PendingLogin {
        let pending = started(number, self.now).pending;
        let stored = pending.to_stored();
        let stored = stored.replacen(nonce_of(&stored), &self.nonce, 1);
        PendingLogin::from_stored(pending.state().clone(), &stored).expect("a login")
    }

    /// Opens the login of that number in a store.
    pub fn open_login(&self, store: &impl Logins, number: usize) -> OpenLogin {
        let pending = self.login(number);
        let state = pending.state().clone();
        pollster::block_on(store.keep_login(pending, &self.now())).expect("room");
        let secret = entropy(number).take_token().expect("randomness");
        OpenLogin { state, secret }
    }

    /// The platform's keys, fetched and cached. Must be called under tokio.
    pub async fn cached_keys(&self) -> (HttpUrl, Arc<CachedKeys>) {
        let url = serve(&self.keys().to_json_string());
        let policy = FetchPolicy::new().insecure_allow_loopback();
        let fetcher = KeySetFetcher::new(policy, FetchLimits::DEFAULT).expect("a client");
        let keys = CachedKeys::new(fetcher, CacheSettings::DEFAULT);
        keys.keys_at(&url, None, &self.now()).await.expect("keys");
        (url, Arc::new(keys))
    }
}

impl OpenLogin {
    /// The cookie of its browser.
    pub fn cookie(&self) -> String {
        format!("{}={}", login_cookie_name(&self.state), self.secret)
    }

    /// The form that answers it with `token`.
    pub fn form(&self, token: &str) -> String {
        encode_pairs([("state", self.state.as_str()), ("id_token", token)])
    }
}

/// What was agreed with the platform.
pub fn registration() -> Registration {
    Registration::insecure_allow_loopback(
        Issuer::new("https://lms.example").expect("an issuer"),
        ClientId::new("tool").expect("a client"),
        HttpUrl::parse("https://lms.example/auth").expect("an address"),
        HttpUrl::parse("https://tool.example/launch").expect("an address"),
    )
    .expect("a registration")
}

/// The deployment that the token names.
pub fn deployment() -> DeploymentId {
    DeploymentId::new("d1").expect("an id")
}

/// Settings under which a benchmark may take an hour.
pub fn settings() -> ToolSettings {
    let hour = Duration::from_secs(3600);
    ToolSettings::new()
        .with_max_age(hour)
        .and_then(|settings| settings.with_login_lifetime(hour))
        .expect("within the limits")
}

/// A tool without logins that gets the platform's keys from `keys`.
pub fn tool(url: &HttpUrl, keys: &Arc<CachedKeys>) -> Arc<Tool> {
    let memory = Arc::new(MemoryTool::with_capacity(10_000_000));
    let registration = registration().with_key_set_url(url.clone());
    memory.register(registration.expect("an address"), [deployment()]);
    let parts = ToolParts::new(Arc::clone(&memory), Arc::clone(keys), memory);
    Arc::new(LtiTool::new(parts, Ring, settings()))
}

/// A post to the launch address, with the head that a browser sends.
pub fn post(cookie: &str, form: impl Into<Body>) -> Request<Body> {
    let mut request = Request::post("/launch");
    for (name, value) in HEAD {
        request = request.header(*name, *value);
    }
    let request = request.header("cookie", cookie);
    request.body(form.into()).expect("a request")
}

/// What a browser says with a form out of a frame, but its cookies.
pub const HEAD: &[(&str, &str)] = &[
    ("host", "tool.example"),
    ("content-type", "application/x-www-form-urlencoded"),
    ("cache-control", "max-age=0"),
    ("upgrade-insecure-requests", "1"),
    ("origin", "https://lms.example"),
    (
        "user-agent",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 \
         Safari/537.36",
    ),
    (
        "accept",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    ),
    ("sec-fetch-site", "cross-site"),
    ("sec-fetch-mode", "navigate"),
    ("sec-fetch-dest", "iframe"),
    ("referer", "https://lms.example/"),
    ("accept-encoding", "gzip, deflate, br, zstd"),
    ("accept-language", "en-GB,en;q=0.9"),
];

fn started(number: usize, now: i64) -> LoginStarted {
    let query = "iss=https://lms.example&login_hint=h&target_link_uri=https://tool.example/launch";
    let form = Form::parse(query.as_bytes(), &FormLimits::DEFAULT).expect("a form");
    let initiation = LoginInitiation::from_form(&form).expect("an initiation");
    let now = Timestamp::from_unix_seconds(now);
    let entropy = &mut entropy(number);
    begin_login(&initiation, &registration(), &settings(), entropy, &now).expect("a login")
}

fn entropy(number: usize) -> Entropy {
    let mut bytes = [0; Entropy::BYTES];
    for (byte, of_number) in bytes.iter_mut().zip(number.to_le_bytes()) {
        *byte = of_number;
    }
    Entropy::new(bytes)
}

/// The nonce in the stored form of a login.
fn nonce_of(stored: &str) -> &str {
    stored.split('"').nth(3).expect("a nonce")
}

/// The claims of a launch as rich as the certification suite's.
pub fn claims(nonce: &str, now: i64) -> String {
    // As platforms send it: without the white space that people read by.
    let pretty = include_str!("../launch_claims.json");
    let compact: String = pretty.lines().map(str::trim).collect();
    compact
        .replace("\": ", "\":")
        .replace("NONCE", nonce)
        .replace("1111111111", &now.to_string())
        .replace("2222222222", &now.saturating_add(3600).to_string())
}

/// Answers every request on loopback with this document, for as long as the program runs.
fn serve(document: &str) -> HttpUrl {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let port = listener.local_addr().expect("an address").port();
    let length = document.len();
    let reply = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{document}"
    );
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            // Whoever goes away is none of our concern.
            let _read = stream.read(&mut [0; 4096]);
            let _sent = stream.write_all(reply.as_bytes());
        }
    });
    HttpUrl::parse(&format!("http://127.0.0.1:{port}/jwks")).expect("an address")
}
