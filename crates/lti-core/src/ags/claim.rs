//! Where a launch says that grades go.

use edu_json::{json_object, json_wire};

use crate::{WebAddress, rules};

json_object! {
    /// Where a tool reads and writes the gradebook of the launch's context.
    ///
    /// Spec: Assignment and Grade Services 2.0, §3.1.
    pub struct AgsClaim {
        informative {
            /// The container of the tool's line items in this context.
            line_items: WebAddress = "lineitems",
            /// The one line item of the launched resource link, where it has exactly one.
            line_item: WebAddress = "lineitem",
        }
        list {
            /// What the tool may be granted here; see [`scope`](crate::scope).
            scopes: String = "scope",
        }
    }
}
json_wire!(AgsClaim, &rules::MEMBER_RULES);
