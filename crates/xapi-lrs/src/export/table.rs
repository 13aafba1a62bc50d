//! Rows of a table, enclosed and separated as RFC 4180 has it.

use edu_http::BackendError;

/// Writes one row.
pub(super) fn write<T: AsRef<[u8]>>(
    cells: impl IntoIterator<Item = T>,
    out: &mut Vec<u8>,
) -> Result<(), BackendError> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut *out);
    let written = writer.write_record(cells);
    let written = written.and_then(|()| writer.flush().map_err(Into::into));
    written.map_err(|error| BackendError::failed(error.to_string()))
}
