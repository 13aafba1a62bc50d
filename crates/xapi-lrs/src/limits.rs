//! Bounds of what is read again from a store.

use edu_types::Limits;

/// For statements that were judged by narrower limits before they were kept.
pub(crate) const KEPT: Limits = Limits::DEFAULT.with_bytes(usize::MAX);
