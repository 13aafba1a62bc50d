//! A batch is taken in, wholly or not at all.

use bytes::Bytes;
use edu_http::BackendError;
use edu_types::Timestamp;

use super::references;
use super::room::{MemoryLimits, Usage};
use super::tenant::{Row, Tenant};
use crate::{Batch, Inserted, NewStatement, Position, StoredStatement};

/// Names of an agent that are kept.
const MAX_NAMES: usize = 100;

impl Tenant {
    /// Takes in a batch, if nothing is against it and there is room.
    pub(super) fn insert(
        &mut self,
        batch: Batch,
        now: &Timestamp,
        usage: &mut Usage,
        limits: &MemoryLimits,
    ) -> Result<Inserted, BackendError> {
        let stored = self.storing_time(now);
        let mut new = Vec::new();
        for (at, statement) in batch.statements.into_iter().enumerate() {
            match self.by_id(statement.id) {
                Some(kept) if statement.repeats(&kept.statement.json)? => {}
                Some(_) => return Ok(Inserted::Conflict { at }),
                None => {
                    let json = statement.json(&stored)?;
                    new.push((statement, json));
                }
            }
        }
        let mut attachments = batch.attachments;
        attachments.retain(|one| !self.attachments.contains_key(&one.digest));
        let texts = new.iter().map(|(_, json)| json.len());
        let data = attachments.iter().map(|one| one.data.len());
        let bytes = texts.chain(data).fold(0, usize::saturating_add);
        *usage = usage.with(new.len(), bytes, limits)?;
        for one in attachments {
            self.attachments.insert(one.digest, one.data);
        }
        for (statement, json) in new {
            self.keep(statement, json.into(), &stored);
        }
        Ok(Inserted::Done)
    }

    fn keep(&mut self, new: NewStatement, json: Bytes, stored: &Timestamp) {
        let count = u64::try_from(self.rows.len()).unwrap_or(u64::MAX);
        let position = Position::new(count.saturating_add(1));
        self.learn(&new);
        let row = Row {
            id: new.id,
            statement: StoredStatement {
                position,
                stored: stored.clone(),
                json,
            },
            keys: new.keys,
            target: new.target,
            voids: new.voids,
            voided: false,
        };
        self.ids.insert(row.id, position);
        if let Some(target) = row.target {
            self.targeting.entry(target).or_default().push(position);
        }
        self.rows.push(row);
        self.void(position);
        references::link(self, position);
    }

    /// Takes over what a statement says of activities and agents.
    fn learn(&mut self, new: &NewStatement) {
        for (activity, definition) in &new.definitions {
            match self.definitions.get_mut(activity) {
                Some(known) => known.merge(definition),
                None => {
                    self.definitions
                        .insert(activity.clone(), definition.clone());
                }
            }
        }
        for (agent, name) in &new.names {
            let names = self.names.entry(*agent).or_default();
            if names.len() < MAX_NAMES && !names.contains(name) {
                names.push(name.clone());
            }
        }
    }

    /// Marks what the new statement voids, and the new statement where one from before voids it.
    fn void(&mut self, position: Position) {
        let Some(row) = self.row(position) else {
            return;
        };
        let target = row.target.filter(|_| row.voids);
        let target = target.and_then(|target| self.ids.get(&target).copied());
        let mut targeting = self.targeting.get(&row.id).into_iter().flatten();
        let is_voided = targeting.any(|one| self.row(*one).is_some_and(|one| one.voids));
        let own = is_voided.then_some(position);
        for voided in target.into_iter().chain(own) {
            if let Some(row) = self.row_mut(voided) {
                row.voided = !row.voids;
            }
        }
    }
}
