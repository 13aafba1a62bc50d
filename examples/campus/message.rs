//! What a tool is told about a click in the course.

use std::sync::Arc;

use edu_axum::SystemMoments;
use edu_http::Moments as _;
use edu_types::HttpUrl;
use lti_core::{
    AgsClaim, Custom, DeploymentId, DocumentTarget, LaunchMessage, LaunchPresentation,
    LaunchRequest, NrpsClaim, ResourceLink, ResourceLinkId, Subject, ToolPlatform,
    ToolRegistration, Variables,
};

use crate::campus::Campus;
use crate::course::Course;
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
    pub(crate) tool: Arc<ToolRegistration>,
    pub(crate) deployment: DeploymentId,
    /// Where it leads.
    pub(crate) target: HttpUrl,
    /// Parameters of its launches; variables among them are replaced as it is opened.
    pub(crate) custom: Custom,
}

impl Link {
    /// The place of a tool in the course; `None` where it is not installed anywhere.
    pub(crate) fn to(tool: &CourseTool) -> Option<Self> {
        let deployment = tool.tool.deployments().first()?;
        Self::within(tool, deployment.clone())
    }

    /// A link to the tool as it is installed in a deployment.
    pub(crate) fn within(tool: &CourseTool, deployment: DeploymentId) -> Option<Self> {
        let (id, called) = match tool.tool.client_id().as_str() {
            CLIENT_ID => ("link-workbench".to_owned(), tool.title.clone()),
            OWN_CLIENT_ID => ("link-own".to_owned(), "your own tool".to_owned()),
            // Ids are the administrator's to choose.
            other => (format!("tool-{other}"), tool.title.clone()),
        };
        let mut custom = tool.custom();
        custom.set("task", "still life");
        Some(Self {
            id,
            title: tool.title.clone(),
            called,
            tool: Arc::clone(&tool.tool),
            deployment,
            target: tool.tool.redirect_uris().first()?.clone(),
            custom,
        })
    }

    /// How the tool names the link.
    pub(crate) fn resource_link_id(&self) -> Result<ResourceLinkId, Failure> {
        Ok(ResourceLinkId::new(&*self.id)?)
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

impl Place {
    /// What the button that was pressed says: `?tab` stands behind that for the whole tab, which
    /// then comes back by an address that nobody else knows.
    pub(crate) fn asked(campus: &Campus, query: Option<&str>) -> Result<Self, Failure> {
        if query != Some("tab") {
            return Ok(Self::Frame);
        }
        let visit = SystemMoments::new().moment()?.entropy.take_token()?;
        let home = campus.address.as_str();
        Ok(Self::Tab(format!("{home}/returned/{visit}")))
    }
}

/// The services that a launch tells the tool of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Granted {
    pub(crate) grades: Option<AgsClaim>,
    pub(crate) members: Option<NrpsClaim>,
}

/// Everything the campus knows of the click; it is cut down to what the tool may know later.
pub(crate) fn message(
    link: &Link,
    person: Person,
    place: Place,
    granted: Granted,
) -> Result<LaunchRequest, Failure> {
    let mut placement = ResourceLink::new(link.resource_link_id()?);
    placement.title = Some(link.title.clone());
    told(
        link,
        person,
        place,
        granted,
        LaunchMessage::resource_link(placement),
    )
}

/// Any message to the tool of a link, with all that the campus tells beside its purpose.
pub(crate) fn told(
    link: &Link,
    person: Person,
    place: Place,
    granted: Granted,
    message: LaunchMessage,
) -> Result<LaunchRequest, Failure> {
    let mut platform = ToolPlatform::new("campus".to_owned());
    platform.name = Some("Campus".to_owned());
    let who = lti_core::Person::new(Subject::new(person.id)?, person.lti_roles())
        .with_name(person.name())
        .with_given_name(person.given_name)
        .with_family_name(person.family_name);
    let variables = Variables::new().with("Person.address.timezone", "Europe/Oslo")?;
    let (client_id, deployment) = (link.tool.client_id().clone(), link.deployment.clone());
    let target = link.target.clone();
    let mut request = LaunchRequest::new(client_id, deployment, target, who, message)
        .with_context(Course::context()?)
        .with_tool_platform(platform)
        .with_launch_presentation(presentation(place))
        .with_custom(link.custom.clone())
        .with_variables(variables);
    if let Some(grades) = granted.grades {
        request = request.with_ags(grades);
    }
    if let Some(members) = granted.members {
        request = request.with_nrps(members);
    }
    Ok(request)
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
