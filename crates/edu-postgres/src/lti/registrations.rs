//! A tool's registrations in a database.

use std::sync::Arc;

use edu_http::TenantId;
use edu_types::Profile;
use lti_core::{
    BackendError, ClientId, Deployment, DeploymentId, Found, Issuer, Put, Registration,
    RegistrationId, RegistrationStore, Registrations, SignedLaunch, quirks,
};

use tokio_postgres::Row;

use super::{SCHEMA, any, failed, rows, texts};
use crate::statement::Value::{self, Number, Text};
use crate::{Database, DatabaseError};

/// A tool's registrations and their deployments, kept in a [`Database`] for one tenant.
///
/// A change holds for the next launch, in every process that shares the database. Each look-up
/// reads the database: one row by its key, or two where the platform names no client. Tenant, issuer and client id together may take 2,400
/// bytes; a longer key is refused.
///
/// A registration is kept with the name of its profile. Profiles of the host's own are found
/// again with [`StoredRegistrations::with_profiles`]; without, launches under one fail, and none
/// is judged by another than it was given.
#[derive(Clone, Debug)]
pub struct StoredRegistrations {
    database: Database,
    tenant: TenantId,
    profiles: fn(&str) -> Option<Profile>,
}

impl StoredRegistrations {
    /// The registrations of `tenant` in `database`, making the tables they need.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the tables.
    pub async fn new(database: &Database, tenant: TenantId) -> Result<Self, DatabaseError> {
        database.migrate(SCHEMA).await?;
        Ok(Self {
            database: database.clone(),
            tenant,
            profiles: quirks::profile,
        })
    }

    /// The registrations of another tenant in the same database.
    #[must_use]
    pub fn for_tenant(&self, tenant: TenantId) -> Self {
        Self {
            tenant,
            ..self.clone()
        }
    }

    /// Finds profiles by name with `profiles`; [`quirks::profile`] unless set.
    #[must_use]
    pub fn with_profiles(mut self, profiles: fn(&str) -> Option<Profile>) -> Self {
        self.profiles = profiles;
        self
    }

    fn read(&self, text: &str) -> Result<Arc<Registration>, BackendError> {
        Registration::from_stored_with(text, self.profiles).map(Arc::new)
    }

    /// The key of a registration.
    fn key<'a>(&'a self, id: &'a RegistrationId) -> [Value<'a>; 3] {
        [
            Text(self.tenant.as_str()),
            Text(id.issuer.as_str()),
            Text(id.client_id.as_str()),
        ]
    }
}

const FIND: &str = "SELECT stored FROM edu_lti_registration
    WHERE tenant = $1 AND issuer = $2 AND client_id = $3";

const FIND_SOLE: &str = "SELECT stored FROM edu_lti_registration
    WHERE tenant = $1 AND issuer = $2 LIMIT 2";

const ADD: &str = "INSERT INTO edu_lti_registration (tenant, issuer, client_id, stored)
    VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1";

const REPLACE: &str = "UPDATE edu_lti_registration SET stored = $4
    WHERE tenant = $1 AND issuer = $2 AND client_id = $3 AND stored = $5 RETURNING 1";

const REMOVE: &str = "DELETE FROM edu_lti_registration
    WHERE tenant = $1 AND issuer = $2 AND client_id = $3 RETURNING 1";

const LIST: &str = "SELECT issuer, client_id FROM edu_lti_registration
    WHERE tenant = $1 AND (issuer, client_id) > ($2, $3)
    ORDER BY issuer, client_id LIMIT $4";

const KNOWN: &str = "SELECT 1 FROM edu_lti_deployment
    WHERE tenant = $1 AND issuer = $2 AND client_id = $3 AND deployment = $4";

// Whoever removes the registration at the same time comes first or waits.
const INSTALL: &str = "INSERT INTO edu_lti_deployment (tenant, issuer, client_id, deployment)
    SELECT tenant, issuer, client_id, $4 FROM edu_lti_registration
    WHERE tenant = $1 AND issuer = $2 AND client_id = $3 FOR KEY SHARE
    ON CONFLICT (tenant, issuer, client_id, deployment)
    DO UPDATE SET deployment = excluded.deployment RETURNING 1";

const UNINSTALL: &str = "DELETE FROM edu_lti_deployment
    WHERE tenant = $1 AND issuer = $2 AND client_id = $3 AND deployment = $4 RETURNING 1";

const DEPLOYMENTS: &str = "SELECT deployment FROM edu_lti_deployment
    WHERE tenant = $1 AND issuer = $2 AND client_id = $3 AND deployment > $4
    ORDER BY deployment LIMIT $5";

fn named(row: &Row) -> Result<RegistrationId, BackendError> {
    let text = |column| {
        row.try_get::<_, String>(column)
            .map_err(|error| failed(error.into()))
    };
    let names = Issuer::new(text(0)?).ok().zip(ClientId::new(text(1)?).ok());
    let (issuer, client_id) = names
        .ok_or_else(|| BackendError::failed("stored names of a registration cannot be read"))?;
    Ok(RegistrationId { issuer, client_id })
}

impl Registrations for StoredRegistrations {
    async fn registration(
        &self,
        issuer: &Issuer,
        client_id: Option<&ClientId>,
    ) -> Result<Found<Arc<Registration>>, BackendError> {
        let (tenant, issuer) = (Text(self.tenant.as_str()), Text(issuer.as_str()));
        let found = match client_id.map(ClientId::as_str) {
            Some(client) => texts(&self.database, FIND, &[tenant, issuer, Text(client)]).await?,
            None => texts(&self.database, FIND_SOLE, &[tenant, issuer]).await?,
        };
        match found.as_slice() {
            [] => Ok(Found::Nothing),
            [only] => self.read(only).map(Found::One),
            _ => Ok(Found::Several),
        }
    }

    async fn deployment(
        &self,
        registration: &Registration,
        signed: &SignedLaunch,
    ) -> Result<Deployment, BackendError> {
        let id = registration.id();
        let [tenant, issuer, client] = self.key(&id);
        let values = [
            tenant,
            issuer,
            client,
            Text(signed.deployment_id().as_str()),
        ];
        let known = any(&self.database, KNOWN, &values).await?;
        Ok(if known {
            Deployment::Known
        } else {
            Deployment::Unknown
        })
    }
}

impl RegistrationStore for StoredRegistrations {
    async fn put_registration(
        &self,
        registration: &Registration,
        instead_of: Option<&Registration>,
    ) -> Result<Put, BackendError> {
        let (id, new) = (
            registration.id(),
            registration.to_stored_with(self.profiles)?,
        );
        let [tenant, issuer, client] = self.key(&id);
        let old = match instead_of {
            None => None,
            Some(expected) => match texts(&self.database, FIND, &self.key(&id)).await?.pop() {
                // Compared by value: an earlier version of the program may have written it.
                Some(text) if *self.read(&text)? == *expected => Some(text),
                _ => return Ok(Put::Changed),
            },
        };
        let done = match &old {
            None => any(&self.database, ADD, &[tenant, issuer, client, Text(&new)]).await?,
            Some(old) => {
                let values = [tenant, issuer, client, Text(&new), Text(old)];
                any(&self.database, REPLACE, &values).await?
            }
        };
        Ok(if done { Put::Done } else { Put::Changed })
    }

    async fn remove_registration(&self, id: &RegistrationId) -> Result<bool, BackendError> {
        any(&self.database, REMOVE, &self.key(id)).await
    }

    async fn registrations(
        &self,
        after: Option<&RegistrationId>,
        limit: usize,
    ) -> Result<Vec<RegistrationId>, BackendError> {
        // No issuer is empty, so all come behind two empty texts.
        let (issuer, client) =
            after.map_or(("", ""), |id| (id.issuer.as_str(), id.client_id.as_str()));
        let values = [
            Text(self.tenant.as_str()),
            Text(issuer),
            Text(client),
            Number(rows(limit)),
        ];
        let found = self.database.query(LIST, &values).await.map_err(failed)?;
        found.iter().map(named).collect()
    }

    async fn put_deployment(
        &self,
        id: &RegistrationId,
        deployment: &DeploymentId,
    ) -> Result<bool, BackendError> {
        let [tenant, issuer, client] = self.key(id);
        let values = [tenant, issuer, client, Text(deployment.as_str())];
        any(&self.database, INSTALL, &values).await
    }

    async fn remove_deployment(
        &self,
        id: &RegistrationId,
        deployment: &DeploymentId,
    ) -> Result<bool, BackendError> {
        let [tenant, issuer, client] = self.key(id);
        let values = [tenant, issuer, client, Text(deployment.as_str())];
        any(&self.database, UNINSTALL, &values).await
    }

    async fn deployments(
        &self,
        id: &RegistrationId,
        after: Option<&DeploymentId>,
        limit: usize,
    ) -> Result<Vec<DeploymentId>, BackendError> {
        let [tenant, issuer, client] = self.key(id);
        let after = Text(after.map_or("", DeploymentId::as_str));
        let values = [tenant, issuer, client, after, Number(rows(limit))];
        let found = texts(&self.database, DEPLOYMENTS, &values).await?;
        let read = |text: String| {
            DeploymentId::new(text)
                .map_err(|_| BackendError::failed("stored deployment cannot be read"))
        };
        found.into_iter().map(read).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bed::Bed;
    use crate::plan;

    #[test]
    fn no_look_up_reads_rows_of_another_tenant() {
        let Some(bed) = Bed::new() else { return };
        let database = bed.database();
        bed.run(database.migrate(SCHEMA)).unwrap();
        for statement in [
            FIND,
            FIND_SOLE,
            REPLACE,
            REMOVE,
            LIST,
            KNOWN,
            UNINSTALL,
            DEPLOYMENTS,
        ] {
            let plan = bed.run(plan::of(&database, statement)).unwrap();
            assert!(plan.contains("Index Cond: ((tenant = $1)"), "{plan}");
            assert!(!plan.contains("Sort"), "{plan}");
        }
    }
}
