//! Inviting a tool: it registers by itself, in two clicks.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use edu_axum::SystemMoments;
use edu_examples::checks::{Fields, Findings, address};
use edu_http::Moments as _;
use edu_types::HttpUrl;
use lti_core::dynamic_registration::{Invitation, Invitations as _};
use lti_core::{DeploymentId, Privacy};
use maud::{Markup, html};

use super::Administrator;
use super::edit::shares;
use crate::admin::form::{Field, Sheet};
use crate::admin::{Part, desk};
use crate::campus::Campus;
use crate::own_page::Posted;
use crate::pages::Site;
use crate::{DEPLOYMENT_ID, Failure};

/// Where the page that waits has its script.
pub(super) const SCRIPT_PATH: &str = "/admin/registration.js";

const SCRIPT: &str = include_str!("registration.js");

const ADDRESS: Field<'_> = Field {
    name: "register",
    label: "Registration address of the tool",
    hint: "Where the tool takes invitations. Its administrator may call it the dynamic \
           registration or tool initiation URL.",
};
const PRIVACY: Field<'_> = Field {
    name: "privacy",
    label: "What it may learn of a person",
    hint: "More can be given later; what was given cannot be taken back.",
};

/// The script of the page that waits.
pub(super) async fn script() -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, SCRIPT)
}

/// The form that invites; `workbench` is where the tool of the campus takes invitations.
pub(super) fn section(workbench: &str) -> Markup {
    let fields = Fields::default()
        .with(ADDRESS.name, workbench)
        .with(PRIVACY.name, Privacy::Name.as_str());
    let findings = Findings::new();
    html! {
        h2 { "Invite a tool" }
        p {
            "A tool that knows how registers by itself: invite it, and confirm at the tool. The "
            "Workbench does; invited once more, it is a tool of its own to the campus."
        }
        (form(Sheet { fields: &fields, findings: &findings }))
    }
}

fn form(sheet: Sheet<'_>) -> Markup {
    let levels = Privacy::ALL.map(|level| (level.as_str(), shares(level)));
    html! {
        form method="post" action="/admin/tools/invite" {
            (sheet.line(ADDRESS))
            (sheet.choice(PRIVACY, &levels))
            button type="submit" { "Invite the tool" }
        }
    }
}

/// Makes an invitation, and shows the tool's page for it.
pub(super) async fn invite(
    _: Administrator,
    State(campus): State<Campus>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let mut findings = Findings::new();
    let tool = address(&mut findings, ADDRESS.name, fields.get(ADDRESS.name));
    let privacy = Privacy::from_name(fields.get(PRIVACY.name)).unwrap_or_default();
    let Some(tool) = tool.filter(|_| !findings.refuse()) else {
        let sheet = Sheet {
            fields: &fields,
            findings: &findings,
        };
        let content = html! { (sheet.summary(&[ADDRESS])) (form(sheet)) };
        let page = desk(Site::Campus, Part::Registered, "Invite a tool", &content);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let mut moment = SystemMoments::new().moment()?;
    let invitation = Invitation::new(&mut moment.entropy, &moment.now)?
        .with_privacy(privacy)
        .with_deployment(DeploymentId::new(DEPLOYMENT_ID)?);
    let registration = &campus.services.registration;
    let opened = registration.initiation_url(&tool, &invitation);
    let invitations = registration.invitations();
    invitations.keep_invitation(invitation, &moment.now).await?;
    Ok(waiting(&tool, &opened))
}

/// The page that waits for the tool; its frame may show that tool and no other, which is no
/// registered one yet.
fn waiting(tool: &HttpUrl, opened: &str) -> Response {
    let origin = tool.origin();
    let content = html! {
        p { "The invitation is good for one tool and for an hour. Confirm it at the tool." }
        iframe name="tool" title="The tool that is invited" src=(opened) data-tool=(origin) {}
        p {
            "When the tool says that it is registered, go to the "
            a href="/admin?done=registered" { "list of tools" }
            ". Does the tool not show here? "
            a href=(opened) target="_blank" rel="opener" { "Open it in a tab of its own" } "."
        }
        script src=(SCRIPT_PATH) defer {}
    };
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; script-src 'self'; \
         form-action 'self'; frame-src {origin}"
    );
    let title = "Confirm at the tool";
    let page = desk(Site::Campus, Part::Registered, title, &content);
    ([(CONTENT_SECURITY_POLICY, policy)], page).into_response()
}
