//! Which statements are found by what another one has, because they target it.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension as _, params};
use xapi_lrs::store::{MAX_HOPS, MAX_LATE};

use super::tables::{FIND, TARGETED_BY, VOIDED_BY};
use super::tenants::Tenant;

/// One row of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) key: [u8; 16],
    pub(super) listed: i64,
    pub(super) source: i64,
}

/// What a new statement targets, and what targets it.
#[derive(Debug)]
pub(super) struct Related {
    /// Its target, that one's target and so on.
    targets: Vec<Target>,
    /// Positions of those that target it, and of those that target them, each with the hops to it.
    listed: Vec<(usize, i64)>,
    voided: bool,
}

/// A statement that is targeted.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) position: i64,
    pub(super) voids: bool,
    keys: Vec<u8>,
}

impl Related {
    /// Of the statement with that id, which is about to be stored.
    pub(super) fn of(
        connection: &Connection,
        tenant: Tenant,
        id: [u8; 16],
        target: Option<[u8; 16]>,
    ) -> rusqlite::Result<Self> {
        let listed = listed(connection, tenant, id)?;
        let mut voided_by = connection.prepare_cached(VOIDED_BY)?;
        Ok(Self {
            targets: targets(connection, tenant, target)?,
            voided: !listed.is_empty() && voided_by.exists(params![tenant.number(), id])?,
            listed,
        })
    }

    /// The target, where it is there.
    pub(super) fn target(&self) -> Option<&Target> {
        self.targets.first()
    }

    /// Whether one that voids it was there first.
    pub(super) const fn is_voided(&self) -> bool {
        self.voided
    }

    /// The entries that the statement adds at this position, with these keys of its own.
    pub(super) fn entries(&self, position: i64, own: &[[u8; 16]]) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(own.len());
        enter(&mut entries, own, (position, position));
        for target in self.targets.iter().take(MAX_HOPS) {
            enter(
                &mut entries,
                &keys(&target.keys),
                (position, target.position),
            );
        }
        let late = self.listed.iter().flat_map(|(hops, listed)| {
            let further = self.targets.iter().take(MAX_HOPS.saturating_sub(*hops));
            [(*listed, None)]
                .into_iter()
                .chain(further.map(|target| (*listed, Some(target))))
        });
        for (listed, target) in late.take(MAX_LATE) {
            match target {
                None => enter(&mut entries, own, (listed, position)),
                // In a circle: what it has itself is there.
                Some(target) if target.position == listed => {}
                Some(target) => {
                    enter(&mut entries, &keys(&target.keys), (listed, target.position));
                }
            }
        }
        entries
    }
}

fn enter(entries: &mut Vec<Entry>, keys: &[[u8; 16]], (listed, source): (i64, i64)) {
    entries.extend(keys.iter().map(|key| Entry {
        key: *key,
        listed,
        source,
    }));
}

/// The keys of a statement, as they are kept one behind the other.
pub(super) fn keys(kept: &[u8]) -> Vec<[u8; 16]> {
    kept.chunks_exact(16)
        .filter_map(|key| key.try_into().ok())
        .collect()
}

fn targets(
    connection: &Connection,
    tenant: Tenant,
    target: Option<[u8; 16]>,
) -> rusqlite::Result<Vec<Target>> {
    let (mut targets, mut next, mut met) = (Vec::new(), target, HashSet::new());
    while let Some(id) = next.filter(|_| targets.len() < MAX_HOPS) {
        if !met.insert(id) {
            break;
        }
        let mut find = connection.prepare_cached(FIND)?;
        let found = find.query_row(params![tenant.number(), id], |row| {
            let target = Target {
                position: tenant.position(row.get(0)?),
                voids: row.get(3)?,
                keys: row.get(5)?,
            };
            Ok((target, row.get(4)?))
        });
        let Some((target, further)) = found.optional()? else {
            break;
        };
        targets.push(target);
        next = further;
    }
    Ok(targets)
}

/// Those that target a statement, nearest first.
fn listed(
    connection: &Connection,
    tenant: Tenant,
    id: [u8; 16],
) -> rusqlite::Result<Vec<(usize, i64)>> {
    let mut find = connection.prepare_cached(TARGETED_BY)?;
    let most = super::rows(MAX_LATE);
    let mut listed = Vec::new();
    let (mut met, mut level) = (HashSet::from([id]), vec![id]);
    for hops in 1..=MAX_HOPS {
        let mut further = Vec::new();
        for id in level {
            let mut rows = find.query(params![tenant.number(), id, most])?;
            while let Some(row) = rows.next()? {
                let id: [u8; 16] = row.get(1)?;
                if met.insert(id) && listed.len() < MAX_LATE {
                    listed.push((hops, tenant.position(row.get(0)?)));
                    further.push(id);
                }
            }
        }
        if further.is_empty() {
            break;
        }
        level = further;
    }
    Ok(listed)
}
