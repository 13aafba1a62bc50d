//! The tool's side, first step: a platform asks the tool to register.

use core::fmt;

use bytes::Bytes;
use edu_http::Form;
use edu_json::Checked;
use edu_types::{HttpUrl, Profile, Secret};
use http::header::{ACCEPT, AUTHORIZATION};
use http::{HeaderValue, Request, Response, StatusCode};

use super::{DynamicRegistrationError, OfferedRegistration, PlatformConfiguration, rules};
use crate::{Issuer, parse_address};

/// A platform asks this tool to register there.
///
/// A page of the platform opens an address of the tool, with the address of the platform's
/// configuration. Anybody can make such a request: the tool's administrator must be known before
/// its answer is believed, or the registration be approved after. The address is fetched by this
/// tool, so the fetch must be guarded against addresses inside the tool's own network;
/// `edu_reqwest::Registrar` does so. Nothing is fetched here.
///
/// ```
/// use bytes::Bytes;
/// use edu_http::{Form, FormLimits};
/// use http::Response;
/// use lti_core::dynamic_registration::RegistrationInitiation;
///
/// let query = b"openid_configuration=https%3A%2F%2Flms.example%2Fopenid&registration_token=t0k";
/// let form = Form::parse(query, &FormLimits::DEFAULT)?;
/// let initiation = RegistrationInitiation::from_form(&form)?;
/// let request = initiation.configuration_request()?;
/// assert_eq!(request.uri(), "https://lms.example/openid");
/// assert_eq!(request.headers()["authorization"], "Bearer t0k");
///
/// // The answer of another platform's configuration is refused.
/// let answer = br#"{"issuer":"https://other.example","authorization_endpoint":"https://lms.example/a",
///     "token_endpoint":"https://lms.example/t","jwks_uri":"https://lms.example/j",
///     "registration_endpoint":"https://lms.example/r"}"#;
/// let answer = Response::new(Bytes::from_static(answer));
/// let error = initiation.with_configuration(&answer).unwrap_err();
/// assert_eq!(error.code(), "lti.registration.issuer");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Spec: Dynamic Registration 1.0, §3.3.
#[derive(Clone, PartialEq, Eq)]
pub struct RegistrationInitiation {
    pub(super) openid_configuration: HttpUrl,
    pub(super) token: Option<Secret<String>>,
    trusted: Vec<Issuer>,
    pub(super) insecure_loopback: bool,
}

impl RegistrationInitiation {
    /// Longest registration token, in bytes.
    pub const MAX_TOKEN: usize = 4096;

    /// Reads the fields of a query or posted form; unknown ones are ignored. Platforms may give no
    /// token; D2L gives none.
    ///
    /// # Errors
    ///
    /// [`DynamicRegistrationError`] where the address is missing or not https, or the token cannot
    /// be one.
    pub fn from_form(form: &Form) -> Result<Self, DynamicRegistrationError> {
        Self::read(form, false)
    }

    /// Like [`RegistrationInitiation::from_form`], but plain http is accepted for loopback hosts,
    /// here and in the configuration: for development and tests on one machine.
    ///
    /// # Errors
    ///
    /// As [`RegistrationInitiation::from_form`].
    pub fn insecure_allow_loopback(form: &Form) -> Result<Self, DynamicRegistrationError> {
        Self::read(form, true)
    }

    fn read(form: &Form, insecure_loopback: bool) -> Result<Self, DynamicRegistrationError> {
        let refused = |message| DynamicRegistrationError::new(&rules::INITIATION, message);
        let Some(text) = form.get("openid_configuration") else {
            return Err(refused("field `openid_configuration` is missing"));
        };
        let Some(url) = secure(text, insecure_loopback) else {
            return Err(refused("field `openid_configuration` is no https address"));
        };
        let token = form
            .get("registration_token")
            .filter(|token| !token.is_empty());
        if token.is_some_and(|token| !is_token(token)) {
            return Err(refused("field `registration_token` can be no bearer token"));
        }
        Ok(Self {
            openid_configuration: url,
            token: token.map(|token| Secret::new(token.to_owned())),
            trusted: Vec::new(),
            insecure_loopback,
        })
    }

    /// Also accepts this issuer, although its configuration is on another host: some vendors have
    /// one issuer for all their platforms.
    #[must_use]
    pub fn trusting_issuer(mut self, issuer: Issuer) -> Self {
        self.trusted.push(issuer);
        self
    }

    /// The address of the platform's configuration.
    pub const fn openid_configuration(&self) -> &HttpUrl {
        &self.openid_configuration
    }

    /// The request for the configuration; with the token, where one was given.
    ///
    /// Carry it out without following redirects, and only to an address that may be asked.
    ///
    /// # Errors
    ///
    /// [`DynamicRegistrationError`] where HTTP cannot carry it.
    pub fn configuration_request(&self) -> Result<Request<Bytes>, DynamicRegistrationError> {
        let request = Request::get(self.openid_configuration.as_str());
        with_token(request, self.token.as_ref(), Bytes::new())
    }

    /// The next step: what the platform answered.
    ///
    /// # Errors
    ///
    /// [`DynamicRegistrationError`] where the answer is no configuration, its issuer is on another
    /// host than it, an address in it is not https, or it lacks what every platform has.
    pub fn with_configuration(
        self,
        response: &Response<Bytes>,
    ) -> Result<OfferedRegistration, DynamicRegistrationError> {
        if response.status() != StatusCode::OK {
            let message = format!("platform answered {}, 200 is allowed", response.status());
            return Err(DynamicRegistrationError::new(
                &rules::NO_CONFIGURATION,
                message,
            ));
        }
        let read =
            PlatformConfiguration::from_slice(response.body(), &Profile::lenient(), &super::LIMITS);
        let Checked { value, report, .. } = read.map_err(|refused| {
            DynamicRegistrationError::new(&rules::NO_CONFIGURATION, refused.to_string())
        })?;
        self.check_issuer(&value.issuer)?;
        OfferedRegistration::new(self, value, report)
    }

    fn check_issuer(&self, issuer: &Issuer) -> Result<(), DynamicRegistrationError> {
        let refused = |message| DynamicRegistrationError::new(&rules::ISSUER, message);
        let url = secure(issuer.as_str(), self.insecure_loopback);
        let Some(url) = url.filter(|url| url.query().is_none()) else {
            return Err(refused(
                "issuer is no https address without query and fragment",
            ));
        };
        let host = self.openid_configuration.host();
        if url.host().eq_ignore_ascii_case(host) || self.trusted.contains(issuer) {
            return Ok(());
        }
        Err(refused("issuer is on another host than its configuration"))
    }
}

/// Shows scheme, host and path of the address, and whether there is a token.
impl fmt::Debug for RegistrationInitiation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RegistrationInitiation")
            .field("openid_configuration", &self.openid_configuration)
            .field("token", &self.token)
            .finish_non_exhaustive()
    }
}

/// The address, where it is https, or http on this machine where that is allowed.
pub(super) fn secure(text: &str, insecure_loopback: bool) -> Option<HttpUrl> {
    let url = parse_address(text).ok()?;
    let allowed = url.is_https() || (insecure_loopback && url.is_loopback());
    (allowed && !url.has_fragment()).then_some(url)
}

/// A request that says it wants JSON, with the token where there is one.
pub(super) fn with_token(
    request: http::request::Builder,
    token: Option<&Secret<String>>,
    body: Bytes,
) -> Result<Request<Bytes>, DynamicRegistrationError> {
    let unsendable = || {
        let message = "address or token is not one that HTTP can carry";
        DynamicRegistrationError::new(&rules::INITIATION, message)
    };
    let mut request = request
        .header(ACCEPT, "application/json")
        .body(body)
        .map_err(|_| unsendable())?;
    if let Some(token) = token {
        let value = HeaderValue::try_from(format!("Bearer {}", token.expose()));
        let mut value = value.map_err(|_| unsendable())?;
        value.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, value);
    }
    Ok(request)
}

/// `b64token` of RFC 6750, §2.1, and the few characters more that platforms use.
fn is_token(text: &str) -> bool {
    text.len() <= RegistrationInitiation::MAX_TOKEN
        && text.bytes().all(|byte| byte.is_ascii_graphic())
}
