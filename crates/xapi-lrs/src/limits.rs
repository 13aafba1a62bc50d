//! Bounds of what is read again from a store, and of documents.

use edu_types::Limits;

/// For statements that were judged by narrower limits before they were kept.
pub(crate) const KEPT: Limits = Limits::DEFAULT.with_bytes(usize::MAX);

/// For JSON documents, whose bytes are bounded before they are read: a program may keep one long text in one.
pub(crate) const DOCUMENT: Limits = Limits::DEFAULT
    .with_bytes(usize::MAX)
    .with_text(usize::MAX)
    .with_nodes(1_000_000)
    .with_members(100_000);
