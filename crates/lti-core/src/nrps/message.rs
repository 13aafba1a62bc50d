//! What a launch of a resource link would tell a tool about one member.

use edu_json::{json_object, json_wire};
use edu_types::Personal;

use super::rules;
use crate::{AgsClaim, Custom, MessageType, WebAddress, claim};

json_object! {
    /// What a launch of the resource link that was asked for would say if this member made it.
    ///
    /// Claims this version does not type, such as a submission review's, are in `extra`.
    ///
    /// Spec: Names and Role Provisioning Services 2.0, §3.2.
    pub struct MemberMessage {
        required {
            /// Which kind of message.
            message_type: MessageType = claim::MESSAGE_TYPE,
        }
        informative {
            /// Custom parameters, their variables replaced for this member.
            custom: Custom = claim::CUSTOM,
            /// Where grades go.
            ags: AgsClaim = claim::AGS_ENDPOINT,
            /// Where this member's result goes in the manner of LTI 1.1.
            basic_outcome: BasicOutcome = claim::BASIC_OUTCOME,
        }
    }
}
json_wire!(MemberMessage, &rules::MEMBER_RULES);

json_object! {
    /// Where one result goes in the manner of LTI 1.1.
    ///
    /// Spec: Basic Outcomes in LTI 1.3.
    pub struct BasicOutcome {
        informative {
            /// The result, as the service names it.
            result_sourcedid: Personal<String> = "lis_result_sourcedid",
            /// The service.
            service_url: WebAddress = "lis_outcome_service_url",
        }
    }
}
