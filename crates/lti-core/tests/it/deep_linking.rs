//! Content items, and the way they go from a tool to its platform.

mod answers;
mod attacks;
mod bed;
mod corpus;
mod items;
mod refusals;
mod requests;
mod settings;
mod stored;
mod trace;
mod whole;
