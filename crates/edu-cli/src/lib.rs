//! The `edu` command: checks and shows learning-technology data at a shell prompt.
//!
//! The program is [`run`] over the [`Console`] of its process; a test or another program can
//! hand it any other.
//!
//! ```
//! use edu_cli::{Console, run};
//!
//! let mut keys = &br#"{"keys":[]}"#[..];
//! let (mut output, mut errors) = (Vec::new(), Vec::new());
//! let console = Console::new(&mut keys, &mut output, &mut errors);
//! let status = run(["edu", "check", "jwks", "-", "--format", "json"], console);
//! assert_eq!(status.code(), 1);
//! assert!(String::from_utf8(output)?.contains("jwks.no_usable_key"));
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```
//!
//! | module | holds |
//! |---|---|
//! | `arguments` | what can be typed |
//! | `input` | bounded reading of files and standard input |
//! | `judge` | how files are judged, and what comes of it |
//! | `jwks`, `lti_launch`, `lti_deep_linking`, `documents` | the kinds of files |
//! | `xapi_file`, `xapi_statement` | statements, in the forms that files have |
//! | `xapi_profile` | what a host asks of statements beyond the standard |
//! | `xapi_repair` | what would settle findings on statements |
//! | `scorm`, `export` | packages of SCORM, taken in and made |
//! | `suggestion` | what would settle a finding, as it is told |
//! | `inspect`, `lti_claims` | what a file says, without a verdict |
//! | `roundtrip`, `convert` | what a file says, written anew |
//! | `located` | lines and columns of what was found |
//! | `verdict` | what is said about a file, for people and for programs |

mod arguments;
mod console;
mod convert;
mod documents;
mod export;
mod input;
mod inspect;
mod judge;
mod jwks;
mod located;
mod lti_claims;
mod lti_deep_linking;
mod lti_launch;
mod roundtrip;
mod rules;
mod scorm;
mod suggestion;
mod verdict;
mod xapi_file;
mod xapi_profile;
mod xapi_repair;
mod xapi_statement;

use std::ffi::OsString;

use clap::Parser as _;

use crate::arguments::{Arguments, Check, Kind, Verb};
use crate::input::Inputs;
use crate::judge::Judge;

pub use crate::console::{Console, Status};

/// Runs the command with its arguments, the program's name first.
///
/// Reads the files that are named and writes to the console and, where a package is made, to the file that is named for
/// it, which must be new. Neither tokens nor what they say of persons are ever written.
pub fn run<A>(arguments: impl IntoIterator<Item = A>, mut console: Console<'_>) -> Status
where
    A: Into<OsString> + Clone,
{
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => {
            return console.complain(error.render().to_string().trim_end());
        }
        Err(help) => return console.say(help.render().to_string().trim_end()),
    };
    let outcome = match &arguments.verb {
        Verb::Check(check) => check_files(check, &mut console),
        Verb::Inspect(inspect) => Ok(inspect::inspect_files(inspect, &mut console)),
        Verb::Roundtrip(roundtrip) => roundtrip::roundtrip(roundtrip, &mut console),
        Verb::Convert(convert) => convert::convert(convert, &mut console),
        Verb::Export(export) => export::export(export, &mut console),
    };
    outcome.unwrap_or_else(|trouble| console.complain(&format!("edu: {trouble}")))
}

/// Judges every file; trouble with one does not keep the others from being judged.
fn check_files(check: &Check, console: &mut Console<'_>) -> Result<Status, String> {
    let mut inputs = Inputs::default();
    let judge = judge_for(check, &mut inputs, console)?;
    let mut status = Status::Valid;
    for file in check.kind.files() {
        let one = match judge.judge(file, &mut inputs, console) {
            Ok(judged) => {
                let verdict = judged.verdict(file, check.kind.name());
                console.show(&verdict, check.shared.format)
            }
            Err(trouble) => console.complain(&format!("edu: {trouble}")),
        };
        status = status.max(one);
    }
    Ok(status)
}

fn judge_for<'c>(
    check: &'c Check,
    inputs: &mut Inputs,
    console: &mut Console<'_>,
) -> Result<Judge<'c>, String> {
    match &check.kind {
        Kind::Jwks(_) => jwks::judge(&check.shared),
        Kind::LtiDeepLinking(answer) => {
            lti_deep_linking::judge(answer, &check.shared, inputs, console)
        }
        Kind::LtiRegistration(_) => documents::judge(&documents::REGISTRATION, &check.shared),
        Kind::AgsLineitem(_) => documents::judge(&documents::LINE_ITEM, &check.shared),
        Kind::AgsScore(_) => documents::judge(&documents::SCORE, &check.shared),
        Kind::Nrps(_) => documents::judge(&documents::MEMBERS, &check.shared),
        Kind::LtiLaunch(launch) => lti_launch::judge(launch, &check.shared, inputs, console),
        Kind::Scorm(_) => scorm::judge(&check.shared),
        Kind::XapiStatement(asked) => xapi_statement::judge(asked, &check.shared, inputs, console),
    }
}

/// The example of the README, run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
