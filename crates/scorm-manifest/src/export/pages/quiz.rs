//! Quizzes in HTML: each question is a form of its own that the keyboard reaches and a live region answers.

use super::super::html::Html;
use super::super::phrases::Phrases;
use super::blocks::Place;
use crate::course::{Question, QuestionKind, Quiz};

/// A heading and its questions.
pub(super) fn quiz(html: &mut Html, quiz: &Quiz, place: &Place<'_>, phrases: &Phrases) {
    let title = format!("quiz-{}", place.id);
    html.element(
        "section",
        &[("class", Some("quiz")), ("aria-labelledby", Some(&title))],
        |html| {
            html.text_element(place.heading(1), &[("id", Some(&title))], &quiz.title);
            let attempts = quiz.attempts.map(|attempts| attempts.to_string());
            for question in &quiz.questions {
                form(html, question, attempts.as_deref(), place, phrases);
            }
        },
    );
}

fn form(
    html: &mut Html,
    question: &Question,
    attempts: Option<&str>,
    place: &Place<'_>,
    phrases: &Phrases,
) {
    let points = question.points().to_string();
    let right = right_answers(question);
    let names: Vec<String> = (0..right.len())
        .map(|number| format!("data-correct-{number}"))
        .collect();
    let mut attributes = vec![
        ("class", Some("question")),
        ("data-question", Some(question.identifier.as_str())),
        ("data-kind", Some(question.kind.as_str())),
        ("data-weight", Some(&*points)),
        ("data-attempts", attempts),
        (
            "data-case-matters",
            (question.case_matters == Some(true)).then_some(""),
        ),
        (
            "data-feedback-correct",
            question.feedback_correct.as_deref(),
        ),
        (
            "data-feedback-incorrect",
            question.feedback_incorrect.as_deref(),
        ),
        ("novalidate", Some("")),
    ];
    let correct = names.iter().zip(&right);
    attributes.extend(correct.map(|(name, text)| (&**name, Some(&**text))));
    html.element("form", &attributes, |html| {
        match question.kind {
            QuestionKind::FillIn => typed(html, question),
            QuestionKind::SingleChoice | QuestionKind::MultipleChoice | QuestionKind::TrueFalse => {
                chosen(html, question, place, phrases);
            }
        }
        let button = [("type", Some("submit")), ("lang", Some(phrases.language))];
        html.text_element("button", &button, phrases.check);
        html.element(
            "p",
            &[("class", Some("result")), ("role", Some("status"))],
            |_| (),
        );
    });
}

/// What counts as right, as it is compared: letters of choices, `true` or `false`, or what may be typed.
fn right_answers(question: &Question) -> Vec<String> {
    match question.kind {
        QuestionKind::SingleChoice | QuestionKind::MultipleChoice => {
            let numbered = question.choices.iter().zip(LETTERS);
            let right = numbered.filter(|(choice, _)| choice.correct == Some(true));
            vec![
                right
                    .map(|(_, letter)| *letter)
                    .collect::<Vec<_>>()
                    .join(","),
            ]
        }
        QuestionKind::TrueFalse => vec![(question.answer == Some(true)).to_string()],
        QuestionKind::FillIn => question
            .accepted
            .iter()
            .map(|text| text.trim().to_owned())
            .collect(),
    }
}

/// A choice is recorded as one letter.
const LETTERS: &[&str] = &[
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s",
    "t", "u", "v", "w", "x", "y", "z",
];

fn typed(html: &mut Html, question: &Question) {
    let id = format!("answer-{}", question.identifier);
    html.text_element(
        "label",
        &[("for", Some(&id)), ("class", Some("asked"))],
        &question.text,
    );
    let input = [
        ("type", Some("text")),
        ("id", Some(&*id)),
        ("name", Some(question.identifier.as_str())),
        ("maxlength", Some("250")),
        ("autocomplete", Some("off")),
    ];
    html.empty("input", &input);
}

fn chosen(html: &mut Html, question: &Question, place: &Place<'_>, phrases: &Phrases) {
    let true_false = [("true", phrases.yes), ("false", phrases.no)];
    html.element("fieldset", &[], |html| {
        html.text_element("legend", &[], &question.text);
        if question.kind == QuestionKind::TrueFalse {
            for (value, text) in true_false {
                choice(
                    html,
                    question,
                    value,
                    text,
                    None,
                    (phrases.language != place.language).then_some(phrases.language),
                );
            }
        }
        for (one, letter) in question.choices.iter().zip(LETTERS) {
            choice(
                html,
                question,
                letter,
                &one.text,
                one.feedback.as_deref(),
                None,
            );
        }
    });
}

fn choice(
    html: &mut Html,
    question: &Question,
    value: &str,
    text: &str,
    feedback: Option<&str>,
    language: Option<&str>,
) {
    let kind = if question.kind == QuestionKind::MultipleChoice {
        "checkbox"
    } else {
        "radio"
    };
    let id = format!("answer-{}-{value}", question.identifier);
    html.element("div", &[("class", Some("choice"))], |html| {
        let input = [
            ("type", Some(kind)),
            ("id", Some(&*id)),
            ("name", Some(question.identifier.as_str())),
            ("value", Some(value)),
            ("data-feedback", feedback),
        ];
        html.empty("input", &input);
        html.text_element("label", &[("for", Some(&id)), ("lang", language)], text);
    });
}
