//! What a host wants to launch.

use core::fmt;

use edu_json::{Extra, RawJson};
use edu_types::HttpUrl;

use super::privacy::cut_anonymous;
use super::rules;
use crate::id::MAX_ID_CHARS;
use crate::{
    AgsClaim, Audience, Claims, ClientId, Context, Custom, DeepLinkingSettings, DeploymentId,
    Issuer, LaunchMessage, LaunchPresentation, Lis, Lti1p1, MessageType, Nonce, NrpsClaim,
    NumericDate, Person, PlatformError, Privacy, Roles, Subject, ToolPlatform, Variables, Version,
    WebAddress, claim,
};

/// What a host wants to launch: one message, for one person, at one tool.
///
/// Cannot be made without what every message needs; [`LaunchMessage`] holds what its type needs.
/// `Debug` shows neither person nor claims.
///
/// Spec: LTI Core 1.3, §5.
#[derive(Clone, PartialEq)]
pub struct LaunchRequest {
    client_id: ClientId,
    deployment_id: DeploymentId,
    target_link_uri: HttpUrl,
    person: Person,
    message: LaunchMessage,
    context: Option<Context>,
    tool_platform: Option<ToolPlatform>,
    launch_presentation: Option<LaunchPresentation>,
    lis: Option<Lis>,
    custom: Option<Custom>,
    variables: Variables,
    ags: Option<AgsClaim>,
    nrps: Option<NrpsClaim>,
    lti1p1: Option<Lti1p1>,
    mentees: Vec<Subject>,
    extra: Extra,
}

impl LaunchRequest {
    /// A message to the tool `client_id`, as it is installed in `deployment_id`, that takes
    /// `person` to `target_link_uri`.
    pub const fn new(
        client_id: ClientId,
        deployment_id: DeploymentId,
        target_link_uri: HttpUrl,
        person: Person,
        message: LaunchMessage,
    ) -> Self {
        Self {
            client_id,
            deployment_id,
            target_link_uri,
            person,
            message,
            context: None,
            tool_platform: None,
            launch_presentation: None,
            lis: None,
            custom: None,
            variables: Variables::new(),
            ags: None,
            nrps: None,
            lti1p1: None,
            mentees: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// Names the course or group.
    #[must_use]
    pub fn with_context(mut self, context: Context) -> Self {
        self.context = Some(context);
        self
    }

    /// Describes the platform.
    #[must_use]
    pub fn with_tool_platform(mut self, platform: ToolPlatform) -> Self {
        self.tool_platform = Some(platform);
        self
    }

    /// Says how and where the tool is shown.
    #[must_use]
    pub fn with_launch_presentation(mut self, presentation: LaunchPresentation) -> Self {
        self.launch_presentation = Some(presentation);
        self
    }

    /// Adds identifiers of the student information system.
    #[must_use]
    pub fn with_lis(mut self, lis: Lis) -> Self {
        self.lis = Some(lis);
        self
    }

    /// Adds the parameters the tool or the teacher asked for. Values of
    /// [`variables`](crate::variables) are put in when the message is begun.
    #[must_use]
    pub fn with_custom(mut self, custom: Custom) -> Self {
        self.custom = Some(custom);
        self
    }

    /// Gives values to variables in the parameters, beside those that follow from the message.
    #[must_use]
    pub fn with_variables(mut self, variables: Variables) -> Self {
        self.variables = variables;
        self
    }

    /// Says where the tool reads and writes grades.
    #[must_use]
    pub fn with_ags(mut self, ags: AgsClaim) -> Self {
        self.ags = Some(ags);
        self
    }

    /// Says where the tool reads who belongs to the context.
    #[must_use]
    pub fn with_nrps(mut self, nrps: NrpsClaim) -> Self {
        self.nrps = Some(nrps);
        self
    }

    /// Says what the same things were called in LTI 1.1; never sent of anonymous persons.
    ///
    /// Spec: LTI 1.3 Migration Guide.
    #[must_use]
    pub fn with_lti1p1(mut self, before: Lti1p1) -> Self {
        self.lti1p1 = Some(before);
        self
    }

    /// Names the persons this one mentors; never sent of anonymous persons.
    #[must_use]
    pub fn with_mentees(mut self, mentees: impl Into<Vec<Subject>>) -> Self {
        self.mentees = mentees.into();
        self
    }

    /// Adds a claim that has no method here, such as one of a vendor's; a claim of the
    /// same name is replaced.
    ///
    /// # Errors
    ///
    /// [`PlatformError`] for the claims that have a method here or are set when the token is
    /// signed: two claims of one name would be two answers to one question.
    pub fn with_claim(mut self, name: &str, value: RawJson) -> Result<Self, PlatformError> {
        if RESERVED.contains(&name) || name.is_empty() {
            let message = "claim has no name, or one that the platform sets itself";
            return Err(PlatformError::new(&rules::CLAIM_RESERVED, message));
        }
        self.extra.insert(name, value);
        Ok(self)
    }

    /// The tool.
    pub const fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// The installation of the tool.
    pub const fn deployment_id(&self) -> &DeploymentId {
        &self.deployment_id
    }

    /// Where the person wants to go.
    pub const fn target_link_uri(&self) -> &HttpUrl {
        &self.target_link_uri
    }

    /// What the tool is offered, where it is asked for content.
    pub(crate) const fn deep_linking_settings(&mut self) -> Option<&mut DeepLinkingSettings> {
        self.message.deep_linking_settings()
    }

    pub(super) fn message_type(&self) -> MessageType {
        self.message.message_type()
    }

    /// The claims of the message, less what `privacy` keeps from the tool.
    ///
    /// Times and nonce are those of the wait, not of the token: see [`super::answer`].
    pub(super) fn into_claims(
        self,
        issuer: Issuer,
        privacy: Privacy,
        wait: (NumericDate, NumericDate),
        nonce: Nonce,
    ) -> Result<Claims, PlatformError> {
        let mut claims = Claims::new(
            issuer,
            Audience::one(self.client_id),
            wait.1,
            wait.0,
            nonce,
            self.message.message_type(),
            Version::V1_3_0,
            self.deployment_id,
        );
        claims.target_link_uri = Some(WebAddress::from(&self.target_link_uri));
        claims.context = self.context;
        claims.tool_platform = self.tool_platform;
        claims.launch_presentation = self.launch_presentation;
        claims.lis = self.lis;
        claims.custom = self.custom;
        claims.ags = self.ags;
        claims.nrps = self.nrps;
        claims.lti1p1 = self.lti1p1;
        claims.role_scope_mentor = self.mentees;
        claims.extra = self.extra;
        self.message.write_onto(&mut claims);
        let anonymous = self.person.subject.is_none();
        write_person(self.person, &mut claims);
        limit(&mut claims, privacy, anonymous)?;
        // What was cut above is no value for a variable either.
        if let Some(custom) = &claims.custom {
            let expanded = self.variables.expand(custom, &claims, privacy, anonymous);
            claims.custom = Some(expanded);
        }
        check(&claims)?;
        Ok(claims)
    }
}

impl fmt::Debug for LaunchRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LaunchRequest")
            .field("client_id", &self.client_id)
            .field("deployment_id", &self.deployment_id)
            .field("message_type", &self.message.message_type())
            .finish_non_exhaustive()
    }
}

/// Claims that methods of [`LaunchRequest`] or the signing of a token set.
const RESERVED: [&str; 38] = [
    "iss",
    "aud",
    "azp",
    "exp",
    "iat",
    "nbf",
    "nonce",
    "sub",
    "jti",
    "auth_time",
    "acr",
    "amr",
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "picture",
    "email",
    "email_verified",
    "locale",
    claim::MESSAGE_TYPE,
    claim::VERSION,
    claim::DEPLOYMENT_ID,
    claim::TARGET_LINK_URI,
    claim::RESOURCE_LINK,
    claim::CONTEXT,
    claim::TOOL_PLATFORM,
    claim::ROLES,
    claim::LAUNCH_PRESENTATION,
    claim::LIS,
    claim::CUSTOM,
    claim::AGS_ENDPOINT,
    claim::NAMES_AND_ROLES,
    claim::LTI1P1,
    claim::LTI11_LEGACY_USER_ID,
    claim::DEEP_LINKING_SETTINGS,
    claim::FOR_USER,
    claim::ROLE_SCOPE_MENTOR,
];

fn write_person(person: Person, claims: &mut Claims) {
    claims.subject = person.subject;
    claims.roles = Some(person.roles);
    claims.name = person.name;
    claims.given_name = person.given_name;
    claims.family_name = person.family_name;
    claims.middle_name = person.middle_name;
    claims.email = person.email;
    claims.email_verified = person.email_verified;
    claims.lti11_legacy_user_id = person.legacy_user_id;
    claims.picture = person.picture;
    claims.locale = person.locale;
}

/// Takes away what the tool may not learn.
fn limit(claims: &mut Claims, privacy: Privacy, anonymous: bool) -> Result<(), PlatformError> {
    if !anonymous {
        privacy.cut(claims);
        return Ok(());
    }
    // Who is not to be recognised is not named either, whatever the tool may usually learn.
    refuse_about(claims)?;
    cut_anonymous(claims);
    Privacy::Pseudonymous.cut(claims);
    Ok(())
}

/// A message about a person would tell who is not to be recognised.
fn refuse_about(claims: &Claims) -> Result<(), PlatformError> {
    if claims.for_user.is_none() {
        return Ok(());
    }
    let message = "message is about a person, an anonymous person cannot launch it";
    Err(PlatformError::new(&rules::CLAIM, message))
}

/// What every tool may refuse is not sent.
fn check(claims: &Claims) -> Result<(), PlatformError> {
    let link = claims.resource_link.as_ref().map(|link| link.id.as_str());
    let context = claims.context.as_ref().map(|context| context.id.as_str());
    let platform = claims.tool_platform.as_ref();
    let platform = platform.map(|platform| platform.guid.as_str());
    for id in [link, context, platform].into_iter().flatten() {
        if !id.is_ascii() || id.len() > MAX_ID_CHARS {
            let message = "id of resource link, context or platform is not 1 to 255 characters of \
                           ASCII";
            return Err(PlatformError::new(&rules::CLAIM, message));
        }
    }
    let unknown = |roles: &Roles| !roles.is_empty() && !roles.has_known_role();
    if claims.roles.as_ref().is_some_and(unknown) {
        let message = "none of the roles is of the vocabularies";
        return Err(PlatformError::new(&rules::CLAIM, message));
    }
    check_presentation(claims)
}

fn check_presentation(claims: &Claims) -> Result<(), PlatformError> {
    let shown = claims.launch_presentation.as_ref();
    let back = shown.and_then(|shown| shown.return_url.as_ref());
    let settings = claims.deep_linking_settings.as_ref();
    let chosen = settings.map(|settings| &settings.deep_link_return_url);
    for address in [back, chosen].into_iter().flatten() {
        if let Err(error) = address.to_url() {
            return Err(PlatformError::new(&rules::CLAIM, error.to_string()));
        }
    }
    let target = shown.and_then(|shown| shown.document_target.as_ref());
    if target.is_some_and(|target| !target.is_launch_target()) {
        let message = "document target is not one of frame, iframe and window";
        return Err(PlatformError::new(&rules::CLAIM, message));
    }
    Ok(())
}
