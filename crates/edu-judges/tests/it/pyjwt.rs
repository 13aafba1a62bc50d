//! Tokens of `PyJWT` through `edu check`, and our tokens through `PyJWT`.

use std::path::{Path, PathBuf};

use edu_cli::{Console, run};
use edu_jose::{Algorithm, Jwk, KeySet, sign_compact};
use edu_jose_aws_lc::AwsLcSigner;
use edu_json::ToJson as _;
use serde_json::{Value, json};

use crate::peers::{folder, python, python_program};

/// Runs a program of the peers and returns what it printed.
fn peer(python: &Path, name: &str, arguments: &[&Path]) -> String {
    let ended = python_program(python, name)
        .args(arguments)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{errors}");
    String::from_utf8(ended.stdout).unwrap()
}

/// The verdict of `edu check lti-launch` on one file.
fn verdict(folder: &Path, manifest: &Value, file: &str) -> (u8, Value) {
    let text = |name: &str| manifest[name].as_str().unwrap().to_owned();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let arguments = [
        vec![
            "edu".to_owned(),
            "check".to_owned(),
            "lti-launch".to_owned(),
            path(file),
        ],
        vec![
            "--format".to_owned(),
            "json".to_owned(),
            "--jwks".to_owned(),
            path("keys.json"),
        ],
        vec![
            "--issuer".to_owned(),
            text("issuer"),
            "--client-id".to_owned(),
            text("client_id"),
        ],
        vec![
            "--nonce".to_owned(),
            text("nonce"),
            "--deployment".to_owned(),
            text("deployment"),
        ],
        vec![
            "--target".to_owned(),
            text("target"),
            "--now".to_owned(),
            manifest["now"].to_string(),
        ],
    ];
    let (mut input, mut output, mut errors) = (std::io::empty(), Vec::new(), Vec::new());
    let console = Console::new(&mut input, &mut output, &mut errors);
    let status = run(arguments.concat(), console).code();
    let errors = String::from_utf8_lossy(&errors);
    let told = serde_json::from_slice(&output).unwrap_or_else(|error| panic!("{error}: {errors}"));
    (status, told)
}

#[test]
fn every_token_of_pyjwt_gets_the_verdict_it_was_made_for() {
    let Some(python) = python() else { return };
    let folder = folder("pyjwt-tokens");
    peer(&python, "pyjwt_tokens.py", &[&folder]);
    let manifest = std::fs::read(folder.join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    let cases = manifest["cases"].as_array().unwrap();
    assert!(cases.len() >= 50, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let (status, told) = verdict(&folder, &manifest, case["file"].as_str().unwrap());
        let findings = told["findings"].as_array().unwrap().iter();
        let codes: Vec<_> = findings
            .filter(|finding| finding["severity"] == "error")
            .map(|finding| finding["code"].clone())
            .collect();
        let expected = case["codes"].as_array().unwrap();
        let status_expected = u8::from(!expected.is_empty());
        // Broken in one way, told in one way.
        let right = codes == *expected && status == status_expected;
        if !right {
            wrong.push(format!(
                "{}: {expected:?}, found {status} {codes:?}",
                case["name"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pyjwt_reads_every_token_of_ours_by_our_published_keys() {
    let Some(python) = python() else { return };
    let folder = folder("pyjwt-verify");
    let signers = [
        Algorithm::Rs256,
        Algorithm::Rs384,
        Algorithm::Rs512,
        Algorithm::Es256,
        Algorithm::Es384,
        Algorithm::Es512,
    ]
    .map(|algorithm| AwsLcSigner::generate(algorithm).unwrap());
    let keys = KeySet::from_keys(signers.iter().map(Jwk::of_signer));
    let mut files = vec![folder.join("keys.json")];
    std::fs::write(&files[0], keys.to_json_string()).unwrap();
    let claims = json!({"iss": "https://lms.example", "aud": "tool-7", "name": "Zoë 学生"});
    for (number, signer) in signers.iter().enumerate() {
        let token = sign_compact(Some("JWT"), claims.to_string().as_bytes(), signer).unwrap();
        let file = folder.join(format!("{number}.jwt"));
        std::fs::write(&file, token).unwrap();
        files.push(file);
    }
    let files: Vec<_> = files.iter().map(PathBuf::as_path).collect();
    let read = peer(&python, "pyjwt_verify.py", &files);
    let read: Vec<Value> = read
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(read, vec![claims; signers.len()]);
}
