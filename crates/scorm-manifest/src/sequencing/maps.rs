//! What objectives share with global ones, and that each is read and written once.

use std::collections::{BTreeMap, BTreeSet};

use edu_types::Rule;
use edu_xml::text::collapsed;
use edu_xml::{Element, Reader};

/// A map to a global objective.
pub(super) trait Map {
    /// The global objective.
    fn target(&self) -> Option<&str>;
}

/// One thing that maps share, with the rules against doing it twice.
pub(super) struct Shared<M> {
    pub(super) what: &'static str,
    pub(super) reads: fn(&M) -> bool,
    pub(super) read_twice: &'static Rule,
    pub(super) writes: fn(&M) -> bool,
    pub(super) written_twice: &'static Rule,
}

/// The objectives of one activity: their names and maps, in order.
pub(super) struct Objectives<'a, 't, M> {
    pub(super) all: Vec<(Option<&'a str>, &'a [M])>,
    /// Where each stands, or nothing.
    pub(super) places: Vec<Element<'t>>,
    /// Where all stand.
    pub(super) element: Element<'t>,
}

/// A name without white space around it, where there is something of it.
pub(super) fn name(text: Option<&str>) -> Option<&str> {
    text.map(collapsed).filter(|name| !name.is_empty())
}

impl<M: Map> Objectives<'_, '_, M> {
    /// Notes names that were there before; case counts.
    pub(super) fn ids_differ(&self, rule: &'static Rule, reader: &mut Reader<'_>) {
        let mut seen = BTreeSet::new();
        for (at, (id, _)) in self.all.iter().enumerate() {
            let Some(id) = id else { continue };
            if !seen.insert(*id) {
                let message = "objective has the identifier of one before it";
                reader.note(rule, self.place(at), message);
            }
        }
    }

    /// Notes objectives that write to a global one what an objective before them writes.
    pub(super) fn each_is_written_once(&self, shared: &[Shared<M>], reader: &mut Reader<'_>) {
        for one in shared {
            let mut writers: BTreeMap<&str, usize> = BTreeMap::new();
            for (at, (_, maps)) in self.all.iter().enumerate() {
                let written = maps.iter().filter(|map| (one.writes)(map));
                for target in written.filter_map(M::target) {
                    let first = *writers.entry(target).or_insert(at);
                    if first != at {
                        let message = format!(
                            "{} of a global objective is written by two objectives of the activity, one may",
                            one.what
                        );
                        reader.note(one.written_twice, self.place(at), message);
                    }
                }
            }
        }
    }

    fn place(&self, at: usize) -> Element<'_> {
        self.places.get(at).copied().unwrap_or(self.element)
    }
}

/// Notes where more than one map of an objective reads the same.
pub(super) fn each_is_read_once<M>(
    shared: &[Shared<M>],
    maps: &[M],
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    if maps.len() < 2 {
        return;
    }
    for one in shared {
        let readers = maps.iter().filter(|map| (one.reads)(map)).count();
        if readers > 1 {
            let message = format!(
                "{} is read by {readers} maps of the objective, one may; reading is the default",
                one.what
            );
            reader.note(one.read_twice, element, message);
        }
    }
}
