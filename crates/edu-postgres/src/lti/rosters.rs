//! Who belongs to a platform's contexts, in a database.

mod lists;
mod statements;

use core::fmt::Write as _;

use edu_http::{Cursor, Page, TenantId};
use edu_json::ToJson as _;
use edu_types::{Limits, Profile};
use lti_core::nrps::{
    Member, MemberMessage, REMOVED_KEPT, RoleFilter, RosterQuery, RosterStore, Rosters,
};
use lti_core::{BackendError, Context, ResourceLinkId, Roles, ServiceContext, Subject};
use sha2::{Digest as _, Sha256};

use super::{any, digest, failed, rows, texts};
use crate::once::Digest;
use crate::statement::Value::{self, Bytes, Number, Text};
use crate::{Database, DatabaseError};
use statements::{
    CLEAR, CLOSE, CONTEXT, FIND, FORGET, FORGET_REMOVED, MESSAGES, OPEN, PUT, PUT_LINK, REMOVE,
    REMOVE_LINK, SCHEMA, VERSION,
};

/// Who belongs to a platform's contexts, kept in a [`Database`] for one tenant.
///
/// Each change is one statement and holds for the next list, on every machine that shares the
/// database; changes of one roster wait for each other, so that no difference is missed. Lists go
/// on behind the last member by an index, with a role or without. Of members who were removed, ids
/// and roles are kept for the differences, [`REMOVED_KEPT`] of one roster or a few more. Every
/// member of a context can open each of its links.
#[derive(Clone, Debug)]
pub struct StoredRosters {
    database: Database,
    tenant: TenantId,
}

impl StoredRosters {
    /// The rosters of `tenant` in `database`, making the tables they need.
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

    /// The rosters of another tenant in the same database.
    #[must_use]
    pub fn for_tenant(&self, tenant: TenantId) -> Self {
        let database = self.database.clone();
        Self { database, tenant }
    }

    /// Names a roster in a size of our choosing; contexts' ids may be long.
    fn roster(&self, of: &ServiceContext) -> Digest {
        let texts = [
            of.client_id.as_str(),
            of.deployment_id.as_str(),
            of.context_id.as_str(),
        ];
        digest("edu lti roster", &self.tenant, texts)
    }

    fn link(&self, link: &ResourceLinkId) -> Digest {
        digest("edu lti roster link", &self.tenant, [link.as_str()])
    }

    /// What leads every key.
    fn tenant(&self) -> Value<'_> {
        Text(self.tenant.as_str())
    }

    /// What was said of a link, where it is one of the roster's.
    async fn told(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
    ) -> Result<Option<String>, BackendError> {
        let (roster, link) = (self.roster(of), self.link(link));
        let values = [self.tenant(), Bytes(&roster), Bytes(&link)];
        Ok(texts(&self.database, MESSAGES, &values).await?.pop())
    }

    /// Forgets removed members of whom there are too many.
    async fn forget(&self, roster: &Digest) -> Result<(), BackendError> {
        let values = [self.tenant(), Bytes(roster), Number(rows(REMOVED_KEPT))];
        let forgotten = self.database.query(FORGET, &values).await;
        forgotten.map_err(failed)?;
        let values = [self.tenant(), Bytes(roster)];
        let removed = self.database.query(FORGET_REMOVED, &values).await;
        removed.map(drop).map_err(failed)
    }
}

impl Rosters for StoredRosters {
    async fn context(&self, of: &ServiceContext) -> Result<Option<Context>, BackendError> {
        let roster = self.roster(of);
        let values = [self.tenant(), Bytes(&roster)];
        let found = texts(&self.database, CONTEXT, &values).await?.pop();
        let read = |text: String| read_text::<Held>(&text).map(|held| held.context);
        found.map(read).transpose()
    }

    async fn has_link(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
    ) -> Result<bool, BackendError> {
        Ok(self.told(of, link).await?.is_some())
    }

    async fn version(&self, of: &ServiceContext) -> Result<Cursor, BackendError> {
        let roster = self.roster(of);
        let values = [self.tenant(), Bytes(&roster)];
        let found = self
            .database
            .query(VERSION, &values)
            .await
            .map_err(failed)?;
        let version = found.first().map(|row| row.try_get(0)).transpose();
        lists::cursor(version.map_err(|error| failed(error.into()))?.unwrap_or(0))
    }

    async fn members(
        &self,
        of: &ServiceContext,
        query: &RosterQuery,
    ) -> Result<Option<Page<Member>>, BackendError> {
        lists::members(&self.database, (self.tenant(), &self.roster(of)), query).await
    }

    async fn differences(
        &self,
        of: &ServiceContext,
        since: &Cursor,
        query: &RosterQuery,
    ) -> Result<Option<Page<Member>>, BackendError> {
        let roster = self.roster(of);
        lists::differences(&self.database, (self.tenant(), &roster), since, query).await
    }

    async fn messages(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
        members: &[Member],
    ) -> Result<Vec<Vec<MemberMessage>>, BackendError> {
        let told = match self.told(of, link).await? {
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
        let (roster, text) = (self.roster(of), Held::new(context.clone()).to_json_string());
        let values = [
            self.tenant(),
            Bytes(&roster),
            Text(of.client_id.as_str()),
            Text(of.deployment_id.as_str()),
            Text(of.context_id.as_str()),
            Text(&text),
        ];
        any(&self.database, OPEN, &values).await.map(drop)
    }

    async fn close_roster(&self, of: &ServiceContext) -> Result<bool, BackendError> {
        let roster = self.roster(of);
        let values = [self.tenant(), Bytes(&roster)];
        let closed = any(&self.database, CLOSE, &values).await?;
        if closed {
            for clear in CLEAR {
                self.database.query(clear, &values).await.map_err(failed)?;
            }
        }
        Ok(closed)
    }

    async fn put_link(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
        messages: &[MemberMessage],
    ) -> Result<bool, BackendError> {
        let mut told = Told::new();
        told.messages = messages.to_vec();
        let (roster, link, text) = (self.roster(of), self.link(link), told.to_json_string());
        let values = [self.tenant(), Bytes(&roster), Bytes(&link), Text(&text)];
        any(&self.database, PUT_LINK, &values).await
    }

    async fn remove_link(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
    ) -> Result<bool, BackendError> {
        let (roster, link) = (self.roster(of), self.link(link));
        let values = [self.tenant(), Bytes(&roster), Bytes(&link)];
        any(&self.database, REMOVE_LINK, &values).await
    }

    async fn put_member(&self, of: &ServiceContext, member: &Member) -> Result<bool, BackendError> {
        if member.is_deleted() {
            return Err(BackendError::failed("member to be kept is deleted"));
        }
        let (roster, text) = (self.roster(of), member.to_json_string());
        let roles: Vec<String> = RoleFilter::keys(&member.roles).map(role_key).collect();
        let roles = roles.join(" ");
        let values = [
            self.tenant(),
            Bytes(&roster),
            Text(member.user_id.as_str()),
            Text(&text),
            Text(&roles),
        ];
        any(&self.database, PUT, &values).await
    }

    async fn remove_member(
        &self,
        of: &ServiceContext,
        user: &Subject,
    ) -> Result<bool, BackendError> {
        let roster = self.roster(of);
        let key = [self.tenant(), Bytes(&roster), Text(user.as_str())];
        let Some(stored) = texts(&self.database, FIND, &key).await?.pop() else {
            return Ok(false);
        };
        // A member who cannot be read can be taken out all the same.
        let member =
            read_text(&stored).unwrap_or_else(|_| Member::new(user.clone(), Roles::none()));
        let gone = member.deleted().to_json_string();
        let [tenant, roster_key, user_key] = key;
        let values = [tenant, roster_key, user_key, Text(&gone)];
        let found = self.database.query(REMOVE, &values).await.map_err(failed)?;
        let Some(row) = found.first() else {
            return Ok(false);
        };
        let version: i64 = row.try_get(0).map_err(|error| failed(error.into()))?;
        // Now and then, because it counts all that are kept.
        if version % FORGET_EVERY == 0 {
            self.forget(&roster).await?;
        }
        Ok(true)
    }
}

/// Versions from one look at what can be forgotten to the next.
const FORGET_EVERY: i64 = 64;

/// What a role is found by, in a size of our choosing.
fn role_key(key: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(key) {
        // Writing to a text cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
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
