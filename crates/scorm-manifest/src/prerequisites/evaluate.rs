//! Running a script over the status of items.

use super::Step;

/// How far a learner came with an item, in the words of SCORM 1.2.
///
/// Spec: SCORM 1.2 RTE §3.4 (`cmi.core.lesson_status`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the standard has no others")]
pub enum LessonStatus {
    /// `passed`.
    Passed,
    /// `completed`.
    Completed,
    /// `failed`.
    Failed,
    /// `incomplete`.
    Incomplete,
    /// `browsed`.
    Browsed,
    /// `not attempted`.
    NotAttempted,
}

impl LessonStatus {
    /// Every status.
    pub const ALL: [Self; 6] = [
        Self::Passed,
        Self::Completed,
        Self::Failed,
        Self::Incomplete,
        Self::Browsed,
        Self::NotAttempted,
    ];

    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Incomplete => "incomplete",
            Self::Browsed => "browsed",
            Self::NotAttempted => "not attempted",
        }
    }

    /// The status that a script names: the word or its first letter, in any case.
    pub fn from_script(text: &str) -> Option<Self> {
        let is_meant = |status: &Self| {
            let word = status.as_str();
            text.eq_ignore_ascii_case(word)
                || word
                    .get(..1)
                    .is_some_and(|letter| text.eq_ignore_ascii_case(letter))
        };
        Self::ALL.into_iter().find(is_meant)
    }

    /// Whether an item with this status counts as done.
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Passed | Self::Completed)
    }
}

/// What the steps come to; `None` where it hangs on an item that there is none of.
///
/// The logic has three values: what is unknown stays so, unless the rest decides.
pub(super) fn evaluate<'a>(
    steps: &[Step<'a>],
    mut status: impl FnMut(&'a str) -> Option<LessonStatus>,
) -> Option<bool> {
    let mut stack: Vec<Option<bool>> = Vec::new();
    for step in steps {
        let next = match *step {
            Step::Done(item) => status(item).map(LessonStatus::is_done),
            Step::Has(item, wanted) => status(item).map(|found| found == wanted),
            Step::Not => stack.pop().flatten().map(|found| !found),
            Step::And => at_least(&mut stack, 2, 2),
            Step::Or => at_least(&mut stack, 1, 2),
            Step::AtLeast(wanted, of) => at_least(&mut stack, wanted, of),
        };
        stack.push(next);
    }
    // A script that asks for nothing is satisfied.
    stack.pop().unwrap_or(Some(true))
}

/// Whether at least `wanted` of the last `of` hold, which are taken off.
fn at_least(stack: &mut Vec<Option<bool>>, wanted: u32, of: u32) -> Option<bool> {
    let (mut hold, mut unknown) = (0_u32, 0_u32);
    for _ in 0..of {
        match stack.pop() {
            Some(Some(true)) => hold = hold.saturating_add(1),
            Some(None) => unknown = unknown.saturating_add(1),
            Some(Some(false)) | None => {}
        }
    }
    if hold >= wanted {
        Some(true)
    } else if hold.saturating_add(unknown) < wanted {
        Some(false)
    } else {
        None
    }
}
