//! What a host asks of statements beyond the standard: its profile.
//!
//! The standard calls a profile "a specific set of rules … for implementing xAPI in a particular
//! context". A [`HostProfile`] is such a set as a value. It is off until somebody calls it: reading
//! and storing never do, so that no statement is refused that the standard allows. Where a host
//! wants more than the standard, it judges what was read once more:
//!
//! ```
//! use edu_types::{Limits, Timestamp};
//! use xapi_model::profile::{HostProfile, IriPrefix, Moment};
//! use xapi_model::{Statement, Version};
//!
//! let profile = HostProfile::strict()
//!     .accounts_of("https://school.example/".parse()?)
//!     .allowing_verbs_under(IriPrefix::parse("https://school.example/xapi/verbs/")?)
//!     .allowing_activities_under(IriPrefix::parse("https://school.example/games/")?);
//!
//! let bytes = br#"{
//!     "id": "0b1e2f58-4f0c-4a2e-9d4b-6f4b6a3f2c11", "timestamp": "2026-03-01T10:00:00Z",
//!     "actor": {"account": {"homePage": "https://school.example/", "name": "usr_12345"}},
//!     "verb": {"id": "https://school.example/xapi/verbs/practiced", "display": {"en": "practiced"}},
//!     "object": {"objectType": "Activity", "id": "https://school.example/games/7"},
//!     "result": {"score": {"scaled": -0.5}}
//! }"#;
//! let read = Statement::from_slice(bytes, &Version::V2_0.strict(), &Limits::DEFAULT)?;
//! let moment = Moment::new(Timestamp::parse("2026-03-01T10:00:02Z")?);
//! let report = profile.judge(&read.value, &moment);
//! assert_eq!(
//!     report.to_string(),
//!     "error xapi.profile.scaled at /result/score/scaled: scaled is outside 0 to 1 \
//!      (profile, beyond xAPI 1.0.3 Part 2 §2.4.5.1; 2.0 §4.2.2.4)\n",
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | what can be asked | by | rule |
//! |---|---|---|
//! | an id, a timestamp, a display of the verb, the `objectType` of the object | [`Demand`] | `id`, `timestamp`, `verb_display`, `object_type` |
//! | accounts, and no address of mail as their names | [`Demand::Account`] | `identifier`, `account_name` |
//! | accounts of certain systems | [`HostProfile::accounts_of`] | `home_page` |
//! | no names of persons | [`Demand::Nameless`] | `actor_name` |
//! | certain verbs | [`HostProfile::allowing_verbs`], [`HostProfile::allowing_verbs_under`] | `verb` |
//! | certain activities | [`HostProfile::allowing_activities_under`] | `activity` |
//! | no time to come, but for clocks that differ | [`HostProfile::with_future_skew`] | `timestamp_future` |
//! | no time before the account was made | [`Moment::with_account_since`] | `timestamp_early` |
//! | times in UTC; advice | [`Demand::Utc`] | `timestamp_utc` |
//! | bounds of scores | [`HostProfile::scaled_within`], [`HostProfile::points_within`] | `scaled`, `raw`, `min`, `max` |
//! | `scaled` that follows from the points | [`Demand::ScaledRatio`] | `scaled_ratio` |
//! | small attachments | [`HostProfile::with_attachment_length`] | `attachment_length` |
//!
//! Judged are the statement and the sub-statement in it, except that a sub-statement has no id, and
//! tells of a time that may be absent or lie ahead. What a store itself sets, `authority` and
//! `stored`, is not judged.
//!
//! | module | holds |
//! |---|---|
//! | [`demand`] | [`Demand`]: what is asked without further values |
//! | [`prefix`] | [`IriPrefix`]: names that a host has given out |
//! | [`moment`] | [`Moment`]: when it is judged |
//! | [`rules`] | the rule behind each finding |
//!
//! Spec: xAPI 1.0.3 Part 1, Definitions, Profile; 2.0 §3.1.

use core::ops::RangeInclusive;
use core::time::Duration;
use std::collections::BTreeSet;

use edu_types::{Decimal, Iri, Profile, Report};

use crate::Statement;
use crate::vocabulary::verb;

pub mod demand;
pub mod moment;
pub mod prefix;
pub mod rules;

mod judge;
mod score;
mod trail;

pub use demand::Demand;
pub use moment::Moment;
pub use prefix::{IriPrefix, IriPrefixError};

/// What a host asks of statements beyond the standard.
///
/// Begins as [`HostProfile::open`], which asks for nothing, or [`HostProfile::strict`]; each method
/// asks for one thing more, or for more of the same. A single rule is made milder or switched off by
/// [`HostProfile::weighed_by`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct HostProfile {
    demands: BTreeSet<Demand>,
    /// Empty where accounts of all systems are allowed.
    home_pages: BTreeSet<Iri>,
    verbs: Option<Verbs>,
    /// Empty where all activities are allowed.
    activities: Vec<IriPrefix>,
    scaled: Option<RangeInclusive<Decimal>>,
    points: Option<RangeInclusive<Decimal>>,
    future_skew: Option<Duration>,
    attachment_length: Option<u64>,
    weights: Profile,
}

/// Verbs that are allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Verbs {
    named: BTreeSet<Iri>,
    under: Vec<IriPrefix>,
}

impl HostProfile {
    /// How far [`HostProfile::strict`] lets a timestamp lie ahead: five minutes.
    pub const FUTURE_SKEW: Duration = Duration::from_secs(5 * 60);

    /// Bytes that [`HostProfile::strict`] lets an attachment have: 5 MB.
    pub const ATTACHMENT_LENGTH: u64 = 5_000_000;

    /// Asks for nothing: every statement passes.
    pub fn open() -> Self {
        Self::default()
    }

    /// Asks for everything that can be asked without knowing the host.
    ///
    /// That is every [`Demand`], verbs of ADL, `scaled` from 0 to 1, points from 0 to 100, no
    /// timestamp more than [`HostProfile::FUTURE_SKEW`] ahead, and attachments of at most
    /// [`HostProfile::ATTACHMENT_LENGTH`]. What a host adds are its home pages, its own verbs and the
    /// names of its activities.
    pub fn strict() -> Self {
        let profile = Self::open()
            .allowing_verbs(verb::ALL.iter().copied())
            .scaled_within(Decimal::from(0)..=Decimal::from(1))
            .points_within(Decimal::from(0)..=Decimal::from(100))
            .with_future_skew(Self::FUTURE_SKEW)
            .with_attachment_length(Self::ATTACHMENT_LENGTH);
        Demand::ALL.into_iter().fold(profile, Self::demanding)
    }

    /// Asks for something.
    pub fn demanding(mut self, demand: Demand) -> Self {
        self.demands.insert(demand);
        self
    }

    /// Allows accounts of the system with that home page; those of systems that are not named are
    /// refused, once one is.
    pub fn accounts_of(mut self, home_page: Iri) -> Self {
        self.home_pages.insert(home_page);
        self
    }

    /// Allows verbs, such as [`vocabulary::verb::ALL`](verb::ALL); others are refused, once some
    /// are allowed. A host that allows none but its own must remember
    /// [`verb::VOIDED`], without which it takes nothing back.
    pub fn allowing_verbs<I: Into<Iri>>(mut self, verbs: impl IntoIterator<Item = I>) -> Self {
        let allowed = self.verbs.get_or_insert_default();
        allowed.named.extend(verbs.into_iter().map(Into::into));
        self
    }

    /// Allows all verbs that a host has given out; others are refused, once some are allowed.
    pub fn allowing_verbs_under(mut self, prefix: IriPrefix) -> Self {
        self.verbs.get_or_insert_default().under.push(prefix);
        self
    }

    /// Allows all activities that a host has given out; others are refused, once some are allowed.
    ///
    /// Judged are the object and the activities of the context, but for those of the kind `category`,
    /// which are names of others by their purpose.
    pub fn allowing_activities_under(mut self, prefix: IriPrefix) -> Self {
        self.activities.push(prefix);
        self
    }

    /// Narrows `scaled`, both ends included; a range that ends before it begins lets none pass.
    pub fn scaled_within(mut self, range: RangeInclusive<Decimal>) -> Self {
        self.scaled = Some(range);
        self
    }

    /// Says what scores are counted in: `raw` lies within the range, both ends included, and `min`
    /// and `max` are its ends, as far as they are given.
    pub fn points_within(mut self, range: RangeInclusive<Decimal>) -> Self {
        self.points = Some(range);
        self
    }

    /// Allows no timestamp further ahead than that.
    pub const fn with_future_skew(mut self, skew: Duration) -> Self {
        self.future_skew = Some(skew);
        self
    }

    /// Allows no attachment of more bytes than that.
    pub const fn with_attachment_length(mut self, bytes: u64) -> Self {
        self.attachment_length = Some(bytes);
        self
    }

    /// Says what a breach of each rule weighs, in place of the rules' own weights; what is accepted
    /// there is not asked for.
    pub fn weighed_by(mut self, weights: Profile) -> Self {
        self.weights = weights;
        self
    }

    /// Judges a statement that was read, or made, by the standard.
    ///
    /// Pure: reads no clock. Findings point to the member they are about, present or missing, and
    /// quote nothing of the statement.
    pub fn judge(&self, statement: &Statement, moment: &Moment) -> Report {
        judge::judge(self, moment, statement, trail::Trail::TOP)
    }

    /// Judges the statements of a batch, each at its own moment; findings point into an array of
    /// them.
    pub fn judge_batch<'s>(
        &self,
        batch: impl IntoIterator<Item = (&'s Statement, &'s Moment)>,
    ) -> Report {
        let mut whole = Report::new();
        for (position, (statement, moment)) in batch.into_iter().enumerate() {
            let at = trail::Trail::TOP.item(position);
            whole.append(judge::judge(self, moment, statement, &at));
        }
        whole
    }

    fn demands(&self, demand: Demand) -> bool {
        self.demands.contains(&demand)
    }

    fn allows_verb(&self, id: &Iri) -> bool {
        self.verbs.as_ref().is_none_or(|verbs| {
            verbs.named.contains(id) || verbs.under.iter().any(|prefix| prefix.covers(id))
        })
    }

    fn allows_activity(&self, id: &Iri) -> bool {
        let mut allowed = self.activities.iter();
        self.activities.is_empty() || allowed.any(|prefix| prefix.covers(id))
    }
}
