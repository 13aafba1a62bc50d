//! Who may call: the users named at the shell, each by name and password.

use std::collections::BTreeMap;

use edu_http::{
    BackendError, BasicCredentials, Body, Caller, ClientIdText, Scopes, TenantId, basic_challenge,
};
use edu_types::Secret;
use http::Response;
use http::request::Parts;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use xapi_lrs::{Account, Accounts, scope};
use xapi_model::Agent;

use crate::Failure;

/// The users, each with its own authority, all of one tenant with full access.
///
/// A host has these in its database instead, with passwords hashed by a slow function; here they are
/// long and random, or the user's own risk on this machine.
#[derive(Debug)]
pub(super) struct Users {
    users: BTreeMap<ClientIdText, (Secret<[u8; 32]>, Account)>,
    granted: Scopes,
}

impl Users {
    /// These names and passwords; `home_page` is where their accounts are.
    pub(super) fn new(
        users: &[(String, Secret<String>)],
        home_page: &str,
    ) -> Result<Self, Failure> {
        let tenant = TenantId::new("lrs")?;
        let mut known = BTreeMap::new();
        for (name, password) in users {
            let authority = xapi_model::Actor::Agent(Agent::account(home_page, name.as_str())?);
            let account = Account::new(tenant.clone(), authority);
            let password = Secret::new(Sha256::digest(password.expose()).into());
            known.insert(ClientIdText::new(name.as_str())?, (password, account));
        }
        Ok(Self {
            users: known,
            granted: Scopes::parse(scope::ALL)?,
        })
    }

    /// Who sent the request, or the response that asks for name and password.
    pub(super) fn authenticate(&self, parts: &Parts) -> Result<Caller, Box<Response<Body>>> {
        // Which versions are served is told to everybody.
        if parts.uri.path() == "/about" {
            return Ok(Caller::anonymous());
        }
        let refused = || Box::new(basic_challenge("record store"));
        let sent = BasicCredentials::of(&parts.headers).ok().flatten();
        let sent = sent.ok_or_else(refused)?;
        let name = ClientIdText::new(sent.name.expose().as_str()).map_err(|_| refused())?;
        let (password, _) = self.users.get(&name).ok_or_else(refused)?;
        let digest = Sha256::digest(sent.password.expose());
        if !bool::from(digest.ct_eq(password.expose())) {
            return Err(refused());
        }
        Ok(Caller::anonymous()
            .with_client(name)
            .with_scopes(self.granted.clone()))
    }
}

impl Accounts for Users {
    async fn account(&self, caller: &Caller) -> Result<Option<Account>, BackendError> {
        let found = caller.client().and_then(|name| self.users.get(name));
        Ok(found.map(|(_, account)| account.clone()))
    }
}
