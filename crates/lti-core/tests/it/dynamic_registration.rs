//! A tool and a platform that agree by themselves, and what neither lets the other do.

mod documents;
mod platform;
mod tool;

use bytes::Bytes;
use edu_http::{
    Body, Caller, Entropy, Form, FormLimits, Moment, Mount, Scopes, Service as _, collect,
};
use edu_types::{HttpUrl, Timestamp};
use http::{Request, Response};
use lti_core::dynamic_registration::{
    Invitation, Invitations as _, MemoryInvitations, RefusedRegistration, RegistrationInitiation,
    RegistrationOffer, RegistrationService, ToolMetadata,
};
use lti_core::{Issuer, MemoryPlatform, MessageType, scope};
use pollster::block_on;

const NOW: i64 = 1_700_000_000;

type Lms = RegistrationService<MemoryInvitations, MemoryPlatform>;

fn url(text: &str) -> HttpUrl {
    HttpUrl::parse(text).unwrap()
}

fn now() -> Timestamp {
    Timestamp::from_unix_seconds(NOW)
}

fn offer() -> RegistrationOffer {
    RegistrationOffer::new(
        Issuer::new("https://lms.example").unwrap(),
        "campus",
        &url("https://lms.example/lti/authorize"),
        &url("https://lms.example/lti/token"),
        &url("https://lms.example/lti/jwks"),
    )
    .with_scopes(
        Scopes::parse(&format!("{} {}", scope::SCORE, scope::MEMBERSHIP_READ_ONLY)).unwrap(),
    )
    .with_message(MessageType::DeepLinkingRequest, &["ContentArea"])
}

fn lms() -> Lms {
    let mount = Mount::new("https://lms.example/registration", "/registration").unwrap();
    RegistrationService::new(
        MemoryInvitations::new(),
        MemoryPlatform::new(),
        offer(),
        mount,
    )
}

fn entropy(seed: u8) -> Entropy {
    Entropy::new(core::array::from_fn(|index| {
        u8::try_from(index).unwrap_or(0) ^ seed
    }))
}

fn invitation(seed: u8) -> Invitation {
    Invitation::new(&mut entropy(seed), &now()).unwrap()
}

fn invite(lms: &Lms, invitation: &Invitation) {
    block_on(
        lms.invitations()
            .keep_invitation(invitation.clone(), &now()),
    )
    .unwrap();
}

fn quiz() -> ToolMetadata {
    let (login, launch) = ("https://tool.example/login", "https://tool.example/launch");
    ToolMetadata::new(
        "Quiz",
        &url(login),
        &url(launch),
        &url("https://tool.example/jwks"),
    )
    .with_scopes(&Scopes::parse(scope::SCORE).unwrap())
    .with_message(MessageType::DeepLinkingRequest, &["ContentArea"])
    .with_custom_parameter("course", "$Context.id")
    .with_contact("canary@example.org")
}

/// Sends a request as it stands to the platform.
fn send(lms: &Lms, at: i64, request: Request<Bytes>) -> Response<Bytes> {
    let (mut parts, body) = request.into_parts();
    let path = parts
        .uri
        .path_and_query()
        .unwrap()
        .as_str()
        .parse()
        .unwrap();
    parts.uri = path;
    let request = Request::from_parts(parts, Body::from(body));
    let moment = Moment::new(Timestamp::from_unix_seconds(at), entropy(77));
    let response = block_on(lms.call(Caller::anonymous(), moment, request));
    let (parts, body) = response.into_parts();
    Response::from_parts(parts, block_on(collect(body, 1_000_000)).unwrap())
}

/// What the platform's page makes the tool receive.
fn initiation(lms: &Lms, invitation: &Invitation) -> RegistrationInitiation {
    let address = lms.initiation_url(&url("https://tool.example/register"), invitation);
    let (_, query) = address.split_once('?').unwrap();
    let form = Form::parse(query.as_bytes(), &FormLimits::DEFAULT).unwrap();
    RegistrationInitiation::from_form(&form).unwrap()
}

#[track_caller]
fn assert_refused(response: &Response<Bytes>, status: u16, code: &str) {
    let error = response.extensions().get::<RefusedRegistration>();
    assert_eq!(error.map(RefusedRegistration::code), Some(code));
    assert_eq!(response.status(), status);
}

fn json(response: &Response<Bytes>) -> serde_json::Value {
    serde_json::from_slice(response.body()).unwrap()
}
