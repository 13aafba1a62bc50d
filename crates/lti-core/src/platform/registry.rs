//! Tools that a host adds, changes and takes away while it runs.

use crate::tool::ATTEMPTS;
use crate::{BackendError, ClientId, Put, ToolRegistration, Tools};
use edu_http::for_pointers;

/// [`Tools`] with a way to administer them.
///
/// Every operation is atomic, and holds for the launches that come after it on any machine.
pub trait ToolStore: Tools {
    /// Keeps `tool` where `instead_of` is what is kept under its client id now: `None` adds a
    /// new one.
    ///
    /// Two administrators who change one tool at a time do not lose each other's change: the
    /// second is told [`Put::Changed`].
    fn put_tool(
        &self,
        tool: &ToolRegistration,
        instead_of: Option<&ToolRegistration>,
    ) -> impl Future<Output = Result<Put, BackendError>> + Send;

    /// Keeps `tool` whatever is kept under its client id now: for what a program sets up by itself.
    fn set_tool(
        &self,
        tool: &ToolRegistration,
    ) -> impl Future<Output = Result<(), BackendError>> + Send {
        async move {
            for _ in 0..ATTEMPTS {
                let before = self.tool(tool.client_id()).await?;
                if self.put_tool(tool, before.as_deref()).await? == Put::Done {
                    return Ok(());
                }
            }
            Err(BackendError::failed(
                "tool is changed by others all the time",
            ))
        }
    }

    /// Forgets a tool; whether there was one.
    fn remove_tool(
        &self,
        client_id: &ClientId,
    ) -> impl Future<Output = Result<bool, BackendError>> + Send;

    /// Client ids of tools in their order, beginning behind `after`, `limit` at most. Ids alone, so
    /// that a tool that cannot be read hides no other.
    fn tools(
        &self,
        after: Option<&ClientId>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<ClientId>, BackendError>> + Send;
}

for_pointers!(ToolStore {
    fn put_tool(tool: &ToolRegistration, instead_of: Option<&ToolRegistration>) -> Put;
    fn remove_tool(client_id: &ClientId) -> bool;
    fn tools(after: Option<&ClientId>, limit: usize) -> Vec<ClientId>;
});
