//! The entry through which any stack that knows `tower_service::Service` mounts a service.

use core::convert::Infallible;
use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::sync::Arc;

use bytes::Bytes;
use http::request::Parts;

use crate::{Body, Caller, Moment, Refusal, Service};

/// How the host knows who is calling.
///
/// Asked before the body is read. A plain function `Fn(&Parts) -> Result<Caller, _>` will do
/// where no store is asked.
pub trait Authenticate {
    /// Who is calling, or the response that sends them away, such as a 401 with its challenge.
    fn authenticate(
        &self,
        parts: &Parts,
    ) -> impl Future<Output = Result<Caller, Box<http::Response<Body>>>> + Send;
}

impl<F> Authenticate for F
where
    F: Fn(&Parts) -> Result<Caller, Box<http::Response<Body>>>,
{
    fn authenticate(
        &self,
        parts: &Parts,
    ) -> impl Future<Output = Result<Caller, Box<http::Response<Body>>>> + Send {
        core::future::ready(self(parts))
    }
}

impl<T: Authenticate + ?Sized> Authenticate for Arc<T> {
    fn authenticate(
        &self,
        parts: &Parts,
    ) -> impl Future<Output = Result<Caller, Box<http::Response<Body>>>> + Send {
        T::authenticate(self, parts)
    }
}

/// Where the time and the randomness of each call come from: the host's clock and its
/// operating system.
pub trait Moments {
    /// A moment for one call, with randomness no other call has.
    ///
    /// # Errors
    ///
    /// [`MomentUnavailable`] when the clock or the random source fails.
    fn moment(&self) -> Result<Moment, MomentUnavailable>;
}

impl<F> Moments for F
where
    F: Fn() -> Result<Moment, MomentUnavailable>,
{
    fn moment(&self) -> Result<Moment, MomentUnavailable> {
        self()
    }
}

impl<T: Moments + ?Sized> Moments for Arc<T> {
    fn moment(&self) -> Result<Moment, MomentUnavailable> {
        T::moment(self)
    }
}

/// The host's clock or random source failed; the call is answered with status 503.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, thiserror::Error)]
#[error("clock or random source of the host is unavailable")]
#[expect(
    clippy::exhaustive_structs,
    reason = "hosts make it, and it will never say more"
)]
pub struct MomentUnavailable;

/// A [`Service`] with the host's authentication and moments, as a `tower_service::Service`.
///
/// Always ready, never fails, cheap to clone. See the crate's first page for an example.
pub struct Tower<S, A, M>(Arc<Mounted<S, A, M>>);

struct Mounted<S, A, M> {
    service: S,
    authenticate: A,
    moments: M,
}

impl<S, A, M> Tower<S, A, M> {
    /// Joins a service with what only the host can provide.
    pub fn new(service: S, authenticate: A, moments: M) -> Self {
        Self(Arc::new(Mounted {
            service,
            authenticate,
            moments,
        }))
    }
}

impl<S, A, M> Clone for Tower<S, A, M> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S, A, M> fmt::Debug for Tower<S, A, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tower")
    }
}

impl<S, A, M, B> tower_service::Service<http::Request<B>> for Tower<S, A, M>
where
    S: Service + Send + Sync + 'static,
    A: Authenticate + Send + Sync + 'static,
    M: Moments + Send + Sync + 'static,
    B: http_body::Body<Data = Bytes> + Send + 'static,
{
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let mounted = Arc::clone(&self.0);
        Box::pin(async move { Ok(mounted.answer(request).await) })
    }
}

impl<S, A, M> Mounted<S, A, M>
where
    S: Service + Send + Sync,
    A: Authenticate + Send + Sync,
    M: Moments + Send + Sync,
{
    async fn answer<B>(&self, request: http::Request<B>) -> http::Response<Body>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let request = match self.service.translate(request).await {
            Ok(request) => request,
            Err(response) => return *response,
        };
        let (parts, body) = request.into_parts();
        let caller = match self.authenticate.authenticate(&parts).await {
            Ok(caller) => caller,
            Err(response) => return *response,
        };
        let moment = match self.moments.moment() {
            Ok(moment) => moment,
            Err(error) => return Refusal::from(error).into(),
        };
        let request = http::Request::from_parts(parts, body);
        self.service.call(caller, moment, request).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Entropy, Reply, UserId, collect};
    use edu_types::Timestamp;
    use http::StatusCode;
    use tower_service::Service as _;

    /// Greets the caller; counts nothing, keeps nothing.
    struct Greeter;

    impl Service for Greeter {
        async fn call<B>(
            &self,
            caller: Caller,
            mut moment: Moment,
            request: http::Request<B>,
        ) -> http::Response<Body>
        where
            B: http_body::Body<Data = Bytes> + Send + 'static,
        {
            let body = match collect(request.into_body(), 8).await {
                Ok(body) => body,
                Err(error) => return Refusal::from(error).into(),
            };
            let user = caller.user().map_or("nobody", UserId::as_str);
            let seconds = moment.now.unix_seconds();
            let left = moment.entropy.take::<1>().map_or(0, |[byte]| byte);
            let text = format!("{user} {seconds} {left} {}", body.len());
            Reply::text(StatusCode::OK, text).into()
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "the shape every host has")]
    fn ada(_: &Parts) -> Result<Caller, Box<http::Response<Body>>> {
        Ok(Caller::anonymous().with_user(UserId::new("ada").unwrap()))
    }

    #[expect(clippy::unnecessary_wraps, reason = "the shape every host has")]
    fn noon() -> Result<Moment, MomentUnavailable> {
        let now = Timestamp::from_unix_seconds(43_200);
        Ok(Moment::new(now, Entropy::new([9; Entropy::BYTES])))
    }

    fn answer<S, A, M>(mut tower: Tower<S, A, M>, body: &'static str) -> (StatusCode, String)
    where
        S: Service + Send + Sync + 'static,
        A: Authenticate + Send + Sync + 'static,
        M: Moments + Send + Sync + 'static,
    {
        let request = http::Request::new(Body::from(body));
        let Ok(response) = pollster::block_on(tower.call(request));
        let status = response.status();
        let bytes = pollster::block_on(collect(response.into_body(), 1000)).unwrap();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    #[test]
    fn the_service_sees_caller_moment_and_body() {
        let (status, text) = answer(Tower::new(Greeter, ada, noon), "four");
        assert_eq!((status, text.as_str()), (StatusCode::OK, "ada 43200 9 4"));
    }

    #[test]
    fn a_shared_service_answers_like_its_own() {
        let shared = Tower::new(Arc::new(&Greeter), Arc::new(ada), Arc::new(noon));
        assert_eq!(answer(shared.clone(), "").1, "ada 43200 9 0");
        assert_eq!(answer(shared, "").1, "ada 43200 9 0");
    }

    #[test]
    fn a_caller_sent_away_never_reaches_the_service() {
        let stranger = |_: &Parts| -> Result<Caller, Box<http::Response<Body>>> {
            let status = StatusCode::UNAUTHORIZED;
            Err(Refusal::new(status, "host.session", "sign in first").into())
        };
        let (status, text) = answer(Tower::new(Greeter, stranger, noon), "four");
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        assert_eq!(text, "host.session: sign in first");
    }

    #[test]
    fn without_randomness_nothing_is_served() {
        let broken = || Err(MomentUnavailable);
        let (status, _) = answer(Tower::new(Greeter, ada, broken), "");
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    }

    #[test]
    fn a_body_over_the_limit_is_answered_with_413() {
        let (status, _) = answer(Tower::new(Greeter, ada, noon), "far too long");
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    }

    /// Breaks off with an error that must stay on its thread.
    struct Bound;

    impl http_body::Body for Bound {
        type Data = Bytes;
        type Error = std::rc::Rc<()>;

        fn poll_frame(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
            Poll::Ready(Some(Err(std::rc::Rc::default())))
        }
    }

    #[test]
    fn a_body_that_breaks_off_is_answered_with_400_whatever_its_error() {
        let mut tower = Tower::new(Greeter, ada, noon);
        let Ok(response) = pollster::block_on(tower.call(http::Request::new(Bound)));
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    }

    #[test]
    fn the_entry_is_always_ready() {
        let mut tower = Tower::new(Greeter, ada, noon);
        let mut context = Context::from_waker(core::task::Waker::noop());
        let ready =
            tower_service::Service::<http::Request<Body>>::poll_ready(&mut tower, &mut context);
        assert_eq!(ready, Poll::Ready(Ok(())));
    }
}
