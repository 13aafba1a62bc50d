//! How accepted launches are told from refused ones, at a tool of which nothing is known.

use url::Url;

use crate::args::ToolArgs;
use crate::browser::{End, Trail};
use crate::verdict::Outcome;

/// The difference between the answers to a good launch and to one with garbage for a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Telling {
    /// By what was named at the shell.
    Named(Named),
    /// By the class of the first status.
    First { good: u16, bad: u16 },
    /// By the class of the last status.
    Last { good: u16, bad: u16 },
    /// By where the browser ends.
    Place { good: String, bad: String },
}

/// What was named at the shell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Named {
    accept_status: Vec<String>,
    accept_text: Option<String>,
    refuse_text: Option<String>,
}

impl Telling {
    /// Finds a difference between the two.
    ///
    /// # Errors
    ///
    /// That there is none, with what was seen.
    pub(crate) fn learn(args: &ToolArgs, good: &Trail, bad: &Trail) -> Result<Self, String> {
        let named = Named {
            accept_status: args.accept_status.clone(),
            accept_text: args.accept_text.clone(),
            refuse_text: args.refuse_text.clone(),
        };
        let candidates = if named == Named::default() {
            Self::differences(good, bad)
        } else {
            vec![Self::Named(named)]
        };
        let fits = |telling: &Self| {
            telling.outcome(good) == Outcome::Accepted && telling.outcome(bad) == Outcome::Refused
        };
        candidates.into_iter().find(fits).ok_or_else(|| {
            format!(
                "an honest launch and garbage in place of a token cannot be told apart.\n\
                 honest:  {}: {}\ngarbage: {}: {}\n\
                 Name the difference with --accept-text, --refuse-text or --accept-status; \
                 if there is none, the tool refuses nothing or accepts nothing.",
                good.words(),
                good.excerpt(),
                bad.words(),
                bad.excerpt(),
            )
        })
    }

    fn differences(good: &Trail, bad: &Trail) -> Vec<Self> {
        let mut found = Vec::new();
        if let (Some(good), Some(bad)) = (good.first_status(), bad.first_status()) {
            found.push(Self::First { good, bad });
        }
        if let (Some(good), Some(bad)) = (good.last_status(), bad.last_status()) {
            found.push(Self::Last { good, bad });
        }
        if let (Some(good), Some(bad)) = (place(good), place(bad)) {
            found.push(Self::Place { good, bad });
        }
        found
    }

    /// What became of a launch.
    pub(crate) fn outcome(&self, trail: &Trail) -> Outcome {
        match self {
            Self::Named(named) => named.outcome(trail),
            Self::First { good, bad } => by_class(*good, *bad, trail.first_status()),
            Self::Last { good, bad } => by_class(*good, *bad, trail.last_status()),
            Self::Place { good, bad } => match place(trail) {
                _ if is_failure(trail.last_status()) => Outcome::Refused,
                Some(found) if found == *good && good != bad => Outcome::Accepted,
                Some(found) if found == *bad => Outcome::Refused,
                Some(_) | None => Outcome::Unclear,
            },
        }
    }

    /// In a few words, for people.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Named(_) => "by what was named at the shell".to_owned(),
            Self::First { good, bad } => {
                format!("by the first status, {good} of the good and {bad} of the bad launch")
            }
            Self::Last { good, bad } => {
                format!("by the last status, {good} of the good and {bad} of the bad launch")
            }
            Self::Place { good, bad } => {
                format!("by where the browser ends, {good} for the good and {bad} for the bad one")
            }
        }
    }
}

impl Named {
    fn outcome(&self, trail: &Trail) -> Outcome {
        let held = |text: &Option<String>| text.as_ref().map(|text| trail.holds(text));
        let only_refuse = self.accept_text.is_none() && self.accept_status.is_empty();
        if held(&self.refuse_text) == Some(true) || only_refuse && is_failure(trail.last_status()) {
            return Outcome::Refused;
        }
        let status = trail.first_status().unwrap_or_default().to_string();
        let has_status = |wanted: &String| match wanted.strip_suffix("xx") {
            Some(class) => status.starts_with(class),
            None => status == *wanted,
        };
        let by_status = self.accept_status.is_empty() || self.accept_status.iter().any(has_status);
        if held(&self.accept_text).unwrap_or(true) && by_status {
            return Outcome::Accepted;
        }
        Outcome::Refused
    }
}

fn is_failure(status: Option<u16>) -> bool {
    status.is_none_or(|status| status >= 400)
}

fn by_class(good: u16, bad: u16, found: Option<u16>) -> Outcome {
    let class = |status: u16| status / 100;
    match found {
        Some(found) if class(found) == class(good) && class(good) != class(bad) => {
            Outcome::Accepted
        }
        Some(found) if class(found) == class(bad) => Outcome::Refused,
        found if is_failure(found) => Outcome::Refused,
        Some(_) | None => Outcome::Unclear,
    }
}

/// Where the browser ends, without the query, which may differ from launch to launch.
fn place(trail: &Trail) -> Option<String> {
    let whole = |url: &Url| {
        let place = url.as_str().split(['?', '#']).next();
        place.unwrap_or_default().to_owned()
    };
    match &trail.end {
        End::Stopped(call) | End::Left(call) => Some(whole(&call.url)),
        End::Here => trail.answers.last().map(|answer| whole(&answer.url)),
        End::Broken(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::args::{Arguments, Subject};
    use crate::browser::Answer;

    fn trail(statuses: &[u16], body: &str) -> Trail {
        let answer = |(at, status): (usize, &u16)| Answer {
            url: Url::parse(&format!("http://a.localhost/{}/{at}", body.len())).unwrap(),
            status: *status,
            headers: Vec::new(),
            body: body.to_owned(),
        };
        Trail {
            answers: statuses.iter().enumerate().map(answer).collect(),
            end: End::Here,
        }
    }

    fn learn(more: &[&str], good: &Trail, bad: &Trail) -> Result<Telling, String> {
        let words = ["lti_conformance", "tool", "--describe"];
        let words = words.iter().chain(more);
        let Subject::Tool(args) = Arguments::try_parse_from(words).unwrap().subject else {
            panic!("a tool is judged");
        };
        Telling::learn(&args, good, bad)
    }

    #[test]
    fn the_first_status_is_the_first_difference_looked_for() {
        let telling = learn(&[], &trail(&[303, 200], ""), &trail(&[403], "")).unwrap();
        assert_eq!(
            telling,
            Telling::First {
                good: 303,
                bad: 403
            }
        );
        assert_eq!(telling.outcome(&trail(&[302, 404], "")), Outcome::Accepted);
        assert_eq!(telling.outcome(&trail(&[500], "")), Outcome::Refused);
        assert_eq!(telling.outcome(&trail(&[200], "")), Outcome::Unclear);
        assert_eq!(telling.outcome(&trail(&[], "")), Outcome::Refused);
    }

    #[test]
    fn the_end_of_the_way_tells_where_the_beginning_does_not() {
        let telling = learn(&[], &trail(&[302, 200], ""), &trail(&[302, 403], "")).unwrap();
        assert_eq!(
            telling,
            Telling::Last {
                good: 200,
                bad: 403
            }
        );
        let telling = learn(&[], &trail(&[302, 200], "a"), &trail(&[302, 200], "ab")).unwrap();
        assert_eq!(telling.outcome(&trail(&[302, 200], "a")), Outcome::Accepted);
        assert_eq!(
            telling.outcome(&trail(&[302, 200], "b c")),
            Outcome::Unclear
        );
    }

    #[test]
    fn answers_without_a_difference_are_not_told_apart() {
        let error = learn(&[], &trail(&[200], "x"), &trail(&[200], "y")).unwrap_err();
        assert!(error.contains("cannot be told apart"), "{error}");
    }

    #[test]
    fn a_text_that_was_named_tells() {
        let (good, bad) = (trail(&[200], "in: true"), trail(&[200], "in: false"));
        for words in [["--accept-text", "true"], ["--refuse-text", "false"]] {
            let telling = learn(&words, &good, &bad).unwrap();
            assert_eq!(telling.outcome(&good), Outcome::Accepted);
            assert_eq!(telling.outcome(&bad), Outcome::Refused);
        }
        assert!(learn(&["--accept-text", "in"], &good, &bad).is_err());
        assert!(learn(&["--accept-status", "2xx"], &good, &bad).is_err());
    }
}
