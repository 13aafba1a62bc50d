//! The access tokens of one tool, each asked for once however many calls wait for it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use edu_http::{
    ClientIdText, HeldToken, MomentUnavailable, Moments, Scopes, TokenCache, TokenKey, TokenLookup,
    TokenReply, TokenRequest, TokenTicket,
};
use edu_jose::Sign;
use lti_core::{AssertionError, ClientAssertion};
use tokio::sync::watch;

use super::{Grant, ServiceError};
use crate::guarded::GuardedClient;

/// The cache, and who waits for it.
#[derive(Debug)]
pub(super) struct Tokens {
    cache: Mutex<TokenCache>,
    settled: watch::Sender<()>,
}

/// A ticket that is handed back where the call that holds it is broken off.
struct Asking<'t, M: Moments> {
    tokens: &'t Tokens,
    moments: &'t M,
    ticket: Option<TokenTicket>,
}

impl Tokens {
    pub(super) fn new() -> Self {
        Self {
            cache: Mutex::new(TokenCache::default()),
            settled: watch::Sender::new(()),
        }
    }

    /// The key under which a token of this grant is kept.
    pub(super) fn key(grant: &Grant, scopes: Scopes) -> Result<TokenKey, ServiceError> {
        let registration = &grant.registration;
        let endpoint = registration.token_endpoint().cloned();
        let client = ClientIdText::new(registration.client_id().as_str());
        let deployment = grant.deployment_id.as_ref();
        Ok(TokenKey {
            endpoint: endpoint.ok_or(AssertionError::NoTokenEndpoint)?,
            client: client.map_err(|_| AssertionError::NoTokenEndpoint)?,
            deployment: deployment.map(|one| one.as_str().into()),
            scopes,
        })
    }

    /// A token for this key, out of the cache or from the platform.
    pub(super) async fn token<S: Sign, M: Moments>(
        &self,
        key: &TokenKey,
        grant: &Grant,
        signer: &S,
        moments: &M,
        client: &GuardedClient,
    ) -> Result<HeldToken, ServiceError> {
        let mut settled = self.settled.subscribe();
        loop {
            settled.mark_unchanged();
            let now = moments.moment()?.now;
            let lookup = locked(&self.cache).lookup(key, &now);
            match lookup {
                TokenLookup::Use(held) => return Ok(held),
                TokenLookup::Fetch(ticket) => {
                    let asking = Asking {
                        tokens: self,
                        moments,
                        ticket: Some(ticket),
                    };
                    return asking.ask(key, grant, signer, client).await;
                }
                // Over in either case: whoever asks has 30 s, then the next one asks.
                TokenLookup::Wait { at_most } => {
                    let _over = tokio::time::timeout(at_most, settled.changed()).await;
                }
                TokenLookup::Unavailable { retry_after } => {
                    return Err(ServiceError::TokenLater { retry_after });
                }
            }
        }
    }

    /// Forgets a token that a service refused.
    pub(super) fn drop_token(&self, key: &TokenKey, refused: &HeldToken) {
        locked(&self.cache).drop_token(key, &refused.token);
    }
}

impl<M: Moments> Asking<'_, M> {
    async fn ask<S: Sign>(
        mut self,
        key: &TokenKey,
        grant: &Grant,
        signer: &S,
        client: &GuardedClient,
    ) -> Result<HeldToken, ServiceError> {
        let asked = self.request(key, grant, signer)?;
        let request = asked.to_http(&key.endpoint)?;
        let answer = client.send(request, TokenReply::MAX_BYTES).await;
        let answer = answer.map_err(ServiceError::TokenExchange)?;
        let reply = TokenReply::from_http(&answer)?;
        let now = self.moments.moment()?.now;
        let ticket = self.ticket.take().ok_or(MomentUnavailable)?;
        let held = locked(&self.tokens.cache).fetched(ticket, &reply, &now);
        self.tokens.settled.send_replace(());
        Ok(held)
    }

    fn request<S: Sign>(
        &self,
        key: &TokenKey,
        grant: &Grant,
        signer: &S,
    ) -> Result<TokenRequest, ServiceError> {
        let mut moment = self.moments.moment()?;
        let registration = &grant.registration;
        let mut assertion =
            ClientAssertion::new_for(registration, &mut moment.entropy, &moment.now)?;
        assertion.deployment_id.clone_from(&grant.deployment_id);
        Ok(TokenRequest::new(
            assertion.sign(signer)?,
            key.scopes.clone(),
        ))
    }
}

impl<M: Moments> Drop for Asking<'_, M> {
    fn drop(&mut self) {
        let (Some(ticket), Ok(moment)) = (self.ticket.take(), self.moments.moment()) else {
            return;
        };
        locked(&self.tokens.cache).failed(ticket, &moment.now);
        self.tokens.settled.send_replace(());
    }
}

/// Shared by all calls of a client.
pub(super) type SharedTokens = Arc<Tokens>;

/// A panic of another thread leaves the state whole: each change is one call of the machine.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
