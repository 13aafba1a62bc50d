//! Batches that wait share one transaction, and with it one write to the disk that is waited for.

use core::mem;
use core::sync::atomic::{AtomicBool, Ordering};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use edu_http::{BackendError, TenantId};
use rusqlite::{Connection, TransactionBehavior};
use xapi_lrs::Inserted;

use super::failed;
use super::inserts::{self, Prepared};
use super::tenants::Tenant;
use super::through::{Flight, Through};
use crate::{Database, DatabaseError};

/// Statements of one transaction at most, so that the first of those who wait is not kept waiting
/// for all; a batch is never cut.
const STATEMENTS: usize = 1000;

/// The batches that wait.
#[derive(Clone, Debug)]
pub(super) struct Commits {
    database: Database,
    through: Arc<Through>,
    waiting: Arc<Mutex<VecDeque<Waiting>>>,
}

/// A batch that waits.
#[derive(Debug)]
struct Waiting {
    tenant: TenantId,
    batch: Prepared,
    /// What is told about it up to when answers are complete, ends with it.
    flight: Flight,
    claim: Arc<Claim>,
}

/// What whoever waits for a batch shares with whoever takes it in.
#[derive(Debug, Default)]
struct Claim {
    outcome: Mutex<Option<Outcome>>,
    given_up: AtomicBool,
}

type Outcome = Result<Inserted, BackendError>;

/// Gives a batch up as it is dropped: if nothing was begun, nothing is stored.
struct Hold(Arc<Claim>);

impl Commits {
    pub(super) fn new(database: &Database, through: &Arc<Through>) -> Self {
        Self {
            database: database.clone(),
            through: Arc::clone(through),
            waiting: Arc::default(),
        }
    }

    /// Takes in a batch, together with all that wait when its turn comes.
    pub(super) async fn take_in(
        &self,
        tenant: &TenantId,
        batch: Prepared,
        flight: Flight,
    ) -> Outcome {
        let hold = Hold(Arc::default());
        self.waiting().push_back(Waiting {
            tenant: tenant.clone(),
            batch,
            flight,
            claim: Arc::clone(&hold.0),
        });
        // Each brings a call of its own, so that none is forgotten; most find that an earlier
        // call has done their work.
        let (commits, claim) = (self.clone(), Arc::clone(&hold.0));
        let call = move |connection: &mut Connection| Ok(commits.outcome(connection, &claim));
        self.database.call(call).await.map_err(failed)?
    }

    /// What became of a batch, after taking in what waits if need be.
    fn outcome(&self, connection: &mut Connection, claim: &Claim) -> Outcome {
        loop {
            if let Some(outcome) = claim.take() {
                return outcome;
            }
            let group = self.next_group();
            if group.is_empty() {
                // Somebody has begun with it and not come to an end.
                return Err(failed(DatabaseError::Panicked));
            }
            self.commit(connection, group);
        }
    }

    fn commit(&self, connection: &mut Connection, group: Vec<Waiting>) {
        match self.commit_group(connection, &group) {
            Ok(outcomes) => {
                for (waiting, outcome) in group.into_iter().zip(outcomes) {
                    waiting.end(outcome);
                }
            }
            Err(error) => {
                let error = failed(DatabaseError::from(error));
                for waiting in group {
                    waiting.end(Err(error.clone()));
                }
            }
        }
    }

    fn commit_group(
        &self,
        connection: &mut Connection,
        group: &[Waiting],
    ) -> rusqlite::Result<Vec<Outcome>> {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let writing = self.through.writing();
        let mut outcomes = Vec::with_capacity(group.len());
        let mut seen = HashMap::new();
        for waiting in group {
            let tenant = Tenant::find_or_add(&transaction, waiting.tenant.as_str())?;
            let seen = match seen.entry(tenant.number()) {
                Entry::Occupied(seen) => *seen.get(),
                Entry::Vacant(seen) => *seen.insert(tenant.last_stored(&transaction)?),
            };
            let flight = (&waiting.flight, seen);
            outcomes.push(inserts::take_in(
                &transaction,
                tenant,
                &waiting.batch,
                flight,
            )?);
        }
        drop(writing);
        transaction.commit().map(|()| outcomes)
    }

    /// Those who wait and have not given up, the first first.
    fn next_group(&self) -> Vec<Waiting> {
        let mut waiting = self.waiting();
        let (mut group, mut statements) = (Vec::new(), 0_usize);
        while statements < STATEMENTS {
            let Some(next) = waiting.pop_front() else {
                break;
            };
            if !next.claim.given_up.load(Ordering::SeqCst) {
                statements = statements.saturating_add(next.batch.statements().max(1));
                group.push(next);
            }
        }
        group
    }

    fn waiting(&self) -> MutexGuard<'_, VecDeque<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    /// Says what became of it; it is no longer on its way in.
    fn end(self, outcome: Outcome) {
        drop(self.flight);
        *self.claim.outcome() = Some(outcome);
    }
}

impl Claim {
    fn take(&self) -> Option<Outcome> {
        mem::take(&mut *self.outcome())
    }

    fn outcome(&self) -> MutexGuard<'_, Option<Outcome>> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.0.given_up.store(true, Ordering::SeqCst);
    }
}
