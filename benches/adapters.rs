//! A whole LTI launch through the adapters of servers, beside the same launch called directly.
//!
//! One iteration answers the post of a browser: the request's head and form are read, the login
//! is taken, the platform's keys come out of the cache, the token is checked, and a handler
//! replies. The floor hands the same request to [`LtiTool::launch`] itself. No socket is part of
//! it: a server's own work is the same whatever it serves.
//!
//! [`LtiTool::launch`]: lti_core::LtiTool::launch

#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot be set up should stop at once"
)]

use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::dev::Service as _;
use actix_web::test::{TestRequest, init_service};
use actix_web::web::{Redirect as ActixRedirect, ServiceConfig, to};
use axum::Router;
use axum::response::Redirect;
use axum::routing::any;
use edu_benches::lti::{HEAD, Lms, OPEN, Tool, post, tool};
use edu_benches::{Options, Rounds};
use edu_http::Moments as _;
use edu_reqwest::CachedKeys;
use edu_types::HttpUrl;
use http::StatusCode;
use lti_core::LaunchOutcome;
use tokio::runtime::{Builder, Runtime};
use tokio::task::LocalSet;
use tower::ServiceExt as _;

const FLOOR: &str = "called directly";
const AXUM: &str = "through axum";
const ACTIX: &str = "through actix-web";
/// The most time a launch through axum may take, as a multiple of the same launch called directly.
const MOST: f64 = 1.3;

fn main() -> ExitCode {
    let options = Options::from_args();
    let options = options
        .with_rounds(options.rounds.max(31))
        .with_round_micros(25_000);
    let runtime = Builder::new_current_thread().enable_all().build();
    let held = launches(&options, &runtime.expect("a run time"));
    if held || !options.check {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Tools one after the other, each with as many open logins as a busy one has.
struct Tools<'l> {
    lms: &'l Lms,
    url: &'l HttpUrl,
    keys: &'l Arc<CachedKeys>,
    number: usize,
}

impl<'l> Tools<'l> {
    const fn new(lms: &'l Lms, (url, keys): &'l (HttpUrl, Arc<CachedKeys>)) -> Self {
        Self {
            lms,
            url,
            keys,
            number: 0,
        }
    }

    /// A new tool, where the one before has had its logins.
    fn next(&mut self) -> Option<Arc<Tool>> {
        let full = self.number.is_multiple_of(OPEN);
        self.number = self.number.wrapping_add(1);
        full.then(|| tool(self.url, self.keys))
    }

    /// Cookie and form of a browser with an open login.
    fn browser(&self, tool: &Tool) -> (String, String) {
        let login = self.lms.open_login(tool.backend().logins(), self.number);
        (login.cookie(), login.form(self.lms.token()))
    }
}

fn launches(options: &Options, runtime: &Runtime) -> bool {
    let now = edu_axum::SystemMoments::new().moment().expect("a clock");
    let lms = Lms::at(now.now.unix_seconds());
    let keys = runtime.block_on(lms.cached_keys());
    let local = LocalSet::new();
    let what = format!(
        "LTI launch, token of {} bytes, keys cached",
        lms.token().len()
    );
    let rounds = directly(Rounds::new(what, options), Tools::new(&lms, &keys), runtime);
    let rounds = by_axum(rounds, Tools::new(&lms, &keys), runtime);
    let rounds = by_actix(rounds, Tools::new(&lms, &keys), runtime, &local);
    rounds.run(FLOOR).must("axum/direct", AXUM, MOST)
}

fn directly<'l>(rounds: Rounds<'l>, mut tools: Tools<'l>, runtime: &'l Runtime) -> Rounds<'l> {
    let mut open = tool(tools.url, tools.keys);
    let prepare = move || {
        open = tools.next().unwrap_or_else(|| Arc::clone(&open));
        let (cookie, form) = tools.browser(&open);
        (Arc::clone(&open), post(&cookie, form))
    };
    rounds.prepared(FLOOR, prepare, move |(tool, request)| {
        let launched = async {
            let moment = edu_axum::SystemMoments::new().moment().expect("a clock");
            tool.launch(moment, request).await
        };
        let outcome = runtime.block_on(launched);
        assert!(matches!(outcome, LaunchOutcome::Launched(_)), "refused");
        outcome
    })
}

async fn launched_in_axum(edu_axum::Launch(launch): edu_axum::Launch) -> Redirect {
    Redirect::to(if launch.roles().is_context_instructor() {
        "/teach"
    } else {
        "/learn"
    })
}

fn by_axum<'l>(rounds: Rounds<'l>, mut tools: Tools<'l>, runtime: &'l Runtime) -> Rounds<'l> {
    let app = |tool: &Arc<Tool>| {
        Router::new()
            .route_service("/login", edu_axum::login(Arc::clone(tool)))
            .route("/launch", any(launched_in_axum))
            .with_state(Arc::clone(tool))
    };
    let mut open = tool(tools.url, tools.keys);
    let mut serving = app(&open);
    let prepare = move || {
        if let Some(next) = tools.next() {
            serving = app(&next);
            open = next;
        }
        let (cookie, form) = tools.browser(&open);
        (
            serving.clone(),
            post(&cookie, form).map(axum::body::Body::new),
        )
    };
    rounds.prepared(AXUM, prepare, move |(app, request)| {
        let response = runtime.block_on(app.oneshot(request)).expect("an answer");
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        response
    })
}

async fn launched_in_actix(edu_actix::Launch(launch): edu_actix::Launch) -> ActixRedirect {
    let to = if launch.roles().is_context_instructor() {
        "/teach"
    } else {
        "/learn"
    };
    ActixRedirect::to(to).see_other()
}

fn configure(app: &mut ServiceConfig, tool: &Arc<Tool>) {
    app.app_data(edu_actix::HasTool::new(Arc::clone(tool)))
        .route("/login", to(edu_actix::login(Arc::clone(tool))))
        .route("/launch", to(launched_in_actix));
}

fn by_actix<'l>(
    rounds: Rounds<'l>,
    mut tools: Tools<'l>,
    runtime: &'l Runtime,
    local: &'l LocalSet,
) -> Rounds<'l> {
    // Each worker of a server has a service like this.
    let serve = |tool: &Arc<Tool>| {
        let app = actix_web::App::new().configure(|app| configure(app, tool));
        Rc::new(local.block_on(runtime, init_service(app)))
    };
    let mut open = tool(tools.url, tools.keys);
    let mut serving = serve(&open);
    let prepare = move || {
        if let Some(next) = tools.next() {
            serving = serve(&next);
            open = next;
        }
        let (cookie, form) = tools.browser(&open);
        let mut request = TestRequest::post().uri("/launch");
        for (name, value) in HEAD {
            request = request.append_header((*name, *value));
        }
        let request = request.append_header(("cookie", cookie)).set_payload(form);
        (Rc::clone(&serving), request.to_request())
    };
    rounds.prepared(ACTIX, prepare, move |(app, request)| {
        let response = local.block_on(runtime, app.call(request));
        let response = response.expect("an answer");
        assert_eq!(response.status().as_u16(), StatusCode::SEE_OTHER.as_u16());
        response
    })
}
