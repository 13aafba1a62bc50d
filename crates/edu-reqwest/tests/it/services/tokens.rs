//! Whose token is asked for, how often, and where it goes.

use core::time::Duration;
use std::sync::Arc;

use edu_http::{Form, FormLimits, TokenRequest, TokenUnavailable};
use edu_jose::{Jwk, KeySet};
use edu_jose_ring::Ring;
use edu_reqwest::{FetchError, Grant, ServiceError};
use lti_core::token::UnverifiedAssertion;
use lti_core::{ClientId, DeploymentId, Issuer, Registration, TokenSettings, ToolRegistration};

use super::server::Server;
use super::{Ask, KEY, READ, WRITE, client, grant, now, said};
use crate::platform::reply;

#[tokio::test]
async fn of_many_calls_at_once_one_asks_for_the_token() {
    let server = Server::saying("hello").await;
    let (client, grant, address) = (client(), grant(&server, &[READ]), server.url("/x"));
    let calls: Vec<_> = (0..16)
        .map(|_| {
            let (client, grant, address) = (client.clone(), grant.clone(), address.clone());
            tokio::spawn(async move { client.call(&grant, &Ask, &address).await })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap(), Ok(said("hello")));
    }
    assert_eq!((server.tokens_asked().len(), server.calls().len()), (1, 16));
}

#[tokio::test]
async fn a_token_of_one_platform_is_never_sent_to_another() {
    let one = Server::new("one", |asked, _| match asked.path() {
        "/token" => String::new(),
        _ => reply("200 OK", "", "one"),
    });
    let other = Server::new("other", |asked, _| match asked.path() {
        "/token" => String::new(),
        _ => reply("200 OK", "", "other"),
    });
    let (one, other, client) = (one.await, other.await, client());
    for _ in 0..2 {
        for server in [&one, &other] {
            let grant = grant(server, &[READ]);
            client.call(&grant, &Ask, &server.url("/x")).await.unwrap();
        }
    }
    for (server, token) in [(&one, "one-0"), (&other, "other-0")] {
        assert_eq!(server.tokens_asked().len(), 1);
        assert!(
            server
                .calls()
                .iter()
                .all(|call| call.token() == Some(token))
        );
    }
}

#[tokio::test]
async fn other_scopes_and_other_installations_have_other_tokens() {
    let server = Server::saying("hello").await;
    let (client, address) = (client(), server.url("/x"));
    let narrow = grant(&server, &[READ]);
    let wide = grant(&server, &[READ, WRITE]);
    let bound = narrow
        .clone()
        .for_deployment(DeploymentId::new("1").unwrap());
    for grant in [&narrow, &wide, &bound, &narrow] {
        client.call(grant, &Ask, &address).await.unwrap();
    }
    assert_eq!(server.tokens_asked().len(), 3);
}

#[tokio::test]
async fn what_is_asked_holds_at_a_platform_of_ours() {
    let server = Server::saying("hello").await;
    let deployment = DeploymentId::new("1").unwrap();
    let grant = grant(&server, &[READ, "https://lms.example/scope/other"]);
    let grant = grant.for_deployment(deployment.clone());
    client()
        .call(&grant, &Ask, &server.url("/x"))
        .await
        .unwrap();
    let body = server.tokens_asked().remove(0).body;
    let form = Form::parse(body.as_bytes(), &FormLimits::DEFAULT).unwrap();
    let asked = TokenRequest::from_form(&form).unwrap();
    assert_eq!(asked.scopes.to_string(), READ);

    let url = |text| edu_types::HttpUrl::parse(text).unwrap();
    let (login, launch) = (
        url("https://tool.example/login"),
        url("https://tool.example/launch"),
    );
    let tool = ToolRegistration::new(ClientId::new("tool-1").unwrap(), login, launch);
    let tool = tool.unwrap().with_deployment(deployment);
    let settings = TokenSettings::new(Issuer::new("https://lms.example").unwrap(), "api");
    let (keys, endpoint) = (
        KeySet::from_keys([Jwk::of_signer(&*KEY)]),
        server.url("/token"),
    );
    let assertion = UnverifiedAssertion::parse(asked.assertion.expose()).unwrap();
    let now = now().unwrap().now;
    assertion
        .check(&tool, &keys, &Ring, endpoint.as_str(), &settings, &now)
        .unwrap();
}

#[tokio::test]
async fn a_token_for_less_than_the_call_needs_is_not_sent() {
    let server = Server::new("t", |_, _| {
        let body = r#"{"access_token":"t","token_type":"Bearer","scope":"openid"}"#;
        reply("200 OK", "", body)
    });
    let server = server.await;
    let refused = client()
        .call(&grant(&server, &[READ]), &Ask, &server.url("/x"))
        .await;
    assert_eq!(refused, Err(ServiceError::NotGranted));
    assert!(server.calls().is_empty());
}

#[tokio::test]
async fn a_token_endpoint_that_refuses_is_heard_and_left_alone_for_a_while() {
    let server = Server::new("t", |_, _| {
        reply("401 Unauthorized", "", r#"{"error":"invalid_client"}"#)
    });
    let server = server.await;
    let (client, grant) = (client(), grant(&server, &[READ]));
    match client.call(&grant, &Ask, &server.url("/x")).await {
        Err(ServiceError::Token(TokenUnavailable::Refused { error, .. })) => {
            assert_eq!(error.code.as_str(), "invalid_client");
        }
        other => panic!("{other:?}"),
    }
    let again = client.call(&grant, &Ask, &server.url("/x")).await;
    assert!(
        matches!(again, Err(ServiceError::TokenLater { .. })),
        "{again:?}"
    );
    assert_eq!(server.tokens_asked().len(), 1);
}

#[tokio::test]
async fn an_answer_of_the_token_endpoint_that_is_none_is_not_taken() {
    for (answer, limited) in [
        (
            reply("302 Found", "Location: http://127.0.0.1:1/\r\n", ""),
            true,
        ),
        (reply("200 OK", "", &"x".repeat(70_000)), true),
        (reply("200 OK", "", "<html>"), false),
    ] {
        let server = Server::new("t", move |_, _| answer.clone()).await;
        let refused = client()
            .call(&grant(&server, &[READ]), &Ask, &server.url("/x"))
            .await;
        match refused {
            Err(ServiceError::TokenExchange(
                FetchError::Redirect | FetchError::TooLarge { .. },
            )) => assert!(limited),
            Err(ServiceError::Token(_)) => assert!(!limited),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_call_that_is_broken_off_keeps_nobody_waiting() {
    let slow = Server::new("t", |asked, _| match asked.path() {
        "/token" => {
            std::thread::sleep(Duration::from_millis(300));
            String::new()
        }
        _ => reply("200 OK", "", "hello"),
    });
    let slow = slow.await;
    let (client, grant, address) = (client(), grant(&slow, &[READ]), slow.url("/x"));
    let call = client.call(&grant, &Ask, &address);
    assert!(
        tokio::time::timeout(Duration::from_millis(50), call)
            .await
            .is_err()
    );
    match client.call(&grant, &Ask, &address).await {
        Err(ServiceError::TokenLater { retry_after }) => {
            tokio::time::sleep(retry_after).await;
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(client.call(&grant, &Ask, &address).await, Ok(said("hello")));
}

#[tokio::test]
async fn a_registration_without_token_endpoint_calls_nothing() {
    let server = Server::saying("hello").await;
    let registration = Registration::new(
        Issuer::new("https://lms.example").unwrap(),
        ClientId::new("tool-1").unwrap(),
        edu_types::HttpUrl::parse("https://lms.example/auth").unwrap(),
        edu_types::HttpUrl::parse("https://tool.example/launch").unwrap(),
    );
    let scopes = grant(&server, &[READ]).scopes;
    let grant = Grant::new(Arc::new(registration.unwrap()), scopes);
    let refused = client().call(&grant, &Ask, &server.url("/x")).await;
    assert!(
        matches!(refused, Err(ServiceError::Assertion(_))),
        "{refused:?}"
    );
}
