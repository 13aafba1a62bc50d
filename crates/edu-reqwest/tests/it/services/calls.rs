//! Single calls: tokens renewed, services that are busy, and answers that are not taken.

use core::time::Duration;

use edu_http::BuildError;
use edu_reqwest::{FetchError, FetchPolicy, ServiceError};
use http::StatusCode;

use super::server::Server;
use super::{Ask, AskOpenly, READ, Said, Stray, WRITE, client, client_with, grant, limits, said};
use crate::platform::reply;

async fn call(server: &Server) -> Result<Said, ServiceError> {
    client()
        .call(&grant(server, &[READ]), &Ask, &server.url("/x?type_id=2"))
        .await
}

#[tokio::test]
async fn a_call_goes_to_its_address_with_a_token() {
    let server = Server::saying("hello").await;
    assert_eq!(call(&server).await, Ok(said("hello")));
    let calls = server.calls();
    assert_eq!(calls[0].path(), "/x/said?type_id=2");
    assert_eq!(calls[0].token(), Some("t-0"));
    assert!(calls[0].head.contains("accept: text/plain"));
}

#[tokio::test]
async fn a_call_that_was_not_granted_asks_nobody() {
    let server = Server::saying("hello").await;
    for scopes in [&[][..], &["https://lms.example/scope/other"]] {
        let refused = client()
            .call(&grant(&server, scopes), &Ask, &server.url("/x"))
            .await;
        assert_eq!(refused, Err(ServiceError::NotGranted));
    }
    assert!(server.tokens_asked().is_empty() && server.calls().is_empty());
}

#[tokio::test]
async fn a_call_that_needs_nothing_sends_no_token() {
    let server = Server::saying("hello").await;
    let answer = client()
        .call(&grant(&server, &[READ]), &AskOpenly, &server.url("/x"))
        .await;
    assert_eq!(answer, Ok(said("hello")));
    assert_eq!(server.calls()[0].token(), None);
    assert!(server.tokens_asked().is_empty());
}

#[tokio::test]
async fn a_call_that_leaves_its_address_is_not_made() {
    let server = Server::saying("hello").await;
    let strayed = client()
        .call(&grant(&server, &[READ]), &Stray, &server.url("/x"))
        .await;
    assert_eq!(strayed, Err(ServiceError::ForeignCall));
}

#[tokio::test]
async fn a_token_that_is_refused_is_renewed_once() {
    let server = Server::new("t", |asked, _| match (asked.path(), asked.token()) {
        ("/token", _) => String::new(),
        (_, Some("t-0")) => reply("401 Unauthorized", "", ""),
        _ => reply("200 OK", "", "hello"),
    });
    let server = server.await;
    assert_eq!(call(&server).await, Ok(said("hello")));
    assert_eq!(server.tokens_asked().len(), 2);

    let never = Server::new("t", |asked, _| match asked.path() {
        "/token" => String::new(),
        _ => reply("401 Unauthorized", "", "no"),
    });
    let never = never.await;
    match call(&never).await {
        Err(ServiceError::Reply(error)) => assert_eq!(error.status, StatusCode::UNAUTHORIZED),
        other => panic!("{other:?}"),
    }
    assert_eq!((never.tokens_asked().len(), never.calls().len()), (2, 2));
}

#[tokio::test]
async fn a_service_that_is_busy_is_asked_again_until_patience_ends() {
    let busy = Server::new("t", |asked, before| match (asked.path(), before) {
        ("/token", _) => String::new(),
        (_, 0) => reply("503 Service Unavailable", "", ""),
        (_, 1) => reply("429 Too Many Requests", "Retry-After: 0\r\n", ""),
        _ => reply("200 OK", "", "hello"),
    });
    let busy = busy.await;
    assert_eq!(call(&busy).await, Ok(said("hello")));
    assert_eq!((busy.tokens_asked().len(), busy.calls().len()), (1, 3));

    for (fields, asked) in [("", 4), ("Retry-After: 3600\r\n", 1)] {
        let down = Server::new("t", move |asked, _| match asked.path() {
            "/token" => String::new(),
            _ => reply("503 Service Unavailable", fields, "down"),
        });
        let down = down.await;
        match call(&down).await {
            Err(ServiceError::Reply(error)) => assert_eq!(&*error.said, "down"),
            other => panic!("{other:?}"),
        }
        assert_eq!(down.calls().len(), asked);
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_takes_no_token_along() {
    let other = Server::saying("evil").await;
    let elsewhere = format!("Location: {}\r\n", other.url("/said"));
    for status in [
        "302 Found",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let fields = elsewhere.clone();
        let server = Server::new("t", move |asked, _| match asked.path() {
            "/token" => String::new(),
            _ => reply(status, &fields, ""),
        });
        let refused = call(&server.await).await;
        assert_eq!(refused, Err(ServiceError::Exchange(FetchError::Redirect)));
    }
    assert!(other.calls().is_empty());
}

#[tokio::test]
async fn an_answer_that_is_too_large_or_too_late_is_not_taken() {
    let large = Server::new("t", |asked, _| match asked.path() {
        "/token" => String::new(),
        _ => reply("200 OK", "", &"x".repeat(2049)),
    });
    let refused = call(&large.await).await;
    let limit = 2048;
    assert_eq!(
        refused,
        Err(ServiceError::Exchange(FetchError::TooLarge { limit }))
    );

    let late = Server::new("t", |asked, _| match asked.path() {
        "/token" => super::server::given("t", 0),
        _ => String::new(),
    });
    let refused = call(&late.await).await;
    let limit = Duration::from_millis(800);
    assert_eq!(
        refused,
        Err(ServiceError::Exchange(FetchError::Timeout { limit }))
    );
}

#[tokio::test]
async fn addresses_out_of_reach_are_not_asked() {
    let server = Server::saying("hello").await;
    let strict = client_with(FetchPolicy::new(), limits());
    let grant = grant(&server, &[READ, WRITE]);
    let refused = strict.call(&grant, &AskOpenly, &server.url("/x")).await;
    assert_eq!(refused, Err(ServiceError::Exchange(FetchError::Insecure)));
    for address in [
        "https://169.254.169.254/x",
        "https://10.0.0.1/x",
        "https://127.0.0.1/x",
    ] {
        let address = edu_types::HttpUrl::parse(address).unwrap();
        let refused = strict.call(&grant, &AskOpenly, &address).await;
        assert_eq!(refused, Err(ServiceError::Exchange(FetchError::OutOfReach)));
    }
    let refused = strict.call(&grant, &Ask, &server.url("/x")).await;
    assert_eq!(
        refused,
        Err(ServiceError::TokenExchange(FetchError::Insecure))
    );
    assert!(server.calls().is_empty() && server.tokens_asked().is_empty());
}

#[tokio::test]
async fn an_address_that_no_call_can_be_written_for_is_refused() {
    let server = Server::saying("hello").await;
    let fragment = edu_types::HttpUrlRules::DEFAULT.with_fragment();
    let address = edu_types::HttpUrl::parse_with("http://127.0.0.1/#x", &fragment).unwrap();
    let refused = client()
        .call(&grant(&server, &[READ]), &Ask, &address)
        .await;
    assert_eq!(refused, Err(ServiceError::Build(BuildError::Request)));
}
