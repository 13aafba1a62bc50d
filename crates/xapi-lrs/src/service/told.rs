//! Up to when answers were said to be complete.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use edu_http::TenantId;
use edu_types::Timestamp;

/// What was told last of each tenant; copies share it.
///
/// What a store told stays true, so an answer that lists nothing may say it again for a moment, and
/// need not ask the store, which costs as much there as a short list.
#[derive(Clone, Debug, Default)]
pub(super) struct Told(Arc<Mutex<BTreeMap<TenantId, Last>>>);

#[derive(Clone, Debug)]
struct Last {
    at: Timestamp,
    through: Timestamp,
}

impl Told {
    /// Seconds for which it is said again.
    const SECONDS: i64 = 1;

    /// What was told a moment ago.
    pub(super) fn recent(&self, tenant: &TenantId, now: &Timestamp) -> Option<Timestamp> {
        let last = self.last();
        let last = last.get(tenant)?;
        let until = last.at.saturating_add_seconds(Self::SECONDS);
        (last.at <= *now && *now < until).then(|| last.through.clone())
    }

    /// Notes what the store told.
    pub(super) fn note(&self, tenant: &TenantId, now: &Timestamp, through: &Timestamp) {
        let told = Last {
            at: now.clone(),
            through: through.clone(),
        };
        self.last().insert(tenant.clone(), told);
    }

    fn last(&self) -> MutexGuard<'_, BTreeMap<TenantId, Last>> {
        // Nothing that can panic is done under the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenant(id: &str) -> TenantId {
        TenantId::new(id).unwrap()
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix_seconds(seconds)
    }

    #[test]
    fn what_was_told_a_moment_ago_is_told_again() {
        let told = Told::default();
        told.note(&tenant("a"), &at(100), &at(90));
        assert_eq!(told.recent(&tenant("a"), &at(100)), Some(at(90)));
    }

    #[test]
    fn what_was_told_longer_ago_is_not_told_again() {
        let told = Told::default();
        told.note(&tenant("a"), &at(100), &at(90));
        assert_eq!(told.recent(&tenant("a"), &at(101)), None);
    }

    #[test]
    fn what_was_told_by_a_clock_that_went_back_since_is_not_told_again() {
        let told = Told::default();
        told.note(&tenant("a"), &at(100), &at(90));
        assert_eq!(told.recent(&tenant("a"), &at(99)), None);
    }

    #[test]
    fn what_was_told_of_another_tenant_is_not_told() {
        let told = Told::default();
        told.note(&tenant("a"), &at(100), &at(90));
        assert_eq!(told.recent(&tenant("b"), &at(100)), None);
    }
}
