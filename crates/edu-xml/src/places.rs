//! Where nodes stand, worked out once for a tree that is asked.

use core::fmt::Write as _;
use core::sync::atomic::{AtomicU32, Ordering};
use std::sync::OnceLock;

use crate::Tree;
use crate::arena::{Arena, Kind, NodeEntry, index};
use crate::encoding::Source;

/// Names are cut to so many bytes in paths, so that a path is as long as its depth allows.
const MOST_OF_A_NAME: usize = 64;
/// Offsets are looked up from the nearest of marks that stand so many bytes apart.
const MARKED: usize = 1024;

/// So many places of a tree are worked out one by one; whoever asks for more gets tables.
const FEW: u32 = 8;

/// What is worked out to tell places, once they are asked for.
#[derive(Debug, Default)]
pub(crate) struct Places {
    paths_told: AtomicU32,
    positions: OnceLock<Positions>,
    lines_told: AtomicU32,
    lines: OnceLock<Lines>,
}

impl Places {
    /// The path of the innermost element around the node at `at`, itself included; empty outside
    /// the root element.
    pub(crate) fn path(&self, arena: &Arena, text: &str, root: u32, at: u32) -> String {
        if is_seldom(&self.paths_told) {
            return path_down(arena, text, root, at);
        }
        let positions = self.positions.get_or_init(|| Positions::of(arena));
        positions.path(arena, text, at)
    }

    /// The offset in the received bytes, line and column of an offset in the decoded text.
    pub(crate) fn locate(&self, source: &Source<'_>, offset: usize) -> (usize, (usize, usize)) {
        if source.encoding().keeps_offsets() && is_seldom(&self.lines_told) {
            return counted(source, offset);
        }
        let lines = self.lines.get_or_init(|| Lines::of(source));
        lines.locate(source, offset)
    }
}

/// Counts one more; says whether there were few before.
fn is_seldom(told: &AtomicU32) -> bool {
    // Threads that count at once work one place more out by itself, or one less.
    let before = told.load(Ordering::Relaxed);
    if before < FEW {
        told.store(before.saturating_add(1), Ordering::Relaxed);
    }
    before < FEW
}

/// The path to the innermost element around the node at `at`, found by going down to it.
fn path_down(arena: &Arena, text: &str, root: u32, at: u32) -> String {
    let mut path = String::new();
    if at < root || at >= arena.after(root) {
        return path;
    }
    let name_of = |at: u32| {
        let name = arena.node(at).and_then(|node| arena.name(node.name));
        name.map_or("", |name| name.raw.of(text))
    };
    push_step(&mut path, name_of(root), None);
    let mut outer = root;
    while let Some((inner, count)) = child_around(arena, outer, at) {
        push_step(&mut path, name_of(inner), Some(count));
        outer = inner;
    }
    path
}

/// The child element of `outer` around the node at `at`, and how many of its name there are up to it.
fn child_around(arena: &Arena, outer: u32, at: u32) -> Option<(u32, u32)> {
    let first = outer.saturating_add(1);
    let mut around = first;
    while arena.after(around) <= at {
        around = arena.after(around);
    }
    let child = arena.node(around)?;
    if at <= outer || child.kind != Kind::Element {
        return None;
    }
    let (mut one, mut count) = (first, 1_u32);
    while one < around {
        let same = |node: &NodeEntry| node.kind == Kind::Element && node.name == child.name;
        count = count.saturating_add(u32::from(arena.node(one).is_some_and(same)));
        one = arena.after(one);
    }
    Some((around, count))
}

/// Offset in the received bytes, line and column, where offsets are those of the text.
fn counted(source: &Source<'_>, offset: usize) -> (usize, (usize, usize)) {
    let here = Mark::default().moved(source, offset);
    let column = here.text.saturating_sub(here.line).saturating_add(1);
    let line = here.lines.saturating_add(1);
    let received = offset.saturating_add(source.mark());
    (received, (line as usize, column as usize))
}

/// How many lines end in a part of a text; blocks are counted in bytes, which compilers turn into vector code.
fn line_ends(bytes: &[u8]) -> usize {
    let within = |block: &[u8]| {
        let ends = block.iter().map(|byte| u8::from(*byte == b'\n'));
        usize::from(ends.fold(0_u8, u8::wrapping_add))
    };
    bytes.chunks(usize::from(u8::MAX)).map(within).sum()
}

/// Parents and positions of all nodes.
#[derive(Debug)]
struct Positions(Vec<Position>);

#[derive(Clone, Copy, Debug)]
struct Position {
    /// The parent; `u32::MAX` for none.
    parent: u32,
    /// Of elements: how many of its name its parent has up to it.
    count: u32,
}

/// An element whose children are being counted.
struct Open {
    index: u32,
    end: u32,
    undo: usize,
}

/// Children of one name counted so far, for the innermost element that has any.
#[derive(Clone, Copy)]
struct Count {
    parent: u32,
    children: u32,
}

impl Positions {
    fn of(arena: &Arena) -> Self {
        let nobody = Count {
            parent: u32::MAX,
            children: 0,
        };
        let mut counts = vec![nobody; arena.names.len()];
        let mut replaced: Vec<(u32, Count)> = Vec::new();
        let mut open: Vec<Open> = Vec::new();
        let place = |(at, node): (usize, &NodeEntry)| {
            let at = index(at);
            while let Some(closed) = open.pop_if(|one| one.end <= at) {
                for (name, count) in replaced.drain(closed.undo..).rev() {
                    if let Some(current) = counts.get_mut(name as usize) {
                        *current = count;
                    }
                }
            }
            let parent = open.last().map_or(u32::MAX, |one| one.index);
            let count = counts.get_mut(node.name as usize);
            let (Kind::Element, Some(count)) = (node.kind, count) else {
                return Position { parent, count: 0 };
            };
            if count.parent != parent {
                replaced.push((node.name, *count));
                *count = Count {
                    parent,
                    children: 0,
                };
            }
            count.children = count.children.saturating_add(1);
            // What holds nothing needs not be closed.
            if node.link > at.saturating_add(1) {
                open.push(Open {
                    index: at,
                    end: node.link,
                    undo: replaced.len(),
                });
            }
            Position {
                parent,
                count: count.children,
            }
        };
        Self(arena.nodes.iter().enumerate().map(place).collect())
    }

    fn parent(&self, at: u32) -> Option<u32> {
        let parent = self.0.get(at as usize)?.parent;
        (parent != u32::MAX).then_some(parent)
    }

    /// The path of the innermost element around the node at `at`, itself included.
    fn path(&self, arena: &Arena, text: &str, at: u32) -> String {
        let mut line = Vec::new();
        let is_element = arena
            .node(at)
            .is_some_and(|node| node.kind == Kind::Element);
        line.extend(is_element.then_some(at));
        let mut next = at;
        while let Some(parent) = self.parent(next) {
            line.push(parent);
            next = parent;
        }
        let mut path = String::new();
        for at in line.into_iter().rev() {
            let name = arena.node(at).and_then(|node| arena.name(node.name));
            let name = name.map_or("", |name| name.raw.of(text));
            let count = self.0.get(at as usize).map_or(0, |one| one.count);
            push_step(&mut path, name, self.parent(at).map(|_| count));
        }
        path
    }
}

/// Adds an element to a path; the outermost one has no number.
fn push_step(path: &mut String, name: &str, count: Option<u32>) {
    path.push('/');
    push_name(path, name);
    if let Some(count) = count {
        // Writing to a text does not fail.
        let _written = write!(path, "[{count}]");
    }
}

/// Adds a name to a path, cut where it is very long.
pub(crate) fn push_name(path: &mut String, name: &str) {
    if name.len() <= MOST_OF_A_NAME {
        path.push_str(name);
        return;
    }
    let end = (0..=MOST_OF_A_NAME)
        .rev()
        .find(|at| name.is_char_boundary(*at))
        .unwrap_or(0);
    path.push_str(name.get(..end).unwrap_or_default());
    path.push('…');
}

/// A point of the decoded text.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    text: u32,
    /// How many received bytes come before it.
    received: u32,
    /// How many lines end before it.
    lines: u32,
    /// Where its line starts.
    line: u32,
}

/// Marks all over the decoded text, the first at its start: lines and offsets are counted from the nearest.
#[derive(Debug)]
struct Lines(Vec<Mark>);

impl Lines {
    fn of(source: &Source<'_>) -> Self {
        let text = source.text();
        let mut marks = vec![Mark::default()];
        let mut last = Mark::default();
        while (last.text as usize) < text.len() {
            let start = last.text as usize;
            let due = start.saturating_add(MARKED);
            let end = (due..text.len()).find(|at| text.is_char_boundary(*at));
            last = last.moved(source, end.unwrap_or(text.len()));
            marks.push(last);
        }
        Self(marks)
    }

    /// The offset in the received bytes, line and column (in received bytes) of an offset in the
    /// decoded text.
    fn locate(&self, source: &Source<'_>, offset: usize) -> (usize, (usize, usize)) {
        let here = self.mark_at(source, offset);
        let start = self.mark_at(source, here.line as usize);
        let column = here
            .received
            .saturating_sub(start.received)
            .saturating_add(1);
        let line = here.lines.saturating_add(1);
        let received = (here.received as usize).saturating_add(source.mark());
        (received, (line as usize, column as usize))
    }

    /// What a mark at an offset would be.
    fn mark_at(&self, source: &Source<'_>, offset: usize) -> Mark {
        let after = self.0.partition_point(|mark| mark.text as usize <= offset);
        let before = after.checked_sub(1).and_then(|at| self.0.get(at));
        before.copied().unwrap_or_default().moved(source, offset)
    }
}

impl Mark {
    /// The mark further on in the text, at a character's start.
    fn moved(self, source: &Source<'_>, offset: usize) -> Self {
        let between = source
            .text()
            .get(self.text as usize..offset)
            .unwrap_or_default();
        let lines = line_ends(between.as_bytes());
        let line = memchr::memrchr(b'\n', between.as_bytes());
        let line = line.map(|at| index(at.saturating_add(1)).saturating_add(self.text));
        let bytes = if source.encoding().keeps_offsets() {
            between.len()
        } else {
            let all = between.chars().map(|one| source.encoding().bytes_of(one));
            all.fold(0, usize::saturating_add)
        };
        Self {
            text: index(offset),
            received: self.received.saturating_add(index(bytes)),
            lines: self.lines.saturating_add(index(lines)),
            line: line.unwrap_or(self.line),
        }
    }
}

impl Tree<'_> {
    /// The path of the innermost element around the node at `at`, itself included; empty outside
    /// the root element.
    pub(crate) fn path(&self, at: u32) -> String {
        self.places()
            .path(self.arena(), self.text(), self.root().index(), at)
    }
}
