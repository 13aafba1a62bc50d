//! A platform with its keys, folders for files, and the command as a process.

use core::sync::atomic::{AtomicUsize, Ordering};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use edu_jose::{Algorithm, Jwk, KeyId, KeySet, Sign, sign_compact};
use edu_jose_aws_lc::AwsLcSigner;
use edu_json::ToJson as _;
use serde_json::{Value, json};

/// The time every token is made for.
pub(crate) const NOW: i64 = 1_800_000_000;

/// What a call of the command came to.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Ended {
    /// The only object written.
    pub(crate) fn object(&self) -> Value {
        serde_json::from_str(&self.output).unwrap_or_else(|error| {
            panic!("{error}: {} {}", self.output, self.errors);
        })
    }

    /// The codes of all findings of one severity.
    pub(crate) fn codes(&self, severity: &str) -> Vec<String> {
        let object = self.object();
        let findings = object["findings"].as_array().unwrap().iter();
        findings
            .filter(|finding| finding["severity"] == severity)
            .map(|finding| finding["code"].as_str().unwrap().to_owned())
            .collect()
    }
}

pub(crate) fn edu(arguments: &[&str]) -> Ended {
    edu_reading(arguments, b"")
}

/// Runs the command with this on its standard input.
pub(crate) fn edu_reading(arguments: &[&str], input: &[u8]) -> Ended {
    let mut child = Command::new(env!("CARGO_BIN_EXE_edu"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The command may end without having read all.
    drop(child.stdin.take().unwrap().write_all(input));
    let ended = child.wait_with_output().unwrap();
    Ended {
        code: ended.status.code().unwrap(),
        output: String::from_utf8(ended.stdout).unwrap(),
        errors: String::from_utf8(ended.stderr).unwrap(),
    }
}

/// A folder of the test's own.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(std::process::id().to_string())
            .join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file and returns its path.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind does no harm.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// The platform's key; made once, as it takes a while.
pub(crate) fn platform() -> &'static AwsLcSigner {
    static PLATFORM: OnceLock<AwsLcSigner> = OnceLock::new();
    PLATFORM.get_or_init(|| key("platform"))
}

/// A new key of this name.
pub(crate) fn key(name: &str) -> AwsLcSigner {
    AwsLcSigner::generate(Algorithm::Rs256)
        .unwrap()
        .with_key_id(KeyId::new(name).unwrap())
}

pub(crate) fn key_set(signer: &impl Sign) -> String {
    KeySet::from_keys([Jwk::of_signer(signer)]).to_json_string()
}

/// A set whose only key, of the platform's id, has 1008 bits; it stands in the second line.
pub(crate) fn weak_set() -> String {
    let modulus = "_".repeat(168);
    let key = json!({"kty": "RSA", "kid": "platform", "e": "AQAB", "n": modulus});
    format!("{{\"keys\":[\n  {key}\n]}}")
}

/// The claims of a launch that holds.
pub(crate) fn claims() -> Value {
    json!({
        "iss": "https://lms.example",
        "aud": "tool-7",
        "sub": "person-of-the-test",
        "exp": NOW + 300,
        "iat": NOW,
        "nonce": "nonce-of-the-test",
        "name": "Ada Example",
        "https://purl.imsglobal.org/spec/lti/claim/message_type": "LtiResourceLinkRequest",
        "https://purl.imsglobal.org/spec/lti/claim/version": "1.3.0",
        "https://purl.imsglobal.org/spec/lti/claim/deployment_id": "1",
        "https://purl.imsglobal.org/spec/lti/claim/target_link_uri": "https://tool.example/launch",
        "https://purl.imsglobal.org/spec/lti/claim/resource_link": {"id": "link"},
        "https://purl.imsglobal.org/spec/lti/claim/roles":
            ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
    })
}

pub(crate) fn signed(claims: &Value, signer: &impl Sign) -> String {
    sign_compact(Some("JWT"), claims.to_string().as_bytes(), signer).unwrap()
}

/// Judges a token in a file of its own, with everything given that can be compared.
pub(crate) fn judge(token: &str, keys: &str, more: &[&str]) -> Ended {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = Folder::new(&format!("launch-{number}"));
    let token = folder.write("launch.jwt", token);
    let keys = folder.write("keys.json", keys);
    let now = NOW.to_string();
    let mut arguments = vec!["check", "lti-launch", &token, "--jwks", &keys];
    arguments.extend(["--format", "json", "--now", &now]);
    for (option, value) in [
        ("--issuer", "https://lms.example"),
        ("--client-id", "tool-7"),
    ] {
        if !more.contains(&option) {
            arguments.extend([option, value]);
        }
    }
    arguments.extend(more);
    edu(&arguments)
}

/// What a login would have asked for.
pub(crate) const ASKED: [&str; 6] = [
    "--nonce",
    "nonce-of-the-test",
    "--deployment",
    "1",
    "--target",
    "https://tool.example/launch",
];
