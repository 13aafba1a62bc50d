//! A host with a record store in memory, as its clients see it: over requests.

use core::sync::atomic::{AtomicI64, Ordering};
use std::collections::BTreeMap;

use bytes::Bytes;
use edu_http::{
    BackendError, Body, Caller, Entropy, Moment, Mount, Scopes, Service, TenantId, UserId, collect,
};
use edu_jose::{Algorithm, PublicKey, Verify, VerifyError};
use edu_types::Timestamp;
use http::{HeaderMap, Request, StatusCode};
use pollster::block_on;
use xapi_lrs::{Account, Accounts, LrsError, LrsService, LrsSettings, MemoryRecords};
use xapi_model::{Actor, Agent};

pub(crate) const ADA: &str = r#"{"mbox":"mailto:ada@example.org"}"#;
pub(crate) const BEN: &str = r#"{"mbox":"mailto:ben@example.org"}"#;
pub(crate) const COURSE: &str = "https://example.org/course";

/// A host; each request comes a second after the one before.
pub(crate) struct Host {
    service: LrsService<MemoryRecords, Known, NoKeys>,
    seconds: AtomicI64,
}

/// The accounts of a host, by user.
#[derive(Default)]
struct Known(BTreeMap<String, Account>);

/// Checks no signature: none of these tests signs.
struct NoKeys;

/// A request in the making.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    method: String,
    address: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    user: String,
    scopes: String,
}

/// A response.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) error: Option<LrsError>,
}

impl Accounts for Known {
    async fn account(&self, caller: &Caller) -> Result<Option<Account>, BackendError> {
        let user = caller.user().map(UserId::as_str);
        Ok(user.and_then(|user| self.0.get(user)).cloned())
    }
}

impl Verify for NoKeys {
    fn verify(&self, _: Algorithm, _: &PublicKey, _: &[u8], _: &[u8]) -> Result<(), VerifyError> {
        Err(VerifyError::BadSignature)
    }
}

/// An account of a tenant that sees everything there.
pub(crate) fn account(tenant: &str, name: &str) -> Account {
    let authority = Agent::account("https://lrs.example", name).unwrap();
    Account::new(TenantId::new(tenant).unwrap(), Actor::Agent(authority))
}

impl Host {
    /// A host whose user `root` may do everything in the tenant `north`.
    pub(crate) fn new() -> Self {
        Self::set_up(|settings| settings, [("root", account("north", "root"))])
    }

    pub(crate) fn with(accounts: impl IntoIterator<Item = (&'static str, Account)>) -> Self {
        Self::set_up(|settings| settings, accounts)
    }

    pub(crate) fn set_up(
        settings: impl FnOnce(LrsSettings) -> LrsSettings,
        accounts: impl IntoIterator<Item = (&'static str, Account)>,
    ) -> Self {
        let accounts = accounts.into_iter();
        let accounts = accounts.map(|(user, account)| (user.to_owned(), account));
        let mount = Mount::new("https://lrs.example/xapi", "/xapi").unwrap();
        let settings = settings(LrsSettings::new([7; 32]));
        let known = Known(accounts.collect());
        Self {
            service: LrsService::new(MemoryRecords::new(), known, NoKeys, mount, settings),
            seconds: AtomicI64::new(1_700_000_000),
        }
    }

    /// What the host answers: to the request that stands in this one, where one does.
    pub(crate) fn ask(&self, ask: Ask) -> Answer {
        let now = self.seconds.fetch_add(1, Ordering::Relaxed);
        let mut random = [0; Entropy::BYTES];
        random[..8].copy_from_slice(&now.to_be_bytes());
        let moment = Moment::new(Timestamp::from_unix_seconds(now), Entropy::new(random));
        let mut caller = Caller::anonymous();
        if !ask.user.is_empty() {
            caller = caller.with_user(UserId::new(ask.user.as_str()).unwrap());
        }
        let caller = caller.with_scopes(Scopes::parse(&ask.scopes).unwrap());
        let mut request = Request::builder()
            .method(ask.method.as_str())
            .uri(ask.address);
        for (name, value) in ask.headers {
            request = request.header(name, value);
        }
        let request = request.body(Body::from(ask.body)).unwrap();
        let response = match block_on(self.service.translate(request)) {
            Ok(request) => block_on(self.service.call(caller, moment, request)),
            Err(response) => *response,
        };
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            error: parts.extensions.get::<LrsError>().cloned(),
            headers: parts.headers,
            body: block_on(collect(body, usize::MAX)).unwrap(),
        }
    }

    /// Lets time pass in which nobody asks.
    pub(crate) fn wait(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Sends a statement, which must be taken in.
    pub(crate) fn keep(&self, statement: &str) {
        let answer = self.ask(post("/statements").json(statement));
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
}

pub(crate) fn get(path: &str) -> Ask {
    ask("GET", path)
}

pub(crate) fn put(path: &str) -> Ask {
    ask("PUT", path)
}

pub(crate) fn post(path: &str) -> Ask {
    ask("POST", path)
}

pub(crate) fn delete(path: &str) -> Ask {
    ask("DELETE", path)
}

/// A request of `root`, who may do everything, by version 2.0.
pub(crate) fn ask(method: &str, path: &str) -> Ask {
    let name = "X-Experience-API-Version";
    Ask {
        method: method.to_owned(),
        address: format!("/xapi{path}"),
        headers: vec![(name.to_owned(), "2.0.0".to_owned())],
        body: Vec::new(),
        user: "root".to_owned(),
        scopes: "all".to_owned(),
    }
}

impl Ask {
    /// By another version; by none where it is empty.
    pub(crate) fn version(mut self, version: &str) -> Self {
        self.headers.remove(0);
        let name = "X-Experience-API-Version";
        if !version.is_empty() {
            let header = (name.to_owned(), version.to_owned());
            self.headers.insert(0, header);
        }
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn json(self, text: &str) -> Self {
        self.body("application/json", text)
    }

    pub(crate) fn body(mut self, content_type: &str, body: &str) -> Self {
        body.as_bytes().clone_into(&mut self.body);
        self.header("Content-Type", content_type)
    }

    /// By another user; by nobody where it is empty.
    pub(crate) fn by(mut self, user: &str, scopes: &str) -> Self {
        user.clone_into(&mut self.user);
        scopes.clone_into(&mut self.scopes);
        self
    }

    /// At an address as answers give it.
    pub(crate) fn at(mut self, address: &str) -> Self {
        address.clone_into(&mut self.address);
        self
    }
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        core::str::from_utf8(&self.body).unwrap()
    }

    /// A header's value; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The code of the rule that was broken.
    pub(crate) fn code(&self) -> &'static str {
        self.error.as_ref().map_or("", LrsError::code)
    }

    /// The address of more statements.
    pub(crate) fn more(&self) -> String {
        let (_, more) = self.text().rsplit_once(r#""more":""#).unwrap();
        more.trim_end_matches("\"}").to_owned()
    }

    /// How often a text stands in the answer.
    pub(crate) fn count(&self, text: &str) -> usize {
        self.text().matches(text).count()
    }
}

/// A text as one value of a query.
pub(crate) fn encoded(text: &str) -> String {
    edu_http::encode_component(text)
}

/// A UUID that ends in these digits.
pub(crate) fn uuid(number: u32) -> String {
    format!("9e13cefd-53d3-4eac-b5ed-{number:012}")
}

/// A statement of an agent about an activity, with the id that [`uuid`] gives.
pub(crate) fn statement(number: u32, actor: &str, activity: &str) -> String {
    format!(
        r#"{{"id":"{}","actor":{actor},"verb":{{"id":"https://example.org/did"}},"object":{{"id":"{activity}"}}}}"#,
        uuid(number),
    )
}

/// A statement that targets another.
pub(crate) fn reference(number: u32, verb: &str, target: u32) -> String {
    format!(
        r#"{{"id":"{}","actor":{BEN},"verb":{{"id":"{verb}"}},"object":{{"objectType":"StatementRef","id":"{}"}}}}"#,
        uuid(number),
        uuid(target),
    )
}

pub(crate) const VOIDED: &str = "http://adlnet.gov/expapi/verbs/voided";

/// The address of the statement that [`statement`] makes of a number.
pub(crate) fn one(number: u32) -> String {
    format!("/statements?statementId={}", uuid(number))
}

/// How many statements a host lists.
pub(crate) fn listed(host: &Host) -> usize {
    host.ask(get("/statements")).count("\"stored\"")
}
