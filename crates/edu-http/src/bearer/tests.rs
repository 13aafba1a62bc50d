use super::*;
use crate::{ClientIdText, Entropy, Scopes, TenantId, collect};

const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);

/// Knows one token; fails for another.
struct Known;

impl BearerTokens for Known {
    async fn caller(&self, token: &str, now: &Timestamp) -> Result<Caller, BearerError> {
        assert_eq!(*now, NOW);
        match token {
            "good" => Ok(Caller::anonymous()
                .with_client(ClientIdText::new("tool-1").unwrap())
                .with_scopes(Scopes::parse("a").unwrap())),
            "down" => Err(BearerError::Unavailable),
            _ => Err(BearerError::invalid_by("x.y", "of another platform")),
        }
    }
}

/// Says who calls.
struct Who;

impl Service for Who {
    async fn call<B>(&self, caller: Caller, _: Moment, _: Request<B>) -> Response<Body>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let client = caller.client().map_or("", ClientIdText::as_str);
        let tenant = caller.tenant().map_or("", TenantId::as_str);
        Reply::text(
            StatusCode::OK,
            format!("{client} {tenant} {}", caller.scopes()),
        )
        .into()
    }
}

fn call(sent: &[&str]) -> Response<Body> {
    let mut request = Request::new(Body::empty());
    for value in sent {
        let value = HeaderValue::from_str(value).unwrap();
        request.headers_mut().append(AUTHORIZATION, value);
    }
    let caller = Caller::anonymous().with_tenant(TenantId::new("north").unwrap());
    let moment = Moment::new(NOW, Entropy::new([0; Entropy::BYTES]));
    pollster::block_on(Bearer::new(&Known, Arc::new(Who)).call(caller, moment, request))
}

fn text(response: Response<Body>) -> String {
    let body = pollster::block_on(collect(response.into_body(), 1000)).unwrap();
    String::from_utf8(body.to_vec()).unwrap()
}

fn refused(sent: &[&str], status: u16, challenge: Option<&str>) -> BearerError {
    let response = call(sent);
    assert_eq!(response.status(), status, "{sent:?}");
    let found = response.headers().get(WWW_AUTHENTICATE);
    assert_eq!(
        found.map(|found| found.to_str().unwrap()),
        challenge,
        "{sent:?}"
    );
    assert_eq!(response.headers()["cache-control"], "no-store");
    response.extensions().get::<BearerError>().unwrap().clone()
}

#[test]
fn a_request_without_a_token_is_challenged_without_an_error() {
    for sent in [&[][..], &["Basic Z29vZA=="], &["good"], &["Bearerx good"]] {
        assert_eq!(refused(sent, 401, Some("Bearer")), BearerError::Missing);
    }
}

#[test]
fn a_token_that_is_not_valid_is_refused_and_does_not_learn_why() {
    let error = refused(&["Bearer bad"], 401, Some("Bearer error=\"invalid_token\""));
    assert_eq!(error.code(), "x.y");
    assert!(!text(call(&["Bearer bad"])).contains("platform"));
}

#[test]
fn a_header_that_cannot_be_read_is_refused() {
    let long = format!("Bearer {}", "a".repeat(MAX_TOKEN_BYTES + 1));
    for sent in [
        &["Bearer good", "Bearer good"][..],
        &["Bearer good", "Basic Z29vZA=="],
        &["Bearer"],
        &["Bearer "],
        &["Bearer good good"],
        &["Bearer good,"],
        &["Bearer go=od"],
        &["Bearer \"good\""],
        &[&long],
    ] {
        let challenge = Some("Bearer error=\"invalid_request\"");
        assert_eq!(refused(sent, 400, challenge), BearerError::Malformed);
    }
}

#[test]
fn a_host_that_cannot_tell_says_so() {
    assert_eq!(
        refused(&["Bearer down"], 503, None),
        BearerError::Unavailable
    );
}

#[test]
fn the_holder_of_a_token_calls_in_the_tenant_of_the_host() {
    for sent in ["Bearer good", "bearer  good", "BEARER good"] {
        let response = call(&[sent]);
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(text(response), "tool-1 north a");
    }
}
