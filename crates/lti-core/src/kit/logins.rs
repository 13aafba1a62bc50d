//! A tool's logins.

use edu_types::{HttpUrl, Timestamp};

use super::judge::{Store, at};
use super::{CLIENT, ISSUER};
use crate::{
    BackendError, ClientId, DeploymentId, Issuer, Nonce, PendingLogin, State, Taken, ToolBackend,
};

/// A tool's backend as a store of logins.
pub(super) struct Logins<B>(pub(super) B);

impl<B: ToolBackend> Store for Logins<B> {
    type Value = PendingLogin;

    const WHAT: &'static str = "logins";

    fn value(name: &str, expires: i64) -> Result<PendingLogin, BackendError> {
        Ok(PendingLogin {
            state: state(name)?,
            nonce: Nonce::new(format!("nonce of {name} until {expires}")).map_err(unusable)?,
            issuer: Issuer::new(ISSUER).map_err(unusable)?,
            client_id: ClientId::new(CLIENT).map_err(unusable)?,
            target_link_uri: "https://tool.example/launch?a=1&b=%20".to_owned(),
            redirect_uri: HttpUrl::parse("https://tool.example/launch?a=1").map_err(unusable)?,
            deployment_id: Some(DeploymentId::new("kit-1").map_err(unusable)?),
            expires: at(expires).unix_seconds(),
        })
    }

    async fn keep(&self, value: PendingLogin, now: &Timestamp) -> Result<(), BackendError> {
        self.0.keep_login(value, now).await
    }

    async fn take(&self, name: &str, now: &Timestamp) -> Result<Taken<PendingLogin>, BackendError> {
        self.0.take_login(&state(name)?, now).await
    }
}

fn state(name: &str) -> Result<State, BackendError> {
    State::new(name).map_err(unusable)
}

/// The kit's own values are valid; the compiler cannot know.
pub(super) fn unusable(error: impl core::fmt::Display) -> BackendError {
    BackendError::failed(error.to_string())
}
