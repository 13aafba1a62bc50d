//! What several fuzz targets share: a signature provider that accepts everything, so that the
//! fuzzer gets past signatures. It exists here and nowhere else.

pub mod lrs;

use std::sync::Arc;

use edu_http::{Entropy, SessionId};
use edu_jose::{Algorithm, Jwk, KeyId, KeySet, PublicKey, Verify, VerifyError};
use edu_types::{HttpUrl, Timestamp};
use lti_core::deep_linking::{PendingSelection, SelectionData, SelectionPolicy};
use lti_core::{
    BoundLaunch, ClientId, DeploymentId, Issuer, LoginInitiation, LoginStarted, PlatformSettings,
    Registration, ToolRegistration, ToolSettings, UnverifiedLaunch, begin_login,
};

/// The moment at which every fuzzed launch arrives.
pub const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);

/// Accepts every signature.
#[derive(Debug)]
pub struct AcceptAll;

impl Verify for AcceptAll {
    fn verify(&self, _: Algorithm, _: &PublicKey, _: &[u8], _: &[u8]) -> Result<(), VerifyError> {
        Ok(())
    }
}

/// A key set with one key, `k`.
pub fn keys() -> KeySet {
    let mut modulus = vec![0xff; 256];
    modulus[0] = 0xc1;
    let key = PublicKey::rsa(&modulus, &[1, 0, 1]).expect("a key of 2048 bits");
    KeySet::from_keys([Jwk::new(key).with_key_id(KeyId::new("k").expect("an id"))])
}

/// The registration every fuzzed login and launch belongs to.
pub fn registration() -> Registration {
    Registration::new(
        Issuer::new("https://lms.example").expect("an issuer"),
        ClientId::new("tool").expect("a client"),
        HttpUrl::parse("https://lms.example/auth").expect("an address"),
        HttpUrl::parse("https://tool.example/launch").expect("an address"),
    )
    .expect("a registration")
}

/// A login that was started at [`NOW`] with fixed randomness.
pub fn login() -> LoginStarted {
    let query = "iss=https://lms.example&login_hint=h&target_link_uri=https://tool.example/launch";
    let form = edu_http::Form::parse(query.as_bytes(), &edu_http::FormLimits::DEFAULT)
        .expect("a form");
    let initiation = LoginInitiation::from_form(&form).expect("an initiation");
    begin_login(&initiation, &registration(), &ToolSettings::new(), &mut entropy(), &NOW)
        .expect("a login")
}

/// A token posted by the browser that started [`login`].
pub fn bound(token: String) -> BoundLaunch {
    let secret = entropy().take_token().expect("fixed randomness");
    UnverifiedLaunch::new(token, login().pending.state().clone())
        .with_secret(&secret)
        .expect("the browser of the login")
}

/// The tool that every fuzzed answer belongs to.
pub fn tool() -> Arc<ToolRegistration> {
    let address = |text| HttpUrl::parse(text).expect("an address");
    let client = ClientId::new("tool").expect("a client");
    let (login, launch) = (address("https://tool.example/login"), address("https://tool.example/launch"));
    let tool = ToolRegistration::new(client, login, launch).expect("a tool");
    Arc::new(tool.with_deployment(DeploymentId::new("d1").expect("a deployment")))
}

/// How every fuzzed answer is judged.
pub fn policy() -> SelectionPolicy {
    let issuer = Issuer::new("https://lms.example").expect("an issuer");
    let platform = PlatformSettings::new(issuer).expect("settings");
    SelectionPolicy::new(platform, HttpUrl::parse("https://lms.example/chosen").expect("an address"))
}

/// A request for everything but images.
pub fn pending(data: SelectionData, session: SessionId) -> PendingSelection {
    let stored = r#"{"client_id":"tool","deployment_id":"d1","types":["link","ltiResourceLink",
        "file","html","ltiAssetProcessor","urn:vendor:item"],"multiple":true,"line_items":false,
        "media_types":"application/*","expires":1700003600}"#;
    PendingSelection::from_stored(data, session, stored).expect("a request")
}

/// Bytes as tokens write them.
pub fn base64url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let padded = [chunk[0], *chunk.get(1).unwrap_or(&0), *chunk.get(2).unwrap_or(&0)];
        let word = u32::from_be_bytes([0, padded[0], padded[1], padded[2]]);
        for position in 0..=chunk.len() {
            let index = (word >> (18 - 6 * position)) & 63;
            text.push(char::from(ALPHABET[index as usize]));
        }
    }
    text
}

fn entropy() -> Entropy {
    Entropy::new([7; Entropy::BYTES])
}
