//! What a platform says of itself to a tool that wants to register.

use edu_json::json_object;

use super::document::document;
use crate::{Issuer, MessageType, WebAddress};

/// The name of [`PlatformConfiguration::lti`].
pub(super) const SECTION: &str = "https://purl.imsglobal.org/spec/lti-platform-configuration";

document! {
    /// What a platform says of itself: its `OpenID` configuration, with a section of LTI.
    ///
    /// Spec: Dynamic Registration 1.0, §3.5.2; `OpenID` Connect Discovery 1.0, §3.
    pub struct PlatformConfiguration {
        required {
            /// The platform, as it names itself in tokens.
            issuer: Issuer = "issuer",
            /// Where tools ask for messages.
            authorization_endpoint: WebAddress = "authorization_endpoint",
            /// Where tools ask for access tokens.
            token_endpoint: WebAddress = "token_endpoint",
            /// Where the platform publishes its keys.
            jwks_uri: WebAddress = "jwks_uri",
            /// Where tools register.
            registration_endpoint: WebAddress = "registration_endpoint",
        }
        informative {
            /// The audience of what tools sign for the token endpoint, where it is another than
            /// that address.
            authorization_server: String = "authorization_server",
        }
        list {
            /// How tools prove who they are at the token endpoint; `private_key_jwt` among it.
            token_endpoint_auth_methods: String = "token_endpoint_auth_methods_supported",
            /// With which algorithms they sign there; `RS256` among it.
            token_endpoint_auth_signing_algorithms: String =
                "token_endpoint_auth_signing_alg_values_supported",
            /// What tools may be granted; `openid` among it.
            scopes: String = "scopes_supported",
            /// What tools may ask for; `id_token` among it.
            response_types: String = "response_types_supported",
            /// How persons are named: `public` or `pairwise`.
            subject_types: String = "subject_types_supported",
            /// With which algorithms messages are signed; `RS256` among it.
            id_token_signing_algorithms: String = "id_token_signing_alg_values_supported",
            /// What messages may say.
            claims: String = "claims_supported",
        }
        section {
            /// What is offered of LTI.
            lti: LtiPlatformConfiguration = SECTION,
        }
    }
}

json_object! {
    /// What a platform offers of LTI.
    ///
    /// Spec: Dynamic Registration 1.0, §3.5.2.1.
    pub struct LtiPlatformConfiguration {
        required {
            /// The product, such as `moodle`.
            product_family_code: String = "product_family_code",
        }
        informative {
            /// The product's version.
            version: String = "version",
        }
        list {
            /// The messages it sends.
            messages: SupportedMessage = "messages_supported",
            /// The notices it sends.
            notice_types: String = "notice_types_supported",
            /// The variables it replaces in custom parameters, without `$`.
            variables: String = "variables",
        }
    }
}

json_object! {
    /// A message that a platform sends, and where people find the links that send it.
    ///
    /// Spec: Dynamic Registration 1.0, §3.5.2.2.
    pub struct SupportedMessage {
        required {
            /// Which kind of message.
            message_type: MessageType = "type",
        }
        list {
            /// Places in the platform's pages, such as `ContentArea`.
            placements: String = "placements",
        }
    }
}

impl PlatformConfiguration {
    /// Adds what every platform of LTI 1.3 supports and none says otherwise.
    pub(super) fn with_core(mut self) -> Self {
        let one = |text: &str| vec![text.to_owned()];
        self.token_endpoint_auth_methods = one("private_key_jwt");
        self.token_endpoint_auth_signing_algorithms = one("RS256");
        self.response_types = one("id_token");
        self.subject_types = one("public");
        self.id_token_signing_algorithms = one("RS256");
        let claims = ["sub", "iss", "name", "given_name", "family_name", "email"];
        self.claims = claims.map(str::to_owned).to_vec();
        self
    }
}
