//! What is judged of a manifest beside the form of its elements.
//!
//! Elements judge themselves as they are read: [`item`], [`reference`], [`length`], [`order`], [`title`]. What parts owe each
//! other is judged at the end, by the whole: [`whole`].

pub(crate) mod item;
pub(crate) mod length;
pub(crate) mod order;
pub(crate) mod reference;
pub(crate) mod title;
pub(crate) mod whole;
