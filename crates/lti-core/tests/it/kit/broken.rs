//! A store that keeps all its promises but one.

use core::future::poll_fn;
use core::task::Poll;
use std::collections::BTreeMap;
use std::sync::Mutex;

use edu_http::SessionId;
use edu_types::Timestamp;
use lti_core::deep_linking::{PendingSelection, SelectionData};
use lti_core::{
    BackendError, Logins, MessageHint, Messages, PendingLogin, PendingMessage, Selections, State,
    Taken, TakenFor,
};

/// Which promise is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    GivesTwice,
    LooksFirst,
    ForgetsUse,
    Loses,
    MixesUp,
    IgnoresCase,
    NeverExpires,
    Overwrites,
    IgnoresSession,
    Burns,
    Fails,
    /// Gives a value to whoever only looks.
    TakesOnLook,
    /// Shows what is void to whoever looks.
    ShowsVoid,
    /// Keeps any number.
    Hoards,
    /// Keeps eight waiting and refuses a ninth.
    Refuses,
    /// Keeps eight waiting and forgets the newest for a ninth.
    ForgetsNewest,
    /// Keeps eight waiting, and forgets what was used for every one that comes.
    ForgetsUsed,
    /// Keeps forty, and counts the expired for ever.
    StaysFull,
}

struct Row<T> {
    place: usize,
    value: Option<T>,
    owner: String,
    expires: i64,
}

/// Rows by key, with a fault.
pub(super) struct Rows<T> {
    fault: Fault,
    rows: Mutex<BTreeMap<String, Row<T>>>,
}

/// What a taker gets, with "another session" told apart.
type Outcome<T> = Option<Taken<T>>;

impl<T: Clone + Send> Rows<T> {
    fn key(&self, key: &str) -> String {
        if self.fault == Fault::IgnoresCase {
            key.to_lowercase()
        } else {
            key.to_owned()
        }
    }

    fn keep(
        &self,
        key: &str,
        owner: &str,
        value: T,
        times: (i64, i64),
    ) -> Result<(), BackendError> {
        let (expires, now) = times;
        let mut rows = self.rows.lock().unwrap();
        if self.fault == Fault::Fails {
            return Err(BackendError::failed("nothing works"));
        }
        if self.fault == Fault::StaysFull && rows.len() >= 40 {
            return Err(BackendError::failed("no room"));
        }
        let key = self.key(key);
        let in_use = rows.get(&key).is_some_and(|row| row.expires > now);
        if in_use && self.fault != Fault::Overwrites {
            return Err(BackendError::failed("key is in use"));
        }
        if !self.make_room(&mut rows, now) {
            return Err(BackendError::failed("no room"));
        }
        let last = rows.values().map(|row| row.place).max();
        let place = last.map_or(0, |last| last.saturating_add(1));
        let value = (self.fault != Fault::Loses).then_some(value);
        let owner = owner.to_owned();
        rows.insert(
            key,
            Row {
                place,
                value,
                owner,
                expires,
            },
        );
        Ok(())
    }

    /// Whether there is room for one more that waits, after what had to go is gone.
    fn make_room(&self, rows: &mut BTreeMap<String, Row<T>>, now: i64) -> bool {
        // The race keeps more than eight in all, but one at a time.
        if self.fault == Fault::StaysFull || self.fault == Fault::Hoards {
            return true;
        }
        if self.fault == Fault::ForgetsUsed && rows.len() >= 8 {
            rows.retain(|_, row| row.value.is_some());
        }
        let waiting = rows
            .iter()
            .filter(|(_, row)| row.value.is_some() && row.expires > now);
        let mut places: Vec<_> = waiting.map(|(key, row)| (row.place, key.clone())).collect();
        if places.len() < 8 {
            return true;
        }
        places.sort();
        if self.fault == Fault::Refuses {
            return false;
        }
        let pushed_out = if self.fault == Fault::ForgetsNewest {
            places.pop()
        } else {
            places.into_iter().next()
        };
        pushed_out.is_some_and(|(_, key)| rows.remove(&key).is_some())
    }

    /// The value, left where it is.
    fn look(&self, key: &str, owner: &str, now: i64) -> Option<T> {
        let rows = self.rows.lock().unwrap();
        let row = rows.get(&self.key(key))?;
        let fits = row.owner == owner && row.expires > now;
        row.value.clone().filter(|_| fits)
    }

    /// What waits, for those who only look.
    fn find(&self, key: &str, now: i64) -> Option<T> {
        if self.fault == Fault::TakesOnLook {
            return match self.take_now(key, "", now) {
                Some(Taken::Fresh(value)) => Some(value),
                _ => None,
            };
        }
        if self.fault == Fault::ShowsVoid {
            let rows = self.rows.lock().unwrap();
            return rows.get(key).and_then(|row| row.value.clone());
        }
        if self.fault == Fault::Fails {
            return None;
        }
        self.look(key, "", now)
    }

    async fn take(&self, key: &str, owner: &str, now: i64) -> Outcome<T> {
        let copy = if self.fault == Fault::LooksFirst {
            self.look(key, owner, now)
        } else {
            None
        };
        if let Some(value) = copy {
            once_later().await;
            self.take_now(key, owner, now);
            return Some(Taken::Fresh(value));
        }
        self.take_now(key, owner, now)
    }

    fn take_now(&self, key: &str, owner: &str, now: i64) -> Outcome<T> {
        let mut rows = self.rows.lock().unwrap();
        let key = self.key(key);
        let stranger = rows
            .values()
            .rev()
            .find_map(|row| row.value.clone())
            .filter(|_| self.fault == Fault::MixesUp);
        let Some(row) = rows.get_mut(&key) else {
            return Some(Taken::Unknown);
        };
        if row.expires <= now && self.fault != Fault::NeverExpires {
            return Some(Taken::Unknown);
        }
        let foreign = row.owner != owner && row.value.is_some();
        if foreign && self.fault != Fault::IgnoresSession {
            if self.fault == Fault::Burns {
                row.value = None;
            }
            return None;
        }
        let taken = row.value.clone().map_or(Taken::AlreadyUsed, Taken::Fresh);
        if self.fault != Fault::GivesTwice {
            row.value = None;
        }
        if self.fault == Fault::ForgetsUse {
            rows.remove(&key);
        }
        match (taken, stranger) {
            (Taken::Fresh(_), Some(other)) => Some(Taken::Fresh(other)),
            (taken, _) => Some(taken),
        }
    }
}

/// Lets everybody else go first, once.
pub(super) async fn once_later() {
    let mut waited = false;
    poll_fn(|context| {
        if waited {
            return Poll::Ready(());
        }
        waited = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Logins, messages and requests for content with a fault.
pub(super) struct Broken {
    logins: Rows<PendingLogin>,
    messages: Rows<PendingMessage>,
    selections: Rows<PendingSelection>,
}

impl Broken {
    pub(super) const fn new(fault: Fault) -> Self {
        Self {
            logins: Rows {
                fault,
                rows: Mutex::new(BTreeMap::new()),
            },
            messages: Rows {
                fault,
                rows: Mutex::new(BTreeMap::new()),
            },
            selections: Rows {
                fault,
                rows: Mutex::new(BTreeMap::new()),
            },
        }
    }
}

impl Logins for Broken {
    async fn keep_login(&self, pending: PendingLogin, now: &Timestamp) -> Result<(), BackendError> {
        let times = (pending.expires().unix_seconds(), now.unix_seconds());
        let key = pending.state().as_str().to_owned();
        self.logins.keep(&key, "", pending, times)
    }

    async fn find_login(
        &self,
        state: &State,
        now: &Timestamp,
    ) -> Result<Option<PendingLogin>, BackendError> {
        Ok(self.logins.find(state.as_str(), now.unix_seconds()))
    }

    async fn take_login(
        &self,
        state: &State,
        now: &Timestamp,
    ) -> Result<Taken<PendingLogin>, BackendError> {
        let taken = self.logins.take(state.as_str(), "", now.unix_seconds());
        Ok(taken.await.unwrap_or(Taken::Unknown))
    }
}

impl Messages for Broken {
    async fn keep_message(
        &self,
        pending: PendingMessage,
        now: &Timestamp,
    ) -> Result<(), BackendError> {
        let times = (pending.expires().unix_seconds(), now.unix_seconds());
        let key = pending.hint().as_str().to_owned();
        let owner = pending.session().as_str().to_owned();
        self.messages.keep(&key, &owner, pending, times)
    }

    async fn take_message(
        &self,
        hint: &MessageHint,
        session: &SessionId,
        now: &Timestamp,
    ) -> Result<TakenFor<PendingMessage>, BackendError> {
        let (key, owner) = (hint.as_str(), session.as_str());
        let taken = self.messages.take(key, owner, now.unix_seconds());
        Ok(match taken.await {
            Some(Taken::Fresh(message)) => TakenFor::Fresh(message),
            Some(Taken::AlreadyUsed) => TakenFor::AlreadyUsed,
            Some(Taken::Unknown) => TakenFor::Unknown,
            None => TakenFor::OtherSession,
        })
    }
}

impl Selections for Broken {
    async fn keep_selection(
        &self,
        pending: PendingSelection,
        now: &Timestamp,
    ) -> Result<(), BackendError> {
        let times = (pending.expires().unix_seconds(), now.unix_seconds());
        let key = pending.data().as_str().to_owned();
        let owner = pending.session().as_str().to_owned();
        self.selections.keep(&key, &owner, pending, times)
    }

    async fn take_selection(
        &self,
        data: &SelectionData,
        session: &SessionId,
        now: &Timestamp,
    ) -> Result<TakenFor<PendingSelection>, BackendError> {
        let (key, owner) = (data.as_str(), session.as_str());
        let taken = self.selections.take(key, owner, now.unix_seconds());
        Ok(match taken.await {
            Some(Taken::Fresh(request)) => TakenFor::Fresh(request),
            Some(Taken::AlreadyUsed) => TakenFor::AlreadyUsed,
            Some(Taken::Unknown) => TakenFor::Unknown,
            None => TakenFor::OtherSession,
        })
    }
}
