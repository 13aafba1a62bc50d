//! A platform's tools in a database.

use std::sync::Arc;

use edu_http::TenantId;
use lti_core::{BackendError, ClientId, Put, ToolRegistration, ToolStore, Tools};
use rusqlite::{OptionalExtension as _, params};

use super::{SCHEMA, Tenanted, rows};
use crate::{Database, DatabaseError};

/// A platform's tools, kept in a [`Database`] for one tenant.
///
/// A change holds for the next launch, in every process that shares the file. Each look-up
/// reads the database: one row by its key.
#[derive(Clone, Debug)]
pub struct StoredTools {
    tables: Tenanted,
}

impl StoredTools {
    /// The tools of `tenant` in `database`, making the tables they need.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the file.
    pub async fn new(database: &Database, tenant: TenantId) -> Result<Self, DatabaseError> {
        let tables = Tenanted::open(database, SCHEMA, tenant).await?;
        Ok(Self { tables })
    }

    /// The tools of another tenant in the same database.
    #[must_use]
    pub fn for_tenant(&self, tenant: TenantId) -> Self {
        let tables = self.tables.for_tenant(tenant);
        Self { tables }
    }

    /// The text under this client id.
    async fn stored(&self, client_id: &ClientId) -> Result<Option<String>, BackendError> {
        let client_id = client_id.clone();
        self.tables
            .call(move |connection, tenant| {
                connection
                    .prepare_cached(FIND)?
                    .query_row(params![tenant, client_id.as_str()], |row| row.get(0))
                    .optional()
            })
            .await
    }
}

const FIND: &str = "SELECT stored FROM edu_lti_tool WHERE tenant = ?1 AND client_id = ?2";

const ADD: &str = "INSERT INTO edu_lti_tool (tenant, client_id, stored)
    VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

const REPLACE: &str = "UPDATE edu_lti_tool SET stored = ?3
    WHERE tenant = ?1 AND client_id = ?2 AND stored = ?4";

const REMOVE: &str = "DELETE FROM edu_lti_tool WHERE tenant = ?1 AND client_id = ?2";

const LIST: &str = "SELECT client_id FROM edu_lti_tool
    WHERE tenant = ?1 AND client_id > ?2 ORDER BY client_id LIMIT ?3";

impl Tools for StoredTools {
    async fn tool(
        &self,
        client_id: &ClientId,
    ) -> Result<Option<Arc<ToolRegistration>>, BackendError> {
        let found = self.stored(client_id).await?;
        let read = |text: String| ToolRegistration::from_stored(&text).map(Arc::new);
        found.map(read).transpose()
    }
}

impl ToolStore for StoredTools {
    async fn put_tool(
        &self,
        tool: &ToolRegistration,
        instead_of: Option<&ToolRegistration>,
    ) -> Result<Put, BackendError> {
        let (client_id, new) = (tool.client_id().clone(), tool.to_stored()?);
        let old = match instead_of {
            None => None,
            Some(expected) => match self.stored(&client_id).await? {
                // Compared by value: an earlier version of the program may have written it.
                Some(text) if ToolRegistration::from_stored(&text)? == *expected => Some(text),
                _ => return Ok(Put::Changed),
            },
        };
        let changed = self
            .tables
            .call(move |connection, tenant| match old {
                None => connection.prepare_cached(ADD)?.execute(params![
                    tenant,
                    client_id.as_str(),
                    new
                ]),
                Some(old) => connection.prepare_cached(REPLACE)?.execute(params![
                    tenant,
                    client_id.as_str(),
                    new,
                    old
                ]),
            })
            .await?;
        Ok(if changed == 1 {
            Put::Done
        } else {
            Put::Changed
        })
    }

    async fn remove_tool(&self, client_id: &ClientId) -> Result<bool, BackendError> {
        let client_id = client_id.clone();
        self.tables
            .call(move |connection, tenant| {
                let mut remove = connection.prepare_cached(REMOVE)?;
                Ok(remove.execute(params![tenant, client_id.as_str()])? > 0)
            })
            .await
    }

    async fn tools(
        &self,
        after: Option<&ClientId>,
        limit: usize,
    ) -> Result<Vec<ClientId>, BackendError> {
        let after = after.cloned();
        let found: Vec<String> = self
            .tables
            .call(move |connection, tenant| {
                let after = after.as_ref().map_or("", ClientId::as_str);
                let mut query = connection.prepare_cached(LIST)?;
                let found =
                    query.query_map(params![tenant, after, rows(limit)], |row| row.get(0))?;
                found.collect()
            })
            .await?;
        let read = |text: String| {
            ClientId::new(text).map_err(|_| BackendError::failed("stored client id cannot be read"))
        };
        found.into_iter().map(read).collect()
    }
}
