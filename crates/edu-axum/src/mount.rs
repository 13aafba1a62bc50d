//! Services of the family as services axum can route to.

use edu_http::{Authenticate, Body, Caller, Service, Tower};
use http::request::Parts;

use crate::SystemMoments;

/// A service with the host's authentication, this machine's clock and its randomness.
pub type Mounted<S, A> = Tower<S, A, SystemMoments>;

/// Makes a service that `Router::nest_service` and `Router::route_service` take.
///
/// `authenticate` says who is calling, from the request's head: your session, your token, or
/// [`anonymous`]. `nest_service` takes the prefix off the path before the service sees it, so
/// give the service's `Mount` the empty prefix.
pub fn mount<S, A>(service: S, authenticate: A) -> Mounted<S, A>
where
    S: Service,
    A: Authenticate,
{
    Tower::new(service, authenticate, SystemMoments::new())
}

/// Nobody in particular is calling: for addresses that authenticate in another way.
///
/// # Errors
///
/// None; the type is that of [`Authenticate`].
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature of an authentication"
)]
pub fn anonymous(_: &Parts) -> Result<Caller, Box<http::Response<Body>>> {
    Ok(Caller::anonymous())
}
