//! Sending statements to a record store, anybody's: batches, retries and what became of each statement.

use core::fmt;
use core::time::Duration;
use std::collections::{BTreeSet, VecDeque};

use bytes::Bytes;
use edu_http::{Backoff, retry_after};
use edu_types::{Timestamp, UuidText};
use http::Response;

mod answer;
mod limits;
mod outgoing;
mod part;
mod remote;
mod settled;
mod step;

pub use limits::DeliveryLimits;
pub use outgoing::{Outgoing, OutgoingError};
pub use remote::{RemoteStore, RemoteStoreError};
pub use settled::{DeliveryError, Outcome, RefusedStatement, SendFailure, Settled};
pub use step::DeliveryStep;

use answer::{Found, Posted};
use part::{Doubt, Part, Stage};

/// Which request goes to a record store next, and what became of every statement.
///
/// A state machine: it makes requests, one at a time, and takes their answers; whoever holds it sends them and
/// waits. Statements carry the ids of their makers and are never changed, so that one whose answer was lost
/// can be sent again: the store has it once. Each ends once, as [`Settled`]:
///
/// | the store answers | then |
/// |---|---|
/// | 200 with the ids, 204 | all of the batch are [`Outcome::Stored`] |
/// | another 2xx | each is asked for by its id before it counts as stored |
/// | 400, 409 or 422 to a batch | halves are sent until the culprits stand alone; all others are stored |
/// | 400 or 422 to one | [`Outcome::Refused`], with what the store told |
/// | 409 to one | it is asked for: [`Outcome::Stored`] where the store's says the same, else [`Outcome::Conflict`] |
/// | 413 | halves, and no such large batch again; one that is too large alone is refused |
/// | 408, 425, 429, 5xx, nothing | the same again, after a pause by [`Backoff`] and `Retry-After` |
/// | 500 to every attempt | halves, each sent once: one statement may be why; then that one is given up |
/// | 401, 403, 404, any other | the delivery stops at once: [`DeliveryError`] says why, all that waits is given up |
///
/// What is given up may be sent again in another delivery. Within one, statements are stored in the order in
/// which they were pushed.
///
/// ```
/// use bytes::Bytes;
/// use edu_json::Document;
/// use edu_types::{HttpUrl, Limits, Timestamp};
/// use http::Response;
/// use xapi_lrs::client::{Delivery, DeliveryStep, Outcome, Outgoing, RemoteStore};
/// use xapi_model::Version;
///
/// let text = br#"{"id":"fd41c918-b88b-4b20-a0a5-a4c32391aaa0","actor":{"mbox":"mailto:ada@school.example"},
///     "verb":{"id":"http://adlnet.gov/expapi/verbs/completed"},"object":{"id":"https://school.example/7"}}"#;
/// let statement = Document::from_slice(text, &Version::V2_0.strict(), &Limits::DEFAULT)?.value;
/// let store = RemoteStore::new(&HttpUrl::parse("https://lrs.example/xapi")?, Version::V2_0)?;
/// let mut delivery = Delivery::new(store);
/// delivery.push(Outgoing::new(statement)?)?;
///
/// let now = Timestamp::from_unix_seconds(1_714_550_400);
/// let DeliveryStep::Send(request) = delivery.next(&now) else { panic!("nothing to send") };
/// assert_eq!(request.uri(), "https://lrs.example/xapi/statements");
/// // … it is sent; then:
/// # let fresh = [7; 8];
/// let answer = Response::new(Bytes::from_static(br#"["fd41c918-b88b-4b20-a0a5-a4c32391aaa0"]"#));
/// delivery.answered(&answer, &now, fresh);
/// assert!(matches!(delivery.next(&now), DeliveryStep::Done));
/// assert_eq!(delivery.take_settled()[0].outcome, Outcome::Stored);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Spec: xAPI 1.0.3 Part 3 §2.1.1, §2.1.2, §3.2; 2.0 §4.1.6.1.
pub struct Delivery {
    store: RemoteStore,
    limits: DeliveryLimits,
    backoff: Backoff,
    /// Pushed and not tried yet.
    waiting: VecDeque<Outgoing>,
    /// What is tried now, and what was split off it, in order.
    parts: VecDeque<Part>,
    /// Of everything that is not settled.
    ids: BTreeSet<UuidText>,
    settled: Vec<Settled>,
    /// Whether the first part's request is out.
    is_out: bool,
    not_before: Option<Timestamp>,
    /// Statements given up by 500, one after the other with nothing that went well between.
    faults: u32,
    stopped: Option<DeliveryError>,
}

/// A statement was pushed while one of its id is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a statement with this id is on its way already")]
#[non_exhaustive]
pub struct OnItsWay;

impl Delivery {
    /// Bytes of an answer that should be read: more than any list of ids, or statement, that is asked for.
    pub const ANSWER_BYTES: usize = 4 * 1024 * 1024;

    /// Statements given up one after the other because the store failed by 500; at so many it is the store, not
    /// they, and the delivery stops.
    pub const MAX_FAULTS: u32 = 3;

    /// To a store, within the default limits and with the default [`Backoff`].
    pub const fn new(store: RemoteStore) -> Self {
        Self {
            store,
            limits: DeliveryLimits::DEFAULT,
            backoff: Backoff::new(),
            waiting: VecDeque::new(),
            parts: VecDeque::new(),
            ids: BTreeSet::new(),
            settled: Vec::new(),
            is_out: false,
            not_before: None,
            faults: 0,
            stopped: None,
        }
    }

    /// Sets how much goes out at once.
    #[must_use]
    pub const fn with_limits(mut self, limits: DeliveryLimits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets how often and after which pauses each request is tried again.
    #[must_use]
    pub fn with_backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// Adds a statement, behind all others.
    ///
    /// # Errors
    ///
    /// [`OnItsWay`] where one of its id is not settled yet; the one pushed is dropped.
    pub fn push(&mut self, statement: Outgoing) -> Result<(), OnItsWay> {
        if !self.ids.insert(statement.id()) {
            return Err(OnItsWay);
        }
        match self.stopped {
            None => self.waiting.push_back(statement),
            Some(error) => self.settle(statement.id(), Outcome::GivenUp(error)),
        }
        Ok(())
    }

    /// Statements that are not settled yet.
    pub fn unsettled(&self) -> usize {
        self.ids.len()
    }

    /// What became of statements since this was asked last; each is told once.
    pub fn take_settled(&mut self) -> Vec<Settled> {
        core::mem::take(&mut self.settled)
    }

    /// What to do next.
    #[must_use]
    pub fn next(&mut self, now: &Timestamp) -> DeliveryStep {
        if let Some(error) = self.stopped {
            return DeliveryStep::Stopped(error);
        }
        if let Some(until) = &self.not_before
            && now < until
        {
            let nanos = until.unix_nanos().saturating_sub(now.unix_nanos());
            return DeliveryStep::Wait(Duration::from_nanos(nanos.try_into().unwrap_or(u64::MAX)));
        }
        self.not_before = None;
        self.fill();
        let Some(part) = self.parts.front() else {
            return DeliveryStep::Done;
        };
        let Some(request) = part.request(&self.store) else {
            self.stop(DeliveryError::Unwritable);
            return DeliveryStep::Stopped(DeliveryError::Unwritable);
        };
        self.is_out = true;
        DeliveryStep::Send(Box::new(request))
    }

    /// Takes the answer to the request that is out; without one it changes nothing.
    ///
    /// `random` comes fresh from a random source, such as [`Entropy::take`](edu_http::Entropy::take).
    pub fn answered(&mut self, response: &Response<Bytes>, now: &Timestamp, random: [u8; 8]) {
        let Some(part) = self.take_out() else {
            return;
        };
        let asked = retry_after(response.headers(), now);
        let status = DeliveryError::Failing(response.status());
        match part.stage {
            Stage::Post => match Posted::read(response, &part) {
                Some(judged) => self.posted(part, judged),
                None => self.again(part, status, asked, (now, random)),
            },
            Stage::Find { doubt, voided } => match Found::read(response, &part, &self.store) {
                Some(found) => self.found(part, (doubt, voided), found),
                None => self.again(part, status, asked, (now, random)),
            },
        }
    }

    /// Takes the news that the request that is out got no answer; without one it changes nothing.
    pub fn failed(&mut self, failure: SendFailure, now: &Timestamp, random: [u8; 8]) {
        let Some(part) = self.take_out() else {
            return;
        };
        let error = match failure {
            SendFailure::TimedOut => DeliveryError::TimedOut,
            SendFailure::Unreachable => DeliveryError::Unreachable,
            SendFailure::Untrusted => {
                self.parts.push_front(part);
                return self.stop(DeliveryError::Untrusted);
            }
        };
        self.again(part, error, None, (now, random));
    }

    fn take_out(&mut self) -> Option<Part> {
        if !core::mem::take(&mut self.is_out) {
            return None;
        }
        self.parts.pop_front()
    }

    /// Sees to it that there is a first part wherever there is anything to do.
    fn fill(&mut self) {
        if self.parts.is_empty() {
            let statements = outgoing::batch(&mut self.waiting, &self.limits);
            if !statements.is_empty() {
                self.parts
                    .push_back(Part::new(statements, self.backoff.clone()));
            }
        }
        while self.parts.front().is_some_and(Part::is_to_be_split)
            && let Some(part) = self.parts.pop_front()
        {
            self.split(part, true);
        }
    }

    fn split(&mut self, part: Part, one_is_to_blame: bool) {
        let (first, second) = part.halves(one_is_to_blame, &self.backoff);
        self.parts.push_front(second);
        self.parts.push_front(first);
    }

    /// The store spoke about statements that were posted.
    fn posted(&mut self, part: Part, judged: Posted) {
        let is_clean = matches!(judged, Posted::Stored);
        if let Some(next) = self.parts.front_mut() {
            next.after_first_half(is_clean);
        }
        match judged {
            Posted::Stored => self.settle_part(&part, &Outcome::Stored),
            Posted::Unconfirmed => {
                for part in part.singles(Doubt::Unconfirmed, &self.backoff) {
                    self.parts.push_front(part);
                }
            }
            Posted::TooLarge(told) if part.statements.len() < 2 => {
                self.settle_part(&part, &Outcome::Refused(told));
            }
            Posted::TooLarge(_) => {
                self.limits = part.half_of(&self.limits);
                self.split(part, false);
            }
            Posted::Refused(_) | Posted::Conflict if part.statements.len() > 1 => {
                self.split(part, true);
            }
            Posted::Refused(told) => self.settle_part(&part, &Outcome::Refused(told)),
            Posted::Conflict => {
                for part in part.singles(Doubt::Conflict, &self.backoff) {
                    self.parts.push_front(part);
                }
            }
            Posted::Stop(error) => {
                self.parts.push_front(part);
                self.stop(error);
            }
        }
    }

    /// The store spoke about a statement that it was asked for.
    fn found(&mut self, part: Part, (doubt, voided): (Doubt, bool), found: Found) {
        match (found, doubt) {
            (Found::Same, _) => self.settle_part(&part, &Outcome::Stored),
            (Found::Other(differences), _) => {
                self.settle_part(&part, &Outcome::Conflict { differences });
            }
            (Found::Missing, _) if !voided => {
                self.parts.push_front(part.among_voided(doubt));
            }
            (Found::Missing | Found::Unseen, Doubt::Conflict) => {
                let differences = Vec::new();
                self.settle_part(&part, &Outcome::Conflict { differences });
            }
            (Found::Missing | Found::Unseen, Doubt::Unconfirmed) => {
                self.settle_part(&part, &Outcome::GivenUp(DeliveryError::Unconfirmed));
            }
        }
    }

    /// The same again after a pause, unless it was the last attempt.
    fn again(
        &mut self,
        mut part: Part,
        error: DeliveryError,
        asked: Option<Duration>,
        (now, random): (&Timestamp, [u8; 8]),
    ) {
        let is_fault = error.is_fault();
        let pause = if is_fault && part.is_suspect {
            None
        } else {
            part.backoff.pause(asked, random)
        };
        if let Some(pause) = pause {
            self.not_before = Some(later(now, pause));
            self.parts.push_front(part);
            return;
        }
        if !is_fault {
            self.parts.push_front(part);
            return self.stop(error);
        }
        if let Some(next) = self.parts.front_mut() {
            next.after_first_half(false);
        }
        if part.statements.len() > 1 {
            return self.split_by_fault(part);
        }
        self.settle_part(&part, &Outcome::GivenUp(error));
        self.faults = self.faults.saturating_add(1);
        if self.faults >= Self::MAX_FAULTS {
            self.stop(error);
        }
    }

    fn split_by_fault(&mut self, part: Part) {
        self.split(part, true);
        for half in self.parts.iter_mut().take(2) {
            half.is_suspect = true;
        }
    }

    fn settle_part(&mut self, part: &Part, outcome: &Outcome) {
        if !matches!(outcome, Outcome::GivenUp(_)) {
            self.faults = 0;
        }
        for statement in &part.statements {
            self.settle(statement.id(), outcome.clone());
        }
    }

    fn settle(&mut self, id: UuidText, outcome: Outcome) {
        self.ids.remove(&id);
        self.settled.push(Settled { id, outcome });
    }

    /// Gives up everything that is not settled.
    fn stop(&mut self, error: DeliveryError) {
        self.stopped = Some(error);
        let tried = core::mem::take(&mut self.parts);
        for part in &tried {
            self.settle_part(part, &Outcome::GivenUp(error));
        }
        for statement in core::mem::take(&mut self.waiting) {
            self.settle(statement.id(), Outcome::GivenUp(error));
        }
    }
}

fn later(now: &Timestamp, pause: Duration) -> Timestamp {
    let pause = i128::try_from(pause.as_nanos()).unwrap_or(i128::MAX);
    let later = Timestamp::from_unix_nanos(now.unix_nanos().saturating_add(pause));
    later.unwrap_or_else(|| now.saturating_add_seconds(i64::MAX))
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("store", &self.store)
            .field("limits", &self.limits)
            .field("unsettled", &self.unsettled())
            .field("stopped", &self.stopped)
            .finish_non_exhaustive()
    }
}
