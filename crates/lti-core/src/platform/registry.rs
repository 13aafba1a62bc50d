//! Tools that a host adds, changes and takes away while it runs.

use std::sync::Arc;

use crate::store::for_pointers;
use crate::{BackendError, ClientId, Put, ToolRegistration, Tools};

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

    /// Forgets a tool; whether there was one.
    fn remove_tool(
        &self,
        client_id: &ClientId,
    ) -> impl Future<Output = Result<bool, BackendError>> + Send;

    /// Tools in the order of their client ids, beginning behind `after`, `limit` at most.
    fn tools(
        &self,
        after: Option<&ClientId>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Arc<ToolRegistration>>, BackendError>> + Send;
}

for_pointers!(ToolStore {
    fn put_tool(tool: &ToolRegistration, instead_of: Option<&ToolRegistration>) -> Put;
    fn remove_tool(client_id: &ClientId) -> bool;
    fn tools(after: Option<&ClientId>, limit: usize) -> Vec<Arc<ToolRegistration>>;
});
