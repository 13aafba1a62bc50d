//! What a case expects, what was found, and the verdict that follows.

/// What is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// A rule of the standard, or safety, demands a refusal.
    Refused,
    /// A rule of the standard demands that it works.
    Accepted,
    /// The standard leaves it to the other side; a refusal is the wiser choice.
    BetterRefused,
    /// The standard leaves it to the other side; that it works is the wiser choice.
    BetterAccepted,
    /// Both are as good; the case is told for information.
    Either,
    /// Neither word fits: what is right, in a few words.
    Says(&'static str),
}

/// What the other side did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Accepted,
    Refused,
    /// Its answer resembles neither a good launch nor a refused one.
    Unclear,
    /// The case judges by itself; what was found stands in its own words.
    Told,
}

/// What came of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) outcome: Outcome,
    /// The answer in a few words, such as `303, 200`.
    pub(crate) told: String,
    /// What makes the case wrong, whatever its outcome.
    pub(crate) fault: Option<String>,
    /// What could be better, whatever its outcome.
    pub(crate) blemish: Option<String>,
}

/// Why a case has no verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NotJudged(pub(crate) String);

/// The judgement of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    Right,
    /// Allowed by the standard, but known to hurt people or to leave less safety than there could be.
    Unwise,
    Wrong,
    NotJudged,
}

impl Found {
    /// Found in its own words, with nothing wrong so far.
    pub(crate) fn told(told: impl Into<String>) -> Self {
        Self::new(Outcome::Told, told)
    }

    pub(crate) fn new(outcome: Outcome, told: impl Into<String>) -> Self {
        Self {
            outcome,
            told: told.into(),
            fault: None,
            blemish: None,
        }
    }

    /// Makes the case wrong; the first reason stays.
    #[must_use]
    pub(crate) fn with_fault(mut self, why: impl Into<String>) -> Self {
        self.fault.get_or_insert_with(|| why.into());
        self
    }

    /// Makes the case unwise where nothing is wrong with it; the first reason stays.
    #[must_use]
    pub(crate) fn with_blemish(mut self, why: impl Into<String>) -> Self {
        self.blemish.get_or_insert_with(|| why.into());
        self
    }

    /// For cases to which being accepted or refused does not matter.
    #[must_use]
    pub(crate) fn for_information(mut self) -> Self {
        self.told = self.words();
        self.outcome = Outcome::Told;
        self
    }

    /// The outcome with the answer behind it.
    pub(crate) fn words(&self) -> String {
        let outcome = match self.outcome {
            Outcome::Accepted => "accepted",
            Outcome::Refused => "refused",
            Outcome::Unclear => "unclear",
            Outcome::Told => return self.told.clone(),
        };
        if self.told.is_empty() {
            return outcome.to_owned();
        }
        format!("{outcome} ({})", self.told)
    }

    /// One word for programs.
    pub(crate) fn word(&self) -> &'static str {
        match self.outcome {
            Outcome::Accepted => "accepted",
            Outcome::Refused => "refused",
            Outcome::Unclear => "unclear",
            Outcome::Told => "told",
        }
    }
}

impl Expected {
    /// For people: what is right.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Accepted => "accepted",
            Self::BetterRefused => "either, better refused",
            Self::BetterAccepted => "either, better accepted",
            Self::Either => "either",
            Self::Says(words) => words,
        }
    }

    /// The verdict, and why where it needs words.
    pub(crate) fn judge(self, found: &Found) -> (Verdict, Option<String>) {
        if let Some(fault) = &found.fault {
            return (Verdict::Wrong, Some(fault.clone()));
        }
        let verdict = match (self, found.outcome) {
            (Self::Either | Self::Says(_), _)
            | (_, Outcome::Told)
            | (Self::Refused | Self::BetterRefused, Outcome::Refused)
            | (Self::Accepted | Self::BetterAccepted, Outcome::Accepted) => Verdict::Right,
            (_, Outcome::Unclear) => {
                let why = "the answer resembles neither the good launch nor the refused one";
                return (Verdict::NotJudged, Some(why.to_owned()));
            }
            (Self::Refused, Outcome::Accepted) | (Self::Accepted, Outcome::Refused) => {
                Verdict::Wrong
            }
            (Self::BetterRefused, Outcome::Accepted) | (Self::BetterAccepted, Outcome::Refused) => {
                Verdict::Unwise
            }
        };
        match (verdict, &found.blemish) {
            (Verdict::Right, Some(blemish)) => (Verdict::Unwise, Some(blemish.clone())),
            (verdict, blemish) => (verdict, blemish.clone()),
        }
    }
}

impl Verdict {
    /// The word that stands in tables and documents.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Unwise => "unwise",
            Self::Wrong => "WRONG",
            Self::NotJudged => "not judged",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(expected: Expected, outcome: Outcome) -> Verdict {
        expected.judge(&Found::new(outcome, "")).0
    }

    #[test]
    fn what_a_rule_demands_is_right_or_wrong() {
        assert_eq!(
            verdict(Expected::Refused, Outcome::Accepted),
            Verdict::Wrong
        );
        assert_eq!(
            verdict(Expected::Accepted, Outcome::Refused),
            Verdict::Wrong
        );
        assert_eq!(verdict(Expected::Refused, Outcome::Refused), Verdict::Right);
    }

    #[test]
    fn what_the_standard_leaves_open_is_never_wrong() {
        for expected in [
            Expected::BetterRefused,
            Expected::BetterAccepted,
            Expected::Either,
        ] {
            for outcome in [Outcome::Accepted, Outcome::Refused] {
                assert_ne!(verdict(expected, outcome), Verdict::Wrong);
            }
        }
        assert_eq!(
            verdict(Expected::BetterRefused, Outcome::Accepted),
            Verdict::Unwise
        );
    }

    #[test]
    fn an_answer_that_resembles_nothing_is_not_judged() {
        assert_eq!(
            verdict(Expected::Refused, Outcome::Unclear),
            Verdict::NotJudged
        );
    }

    #[test]
    fn a_fault_outweighs_every_outcome_and_a_blemish_only_the_right_one() {
        let refused = Found::new(Outcome::Refused, "");
        let fetched = refused.clone().with_fault("fetched");
        assert_eq!(
            Expected::Refused.judge(&fetched),
            (Verdict::Wrong, Some("fetched".to_owned()))
        );
        let crashed = refused.with_blemish("500");
        assert_eq!(Expected::Refused.judge(&crashed).0, Verdict::Unwise);
        assert_eq!(Expected::Accepted.judge(&crashed).0, Verdict::Wrong);
    }
}
