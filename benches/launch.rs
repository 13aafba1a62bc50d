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

use edu_benches::lti::{Lms, OPEN, claims, deployment, registration, settings};
use edu_benches::{Options, Rounds};
use edu_jose::{Algorithms, Compact, JwsLimits, KeySet, PublicKey, Sign as _};
use edu_jose_aws_lc::AwsLc;
use edu_jose_ring::Ring;
use edu_json::Tree;
use edu_types::{Limits, Profile};
use jsonwebtoken::{DecodingKey, Validation};
use lti_core::{Claims, LtiTool, MemoryTool, UnverifiedLaunch};
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
    beside_python();
    if held || !options.check {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// A tool without logins that holds the platform's keys.
fn tool(keys: KeySet) -> LtiTool<MemoryTool, Ring> {
    let backend = MemoryTool::with_capacity(10_000_000);
    backend.register(registration().with_keys(keys), [deployment()]);
    LtiTool::new(backend, Ring, settings())
}

fn accepted(options: &Options) -> bool {
    let lms = Lms::at(NOW);
    let (token, keys, now) = (lms.token(), lms.keys(), lms.now());
    let (signed, signature) = token.rsplit_once('.').expect("three segments");
    let signature = decoded(signature);
    let PublicKey::Rsa(key) = lms.signer().public_key() else {
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
    let (mut number, mut open) = (0_usize, Arc::new(tool(keys.clone())));
    let what = format!("LTI launch, RSA-2048, token of {} bytes", token.len());
    let outcome = Rounds::new(what, options)
        .contestant(FLOOR, || {
            floor
                .verify(&RSA_PKCS1_2048_8192_SHA256, signed.as_bytes(), &signature)
                .expect("good");
        })
        .contestant("edu-jose, ring: parse and verify", || {
            verified(token, &keys, &Ring)
        })
        .contestant("edu-jose, aws-lc: parse and verify", || {
            verified(token, &keys, &AwsLc)
        })
        .prepared(
            LAUNCH,
            || {
                // As many logins open at a time as a busy tool has.
                if number.is_multiple_of(OPEN) {
                    open = Arc::new(tool(keys.clone()));
                }
                number = usize::wrapping_add(number, 1);
                (Arc::clone(&open), lms.open_login(open.backend(), number))
            },
            |(tool, login)| {
                let bound =
                    UnverifiedLaunch::new(token.to_owned(), login.state).with_secret(&login.secret);
                pollster::block_on(tool.finish(bound.expect("its browser"), &now)).expect("holds")
            },
        )
        .contestant("jsonwebtoken: decode to Value", || {
            jsonwebtoken::decode::<serde_json::Value>(token, &decoding, &validation).expect("good")
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
    let text = claims("nonce", NOW);
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
