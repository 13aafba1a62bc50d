//! Services of the family as services actix-web can route to.

use core::fmt;
use core::pin::Pin;

use actix_web::dev::{
    AppService, HttpServiceFactory, Payload, ResourceDef, ServiceRequest, ServiceResponse,
    fn_service,
};
use actix_web::{Error, Handler, HttpRequest, HttpResponse, web};
use edu_http::{Authenticate, Body, Caller, Service, Tower};
use http::request::Parts;
use tower_service::Service as _;

use crate::body::incoming;
use crate::convert::{self, Seen};
use crate::{SystemMoments, respond};

/// A service with the host's authentication, this machine's clock and its randomness.
///
/// Goes into `App::service` and `Scope::service`, where it answers everything below the scope
/// that nothing before it took, and into `web::to`, where it answers one route. Cheap to clone.
pub struct Mounted<S, A>(Tower<S, A, SystemMoments>);

/// Makes a service that `Scope::service` and `web::to` take.
///
/// `authenticate` says who is calling, from the request's head: your session, your token, or
/// [`anonymous`]. Request extensions of actix-web stay on their thread; put what your middleware
/// found into a `http::Extensions` among them, and `authenticate` has it in its [`Parts`].
///
/// A scope takes its prefix off the path before the service sees it, so give the service's
/// `Mount` the empty prefix there. A service that answers one route by `web::to` sees the whole
/// path.
pub fn mount<S, A>(service: S, authenticate: A) -> Mounted<S, A>
where
    S: Service,
    A: Authenticate,
{
    Mounted(Tower::new(service, authenticate, SystemMoments::new()))
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

impl<S, A> Mounted<S, A>
where
    S: Service + Send + Sync + 'static,
    A: Authenticate + Send + Sync + 'static,
{
    /// The head is copied at once, so that no clone of `request` is held while the service works.
    fn answer(
        &self,
        request: &HttpRequest,
        seen: Seen,
        payload: Payload,
    ) -> impl Future<Output = HttpResponse> + use<S, A> {
        let (body, mut carrier) = incoming(request, payload);
        let call = convert::request(request, seen, body).map(|request| {
            let mut tower = self.0.clone();
            tower.call(request)
        });
        async move {
            match call {
                Ok(call) => {
                    let Ok(response) = carrier.during(call).await;
                    convert::response(response, carrier)
                }
                Err(refusal) => respond(refusal.into()),
            }
        }
    }
}

impl<S, A> HttpServiceFactory for Mounted<S, A>
where
    S: Service + Send + Sync + 'static,
    A: Authenticate + Send + Sync + 'static,
{
    fn register(self, config: &mut AppService) {
        let answer = move |request: ServiceRequest| {
            let mounted = self.clone();
            async move {
                let (request, payload) = request.into_parts();
                let response = mounted.answer(&request, Seen::BelowScopes, payload).await;
                Ok::<_, Error>(ServiceResponse::new(request, response))
            }
        };
        config.register_service(ResourceDef::prefix(""), None, fn_service(answer), None);
    }
}

impl<S, A> Handler<(HttpRequest, web::Payload)> for Mounted<S, A>
where
    S: Service + Send + Sync + 'static,
    A: Authenticate + Send + Sync + 'static,
{
    type Output = HttpResponse;
    type Future = Pin<Box<dyn Future<Output = HttpResponse>>>;

    fn call(&self, (request, payload): (HttpRequest, web::Payload)) -> Self::Future {
        Box::pin(self.answer(&request, Seen::Whole, payload.into_inner()))
    }
}

impl<S, A> Clone for Mounted<S, A> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<S, A> fmt::Debug for Mounted<S, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mounted")
    }
}
