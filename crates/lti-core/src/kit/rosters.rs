//! Who belongs to a platform's contexts.

mod roll;

use edu_http::{Cursor, Page, together};

use super::judge::Judge;
use super::logins::unusable;
use super::rules;
use crate::nrps::{Member, MemberMessage, RoleFilter, RosterStore};
use crate::{BackendError, MessageType, ResourceLinkId, Roles};
use roll::{
    all, are, context, expect, expect_crossed, member, open, place, query, since, user, walk,
    walk_since,
};

pub(super) async fn check<B: RosterStore>(judge: &mut Judge, make: impl AsyncFn() -> B) {
    let ended = listed(judge, &make().await).await;
    judge.end(ended);
    let ended = narrowed(judge, &make().await).await;
    judge.end(ended);
    let ended = changed(judge, &make().await).await;
    judge.end(ended);
    let ended = closed(judge, &make().await).await;
    judge.end(ended);
    let ended = linked(judge, &make().await).await;
    judge.end(ended);
    let ended = misplaced(judge, &make().await).await;
    judge.end(ended);
    let ended = apart(judge, &make().await).await;
    judge.end(ended);
    let ended = raced(judge, &make().await).await;
    judge.end(ended);
}

/// Two tenants with one course of one tool know nothing of each other's members.
pub(super) async fn check_tenants<B: RosterStore>(
    judge: &mut Judge,
    (one, other): (B, B),
) -> Result<(), BackendError> {
    let of = place("kit", "d", "c")?;
    open(&one, &of).await?;
    one.put_member(&of, &member("ours")?).await?;
    if other.context(&of).await?.is_some() || !all(&other, &of).await?.is_empty() {
        judge.note(
            &rules::CROSSED,
            "a tenant sees another's context or members",
        );
    }
    open(&other, &of).await?;
    other.put_member(&of, &member("theirs")?).await?;
    expect(judge, &one, &of, &["ours"]).await?;
    expect(judge, &other, &of, &["theirs"]).await?;
    if other.remove_member(&of, &user("ours")?).await? {
        judge.note(&rules::CROSSED, "a tenant removes another's member");
    }
    other.close_roster(&of).await?;
    expect(judge, &one, &of, &["ours"]).await
}

/// Page by page, every member comes once, whoever comes and goes meanwhile.
async fn listed<B: RosterStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let of = place("kit", "d", "c")?;
    if store.put_member(&of, &member("early")?).await? || store.context(&of).await?.is_some() {
        judge.note(&rules::INVENTED, "there is a context that was never opened");
    }
    open(store, &of).await?;
    if store.context(&of).await? != Some(context(&of)) {
        judge.note(&rules::CHANGED, "another context came out");
    }
    let names = ["b", "a", "B", "a-1", "~"];
    for name in names {
        if !store.put_member(&of, &member(name)?).await? {
            judge.note(&rules::FAILED, "a member was refused");
        }
    }
    expect(judge, store, &of, &names).await?;
    let first = store.members(&of, &query(None, None, 2)?).await?;
    let Some(Page {
        items,
        next: Some(next),
    }) = first
    else {
        judge.note(&rules::PAGES, "a list of five does not go on after two");
        return Ok(());
    };
    // Two who were shown go, one who was not comes: the three that stay come all the same.
    for gone in &items {
        store.remove_member(&of, &gone.user_id).await?;
    }
    store.put_member(&of, &member("new")?).await?;
    let rest = walk(store, &of, None, Some(next)).await?;
    let stayed = |name: &&str| !items.iter().any(|gone| gone.user_id.as_str() == *name);
    for name in names.into_iter().filter(stayed) {
        let times = rest.iter().filter(|one| one.user_id.as_str() == name);
        if times.count() != 1 {
            judge.note(&rules::PAGES, "a member who stayed is left out or repeated");
        }
    }
    Ok(())
}

/// A role finds those who have it, in any spelling, and a principal role its sub-roles.
async fn narrowed<B: RosterStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    const LIST: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership";
    let of = place("kit", "d", "c")?;
    open(store, &of).await?;
    let roles = [
        ("teacher", format!("{LIST}#Instructor")),
        ("assistant", format!("{LIST}/Instructor#TeachingAssistant")),
        ("short", "Instructor".to_owned()),
        ("bait", format!("{LIST}/Learner#Instructor")),
        ("learner", format!("{LIST}#Learner")),
        ("guest", "https://kit.example/role#Guest".to_owned()),
    ];
    for (name, role) in &roles {
        let mut one = member(name)?;
        one.roles = Roles::parse([role.as_str()]);
        store.put_member(&of, &one).await?;
    }
    let expected: [(&str, &[&str]); 5] = [
        ("Instructor", &["teacher", "assistant", "short"]),
        (roles[0].1.as_str(), &["teacher", "assistant", "short"]),
        (roles[3].1.as_str(), &["bait"]),
        ("https://kit.example/role#Guest", &["guest"]),
        ("https://kit.example/role", &[]),
    ];
    for (role, names) in expected {
        let filter = RoleFilter::parse(role).map_err(unusable)?;
        let found = walk(store, &of, Some(&filter), None).await?;
        if !are(&found, names) {
            judge.note(
                &rules::CHANGED,
                "a role finds others than those who have it",
            );
        }
    }
    // Who loses a role is found by it no more.
    store.put_member(&of, &member("teacher")?).await?;
    let filter = RoleFilter::parse("Instructor").map_err(unusable)?;
    if !are(
        &walk(store, &of, Some(&filter), None).await?,
        &["assistant", "short"],
    ) {
        judge.note(
            &rules::CHANGED,
            "a member is found by a role they have lost",
        );
    }
    Ok(())
}

/// Differences tell each change once and nothing else, as it is now.
async fn changed<B: RosterStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let of = place("kit", "d", "c")?;
    open(store, &of).await?;
    for name in ["stays", "changes", "goes", "returns"] {
        store.put_member(&of, &member(name)?).await?;
    }
    let before = store.version(&of).await?;
    since(judge, store, &of, &before, &[]).await?;
    let mut other = member("changes")?;
    other.roles = Roles::parse(["Instructor"]);
    store.put_member(&of, &other).await?;
    store.put_member(&of, &member("comes")?).await?;
    for name in ["goes", "returns"] {
        let (gone, again) = (
            store.remove_member(&of, &user(name)?).await?,
            store.remove_member(&of, &user(name)?).await?,
        );
        if !gone || again {
            judge.note(&rules::EXPIRED, "a member stays after removal");
        }
    }
    let middle = store.version(&of).await?;
    store.put_member(&of, &member("returns")?).await?;
    let expected = [
        ("changes", false),
        ("comes", false),
        ("goes", true),
        ("returns", false),
    ];
    since(judge, store, &of, &before, &expected).await?;
    since(judge, store, &of, &middle, &[("returns", false)]).await?;
    let now = store.version(&of).await?;
    since(judge, store, &of, &now, &[]).await?;
    expect(judge, store, &of, &["stays", "changes", "returns", "comes"]).await?;
    let told = all(store, &of).await?;
    if !told.contains(&other) {
        judge.note(&rules::CHANGED, "a change of a member is not told");
    }
    Ok(())
}

/// A context that is closed is forgotten; opened again, it is another.
async fn closed<B: RosterStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let of = place("kit", "d", "c")?;
    open(store, &of).await?;
    store.put_member(&of, &member("old")?).await?;
    let link = ResourceLinkId::new("l").map_err(unusable)?;
    store.put_link(&of, &link, &[]).await?;
    let before = store.version(&of).await?;
    store.put_member(&of, &member("older")?).await?;
    let (gone, again) = (
        store.close_roster(&of).await?,
        store.close_roster(&of).await?,
    );
    if !gone || again || store.context(&of).await?.is_some() || store.has_link(&of, &link).await? {
        judge.note(
            &rules::EXPIRED,
            "a context or its link stays after it was closed",
        );
    }
    open(store, &of).await?;
    store.put_member(&of, &member("new")?).await?;
    expect(judge, store, &of, &["new"]).await?;
    let slice = query(None, None, 9)?;
    if store.differences(&of, &before, &slice).await?.is_some() {
        let message = "differences are told since before the context was closed";
        judge.note(&rules::DIFFERENCES, message);
    }
    Ok(())
}

/// Links are those of their context, and tell every member what was said of them.
async fn linked<B: RosterStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let (of, other) = (place("kit", "d", "c")?, place("kit", "d", "c2")?);
    let link = ResourceLinkId::new("l/1").map_err(unusable)?;
    if store.put_link(&of, &link, &[]).await? {
        judge.note(&rules::INVENTED, "a link was taken into no context");
    }
    open(store, &of).await?;
    open(store, &other).await?;
    let mut message = MemberMessage::new(MessageType::ResourceLinkRequest);
    message.custom.get_or_insert_default().set("unit", "7");
    store
        .put_link(&of, &link, core::slice::from_ref(&message))
        .await?;
    let members = [member("a")?, member("b")?];
    let told = store.messages(&of, &link, &members).await?;
    if told != [vec![message.clone()], vec![message]] {
        judge.note(&rules::CHANGED, "a link tells something else than was said");
    }
    let near = ResourceLinkId::new("L/1").map_err(unusable)?;
    for (place, link, there) in [
        (&of, &link, true),
        (&other, &link, false),
        (&of, &near, false),
    ] {
        if store.has_link(place, link).await? != there {
            judge.note(
                &rules::CROSSED,
                "a link is in another context, or not in its own",
            );
        }
    }
    let (gone, again) = (
        store.remove_link(&of, &link).await?,
        store.remove_link(&of, &link).await?,
    );
    if !gone || again || store.has_link(&of, &link).await? {
        judge.note(&rules::EXPIRED, "a link stays after it was taken away");
    }
    Ok(())
}

/// Cursors that the store did not make lead nowhere.
async fn misplaced<B: RosterStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let of = place("kit", "d", "c")?;
    open(store, &of).await?;
    store.put_member(&of, &member("one")?).await?;
    for text in [
        "-1",
        "x",
        "1 OR 1=1",
        "99999999999999999999",
        "1.5",
        "4611686018427387904",
    ] {
        let odd = Cursor::new(text).map_err(unusable)?;
        let mut behind = query(None, None, 9)?;
        behind.slice.after = Some(odd.clone());
        let list = store.members(&of, &behind).await?;
        let changes = store.differences(&of, &odd, &query(None, None, 9)?).await?;
        if list.is_some() || changes.is_some() {
            judge.note(
                &rules::INVENTED,
                "a list goes on at a place that is none of it",
            );
        }
    }
    Ok(())
}

/// Another tool, installation or course is another roster.
async fn apart<B: RosterStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let places = [
        place("kit", "d", "c")?,
        place("kit-2", "d", "c")?,
        place("kit", "d-2", "c")?,
        place("kit", "d", "c-2")?,
        place("kit", "dc", "c")?,
        place("kit", "d", "cc")?,
    ];
    for (number, of) in places.iter().enumerate() {
        open(store, of).await?;
        store
            .put_member(of, &member(&format!("only-{number}"))?)
            .await?;
        store.put_member(of, &member("everywhere")?).await?;
    }
    let [first, others @ ..] = &places;
    store.remove_member(first, &user("everywhere")?).await?;
    expect_crossed(judge, store, first, &["only-0"]).await?;
    for (number, of) in others.iter().enumerate() {
        let own = format!("only-{}", number.saturating_add(1));
        expect_crossed(judge, store, of, &[&own, "everywhere"]).await?;
    }
    Ok(())
}

/// Of changes made at one time none is lost, in the list and in the differences.
async fn raced<B: RosterStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let of = place("kit", "d", "c")?;
    open(store, &of).await?;
    let before = store.version(&of).await?;
    let names: Vec<String> = (0..8).map(|number| format!("m-{number}")).collect();
    let members: Vec<Member> = names
        .iter()
        .map(|name| member(name))
        .collect::<Result<_, _>>()?;
    let puts = members
        .iter()
        .map(|one| store.put_member(&of, one))
        .collect();
    for put in together::all(puts).await {
        if !put? {
            judge.note(&rules::RACED, "a member who came with others was refused");
        }
    }
    let changes = walk_since(store, &of, &before).await?;
    let list = all(store, &of).await?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if !are(&list, &names) || changes.as_ref().is_none_or(|changes| !are(changes, &names)) {
        judge.note(
            &rules::RACED,
            "of eight who came at once, not each is told once",
        );
    }
    let gone = user("m-0")?;
    let removals = (0..4).map(|_| store.remove_member(&of, &gone)).collect();
    let mut removed = 0_usize;
    for removal in together::all(removals).await {
        removed = removed.saturating_add(usize::from(removal?));
    }
    if removed != 1 {
        let message = format!("of four who removed one member at once, {removed} did");
        judge.note(&rules::RACED, message);
    }
    Ok(())
}
