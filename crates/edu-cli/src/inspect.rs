//! What a file says, for people who look into it: no verdict, and nothing about persons.

use core::fmt::Write as _;
use std::path::Path;

use edu_jose::JwsLimits;
use edu_json::{JsonWriter, ObjectWriter, ToJson};
use edu_types::Report;

use crate::arguments::{Format, Inspect, Subject};
use crate::console::{Console, Status};
use crate::input::{Bytes, Inputs};
use crate::verdict::{Told, shown};
use crate::{jwks, lti_claims, scorm};

/// What one file says.
pub(crate) struct Inspected {
    /// What was read, in the order of reading.
    pub(crate) said: Vec<Said>,
    /// What is odd about it.
    pub(crate) report: Report,
}

/// One thing that a file says: its name, and one value or several.
pub(crate) struct Said(pub(crate) &'static str, pub(crate) Vec<String>);

/// Shows every file; trouble with one does not keep the others from being shown.
pub(crate) fn inspect_files(inspect: &Inspect, console: &mut Console<'_>) -> Status {
    let mut inputs = Inputs::default();
    let mut status = Status::Valid;
    for file in inspect.subject.files() {
        let one = match read(file, inspect, &mut inputs, console) {
            Ok(inspected) => show(file, inspect, inspected, console),
            Err(trouble) => console.complain(&format!("edu: {trouble}")),
        };
        status = status.max(one);
    }
    status
}

fn read(
    file: &Path,
    inspect: &Inspect,
    inputs: &mut Inputs,
    console: &mut Console<'_>,
) -> Result<Inspected, String> {
    match &inspect.subject {
        Subject::LtiLaunch(_) => match inputs.read(file, JwsLimits::DEFAULT.token, console)? {
            Bytes::TooLarge(limit) => Ok(Inspected {
                said: Vec::new(),
                report: jwks::too_large(limit),
            }),
            Bytes::Whole(bytes) => Ok(lti_claims::inspect(&bytes, &inspect.shared)),
        },
        Subject::Scorm(_) => scorm::inspect(file, inputs, console),
    }
}

fn show(file: &Path, inspect: &Inspect, inspected: Inspected, console: &mut Console<'_>) -> Status {
    let readable = !inspected.said.is_empty();
    let page = Page {
        file,
        kind: inspect.subject.name(),
        inspected,
    };
    let text = match inspect.shared.format {
        Format::Text => page.to_text(),
        Format::Json => page.to_json_string(),
    };
    let own = if readable {
        Status::Valid
    } else {
        Status::Invalid
    };
    own.max(console.say(&text))
}

struct Page<'p> {
    file: &'p Path,
    kind: &'static str,
    inspected: Inspected,
}

impl Page<'_> {
    fn to_text(&self) -> String {
        let mut text = format!("{}:", shown(&self.file.to_string_lossy()));
        for Said(name, values) in &self.inspected.said {
            for value in values {
                // Writing to a String cannot fail.
                let _ = write!(text, "\n  {name:<12} {}", shown(value));
            }
        }
        for finding in self.inspected.report.findings() {
            let _ = write!(text, "\n  {}", shown(&finding.to_string()));
        }
        text
    }
}

impl ToJson for Page<'_> {
    fn to_json(&self, writer: &mut JsonWriter) {
        let told = |finding| Told {
            finding,
            repair: None,
        };
        let findings: Vec<_> = self.inspected.report.findings().iter().map(told).collect();
        writer.object(|object| {
            object.member("file", self.file.to_string_lossy().as_ref());
            object.member("kind", self.kind);
            object.member("verified", &false);
            object.member("says", &Says(&self.inspected.said));
            object.member("findings", findings.as_slice());
        });
    }
}

/// All that a file says, as one object of arrays.
struct Says<'s>(&'s [Said]);

impl ToJson for Says<'_> {
    fn to_json(&self, writer: &mut JsonWriter) {
        let members = |object: &mut ObjectWriter<'_>| {
            for Said(name, values) in self.0 {
                object.member(name, values);
            }
        };
        writer.object(members);
    }
}
