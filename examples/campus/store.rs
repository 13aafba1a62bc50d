//! The campus's own tables, in the file that also keeps logins and messages.

use std::path::Path;

use edu_sqlite::{Database, DatabaseError, Schema};

use crate::Failure;

pub(crate) const TABLES: Schema = Schema::new(
    "campus",
    &[
        "CREATE TABLE session (
        site TEXT NOT NULL,
        -- SHA-256 of the cookie's value, in hexadecimal.
        digest TEXT NOT NULL,
        content TEXT NOT NULL,
        started INTEGER NOT NULL DEFAULT (unixepoch()),
        PRIMARY KEY (site, digest)
    ) STRICT;
    CREATE TABLE signing_key (
        position INTEGER PRIMARY KEY,
        pem TEXT NOT NULL
    ) STRICT;",
        // Times are seconds since 1970.
        "CREATE TABLE platform_key (
        id INTEGER PRIMARY KEY,
        -- PKCS #8; forgotten when the key is retired.
        pem TEXT,
        -- Its name, written down when the key itself is forgotten.
        key_id TEXT,
        published INTEGER NOT NULL,
        signs_since INTEGER,
        signed_until INTEGER,
        retired INTEGER,
        CHECK (pem IS NOT NULL OR key_id IS NOT NULL)
    ) STRICT;
    INSERT INTO platform_key (id, pem, published, signs_since)
        SELECT position, pem, unixepoch(), CASE position WHEN 0 THEN unixepoch() END
        FROM signing_key;
    DROP TABLE signing_key;
    CREATE TABLE tool_title (
        client_id TEXT NOT NULL PRIMARY KEY,
        title TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;",
        // No number is ever used again: it is the name of a link, and scores hang on it.
        "CREATE TABLE picked (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        client_id TEXT NOT NULL,
        deployment TEXT NOT NULL,
        -- The content item, as the tool sent it.
        item TEXT NOT NULL
    ) STRICT;
    CREATE TABLE tool_key (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        -- PKCS #8.
        pem TEXT NOT NULL
    ) STRICT;",
        // What happened and is no statement yet; each name is of one thing that happened.
        "CREATE TABLE happening (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        -- The event, as JSON.
        event TEXT NOT NULL,
        -- Why it can be no statement, where that was tried.
        problem TEXT
    ) STRICT;
    -- Launches that somebody may come back from.
    CREATE TABLE visit (
        name TEXT NOT NULL PRIMARY KEY,
        person TEXT NOT NULL,
        event TEXT NOT NULL,
        started INTEGER NOT NULL DEFAULT (unixepoch())
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE record_access (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        password TEXT NOT NULL,
        secret BLOB NOT NULL CHECK (length(secret) = 32)
    ) STRICT;",
        // Courses that teachers write; a change holds only for the revision it was made on.
        "CREATE TABLE authored_course (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        revision INTEGER NOT NULL DEFAULT 1,
        -- The course as it is worked on, as JSON.
        draft TEXT NOT NULL,
        -- The last version for others, as JSON, and which draft it was made of.
        published TEXT,
        published_revision INTEGER,
        versions INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    -- What a path names never changes: a published version may need it.
    CREATE TABLE authored_file (
        course INTEGER NOT NULL REFERENCES authored_course,
        path TEXT NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (course, path)
    ) STRICT;",
        // Packages that were uploaded and found acceptable, each once.
        "CREATE TABLE uploaded_package (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        -- SHA-256 of the bytes, in hexadecimal.
        digest TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        edition TEXT NOT NULL,
        -- What the file was called that was sent first.
        file TEXT NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT;",
        // What lists and pages show, so that nothing has to be read and judged again for them.
        "ALTER TABLE uploaded_package
        -- What was found in it when it came last, as its page shows it.
        ADD COLUMN told TEXT NOT NULL DEFAULT '<p>Upload the package again to see what is found in it.</p>';
    ALTER TABLE authored_course
        -- That of the draft.
        ADD COLUMN title TEXT NOT NULL DEFAULT '';
    UPDATE authored_course SET title = ifnull(json_extract(draft, '$.title'), '') WHERE json_valid(draft);",
    ],
);

/// Opens the file and makes the tables that are missing.
pub(crate) async fn open(path: &Path) -> Result<Database, Failure> {
    let refused = |reason: String| {
        let path = path.display();
        Failure(format!(
            "nothing can be kept in {path}: {reason}; name another file with --store"
        ))
    };
    let database = Database::open(path).map_err(|error| refused(reason(error)))?;
    let migrated = database.migrate(TABLES).await;
    migrated.map_err(|error| refused(error.to_string()))?;
    Ok(database)
}

/// Why it cannot be opened, without the path, which stands before it.
fn reason(error: DatabaseError) -> String {
    if let DatabaseError::Open { reason, .. } = error {
        return reason;
    }
    error.to_string()
}
