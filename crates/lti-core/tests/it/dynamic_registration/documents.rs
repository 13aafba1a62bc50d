//! What stands on the wire: both doors, what is kept, what is refused.

use edu_json::ToJson as _;
use edu_types::{Limits, Profile};
use lti_core::dynamic_registration::{PlatformConfiguration, ToolConfiguration};

const TOOL: &str = r#"{"application_type":"web","response_types":["id_token"],"grant_types":["implicit","client_credentials"],
"initiate_login_uri":"https://tool.example/login","redirect_uris":["https://tool.example/launch"],"client_name":"Quiz","client_name#de":"Test",
"jwks_uri":"https://tool.example/jwks","logo_uri":"https://tool.example/logo","client_uri":"https://tool.example/","policy_uri":"https://tool.example/p",
"tos_uri":"https://tool.example/t","contacts":["canary@example.org"],"token_endpoint_auth_method":"private_key_jwt","scope":"a b",
"client_id":"c","registration_client_uri":"https://lms.example/r/c","registration_access_token":"canary",
"https://purl.imsglobal.org/spec/lti-tool-configuration":{"domain":"tool.example","secondary_domains":["b.example"],"deployment_id":"d",
"target_link_uri":"https://tool.example/launch","custom_parameters":{"a":"canary"},"description":"D","claims":["sub"],
"messages":[{"type":"LtiDeepLinkingRequest","target_link_uri":"https://tool.example/dl","label":"L","label#de":"M","icon_uri":"https://tool.example/i",
"custom_parameters":{"b":"c"},"placements":["ContentArea"],"roles":["r"],"supported_types":["html"],"supported_media_types":["*/*"],
"https://canvas.instructure.com/lti/visibility":"admins"}],"https://canvas.instructure.com/lti/vendor":"V"},"vendor":1.50}"#;

#[test]
fn a_tools_registration_keeps_everything_it_came_with() {
    let profile = Profile::strict();
    let read = ToolConfiguration::from_slice(TOOL.as_bytes(), &profile, &Limits::DEFAULT).unwrap();
    assert!(read.report.is_empty(), "{}", read.report);
    let source: serde_json::Value = serde_json::from_str(TOOL).unwrap();
    assert_eq!(serde_json::to_value(&read.value).unwrap(), source);
    assert_eq!(
        serde_json::from_str::<ToolConfiguration>(TOOL).unwrap(),
        read.value
    );
    let shown = format!("{:?}", read.value);
    assert!(!shown.contains("canary"), "{shown}");
}

#[test]
fn odd_members_refuse_a_strict_reader_and_are_kept_by_a_lenient_one() {
    for odd in [
        r#"{"redirect_uris":"https://tool.example/"}"#,
        r#"{"redirect_uris":[7]}"#,
        r#"{"client_name":7}"#,
        r#"{"client_id":""}"#,
        r#"{"grant_types":[null]}"#,
        r#"{"contacts":{}}"#,
    ] {
        let strict =
            ToolConfiguration::from_slice(odd.as_bytes(), &Profile::strict(), &Limits::DEFAULT);
        assert!(strict.is_err(), "{odd}");
        assert!(
            serde_json::from_str::<ToolConfiguration>(odd).is_err(),
            "{odd}"
        );
        let lenient =
            ToolConfiguration::from_slice(odd.as_bytes(), &Profile::lenient(), &Limits::DEFAULT);
        assert_eq!(lenient.unwrap().value.to_json_string(), odd);
    }
}

#[test]
fn a_section_under_its_own_name_goes_before_one_between_spaces() {
    const NAME: &str = "https://purl.imsglobal.org/spec/lti-tool-configuration";
    let read = |text: &str| {
        ToolConfiguration::from_slice(text.as_bytes(), &Profile::strict(), &Limits::DEFAULT)
            .unwrap()
    };
    let both = read(&format!(
        r#"{{"{NAME} ":{{"domain":"a"}},"{NAME}":{{"domain":"b"}}}}"#
    ));
    assert_eq!(both.value.lti.unwrap().domain.as_deref(), Some("b"));
    assert_eq!(both.value.extra.len(), 1);
    let padded = read(&format!(r#"{{" {NAME} ":{{"domain":"a"}}}}"#));
    assert_eq!(
        padded.report.findings()[0].code,
        "lti.registration.padded_name"
    );
    assert_eq!(
        padded.value.to_json_string(),
        format!(r#"{{"{NAME}":{{"domain":"a"}}}}"#)
    );
    let none = read(&format!(r#"{{"{NAME}":null}}"#));
    assert!(none.value.lti.is_none());
}

#[test]
fn a_platforms_configuration_needs_its_addresses() {
    let whole = r#"{"issuer":"https://lms.example","authorization_endpoint":"a","token_endpoint":"b","jwks_uri":"c","registration_endpoint":"d"}"#;
    let read: PlatformConfiguration = serde_json::from_str(whole).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), whole);
    for name in [
        "issuer",
        "authorization_endpoint",
        "token_endpoint",
        "jwks_uri",
        "registration_endpoint",
    ] {
        let text = whole.replace(&format!("\"{name}\""), "\"other\"");
        let lenient = Profile::lenient();
        let refused =
            PlatformConfiguration::from_slice(text.as_bytes(), &lenient, &Limits::DEFAULT);
        assert_eq!(
            refused.unwrap_err().first().unwrap().code,
            "lti.registration.missing"
        );
    }
}
