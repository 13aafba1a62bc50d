//! The record store for programs: under `/xapi`, for one that knows name and password.

use std::sync::Arc;

use axum::Router;
use edu_axum::{SystemMoments, mount};
use edu_http::{
    BackendError, BasicCredentials, Body, Caller, ClientIdText, Moments as _, Mount, Scopes,
    basic_challenge,
};
use edu_jose_ring::Ring;
use edu_sqlite::Database;
use edu_types::Secret;
use http::Response;
use http::request::Parts;
use rusqlite::{OptionalExtension as _, params};
use subtle::ConstantTimeEq as _;
use xapi_lrs::{Account, Accounts, LrsService, LrsSettings, scope};
use xapi_model::Agent;

use super::Records;
use crate::Failure;
use crate::args::Args;

/// The name of the one program that is known.
const NAME: &str = "demonstration";

/// How programs reach the record store; made at the first start, kept in the campus's file.
#[derive(Debug)]
pub(crate) struct Client {
    /// Where the record store is.
    pub(crate) address: String,
    password: Secret<String>,
    /// Signs the addresses of further pages.
    secret: Secret<[u8; 32]>,
}

impl Client {
    pub(super) async fn open(args: &Args, database: &Database) -> Result<Self, Failure> {
        let mut entropy = SystemMoments::new().moment()?.entropy;
        let (password, secret) = (entropy.take_token()?, entropy.take::<32>()?);
        let kept = database.call(move |connection| {
            connection.execute(MAKE, params![password, secret])?;
            let found = connection.query_row(FIND, [], |row| Ok((row.get(0)?, row.get(1)?)));
            found.optional()
        });
        let (password, secret) = kept.await?.ok_or("the file keeps no access to records")?;
        Ok(Self {
            address: format!("{}/xapi", args.platform()),
            password: Secret::new(password),
            secret: Secret::new(secret),
        })
    }

    /// Name and password, for who administers the campus.
    pub(super) fn credentials(&self) -> (&'static str, &str) {
        (NAME, self.password.expose())
    }

    /// Who sent the request, or the response that asks for name and password.
    fn authenticate(&self, parts: &Parts) -> Result<Caller, Box<Response<Body>>> {
        // Which versions are served is told to everybody.
        if parts.uri.path() == "/about" {
            return Ok(Caller::anonymous());
        }
        let refused = || Box::new(basic_challenge("records of the campus"));
        let sent = BasicCredentials::of(&parts.headers).ok().flatten();
        let sent = sent.ok_or_else(refused)?;
        let known = self.password.expose().as_bytes();
        let same = sent.password.expose().as_bytes().ct_eq(known);
        if sent.name.expose() != NAME || !bool::from(same) {
            return Err(refused());
        }
        let name = ClientIdText::new(NAME).map_err(|_| refused())?;
        let scopes = Scopes::parse(scope::ALL).map_err(|_| refused())?;
        Ok(Caller::anonymous().with_client(name).with_scopes(scopes))
    }
}

/// The record store at its address. What programs send bears no mark of the course: teachers see
/// it in the administration, and people among their own data.
pub(crate) fn routes(records: &Records) -> Result<Router, Failure> {
    let client = Arc::clone(&records.client);
    let known = Known {
        account: Account::new(
            records.tenant.clone(),
            xapi_model::Actor::Agent(Agent::account(&*client.address, NAME)?),
        ),
    };
    // `nest_service` takes the prefix off before the service sees the path.
    let at = Mount::new(&client.address, "")?;
    let settings = LrsSettings::new(*client.secret.expose());
    let service = LrsService::new(records.store.clone(), known, Ring, at, settings);
    let authenticate = move |parts: &Parts| client.authenticate(parts);
    Ok(Router::new().nest_service("/xapi", mount(service, authenticate)))
}

/// The account of the one program.
#[derive(Clone, Debug)]
struct Known {
    account: Account,
}

impl Accounts for Known {
    async fn account(&self, caller: &Caller) -> Result<Option<Account>, BackendError> {
        Ok(caller.client().map(|_| self.account.clone()))
    }
}

const MAKE: &str = "INSERT INTO record_access (id, password, secret) VALUES (1, ?1, ?2)
    ON CONFLICT DO NOTHING";

const FIND: &str = "SELECT password, secret FROM record_access";
