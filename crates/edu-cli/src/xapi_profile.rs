//! What a host asks of statements beyond the standard, as a file says it.

use core::ops::RangeInclusive;
use core::time::Duration;
use std::path::Path;

use edu_json::{Document, Kind, Node, Tree, json_object, json_wire};
use edu_types::{Decimal, Iri, Limits, Profile, Report, Rule, Timestamp};
use xapi_model::Statement;
use xapi_model::profile::{Demand, HostProfile, IriPrefix, Moment, rules};

use crate::console::Console;
use crate::input::{Bytes, Inputs, without_mark};
use crate::located::{located, located_in_line};
use crate::rules::SETTINGS;
use crate::xapi_file::{Form, LIMITS, lines};
use crate::xapi_statement::Statements;

/// Larger files are no profiles.
const FILE: Limits = Limits::DEFAULT.with_bytes(64 * 1024).with_depth(4);

/// A host's profile and the moment by which it judges.
pub(crate) struct Asked {
    profile: HostProfile,
    moment: Moment,
}

json_object! {
    /// A profile as a file says it.
    pub(crate) struct ProfileFile {
        optional {
            /// Whether it begins with everything that can be asked without knowing the host.
            strict: bool = "strict",
            /// Seconds that a timestamp may lie ahead.
            future_skew: i64 = "futureSkew",
            /// When the oldest account was made.
            not_before: Timestamp = "notBefore",
            /// Bytes of an attachment.
            attachment_length: i64 = "attachmentLength",
        }
        list {
            /// Words of what is asked without further values.
            demands: Box<str> = "demands",
            /// Home pages of accounts.
            home_pages: Iri = "homePages",
            /// Verbs that are allowed.
            verbs: Iri = "verbs",
            /// What verbs begin with that are allowed.
            verbs_under: Box<str> = "verbsUnder",
            /// What activities begin with that are allowed.
            activities_under: Box<str> = "activitiesUnder",
            /// Lowest and highest scaled score.
            scaled: Decimal = "scaled",
            /// Lowest and highest points.
            points: Decimal = "points",
            /// Codes of rules that only warn.
            tolerate: Box<str> = "tolerate",
            /// Codes of rules that are not asked for.
            accept: Box<str> = "accept",
        }
    }
}
json_wire!(ProfileFile, &SETTINGS);

impl Asked {
    /// Reads a profile; what is wrong with it is trouble, as with any argument.
    pub(crate) fn read(
        file: &Path,
        now: Timestamp,
        inputs: &mut Inputs,
        console: &mut Console<'_>,
    ) -> Result<Self, String> {
        let bytes = match inputs.read(file, FILE.bytes, console)? {
            Bytes::Whole(bytes) => bytes,
            Bytes::TooLarge(limit) => {
                return Err(format!("--host-profile: file is over {limit} bytes"));
            }
        };
        let bytes = without_mark(&bytes);
        let read = ProfileFile::from_slice(bytes, &Profile::strict(), &FILE);
        let read = read.map_err(|refused| {
            let report = located(refused.into_report(), bytes);
            let first = report.first_error().map(ToString::to_string);
            format!("--host-profile: {}", first.unwrap_or_default())
        })?;
        let mut moment = Moment::new(now);
        moment.account_since.clone_from(&read.value.not_before);
        let profile =
            profile(read.value).map_err(|trouble| format!("--host-profile: {trouble}"))?;
        Ok(Self { profile, moment })
    }

    /// What was found in statements before, and what the profile finds.
    pub(crate) fn judge(&self, statements: Statements, bytes: &[u8]) -> Report {
        let bytes = without_mark(bytes);
        let documents = &statements.documents;
        let mut whole = statements.report;
        whole.append(match statements.form {
            Form::Document => self.of_document(documents, bytes),
            Form::Lines => self.of_lines(documents, bytes),
        });
        whole
    }

    fn of_document(&self, documents: &[Document<Statement>], bytes: &[u8]) -> Report {
        let tree = match Tree::parse(bytes, &LIMITS) {
            Ok(tree) => tree,
            Err(error) => return located(error.into_report(), bytes),
        };
        let root = tree.root();
        let mut whole = Report::new();
        if root.kind() == Kind::Array {
            for (position, (node, one)) in root.items().zip(documents).enumerate() {
                let mut report = self.of_one(one, node);
                for place in report.places_mut() {
                    *place = core::mem::take(place).under(&format!("/{position}"));
                }
                whole.append(report);
            }
        } else if let Some(only) = documents.first() {
            whole = self.of_one(only, root);
        }
        located(whole, bytes)
    }

    fn of_lines(&self, documents: &[Document<Statement>], bytes: &[u8]) -> Report {
        let mut whole = Report::new();
        for (line, document) in lines(bytes).zip(documents) {
            let report = match Tree::parse(line.bytes, &Limits::DEFAULT) {
                Ok(tree) => self.of_one(document, tree.root()),
                Err(error) => error.into_report(),
            };
            whole.append(located_in_line(report, line.number, line.offset));
        }
        whole
    }

    /// What the profile finds in one statement, each with the byte where that begins.
    fn of_one(&self, document: &Document<Statement>, node: Node<'_>) -> Report {
        let mut report = self.profile.judge(document.value(), &self.moment);
        for place in report.places_mut() {
            let pointer = place.path.as_deref().unwrap_or_default();
            place.offset = Some(beginning(node, pointer));
        }
        report
    }
}

/// Where a member begins, or what it is missing from.
fn beginning(statement: Node<'_>, pointer: &str) -> usize {
    let mut here = statement;
    for step in pointer.split('/').skip(1) {
        let inner = match step.parse() {
            Ok(position) if here.kind() == Kind::Array => here.items().nth(position),
            _ => here.get(step),
        };
        let Some(inner) = inner else { break };
        here = inner;
    }
    here.span().start
}

fn profile(file: ProfileFile) -> Result<HostProfile, String> {
    let mut profile = if file.strict == Some(true) {
        HostProfile::strict()
    } else {
        HostProfile::open()
    };
    for word in &file.demands {
        profile = profile.demanding(demand(word)?);
    }
    for home_page in file.home_pages {
        profile = profile.accounts_of(home_page);
    }
    if !file.verbs.is_empty() {
        profile = profile.allowing_verbs(file.verbs);
    }
    for prefix in &file.verbs_under {
        profile = profile.allowing_verbs_under(beginning_of_names("verbsUnder", prefix)?);
    }
    for prefix in &file.activities_under {
        profile = profile.allowing_activities_under(beginning_of_names("activitiesUnder", prefix)?);
    }
    if let Some(range) = range("scaled", file.scaled)? {
        profile = profile.scaled_within(range);
    }
    if let Some(range) = range("points", file.points)? {
        profile = profile.points_within(range);
    }
    if let Some(seconds) = file.future_skew {
        let seconds = from_zero("futureSkew", seconds)?;
        profile = profile.with_future_skew(Duration::from_secs(seconds));
    }
    if let Some(bytes) = file.attachment_length {
        profile = profile.with_attachment_length(from_zero("attachmentLength", bytes)?);
    }
    Ok(profile.weighed_by(weights(&file.tolerate, &file.accept)?))
}

fn weights(tolerated: &[Box<str>], accepted: &[Box<str>]) -> Result<Profile, String> {
    let mut weights = Profile::strict();
    for code in tolerated {
        weights = weights.tolerating(rule("tolerate", code)?);
    }
    for code in accepted {
        weights = weights.accepting(rule("accept", code)?);
    }
    Ok(weights)
}

fn demand(word: &str) -> Result<Demand, String> {
    Demand::parse(word).ok_or_else(|| {
        let known = Demand::ALL.map(Demand::as_str).join(", ");
        format!(
            "demands: there is no {}, {known} are known",
            word.escape_debug()
        )
    })
}

fn beginning_of_names(member: &str, text: &str) -> Result<IriPrefix, String> {
    IriPrefix::parse(text).map_err(|error| format!("{member}: {error}"))
}

fn range(member: &str, ends: Vec<Decimal>) -> Result<Option<RangeInclusive<Decimal>>, String> {
    match <[Decimal; 2]>::try_from(ends) {
        Ok([lowest, highest]) if lowest < highest => Ok(Some(lowest..=highest)),
        Err(none) if none.is_empty() => Ok(None),
        Ok(_) | Err(_) => Err(format!(
            "{member}: two numbers are allowed, the lowest and the highest"
        )),
    }
}

fn from_zero(member: &str, number: i64) -> Result<u64, String> {
    u64::try_from(number).map_err(|_| format!("{member}: number is {number}, from 0 on is allowed"))
}

fn rule(member: &str, code: &str) -> Result<&'static Rule, String> {
    let known = rules::ALL.iter().find(|rule| rule.code == code);
    known.copied().ok_or_else(|| {
        let code = code.escape_debug();
        format!(
            "{member}: there is no {code}, rules of profiles are known, such as {}",
            rules::ID.code
        )
    })
}
