//! A platform's tools in a database.

use std::sync::Arc;

use edu_http::TenantId;
use lti_core::{BackendError, ClientId, Put, ToolRegistration, ToolStore, Tools};

use super::{SCHEMA, any, rows, texts};
use crate::statement::Value::{self, Number, Text};
use crate::{Database, DatabaseError};

/// A platform's tools, kept in a [`Database`] for one tenant.
///
/// A change holds for the next launch, in every process that shares the database. Each look-up
/// reads the database: one row by its key.
#[derive(Clone, Debug)]
pub struct StoredTools {
    database: Database,
    tenant: TenantId,
}

impl StoredTools {
    /// The tools of `tenant` in `database`, making the tables they need.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the tables.
    pub async fn new(database: &Database, tenant: TenantId) -> Result<Self, DatabaseError> {
        database.migrate(SCHEMA).await?;
        Ok(Self {
            database: database.clone(),
            tenant,
        })
    }

    /// The tools of another tenant in the same database.
    #[must_use]
    pub fn for_tenant(&self, tenant: TenantId) -> Self {
        let database = self.database.clone();
        Self { database, tenant }
    }

    /// The key of a tool.
    fn key<'a>(&'a self, client_id: &'a ClientId) -> [Value<'a>; 2] {
        [Text(self.tenant.as_str()), Text(client_id.as_str())]
    }
}

const FIND: &str = "SELECT stored FROM edu_lti_tool WHERE tenant = $1 AND client_id = $2";

const ADD: &str = "INSERT INTO edu_lti_tool (tenant, client_id, stored)
    VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1";

const REPLACE: &str = "UPDATE edu_lti_tool SET stored = $3
    WHERE tenant = $1 AND client_id = $2 AND stored = $4 RETURNING 1";

const REMOVE: &str = "DELETE FROM edu_lti_tool WHERE tenant = $1 AND client_id = $2 RETURNING 1";

const LIST: &str = "SELECT client_id FROM edu_lti_tool
    WHERE tenant = $1 AND client_id > $2 ORDER BY client_id LIMIT $3";

fn read(text: &str) -> Result<Arc<ToolRegistration>, BackendError> {
    ToolRegistration::from_stored(text).map(Arc::new)
}

impl Tools for StoredTools {
    async fn tool(
        &self,
        client_id: &ClientId,
    ) -> Result<Option<Arc<ToolRegistration>>, BackendError> {
        let values = self.key(client_id);
        let found = texts(&self.database, FIND, &values).await?;
        found.first().map(|text| read(text)).transpose()
    }
}

impl ToolStore for StoredTools {
    async fn put_tool(
        &self,
        tool: &ToolRegistration,
        instead_of: Option<&ToolRegistration>,
    ) -> Result<Put, BackendError> {
        let [tenant, client_id] = self.key(tool.client_id());
        let new = tool.to_stored()?;
        let old = match instead_of {
            None => None,
            Some(expected) => match texts(&self.database, FIND, &[tenant, client_id])
                .await?
                .pop()
            {
                // Compared by value: an earlier version of the program may have written it.
                Some(text) if *read(&text)? == *expected => Some(text),
                _ => return Ok(Put::Changed),
            },
        };
        let new = Text(&new);
        let done = match &old {
            None => any(&self.database, ADD, &[tenant, client_id, new]).await?,
            Some(old) => {
                let values = [tenant, client_id, new, Text(old)];
                any(&self.database, REPLACE, &values).await?
            }
        };
        Ok(if done { Put::Done } else { Put::Changed })
    }

    async fn remove_tool(&self, client_id: &ClientId) -> Result<bool, BackendError> {
        let values = self.key(client_id);
        any(&self.database, REMOVE, &values).await
    }

    async fn tools(
        &self,
        after: Option<&ClientId>,
        limit: usize,
    ) -> Result<Vec<ClientId>, BackendError> {
        // No client id is empty, so all come behind an empty text.
        let after = after.map_or("", ClientId::as_str);
        let values = [Text(self.tenant.as_str()), Text(after), Number(rows(limit))];
        let found = texts(&self.database, LIST, &values).await?;
        let read = |text: String| {
            ClientId::new(text).map_err(|_| BackendError::failed("stored client id cannot be read"))
        };
        found.into_iter().map(read).collect()
    }
}
