//! Two origins on one port, and what each allows its pages.

use axum::Router;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, LOCATION, REFERRER_POLICY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use maud::html;
use tower::ServiceExt as _;

use crate::Failure;
use crate::args::Args;
use crate::pages::{Site, page};

/// What the browser lets the pages of one site do. The platform has scripts in files of its own,
/// and both pages work without; the tool has none.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    page: HeaderValue,
    ancestors: HeaderValue,
}

impl Policy {
    /// The platform's pages show tools in frames and send forms on to them, and stand in no
    /// foreign frame: a page over them could steal a click.
    pub(crate) fn of_platform(args: &Args) -> Result<Self, Failure> {
        let tools = format!("{} {}", args.tool(), args.own_tool);
        Self::new(
            &format!("script-src 'self'; form-action 'self' {tools}; frame-src 'self' {tools}"),
            "'self'",
        )
    }

    /// The tool's pages stand in the platform's frames and in no other.
    pub(crate) fn of_tool(args: &Args) -> Result<Self, Failure> {
        Self::new("form-action 'none'", &args.platform())
    }

    fn new(more: &str, ancestors: &str) -> Result<Self, Failure> {
        let page =
            format!("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; {more}");
        Ok(Self {
            page: HeaderValue::try_from(page)?,
            ancestors: HeaderValue::try_from(format!("frame-ancestors {ancestors}"))?,
        })
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

    fn apply(self, headers: &mut HeaderMap) {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(self.page);
        headers.append(CONTENT_SECURITY_POLICY, self.ancestors);
        let not_outside = HeaderValue::from_static("same-origin");
        headers.entry(REFERRER_POLICY).or_insert(not_outside);
        let not_kept = HeaderValue::from_static("no-store");
        headers.entry(CACHE_CONTROL).or_insert(not_kept);
    }
}

/// The tool under its own name, the platform under its own; its LTI addresses answer under
/// every name, so that programs without a resolver for `lms.localhost` find the keys.
pub(crate) fn by_host(args: &Args, campus: Router, workbench: Router) -> Router {
    let address = args.platform();
    Router::new().fallback(move |request: Request| {
        let name = host_name(request.headers());
        let site = match name.as_deref() {
            Some("tool.localhost") => Some(workbench.clone()),
            Some("lms.localhost") => Some(campus.clone()),
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
        && !request.uri().path().starts_with("/lti/")
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
