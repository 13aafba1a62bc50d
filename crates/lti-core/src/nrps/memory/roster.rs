//! One roster: its members by place, and what changed by version.

use core::ops::Bound::{Excluded, Unbounded};
use std::collections::BTreeMap;

use edu_http::{Cursor, Page};

use crate::nrps::{Member, MemberMessage, REMOVED_KEPT, RosterQuery};
use crate::{BackendError, Context, ResourceLinkId, Subject};

/// A context and who belongs to it.
///
/// Counts versions for good, closed or not, so that a version means one state only.
#[derive(Debug, Default)]
pub(super) struct Roster {
    context: Option<Context>,
    version: u64,
    /// Differences since a version before this one can no longer be told.
    forgotten: u64,
    links: BTreeMap<ResourceLinkId, Vec<MemberMessage>>,
    /// Members by the version they were enrolled at.
    members: BTreeMap<u64, Enrolled>,
    places: BTreeMap<Subject, u64>,
    /// The place of each member by the version they last changed at.
    changes: BTreeMap<u64, u64>,
    /// Members who are gone, by the version they left at.
    removed: BTreeMap<u64, Member>,
    left: BTreeMap<Subject, u64>,
}

#[derive(Debug)]
struct Enrolled {
    member: Member,
    changed: u64,
}

impl Roster {
    pub(super) const fn is_open(&self) -> bool {
        self.context.is_some()
    }

    pub(super) fn context(&self) -> Option<Context> {
        self.context.clone()
    }

    pub(super) const fn version(&self) -> u64 {
        self.version
    }

    pub(super) fn entries(&self) -> usize {
        let lists = [self.links.len(), self.members.len(), self.removed.len()];
        lists.into_iter().fold(1, usize::saturating_add)
    }

    pub(super) fn open(&mut self, context: Context) {
        self.context = Some(context);
    }

    pub(super) fn close(&mut self) -> bool {
        let version = self.next_version();
        let was_open = self.is_open();
        *self = Self {
            version,
            forgotten: version,
            ..Self::default()
        };
        was_open
    }

    pub(super) fn messages(&self, link: &ResourceLinkId) -> Option<&Vec<MemberMessage>> {
        self.links.get(link)
    }

    pub(super) fn put_link(&mut self, link: ResourceLinkId, messages: Vec<MemberMessage>) {
        self.links.insert(link, messages);
    }

    pub(super) fn remove_link(&mut self, link: &ResourceLinkId) -> bool {
        self.links.remove(link).is_some()
    }

    pub(super) fn put(&mut self, member: Member) {
        let version = self.next_version();
        let place = self.places.get(&member.user_id).copied();
        if let Some(before) = place.and_then(|place| self.members.get(&place)) {
            if before.member == member {
                return;
            }
            self.changes.remove(&before.changed);
        }
        let place = place.unwrap_or(version);
        if let Some(left) = self.left.remove(&member.user_id) {
            self.removed.remove(&left);
        }
        self.version = version;
        self.places.insert(member.user_id.clone(), place);
        self.changes.insert(version, place);
        let changed = version;
        self.members.insert(place, Enrolled { member, changed });
    }

    pub(super) fn remove(&mut self, user: &Subject) -> bool {
        let Some(place) = self.places.remove(user) else {
            return false;
        };
        let Some(gone) = self.members.remove(&place) else {
            return false;
        };
        self.changes.remove(&gone.changed);
        self.version = self.next_version();
        self.left.insert(user.clone(), self.version);
        self.removed.insert(self.version, gone.member.deleted());
        if self.removed.len() > REMOVED_KEPT
            && let Some((version, first)) = self.removed.pop_first()
        {
            self.left.remove(&first.user_id);
            self.forgotten = version;
        }
        true
    }

    pub(super) fn members(
        &self,
        query: &RosterQuery,
    ) -> Result<Option<Page<Member>>, BackendError> {
        let Some(after) = self.place_of(query.slice.after.as_ref()) else {
            return Ok(None);
        };
        let behind = self.members.range((Excluded(after), Unbounded));
        let found = behind
            .map(|(place, enrolled)| (*place, &enrolled.member))
            .filter(|(_, member)| fits(query, member));
        page(query, found).map(Some)
    }

    pub(super) fn differences(
        &self,
        since: &Cursor,
        query: &RosterQuery,
    ) -> Result<Option<Page<Member>>, BackendError> {
        let (since, after) = (
            self.place_of(Some(since)),
            self.place_of(query.slice.after.as_ref()),
        );
        let (Some(since), Some(after)) = (since, after) else {
            return Ok(None);
        };
        if since < self.forgotten {
            return Ok(None);
        }
        let behind = (Excluded(since.max(after)), Unbounded);
        let changed = self
            .changes
            .range(behind)
            .filter_map(|(version, place)| Some((*version, &self.members.get(place)?.member)));
        let removed = self.removed.range(behind);
        let removed = removed.map(|(version, member)| (*version, member));
        let found = merged(changed, removed).filter(|(_, member)| fits(query, member));
        page(query, found).map(Some)
    }

    /// The number of a cursor that this roster can have made; 0 without one.
    fn place_of(&self, cursor: Option<&Cursor>) -> Option<u64> {
        let Some(cursor) = cursor else {
            return Some(0);
        };
        let place = cursor.as_str().parse().ok()?;
        (place <= self.version).then_some(place)
    }

    const fn next_version(&self) -> u64 {
        self.version.saturating_add(1)
    }
}

/// A version or place as others hand it back.
pub(super) fn cursor(place: u64) -> Result<Cursor, BackendError> {
    Cursor::new(place.to_string()).map_err(|error| BackendError::failed(error.to_string()))
}

fn fits(query: &RosterQuery, member: &Member) -> bool {
    let role = query.role.as_ref();
    role.is_none_or(|role| role.finds(&member.roles))
}

/// One page of what is found, in its order.
fn page<'m>(
    query: &RosterQuery,
    mut found: impl Iterator<Item = (u64, &'m Member)>,
) -> Result<Page<Member>, BackendError> {
    let mut items = Vec::new();
    let mut last = 0;
    for (place, member) in found.by_ref().take(query.slice.limit.get()) {
        last = place;
        items.push(member.clone());
    }
    let next = if found.next().is_some() {
        Some(cursor(last)?)
    } else {
        None
    };
    Ok(Page { items, next })
}

/// Two lists in the order of their numbers, as one such list.
fn merged<'m>(
    one: impl Iterator<Item = (u64, &'m Member)>,
    other: impl Iterator<Item = (u64, &'m Member)>,
) -> impl Iterator<Item = (u64, &'m Member)> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    core::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some((first, _)), Some((second, _))) if second < first => other.next(),
        (Some(_), _) => one.next(),
        (None, _) => other.next(),
    })
}
