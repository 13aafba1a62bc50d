//! Where the keys come from that tools sign with.

use std::sync::Arc;

use edu_jose::{KeyId, KeySet};
use edu_types::Timestamp;

use crate::{BackendError, ToolRegistration};
use edu_http::for_pointers;

/// Where the keys come from that tools publish.
///
/// Not asked for tools whose registration holds their keys
/// ([`ToolRegistration::with_keys`]).
pub trait ToolKeys: Send + Sync {
    /// The tool's keys; `wanted` is the key id of a signed text whose key was not in the set
    /// returned before, so that fetching anew may help.
    fn tool_key_set(
        &self,
        tool: &ToolRegistration,
        wanted: Option<&KeyId>,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Arc<KeySet>, BackendError>> + Send;
}

for_pointers!(ToolKeys {
    fn tool_key_set(
        tool: &ToolRegistration,
        wanted: Option<&KeyId>,
        now: &Timestamp
    ) -> Arc<KeySet>;
});

/// The keys to judge a text of `tool` by that names the key `wanted`.
pub(crate) async fn keys_of_tool(
    keys: &impl ToolKeys,
    tool: &ToolRegistration,
    wanted: Option<&KeyId>,
    now: &Timestamp,
) -> Result<Arc<KeySet>, BackendError> {
    if let Some(held) = tool.keys() {
        return Ok(Arc::clone(held));
    }
    let known = keys.tool_key_set(tool, None, now).await?;
    match wanted.filter(|wanted| !known.contains(wanted)) {
        None => Ok(known),
        Some(wanted) => keys.tool_key_set(tool, Some(wanted), now).await,
    }
}
