//! Mounts the services of the edu family in actix-web applications.
//!
//! The services hold no clock and no randomness; this crate brings the machine's own:
//! [`SystemMoments`]. [`mount`] turns any service into one that actix-web routes to. With feature
//! `lti`, the `Launch` extractor hands a verified launch to a handler. Names are those of
//! `edu-axum`: who knows one crate knows the other.
//!
//! Bodies go both ways as they come: a request's is read while it arrives, within the service's
//! own limit and whatever `web::PayloadConfig` says, and a reply's is sent while it is made. What
//! a service says in the extensions of its response, middleware finds in those of actix-web's:
//! the reasons of refusals under their types, everything in one `http::Extensions`.
//!
//! Handlers of yours get at what they need with [`Headers`], for `edu_http::cookie` and
//! `edu_http::same_origin`, and [`respond`], for a response of `edu_http` or of a platform's
//! `start`.
//!
//! The host still provides: the store and the keys behind a service, who is calling (the second
//! argument of [`mount`]), sessions of its own after a launch, and https.
//!
//! ```
//! use actix_web::test::{TestRequest, call_service, init_service};
//! use actix_web::{App, http::StatusCode, web};
//! use edu_actix::{anonymous, mount};
//! use edu_http::{Caller, Moment, Reply, Service};
//! use http::{Request, Response};
//!
//! /// Any service of the family, or one of yours.
//! struct Clock;
//!
//! impl Service for Clock {
//!     async fn call<B: Send>(&self, _: Caller, moment: Moment, request: Request<B>) -> Response<edu_http::Body> {
//!         match request.uri().path() {
//!             "/now" => Reply::text(http::StatusCode::OK, moment.now.to_string()),
//!             _ => edu_http::Refusal::not_found().into_reply(),
//!         }
//!         .into_response()
//!     }
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! let app = App::new().service(web::scope("/clock").service(mount(Clock, anonymous)));
//! let app = init_service(app).await;
//! let reply = call_service(&app, TestRequest::get().uri("/clock/now").to_request()).await;
//! assert_eq!(reply.status(), StatusCode::OK);
//! let reply = call_service(&app, TestRequest::get().uri("/clock/then").to_request()).await;
//! assert_eq!(reply.status(), StatusCode::NOT_FOUND);
//! # });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod body;
mod convert;
mod handler;
#[cfg(feature = "lti")]
mod launch;
mod moments;
mod mount;

pub use handler::{Headers, respond};
#[cfg(feature = "lti")]
pub use launch::{HasTool, Launch, LaunchRefused, login};
pub use moments::SystemMoments;
pub use mount::{Mounted, anonymous, mount};

#[cfg(all(doctest, feature = "lti"))]
#[doc = include_str!("../README.md")]
struct Readme;
