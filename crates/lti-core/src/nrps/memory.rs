//! Rosters of one process.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use edu_http::{Cursor, Page};

use super::{Member, MemberMessage, RosterQuery, RosterStore, Rosters};
use crate::{BackendError, Context, ResourceLinkId, ServiceContext, Subject};

mod roster;

use roster::Roster;

/// The rosters of one process, for tests and small installations.
///
/// Holds [`MemoryRosters::CAPACITY`] contexts, links and members at most, removed members among
/// them: a further one is refused, and nothing is pushed out. Every member of a context can open
/// each of its links. What it holds is gone with the process.
#[derive(Debug)]
pub struct MemoryRosters {
    capacity: usize,
    rosters: Mutex<BTreeMap<ServiceContext, Roster>>,
}

impl MemoryRosters {
    /// Contexts, links and members held.
    pub const CAPACITY: usize = 1_000_000;

    /// Without any context.
    pub const fn new() -> Self {
        Self::with_capacity(Self::CAPACITY)
    }

    /// With room for so many contexts, links and members.
    pub const fn with_capacity(capacity: usize) -> Self {
        Self {
            capacity,
            rosters: Mutex::new(BTreeMap::new()),
        }
    }

    fn locked(&self) -> MutexGuard<'_, BTreeMap<ServiceContext, Roster>> {
        // Each change of a roster is made when nothing can fail any more.
        self.rosters.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks into the roster of an open context.
    fn look<T>(&self, of: &ServiceContext, look: impl FnOnce(&Roster) -> T) -> Option<T> {
        let rosters = self.locked();
        let roster = rosters.get(of).filter(|roster| roster.is_open());
        roster.map(look)
    }

    /// Changes the roster of an open context, if there is room for one entry more.
    fn change<T>(
        &self,
        of: &ServiceContext,
        change: impl FnOnce(&mut Roster) -> T,
    ) -> Result<Option<T>, BackendError> {
        let mut rosters = self.locked();
        self.check_room(&rosters)?;
        let roster = rosters.get_mut(of).filter(|roster| roster.is_open());
        Ok(roster.map(change))
    }

    fn check_room(&self, rosters: &BTreeMap<ServiceContext, Roster>) -> Result<(), BackendError> {
        let held: usize = rosters.values().map(Roster::entries).sum();
        if held < self.capacity {
            return Ok(());
        }
        Err(BackendError::failed(format!(
            "rosters hold {held} entries, limit is {}",
            self.capacity
        )))
    }
}

impl Default for MemoryRosters {
    fn default() -> Self {
        Self::new()
    }
}

impl Rosters for MemoryRosters {
    async fn context(&self, of: &ServiceContext) -> Result<Option<Context>, BackendError> {
        Ok(self.look(of, Roster::context).flatten())
    }

    async fn has_link(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
    ) -> Result<bool, BackendError> {
        Ok(self.look(of, |roster| roster.messages(link).is_some()) == Some(true))
    }

    async fn version(&self, of: &ServiceContext) -> Result<Cursor, BackendError> {
        let version = self.locked().get(of).map_or(0, Roster::version);
        roster::cursor(version)
    }

    async fn members(
        &self,
        of: &ServiceContext,
        query: &RosterQuery,
    ) -> Result<Option<Page<Member>>, BackendError> {
        let page = self.look(of, |roster| roster.members(query));
        page.unwrap_or_else(|| Ok(Some(Page::empty())))
    }

    async fn differences(
        &self,
        of: &ServiceContext,
        since: &Cursor,
        query: &RosterQuery,
    ) -> Result<Option<Page<Member>>, BackendError> {
        let page = self.look(of, |roster| roster.differences(since, query));
        page.unwrap_or_else(|| Ok(Some(Page::empty())))
    }

    async fn messages(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
        members: &[Member],
    ) -> Result<Vec<Vec<MemberMessage>>, BackendError> {
        let found = self.look(of, |roster| roster.messages(link).cloned());
        let messages = found.flatten().unwrap_or_default();
        Ok(members.iter().map(|_| messages.clone()).collect())
    }
}

impl RosterStore for MemoryRosters {
    async fn open_roster(
        &self,
        of: &ServiceContext,
        context: &Context,
    ) -> Result<(), BackendError> {
        let mut rosters = self.locked();
        if !rosters.contains_key(of) {
            self.check_room(&rosters)?;
        }
        rosters.entry(of.clone()).or_default().open(context.clone());
        Ok(())
    }

    async fn close_roster(&self, of: &ServiceContext) -> Result<bool, BackendError> {
        let mut rosters = self.locked();
        Ok(rosters.get_mut(of).is_some_and(Roster::close))
    }

    async fn put_link(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
        messages: &[MemberMessage],
    ) -> Result<bool, BackendError> {
        let messages = messages.to_vec();
        let put = self.change(of, |roster| roster.put_link(link.clone(), messages));
        Ok(put?.is_some())
    }

    async fn remove_link(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
    ) -> Result<bool, BackendError> {
        let mut rosters = self.locked();
        Ok(rosters
            .get_mut(of)
            .is_some_and(|roster| roster.remove_link(link)))
    }

    async fn put_member(&self, of: &ServiceContext, member: &Member) -> Result<bool, BackendError> {
        if member.is_deleted() {
            return Err(BackendError::failed("member to be kept is deleted"));
        }
        let member = member.clone();
        Ok(self.change(of, |roster| roster.put(member))?.is_some())
    }

    async fn remove_member(
        &self,
        of: &ServiceContext,
        user: &Subject,
    ) -> Result<bool, BackendError> {
        let mut rosters = self.locked();
        Ok(rosters
            .get_mut(of)
            .is_some_and(|roster| roster.remove(user)))
    }
}
