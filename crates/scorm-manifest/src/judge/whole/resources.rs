//! Resources: where they are, and which they need.

use edu_types::Rule;
use edu_xml::{Element, Reader, xml};

use super::{Located, named};
use crate::address::{self, AddressError, ExternalPolicy};
use crate::index::Index;
use crate::judge::reference::{judge_resource, note};
use crate::names::cp;
use crate::{Dependencies, Dependency, rules};

pub(super) fn judge(index: &Index<'_>, located: &Located<'_, '_>, reader: &mut Reader<'_>) {
    judge_bases(index, located, reader);
    judge_addresses(index, located, reader);
    judge_dependencies(index, located, reader);
}

/// A base that leaves the package is refused even if no resource is below it.
fn judge_bases(index: &Index<'_>, located: &Located<'_, '_>, reader: &mut Reader<'_>) {
    for (at, element) in located.manifests.iter().enumerate() {
        let bases = index.bases(at);
        if bases.iter().all(|base| is_plain_base(base)) {
            continue;
        }
        let resolved = address::Address::resolve(bases, ".", None, ExternalPolicy::Allowed);
        let resources = named(*element, cp::RESOURCES.number(), reader).next();
        let element = resources.unwrap_or(*element);
        match resolved {
            Ok(resolved) if resolved.address.is_external() => {
                let message = "base is outside the package, what is below it is not launched";
                note(&rules::BASE_EXTERNAL, xml::BASE, element, reader, message);
            }
            Ok(_) => {}
            Err(error) => note(
                rule_of(error),
                xml::BASE,
                element,
                reader,
                error.to_string(),
            ),
        }
    }
}

fn judge_addresses(index: &Index<'_>, located: &Located<'_, '_>, reader: &mut Reader<'_>) {
    let plain: Vec<_> = (0..index.manifests.len())
        .map(|at| index.bases(at).iter().all(|base| is_plain_base(base)))
        .collect();
    for (one, element) in index.resources.iter().zip(&located.resources) {
        let Some(href) = one.resource.href.as_deref() else {
            continue;
        };
        let is_plain = address::is_plain(href);
        judge_resource(one.resource, href, is_plain, *element, reader);
        let is_inside = is_plain
            && plain.get(one.manifest).is_some_and(|plain| *plain)
            && one.resource.base.as_deref().is_none_or(is_plain_base);
        if is_inside {
            continue;
        }
        match index.address(*one, None, ExternalPolicy::Allowed) {
            Ok(resolved) if resolved.address.is_external() => {
                let message =
                    "resource is outside the package, whether it is launched is up to the policy";
                note(
                    &rules::ADDRESS_EXTERNAL,
                    cp::HREF,
                    *element,
                    reader,
                    message,
                );
            }
            Ok(_) | Err(AddressError::Missing) => {}
            Err(error) => note(
                rule_of(error),
                cp::HREF,
                *element,
                reader,
                error.to_string(),
            ),
        }
    }
}

/// Whether a base plainly names a folder below the one before it.
fn is_plain_base(base: &str) -> bool {
    base.is_empty() || address::is_plain(base.strip_suffix('/').unwrap_or(base))
}

/// The rule that an address breaks.
fn rule_of(error: AddressError) -> &'static Rule {
    match error {
        AddressError::Missing => &rules::RESOURCE_HREF_MISSING,
        AddressError::Traversal => &rules::ADDRESS_TRAVERSAL,
        AddressError::Script { .. } => &rules::ADDRESS_SCRIPT,
        AddressError::LocalFile => &rules::ADDRESS_LOCAL,
        AddressError::Scheme => &rules::ADDRESS_SCHEME,
        AddressError::External => &rules::ADDRESS_EXTERNAL,
        AddressError::TooLong { .. } => &rules::ADDRESS_LENGTH,
    }
}

fn judge_dependencies(index: &Index<'_>, located: &Located<'_, '_>, reader: &mut Reader<'_>) {
    let mut needs = Vec::new();
    for (at, (one, element)) in index.resources.iter().zip(&located.resources).enumerate() {
        if one.resource.dependencies.is_empty() {
            continue;
        }
        let owner = one.resource.id();
        let mut remaining = one.resource.dependencies.iter();
        for element in element.elements() {
            if reader.number(element) == cp::DEPENDENCY.number()
                && let Some(dependency) = remaining.next()
            {
                let needed = dependency.target().and_then(|one| index.resource(one));
                needs.extend(needed.map(|needed| (at, needed)));
                judge_dependency(owner, dependency, needed, element, reader);
            }
        }
    }
    if needs.is_empty() {
        return;
    }
    for group in Dependencies::new(index.resources.len(), needs).cycles() {
        let first = group
            .first()
            .and_then(|first| located.resources.get(*first));
        if let Some(element) = first {
            let message = format!(
                "{} resources need each other, each is loaded once",
                group.len()
            );
            reader.note(&rules::DEPENDENCY_CYCLE, *element, message);
        }
    }
}

fn judge_dependency(
    owner: &str,
    dependency: &Dependency,
    needed: Option<usize>,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    match dependency.target() {
        None => {
            reader.missing::<()>(
                element,
                cp::IDENTIFIER_REF,
                Some(&rules::DEPENDENCY_REF_MISSING),
            );
        }
        Some(target) if target == owner => {
            let message = "resource needs itself, which says nothing";
            note(
                &rules::DEPENDENCY_SELF,
                cp::IDENTIFIER_REF,
                element,
                reader,
                message,
            );
        }
        Some(_) if needed.is_none() => {
            let message = "resource needs one that the manifest does not have";
            note(
                &rules::DEPENDENCY_REF,
                cp::IDENTIFIER_REF,
                element,
                reader,
                message,
            );
        }
        Some(_) => {}
    }
}
