//! The one course of the campus: who is in it, and what its tools find there.

use edu_sqlite::{StoredGradebook, StoredRosters};
use edu_types::{Decimal, Personal, PositiveDecimal};
use lti_core::ags::{Column, CourseGradebook as _, Gradebook as _, Label, LineItem, LineItemId};
use lti_core::nrps::{Member, RosterStore as _};
use lti_core::{
    Context, ContextId, ContextType, DeploymentId, ResourceLinkId, ServiceContext, Subject,
    ToolRegistration, scope,
};

use crate::Failure;
use crate::people::PEOPLE;
use crate::stores::Stores;

/// How tools name the course.
const COURSE_ID: &str = "drawing-1";

/// The course, as its services have it.
#[derive(Clone, Debug)]
pub(crate) struct Course {
    pub(crate) grades: StoredGradebook,
    pub(crate) rosters: StoredRosters,
}

/// A column of the gradebook that a link brings.
#[derive(Clone, Debug)]
pub(crate) struct NewColumn {
    pub(crate) link: ResourceLinkId,
    pub(crate) line_item: LineItem,
}

impl NewColumn {
    /// A column for a link, with so many points at most.
    pub(crate) fn new(
        link: ResourceLinkId,
        label: &str,
        maximum: PositiveDecimal,
    ) -> Result<Self, Failure> {
        let mut line_item = LineItem::new(Label::new(label)?, maximum);
        line_item.resource_link_id = Some(link.clone());
        Ok(Self { link, line_item })
    }

    /// The column that comes with a tool's own link in the course.
    pub(crate) fn of_tool(link: ResourceLinkId, title: &str) -> Result<Self, Failure> {
        let hundred = PositiveDecimal::new(Decimal::from(100))?;
        Self::new(link, &format!("Still life in {title}"), hundred)
    }
}

impl Course {
    /// The course of these stores, with everybody in it.
    pub(crate) async fn open(stores: &Stores) -> Result<Self, Failure> {
        let course = Self {
            grades: stores.grades.clone(),
            rosters: stores.rosters.clone(),
        };
        for person in PEOPLE {
            let user = Subject::new(person.id)?;
            course.grades.enrol(&Self::id()?, &user).await?;
        }
        Ok(course)
    }

    /// How tools name the course.
    pub(crate) fn id() -> Result<ContextId, Failure> {
        Ok(ContextId::new(COURSE_ID)?)
    }

    /// What tools are told of the course.
    pub(crate) fn context() -> Result<Context, Failure> {
        let mut course = Context::new(Self::id()?);
        course.title = Some("Drawing".to_owned());
        course.types = vec![ContextType::parse(
            "http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering",
        )];
        Ok(course)
    }

    /// The course as an installation of a tool sees it.
    pub(crate) fn seen_by(
        tool: &ToolRegistration,
        deployment: &DeploymentId,
    ) -> Result<ServiceContext, Failure> {
        Ok(ServiceContext {
            client_id: tool.client_id().clone(),
            deployment_id: deployment.clone(),
            context_id: Self::id()?,
        })
    }

    /// Lets a tool use the course's services, in each of its deployments.
    pub(crate) async fn admit(&self, tool: &ToolRegistration) -> Result<(), Failure> {
        for deployment in tool.deployments() {
            let of = Self::seen_by(tool, deployment)?;
            self.grades.open_context(&of).await?;
            self.rosters.open_roster(&of, &Self::context()?).await?;
            for person in PEOPLE {
                self.rosters.put_member(&of, &person.as_member()?).await?;
            }
        }
        Ok(())
    }

    /// Says that a link is in the course, and makes its column where there is none yet and the
    /// tool may write scores.
    pub(crate) async fn place(
        &self,
        tool: &ToolRegistration,
        of: &ServiceContext,
        link: &ResourceLinkId,
        column: Option<NewColumn>,
    ) -> Result<(), Failure> {
        self.grades.add_resource_link(of, link).await?;
        self.rosters.put_link(of, link, &[]).await?;
        let Some(column) = column.filter(|_| tool.scopes().contains(scope::SCORE)) else {
            return Ok(());
        };
        // Each link brings one column; its name is the link's.
        let id = LineItemId::new(column.link.as_str())?;
        if self.grades.line_item(of, &id).await?.is_none() {
            let column = Column::new(id, column.line_item).not_removable();
            self.grades.set_column(of, &column).await?;
        }
        Ok(())
    }

    /// Forgets what a tool has in the course.
    pub(crate) async fn dismiss(&self, tool: &ToolRegistration) -> Result<(), Failure> {
        for deployment in tool.deployments() {
            let of = Self::seen_by(tool, deployment)?;
            self.grades.forget_context(&of).await?;
            self.rosters.close_roster(&of).await?;
        }
        Ok(())
    }
}

impl crate::people::Person {
    /// The person as everything the campus knows; tools are told less.
    fn as_member(self) -> Result<Member, Failure> {
        let mut member = Member::new(Subject::new(self.id)?, self.lti_roles());
        member.name = Some(Personal::new(self.name()));
        member.given_name = Some(Personal::new(self.given_name.to_owned()));
        member.family_name = Some(Personal::new(self.family_name.to_owned()));
        Ok(member)
    }
}
