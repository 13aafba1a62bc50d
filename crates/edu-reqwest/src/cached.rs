//! The keys of many platforms, each fetched when its machine says so.

use core::time::Duration;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use edu_jose::{
    CacheSettings, FetchTicket, Fetched, JwksLimits, KeyId, KeySet, KeySetCache, KeySetError,
    Lookup,
};
use edu_types::{HttpUrl, Report, Timestamp};
use tokio::sync::watch;

use crate::trace::Fetch;
use crate::{FetchError, KeySetFetcher, PublishedKeys};

/// The published keys of the platforms a tool is registered with.
///
/// Holds one [`KeySetCache`] for each registered address, and fetches when that machine says so:
/// once, however many launches wait for it. A fetch goes on when the launch that led to it is
/// broken off. It is the part of a tool's backend that has the keys (`PlatformKeys`, feature
/// `lti`); who calls [`CachedKeys::keys_at`] must hand in the address of the registration, and no
/// other: an address out of a token has no business here.
///
/// At most [`CachedKeys::CAPACITY`] addresses are kept. When all are in use, a further one is
/// refused, so that no flood of addresses makes it forget when it last fetched.
///
/// Works under tokio.
#[derive(Debug)]
pub struct CachedKeys {
    fetcher: KeySetFetcher,
    settings: CacheSettings,
    capacity: usize,
    senders: Mutex<BTreeMap<HttpUrl, Arc<Sender>>>,
}

/// Why there are no keys.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeysError {
    /// The keys could not be fetched, and none from before may be used.
    #[error("keys cannot be had, and for {retry_after:?} nobody asks again: {failure}")]
    Unavailable {
        /// What the last fetch ended with.
        failure: FetchFailure,
        /// When a fetch may be tried again.
        retry_after: Duration,
    },
    /// As many addresses are in use as may be.
    #[error("keys of {limit} platforms are kept, the most there is room for")]
    Full {
        /// How many.
        limit: usize,
    },
}

/// What became of a fetch that brought no keys.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchFailure {
    /// There was no answer, or not one that is taken.
    #[error("{0}")]
    Fetch(FetchError),
    /// The answer is no key set.
    #[error("{0}")]
    NotAKeySet(KeySetError),
    /// The fetch is not over, and has taken too long.
    #[error("fetch of the key set is not over")]
    Unfinished,
}

/// One address with its machine.
#[derive(Debug)]
struct Sender {
    state: Mutex<State>,
    settled: watch::Sender<()>,
}

#[derive(Debug)]
struct State {
    cache: KeySetCache,
    last: Option<Result<Report, FetchFailure>>,
}

/// A point in time given by the caller, and what has passed since.
#[derive(Clone)]
struct Running {
    from: Timestamp,
    since: Instant,
}

impl CachedKeys {
    /// Addresses kept, unless another number is set.
    pub const CAPACITY: usize = 4096;

    /// A fetch, the fetch of another that it waited for, and one more.
    const ROUNDS: usize = 3;

    /// Without any keys.
    pub fn new(fetcher: KeySetFetcher, settings: CacheSettings) -> Self {
        Self::with_capacity(fetcher, settings, Self::CAPACITY)
    }

    /// With room for so many addresses.
    pub const fn with_capacity(
        fetcher: KeySetFetcher,
        settings: CacheSettings,
        capacity: usize,
    ) -> Self {
        Self {
            fetcher,
            settings,
            capacity,
            senders: Mutex::new(BTreeMap::new()),
        }
    }

    /// The keys published at a registered address; `wanted` is the key a token names that the
    /// set returned before did not have.
    ///
    /// The set returned may lack `wanted` still: the token is then to be refused.
    ///
    /// # Errors
    ///
    /// [`KeysError`] when there are no keys at all.
    pub async fn keys_at(
        &self,
        url: &HttpUrl,
        wanted: Option<&KeyId>,
        now: &Timestamp,
    ) -> Result<Arc<KeySet>, KeysError> {
        let clock = Running::from(now);
        let sender = self.sender(url, now)?;
        let mut settled = sender.settled.subscribe();
        for _ in 0..Self::ROUNDS {
            settled.mark_unchanged();
            let lookup = locked(&sender.state).cache.lookup(wanted, &clock.now());
            let at_most = match lookup {
                Lookup::Use(keys) | Lookup::UseStale(keys) | Lookup::NegativeHit(keys) => {
                    return Ok(keys);
                }
                Lookup::Unavailable { retry_after } => return Err(sender.why(retry_after)),
                Lookup::Fetch(ticket) => {
                    self.spawn_fetch(&sender, url, ticket, &clock);
                    self.settings.fetch_timeout()
                }
                Lookup::Wait { at_most } => at_most,
            };
            // Over in either case: the machine knows what to do next.
            let _over = tokio::time::timeout(at_most, settled.changed()).await;
        }
        Err(sender.why(Duration::ZERO))
    }

    /// What the last fetch from an address brought: odd entries of the set, or why there is
    /// none. For the page of an administrator, or a log.
    pub fn last_fetch(&self, url: &HttpUrl) -> Option<Result<Report, FetchFailure>> {
        let sender = locked(&self.senders).get(url).map(Arc::clone)?;
        locked(&sender.state).last.clone()
    }

    /// Drops what is kept for an address, say because its registration is gone.
    pub fn forget(&self, url: &HttpUrl) {
        locked(&self.senders).remove(url);
    }

    fn sender(&self, url: &HttpUrl, now: &Timestamp) -> Result<Arc<Sender>, KeysError> {
        let mut senders = locked(&self.senders);
        if let Some(sender) = senders.get(url) {
            return Ok(Arc::clone(sender));
        }
        if senders.len() >= self.capacity {
            senders.retain(|_, sender| !locked(&sender.state).cache.is_idle(now));
        }
        if senders.len() >= self.capacity {
            return Err(KeysError::Full {
                limit: self.capacity,
            });
        }
        let limits = JwksLimits::DEFAULT.with_bytes(self.fetcher.limits().bytes());
        let sender = Arc::new(Sender {
            state: Mutex::new(State {
                cache: KeySetCache::new(self.settings, limits),
                last: None,
            }),
            settled: watch::Sender::new(()),
        });
        senders.insert(url.clone(), Arc::clone(&sender));
        Ok(sender)
    }

    /// A task of its own: whoever breaks a launch off must not be able to stop the fetch.
    fn spawn_fetch(
        &self,
        sender: &Arc<Sender>,
        url: &HttpUrl,
        ticket: FetchTicket,
        clock: &Running,
    ) {
        let (fetcher, url) = (self.fetcher.clone(), url.clone());
        let (sender, clock) = (Arc::clone(sender), clock.clone());
        let fetch = Fetch::of(&url);
        tokio::spawn(async move {
            let answer = fetch.around(fetcher.fetch_key_set(&url)).await;
            let now = clock.now();
            let bytes = answer.as_ref().map_or(0, |keys| keys.bytes.len());
            let failure = locked(&sender.state).settle(ticket, answer, &now);
            fetch.ended(bytes, failure.as_ref());
            sender.settled.send_replace(());
        });
    }
}

impl Sender {
    fn why(&self, retry_after: Duration) -> KeysError {
        let failure = match &locked(&self.state).last {
            Some(Err(failure)) => failure.clone(),
            Some(Ok(_)) | None => FetchFailure::Unfinished,
        };
        KeysError::Unavailable {
            failure,
            retry_after,
        }
    }
}

impl State {
    /// Hands the answer to the machine; why it brought no keys, where it did not.
    fn settle(
        &mut self,
        ticket: FetchTicket,
        answer: Result<PublishedKeys, FetchError>,
        now: &Timestamp,
    ) -> Option<FetchFailure> {
        let ended = match answer {
            Ok(keys) => match self.cache.fetched(ticket, &keys.bytes, keys.max_age, now) {
                Ok(Fetched::Replaced(report)) => Ok(report),
                Ok(_) => Err(FetchFailure::Unfinished),
                Err(error) => Err(FetchFailure::NotAKeySet(error)),
            },
            Err(error) => {
                self.cache.failed(ticket, now);
                Err(FetchFailure::Fetch(error))
            }
        };
        let failure = ended.as_ref().err().cloned();
        self.last = Some(ended);
        failure
    }
}

impl Running {
    fn from(now: &Timestamp) -> Self {
        Self {
            from: now.clone(),
            since: Instant::now(),
        }
    }

    fn now(&self) -> Timestamp {
        let passed = i128::try_from(self.since.elapsed().as_nanos()).unwrap_or(0);
        let nanos = self.from.unix_nanos().saturating_add(passed);
        Timestamp::from_unix_nanos(nanos).unwrap_or_else(|| self.from.clone())
    }
}

/// A panic of another thread leaves the state whole: each change is one call of the machine.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
