//! What a launch says: every claim of LTI Core 1.3, typed; everything else kept.

use edu_json::{
    FromJson, JsonWriter, Kind, Node, RawJson, RawObject, Reader, ToJson, json_object,
    json_open_enum, json_wire,
};
use edu_types::{Personal, open_enum};

use crate::{
    Audience, ClientId, ContextId, ContextType, DeploymentId, DocumentTarget, Issuer, MessageType,
    Nonce, NumericDate, ResourceLinkId, Role, Roles, Subject, claim, rules,
};

open_enum! {
    /// The version of LTI a message follows.
    ///
    /// Spec: LTI Core 1.3, §5.3.2.
    pub enum Version {
        /// The only version this crate speaks.
        V1_3_0 = "1.3.0",
    }
}

json_open_enum!(MessageType, DocumentTarget, Version, Role, ContextType);

json_object! {
    /// The claims of one identity token, as a platform makes them and a tool reads them.
    ///
    /// Holding claims proves nothing: only a [`VerifiedLaunch`](crate::VerifiedLaunch) is
    /// proof. Claims this version does not know, a vendor's among them, are in `extra`, byte
    /// for byte.
    ///
    /// Spec: LTI Core 1.3, §5; 1EdTech Security Framework 1.0, §5.1.2.
    pub struct Claims {
        required {
            /// The platform.
            issuer: Issuer = "iss",
            /// The clients the token is meant for.
            audience: Audience = "aud",
            /// From this second on the token is void.
            expires: NumericDate = "exp",
            /// When the token was made.
            issued: NumericDate = "iat",
            /// The tool's value from the authentication request.
            nonce: Nonce = "nonce",
            /// Which kind of message this is.
            message_type: MessageType = claim::MESSAGE_TYPE,
            /// Always `1.3.0`.
            version: Version = claim::VERSION,
            /// The installation of the tool.
            deployment_id: DeploymentId = claim::DEPLOYMENT_ID,
        }
        optional {
            /// The client that asked, where the audience names several.
            authorized_party: ClientId = "azp",
            /// Before this second the token is void.
            not_before: NumericDate = "nbf",
            /// The person; absent in an anonymous launch.
            subject: Subject = "sub",
            /// What the person may do; required in messages that a person starts, may be empty.
            roles: Roles = claim::ROLES,
            /// Where the person wanted to go.
            target_link_uri: String = claim::TARGET_LINK_URI,
            /// The placement that was clicked.
            resource_link: ResourceLink = claim::RESOURCE_LINK,
            /// The course.
            context: Context = claim::CONTEXT,
            /// The platform's own description.
            tool_platform: ToolPlatform = claim::TOOL_PLATFORM,
            /// How and where the tool is shown.
            launch_presentation: LaunchPresentation = claim::LAUNCH_PRESENTATION,
            /// Identifiers of the student information system.
            lis: Lis = claim::LIS,
            /// Parameters the tool or the teacher asked for.
            custom: Custom = claim::CUSTOM,
            /// Settings of a deep-linking request.
            deep_linking_settings: DeepLinkingSettings = claim::DEEP_LINKING_SETTINGS,
            /// The person whose work is looked at, where it is not the one launching.
            for_user: ForUser = claim::FOR_USER,
            /// Full name.
            name: Personal<String> = "name",
            /// First name.
            given_name: Personal<String> = "given_name",
            /// Last name.
            family_name: Personal<String> = "family_name",
            /// Middle name.
            middle_name: Personal<String> = "middle_name",
            /// Address of a picture.
            picture: Personal<String> = "picture",
            /// Mail address; unverified, never an identity.
            email: Personal<String> = "email",
            /// Preferred language.
            locale: String = "locale",
        }
        list {
            /// Persons this one mentors, where the role is Mentor.
            role_scope_mentor: Subject = claim::ROLE_SCOPE_MENTOR,
        }
    }
}
json_wire!(Claims, &rules::MEMBER_RULES);

json_object! {
    /// One placement of a tool.
    ///
    /// Spec: LTI Core 1.3, §5.3.5.
    pub struct ResourceLink {
        required {
            /// Stable identity, unique in the deployment.
            id: ResourceLinkId = "id",
        }
        optional {
            /// Shown to people.
            title: String = "title",
            /// Shown to people.
            description: String = "description",
        }
    }
}

json_object! {
    /// One course, section or group.
    ///
    /// Spec: LTI Core 1.3, §5.4.1.
    pub struct Context {
        required {
            /// Stable identity, unique in the deployment.
            id: ContextId = "id",
        }
        optional {
            /// Short name, such as a course code.
            label: String = "label",
            /// Full name.
            title: String = "title",
        }
        list {
            /// What kind of context this is.
            types: ContextType = "type",
        }
    }
}

json_object! {
    /// The platform's description of itself; not proof of its identity.
    ///
    /// Spec: LTI Core 1.3, §5.4.2.
    pub struct ToolPlatform {
        required {
            /// Identity of the instance; may repeat across platforms.
            guid: String = "guid",
        }
        optional {
            /// Mail address for questions.
            contact_email: Personal<String> = "contact_email",
            /// Free text.
            description: String = "description",
            /// Name of the instance.
            name: String = "name",
            /// Home page.
            url: String = "url",
            /// The product, such as `moodle`.
            product_family_code: String = "product_family_code",
            /// The product's version.
            version: String = "version",
        }
    }
}

json_object! {
    /// How and where the platform shows the tool.
    ///
    /// Spec: LTI Core 1.3, §5.4.4.
    pub struct LaunchPresentation {
        optional {
            /// Frame or window.
            document_target: DocumentTarget = "document_target",
            /// Height in CSS pixels.
            height: Pixels = "height",
            /// Width in CSS pixels.
            width: Pixels = "width",
            /// Where the tool may send the person afterwards; check before use.
            return_url: String = "return_url",
            /// Language of the page.
            locale: String = "locale",
        }
    }
}

json_object! {
    /// Identifiers of the student information system.
    ///
    /// Spec: LTI Core 1.3, §5.4.5.
    pub struct Lis {
        optional {
            /// The person.
            person_sourcedid: Personal<String> = "person_sourcedid",
            /// The course offering.
            course_offering_sourcedid: String = "course_offering_sourcedid",
            /// The course section.
            course_section_sourcedid: String = "course_section_sourcedid",
        }
    }
}

json_object! {
    /// What the platform offers to a tool that is asked for content.
    ///
    /// Spec: LTI Deep Linking 2.0, §3.4.
    pub struct DeepLinkingSettings {
        required {
            /// Where the answer goes; check before use.
            deep_link_return_url: String = "deep_link_return_url",
            /// Kinds of item the platform takes.
            accept_types: Vec<String> = "accept_types",
            /// Where the platform can show what is chosen.
            accept_presentation_document_targets: Vec<DocumentTarget> = "accept_presentation_document_targets",
        }
    }
}

json_object! {
    /// The person whose work is looked at.
    ///
    /// Spec: LTI Submission Review 1.0, §3.
    pub struct ForUser {
        required {
            /// The person, as the platform names them.
            user_id: Subject = "user_id",
        }
        list {
            /// What that person may do.
            roles: Role = "roles",
        }
    }
}

/// A length in CSS pixels; some platforms send it as a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_structs, reason = "a number with a unit")]
pub struct Pixels(pub i64);

impl FromJson for Pixels {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        if node.kind() != Kind::String {
            return i64::from_json(node, reader).map(Self);
        }
        reader.note(
            &rules::LOOSE_SPELLING,
            node,
            "number is written as a string",
        );
        match node.as_str().and_then(|text| text.parse().ok()) {
            Some(pixels) => Some(Self(pixels)),
            None => reader.not_allowed(node, "text is not a whole number of pixels"),
        }
    }
}

impl ToJson for Pixels {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.integer(self.0);
    }
}

/// Parameters the tool or the teacher asked for.
///
/// Values should be strings; others are kept as they came, with a finding.
///
/// Spec: LTI Core 1.3, §5.4.6.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Custom(RawObject);

impl Custom {
    /// The parameters as they came.
    pub const fn raw(&self) -> &edu_json::Extra {
        &self.0.0
    }

    /// The parameter as text: a string decoded, any other value as its JSON text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.0.0.get(name).map(text_of)
    }

    /// Sets a parameter to a text.
    pub fn set(&mut self, name: &str, text: &str) {
        let mut writer = JsonWriter::new();
        writer.string(text);
        if let Ok(value) = RawJson::new(&writer.into_string(), &edu_types::Limits::DEFAULT) {
            self.0.0.insert(name, value);
        }
    }
}

fn text_of(value: &RawJson) -> String {
    let tree = value.tree(&edu_types::Limits::DEFAULT);
    let text = tree.as_ref().ok().and_then(|tree| tree.root().as_str());
    text.unwrap_or_else(|| value.as_str()).to_owned()
}

impl FromJson for Custom {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        for (_, value) in node.members() {
            if value.kind() != Kind::String {
                let message = format!("parameter is {}, a string is expected", value.kind());
                reader.note(&rules::CUSTOM_NOT_TEXT, value, message);
            }
        }
        RawObject::from_json(node, reader).map(Self)
    }
}

impl ToJson for Custom {
    fn to_json(&self, writer: &mut JsonWriter) {
        self.0.to_json(writer);
    }
}

impl FromJson for Roles {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        Vec::<Role>::from_json(node, reader).map(Self::from)
    }
}

impl ToJson for Roles {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.array(self.as_slice());
    }
}
