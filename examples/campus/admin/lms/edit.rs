//! Adding and changing a tool.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use edu_axum::SystemMoments;
use edu_examples::checks::{Checked, Fields, Findings, KnownTools, ToolForm, tool as check_tool};
use edu_http::Moments as _;
use lti_core::{Privacy, Put, scope};
use maud::{Markup, html};
use std::sync::Arc;

use super::tool::registered;
use super::{Administrator, page_of, shown, tool_of};
use crate::admin::form::{Field, Sheet};
use crate::admin::{Part, desk, gone, typing, values};
use crate::campus::Campus;
use crate::own_page::Posted;
use crate::pages::{Site, refusal};
use crate::tools::{CourseTool, MOST_TOOLS};
use crate::{DEPLOYMENT_ID, Failure};

/// An empty form, with a client id that nobody has.
pub(super) async fn new(_: Administrator) -> Result<Response, Failure> {
    let random = SystemMoments::new().moment()?.entropy.take::<8>()?;
    let fields = Fields::default()
        .with("client_id", format!("{:016x}", u64::from_be_bytes(random)))
        .with("privacy", Privacy::Pseudonymous.as_str())
        .with("deployment", DEPLOYMENT_ID);
    Ok(Form::new(&fields, &Findings::new(), None).page(StatusCode::OK))
}

/// Registers a tool.
pub(super) async fn add(
    _: Administrator,
    State(campus): State<Campus>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let taken = campus.tools.names().await?;
    if taken.len() >= MOST_TOOLS {
        let sentence = "The campus has room for no further tool. Remove one first.";
        return Ok(refusal(
            Site::Campus,
            StatusCode::CONFLICT,
            "No room",
            sentence,
        ));
    }
    let (fields, checked) = check_tool(fields, KnownTools::New(&taken));
    let Some(form) = checked.value else {
        let form = Form::new(&fields, &checked.findings, None);
        return Ok(form.page(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let new = named(form);
    match campus.tools.put(&new, None).await? {
        Put::Done => Ok(Redirect::to(&format!("{}?done=added", page_of(&new))).into_response()),
        // Somebody took the id between the check and now: checked again, the form says so.
        Put::Changed => {
            let again = campus.tools.names().await?;
            let (fields, checked) = check_tool(fields, KnownTools::New(&again));
            let form = Form::new(&fields, &checked.findings, None);
            Ok(form.page(StatusCode::CONFLICT))
        }
    }
}

/// The form of a tool, with what is kept of it.
pub(super) async fn open(
    _: Administrator,
    State(campus): State<Campus>,
    Path(client): Path<String>,
) -> Result<Response, Failure> {
    let Some(kept) = tool_of(&campus, &client).await? else {
        return Ok(gone(Site::Campus));
    };
    let launches: Vec<&str> = kept
        .tool
        .redirect_uris()
        .iter()
        .map(AsRef::as_ref)
        .collect();
    let fields = Fields::default()
        .with("title", &*kept.title)
        .with("login", kept.tool.initiate_login_uri().as_str())
        .with("launch", launches.join("\r\n"))
        .with("privacy", kept.tool.privacy().as_str())
        .with(
            "key_set_url",
            kept.tool.key_set_url().map_or("", AsRef::as_ref),
        );
    let granted = |scope| {
        if kept.tool.scopes().contains(scope) {
            "yes"
        } else {
            ""
        }
    };
    let fields = fields
        .with("grades", granted(scope::SCORE))
        .with("members", granted(scope::MEMBERSHIP_READ_ONLY));
    Ok(Form::new(&fields, &Findings::new(), Some(&kept)).page(StatusCode::OK))
}

/// Changes a tool, if it still is what the form was made from.
pub(super) async fn save(
    _: Administrator,
    State(campus): State<Campus>,
    Path(client): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let Some(kept) = tool_of(&campus, &client).await? else {
        return Ok(gone(Site::Campus));
    };
    let current = fields.get("shown") == shown(&kept);
    let (fields, checked) = check_tool(fields, KnownTools::Changed(&kept.tool));
    if !current {
        return Ok(Form::new(&fields, &checked.findings, Some(&kept)).overtaken());
    }
    let Checked { findings, value } = checked;
    let Some(form) = value else {
        let form = Form::new(&fields, &findings, Some(&kept));
        return Ok(form.page(StatusCode::UNPROCESSABLE_ENTITY));
    };
    match campus.tools.put(&named(form), Some(&kept.tool)).await? {
        Put::Done => Ok(Redirect::to(&format!("{}?done=saved", page_of(&kept))).into_response()),
        Put::Changed => match tool_of(&campus, &client).await? {
            Some(kept) => Ok(Form::new(&fields, &findings, Some(&kept)).overtaken()),
            None => Ok(gone(Site::Campus)),
        },
    }
}

/// What is found in a form while somebody types; keeps nothing.
pub(super) async fn check(
    _: Administrator,
    State(campus): State<Campus>,
    Query(query): Query<Vec<(String, String)>>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let query = Fields::new(query);
    let kept = tool_of(&campus, query.get("client")).await?;
    let taken = campus.tools.names().await?;
    let known = match &kept {
        Some(kept) => KnownTools::Changed(&kept.tool),
        None => KnownTools::New(&taken),
    };
    Ok(typing::answer(&check_tool(fields, known).1.findings))
}

fn named(form: ToolForm) -> CourseTool {
    CourseTool {
        title: form.title,
        tool: Arc::new(form.tool),
    }
}

/// What a tool learns at a level of privacy, in words.
pub(super) fn shares(privacy: Privacy) -> &'static str {
    match privacy {
        Privacy::Pseudonymous => "an id that says nothing, and the role",
        Privacy::Name => "id, role and name",
        Privacy::Email => "id, role and mail address",
        Privacy::NameAndEmail => "id, role, name and mail address",
        // A level of a later version shares no more than this one.
        Privacy::Everything | _ => "everything the campus knows",
    }
}

/// The form of a tool, new or `kept`.
struct Form<'f> {
    sheet: Sheet<'f>,
    kept: Option<&'f CourseTool>,
}

const TITLE: Field<'_> = Field {
    name: "title",
    label: "Title",
    hint: "What the course calls the tool.",
};
const CLIENT: Field<'_> = Field {
    name: "client_id",
    label: "Client id",
    hint: "How this platform names the tool; it never changes. This one is random and free.",
};
const LOGIN: Field<'_> = Field {
    name: "login",
    label: "Login address",
    hint: "Where the tool's logins start. Its administrator may call it the OpenID Connect \
           login or initiation URL.",
};
const LAUNCH: Field<'_> = Field {
    name: "launch",
    label: "Launch addresses",
    hint: "Where the tool takes messages, one address a line, to the letter; also called redirect \
           URIs. The course leads to the first.",
};
const PRIVACY: Field<'_> = Field {
    name: "privacy",
    label: "What the tool may learn of a person",
    hint: "More can be given later; what was given cannot be taken back.",
};
const KEY_SET_URL: Field<'_> = Field {
    name: "key_set_url",
    label: "Key set URL",
    hint: "Where the tool publishes its public keys, for services and for content that is picked \
           there. Left empty, it stays as it is.",
};
const GRADES: Field<'_> = Field {
    name: "grades",
    label: "It may keep columns and scores in the gradebook",
    hint: "Its own alone: it sees nothing of other tools.",
};
const MEMBERS: Field<'_> = Field {
    name: "members",
    label: "It may read who is in the course",
    hint: "Of each person no more than the level above says.",
};
const FIRST: Field<'_> = Field {
    name: "deployment",
    label: "First deployment",
    hint: "Names the installation of the tool in this school.",
};

impl<'f> Form<'f> {
    fn new(fields: &'f Fields, findings: &'f Findings, kept: Option<&'f CourseTool>) -> Self {
        let sheet = Sheet { fields, findings };
        Self { sheet, kept }
    }

    fn page(&self, status: StatusCode) -> Response {
        let title = match self.kept {
            Some(kept) => format!("Change {}", kept.title),
            None => "Register a tool".to_owned(),
        };
        let summary =
            self.sheet
                .summary(&[TITLE, CLIENT, LOGIN, LAUNCH, PRIVACY, KEY_SET_URL, FIRST]);
        let content = html! { (summary) (self.fields()) };
        (
            status,
            desk(Site::Campus, Part::Registered, &title, &content),
        )
            .into_response()
    }

    /// Somebody else was faster: what is kept now, and the form for another try.
    fn overtaken(&self) -> Response {
        let content = html! {
            section .summary aria-labelledby="overtaken" {
                h2 #overtaken { "Nothing was saved" }
                p {
                    "Somebody changed this tool since you opened the form. What is kept now "
                    "stands here; below is what you typed. To save it replaces this:"
                }
                @if let Some(kept) = self.kept { (values(&registered(kept))) }
            }
            (self.fields())
        };
        let page = desk(
            Site::Campus,
            Part::Registered,
            "Somebody was faster",
            &content,
        );
        (StatusCode::CONFLICT, page).into_response()
    }

    fn fields(&self) -> Markup {
        let levels = Privacy::ALL.map(|level| (level.as_str(), shares(level)));
        let (action, check) = match self.kept {
            Some(kept) => {
                let client = edu_http::encode_component(kept.tool.client_id().as_str());
                let check = format!("/admin/tools/check?client={client}");
                (format!("{}/edit", page_of(kept)), check)
            }
            None => (
                "/admin/tools/new".to_owned(),
                "/admin/tools/check".to_owned(),
            ),
        };
        html! {
            form method="post" action=(action) data-check=(check) {
                (self.sheet.line(TITLE))
                @if self.kept.is_none() { (self.sheet.line(CLIENT)) }
                (self.sheet.line(LOGIN))
                (self.sheet.lines(LAUNCH, 3))
                (self.sheet.choice(PRIVACY, &levels))
                (self.sheet.line(KEY_SET_URL))
                (self.sheet.tick(GRADES))
                (self.sheet.tick(MEMBERS))
                @if self.kept.is_none() { (self.sheet.line(FIRST)) }
                @if let Some(kept) = self.kept {
                    input type="hidden" name="shown" value=(shown(kept));
                }
                button type="submit" { @if self.kept.is_some() { "Save" } @else { "Register" } }
                (typing::live_region())
            }
        }
    }
}
