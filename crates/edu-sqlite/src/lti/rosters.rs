//! Who belongs to a platform's contexts, in a database.

mod changes;
mod lists;
mod statements;

use edu_http::{Cursor, Page, TenantId};
use edu_json::ToJson;
use edu_types::{Limits, Profile};
use lti_core::nrps::{Member, MemberMessage, RosterQuery, RosterStore, Rosters};
use lti_core::{BackendError, Context, ResourceLinkId, ServiceContext, Subject};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Tenanted, digest};
use crate::once::Digest;
use crate::{Database, DatabaseError};
use statements::{CONTEXT, HAS_LINK, MESSAGES, OPEN, PUT_LINK, REMOVE_LINK, SCHEMA, VERSION};

/// Who belongs to a platform's contexts, kept in a [`Database`] for one tenant.
///
/// Each change is one transaction and holds for the next list, in every process that shares the
/// file. Lists go on behind the last member by an index, with a role or without. Of members who
/// were removed, ids and roles are kept for the differences,
/// [`REMOVED_KEPT`](lti_core::nrps::REMOVED_KEPT) of one roster or a few more. Every member of a
/// context can open each of its links.
#[derive(Clone, Debug)]
pub struct StoredRosters {
    tables: Tenanted,
}

impl StoredRosters {
    /// The rosters of `tenant` in `database`, making the tables they need.
    ///
    /// # Errors
    ///
    /// [`DatabaseError::Newer`] where a later version of the program has written the file.
    pub async fn new(database: &Database, tenant: TenantId) -> Result<Self, DatabaseError> {
        let tables = Tenanted::open(database, SCHEMA, tenant).await?;
        Ok(Self { tables })
    }

    /// The rosters of another tenant in the same database.
    #[must_use]
    pub fn for_tenant(&self, tenant: TenantId) -> Self {
        let tables = self.tables.for_tenant(tenant);
        Self { tables }
    }

    /// Names a roster in a size of our choosing; contexts' ids may be long.
    fn roster(&self, of: &ServiceContext) -> Digest {
        let texts = [
            of.client_id.as_str(),
            of.deployment_id.as_str(),
            of.context_id.as_str(),
        ];
        digest("edu lti roster", &self.tables.tenant, texts)
    }

    /// Runs statements on a roster.
    async fn call<T, F>(&self, of: &ServiceContext, work: F) -> Result<T, BackendError>
    where
        F: FnOnce(&mut Connection, &str, &Digest) -> rusqlite::Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let roster = self.roster(of);
        self.tables
            .call(move |connection, tenant| work(connection, tenant, &roster))
            .await
    }
}

impl Rosters for StoredRosters {
    async fn context(&self, of: &ServiceContext) -> Result<Option<Context>, BackendError> {
        let found: Option<Option<String>> = self
            .call(of, |connection, tenant, roster| {
                let mut find = connection.prepare_cached(CONTEXT)?;
                find.query_row(params![tenant, roster], |row| row.get(0))
                    .optional()
            })
            .await?;
        let read = |text: String| {
            let held = read_text::<Held>(&text)?;
            Ok(held.context)
        };
        found.flatten().map(read).transpose()
    }

    async fn has_link(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
    ) -> Result<bool, BackendError> {
        let link = link.clone();
        self.call(of, move |connection, tenant, roster| {
            let mut find = connection.prepare_cached(HAS_LINK)?;
            find.exists(params![tenant, roster, link.as_str()])
        })
        .await
    }

    async fn version(&self, of: &ServiceContext) -> Result<Cursor, BackendError> {
        let version = self.call(of, |connection, tenant, roster| {
            let mut find = connection.prepare_cached(VERSION)?;
            let found = find.query_row(params![tenant, roster], |row| row.get(0));
            Ok(found.optional()?.unwrap_or(0))
        });
        lists::cursor(version.await?)
    }

    async fn members(
        &self,
        of: &ServiceContext,
        query: &RosterQuery,
    ) -> Result<Option<Page<Member>>, BackendError> {
        let asked = query.clone();
        let found = self.call(of, move |connection, tenant, roster| {
            lists::members(connection, (tenant, roster), &asked)
        });
        lists::page(found.await?, query, |_| true)
    }

    async fn differences(
        &self,
        of: &ServiceContext,
        since: &Cursor,
        query: &RosterQuery,
    ) -> Result<Option<Page<Member>>, BackendError> {
        let (asked, since) = (query.clone(), since.clone());
        let found = self.call(of, move |connection, tenant, roster| {
            lists::differences(connection, (tenant, roster), &since, &asked)
        });
        let role = query.role.as_ref();
        let fits = |member: &Member| role.is_none_or(|role| role.finds(&member.roles));
        lists::page(found.await?, query, fits)
    }

    async fn messages(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
        members: &[Member],
    ) -> Result<Vec<Vec<MemberMessage>>, BackendError> {
        let link = link.clone();
        let found: Option<String> = self
            .call(of, move |connection, tenant, roster| {
                let mut find = connection.prepare_cached(MESSAGES)?;
                let values = params![tenant, roster, link.as_str()];
                find.query_row(values, |row| row.get(0)).optional()
            })
            .await?;
        let told = match found {
            Some(text) => read_text::<Told>(&text)?.messages,
            None => Vec::new(),
        };
        Ok(members.iter().map(|_| told.clone()).collect())
    }
}

impl RosterStore for StoredRosters {
    async fn open_roster(
        &self,
        of: &ServiceContext,
        context: &Context,
    ) -> Result<(), BackendError> {
        let (text, of) = (Held::new(context.clone()).to_json_string(), of.clone());
        self.call(&of.clone(), move |connection, tenant, roster| {
            let (client, deployment) = (of.client_id.as_str(), of.deployment_id.as_str());
            let context = of.context_id.as_str();
            let values = params![tenant, roster, client, deployment, context, text];
            connection.prepare_cached(OPEN)?.execute(values).map(drop)
        })
        .await
    }

    async fn close_roster(&self, of: &ServiceContext) -> Result<bool, BackendError> {
        self.call(of, |connection, tenant, roster| {
            changes::close(connection, (tenant, roster))
        })
        .await
    }

    async fn put_link(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
        messages: &[MemberMessage],
    ) -> Result<bool, BackendError> {
        let mut told = Told::new();
        told.messages = messages.to_vec();
        let (link, text) = (link.clone(), told.to_json_string());
        self.call(of, move |connection, tenant, roster| {
            let mut put = connection.prepare_cached(PUT_LINK)?;
            Ok(put.execute(params![tenant, roster, link.as_str(), text])? > 0)
        })
        .await
    }

    async fn remove_link(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
    ) -> Result<bool, BackendError> {
        let link = link.clone();
        self.call(of, move |connection, tenant, roster| {
            let mut remove = connection.prepare_cached(REMOVE_LINK)?;
            Ok(remove.execute(params![tenant, roster, link.as_str()])? > 0)
        })
        .await
    }

    async fn put_member(&self, of: &ServiceContext, member: &Member) -> Result<bool, BackendError> {
        if member.is_deleted() {
            return Err(BackendError::failed("member to be kept is deleted"));
        }
        let member = member.clone();
        self.call(of, move |connection, tenant, roster| {
            changes::put(connection, (tenant, roster), &member)
        })
        .await
    }

    async fn remove_member(
        &self,
        of: &ServiceContext,
        user: &Subject,
    ) -> Result<bool, BackendError> {
        let user = user.clone();
        self.call(of, move |connection, tenant, roster| {
            changes::remove(connection, (tenant, roster), &user)
        })
        .await
    }
}

edu_json::json_object! {
    /// What is kept of a context.
    struct Held {
        required {
            /// As tools are told of it.
            context: Context = "context",
        }
    }
}

edu_json::json_object! {
    /// What is kept of a link.
    struct Told {
        list {
            /// What its launches tell every member.
            messages: MemberMessage = "messages",
        }
    }
}

impl edu_json::Wire for Held {
    const RULES: &'static edu_json::MemberRules = &lti_core::nrps::rules::MEMBER_RULES;
}

impl edu_json::Wire for Told {
    const RULES: &'static edu_json::MemberRules = &lti_core::nrps::rules::MEMBER_RULES;
}

/// What was written here; a host may have told of members what only a lenient profile takes.
fn read_text<T: edu_json::Wire>(text: &str) -> Result<T, BackendError> {
    let read = edu_json::read(text.as_bytes(), &Profile::lenient(), &Limits::DEFAULT);
    read.map(|checked| checked.value)
        .map_err(|_| BackendError::failed("stored roster cannot be read"))
}
