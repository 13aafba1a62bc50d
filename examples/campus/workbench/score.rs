//! Sending a score: who teaches for anyone, who learns by handing in work.

use axum::extract::State;
use edu_examples::checks::Fields;
use edu_types::{Decimal, PositiveDecimal};
use lti_core::Subject;
use lti_core::ags::{Points, Score};
use maud::{Markup, html};

use super::calls::{refused, taken};
use super::launched::Launched;
use super::people::{called, roster};
use crate::Failure;
use crate::clock::now;
use crate::own_page::Posted;
use crate::pages::{Site, page};
use crate::record::Record;
use crate::workbench::Workbench;

/// Points that this tool gives at most; a platform scales them to its column.
const MAXIMUM: i64 = 100;

/// The form.
pub(super) async fn form(
    Launched(record): Launched,
    State(workbench): State<Workbench>,
) -> Result<Markup, Failure> {
    let content = if record.line_item.is_none() {
        html! { p { "The platform has no column for this link, so no score can be sent." } }
    } else if record.teaches {
        for_anyone(&workbench, &record).await?
    } else {
        own_work()
    };
    Ok(framed(title(&record), &content))
}

const fn title(record: &Record) -> &'static str {
    if record.teaches {
        "Send a score"
    } else {
        "Hand in your work"
    }
}

fn framed(title: &str, content: &Markup) -> Markup {
    let content = html! { (content) p { a href="/" { "Back to the tool" } } };
    page(Site::Tool, title, &html! {}, &content)
}

async fn for_anyone(workbench: &Workbench, record: &Record) -> Result<Markup, Failure> {
    let roster = match roster(workbench, record).await? {
        Ok(roster) => roster,
        Err(sentence) => return Ok(html! { p .bad { (sentence) } }),
    };
    let learners = roster.people.iter();
    let learners = learners.filter(|person| person.roles.is_context_learner());
    Ok(html! {
        form method="post" action="/score" {
            div .field {
                label for="person" { "For" }
                div { select #person name="person" {
                    @for person in learners {
                        option value=(person.user_id.as_str()) { (called(person)) }
                    }
                } }
            }
            div .field {
                label for="points" { "Points" }
                p .hint #points-hint { "From 0 to " (MAXIMUM) "; more is extra credit." }
                input #points name="points" inputmode="decimal" autocomplete="off"
                    aria-describedby="points-hint" required;
            }
            div .field {
                label for="comment" { "Comment" }
                p .hint #comment-hint { "Shown to the person, beside the points. May be empty." }
                input #comment name="comment" autocomplete="off" aria-describedby="comment-hint";
            }
            button type="submit" { "Send the score" }
        }
    })
}

fn own_work() -> Markup {
    html! {
        form method="post" action="/score" {
            div .field {
                label for="work" { "What you see in the still life" }
                p .hint #work-hint {
                    "This tool is easily pleased: it gives a point for each word, " (MAXIMUM)
                    " at most."
                }
                textarea #work name="work" rows="5" aria-describedby="work-hint" required {}
            }
            button type="submit" { "Hand in" }
        }
    }
}

/// Sends what the form says, and shows what the platform answered.
pub(super) async fn send(
    Launched(record): Launched,
    State(workbench): State<Workbench>,
    Posted(fields): Posted,
) -> Result<Markup, Failure> {
    let said = match score(&record, &fields) {
        Ok(score) => sent(&workbench, &record, score).await?,
        Err(sentence) => Err(sentence),
    };
    let content = html! {
        @match said {
            Ok(sentence) => p .good role="status" { (sentence) },
            Err(sentence) => p .bad role="status" { (sentence) },
        }
        p { a href="/score" { "Send another" } }
    };
    Ok(framed("What the platform said", &content))
}

async fn sent(
    workbench: &Workbench,
    record: &Record,
    score: Score,
) -> Result<Result<String, String>, Failure> {
    let Some(column) = record.line_item.as_ref().and_then(|one| one.to_url().ok()) else {
        return Ok(Err("The platform has no column for this link.".to_owned()));
    };
    let Some(calls) = workbench.calls(record).await? else {
        return Ok(Err("The platform is registered here no more.".to_owned()));
    };
    let said = calls.send(score, &column).await;
    Ok(said
        .map(|recorded| taken(recorded.outcome).to_owned())
        .map_err(|error| refused(&error)))
}

/// The score that a form asks for; who learns sends their own and no other.
fn score(record: &Record, fields: &Fields) -> Result<Score, String> {
    let unfit = |error: &dyn core::fmt::Display| format!("Nothing was sent: {error}.");
    let own = record.user.clone();
    let own = own.ok_or("Nothing was sent: the platform does not say who you are.")?;
    let (person, given) = if record.teaches {
        let person = Subject::new(fields.get("person")).map_err(|error| unfit(&error))?;
        let given = Decimal::parse(fields.get("points").trim()).map_err(|error| unfit(&error))?;
        (person, given)
    } else {
        let words = fields.get("work").split_whitespace().count();
        let words = i64::try_from(words).unwrap_or(MAXIMUM).min(MAXIMUM);
        (own.clone(), Decimal::from(words))
    };
    let maximum = PositiveDecimal::new(Decimal::from(MAXIMUM)).map_err(|error| unfit(&error))?;
    let points = Points::new(given, maximum).map_err(|error| unfit(&error))?;
    let now = now().map_err(|_| "Nothing was sent: this machine has no time.".to_owned())?;
    let mut score = Score::completed(person, points, now);
    if record.teaches {
        score = score.with_scoring_user(own);
        let comment = fields.get("comment").trim();
        if !comment.is_empty() {
            score = score.with_comment(comment);
        }
    }
    Ok(score)
}
