//! What statements are found by, through what they target too.

use std::collections::{HashMap, HashSet};

use xapi_lrs::store::{MAX_HOPS, MAX_LATE};

use super::group::{Found, Fresh};
use super::id::Id;

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
            for (_, node) in reached(&nodes, one.id) {
                node.push_entries(one.position, &mut self.fresh);
            }
        }
        let (mut met, mut late) = (HashSet::new(), HashMap::new());
        // The nearest first, and of those the first stored.
        for one in found.targeting.iter().filter(|one| met.insert(one.id)) {
            for (by, node) in reached(&nodes, one.id) {
                let count: &mut usize = late.entry(by).or_default();
                *count = count.saturating_add(1);
                if *count <= MAX_LATE {
                    node.push_entries(one.position, &mut self.late);
                }
            }
        }
    }
}

/// What a statement is found by anew, over its targets: what stands behind a new one, or everything where it is
/// new itself. Each with the new statement that makes it so.
fn reached<'n, 'a>(nodes: &'n HashMap<Id, Node<'a>>, id: Id) -> Vec<(Id, &'n Node<'a>)> {
    let mut reached = Vec::new();
    let Some(start) = nodes.get(&id) else {
        return reached;
    };
    let (mut passed, mut next) = (HashSet::from([id]), start.target);
    let mut by = start.is_fresh.then_some(id);
    while let Some(id) = next.filter(|_| passed.len() <= MAX_HOPS) {
        let Some(node) = nodes.get(&id).filter(|_| passed.insert(id)) else {
            return reached;
        };
        by = by.or_else(|| node.is_fresh.then_some(id));
        reached.extend(by.map(|by| (by, node)));
        next = node.target;
    }
    reached
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

    fn push_entries(&self, listed: i64, entries: &mut Vec<Entry>) {
        let entry = |key| Entry {
            key,
            listed,
            source: self.position,
        };
        match self.keys {
            Keys::Kept(bytes) => entries.extend(Id::all_of(bytes).map(entry)),
            Keys::Fresh(fresh) => {
                let keys = fresh.statement.keys.iter();
                entries.extend(keys.map(|key| entry(Id::from(*key))));
            }
        }
    }
}
