//! Signatures made and checked with `ring`.

#[cfg(test)]
mod signatures;
