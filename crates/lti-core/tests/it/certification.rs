//! The launches of 1EdTech's certification, as two libraries wrote them down.
//!
//! Each folder `valid` or `invalid` holds one launch a folder: `payload.json`, and where the
//! launch needs it `header.json` in place of the usual header and `keep.json` with the names of
//! claims that must stay as they are. All others get a fresh time and nonce, are signed with
//! our key and go through the whole flow.

use std::path::Path;

use edu_types::HttpUrl;
use lti_core::{
    ClientId, DeploymentId, Issuer, LaunchError, MemoryTool, MessageType, Registration,
    ToolSettings, VerifiedLaunch, claim,
};
use serde_json::Value;

use crate::corpus;
use crate::launch::{KEY, NOW, Token, begin_with, codes, deliver, keys, tool_with, url};

const PACKBACK: &str = "lti/packbackbooks-lti-1-3-php-library/tests/data";
const UOC: &str = "lti/UOC-java-lti-1.3/src/test/resources";

/// Launches on which we and a folder, or the two folders, differ: the verdict here and why.
const OWN_VERDICTS: &[(&str, bool, &str)] = &[
    (
        "Launch Instructor with Unknown Role",
        true,
        "unknown roles must be tolerated (LTI Core 1.3 §5.3.7); they grant nothing and are \
         told as `lti.claim.roles_unknown`. The copies disagree",
    ),
    (
        "Launch Instructor With Email No Context",
        true,
        "the context is optional (LTI Core 1.3 §5.4.1). The copies disagree",
    ),
    // In three launches the copy has the word `packback.co` where the target was.
    ("Assignments and Grades - Core Launch", false, NO_ADDRESS),
    (
        "Deep Linking - Core Launch of Passed LTI Link",
        false,
        NO_ADDRESS,
    ),
    ("Names and Roles - Core Launch if Needed", false, NO_ADDRESS),
];

const NO_ADDRESS: &str = "the target is no address in this copy (LTI Core 1.3 §5.3.4); with one \
                          in its place the launch is accepted";

/// A launch of the corpus and where it came from.
struct Case {
    name: String,
    claims: Value,
    header: Option<Value>,
    keep: Vec<String>,
}

impl Case {
    fn read(folder: &Path) -> Self {
        let json = |name: &str| {
            let file = folder.join(name);
            let read = || serde_json::from_slice::<Value>(&edu_testing::read(&file)).unwrap();
            file.is_file().then(read)
        };
        let keep = json("keep.json").unwrap_or(Value::Array(Vec::new()));
        Self {
            name: folder.file_name().unwrap().to_str().unwrap().to_owned(),
            claims: json("payload.json").expect("every launch has a payload"),
            header: json("header.json"),
            keep: serde_json::from_value(keep).unwrap(),
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.claims.get(name)?.as_str()
    }

    /// The token with fresh times; the nonce is set by the login.
    fn token(&self) -> Token {
        let mut token = Token::of(self.claims.clone());
        for (name, seconds) in [("iat", NOW), ("exp", NOW + 300)] {
            if self.claims.get(name).is_some() && !self.keep.iter().any(|kept| kept == name) {
                token = token.with(name, seconds);
            }
        }
        match &self.header {
            Some(header) => token.whole_header(header.clone()),
            None => token,
        }
    }

    fn target(&self) -> &str {
        let target = self.text(claim::TARGET_LINK_URI);
        target
            .filter(|text| HttpUrl::parse(text).is_ok())
            .unwrap_or("http://localhost:8080/")
    }

    /// The whole flow, with a registration for the issuer, audience and target of the launch.
    fn launch(&self, token: &Token) -> Result<VerifiedLaunch, LaunchError> {
        let issuer = self
            .text("iss")
            .unwrap_or("https://ltiadvantagevalidator.imsglobal.org");
        let client = self.text("aud").unwrap_or("imstester_3dfad6d");
        // The targets are plain http on this machine; everything else is https.
        let registration = Registration::insecure_allow_loopback(
            Issuer::new(issuer).unwrap(),
            ClientId::new(client).unwrap(),
            url("https://ltiadvantagevalidator.imsglobal.org/ltitool/oidcauthurl.html"),
            url(self.target()),
        );
        let deployment = self.text(claim::DEPLOYMENT_ID).unwrap_or("testdeploy");
        let backend = MemoryTool::new();
        let deployments = [DeploymentId::new(deployment).unwrap()];
        let registration = registration.unwrap().with_keys(keys(&[&*KEY]));
        backend.register(registration, deployments);
        let settings = ToolSettings::new().accepting_messages(MessageType::KNOWN);
        let tool = tool_with(backend, settings);
        let login = begin_with(
            &tool,
            &[
                ("iss", issuer),
                ("client_id", client),
                ("login_hint", "hint"),
                ("target_link_uri", self.target()),
            ],
        );
        deliver(&tool, &login, &token.seal(&login.nonce))
    }
}

/// Judges every launch below `root`, and returns how many there were.
fn judge(root: &Path, valid: bool) -> usize {
    let folders = corpus::folders(root);
    for folder in &folders {
        let case = Case::read(folder);
        let own = OWN_VERDICTS.iter().find(|(name, ..)| *name == case.name);
        let expected = own.map_or(valid, |(_, verdict, _)| *verdict);
        let result = case.launch(&case.token());
        print_row(&case.name, valid, &result);
        assert_eq!(result.is_ok(), expected, "{}: {result:?}", case.name);
        if own.is_some_and(|(_, _, why)| *why == NO_ADDRESS) {
            let code = result.unwrap_err().code();
            assert_eq!(code, "lti.claim.target_foreign");
            let mended = case.token().with(claim::TARGET_LINK_URI, case.target());
            assert!(case.launch(&mended).is_ok(), "{}", case.name);
        }
    }
    folders.len()
}

#[expect(
    clippy::print_stdout,
    reason = "the table is for who runs this with --nocapture"
)]
fn print_row(name: &str, valid: bool, result: &Result<VerifiedLaunch, LaunchError>) {
    let folder = if valid { "valid" } else { "invalid" };
    let verdict = match result {
        Ok(launch) => format!("accepted {}", codes(launch).join(" ")),
        Err(error) => format!("refused  {}", error.code()),
    };
    println!("{folder:8} {name:50} {verdict}");
}

#[test]
fn certification_launches_of_the_php_library_are_judged_as_certified() {
    let Some(root) = edu_testing::corpus() else {
        return;
    };
    let root = root.join(PACKBACK);
    assert_eq!(judge(&root.join("certification/valid"), true), 21);
    assert_eq!(judge(&root.join("certification/invalid"), false), 13);
}

#[test]
fn other_messages_of_the_php_library_are_accepted() {
    let Some(root) = edu_testing::corpus() else {
        return;
    };
    assert_eq!(judge(&root.join(PACKBACK).join("messages/valid"), true), 3);
}

#[test]
fn certification_launches_of_the_java_library_are_judged_as_certified() {
    let Some(root) = edu_testing::corpus() else {
        return;
    };
    let root = root.join(UOC);
    assert_eq!(judge(&root.join("lti/valid"), true), 17);
    assert_eq!(judge(&root.join("lti/invalid"), false), 13);
    assert_eq!(judge(&root.join("deeplinking/valid"), true), 1);
}

#[test]
fn every_refusal_of_the_certification_has_the_code_that_its_name_asks_for() {
    let Some(root) = edu_testing::corpus() else {
        return;
    };
    for (name, code) in [
        ("Correct KID Required in Header", "jose.kid.missing"),
        ("Incorrect KID passed in JWT Header", "jose.key.unknown"),
        ("JWT Passed is Not LTI 1.3 JWT", "jose.alg.missing"),
        ("Exp and Iat Fields invalid", "lti.time.expired"),
        ("LTI version passed is not 1.3", "lti.unsupported.version"),
        ("No LTI Version Passed in JWT", "lti.claim.missing"),
        (
            "Launch With Missing resource_link_id",
            "lti.claim.resource_link_missing",
        ),
        ("One or more JWT fields missing", "lti.claim.missing"),
        ("deployment_id Claim Missing", "lti.claim.missing"),
        ("message_type Claim Missing", "lti.claim.missing"),
        ("role Claim Missing", "lti.claim.roles_missing"),
        ("user Claim Missing", "lti.claim.value"),
    ] {
        for invalid in [
            format!("{PACKBACK}/certification/invalid"),
            format!("{UOC}/lti/invalid"),
        ] {
            let case = Case::read(&root.join(invalid).join(name));
            let error = case.launch(&case.token()).unwrap_err();
            assert_eq!(error.code(), code, "{name}");
        }
    }
}
