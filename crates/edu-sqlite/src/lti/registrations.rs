//! A tool's registrations in a database.

use std::sync::Arc;

use edu_http::TenantId;
use edu_types::Profile;
use lti_core::{
    BackendError, ClientId, Deployment, DeploymentId, Found, Issuer, Put, Registration,
    RegistrationId, RegistrationStore, Registrations, SignedLaunch, quirks,
};
use rusqlite::{OptionalExtension as _, Row, params};

use super::{SCHEMA, Tenanted, rows};
use crate::{Database, DatabaseError};

/// A tool's registrations and their deployments, kept in a [`Database`] for one tenant.
///
/// A change holds for the next launch, in every process that shares the file. Each look-up
/// reads the database: one row by its key, or two where the platform names no client.
///
/// A registration is kept with the name of its profile. Profiles of the host's own are found
/// again with [`StoredRegistrations::with_profiles`]; without, launches under one fail, and none
/// is judged by another than it was given.
#[derive(Clone, Debug)]
pub struct StoredRegistrations {
    tables: Tenanted,
    profiles: fn(&str) -> Option<Profile>,
}

impl StoredRegistrations {
    /// The registrations of `tenant` in `database`, making the tables they need.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the file.
    pub async fn new(database: &Database, tenant: TenantId) -> Result<Self, DatabaseError> {
        Ok(Self {
            tables: Tenanted::open(database, SCHEMA, tenant).await?,
            profiles: quirks::profile,
        })
    }

    /// The registrations of another tenant in the same database.
    #[must_use]
    pub fn for_tenant(&self, tenant: TenantId) -> Self {
        Self {
            tables: self.tables.for_tenant(tenant),
            profiles: self.profiles,
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

    /// The text under these names.
    async fn stored(&self, id: &RegistrationId) -> Result<Option<String>, BackendError> {
        let id = id.clone();
        self.tables
            .call(move |connection, tenant| {
                let (issuer, client) = (id.issuer.as_str(), id.client_id.as_str());
                let mut query = connection.prepare_cached(FIND)?;
                query
                    .query_row(params![tenant, issuer, client], text)
                    .optional()
            })
            .await
    }
}

const FIND: &str = "SELECT stored FROM edu_lti_registration
    WHERE tenant = ?1 AND issuer = ?2 AND client_id = ?3";

const FIND_SOLE: &str = "SELECT stored FROM edu_lti_registration
    WHERE tenant = ?1 AND issuer = ?2 LIMIT 2";

const ADD: &str = "INSERT INTO edu_lti_registration (tenant, issuer, client_id, stored)
    VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";

const REPLACE: &str = "UPDATE edu_lti_registration SET stored = ?4
    WHERE tenant = ?1 AND issuer = ?2 AND client_id = ?3 AND stored = ?5";

const REMOVE: &str = "DELETE FROM edu_lti_registration
    WHERE tenant = ?1 AND issuer = ?2 AND client_id = ?3";

const LIST: &str = "SELECT issuer, client_id FROM edu_lti_registration
    WHERE tenant = ?1 AND (issuer, client_id) > (?2, ?3)
    ORDER BY issuer, client_id LIMIT ?4";

const KNOWN: &str = "SELECT 1 FROM edu_lti_deployment
    WHERE tenant = ?1 AND issuer = ?2 AND client_id = ?3 AND deployment = ?4";

const INSTALL: &str = "INSERT INTO edu_lti_deployment (tenant, issuer, client_id, deployment)
    SELECT tenant, issuer, client_id, ?4 FROM edu_lti_registration
    WHERE tenant = ?1 AND issuer = ?2 AND client_id = ?3
    ON CONFLICT DO UPDATE SET deployment = excluded.deployment";

const UNINSTALL: &str = "DELETE FROM edu_lti_deployment
    WHERE tenant = ?1 AND issuer = ?2 AND client_id = ?3 AND deployment = ?4";

const DEPLOYMENTS: &str = "SELECT deployment FROM edu_lti_deployment
    WHERE tenant = ?1 AND issuer = ?2 AND client_id = ?3 AND deployment > ?4
    ORDER BY deployment LIMIT ?5";

fn named((issuer, client_id): (String, String)) -> Result<RegistrationId, BackendError> {
    let names = Issuer::new(issuer).ok().zip(ClientId::new(client_id).ok());
    let (issuer, client_id) = names
        .ok_or_else(|| BackendError::failed("stored names of a registration cannot be read"))?;
    Ok(RegistrationId { issuer, client_id })
}

fn text(row: &Row<'_>) -> rusqlite::Result<String> {
    row.get(0)
}

impl Registrations for StoredRegistrations {
    async fn registration(
        &self,
        issuer: &Issuer,
        client_id: Option<&ClientId>,
    ) -> Result<Found<Arc<Registration>>, BackendError> {
        let (issuer, client_id) = (issuer.clone(), client_id.cloned());
        let found: Vec<String> = self
            .tables
            .call(move |connection, tenant| {
                let issuer = issuer.as_str();
                let Some(client) = &client_id else {
                    let mut query = connection.prepare_cached(FIND_SOLE)?;
                    return query.query_map(params![tenant, issuer], text)?.collect();
                };
                let mut query = connection.prepare_cached(FIND)?;
                let found = query.query_map(params![tenant, issuer, client.as_str()], text)?;
                found.collect()
            })
            .await?;
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
        let (id, deployment) = (registration.id(), signed.deployment_id().clone());
        let known = self
            .tables
            .call(move |connection, tenant| {
                let (issuer, client) = (id.issuer.as_str(), id.client_id.as_str());
                let mut query = connection.prepare_cached(KNOWN)?;
                query.exists(params![tenant, issuer, client, deployment.as_str()])
            })
            .await?;
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
        let old = match instead_of {
            None => None,
            Some(expected) => match self.stored(&id).await? {
                // Compared by value: an earlier version of the program may have written it.
                Some(text) if *self.read(&text)? == *expected => Some(text),
                _ => return Ok(Put::Changed),
            },
        };
        let changed = self
            .tables
            .call(move |connection, tenant| {
                let (issuer, client) = (id.issuer.as_str(), id.client_id.as_str());
                match old {
                    None => connection
                        .prepare_cached(ADD)?
                        .execute(params![tenant, issuer, client, new]),
                    Some(old) => connection
                        .prepare_cached(REPLACE)?
                        .execute(params![tenant, issuer, client, new, old]),
                }
            })
            .await?;
        Ok(if changed == 1 {
            Put::Done
        } else {
            Put::Changed
        })
    }

    async fn remove_registration(&self, id: &RegistrationId) -> Result<bool, BackendError> {
        let id = id.clone();
        self.tables
            .call(move |connection, tenant| {
                let (issuer, client) = (id.issuer.as_str(), id.client_id.as_str());
                let mut remove = connection.prepare_cached(REMOVE)?;
                Ok(remove.execute(params![tenant, issuer, client])? > 0)
            })
            .await
    }

    async fn registrations(
        &self,
        after: Option<&RegistrationId>,
        limit: usize,
    ) -> Result<Vec<RegistrationId>, BackendError> {
        let after = after.cloned();
        let found: Vec<(String, String)> = self
            .tables
            .call(move |connection, tenant| {
                // No issuer is empty, so all come behind two empty texts.
                let (issuer, client) = after
                    .as_ref()
                    .map_or(("", ""), |id| (id.issuer.as_str(), id.client_id.as_str()));
                let mut query = connection.prepare_cached(LIST)?;
                let names = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
                let found = query.query_map(params![tenant, issuer, client, rows(limit)], names)?;
                found.collect()
            })
            .await?;
        found.into_iter().map(named).collect()
    }

    async fn put_deployment(
        &self,
        id: &RegistrationId,
        deployment: &DeploymentId,
    ) -> Result<bool, BackendError> {
        let (id, deployment) = (id.clone(), deployment.clone());
        self.tables
            .call(move |connection, tenant| {
                let (issuer, client) = (id.issuer.as_str(), id.client_id.as_str());
                let mut install = connection.prepare_cached(INSTALL)?;
                Ok(install.execute(params![tenant, issuer, client, deployment.as_str()])? > 0)
            })
            .await
    }

    async fn remove_deployment(
        &self,
        id: &RegistrationId,
        deployment: &DeploymentId,
    ) -> Result<bool, BackendError> {
        let (id, deployment) = (id.clone(), deployment.clone());
        self.tables
            .call(move |connection, tenant| {
                let (issuer, client) = (id.issuer.as_str(), id.client_id.as_str());
                let mut remove = connection.prepare_cached(UNINSTALL)?;
                Ok(remove.execute(params![tenant, issuer, client, deployment.as_str()])? > 0)
            })
            .await
    }

    async fn deployments(
        &self,
        id: &RegistrationId,
        after: Option<&DeploymentId>,
        limit: usize,
    ) -> Result<Vec<DeploymentId>, BackendError> {
        let (id, after) = (id.clone(), after.cloned());
        let found: Vec<String> = self
            .tables
            .call(move |connection, tenant| {
                let (issuer, client) = (id.issuer.as_str(), id.client_id.as_str());
                let after = after.as_ref().map_or("", DeploymentId::as_str);
                let values = params![tenant, issuer, client, after, rows(limit)];
                let mut query = connection.prepare_cached(DEPLOYMENTS)?;
                let found = query.query_map(values, text)?;
                found.collect()
            })
            .await?;
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

    #[test]
    fn no_look_up_reads_more_than_its_own_rows() {
        let database = Database::in_memory().unwrap();
        pollster::block_on(database.migrate(SCHEMA)).unwrap();
        let by_name = [FIND, REPLACE, REMOVE, KNOWN, UNINSTALL, DEPLOYMENTS];
        for statement in by_name.into_iter().chain([FIND_SOLE, LIST]) {
            let plan: Option<String> = pollster::block_on(database.call(move |connection| {
                let explain = format!("EXPLAIN QUERY PLAN {statement}");
                connection
                    .query_row(&explain, params_from(statement), |row| row.get(3))
                    .optional()
            }))
            .unwrap();
            let plan = plan.unwrap();
            assert!(plan.contains("SEARCH"), "{plan}: {statement}");
            assert!(plan.contains("tenant=?"), "{plan}: {statement}");
            let named = plan.contains("issuer=? AND client_id=?");
            assert_eq!(named, by_name.contains(&statement), "{plan}: {statement}");
        }
    }

    fn params_from(statement: &str) -> rusqlite::ParamsFromIter<Vec<&'static str>> {
        let number = (1..9).take_while(|index| statement.contains(&format!("?{index}")));
        rusqlite::params_from_iter(vec!["1"; number.count()])
    }
}
