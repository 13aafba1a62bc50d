//! What a tool says of itself to register, and what a platform registered.

use edu_json::{FromJson, JsonWriter, Node, RawJson, Reader, ToJson, json_object};
use edu_types::{Limits, Personal, Secret, open_enum};

use super::document::document;
use super::rules;
use crate::{ClientId, Custom, DeploymentId, MessageType, WebAddress};

/// The name of [`ToolConfiguration::lti`].
pub(super) const SECTION: &str = "https://purl.imsglobal.org/spec/lti-tool-configuration";

document! {
    /// What a tool says of itself to register, and what the platform answers that it registered.
    ///
    /// Reading it proves nothing but its form: a platform checks what every tool must say when it
    /// registers, a tool that there is a client id when it has. Texts in further languages, such as
    /// `client_name#de`, and members of vendors are in `extra`.
    ///
    /// ```
    /// use edu_types::{Limits, Profile};
    /// use lti_core::dynamic_registration::ToolConfiguration;
    ///
    /// let text = br#"{"client_name":"Quiz","client_name#de":"Test","grant_types":["implict"]}"#;
    /// let read = ToolConfiguration::from_slice(text, &Profile::strict(), &Limits::DEFAULT)?;
    /// assert_eq!(read.value.client_name_in("de").as_deref(), Some("Test"));
    /// assert_eq!(read.value.client_name_in("fr"), None);
    /// assert_eq!(read.report.findings()[0].code, "lti.registration.misspelt_grant");
    /// # Ok::<(), edu_json::Refused>(())
    /// ```
    ///
    /// Spec: Dynamic Registration 1.0, §3.5.3; RFC 7591, §2.
    pub struct ToolConfiguration {
        required {}
        informative {
            /// The tool, as the platform names it; the platform's answer alone has it.
            client_id: ClientId = "client_id",
            /// Where the tool may read and change its registration.
            registration_client_uri: WebAddress = "registration_client_uri",
            /// What it proves there that the registration is its own.
            registration_access_token: Secret<String> = "registration_access_token",
            /// Always `web`.
            application_type: String = "application_type",
            /// Shown to people.
            client_name: String = "client_name",
            /// Where logins start.
            initiate_login_uri: WebAddress = "initiate_login_uri",
            /// Where the tool publishes its keys.
            jwks_uri: WebAddress = "jwks_uri",
            /// The tool's keys themselves, where it publishes none.
            jwks: RawJson = "jwks",
            /// Always `private_key_jwt`.
            token_endpoint_auth_method: String = "token_endpoint_auth_method",
            /// What the tool wants to be granted, or was, separated by spaces.
            scope: String = "scope",
            /// Address of a picture.
            logo_uri: WebAddress = "logo_uri",
            /// Address of a page about the tool.
            client_uri: WebAddress = "client_uri",
            /// Address of a page about privacy.
            policy_uri: WebAddress = "policy_uri",
            /// Address of the terms of service.
            tos_uri: WebAddress = "tos_uri",
        }
        list {
            /// Addresses that take messages.
            redirect_uris: WebAddress = "redirect_uris",
            /// Always `id_token`.
            response_types: String = "response_types",
            /// How the tool is granted what.
            grant_types: GrantType = "grant_types",
            /// Mail addresses of those who answer for the tool.
            contacts: Personal<String> = "contacts",
        }
        section {
            /// What the tool has of LTI.
            lti: LtiToolConfiguration = SECTION,
        }
    }
}

json_object! {
    /// What a tool has of LTI.
    ///
    /// Spec: Dynamic Registration 1.0, §3.5.3.1.
    pub struct LtiToolConfiguration {
        informative {
            /// The host that the tool is at; messages lead there and to the secondary ones.
            domain: String = "domain",
            /// The installation that the platform made; its answer alone has it.
            deployment_id: DeploymentId = "deployment_id",
            /// Where links lead that say nothing else.
            target_link_uri: WebAddress = "target_link_uri",
            /// Parameters of every message; values may be variables.
            custom_parameters: Custom = "custom_parameters",
            /// Shown to people.
            description: String = "description",
        }
        list {
            /// Further hosts.
            secondary_domains: String = "secondary_domains",
            /// What the tool wants messages to say of persons, such as `name`.
            claims: String = "claims",
            /// The messages it takes.
            messages: ToolMessage = "messages",
        }
    }
}

json_object! {
    /// A message that a tool takes.
    ///
    /// Spec: Dynamic Registration 1.0, §3.5.3.2.
    pub struct ToolMessage {
        required {
            /// Which kind of message.
            message_type: MessageType = "type",
        }
        informative {
            /// Where it leads, where that is another place than the tool's.
            target_link_uri: WebAddress = "target_link_uri",
            /// Shown to people.
            label: String = "label",
            /// Address of a picture.
            icon_uri: WebAddress = "icon_uri",
            /// Parameters beside the tool's.
            custom_parameters: Custom = "custom_parameters",
        }
        list {
            /// Where in the platform's pages people should find it.
            placements: String = "placements",
            /// Who should find it.
            roles: String = "roles",
            /// For deep linking: the kinds of item it makes.
            supported_types: String = "supported_types",
            /// For deep linking: the media types of files it makes.
            supported_media_types: String = "supported_media_types",
        }
    }
}

open_enum! {
    /// How a tool is granted what.
    ///
    /// Spec: RFC 7591, §2.
    pub enum GrantType {
        /// Messages.
        Implicit = "implicit",
        /// Messages, as an example of the standard spells it; read with a finding, never written
        /// by this crate.
        Implict = "implict",
        /// Access tokens for services.
        ClientCredentials = "client_credentials",
    }
}

impl FromJson for GrantType {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let grant = reader.text(node).map(Self::from)?;
        if grant == Self::Implict {
            let message = "grant type is `implict`, `implicit` is meant";
            reader.note(&rules::MISSPELT_GRANT, node, message);
        }
        Some(grant)
    }
}

impl ToJson for GrantType {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(self.as_str());
    }
}

impl ToolConfiguration {
    /// The name in a language, where the tool has one in it.
    ///
    /// Spec: RFC 7591, §2.2.
    pub fn client_name_in(&self, language: &str) -> Option<String> {
        let name = self.extra.get(&format!("client_name#{language}"))?;
        let tree = name.tree(&Limits::DEFAULT).ok()?;
        tree.root().as_str().map(str::to_owned)
    }

    /// Without what belongs to one answer alone: the token that was handed over.
    pub(crate) fn without_token(mut self) -> Self {
        self.registration_access_token = None;
        self
    }
}
