//! Our platform with its services: what it consists of, and its addresses.

use core::num::NonZeroUsize;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::{get, post};
use edu_axum::{SystemMoments, anonymous, mount};
use edu_http::{Bearer, Body, Caller, Form, FormLimits, Moments as _, Mount, Scopes};
use edu_jose::{Algorithm, CacheSettings};
use edu_jose_aws_lc::AwsLcSigner;
use edu_jose_ring::Ring;
use edu_json::ToJson as _;
use edu_reqwest::{CachedKeys, FetchLimits, FetchPolicy, KeySetFetcher};
use edu_types::{Decimal, Personal, PositiveDecimal, Secret};
use http::request::Parts;
use http::{StatusCode, Uri};
use lti_core::ags::{
    AgsService, Column, CourseGradebook as _, Gradable, Label, LineItem, LineItemId,
    MemoryGradebook,
};
use lti_core::deep_linking::SelectionPolicy;
use lti_core::dynamic_registration::{
    Invitation, Invitations as _, MemoryInvitations, RegistrationOffer, RegistrationService,
};
use lti_core::nrps::{Member, MemoryRosters, NrpsService, RosterStore as _};
use lti_core::{
    ClientId, DeepLinking, DeploymentId, DocumentTarget, Flag, Issuer, ItemType, LaunchMessage,
    LtiPlatform, MemoryAssertions, MemoryPlatform, MessageType, PlatformSettings, PlatformTokens,
    Privacy, Roles, SelectionOutcome, ServiceContext, Subject, TokenParts, TokenService,
    TokenSettings, Tools as _, VerifiedSelection, scope,
};
use serde_json::{Value, json};

use crate::school::{
    ADA, BOB, CLIENT, DEPLOYMENT, INSTRUCTOR, LEARNER, caller, course, link, request, url,
};

/// Small, so that every list has several pages.
const PAGE: NonZeroUsize = NonZeroUsize::new(2).unwrap();

/// Columns that every tool finds; case matters in their names.
pub(crate) const COLUMNS: [&str; 3] = ["Exam-A", "Exam-B", "Exam-C"];

type Memory = Arc<MemoryPlatform>;
type Key = Arc<AwsLcSigner>;
type Tokens = TokenService<TokenParts<Memory, Arc<CachedKeys>, MemoryAssertions>, Ring, Key>;
type Grades = AgsService<Arc<MemoryGradebook>, Memory>;
type Members = NrpsService<Arc<MemoryRosters>, Memory>;
type Registrations = RegistrationService<MemoryInvitations, Memory>;

/// A platform with everything that tools may use.
pub(crate) struct Office {
    target: String,
    pub(crate) tools: Memory,
    platform: Arc<LtiPlatform<Memory, Key>>,
    choosing: DeepLinking<Memory, Memory, Arc<CachedKeys>, Ring>,
    tokens: Arc<Tokens>,
    access: PlatformTokens<Memory, Ring>,
    pub(crate) grades: Arc<Grades>,
    pub(crate) members: Arc<Members>,
    registrations: Arc<Registrations>,
}

/// Every service there is.
pub(crate) fn scopes() -> Scopes {
    let all = [
        scope::LINE_ITEM,
        scope::LINE_ITEM_READ_ONLY,
        scope::RESULT_READ_ONLY,
        scope::SCORE,
        scope::MEMBERSHIP_READ_ONLY,
    ];
    Scopes::parse(&all.join(" ")).unwrap()
}

impl Office {
    /// A platform at `address`, without tools, whose links lead to `target`.
    pub(crate) fn new(address: &str, target: String) -> Self {
        let tools = Arc::new(MemoryPlatform::new());
        let key = Arc::new(AwsLcSigner::generate(Algorithm::Rs256).unwrap());
        let issuer = Issuer::new(address).unwrap();
        let settings = PlatformSettings::insecure_allow_loopback(issuer.clone()).unwrap();
        let mount = Mount::new(&format!("{address}/lti"), "").unwrap();
        let (backend, signer) = (Arc::clone(&tools), Arc::clone(&key));
        let platform = LtiPlatform::new(backend, signer, settings.clone(), mount);
        let published = Arc::new(platform.key_set());
        let keys = Arc::new(key_sets());
        let policy = SelectionPolicy::new(settings, url(&format!("{address}/chosen")));
        let (backend, selections) = (Arc::clone(&tools), Arc::clone(&tools));
        let choosing = DeepLinking::new(backend, selections, Arc::clone(&keys), Ring, policy);
        let settings = TokenSettings::new(issuer, format!("{address}/services"));
        let parts = TokenParts::new(Arc::clone(&tools), keys, MemoryAssertions::new());
        let mount = Mount::new(&format!("{address}/lti/token"), "/lti/token").unwrap();
        let tokens = TokenService::new(parts, Ring, key, settings.clone(), mount);
        Self {
            target,
            platform: Arc::new(platform),
            choosing,
            tokens: Arc::new(tokens),
            access: PlatformTokens::new(Arc::clone(&tools), Ring, published, settings),
            grades: Arc::new(grades(address, Arc::clone(&tools))),
            members: Arc::new(members(address, Arc::clone(&tools))),
            registrations: Arc::new(registrations(address, Arc::clone(&tools))),
            tools,
        }
    }

    /// Its pages for people, and the addresses of its services.
    pub(crate) fn router(self: &Arc<Self>) -> Router {
        let by_session = |parts: &Parts| Ok::<_, Box<http::Response<Body>>>(caller(&parts.headers));
        let grades = Bearer::new(self.access.clone(), Arc::clone(&self.grades));
        let members = Bearer::new(self.access.clone(), Arc::clone(&self.members));
        Router::new()
            .route("/open", get(open))
            .route("/choose", get(choose))
            .route("/chosen", post(chosen))
            .with_state(Arc::clone(self))
            .route_service("/lti/token", mount(Arc::clone(&self.tokens), anonymous))
            .nest_service("/lti", mount(Arc::clone(&self.platform), by_session))
            .nest_service("/ags", mount(grades, anonymous))
            .nest_service("/nrps", mount(members, anonymous))
            .nest_service(
                "/registration",
                mount(Arc::clone(&self.registrations), anonymous),
            )
    }

    /// The address to open for a tool to register by itself, which it does at `page` of its own.
    pub(crate) async fn invitation(&self, page: &str, deployment: &str) -> String {
        let mut moment = SystemMoments::new().moment().unwrap();
        let invitation = Invitation::new(&mut moment.entropy, &moment.now).unwrap();
        let invitation = invitation
            .with_deployment(DeploymentId::new(deployment).unwrap())
            .with_privacy(Privacy::Name);
        let address = self.registrations.initiation_url(&url(page), &invitation);
        let invitations = self.registrations.invitations();
        let kept = invitations.keep_invitation(invitation, &moment.now);
        kept.await.unwrap();
        address
    }

    /// Says that the tool is used in the course, with those who are in it.
    pub(crate) async fn enter(&self, context: &ServiceContext) {
        let (gradebook, rosters) = (self.grades.gradebook(), self.members.rosters());
        gradebook.open_context(context).await.unwrap();
        let link = link().id;
        gradebook.add_resource_link(context, &link).await.unwrap();
        rosters.open_roster(context, &course()).await.unwrap();
        rosters.put_link(context, &link, &[]).await.unwrap();
        for name in COLUMNS {
            let id = LineItemId::new(name).unwrap();
            let maximum = PositiveDecimal::new(Decimal::parse("20").unwrap());
            let line_item = LineItem::new(Label::new(name).unwrap(), maximum.unwrap());
            let column = Column::new(id, line_item).not_removable();
            gradebook.set_column(context, &column).await.unwrap();
        }
        for (person, role) in [(ADA, INSTRUCTOR), (BOB, LEARNER), ("cy", LEARNER)] {
            let user = Subject::new(format!("person-{person}")).unwrap();
            let enrolled = gradebook.enrol(&context.context_id, &user);
            enrolled.await.unwrap();
            let mut member = Member::new(user, Roles::parse([role]));
            member.name = Some(Personal::new(format!("{person} <&>")));
            rosters.put_member(context, &member).await.unwrap();
        }
    }
}

fn grades(address: &str, tools: Memory) -> Grades {
    let gradebook = Arc::new(MemoryGradebook::new(Gradable::Enrolled));
    let mount = Mount::new(&format!("{address}/ags"), "").unwrap();
    AgsService::new(gradebook, tools, mount).with_max_limit(PAGE)
}

fn members(address: &str, tools: Memory) -> Members {
    let mount = Mount::new(&format!("{address}/nrps"), "").unwrap();
    NrpsService::new(Arc::new(MemoryRosters::new()), tools, mount).with_max_limit(PAGE)
}

/// Where tools register by themselves, for messages and services of every kind.
fn registrations(address: &str, tools: Memory) -> Registrations {
    let at = |path| url(&format!("{address}{path}"));
    let (messages, tokens, keys) = (at("/lti/authorize"), at("/lti/token"), at("/lti/jwks"));
    let issuer = Issuer::new(address).unwrap();
    let offer = RegistrationOffer::new(issuer, "faculty", &messages, &tokens, &keys)
        .with_scopes(scopes())
        .with_message(MessageType::DeepLinkingRequest, &[])
        .insecure_allow_loopback();
    let mount = Mount::new(&format!("{address}/registration"), "").unwrap();
    RegistrationService::new(MemoryInvitations::new(), tools, offer, mount)
}

/// The keys that tools publish, fetched from them.
fn key_sets() -> CachedKeys {
    let policy = FetchPolicy::new().insecure_allow_loopback();
    let fetcher = KeySetFetcher::new(policy, FetchLimits::DEFAULT).unwrap();
    CachedKeys::new(fetcher, CacheSettings::DEFAULT)
}

/// Which installed tool an address is about.
fn installed(uri: &Uri) -> (ClientId, DeploymentId) {
    let form = Form::from_query(uri, &FormLimits::DEFAULT).unwrap();
    let client = form.get("client").unwrap_or(CLIENT);
    let deployment = form.get("deployment").unwrap_or(DEPLOYMENT);
    (
        ClientId::new(client).unwrap(),
        DeploymentId::new(deployment).unwrap(),
    )
}

/// Sends the browser to the tool with the link, and with the way to the services.
async fn open(State(office): State<Arc<Office>>, asked: Request) -> Response<Body> {
    let caller = caller(asked.headers());
    let (client, deployment) = installed(asked.uri());
    let context = ServiceContext {
        client_id: client.clone(),
        deployment_id: deployment.clone(),
        context_id: course().id,
    };
    office.enter(&context).await;
    let tool = office.tools.tool(&client).await.unwrap().unwrap();
    let message = LaunchMessage::resource_link(link());
    let launch = request(&caller, (client, deployment), &office.target, message)
        .with_ags(office.grades.claim(&context, tool.scopes(), None))
        .with_nrps(office.members.claim(&context));
    let moment = SystemMoments::new().moment().unwrap();
    office.platform.start(&caller, launch, moment).await
}

/// Sends the browser to the tool to choose content.
async fn choose(State(office): State<Arc<Office>>, asked: Request) -> Response<Body> {
    let caller = caller(asked.headers());
    let types = [ItemType::ResourceLink, ItemType::Link];
    let targets = [DocumentTarget::Iframe, DocumentTarget::Window];
    let mut settings = office.choosing.settings(types, targets);
    settings.accept_multiple = Some(Flag(true));
    settings.accept_lineitem = Some(Flag(true));
    settings.data = Some(Secret::new("section-3".to_owned()));
    let message = LaunchMessage::deep_linking(settings);
    let launch = request(&caller, installed(asked.uri()), &office.target, message);
    let moment = SystemMoments::new().moment().unwrap();
    office.choosing.start(&caller, launch, moment).await
}

/// Takes what was chosen and tells it as JSON, or the code of the rule broken.
async fn chosen(State(office): State<Arc<Office>>, posted: Request) -> (StatusCode, String) {
    let caller: Caller = caller(posted.headers());
    let now = SystemMoments::new().moment().unwrap().now;
    match office.choosing.selected(&caller, &now, posted).await {
        SelectionOutcome::Selected(selection) => (StatusCode::OK, told(&selection).to_string()),
        SelectionOutcome::Refused(page, error) => {
            (page.status(), json!({"code": error.code()}).to_string())
        }
    }
}

fn told(selection: &VerifiedSelection) -> Value {
    let items = selection.items().iter();
    let items = items.map(|item| serde_json::from_str::<Value>(&item.to_json_string()).unwrap());
    json!({
        "items": items.collect::<Vec<_>>(),
        "client": selection.client_id().as_str(),
        "deployment": selection.deployment_id().as_str(),
        "data": selection.data(),
        "message": selection.message(),
        "error_message": selection.error_message(),
        "log": selection.log(),
        "error_log": selection.error_log(),
    })
}
