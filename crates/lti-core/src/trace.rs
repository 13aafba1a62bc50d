//! One span for each call of a service, for hosts that watch them.
//!
//! Feature `tracing` fills [`span`]; without it there is a twin that does nothing, so that the
//! services need not know. What a span may hold is decided here and nowhere else: words of this
//! crate, and the issuer and client of a registration.

#[cfg_attr(not(feature = "tracing"), path = "trace/silent.rs")]
mod span;

use crate::deep_linking::rules as deep_linking;
use crate::platform::rules;
use crate::{
    Binding, ClientId, Fault, Issuer, LaunchError, LaunchOutcome, MessageType, PendingLogin,
    PlatformError, RefusedRequest, Registration, TokenRefused, VerifiedLaunch,
};
use span::Span;

/// What is called; each has a span of its own name.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// `lti.tool.login`.
    Login,
    /// `lti.tool.launch`.
    Launch,
    /// `lti.platform.start`.
    Start,
    /// `lti.platform.authorize`.
    Authorize,
    /// `lti.platform.keys`.
    Keys,
    /// `lti.platform.token`.
    Token,
    /// `lti.platform.ags`.
    Ags,
    /// `lti.platform.selection`.
    Selection,
    /// `lti.nrps.members`.
    Members,
    /// `lti.registration.call`.
    Registration,
}

/// One call of a service, from its beginning to its end.
///
/// Hands nothing to a subscriber that came with the request: an issuer or client that is not
/// registered here is anybody's text.
pub(crate) struct Call(Span);

impl Call {
    /// A call of a tool's service; nobody is known to call yet.
    pub(crate) fn of_tool(kind: Kind) -> Self {
        Self(Span::new(kind))
    }

    /// A call of a service of the platform that is this issuer.
    pub(crate) fn of_platform(kind: Kind, issuer: &Issuer) -> Self {
        let call = Self(Span::new(kind));
        call.0.record("issuer", issuer.as_str());
        call
    }

    /// A call of one of the platform's services; no tool is known to call yet.
    pub(crate) fn of_service(kind: Kind) -> Self {
        Self(Span::new(kind))
    }

    /// What a service is asked to do, as a word of ours.
    pub(crate) fn operation(&self, word: &'static str) {
        self.0.record("operation", word);
    }

    /// Does the work inside the span, however often it is broken off and taken up again.
    pub(crate) async fn around<F: Future>(&self, work: F) -> F::Output {
        self.0.around(work).await
    }

    /// The registration that a login begins for, out of the store.
    pub(crate) fn registered(&self, registration: &Registration) {
        self.0.record("issuer", registration.issuer().as_str());
        self.tool(registration.client_id());
    }

    /// The login that a launch answers, out of the store: it was begun for a registration.
    pub(crate) fn answers(&self, pending: &PendingLogin) {
        self.0.record("issuer", pending.issuer().as_str());
        self.tool(pending.client_id());
    }

    /// The tool that the call belongs to, out of the store.
    pub(crate) fn tool(&self, client_id: &ClientId) {
        self.0.record("client_id", client_id.as_str());
    }

    /// What kind of message the call is about.
    pub(crate) fn message(&self, message_type: &MessageType) {
        let known = message_type.canonical();
        let word = if known.is_known() {
            known.as_str()
        } else {
            "other"
        };
        self.0.record("message", word);
    }

    /// The call ends well.
    pub(crate) fn ended(&self, outcome: &'static str) {
        self.0.record("outcome", outcome);
    }

    /// The call to a launch address ends.
    pub(crate) fn answered(&self, outcome: &LaunchOutcome) {
        match outcome {
            LaunchOutcome::Launched(launch) => self.launched(launch),
            LaunchOutcome::Asked(_) => self.ended("asked"),
            LaunchOutcome::Refused(_, error) => self.refused(error),
        }
    }

    /// The launch holds.
    pub(crate) fn launched(&self, launch: &VerifiedLaunch) {
        self.message(&launch.claims().message_type);
        let binding = match launch.binding() {
            Binding::Cookie => "cookie",
            Binding::PlatformStorage => "platform_storage",
        };
        self.0.record("binding", binding);
        self.ended("launched");
    }

    /// A login or launch is refused.
    pub(crate) fn refused(&self, error: &LaunchError) {
        let fault = error.fault();
        self.0.record("fault", word(fault));
        self.end_refused("refused", error.code(), fault == Fault::Host);
    }

    /// The platform refuses and keeps it to itself.
    pub(crate) fn kept(&self, error: &PlatformError) {
        self.end_refused("refused", error.code(), by_host(error.code()));
    }

    /// The platform refuses and tells the tool.
    pub(crate) fn told(&self, error: &RefusedRequest) {
        self.end_refused("told", error.code(), by_host(error.code()));
    }

    /// A token is given, or refused.
    pub(crate) fn token(&self, refused: Option<&TokenRefused>) {
        match refused {
            None => self.ended("given"),
            Some(error) => self.end_refused("refused", error.code(), error.is_by_host()),
        }
    }

    /// A service of the platform refuses the tool.
    pub(crate) fn service_refused(&self, code: &'static str, by_host: bool) {
        self.end_refused("refused", code, by_host);
    }

    fn end_refused(&self, outcome: &'static str, code: &'static str, by_host: bool) {
        self.0.record("code", code);
        self.ended(outcome);
        self.0.refused(by_host);
    }
}

/// Whether the host's own store, key or settings are why a platform refuses.
fn by_host(code: &str) -> bool {
    let own = [
        &rules::BACKEND,
        &rules::SETTING,
        &rules::SIGNATURE,
        &deep_linking::BACKEND,
        &deep_linking::SETTING,
    ];
    own.iter().any(|rule| rule.code == code)
}

/// The fault as a word to count by.
const fn word(fault: Fault) -> &'static str {
    match fault {
        Fault::Malformed => "malformed",
        Fault::Unsupported => "unsupported",
        Fault::Unregistered => "unregistered",
        Fault::Key => "key",
        Fault::Signature => "signature",
        Fault::Time => "time",
        Fault::Audience => "audience",
        Fault::State => "state",
        Fault::Nonce => "nonce",
        Fault::Deployment => "deployment",
        Fault::Claim => "claim",
        Fault::Platform => "platform",
        Fault::Host => "host",
    }
}
