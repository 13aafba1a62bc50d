//! Mounts the services of the edu family in axum applications.
//!
//! The services hold no clock and no randomness; this crate brings the machine's own:
//! [`SystemMoments`]. [`mount`] turns any service into one that axum routes to. With feature
//! `lti`, the `Launch` extractor hands a verified launch to a handler.
//!
//! Depends on `axum-core` only, so that it fits any axum 0.8 application.
//!
//! The host still provides: the store and the keys behind a service, who is calling (the second
//! argument of [`mount`]), sessions of its own after a launch, and https.
//!
//! ```
//! use axum::Router;
//! use axum::body::Body;
//! use edu_axum::{anonymous, mount};
//! use edu_http::{Caller, Moment, Reply, Service};
//! use http::{Request, Response, StatusCode};
//!
//! /// Any service of the family, or one of yours.
//! struct Clock;
//!
//! impl Service for Clock {
//!     async fn call<B: Send>(&self, _: Caller, moment: Moment, request: Request<B>) -> Response<edu_http::Body> {
//!         match request.uri().path() {
//!             "/now" => Reply::text(StatusCode::OK, moment.now.to_string()),
//!             _ => edu_http::Refusal::not_found().into_reply(),
//!         }
//!         .into_response()
//!     }
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! use tower::ServiceExt as _;
//!
//! let app: Router = Router::new().nest_service("/clock", mount(Clock, anonymous));
//! let reply = app.clone().oneshot(Request::get("/clock/now").body(Body::empty())?).await?;
//! assert_eq!(reply.status(), StatusCode::OK);
//! let reply = app.oneshot(Request::get("/clock/then").body(Body::empty())?).await?;
//! assert_eq!(reply.status(), StatusCode::NOT_FOUND);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "lti")]
mod launch;
mod moments;
mod mount;

#[cfg(feature = "lti")]
pub use launch::{HasTool, Launch, LaunchRefused, login};
pub use moments::SystemMoments;
pub use mount::{Mounted, anonymous, mount};

#[cfg(all(doctest, feature = "lti"))]
#[doc = include_str!("../README.md")]
struct Readme;
