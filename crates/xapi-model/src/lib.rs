//! xAPI statements of versions 1.0.3 and 2.0: typed, judged clause by clause, returned byte for
//! byte.

pub mod multipart;
pub mod version;

pub use version::Version;
