//! A record in plain words.

use edu_types::{LanguageMap, Limits, Timestamp};
use maud::{Markup, html};
use xapi_lrs::StoredStatement;
use xapi_model::vocabulary::KnownVerb;
use xapi_model::{Actor, Identifier, Object, Statement, Verb, Version};

use super::HOME;
use super::view::View;
use crate::clock::for_people;
use crate::people::Person;

/// A record that was read, or one that cannot be.
pub(super) struct Shown {
    pub(super) id: Option<String>,
    /// When it happened, in seconds since 1970.
    pub(super) at: i64,
    /// What it says.
    statement: Option<Statement>,
}

impl Shown {
    /// What a stored statement says.
    pub(super) fn of(stored: &StoredStatement) -> Self {
        let limits = Limits::DEFAULT.with_bytes(usize::MAX);
        // It was judged before it was stored.
        let profile = Version::LATEST.lenient();
        let read = Statement::from_slice(&stored.json, &profile, &limits).ok();
        let statement = read.map(|checked| checked.value);
        let happened = statement.as_ref().and_then(|one| one.timestamp.as_ref());
        let at = happened.map_or(stored.stored.unix_seconds(), |time| {
            time.instant().unix_seconds()
        });
        let id = statement.as_ref().and_then(|one| one.id);
        Self {
            id: id.map(|id| id.as_str().to_owned()),
            at,
            statement,
        }
    }

    /// When it happened.
    pub(super) fn when(&self) -> Markup {
        let machine = Timestamp::from_unix_seconds(self.at).to_string();
        html! { time datetime=(machine) { (for_people(self.at)) } }
    }

    /// Who did it.
    pub(super) fn who(&self) -> String {
        let actor = self.statement.as_ref().map(|one| &one.actor);
        actor.map_or_else(|| "cannot be read".to_owned(), called)
    }

    /// What was done.
    pub(super) fn what(&self) -> String {
        let Some(statement) = &self.statement else {
            return "cannot be read".to_owned();
        };
        let mut what = done(&statement.verb);
        if let Some(how) = self.how() {
            what = format!("{what}: {how}");
        }
        what
    }

    /// How it went, where that is said.
    fn how(&self) -> Option<String> {
        let result = self.statement.as_ref()?.result.as_ref()?;
        let score = result.score.as_ref();
        let points = score.and_then(|score| {
            let raw = score.raw.as_ref()?.as_str();
            Some(match &score.max {
                Some(most) => format!("{raw} of {}", most.as_str()),
                None => raw.to_owned(),
            })
        });
        let share = || Some(format!("{} of 1", score?.scaled.as_ref()?.as_str()));
        let success = result.success.map(|success| {
            let said = if success {
                "succeeded"
            } else {
                "did not succeed"
            };
            said.to_owned()
        });
        let said: Vec<String> = points.or_else(share).into_iter().chain(success).collect();
        (!said.is_empty()).then(|| said.join(", "))
    }

    /// To what it was done.
    pub(super) fn about(&self, view: View) -> Markup {
        let Some(statement) = &self.statement else {
            return html! { "cannot be read" };
        };
        match &statement.object {
            Object::Activity(activity) => {
                let definition = activity.definition.as_ref();
                let name = definition.and_then(|one| one.name.as_ref()).and_then(text);
                html! { (name.unwrap_or_else(|| last_part(activity.id.as_str()))) }
            }
            Object::Agent(agent) => html! { (called(&Actor::Agent(agent.clone()))) },
            Object::Group(group) => html! { (called(&Actor::Group(group.clone()))) },
            Object::StatementRef(reference) => html! {
                a href=(one(view, reference.id.as_str())) { "another record" }
            },
            Object::SubStatement(_) => html! { "something not done yet" },
        }
    }

    /// Names and values for the page of one record, beside those of the list.
    pub(super) fn more(&self) -> Vec<(&'static str, String)> {
        let Some(statement) = &self.statement else {
            return Vec::new();
        };
        let object = statement.activity().map(|one| one.id.as_str().to_owned());
        let stored = statement.stored.as_ref();
        let stored = stored.map(|time| for_people(time.instant().unix_seconds()));
        let authority = statement.authority.as_deref().map(called);
        let id = statement.id.map(|id| id.as_str().to_owned());
        let rows = [
            ("Verb", Some(statement.verb.id.as_str().to_owned())),
            ("Activity", object),
            ("Recorded", stored),
            ("Vouched for by", authority),
            ("Id", id),
        ];
        rows.into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }
}

/// The page of one record.
pub(super) fn one(view: View, id: &str) -> String {
    format!("{}/one/{}", view.path(), edu_http::encode_component(id))
}

/// What people call an actor: those of the campus by name, which only the campus knows.
fn called(actor: &Actor) -> String {
    if let Some(Identifier::Account(account)) = actor.identifier()
        && account.home_page.as_str() == HOME
    {
        let id = account.name.expose();
        return match Person::find(id) {
            Some(person) => person.name(),
            None if &**id == "campus" => "the campus".to_owned(),
            None => id.to_string(),
        };
    }
    if let Some(name) = actor.name() {
        return name.expose().to_string();
    }
    match actor.identifier() {
        Some(Identifier::Mbox(mbox)) => mbox.as_str().trim_start_matches("mailto:").to_owned(),
        Some(Identifier::MboxSha1Sum(_)) => "somebody by a digest of their mail address".to_owned(),
        Some(Identifier::OpenId(openid)) => openid.expose().as_str().to_owned(),
        Some(Identifier::Account(account)) => {
            format!(
                "{} at {}",
                account.name.expose(),
                account.home_page.as_str()
            )
        }
        None => "a group".to_owned(),
    }
}

fn done(verb: &Verb) -> String {
    let id = verb.id.as_str();
    if let Some(known) = KnownVerb::from_iri(id) {
        return known.name().to_owned();
    }
    let display = verb.display.as_ref().and_then(text);
    display.unwrap_or_else(|| last_part(id))
}

/// The English text, or the first there is.
fn text(texts: &LanguageMap) -> Option<String> {
    let english = texts.get("en").or_else(|| texts.get("en-US"));
    let first = || texts.iter().next().map(|(_, text)| text);
    let text = english.or_else(first)?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// What stands behind the last slash of an address, or all of it.
fn last_part(address: &str) -> String {
    let last = address
        .rsplit(['/', '#', ':'])
        .find(|part| !part.is_empty());
    last.unwrap_or(address).to_owned()
}
