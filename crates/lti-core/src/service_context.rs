//! Whose data a service of the platform is about.

use edu_http::Caller;

use crate::{ClientId, ContextId, DeploymentId, ToolRegistration};

/// One context, as one installation of one tool may see it: what leads every key of a gradebook.
///
/// Two tools in one context, or one tool installed twice, see nothing of each other's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_structs, reason = "the three are the identity")]
#[expect(clippy::struct_field_names, reason = "the names that LTI gives them")]
pub struct ServiceContext {
    /// The tool.
    pub client_id: ClientId,
    /// Its installation.
    pub deployment_id: DeploymentId,
    /// The course or group.
    pub context_id: ContextId,
}

impl ServiceContext {
    /// Whether `tool` is installed there, and its token is good for that installation.
    pub(crate) fn is_open_to(&self, caller: &Caller, tool: &ToolRegistration) -> bool {
        let installed = tool.is_deployed(&self.deployment_id);
        installed && caller.reaches(self.deployment_id.as_str())
    }
}
