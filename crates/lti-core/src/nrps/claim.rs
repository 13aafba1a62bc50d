//! Where a launch says that members are listed.

use edu_json::{json_object, json_wire};

use crate::{WebAddress, rules};

json_object! {
    /// Where a tool reads who belongs to the launch's context.
    ///
    /// Spec: Names and Role Provisioning Services 2.0, §3.6.1.1.
    pub struct NrpsClaim {
        required {
            /// The list of members.
            memberships: WebAddress = "context_memberships_url",
        }
        list {
            /// Versions of the service, such as `2.0`.
            versions: String = "service_versions",
        }
    }
}
json_wire!(NrpsClaim, &rules::MEMBER_RULES);
