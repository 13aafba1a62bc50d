//! An export under way.

use bytes::Bytes;
use edu_http::BackendError;
use edu_types::Timestamp;
use xapi_model::csv::Beside;
use xapi_model::{Statement, Version};

use super::{Export, ExportFormat, table};
use crate::{Order, Position, RecordStore, StoredStatement, limits};

/// How far an export is.
pub(super) struct Run<S> {
    export: Export,
    store: S,
    now: Timestamp,
    progress: Progress,
    /// Whether a statement was written.
    any: bool,
}

#[derive(Clone, Copy)]
enum Progress {
    Begin,
    /// The last statement that belongs to it.
    UpTo(Position),
    End,
}

impl<S: RecordStore> Run<S> {
    pub(super) const fn new(export: Export, store: S, now: Timestamp) -> Self {
        Self {
            export,
            store,
            now,
            progress: Progress::Begin,
            any: false,
        }
    }

    /// The next piece of the file; `None` behind the last.
    pub(super) async fn next(&mut self) -> Result<Option<Bytes>, BackendError> {
        let mut out = Vec::new();
        if let Progress::Begin = self.progress {
            self.begin(&mut out)?;
            let last = self.last().await?;
            self.progress = last.map_or(Progress::End, Progress::UpTo);
            if last.is_none() {
                self.end(&mut out);
            }
        }
        if let Progress::UpTo(last) = self.progress {
            for one in self.page(last).await? {
                self.write(&one, &mut out).await?;
            }
            if let Progress::End = self.progress {
                self.end(&mut out);
            }
        }
        Ok((!out.is_empty()).then(|| out.into()))
    }

    /// The latest statement that is found now.
    async fn last(&self) -> Result<Option<Position>, BackendError> {
        let mut query = self.export.query.clone();
        query.order = Order::Latest;
        query.after = None;
        query.limit = core::num::NonZeroUsize::MIN;
        let tenant = &self.export.tenant;
        let found = self.store.statements(tenant, &query, &self.now).await?;
        Ok(found.value.iter().next().map(|one| one.position))
    }

    /// The next statements, up to the last that belongs to the export.
    async fn page(&mut self, last: Position) -> Result<Vec<StoredStatement>, BackendError> {
        let (tenant, query) = (&self.export.tenant, &self.export.query);
        let found = self.store.statements(tenant, query, &self.now).await?;
        let mut page = found.value.into_statements();
        let limit = query.limit.get();
        let mut is_end = page.len() <= limit;
        page.truncate(limit);
        is_end |= page.iter().any(|one| one.position > last) && query.order == Order::Earliest;
        self.export.query.after = page.last().map(|one| one.position);
        page.retain(|one| one.position <= last);
        if is_end {
            self.progress = Progress::End;
        }
        Ok(page)
    }

    fn begin(&self, out: &mut Vec<u8>) -> Result<(), BackendError> {
        match self.export.format {
            ExportFormat::Ndjson => {}
            ExportFormat::Array => out.push(b'['),
            ExportFormat::Csv => {
                if self.export.with_byte_order_mark {
                    out.extend_from_slice("\u{feff}".as_bytes());
                }
                table::write(xapi_model::csv::COLUMNS, out)?;
            }
        }
        Ok(())
    }

    fn end(&self, out: &mut Vec<u8>) {
        if self.export.format == ExportFormat::Array {
            out.extend_from_slice(b"]\n");
        }
    }

    async fn write(
        &mut self,
        one: &StoredStatement,
        out: &mut Vec<u8>,
    ) -> Result<(), BackendError> {
        match self.export.format {
            ExportFormat::Ndjson => {
                line(&one.json, out);
                out.push(b'\n');
            }
            ExportFormat::Array => {
                if self.any {
                    out.extend_from_slice(b",\n");
                }
                out.extend_from_slice(&one.json);
            }
            ExportFormat::Csv => self.write_row(one, out).await?,
        }
        self.any = true;
        Ok(())
    }

    async fn write_row(
        &self,
        one: &StoredStatement,
        out: &mut Vec<u8>,
    ) -> Result<(), BackendError> {
        let statement = read(one)?;
        let row = xapi_model::csv::row(&statement, &self.export.beside);
        table::write(row, out)?;
        let Some(target) = statement.voids().filter(|_| self.export.with_voided) else {
            return Ok(());
        };
        let (tenant, access) = (&self.export.tenant, &self.export.query.access);
        let found = self
            .store
            .statement(tenant, target, true, access, &self.now);
        let Some(voided) = found.await?.value else {
            return Ok(());
        };
        let mut beside: Beside = self.export.beside.clone();
        beside.is_voided = true;
        beside.voided_by = statement.id;
        let row = xapi_model::csv::row(&read(&voided)?, &beside);
        table::write(row, out)
    }
}

/// A statement in one line: between its members there may be line ends, which in JSON mean nothing; within its texts they
/// are escaped.
fn line(json: &[u8], out: &mut Vec<u8>) {
    let ends = |byte: &u8| matches!(byte, b'\n' | b'\r');
    out.extend(
        json.iter()
            .map(|byte| if ends(byte) { b' ' } else { *byte }),
    );
}

fn read(one: &StoredStatement) -> Result<Statement, BackendError> {
    let kept = Statement::from_slice(&one.json, &Version::LATEST.lenient(), &limits::KEPT);
    kept.map(|kept| kept.value)
        .map_err(|_| BackendError::failed("a kept statement cannot be read"))
}
