//! Two origins on one port, and what each allows its pages.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, LOCATION, REFERRER_POLICY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use maud::html;
use tower::ServiceExt as _;

use crate::args::Args;
use crate::pages::{Site, page};
use crate::previews::HOSTS;

/// Origins of others that pages of one site have to do with, as they are registered now: of the
/// tools at the platform, of the platforms at the tool.
#[derive(Clone, Debug, Default)]
pub(crate) struct Others(Arc<RwLock<String>>);

impl Others {
    /// These and no more from now on.
    pub(crate) fn set(&self, origins: impl IntoIterator<Item = String>) {
        let origins: BTreeSet<String> = origins.into_iter().collect();
        let text = origins.into_iter().collect::<Vec<_>>().join(" ");
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = text;
    }

    /// As a page names them: with spaces between.
    pub(crate) fn text(&self) -> String {
        let text = self.0.read().unwrap_or_else(PoisonError::into_inner);
        text.clone()
    }
}

/// What the browser lets the pages of one site do. Scripts are files of the site itself, and the
/// pages work without.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    site: Site,
    others: Others,
}

impl Policy {
    /// The platform's pages show tools in frames and send forms on to them, and stand in no
    /// foreign frame: a page over them could steal a click. The tool's pages stand in the frames
    /// of platforms and in no other.
    pub(crate) fn of(site: Site, others: &Others) -> Self {
        let others = others.clone();
        Self { site, others }
    }

    /// The site with the policy on everything it answers; pages that come with a policy of
    /// their own keep it.
    pub(crate) fn guard(self, site: Router) -> Router {
        site.layer(map_response(move |mut response: Response| {
            let policy = self.clone();
            async move {
                policy.apply(response.headers_mut());
                response
            }
        }))
    }

    /// Pages that send forms to their own site, which may also check them while somebody types:
    /// with the one script of ours, which is a file of the site.
    pub(crate) fn guard_forms<S>(self, pages: Router<S>) -> Router<S>
    where
        S: Clone + Send + Sync + 'static,
    {
        pages.layer(map_response(move |mut response: Response| {
            let policy = self.sends(true);
            let headers = response.headers_mut();
            headers
                .entry(CONTENT_SECURITY_POLICY)
                .or_insert(policy_value(policy));
            async { response }
        }))
    }

    fn apply(self, headers: &mut HeaderMap) {
        let ancestors = match self.site {
            Site::Campus => "'self'".to_owned(),
            Site::Tool => self.others.text(),
        };
        let ancestors = policy_value(format!("frame-ancestors {ancestors}"));
        headers
            .entry(CONTENT_SECURITY_POLICY)
            .or_insert_with(|| policy_value(self.sends(false)));
        headers.append(CONTENT_SECURITY_POLICY, ancestors);
        let not_outside = HeaderValue::from_static("same-origin");
        headers.entry(REFERRER_POLICY).or_insert(not_outside);
        let not_kept = HeaderValue::from_static("no-store");
        headers.entry(CACHE_CONTROL).or_insert(not_kept);
    }

    /// Scripts, forms and frames as far as the site needs them.
    fn sends(&self, forms: bool) -> String {
        let asks = if forms { "; connect-src 'self'" } else { "" };
        let sends = match self.site {
            Site::Campus => {
                let tools = self.others.text();
                format!("script-src 'self'; form-action 'self' {tools}; frame-src 'self' {tools}")
            }
            Site::Tool if forms => "script-src 'self'; form-action 'self'".to_owned(),
            Site::Tool => "form-action 'none'".to_owned(),
        };
        format!("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; {sends}{asks}")
    }
}

/// Origins have only characters that fit; were it otherwise, nothing would be allowed.
fn policy_value(text: String) -> HeaderValue {
    let nothing = "default-src 'none'; frame-ancestors 'none'";
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(nothing))
}

/// The tool under its own name, previews under theirs, the platform under its own; its addresses for programs answer under
/// every name, so that programs without a resolver for `lms.localhost` find the keys.
pub(crate) fn by_host(args: &Args, campus: Router, workbench: Router, previews: Router) -> Router {
    let address = args.platform();
    Router::new().fallback(move |request: Request| {
        let name = host_name(request.headers());
        let site = match name.as_deref() {
            Some("tool.localhost") => Some(workbench.clone()),
            Some("lms.localhost") => Some(campus.clone()),
            Some(preview) if preview.ends_with(HOSTS) => Some(previews.clone()),
            _ if is_for_people(&request) => None,
            _ => Some(campus.clone()),
        };
        let address = address.clone();
        async move {
            match site {
                Some(site) => site.oneshot(request).await.into_response(),
                None => elsewhere(&address, &request),
            }
        }
    })
}

fn host_name(headers: &HeaderMap) -> Option<String> {
    let host = headers.get(HOST)?.to_str().ok()?;
    Some(host.split(':').next()?.to_ascii_lowercase())
}

fn is_for_people(request: &Request) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD)
        && !["/lti/", "/xapi/"]
            .iter()
            .any(|programs| request.uri().path().starts_with(programs))
}

/// Sign-ins hold under one name only, so people are sent there before they sign in.
fn elsewhere(address: &str, request: &Request) -> Response {
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    let target = format!("{address}{path}");
    let Ok(location) = HeaderValue::try_from(&target) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let content = html! { p { "The campus lives at " a href=(target) { (address) } "." } };
    let page = page(Site::Campus, "Another address", &html! {}, &content);
    (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, location)], page).into_response()
}
