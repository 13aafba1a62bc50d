//! Statements as a file: NDJSON, a JSON array, or a table.

use core::num::NonZeroUsize;

use edu_http::{Body, TenantId};
use edu_types::{AcceptLanguage, Timestamp};
use xapi_model::csv::Beside;

use crate::{Key, RecordStore, StatementQuery};

mod chunks;
mod run;
mod table;

use chunks::Chunks;
use run::Run;

/// Statements to be handed out as a file, and how.
///
/// They are read page by page while the file is sent, so that memory holds one page however many there are;
/// [`StatementQuery::limit`] is the size of a page. What is stored after the start is not in it. A statement that
/// is voided meanwhile may be left out.
///
/// ```
/// # pollster::block_on(async {
/// use edu_http::{TenantId, collect};
/// use edu_types::Timestamp;
/// use xapi_lrs::export::{Export, ExportFormat};
/// use xapi_lrs::{Access, MemoryRecords, StatementQuery};
///
/// let query = StatementQuery::new(Access::all(), Export::PAGE);
/// let export = Export::new(TenantId::new("school-1")?, query, ExportFormat::Array);
/// let body = export.start(MemoryRecords::new(), Timestamp::from_unix_seconds(1_714_550_400));
/// assert_eq!(collect(body, 100).await?, "[]\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct Export {
    tenant: TenantId,
    query: StatementQuery,
    format: ExportFormat,
    beside: Beside,
    with_voided: bool,
    with_byte_order_mark: bool,
}

/// As what kind of file statements are handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExportFormat {
    /// Statements as they are kept, one a line.
    Ndjson,
    /// Statements as they are kept, in one array.
    Array,
    /// A table with the columns of [`xapi_model::csv::COLUMNS`], their names in the first row.
    Csv,
}

impl ExportFormat {
    /// The media type of the file.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Ndjson => "application/x-ndjson",
            Self::Array => "application/json",
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }
}

impl Export {
    /// Statements of a page that suit most stores.
    pub const PAGE: NonZeroUsize = NonZeroUsize::new(500).unwrap();

    /// The statements that a query finds, in its order, without end.
    pub fn new(tenant: TenantId, query: StatementQuery, format: ExportFormat) -> Self {
        Self {
            tenant,
            query,
            format,
            beside: Beside::default(),
            with_voided: false,
            with_byte_order_mark: false,
        }
    }

    /// Only the statements that were marked with an organisation when they were taken in; the table names it.
    #[must_use]
    pub fn of_organization(mut self, label: impl Into<Box<str>>) -> Self {
        let label = label.into();
        self.query.keys.push(Key::label(&label));
        self.beside.organization_id = Some(label);
        self
    }

    /// Says in the table how carefully the statements are to be kept, in the host's own words.
    #[must_use]
    pub fn with_privacy_level(mut self, level: impl Into<Box<str>>) -> Self {
        self.beside.privacy_level = Some(level.into());
        self
    }

    /// Shows names in the table in these languages, where there are several.
    #[must_use]
    pub fn with_languages(mut self, languages: AcceptLanguage) -> Self {
        self.beside.languages = languages;
        self
    }

    /// Shows voided statements in the table, each behind every statement that voids it.
    #[must_use]
    pub const fn with_voided(mut self) -> Self {
        self.with_voided = true;
        self
    }

    /// Begins the table with a byte order mark, without which some spreadsheets take UTF-8 for something else.
    #[must_use]
    pub const fn with_byte_order_mark(mut self) -> Self {
        self.with_byte_order_mark = true;
        self
    }

    /// The file, made while it is sent; it breaks off where the store fails.
    pub fn start<S: RecordStore + 'static>(self, store: S, now: Timestamp) -> Body {
        Body::chunks(Chunks::new(Run::new(self, store, now)))
    }
}
