//! The kit finds nothing in rosters that hold, and every fault in broken ones.

use std::sync::Arc;

use edu_http::{Cursor, Page};
use lti_core::nrps::{Member, MemberMessage, MemoryRosters, RosterQuery, RosterStore, Rosters};
use lti_core::{
    BackendError, Context, ContextId, DeploymentId, ResourceLinkId, Role, ServiceContext, Subject,
    kit,
};
use pollster::block_on;

use super::broken::once_later;
use super::{assert_caught, codes};

/// Which promise is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    /// Says yes and keeps nothing.
    Loses,
    /// Takes no notice of the role.
    IgnoresRole,
    /// Finds roles by their very text.
    ComparesText,
    /// Keeps who was removed.
    KeepsRemoved,
    /// Does not tell who was removed.
    ForgetsRemovals,
    /// Tells the whole list as differences.
    TellsAll,
    /// Begins every page at the beginning.
    RepeatsPages,
    /// Counts members instead of going on behind the last.
    CountsMembers,
    /// Goes on anywhere.
    TakesAnyPlace,
    /// One roster for all installations.
    MixesDeployments,
    /// One roster for all courses.
    MixesContexts,
    /// Knows every link everywhere.
    KnowsLinks,
    /// Says of each that removes that they did.
    LooksFirst,
    /// Every tenant sees all.
    MixesTenants,
}

struct Odd {
    fault: Fault,
    inner: Arc<MemoryRosters>,
}

impl Odd {
    fn at(&self, of: &ServiceContext) -> ServiceContext {
        let mut of = of.clone();
        if self.fault == Fault::MixesDeployments {
            of.deployment_id = DeploymentId::new("all").unwrap();
        }
        if self.fault == Fault::MixesContexts {
            of.context_id = ContextId::new("all").unwrap();
        }
        of
    }

    /// The whole list, narrowed as this store does it.
    async fn whole(
        &self,
        of: &ServiceContext,
        query: &RosterQuery,
    ) -> Result<Vec<Member>, BackendError> {
        let mut wide = query.clone();
        wide.slice.after = None;
        wide.slice.limit = 99.try_into().unwrap();
        if matches!(self.fault, Fault::IgnoresRole | Fault::ComparesText) {
            wide.role = None;
        }
        let mut items = self.inner.members(of, &wide).await?.unwrap().items;
        if let Some(role) = &query.role
            && self.fault == Fault::ComparesText
        {
            let asked = |role_of: &Role| role_of.as_str() == role.role().as_str();
            items.retain(|member| member.roles.iter().any(asked));
        }
        Ok(items)
    }
}

/// A part of the list behind so many members.
fn counted(all: Vec<Member>, query: &RosterQuery) -> Option<Page<Member>> {
    let skipped = match &query.slice.after {
        None => 0,
        Some(cursor) => cursor.as_str().parse().ok()?,
    };
    let end = query.slice.limit.get().saturating_add(skipped);
    let more = all.len() > end;
    let items = all.into_iter().skip(skipped).take(query.slice.limit.get());
    Some(Page {
        items: items.collect(),
        next: more.then(|| Cursor::new(end.to_string()).unwrap()),
    })
}

impl Rosters for Odd {
    async fn context(&self, of: &ServiceContext) -> Result<Option<Context>, BackendError> {
        self.inner.context(&self.at(of)).await
    }

    async fn has_link(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
    ) -> Result<bool, BackendError> {
        Ok(self.fault == Fault::KnowsLinks || self.inner.has_link(&self.at(of), link).await?)
    }

    async fn version(&self, of: &ServiceContext) -> Result<Cursor, BackendError> {
        self.inner.version(&self.at(of)).await
    }

    async fn members(
        &self,
        of: &ServiceContext,
        query: &RosterQuery,
    ) -> Result<Option<Page<Member>>, BackendError> {
        let of = self.at(of);
        let mut query = query.clone();
        let own = [
            Fault::IgnoresRole,
            Fault::ComparesText,
            Fault::CountsMembers,
        ];
        if own.contains(&self.fault) {
            return Ok(counted(self.whole(&of, &query).await?, &query));
        }
        if self.fault == Fault::RepeatsPages {
            query.slice.after = None;
        }
        if self.fault == Fault::TakesAnyPlace {
            let page = self.inner.members(&of, &query).await?;
            return Ok(Some(page.unwrap_or_else(Page::empty)));
        }
        self.inner.members(&of, &query).await
    }

    async fn differences(
        &self,
        of: &ServiceContext,
        since: &Cursor,
        query: &RosterQuery,
    ) -> Result<Option<Page<Member>>, BackendError> {
        let of = self.at(of);
        if self.fault == Fault::TellsAll {
            return self.inner.members(&of, query).await;
        }
        let mut found = self.inner.differences(&of, since, query).await?;
        if let Some(page) = &mut found
            && self.fault == Fault::ForgetsRemovals
        {
            page.items.retain(|member| !member.is_deleted());
        }
        if self.fault == Fault::TakesAnyPlace {
            found = Some(found.unwrap_or_else(Page::empty));
        }
        Ok(found)
    }

    async fn messages(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
        members: &[Member],
    ) -> Result<Vec<Vec<MemberMessage>>, BackendError> {
        self.inner.messages(&self.at(of), link, members).await
    }
}

impl RosterStore for Odd {
    async fn open_roster(
        &self,
        of: &ServiceContext,
        context: &Context,
    ) -> Result<(), BackendError> {
        self.inner.open_roster(&self.at(of), context).await
    }

    async fn close_roster(&self, of: &ServiceContext) -> Result<bool, BackendError> {
        self.inner.close_roster(&self.at(of)).await
    }

    async fn put_link(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
        messages: &[MemberMessage],
    ) -> Result<bool, BackendError> {
        self.inner.put_link(&self.at(of), link, messages).await
    }

    async fn remove_link(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
    ) -> Result<bool, BackendError> {
        self.inner.remove_link(&self.at(of), link).await
    }

    async fn put_member(&self, of: &ServiceContext, member: &Member) -> Result<bool, BackendError> {
        if self.fault == Fault::Loses {
            return Ok(self.inner.context(of).await?.is_some());
        }
        self.inner.put_member(&self.at(of), member).await
    }

    async fn remove_member(
        &self,
        of: &ServiceContext,
        user: &Subject,
    ) -> Result<bool, BackendError> {
        let of = self.at(of);
        if self.fault == Fault::KeepsRemoved {
            return Ok(true);
        }
        if self.fault == Fault::LooksFirst {
            let mut query = RosterQuery {
                role: None,
                link: None,
                slice: edu_http::Slice {
                    after: None,
                    limit: 99.try_into().unwrap(),
                },
            };
            query.link = None;
            let before = self.inner.members(&of, &query).await?.unwrap();
            once_later().await;
            let was_there = before.items.iter().any(|one| one.user_id == *user);
            self.inner.remove_member(&of, user).await?;
            return Ok(was_there);
        }
        self.inner.remove_member(&of, user).await
    }
}

fn found(fault: Fault) -> Vec<&'static str> {
    let one = || Odd {
        fault,
        inner: Arc::new(MemoryRosters::new()),
    };
    let mut report = block_on(kit::rosters(async || one()));
    let (ours, mut theirs) = (one(), one());
    if fault == Fault::MixesTenants {
        theirs.inner = Arc::clone(&ours.inner);
    }
    report.append(block_on(kit::rosters_of_tenants((ours, theirs))));
    codes(&report)
}

#[test]
fn memory_keeps_rosters_as_promised() {
    let report = block_on(kit::rosters(async || MemoryRosters::with_capacity(32)));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn test_roster_is_broken_by_its_faults_alone() {
    assert_eq!(found(Fault::None), [""; 0]);
}

#[test]
fn roster_that_loses_members_is_caught() {
    assert_caught(&found(Fault::Loses), "lti.kit.pages");
    assert_caught(&found(Fault::Loses), "lti.kit.raced");
}

#[test]
fn roster_that_finds_others_by_a_role_is_caught() {
    assert_caught(&found(Fault::IgnoresRole), "lti.kit.changed");
    assert_caught(&found(Fault::ComparesText), "lti.kit.changed");
}

#[test]
fn roster_that_keeps_removed_members_is_caught() {
    assert_caught(&found(Fault::KeepsRemoved), "lti.kit.expired");
    assert_caught(&found(Fault::KeepsRemoved), "lti.kit.pages");
}

#[test]
fn roster_that_tells_other_differences_is_caught() {
    assert_eq!(found(Fault::ForgetsRemovals), ["lti.kit.differences"]);
    assert_caught(&found(Fault::TellsAll), "lti.kit.differences");
}

#[test]
fn roster_that_repeats_or_skips_over_pages_is_caught() {
    assert_caught(&found(Fault::RepeatsPages), "lti.kit.pages");
    assert_caught(&found(Fault::CountsMembers), "lti.kit.pages");
}

#[test]
fn roster_that_goes_on_anywhere_is_caught() {
    assert_caught(&found(Fault::TakesAnyPlace), "lti.kit.invented");
    assert_caught(&found(Fault::TakesAnyPlace), "lti.kit.differences");
}

#[test]
fn roster_that_mixes_installations_courses_or_tenants_is_caught() {
    for fault in [
        Fault::MixesDeployments,
        Fault::MixesContexts,
        Fault::KnowsLinks,
        Fault::MixesTenants,
    ] {
        assert_caught(&found(fault), "lti.kit.crossed");
    }
}

#[test]
fn roster_that_looks_and_then_removes_is_caught_by_the_race_alone() {
    assert_eq!(found(Fault::LooksFirst), ["lti.kit.raced"]);
}
