//! The published keys of one sender, kept and renewed without ever opening a socket.
//!
//! ```text
//!            lookup → Fetch              fetched
//!  absent ───────────────────▶ fetching ─────────▶ fresh ──lifetime over──▶ stale
//!    ▲                            │ failed, or no answer in time              │
//!    └── 24 h since the fetch ────┴── back-off; stale keys are used meanwhile ◀┘
//! ```

mod absent;
mod clock;
mod lookup;
mod max_age;
mod settings;

use core::fmt;
use core::time::Duration;
use std::sync::Arc;

use edu_types::Timestamp;

use crate::{JwksLimits, KeyId, KeySet, KeySetError};
use absent::AbsentKeys;
use clock::Clock;

pub use lookup::{FetchTicket, Fetched, Lookup};
pub use max_age::max_age;
pub use settings::{CacheSettings, CacheSettingsError};

/// The published keys of one sender: when to use them, and when somebody should fetch them.
///
/// A state machine: every call takes the time and says what to do; it opens no socket and reads
/// no clock. Keep one for each address of a key set; the keys of two senders never share one.
///
/// What holds for any sequence of calls:
///
/// - at most one fetch is under way, and one that is not answered within
///   [`CacheSettings::fetch_timeout`] counts as failed;
/// - while keys are held, two fetches begin at least [`CacheSettings::refetch_interval`] apart,
///   however many unknown key ids are asked for; after a failure the next waits 5 s, then 10 s,
///   doubling to 5 min;
/// - keys are used for their lifetime, longer only while new ones cannot be had, and never longer
///   than [`CacheSettings::longest_use`] after they were fetched;
/// - a fetched set replaces the one before as a whole, and an answer that is no key set, or comes
///   when its time is over, replaces nothing;
/// - memory is bounded by one set and [`CacheSettings::absent_keys`] key ids.
///
/// A clock that is set back stops ageing for that moment and goes on from there: neither are
/// fetches bunched, nor keys kept for as long as the clock was wrong.
///
/// ```
/// use std::time::Duration;
/// use edu_jose::{KeyId, KeySetCache, Lookup};
/// use edu_types::Timestamp;
///
/// let mut cache = KeySetCache::default();
/// let now = Timestamp::from_unix_seconds(1_714_550_400);
/// let Lookup::Fetch(ticket) = cache.lookup(None, &now) else { panic!("keys out of nowhere") };
/// // … one GET of the registered address; then:
/// cache.fetched(ticket, br#"{"keys":[]}"#, Some(Duration::from_secs(600)), &now)?;
///
/// let unknown = KeyId::new("2026-09")?;
/// assert!(matches!(cache.lookup(Some(&unknown), &now), Lookup::NegativeHit(_)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Spec: 1EdTech Security Framework 1.0, §6; RFC 9111 §4.2.
pub struct KeySetCache {
    settings: CacheSettings,
    limits: JwksLimits,
    clock: Clock,
    held: Option<Held>,
    fetch: Option<Fetch>,
    /// Number of the last ticket given out.
    issued: u64,
    /// When the last fetch began.
    began: Option<Duration>,
    failures: u32,
    /// After a failure, no fetch before this.
    retry_at: Duration,
    absent: AbsentKeys,
}

/// A set in use.
struct Held {
    keys: Arc<KeySet>,
    at: Duration,
    lifetime: Duration,
}

/// A fetch under way, and the key ids whose callers wait for it.
struct Fetch {
    began: Duration,
    wanted: Vec<KeyId>,
}

const FIRST_BACK_OFF: Duration = Duration::from_secs(5);
const LONGEST_BACK_OFF: Duration = Duration::from_secs(5 * 60);

impl KeySetCache {
    /// Without keys: the first look-up asks for a fetch.
    pub fn new(settings: CacheSettings, limits: JwksLimits) -> Self {
        Self {
            settings,
            limits,
            clock: Clock::default(),
            held: None,
            fetch: None,
            issued: 0,
            began: None,
            failures: 0,
            retry_at: Duration::ZERO,
            absent: AbsentKeys::new(settings.absent_keys()),
        }
    }

    /// Says what to do for a token; `wanted` is the key it names, where that matters.
    ///
    /// With `wanted`, keys that do not have it are only returned as [`Lookup::NegativeHit`].
    pub fn lookup(&mut self, wanted: Option<&KeyId>, now: &Timestamp) -> Lookup {
        let now = self.advance(now);
        let Some(held) = &self.held else {
            return self.lookup_without_keys(wanted, now);
        };
        let keys = Arc::clone(&held.keys);
        let fresh = now < held.at.saturating_add(held.lifetime);
        let Some(missing) = wanted.filter(|wanted| !keys.contains(wanted)) else {
            if fresh {
                return Lookup::Use(keys);
            }
            let ticket = self.begin(wanted, now);
            return ticket.map_or(Lookup::UseStale(keys), Lookup::Fetch);
        };
        if fresh && self.absent.holds(missing, now) {
            return Lookup::NegativeHit(keys);
        }
        match self.begin(wanted, now) {
            Some(ticket) => Lookup::Fetch(ticket),
            None => self.wait(wanted, now).unwrap_or(Lookup::NegativeHit(keys)),
        }
    }

    /// Takes the answer to a fetch; `lifetime` is what [`max_age`] found in its `Cache-Control`.
    ///
    /// # Errors
    ///
    /// [`KeySetError`] when the bytes are no key set. It counts as a failed fetch; keys held
    /// before stay in use.
    pub fn fetched(
        &mut self,
        ticket: FetchTicket,
        bytes: &[u8],
        lifetime: Option<Duration>,
        now: &Timestamp,
    ) -> Result<Fetched, KeySetError> {
        let now = self.advance(now);
        if !self.is_awaited(ticket) {
            return Ok(Fetched::TooLate);
        }
        let parsed = KeySet::parse(bytes, &self.limits);
        let (keys, report) = match parsed {
            Ok(read) => read,
            Err(error) => {
                self.settle_failed(now);
                return Err(error);
            }
        };
        let waiting = self.fetch.take().map(|fetch| fetch.wanted);
        let until = now.saturating_add(self.settings.absent_lifetime());
        for wanted in waiting.into_iter().flatten() {
            if !keys.contains(&wanted) {
                self.absent.insert(wanted, now, until);
            }
        }
        self.held = Some(Held {
            keys: Arc::new(keys),
            at: now,
            lifetime: self.settings.clamp(lifetime),
        });
        self.failures = 0;
        self.retry_at = Duration::ZERO;
        Ok(Fetched::Replaced(report))
    }

    /// Takes the news that a fetch brought nothing.
    pub fn failed(&mut self, ticket: FetchTicket, now: &Timestamp) {
        let now = self.advance(now);
        if self.is_awaited(ticket) {
            self.settle_failed(now);
        }
    }

    /// Whether nothing would be lost if this cache were dropped and made anew: it holds no keys,
    /// waits for no answer, and may fetch.
    pub fn is_idle(&mut self, now: &Timestamp) -> bool {
        let now = self.advance(now);
        self.held.is_none() && self.fetch.is_none() && now >= self.retry_at
    }

    fn lookup_without_keys(&mut self, wanted: Option<&KeyId>, now: Duration) -> Lookup {
        if let Some(ticket) = self.begin(wanted, now) {
            return Lookup::Fetch(ticket);
        }
        self.wait(wanted, now).unwrap_or(Lookup::Unavailable {
            retry_after: self.retry_at.saturating_sub(now),
        })
    }

    /// Begins a fetch, if none is under way and it is not too soon.
    fn begin(&mut self, wanted: Option<&KeyId>, now: Duration) -> Option<FetchTicket> {
        let interval = self.settings.refetch_interval();
        let soon = |began: Duration| now < began.saturating_add(interval);
        let too_soon = self.held.is_some() && self.began.is_some_and(soon);
        if self.fetch.is_some() || too_soon || now < self.retry_at {
            return None;
        }
        self.began = Some(now);
        self.fetch = Some(Fetch {
            began: now,
            wanted: wanted.cloned().into_iter().collect(),
        });
        self.issued = self.issued.wrapping_add(1);
        Some(FetchTicket::new(self.issued))
    }

    /// Joins the fetch under way.
    fn wait(&mut self, wanted: Option<&KeyId>, now: Duration) -> Option<Lookup> {
        let fetch = self.fetch.as_mut()?;
        let room = fetch.wanted.len() < self.settings.absent_keys();
        if let Some(wanted) = wanted.filter(|wanted| room && !fetch.wanted.contains(wanted)) {
            fetch.wanted.push(wanted.clone());
        }
        let deadline = fetch.began.saturating_add(self.settings.fetch_timeout());
        Some(Lookup::Wait {
            at_most: deadline.saturating_sub(now),
        })
    }

    /// Reads the time and lets it take effect: old keys go, an overdue fetch has failed.
    fn advance(&mut self, now: &Timestamp) -> Duration {
        let now = self.clock.read(now);
        let longest = self.settings.longest_use();
        self.held
            .take_if(|held| now >= held.at.saturating_add(longest));
        if let Some(fetch) = &self.fetch {
            let deadline = fetch.began.saturating_add(self.settings.fetch_timeout());
            if now >= deadline {
                self.settle_failed(deadline);
            }
        }
        now
    }

    /// Whether a ticket is that of the fetch under way.
    fn is_awaited(&self, ticket: FetchTicket) -> bool {
        ticket.into_number() == self.issued && self.fetch.is_some()
    }

    /// Ends the fetch under way, and begins to back off or goes on with it.
    fn settle_failed(&mut self, at: Duration) {
        if self.fetch.take().is_some() {
            let doubled = 2_u32.saturating_pow(self.failures);
            let back_off = FIRST_BACK_OFF.saturating_mul(doubled).min(LONGEST_BACK_OFF);
            self.failures = self.failures.saturating_add(1);
            self.retry_at = at.saturating_add(back_off);
        }
    }
}

impl Default for KeySetCache {
    fn default() -> Self {
        Self::new(CacheSettings::DEFAULT, JwksLimits::DEFAULT)
    }
}

/// Tells how many keys there are, never the keys.
impl fmt::Debug for KeySetCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = self.held.as_ref().map(|held| held.keys.keys().len());
        f.debug_struct("KeySetCache")
            .field("keys", &keys)
            .field("fetching", &self.fetch.is_some())
            .field("failures", &self.failures)
            .field("absent", &self.absent.len())
            .finish_non_exhaustive()
    }
}
