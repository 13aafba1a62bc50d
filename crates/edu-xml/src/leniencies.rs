//! What a profile let pass, kept until the tree can tell where it stands.

use std::borrow::Cow;

use edu_types::{Place, Profile, Report, Rule};

use crate::Tree;

/// Deviations that the profile let pass, until the tree can tell their places.
#[derive(Default)]
pub(crate) struct Leniencies {
    kept: Vec<Leniency>,
    omitted: usize,
}

/// One of them.
pub(crate) struct Leniency {
    pub(crate) rule: &'static Rule,
    pub(crate) offset: usize,
    /// The element it was met in; `u32::MAX` outside the root element.
    pub(crate) node: u32,
    pub(crate) message: Cow<'static, str>,
}

impl Leniencies {
    pub(crate) fn keep(&mut self, one: Leniency) {
        if self.kept.len() < Report::CAPACITY {
            self.kept.push(one);
        } else {
            self.omitted = self.omitted.saturating_add(1);
        }
    }

    /// Tells them to a report, now that the tree knows their places.
    pub(crate) fn tell(self, tree: &Tree<'_>, profile: &Profile, report: &mut Report) {
        let last = self.kept.last().map(|one| one.rule);
        for one in self.kept {
            let path = (one.node != u32::MAX).then(|| tree.path(one.node));
            let place = tree.locate(one.offset, path);
            report.note(profile, one.rule, place, one.message);
        }
        // The report is full: it counts these and keeps nothing of them.
        for rule in last.into_iter().cycle().take(self.omitted) {
            report.note(profile, rule, Place::unknown(), "");
        }
    }
}
