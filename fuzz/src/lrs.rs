//! A record store in memory whose one caller may do everything.

use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use edu_http::{
    BackendError, Body, Caller, Entropy, Moment, Mount, Scopes, Service, TenantId, UserId, collect,
};
use edu_types::Timestamp;
use http::{Request, Response};
use http_body::Frame;
use xapi_lrs::{Account, Accounts, LrsError, LrsService, LrsSettings, MemoryRecords};
use xapi_model::{Actor, Agent};

use crate::AcceptAll;

/// A record store.
#[derive(Debug)]
pub struct Lrs {
    service: LrsService<MemoryRecords, Everybody, AcceptAll>,
    seconds: AtomicI64,
}

/// An answer of it.
#[derive(Debug)]
pub struct Answer {
    status: u16,
    error: Option<LrsError>,
    body: Bytes,
}

/// Everybody has the same account.
#[derive(Debug)]
struct Everybody;

impl Accounts for Everybody {
    async fn account(&self, _: &Caller) -> Result<Option<Account>, BackendError> {
        let tenant = TenantId::new("north").expect("a tenant");
        let agent = Agent::account("https://lrs.example", "1").expect("an agent");
        Ok(Some(Account::new(tenant, Actor::Agent(agent))))
    }
}

/// A body that arrives in pieces.
struct Pieces(Vec<Bytes>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = core::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Poll::Ready(self.0.pop().map(|piece| Ok(Frame::data(piece))))
    }
}

impl Lrs {
    /// A store without statements.
    pub fn new() -> Self {
        let mount = Mount::new("https://lrs.example/xapi", "").expect("a mount");
        let settings = LrsSettings::new([7; 32]);
        Self {
            service: LrsService::new(MemoryRecords::new(), Everybody, AcceptAll, mount, settings),
            seconds: AtomicI64::new(1_700_000_000),
        }
    }

    /// A store with three statements.
    pub fn with_statements() -> Self {
        let lrs = Self::new();
        for number in 1..4 {
            let text = format!(
                r#"{{"id":"9e13cefd-53d3-4eac-b5ed-00000000000{number}","actor":{{"mbox":"mailto:ada@example.org"}},"verb":{{"id":"https://example.org/did"}},"object":{{"id":"https://example.org/course"}}}}"#,
            );
            let answer = lrs.post("application/json", text.as_bytes(), text.len());
            assert_eq!(answer.status, 200);
        }
        lrs
    }

    /// What it answers to a `GET`; nothing where the address is none.
    pub fn get(&self, version: &str, address: &str) -> Option<Answer> {
        let request = Request::get(address).header("X-Experience-API-Version", version);
        Some(self.answer(request.body(Body::empty()).ok()?))
    }

    /// What it answers to a body that is posted in pieces of so many bytes.
    pub fn post(&self, content_type: &str, body: &[u8], piece: usize) -> Answer {
        let pieces = body.chunks(piece).rev().map(Bytes::copy_from_slice);
        let request = Request::post("/statements")
            .header("X-Experience-API-Version", "2.0.0")
            .header("Content-Type", content_type)
            .body(Body::chunks(Pieces(pieces.collect())))
            .expect("a request");
        self.answer(request)
    }

    /// How many statements it has.
    pub fn count(&self) -> usize {
        let list = self.get("2.0.0", "/statements").expect("a request");
        list.text().matches("\"stored\":").count()
    }

    fn answer(&self, request: Request<Body>) -> Answer {
        let now = self.seconds.fetch_add(1, Ordering::Relaxed);
        let mut random = [0; Entropy::BYTES];
        random[..8].copy_from_slice(&now.to_be_bytes());
        let moment = Moment::new(Timestamp::from_unix_seconds(now), Entropy::new(random));
        let caller = Caller::anonymous()
            .with_user(UserId::new("1").expect("a user"))
            .with_scopes(Scopes::parse("all").expect("scopes"));
        let response: Response<Body> = ready(self.service.call(caller, moment, request));
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status.as_u16(),
            error: parts.extensions.get::<LrsError>().cloned(),
            body: ready(collect(body, usize::MAX)).expect("a body"),
        }
    }
}

impl Default for Lrs {
    fn default() -> Self {
        Self::new()
    }
}

impl Answer {
    /// Its status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// It is an answer, or a refusal that names its rule and is none of the host's fault.
    pub fn check(&self) {
        match &self.error {
            None => assert!(self.status < 300),
            Some(error) => {
                assert!((400..500).contains(&self.status), "{error}");
                assert!(!error.code().is_empty() && !error.is_the_hosts());
            }
        }
    }

    /// The address of more statements, where there are more and they are no parts.
    pub fn more(&self) -> Option<String> {
        let (_, more) = self.text().rsplit_once(r#""more":"/xapi"#)?;
        more.strip_suffix("\"}").map(str::to_owned)
    }

    fn text(&self) -> &str {
        core::str::from_utf8(&self.body).unwrap_or_default()
    }
}

/// The value of a future that waits for nothing.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a store in memory waits for nothing"),
    }
}
