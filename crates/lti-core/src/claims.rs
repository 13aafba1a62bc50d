//! What a launch says: every claim of LTI Core 1.3, typed; everything else kept.

use edu_json::{
    FromJson, JsonWriter, Node, Reader, ToJson, json_object, json_open_enum, json_wire,
};
use edu_types::{Personal, Secret, open_enum};

use crate::{
    AgsClaim, Audience, ClientId, ContextId, ContextType, DeepLinkingSettings, DeploymentId,
    DocumentTarget, Issuer, MessageType, Nonce, NrpsClaim, NumericDate, ResourceLinkId, Role,
    Roles, Subject, WebAddress, claim, rules,
};

mod custom;
mod loose;

pub use custom::Custom;
pub use loose::{CommaList, Flag, Pixels};

open_enum! {
    /// The version of LTI a message follows.
    ///
    /// Spec: LTI Core 1.3, §5.3.2.
    pub enum Version {
        /// The only version this crate speaks.
        V1_3_0 = "1.3.0",
    }
}

json_open_enum!(MessageType, DocumentTarget, Version, Role);

json_object! {
    /// The claims of one identity token, as a platform makes them and a tool reads them.
    ///
    /// Holding claims proves nothing: only a [`VerifiedLaunch`](crate::VerifiedLaunch) is
    /// proof. Claims this version does not know, a vendor's among them, are in `extra`, byte
    /// for byte; so are odd informative ones that a profile tolerated, whose field is then
    /// empty.
    ///
    /// The protocol rests on the claims from `issuer` to `for_user`: no profile tolerates odd
    /// ones. All that follow inform. Claims that a profile tolerated are written as they came:
    /// read them again with [`Claims::from_slice`] under the same profile, because
    /// `Deserialize` is strict.
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
            target_link_uri: WebAddress = claim::TARGET_LINK_URI,
            /// The placement that was clicked.
            resource_link: ResourceLink = claim::RESOURCE_LINK,
            /// The course.
            context: Context = claim::CONTEXT,
            /// Settings of a deep-linking request.
            deep_linking_settings: DeepLinkingSettings = claim::DEEP_LINKING_SETTINGS,
            /// The person whose work is looked at, where it is not the one launching.
            for_user: ForUser = claim::FOR_USER,
        }
        informative {
            /// The platform's own description.
            tool_platform: ToolPlatform = claim::TOOL_PLATFORM,
            /// How and where the tool is shown.
            launch_presentation: LaunchPresentation = claim::LAUNCH_PRESENTATION,
            /// Identifiers of the student information system.
            lis: Lis = claim::LIS,
            /// Parameters the tool or the teacher asked for.
            custom: Custom = claim::CUSTOM,
            /// Where grades go.
            ags: AgsClaim = claim::AGS_ENDPOINT,
            /// Where members are listed.
            nrps: NrpsClaim = claim::NAMES_AND_ROLES,
            /// What the same things were called in LTI 1.1; proof only where its signature is
            /// checked.
            lti1p1: Lti1p1 = claim::LTI1P1,
            /// What the person was called in LTI 1.1.
            lti11_legacy_user_id: Personal<String> = claim::LTI11_LEGACY_USER_ID,
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
            /// Whether the platform says that it verified the mail address.
            email_verified: Flag = "email_verified",
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
        informative {
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
        informative {
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
        informative {
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
        informative {
            /// Frame or window.
            document_target: DocumentTarget = "document_target",
            /// Height in CSS pixels.
            height: Pixels = "height",
            /// Width in CSS pixels.
            width: Pixels = "width",
            /// Where the tool may send the person afterwards; check before use.
            return_url: WebAddress = "return_url",
            /// Language of the page.
            locale: String = "locale",
            /// Address of a style sheet, from LTI 1.1.
            css_url: WebAddress = "css_url",
        }
    }
}

json_object! {
    /// Identifiers of the student information system.
    ///
    /// Spec: LTI Core 1.3, §5.4.5.
    pub struct Lis {
        informative {
            /// The person.
            person_sourcedid: Personal<String> = "person_sourcedid",
            /// The course offering.
            course_offering_sourcedid: Personal<String> = "course_offering_sourcedid",
            /// The course section.
            course_section_sourcedid: Personal<String> = "course_section_sourcedid",
            /// Where Basic Outcomes of LTI 1.1 are sent.
            outcome_service_url: WebAddress = "outcome_service_url",
            /// The person's result, as Basic Outcomes of LTI 1.1 name it.
            result_sourcedid: Personal<String> = "result_sourcedid",
        }
    }
}

json_object! {
    /// What person, link, context and platform were called in LTI 1.1.
    ///
    /// It joins an old account with a new one only where `oauth_consumer_key_sign` was checked
    /// with the old secret, which is not done here.
    ///
    /// Spec: LTI 1.3 Migration Guide.
    pub struct Lti1p1 {
        informative {
            /// The person.
            user_id: Personal<String> = "user_id",
            /// The consumer key of the old launches.
            oauth_consumer_key: String = "oauth_consumer_key",
            /// Signature by the secret of that key.
            oauth_consumer_key_sign: Secret<String> = "oauth_consumer_key_sign",
            /// The placement.
            resource_link_id: String = "resource_link_id",
            /// The context.
            context_id: String = "context_id",
            /// The platform.
            tool_consumer_instance_guid: String = "tool_consumer_instance_guid",
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
        informative {
            /// Full name.
            name: Personal<String> = "name",
            /// First name.
            given_name: Personal<String> = "given_name",
            /// Last name.
            family_name: Personal<String> = "family_name",
            /// Mail address; unverified, never an identity.
            email: Personal<String> = "email",
            /// The person in the student information system.
            person_sourcedid: Personal<String> = "person_sourcedid",
        }
        list {
            /// What that person may do.
            roles: Role = "roles",
        }
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
