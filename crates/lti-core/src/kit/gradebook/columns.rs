//! Columns: found by name and filter, changed and removed as their owner may.

use edu_http::Page;

use super::{PERSON, prepared, record};
use super::{add, all, column, context, id, line_item, link, ours, score, slice};
use crate::ags::{
    Added, Column, CourseGradebook, LineItemFilter, Recorded, Removal, Replaced, ShortText,
};
use crate::kit::judge::Judge;
use crate::kit::logins::unusable;
use crate::kit::rules;
use crate::{BackendError, ServiceContext};

pub(super) async fn check<B: CourseGradebook>(judge: &mut Judge, make: &impl AsyncFn() -> B) {
    let ended = found(judge, &make().await).await;
    judge.end(ended);
    let ended = filtered(judge, &make().await).await;
    judge.end(ended);
    let ended = opened(judge, &make().await).await;
    judge.end(ended);
    let ended = placed(judge, &make().await).await;
    judge.end(ended);
    let ended = replaced(judge, &make().await).await;
    judge.end(ended);
    let ended = removed(judge, &make().await).await;
    judge.end(ended);
    let ended = paged(judge, &make().await).await;
    judge.end(ended);
}

async fn found<B: CourseGradebook>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let context = ours()?;
    store.open_context(&context).await?;
    let mut essay = line_item("Essay é \"1\"")?;
    essay.tag = Some(ShortText::new("grade").map_err(unusable)?);
    let added = add(store, &context, "fresh-id", &essay).await?;
    expect(judge, store, &context, &added).await?;
    if (&added.line_item.label, &added.line_item.tag) != (&essay.label, &essay.tag) {
        judge.note(&rules::CHANGED, "another line item was added");
    }
    let other = column("Column")?;
    store.set_column(&context, &other).await?;
    expect(judge, store, &context, &added).await?;
    expect(judge, store, &context, &other).await?;
    for name in ["column", "Colum", "Column1", "C%", "_olumn"] {
        if store.line_item(&context, &id(name)?).await?.is_some() {
            judge.note(&rules::INVENTED, "a column is found by another spelling");
        }
    }
    Ok(())
}

async fn filtered<B: CourseGradebook>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let context = ours()?;
    for (name, resource, tag, placement) in [
        ("a", "r1", "grade", "l1"),
        ("b", "r1", "attempt", "l1"),
        ("c", "r2", "grade", "l2"),
    ] {
        let mut one = column(name)?;
        one.line_item.resource_id = Some(ShortText::new(resource).map_err(unusable)?);
        one.line_item.tag = Some(ShortText::new(tag).map_err(unusable)?);
        one.line_item.resource_link_id = Some(link(placement)?);
        store.set_column(&context, &one).await?;
    }
    store.set_column(&context, &column("d")?).await?;
    for (resource, tag, placement, fitting) in [
        (None, None, None, "a b c d"),
        (Some("r1"), None, None, "a b"),
        (None, Some("grade"), None, "a c"),
        (None, None, Some("l1"), "a b"),
        (Some("r1"), Some("grade"), Some("l1"), "a"),
        (Some("r1"), Some("GRADE"), None, ""),
        (Some("r2"), None, Some("l1"), ""),
    ] {
        let filter = LineItemFilter {
            resource_id: resource.map(ShortText::new).transpose().map_err(unusable)?,
            tag: tag.map(ShortText::new).transpose().map_err(unusable)?,
            resource_link_id: placement.map(link).transpose()?,
        };
        let mut found = all(store, &context, &filter).await?;
        found.sort_by(|one, other| one.id.cmp(&other.id));
        let names: Vec<_> = found.iter().map(|column| column.id.as_str()).collect();
        if names.join(" ") != fitting {
            judge.note(&rules::FILTER, "a filter finds others than those that fit");
        }
    }
    Ok(())
}

/// A tool has no columns in a context before the host opens it, and none once it is forgotten.
async fn opened<B: CourseGradebook>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let context = ours()?;
    let essay = line_item("Essay")?;
    let closed = async |judge: &mut Judge, when: &str| {
        let added = store.add_line_item(&context, id("x")?, &essay).await?;
        let listed = store
            .line_items(&context, &LineItemFilter::all(), &slice(None, 9))
            .await?;
        if added != Added::UnknownContext || listed.is_some() {
            judge.note(
                &rules::INVENTED,
                format!("a tool has columns in a context {when}"),
            );
        }
        Ok::<(), BackendError>(())
    };
    closed(judge, "that is not open to it").await?;
    store.open_context(&context).await?;
    let kept = add(store, &context, "kept", &essay).await?;
    store.open_context(&context).await?;
    expect(judge, store, &context, &kept).await?;
    let forgotten = store.forget_context(&context).await?;
    if !forgotten || store.forget_context(&context).await? {
        judge.note(&rules::EXPIRED, "a context stays after it was forgotten");
    }
    closed(judge, "that was forgotten").await?;
    if store.line_item(&context, &kept.id).await?.is_some() {
        judge.note(
            &rules::EXPIRED,
            "a column stays after its context was forgotten",
        );
    }
    Ok(())
}

/// A placement must be the tool's own.
async fn placed<B: CourseGradebook>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let context = ours()?;
    let theirs = super::context("kit-other", "kit-1", "course")?;
    store.open_context(&context).await?;
    store.add_resource_link(&theirs, &link("theirs")?).await?;
    store.add_resource_link(&context, &link("ours")?).await?;
    for (placement, allowed) in [("ours", true), ("theirs", false), ("nobodys", false)] {
        let mut essay = line_item("Essay")?;
        essay.resource_link_id = Some(link(placement)?);
        let added = store
            .add_line_item(&context, id(placement)?, &essay)
            .await?;
        match added {
            Added::Done(column) if allowed => expect(judge, store, &context, &column).await?,
            Added::UnknownResourceLink if !allowed => {}
            Added::Done(_) => judge.note(&rules::CROSSED, "a foreign placement has a column"),
            Added::UnknownContext | Added::UnknownResourceLink | Added::TooMany { .. } => {
                judge.note(&rules::LOST, "a tool's own placement is refused");
            }
        }
    }
    Ok(())
}

async fn replaced<B: CourseGradebook>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let context = ours()?;
    let mut placed = column("placed")?.not_removable();
    placed.line_item.resource_link_id = Some(link("l1")?);
    store.set_column(&context, &placed).await?;
    store.add_resource_link(&context, &link("l2")?).await?;
    for placement in [None, Some("l1")] {
        let mut wanted = line_item("Renamed")?;
        wanted.resource_link_id = placement.map(link).transpose()?;
        placed.line_item.label = wanted.label.clone();
        let done = store
            .replace_line_item(&context, &placed.id, &wanted)
            .await?;
        if done != Replaced::Done(Box::new(placed.clone())) {
            judge.note(
                &rules::CHANGED,
                "a replaced column is another than was wanted",
            );
        }
        expect(judge, store, &context, &placed).await?;
    }
    let mut wanted = line_item("Moved")?;
    wanted.resource_link_id = Some(link("l2")?);
    if store
        .replace_line_item(&context, &placed.id, &wanted)
        .await?
        != Replaced::OtherResourceLink
    {
        judge.note(&rules::MOVED, "a column was moved to another placement");
    }
    expect(judge, store, &context, &placed).await?;
    let nowhere = store
        .replace_line_item(&context, &id("nowhere")?, &wanted)
        .await?;
    if nowhere != Replaced::Unknown
        || all(store, &context, &LineItemFilter::all()).await?.len() != 1
    {
        judge.note(&rules::INVENTED, "what is not there was replaced");
    }
    Ok(())
}

async fn removed<B: CourseGradebook>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let context = ours()?;
    let removable = prepared(store, &context).await?;
    let fixed = column("fixed")?.not_removable();
    store.set_column(&context, &fixed).await?;
    record(store, &context, &removable.id, &score(PERSON, "7", 0)?).await?;
    if store.remove_line_item(&context, &fixed.id).await? != Removal::NotAllowed {
        judge.note(&rules::KEPT, "a column of the host's was removed");
    }
    expect(judge, store, &context, &fixed).await?;
    let first = store.remove_line_item(&context, &removable.id).await?;
    let again = store.remove_line_item(&context, &removable.id).await?;
    if (first, again) != (Removal::Done, Removal::Unknown) {
        judge.note(&rules::EXPIRED, "a column stays after it was removed");
    }
    let late = record(store, &context, &removable.id, &score(PERSON, "8", 1)?).await?;
    if late != Recorded::UnknownItem {
        judge.note(&rules::INVENTED, "a column that was removed takes a score");
    }
    store.set_column(&context, &removable).await?;
    if super::grade(store, &context, &removable.id)
        .await?
        .is_some()
    {
        judge.note(
            &rules::EXPIRED,
            "scores stay after their column was removed",
        );
    }
    Ok(())
}

/// Page by page, every column and tool comes once.
async fn paged<B: CourseGradebook>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let own = ours()?;
    let names = ["a", "a b", "aB", "b", "c~", "d-1", "d.1"];
    for name in names {
        store.set_column(&own, &column(name)?).await?;
    }
    let (mut seen, mut after) = (Vec::new(), None);
    for _ in names {
        let slice = slice(after.take(), 2);
        let page = store
            .line_items(&own, &LineItemFilter::all(), &slice)
            .await?;
        let page = page.unwrap_or_else(Page::empty);
        seen.extend(page.items.into_iter().map(|column| column.id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let mut kept = names.into_iter().map(id).collect::<Result<Vec<_>, _>>()?;
    kept.sort();
    seen.sort();
    if seen != kept || after.is_some() {
        judge.note(&rules::PAGES, "pages leave out or repeat columns");
    }
    let (mut tools, mut kept) = (Vec::new(), vec![own.clone()]);
    for (client, deployment) in [("kit-other", "kit-1"), ("kit-tool", "kit-2")] {
        let context = context(client, deployment, "course")?;
        store.open_context(&context).await?;
        kept.push(context);
    }
    store
        .open_context(&context("kit-other", "kit-1", "elsewhere")?)
        .await?;
    for _ in 0..4 {
        let page = store.tools_in(&own.context_id, tools.last(), 2).await?;
        tools.extend(page);
    }
    kept.sort();
    if tools != kept {
        judge.note(&rules::PAGES, "pages leave out, repeat or disorder tools");
    }
    Ok(())
}

/// The column must be there, whole.
pub(super) async fn expect<B: CourseGradebook>(
    judge: &mut Judge,
    store: &B,
    context: &ServiceContext,
    kept: &Column,
) -> Result<(), BackendError> {
    match store.line_item(context, &kept.id).await? {
        Some(found) if found == *kept => {}
        Some(_) => judge.note(&rules::CHANGED, "another column came out"),
        None => judge.note(&rules::LOST, "a column is not there"),
    }
    Ok(())
}
