//! The gradebook of the course: everybody's grades for who teaches, their own for who learns.

use core::num::NonZeroUsize;

use axum::Router;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use edu_http::{Cursor, Slice};
use edu_sqlite::StoredGradebook;
use lti_core::ServiceContext;
use lti_core::ags::{
    Column, CourseGradebook as _, Grade, Gradebook as _, GradingProgress, LineItemFilter, Score,
};
use maud::{Markup, html};

use crate::Failure;
use crate::campus::Campus;
use crate::course::Course;
use crate::pages::shown;
use crate::people::{PEOPLE, Person};
use crate::sites::Policy;

const SCRIPT_PATH: &str = "/gradebook.js";
const TABLE_PATH: &str = "/gradebook/table";
const SCRIPT: &str = include_str!("gradebook.js");

/// Columns that the page shows, and tools whose columns it looks for.
const MOST_SHOWN: NonZeroUsize = NonZeroUsize::new(100).unwrap();

/// The pages of the gradebook.
pub(crate) fn routes(policy: &Policy) -> Router<Campus> {
    let pages = Router::new()
        .route("/gradebook", get(whole))
        .route(TABLE_PATH, get(table_alone))
        .route(SCRIPT_PATH, get(script));
    // They ask their own site for the table while they are open.
    policy.clone().guard_forms(pages)
}

async fn script() -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, SCRIPT)
}

async fn whole(State(campus): State<Campus>, headers: HeaderMap) -> Result<Response, Failure> {
    let Some((_, person)) = campus.signed_in(&headers).await? else {
        return Ok(Redirect::to("/").into_response());
    };
    let content = html! {
        p {
            @if person.teaches() { "What tools say of everybody's work, one column for each task." }
            @else { "What tools say of your work. Only you and your teacher see it." }
        }
        div #grades data-table=(TABLE_PATH) { (table(&campus.course.grades, person).await?) }
        p .hint #changed role="status" {}
        p { a href="/gradebook" { "Look again" } }
        script src=(SCRIPT_PATH) defer {}
    };
    Ok(shown("Gradebook", &content))
}

/// The table, for the page that is open already.
async fn table_alone(
    State(campus): State<Campus>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    Ok(match campus.signed_in(&headers).await? {
        Some((_, person)) => table(&campus.course.grades, person).await?.into_response(),
        None => StatusCode::UNAUTHORIZED.into_response(),
    })
}

/// A column with what it holds of the people that are shown.
struct Shown {
    column: Column,
    scores: Vec<Score>,
}

async fn table(grades: &StoredGradebook, person: Person) -> Result<Markup, Failure> {
    // Who teaches gets no grades.
    let people: Vec<Person> = PEOPLE
        .into_iter()
        .filter(|one| !one.teaches() && (person.teaches() || *one == person))
        .collect();
    let columns = columns(grades, person).await?;
    Ok(html! {
        @if columns.is_empty() { p { "No tool has a column yet." } }
        @else {
            div .wide tabindex="0" role="region" aria-label="Grades" {
                table .list {
                    thead { tr {
                        th scope="col" { "Person" }
                        @for shown in &columns {
                            th scope="col" { (shown.column.line_item.label.as_str()) }
                        }
                    } }
                    tbody {
                        @for one in people {
                            tr {
                                th scope="row" { (one.name()) }
                                @for shown in &columns { td { (shown.cell(one)) } }
                            }
                        }
                    }
                }
            }
        }
    })
}

/// The columns of all tools in the course; for who learns, those whose grades are released.
async fn columns(grades: &StoredGradebook, person: Person) -> Result<Vec<Shown>, Failure> {
    let mut columns = Vec::new();
    let tools = grades
        .tools_in(&Course::id()?, None, MOST_SHOWN.get())
        .await?;
    for of in tools {
        let found = grades
            .line_items(&of, &LineItemFilter::all(), &all(None))
            .await?;
        for column in found.into_iter().flat_map(|page| page.items) {
            if !person.teaches() && column.line_item.grades_released == Some(false) {
                continue;
            }
            let scores = scores(grades, &of, &column).await?;
            columns.push(Shown { column, scores });
        }
    }
    columns.truncate(MOST_SHOWN.get());
    Ok(columns)
}

async fn scores(
    grades: &StoredGradebook,
    of: &ServiceContext,
    column: &Column,
) -> Result<Vec<Score>, Failure> {
    let (mut scores, mut after) = (Vec::new(), None);
    loop {
        let page = grades.scores(of, &column.id, &all(after)).await?;
        scores.extend(page.items);
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(scores),
        }
    }
}

fn all(after: Option<Cursor>) -> Slice {
    let limit = MOST_SHOWN;
    Slice { after, limit }
}

impl Shown {
    fn cell(&self, person: Person) -> Markup {
        let is_theirs = |score: &&Score| score.user_id.as_str() == person.id;
        let Some(score) = self.scores.iter().find(is_theirs) else {
            return html! { span .hint { "nothing yet" } };
        };
        let grade = Grade::of_score(score, &self.column.line_item.score_maximum);
        html! {
            @match &grade.result_score {
                Some(points) => {
                    strong { (points.expose().as_str()) }
                    " of " (grade.result_maximum.as_decimal().as_str())
                },
                None => (state(score)),
            }
            @if let Some(comment) = &grade.comment { br; q { (comment.expose()) } }
        }
    }
}

/// What is known of work without a grade.
fn state(score: &Score) -> &'static str {
    match score.grading_progress {
        GradingProgress::PendingManual => "waits for somebody to grade it",
        GradingProgress::Pending => "is being graded",
        GradingProgress::Failed => "could not be graded",
        GradingProgress::FullyGraded => "graded, without points",
        // Whatever a later version says is no grade yet.
        GradingProgress::NotReady | _ => "begun",
    }
}
