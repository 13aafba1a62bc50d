//! Children in the order they came in, with what is not known among them.

use core::ops::Range;

use super::XmlWriter;
use crate::extra::{Entry, Extra};

impl XmlWriter {
    /// Writes the children of an element in the order they came in, unknown ones in their places.
    ///
    /// `counts` says how many there are of each field, in the order of the schema; `write` is asked to
    /// write some of one field: its position in the schema, and which. A field that was not there
    /// when the element was read goes behind those that it comes after in the schema.
    pub fn children(
        &mut self,
        extra: &Extra,
        counts: &[usize],
        mut write: impl FnMut(&mut Self, usize, Range<usize>),
    ) {
        let entries = extra.entries();
        if entries.is_empty() {
            for (field, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                write(self, field, 0..*count);
            }
            return;
        }
        let mut plan = Plan::new(entries, counts);
        plan.added(self, 0, &mut write);
        for (at, entry) in entries.iter().enumerate() {
            match entry {
                Entry::Kept(node) => self.raw(node),
                Entry::Known { field, count } => {
                    let field = usize::from(*field);
                    let some = plan.next(field, *count, at);
                    if !some.is_empty() {
                        write(self, field, some);
                    }
                }
            }
            plan.added(self, at.saturating_add(1), &mut write);
        }
    }
}

struct Plan<'c> {
    counts: &'c [usize],
    /// How many of each field are written.
    done: Vec<usize>,
    /// Where each field is met for the last time.
    last: Vec<Option<usize>>,
    /// Fields that were not there, each with the number of entries it goes behind.
    added: Vec<(usize, usize)>,
}

impl<'c> Plan<'c> {
    fn new(entries: &[Entry], counts: &'c [usize]) -> Self {
        let mut last = vec![None; counts.len()];
        for (at, entry) in entries.iter().enumerate() {
            if let Entry::Known { field, .. } = entry
                && let Some(last) = last.get_mut(usize::from(*field))
            {
                *last = Some(at);
            }
        }
        let mut added = Vec::new();
        let mut behind = 0;
        for (field, (met, count)) in last.iter().zip(counts).enumerate() {
            match met {
                Some(at) => behind = behind.max(at.saturating_add(1)),
                None if *count > 0 => added.push((behind, field)),
                None => {}
            }
        }
        // To be taken from the end.
        added.reverse();
        Self {
            counts,
            done: vec![0; counts.len()],
            last,
            added,
        }
    }

    /// The next `count` of a field, or all that are left where it is not met again.
    fn next(&mut self, field: usize, count: usize, at: usize) -> Range<usize> {
        let (Some(all), Some(done)) = (self.counts.get(field), self.done.get_mut(field)) else {
            return 0..0;
        };
        let first = *done;
        let final_run = self.last.get(field).copied().flatten() == Some(at);
        let end = if final_run {
            *all
        } else {
            first.saturating_add(count).min(*all)
        };
        *done = end;
        first..end
    }

    /// Writes the fields that go behind so many entries.
    fn added(
        &mut self,
        writer: &mut XmlWriter,
        behind: usize,
        write: &mut impl FnMut(&mut XmlWriter, usize, Range<usize>),
    ) {
        while let Some((at, field)) = self.added.last().copied() {
            if at > behind {
                return;
            }
            self.added.pop();
            let count = self.counts.get(field).copied().unwrap_or(0);
            write(writer, field, 0..count);
        }
    }
}
