//! PostgreSQL alone, with the record store's tables: what could be reached at best.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use bytes::BytesMut;
use edu_json::ToJson as _;
use edu_postgres::tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use edu_postgres::tokio_postgres::{Client, Config, NoTls, Statement};
use edu_postgres::{Database, StoredRecords};
use tokio::runtime::Handle;
use xapi_lrs::{Key, NewStatement, RecordStore as _};

use crate::alone::Alone;
use crate::made::{Moment, Question};
use crate::{CALLERS, EACH, PAGE, now, tenant};

/// The variable that says how a server is reached.
pub(crate) const SERVER: &str = "EDU_TEST_POSTGRES";

/// A schema with the record store's tables, gone when dropped.
pub(crate) struct PostgresAlone {
    runtime: Handle,
    name: &'static str,
    server: Config,
    records: StoredRecords,
    connections: Vec<Bare>,
    handed: Handed,
}

impl Alone for PostgresAlone {
    const NAME: &'static str = "PostgreSQL alone";

    type Records = StoredRecords;
    type Rows = Rows;
    type List = Statement;

    fn new(runtime: &Handle, name: &'static str) -> Self {
        let server = std::env::var(SERVER).expect("settings");
        let server: Config = server.parse().expect("settings");
        let new = format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}");
        runtime.block_on(administer(&server, &new));
        let mut config = server.clone();
        config.options(format!("-c search_path={name}"));
        let (records, connections) = runtime.block_on(async {
            let database = Database::connect(config.clone(), NoTls).await;
            let records = StoredRecords::new(&database.expect("a database")).await;
            let records = records.expect("tables");
            // The tenant gets its number.
            let through = records.consistent_through(&tenant(), &now()).await;
            through.expect("a time");
            let mut connections = Vec::new();
            for _ in 0..CALLERS {
                connections.push(Bare::connect(&config).await);
            }
            (records, connections)
        });
        Self {
            runtime: runtime.clone(),
            name,
            server,
            records,
            connections,
            handed: Handed::default(),
        }
    }

    fn records(&self) -> StoredRecords {
        self.records.clone()
    }

    fn rows(&mut self, statements: &[NewStatement]) -> Rows {
        self.handed.rows(statements)
    }

    fn insert(&mut self, rows: Rows) {
        self.runtime.block_on(self.first().insert(rows));
    }

    /// Each program on a connection of its own.
    fn insert_each(&mut self, rows: Vec<Rows>) {
        let mut rows = VecDeque::from(rows);
        self.runtime.block_on(async {
            let mut callers = tokio::task::JoinSet::new();
            for connection in &self.connections {
                let own: Vec<Rows> = rows.drain(..EACH.min(rows.len())).collect();
                let connection = connection.clone();
                callers.spawn(async move {
                    for rows in own {
                        connection.insert(rows).await;
                    }
                });
            }
            callers.join_all().await;
        });
    }

    fn analyze(&self) {
        let Self { name, server, .. } = self;
        let analyze = format!("ANALYZE {name}.edu_xapi_entry, {name}.edu_xapi_statement");
        self.runtime.block_on(administer(server, &analyze));
    }

    fn prepare_list(&self, like: &Question) -> Statement {
        self.runtime.block_on(self.first().prepare_list(like))
    }

    fn list(&self, list: &Statement, question: &Question) -> Vec<Vec<u8>> {
        self.runtime.block_on(self.first().list(list, question))
    }
}

impl PostgresAlone {
    fn first(&self) -> &Bare {
        self.connections.first().expect("a connection")
    }
}

impl Drop for PostgresAlone {
    fn drop(&mut self) {
        let gone = format!("DROP SCHEMA {} CASCADE", self.name);
        self.runtime.block_on(administer(&self.server, &gone));
    }
}

async fn administer(server: &Config, statements: &str) {
    let (client, connection) = server.connect(NoTls).await.expect("a connection");
    tokio::spawn(connection);
    client.batch_execute(statements).await.expect("statements");
}

/// A connection with its prepared statements.
#[derive(Clone)]
struct Bare {
    client: Arc<Client>,
    statements: Statement,
    entries: Statement,
    definitions: Statement,
    names: Statement,
}

/// The rows that the record store makes of a batch.
#[derive(Default)]
pub(crate) struct Rows {
    positions: Vec<i64>,
    stored: i64,
    ids: Vec<Uuid>,
    keys: Vec<Vec<u8>>,
    json: Vec<Vec<u8>>,
    entry_keys: Vec<Uuid>,
    entry_positions: Vec<i64>,
    definitions: (Vec<Uuid>, Vec<Vec<u8>>),
    names: (Vec<Uuid>, Vec<Vec<u8>>),
}

/// What was handed out: positions, and what is known by then.
#[derive(Default)]
struct Handed {
    last: i64,
    definitions: HashSet<Key>,
    names: HashSet<(Key, Box<str>)>,
}

/// 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Uuid([u8; 16]);

const TENANT: i32 = 1;

impl Handed {
    fn rows(&mut self, statements: &[NewStatement]) -> Rows {
        let now = now();
        let mut rows = Rows {
            stored: i64::try_from(now.unix_nanos() / 1_000_000).expect("a time"),
            ..Rows::default()
        };
        let mut entries = Vec::new();
        for one in statements {
            self.last = self.last.saturating_add(1);
            rows.positions.push(self.last);
            rows.ids.push(Uuid(one.id.to_bytes()));
            let keys = one.keys.iter();
            rows.keys
                .push(keys.flat_map(|key| *key.as_bytes()).collect());
            rows.json.push(one.json(&now).expect("a text"));
            let keys = one.keys.iter();
            entries.extend(keys.map(|key| (Uuid(*key.as_bytes()), self.last)));
            for (activity, definition) in &one.definitions {
                let key = Key::activity(activity.as_str());
                if self.definitions.insert(key) {
                    rows.definitions.0.push(Uuid(*key.as_bytes()));
                    let text = definition.to_json_string();
                    rows.definitions.1.push(text.into_bytes());
                }
            }
            for name in &one.names {
                if self.names.insert(name.clone()) {
                    rows.names.0.push(Uuid(*name.0.as_bytes()));
                    rows.names.1.push(name.1.as_bytes().to_vec());
                }
            }
        }
        entries.sort_unstable();
        (rows.entry_keys, rows.entry_positions) = entries.into_iter().unzip();
        rows
    }
}

impl Bare {
    async fn connect(config: &Config) -> Self {
        let (client, connection) = config.connect(NoTls).await.expect("a connection");
        tokio::spawn(connection);
        Self {
            statements: client.prepare(STATEMENTS).await.expect("a statement"),
            entries: client.prepare(ENTRIES).await.expect("a statement"),
            definitions: client.prepare(DEFINITIONS).await.expect("a statement"),
            names: client.prepare(NAMES).await.expect("a statement"),
            client: Arc::new(client),
        }
    }

    /// Inserts rows as one transaction; all of it travels together.
    async fn insert(&self, rows: Rows) {
        let client = &self.client;
        let statements: [&(dyn ToSql + Sync); 6] = [
            &TENANT,
            &rows.stored,
            &rows.positions,
            &rows.ids,
            &rows.keys,
            &rows.json,
        ];
        let entries: [&(dyn ToSql + Sync); 3] = [&TENANT, &rows.entry_keys, &rows.entry_positions];
        let definitions: [&(dyn ToSql + Sync); 3] =
            [&TENANT, &rows.definitions.0, &rows.definitions.1];
        let names: [&(dyn ToSql + Sync); 3] = [&TENANT, &rows.names.0, &rows.names.1];
        let (begun, one, two, three, four, ended) = tokio::join!(
            biased;
            client.batch_execute("BEGIN"),
            client.execute(&self.statements, &statements),
            client.execute(&self.entries, &entries),
            client.execute(&self.definitions, &definitions),
            client.execute(&self.names, &names),
            client.batch_execute("COMMIT"),
        );
        begun.expect("a transaction");
        for written in [one, two, three, four] {
            written.expect("rows");
        }
        ended.expect("a commit");
    }

    /// How statements are listed by the index, for questions like this one.
    async fn prepare_list(&self, like: &Question) -> Statement {
        let more = (1..like.keys.len()).map(|number| {
            let key = number.saturating_add(1);
            format!(
                " AND EXISTS (SELECT FROM edu_xapi_entry o WHERE o.tenant = 1 AND o.key = ${key}
                AND o.listed = e.listed AND o.source = e.source)"
            )
        });
        let more: String = more.collect();
        let list = match (&like.moment, like.keys.as_slice()) {
            (Some(Moment::Since(_)), _) => format!("{ALL} AND s.stored > $1 ORDER BY {LATEST}"),
            (Some(Moment::SinceEarliest(_)), _) => {
                format!("{ALL} AND s.stored > $1 ORDER BY s.stored, s.position")
            }
            (Some(Moment::Until(_)), _) => format!("{ALL} AND s.stored <= $1 ORDER BY {LATEST}"),
            (None, []) => format!("{ALL} ORDER BY s.position DESC"),
            (None, _) => format!("{BY_KEY}{more} ORDER BY e.listed DESC"),
        };
        let list = format!("{list} LIMIT {PAGE}");
        self.client.prepare(&list).await.expect("a statement")
    }

    async fn list(&self, list: &Statement, question: &Question) -> Vec<Vec<u8>> {
        let moment = question.moment.as_ref().map(Moment::millis);
        let keys = question.keys.iter().map(|key| Uuid(*key.as_bytes()));
        let keys: Vec<Uuid> = keys.collect();
        let moment = moment.iter().map(|moment| moment as &(dyn ToSql + Sync));
        let keys = keys.iter().map(|key| key as &(dyn ToSql + Sync));
        let values: Vec<_> = moment.chain(keys).collect();
        let rows = self.client.query(list, &values).await.expect("a list");
        rows.iter().map(|row| row.get(2)).collect()
    }
}

impl ToSql for Uuid {
    fn to_sql(
        &self,
        _: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn core::error::Error + Sync + Send>> {
        out.extend_from_slice(&self.0);
        Ok(IsNull::No)
    }

    fn accepts(wanted: &Type) -> bool {
        *wanted == Type::UUID
    }

    to_sql_checked!();
}

const STATEMENTS: &str = "INSERT INTO edu_xapi_statement
    (tenant, stored, voids, voided, position, id, keys, json)
    SELECT $1, $2, false, false, one.*
    FROM unnest($3::int8[], $4::uuid[], $5::bytea[], $6::bytea[]) one";

const ENTRIES: &str = "INSERT INTO edu_xapi_entry (tenant, key, listed, source)
    SELECT $1, one.key, one.place, one.place FROM unnest($2::uuid[], $3::int8[]) one (key, place)";

const DEFINITIONS: &str = "INSERT INTO edu_xapi_definition (tenant, activity, definition)
    SELECT $1, one.* FROM unnest($2::uuid[], $3::bytea[]) one";

const NAMES: &str = "INSERT INTO edu_xapi_name (tenant, agent, digest, position, name)
    SELECT $1, one.agent, one.agent, 0, one.name FROM unnest($2::uuid[], $3::bytea[]) one (agent, name)";

const LATEST: &str = "s.stored DESC, s.position DESC";

const ALL: &str = "SELECT s.position, s.stored, s.json FROM edu_xapi_statement s
    WHERE s.tenant = 1 AND NOT s.voided";

const BY_KEY: &str = "SELECT s.position, s.stored, s.json FROM edu_xapi_entry e
    JOIN edu_xapi_statement s ON s.tenant = 1 AND s.position = e.listed
    WHERE e.tenant = 1 AND e.key = $1 AND NOT s.voided";
