//! What a host's database does for the record store: few operations, each atomic.

use core::num::NonZeroUsize;

use bytes::Bytes;
use edu_http::{BackendError, TenantId, for_pointers};
use edu_types::{Iri, Timestamp, UuidText};
use xapi_model::ActivityDefinition;
use xapi_model::multipart::Digest;

use crate::{
    Access, Batch, DocumentChange, DocumentId, DocumentPlace, DocumentRefusal, Followed,
    FollowerId, Inserted, Key, Position, Seen, StatementPage, StatementQuery, StoredDocument,
    StoredStatement,
};

/// Targets of targets over which a statement is found, so that a long chain of them costs no more.
pub const MAX_HOPS: usize = 100;

/// Statements, each with one it is found by, that a statement makes found anew when it comes after those that
/// target it.
pub const MAX_LATE: usize = 10_000;

/// Keeps statements, attachments, what is known of activities and agents, and documents.
///
/// Every operation is about one tenant and touches nothing of another. What a store says is done
/// survives the end of the program, and the loss of power where it says so. A store that runs in several processes
/// keeps these promises between them.
///
/// The tenant's statements have one order, in which they are stored: whoever sees a statement sees every
/// one before it. So the table of statements is the outbox of everything that follows them, and needs no second
/// one that could differ ([`RecordStore::unseen`]).
pub trait RecordStore: Send + Sync {
    /// Takes in a batch, wholly or not at all.
    ///
    /// A statement whose id is there is compared, by [`NewStatement::repeats`](crate::NewStatement::repeats): it is left as it is
    /// and says nothing anew of activities and agents, or the batch is a conflict. Each other one gets a position
    /// behind all before, and a time of storing in whole thousandths of a second that is no earlier than `now` and
    /// than that of any statement before, and later than any [`Seen::consistent_through`] that was told. So a
    /// batch is stored later than all that anybody saw before it, and a client that polls for what is stored later
    /// than the last it saw misses none. Batches that come in sight together, such as those of one transaction,
    /// may share a time, so that many of them do not carry it away from the clock. Definitions are merged in order. A target is voided by whatever statement that does so is stored
    /// before it or after, save where it voids another itself; and a statement is found by what its target has whichever
    /// of them came first, over [`MAX_HOPS`] targets of targets; where more than [`MAX_LATE`]
    /// are found anew by one statement that comes after them, those stored last are left out.
    fn insert(
        &self,
        tenant: &TenantId,
        batch: Batch,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Inserted, BackendError>> + Send;

    /// The statement of that id, if `access` reaches it and it is voided or not as asked for.
    fn statement(
        &self,
        tenant: &TenantId,
        id: UuidText,
        voided: bool,
        access: &Access,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Seen<Option<StoredStatement>>, BackendError>> + Send;

    /// The statements that match, in order, as many as were asked for at most and one more where there are
    /// more.
    fn statements(
        &self,
        tenant: &TenantId,
        query: &StatementQuery,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Seen<StatementPage>, BackendError>> + Send;

    /// Up to when an answer made now would be complete; no earlier than the time of storing of the
    /// tenant's last statement that is in sight, and it follows the clock.
    ///
    /// Nothing is stored up to then any more. A store that says a thousandth of a second less than the clock
    /// does not push the next time of storing ahead of it.
    fn consistent_through(
        &self,
        tenant: &TenantId,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Timestamp, BackendError>> + Send;

    /// The data of an attachment.
    fn attachment(
        &self,
        tenant: &TenantId,
        digest: &Digest,
    ) -> impl Future<Output = Result<Option<Bytes>, BackendError>> + Send;

    /// What is known of these activities, each that is known.
    fn definitions(
        &self,
        tenant: &TenantId,
        activities: &[Iri],
    ) -> impl Future<Output = Result<Vec<(Iri, ActivityDefinition)>, BackendError>> + Send;

    /// The names that statements gave to an agent or group, by its [`Key::agent`], in a lasting
    /// order; the first 100.
    fn names(
        &self,
        tenant: &TenantId,
        agent: Key,
    ) -> impl Future<Output = Result<Vec<Box<str>>, BackendError>> + Send;

    /// A document.
    fn document(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
        id: &DocumentId,
    ) -> impl Future<Output = Result<Option<StoredDocument>, BackendError>> + Send;

    /// Changes a document as `change` says of what is there then, with nobody between.
    fn change_document(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
        id: &DocumentId,
        change: DocumentChange,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Result<(), DocumentRefusal>, BackendError>> + Send;

    /// The ids of the documents there, of those changed later than `since`; in order, each once.
    fn document_ids(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
        since: Option<&Timestamp>,
    ) -> impl Future<Output = Result<Vec<DocumentId>, BackendError>> + Send;

    /// Removes all documents there.
    fn remove_documents(
        &self,
        tenant: &TenantId,
        place: &DocumentPlace,
    ) -> impl Future<Output = Result<(), BackendError>> + Send;

    /// The first statements, voided ones too, that a follower has not seen: in order.
    ///
    /// A follower that was never heard of has seen none.
    fn unseen(
        &self,
        tenant: &TenantId,
        follower: &FollowerId,
        limit: NonZeroUsize,
    ) -> impl Future<Output = Result<Vec<Followed>, BackendError>> + Send;

    /// Notes that a follower has dealt with every statement up to a position; one before an earlier
    /// note changes nothing.
    fn seen(
        &self,
        tenant: &TenantId,
        follower: &FollowerId,
        position: Position,
    ) -> impl Future<Output = Result<(), BackendError>> + Send;
}

for_pointers!(RecordStore {
    fn insert(tenant: &TenantId, batch: Batch, now: &Timestamp) -> Inserted;
    fn statement(tenant: &TenantId, id: UuidText, voided: bool, access: &Access, now: &Timestamp) -> Seen<Option<StoredStatement>>;
    fn statements(tenant: &TenantId, query: &StatementQuery, now: &Timestamp) -> Seen<StatementPage>;
    fn consistent_through(tenant: &TenantId, now: &Timestamp) -> Timestamp;
    fn attachment(tenant: &TenantId, digest: &Digest) -> Option<Bytes>;
    fn definitions(tenant: &TenantId, activities: &[Iri]) -> Vec<(Iri, ActivityDefinition)>;
    fn names(tenant: &TenantId, agent: Key) -> Vec<Box<str>>;
    fn document(tenant: &TenantId, place: &DocumentPlace, id: &DocumentId) -> Option<StoredDocument>;
    fn change_document(tenant: &TenantId, place: &DocumentPlace, id: &DocumentId, change: DocumentChange, now: &Timestamp) -> Result<(), DocumentRefusal>;
    fn document_ids(tenant: &TenantId, place: &DocumentPlace, since: Option<&Timestamp>) -> Vec<DocumentId>;
    fn remove_documents(tenant: &TenantId, place: &DocumentPlace) -> ();
    fn unseen(tenant: &TenantId, follower: &FollowerId, limit: NonZeroUsize) -> Vec<Followed>;
    fn seen(tenant: &TenantId, follower: &FollowerId, position: Position) -> ();
});
