//! Which browser posts: the one that began the login, by its cookie or by the platform's storage.

use edu_http::Reply;
use edu_jose::Verify;
use edu_types::Timestamp;
use http::HeaderMap;

use super::{backend, one};
use crate::trace::Call;
use crate::{BoundLaunch, LaunchError, LtiTool, ToolBackend, UnverifiedLaunch, rules};

impl<B: ToolBackend, V: Verify + Sync> LtiTool<B, V> {
    /// Checks that the browser that posts is the one that began the login.
    pub(super) async fn bind(
        &self,
        message: UnverifiedLaunch,
        headers: &HeaderMap,
        now: &Timestamp,
    ) -> Result<BoundLaunch, LaunchError> {
        if !message.brings_proof(headers) {
            return message.in_browser(headers);
        }
        let found = self.backend.find_login(message.state(), now).await;
        let Some(pending) = found.map_err(backend)? else {
            let message = "no login of this state is open";
            return Err(LaunchError::new(&rules::STATE_UNKNOWN, message));
        };
        message.with_storage_proof(headers, &pending)
    }

    /// The page that asks the platform's storage, where only that can tell this browser.
    pub(super) async fn ask_storage(
        &self,
        call: &Call,
        message: &UnverifiedLaunch,
        headers: &HeaderMap,
        now: &Timestamp,
    ) -> Result<Option<Reply>, LaunchError> {
        if !message.needs_storage(headers) {
            return Ok(None);
        }
        let found = self.backend.find_login(message.state(), now).await;
        let Some(pending) = found.map_err(backend)? else {
            return Ok(None);
        };
        call.answers(&pending);
        let (issuer, client) = (pending.issuer(), pending.client_id());
        let found = self.backend.registration(issuer, Some(client)).await;
        let registration = one(found.map_err(backend)?)?;
        let question = message.storage_question(headers, &pending, &registration);
        Ok(question.map(|question| question.page()))
    }
}
