//! Which records are looked for, and the form that says so.

use core::num::NonZeroUsize;

use edu_examples::checks::Fields;
use edu_http::encode_pairs;
use edu_types::{Iri, Timestamp};
use maud::{Markup, html};
use xapi_lrs::{Access, Key, Position, StatementQuery};
use xapi_model::vocabulary::{KnownVerb, activity_streams, verb};

use super::HOME;
use super::view::{View, agent};
use crate::Failure;
use crate::people::PEOPLE;

/// Records on one page.
const ON_A_PAGE: NonZeroUsize = NonZeroUsize::new(25).unwrap();

/// The fields of the form, which an address of the list repeats.
const FIELDS: [&str; 6] = ["person", "verb", "activity", "related", "since", "until"];

/// The first and the last milliseconds of a day, from its beginning.
const DAY: (i128, i128) = (-1, 24 * 60 * 60 * 1000 - 1);

/// What somebody looks for, as the form says.
pub(super) struct Filter {
    fields: Fields,
    keys: Vec<Key>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    after: Option<Position>,
    faults: Vec<(&'static str, &'static str)>,
}

impl Filter {
    /// Reads the form.
    pub(super) fn read(fields: Fields) -> Result<Self, Failure> {
        let mut filter = Self {
            keys: Vec::new(),
            since: None,
            until: None,
            // Whatever is no place in the list begins it.
            after: fields.get("after").parse().ok().map(Position::new),
            faults: Vec::new(),
            fields,
        };
        filter.read_keys()?;
        let (first, last) = DAY;
        filter.since = filter.read_day("since", first);
        filter.until = filter.read_day("until", last);
        Ok(filter)
    }

    fn read_keys(&mut self) -> Result<(), Failure> {
        let related = self.fields.is_ticked("related");
        let text = |name: &str| self.fields.get(name).trim().to_owned();
        let (person, verb, activity) = (text("person"), text("verb"), text("activity"));
        if !person.is_empty() {
            let who = agent(&person)?.identifier;
            self.keys.push(if related {
                Key::related_agent(&who)
            } else {
                Key::agent(&who)
            });
        }
        if !verb.is_empty() {
            self.keys.push(Key::verb(&verb));
        }
        if activity.is_empty() {
            return Ok(());
        }
        if Iri::new(&*activity).is_err() {
            let fault = "This is no address of an activity, which begins as https:// does.";
            self.faults.push(("activity", fault));
        } else if related {
            self.keys.push(Key::related_activity(&activity));
        } else {
            self.keys.push(Key::activity(&activity));
        }
        Ok(())
    }

    /// So many milliseconds from the beginning of a day that was given.
    fn read_day(&mut self, name: &'static str, millis: i128) -> Option<Timestamp> {
        let day = self.fields.get(name).trim();
        if day.is_empty() {
            return None;
        }
        let begins = Timestamp::parse(&format!("{day}T00:00:00Z")).ok();
        let moment = begins.and_then(|begins| {
            let nanos = millis.saturating_mul(1_000_000);
            Timestamp::from_unix_nanos(begins.unix_nanos().saturating_add(nanos))
        });
        if moment.is_none() {
            self.faults
                .push((name, "This is no day. Write it as 2026-03-31."));
        }
        moment
    }

    /// Whether the form can be understood.
    pub(super) fn holds(&self) -> bool {
        self.faults.is_empty()
    }

    /// The question to the store: of what `access` reaches, what is looked for.
    pub(super) fn query(&self, access: &Access) -> StatementQuery {
        let mut query = StatementQuery::new(access.clone(), ON_A_PAGE);
        query.keys.clone_from(&self.keys);
        query.since.clone_from(&self.since);
        query.until.clone_from(&self.until);
        query.after = self.after;
        query
    }

    /// The address, below a path, that asks the same, behind a place in the list.
    pub(super) fn address(&self, path: &str, after: Option<Position>) -> String {
        let after = after.map(|after| after.get().to_string());
        let asked = FIELDS.iter().map(|name| (*name, self.fields.get(name)));
        let pairs = asked.chain(after.as_deref().map(|after| ("after", after)));
        let query = encode_pairs(pairs.filter(|(_, text)| !text.is_empty()));
        if query.is_empty() {
            return path.to_owned();
        }
        format!("{path}?{query}")
    }

    /// Whether it is anything but the whole list from its beginning.
    pub(super) fn is_narrow(&self) -> bool {
        self.after.is_some() || FIELDS.iter().any(|name| !self.fields.get(name).is_empty())
    }

    /// The form, with what was looked for and what could not be understood.
    pub(super) fn form(&self, view: View, links: &[(String, String)]) -> Markup {
        html! {
            form method="get" action=(view.path()) aria-label="Filter" {
                @if view != View::Own { (self.people()) }
                (self.verbs())
                (self.line("activity", "About", "The address of an activity, chosen or written.", &html! {
                    input id="activity" name="activity" value=(self.fields.get("activity"))
                        list="activities" aria-describedby="activity-hint"
                        aria-invalid=[self.invalid("activity")] autocomplete="off"
                        autocapitalize="none" spellcheck="false";
                    datalist #activities {
                        @for (link, title) in links { option value=(link) { (title) } }
                    }
                }))
                div .field {
                    label .tick for="related" {
                        input type="checkbox" id="related" name="related" value="yes"
                            checked[self.fields.is_ticked("related")];
                        " Also where person or activity are only mentioned, as the grader or the course are"
                    }
                }
                (self.day("since", "Recorded from"))
                (self.day("until", "Recorded until"))
                p .row {
                    button type="submit" { "Show these" }
                    @if self.is_narrow() { a href=(view.path()) { "Show all" } }
                }
            }
        }
    }

    fn people(&self) -> Markup {
        let chosen = self.fields.get("person");
        html! {
            div .field {
                label for="person" { "Person" }
                div { select #person name="person" {
                    option value="" { "Everybody" }
                    @for one in PEOPLE {
                        option value=(one.id) selected[one.id == chosen] { (one.name()) }
                    }
                    @if !chosen.is_empty() && PEOPLE.iter().all(|one| one.id != chosen) {
                        option value=(chosen) selected { (chosen) }
                    }
                } }
            }
        }
    }

    fn verbs(&self) -> Markup {
        let chosen = self.fields.get("verb");
        let known = || verb::ALL.iter().chain([&activity_streams::verb::ADD]);
        let is_known =
            KnownVerb::from_iri(chosen).is_some_and(|one| known().any(|other| *other == one));
        html! {
            div .field {
                label for="verb" { "What was done" }
                div { select #verb name="verb" {
                    option value="" { "Anything" }
                    @for one in known() {
                        option value=(one.iri()) selected[one.iri() == chosen] { (one.name()) }
                    }
                    @if !chosen.is_empty() && !is_known {
                        option value=(chosen) selected { (chosen) }
                    }
                } }
            }
        }
    }

    fn day(&self, name: &'static str, label: &str) -> Markup {
        self.line(
            name,
            label,
            "A day, as UTC has it; written as 2026-03-31.",
            &html! {
                input type="date" id=(name) name=(name) value=(self.fields.get(name))
                    aria-describedby=(format!("{name}-hint")) aria-invalid=[self.invalid(name)];
            },
        )
    }

    fn line(&self, name: &str, label: &str, hint: &str, input: &Markup) -> Markup {
        html! {
            div .field {
                label for=(name) { (label) }
                p .hint id=(format!("{name}-hint")) {
                    (hint)
                    @for (_, fault) in self.faults.iter().filter(|(at, _)| *at == name) {
                        " " strong .error { "To mend: " (fault) }
                    }
                }
                (input)
            }
        }
    }

    fn invalid(&self, name: &str) -> Option<&'static str> {
        self.faults
            .iter()
            .any(|(at, _)| *at == name)
            .then_some("true")
    }
}

/// The activity that a link of the course is.
pub(super) fn activity_of(link: &str) -> String {
    format!("{HOME}/links/{}", edu_http::encode_component(link))
}
