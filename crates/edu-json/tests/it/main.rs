//! The crate judged from outside: one binary, so that it is linked once.

// `cfg(test)` always holds here; it tells the lints that these modules are tests.
#[cfg(test)]
mod agreement;
#[cfg(test)]
mod closed;
#[cfg(test)]
mod constants;
#[cfg(test)]
mod doors;
#[cfg(test)]
mod duplicates;
#[cfg(test)]
mod encoding;
#[cfg(test)]
mod grammar;
#[cfg(test)]
mod informative;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod navigation;
#[cfg(test)]
mod objects;
#[cfg(test)]
mod places;
#[cfg(test)]
mod raw;
#[cfg(test)]
mod values;
#[cfg(test)]
mod writer;

/// The tree of a text that is accepted.
#[cfg(test)]
fn parse(bytes: &[u8]) -> edu_json::Tree<'_> {
    edu_json::Tree::parse(bytes, &edu_types::Limits::default()).unwrap()
}

/// Why a text is refused.
#[cfg(test)]
fn fault(bytes: &[u8]) -> edu_json::JsonError {
    edu_json::Tree::parse(bytes, &edu_types::Limits::default()).unwrap_err()
}
