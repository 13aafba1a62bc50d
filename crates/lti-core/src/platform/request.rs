//! The tool asks for the message that was started, step by step.

use core::fmt;
use std::sync::Arc;

use edu_http::Form;
use edu_types::{HttpUrl, Place, Profile, Report, Rule, Secret};

use super::rules;
use crate::{
    ClientId, LoginHint, MessageHint, Nonce, OidcErrorCode, PlatformError, RefusedRequest, State,
    ToolRegistration,
};

/// A tool asks for the message that was started; nothing about it is checked yet.
///
/// Next: find the tool of [`AuthorizationRequest::client_id`] and hand it to
/// [`AuthorizationRequest::with_tool`].
///
/// Spec: 1EdTech Security Framework 1.0, §5.1.1.2; `OpenID` Connect Core 1.0, §3.1.2.1.
pub struct AuthorizationRequest {
    client_id: ClientId,
    redirect_uri: String,
    parameters: Parameters,
}

/// A request of a known tool that names an address of that tool; it may be answered there.
pub struct RegisteredRequest {
    tool: Arc<ToolRegistration>,
    redirect_uri: HttpUrl,
    parameters: Parameters,
}

/// A request whose parameters hold.
///
/// Next: take the message of [`CheckedRequest::hint`] out of the store, once, for the session of
/// the browser, and hand what came out to [`CheckedRequest::with_message`].
pub struct CheckedRequest {
    pub(super) tool: Arc<ToolRegistration>,
    pub(super) redirect_uri: HttpUrl,
    pub(super) state: State,
    pub(super) nonce: Nonce,
    pub(super) login_hint: LoginHint,
    pub(super) hint: MessageHint,
}

/// Parameters that are only looked at when the tool can be told about them.
struct Parameters(Vec<(&'static str, Secret<String>)>);

/// Every parameter that is read; all others are ignored.
const READ: [&str; 8] = [
    "scope",
    "response_type",
    "response_mode",
    "prompt",
    "login_hint",
    "lti_message_hint",
    "state",
    "nonce",
];

impl AuthorizationRequest {
    /// Reads the fields of a query or posted form; tools use either.
    ///
    /// Unknown fields are ignored, empty ones count as missing.
    ///
    /// # Errors
    ///
    /// [`PlatformError`] where the form names no client or no redirect URI: nobody can be told.
    pub fn from_form(form: &Form) -> Result<Self, PlatformError> {
        let given = |name: &str| form.get(name).filter(|value| !value.is_empty());
        let refused = |message: &str| PlatformError::new(&rules::FORM, message);
        let client = given("client_id").ok_or_else(|| refused("client_id is missing"))?;
        let redirect = given("redirect_uri").ok_or_else(|| refused("redirect_uri is missing"))?;
        let client_id = ClientId::new(client).map_err(|error| refused(&error.to_string()))?;
        let parameters = READ
            .into_iter()
            .filter_map(|name| Some((name, Secret::new(given(name)?.to_owned()))))
            .collect();
        Ok(Self {
            client_id,
            redirect_uri: redirect.to_owned(),
            parameters: Parameters(parameters),
        })
    }

    /// The client that says it asks.
    pub const fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// Joins the request with the tool of its client id.
    ///
    /// # Errors
    ///
    /// [`PlatformError`] where no tool was found, or the redirect URI is not one of the tool's,
    /// byte for byte. The browser must then not be sent there.
    pub fn with_tool(
        self,
        tool: Option<Arc<ToolRegistration>>,
    ) -> Result<RegisteredRequest, PlatformError> {
        let tool = tool.filter(|tool| *tool.client_id() == self.client_id);
        let Some(tool) = tool else {
            let message = "no tool is registered under this client id";
            return Err(PlatformError::new(&rules::CLIENT, message));
        };
        let Some(redirect_uri) = tool.redirect_uri(&self.redirect_uri).cloned() else {
            let message = "redirect URI is not one that the tool registered";
            return Err(PlatformError::new(&rules::REDIRECT, message));
        };
        Ok(RegisteredRequest {
            tool,
            redirect_uri,
            parameters: self.parameters,
        })
    }
}

impl RegisteredRequest {
    /// Where the answer goes.
    pub const fn redirect_uri(&self) -> &HttpUrl {
        &self.redirect_uri
    }

    /// Checks every parameter; takes nothing out of any store, so that a request refused here
    /// leaves the message waiting.
    ///
    /// # Errors
    ///
    /// [`RefusedRequest`] with everything found. Its headline, and what the tool is told, is the
    /// first in this order: `state`, `scope`, `response_type`, `response_mode`, `prompt`, `nonce`,
    /// `login_hint`, `lti_message_hint`.
    pub fn check(self) -> Result<CheckedRequest, RefusedRequest> {
        let mut found = Found::default();
        let asked = &self.parameters;
        // Without a state the tool cannot tell whose answer it gets.
        let state = found.keep(asked.id("state", State::new));
        found.keep(asked.scope());
        found.keep(asked.response_type());
        found.keep(asked.exactly("response_mode", "form_post", &rules::RESPONSE_MODE));
        found.keep(asked.exactly("prompt", "none", &rules::PROMPT));
        let nonce = found.keep(asked.id("nonce", Nonce::new));
        let login_hint = found.keep(asked.id("login_hint", LoginHint::new));
        let hint = found.keep(asked.id("lti_message_hint", MessageHint::new));
        let redirect_uri = self.redirect_uri;
        match (found.code, state, nonce, login_hint, hint) {
            (None, Some(state), Some(nonce), Some(login_hint), Some(hint)) => Ok(CheckedRequest {
                tool: self.tool,
                redirect_uri,
                state,
                nonce,
                login_hint,
                hint,
            }),
            (code, state, ..) => {
                let code = code.unwrap_or(OidcErrorCode::InvalidRequest);
                let report = found.report;
                Err(RefusedRequest::from_report(
                    redirect_uri,
                    state,
                    code,
                    report,
                ))
            }
        }
    }
}

impl CheckedRequest {
    /// The message to take from the store.
    pub const fn hint(&self) -> &MessageHint {
        &self.hint
    }

    /// Where the answer goes.
    pub const fn redirect_uri(&self) -> &HttpUrl {
        &self.redirect_uri
    }

    pub(super) fn refused(
        self,
        rule: &'static Rule,
        code: OidcErrorCode,
        message: &str,
    ) -> RefusedRequest {
        RefusedRequest::new(self.redirect_uri, Some(self.state), rule, code, message)
    }
}

impl Parameters {
    fn required(&self, name: &'static str) -> Result<&str, Fault> {
        let found = self.0.iter().find(|(given, _)| *given == name);
        found
            .map(|(_, value)| value.expose().as_str())
            .ok_or_else(|| Fault::invalid(&rules::PARAMETER, format!("{name} is missing")))
    }

    fn id<'p, T, E>(
        &'p self,
        name: &'static str,
        make: impl FnOnce(&'p str) -> Result<T, E>,
    ) -> Result<T, Fault> {
        let text = self.required(name)?;
        make(text).map_err(|_| {
            let message = format!("{name} is too long or has control characters");
            Fault::invalid(&rules::PARAMETER, message)
        })
    }

    fn scope(&self) -> Result<(), Fault> {
        let mut scopes = self.required("scope")?.split(' ');
        if scopes.any(|scope| scope == "openid") {
            return Ok(());
        }
        let code = OidcErrorCode::InvalidScope;
        Err(Fault::new(&rules::SCOPE, code, "scope lacks openid"))
    }

    fn response_type(&self) -> Result<(), Fault> {
        if self.required("response_type")? == "id_token" {
            return Ok(());
        }
        let code = OidcErrorCode::UnsupportedResponseType;
        let message = "response_type is not id_token";
        Err(Fault::new(&rules::RESPONSE_TYPE, code, message))
    }

    fn exactly(
        &self,
        name: &'static str,
        value: &'static str,
        rule: &'static Rule,
    ) -> Result<(), Fault> {
        if self.required(name)? == value {
            return Ok(());
        }
        Err(Fault::invalid(rule, format!("{name} is not {value}")))
    }
}

/// What was found in a request: everything, and the code that its first fault answers with.
#[derive(Default)]
struct Found {
    code: Option<OidcErrorCode>,
    report: Report,
}

impl Found {
    fn keep<T>(&mut self, read: Result<T, Fault>) -> Option<T> {
        let Fault(rule, code, message) = match read {
            Ok(value) => return Some(value),
            Err(fault) => fault,
        };
        self.code.get_or_insert(code);
        let place = Place::unknown();
        self.report.note(&Profile::strict(), rule, place, message);
        None
    }
}

/// Why a parameter is refused, before it is known where and under which state to say so.
struct Fault(&'static Rule, OidcErrorCode, String);

impl Fault {
    fn new(rule: &'static Rule, code: OidcErrorCode, message: impl Into<String>) -> Self {
        Self(rule, code, message.into())
    }

    fn invalid(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self::new(rule, OidcErrorCode::InvalidRequest, message)
    }
}

macro_rules! show_client_only {
    ($($name:ident: $client:expr;)+) => { $(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let client: fn(&Self) -> &ClientId = $client;
                f.debug_struct(stringify!($name))
                    .field("client_id", client(self))
                    .finish_non_exhaustive()
            }
        }
    )+ };
}

show_client_only! {
    AuthorizationRequest: |request| &request.client_id;
    RegisteredRequest: |request| request.tool.client_id();
    CheckedRequest: |request| request.tool.client_id();
}
