//! Content out of a tool: a teacher picks there, and the course keeps it.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, post};
use edu_axum::SystemMoments;
use edu_http::Moments as _;
use edu_jose_ring::Ring;
use edu_reqwest::CachedKeys;
use edu_sqlite::StoredSelections;
use edu_types::HttpUrl;
use lti_core::deep_linking::SelectionPolicy;
use lti_core::{
    ClientId, DeepLinking, DocumentTarget, Flag, ItemType, LaunchMessage, MessageType,
    SelectionOutcome, VerifiedSelection,
};
use maud::{Markup, html};

use crate::args::Args;
use crate::campus::{Campus, caller};
use crate::message::{Link, Place, told};
use crate::own_page::OwnPage;
use crate::pages::{Site, not_found, page, refusal};
use crate::picked::Shown;
use crate::platform::{Backend, LivePlatform};
use crate::tools::CourseTool;
use crate::{CLIENT_ID, Failure};

/// Requests for content, over what launches stand on.
pub(crate) type Content = DeepLinking<Backend, StoredSelections, Arc<CachedKeys>, Ring>;

/// Where tools post what was picked, below the platform's other LTI addresses.
const RETURN_PATH: &str = "/lti/content";

/// The platform's side of picking content.
pub(crate) fn content(
    args: &Args,
    platform: &LivePlatform,
    requests: StoredSelections,
    keys: Arc<CachedKeys>,
) -> Result<Content, Failure> {
    let now = platform.now();
    let back = HttpUrl::parse(&format!("{}{RETURN_PATH}", args.platform()))?;
    let policy = SelectionPolicy::new(now.settings().clone(), back).with_most_items(20);
    Ok(DeepLinking::new(
        now.backend().clone(),
        requests,
        keys,
        Ring,
        policy,
    ))
}

/// The addresses of picking.
pub(crate) fn routes() -> Router<Campus> {
    Router::new()
        .route("/add/{client}", post(start))
        .route("/picked/{id}/remove", post(remove))
        // Every method: what is no answer gets a page that says so.
        .route(RETURN_PATH, any(returned))
}

/// Whether a teacher can pick content in the tool.
pub(crate) fn offers_content(tool: &CourseTool) -> bool {
    let registered = tool.tool.configuration().and_then(|said| said.lti.as_ref());
    let says = registered.is_some_and(|lti| {
        let mut messages = lti.messages.iter();
        messages.any(|one| one.message_type == MessageType::DeepLinkingRequest)
    });
    tool.tool.client_id().as_str() == CLIENT_ID || says
}

/// Asks the tool for content, for the teacher who is signed in.
async fn start(
    _: OwnPage,
    State(campus): State<Campus>,
    Path(client): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Some((found, person)) = campus.signed_in(&headers).await? else {
        return Ok(Redirect::to("/").into_response());
    };
    if !person.teaches() {
        return Ok(not_for_you());
    }
    let tool = match ClientId::new(client) {
        Ok(client_id) => campus.tools.find(&client_id).await?,
        Err(_) => None,
    };
    let tool = tool.filter(offers_content);
    let Some(link) = tool.as_ref().and_then(Link::to) else {
        return Ok(not_found(Site::Campus));
    };
    let (content, place) = (&campus.content, Place::asked(&campus, query.as_deref())?);
    let kinds = [ItemType::ResourceLink, ItemType::Link, ItemType::Html];
    let shown = [DocumentTarget::Iframe, DocumentTarget::Window];
    let mut settings = content.settings(kinds.to_vec(), shown.to_vec());
    settings.accept_multiple = Some(Flag(true));
    settings.accept_lineitem = Some(Flag(true));
    settings.auto_create = Some(Flag(true));
    let granted = campus.granted(&link, None).await?;
    let message = LaunchMessage::deep_linking(settings);
    let request = told(&link, person, place, granted, message)?;
    let moment = SystemMoments::new().moment()?;
    let caller = caller(&found)?;
    // Not small enough for the stack of every page.
    let reply = Box::pin(content.start(&caller, request, moment)).await;
    Ok(reply.into_response())
}

/// Takes what was picked; the browser comes from the tool's page.
async fn returned(State(campus): State<Campus>, request: Request) -> Result<Response, Failure> {
    let Some((found, person)) = campus.signed_in(request.headers()).await? else {
        let sentence = "Nobody is signed in to the campus in this browser, so nothing was added.";
        let status = StatusCode::UNAUTHORIZED;
        return Ok(refusal(Site::Campus, status, "Nothing was added", sentence));
    };
    if !person.teaches() {
        return Ok(not_for_you());
    }
    let now = SystemMoments::new().moment()?.now;
    let outcome = campus
        .content
        .selected(&caller(&found)?, &now, request)
        .await;
    let selection = match outcome {
        SelectionOutcome::Selected(selection) => selection,
        SelectionOutcome::Refused(page, _) => return Ok(page.into_response()),
    };
    let kept = match campus.tools.find(selection.client_id()).await? {
        Some(tool) => {
            let kept = campus.picked.keep(&tool.tool, &selection, person).await?;
            campus.records.settle_or_say().await;
            kept
        }
        None => 0,
    };
    Ok(added(&selection, kept).into_response())
}

/// What became of it; stands in the frame of the course, or in the whole tab.
fn added(selection: &VerifiedSelection, kept: usize) -> Markup {
    let title = if kept == 0 {
        "Nothing was added"
    } else {
        "Added to the course"
    };
    let content = html! {
        @match kept {
            0 => p { "The course is as it was." },
            1 => p .good { "One thing is in the course now." },
            several => p .good { (several) " things are in the course now." },
        }
        @if selection.items().len() > kept {
            p { "The course has no room for more: take something out first." }
        }
        @for said in [selection.message(), selection.error_message()].into_iter().flatten() {
            p { "The tool says: " (said) }
        }
        p { a href="/course" target="_top" { "Back to the course" } }
    };
    page(Site::Campus, title, &html! {}, &content)
}

fn not_for_you() -> Response {
    let sentence = "What the course keeps is for those who teach it.";
    refusal(Site::Campus, StatusCode::FORBIDDEN, "Not for you", sentence)
}

/// Takes a thing out of the course.
async fn remove(
    _: OwnPage,
    State(campus): State<Campus>,
    Path(id): Path<i64>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    match campus.signed_in(&headers).await? {
        None => Ok(Redirect::to("/").into_response()),
        Some((_, person)) if !person.teaches() => Ok(not_for_you()),
        Some(_) => {
            campus.picked.remove(id).await?;
            Ok(Redirect::to("/course").into_response())
        }
    }
}

/// Buttons to pick content, for the teacher.
pub(crate) fn buttons(tools: &[CourseTool]) -> Markup {
    html! {
        ul .plain {
            @for tool in tools.iter().filter(|tool| offers_content(tool)) {
                @let client = edu_http::encode_component(tool.tool.client_id().as_str());
                li {
                    form .row method="post" action={ "/add/" (client) } {
                        button type="submit" formtarget="tool" { "Add from " (tool.title) }
                        button .plain type="submit" formaction={ "/add/" (client) "?tab" } {
                            "Add from " (tool.title) " in this tab"
                        }
                    }
                }
            }
        }
    }
}

/// What was picked, as it stands in the course.
pub(crate) fn picked(shown: &[(i64, Shown)], teaches: bool) -> Markup {
    html! {
        ul .plain {
            @for (id, one) in shown {
                li {
                    @match one {
                        Shown::Launch(link) => (crate::campus::launch_buttons(link)),
                        Shown::Page { title, url } => {
                            a href=(url.as_str()) rel="noopener noreferrer" { (title) }
                        },
                        Shown::Text { title, text } => {
                            @if let Some(title) = title { strong { (title) ": " } }
                            (text)
                        },
                    }
                    @if teaches {
                        form method="post" action={ "/picked/" (id) "/remove" } {
                            button .plain type="submit" { "Take " (one.name()) " out" }
                        }
                    }
                }
            }
        }
    }
}

impl Shown {
    /// What the thing is called in the middle of a sentence.
    fn name(&self) -> &str {
        match self {
            Self::Launch(link) => &link.called,
            Self::Page { title, .. } => title,
            Self::Text { title, .. } => title.as_deref().unwrap_or("the text"),
        }
    }
}
