//! Items: what they refer to, and whether that can be launched.

use edu_xml::{Element, Reader};

use super::{Located, LocatedItem, named, organization_elements};
use crate::address::ExternalPolicy;
use crate::index::{Index, Owned, Target};
use crate::judge::order;
use crate::judge::reference::note;
use crate::names::{adlcp, cp};
use crate::prerequisites::Script;
use crate::sequencing::{self, References};
use crate::{Edition, Item, Resource, ResourceKind, rules};

pub(super) fn judge(index: &Index<'_>, located: &Located<'_, '_>, reader: &mut Reader<'_>) {
    judge_organizations(index, located, reader);
    for one in &located.items {
        judge_target(index, one, reader);
        judge_maps(one, reader);
        judge_edition(one, reader);
    }
    judge_prerequisites(located, reader);
    judge_sequencing(index, located, reader);
}

fn judge_organizations(index: &Index<'_>, located: &Located<'_, '_>, reader: &mut Reader<'_>) {
    let is_2004 = Edition::of(reader.binding()).is_2004();
    for (one, element) in index.manifests.iter().zip(&located.manifests) {
        let Some(organizations) = &one.manifest.organizations else {
            continue;
        };
        let Some(element) = named(*element, cp::ORGANIZATIONS.number(), reader).next() else {
            continue;
        };
        if organizations.organizations.is_empty() {
            let message = "package has no organization, there is nothing to launch";
            reader.note(&rules::ORGANIZATIONS_EMPTY, element, message);
            continue;
        }
        match organizations.default.as_deref() {
            None if is_2004 => {
                reader.missing::<()>(element, cp::DEFAULT, Some(&rules::DEFAULT_MISSING));
            }
            Some(_) if organizations.named().is_none() => {
                let message =
                    "default organization is none of the manifest, the first one is taken";
                note(&rules::DEFAULT, cp::DEFAULT, element, reader, message);
            }
            _ => {}
        }
    }
}

fn judge_target(index: &Index<'_>, one: &LocatedItem<'_, '_>, reader: &mut Reader<'_>) {
    let Some(target) = one.item.target() else {
        judge_sco_only(one.item, one.element, reader);
        return;
    };
    match index.target(target) {
        Some(Target::Manifest(target)) => judge_package(index, target, one, reader),
        Some(Target::Resource(at)) => {
            if let Some(owned) = index.resources.get(at) {
                judge_resource(owned.resource, one, reader);
                judge_parameters(index, *owned, one, reader);
            }
        }
        None => {
            let (rule, message) = if index.is_activity(target) {
                let message = "item refers to an item or organization, a resource or a package within the package is allowed";
                (&rules::ITEM_ACTIVITY, message)
            } else {
                let message = "item refers to a resource that the manifest does not have, it cannot be launched";
                (&rules::ITEM_REF, message)
            };
            note(rule, cp::IDENTIFIER_REF, one.element, reader, message);
        }
    }
}

/// Judges the resource that an item launches.
fn judge_resource(resource: &Resource, one: &LocatedItem<'_, '_>, reader: &mut Reader<'_>) {
    let LocatedItem { item, element, .. } = *one;
    let mut told = |rule, message| note(rule, cp::IDENTIFIER_REF, element, reader, message);
    let href = resource.href.as_deref();
    if href.is_none_or(|href| href.trim().is_empty()) {
        let message = "item refers to a resource without href, it cannot be launched";
        told(&rules::RESOURCE_HREF_MISSING, message);
    }
    let kind = resource.kind.as_ref();
    if kind.is_some_and(|kind| *kind != ResourceKind::WebContent) {
        let message = "item refers to a resource of another type, webcontent is allowed";
        told(&rules::RESOURCE_WEBCONTENT, message);
    }
    if !resource.is_sco() {
        judge_sco_only(item, element, reader);
    }
}

/// Judges parameters behind an address that has a fragment.
fn judge_parameters<'m>(
    index: &Index<'m>,
    owned: Owned<'m>,
    one: &LocatedItem<'_, '_>,
    reader: &mut Reader<'_>,
) {
    let href = owned.resource.href.as_deref();
    if one.item.parameters.is_none() || href.is_none_or(|href| !href.contains('#')) {
        return;
    }
    if let Ok(resolved) = index.address(owned, Some(one.item), ExternalPolicy::Allowed)
        && (resolved.deviations.second_fragment || resolved.deviations.parameters_before_fragment)
    {
        let message =
            "href has a fragment, parameters go before it and one of two fragments is left out";
        let rule = &rules::PARAMETERS_FRAGMENT;
        note(rule, cp::PARAMETERS, one.element, reader, message);
    }
}

/// Judges an item that stands for a package within the package.
fn judge_package(
    index: &Index<'_>,
    target: usize,
    one: &LocatedItem<'_, '_>,
    reader: &mut Reader<'_>,
) {
    judge_sco_only(one.item, one.element, reader);
    let (rule, message) = if index.leads_back(one.manifest, target) {
        let message = "item refers to the package that it lies in or to one that leads back there, it cannot be launched";
        (&rules::ITEM_SELF, message)
    } else if index.organization(target).is_none() {
        let message = "item refers to a package without items, it cannot be launched";
        (&rules::ITEM_REF, message)
    } else {
        return;
    };
    note(rule, cp::IDENTIFIER_REF, one.element, reader, message);
}

/// What only a SCO has: SCORM 2004 says so, and in SCORM 1.2 nobody else reads it.
fn judge_sco_only(item: &Item, element: Element<'_>, reader: &mut Reader<'_>) {
    let is_2004 = Edition::of(reader.binding()).is_2004();
    let used = [
        (item.time_limit_action.is_some(), "timeLimitAction"),
        (item.data_from_lms.is_some(), "dataFromLMS"),
    ];
    for (_, name) in used.into_iter().filter(|(used, _)| *used && is_2004) {
        let message =
            format!("item has {name} and launches no SCO, only one that does may have it");
        reader.note(&rules::SCO_ONLY, element, message);
    }
}

fn judge_maps(one: &LocatedItem<'_, '_>, reader: &mut Reader<'_>) {
    let Some(data) = &one.item.data else { return };
    let mut targets: Vec<_> = data
        .maps
        .iter()
        .filter_map(|map| map.target_id.as_deref())
        .collect();
    targets.sort_unstable();
    if targets
        .windows(2)
        .any(|pair| matches!(pair, [first, second] if first == second))
    {
        let message = "two maps name one store, each may be mapped once";
        reader.note(&rules::MAP_TWICE, one.element, message);
    }
}

/// What is written though the edition does not have it.
fn judge_edition(one: &LocatedItem<'_, '_>, reader: &mut Reader<'_>) {
    let edition = Edition::of(reader.binding());
    let item = one.item;
    let of_1_2 = [
        (item.prerequisites.is_some(), "prerequisites"),
        (item.max_time_allowed.is_some(), "maxtimeallowed"),
        (item.mastery_score.is_some(), "masteryscore"),
    ];
    let of_2004 = [
        (item.sequencing.is_some(), "imsss:sequencing"),
        (item.presentation.is_some(), "adlnav:presentation"),
        (item.completion_threshold.is_some(), "completionThreshold"),
    ];
    let foreign = if edition.is_2004() { of_1_2 } else { of_2004 };
    let of_fourth = (
        item.data.is_some() && edition != Edition::Scorm2004Fourth,
        "data",
    );
    for (_, name) in foreign
        .into_iter()
        .chain([of_fourth])
        .filter(|(used, _)| *used)
    {
        let message = format!("item has {name}, which {edition} does not have");
        reader.note(&rules::EDITION_FEATURE, one.element, message);
    }
}

fn judge_prerequisites(located: &Located<'_, '_>, reader: &mut Reader<'_>) {
    let asks = |one: &&LocatedItem<'_, '_>| one.item.prerequisites.is_some();
    if !located.items.iter().any(|one| asks(&one)) {
        return;
    }
    let mut known: Vec<_> = located.items.iter().map(|one| one.item.id()).collect();
    known.sort_unstable();
    for one in located.items.iter().filter(asks) {
        let script = one
            .item
            .prerequisites
            .as_ref()
            .map(|one| Script::parse(&one.script));
        let Some(Ok(script)) = script else { continue };
        if script
            .items()
            .any(|item| known.binary_search(&item).is_err())
        {
            let message =
                "prerequisites name an item that the manifest does not have, it counts as done";
            let mut children = one.element.elements();
            let at = children.find(|child| reader.number(*child) == adlcp::PREREQUISITES.number());
            reader.note(
                &rules::PREREQUISITES_ITEM,
                at.unwrap_or(one.element),
                message,
            );
        }
    }
}

/// Judges sequencing by what stands around it.
fn judge_sequencing(index: &Index<'_>, located: &Located<'_, '_>, reader: &mut Reader<'_>) {
    let edition = Edition::of(reader.binding());
    for (at, (one, element)) in index.manifests.iter().zip(&located.manifests).enumerate() {
        let collection = one.manifest.sequencing_collection.as_ref();
        let shared = collection.map(|all| all.by_name()).unwrap_or_default();
        let mut references = References::new(&shared, edition);
        let elements: Vec<_> = organization_elements(*element, reader).collect();
        for (organization, element) in one.manifest.organizations().iter().zip(elements) {
            if let Some(own) = &organization.sequencing {
                let activity = sequencing::Activity {
                    is_organization: true,
                    children: organization.items.len(),
                };
                let element = sequencing_of(element, reader);
                order::judge(element, order::SEQUENCING, reader);
                references.judge(own, activity, element, reader);
            }
        }
        for item in located.items_of(at) {
            if let Some(own) = &item.item.sequencing {
                let activity = sequencing::Activity {
                    is_organization: false,
                    children: item.item.items.len(),
                };
                let element = sequencing_of(item.element, reader);
                order::judge(element, order::SEQUENCING, reader);
                references.judge(own, activity, element, reader);
            }
        }
    }
}

/// The element of the sequencing that was read of an activity.
fn sequencing_of<'t>(activity: Element<'t>, reader: &Reader<'_>) -> Element<'t> {
    let number = sequencing::imsss::SEQUENCING.number();
    named(activity, number, reader).next().unwrap_or(activity)
}
