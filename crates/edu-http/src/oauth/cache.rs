//! Access tokens of a client, kept and renewed without ever opening a socket.

use core::fmt;
use core::time::Duration;
use std::collections::BTreeMap;
use std::sync::Arc;

use edu_types::{HttpUrl, Timestamp};

use super::{AccessToken, ExpiresIn, TokenReply};
use crate::{ClientIdText, Scopes};

#[cfg(test)]
mod tests;

/// Whose token it is, and what for. Two keys that differ anywhere never share a token.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_structs, reason = "the four are the identity")]
pub struct TokenKey {
    /// Where the token is asked for.
    pub endpoint: HttpUrl,
    /// The client, as that server names it.
    pub client: ClientIdText,
    /// The installation the token is restricted to, where it is.
    pub deployment: Option<Box<str>>,
    /// What is asked for.
    pub scopes: Scopes,
}

/// A token that may be used now.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeldToken {
    /// The token.
    pub token: AccessToken,
    /// What it is good for, which may be less than was asked for.
    pub scopes: Scopes,
}

/// What to do for a call that needs a token.
#[derive(Debug)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each of the four"
)]
pub enum TokenLookup {
    /// Use this token.
    Use(HeldToken),
    /// Ask the token endpoint, once, and hand the outcome to [`TokenCache::fetched`] or
    /// [`TokenCache::failed`].
    Fetch(TokenTicket),
    /// Somebody else is asking: look again when they are done, at the latest after this time.
    Wait {
        /// When their time is over.
        at_most: Duration,
    },
    /// The endpoint failed a moment ago and is not asked again so soon.
    Unavailable {
        /// When it may be asked again.
        retry_after: Duration,
    },
}

/// The right to ask the token endpoint once.
#[derive(Debug)]
pub struct TokenTicket {
    key: Arc<TokenKey>,
    number: u64,
}

impl TokenTicket {
    /// Whose token is to be asked for, and what for.
    pub fn key(&self) -> &TokenKey {
        &self.key
    }
}

/// When to use an access token, and when somebody should ask for one.
///
/// A state machine: every call takes the time and says what to do.
///
/// - A token is used until 30 s before it expires, or a tenth of its life where that is more; for
///   24 h at most, and for 5 min where the server does not say.
/// - Of all callers that need one token, one asks; it has 30 s. After a failure the next asks 1 s
///   later, then 2 s, doubling to a minute.
/// - So many keys are kept at most; of too many, the one looked up longest ago is forgotten.
///
/// ```
/// use edu_http::{AccessToken, ClientIdText, Scopes, TokenCache, TokenKey, TokenLookup, TokenReply, TokenType};
/// use edu_types::{HttpUrl, Timestamp};
///
/// let mut cache = TokenCache::new(100);
/// let key = TokenKey {
///     endpoint: HttpUrl::parse("https://lms.example/token")?,
///     client: ClientIdText::new("tool-1")?,
///     deployment: None,
///     scopes: Scopes::parse("https://purl.imsglobal.org/spec/lti-ags/scope/score")?,
/// };
/// let now = Timestamp::from_unix_seconds(1_714_550_400);
/// let TokenLookup::Fetch(ticket) = cache.lookup(&key, &now) else { panic!("a token out of nowhere") };
/// // … one request to the token endpoint; then:
/// let reply = TokenReply::new(AccessToken::new("2YotnFZFEjr1zCsicMWpAA")?, TokenType::Bearer);
/// cache.fetched(ticket, &reply, &now);
/// let TokenLookup::Use(held) = cache.lookup(&key, &now) else { panic!("no token") };
///
/// // The service answered 401: the token is forgotten, and the next look-up says to ask again.
/// cache.drop_token(&key, &held.token);
/// assert!(matches!(cache.lookup(&key, &now), TokenLookup::Fetch(_)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct TokenCache {
    capacity: usize,
    entries: BTreeMap<Arc<TokenKey>, Entry>,
    /// Keys by when they were looked up last.
    order: BTreeMap<u64, Arc<TokenKey>>,
    /// Counts look-ups; also numbers the tickets.
    count: u64,
}

struct Entry {
    looked_up: u64,
    state: State,
    failures: u32,
}

enum State {
    Empty,
    Held { token: HeldToken, until: Timestamp },
    Asking { ticket: u64, until: Timestamp },
    Failed { until: Timestamp },
}

const FETCH_TIMEOUT: i64 = 30;
const LONGEST_BACK_OFF: i64 = 60;
const LONGEST_USE: Duration = Duration::from_secs(24 * 60 * 60);
const UNSAID: Duration = Duration::from_secs(5 * 60);
const EARLY: Duration = Duration::from_secs(30);

impl TokenCache {
    /// Keys that suffice for most tools.
    pub const CAPACITY: usize = 10_000;

    /// Without tokens, with room for so many keys; for one at least.
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity: capacity.max(1),
            entries: BTreeMap::new(),
            order: BTreeMap::new(),
            count: 0,
        }
    }

    /// Says what to do for a call that needs the token of `key`.
    pub fn lookup(&mut self, key: &TokenKey, now: &Timestamp) -> TokenLookup {
        self.count = self.count.saturating_add(1);
        let (number, key) = (self.count, self.touch(key));
        let Some(entry) = self.entries.get_mut(&key) else {
            // Was just put there.
            return TokenLookup::Fetch(TokenTicket { key, number });
        };
        match &entry.state {
            State::Held { token, until } if now < until => return TokenLookup::Use(token.clone()),
            State::Asking { until, .. } if now < until => {
                let at_most = between(now, until);
                return TokenLookup::Wait { at_most };
            }
            State::Failed { until } if now < until => {
                let retry_after = between(now, until);
                return TokenLookup::Unavailable { retry_after };
            }
            State::Empty | State::Held { .. } | State::Asking { .. } | State::Failed { .. } => {}
        }
        let until = now.saturating_add_seconds(FETCH_TIMEOUT);
        entry.state = State::Asking {
            ticket: number,
            until,
        };
        TokenLookup::Fetch(TokenTicket { key, number })
    }

    /// Takes the answer of the token endpoint, and gives out the token for this call.
    ///
    /// An answer that comes when its time is over is used for this call and not kept.
    pub fn fetched(
        &mut self,
        ticket: TokenTicket,
        reply: &TokenReply,
        now: &Timestamp,
    ) -> HeldToken {
        let TokenTicket { key, number } = ticket;
        let token = HeldToken {
            token: reply.access_token.clone(),
            scopes: reply.granted(&key.scopes).clone(),
        };
        if let Some(entry) = self.awaited(&key, number) {
            let life = usable(reply.expires_in).as_secs();
            let life = i64::try_from(life).unwrap_or_default();
            let until = now.saturating_add_seconds(life);
            entry.failures = 0;
            entry.state = State::Held {
                token: token.clone(),
                until,
            };
        }
        token
    }

    /// Takes the news that the token endpoint gave no token.
    pub fn failed(&mut self, ticket: TokenTicket, now: &Timestamp) {
        let TokenTicket { key, number } = ticket;
        if let Some(entry) = self.awaited(&key, number) {
            let doubled = 2_i64.saturating_pow(entry.failures).min(LONGEST_BACK_OFF);
            entry.failures = entry.failures.saturating_add(1);
            let until = now.saturating_add_seconds(doubled);
            entry.state = State::Failed { until };
        }
    }

    /// Forgets a token that a service refused; one that was renewed meanwhile stays.
    pub fn drop_token(&mut self, key: &TokenKey, refused: &AccessToken) {
        if let Some(entry) = self.entries.get_mut(key)
            && let State::Held { token, .. } = &entry.state
            && token.token == *refused
        {
            entry.state = State::Empty;
        }
    }

    /// Number of keys kept.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no key is kept.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Puts the key last in the order of look-ups, and makes it where it is new.
    fn touch(&mut self, key: &TokenKey) -> Arc<TokenKey> {
        let number = self.count;
        let known = self
            .entries
            .get_key_value(key)
            .map(|(key, _)| Arc::clone(key));
        let shared = known.unwrap_or_else(|| Arc::new(key.clone()));
        let entry = self.entries.entry(Arc::clone(&shared)).or_insert(Entry {
            looked_up: number,
            state: State::Empty,
            failures: 0,
        });
        self.order.remove(&entry.looked_up);
        entry.looked_up = number;
        self.order.insert(number, Arc::clone(&shared));
        if self.entries.len() > self.capacity
            && let Some((_, oldest)) = self.order.pop_first()
        {
            self.entries.remove(&oldest);
        }
        shared
    }

    /// The entry that waits for the outcome of this ticket.
    fn awaited(&mut self, key: &TokenKey, number: u64) -> Option<&mut Entry> {
        let entry = self.entries.get_mut(key)?;
        matches!(entry.state, State::Asking { ticket, .. } if ticket == number).then_some(entry)
    }
}

impl Default for TokenCache {
    fn default() -> Self {
        Self::new(Self::CAPACITY)
    }
}

/// Tells how many keys there are, never a token.
impl fmt::Debug for TokenCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenCache({} keys)", self.len())
    }
}

/// How long a fresh token is used.
fn usable(expires_in: Option<ExpiresIn>) -> Duration {
    let life = expires_in.map_or(UNSAID, ExpiresIn::duration);
    let early = EARLY.max(life.checked_div(10).unwrap_or_default());
    life.saturating_sub(early).min(LONGEST_USE)
}

fn between(now: &Timestamp, until: &Timestamp) -> Duration {
    let nanos = until.unix_nanos().saturating_sub(now.unix_nanos());
    Duration::from_nanos(u64::try_from(nanos).unwrap_or_default())
}
