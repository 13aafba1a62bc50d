//! The form of a platform.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use edu_examples::checks::{Fields, Findings};
use edu_examples::kinds::Kind;
use lti_core::Registration;
use maud::{Markup, html};

use super::super::platform::registered;
use super::super::{address_of, shown};
use crate::admin::form::{Field, Sheet};
use crate::admin::{Part, desk, typing, values};
use crate::pages::Site;
use crate::workbench::Workbench;

/// The form of a platform, new or `kept`.
pub(super) struct Form<'f> {
    workbench: &'f Workbench,
    sheet: Sheet<'f>,
    kept: Option<&'f Registration>,
}

const PROFILE: Field<'_> = Field {
    name: "profile",
    label: "Kind of platform",
    hint: "Says which known deviations from the standard draw a warning only. None of them \
           touches security.",
};
const ISSUER: Field<'_> = Field {
    name: "issuer",
    label: "Issuer",
    hint: "How the platform names itself in its messages, to the letter; also called platform id.",
};
const CLIENT: Field<'_> = Field {
    name: "client_id",
    label: "Client id",
    hint: "How the platform names this tool.",
};
const AUTHORIZATION: Field<'_> = Field {
    name: "authorization",
    label: "Authorization endpoint",
    hint: "Where this tool asks for messages; also called authentication request URL or OIDC \
           authorization URL.",
};
const TOKEN: Field<'_> = Field {
    name: "token",
    label: "Token endpoint",
    hint: "Where this tool asks for access tokens; also called access token or OAuth 2 token URL. \
           May be left empty: grades and members cannot be used then.",
};
const KEY_SET_URL: Field<'_> = Field {
    name: "key_set_url",
    label: "Key set URL",
    hint: "Where the platform publishes its public keys; also called JWKS or keyset URL. Leave it \
           empty only if you paste keys below.",
};
const KEYS: Field<'_> = Field {
    name: "keys",
    label: "Public keys, pasted",
    hint: "For platforms that publish none: a public key in PEM, or a key set in JSON. Never a \
           private key.",
};
const KEY_ID: Field<'_> = Field {
    name: "key_id",
    label: "Id of a key pasted in PEM",
    hint: "As the platform names it in its messages (kid). Leave it empty if they name none.",
};
const SOLE_KEY: Field<'_> = Field {
    name: "sole_key",
    label: "Accept messages that name no key, as long as there is a single one",
    hint: "For old versions of Open edX, and for keys that were handed over by hand.",
};
const DEPLOYMENT: Field<'_> = Field {
    name: "deployment",
    label: "First deployment",
    hint: "May be left empty: deployments can be added later, or ask to be let in.",
};
const ALL: [Field<'_>; 10] = [
    PROFILE,
    ISSUER,
    CLIENT,
    AUTHORIZATION,
    TOKEN,
    KEY_SET_URL,
    KEYS,
    KEY_ID,
    SOLE_KEY,
    DEPLOYMENT,
];

impl<'f> Form<'f> {
    pub(super) fn new(
        workbench: &'f Workbench,
        fields: &'f Fields,
        findings: &'f Findings,
        kept: Option<&'f Registration>,
    ) -> Self {
        Self {
            workbench,
            sheet: Sheet { fields, findings },
            kept,
        }
    }

    pub(super) fn page(&self, status: StatusCode) -> Response {
        let title = match self.kept {
            Some(kept) => format!("Change {}", kept.issuer().as_str()),
            None => "Register a platform".to_owned(),
        };
        let content = html! {
            (self.sheet.summary(&ALL))
            @if self.kept.is_none() { (self.kinds()) }
            (self.fields())
        };
        (status, desk(Site::Tool, Part::Registered, &title, &content)).into_response()
    }

    /// Somebody else was faster: what is kept now, and the form for another try.
    pub(super) fn overtaken(&self) -> Response {
        let content = html! {
            section .summary aria-labelledby="overtaken" {
                h2 #overtaken { "Nothing was saved" }
                p {
                    "Somebody changed this platform since you opened the form. What is kept now "
                    "stands here; below is what you typed. To save it replaces this:"
                }
                @if let Some(kept) = self.kept { (values(&registered(kept))) }
            }
            (self.fields())
        };
        let page = desk(
            Site::Tool,
            Part::Registered,
            "Somebody was faster",
            &content,
        );
        (StatusCode::CONFLICT, page).into_response()
    }

    /// Presets: what is usual for a kind of platform, and where it shows what is asked for.
    fn kinds(&self) -> Markup {
        let chosen = Kind::named(self.sheet.fields.get("profile"));
        html! {
            p {
                "Tell the platform's administrator: logins start at "
                code { (self.workbench.address) "/lti/login" } ", launches arrive at "
                code { (self.workbench.address) "/lti/launch" } "."
            }
            form .row method="get" action="/admin/platforms/new" {
                label for="kind" { "Where do I find it in" }
                select #kind name="kind" {
                    option value="" { "any platform" }
                    @for kind in Kind::ALL {
                        option value=(kind.profile) selected[Some(kind) == chosen] { (kind.label) }
                    }
                }
                button .plain type="submit" { "Show me" }
            }
            @if let Some(kind) = chosen {
                section aria-labelledby="hints" {
                    h2 #hints { "In " (kind.label) }
                    ul { @for hint in kind.hints { li { (hint) } } }
                }
            }
        }
    }

    fn fields(&self) -> Markup {
        let mut profiles = vec![("strict", super::kind_name("strict"))];
        profiles.extend(Kind::ALL.iter().map(|kind| (kind.profile, kind.label)));
        let sheet = self.sheet;
        html! {
            form method="post" action=(self.action()) data-check=(self.check()) {
                (sheet.choice(PROFILE, &profiles))
                @if self.kept.is_none() { (sheet.line(ISSUER)) (sheet.line(CLIENT)) }
                (sheet.line(AUTHORIZATION))
                (sheet.line(TOKEN))
                (sheet.line(KEY_SET_URL))
                (sheet.lines(KEYS, 6))
                (sheet.line(KEY_ID))
                (sheet.tick(SOLE_KEY))
                @if self.kept.is_none() { (sheet.line(DEPLOYMENT)) }
                @if let Some(kept) = self.kept {
                    input type="hidden" name="shown" value=(shown(kept));
                }
                button type="submit" { @if self.kept.is_some() { "Save" } @else { "Register" } }
                (typing::live_region())
            }
        }
    }

    fn action(&self) -> String {
        match self.kept {
            Some(kept) => address_of(&kept.id(), "/edit", ""),
            None => "/admin/platforms/new".to_owned(),
        }
    }

    fn check(&self) -> String {
        match self.kept {
            // The same names lead to the other address.
            Some(kept) => address_of(&kept.id(), "s/check", ""),
            None => "/admin/platforms/check".to_owned(),
        }
    }
}
