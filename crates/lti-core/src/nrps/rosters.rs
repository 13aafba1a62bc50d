//! What a host provides to the service of members.

use edu_http::{Cursor, Page, Slice};

use super::{Member, MemberMessage, RoleFilter};
use crate::{BackendError, Context, ResourceLinkId, ServiceContext, Subject};
use edu_http::for_pointers;

/// Which members are asked for, and which part of their list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "the three are the question")]
pub struct RosterQuery {
    /// The role they must have, where one is asked for.
    pub role: Option<RoleFilter>,
    /// The resource link they must be able to open, where one is asked for.
    pub link: Option<ResourceLinkId>,
    /// Which part of the list.
    pub slice: Slice,
}

/// Who belongs to the contexts that tools are used in.
///
/// Every question is about one [`ServiceContext`], and no answer may hold anything of another:
/// not of another tool in the same course, nor of the same tool installed elsewhere. Say
/// everything the host knows of a member; the service leaves out what the tool may not learn.
///
/// Cursors are the store's own and come back from the wire, so that a store judges them anew and
/// answers `None` to those it did not make.
pub trait Rosters: Send + Sync {
    /// The course or group as tools are told of it; `None` where the tool is not used there.
    fn context(
        &self,
        of: &ServiceContext,
    ) -> impl Future<Output = Result<Option<Context>, BackendError>> + Send;

    /// Whether the resource link is one of this tool's in this context.
    fn has_link(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
    ) -> impl Future<Output = Result<bool, BackendError>> + Send;

    /// The version of the roster now. Every change that is not in a list read after this is a
    /// difference since this version.
    fn version(
        &self,
        of: &ServiceContext,
    ) -> impl Future<Output = Result<Cursor, BackendError>> + Send;

    /// A part of the members, active or not, none of them deleted, in an order that is always
    /// the same: a member who stays is found once, whoever comes and goes between two pages.
    fn members(
        &self,
        of: &ServiceContext,
        query: &RosterQuery,
    ) -> impl Future<Output = Result<Option<Page<Member>>, BackendError>> + Send;

    /// A part of what has changed since a version: each member who was added or changed, as they
    /// are now, and each who was removed, deleted. `None` also where the store has forgotten
    /// who was removed since then; tools then read the whole list.
    fn differences(
        &self,
        of: &ServiceContext,
        since: &Cursor,
        query: &RosterQuery,
    ) -> impl Future<Output = Result<Option<Page<Member>>, BackendError>> + Send;

    /// What launches of a resource link would tell of each of these members, in their order.
    ///
    /// Custom parameters are expected with their variables replaced: a host whose parameters
    /// have some wraps its store and replaces them here. Members come as the tool is told of
    /// them, so that no variable can tell more.
    fn messages(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
        members: &[Member],
    ) -> impl Future<Output = Result<Vec<Vec<MemberMessage>>, BackendError>> + Send;
}

/// [`Rosters`] with a way for the host to say who belongs where.
///
/// Every operation is atomic, and a change is in the lists and differences read after it.
pub trait RosterStore: Rosters {
    /// Says that a tool is used in a context, or that the context is now called otherwise.
    fn open_roster(
        &self,
        of: &ServiceContext,
        context: &Context,
    ) -> impl Future<Output = Result<(), BackendError>> + Send;

    /// Forgets a context with its links and members; whether there was one.
    fn close_roster(
        &self,
        of: &ServiceContext,
    ) -> impl Future<Output = Result<bool, BackendError>> + Send;

    /// Says that a resource link is in a context, and what its launches tell every member.
    /// Whether there is such a context; without one nothing changes.
    fn put_link(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
        messages: &[MemberMessage],
    ) -> impl Future<Output = Result<bool, BackendError>> + Send;

    /// Takes a resource link away; whether there was one.
    fn remove_link(
        &self,
        of: &ServiceContext,
        link: &ResourceLinkId,
    ) -> impl Future<Output = Result<bool, BackendError>> + Send;

    /// Enrols a person, or says what has changed about them. Whether there is such a context;
    /// without one nothing changes. A member that is deleted already is refused.
    fn put_member(
        &self,
        of: &ServiceContext,
        member: &Member,
    ) -> impl Future<Output = Result<bool, BackendError>> + Send;

    /// Takes a person out of a context; whether they were in it. Remembered, with the id and roles
    /// and nothing else, for the differences.
    fn remove_member(
        &self,
        of: &ServiceContext,
        user: &Subject,
    ) -> impl Future<Output = Result<bool, BackendError>> + Send;
}

/// Removed members remembered of one roster: of more, the first to be removed are forgotten, and
/// tools that saw them still read the whole list.
pub const REMOVED_KEPT: usize = 10_000;

for_pointers!(Rosters {
    fn context(of: &ServiceContext) -> Option<Context>;
    fn has_link(of: &ServiceContext, link: &ResourceLinkId) -> bool;
    fn version(of: &ServiceContext) -> Cursor;
    fn members(of: &ServiceContext, query: &RosterQuery) -> Option<Page<Member>>;
    fn differences(
        of: &ServiceContext,
        since: &Cursor,
        query: &RosterQuery
    ) -> Option<Page<Member>>;
    fn messages(
        of: &ServiceContext,
        link: &ResourceLinkId,
        members: &[Member]
    ) -> Vec<Vec<MemberMessage>>;
});

for_pointers!(RosterStore {
    fn open_roster(of: &ServiceContext, context: &Context) -> ();
    fn close_roster(of: &ServiceContext) -> bool;
    fn put_link(of: &ServiceContext, link: &ResourceLinkId, messages: &[MemberMessage]) -> bool;
    fn remove_link(of: &ServiceContext, link: &ResourceLinkId) -> bool;
    fn put_member(of: &ServiceContext, member: &Member) -> bool;
    fn remove_member(of: &ServiceContext, user: &Subject) -> bool;
});
