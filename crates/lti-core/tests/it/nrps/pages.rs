//! Long lists in parts, and what has changed since.

use core::num::NonZeroUsize;
use core::sync::atomic::{AtomicUsize, Ordering};

use edu_http::{Answer as _, Cursor, Page};
use http::Method;
use lti_core::nrps::{
    GetMembers, Member, MemberMessage, MembershipPage, NrpsService, RoleFilter, RosterQuery,
    RosterStore as _, Rosters,
};
use lti_core::{
    BackendError, Context, MemoryPlatform, Privacy, ResourceLinkId, ServiceContext, Subject,
};
use pollster::block_on;

use super::{Lists, ask, caller, ids, lists, member, mount, of, read, send_to, tool};

fn limit(number: usize) -> NonZeroUsize {
    NonZeroUsize::new(number).unwrap()
}

/// Follows the pages from this one to the last, which is handed over beside all ids.
fn follow(lists: &Lists, mut page: MembershipPage) -> (Vec<String>, MembershipPage) {
    let mut all = Vec::new();
    loop {
        all.extend(ids(&page).into_iter().map(str::to_owned));
        match page.next() {
            Some(next) => page = read(lists, next),
            None => return (all, page),
        }
    }
}

fn five() -> Vec<Member> {
    let name = |number| format!("u-{number}");
    (0..5)
        .map(|number| member(&name(number), "Learner"))
        .collect()
}

#[test]
fn pages_follow_each_other_and_carry_the_filters() {
    let mut members = five();
    members.insert(2, member("u-x", "Instructor"));
    let lists = lists(Privacy::Pseudonymous, &members);
    let call = GetMembers::new().with_limit(limit(2));
    let first = ask(
        &lists,
        &call.with_role(RoleFilter::parse("Learner").unwrap()),
    );
    assert_eq!(ids(&first), ["u-0", "u-1"]);
    assert_eq!(first.differences(), None);
    let next = first.next().unwrap();
    for part in [
        "role=Learner",
        "limit=2",
        "school=9",
        "https://lms.example/nrps/",
    ] {
        assert!(next.contains(part), "{next}");
    }
    let (all, _) = follow(&lists, first);
    assert_eq!(all, ["u-0", "u-1", "u-2", "u-3", "u-4"]);
}

#[test]
fn a_page_is_never_longer_than_the_platform_makes_them() {
    let lists = lists(Privacy::Pseudonymous, &five()).with_max_limit(limit(3));
    for asked in ["", "&limit=4", "&limit=99999999999999999999999"] {
        let page = read(&lists, &format!("{}{asked}", lists.memberships_url(&of())));
        assert_eq!(ids(&page).len(), 3, "{asked}");
    }
    let wider = lists.with_max_limit(limit(usize::MAX));
    assert_eq!(ids(&ask(&wider, &GetMembers::new())).len(), 3);
}

#[test]
fn the_last_page_says_where_differences_are_and_they_go_on_from_there() {
    let lists = lists(Privacy::Name, &five());
    let (_, last) = follow(&lists, ask(&lists, &GetMembers::new().with_limit(limit(2))));
    let differences = last.differences().unwrap().to_owned();
    assert!(differences.contains("limit=2"), "{differences}");
    let (nothing, quiet) = follow(&lists, read(&lists, &differences));
    assert_eq!(nothing, [""; 0]);
    block_on(async {
        let rosters = lists.rosters();
        let user = |text| Subject::new(text).unwrap();
        rosters.remove_member(&of(), &user("u-1")).await.unwrap();
        rosters
            .put_member(&of(), &member("u-3", "Instructor"))
            .await
            .unwrap();
        rosters
            .put_member(&of(), &member("u-9", "Learner"))
            .await
            .unwrap();
    });
    let first = read(&lists, &differences);
    assert_eq!(ids(&first), ["u-1", "u-3"]);
    assert!(first.container.members[0].is_deleted());
    let (changed, last) = follow(&lists, first);
    assert_eq!(changed, ["u-1", "u-3", "u-9"]);
    let again = read(&lists, quiet.differences().unwrap());
    assert_eq!(ids(&again), ["u-1", "u-3"]);
    assert_eq!(ids(&read(&lists, last.differences().unwrap())), [""; 0]);
    assert!(!ids(&ask(&lists, &GetMembers::new())).contains(&"u-1"));
}

#[test]
fn what_changes_while_a_list_is_read_is_a_difference_of_it() {
    let lists = lists(Privacy::Name, &five());
    let first = ask(&lists, &GetMembers::new().with_limit(limit(2)));
    let gone = Subject::new("u-0").unwrap();
    block_on(lists.rosters().remove_member(&of(), &gone)).unwrap();
    let (all, last) = follow(&lists, first);
    assert!(all.contains(&"u-0".to_owned()));
    assert_eq!(ids(&read(&lists, last.differences().unwrap())), ["u-0"]);
}

#[test]
fn who_loses_the_role_asked_for_is_a_difference() {
    let lists = lists(Privacy::Name, &five());
    let call = GetMembers::new().with_role(RoleFilter::parse("Learner").unwrap());
    let differences = ask(&lists, &call).differences().unwrap().to_owned();
    assert!(!differences.contains("role="), "{differences}");
    block_on(lists.rosters().put_member(&of(), &member("u-2", "Mentor"))).unwrap();
    assert_eq!(ids(&read(&lists, &differences)), ["u-2"]);
}

/// A roster that is nowhere: members are made as they are asked for, and counted.
struct Endless {
    members: usize,
    most: AtomicUsize,
    made: AtomicUsize,
}

fn place(number: usize) -> Cursor {
    Cursor::new(number.to_string()).unwrap()
}

impl Rosters for Endless {
    async fn context(&self, of: &ServiceContext) -> Result<Option<Context>, BackendError> {
        Ok(Some(Context::new(of.context_id.clone())))
    }

    async fn has_link(&self, _: &ServiceContext, _: &ResourceLinkId) -> Result<bool, BackendError> {
        Ok(false)
    }

    async fn version(&self, _: &ServiceContext) -> Result<Cursor, BackendError> {
        Ok(place(1))
    }

    async fn members(
        &self,
        _: &ServiceContext,
        query: &RosterQuery,
    ) -> Result<Option<Page<Member>>, BackendError> {
        let after = query.slice.after.as_ref();
        let start: usize = after.map_or(0, |cursor| cursor.as_str().parse().unwrap());
        let end = start
            .saturating_add(query.slice.limit.get())
            .min(self.members);
        let items: Vec<Member> = (start..end)
            .map(|number| member(&format!("u-{number}"), "Learner"))
            .collect();
        self.most.fetch_max(items.len(), Ordering::Relaxed);
        self.made.fetch_add(items.len(), Ordering::Relaxed);
        let next = (end < self.members).then(|| place(end));
        Ok(Some(Page { items, next }))
    }

    async fn differences(
        &self,
        _: &ServiceContext,
        _: &Cursor,
        _: &RosterQuery,
    ) -> Result<Option<Page<Member>>, BackendError> {
        Ok(None)
    }

    async fn messages(
        &self,
        _: &ServiceContext,
        _: &ResourceLinkId,
        _: &[Member],
    ) -> Result<Vec<Vec<MemberMessage>>, BackendError> {
        Ok(Vec::new())
    }
}

#[test]
fn a_roster_of_a_hundred_thousand_is_read_while_a_page_of_it_is_held() {
    const MEMBERS: usize = 100_000;
    let roster = Endless {
        members: MEMBERS,
        most: AtomicUsize::new(0),
        made: AtomicUsize::new(0),
    };
    let tools = MemoryPlatform::new();
    tools.register(tool("tool-1"));
    let lists = NrpsService::new(&roster, tools, mount());
    let (mut address, mut seen, mut largest) = (Some(lists.memberships_url(&of())), 0, 0);
    while let Some(asked) = address {
        let response = send_to(&lists, caller("tool-1"), Method::GET, &asked);
        let (parts, body) = response.into_parts();
        let body = block_on(edu_http::collect(body, 1_000_000)).unwrap();
        largest = largest.max(body.len());
        let page = MembershipPage::from_http(&http::Response::from_parts(parts, body)).unwrap();
        for one in ids(&page) {
            assert_eq!(one, format!("u-{seen}"));
            seen += 1;
        }
        address = page.next().map(str::to_owned);
    }
    assert_eq!((seen, roster.made.into_inner()), (MEMBERS, MEMBERS));
    // The platform never held more than a page of members, and the tool no more than its bytes.
    assert_eq!(
        roster.most.into_inner(),
        NrpsService::<&Endless, MemoryPlatform>::MAX_LIMIT
    );
    assert!(largest < 200_000, "{largest}");
}
