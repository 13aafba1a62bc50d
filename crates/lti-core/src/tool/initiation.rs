//! The first request of a launch: the platform asks the tool to start a login.

use core::fmt;

use edu_http::Form;
use edu_types::{HttpUrl, IdError, Place};

use crate::{
    ClientId, DeploymentId, Issuer, LaunchError, LoginHint, MessageHint, StorageTarget,
    parse_address, rules,
};

/// A platform asks this tool to start a login.
///
/// Nothing in it is signed: it only chooses a registration, and its hints are echoed. The
/// target in particular must not be acted on before a token confirms it.
///
/// Spec: 1EdTech Security Framework 1.0, §5.1.1.1; LTI Core 1.3, §4.1.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoginInitiation {
    /// The platform.
    pub issuer: Issuer,
    /// Who is signing in; opaque, echoed unaltered.
    pub login_hint: LoginHint,
    /// Where the person wants to go, unsigned; may have a query and a fragment.
    pub target_link_uri: HttpUrl,
    /// Which message the platform will send; opaque, echoed unaltered.
    pub message_hint: Option<MessageHint>,
    /// The deployment the message will name.
    pub deployment_id: Option<DeploymentId>,
    /// The client the platform means, where the issuer has several.
    pub client_id: Option<ClientId>,
    /// The frame that offers storage to tools without cookies.
    pub storage_target: Option<StorageTarget>,
}

impl LoginInitiation {
    /// Reads the fields of a query or posted form; platforms use either.
    ///
    /// Unknown fields are ignored.
    ///
    /// # Errors
    ///
    /// [`LaunchError`] of fault [`Fault::Malformed`](crate::Fault::Malformed) names the first
    /// field that is missing or not allowed.
    pub fn from_form(form: &Form) -> Result<Self, LaunchError> {
        let target = required(form, "target_link_uri")?;
        let target_link_uri = parse_address(target).map_err(|error| {
            let place = field("target_link_uri");
            LaunchError::at(&rules::TARGET_FOREIGN, place, error.to_string())
        })?;
        Ok(Self {
            issuer: id("iss", required(form, "iss")?, Issuer::new)?,
            login_hint: id("login_hint", required(form, "login_hint")?, LoginHint::new)?,
            target_link_uri,
            message_hint: optional(form, "lti_message_hint", MessageHint::new)?,
            deployment_id: optional(form, "lti_deployment_id", DeploymentId::new)?,
            client_id: optional(form, "client_id", ClientId::new)?,
            storage_target: optional(form, "lti_storage_target", StorageTarget::new)?,
        })
    }

    /// Names and values, as a platform sends them.
    pub(crate) fn fields(&self) -> Vec<(&'static str, &str)> {
        let mut fields = vec![
            ("iss", self.issuer.as_str()),
            ("login_hint", self.login_hint.as_str()),
            ("target_link_uri", self.target_link_uri.as_str()),
        ];
        let optional = [
            (
                "lti_message_hint",
                self.message_hint.as_ref().map(MessageHint::as_str),
            ),
            (
                "lti_deployment_id",
                self.deployment_id.as_ref().map(AsRef::as_ref),
            ),
            ("client_id", self.client_id.as_ref().map(AsRef::as_ref)),
            (
                "lti_storage_target",
                self.storage_target.as_ref().map(AsRef::as_ref),
            ),
        ];
        let present = optional
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        fields.extend(present);
        fields
    }
}

impl fmt::Debug for LoginInitiation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoginInitiation")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("deployment_id", &self.deployment_id)
            .finish_non_exhaustive()
    }
}

pub(crate) fn field(name: &'static str) -> Place {
    Place::pointer(format!("form field {name}"))
}

pub(crate) fn required<'f>(form: &'f Form, name: &'static str) -> Result<&'f str, LaunchError> {
    form.get(name)
        .ok_or_else(|| LaunchError::at(&rules::FORM, field(name), "required field is missing"))
}

pub(crate) fn id<'f, T>(
    name: &'static str,
    text: &'f str,
    make: impl FnOnce(&'f str) -> Result<T, IdError>,
) -> Result<T, LaunchError> {
    make(text).map_err(|error| LaunchError::at(&rules::FORM, field(name), error.to_string()))
}

fn optional<'f, T>(
    form: &'f Form,
    name: &'static str,
    make: impl FnOnce(&'f str) -> Result<T, IdError>,
) -> Result<Option<T>, LaunchError> {
    // Some platforms send optional fields empty; an empty hint says as much as none.
    match form.get(name) {
        None | Some("") => Ok(None),
        Some(text) => id(name, text, make).map(Some),
    }
}
