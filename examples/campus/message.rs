//! What a tool is told about a click in the course.

use edu_types::HttpUrl;
use lti_core::{
    ClientId, Context, ContextId, ContextType, Custom, DeploymentId, DocumentTarget, LaunchMessage,
    LaunchPresentation, LaunchRequest, ResourceLink, ResourceLinkId, Subject, ToolPlatform,
};

use crate::people::Person;
use crate::tools::CourseTool;
use crate::{CLIENT_ID, Failure, OWN_CLIENT_ID};

/// A link in the course that opens a tool.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) id: String,
    pub(crate) title: String,
    /// The title in the middle of a sentence.
    pub(crate) called: String,
    pub(crate) client_id: ClientId,
    pub(crate) deployment: DeploymentId,
    /// Where it leads.
    pub(crate) target: HttpUrl,
}

impl Link {
    /// The place of a tool in the course; `None` where it is not installed anywhere.
    pub(crate) fn to(tool: &CourseTool) -> Option<Self> {
        let deployment = tool.tool.deployments().first()?;
        Self::within(tool, deployment.clone())
    }

    /// A link to the tool as it is installed in a deployment.
    pub(crate) fn within(tool: &CourseTool, deployment: DeploymentId) -> Option<Self> {
        let client_id = tool.tool.client_id().clone();
        let (id, called) = match client_id.as_str() {
            CLIENT_ID => ("link-workbench".to_owned(), tool.title.clone()),
            OWN_CLIENT_ID => ("link-own".to_owned(), "your own tool".to_owned()),
            // Ids are the administrator's to choose.
            other => (format!("tool-{other}"), tool.title.clone()),
        };
        Some(Self {
            id,
            title: tool.title.clone(),
            called,
            client_id,
            deployment,
            target: tool.tool.redirect_uris().first()?.clone(),
        })
    }
}

/// Where the person wants to see the tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the course page.
    Frame,
    /// In the whole tab, which can come back to this address.
    Tab(String),
}

/// Everything the campus knows of the click; it is cut down to what the tool may know later.
pub(crate) fn message(link: &Link, person: Person, place: Place) -> Result<LaunchRequest, Failure> {
    let mut placement = ResourceLink::new(ResourceLinkId::new(&*link.id)?);
    placement.title = Some(link.title.clone());
    let mut course = Context::new(ContextId::new("drawing-1")?);
    course.title = Some("Drawing".to_owned());
    course.types = vec![ContextType::parse(
        "http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering",
    )];
    let mut platform = ToolPlatform::new("campus".to_owned());
    platform.name = Some("Campus".to_owned());
    let mut custom = Custom::default();
    custom.set("task", "still life");
    let who = lti_core::Person::new(Subject::new(person.id)?, person.lti_roles())
        .with_name(person.name())
        .with_given_name(person.given_name)
        .with_family_name(person.family_name);
    Ok(LaunchRequest::new(
        link.client_id.clone(),
        link.deployment.clone(),
        link.target.clone(),
        who,
        LaunchMessage::resource_link(placement),
    )
    .with_context(course)
    .with_tool_platform(platform)
    .with_launch_presentation(presentation(place))
    .with_custom(custom))
}

fn presentation(place: Place) -> LaunchPresentation {
    let mut shown = LaunchPresentation::new();
    match place {
        Place::Frame => shown.document_target = Some(DocumentTarget::Iframe),
        Place::Tab(back) => {
            shown.document_target = Some(DocumentTarget::Window);
            shown.return_url = Some(back.into());
        }
    }
    shown
}
