//! What happens on the campus, kept as xAPI statements in a record store of its own.
//!
//! What happened is noted first, in an outbox in the campus's own tables, and made a statement from
//! there: a store that cannot take it now gets it later, and one that has it already changes nothing.
//! Where the campus itself keeps what happened, as with picked content and the way back from a
//! launch, the note is in the same transaction. A grade is noted before its tool is answered, which
//! sends it again after a failure. A launch is noted before the browser goes on to the tool; that it
//! could not be is said at the shell and to the administration, and stops nobody.

mod client;
mod detail;
mod export;
mod filter;
mod grades;
mod happening;
mod launches;
mod list;
mod outbox;
mod shown;
mod view;

use core::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;

use edu_http::TenantId;
use edu_json::{Document, ToJson as _, Tree};
use edu_sqlite::{Database, StoredRecords};
use edu_types::{Limits, Timestamp};
use rusqlite::TransactionBehavior;
use xapi_lrs::{Batch, Inserted, NewStatement, RecordStore as _, Sender};
use xapi_model::events::EventMap;
use xapi_model::{Actor, Agent, Statement, Version};

use crate::Failure;
use crate::args::Args;
use crate::clock::now;
use client::Client;
use outbox::Waiting;

pub(crate) use client::routes as xapi_routes;
pub(crate) use grades::RecordedGrades;
pub(crate) use happening::{HOME, Happening};
pub(crate) use launches::{WatchedMessages, watched};
pub(crate) use view::routes;

/// The mark on all that the course is told of, by which its teachers find it.
pub(crate) const COURSE_LABEL: &str = "course/drawing-1";

/// The records of the campus.
#[derive(Clone, Debug)]
pub(crate) struct Records {
    database: Database,
    store: StoredRecords,
    tenant: TenantId,
    map: Arc<EventMap>,
    authority: Arc<Actor>,
    client: Arc<Client>,
    /// What happened since the program began and could not even be noted.
    unnoted: Arc<AtomicU64>,
}

impl Records {
    /// The records in the campus's file; what waited for the store is tried again.
    pub(crate) async fn open(
        args: &Args,
        database: &Database,
        tenant: TenantId,
    ) -> Result<Self, Failure> {
        let records = Self {
            database: database.clone(),
            store: StoredRecords::new(database).await?,
            tenant,
            map: Arc::new(happening::map()?),
            authority: Arc::new(Actor::Agent(Agent::account(HOME, "campus")?)),
            client: Arc::new(Client::open(args, database).await?),
            unnoted: Arc::default(),
        };
        records.settle_or_say().await;
        Ok(records)
    }

    /// Notes what happened; what the store cannot take now waits for it.
    pub(crate) async fn note(&self, happening: Happening) -> Result<(), Failure> {
        let noted = self.database.call(move |connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            happening.put(&transaction)?;
            transaction.commit()
        });
        noted.await?;
        self.settle_or_say().await;
        Ok(())
    }

    /// Notes a launch, which is under way whether or not that succeeds: then it is said and counted.
    pub(crate) async fn note_launch(&self, happening: Happening) {
        if let Err(Failure(reason)) = self.note(happening).await {
            self.unnoted.fetch_add(1, Ordering::Relaxed);
            eprintln!("campus: a launch is on no record: {reason}");
        }
    }

    /// Notes that somebody came back from a launch, once, and only if it was theirs.
    pub(crate) async fn note_return(
        &self,
        visit: String,
        person: &'static str,
    ) -> Result<(), Failure> {
        let at = now()?;
        let noted = self.database.call(move |connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            if let Some(begun) = outbox::take_visit(&transaction, &visit, person)?
                && let Some(left) = Happening::left(&begun, &visit, &at)
            {
                left.put(&transaction)?;
            }
            transaction.commit()
        });
        noted.await?;
        self.settle_or_say().await;
        Ok(())
    }

    /// Makes statements of what waits; says what keeps it waiting.
    pub(crate) async fn settle_or_say(&self) {
        if let Err(Failure(reason)) = self.settle().await {
            eprintln!("campus: what happened waits to be recorded: {reason}");
        }
    }

    /// Each that became a statement leaves the outbox; of the others it is kept why they did not.
    async fn settle(&self) -> Result<(), Failure> {
        for Waiting {
            position, event, ..
        } in self.waiting().await?
        {
            let outcome = self.record(&event).await?;
            self.database
                .call(move |connection| match outcome {
                    Ok(()) => outbox::remove(connection, position),
                    Err(problem) => outbox::keep(connection, position, &problem),
                })
                .await?;
        }
        Ok(())
    }

    /// What waits in the outbox, with what keeps it there.
    pub(crate) async fn waiting(&self) -> Result<Vec<Waiting>, Failure> {
        Ok(self
            .database
            .call(|connection| outbox::waiting(connection))
            .await?)
    }

    /// How much could not even be noted since the program began.
    pub(crate) fn unnoted(&self) -> u64 {
        self.unnoted.load(Ordering::Relaxed)
    }

    /// Stores the statement of an event: the same event, however often, is one statement. What
    /// can never be stored says why.
    async fn record(&self, event: &str) -> Result<Result<(), String>, Failure> {
        let new = match self.statement(event) {
            Ok(new) => new,
            Err(Failure(problem)) => return Ok(Err(problem)),
        };
        let batch = Batch::new(vec![new], Vec::new());
        Ok(
            match self.store.insert(&self.tenant, batch, &now()?).await? {
                Inserted::Done => Ok(()),
                Inserted::Conflict { .. } => {
                    Err("the store has another statement of this id".to_owned())
                }
            },
        )
    }

    fn statement(&self, event: &str) -> Result<NewStatement, Failure> {
        let tree = Tree::parse(event.as_bytes(), &Limits::DEFAULT)?;
        let made = self.map.statement(self.tenant.as_str(), &tree.root())?;
        let made = made.ok_or("the event is of a kind that means nothing here")?;
        let text = made.to_json_string();
        let version = Version::V2_0;
        let read: Document<Statement> =
            Document::from_slice(text.as_bytes(), &version.strict(), &Limits::DEFAULT)?.value;
        let id = made.id.ok_or("the statement has no id")?;
        let sender = Sender {
            version,
            authority: &self.authority,
            labels: &[COURSE_LABEL.into()],
            defines: true,
        };
        Ok(NewStatement::new(read, id, &sender))
    }
}

/// A moment as statements write it: in UTC.
fn in_utc(time: &Timestamp) -> String {
    let time = Timestamp::from_unix_nanos(time.unix_nanos());
    time.unwrap_or(Timestamp::MIN).to_string()
}
