//! The record store as a service.

mod about;
mod activities;
mod agents;
mod alternate;
mod documents;
mod exchange;
mod manner;
pub(crate) mod parameters;
mod statements;
mod told;
mod version;

use core::time::Duration;
use std::time::SystemTime;

use bytes::Bytes;
use edu_http::{Body, Caller, Moment, Mount, Reply, Service};
use edu_jose::Verify;
use edu_types::Timestamp;
use http::header::ETAG;
use http::{HeaderValue, Request, Response, StatusCode};
use xapi_model::Version;

use crate::{
    Access, Account, Accounts, EntityTag, Key, LrsError, LrsSettings, RecordStore, rules, scope,
};
use documents::Documents;
use exchange::{Exchange, Resource};
use manner::Manner;
use told::Told;

/// A learning record store, over the host's database and accounts.
///
/// As a [`Service`] it answers below its mount at `/statements`, `/activities/state`, `/activities/profile`, `/activities`,
/// `/agents/profile`, `/agents` and `/about`, by the version that each request names: both are served at once.
/// Who calls is said by the host's authentication, and what that means by its [`Accounts`]. `verifier` checks signed statements.
///
/// # Refusals
///
/// Every response that refuses carries its [`LrsError`] among its extensions:
///
/// | status | when |
/// |---|---|
/// | 400 | a statement, parameter, header or document breaks a rule |
/// | 401, 403 | nobody is known to call; the caller may not do that |
/// | 404 | there is no such resource, statement or document |
/// | 405 | the resource does not take the method, with `Allow` |
/// | 409 | a statement of that id says something else; a document is there and the request does not say that it knows it |
/// | 412 | the document is another than the request's precondition says |
/// | 413 | the request is larger than is taken in |
/// | 500 | the database failed |
///
/// Spec: xAPI 1.0.3 Part 3; 2.0 §4.1.
#[derive(Clone, Debug)]
pub struct LrsService<S, A, V> {
    store: S,
    accounts: A,
    verifier: V,
    mount: Mount,
    settings: LrsSettings,
    told: Told,
}

impl<S: RecordStore, A: Accounts, V: Verify + Send + Sync> LrsService<S, A, V> {
    /// A record store over `store`, for these accounts, at `mount`.
    pub fn new(store: S, accounts: A, verifier: V, mount: Mount, settings: LrsSettings) -> Self {
        Self {
            store,
            accounts,
            verifier,
            mount,
            settings,
            told: Told::default(),
        }
    }

    /// What the statements and documents are kept in.
    pub const fn store(&self) -> &S {
        &self.store
    }

    async fn answer(
        &self,
        caller: Caller,
        mut moment: Moment,
        request: Request<Body>,
    ) -> Result<Response<Body>, LrsError> {
        let (parts, body) = request.into_parts();
        let resource = Resource::at(&self.mount, &parts.uri)?;
        if resource == Resource::About {
            return about::answer(&parts, &self.settings);
        }
        let exchange = Exchange::read(parts, body);
        let account = self.account(&caller).await?;
        let call = Call {
            caller: &caller,
            account: &account,
        };
        if resource == Resource::Statements {
            return self.statements(&call, &mut moment, exchange).await;
        }
        let (exchange, now) = (exchange?, &moment.now);
        match resource {
            Resource::State => self.documents(&call, now, exchange, Documents::State).await,
            Resource::ActivityProfile => {
                let profiles = Documents::ActivityProfile;
                self.documents(&call, now, exchange, profiles).await
            }
            Resource::AgentProfile => {
                let profiles = Documents::AgentProfile;
                self.documents(&call, now, exchange, profiles).await
            }
            Resource::Agents => self.person(&call, exchange).await,
            Resource::Activities => self.activity(&call, exchange).await,
            Resource::Statements | Resource::About => Err(LrsError::method(&[])),
        }
    }

    async fn account(&self, caller: &Caller) -> Result<Account, LrsError> {
        if let Some(account) = self.accounts.account(caller).await? {
            return Ok(account);
        }
        let is_nobody = caller.user().is_none() && caller.client().is_none();
        let status = if is_nobody {
            StatusCode::UNAUTHORIZED
        } else {
            StatusCode::FORBIDDEN
        };
        let message = "nobody with an account here is known to call";
        Err(LrsError::new(status, &rules::UNKNOWN_CALLER, message))
    }
}

/// Who calls, and what they are here.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call<'a> {
    caller: &'a Caller,
    account: &'a Account,
}

impl Call<'_> {
    /// Refuses a caller that was granted none of these scopes.
    pub(crate) fn needs(&self, scopes: &[&str]) -> Result<(), LrsError> {
        if self.has(scopes) {
            return Ok(());
        }
        let message = format!("the caller lacks each of the scopes {}", scopes.join(", "));
        Err(LrsError::new(
            StatusCode::FORBIDDEN,
            &rules::FORBIDDEN,
            message,
        ))
    }

    /// Whether the caller was granted one of these scopes.
    pub(crate) fn has(&self, scopes: &[&str]) -> bool {
        let granted = self.caller.scopes();
        scopes.iter().any(|scope| granted.contains(scope))
    }

    /// Which statements the caller may see, by its scopes and its account.
    pub(crate) fn visible(&self) -> Result<Access, LrsError> {
        if self.has(&[scope::READ, scope::ALL_READ, scope::ALL]) {
            return Ok(self.account.access.clone());
        }
        self.needs(&[scope::READ_MINE])?;
        Ok(self.account.own())
    }

    /// Whether what is known of an agent, by its [`Key::agent`], is the caller's to see.
    pub(crate) fn reaches(&self, agent: Key) -> bool {
        self.account.access.reaches(&[agent])
    }
}

impl<S: RecordStore, A: Accounts, V: Verify + Send + Sync> Service for LrsService<S, A, V> {
    async fn translate<B>(&self, request: Request<B>) -> Result<Request<Body>, Box<Response<Body>>>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        // Only that version has requests in forms, whatever the form says.
        let manner = Manner::of(&request).named(Version::V1_0_3);
        let (parts, body) = request.map(Body::chunks).into_parts();
        if !alternate::is_alternate(&parts) {
            return Ok(Request::from_parts(parts, body));
        }
        let held = alternate::request(parts, body, &self.settings).await;
        held.map_err(|error| Box::new(manner.respond(Err(error))))
    }

    async fn call<B>(&self, caller: Caller, moment: Moment, request: Request<B>) -> Response<Body>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let manner = Manner::of(&request);
        let request = request.map(Body::chunks);
        manner.respond(self.answer(caller, moment, request).await)
    }
}

/// A JSON document made for the answer, with what tells it from another.
///
/// Spec: xAPI 1.0.3 Part 3 §3.1; 2.0 §4.1.4.
fn tagged(document: String) -> Response<Body> {
    let tag = EntityTag::of(document.as_bytes());
    let reply = Reply::json(StatusCode::OK, document);
    match HeaderValue::from_str(tag.as_str()) {
        Ok(tag) => reply.with_header(ETAG, tag).into_response(),
        Err(_) => reply.into_response(),
    }
}

/// A moment as HTTP writes it, to the second (RFC 9110 §5.6.7).
fn http_date(time: &Timestamp) -> Option<HeaderValue> {
    let seconds = u64::try_from(time.unix_seconds()).ok()?;
    let time = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
    HeaderValue::from_str(&httpdate::fmt_http_date(time)).ok()
}
