//! Launches and calls of services that were refused: what support may read, kept until the
//! program ends.
//!
//! The errors of a launch hold no token, hint, address or person, so none can be shown. A
//! refusal costs no write, because anybody can cause as many as they like; equal ones take one
//! row, so that a flood does not wash the others away.

mod pages;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{Request, State};
use axum::http::Extensions;
use axum::middleware::Next;
use axum::response::Response;
use edu_types::Report;
use lti_core::ags::AgsError;
use lti_core::dynamic_registration::RefusedRegistration;
use lti_core::nrps::NrpsError;
use lti_core::{LaunchError, PlatformError, RefusedRequest, TokenRefused};

use crate::clock::unix_now;
use crate::subject;

pub(crate) use pages::{list, one};

/// Rows that are kept.
const KEPT: usize = 200;

/// Findings that are kept of one refusal.
const FINDINGS: usize = 20;

/// One refusal, however often it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Names its page.
    pub(crate) number: u64,
    /// When it happened last, in seconds since 1970.
    pub(crate) at: i64,
    pub(crate) times: u64,
    /// The registered tool or platform it was about, where there is one.
    pub(crate) subject: Option<String>,
    pub(crate) reason: Reason,
}

/// Why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reason {
    pub(crate) code: &'static str,
    pub(crate) clause: &'static str,
    /// What the person who clicked was told.
    pub(crate) sentence: &'static str,
    /// Whether opening the link again may help.
    pub(crate) retryable: bool,
    pub(crate) findings: Vec<String>,
    /// Findings there is no room for.
    pub(crate) more: usize,
}

/// The last refusals of one site, the newest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Refusals(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    rows: VecDeque<Refusal>,
    numbered: u64,
}

impl Refusals {
    /// All of them.
    pub(crate) fn all(&self) -> Vec<Refusal> {
        self.kept().rows.iter().cloned().collect()
    }

    /// The one of this number.
    pub(crate) fn find(&self, number: u64) -> Option<Refusal> {
        let kept = self.kept();
        kept.rows.iter().find(|row| row.number == number).cloned()
    }

    fn add(&self, at: i64, subject: Option<String>, reason: Reason) {
        let mut kept = self.kept();
        let same = kept
            .rows
            .iter()
            .position(|row| row.subject == subject && row.reason == reason);
        let before = same.and_then(|position| kept.rows.remove(position));
        let row = if let Some(before) = before {
            Refusal {
                at,
                times: before.times.saturating_add(1),
                ..before
            }
        } else {
            kept.numbered = kept.numbered.saturating_add(1);
            Refusal {
                number: kept.numbered,
                at,
                times: 1,
                subject,
                reason,
            }
        };
        kept.rows.push_front(row);
        kept.rows.truncate(KEPT);
    }

    /// A panic of another thread leaves the rows whole: each change is one move.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A layer that notes what is refused behind it.
pub(crate) async fn noted(
    State(refusals): State<Refusals>,
    request: Request,
    next: Next,
) -> Response {
    let (response, subject) = subject::watched(next.run(request)).await;
    if let (Some(reason), Ok(now)) = (Reason::of(response.extensions()), unix_now()) {
        refusals.add(now, subject, reason);
    }
    response
}

impl Reason {
    /// Whichever error a refusing response carries.
    fn of(extensions: &Extensions) -> Option<Self> {
        Self::of_launch(extensions).or_else(|| Self::of_service(extensions))
    }

    /// A tool called a service and was refused; no person waited for it.
    fn of_service(extensions: &Extensions) -> Option<Self> {
        const TOKEN: &str = "Nobody was told: the tool asked for an access token by itself.";
        const CALL: &str = "Nobody was told: the tool called by itself.";
        if let Some(error) = extensions.get::<TokenRefused>() {
            let rule = (error.code(), error.clause());
            return Some(Self::new(rule, (TOKEN, false), error.report()));
        }
        if let Some(error) = extensions.get::<RefusedRegistration>() {
            let told = ("What the tool makes of it.", false);
            let rule = (error.code(), error.clause());
            return Some(Self::new(rule, told, error.report()));
        }
        let (code, clause, found) = if let Some(error) = extensions.get::<NrpsError>() {
            (error.code(), error.clause(), error.to_string())
        } else {
            let error = extensions.get::<AgsError>()?;
            (error.code(), error.clause(), error.to_string())
        };
        let reason = Self::new((code, clause), (CALL, false), &Report::new());
        let findings = vec![found];
        Some(Self { findings, ..reason })
    }

    /// Whichever of the three errors of a launch there is.
    fn of_launch(extensions: &Extensions) -> Option<Self> {
        if let Some(error) = extensions.get::<LaunchError>() {
            let (code, clause) = (error.code(), error.clause());
            let told = (error.public_sentence(), error.is_retryable());
            return Some(Self::new((code, clause), told, error.report()));
        }
        if let Some(error) = extensions.get::<PlatformError>() {
            let (code, clause) = (error.code(), error.clause());
            let told = (error.public_sentence(), error.is_retryable());
            return Some(Self::new((code, clause), told, error.report()));
        }
        let error = extensions.get::<RefusedRequest>()?;
        let (code, clause) = (error.code(), error.clause());
        let told = (error.public_sentence(), error.is_retryable());
        Some(Self::new((code, clause), told, error.report()))
    }

    fn new(
        (code, clause): (&'static str, &'static str),
        (sentence, retryable): (&'static str, bool),
        report: &Report,
    ) -> Self {
        let all = report.findings();
        let kept = all.iter().take(FINDINGS).map(ToString::to_string);
        let more = all.len().saturating_sub(FINDINGS);
        Self {
            code,
            clause,
            sentence,
            retryable,
            findings: kept.collect(),
            more: more.saturating_add(report.omitted()),
        }
    }
}
