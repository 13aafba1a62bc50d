//! Published key sets, and the choice of the one key a token may be checked with.

use edu_json::{JsonError, JsonWriter, Kind, Node, ToJson, Tree};
use edu_types::{LimitExceeded, Limits, Place, Profile, Report, Rule};

use crate::jwk::{has_leading_zeros, read_key, read_key_id, shows_private_part};
use crate::{Algorithm, JoseError, Jwk, KeyFault, KeyId, rules};

/// The keys of one sender.
///
/// A set belongs to one registration: to look up a token's key in the keys of several senders
/// at once would let each of them sign for the others.
///
/// Entries that must not be used are not part of [`KeySet::keys`], but the set remembers
/// their ids, so that a token that names one is told why.
///
/// Spec: RFC 7517 §5; 1EdTech Security Framework 1.0, §6.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeySet {
    keys: Vec<Jwk>,
    unusable: Vec<(KeyId, KeyFault)>,
}

/// What to do with a token that names no key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "there is no third way that would be safe"
)]
pub enum KeyChoice {
    /// The token must name its key.
    #[default]
    KeyIdRequired,
    /// A token that names no key is checked with the only key that fits its algorithm; it is
    /// refused where there is none or more than one. A token that names a key must still name
    /// the right one.
    SoleKey,
}

/// How large a key set may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JwksLimits {
    /// Bytes of the document. Default 64 KiB.
    pub bytes: usize,
    /// Entries, usable or not. Default 100.
    pub keys: usize,
}

/// Why bytes are not a key set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeySetError {
    /// The bytes are not acceptable JSON, or too many.
    #[error("{0}")]
    Json(JsonError),
    /// The document is not an object with an array `keys`.
    #[error("key set is not an object with an array `keys`")]
    Shape,
    /// There are more entries than allowed.
    #[error("{0}")]
    TooManyKeys(LimitExceeded),
}

impl KeySet {
    /// A set without keys: every token is refused.
    pub const fn new() -> Self {
        Self {
            keys: Vec::new(),
            unusable: Vec::new(),
        }
    }

    /// A set of keys that are known already.
    pub fn from_keys(keys: impl IntoIterator<Item = Jwk>) -> Self {
        Self {
            keys: keys.into_iter().collect(),
            unusable: Vec::new(),
        }
    }

    /// Reads a published set.
    ///
    /// Entries that are malformed, weak, of an unknown type or not meant to check signatures
    /// are skipped and told in the report, so that one bad entry does not lock a sender out.
    ///
    /// # Errors
    ///
    /// [`KeySetError`] when the document as a whole is no key set or too large.
    pub fn parse(bytes: &[u8], limits: &JwksLimits) -> Result<(Self, Report), KeySetError> {
        let json = Limits::DEFAULT.with_bytes(limits.bytes).with_depth(16);
        let tree = Tree::parse(bytes, &json).map_err(KeySetError::Json)?;
        let entries = tree
            .root()
            .get("keys")
            .filter(|keys| keys.kind() == Kind::Array)
            .ok_or(KeySetError::Shape)?;
        Limits::check("keys", entries.items().count(), limits.keys)
            .map_err(KeySetError::TooManyKeys)?;
        let mut intake = Intake::default();
        for (position, entry) in entries.items().enumerate() {
            intake.take(position, entry);
        }
        Ok((intake.set, intake.report))
    }

    /// The keys that may check signatures, in the order of the document.
    pub fn keys(&self) -> &[Jwk] {
        &self.keys
    }

    /// Whether the set has an entry of that id, usable or not.
    ///
    /// To fetch the set again for an id it already has would change nothing.
    pub fn contains(&self, key_id: &KeyId) -> bool {
        self.named(key_id).next().is_some() || self.unusable.iter().any(|(id, _)| id == key_id)
    }

    /// Chooses the one key a token may be checked with.
    ///
    /// The key must have the token's id, fit the token's algorithm, and be bound to no other.
    ///
    /// # Errors
    ///
    /// [`JoseError`] when there is no such key, or more than one.
    pub fn choose(
        &self,
        algorithm: Algorithm,
        key_id: Option<&KeyId>,
        choice: KeyChoice,
    ) -> Result<&Jwk, JoseError> {
        match (key_id, choice) {
            (Some(key_id), _) => self.choose_named(algorithm, key_id),
            (None, KeyChoice::KeyIdRequired) => Err(JoseError::KeyIdMissing),
            (None, KeyChoice::SoleKey) => self.choose_sole(algorithm),
        }
    }

    fn choose_named(&self, algorithm: Algorithm, key_id: &KeyId) -> Result<&Jwk, JoseError> {
        let usable = |jwk: &&Jwk| jwk.fault_for(algorithm).is_none();
        let mut candidates = self.named(key_id).filter(usable);
        match (candidates.next(), candidates.next()) {
            (Some(jwk), None) => Ok(jwk),
            (Some(_), Some(_)) => Err(JoseError::AmbiguousKey),
            (None, _) => Err(self.why_none(algorithm, key_id)),
        }
    }

    fn choose_sole(&self, algorithm: Algorithm) -> Result<&Jwk, JoseError> {
        let usable = |jwk: &&Jwk| jwk.fault_for(algorithm).is_none();
        let mut candidates = self.keys.iter().filter(usable);
        match (candidates.next(), candidates.count()) {
            (Some(jwk), 0) => Ok(jwk),
            (Some(_), others) => Err(JoseError::NoSoleKey {
                usable: others.saturating_add(1),
            }),
            (None, _) => Err(JoseError::NoSoleKey { usable: 0 }),
        }
    }

    fn why_none(&self, algorithm: Algorithm, key_id: &KeyId) -> JoseError {
        let unfit = self.named(key_id).find_map(|jwk| jwk.fault_for(algorithm));
        let skipped = || self.unusable.iter().find(|(id, _)| id == key_id);
        match unfit.or_else(|| skipped().map(|(_, fault)| *fault)) {
            Some(KeyFault::Weak) => JoseError::WeakKey,
            Some(fault) => JoseError::UnfitKey(fault),
            None => JoseError::UnknownKey,
        }
    }

    fn named(&self, key_id: &KeyId) -> impl Iterator<Item = &Jwk> {
        self.keys
            .iter()
            .filter(move |jwk| jwk.key_id() == Some(key_id))
    }
}

impl ToJson for KeySet {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.object(|object| object.member("keys", self.keys.as_slice()));
    }
}

impl FromIterator<Jwk> for KeySet {
    fn from_iter<I: IntoIterator<Item = Jwk>>(keys: I) -> Self {
        Self::from_keys(keys)
    }
}

impl JwksLimits {
    /// The limits of [`JwksLimits::default`], usable in constants.
    pub const DEFAULT: Self = Self {
        bytes: 64 * 1024,
        keys: 100,
    };

    /// Sets the limit on bytes.
    #[must_use]
    pub const fn with_bytes(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
        self
    }

    /// Sets the limit on entries.
    #[must_use]
    pub const fn with_keys(mut self, keys: usize) -> Self {
        self.keys = keys;
        self
    }
}

impl Default for JwksLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl KeySetError {
    /// The rule that was broken: stable code and clause.
    pub const fn rule(&self) -> &'static Rule {
        match self {
            Self::Json(error) => error.rule(),
            Self::Shape | Self::TooManyKeys(_) => &rules::SET_SHAPE,
        }
    }

    /// The refusal as a report of one finding.
    pub fn to_report(&self) -> Report {
        let place = match self {
            Self::Json(error) => Place::offset(error.offset()),
            Self::Shape => Place::pointer(""),
            Self::TooManyKeys(_) => Place::pointer("/keys"),
        };
        let mut report = Report::new();
        report.note(&Profile::strict(), self.rule(), place, self.to_string());
        report
    }
}

/// A set while it is being read.
#[derive(Default)]
struct Intake {
    set: KeySet,
    report: Report,
}

impl Intake {
    fn take(&mut self, position: usize, entry: Node<'_>) {
        let place = || Place::pointer(format!("/keys/{position}")).at_offset(entry.span().start);
        if shows_private_part(entry) {
            let message = "entry shows its private part; its owner must replace the key";
            self.note(&rules::JWK_PRIVATE, place(), message);
        }
        let mut key_id = None;
        let read = read_key_id(entry).and_then(|id| {
            key_id.clone_from(&id);
            read_key(entry, id)
        });
        match read {
            Ok(jwk) => {
                self.judge(&jwk, entry, &place);
                self.set.keys.push(jwk);
            }
            Err(skipped) => {
                self.note(skipped.rule, place(), skipped.message);
                let known = key_id.map(|id| (id, skipped.fault));
                self.set.unusable.extend(known);
            }
        }
    }

    /// Tells what is odd about a usable key.
    fn judge(&mut self, jwk: &Jwk, entry: Node<'_>, place: &impl Fn() -> Place) {
        match jwk.key_id() {
            None => self.note(&rules::JWK_NO_ID, place(), "`kid` is missing"),
            Some(id) if self.set.named(id).next().is_some() => {
                let message = "another entry before has the same `kid`";
                self.note(&rules::JWK_DUPLICATE_ID, place(), message);
            }
            Some(_) => {}
        }
        if has_leading_zeros(entry) {
            let message = "`n` or `e` has zeros before the number";
            self.note(&rules::JWK_LEADING_ZERO, place(), message);
        }
    }

    fn note(&mut self, rule: &Rule, place: Place, message: impl Into<String>) {
        self.report.note(&Profile::strict(), rule, place, message);
    }
}
