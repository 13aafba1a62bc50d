//! Cases 1 to 6 and 12 to 17: tokens whose form or header is the attack.

use edu_jose::{Algorithm, Algorithms, Sign as _};
use lti_core::{Fault, LtiTool, ToolSettings, claim};
use serde_json::{Value, json};

use crate::launch::{
    Counting, KEY, NeverVerify, Token, assert_accepted, assert_error, assert_refused, begin,
    deliver, encode, keys, launch, registration, signed, tool, tool_for, unkeyed,
};

/// The token is refused before its signature is looked at, and without asking for newer keys.
#[track_caller]
fn assert_refused_unseen(token: impl FnOnce(&str) -> String, code: &str, fault: Fault) {
    let backend = Counting::new(unkeyed(), keys(&[&*KEY]));
    let tool = LtiTool::new(backend, NeverVerify, ToolSettings::new());
    let login = begin(&tool);
    assert_error(deliver(&tool, &login, &token(&login.nonce)), code, fault);
    let (asked, for_newer) = tool.backend().asked();
    assert!(asked <= 1 && for_newer == 0);
}

#[track_caller]
fn assert_header_refused(name: &str, value: impl Into<Value>, code: &str, fault: Fault) {
    let token = Token::resource_link().header(name, value);
    assert_refused_unseen(|nonce| token.seal(nonce), code, fault);
}

/// The segments of a valid token, put together anew.
#[track_caller]
fn assert_rearranged_refused(rearrange: fn([&str; 3]) -> String, code: &str) {
    let rearranged = |nonce: &str| {
        let token = Token::resource_link().seal(nonce);
        let segments: Vec<_> = token.split('.').collect();
        rearrange(segments.try_into().unwrap())
    };
    assert_refused_unseen(rearranged, code, Fault::Malformed);
}

#[test]
fn case_01_a_token_without_signature_is_refused_in_every_spelling() {
    for name in ["none", "None", "NONE", "nOnE"] {
        let token = Token::resource_link().header("alg", name);
        let unsigned = |nonce: &str| {
            let token = token.seal(nonce);
            let (signed, _) = token.rsplit_once('.').unwrap();
            format!("{signed}.")
        };
        assert_refused_unseen(unsigned, "jose.alg.refused", Fault::Unsupported);
        // The same with a signature that would hold.
        assert_header_refused("alg", name, "jose.alg.refused", Fault::Unsupported);
    }
}

#[test]
fn case_01_an_honest_header_with_an_empty_signature_is_refused() {
    assert_rearranged_refused(
        |[header, payload, _]| format!("{header}.{payload}."),
        "jose.segments",
    );
}

#[test]
fn case_02_a_public_key_never_serves_as_a_symmetric_secret() {
    // HMAC has no value in `Algorithm`: whatever bytes of the key served as the secret, the
    // header alone is refused and no MAC is ever computed.
    for name in ["HS256", "HS384", "HS512"] {
        assert_header_refused("alg", name, "jose.alg.refused", Fault::Unsupported);
    }
}

#[test]
fn case_03_a_header_that_names_another_algorithm_than_the_signature_is_refused() {
    assert_header_refused("alg", "PS256", "jose.alg.refused", Fault::Unsupported);
    assert_header_refused("alg", "ES256", "jose.alg.not_allowed", Fault::Unsupported);
    assert_header_refused("alg", "RS384", "jose.alg.not_allowed", Fault::Unsupported);
}

#[test]
fn case_03_a_key_bound_to_one_algorithm_checks_no_other() {
    let algorithms = Algorithms::default()
        .with(Algorithm::Es256)
        .with(Algorithm::Rs384);
    let tool = tool_for(registration().with_algorithms(algorithms));
    for name in ["ES256", "RS384"] {
        let token = Token::resource_link().header("alg", name);
        assert_error(launch(&tool, &token), "jose.key.unfit", Fault::Key);
    }
}

#[test]
fn case_03_algorithms_are_read_by_case_and_must_be_text() {
    for name in ["rs256", "RS256 ", "", "EdDSA"] {
        assert_header_refused("alg", name, "jose.alg.refused", Fault::Unsupported);
    }
    assert_header_refused("alg", Value::Null, "jose.alg.missing", Fault::Unsupported);
    assert_header_refused("alg", 256, "jose.header.type", Fault::Malformed);
}

#[test]
fn case_04_a_key_inside_the_header_is_refused() {
    // The list lets the member be ignored, so that the signature fails; it is refused outright,
    // also where the signature would hold: no honest platform sends it.
    let jwk = json!({"kty": "RSA", "n": encode(&[255; 256]), "e": "AQAB"});
    assert_header_refused("jwk", jwk, "jose.header.key_material", Fault::Malformed);
}

#[test]
fn case_05_addresses_of_keys_in_the_header_are_refused_and_nothing_is_fetched() {
    for address in [
        "https://evil.example/keys",
        "http://169.254.169.254/latest/meta-data/",
    ] {
        for member in ["jku", "x5u"] {
            assert_header_refused(
                member,
                address,
                "jose.header.key_material",
                Fault::Malformed,
            );
        }
    }
    let chain = json!(["MIIB"]);
    assert_header_refused("x5c", chain, "jose.header.key_material", Fault::Malformed);
}

#[test]
fn case_06_key_ids_that_are_no_ids_are_refused_before_any_look_up() {
    assert_header_refused("kid", "a\0b", "jose.kid.invalid", Fault::Key);
    assert_header_refused("kid", "a\nb", "jose.kid.invalid", Fault::Key);
    assert_header_refused("kid", "", "jose.kid.invalid", Fault::Key);
    assert_header_refused("kid", "k".repeat(256), "jose.kid.invalid", Fault::Key);
    for value in [json!(7), json!(["platform"]), json!({"kid": "platform"})] {
        assert_header_refused("kid", value, "jose.kid.invalid", Fault::Key);
    }
    // A header of 10 kB is over its own limit before any member is read.
    let endless = "k".repeat(10_000);
    assert_header_refused("kid", endless, "jose.size", Fault::Malformed);
}

#[test]
fn case_06_paths_and_queries_as_key_ids_are_names_that_no_key_has() {
    for name in ["../../etc/passwd", "platform' OR '1'='1", "PLATFORM"] {
        let token = Token::resource_link().header("kid", name);
        assert_refused(&token, "jose.key.unknown", Fault::Key);
    }
}

#[test]
fn case_12_every_altered_half_of_a_token_fails_its_signature() {
    let tool = tool();
    for other in [0, 2] {
        let login = begin(&tool);
        let honest = Token::resource_link().seal(&login.nonce);
        let altered = Token::resource_link().with("sub", "user-2");
        let altered = altered.seal(&login.nonce);
        let mut segments: Vec<_> = honest.split('.').collect();
        segments[1] = altered.split('.').nth(1).unwrap();
        segments[other] = honest.split('.').nth(other).unwrap();
        let result = deliver(&tool, &login, &segments.join("."));
        assert_error(result, "jose.signature", Fault::Signature);
    }
}

#[test]
fn case_12_a_signature_with_one_bit_flipped_is_refused() {
    let tool = tool();
    for place in [0, 100, 255] {
        let login = begin(&tool);
        let token = Token::resource_link().seal(&login.nonce);
        let (text, _) = token.rsplit_once('.').unwrap();
        let mut signature = KEY.sign(text.as_bytes()).unwrap();
        signature[place] ^= 1;
        let result = deliver(&tool, &login, &format!("{text}.{}", encode(&signature)));
        assert_error(result, "jose.signature", Fault::Signature);
    }
}

#[test]
fn case_12_a_signature_of_another_length_is_refused() {
    let tool = tool();
    for length in [1, 255, 257] {
        let login = begin(&tool);
        let token = Token::resource_link().seal(&login.nonce);
        let (text, _) = token.rsplit_once('.').unwrap();
        let mut signature = KEY.sign(text.as_bytes()).unwrap();
        signature.resize(length, 0);
        let result = deliver(&tool, &login, &format!("{text}.{}", encode(&signature)));
        assert_error(result, "jose.signature", Fault::Signature);
    }
}

#[test]
fn case_12_base64_that_is_not_canonical_is_refused() {
    assert_rearranged_refused(
        |[header, payload, signature]| format!("{header}.{payload}.{signature}=="),
        "jose.base64",
    );
    assert_rearranged_refused(
        |[header, payload, signature]| format!("{header}.{payload}.+{signature}"),
        "jose.base64",
    );
    // 256 bytes end in a character whose last four bits must be zero.
    assert_rearranged_refused(
        |[header, payload, signature]| {
            let (rest, last) = signature.split_at(signature.len() - 1);
            let bent = match last {
                "A" => "B",
                "Q" => "R",
                "g" => "h",
                "w" => "x",
                other => panic!("{other} was not canonical"),
            };
            format!("{header}.{payload}.{rest}{bent}")
        },
        "jose.base64",
    );
}

#[test]
fn case_13_a_token_has_exactly_three_segments() {
    assert_rearranged_refused(
        |[header, payload, _]| format!("{header}.{payload}"),
        "jose.segments",
    );
    assert_rearranged_refused(|[h, p, s]| format!("{h}.{p}.{s}.{s}"), "jose.segments");
    // Five segments are an encrypted token.
    assert_rearranged_refused(|[h, p, s]| format!("{h}.{s}.{s}.{p}.{s}"), "jose.segments");
    assert_rearranged_refused(|[_, p, s]| format!(".{p}.{s}"), "jose.segments");
    assert_rearranged_refused(|[h, _, s]| format!("{h}..{s}"), "jose.segments");
    assert_rearranged_refused(|_| "..".to_owned(), "jose.segments");
}

#[test]
fn case_13_white_space_inside_a_token_is_refused() {
    assert_rearranged_refused(|[h, p, s]| format!("{h}.{p}.{s}\n"), "jose.base64");
    assert_rearranged_refused(|[h, p, s]| format!(" {h}.{p}.{s}"), "jose.base64");
    assert_rearranged_refused(|[h, p, s]| format!("{h}. {p}.{s}"), "jose.base64");
}

#[test]
fn case_14_duplicate_members_are_refused() {
    let doubled: [fn(String) -> String; 4] = [
        |text| text.replacen('{', r#"{"aud":"evil","#, 1),
        |text| text.replacen('{', r#"{"sub":"user-2","#, 1),
        // Another spelling of the same name.
        |text| text.replacen('{', r#"{"\u0061ud":"evil","#, 1),
        // Deeper inside.
        |text| text.replacen(r#"{"id":"link-1""#, r#"{"id":"link-2","id":"link-1""#, 1),
    ];
    for payload in doubled {
        let token = Token::resource_link().rewritten(payload);
        assert_refused(&token, "json.duplicate", Fault::Malformed);
    }
}

#[test]
fn case_14_duplicate_header_members_are_refused() {
    let header = br#"{"alg":"none","alg":"RS256","kid":"platform"}"#;
    let forged = |_: &str| signed(header, "{}", &KEY);
    assert_refused_unseen(forged, "jose.header.duplicate", Fault::Malformed);
}

#[test]
fn case_15_header_extensions_are_refused() {
    let names = json!(["exp"]);
    assert_header_refused("crit", names, "jose.header.crit", Fault::Malformed);
    assert_header_refused("crit", json!([]), "jose.header.crit", Fault::Malformed);
    assert_header_refused("b64", false, "jose.header.b64", Fault::Malformed);
    assert_header_refused("b64", true, "jose.header.b64", Fault::Malformed);
    assert_header_refused("zip", "DEF", "jose.header.zip", Fault::Malformed);
}

#[test]
fn case_16_tokens_of_another_type_are_refused_by_their_header() {
    for typ in ["at+jwt", "secevent+jwt", "logout+jwt", "dpop+jwt", ""] {
        let code = "lti.unsupported.token_type";
        assert_header_refused("typ", typ, code, Fault::Unsupported);
    }
}

#[test]
fn case_16_type_jwt_in_any_case_and_no_type_are_accepted() {
    for typ in [json!("JWT"), json!("jwt"), Value::Null] {
        assert_accepted(&Token::resource_link().header("typ", typ), &[]);
    }
}

#[test]
fn case_16_other_messages_of_the_platform_are_no_launches() {
    // An access token or notice that carries no type: it answers no login.
    let notice = Token::resource_link()
        .without(claim::MESSAGE_TYPE)
        .without("sub")
        .with(
            claim::NOTICE,
            json!({"id": "n", "type": "LtiHelloWorldNotice"}),
        );
    assert_refused(&notice, "lti.claim.missing", Fault::Claim);
    let notice = Token::resource_link().with("nonce", "of the notice");
    assert_refused(&notice, "lti.nonce.differs", Fault::Nonce);
    let response = Token::resource_link().with(claim::MESSAGE_TYPE, "LtiDeepLinkingResponse");
    assert_refused(
        &response,
        "lti.unsupported.message_type",
        Fault::Unsupported,
    );
}

#[test]
fn case_17_a_token_one_byte_over_64_kib_is_refused_unseen() {
    let padded = |nonce: &str, length: usize| {
        let token = Token::resource_link().seal(nonce);
        format!("{token}{}", "A".repeat(length - token.len()))
    };
    let over = |nonce: &str| padded(nonce, 64 * 1024 + 1);
    assert_refused_unseen(over, "jose.size", Fault::Malformed);
    let tool = tool();
    let login = begin(&tool);
    let within = padded(&login.nonce, 64 * 1024);
    let error = deliver(&tool, &login, &within).unwrap_err();
    assert_ne!(error.code(), "jose.size");
}

#[test]
fn case_17_a_million_roles_are_refused_unseen() {
    let roles = vec!["Learner"; 1_000_000];
    let token = Token::resource_link().with(claim::ROLES, roles);
    let backend = Counting::new(unkeyed(), keys(&[&*KEY]));
    let tool = LtiTool::new(backend, NeverVerify, ToolSettings::new());
    // The form is too large before there is a token.
    let error = launch(&tool, &token).unwrap_err();
    assert_eq!(
        (error.code(), error.fault()),
        ("lti.malformed.form", Fault::Malformed)
    );
    assert_eq!(tool.backend().asked(), (0, 0));
}

#[test]
fn case_17_a_header_nested_a_thousand_deep_is_refused_unseen() {
    let header = format!(
        r#"{{"alg":"RS256","kid":"platform","deep":{}{}}}"#,
        "[".repeat(1000),
        "]".repeat(1000)
    );
    let nested = |_: &str| signed(header.as_bytes(), "{}", &KEY);
    assert_refused_unseen(nested, "jose.header.json", Fault::Malformed);
}

#[test]
fn case_17_claims_are_limited_in_depth_and_number() {
    // Claims are read after the signature only: an attacker cannot get this far.
    let deep: fn(String) -> String = |text| {
        let (open, close) = ("[".repeat(1000), "]".repeat(1000));
        text.replacen('{', &format!(r#"{{"deep":{open}{close},"#), 1)
    };
    let token = Token::resource_link().rewritten(deep);
    assert_refused(&token, "json.limit", Fault::Malformed);
    let token = Token::resource_link().with(claim::ROLES, vec!["a"; 10_000]);
    assert_refused(&token, "json.limit", Fault::Malformed);
    let wide: fn(String) -> String = |text| {
        let members: Vec<_> = (0..300).map(|n| format!(r#""m{n}":0"#)).collect();
        text.replacen('{', &format!("{{{},", members.join(",")), 1)
    };
    let token = Token::resource_link().rewritten(wide);
    assert_refused(&token, "json.limit", Fault::Malformed);
}
