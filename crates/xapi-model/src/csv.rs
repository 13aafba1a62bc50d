//! Statements as rows of a table, for people who count in spreadsheets.
//!
//! A statement is a tree and a row is not: what has no column, such as the members of a team, is
//! left out. Nothing can be read back.

use core::time::Duration;

use edu_json::JsonWriter;
use edu_types::{AcceptLanguage, Decimal, Iri, IsoDuration, LanguageMap, LanguageTag, UuidText};

use crate::{
    ActivityList, Actor, Agent, Context, Group, Identifier, Object, Outcome, Score, Statement,
    StatementTime, Verb,
};

/// The names of the columns, in their order; later versions add at the end only.
pub const COLUMNS: [&str; 33] = [
    "statement_id",
    "stored",
    "timestamp",
    "organization_id",
    "privacy_level",
    "voided",
    "voided_by",
    "actor_type",
    "actor_ifi",
    "actor_home_page",
    "actor_name",
    "verb_id",
    "verb_display",
    "object_type",
    "object_id",
    "object_name",
    "activity_type",
    "success",
    "completion",
    "score_scaled",
    "score_raw",
    "score_min",
    "score_max",
    "duration_iso",
    "duration_seconds",
    "registration",
    "parent_ids",
    "grouping_ids",
    "instructor",
    "platform",
    "language",
    "authority",
    "extensions_json",
];

/// What is known of a statement beside what it says, and how people want to read it.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Beside {
    /// The organisation whose statement it is.
    pub organization_id: Option<Box<str>>,
    /// How carefully it is to be kept, in the host's own words.
    pub privacy_level: Option<Box<str>>,
    /// Whether another statement voids it.
    pub is_voided: bool,
    /// The statement that voids it, where that has an id.
    pub voided_by: Option<UuidText>,
    /// The languages in which names are shown, where there are several.
    pub languages: AcceptLanguage,
}

/// The cells of one statement, one for each of [`COLUMNS`], empty where nothing is said.
///
/// Text that a spreadsheet would take for a formula, because it begins with `=`, `+`, `-`, `@`, a
/// tab or a carriage return, gets a `'` before it; numbers do not. What separates and encloses
/// cells is up to who writes them.
///
/// An agent is told by its one identifier: the mail address as `mailto:…`, its hash, the `OpenID`,
/// or the account's name, with its home page in a column of its own; as instructor, authority or
/// member of a group an account is `name@homePage`. Seconds are told of durations without years
/// and months, which have no length of their own; a day counts as 24 hours.
///
/// Spec: RFC 4180 §2; what the cells say: xAPI 1.0.3 Part 2 §2.4; 2.0 §4.2.2.
pub fn row(statement: &Statement, beside: &Beside) -> Vec<String> {
    let mut row = Row {
        cells: Vec::with_capacity(COLUMNS.len()),
        languages: &beside.languages,
    };
    row.record(statement, beside);
    row.actor(&statement.actor);
    row.verb(&statement.verb);
    row.object(&statement.object);
    row.result(statement.result.as_ref());
    row.context(statement.context.as_deref());
    row.text(statement.authority.as_deref().map(who).as_deref());
    row.extensions(statement);
    row.cells
}

struct Row<'b> {
    cells: Vec<String>,
    languages: &'b AcceptLanguage,
}

impl Row<'_> {
    /// Text of any kind, which must not count as a formula.
    fn text(&mut self, text: Option<&str>) {
        let text = text.unwrap_or_default();
        let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            "'"
        } else {
            ""
        };
        self.cells.push(format!("{guard}{text}"));
    }

    /// A number, which a spreadsheet may count with.
    fn number(&mut self, number: Option<&str>) {
        self.cells.push(number.unwrap_or_default().to_owned());
    }

    fn truth(&mut self, truth: Option<bool>) {
        self.text(truth.map(|truth| if truth { "true" } else { "false" }));
    }

    fn name(&mut self, names: Option<&LanguageMap>) {
        let chosen = names.and_then(|names| names.choose(self.languages));
        self.text(chosen.map(|(_, text)| text));
    }

    fn record(&mut self, statement: &Statement, beside: &Beside) {
        self.text(statement.id.as_ref().map(UuidText::as_str));
        self.text(
            statement
                .stored
                .as_ref()
                .map(StatementTime::to_string)
                .as_deref(),
        );
        self.text(
            statement
                .timestamp
                .as_ref()
                .map(StatementTime::to_string)
                .as_deref(),
        );
        self.text(beside.organization_id.as_deref());
        self.text(beside.privacy_level.as_deref());
        self.truth(Some(beside.is_voided));
        self.text(beside.voided_by.as_ref().map(UuidText::as_str));
    }

    fn actor(&mut self, actor: &Actor) {
        let (kind, identifier) = match actor {
            Actor::Agent(_) => ("Agent", actor.identifier()),
            Actor::Group(_) => ("Group", actor.identifier()),
        };
        let home_page = match identifier {
            Some(Identifier::Account(account)) => Some(account.home_page.as_str()),
            _ => None,
        };
        self.text(Some(kind));
        self.text(identifier.map(key));
        self.text(home_page);
        self.text(actor.name().map(|name| &**name.expose()));
    }

    fn verb(&mut self, verb: &Verb) {
        self.text(Some(verb.id.as_str()));
        self.name(verb.display.as_ref());
    }

    fn object(&mut self, object: &Object) {
        let definition = object
            .as_activity()
            .and_then(|activity| activity.definition.as_deref());
        let (kind, id) = match object {
            Object::Activity(activity) => ("Activity", activity.id.as_str().to_owned()),
            Object::Agent(agent) => ("Agent", told(Some(&agent.identifier), &[])),
            Object::Group(group) => ("Group", told(group.identifier.as_ref(), group.members())),
            Object::StatementRef(target) => ("StatementRef", target.id.as_str().to_owned()),
            Object::SubStatement(_) => ("SubStatement", String::new()),
        };
        self.text(Some(kind));
        self.text(Some(&id));
        match object {
            Object::Agent(Agent { name, .. }) | Object::Group(Group { name, .. }) => {
                self.text(name.as_ref().map(|name| &**name.expose()));
            }
            Object::Activity(_) | Object::StatementRef(_) | Object::SubStatement(_) => {
                self.name(definition.and_then(|definition| definition.name.as_ref()));
            }
        }
        let kind = definition.and_then(|definition| definition.activity_type.as_ref());
        self.text(kind.map(Iri::as_str));
    }

    fn result(&mut self, result: Option<&Outcome>) {
        self.truth(result.and_then(|result| result.success));
        self.truth(result.and_then(|result| result.completion));
        let score = result.and_then(|result| result.score.as_ref());
        let numbers: [fn(&Score) -> Option<&Decimal>; 4] = [
            |score| score.scaled.as_ref(),
            |score| score.raw.as_ref(),
            |score| score.min.as_ref(),
            |score| score.max.as_ref(),
        ];
        for number in numbers {
            self.number(score.and_then(number).map(Decimal::as_str));
        }
        let duration = result.and_then(|result| result.duration.as_ref());
        self.text(duration.map(IsoDuration::as_str));
        self.number(
            duration
                .and_then(IsoDuration::to_std)
                .map(seconds)
                .as_deref(),
        );
    }

    fn context(&mut self, context: Option<&Context>) {
        let registration = context.and_then(|context| context.registration.as_ref());
        self.text(registration.map(UuidText::as_str));
        let activities = context.and_then(|context| context.context_activities.as_ref());
        self.text(
            activities
                .and_then(|kinds| ids(kinds.parent.as_ref()))
                .as_deref(),
        );
        self.text(
            activities
                .and_then(|kinds| ids(kinds.grouping.as_ref()))
                .as_deref(),
        );
        let instructor = context.and_then(|context| context.instructor.as_ref());
        self.text(instructor.map(who).as_deref());
        self.text(context.and_then(|context| context.platform.as_deref()));
        let language = context.and_then(|context| context.language.as_ref());
        self.text(language.map(LanguageTag::as_str));
    }

    /// Those of the activity, the result and the context, each under its own name.
    fn extensions(&mut self, statement: &Statement) {
        let activity = statement.object.as_activity();
        let definition = activity.and_then(|activity| activity.definition.as_ref());
        let all = [
            (
                "activity",
                definition.and_then(|one| one.extensions.as_ref()),
            ),
            (
                "result",
                statement
                    .result
                    .as_ref()
                    .and_then(|one| one.extensions.as_ref()),
            ),
            (
                "context",
                statement
                    .context
                    .as_ref()
                    .and_then(|one| one.extensions.as_ref()),
            ),
        ];
        if all.iter().all(|(_, extensions)| extensions.is_none()) {
            return self.text(None);
        }
        let mut writer = JsonWriter::new();
        writer.object(|object| {
            for (name, extensions) in all {
                object.optional(name, extensions);
            }
        });
        self.text(Some(&writer.into_string()));
    }
}

/// The identifier alone; of an account its name.
fn key(identifier: &Identifier) -> &str {
    match identifier {
        Identifier::Mbox(mbox) => mbox.as_str(),
        Identifier::MboxSha1Sum(digest) => digest.as_str(),
        Identifier::OpenId(address) => address.expose().as_str(),
        Identifier::Account(account) => account.name.expose(),
    }
}

fn who(actor: &Actor) -> String {
    match actor {
        Actor::Agent(agent) => told(Some(&agent.identifier), &[]),
        Actor::Group(group) => told(group.identifier.as_ref(), group.members()),
    }
}

/// The identifier in one cell; for a group without one those of its members, separated by `; `.
fn told(identifier: Option<&Identifier>, members: &[Agent]) -> String {
    match identifier {
        Some(Identifier::Account(account)) => {
            let (name, home_page) = (account.name.expose(), &account.home_page);
            format!("{name}@{}", home_page.as_str())
        }
        Some(other) => key(other).to_owned(),
        None => {
            let members = members
                .iter()
                .map(|agent| told(Some(&agent.identifier), &[]));
            members.collect::<Vec<_>>().join("; ")
        }
    }
}

/// The ids of activities, separated by spaces, which no IRI holds.
fn ids(list: Option<&ActivityList>) -> Option<String> {
    let ids = list?.items.iter().map(|activity| activity.id.as_str());
    Some(ids.collect::<Vec<_>>().join(" "))
}

/// Seconds as a decimal number without zeros at its end.
fn seconds(duration: Duration) -> String {
    let (whole, nanos) = (duration.as_secs(), duration.subsec_nanos());
    let text = format!("{whole}.{nanos:09}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
