//! Members of the kit, and their lists read page by page.

use core::num::NonZeroUsize;

use edu_http::{Cursor, Slice};
use edu_types::Personal;

use crate::kit::judge::Judge;
use crate::kit::logins::unusable;
use crate::kit::rules;
use crate::nrps::{Member, RoleFilter, RosterQuery, RosterStore};
use crate::{
    BackendError, ClientId, Context, ContextId, DeploymentId, Roles, ServiceContext, Subject,
};

/// The list must hold these and no others.
pub(super) async fn expect<B: RosterStore>(
    judge: &mut Judge,
    store: &B,
    of: &ServiceContext,
    names: &[&str],
) -> Result<(), BackendError> {
    if !are(&all(store, of).await?, names) {
        judge.note(&rules::PAGES, "pages leave out, repeat or invent members");
    }
    Ok(())
}

pub(super) async fn expect_crossed<B: RosterStore>(
    judge: &mut Judge,
    store: &B,
    of: &ServiceContext,
    names: &[&str],
) -> Result<(), BackendError> {
    if !are(&all(store, of).await?, names) {
        judge.note(&rules::CROSSED, "a roster holds or loses another's members");
    }
    Ok(())
}

/// The differences must be these, each deleted or not.
pub(super) async fn since<B: RosterStore>(
    judge: &mut Judge,
    store: &B,
    of: &ServiceContext,
    version: &Cursor,
    expected: &[(&str, bool)],
) -> Result<(), BackendError> {
    let Some(mut found) = walk_since(store, of, version).await? else {
        judge.note(&rules::DIFFERENCES, "differences are not told");
        return Ok(());
    };
    found.sort_by(|one, other| one.user_id.cmp(&other.user_id));
    let found: Vec<(&str, bool)> = found
        .iter()
        .map(|one| (one.user_id.as_str(), one.is_deleted()))
        .collect();
    if found != expected {
        judge.note(
            &rules::DIFFERENCES,
            "differences are others than what changed",
        );
    }
    Ok(())
}

pub(super) async fn all<B: RosterStore>(
    store: &B,
    of: &ServiceContext,
) -> Result<Vec<Member>, BackendError> {
    walk(store, of, None, None).await
}

/// More pages than any list of the kit has.
const PAGES: usize = 32;

pub(super) async fn walk<B: RosterStore>(
    store: &B,
    of: &ServiceContext,
    role: Option<&RoleFilter>,
    after: Option<Cursor>,
) -> Result<Vec<Member>, BackendError> {
    let (mut found, mut after) = (Vec::new(), after);
    for _ in 0..PAGES {
        let page = store.members(of, &query(role, after, 2)?).await?;
        let page = page.ok_or_else(|| BackendError::failed("list refuses its own cursor"))?;
        found.extend(page.items);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(found)
}

pub(super) async fn walk_since<B: RosterStore>(
    store: &B,
    of: &ServiceContext,
    version: &Cursor,
) -> Result<Option<Vec<Member>>, BackendError> {
    let (mut found, mut after) = (Vec::new(), None);
    for _ in 0..PAGES {
        let page = store
            .differences(of, version, &query(None, after, 2)?)
            .await?;
        let Some(page) = page else {
            return Ok(None);
        };
        found.extend(page.items);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(Some(found))
}

/// Whether these are the members of those names, each once.
pub(super) fn are(members: &[Member], names: &[&str]) -> bool {
    let mut found: Vec<&str> = members.iter().map(|one| one.user_id.as_str()).collect();
    let mut names = names.to_vec();
    found.sort_unstable();
    names.sort_unstable();
    found == names
}

pub(super) fn query(
    role: Option<&RoleFilter>,
    after: Option<Cursor>,
    limit: usize,
) -> Result<RosterQuery, BackendError> {
    let limit = NonZeroUsize::new(limit).ok_or_else(|| BackendError::failed("no limit"))?;
    Ok(RosterQuery {
        role: role.cloned(),
        link: None,
        slice: Slice { after, limit },
    })
}

pub(super) async fn open<B: RosterStore>(
    store: &B,
    of: &ServiceContext,
) -> Result<(), BackendError> {
    store.open_roster(of, &context(of)).await
}

pub(super) fn context(of: &ServiceContext) -> Context {
    let mut context = Context::new(of.context_id.clone());
    context.title = Some("Kit \"é\"".to_owned());
    context
}

pub(super) fn place(
    client: &str,
    deployment: &str,
    context: &str,
) -> Result<ServiceContext, BackendError> {
    Ok(ServiceContext {
        client_id: ClientId::new(client).map_err(unusable)?,
        deployment_id: DeploymentId::new(deployment).map_err(unusable)?,
        context_id: ContextId::new(context).map_err(unusable)?,
    })
}

pub(super) fn user(name: &str) -> Result<Subject, BackendError> {
    Subject::new(name).map_err(unusable)
}

pub(super) fn member(name: &str) -> Result<Member, BackendError> {
    let mut member = Member::new(user(name)?, Roles::parse(["Learner"]));
    member.name = Some(Personal::new(format!("{name} \"é\"")));
    Ok(member)
}
