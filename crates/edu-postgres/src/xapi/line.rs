//! Batches that wait for their turn: those of one tenant go together.

use core::time::Duration;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use edu_http::BackendError;
use edu_types::Timestamp;
use tokio::sync::{Notify, oneshot};
use tokio::time::Instant;
use xapi_lrs::{Batch, Inserted};

use super::group::Group;
use super::insert::{self, Outcomes};
use super::pace::{Pace, Patience};
use crate::backend::failed;
use crate::statement::is_conflict;
use crate::{Database, DatabaseError};

/// Statements that share a transaction at most, unless a single batch has more.
const STATEMENTS: usize = 1000;

/// Bytes of attachments in one transaction at most, unless a single batch has more.
const BYTES: usize = 16 << 20;

/// Statements that are worth a transaction of their own: with so many in line, nobody is waited for.
const ENOUGH: usize = 100;

/// Attempts at a transaction in whose way others were, or whose connection was lost.
const ATTEMPTS: u32 = 4;

/// How long to wait before the second attempt; twice as long before each further one.
const PAUSE: Duration = Duration::from_millis(50);

type Answer = Result<Inserted, BackendError>;

/// Where the batches of a line are taken in.
pub(super) trait TakeIn: Send + Sync + 'static {
    /// Takes in batches of one tenant in one transaction.
    fn take_in(
        &self,
        tenant: i32,
        group: &Group<'_>,
    ) -> impl Future<Output = Result<Outcomes, DatabaseError>> + Send;
}

impl TakeIn for Database {
    async fn take_in(&self, tenant: i32, group: &Group<'_>) -> Result<Outcomes, DatabaseError> {
        insert::take_in(self, tenant, group).await
    }
}

/// The batches of each tenant that wait.
#[derive(Debug)]
pub(super) struct Lines<D = Database> {
    database: D,
    lines: Mutex<HashMap<i32, Line>>,
}

/// The batches of one tenant that wait; there while somebody serves it.
#[derive(Debug, Default)]
struct Line {
    waiting: VecDeque<Waiting>,
    /// Who is to be told when so many batches wait.
    told: Option<(usize, Arc<Notify>)>,
}

/// A batch, and who waits for what becomes of it.
#[derive(Debug)]
struct Waiting {
    batch: Batch,
    now: Timestamp,
    answer: oneshot::Sender<Answer>,
}

impl<D: TakeIn> Lines<D> {
    pub(super) fn new(database: D) -> Self {
        let lines = Mutex::default();
        Self { database, lines }
    }

    /// Waits for a batch to be taken in. It goes on where nobody waits any more.
    pub(super) async fn insert(
        self: Arc<Self>,
        tenant: i32,
        batch: Batch,
        now: Timestamp,
    ) -> Answer {
        let (answer, answered) = oneshot::channel();
        let waiting = Waiting { batch, now, answer };
        if self.join(tenant, waiting)? {
            let turn = Turn {
                lines: self,
                tenant,
                is_served: false,
            };
            tokio::spawn(turn.serve());
        }
        let lost = |_| {
            Err(BackendError::failed(
                "batch was given up: its run time has ended",
            ))
        };
        answered.await.unwrap_or_else(lost)
    }
}

impl<D> Lines<D> {
    /// Joins the line; whoever is its first must see to it that it is served.
    fn join(&self, tenant: i32, waiting: Waiting) -> Result<bool, BackendError> {
        let mut lines = self.lines();
        if let Some(line) = lines.get_mut(&tenant) {
            if line.waiting.len() >= Database::QUEUE {
                let limit = Database::QUEUE;
                return Err(failed(DatabaseError::Busy { limit }));
            }
            line.waiting.push_back(waiting);
            line.tell();
            return Ok(false);
        }
        let mut line = Line::default();
        line.waiting.push_back(waiting);
        lines.insert(tenant, line);
        Ok(true)
    }

    /// Takes from the head of a line what goes together. An empty line is closed.
    fn leave(&self, tenant: i32) -> Vec<Waiting> {
        let mut lines = self.lines();
        let mut group = Vec::new();
        let Some(line) = lines.get_mut(&tenant) else {
            return group;
        };
        let (mut statements, mut bytes) = (0_usize, 0_usize);
        line.told = None;
        while let Some(first) = line.waiting.front() {
            let attached = first.batch.attachments.iter();
            let attached = attached.map(|one| one.data.len());
            bytes = attached.fold(bytes, usize::saturating_add);
            statements = statements.saturating_add(first.batch.statements.len());
            if !group.is_empty() && (statements > STATEMENTS || bytes > BYTES) {
                break;
            }
            group.extend(line.waiting.pop_front());
        }
        if group.is_empty() {
            lines.remove(&tenant);
        }
        group
    }

    /// How many batches wait in a line.
    fn length(&self, tenant: i32) -> usize {
        let lines = self.lines();
        lines.get(&tenant).map_or(0, |line| line.waiting.len())
    }

    /// Asks to be told when so many batches wait; says how many do. None where it is not worth while: as many
    /// do already, or what waits is enough.
    fn tell_of(&self, tenant: i32, batches: usize) -> Option<(usize, Arc<Notify>)> {
        let mut lines = self.lines();
        let line = lines.get_mut(&tenant)?;
        let waiting = line.waiting.len();
        if waiting >= batches || line.statements() >= ENOUGH {
            return None;
        }
        let notify = Arc::new(Notify::new());
        line.told = Some((batches, Arc::clone(&notify)));
        Some((waiting, notify))
    }

    fn lines(&self) -> MutexGuard<'_, HashMap<i32, Line>> {
        // Nothing that can panic is done under the lock.
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    fn statements(&self) -> usize {
        let counts = self.waiting.iter().map(|one| one.batch.statements.len());
        counts.fold(0, usize::saturating_add)
    }

    /// Tells whoever asked where now there are as many as asked for.
    fn tell(&self) {
        if let Some((batches, notify)) = &self.told
            && self.waiting.len() >= *batches
        {
            notify.notify_one();
        }
    }
}

/// Serves a line until it is empty. Dropped before, it closes the line, and tells those in it.
struct Turn<D> {
    lines: Arc<Lines<D>>,
    tenant: i32,
    is_served: bool,
}

impl<D: TakeIn> Turn<D> {
    async fn serve(mut self) {
        let mut pace = Pace::default();
        let mut patience = None;
        loop {
            // Whoever is about to join shall not have to wait for the next.
            tokio::task::yield_now().await;
            if let Some(patience) = patience {
                self.await_more(&mut pace, patience).await;
            }
            let group = self.lines.leave(self.tenant);
            if group.is_empty() {
                self.is_served = true;
                return;
            }
            let (answered, began) = (group.len(), Instant::now());
            let batches: Vec<_> = group.iter().map(|one| (&one.batch, &one.now)).collect();
            let outcomes = self.outcomes(&batches).await;
            let waiting = self.lines.length(self.tenant);
            patience = pace.after(answered, waiting, began.elapsed());
            for (waiting, outcome) in group.into_iter().zip(outcomes) {
                // Whoever gave up waiting need not know.
                drop(waiting.answer.send(outcome));
            }
        }
    }

    /// Waits for those who were just answered to come back.
    async fn await_more(&self, pace: &mut Pace, patience: Patience) {
        let Some((before, notify)) = self.lines.tell_of(self.tenant, patience.batches) else {
            return;
        };
        let told = tokio::time::timeout(patience.most, notify.notified()).await;
        if told.is_err() {
            let came = self.lines.length(self.tenant).saturating_sub(before);
            pace.note(patience.batches.saturating_sub(before), came);
        }
    }

    /// Takes in all together, and each by itself where that fails for a reason that lies in one.
    async fn outcomes(&self, group: &Group<'_>) -> Outcomes {
        match self.take_in(group).await {
            Ok(outcomes) => outcomes,
            Err(DatabaseError::Statement { .. }) if group.len() > 1 => {
                let mut outcomes = Vec::with_capacity(group.len());
                for one in group {
                    let outcome = self.take_in(core::slice::from_ref(one)).await;
                    let outcome = outcome.unwrap_or_else(|error| vec![Err(failed(error))]);
                    outcomes.extend(outcome);
                }
                outcomes
            }
            Err(error) => group.iter().map(|_| Err(failed(error.clone()))).collect(),
        }
    }

    /// Tries again where the reason may have passed. What may have happened may be done again: statements
    /// that are there are found to be the same.
    async fn take_in(&self, group: &Group<'_>) -> Result<Outcomes, DatabaseError> {
        let mut pause = PAUSE;
        for _ in 1..ATTEMPTS {
            match self.lines.database.take_in(self.tenant, group).await {
                Err(error) if passes(&error) => tokio::time::sleep(pause).await,
                outcome => return outcome,
            }
            pause = pause.saturating_mul(2);
        }
        self.lines.database.take_in(self.tenant, group).await
    }
}

impl<D> Drop for Turn<D> {
    fn drop(&mut self) {
        // A line that was served is closed, and the next may have begun already.
        if !self.is_served {
            self.lines.lines().remove(&self.tenant);
        }
    }
}

/// Whether the next attempt may succeed.
fn passes(error: &DatabaseError) -> bool {
    match error {
        DatabaseError::Lost { .. }
        | DatabaseError::Unreachable { .. }
        | DatabaseError::NoAnswer => true,
        DatabaseError::Statement { .. } => is_conflict(error),
        DatabaseError::Unencrypted { .. }
        | DatabaseError::Busy { .. }
        | DatabaseError::NoneFree
        | DatabaseError::Newer { .. } => false,
    }
}

#[cfg(test)]
mod tests;
