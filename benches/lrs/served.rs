//! The record store as it is served: axum on loopback, and a client that keeps its connection.

use core::future::ready;
use core::net::SocketAddr;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};

use axum::serve::ListenerExt as _;
use axum::{Router, routing};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use edu_http::{
    BackendError, BasicCredentials, Body, Caller, ClientIdText, Mount, Scopes, basic_challenge,
};
use edu_jose_ring::Ring;
use http::Response;
use http::request::Parts;
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
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
    serving: JoinHandle<()>,
}

/// A connection of a user's.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    body: Vec<u8>,
}

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
        let same = Arc::new(Mutex::new(Bytes::new()));
        let kept = Arc::clone(&same);
        let app = Router::new()
            .nest_service("/xapi", edu_axum::mount(service, authenticate))
            .route(SAME, routing::get(move || ready(read(&kept))));
        let listener = listener.tap_io(|stream| stream.set_nodelay(true).expect("no delay"));
        let serving = runtime.spawn(async move {
            axum::serve(listener, app).await.expect("a server");
        });
        Self {
            address,
            same,
            serving,
        }
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
            stream: BufReader::with_capacity(1 << 18, stream),
            body: Vec::new(),
        }
    }
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
    /// Sends a request and reads the answer, which is to be a good one.
    pub(crate) fn call(&mut self, request: &[u8]) -> &[u8] {
        self.stream.get_mut().write_all(request).expect("sent");
        let (mut line, mut length, mut status) = (String::new(), 0, String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line).expect("a line");
            let text = line.trim_end();
            if text.is_empty() {
                break;
            }
            if status.is_empty() {
                text.clone_into(&mut status);
            }
            if let Some((name, value)) = text.split_once(": ")
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.parse().expect("a length");
            }
        }
        self.body.resize(length, 0);
        self.stream.read_exact(&mut self.body).expect("a body");
        assert!(
            status.starts_with("HTTP/1.1 200"),
            "{status}: {}",
            String::from_utf8_lossy(&self.body)
        );
        &self.body
    }
}
