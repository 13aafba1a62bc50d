//! Values every learning-technology standard shares.
//!
//! This crate knows no standard. It holds what all of them need in order to judge hostile
//! input the same way: a [`Rule`] with a stable code and a clause, a [`Finding`] that says
//! where a rule was broken, a [`Report`] that collects findings within bounds, a [`Profile`]
//! that decides how severe a broken rule is, [`Limits`] that name every bound, a
//! [`Timestamp`] that keeps its text, and wrappers whose `Debug` never shows a secret or a
//! person.
//!
//! It opens no file or socket and reads no clock: time and limits are arguments.
//!
//! ```
//! use edu_types::{Place, Profile, Report, Rule, Severity};
//!
//! const BLANK_LABEL: Rule = Rule::must("ags.label.blank", "AGS 2.0 §3.2.1");
//! const SHORT_ROLE: Rule = Rule::should("lti.role.short", "LTI 1.3 §A.2.3");
//!
//! let strict = Profile::strict();
//! let mut report = Report::new();
//! report.note(&strict, &BLANK_LABEL, Place::pointer("/label"), "label is blank");
//! report.note(&strict, &SHORT_ROLE, Place::pointer("/roles/0"), "role has no namespace");
//!
//! assert!(!report.is_valid());
//! assert_eq!(report.findings()[1].severity, Severity::Warning);
//! assert_eq!(
//!     report.findings()[0].to_string(),
//!     "error ags.label.blank at /label: label is blank (AGS 2.0 §3.2.1)",
//! );
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`report`] | [`Rule`], [`Severity`], [`Finding`], [`Report`] |
//! | [`outcome`] | [`Checked`] and [`Refused`]: how reading a document ends |
//! | [`hints`](mod@hints) | [`Hints`]: how to mend what breaks rules |
//! | [`place`] | [`Place`]: pointer, byte offset, line and column of a finding |
//! | [`profile`] | [`Profile`]: strict, lenient, or a vendor's, as a value |
//! | [`limits`] | [`Limits`] and [`LimitExceeded`] |
//! | [`timestamp`] | [`Timestamp`]: strict RFC 3339, text kept |
//! | [`decimal`] | [`Decimal`], [`PositiveDecimal`]: finite numbers, text kept |
//! | [`accept_language`] | [`AcceptLanguage`]: the languages a person wants to read |
//! | [`duration`] | [`IsoDuration`]: how long something took, text kept |
//! | [`http_url`] | [`HttpUrl`]: an absolute web address, kept byte for byte |
//! | [`iri`] | [`Iri`]: an absolute IRI, kept byte for byte |
//! | [`language`] | [`LanguageTag`]: the name of a language, text kept |
//! | [`language_map`] | [`LanguageMap`]: one text in several languages |
//! | [`uuid_text`] | [`UuidText`]: a UUID of the standard form, text kept |
//! | [`redact`] | [`Secret`] and [`Personal`] |
//! | [`convert`] | conversions to `chrono`, `jiff`, `uuid` and `url`, each behind a feature |
//! | [`string_id`], [`open_enum`] | macros for identifiers and open vocabularies |

pub mod accept_language;
pub mod convert;
pub mod decimal;
pub mod duration;
pub mod hints;
pub mod http_url;
pub mod iri;
pub mod language;
pub mod language_map;
pub mod limits;
#[doc(hidden)]
pub mod macros;
pub mod outcome;
pub mod place;
pub mod profile;
pub mod redact;
pub mod report;
mod short_text;
mod text;
pub mod timestamp;
pub mod uuid_text;

pub use accept_language::AcceptLanguage;
pub use decimal::{Decimal, DecimalError, PositiveDecimal};
pub use duration::{DurationComponent, DurationUnit, IsoDuration, IsoDurationError};
pub use hints::Hints;
pub use http_url::{HttpUrl, HttpUrlError, HttpUrlRules};
pub use iri::{Iri, IriError};
pub use language::{LanguageTag, LanguageTagError};
pub use language_map::LanguageMap;
pub use limits::{LimitExceeded, Limits};
pub use macros::IdError;
pub use outcome::{Checked, Refused};
pub use place::Place;
pub use profile::Profile;
pub use redact::{Personal, Secret};
pub use report::{Finding, Report, Rule, Severity};
pub use timestamp::{Offset, Timestamp, TimestampError};
pub use uuid_text::{UuidError, UuidText};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
