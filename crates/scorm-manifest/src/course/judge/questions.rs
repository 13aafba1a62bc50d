//! Questions: that there is a right answer, and that it can be recorded.

use edu_types::Decimal;

use super::{Judge, Names, SHORT_TEXT, rules};
use crate::course::{Page, Question, QuestionKind, Quiz};

/// Most choices: each is recorded as one letter.
const CHOICES: usize = 26;

/// Most texts that count as right: players keep no more patterns.
const ACCEPTED: usize = 5;

/// Longest text that counts as right, in characters.
const ACCEPTED_TEXT: usize = 250;

/// Notes questions that share a name.
pub(super) fn identifiers(page: &Page, at: &str, names: &mut Names, judge: &mut Judge<'_>) {
    for (block, quiz) in page.blocks.iter().enumerate() {
        let questions = quiz.quiz().map(|quiz| &quiz.questions);
        for (position, question) in questions.into_iter().flatten().enumerate() {
            let at = format!("{at}/blocks/{block}/questions/{position}/identifier");
            names.meet(&question.identifier, &at, judge);
        }
    }
}

/// Judges a quiz and every question of it.
pub(super) fn quiz(quiz: &Quiz, at: &str, judge: &mut Judge<'_>) {
    judge.title(&quiz.title, &format!("{at}/title"));
    if quiz.questions.is_empty() {
        judge.note(
            &rules::QUIZ_EMPTY,
            at,
            "quiz has no question, 1 or more are allowed",
        );
    }
    if let Some(attempts) = quiz.attempts
        && !(1..=100).contains(&attempts)
    {
        let message = format!("attempts is {attempts}, 1 to 100 is allowed");
        judge.note(&rules::QUIZ_ATTEMPTS, &format!("{at}/attempts"), message);
    }
    for (position, one) in quiz.questions.iter().enumerate() {
        question(one, &format!("{at}/questions/{position}"), judge);
    }
}

fn question(question: &Question, at: &str, judge: &mut Judge<'_>) {
    judge.text(&question.text, &format!("{at}/text"), SHORT_TEXT);
    if question.text.trim().is_empty() {
        judge.note(
            &rules::TITLE_BLANK,
            &format!("{at}/text"),
            "question is blank",
        );
    }
    for (name, feedback) in [
        ("feedback_correct", &question.feedback_correct),
        ("feedback_incorrect", &question.feedback_incorrect),
    ] {
        let text = feedback.as_deref().unwrap_or_default();
        judge.text(text, &format!("{at}/{name}"), SHORT_TEXT);
    }
    let points = question.points();
    if !points.is_positive() || points > Decimal::from(1000) {
        let message = format!("weight is {points}, above 0 and at most 1000 is allowed");
        judge.note(&rules::QUESTION_WEIGHT, &format!("{at}/weight"), message);
    }
    members(question, at, judge);
    match question.kind {
        QuestionKind::SingleChoice | QuestionKind::MultipleChoice => choices(question, at, judge),
        QuestionKind::TrueFalse => {
            if question.answer.is_none() {
                judge.note(
                    &rules::QUESTION_ANSWER,
                    at,
                    "answer is missing, true or false is allowed",
                );
            }
        }
        QuestionKind::FillIn => accepted(question, at, judge),
    }
}

/// Members that are for questions of another kind.
fn members(question: &Question, at: &str, judge: &mut Judge<'_>) {
    let kind = question.kind;
    let strange = [
        (
            "choices",
            !question.choices.is_empty() && !kind.has_choices(),
        ),
        (
            "answer",
            question.answer.is_some() && kind != QuestionKind::TrueFalse,
        ),
        (
            "accepted",
            !question.accepted.is_empty() && kind != QuestionKind::FillIn,
        ),
        (
            "case_matters",
            question.case_matters.is_some() && kind != QuestionKind::FillIn,
        ),
    ];
    for (name, _) in strange.iter().filter(|(_, met)| *met) {
        let message = format!(
            "`{name}` is not for questions of the kind {}",
            kind.as_str()
        );
        judge.note(&rules::QUESTION_MEMBER, &format!("{at}/{name}"), message);
    }
}

fn choices(question: &Question, at: &str, judge: &mut Judge<'_>) {
    let at = &format!("{at}/choices");
    let found = question.choices.len();
    if !(2..=CHOICES).contains(&found) {
        let message = format!("question has {found} choices, 2 to {CHOICES} are allowed");
        judge.note(&rules::QUESTION_CHOICES, at, message);
    }
    let right = question
        .choices
        .iter()
        .filter(|choice| choice.correct == Some(true))
        .count();
    let single = question.kind == QuestionKind::SingleChoice;
    if right == 0 || single && right > 1 {
        let allowed = if single { "1 is" } else { "1 or more are" };
        let message = format!("question has {right} right choices, {allowed} allowed");
        judge.note(&rules::QUESTION_CHOICES, at, message);
    }
    for (position, choice) in question.choices.iter().enumerate() {
        judge.text(&choice.text, &format!("{at}/{position}/text"), SHORT_TEXT);
        judge.text(
            choice.feedback.as_deref().unwrap_or_default(),
            &format!("{at}/{position}/feedback"),
            SHORT_TEXT,
        );
        if choice.text.trim().is_empty() {
            judge.note(
                &rules::TITLE_BLANK,
                &format!("{at}/{position}/text"),
                "choice is blank",
            );
        }
    }
}

fn accepted(question: &Question, at: &str, judge: &mut Judge<'_>) {
    let at = &format!("{at}/accepted");
    let found = question.accepted.len();
    if !(1..=ACCEPTED).contains(&found) {
        let message = format!("question has {found} accepted texts, 1 to {ACCEPTED} are allowed");
        judge.note(&rules::QUESTION_ANSWER, at, message);
    }
    for (position, text) in question.accepted.iter().enumerate() {
        let at = format!("{at}/{position}");
        judge.text(text, &at, ACCEPTED_TEXT);
        // Players would take these for marks of their own between answers.
        let marked =
            ["[,]", "[.]", "[:]"].iter().any(|mark| text.contains(mark)) || text.starts_with('{');
        if text.trim().is_empty() || marked {
            let message =
                "accepted text is blank, begins with `{` or has `[,]`, `[.]` or `[:]` in it";
            judge.note(&rules::QUESTION_ANSWER, &at, message);
        }
    }
}
