//! Registrations and tools in a store that keeps all its promises but one.

use std::sync::Arc;

use lti_core::{
    BackendError, ClientId, Deployment, DeploymentId, Found, Issuer, MemoryPlatform, MemoryTool,
    Put, Registration, RegistrationId, RegistrationStore, Registrations, SignedLaunch,
    ToolRegistration, ToolStore, Tools,
};

use super::broken::once_later;

/// Which promise is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    /// Looks for the client at any issuer.
    IgnoresIssuer,
    /// Takes the first of several clients.
    Guesses,
    /// Ignores case.
    IgnoresCase,
    /// Overwrites whatever is there.
    Overwrites,
    /// Compares, lets others go first, and writes.
    LooksFirst,
    /// Forgets deployments with every change.
    DropsDeployments,
    /// Says that every deployment is known.
    KnowsAll,
    /// Keeps what was removed.
    KeepsRemoved,
    /// Begins every page at the beginning.
    RepeatsPages,
    /// Every tenant sees all.
    MixesTenants,
}

/// A store with a fault; tenants of one database share `all`.
pub(super) struct Faulty<S> {
    pub(super) fault: Fault,
    pub(super) inner: Arc<S>,
}

/// Two tenants of one database.
pub(super) fn tenants<S: Default>(fault: Fault) -> (Faulty<S>, Faulty<S>) {
    let (one, other) = (Arc::new(S::default()), Arc::new(S::default()));
    let other = if fault == Fault::MixesTenants {
        Arc::clone(&one)
    } else {
        other
    };
    (
        Faulty { fault, inner: one },
        Faulty {
            fault,
            inner: other,
        },
    )
}

impl<S: Default> Faulty<S> {
    pub(super) fn new(fault: Fault) -> Self {
        tenants(fault).0
    }

    fn spelt<T>(&self, text: &str, make: impl Fn(String) -> T) -> T {
        let lower = self.fault == Fault::IgnoresCase;
        make(if lower {
            text.to_lowercase()
        } else {
            text.to_owned()
        })
    }
}

impl Registrations for Faulty<MemoryTool> {
    async fn registration(
        &self,
        issuer: &Issuer,
        client_id: Option<&ClientId>,
    ) -> Result<Found<Arc<Registration>>, BackendError> {
        let issuer = self.spelt(issuer.as_str(), |text| Issuer::new(text).unwrap());
        let found = self.inner.registration(&issuer, client_id).await?;
        let all = self.inner.registrations(None, 99).await?;
        let of_client = |one: &RegistrationId| Some(&one.client_id) == client_id;
        let other = if self.fault == Fault::IgnoresIssuer {
            all.into_iter().find(of_client)
        } else if self.fault == Fault::Guesses && found == Found::Several {
            all.into_iter().next()
        } else {
            None
        };
        match other {
            Some(id) => {
                self.inner
                    .registration(&id.issuer, Some(&id.client_id))
                    .await
            }
            None => Ok(found),
        }
    }

    async fn deployment(
        &self,
        registration: &Registration,
        signed: &SignedLaunch,
    ) -> Result<Deployment, BackendError> {
        if self.fault == Fault::KnowsAll {
            return Ok(Deployment::Known);
        }
        self.inner.deployment(registration, signed).await
    }
}

impl RegistrationStore for Faulty<MemoryTool> {
    async fn put_registration(
        &self,
        registration: &Registration,
        instead_of: Option<&Registration>,
    ) -> Result<Put, BackendError> {
        let id = registration.id();
        let there = self.registration(&id.issuer, Some(&id.client_id)).await?;
        match there {
            Found::One(old) if self.fault == Fault::Overwrites => {
                self.inner.put_registration(registration, Some(&old)).await
            }
            Found::One(old) if self.fault == Fault::LooksFirst && instead_of == Some(&*old) => {
                once_later().await;
                let Found::One(newest) = self.registration(&id.issuer, Some(&id.client_id)).await?
                else {
                    return Ok(Put::Changed);
                };
                self.inner
                    .put_registration(registration, Some(&newest))
                    .await
            }
            Found::One(_) if self.fault == Fault::DropsDeployments => {
                self.inner.remove_registration(&id).await?;
                self.inner.put_registration(registration, None).await
            }
            Found::One(_) | Found::Nothing | Found::Several => {
                self.inner.put_registration(registration, instead_of).await
            }
        }
    }

    async fn remove_registration(&self, id: &RegistrationId) -> Result<bool, BackendError> {
        if self.fault == Fault::KeepsRemoved {
            return Ok(true);
        }
        self.inner.remove_registration(id).await
    }

    async fn registrations(
        &self,
        after: Option<&RegistrationId>,
        limit: usize,
    ) -> Result<Vec<RegistrationId>, BackendError> {
        let after = after.filter(|_| self.fault != Fault::RepeatsPages);
        self.inner.registrations(after, limit).await
    }

    async fn put_deployment(
        &self,
        id: &RegistrationId,
        deployment: &DeploymentId,
    ) -> Result<bool, BackendError> {
        self.inner.put_deployment(id, deployment).await
    }

    async fn remove_deployment(
        &self,
        id: &RegistrationId,
        deployment: &DeploymentId,
    ) -> Result<bool, BackendError> {
        self.inner.remove_deployment(id, deployment).await
    }

    async fn deployments(
        &self,
        id: &RegistrationId,
        after: Option<&DeploymentId>,
        limit: usize,
    ) -> Result<Vec<DeploymentId>, BackendError> {
        self.inner.deployments(id, after, limit).await
    }
}

impl Tools for Faulty<MemoryPlatform> {
    async fn tool(
        &self,
        client_id: &ClientId,
    ) -> Result<Option<Arc<ToolRegistration>>, BackendError> {
        let client_id = self.spelt(client_id.as_str(), |text| ClientId::new(text).unwrap());
        self.inner.tool(&client_id).await
    }
}

impl ToolStore for Faulty<MemoryPlatform> {
    async fn put_tool(
        &self,
        tool: &ToolRegistration,
        instead_of: Option<&ToolRegistration>,
    ) -> Result<Put, BackendError> {
        match self.inner.tool(tool.client_id()).await? {
            Some(old) if self.fault == Fault::LooksFirst && instead_of == Some(&*old) => {
                once_later().await;
                let newest = self.inner.tool(tool.client_id()).await?;
                self.inner.put_tool(tool, newest.as_deref()).await
            }
            Some(old) if self.fault == Fault::Overwrites => {
                self.inner.put_tool(tool, Some(&old)).await
            }
            _ => self.inner.put_tool(tool, instead_of).await,
        }
    }

    async fn remove_tool(&self, client_id: &ClientId) -> Result<bool, BackendError> {
        if self.fault == Fault::KeepsRemoved {
            return Ok(true);
        }
        self.inner.remove_tool(client_id).await
    }

    async fn tools(
        &self,
        after: Option<&ClientId>,
        limit: usize,
    ) -> Result<Vec<ClientId>, BackendError> {
        let after = after.filter(|_| self.fault != Fault::RepeatsPages);
        self.inner.tools(after, limit).await
    }
}
