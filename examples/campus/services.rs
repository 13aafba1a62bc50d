//! The services of the platform: grades, members, and tools that register by themselves.

use axum::Router;
use edu_axum::{anonymous, mount};
use edu_http::{Bearer, Mount, Scopes};
use edu_sqlite::{StoredInvitations, StoredRosters};
use edu_types::HttpUrl;
use lti_core::ags::AgsService;
use lti_core::dynamic_registration::{RegistrationOffer, RegistrationService};
use lti_core::nrps::NrpsService;
use lti_core::{MessageType, ResourceLinkId, ServiceContext, ToolRegistration, scope};
use std::sync::Arc;

use crate::Failure;
use crate::args::Args;
use crate::message::Granted;
use crate::platform::LivePlatform;
use crate::records::{RecordedGrades, Records};
use crate::stores::Stores;
use crate::tools::CourseTools;

/// What the platform offers to tools beside launches.
#[derive(Clone, Debug)]
pub(crate) struct Services {
    grades: AgsService<RecordedGrades, CourseTools>,
    members: NrpsService<StoredRosters, CourseTools>,
    pub(crate) registration: RegistrationService<StoredInvitations, CourseTools>,
}

impl Services {
    /// The services over these stores, below the platform's LTI addresses.
    pub(crate) fn new(
        args: &Args,
        platform: &LivePlatform,
        tools: &CourseTools,
        (stores, records): (&Stores, &Records),
    ) -> Result<Self, Failure> {
        // `nest_service` takes the prefix off before a service sees the path.
        let at = |path: &str| Mount::new(&format!("{}/lti/{path}", args.platform()), "");
        let grades = RecordedGrades::new(stores.grades.clone(), records.clone());
        let rosters = stores.rosters.clone();
        Ok(Self {
            grades: AgsService::new(grades, tools.clone(), at("grades")?),
            members: NrpsService::new(rosters, tools.clone(), at("members")?),
            registration: RegistrationService::new(
                stores.invitations.clone(),
                tools.clone(),
                offer(platform)?,
                at("registration")?,
            ),
        })
    }

    /// The services at their addresses; grades and members only for who brings a token.
    pub(crate) fn routes(&self, platform: &Arc<LivePlatform>) -> Router {
        let tokens = || Arc::clone(platform);
        let grades = Bearer::new(tokens(), self.grades.clone());
        let members = Bearer::new(tokens(), self.members.clone());
        Router::new()
            .nest_service("/lti/grades", mount(grades, anonymous))
            .nest_service("/lti/members", mount(members, anonymous))
            .nest_service(
                "/lti/registration",
                mount(self.registration.clone(), anonymous),
            )
            .route_service("/lti/token", mount(platform.tokens(), anonymous))
    }

    /// What a launch of this link tells the tool of the services: what it was granted.
    pub(crate) async fn granted(
        &self,
        tool: &ToolRegistration,
        of: &ServiceContext,
        link: Option<&ResourceLinkId>,
    ) -> Result<Granted, Failure> {
        let scopes = tool.scopes();
        let coupled = match link {
            Some(link) => self.grades.coupled(of, link).await?,
            None => None,
        };
        let grades = self.grades.claim(of, scopes, coupled.as_ref());
        let members = scopes.contains(scope::MEMBERSHIP_READ_ONLY);
        Ok(Granted {
            grades: (!grades.scopes.is_empty()).then_some(grades),
            members: members.then(|| self.members.claim(of)),
        })
    }
}

/// Every service there is.
pub(crate) fn all_scopes() -> Result<Scopes, Failure> {
    let mut scopes = Scopes::none();
    for scope in [
        scope::LINE_ITEM,
        scope::LINE_ITEM_READ_ONLY,
        scope::RESULT_READ_ONLY,
        scope::SCORE,
        scope::MEMBERSHIP_READ_ONLY,
    ] {
        scopes.insert(scope)?;
    }
    Ok(scopes)
}

/// What tools are told that register by themselves.
fn offer(platform: &LivePlatform) -> Result<RegistrationOffer, Failure> {
    let now = platform.now();
    let url = |text: String| HttpUrl::parse(&text);
    let offer = RegistrationOffer::new(
        now.settings().issuer().clone(),
        "campus",
        &url(now.authorization_endpoint())?,
        &url(platform.token_endpoint())?,
        &url(now.key_set_url())?,
    );
    Ok(offer
        .with_scopes(all_scopes()?)
        .with_message(MessageType::DeepLinkingRequest, &["ContentArea"])
        .with_variables(["Person.name.given", "Context.title"].map(str::to_owned))
        // Everything runs on loopback without TLS.
        .insecure_allow_loopback())
}
