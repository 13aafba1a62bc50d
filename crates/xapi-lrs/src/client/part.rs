//! Statements that are sent together, until their store has spoken.

use bytes::Bytes;
use edu_http::Backoff;
use http::Request;

use super::outgoing::{self, Outgoing};
use super::{DeliveryLimits, RemoteStore};

/// Statements that go out in one request, and how far they are.
pub(super) struct Part {
    /// One at least.
    pub(super) statements: Vec<Outgoing>,
    pub(super) stage: Stage,
    pub(super) backoff: Backoff,
    /// Whether one of these is perhaps why the store fails, so that it is not tried again with them.
    pub(super) is_suspect: bool,
    /// What is known of faults in it, where it is the second half of a batch that was refused.
    blame: Blame,
}

/// What a part's request is for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stage {
    /// To post the statements.
    Post,
    /// To find the one statement, since the store has said too little.
    Find { doubt: Doubt, voided: bool },
}

/// Why a statement is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Doubt {
    /// The store has one of its id.
    Conflict,
    /// The store seems to have taken it.
    Unconfirmed,
}

/// What is known of faults in a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blame {
    Unknown,
    /// There is one, unless it is in the first half, which is tried now.
    UnlessFirstHalf,
    /// There is one, so that to send the part as a whole would be in vain.
    Certain,
}

impl Part {
    pub(super) const fn new(statements: Vec<Outgoing>, backoff: Backoff) -> Self {
        Self {
            statements,
            stage: Stage::Post,
            backoff,
            is_suspect: false,
            blame: Blame::Unknown,
        }
    }

    /// What to send; `None` where it cannot be written.
    pub(super) fn request(&self, store: &RemoteStore) -> Option<Request<Bytes>> {
        match self.stage {
            Stage::Post => {
                let (content_type, body) = outgoing::body(&self.statements)?;
                store.post(&content_type, body)
            }
            Stage::Find { voided, .. } => store.find(self.statements.first()?.id(), voided),
        }
    }

    /// Whether the store would refuse it as a whole, and there is something to split.
    pub(super) const fn is_to_be_split(&self) -> bool {
        matches!(self.blame, Blame::Certain) && self.statements.len() > 1
    }

    /// Tells a second half what the store said to the first.
    pub(super) fn after_first_half(&mut self, is_clean: bool) {
        if self.blame == Blame::UnlessFirstHalf {
            self.blame = if is_clean {
                Blame::Certain
            } else {
                Blame::Unknown
            };
        }
    }

    /// Both halves, in order, of two statements or more; `one_is_to_blame` where either holds a fault.
    pub(super) fn halves(self, one_is_to_blame: bool, backoff: &Backoff) -> (Self, Self) {
        let mut first = self.statements;
        let second = first.split_off(first.len().div_ceil(2));
        let half = |statements, blame| Self {
            is_suspect: self.is_suspect,
            blame,
            ..Self::new(statements, backoff.clone())
        };
        let blame = if one_is_to_blame {
            Blame::UnlessFirstHalf
        } else {
            Blame::Unknown
        };
        (half(first, Blame::Unknown), half(second, blame))
    }

    /// A part for each statement, to be asked for; the last first.
    pub(super) fn singles(self, doubt: Doubt, backoff: &Backoff) -> impl Iterator<Item = Self> {
        let find = move |statement| Self {
            stage: Stage::Find {
                doubt,
                voided: false,
            },
            ..Self::new(vec![statement], backoff.clone())
        };
        self.statements.into_iter().rev().map(find)
    }

    /// The same, asked for among the voided statements.
    pub(super) fn among_voided(self, doubt: Doubt) -> Self {
        let stage = Stage::Find {
            doubt,
            voided: true,
        };
        Self { stage, ..self }
    }

    /// Limits that keep batches to half of this one, which was too large.
    pub(super) fn half_of(&self, limits: &DeliveryLimits) -> DeliveryLimits {
        let half = |size: usize| size.div_ceil(2);
        DeliveryLimits {
            statements: limits.statements.min(half(self.statements.len())),
            bytes: limits.bytes.min(half(outgoing::bytes_of(&self.statements))),
        }
    }
}
