//! Uploads that run, or ended a short while ago: how far each is, and what became of it.

use core::ops::ControlFlow;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use edu_types::Report;
use edu_zip::{Progress, Step};

use crate::upload::Unread;

/// Uploads that are remembered; of those that ended, the one that began first goes for another.
const MOST_KNOWN: usize = 32;

/// Uploads that run at once, so that they take a bounded amount of memory.
const MOST_RUNNING: usize = 4;

/// All of them, by tickets that only the browser of who sends knows.
#[derive(Clone, Debug, Default)]
pub(super) struct Uploads(Arc<Mutex<VecDeque<Known>>>);

#[derive(Clone, Debug)]
struct Known {
    ticket: Arc<str>,
    stage: Stage,
}

/// How far an upload is.
#[derive(Clone, Debug)]
pub(super) enum Stage {
    /// Bytes of the file that came, of how many; 0 where that is not known.
    Receiving { done: u64, total: u64 },
    /// Unpacked bytes that were read, of how many, and how many files of the package were begun.
    Checking { done: u64, total: u64, files: u64 },
    /// It is over.
    Ended(End),
}

/// What became of an upload.
#[derive(Clone, Debug)]
pub(super) enum End {
    /// The package is kept, since now or before.
    Kept { id: i64, is_known: bool },
    /// It breaks rules at error weight.
    Refused(Report),
    /// No file came.
    Unread(Unread),
    /// The campus keeps as many as it may.
    Full,
}

impl Uploads {
    /// A new upload under a ticket; `None` where one runs under it, or as many run as may.
    pub(super) fn begin(&self, ticket: &str, total: u64) -> Option<Upload> {
        let mut all = self.all();
        let runs = |known: &&Known| !matches!(known.stage, Stage::Ended(_));
        let running = all.iter().filter(runs);
        if running.clone().count() >= MOST_RUNNING
            || running.clone().any(|one| *one.ticket == *ticket)
        {
            return None;
        }
        all.retain(|known| *known.ticket != *ticket);
        if all.len() >= MOST_KNOWN {
            let ended = all.iter().position(|known| !runs(&known));
            ended.and_then(|at| all.remove(at));
        }
        let ticket: Arc<str> = ticket.into();
        let stage = Stage::Receiving { done: 0, total };
        all.push_back(Known {
            ticket: Arc::clone(&ticket),
            stage,
        });
        drop(all);
        Some(Upload {
            uploads: self.clone(),
            ticket,
        })
    }

    /// How far the upload of that ticket is.
    pub(super) fn find(&self, ticket: &str) -> Option<Stage> {
        let all = self.all();
        let found = all.iter().find(|known| *known.ticket == *ticket);
        found.map(|known| known.stage.clone())
    }

    /// Notes where a running upload stands; `Break` where it is over.
    fn note(&self, ticket: &Arc<str>, stage: Stage) -> ControlFlow<()> {
        // The very ticket, not an equal one: that is of another upload.
        let mut all = self.all();
        let known = all
            .iter_mut()
            .find(|known| Arc::ptr_eq(&known.ticket, ticket));
        match known {
            Some(known) if !matches!(known.stage, Stage::Ended(_)) => {
                known.stage = stage;
                ControlFlow::Continue(())
            }
            _ => ControlFlow::Break(()),
        }
    }

    fn all(&self) -> MutexGuard<'_, VecDeque<Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An upload that runs. Dropped without an end, as when the connection is lost, it ends as one that did not come.
#[derive(Debug)]
pub(super) struct Upload {
    uploads: Uploads,
    ticket: Arc<str>,
}

impl Upload {
    /// So many bytes of the file have come.
    pub(super) fn heard(&self, bytes: usize, total: u64) {
        let done = u64::try_from(bytes).unwrap_or(u64::MAX);
        let stage = Stage::Receiving { done, total };
        // That it ended is for whoever is asked next to stop.
        let _over = self.uploads.note(&self.ticket, stage);
    }

    /// What is told how far the check is, and stops it when the upload is over.
    pub(super) fn check(&self) -> Check {
        Check {
            uploads: self.uploads.clone(),
            ticket: Arc::clone(&self.ticket),
            entry: String::new(),
            files: 0,
        }
    }

    pub(super) fn end(&self, end: End) {
        let _over = self.uploads.note(&self.ticket, Stage::Ended(end));
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        self.end(End::Unread(Unread::Broken));
    }
}

/// Counts what a check has read.
pub(super) struct Check {
    uploads: Uploads,
    ticket: Arc<str>,
    /// The entry that is being read.
    entry: String,
    files: u64,
}

impl Progress for Check {
    fn step(&mut self, step: Step<'_>) -> ControlFlow<()> {
        if self.entry != step.entry {
            step.entry.clone_into(&mut self.entry);
            self.files = self.files.saturating_add(1);
        }
        let (done, total, files) = (step.done, step.total, self.files);
        let stage = Stage::Checking { done, total, files };
        self.uploads.note(&self.ticket, stage)
    }
}
