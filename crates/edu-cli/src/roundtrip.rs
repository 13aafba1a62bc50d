//! `edu roundtrip`: a file written anew from what was read of it.

use crate::arguments::{Roundtrip, Roundtripped};
use crate::console::{Console, Status};
use crate::input::{Bytes, Inputs};
use crate::jwks::too_large;
use crate::verdict::Verdict;
use crate::xapi_file::LIMITS;
use crate::xapi_statement;

/// Writes the file to standard output; what is wrong with it, to standard error.
pub(crate) fn roundtrip(call: &Roundtrip, console: &mut Console<'_>) -> Result<Status, String> {
    let Roundtripped::XapiStatement(asked) = &call.kind;
    let (version, profile) = xapi_statement::judged_by(&call.shared)?;
    let read = match Inputs::default().read(&asked.file, LIMITS.bytes, console)? {
        Bytes::TooLarge(limit) => Err(too_large(limit)),
        Bytes::Whole(bytes) => xapi_statement::read(&bytes, &profile)
            .map(|statements| xapi_statement::written(&statements, &bytes, asked.exact)),
    };
    match read {
        Ok(written) => Ok(console.write(&written)),
        Err(report) => {
            let verdict = Verdict {
                file: &asked.file,
                kind: call.kind.name(),
                version: Some(version.as_str()),
                report,
                repairs: Vec::new(),
            };
            Ok(console.refuse(&verdict, call.shared.format))
        }
    }
}
