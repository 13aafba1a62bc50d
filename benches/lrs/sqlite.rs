//! SQLite alone, with the record store's tables and settings: what could be reached at best.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use edu_json::ToJson as _;
use edu_sqlite::rusqlite::config::DbConfig;
use edu_sqlite::rusqlite::{
    Connection, Row, TransactionBehavior, params, params_from_iter, types::Value,
};
use edu_sqlite::{Database, StoredRecords};
use edu_types::UuidText;
use pollster::block_on;
use tokio::runtime::Handle;
use xapi_lrs::{Key, NewStatement};

use crate::alone::Alone;
use crate::made::{Moment, Question};
use crate::{PAGE, now};

/// A connection, and what was handed out for it.
pub(crate) struct SqliteAlone {
    path: PathBuf,
    connection: Connection,
    last: i64,
    definitions: HashSet<Key>,
    names: HashSet<(Key, Box<str>)>,
}

/// What is inserted for a batch.
pub(crate) struct Rows {
    statements: Vec<(i64, NewStatement, Vec<u8>, Vec<u8>)>,
    definitions: Vec<(Key, String)>,
    names: Vec<(Key, Box<str>)>,
    stored: i64,
}

/// The only tenant's.
const TENANT: i64 = 1;

impl Alone for SqliteAlone {
    const NAME: &'static str = "SQLite alone";

    type Records = StoredRecords;
    type Rows = Rows;
    type List = String;

    fn new(_: &Handle, name: &'static str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        for end in ["", "-wal", "-shm"] {
            // What an earlier run left behind, where there was one.
            let _removed = std::fs::remove_file(format!("{}{end}", path.display()));
        }
        drop(records(&path));
        let connection = Connection::open(&path).expect("a file");
        for (pragma, value) in [
            ("synchronous", "FULL"),
            ("foreign_keys", "true"),
            ("cache_size", "-32768"),
        ] {
            let set = connection.pragma_update(None, pragma, value);
            set.expect("a setting");
        }
        let set = connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()));
        set.expect("a setting");
        let set = connection.pragma_update_and_check(None, "wal_autocheckpoint", 8192, |_| Ok(()));
        set.expect("a setting");
        let set = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true);
        set.expect("a setting");
        connection.set_prepared_statement_cache_capacity(64);
        Self {
            path,
            connection,
            last: 0,
            definitions: HashSet::new(),
            names: HashSet::new(),
        }
    }

    fn records(&self) -> StoredRecords {
        records(&self.path)
    }

    fn rows(&mut self, statements: &[NewStatement]) -> Rows {
        let now = now();
        let mut rows = Rows {
            statements: Vec::new(),
            definitions: Vec::new(),
            names: Vec::new(),
            stored: i64::try_from(now.unix_nanos() / 1_000_000).expect("a time"),
        };
        for one in statements {
            self.last = self.last.saturating_add(1);
            let keys = one.keys.iter().flat_map(|key| *key.as_bytes()).collect();
            let json = one.json(&now).expect("a text");
            rows.statements.push((self.last, one.clone(), keys, json));
            for (activity, definition) in &one.definitions {
                let key = Key::activity(activity.as_str());
                if self.definitions.insert(key) {
                    rows.definitions.push((key, definition.to_json_string()));
                }
            }
            let new = one.names.iter();
            let new = new.filter(|name| self.names.insert((*name).clone()));
            rows.names.extend(new.cloned());
        }
        rows
    }

    fn insert(&mut self, rows: Rows) {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .expect("a transaction");
        {
            let prepare = |sql| transaction.prepare_cached(sql).expect("a statement");
            let mut statement = prepare(STATEMENT);
            let mut entry = prepare("INSERT INTO edu_xapi_entry VALUES (?1, ?2, ?3, ?3)");
            let mut definition = prepare("INSERT INTO edu_xapi_definition VALUES (?1, ?2, ?3)");
            let mut name = prepare("INSERT INTO edu_xapi_name VALUES (?1, ?2, ?3, 0)");
            for (position, new, keys, json) in &rows.statements {
                let (place, id) = ((TENANT << 40).saturating_add(*position), new.id.to_bytes());
                let target = new.target.map(UuidText::to_bytes);
                let values = params![place, TENANT, id, rows.stored, target, keys, json];
                statement.execute(values).expect("a row");
                for key in &new.keys {
                    let values = params![TENANT, key.as_bytes(), position];
                    entry.execute(values).expect("a row");
                }
            }
            for (key, text) in &rows.definitions {
                let values = params![TENANT, key.as_bytes(), text];
                definition.execute(values).expect("a row");
            }
            for (key, text) in &rows.names {
                let values = params![TENANT, key.as_bytes(), text];
                name.execute(values).expect("a row");
            }
        }
        transaction.commit().expect("a commit");
    }

    /// One program after the other: there is one lock.
    fn insert_each(&mut self, rows: Vec<Rows>) {
        for rows in rows {
            self.insert(rows);
        }
    }

    fn analyze(&self) {}

    fn prepare_list(&self, like: &Question) -> String {
        let more = (1..like.keys.len()).map(|number| {
            let key = number.saturating_add(2);
            format!(
                " AND EXISTS (SELECT 1 FROM edu_xapi_entry AS more WHERE more.tenant = 1
                AND more.key = ?{key} AND more.listed = entry.listed
                AND more.source = entry.source)"
            )
        });
        let more: String = more.collect();
        let list = match (&like.moment, like.keys.as_slice()) {
            (Some(Moment::Since(_)), _) => format!("{SINCE} ORDER BY stored DESC, place DESC"),
            (Some(Moment::SinceEarliest(_)), _) => format!("{SINCE} ORDER BY stored, place"),
            (Some(Moment::Until(_)), _) => format!("{UNTIL} ORDER BY stored DESC, place DESC"),
            (None, []) => format!("{ALL} ORDER BY place DESC"),
            (None, _) => format!("{BY_KEY}{more} ORDER BY entry.listed DESC"),
        };
        format!("{list} LIMIT {PAGE}")
    }

    fn list(&self, list: &String, question: &Question) -> Vec<Vec<u8>> {
        let mut values = match &question.moment {
            Some(moment) => vec![Value::Integer(moment.millis())],
            None => vec![Value::Integer(TENANT << 40)],
        };
        let keys = question.keys.iter();
        values.extend(keys.map(|key| Value::Blob(key.as_bytes().to_vec())));
        let mut list = self.connection.prepare_cached(list).expect("a statement");
        let found = list.query_map(params_from_iter(values), text);
        let found: Result<Vec<Vec<u8>>, _> = found.expect("a list").collect();
        found.expect("a list")
    }
}

/// The text of a row that also says where its statement stands and when it was stored: an answer needs all three.
fn text(row: &Row<'_>) -> edu_sqlite::rusqlite::Result<Vec<u8>> {
    let (_place, _stored): (i64, i64) = (row.get(0)?, row.get(1)?);
    row.get(2)
}

fn records(path: &Path) -> StoredRecords {
    let database = Database::open(path).expect("a file");
    block_on(StoredRecords::new(&database)).expect("tables")
}

impl Drop for SqliteAlone {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            // Gone as it is closed.
            let _removed = std::fs::remove_file(format!("{}{end}", self.path.display()));
        }
    }
}

const STATEMENT: &str = "INSERT INTO edu_xapi_statement
    (place, tenant, id, stored, voided, voids, target, keys, json)
    VALUES (?1, ?2, ?3, ?4, 0, 0, ?5, ?6, ?7)";

const ALL: &str =
    "SELECT place, stored, json FROM edu_xapi_statement WHERE place > ?1 AND voided = 0";

const BY_KEY: &str =
    "SELECT statement.place, statement.stored, statement.json FROM edu_xapi_entry AS entry
    JOIN edu_xapi_statement AS statement ON statement.place = ?1 + entry.listed
    WHERE entry.tenant = 1 AND entry.key = ?2 AND statement.voided = 0";

const SINCE: &str = "SELECT place, stored, json FROM edu_xapi_statement
    WHERE tenant = 1 AND stored > ?1 AND voided = 0";

const UNTIL: &str = "SELECT place, stored, json FROM edu_xapi_statement
    WHERE tenant = 1 AND stored <= ?1 AND voided = 0";
