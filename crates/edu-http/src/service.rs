//! The service shape that all standards share.

use std::sync::Arc;

use bytes::Bytes;

use crate::{Body, Caller, Moment};

/// A standard's protocol, ready to be mounted: one request in, one response out.
///
/// Routing, limits, scopes and status codes are the service's own. It holds no clock, no
/// random source and no socket: who calls, when, and with which randomness are arguments.
/// Every failure is a response.
///
/// ```
/// use bytes::Bytes;
/// use edu_http::{Body, Caller, Moment, Refusal, Reply, Service, collect};
///
/// /// Answers with the text it was sent.
/// struct Echo;
///
/// impl Service for Echo {
///     async fn call<B>(
///         &self,
///         _caller: Caller,
///         _moment: Moment,
///         request: http::Request<B>,
///     ) -> http::Response<Body>
///     where
///         B: http_body::Body<Data = Bytes> + Send + 'static,
///     {
///         match collect(request.into_body(), 1024).await {
///             Ok(bytes) => Reply::text(http::StatusCode::OK, bytes).into(),
///             Err(error) => Refusal::from(error).into(),
///         }
///     }
/// }
/// ```
pub trait Service {
    /// The request that this one stands for, where a standard lets one request hold another, such as
    /// in a form; or the response to one that holds none that counts.
    ///
    /// Asked before anybody knows who calls, because that may stand in the request that is held.
    /// Most standards know nothing of the kind, and take every request as it comes.
    fn translate<B>(
        &self,
        request: http::Request<B>,
    ) -> impl Future<Output = Result<http::Request<Body>, Box<http::Response<Body>>>> + Send
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        core::future::ready(Ok(request.map(Body::chunks)))
    }

    /// Answers one request.
    fn call<B>(
        &self,
        caller: Caller,
        moment: Moment,
        request: http::Request<B>,
    ) -> impl Future<Output = http::Response<Body>> + Send
    where
        B: http_body::Body<Data = Bytes> + Send + 'static;
}

impl<T: Service + ?Sized> Service for &T {
    fn translate<B>(
        &self,
        request: http::Request<B>,
    ) -> impl Future<Output = Result<http::Request<Body>, Box<http::Response<Body>>>> + Send
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        T::translate(self, request)
    }

    fn call<B>(
        &self,
        caller: Caller,
        moment: Moment,
        request: http::Request<B>,
    ) -> impl Future<Output = http::Response<Body>> + Send
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        T::call(self, caller, moment, request)
    }
}

impl<T: Service + ?Sized> Service for Arc<T> {
    fn translate<B>(
        &self,
        request: http::Request<B>,
    ) -> impl Future<Output = Result<http::Request<Body>, Box<http::Response<Body>>>> + Send
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        T::translate(self, request)
    }

    fn call<B>(
        &self,
        caller: Caller,
        moment: Moment,
        request: http::Request<B>,
    ) -> impl Future<Output = http::Response<Body>> + Send
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        T::call(self, caller, moment, request)
    }
}
