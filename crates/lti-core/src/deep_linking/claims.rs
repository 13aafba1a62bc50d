//! What a tool says in its answer.

use edu_json::{json_object, json_wire};
use edu_types::{Personal, Secret};

use super::{ContentItem, rules};
use crate::{
    Audience, ClientId, DeploymentId, Issuer, MessageType, Nonce, NumericDate, Version, claim,
};

json_object! {
    /// The claims of a tool's answer: what a person chose.
    ///
    /// Holding claims proves nothing: only a
    /// [`VerifiedSelection`](crate::deep_linking::VerifiedSelection) is proof.
    ///
    /// Spec: Deep Linking 2.0, §4.5; 1EdTech Security Framework 1.0, §5.2.2.
    pub struct ResponseClaims {
        required {
            /// The tool, as the platform names it.
            client_id: ClientId = "iss",
            /// The platform it is meant for.
            audience: Audience<Issuer> = "aud",
            /// From this second on the answer is void.
            expires: NumericDate = "exp",
            /// When the answer was made.
            issued: NumericDate = "iat",
            /// A value of the tool's own, never used before.
            nonce: Nonce = "nonce",
            /// Always `LtiDeepLinkingResponse`.
            message_type: MessageType = claim::MESSAGE_TYPE,
            /// Always `1.3.0`.
            version: Version = claim::VERSION,
            /// The installation of the tool that was asked.
            deployment_id: DeploymentId = claim::DEPLOYMENT_ID,
        }
        optional {
            /// The platform, where the audience names several.
            authorized_party: Issuer = "azp",
            /// Before this second the answer is void.
            not_before: NumericDate = "nbf",
            /// The platform's own, as it came with the request.
            data: Secret<String> = claim::DEEP_LINKING_DATA,
            /// What was chosen; nothing where the person thought better of it.
            items: Vec<ContentItem> = claim::CONTENT_ITEMS,
        }
        informative {
            /// For the person.
            message: Personal<String> = claim::DEEP_LINKING_MESSAGE,
            /// For the platform's log.
            log: Personal<String> = claim::DEEP_LINKING_LOG,
            /// For the person, of an error.
            error_message: Personal<String> = claim::DEEP_LINKING_ERROR_MESSAGE,
            /// For the platform's log, of an error.
            error_log: Personal<String> = claim::DEEP_LINKING_ERROR_LOG,
        }
    }
}
json_wire!(ResponseClaims, &rules::MEMBER_RULES);
