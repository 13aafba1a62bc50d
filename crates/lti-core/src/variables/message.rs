//! Values that follow from the message itself.

use edu_types::Personal;

use crate::{Claims, LaunchPresentation, Lis, Subject, WebAddress};

/// The value of a variable as the message has it: read after the tool's privacy has left out what
/// it may not learn, so that nothing comes in by this door either.
pub(super) fn of_message(name: &str, claims: &Claims) -> Option<String> {
    let (group, member) = name.split_once('.')?;
    match group {
        "User" | "Membership" => of_user(group, member, claims),
        "Person" => of_person(member, claims),
        "Context" => of_context(member, claims),
        "ResourceLink" => of_link(member, claims),
        "ToolPlatform" | "ToolPlatformInstance" => of_platform(group, member, claims),
        "Message" => of_presentation(member, claims.launch_presentation.as_ref()?),
        "CourseOffering" | "CourseSection" | "Result" | "BasicOutcome" => {
            of_lis(group, member, claims.lis.as_ref()?)
        }
        _ => of_services(name, claims),
    }
}

fn of_user(group: &str, member: &str, claims: &Claims) -> Option<String> {
    match (group, member) {
        ("User", "id") => claims.subject.as_ref().map(|id| id.as_str().to_owned()),
        ("User", "image") => told(claims.picture.as_ref()),
        ("User", "scope.mentor") | ("Membership", "role.scope.mentor") => {
            joined(claims.role_scope_mentor.iter().map(Subject::as_str))
        }
        ("Membership", "role") => joined(claims.roles.as_ref()?.iter().map(crate::Role::as_str)),
        _ => None,
    }
}

fn of_person(member: &str, claims: &Claims) -> Option<String> {
    match member {
        "name.full" => told(claims.name.as_ref()),
        "name.given" => told(claims.given_name.as_ref()),
        "name.family" => told(claims.family_name.as_ref()),
        "name.middle" => told(claims.middle_name.as_ref()),
        "email.primary" => told(claims.email.as_ref()),
        "sourcedId" => told(claims.lis.as_ref()?.person_sourcedid.as_ref()),
        _ => None,
    }
}

fn of_context(member: &str, claims: &Claims) -> Option<String> {
    let context = claims.context.as_ref()?;
    match member {
        "id" => Some(context.id.as_str().to_owned()),
        "label" => context.label.clone(),
        "title" => context.title.clone(),
        "type" => joined(context.types.iter().map(crate::ContextType::as_str)),
        _ => None,
    }
}

fn of_link(member: &str, claims: &Claims) -> Option<String> {
    let link = claims.resource_link.as_ref()?;
    match member {
        "id" => Some(link.id.as_str().to_owned()),
        "title" => link.title.clone(),
        "description" => link.description.clone(),
        _ => None,
    }
}

fn of_platform(group: &str, member: &str, claims: &Claims) -> Option<String> {
    let platform = claims.tool_platform.as_ref()?;
    match (group, member) {
        ("ToolPlatform", "productFamilyCode") => platform.product_family_code.clone(),
        ("ToolPlatform", "version") => platform.version.clone(),
        ("ToolPlatformInstance", "guid") => Some(platform.guid.clone()),
        ("ToolPlatformInstance", "name") => platform.name.clone(),
        ("ToolPlatformInstance", "description") => platform.description.clone(),
        ("ToolPlatformInstance", "url") => platform.url.clone(),
        ("ToolPlatformInstance", "contactEmail") => told(platform.contact_email.as_ref()),
        _ => None,
    }
}

fn of_presentation(member: &str, shown: &LaunchPresentation) -> Option<String> {
    match member {
        "returnUrl" => address(shown.return_url.as_ref()),
        "documentTarget" => Some(shown.document_target.as_ref()?.as_str().to_owned()),
        "height" => Some(shown.height?.0.to_string()),
        "width" => Some(shown.width?.0.to_string()),
        "locale" => shown.locale.clone(),
        _ => None,
    }
}

fn of_lis(group: &str, member: &str, lis: &Lis) -> Option<String> {
    match (group, member) {
        ("CourseOffering", "sourcedId") => told(lis.course_offering_sourcedid.as_ref()),
        ("CourseSection", "sourcedId") => told(lis.course_section_sourcedid.as_ref()),
        ("Result", "sourcedId") => told(lis.result_sourcedid.as_ref()),
        ("BasicOutcome", "url") => address(lis.outcome_service_url.as_ref()),
        _ => None,
    }
}

fn of_services(name: &str, claims: &Claims) -> Option<String> {
    match name {
        "LineItems.url" => address(claims.ags.as_ref()?.line_items.as_ref()),
        "LineItem.url" => address(claims.ags.as_ref()?.line_item.as_ref()),
        "ToolProxyBinding.memberships.url" | "ToolProxyBinding.nrps.url" => {
            address(Some(&claims.nrps.as_ref()?.memberships))
        }
        _ => None,
    }
}

fn told(text: Option<&Personal<String>>) -> Option<String> {
    text.map(|text| text.expose().clone())
}

fn address(found: Option<&WebAddress>) -> Option<String> {
    found.map(|address| address.as_str().to_owned())
}

/// Several values of one variable; none is no value.
fn joined<'a>(values: impl Iterator<Item = &'a str>) -> Option<String> {
    let values: Vec<_> = values.collect();
    (!values.is_empty()).then(|| values.join(","))
}
