//! What statements are found by, through what they target too.

use std::collections::{HashMap, HashSet};

use super::group::{Found, Fresh};
use super::id::Id;

/// How many targets are followed from one statement.
pub(super) const HOPS: usize = 100;

/// Entries of one statement through its targets; and statements to which entries are added when a target arrives later.
pub(super) const ENTRIES: usize = 10_000;

/// A statement of before, as far as others are linked to it.
#[derive(Clone, Debug)]
pub(super) struct Linked {
    pub(super) id: Id,
    pub(super) position: i64,
    pub(super) target: Option<Id>,
    pub(super) voids: bool,
    pub(super) voided: bool,
    /// Its keys, one behind the other.
    pub(super) keys: Vec<u8>,
}

/// One entry: the key by which a statement is listed, and the statement that has the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) key: Id,
    pub(super) listed: i64,
    pub(super) source: i64,
}

/// Entries that are to be written.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// Of new statements.
    pub(super) fresh: Vec<Entry>,
    /// Of statements of before that target new ones.
    pub(super) late: Vec<Entry>,
}

/// A statement on the way from one to its targets.
struct Node<'a> {
    position: i64,
    target: Option<Id>,
    keys: Keys<'a>,
    is_fresh: bool,
}

enum Keys<'a> {
    Fresh(&'a Fresh<'a>),
    Kept(&'a [u8]),
}

impl Entries {
    /// The entries that come with new statements.
    pub(super) fn of(fresh: &[Fresh<'_>], found: &Found) -> Self {
        let mut entries = Self::default();
        for one in fresh {
            let own = one.statement.keys.iter().map(|key| Entry {
                key: Id::from(*key),
                listed: one.position,
                source: one.position,
            });
            entries.fresh.extend(own);
        }
        let linked = fresh.iter().any(|one| one.target.is_some());
        if linked || !found.targeting.is_empty() {
            entries.link(fresh, found);
        }
        // Near each other in the index what is near each other here.
        entries.fresh.sort_unstable();
        entries.late.sort_unstable();
        entries
    }

    fn link(&mut self, fresh: &[Fresh<'_>], found: &Found) {
        let kept = found.targets.iter().chain(&found.targeting);
        let kept = kept.map(|one| (one.id, Node::kept(one)));
        let nodes: HashMap<Id, Node<'_>> = kept
            .chain(fresh.iter().map(|one| (one.id, Node::fresh(one))))
            .collect();
        for one in fresh {
            walk(&nodes, one.id, &mut self.fresh);
        }
        let late: HashSet<Id> = found.targeting.iter().map(|one| one.id).collect();
        for id in late {
            walk(&nodes, id, &mut self.late);
        }
    }
}

/// Adds the entries that a statement gets from its targets, as far as they are new: those of statements
/// behind a new one, or all where it is new itself.
fn walk(nodes: &HashMap<Id, Node<'_>>, id: Id, entries: &mut Vec<Entry>) {
    let Some(start) = nodes.get(&id) else { return };
    let end = entries.len().saturating_add(ENTRIES);
    let (mut passed, mut is_new, mut next) = (HashSet::from([id]), start.is_fresh, start.target);
    while let Some(node) = next.and_then(|id| nodes.get(&id).filter(|_| passed.insert(id))) {
        is_new |= node.is_fresh;
        if is_new {
            node.push_entries(start.position, end, entries);
        }
        if passed.len() > HOPS || entries.len() >= end {
            return;
        }
        next = node.target;
    }
}

impl<'a> Node<'a> {
    fn kept(linked: &'a Linked) -> Self {
        Self {
            position: linked.position,
            target: linked.target,
            keys: Keys::Kept(&linked.keys),
            is_fresh: false,
        }
    }

    fn fresh(fresh: &'a Fresh<'a>) -> Self {
        Self {
            position: fresh.position,
            target: fresh.target,
            keys: Keys::Fresh(fresh),
            is_fresh: true,
        }
    }

    fn push_entries(&self, listed: i64, end: usize, entries: &mut Vec<Entry>) {
        let room = end.saturating_sub(entries.len());
        let entry = |key| Entry {
            key,
            listed,
            source: self.position,
        };
        match self.keys {
            Keys::Kept(bytes) => entries.extend(Id::all_of(bytes).take(room).map(entry)),
            Keys::Fresh(fresh) => {
                let keys = fresh.statement.keys.iter().take(room);
                entries.extend(keys.map(|key| entry(Id::from(*key))));
            }
        }
    }
}
