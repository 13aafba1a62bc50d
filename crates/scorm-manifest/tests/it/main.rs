//! The crate judged from outside: one binary, so that it is linked once.

// `cfg(test)` always holds here; it tells the lints that these modules are tests.
#[cfg(test)]
mod activities;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod course;
#[cfg(test)]
mod documented;
#[cfg(test)]
mod editions;
#[cfg(test)]
mod export;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod judged;
#[cfg(test)]
mod judged_items;
#[cfg(test)]
mod judged_resources;
#[cfg(test)]
mod lom;
#[cfg(test)]
mod package;
#[cfg(test)]
mod package_metadata;
#[cfg(test)]
mod quirks;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod scale;
#[cfg(test)]
mod sequencing;
#[cfg(test)]
mod texts;

#[cfg(test)]
use samples::{
    PAGE_1_2, PAGE_2004, codes, item_with, lenient, of_1_2, of_2004, organizations, read,
};
