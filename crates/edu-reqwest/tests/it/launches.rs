//! Case 7, over whole launches: a tool whose keys are fetched is not made to fetch by a flood.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use edu_http::{Body, Entropy, Moment, encode_pairs};
use edu_jose::{Algorithm, CacheSettings, PublicKey, Verify, VerifyError};
use edu_reqwest::CachedKeys;
use edu_types::{HttpUrl, Timestamp};
use http::Request;
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use lti_core::{
    ClientId, DeploymentId, Issuer, LaunchError, LaunchOutcome, LtiTool, MemoryTool, Registration,
    ToolParts, ToolSettings,
};
use tokio::task::JoinSet;

use crate::platform::{Platform, fetcher, key_set};

const TARGET: &str = "https://tool.example/launch";

/// Believes no signature; nobody here can make one.
struct Refusing;

impl Verify for Refusing {
    fn verify(&self, _: Algorithm, _: &PublicKey, _: &[u8], _: &[u8]) -> Result<(), VerifyError> {
        Err(VerifyError::BadSignature)
    }
}

type Tool = LtiTool<ToolParts<Arc<MemoryTool>, CachedKeys, Arc<MemoryTool>>, Refusing>;

fn tool(platform: &Platform) -> Arc<Tool> {
    let memory = Arc::new(MemoryTool::new());
    let registration = Registration::insecure_allow_loopback(
        Issuer::new("https://lms.example").unwrap(),
        ClientId::new("tool-1").unwrap(),
        HttpUrl::parse("https://lms.example/auth").unwrap(),
        HttpUrl::parse(TARGET).unwrap(),
    );
    let registration = registration.unwrap();
    let registration = registration.with_key_set_url(platform.url.clone()).unwrap();
    memory.register(registration, [DeploymentId::new("1").unwrap()]);
    let keys = CachedKeys::new(fetcher(), CacheSettings::DEFAULT);
    let parts = ToolParts::new(Arc::clone(&memory), keys, memory);
    Arc::new(LtiTool::new(parts, Refusing, ToolSettings::new()))
}

/// A moment whose randomness is that of `number`.
fn moment(number: u32, second: i64) -> Moment {
    let mut fresh = [0; Entropy::BYTES];
    fresh[..4].copy_from_slice(&number.to_le_bytes());
    let now = Timestamp::from_unix_seconds(1_714_550_400).saturating_add_seconds(second);
    Moment::new(now, Entropy::new(fresh))
}

/// A login, and the launch that answers it in the same browser, with a token that names `key`.
async fn forged(tool: Arc<Tool>, key: String, number: u32, second: i64) -> LaunchError {
    let query = format!("iss=https://lms.example&login_hint=h&target_link_uri={TARGET}");
    let login = Request::get(format!("/login?{query}")).body(Body::empty());
    let login = tool.login(moment(number, second), login.unwrap()).await;
    let (redirect, cookie) = {
        let text = |name| login.headers()[name].to_str().unwrap().to_owned();
        (text(LOCATION), text(SET_COOKIE))
    };
    drop(login);
    let (_, state) = redirect.split_once("&state=").unwrap();
    let state = state.split('&').next().unwrap();
    let header = format!(r#"{{"alg":"RS256","kid":"{key}"}}"#);
    let token = format!("{}.e30.AAAA", URL_SAFE_NO_PAD.encode(header));
    let form = encode_pairs([("state", state), ("id_token", &token)]);
    let launch = Request::post("/launch")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(COOKIE, cookie.split(';').next().unwrap())
        .body(Body::from(form));
    match tool.launch(moment(number, second), launch.unwrap()).await {
        LaunchOutcome::Refused(_, error) => error,
        LaunchOutcome::Launched(_) | LaunchOutcome::Asked(_) => panic!("not refused"),
    }
}

#[tokio::test]
async fn case_07_ten_thousand_launches_with_unknown_keys_make_one_fetch_an_interval() {
    let platform = Platform::publishing(&["old"]).await;
    let tool = tool(&platform);
    let interval = 30;
    // A hundred launches at once, each second, for a hundred seconds.
    for second in 0..100_u32 {
        let mut launches = JoinSet::new();
        for place in 0..100 {
            let number = second.saturating_mul(100).saturating_add(place);
            let key = format!("flood-{number}");
            launches.spawn(forged(Arc::clone(&tool), key, number, second.into()));
        }
        while let Some(error) = launches.join_next().await {
            assert_eq!(error.unwrap().code(), "jose.key.unknown");
        }
        // The first, which brings the keys that there are, and one each interval.
        let most = second.div_euclid(interval).saturating_add(1);
        let asked = u32::try_from(platform.asked()).unwrap();
        assert!(asked <= most, "{asked} fetches after {second} s");
    }
    assert_eq!(platform.asked(), 4);
}

#[tokio::test]
async fn a_flood_does_not_hide_the_key_that_comes_next() {
    let platform = Platform::publishing(&["old"]).await;
    let tool = tool(&platform);
    for number in 0..500 {
        let error = Box::pin(forged(
            Arc::clone(&tool),
            format!("flood-{number}"),
            number,
            40,
        ))
        .await;
        assert_eq!(error.code(), "jose.key.unknown");
    }
    platform.answer(key_set(&["next"], ""));
    let early = Box::pin(forged(Arc::clone(&tool), "next".to_owned(), 500, 41)).await;
    assert_eq!(early.code(), "jose.key.unknown");
    assert!(early.is_retryable());
    let found = Box::pin(forged(tool, "next".to_owned(), 501, 71)).await;
    assert_eq!(found.code(), "jose.key.unfit", "found, of another kind");
}
