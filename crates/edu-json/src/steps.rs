//! Reading takes steps and memory in proportion to what is read, whatever its shape.
//!
//! Both are counted: time would depend on what else the machine does.

use core::cell::Cell;

use allocation_counter::measure;
use edu_types::Limits;

use crate::Tree;

thread_local! {
    static TAKEN: Cell<usize> = const { Cell::new(0) };
}

/// Counts bytes that are looked at, or names that are looked up.
pub(crate) fn count(steps: usize) {
    TAKEN.set(TAKEN.get().saturating_add(steps));
}

/// The steps that this takes, and the bytes that are allocated for it in all.
fn taken(work: impl FnOnce()) -> (usize, u64) {
    TAKEN.set(0);
    let memory = measure(work);
    (TAKEN.get(), memory.bytes_total)
}

/// Reads a document in so many steps and so much memory for each of its bytes as the densest documents need.
///
/// Names of one class are compared with up to 31 before them; a document has an entry of 16 bytes for every other byte of
/// its own, in lists that grow by doubling.
fn reads_in_proportion(text: &str) {
    let limits = Limits::default()
        .with_bytes(64 << 20)
        .with_depth(1_000_000)
        .with_nodes(10_000_000)
        .with_members(1_000_000)
        .with_text(16 << 20);
    let (steps, memory) = taken(|| assert!(Tree::parse(text.as_bytes(), &limits).is_ok()));
    let shape: String = text.chars().take(40).collect();
    let length = text.len();
    let (most_steps, most_memory) = (length.saturating_mul(8), (length as u64).saturating_mul(64));
    assert!(
        steps <= most_steps,
        "{steps} steps for {length} bytes: {shape}"
    );
    assert!(
        memory <= most_memory,
        "{memory} bytes for {length}: {shape}"
    );
}

const SIZE: usize = 20_000;

/// An object of members that are named by numbers.
fn object(numbers: core::ops::Range<usize>, name: impl Fn(usize) -> String) -> String {
    let members: Vec<String> = numbers.map(|n| format!("\"{}\":1", name(n))).collect();
    format!("{{{}}}", members.join(","))
}

#[test]
fn white_space_is_passed_once() {
    reads_in_proportion(&format!(
        "{{{0}\"\\u0061\"{0}:{0}1{0}}}{0}",
        " ".repeat(SIZE)
    ));
    reads_in_proportion(&format!("[{}]", vec!["\n\t\"\\n\" "; SIZE].join(",")));
}

#[test]
fn names_of_one_class_are_not_compared_one_by_one_in_a_large_object() {
    reads_in_proportion(&object(0..SIZE, |n| format!("{n:08}xx")));
    reads_in_proportion(&object(0..SIZE, |n| format!("\\u0061{n:08}xx")));
}

#[test]
fn names_of_one_class_are_compared_in_proportion_in_many_small_objects() {
    let small = object(10..42, |n| format!("{n}mm{n}mm"));
    reads_in_proportion(&format!("[{}]", vec![small; SIZE / 32].join(",")));
}

#[test]
fn texts_with_escapes_are_decoded_each_alone() {
    reads_in_proportion(&format!("[{}]", vec![r#""\n""#; SIZE].join(",")));
    reads_in_proportion(&format!("\"{}\"", "\\n".repeat(SIZE)));
    reads_in_proportion(&object(0..SIZE, |n| format!("\\n{n}")));
}

#[test]
fn numbers_and_words_are_read_each_alone() {
    for scalar in ["1", "-0.5e7", "true", "null"] {
        reads_in_proportion(&format!("[{}]", vec![scalar; SIZE].join(",")));
    }
}

#[test]
fn levels_are_opened_and_closed_once() {
    reads_in_proportion(&format!("{}{}", "[".repeat(SIZE), "]".repeat(SIZE)));
    reads_in_proportion(&format!("{}1{}", "{\"a\":".repeat(SIZE), "}".repeat(SIZE)));
}

#[test]
fn what_is_nested_too_deep_is_left_at_once() {
    for open in ["[", r#"{"a":"#, r#"[{"a":"#] {
        let text = open.repeat(100_000);
        let (steps, _) = taken(|| {
            let error = Tree::parse(text.as_bytes(), &Limits::default()).unwrap_err();
            assert_eq!(error.to_string(), "depth is 65, limit is 64");
        });
        assert!(steps <= 4 * 65 * open.len(), "{steps} steps");
    }
}
