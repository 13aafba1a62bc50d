//! Registrations that a host adds, changes and takes away while it runs.

use crate::{
    BackendError, ClientId, DeploymentId, Found, Issuer, Put, Registration, Registrations,
};
use edu_http::for_pointers;

/// How often a write is tried again that others were faster than.
pub(crate) const ATTEMPTS: usize = 8;

/// What names a registration: one issuer may hold many clients, and two platforms may give out
/// the same client id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_structs, reason = "the pair is the identity")]
pub struct RegistrationId {
    /// The platform.
    pub issuer: Issuer,
    /// This tool, as the platform names it.
    pub client_id: ClientId,
}

/// [`Registrations`] with a way to administer them.
///
/// Every operation is atomic, and holds for the launches that come after it on any machine.
pub trait RegistrationStore: Registrations {
    /// Keeps `registration` where `instead_of` is what is kept under its issuer and client now:
    /// `None` adds a new one. Deployments stay.
    ///
    /// Two administrators who change one registration at a time do not lose each other's change:
    /// the second is told [`Put::Changed`].
    fn put_registration(
        &self,
        registration: &Registration,
        instead_of: Option<&Registration>,
    ) -> impl Future<Output = Result<Put, BackendError>> + Send;

    /// Keeps `registration` whatever is kept under its issuer and client now: for what a program
    /// sets up by itself. Deployments stay.
    fn set_registration(
        &self,
        registration: &Registration,
    ) -> impl Future<Output = Result<(), BackendError>> + Send {
        async move {
            for _ in 0..ATTEMPTS {
                let client = Some(registration.client_id());
                let before = match self.registration(registration.issuer(), client).await? {
                    Found::One(before) => Some(before),
                    Found::Nothing | Found::Several => None,
                };
                let put = self.put_registration(registration, before.as_deref());
                if put.await? == Put::Done {
                    return Ok(());
                }
            }
            Err(BackendError::failed(
                "registration is changed by others all the time",
            ))
        }
    }

    /// Forgets a registration with its deployments; whether there was one.
    fn remove_registration(
        &self,
        id: &RegistrationId,
    ) -> impl Future<Output = Result<bool, BackendError>> + Send;

    /// Names of registrations in the order of issuer and client, beginning behind `after`,
    /// `limit` at most. Names alone, so that one that cannot be read hides no other.
    fn registrations(
        &self,
        after: Option<&RegistrationId>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<RegistrationId>, BackendError>> + Send;

    /// Makes a deployment known; whether there is such a registration. One that is known stays.
    fn put_deployment(
        &self,
        id: &RegistrationId,
        deployment: &DeploymentId,
    ) -> impl Future<Output = Result<bool, BackendError>> + Send;

    /// Forgets a deployment; whether it was known.
    fn remove_deployment(
        &self,
        id: &RegistrationId,
        deployment: &DeploymentId,
    ) -> impl Future<Output = Result<bool, BackendError>> + Send;

    /// Deployments of a registration in their order, beginning behind `after`, `limit` at most.
    fn deployments(
        &self,
        id: &RegistrationId,
        after: Option<&DeploymentId>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<DeploymentId>, BackendError>> + Send;
}

for_pointers!(RegistrationStore {
    fn put_registration(
        registration: &Registration,
        instead_of: Option<&Registration>
    ) -> Put;
    fn remove_registration(id: &RegistrationId) -> bool;
    fn registrations(
        after: Option<&RegistrationId>,
        limit: usize
    ) -> Vec<RegistrationId>;
    fn put_deployment(id: &RegistrationId, deployment: &DeploymentId) -> bool;
    fn remove_deployment(id: &RegistrationId, deployment: &DeploymentId) -> bool;
    fn deployments(
        id: &RegistrationId,
        after: Option<&DeploymentId>,
        limit: usize
    ) -> Vec<DeploymentId>;
});
