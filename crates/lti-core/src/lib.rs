//! LTI 1.3 launch for tools and platforms: typed claims, strict validation, no I/O.

pub mod claim;
pub mod context_type;
pub mod message_type;
pub mod presentation;
pub mod role;
pub mod scope;
mod vocabulary;
