//! Judges the family against other implementations.
//!
//! There is no code here: `tests/it` holds the comparisons, `peers` the programs that other
//! implementations take part with.
