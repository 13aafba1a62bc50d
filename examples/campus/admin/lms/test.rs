//! A launch to try a tool with, and what is sent.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use edu_axum::SystemMoments;
use edu_examples::checks::Fields;
use edu_http::{Moments as _, SessionId};
use edu_json::{ToJson as _, Tree};
use edu_types::Limits;
use lti_core::role::ContextRole;
use lti_core::{Claims, LaunchRequest, begin_message};
use maud::{Markup, html};

use super::{Administrator, page_of, tool_of};
use crate::Failure;
use crate::admin::{Part, desk, gone};
use crate::campus::{Campus, caller, storage};
use crate::message::{Link, Place, message};
use crate::own_page::Posted;
use crate::pages::{Site, empty_frame};
use crate::people::Person;
use crate::session::SignIn;
use crate::tools::CourseTool;

/// Who the launch is for, and where the tool is installed.
struct Test {
    link: Link,
    person: Person,
}

impl Test {
    /// What was chosen, the first of everything otherwise; `None` where the tool is not
    /// installed anywhere.
    fn chosen(tool: &CourseTool, fields: &Fields) -> Option<Self> {
        let installed = tool.tool.deployments();
        let chosen = |one: &&lti_core::DeploymentId| one.as_str() == fields.get("deployment");
        let deployment = installed.iter().find(chosen).or(installed.first())?;
        let role = match fields.get("role") {
            "teacher" => ContextRole::Instructor,
            // The choice that shows less.
            _ => ContextRole::Learner,
        };
        Some(Self {
            link: Link::within(tool, deployment.clone())?,
            person: Person::to_test(role),
        })
    }

    async fn message(&self, campus: &Campus, place: Place) -> Result<LaunchRequest, Failure> {
        let placement = self.link.resource_link_id()?;
        let granted = campus.granted(&self.link, Some(&placement)).await?;
        message(&self.link, self.person, place, granted)
    }
}

/// The choice, what would be sent, and the way to send it.
pub(super) async fn page(
    Administrator(sign_in): Administrator,
    State(campus): State<Campus>,
    Path(client): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let Some(tool) = tool_of(&campus, &client).await? else {
        return Ok(gone(Site::Campus));
    };
    let title = format!("Test {}", tool.title);
    let content = match Test::chosen(&tool, &Fields::new(query)) {
        None => html! { p { "The tool is not installed anywhere: add a deployment first." } },
        Some(test) => html! {
            (choice(&tool, &test))
            (start_buttons(&tool, &test))
            (storage(&campus))
            iframe name="tool" title="The tool under test" srcdoc=(empty_frame().into_string()) {}
            h2 { "What is sent" }
            (preview(&campus, &sign_in, &tool, &test).await?)
            p { a href=(page_of(&tool)) { "Back to " (tool.title) } }
        },
    };
    Ok(desk(Site::Campus, Part::Registered, &title, &content).into_response())
}

fn choice(tool: &CourseTool, test: &Test) -> Markup {
    let teaches = test.person.teaches();
    html! {
        p {
            "The launch is for somebody who does not exist, and the tool is told so. What the "
            "tool makes of it is the tool's."
        }
        form .row method="get" {
            label for="role" { "As" }
            select #role name="role" {
                option value="student" selected[!teaches] { "a student" }
                option value="teacher" selected[teaches] { "a teacher" }
            }
            label for="deployment" { "in deployment" }
            select #deployment name="deployment" {
                @for one in tool.tool.deployments() {
                    option value=(one.as_str()) selected[*one == test.link.deployment] {
                        (one.as_str())
                    }
                }
            }
            button .plain type="submit" { "Show what is sent" }
        }
    }
}

fn start_buttons(tool: &CourseTool, test: &Test) -> Markup {
    let role = test.person.role_name();
    html! {
        form .row method="post" action={ (page_of(tool)) "/test" } {
            input type="hidden" name="role" value=(role);
            input type="hidden" name="deployment" value=(test.link.deployment.as_str());
            button type="submit" formtarget="tool" name="place" value="frame" {
                "Launch here as a " (role)
            }
            button .plain type="submit" formtarget="_blank" name="place" value="tab" {
                "Launch in a new tab as a " (role)
            }
        }
    }
}

/// The claims of the message, as they would be kept until the tool asks for them.
async fn preview(
    campus: &Campus,
    sign_in: &SignIn,
    tool: &CourseTool,
    test: &Test,
) -> Result<Markup, Failure> {
    let request = test.message(campus, Place::Frame).await?;
    let session = SessionId::new(&*sign_in.digest)?;
    let mut moment = SystemMoments::new().moment()?;
    let platform = campus.platform.now();
    let (entropy, now) = (&mut moment.entropy, &moment.now);
    let begun = begin_message(
        request,
        &tool.tool,
        platform.settings(),
        &session,
        entropy,
        now,
    );
    Ok(match begun {
        Ok(started) => claims_table(started.pending.claims())?,
        Err(error) => html! { p { "Nothing: the launch would be refused. " (error.to_string()) } },
    })
}

/// Claims that are set when the token is signed.
const LATER: [&str; 3] = ["exp", "iat", "nonce"];

fn claims_table(claims: &Claims) -> Result<Markup, Failure> {
    let text = claims.to_json_string();
    let tree = Tree::parse(text.as_bytes(), &Limits::DEFAULT)?;
    Ok(html! {
        p .hint { "As this tool is registered: what it may not learn is left out." }
        table {
            @for (name, value) in tree.root().members() {
                tr {
                    th scope="row" { (name) }
                    td {
                        @if LATER.contains(&name) { "set when the tool asks" }
                        @else { code { (value.as_str().unwrap_or(value.raw())) } }
                    }
                }
            }
        }
    })
}

/// Starts the launch and sends the browser to the tool.
pub(super) async fn start(
    Administrator(sign_in): Administrator,
    State(campus): State<Campus>,
    Path(client): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let Some(tool) = tool_of(&campus, &client).await? else {
        return Ok(gone(Site::Campus));
    };
    let Some(test) = Test::chosen(&tool, &fields) else {
        return Ok(gone(Site::Campus));
    };
    let place = match fields.get("place") {
        "tab" => Place::Tab(format!("{}{}", campus.address.as_str(), page_of(&tool))),
        _ => Place::Frame,
    };
    let request = test.message(&campus, place).await?;
    let moment = SystemMoments::new().moment()?;
    let platform = campus.platform.now();
    let caller = caller(&sign_in)?;
    // Not small enough for the stack of every page.
    let reply = Box::pin(platform.start(&caller, request, moment)).await;
    Ok(reply.into_response())
}
