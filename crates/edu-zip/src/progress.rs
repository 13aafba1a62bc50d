//! How far a check of an archive is, and a way to stop it.

use core::ops::ControlFlow;

/// Where a check stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step<'a> {
    /// Inflated bytes read so far.
    pub done: u64,
    /// Inflated bytes of all entries, as they declare.
    pub total: u64,
    /// Name of the entry that is being read.
    pub entry: &'a str,
}

impl<'a> Step<'a> {
    /// So many of so many inflated bytes, at an entry.
    pub const fn new(done: u64, total: u64, entry: &'a str) -> Self {
        Self { done, total, entry }
    }
}

/// Is told how far a check is, once for each entry and each 64 KiB of it.
///
/// Every closure that takes a [`Step`] is one; `()` is one that never stops a check.
pub trait Progress {
    /// Hears where the check stands; `Break` stops it with [`ZipError::Stopped`](crate::ZipError::Stopped).
    fn step(&mut self, step: Step<'_>) -> ControlFlow<()>;
}

impl<F: FnMut(Step<'_>) -> ControlFlow<()>> Progress for F {
    fn step(&mut self, step: Step<'_>) -> ControlFlow<()> {
        self(step)
    }
}

impl Progress for () {
    fn step(&mut self, _: Step<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
