//! The picker: a teacher chooses what the course keeps of this tool.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use edu_axum::SystemMoments;
use edu_examples::checks::Fields;
use edu_http::Moments as _;
use edu_types::{Decimal, PositiveDecimal};
use lti_core::deep_linking::{
    ContentItem, HtmlItem, LinkItem, NewLineItem, ResourceLinkItem, UntrustedHtml,
};
use lti_core::{Custom, DeepLinkingRequest, DeepLinkingResponse, WebAddress};
use maud::{Markup, html};

use super::launched::Launched;
use crate::Failure;
use crate::own_page::Posted;
use crate::pages::{Site, page, refusal};
use crate::record::Record;
use crate::workbench::Workbench;

/// What the tool has to offer: name in the form, title, and what the platform makes of it.
const OFFERED: [(&str, &str, &str); 4] = [
    (
        "vase",
        "Sketch of a vase",
        "a task, with a column of 20 points in the gradebook",
    ),
    ("gallery", "Gallery", "opens this tool, without grades"),
    (
        "page",
        "About this workbench",
        "a page that opens in the browser",
    ),
    ("tip", "Tip of the day", "a text that stands in the course"),
];

/// The choice.
pub(super) async fn form(Launched(record): Launched) -> Result<Response, Failure> {
    Ok(match request(&record)? {
        Some(request) => choice(&request).into_response(),
        None => nothing_asked(),
    })
}

fn request(record: &Record) -> Result<Option<DeepLinkingRequest>, Failure> {
    let asked = record.asked.as_deref().map(DeepLinkingRequest::from_stored);
    Ok(asked.transpose()?)
}

fn nothing_asked() -> Response {
    let sentence = "Your course asks for no content now. Start there with \"Add from Workbench\".";
    refusal(
        Site::Tool,
        StatusCode::CONFLICT,
        "Nothing to pick for",
        sentence,
    )
}

fn choice(request: &DeepLinkingRequest) -> Markup {
    let several = request.accepts_multiple();
    let content = html! {
        p {
            "The course keeps what you pick."
            @if !several { " It takes one thing at a time." }
        }
        form method="post" action="/pick" {
            fieldset {
                legend { "What shall it be?" }
                @for (name, title, what) in OFFERED {
                    div .field {
                        label .tick for=(name) {
                            input type="checkbox" id=(name) name=(name) value="yes"
                                aria-describedby={ (name) "-hint" };
                            " " (title)
                        }
                        p .hint id={ (name) "-hint" } { (what) }
                    }
                }
            }
            p .row {
                button type="submit" { "Add to the course" }
                button .plain type="submit" name="cancel" value="yes" { "Cancel" }
            }
        }
    };
    page(Site::Tool, "Pick content", &html! {}, &content)
}

/// Signs what was picked and has the browser post it to the platform.
pub(super) async fn answer(
    Launched(record): Launched,
    State(workbench): State<Workbench>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let Some(request) = request(&record)? else {
        return Ok(nothing_asked());
    };
    let mut moment = SystemMoments::new().moment()?;
    let answer = if fields.is_ticked("cancel") {
        DeepLinkingResponse::cancelled(&request)
    } else {
        let items = picked(&workbench, &fields)?;
        match DeepLinkingResponse::new(&request, items, &moment.now) {
            Ok(answer) => answer.with_message("Made with pencils."),
            Err(error) => {
                let sentence = format!("The course does not take this: {error}.");
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return Ok(refusal(
                    Site::Tool,
                    status,
                    "Pick something else",
                    &sentence,
                ));
            }
        }
    };
    let signed = answer.sign(&*workbench.key, &moment.now, &mut moment.entropy)?;
    Ok(signed.page().into_response().into_response())
}

fn picked(workbench: &Workbench, fields: &Fields) -> Result<Vec<ContentItem>, Failure> {
    let chosen = OFFERED.iter().filter(|(name, ..)| fields.is_ticked(name));
    chosen
        .map(|(name, title, _)| item(workbench, name, title))
        .collect()
}

fn item(workbench: &Workbench, name: &str, title: &str) -> Result<ContentItem, Failure> {
    match name {
        "tip" => {
            let html = "<p>Squint at the still life: <b>tone</b> comes before line.</p>";
            let mut item = HtmlItem::new(UntrustedHtml::new(html));
            item.title = Some(title.to_owned());
            Ok(item.into())
        }
        "page" => {
            let address = WebAddress::from(format!("{}/about", workbench.address));
            let mut item = LinkItem::new(address);
            item.title = Some(title.to_owned());
            Ok(item.into())
        }
        other => launched(workbench, other, title),
    }
}

/// Something that opens this tool, which knows it again by a parameter.
fn launched(workbench: &Workbench, name: &str, title: &str) -> Result<ContentItem, Failure> {
    let mut item = ResourceLinkItem::new();
    item.url = Some(WebAddress::from(&workbench.launch_address()?));
    item.title = Some(title.to_owned());
    let mut custom = Custom::default();
    custom.set("picked", name);
    custom.set("course_title", "$Context.title");
    item.custom = Some(custom);
    if name == "vase" {
        let maximum = PositiveDecimal::new(Decimal::from(20))?;
        let mut column = NewLineItem::new(maximum);
        column.label = Some(title.to_owned());
        item.line_item = Some(column);
    }
    Ok(item.into())
}
