//! A tool's logins.

use edu_types::{HttpUrl, Timestamp};

use super::judge::{Judge, Store, at};
use super::{CLIENT, ISSUER, rules};
use crate::{
    BackendError, ClientId, DeploymentId, Issuer, Nonce, PendingLogin, State, StorageTarget, Taken,
};

/// A tool's store of logins.
pub(super) struct Logins<B>(pub(super) B);

impl<B: crate::Logins> Store for Logins<B> {
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
            storage_target: Some(StorageTarget::new("kit_storage").map_err(unusable)?),
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

/// Who looks changes nothing, and sees only what still waits.
pub(super) async fn check_looks<B: crate::Logins>(
    judge: &mut Judge,
    store: &B,
) -> Result<(), BackendError> {
    let login = Logins::<B>::value("name", 600)?;
    let (own, other) = (state("name")?, state("NAME")?);
    store.keep_login(login.clone(), &at(0)).await?;
    for seconds in [1, 2, 599] {
        match store.find_login(&own, &at(seconds)).await? {
            Some(found) if found == login => {}
            Some(_) => judge.note(&rules::CHANGED, "who looked saw another login"),
            None => judge.note(&rules::LOST, "who looked saw no login"),
        }
    }
    if store.find_login(&other, &at(1)).await?.is_some() {
        judge.note(&rules::INVENTED, "who looked saw a login never kept");
    }
    if store.find_login(&own, &at(600)).await?.is_some() {
        judge.note(&rules::EXPIRED, "who looked saw a void login");
    }
    let taken = store.take_login(&own, &at(3)).await?;
    judge.fresh(&taken, &login, "taken after others looked");
    if store.find_login(&own, &at(4)).await?.is_some() {
        judge.note(&rules::TWICE, "who looked saw a login that was taken");
    }
    Ok(())
}

/// A login of one tenant is unknown to another.
pub(super) async fn check_tenants<B: crate::Logins>(
    judge: &mut Judge,
    (one, other): (B, B),
) -> Result<(), BackendError> {
    let login = Logins::<B>::value("name", 600)?;
    let own = state("name")?;
    one.keep_login(login.clone(), &at(0)).await?;
    let seen = other.find_login(&own, &at(1)).await?.is_some();
    if seen || other.take_login(&own, &at(1)).await? != Taken::Unknown {
        judge.note(&rules::CROSSED, "a tenant gets the login of another");
    }
    let taken = one.take_login(&own, &at(2)).await?;
    judge.fresh(&taken, &login, "taken after another tenant tried");
    if other.take_login(&own, &at(3)).await? != Taken::Unknown {
        judge.note(&rules::CROSSED, "a tenant is told of another's used login");
    }
    Ok(())
}

fn state(name: &str) -> Result<State, BackendError> {
    State::new(name).map_err(unusable)
}

/// The kit's own values are valid; the compiler cannot know.
pub(super) fn unusable(error: impl core::fmt::Display) -> BackendError {
    BackendError::failed(error.to_string())
}
