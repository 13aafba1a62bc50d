//! xAPI statements of versions 1.0.3 and 2.0: typed, judged clause by clause, returned byte for
//! byte.

pub mod activity;
pub mod actor;
pub mod attachment;
pub mod builder;
pub mod compare;
pub mod context;
pub mod csv;
pub mod events;
pub mod extensions;
pub mod format;
pub mod identifier;
pub mod interaction;
pub mod multipart;
pub mod object;
mod object_type;
pub mod profile;
pub mod result;
pub mod rules;
pub mod signed;
pub mod statement;
pub mod statement_ref;
pub mod timestamp;
mod uuid;
pub mod verb;
pub mod version;
pub mod vocabulary;

pub use activity::{Activity, ActivityDefinition, Component};
pub use actor::{Actor, Agent, Group};
pub use attachment::{Attachment, ByteLength, MediaType, Sha2};
pub use builder::StatementBuilder;
pub use context::{
    ActivityList, Context, ContextActivities, ContextAgent, ContextGroup, RelevantTypes,
};
pub use extensions::Extensions;
pub use identifier::{Account, Identifier, Mbox, MboxSha1Sum};
pub use object::Object;
pub use result::{Outcome, Score, ScoreError};
pub use statement::{Statement, SubStatement};
pub use statement_ref::StatementRef;
pub use timestamp::StatementTime;
pub use verb::Verb;
pub use version::Version;
