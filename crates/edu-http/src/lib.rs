//! One service shape for every learning-technology standard.
//!
//! A [`Service`] takes a request and gives a response. It opens no socket and holds no clock
//! and no random source: the host says who calls ([`Caller`]), when, and with which
//! randomness ([`Moment`]). [`Tower`] makes any service a `tower_service::Service`, so that
//! every server stack can mount it:
//!
//! ```
//! use bytes::Bytes;
//! use edu_http::{
//!     Body, Caller, Entropy, Form, FormLimits, Moment, MomentUnavailable, Mount, Refusal, Reply,
//!     Service, Tower, collect,
//! };
//! use edu_types::Timestamp;
//! use http::{Request, Response, StatusCode, request::Parts};
//! use tower_service::Service as _;
//!
//! /// Reads the `name` of a form sent to `/hello/`.
//! struct Greeting {
//!     mount: Mount,
//! }
//!
//! impl Greeting {
//!     async fn greet<B>(&self, request: Request<B>) -> Result<Reply, Refusal>
//!     where
//!         B: http_body::Body<Data = Bytes>,
//!     {
//!         if self.mount.relative(request.uri()) != Some("/") {
//!             return Err(Refusal::not_found());
//!         }
//!         let limits = FormLimits::default().with_bytes(1024);
//!         let body = collect(request.into_body(), limits.bytes).await?;
//!         let form = Form::parse(&body, &limits)?;
//!         let name = form.get("name").unwrap_or("stranger");
//!         Ok(Reply::text(StatusCode::OK, format!("hello {name}")))
//!     }
//! }
//!
//! impl Service for Greeting {
//!     async fn call<B>(&self, _: Caller, _: Moment, request: Request<B>) -> Response<Body>
//!     where
//!         B: http_body::Body<Data = Bytes> + Send + 'static,
//!     {
//!         match self.greet(request).await {
//!             Ok(reply) => reply.into(),
//!             Err(refusal) => refusal.into(),
//!         }
//!     }
//! }
//!
//! // What only the host can say: who calls, what time it is, and fresh random bytes.
//! let everyone = |_: &Parts| Ok(Caller::anonymous());
//! # let (clock, random) = (0, [0; Entropy::BYTES]);
//! let moments = move || -> Result<_, MomentUnavailable> {
//!     Ok(Moment::new(Timestamp::from_unix_seconds(clock), Entropy::new(random)))
//! };
//!
//! let mount = Mount::new("https://lms.example/hello", "/hello")?;
//! let mut app = Tower::new(Greeting { mount }, everyone, moments);
//! let ask = |path, body| Request::post(path).body(Body::from(body));
//!
//! let answer = pollster::block_on(app.call(ask("/hello/", "name=Ada+L")?))?;
//! let text = pollster::block_on(collect(answer.into_body(), 100))?;
//! assert_eq!(text, "hello Ada L");
//!
//! let refused = pollster::block_on(app.call(ask("/hello/", "name=Ada&name=Eve")?))?;
//! assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`service`] | [`Service`]: one request in, one response out |
//! | [`tower`] | [`Tower`], [`Authenticate`], [`Moments`]: the entry for server stacks |
//! | [`backend`] | [`BackendError`]: what the stores behind services say when they fail |
//! | [`endpoint`] | [`Endpoint`], [`Answer`]: one call, the same type at both ends |
//! | [`caller`], [`scopes`] | [`Caller`], [`Scopes`] granted, [`Needs`] asked for |
//! | [`moment`] | [`Moment`], [`Entropy`] |
//! | [`mount`] | [`Mount`]: public address and the host's path |
//! | [`paging`] | [`Page`], [`Slice`], [`Cursor`]: long lists in parts |
//! | [`link`] | [`Links`]: the `Link` header |
//! | [`backoff`] | [`Backoff`], [`retry_after`]: how long to wait before asking again |
//! | [`oauth`] | [`TokenRequest`], [`TokenReply`], [`TokenCache`]: access tokens for programs |
//! | [`basic`] | [`BasicCredentials`]: callers with a name and a password |
//! | [`bearer`] | [`Bearer`], [`BearerTokens`]: services that programs call with a token |
//! | [`pager`] | [`Pager`]: which page a client asks for next |
//! | [`body`] | [`Body`], [`collect`] within a limit |
//! | [`form`] | [`Form`], [`encode_pairs`] |
//! | [`mod@cookie`] | [`cookie()`], [`SetCookie`] |
//! | [`origin`] | [`same_origin`]: whether a write comes from our own page |
//! | [`reply`], [`refusal`] | [`Reply`], [`Refusal`] |

pub mod backend;
pub mod backoff;
pub mod basic;
pub mod bearer;
pub mod body;
pub mod caller;
pub mod cookie;
pub mod endpoint;
pub mod form;
pub mod link;
pub mod moment;
pub mod mount;
pub mod oauth;
pub mod origin;
pub mod pager;
pub mod paging;
mod percent;
pub mod refusal;
pub mod reply;
pub mod scopes;
pub mod service;
#[doc(hidden)]
pub mod together;
pub mod tower;

pub use backend::BackendError;
pub use backoff::{Backoff, retry_after};
pub use basic::{BasicCredentials, BasicError, basic_challenge};
pub use bearer::{Bearer, BearerError, BearerTokens, bearer_token};
pub use body::{Body, BodyError, CollectError, collect};
pub use caller::{Caller, ClientIdText, InstallationId, SessionId, TenantId, UserId};
pub use cookie::{CookieError, SetCookie, cookie};
pub use endpoint::{Answer, BuildError, Endpoint, ReplyUnreadable};
pub use form::{Form, FormError, FormLimits, encode_pairs, is_form};
pub use link::{LinkError, Links};
pub use moment::{Entropy, EntropyExhausted, Moment};
pub use mount::{Mount, MountError};
pub use oauth::{
    AccessToken, ExpiresIn, HeldToken, TokenCache, TokenError, TokenErrorCode, TokenKey,
    TokenLookup, TokenReply, TokenRequest, TokenTicket, TokenType, TokenUnavailable,
};
pub use origin::same_origin;
pub use pager::{Pager, PagerError};
pub use paging::{Cursor, CursorError, Page, Slice};
pub use percent::encode_component;
pub use refusal::Refusal;
pub use reply::{Reply, ReplyError};
pub use scopes::{Needs, Scopes, ScopesError};
pub use service::Service;
pub use tower::{Authenticate, MomentUnavailable, Moments, Tower};

#[doc = include_str!("../README.md")]
#[cfg(doctest)]
struct Readme;
