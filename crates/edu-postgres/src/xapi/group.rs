//! Batches that share a transaction, judged by what is there.

use std::collections::{HashMap, HashSet};

use edu_http::BackendError;
use edu_types::Timestamp;
use xapi_lrs::{Batch, Inserted, NewStatement};

use super::entries::Linked;
use super::id::Id;
use super::time;

/// Batches that share a transaction, each with its caller's time.
pub(super) type Group<'a> = [(&'a Batch, &'a Timestamp)];

/// What is there of what batches speak of.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The tenant's last position.
    pub(super) position: i64,
    /// The texts of statements with ids of the batches.
    pub(super) kept: HashMap<Id, Vec<u8>>,
    /// Statements that the batches target, and those that these do, and so on.
    pub(super) targets: Vec<Linked>,
    /// Statements that target those of the batches, and those that target these, and so on.
    pub(super) targeting: Vec<Linked>,
    /// What is known of activities, by their keys.
    pub(super) definitions: HashMap<Id, Vec<u8>>,
}

/// What would be kept of the statements of batches.
#[derive(Debug)]
pub(super) struct Texts {
    /// When all of them are stored, in milliseconds.
    pub(super) stored: i64,
    /// Of each batch, that of each statement.
    json: Vec<Vec<Result<Vec<u8>, BackendError>>>,
}

impl Texts {
    /// Texts with the time of storing: the database's, which is `clock`, unless that of a caller is later or the
    /// `last` statement was stored later. In milliseconds.
    pub(super) fn of(group: &Group<'_>, clock: i64, last: i64) -> Self {
        let latest = group.iter().map(|(_, now)| time::millis_from(now)).max();
        // Later than all before, so that a time which was told as complete stays so.
        let stored = clock.max(last.saturating_add(1));
        let stored = stored.max(latest.unwrap_or(i64::MIN));
        let time = time::of_millis(stored);
        let json = |(batch, _): &(&Batch, _)| {
            let statements = batch.statements.iter();
            statements.map(|statement| statement.json(&time)).collect()
        };
        let json = group.iter().map(json).collect();
        Self { stored, json }
    }
}

/// A statement that is to be written.
#[derive(Debug)]
pub(super) struct Fresh<'a> {
    pub(super) statement: &'a NewStatement,
    pub(super) id: Id,
    pub(super) target: Option<Id>,
    pub(super) position: i64,
    pub(super) json: Vec<u8>,
    pub(super) voided: bool,
}

/// What is to be written, and what becomes of each batch then.
#[derive(Debug)]
pub(super) struct Judged<'a> {
    pub(super) outcomes: Vec<Result<Inserted, BackendError>>,
    pub(super) fresh: Vec<Fresh<'a>>,
    /// When all of them are stored, in milliseconds.
    pub(super) stored: i64,
    /// Positions of statements of before that are voided now.
    pub(super) voided: Vec<i64>,
}

impl<'a> Judged<'a> {
    /// Judges the batches one after the other; a conflict of one is no matter of the others.
    pub(super) fn of(group: &Group<'a>, found: &Found, texts: Texts) -> Self {
        let mut judged = Self {
            outcomes: Vec::with_capacity(group.len()),
            fresh: Vec::new(),
            stored: texts.stored,
            voided: Vec::new(),
        };
        let mut places = HashMap::new();
        for ((batch, _), texts) in group.iter().zip(texts.json) {
            let outcome = judged.batch(batch, texts, found, &mut places);
            judged.outcomes.push(outcome);
        }
        judged.void(found, &places);
        judged
    }

    /// Takes in a batch where nothing in it is in conflict with what is there or was taken in before.
    fn batch(
        &mut self,
        batch: &'a Batch,
        texts: Vec<Result<Vec<u8>, BackendError>>,
        found: &Found,
        places: &mut HashMap<Id, usize>,
    ) -> Result<Inserted, BackendError> {
        let (mut fresh, mut position) = (Vec::new(), self.position(found));
        for ((at, statement), json) in batch.statements.iter().enumerate().zip(texts) {
            let id = Id::from(statement.id);
            let before = places.get(&id).and_then(|place| self.fresh.get(*place));
            let kept = found.kept.get(&id);
            let kept = kept.or_else(|| before.map(|before| &before.json));
            if let Some(kept) = kept {
                if statement.repeats(kept)? {
                    continue;
                }
                return Ok(Inserted::Conflict { at });
            }
            position = position.saturating_add(1);
            fresh.push(Fresh {
                statement,
                id,
                target: statement.target.map(Id::from),
                position,
                json: json?,
                voided: false,
            });
        }
        for one in fresh {
            places.insert(one.id, self.fresh.len());
            self.fresh.push(one);
        }
        Ok(Inserted::Done)
    }

    /// The last position taken.
    pub(super) fn position(&self, found: &Found) -> i64 {
        self.fresh
            .last()
            .map_or(found.position, |last| last.position)
    }

    /// Voids what is voided: a target that came before, or with its voiding, or after.
    fn void(&mut self, found: &Found, places: &HashMap<Id, usize>) {
        let voiding = self.fresh.iter().filter(|one| one.statement.voids);
        let voiding: Vec<Id> = voiding.filter_map(|one| one.target).collect();
        let before = found.targeting.iter().filter(|one| one.voids);
        let voided: HashSet<Id> = before
            .filter_map(|one| one.target)
            .chain(voiding.iter().copied())
            .collect();
        for one in voided.iter().filter_map(|id| places.get(id)) {
            if let Some(fresh) = self.fresh.get_mut(*one) {
                fresh.voided = !fresh.statement.voids;
            }
        }
        let voiding: HashSet<Id> = voiding.into_iter().collect();
        let kept = found.targets.iter();
        let kept = kept.filter(|one| voiding.contains(&one.id) && !one.voids && !one.voided);
        self.voided = kept.map(|one| one.position).collect();
        self.voided.sort_unstable();
        self.voided.dedup();
    }
}
