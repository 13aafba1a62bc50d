//! The platform's side: tools register by themselves.

use bytes::Bytes;
use edu_http::{Body, Caller, Moment, Mount, Refusal, Reply, Scopes, Service, collect};
use edu_json::{Checked, ToJson as _};
use edu_types::{HttpUrl, Secret};
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderMap, Method, Request, Response, StatusCode};

use super::check::FitTool;
use super::{
    Invitation, InvitationToken, Invitations, PlatformConfiguration, RefusedRegistration,
    RegistrationOffer, ToolConfiguration, rules,
};
use crate::trace::{Call, Kind};
use crate::{ClientId, DeploymentId, Put, Taken, ToolRegistration, ToolStore, WebAddress};

mod access;

/// A platform's registrations: tools that were invited register by themselves.
///
/// Below its mount:
///
/// - `GET /openid-configuration`, the [`PlatformConfiguration`]: for everybody;
/// - `POST /register`: with the token of an [`Invitation`], once;
/// - `GET` and `PUT /register/{client}`: with the token that the registration was answered with, a
///   tool reads and changes its own registration.
///
/// A tool gets scopes that it asks for and the [`RegistrationOffer`] has, and no other; of people it
/// learns what the invitation says. A change by the tool leaves privacy and installations as they
/// are and adds no scope: that is for the host. A request that is refused for what it says does not spend
/// its invitation. No address that a tool names is fetched here.
///
/// What the tool said of itself stays beside its registration:
/// [`ToolRegistration::configuration`].
///
/// Every response that refuses carries its [`RefusedRegistration`] among its extensions, save for the
/// 404 of an address that is none of these.
///
/// Spec: Dynamic Registration 1.0, §3; RFC 7591; RFC 7592.
#[derive(Clone, Debug)]
pub struct RegistrationService<I, T> {
    invitations: I,
    tools: T,
    offer: RegistrationOffer,
    mount: Mount,
}

const CONFIGURATION: &str = "/openid-configuration";
const REGISTER: &str = "/register";

impl<I: Invitations, T: ToolStore> RegistrationService<I, T> {
    /// Registers tools in `tools` for `invitations`, at `mount`.
    pub const fn new(invitations: I, tools: T, offer: RegistrationOffer, mount: Mount) -> Self {
        Self {
            invitations,
            tools,
            offer,
            mount,
        }
    }

    /// Where invitations wait.
    pub const fn invitations(&self) -> &I {
        &self.invitations
    }

    /// Where tools are registered.
    pub const fn tools(&self) -> &T {
        &self.tools
    }

    /// What is published of this platform.
    pub fn configuration(&self) -> PlatformConfiguration {
        self.offer.configuration(&self.mount.url(REGISTER))
    }

    /// The address to open, in a frame or window, for a tool to register: the tool's own for
    /// registrations, with the way to this platform and the invitation's token. Keep the invitation
    /// first.
    pub fn initiation_url(&self, tool: &HttpUrl, invitation: &Invitation) -> String {
        tool.append_query(&[
            ("openid_configuration", &self.mount.url(CONFIGURATION)),
            ("registration_token", invitation.token().as_str()),
        ])
    }

    async fn register(
        &self,
        call: &Call,
        moment: Moment,
        (parts, body): (&Parts, Bytes),
    ) -> Result<Response<Body>, RefusedRegistration> {
        let unknown = |message| RefusedRegistration::new(&rules::INVITATION, message);
        let Some(token) = access::bearer(&parts.headers) else {
            return Err(unknown("registration token is missing"));
        };
        let token = InvitationToken::new(token.expose().as_str());
        let token = token.map_err(|_| unknown("registration token is unknown"))?;
        let fit = self.read(parts, &body)?;
        let found = self.invitations.take_invitation(&token, &moment.now).await;
        let invitation = match found.map_err(RefusedRegistration::backend)? {
            Taken::Fresh(invitation) => invitation,
            Taken::AlreadyUsed => return Err(unknown("registration token was used before")),
            Taken::Unknown => return Err(unknown("registration token is unknown or expired")),
        };
        let (tool, access) = invited(&fit, &invitation, moment)?;
        call.tool(tool.client_id());
        let put = self.tools.put_tool(&tool, None).await;
        if put.map_err(RefusedRegistration::backend)? == Put::Changed {
            let message = "client id is in use";
            return Err(RefusedRegistration::new(&rules::SETTING, message));
        }
        Ok(self.told(StatusCode::CREATED, &tool, &access))
    }

    async fn own(
        &self,
        call: &Call,
        client: String,
        (parts, body): (&Parts, Bytes),
    ) -> Result<Response<Body>, RefusedRegistration> {
        // One sentence for whatever is wrong: nobody learns which clients there are.
        let foreign = || {
            let message = "access token is not that of this registration";
            RefusedRegistration::new(&rules::ACCESS, message)
        };
        let token = access::bearer(&parts.headers).ok_or_else(foreign)?;
        let client = ClientId::new(client).map_err(|_| foreign())?;
        let tool = self.tools.tool(&client).await;
        let tool = tool.map_err(RefusedRegistration::backend)?;
        let tool = tool.ok_or_else(foreign)?;
        if !tool.is_managed_by(token.expose()) {
            return Err(foreign());
        }
        call.tool(tool.client_id());
        if parts.method != Method::PUT {
            return Ok(self.told(StatusCode::OK, &tool, &token));
        }
        let changed = changed(&tool, &self.read(parts, &body)?)?;
        let put = self.tools.put_tool(&changed, Some(&tool)).await;
        if put.map_err(RefusedRegistration::backend)? == Put::Changed {
            let message = "registration was changed by somebody else at the same time";
            return Err(RefusedRegistration::new(&rules::CHANGED, message));
        }
        Ok(self.told(StatusCode::OK, &changed, &token))
    }

    fn read(&self, parts: &Parts, body: &Bytes) -> Result<FitTool, RefusedRegistration> {
        if !is_json(&parts.headers) {
            let message = "content type is not application/json";
            return Err(RefusedRegistration::new(&rules::BODY, message));
        }
        let read = ToolConfiguration::from_slice(body, self.offer.profile(), &super::LIMITS);
        let Checked { value, report, .. } =
            read.map_err(|refused| RefusedRegistration::of(refused.into_report()))?;
        FitTool::check(value, &self.offer, report)
    }

    /// What a tool is told of its registration.
    fn told(
        &self,
        status: StatusCode,
        tool: &ToolRegistration,
        token: &Secret<String>,
    ) -> Response<Body> {
        let registered = tool.configuration().cloned();
        let mut told = registered.unwrap_or_else(ToolConfiguration::new);
        told.client_id = Some(tool.client_id().clone());
        let path = format!(
            "{REGISTER}/{}",
            edu_http::encode_component(tool.client_id().as_str())
        );
        told.registration_client_uri = Some(WebAddress::from(self.mount.url(&path)));
        told.registration_access_token = Some(token.clone());
        told.scope = Some(tool.granted().to_string()).filter(|scopes| !scopes.is_empty());
        if let Some(lti) = &mut told.lti {
            lti.deployment_id = tool.deployments().first().cloned();
        }
        Reply::json(status, told.to_json_string()).into_response()
    }

    async fn answer<B>(
        &self,
        call: &Call,
        place: Place,
        moment: Moment,
        request: Request<B>,
    ) -> Result<Response<Body>, RefusedRegistration>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        if !place.methods().contains(request.method()) {
            let message = format!("address takes {}", place.allow());
            return Err(RefusedRegistration::new(&rules::METHOD, message));
        }
        let (parts, body) = request.into_parts();
        let body = match place {
            Place::Configuration => Bytes::new(),
            Place::Register | Place::Own(_) => {
                let body = collect(body, super::LIMITS.bytes).await;
                body.map_err(|error| RefusedRegistration::new(&rules::BODY, error.to_string()))?
            }
        };
        match place {
            Place::Configuration => {
                let json = self.configuration().to_json_string();
                Ok(Reply::json(StatusCode::OK, json).into_response())
            }
            Place::Register => self.register(call, moment, (&parts, body)).await,
            Place::Own(client) => self.own(call, client, (&parts, body)).await,
        }
    }
}

impl<I: Invitations, T: ToolStore> Service for RegistrationService<I, T> {
    async fn call<B>(&self, _: Caller, moment: Moment, request: Request<B>) -> Response<Body>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let segments = self.mount.segments(request.uri()).unwrap_or_default();
        let Some(place) = Place::of(segments) else {
            return Refusal::not_found().into();
        };
        let allow = place.allow();
        let call = Call::of_service(Kind::Registration);
        let answer = self.answer(&call, place, moment, request);
        match call.around(answer).await {
            Ok(response) => {
                call.ended("answered");
                response
            }
            Err(error) => {
                call.service_refused(error.code(), error.is_by_host());
                error.into_response(allow)
            }
        }
    }
}

/// What is addressed.
enum Place {
    Configuration,
    Register,
    Own(String),
}

impl Place {
    fn of(segments: Vec<String>) -> Option<Self> {
        let mut segments = segments.into_iter();
        let first = segments.next()?;
        match (first.as_str(), segments.next(), segments.next()) {
            ("openid-configuration", None, None) => Some(Self::Configuration),
            ("register", None, None) => Some(Self::Register),
            ("register", Some(client), None) if !client.is_empty() => Some(Self::Own(client)),
            _ => None,
        }
    }

    const fn methods(&self) -> &'static [Method] {
        match self {
            Self::Configuration => &[Method::GET, Method::HEAD],
            Self::Register => &[Method::POST],
            Self::Own(_) => &[Method::GET, Method::PUT],
        }
    }

    const fn allow(&self) -> &'static str {
        match self {
            Self::Configuration => "GET, HEAD",
            Self::Register => "POST",
            Self::Own(_) => "GET, PUT",
        }
    }
}

/// The tool as the invitation lets it in, and the token to change its registration with.
fn invited(
    fit: &FitTool,
    invitation: &Invitation,
    mut moment: Moment,
) -> Result<(ToolRegistration, Secret<String>), RefusedRegistration> {
    let mut token = || {
        let token = moment.entropy.take_token();
        token.map_err(|error| RefusedRegistration::new(&rules::SETTING, error.to_string()))
    };
    let unusable =
        |error: edu_types::IdError| RefusedRegistration::new(&rules::SETTING, error.to_string());
    let client = ClientId::new(token()?).map_err(unusable)?;
    let deployment = match invitation.deployment() {
        Some(deployment) => deployment.clone(),
        None => DeploymentId::new(token()?).map_err(unusable)?,
    };
    let access = Secret::new(token()?);
    let tool = fit
        .registration(client)?
        .with_scopes(fit.scopes.clone())
        .with_privacy(invitation.privacy())
        .with_deployment(deployment)
        .with_configuration(fit.configuration.clone())
        .managed_by(access.expose());
    let tool = if invitation.needs_approval() {
        tool.pending()
    } else {
        tool
    };
    Ok((tool, access))
}

/// The tool as it says it is now, with all that the host decided about it.
fn changed(
    tool: &ToolRegistration,
    fit: &FitTool,
) -> Result<ToolRegistration, RefusedRegistration> {
    if fit
        .named
        .as_ref()
        .is_some_and(|named| named != tool.client_id())
    {
        let message = "client id is another than that of the registration";
        return Err(RefusedRegistration::new(&rules::METADATA, message));
    }
    let mut scopes = Scopes::none();
    for scope in fit
        .scopes
        .iter()
        .filter(|scope| tool.granted().contains(scope))
    {
        // Each was in a set of scopes before.
        let _ = scopes.insert(scope);
    }
    Ok(fit
        .registration(tool.client_id().clone())?
        .with_scopes(scopes)
        .with_configuration(fit.configuration.clone())
        .decided_as(tool))
}

fn is_json(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let (Some(only), None) = (types.next(), types.next()) else {
        return false;
    };
    let name = only.as_bytes().split(|byte| *byte == b';').next();
    name.is_some_and(|name| name.trim_ascii().eq_ignore_ascii_case(b"application/json"))
}
