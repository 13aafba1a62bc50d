//! A whole LTI launch beside the bare signature check it cannot do without.
//!
//! One iteration of the launch takes a login from the store, parses the token, checks its
//! signature, reads every claim and judges it; the platform's keys are at hand. The floor is
//! ring's check of the same signature and nothing else.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot be set up should stop at once"
)]

use std::process::{Command, ExitCode};
use std::sync::Arc;

use edu_benches::{Options, Rounds};
use edu_http::{Entropy, Form, FormLimits};
use edu_jose::{
    Algorithm, Algorithms, Compact, Jwk, JwsLimits, KeySet, PublicKey, Sign as _, sign_compact,
};
use edu_jose_aws_lc::{AwsLc, AwsLcSigner};
use edu_jose_ring::Ring;
use edu_json::Tree;
use edu_types::{HttpUrl, Limits, Profile, Timestamp};
use jsonwebtoken::{DecodingKey, Validation};
use lti_core::{
    Claims, ClientId, Deployment, DeploymentId, Issuer, LoginInitiation, Logins as _, LtiTool,
    MemoryTool, PendingLogin, Registration, State, Taken, ToolSettings, UnverifiedLaunch,
    begin_login,
};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};

const FLOOR: &str = "ring, bare RS256 verify";
const LAUNCH: &str = "whole launch, ring";
/// The most time a whole launch may take, as a multiple of the bare verify.
const MOST: f64 = 1.6;
const NOW: i64 = 1_700_000_000;

fn main() -> ExitCode {
    // Short rounds, many of them: a launch and its floor are compared at nearly the same moment.
    let options = Options::from_args();
    let options = options
        .with_rounds(options.rounds.max(31))
        .with_round_micros(25_000);
    let held = accepted(&options);
    claims_alone(&options);
    refused(&options);
    beside_python();
    if held || !options.check {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// A platform, its token, and a tool that waits for it.
struct Bench {
    signer: AwsLcSigner,
    keys: KeySet,
    token: String,
    nonce: String,
}

impl Bench {
    fn new() -> Self {
        let signer = AwsLcSigner::generate(Algorithm::Rs256).expect("a key");
        let keys = KeySet::from_keys([Jwk::of_signer(&signer)]);
        let nonce = started(0).pending.to_stored();
        let nonce = nonce.split('"').nth(3).expect("a nonce").to_owned();
        let token = sign_compact(Some("JWT"), claims(&nonce).as_bytes(), &signer).expect("a token");
        Self {
            signer,
            keys,
            token,
            nonce,
        }
    }
}

fn registration() -> Registration {
    Registration::new(
        Issuer::new("https://lms.example").expect("an issuer"),
        ClientId::new("tool").expect("a client"),
        HttpUrl::parse("https://lms.example/auth").expect("an address"),
        HttpUrl::parse("https://tool.example/launch").expect("an address"),
    )
    .expect("a registration")
}

fn started(number: usize) -> lti_core::LoginStarted {
    let query = "iss=https://lms.example&login_hint=h&target_link_uri=https://tool.example/launch";
    let form = Form::parse(query.as_bytes(), &FormLimits::DEFAULT).expect("a form");
    let initiation = LoginInitiation::from_form(&form).expect("an initiation");
    let now = Timestamp::from_unix_seconds(NOW);
    begin_login(
        &initiation,
        &registration(),
        &ToolSettings::new(),
        &mut entropy(number),
        &now,
    )
    .expect("a login")
}

fn entropy(number: usize) -> Entropy {
    let mut bytes = [0; Entropy::BYTES];
    bytes[..8].copy_from_slice(&number.to_le_bytes());
    Entropy::new(bytes)
}

fn tool(keys: KeySet) -> LtiTool<MemoryTool, Ring> {
    let backend = MemoryTool::with_capacity(10_000_000);
    let deployment = DeploymentId::new("d1").expect("an id");
    backend.register(registration().with_keys(keys), [deployment]);
    LtiTool::new(backend, Ring, ToolSettings::new())
}

/// A login of that number, open in the tool's store, and the secret of its browser.
fn open_login(tool: &LtiTool<MemoryTool, Ring>, number: usize, nonce: &str) -> (State, String) {
    let pending = started(number).pending;
    let state = pending.state().clone();
    let stored = with_nonce(&pending.to_stored(), nonce);
    let pending = PendingLogin::from_stored(state.clone(), &stored).expect("a login");
    let now = Timestamp::from_unix_seconds(NOW);
    pollster::block_on(tool.backend().keep_login(pending, &now)).expect("room");
    (state, entropy(number).take_token().expect("randomness"))
}

/// Logins that are open at a time.
const OPEN: usize = 512;

/// All logins wait for one nonce, so that one token answers each of them.
fn with_nonce(stored: &str, nonce: &str) -> String {
    let own = stored.split('"').nth(3).expect("a nonce");
    stored.replacen(own, nonce, 1)
}

fn accepted(options: &Options) -> bool {
    let Bench {
        signer,
        keys,
        token,
        nonce,
    } = Bench::new();
    let now = Timestamp::from_unix_seconds(NOW);
    let (signed, signature) = token.rsplit_once('.').expect("three segments");
    let signature = decoded(signature);
    let PublicKey::Rsa(key) = signer.public_key() else {
        return false;
    };
    let floor = RsaPublicKeyComponents {
        n: key.modulus(),
        e: key.exponent(),
    };
    let decoding = DecodingKey::from_rsa_raw_components(key.modulus(), key.exponent());
    let mut validation = Validation::new(jsonwebtoken::Algorithm::RS256);
    validation.set_audience(&["tool"]);
    validation.set_issuer(&["https://lms.example"]);
    validation.validate_exp = false;
    let (mut number, mut open) = (0, Arc::new(tool(keys.clone())));
    let what = format!("LTI launch, RSA-2048, token of {} bytes", token.len());
    let outcome = Rounds::new(what, options)
        .contestant(FLOOR, || {
            floor
                .verify(&RSA_PKCS1_2048_8192_SHA256, signed.as_bytes(), &signature)
                .expect("good");
        })
        .contestant("edu-jose, ring: parse and verify", || {
            verified(&token, &keys, &Ring)
        })
        .contestant("edu-jose, aws-lc: parse and verify", || {
            verified(&token, &keys, &AwsLc)
        })
        .prepared(
            LAUNCH,
            || {
                // As many logins open at a time as a busy tool has.
                if number % OPEN == 0 {
                    open = Arc::new(tool(keys.clone()));
                }
                number = usize::wrapping_add(number, 1);
                let (state, secret) = open_login(&open, number, &nonce);
                (Arc::clone(&open), state, secret)
            },
            |(tool, state, secret)| {
                let bound = UnverifiedLaunch::new(token.clone(), state).with_secret(&secret);
                pollster::block_on(tool.finish(bound.expect("its browser"), &now)).expect("holds")
            },
        )
        .contestant("jsonwebtoken: decode to Value", || {
            jsonwebtoken::decode::<serde_json::Value>(&token, &decoding, &validation).expect("good")
        })
        .run(FLOOR);
    outcome.must("launch/verify", LAUNCH, MOST)
}

fn verified(token: &str, keys: &KeySet, verify: &impl edu_jose::Verify) -> usize {
    let compact = Compact::parse(token, &JwsLimits::DEFAULT).expect("compact");
    compact
        .verify(keys, Algorithms::default(), verify)
        .expect("good")
        .as_slice()
        .len()
}

/// The part of a launch that is reading JSON.
fn claims_alone(options: &Options) {
    let text = claims("nonce");
    let bytes = text.as_bytes();
    Rounds::new(format!("the claims alone, {} bytes", bytes.len()), options)
        .contestant("serde_json::Value", || {
            serde_json::from_slice::<serde_json::Value>(bytes).expect("JSON")
        })
        .contestant("edu_json::Tree", || {
            Tree::parse(bytes, &Limits::DEFAULT)
                .expect("JSON")
                .root()
                .len()
        })
        .contestant("lti_core::Claims", || {
            Claims::from_slice(bytes, &Profile::strict(), &Limits::DEFAULT).expect("claims")
        })
        .run("serde_json::Value");
}

/// What a refusal costs: an attacker must not buy more work than an honest platform.
fn refused(options: &Options) {
    let Bench {
        signer,
        keys,
        token,
        nonce,
    } = Bench::new();
    let now = Timestamp::from_unix_seconds(NOW);
    let late = Timestamp::from_unix_seconds(NOW + 3600);
    let mut forged = token.clone();
    let last = forged.pop().expect("a signature");
    forged.push(if last == 'A' { 'Q' } else { 'A' });
    let other = token.replacen(
        token.split('.').next().expect("a header"),
        &header("other"),
        1,
    );
    let huge = "A".repeat(64 * 1024 + 1);
    let settings = ToolSettings::new();
    let registration = registration();
    let tool = tool(keys.clone());
    let (state, secret) = open_login(&tool, 1, &nonce);
    let taken = pollster::block_on(tool.backend().take_login(&state, &now)).expect("store");
    let Taken::Fresh(pending) = taken else { return };
    drop(signer);
    let judge = |token: &str, now: &Timestamp, honest: bool| {
        let bound = UnverifiedLaunch::new(token.to_owned(), state.clone())
            .with_secret(&secret)
            .expect("its browser");
        let soon = Timestamp::from_unix_seconds(NOW);
        let ended = bound
            .with_login(Taken::Fresh(pending.clone()), &soon)
            .and_then(|launch| launch.check(&registration, &keys, &Ring, &settings, now))
            .and_then(|signed| signed.with_deployment(Deployment::Known));
        assert_eq!(ended.is_ok(), honest);
    };
    Rounds::new("what a refusal costs, beside a launch that holds", options)
        .contestant("holds", || judge(&token, &now, true))
        .contestant("bad signature", || judge(&forged, &now, false))
        .contestant("unknown key", || judge(&other, &now, false))
        .contestant("expired", || judge(&token, &late, false))
        .contestant("64 KiB + 1", || judge(&huge, &now, false))
        .run("holds");
}

fn header(key_id: &str) -> String {
    encoded(format!(r#"{{"alg":"RS256","kid":"{key_id}"}}"#).as_bytes())
}

fn encoded(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

fn decoded(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(text)
        .expect("base64url")
}

/// `PyLTI1p3`, where a Python that has it is named: its own median, in its own process.
fn beside_python() {
    let Some(python) = std::env::var_os("EDU_PEERS_PYTHON") else {
        println!("PyLTI1p3: skipped, EDU_PEERS_PYTHON names no interpreter");
        return;
    };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/pylti1p3_launch.py");
    let ended = Command::new(python).arg(script).status();
    assert!(
        ended.is_ok_and(|status| status.success()),
        "PyLTI1p3 did not finish"
    );
}

/// The claims of a launch as rich as the certification suite's.
fn claims(nonce: &str) -> String {
    // As platforms send it: without the white space that people read by.
    let pretty = include_str!("launch_claims.json");
    let compact: String = pretty.lines().map(str::trim).collect();
    compact
        .replace("\": ", "\":")
        .replace("NONCE", nonce)
        .replace("1111111111", &NOW.to_string())
        .replace("2222222222", &(NOW + 300).to_string())
}
