//! What a tool is told about a click in the course.

use edu_types::HttpUrl;
use lti_core::{
    ClientId, Context, ContextId, ContextType, Custom, DeploymentId, DocumentTarget, LaunchMessage,
    LaunchPresentation, LaunchRequest, ResourceLink, ResourceLinkId, Roles, Subject, ToolPlatform,
};

use crate::people::Person;
use crate::{DEPLOYMENT_ID, Failure};

/// A link in the course that opens a tool.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    /// The title in the middle of a sentence.
    pub(crate) called: &'static str,
    pub(crate) client_id: &'static str,
    /// Address of the tool, without a path.
    pub(crate) tool: String,
}

impl Link {
    /// Where the tool takes logins.
    pub(crate) fn login(&self) -> String {
        format!("{}/lti/login", self.tool)
    }

    /// Where the tool takes launches.
    pub(crate) fn launch(&self) -> String {
        format!("{}/lti/launch", self.tool)
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
    let mut placement = ResourceLink::new(ResourceLinkId::new(link.id)?);
    placement.title = Some(link.title.to_owned());
    let mut course = Context::new(ContextId::new("drawing-1")?);
    course.title = Some("Drawing".to_owned());
    course.types = vec![ContextType::parse(
        "http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering",
    )];
    let mut platform = ToolPlatform::new("campus".to_owned());
    platform.name = Some("Campus".to_owned());
    let mut custom = Custom::default();
    custom.set("task", "still life");
    let who = lti_core::Person::new(
        Subject::new(person.id)?,
        Roles::from(vec![person.lti_role()]),
    )
    .with_name(person.name())
    .with_given_name(person.given_name)
    .with_family_name(person.family_name);
    Ok(LaunchRequest::new(
        ClientId::new(link.client_id)?,
        DeploymentId::new(DEPLOYMENT_ID)?,
        HttpUrl::parse(&link.launch())?,
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
