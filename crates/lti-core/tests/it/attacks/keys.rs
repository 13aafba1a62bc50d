//! Cases 7 to 11: keys that are unknown, foreign, ambiguous or weak.

use edu_jose::{Algorithm, Algorithms, Jwk, JwksLimits, KeyId, KeySet, Sign as _};
use edu_jose_aws_lc::AwsLcSigner;
use edu_jose_ring::Ring;
use edu_json::ToJson as _;
use lti_core::{Fault, LtiTool, ToolSettings};

use crate::launch::{
    Counting, KEY, OTHER_KEY, Token, Tool, assert_error, begin, begin_with, deliver, deployments,
    encode, keys, launch, memory, message_form, post, registration, registration_of, signed, tool,
    tool_for, tool_with, unkeyed, verdict,
};

fn counting_tool() -> LtiTool<Counting, Ring> {
    let backend = Counting::new(unkeyed(), keys(&[&*KEY]));
    LtiTool::new(backend, Ring, ToolSettings::new())
}

/// A tool whose platform publishes this key set.
fn tool_reading(document: &str, algorithms: Algorithms) -> Tool {
    let (set, _) = KeySet::parse(document.as_bytes(), &JwksLimits::DEFAULT).unwrap();
    let registration = registration().with_algorithms(algorithms);
    tool_with(memory(registration, set), ToolSettings::new())
}

#[test]
fn case_07_ten_thousand_unknown_keys_without_a_login_ask_for_no_keys() {
    let tool = counting_tool();
    let login = begin(&tool);
    assert!(deliver(&tool, &login, &Token::resource_link().seal(&login.nonce)).is_ok());
    assert_eq!(tool.backend().asked(), (1, 0));
    let payload = "{}";
    for number in 0..10_000 {
        let header = format!(r#"{{"alg":"RS256","kid":"flood-{number}"}}"#);
        let token = format!(
            "{}.{}.AAAA",
            encode(header.as_bytes()),
            encode(payload.as_bytes())
        );
        // The login was used: nothing of the token is looked at.
        let result = deliver(&tool, &login, &token);
        assert_error(result, "lti.state.used", Fault::State);
    }
    assert_eq!(tool.backend().asked(), (0, 0));
}

#[test]
fn case_07_an_unknown_key_asks_for_newer_keys_once_a_launch() {
    // How often the platform is really asked is for the host's key cache to bound; the tool
    // asks it at most once a launch, and only for a browser that holds a login.
    let tool = counting_tool();
    for number in 0..20 {
        let token = Token::resource_link().header("kid", format!("flood-{number}"));
        let error = launch(&tool, &token).unwrap_err();
        assert_eq!(
            (error.code(), error.fault()),
            ("jose.key.unknown", Fault::Key)
        );
        assert!(error.is_retryable());
        assert_eq!(tool.backend().asked(), (1, 1));
    }
}

#[test]
fn case_07_a_known_key_asks_for_no_newer_keys_even_when_its_signature_fails() {
    let tool = counting_tool();
    let token = Token::resource_link().forged_by(&OTHER_KEY);
    let error = launch(&tool, &token).unwrap_err();
    assert_eq!(error.code(), "jose.signature");
    assert!(!error.is_retryable());
    assert_eq!(tool.backend().asked(), (1, 0));
}

#[test]
fn case_08_a_key_of_another_registration_signs_nothing_here() {
    let other = "https://other.example";
    let backend = memory(registration(), keys(&[&*KEY]));
    let theirs = registration_of(other, "client-2").with_keys(keys(&[&*OTHER_KEY]));
    backend.register(theirs, deployments());
    let tool = tool_with(backend, ToolSettings::new());
    let token = Token::resource_link().signed_by(&OTHER_KEY);
    assert_error(launch(&tool, &token), "jose.key.unknown", Fault::Key);
    // Under the key id of the platform that is attacked.
    let token = Token::resource_link().forged_by(&OTHER_KEY);
    assert_error(launch(&tool, &token), "jose.signature", Fault::Signature);
}

#[test]
fn case_08_two_clients_of_one_issuer_do_not_share_keys() {
    let backend = memory(registration(), keys(&[&*KEY]));
    let second = registration_of(registration().issuer().as_str(), "client-2");
    backend.register(second.with_keys(keys(&[&*OTHER_KEY])), deployments());
    let tool = tool_with(backend, ToolSettings::new());
    let login = begin(&tool);
    let token = Token::resource_link().signed_by(&OTHER_KEY);
    let result = deliver(&tool, &login, &token.seal(&login.nonce));
    assert_error(result, "jose.key.unknown", Fault::Key);
}

#[test]
fn case_09_two_keys_of_one_id_and_type_are_ambiguous() {
    let twin = Jwk::of_signer(&*OTHER_KEY).with_key_id(KEY.key_id().unwrap().clone());
    let set = KeySet::from_keys([Jwk::of_signer(&*KEY), twin]);
    let tool = tool_reading(&set.to_json_string(), Algorithms::default());
    let honest = Token::resource_link();
    assert_error(launch(&tool, &honest), "jose.key.ambiguous", Fault::Key);
    let forged = Token::resource_link().forged_by(&OTHER_KEY);
    assert_error(launch(&tool, &forged), "jose.key.ambiguous", Fault::Key);
}

#[test]
fn case_09_a_second_key_of_another_type_does_not_count() {
    let id = KeyId::new("platform").unwrap();
    let attacker = AwsLcSigner::generate(Algorithm::Es256).unwrap();
    let attacker = attacker.with_key_id(id);
    let set = KeySet::from_keys([Jwk::of_signer(&attacker), Jwk::of_signer(&*KEY)]);
    let tool = tool_reading(&set.to_json_string(), Algorithms::default());
    assert!(launch(&tool, &Token::resource_link()).is_ok());
    let login = begin(&tool);
    let header = br#"{"alg":"ES256","kid":"platform"}"#;
    let result = deliver(&tool, &login, &signed(header, "{}", &attacker));
    assert_error(result, "jose.alg.not_allowed", Fault::Unsupported);
}

#[test]
fn case_10_a_token_signed_by_the_tool_itself_is_refused() {
    // Here the other key is the tool's own.
    let token = Token::resource_link().signed_by(&OTHER_KEY);
    assert_error(launch(&tool(), &token), "jose.key.unknown", Fault::Key);
    let token = Token::resource_link().forged_by(&OTHER_KEY);
    assert_error(launch(&tool(), &token), "jose.signature", Fault::Signature);
}

#[test]
fn case_11_weak_keys_check_no_signature() {
    let odd = |bytes: usize| vec![0xFF; bytes];
    let mut even = odd(256);
    even[255] = 0xFE;
    let weak: [(&str, Vec<u8>, &[u8]); 8] = [
        ("512 bits", odd(64), &[1, 0, 1]),
        ("1024 bits", odd(128), &[1, 0, 1]),
        (
            "2040 bits behind zeros",
            [vec![0; 1], odd(255)].concat(),
            &[1, 0, 1],
        ),
        ("more than 8192 bits", odd(1025), &[1, 0, 1]),
        ("even modulus", even, &[1, 0, 1]),
        ("exponent 1", odd(256), &[1]),
        ("exponent 65536", odd(256), &[1, 0, 0]),
        ("exponent of 41 bits", odd(256), &[1, 0, 0, 0, 0, 1]),
    ];
    for (what, modulus, exponent) in weak {
        let (n, e) = (encode(&modulus), encode(exponent));
        let document =
            format!(r#"{{"keys":[{{"kty":"RSA","kid":"platform","n":"{n}","e":"{e}"}}]}}"#);
        let tool = tool_reading(&document, Algorithms::default());
        let error = launch(&tool, &Token::resource_link()).unwrap_err();
        assert_eq!(
            (error.code(), error.fault()),
            ("jose.key.weak", Fault::Key),
            "{what}"
        );
    }
}

#[test]
fn a_token_without_key_id_is_refused_unless_the_registration_has_one_key() {
    let token = Token::resource_link().header("kid", serde_json::Value::Null);
    assert_error(launch(&tool(), &token), "jose.kid.missing", Fault::Key);
    let sole = tool_for(registration().lenient_sole_key());
    assert!(launch(&sole, &token).is_ok());
    let two = memory(
        registration().lenient_sole_key(),
        keys(&[&*KEY, &*OTHER_KEY]),
    );
    let two = tool_with(two, ToolSettings::new());
    assert_error(launch(&two, &token), "jose.kid.missing", Fault::Key);
}

#[test]
fn other_algorithms_of_the_standard_are_accepted_where_the_registration_says_so() {
    let signer = AwsLcSigner::generate(Algorithm::Es256).unwrap();
    let algorithms = Algorithms::only(Algorithm::Es256);
    let backend = memory(registration().with_algorithms(algorithms), keys(&[&signer]));
    let tool = tool_with(backend, ToolSettings::new());
    let login = begin_with(&tool, crate::launch::INITIATION);
    let payload = Token::resource_link().seal(&login.nonce);
    let payload = payload.split('.').nth(1).unwrap();
    let id = signer.key_id().unwrap().as_str();
    let head = encode(format!(r#"{{"alg":"ES256","kid":"{id}"}}"#).as_bytes());
    let signature = signer.sign(format!("{head}.{payload}").as_bytes()).unwrap();
    let token = format!("{head}.{payload}.{}", encode(&signature));
    let form = message_form(&login.state, &token);
    assert!(verdict(post(&tool, &[&login.cookie], &form)).is_ok());
    // RS256 is then no longer taken.
    let result = launch(&tool, &Token::resource_link());
    assert_error(result, "jose.alg.not_allowed", Fault::Unsupported);
}
