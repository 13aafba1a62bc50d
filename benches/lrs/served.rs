//! The record store as it is served: axum on loopback, and a client that keeps its connection.

use core::convert::Infallible;
use core::future::ready;
use core::net::SocketAddr;
use core::ops::Range;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};

use axum::serve::ListenerExt as _;
use axum::{Router, routing};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use edu_http::{
    BackendError, BasicCredentials, Body, Caller, ClientIdText, Mount, Scopes, basic_challenge,
    collect,
};
use edu_jose_ring::Ring;
use http::request::Parts;
use http::{Request, Response, StatusCode};
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tower::Service;
use xapi_lrs::{Access, Account, Accounts, LrsService, LrsSettings, RecordStore, scope};

use crate::made::{ALL, LEARNER};
use crate::{made, tenant};

const STATEMENTS: &str = "/xapi/statements";
const SAME: &str = "/same";

/// A record store that is served until this is dropped.
pub(crate) struct Served {
    address: SocketAddr,
    /// What is answered at `/same` by the server alone.
    same: Arc<Mutex<Bytes>>,
    /// The service as it is mounted, without a server.
    inside: Box<dyn Fn(Request<Body>) -> Bytes>,
    serving: JoinHandle<()>,
}

/// A connection of a user's.
pub(crate) struct Client {
    stream: TcpStream,
    /// An answer as it arrived; what lies behind is of earlier ones.
    answer: Vec<u8>,
}

/// Bytes of the longest answer.
const LONGEST: usize = 1 << 20;

/// Who may call: one who sees everything, and learners; passwords do not matter.
struct Users;

impl Accounts for Users {
    async fn account(&self, caller: &Caller) -> Result<Option<Account>, BackendError> {
        let account = Account::new(tenant(), made::authority());
        let name = caller.client().map(ClientIdText::as_str);
        if name == Some(ALL) {
            return Ok(Some(account));
        }
        let number = name.and_then(|name| name.strip_prefix(LEARNER)?.parse().ok());
        Ok(number.map(|number| account.with_access(Access::any([made::learner(number)]))))
    }
}

fn authenticate(parts: &Parts) -> Result<Caller, Box<Response<Body>>> {
    let refused = || Box::new(basic_challenge("bench"));
    let sent = BasicCredentials::of(&parts.headers).ok().flatten();
    let sent = sent.ok_or_else(refused)?;
    let name = ClientIdText::new(sent.name.expose().as_str()).map_err(|_| refused())?;
    let scopes = Scopes::parse(scope::ALL).map_err(|_| refused())?;
    Ok(Caller::anonymous().with_client(name).with_scopes(scopes))
}

impl Served {
    pub(crate) fn start(runtime: &Handle, records: impl RecordStore + 'static) -> Self {
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"));
        let listener = listener.expect("a port");
        let address = listener.local_addr().expect("an address");
        let mount = Mount::new(&format!("http://{address}/xapi"), "").expect("an address");
        let settings = LrsSettings::new([7; 32]);
        let service = LrsService::new(records, Users, Ring, mount, settings);
        let service = edu_axum::mount(service, authenticate);
        let same = Arc::new(Mutex::new(Bytes::new()));
        let kept = Arc::clone(&same);
        let app = Router::new()
            .nest_service("/xapi", service.clone())
            .route(SAME, routing::get(move || ready(read(&kept))));
        let listener = listener.tap_io(|stream| stream.set_nodelay(true).expect("no delay"));
        let serving = runtime.spawn(async move {
            axum::serve(listener, app).await.expect("a server");
        });
        let entered = runtime.clone();
        Self {
            address,
            same,
            inside: Box::new(move |request| entered.block_on(answer(service.clone(), request))),
            serving,
        }
    }

    /// What the service answers to a question without a server or a socket.
    pub(crate) fn ask_inside(&self, parameters: &str, user: &str) -> Bytes {
        let credentials = STANDARD.encode(format!("{user}:secret"));
        let request = Request::get(format!("/statements?{parameters}"))
            .header("x-experience-api-version", "2.0.0")
            .header("authorization", format!("Basic {credentials}"));
        (self.inside)(request.body(Body::empty()).expect("a request"))
    }

    /// From now on these bytes are what is answered without a store.
    pub(crate) fn answer_without_store(&self, body: &[u8]) {
        let mut same = self.same.lock().expect("the answer");
        *same = Bytes::copy_from_slice(body);
    }

    pub(crate) fn client(&self) -> Client {
        let stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        Client {
            stream,
            answer: vec![0; LONGEST],
        }
    }
}

async fn answer<S>(mut service: S, request: Request<Body>) -> Bytes
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
{
    let Ok(response) = service.call(request).await;
    assert_eq!(response.status(), StatusCode::OK);
    let body = collect(response.into_body(), LONGEST).await;
    body.expect("a body")
}

fn read(same: &Mutex<Bytes>) -> Bytes {
    same.lock().expect("the answer").clone()
}

impl Drop for Served {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// The request that sends statements.
pub(crate) fn post(statements: &[String]) -> Vec<u8> {
    let body = format!("[{}]", statements.join(","));
    let head = head("POST", STATEMENTS, ALL);
    let length = body.len();
    let kind = "Content-Type: application/json";
    format!("{head}{kind}\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes()
}

/// The request for a list.
pub(crate) fn get(parameters: &str, user: &str) -> Vec<u8> {
    let head = head("GET", &format!("{STATEMENTS}?{parameters}"), user);
    format!("{head}\r\n").into_bytes()
}

/// The request for what the server answers without a store.
pub(crate) fn get_same() -> Vec<u8> {
    let head = head("GET", SAME, ALL);
    format!("{head}\r\n").into_bytes()
}

fn head(method: &str, target: &str, user: &str) -> String {
    let credentials = STANDARD.encode(format!("{user}:secret"));
    format!(
        "{method} {target} HTTP/1.1\r\nHost: localhost\r\n\
        X-Experience-API-Version: 2.0.0\r\nAuthorization: Basic {credentials}\r\n"
    )
}

impl Client {
    /// Sends a request and reads the answer, which is to be a good one and says its length.
    pub(crate) fn call(&mut self, request: &[u8]) -> &[u8] {
        self.stream.write_all(request).expect("sent");
        let (mut arrived, mut body) = (0, None);
        while body
            .as_ref()
            .is_none_or(|body: &Range<usize>| arrived < body.end)
        {
            let room = self.answer.get_mut(arrived..).expect("a shorter answer");
            let read = self.stream.read(room).expect("an answer");
            assert_ne!(read, 0, "the answer broke off");
            arrived = arrived.saturating_add(read);
            body = body.or_else(|| body_of(self.answer.get(..arrived)?));
        }
        body.and_then(|body| self.answer.get(body)).expect("a body")
    }
}

/// Where the body of an answer lies, once its head is there.
fn body_of(arrived: &[u8]) -> Option<Range<usize>> {
    let end = arrived.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = arrived.get(..end).map(String::from_utf8_lossy)?;
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    let mut fields = head.lines().filter_map(|line| line.split_once(':'));
    let length = fields.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length: usize = length
        .and_then(|(_, length)| length.trim().parse().ok())
        .expect("a length");
    let begin = end.saturating_add(4);
    Some(begin..begin.saturating_add(length))
}
