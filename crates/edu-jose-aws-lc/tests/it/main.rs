//! Signatures made and checked with `aws-lc-rs`, also against `ring`, and forged tokens.

#[cfg(test)]
mod attacks;
#[cfg(test)]
mod providers;
#[cfg(test)]
mod published;
