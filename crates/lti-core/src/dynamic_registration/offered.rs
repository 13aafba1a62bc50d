//! The tool's side, further steps: what the platform offers, and what it registered.

use core::fmt;

use bytes::Bytes;
use edu_http::Reply;
use edu_json::{Checked, ToJson as _};
use edu_types::{HttpUrl, Profile, Report};
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request, Response, StatusCode};

use super::initiation::{secure, with_token};
use super::{
    DynamicRegistrationError, PlatformConfiguration, RegistrationInitiation, RegistrationRefused,
    ToolConfiguration, ToolMetadata, rules,
};
use crate::page::script_page;
use crate::{DeploymentId, Registration, RegistrationError, WebAddress};

/// What a platform offers to a tool that it asked to register; checked, and not agreed yet.
///
/// Look at it before you go on: [`OfferedRegistration::configuration`] says which services and
/// messages there are.
#[derive(Clone, PartialEq)]
pub struct OfferedRegistration {
    initiation: RegistrationInitiation,
    configuration: PlatformConfiguration,
    report: Report,
    endpoints: Endpoints,
}

/// The addresses of a configuration, each https.
#[derive(Clone, PartialEq)]
struct Endpoints {
    authorization: HttpUrl,
    token: HttpUrl,
    keys: HttpUrl,
    registration: HttpUrl,
}

impl OfferedRegistration {
    pub(super) fn new(
        initiation: RegistrationInitiation,
        configuration: PlatformConfiguration,
        report: Report,
    ) -> Result<Self, DynamicRegistrationError> {
        check_support(&configuration)?;
        let address = |address: &WebAddress, what: &str| {
            secure(address.as_str(), initiation.insecure_loopback).ok_or_else(|| {
                let message = format!("{what} is no https address");
                DynamicRegistrationError::new(&rules::ADDRESS, message)
            })
        };
        let endpoints = Endpoints {
            authorization: address(
                &configuration.authorization_endpoint,
                "authorization endpoint",
            )?,
            token: address(&configuration.token_endpoint, "token endpoint")?,
            keys: address(&configuration.jwks_uri, "key set address")?,
            registration: address(
                &configuration.registration_endpoint,
                "registration endpoint",
            )?,
        };
        Ok(Self {
            initiation,
            configuration,
            report,
            endpoints,
        })
    }

    /// What the platform says of itself.
    pub const fn configuration(&self) -> &PlatformConfiguration {
        &self.configuration
    }

    /// What was odd about it.
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// The next step: this tool wants to be registered like this.
    pub fn ask(self, tool: ToolMetadata) -> AskedRegistration {
        let configuration = tool.to_configuration();
        self.ask_with(tool, configuration)
    }

    /// Like [`OfferedRegistration::ask`], with what is sent written by the host: for platforms that
    /// want members of their own beside the standard's.
    pub const fn ask_with(
        self,
        tool: ToolMetadata,
        configuration: ToolConfiguration,
    ) -> AskedRegistration {
        AskedRegistration {
            offered: self,
            tool,
            configuration,
        }
    }
}

/// A registration that the tool asks for.
#[derive(Clone, PartialEq)]
pub struct AskedRegistration {
    offered: OfferedRegistration,
    tool: ToolMetadata,
    configuration: ToolConfiguration,
}

impl AskedRegistration {
    /// The request to register; with the token, where one was given.
    ///
    /// # Errors
    ///
    /// [`DynamicRegistrationError`] where HTTP cannot carry it.
    pub fn request(&self) -> Result<Request<Bytes>, DynamicRegistrationError> {
        let body = Bytes::from(self.configuration.to_json_string());
        let request = Request::post(self.offered.endpoints.registration.as_str());
        let mut request = with_token(request, self.offered.initiation.token.as_ref(), body)?;
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(CONTENT_TYPE, json);
        Ok(request)
    }

    /// The last step: what the platform answered.
    ///
    /// # Errors
    ///
    /// [`DynamicRegistrationError`] where the platform refused
    /// ([`DynamicRegistrationError::refused`] holds its words), or names no client.
    pub fn finish(
        self,
        response: &Response<Bytes>,
    ) -> Result<FinishedRegistration, DynamicRegistrationError> {
        let (body, lenient) = (response.body(), Profile::lenient());
        if !matches!(response.status(), StatusCode::OK | StatusCode::CREATED) {
            let said = RegistrationRefused::from_slice(body, &lenient, &super::LIMITS);
            let said = said.ok().map(|checked| checked.value);
            return Err(DynamicRegistrationError::said(response.status(), said));
        }
        let read = ToolConfiguration::from_slice(body, &lenient, &super::LIMITS);
        let Checked { value, report, .. } = read.map_err(|refused| {
            DynamicRegistrationError::new(&rules::NO_CLIENT, refused.to_string())
        })?;
        let registration = self.registration(&value)?;
        Ok(FinishedRegistration {
            registration,
            platform: self.offered.configuration,
            tool: value,
            report,
        })
    }

    fn registration(
        &self,
        answer: &ToolConfiguration,
    ) -> Result<Registration, DynamicRegistrationError> {
        let Some(client_id) = answer.client_id.clone() else {
            let message = "platform's answer has no client id";
            return Err(DynamicRegistrationError::new(&rules::NO_CLIENT, message));
        };
        let begin = if self.offered.initiation.insecure_loopback {
            Registration::insecure_allow_loopback
        } else {
            Registration::new
        };
        let unfit = |error: RegistrationError| {
            DynamicRegistrationError::new(&rules::ADDRESS, error.to_string())
        };
        let (platform, endpoints) = (&self.offered.configuration, &self.offered.endpoints);
        let mut redirects = self.tool.redirect_uris.iter().cloned();
        // A tool has one by construction; its target is as good an address of its own.
        let first = redirects.next();
        let first = first.unwrap_or_else(|| self.tool.target_link_uri.clone());
        let authorization = endpoints.authorization.clone();
        let mut made = begin(platform.issuer.clone(), client_id, authorization, first)
            .and_then(|made| made.with_key_set_url(endpoints.keys.clone()))
            .and_then(|made| made.with_token_endpoint(endpoints.token.clone()))
            .and_then(|made| made.with_target_origin(&self.tool.target_link_uri))
            .map_err(unfit)?;
        for uri in redirects {
            made = made.with_redirect_uri(uri).map_err(unfit)?;
        }
        if let Some(audience) = &platform.authorization_server {
            made = made.with_token_audience(audience.as_str());
        }
        Ok(made)
    }
}

/// A tool that a platform has registered, ready to be stored.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct FinishedRegistration {
    /// What the tool must know of the platform, for a
    /// [`RegistrationStore`](crate::RegistrationStore).
    pub registration: Registration,
    /// What the platform says of itself.
    pub platform: PlatformConfiguration,
    /// What the platform registered: it may have left out or changed what was asked for. Holds the
    /// token to change it with.
    pub tool: ToolConfiguration,
    /// What was odd about the answer.
    pub report: Report,
}

impl FinishedRegistration {
    /// The installation that the platform made, where it made one.
    pub fn deployment(&self) -> Option<&DeploymentId> {
        self.tool.lti.as_ref()?.deployment_id.as_ref()
    }

    /// The page that tells the platform's page to close this one; without scripts, it tells the
    /// person to.
    ///
    /// Spec: Dynamic Registration 1.0, §3.7.
    pub fn closing_page() -> Reply {
        let main = "<h1>The tool is registered</h1>\n<p>You can close this window now.</p>";
        let title = "The tool is registered";
        script_page(StatusCode::OK, title, "", ("", main), CLOSE)
    }
}

/// Says nothing but that this page is done, so that any page may hear it.
const CLOSE: &str = "(window.opener||window.parent)\
                     .postMessage({subject:'org.imsglobal.lti.close'},'*')";

/// What every platform of LTI 1.3 has.
fn check_support(platform: &PlatformConfiguration) -> Result<(), DynamicRegistrationError> {
    let required: [(&[String], &str, &str); 5] = [
        (
            &platform.token_endpoint_auth_methods,
            "private_key_jwt",
            "authentication at the token endpoint",
        ),
        (
            &platform.token_endpoint_auth_signing_algorithms,
            "RS256",
            "algorithms at the token endpoint",
        ),
        (&platform.scopes, "openid", "scopes"),
        (&platform.response_types, "id_token", "response types"),
        (
            &platform.id_token_signing_algorithms,
            "RS256",
            "algorithms of messages",
        ),
    ];
    for (offered, needed, what) in required {
        if !offered.iter().any(|one| one == needed) {
            let message = format!("{what} of the platform lack `{needed}`");
            return Err(DynamicRegistrationError::new(&rules::UNSUPPORTED, message));
        }
    }
    Ok(())
}

/// Shows the platform's issuer.
macro_rules! debug_issuer {
    ($($name:ident($this:ident) => $issuer:expr),+ $(,)?) => { $(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let $this = self;
                write!(f, concat!(stringify!($name), "({:?})"), $issuer)
            }
        }
    )+ };
}
debug_issuer! {
    OfferedRegistration(this) => this.configuration.issuer,
    AskedRegistration(this) => this.offered.configuration.issuer,
    FinishedRegistration(this) => this.platform.issuer,
}
