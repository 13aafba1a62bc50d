//! What one tenant has.

use core::num::NonZeroUsize;
use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use edu_types::{Iri, Timestamp, UuidText};
use xapi_model::ActivityDefinition;
use xapi_model::multipart::Digest;

use super::documents::Documents;
use crate::{Access, Followed, FollowerId, Key, Position, StoredStatement};

/// What one tenant has.
#[derive(Debug, Default)]
pub(super) struct Tenant {
    /// The statements in their order: the first has position 1.
    pub(super) rows: Vec<Row>,
    /// Where the statement of an id stands.
    pub(super) ids: BTreeMap<UuidText, Position>,
    /// Which statements are found by a key, each with the one that has the key: itself or one that
    /// it targets.
    pub(super) entries: BTreeSet<(Key, Position, Position)>,
    /// Which statements target one, whether it is there or not.
    pub(super) targeting: BTreeMap<UuidText, Vec<Position>>,
    /// Up to when answers were said to be complete.
    told: Option<Timestamp>,
    pub(super) attachments: BTreeMap<Digest, Bytes>,
    pub(super) definitions: BTreeMap<Iri, ActivityDefinition>,
    pub(super) names: BTreeMap<Key, Vec<Box<str>>>,
    pub(super) documents: Documents,
    followers: BTreeMap<FollowerId, Position>,
}

/// A statement.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) id: UuidText,
    pub(super) statement: StoredStatement,
    /// What it has itself: sorted.
    pub(super) keys: Vec<Key>,
    pub(super) target: Option<UuidText>,
    pub(super) voids: bool,
    pub(super) voided: bool,
}

impl Row {
    /// Whether it has the key itself.
    pub(super) fn has(&self, key: &Key) -> bool {
        self.keys.binary_search(key).is_ok()
    }
}

impl Tenant {
    pub(super) fn row(&self, position: Position) -> Option<&Row> {
        self.rows.get(index(position)?)
    }

    pub(super) fn row_mut(&mut self, position: Position) -> Option<&mut Row> {
        self.rows.get_mut(index(position)?)
    }

    pub(super) fn by_id(&self, id: UuidText) -> Option<&Row> {
        self.row(*self.ids.get(&id)?)
    }

    /// The earliest time at which a statement may be stored now: later than all that was told.
    ///
    /// Batches between two answers may share it, since nobody saw one without the other.
    pub(super) fn storing_time(&self, now: &Timestamp) -> Timestamp {
        let untold = self.told.as_ref().map(|told| whole_millis(told, 1));
        self.latest(whole_millis(now, 0), untold)
    }

    /// Up to when an answer is complete; nothing is stored up to then any more.
    ///
    /// It ends before the present thousandth of a second, in which more may be stored.
    pub(super) fn consistent_through(&mut self, now: &Timestamp) -> Timestamp {
        let time = self.latest(whole_millis(now, -1), self.told.clone());
        self.told = Some(time.clone());
        time
    }

    /// The latest of these times and that at which the last statement was stored.
    fn latest(&self, time: Timestamp, other: Option<Timestamp>) -> Timestamp {
        let last = self.rows.last().map(|row| row.statement.stored.clone());
        last.into_iter().chain(other).fold(time, Ord::max)
    }

    pub(super) fn statement(
        &self,
        id: UuidText,
        voided: bool,
        access: &Access,
    ) -> Option<StoredStatement> {
        let row = self.by_id(id)?;
        let fits = row.voided == voided && access.reaches(&row.keys);
        fits.then(|| row.statement.clone())
    }

    pub(super) fn attachment(&self, digest: &Digest) -> Option<Bytes> {
        self.attachments.get(digest).cloned()
    }

    pub(super) fn definitions(&self, activities: &[Iri]) -> Vec<(Iri, ActivityDefinition)> {
        let asked: BTreeSet<&Iri> = activities.iter().collect();
        let known = asked
            .into_iter()
            .filter_map(|activity| self.definitions.get_key_value(activity));
        known
            .map(|(activity, known)| (activity.clone(), known.clone()))
            .collect()
    }

    pub(super) fn names(&self, agent: Key) -> Vec<Box<str>> {
        self.names.get(&agent).cloned().unwrap_or_default()
    }

    pub(super) fn unseen(&self, follower: &FollowerId, limit: NonZeroUsize) -> Vec<Followed> {
        let seen = self.followers.get(follower).copied().unwrap_or_default();
        let seen = usize::try_from(seen.get()).unwrap_or(usize::MAX);
        let unseen = self.rows.iter().skip(seen).take(limit.get());
        unseen
            .map(|row| Followed {
                id: row.id,
                voided: row.voided,
                statement: row.statement.clone(),
            })
            .collect()
    }

    pub(super) fn note_seen(&mut self, follower: &FollowerId, position: Position) {
        let seen = self.followers.entry(follower.clone()).or_default();
        *seen = position.max(*seen);
    }
}

/// Where the statement of a position stands among the rows.
fn index(position: Position) -> Option<usize> {
    usize::try_from(position.get().checked_sub(1)?).ok()
}

/// The first whole thousandth of a second at or after a time, and so many more; written in UTC.
fn whole_millis(time: &Timestamp, more: i128) -> Timestamp {
    const NANOS: i128 = 1_000_000;
    let nanos = time.unix_nanos();
    let over = nanos.rem_euclid(NANOS);
    let whole = if over == 0 {
        nanos
    } else {
        nanos.saturating_sub(over).saturating_add(NANOS)
    };
    let moved = whole.saturating_add(more.saturating_mul(NANOS));
    let bound = if more < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    Timestamp::from_unix_nanos(moved).unwrap_or(bound)
}
