//! `edu roundtrip`: a file written anew from what was read of it.

use edu_types::Report;

use crate::arguments::{Roundtrip, Roundtripped, Shared, Written};
use crate::console::{Console, Status};
use crate::input::{Bytes, Inputs};
use crate::judge::Judged;
use crate::jwks::too_large;
use crate::xapi_file::LIMITS;
use crate::{scorm, xapi_statement};

/// Writes the file to standard output; what is wrong with it, to standard error.
pub(crate) fn roundtrip(call: &Roundtrip, console: &mut Console<'_>) -> Result<Status, String> {
    let (asked, written) = match &call.kind {
        Roundtripped::XapiStatement(asked) => (asked, statements(asked, &call.shared, console)?),
        Roundtripped::Scorm(asked) => (asked, manifest(asked, &call.shared, console)?),
    };
    Ok(match written {
        Ok(written) => console.write(&written),
        Err(judged) => {
            let verdict = judged.verdict(&asked.file, call.kind.name());
            console.refuse(&verdict, call.shared.format)
        }
    })
}

type Anew = Result<Result<Vec<u8>, Judged>, String>;

fn statements(asked: &Written, shared: &Shared, console: &mut Console<'_>) -> Anew {
    let (version, profile) = xapi_statement::judged_by(shared)?;
    let refused = |report: Report| Judged::from(report).of_version(Some(version.as_str()));
    let bytes = match Inputs::default().read(&asked.file, LIMITS.bytes, console)? {
        Bytes::TooLarge(limit) => return Ok(Err(refused(too_large(limit)))),
        Bytes::Whole(bytes) => bytes,
    };
    let read = xapi_statement::read(&bytes, &profile);
    let written = read.map(|read| xapi_statement::written(&read, &bytes, asked.exact));
    Ok(written.map_err(refused))
}

fn manifest(asked: &Written, shared: &Shared, console: &mut Console<'_>) -> Anew {
    let (profile, mut inputs) = (scorm::profile(shared)?, Inputs::default());
    let written = scorm::written(&asked.file, &profile, asked.exact, &mut inputs, console)?;
    Ok(written.map_err(scorm::judged))
}
