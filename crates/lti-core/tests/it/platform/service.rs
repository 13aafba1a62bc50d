//! The platform's addresses: keys, tokens, methods, paths.

use edu_http::{Body, Caller, collect};
use edu_jose::{
    Algorithm, Algorithms, Compact, Jwk, JwksLimits, JwsLimits, KeyId, KeySet, PublicKey, Sign,
    SignError,
};
use edu_jose_ring::Ring;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE};
use http::{Method, Request, StatusCode};
use lti_core::{LtiPlatform, MemoryPlatform, PlatformError, PlatformSettings, claim};

use super::{
    ADA, Ask, CLIENT, DEPLOYMENT, ISSUER, KEY, Lms, NOW, Page, REDIRECT, at, begin, call, caller,
    generated, lms, moment, mount, request, settings, tool,
};

/// The claims of the token in a page, after its signature was checked.
pub(super) fn claims_of(lms: &Lms, page: &Page) -> serde_json::Value {
    let token = page.field("id_token").unwrap();
    let compact = Compact::parse(token, &JwsLimits::DEFAULT).unwrap();
    let keys = lms.key_set();
    let payload = compact.verify(&keys, Algorithms::default(), &Ring).unwrap();
    serde_json::from_slice(payload.as_slice()).unwrap()
}

#[test]
fn a_token_is_the_tools_own_and_short_lived() {
    let lms = lms();
    let page = Ask::new(&begin(&lms)).send_at(&lms, &caller(ADA), NOW + 100);
    let claims = claims_of(&lms, &page);
    assert_eq!(claims["iss"], ISSUER);
    assert_eq!(claims["aud"], CLIENT);
    assert_eq!(claims["nonce"], "nonce-1");
    assert_eq!(claims["iat"], NOW + 100);
    assert_eq!(claims["exp"], NOW + 400);
    assert_eq!(claims[claim::VERSION], "1.3.0");
    assert_eq!(claims[claim::MESSAGE_TYPE], "LtiResourceLinkRequest");
    assert_eq!(claims[claim::DEPLOYMENT_ID], DEPLOYMENT);
    assert_eq!(claims[claim::TARGET_LINK_URI], REDIRECT);
    let compact = Compact::parse(page.field("id_token").unwrap(), &JwsLimits::DEFAULT).unwrap();
    assert_eq!(
        compact.header().key_id.as_ref().unwrap().as_str(),
        "current"
    );
    assert_eq!(compact.header().typ.as_deref(), Some("JWT"));
}

/// A signer without a name, or one that fails.
struct Odd {
    fails: bool,
}

impl Sign for Odd {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Rs256
    }

    fn key_id(&self) -> Option<&KeyId> {
        None
    }

    fn public_key(&self) -> &PublicKey {
        KEY.public_key()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        if self.fails {
            return Err(SignError::Failed);
        }
        KEY.sign(message)
    }
}

fn page_signed_by(signer: Odd) -> (Page, KeySet) {
    let backend = MemoryPlatform::new();
    backend.register(tool(CLIENT));
    let lms = LtiPlatform::new(backend, signer, settings(), mount());
    let login = pollster::block_on(lms.begin(&caller(ADA), request(), moment(NOW))).unwrap();
    let asked = Ask::new(&login).get();
    let reply = pollster::block_on(lms.authorize(&caller(ADA), &at(NOW), asked));
    (Page::of(reply), lms.key_set())
}

#[test]
fn a_key_without_a_name_is_named_by_its_thumbprint() {
    let (page, keys) = page_signed_by(Odd { fails: false });
    let token = page.field("id_token").unwrap();
    let compact = Compact::parse(token, &JwsLimits::DEFAULT).unwrap();
    let named = compact.header().key_id.clone();
    assert_eq!(named, Some(KEY.public_key().thumbprint()));
    assert!(compact.verify(&keys, Algorithms::default(), &Ring).is_ok());
}

#[test]
fn a_signer_that_fails_is_told_as_the_platforms_own_fault() {
    let (page, _) = page_signed_by(Odd { fails: true });
    assert_eq!(page.error(), Some("server_error"));
    assert_eq!(page.field("state"), Some("state-1"));
}

fn keys(lms: &Lms, method: Method) -> http::Response<Body> {
    let builder = Request::builder().method(method).uri("/lti/jwks");
    call(
        lms,
        &Caller::anonymous(),
        NOW,
        builder.body(Body::empty()).unwrap(),
    )
}

#[test]
fn the_key_set_holds_the_current_key_and_the_next() {
    let next = generated("next");
    let lms = lms().with_published_key(Jwk::of_signer(&next)).unwrap();
    let response = keys(&lms, Method::GET);
    assert_eq!(response.status(), StatusCode::OK);
    let kept = PlatformSettings::KEYS_MAX_AGE.as_secs();
    let kept = format!("public, max-age={kept}");
    assert_eq!(response.headers()[CACHE_CONTROL], kept.as_str());
    assert_eq!(response.headers()[CONTENT_TYPE], "application/json");
    let bytes = pollster::block_on(collect(response.into_body(), 65536)).unwrap();
    let (set, report) = KeySet::parse(&bytes, &JwksLimits::DEFAULT).unwrap();
    assert!(report.is_empty());
    let ids = set.keys().iter().map(|key| key.key_id().unwrap().as_str());
    assert_eq!(ids.collect::<Vec<_>>(), ["current", "next"]);
    assert_eq!(keys(&lms, Method::HEAD).status(), StatusCode::OK);
}

#[test]
fn the_next_key_does_not_sign_yet() {
    let next = generated("next");
    let lms = lms().with_published_key(Jwk::of_signer(&next)).unwrap();
    let page = Ask::new(&begin(&lms)).send(&lms, &caller(ADA));
    let compact = Compact::parse(page.field("id_token").unwrap(), &JwsLimits::DEFAULT).unwrap();
    assert_eq!(
        compact.header().key_id.as_ref().unwrap().as_str(),
        "current"
    );
}

#[test]
fn other_methods_are_refused_by_name() {
    let lms = lms();
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS] {
        let response = keys(&lms, method.clone());
        assert_eq!(
            response.status(),
            StatusCode::METHOD_NOT_ALLOWED,
            "{method}"
        );
        assert_eq!(response.headers()[ALLOW], "GET, HEAD");
        let carried = response.extensions().get::<PlatformError>().unwrap();
        assert_eq!(carried.code(), "lti.request.method");
    }
    for method in [Method::PUT, Method::DELETE, Method::HEAD, Method::OPTIONS] {
        let mut asked = Ask::new(&begin(&lms)).get();
        *asked.method_mut() = method.clone();
        let response = call(&lms, &caller(ADA), NOW, asked);
        assert_eq!(
            response.status(),
            StatusCode::METHOD_NOT_ALLOWED,
            "{method}"
        );
        assert_eq!(response.headers()[ALLOW], "GET, POST");
    }
}

#[test]
fn nothing_else_lives_below_the_mount() {
    let lms = lms();
    for path in [
        "/lti",
        "/lti/",
        "/lti/authorize/",
        "/lti/Authorize",
        "/lti/jwks/x",
        "/lti/%61uthorize",
        "/lti/../lti/jwks",
        "/lti//jwks",
        "/authorize",
        "/jwks",
        "/ltiX/jwks",
    ] {
        let asked = Request::get(path).body(Body::empty()).unwrap();
        let response = call(&lms, &caller(ADA), NOW, asked);
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn a_post_must_be_a_form_of_bounded_size() {
    let lms = lms();
    let ask = Ask::new(&begin(&lms));
    for media_type in ["application/json", "text/plain", "multipart/form-data"] {
        let mut asked = ask.post();
        let value = media_type.parse().unwrap();
        asked.headers_mut().insert(CONTENT_TYPE, value);
        let page = Page::of(call(&lms, &caller(ADA), NOW, asked));
        assert!(page.stays_with("lti.request.form"), "{media_type}");
    }
    let huge = Ask(ask.0.clone()).with("padding", &"x".repeat(200_000));
    let page = Page::of(call(&lms, &caller(ADA), NOW, huge.post()));
    assert!(page.stays_with("lti.request.form"));
    let malformed = Request::get("/lti/authorize?client_id=%zz");
    let malformed = malformed.body(Body::empty()).unwrap();
    let page = Page::of(call(&lms, &caller(ADA), NOW, malformed));
    assert!(page.stays_with("lti.request.form"));
    assert_eq!(ask.send(&lms, &caller(ADA)).error(), None);
}

#[test]
fn a_post_is_not_read_from_its_query() {
    let lms = lms();
    let ask = Ask::new(&begin(&lms));
    let mut asked = ask.get();
    *asked.method_mut() = Method::POST;
    let form = "application/x-www-form-urlencoded".parse().unwrap();
    asked.headers_mut().insert(CONTENT_TYPE, form);
    let page = Page::of(call(&lms, &caller(ADA), NOW, asked));
    assert!(page.stays_with("lti.request.form"));
}

#[test]
fn addresses_for_tools_are_public_ones() {
    let lms = lms();
    let endpoint = lms.authorization_endpoint();
    assert_eq!(endpoint, "https://lms.example/lti/authorize");
    assert_eq!(lms.key_set_url(), "https://lms.example/lti/jwks");
}
