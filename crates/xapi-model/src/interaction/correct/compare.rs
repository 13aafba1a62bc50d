//! One response held against one pattern.

use core::cell::OnceCell;
use core::cmp::Ordering;

use super::super::response::{FillIn, Performance, Response, ResponseText, Step, StepResponse};

/// Puts what is a set in one order, each member once, so that two sets compare member by member.
pub(super) fn in_comparable_order(mut response: Response<'_>) -> Response<'_> {
    match &mut response {
        Response::Choice(ids) => {
            ids.sort_unstable();
            ids.dedup();
        }
        Response::Matching(pairs) => {
            pairs.sort_unstable();
            pairs.dedup();
        }
        Response::TrueFalse(_)
        | Response::FillIn(_)
        | Response::LongFillIn(_)
        | Response::Performance(_)
        | Response::Sequencing(_)
        | Response::Likert(_)
        | Response::Numeric(_)
        | Response::Other(_) => {}
    }
    response
}

/// A learner's response; what patterns without order ask of it is put in order once.
pub(super) struct Learner<'r, 't> {
    response: &'r Response<'t>,
    sorted_exactly: OnceCell<Vec<&'r ResponseText<'t>>>,
    sorted_folded: OnceCell<Vec<&'r ResponseText<'t>>>,
    sorted_steps: OnceCell<Vec<&'r Step<'t>>>,
}

impl<'r, 't> Learner<'r, 't> {
    pub(super) const fn new(response: &'r Response<'t>) -> Self {
        Self {
            response,
            sorted_exactly: OnceCell::new(),
            sorted_folded: OnceCell::new(),
            sorted_steps: OnceCell::new(),
        }
    }

    /// Whether the response is what the pattern asks for; both in comparable order.
    pub(super) fn matches(&self, pattern: &Response<'_>) -> bool {
        match (pattern, self.response) {
            (Response::FillIn(asked), Response::FillIn(given))
            | (Response::LongFillIn(asked), Response::LongFillIn(given)) => {
                self.texts_match(asked, given)
            }
            (Response::Performance(asked), Response::Performance(given)) => {
                self.steps_match(asked, given)
            }
            (Response::Numeric(asked), Response::Numeric(given)) => asked.contains(given),
            (asked, given) => asked == given,
        }
    }

    fn texts_match(&self, asked: &FillIn<'_>, given: &'r FillIn<'t>) -> bool {
        // Before anything of the pattern's length is done for the response.
        if asked.texts().len() != given.texts().len() {
            return false;
        }
        let exactly = asked.case_matters();
        let same =
            |asked: &ResponseText<'_>, given: &ResponseText<'_>| same_text(asked, given, exactly);
        if asked.order_matters() {
            return core::iter::zip(asked.texts(), given.texts()).all(|(a, g)| same(a, g));
        }
        let cell = if exactly {
            &self.sorted_exactly
        } else {
            &self.sorted_folded
        };
        let given = cell.get_or_init(|| sorted(given.texts(), exactly));
        core::iter::zip(sorted(asked.texts(), exactly), given).all(|(a, g)| same(a, g))
    }

    fn steps_match(&self, asked: &Performance<'_>, given: &'r Performance<'t>) -> bool {
        if asked.steps().len() != given.steps().len() {
            return false;
        }
        if asked.order_matters() {
            return core::iter::zip(asked.steps(), given.steps()).all(|(a, g)| same_step(a, g));
        }
        let given = self.sorted_steps.get_or_init(|| sorted_steps(given));
        core::iter::zip(sorted_steps(asked), given).all(|(a, g)| same_step(a, g))
    }
}

fn sorted<'r, 't>(texts: &'r [ResponseText<'t>], exactly: bool) -> Vec<&'r ResponseText<'t>> {
    let mut sorted: Vec<_> = texts.iter().collect();
    sorted.sort_by(|one, other| {
        let by_text = if exactly {
            one.as_str().cmp(other.as_str())
        } else {
            folded(one.as_str()).cmp(folded(other.as_str()))
        };
        by_text.then_with(|| by_language(one, other))
    });
    sorted
}

fn by_language(one: &ResponseText<'_>, other: &ResponseText<'_>) -> Ordering {
    let lower = |text: &ResponseText<'_>| text.language().map(str::to_ascii_lowercase);
    lower(one).cmp(&lower(other))
}

fn sorted_steps<'r, 't>(performance: &'r Performance<'t>) -> Vec<&'r Step<'t>> {
    let mut sorted: Vec<_> = performance.steps().iter().collect();
    // Stable, so that steps of one id keep their order.
    sorted.sort_by(|one, other| one.id.cmp(&other.id));
    sorted
}

fn same_step(asked: &Step<'_>, given: &Step<'_>) -> bool {
    asked.id == given.id && same_response(&asked.response, &given.response)
}

fn same_response(asked: &StepResponse<'_>, given: &StepResponse<'_>) -> bool {
    match (asked.as_range(), given.as_range()) {
        (Some(asked), Some(given)) => asked.contains(given),
        (Some(_), None) => false,
        // The learner cannot know that the number is asked for as a text of some language.
        (None, Some(given)) => {
            let text = asked.as_text();
            text.is_some_and(|text| given.is_written(text.as_str()))
        }
        (None, None) => match (asked.as_text(), given.as_text()) {
            (Some(asked), Some(given)) => same_text(asked, given, false),
            (None, _) | (_, None) => false,
        },
    }
}

fn same_text(asked: &ResponseText<'_>, given: &ResponseText<'_>, exactly: bool) -> bool {
    let (asked_text, given_text) = (asked.as_str(), given.as_str());
    let same = asked_text == given_text || !exactly && folded(asked_text).eq(folded(given_text));
    same && languages_fit(asked.language(), given.language())
}

/// Each character by its own lower case, whatever stands around it.
fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}

fn languages_fit(asked: Option<&str>, given: Option<&str>) -> bool {
    let (Some(asked), Some(given)) = (asked, given) else {
        return true;
    };
    let begins = |whole: &str, part: &str| {
        let rest = whole.as_bytes().split_at_checked(part.len());
        rest.is_some_and(|(head, rest)| {
            head.eq_ignore_ascii_case(part.as_bytes()) && matches!(rest, [] | [b'-', ..])
        })
    };
    begins(asked, given) || begins(given, asked)
}
