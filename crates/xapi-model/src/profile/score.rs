//! Scores, by a profile.

use edu_types::Decimal;

use super::judge::Judge;
use super::trail::Trail;
use super::{Demand, rules};
use crate::Score;

impl Judge<'_> {
    pub(super) fn score(&mut self, score: &Score, at: &Trail<'_>) {
        if let (Some(range), Some(scaled)) = (&self.profile.scaled, &score.scaled)
            && !range.contains(scaled)
        {
            let message = format!("scaled is outside {} to {}", range.start(), range.end());
            self.note(&rules::SCALED, &at.member("scaled"), message);
        }
        self.points(score, at);
        if self.profile.demands(Demand::ScaledRatio) && follows_from_points(score) == Some(false) {
            let message = "scaled is not the part of the points that raw has come";
            self.note(&rules::SCALED_RATIO, &at.member("scaled"), message);
        }
    }

    fn points(&mut self, score: &Score, at: &Trail<'_>) {
        let Some(range) = &self.profile.points else {
            return;
        };
        let (start, end) = (range.start(), range.end());
        if score.raw.as_ref().is_some_and(|raw| !range.contains(raw)) {
            let message = format!("raw is outside {start} to {end}");
            self.note(&rules::RAW, &at.member("raw"), message);
        }
        if score.min.as_ref().is_some_and(|min| min != start) {
            let message = format!("min is another number, {start} is allowed");
            self.note(&rules::MIN, &at.member("min"), message);
        }
        if score.max.as_ref().is_some_and(|max| max != end) {
            let message = format!("max is another number, {end} is allowed");
            self.note(&rules::MAX, &at.member("max"), message);
        }
    }
}

/// Whether `scaled` is what the points make it, to the half of a hundredth; `None` where they do not
/// say.
fn follows_from_points(score: &Score) -> Option<bool> {
    let scaled = score.scaled.as_ref()?.as_f64();
    let raw = score.raw.as_ref()?.as_f64();
    let max = score.max.as_ref()?.as_f64();
    let min = score.min.as_ref().map_or(0.0, Decimal::as_f64);
    let (come, all) = (raw - min, max - min);
    // Points that have no width, or one that is beyond any number, give no part.
    let tells = come.is_finite() && all.is_finite() && all != 0.0;
    tells.then(|| (scaled - come / all).abs() <= 0.005 + f64::EPSILON)
}
