//! Who sees which records, and where.

use axum::Router;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use edu_examples::checks::Fields;
use maud::Markup;
use xapi_lrs::{Access, Key};
use xapi_model::Agent;

use super::{COURSE_LABEL, HOME, detail, export, list};
use crate::Failure;
use crate::admin::{Part, desk};
use crate::campus::Campus;
use crate::pages::{Site, page, refusal};
use crate::people::Person;

/// One of the three views of the records. What each reaches is part of every query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// What the course was told of, for who teaches it.
    Course,
    /// Every record, for who administers the campus.
    All,
    /// What is about the person signed in.
    Own,
}

impl View {
    const ALL: [Self; 3] = [Self::Course, Self::All, Self::Own];

    /// Where its pages are.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Course => "/records",
            Self::All => "/admin/records",
            Self::Own => "/my-data",
        }
    }

    const fn one_path(self) -> &'static str {
        match self {
            Self::Course => "/records/one/{id}",
            Self::All => "/admin/records/one/{id}",
            Self::Own => "/my-data/one/{id}",
        }
    }

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Course => "Learning records of this course",
            Self::All => "All learning records",
            Self::Own => "My learning data",
        }
    }

    /// What a person sees here; `None` where the view is not for them.
    fn access(self, person: Person) -> Result<Option<Access>, Failure> {
        Ok(match self {
            Self::Course if person.teaches() => Some(Access::any([Key::label(COURSE_LABEL)])),
            Self::All if person.teaches() => Some(Access::all()),
            Self::Course | Self::All => None,
            Self::Own => Some(Access::any([Key::agent(&agent(person.id)?.identifier)])),
        })
    }

    /// A page of the view.
    pub(super) fn page(self, title: &str, content: &Markup) -> Markup {
        match self {
            Self::All => desk(Site::Campus, Part::Records, title, content),
            Self::Course | Self::Own => page(Site::Campus, title, &maud::html! {}, content),
        }
    }
}

/// Somebody of the campus as statements name them.
pub(super) fn agent(id: &str) -> Result<Agent, Failure> {
    Ok(Agent::account(HOME, id)?)
}

/// Who looks, at what, and what of it they may see.
#[derive(Clone, Debug)]
pub(super) struct Viewer {
    pub(super) view: View,
    pub(super) access: Access,
}

/// Who is signed in.
#[derive(Clone, Copy, Debug)]
struct SignedIn(Person);

impl FromRequestParts<Campus> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, campus: &Campus) -> Result<Self, Response> {
        let found = campus.signed_in(&parts.headers).await;
        let found = found.map_err(Failure::into_response)?;
        let person = found.map(|(_, person)| Self(person));
        person.ok_or_else(|| Redirect::to("/").into_response())
    }
}

impl SignedIn {
    fn at(self, view: View) -> Result<Option<Viewer>, Failure> {
        let access = view.access(self.0)?;
        Ok(access.map(|access| Viewer { view, access }))
    }
}

fn not_for_you() -> Response {
    let sentence = "Records of others are for those who teach. \
                    Yours are under “My learning data”.";
    refusal(Site::Campus, StatusCode::FORBIDDEN, "Not for you", sentence)
}

/// The pages of all views.
pub(crate) fn routes() -> Router<Campus> {
    View::ALL.into_iter().fold(Router::new(), |router, view| {
        let list = async move |who: SignedIn,
                               State(campus): State<Campus>,
                               Query(query): Query<Vec<(String, String)>>|
                    -> Result<Response, Failure> {
            let Some(viewer) = who.at(view)? else {
                return Ok(not_for_you());
            };
            let page = list::page(&campus, &viewer, Fields::new(query)).await?;
            Ok(page.into_response())
        };
        let one = async move |who: SignedIn,
                              State(campus): State<Campus>,
                              Path(id): Path<String>|
                    -> Result<Response, Failure> {
            match who.at(view)? {
                Some(viewer) => detail::page(&campus, &viewer, &id).await,
                None => Ok(not_for_you()),
            }
        };
        let router = export::FILES.into_iter().fold(router, |router, file| {
            let export = async move |who: SignedIn,
                                     State(campus): State<Campus>,
                                     Query(query): Query<Vec<(String, String)>>|
                        -> Result<Response, Failure> {
                match who.at(view)? {
                    Some(viewer) => export::file(&campus, &viewer, Fields::new(query), file).await,
                    None => Ok(not_for_you()),
                }
            };
            router.route(&format!("{}/{}", view.path(), file.0), get(export))
        });
        router
            .route(view.path(), get(list))
            .route(view.one_path(), get(one))
    })
}
