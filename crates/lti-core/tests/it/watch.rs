//! A subscriber that keeps all it is told.

use core::fmt::{Debug, Write as _};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Dispatch, Event, Level, Metadata, Subscriber};

/// Everything that was told, in order; clones share it.
#[derive(Clone)]
pub(crate) struct Watch(Arc<Mutex<Told>>);

/// A second subscriber that is there for good: while there is one alone, a span that another test's
/// thread meets first, without any, is taken for one that nobody wants.
static SECOND: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(Watch(Arc::default())));

impl Default for Watch {
    fn default() -> Self {
        LazyLock::force(&SECOND);
        Self(Arc::default())
    }
}

#[derive(Default)]
struct Told {
    spans: Vec<Span>,
    events: Vec<(Level, String)>,
    /// All of it, names and places in the source too.
    text: String,
}

/// A span as it is by now.
#[derive(Clone)]
pub(crate) struct Span {
    pub(crate) name: &'static str,
    pub(crate) fields: BTreeMap<&'static str, String>,
    /// How often it was entered and not left.
    pub(crate) entered: usize,
    /// How many hold it; none once its call is over.
    pub(crate) held: usize,
}

impl Watch {
    /// The spans of this name.
    pub(crate) fn spans(&self, name: &str) -> Vec<Span> {
        let told = self.told();
        let named = told.spans.iter().filter(|span| span.name == name);
        named.cloned().collect()
    }

    /// The levels and fields of all events.
    pub(crate) fn events(&self) -> Vec<(Level, String)> {
        self.told().events.clone()
    }

    /// All text that any subscriber could have written down.
    pub(crate) fn text(&self) -> String {
        self.told().text.clone()
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.0.lock().unwrap()
    }

    fn with_span(&self, id: &Id, change: impl FnOnce(&mut Span)) {
        let number = usize::try_from(id.into_u64()).unwrap();
        // Ids begin at one.
        change(&mut self.told().spans[number.checked_sub(1).unwrap()]);
    }
}

impl Subscriber for Watch {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        // Clients and servers that these crates stand on have spans of their own.
        ["lti_core", "edu_reqwest"].contains(&metadata.target())
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let mut told = self.told();
        write!(
            told.text,
            "{:?} {attributes:?}\n{fields:?}\n",
            attributes.metadata()
        )
        .unwrap();
        told.spans.push(Span {
            name: attributes.metadata().name(),
            fields: fields.0,
            entered: 0,
            held: 1,
        });
        Id::from_u64(told.spans.len().try_into().unwrap())
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut fields = Fields::default();
        values.record(&mut fields);
        write!(self.told().text, "{values:?}\n{fields:?}\n").unwrap();
        self.with_span(id, |span| span.fields.extend(fields.0));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let mut told = self.told();
        write!(told.text, "{event:?}\n{fields:?}\n").unwrap();
        let text = fields.0.values().cloned().collect();
        told.events.push((*event.metadata().level(), text));
    }

    fn enter(&self, id: &Id) {
        self.with_span(id, |span| {
            span.entered = span.entered.checked_add(1).unwrap();
        });
    }

    fn exit(&self, id: &Id) {
        self.with_span(id, |span| {
            span.entered = span.entered.checked_sub(1).unwrap();
        });
    }

    fn clone_span(&self, id: &Id) -> Id {
        self.with_span(id, |span| span.held = span.held.checked_add(1).unwrap());
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        self.with_span(&id, |span| span.held = span.held.checked_sub(1).unwrap());
        false
    }
}

/// Every value as text, whatever its type.
#[derive(Debug, Default)]
struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}
