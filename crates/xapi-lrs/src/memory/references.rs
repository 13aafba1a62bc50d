//! By which statements the ones are found that target them.

use std::collections::BTreeSet;

use super::tenant::Tenant;
use crate::Position;
use crate::store::{MAX_HOPS, MAX_LATE};

/// Enters a new statement: by what it has and by what its targets have, and those that were there before
/// and target it by what is found now.
pub(super) fn link(tenant: &mut Tenant, new: Position) {
    let sources = sources(tenant, new);
    let mut late = 0_usize;
    for (listed, hops) in listed(tenant, new) {
        let reached = sources
            .iter()
            .zip(hops..)
            .take_while(|(_, far)| *far <= MAX_HOPS);
        for (source, _) in reached {
            if listed != new {
                late = late.saturating_add(1);
            }
            if late > MAX_LATE {
                return;
            }
            enter(tenant, listed, *source);
        }
    }
}

fn enter(tenant: &mut Tenant, listed: Position, source: Position) {
    let Some(row) = tenant.rows.get(
        usize::try_from(source.get())
            .unwrap_or_default()
            .saturating_sub(1),
    ) else {
        return;
    };
    let entries = row.keys.iter().map(|key| (*key, listed, source));
    tenant.entries.extend(entries);
}

/// The statement itself, its target, the target's, and so on: each once, and only so far.
fn sources(tenant: &Tenant, from: Position) -> Vec<Position> {
    let mut sources = Vec::new();
    let mut met = BTreeSet::new();
    let mut next = Some(from);
    while let Some(position) = next.filter(|_| sources.len() <= MAX_HOPS) {
        if !met.insert(position) {
            break;
        }
        sources.push(position);
        let target = tenant.row(position).and_then(|row| row.target);
        next = target.and_then(|target| tenant.ids.get(&target).copied());
    }
    sources
}

/// The statement itself and those that target it, over so many targets: the nearest first.
fn listed(tenant: &Tenant, to: Position) -> Vec<(Position, usize)> {
    let mut listed = vec![(to, 0)];
    let mut met = BTreeSet::from([to]);
    let mut done = 0;
    while let Some(&(position, hops)) = listed.get(done) {
        done = done.saturating_add(1);
        if hops == MAX_HOPS || listed.len() > MAX_LATE {
            break;
        }
        let id = tenant.row(position).map(|row| row.id);
        let targeting = id.and_then(|id| tenant.targeting.get(&id));
        for one in targeting.into_iter().flatten() {
            if met.insert(*one) {
                listed.push((*one, hops.saturating_add(1)));
            }
        }
    }
    listed
}
