//! The page of one tool: what its administrator must be told, and what is registered.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use edu_examples::checks::{Fields, Findings};
use maud::{Markup, html};

use super::{Administrator, page_of, shown, tool_of};
use crate::Failure;
use crate::admin::form::{Field, Sheet};
use crate::admin::{Part, desk, gone, notice, values};
use crate::campus::Campus;
use crate::pages::Site;
use crate::tools::CourseTool;

/// The page of a tool.
pub(super) async fn page(
    _: Administrator,
    State(campus): State<Campus>,
    Path(client): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let Some(tool) = tool_of(&campus, &client).await? else {
        return Ok(gone(Site::Campus));
    };
    let (fields, findings) = (Fields::default(), Findings::new());
    let sheet = Sheet {
        fields: &fields,
        findings: &findings,
    };
    let content = html! {
        (notice(&Fields::new(query)))
        (about(&campus, &tool, sheet))
    };
    Ok(desk(Site::Campus, Part::Registered, &tool.title, &content).into_response())
}

/// Everything about a tool; `sheet` is the form for another deployment.
pub(super) fn about(campus: &Campus, tool: &CourseTool, sheet: Sheet<'_>) -> Markup {
    let page = page_of(tool);
    html! {
        h2 { "For the tool's administrator" }
        p { "What they register about this platform, to copy:" }
        (values(&to_tell(campus, tool)))
        h2 { "Deployments" }
        (deployments(tool, sheet))
        h2 { "What is registered" }
        (values(&registered(tool)))
        p .row {
            a .button href={ (page) "/test" } { "Test a launch" }
            " " a href={ (page) "/edit" } { "Change" }
        }
        @if tool.is_built_in() {
            p .hint {
                "It comes with the campus: it cannot be removed, and at each start its addresses "
                "are those the program is told."
            }
        } @else {
            form method="post" action={ (page) "/remove" } {
                button .plain type="submit" { "Remove this tool" }
            }
        }
    }
}

fn to_tell(campus: &Campus, tool: &CourseTool) -> Vec<(&'static str, String)> {
    let platform = campus.platform.now();
    let mut rows = vec![
        ("Issuer", platform.settings().issuer().as_str().to_owned()),
        ("Client id", tool.tool.client_id().as_str().to_owned()),
        ("Authorization endpoint", platform.authorization_endpoint()),
        ("Token endpoint", campus.platform.token_endpoint()),
        ("Key set URL", platform.key_set_url()),
    ];
    let deployments = tool.tool.deployments().iter();
    rows.extend(deployments.map(|one| ("Deployment id", one.as_str().to_owned())));
    rows
}

/// What is registered, as rows of a table.
pub(super) fn registered(tool: &CourseTool) -> Vec<(&'static str, String)> {
    let (login, launches) = (tool.tool.initiate_login_uri(), tool.tool.redirect_uris());
    let mut rows = vec![
        ("Title", tool.title.clone()),
        ("Login address", login.as_str().to_owned()),
    ];
    rows.extend(
        launches
            .iter()
            .map(|one| ("Launch address", one.as_str().to_owned())),
    );
    rows.push((
        "It learns of a person",
        super::edit::shares(tool.tool.privacy()).to_owned(),
    ));
    if let Some(url) = tool.tool.key_set_url() {
        rows.push(("Key set URL", url.as_str().to_owned()));
    }
    rows.extend(
        tool.tool
            .scopes()
            .iter()
            .map(|one| ("It may use", one.to_owned())),
    );
    rows
}

/// Another deployment.
pub(super) const DEPLOYMENT: Field<'static> = Field {
    name: "deployment",
    label: "Another deployment",
    hint: "Up to 255 characters of ASCII. An id that was never used before keeps data of \
           different schools apart.",
};

fn deployments(tool: &CourseTool, sheet: Sheet<'_>) -> Markup {
    let page = page_of(tool);
    html! {
        @if tool.tool.deployments().is_empty() {
            p { "None: the tool is registered, but nobody can open it." }
        }
        ul .plain {
            @for one in tool.tool.deployments() {
                li {
                    form .row method="post" action={ (page) "/deployments/remove" } {
                        code { (one.as_str()) }
                        input type="hidden" name="deployment" value=(one.as_str());
                        input type="hidden" name="shown" value=(shown(tool));
                        button .plain type="submit" { "Remove deployment " (one.as_str()) }
                    }
                }
            }
        }
        form method="post" action={ (page) "/deployments" } {
            (sheet.line(DEPLOYMENT))
            input type="hidden" name="shown" value=(shown(tool));
            button type="submit" { "Add the deployment" }
        }
    }
}
