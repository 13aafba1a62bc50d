//! The platform's list of members as a service over a backend.

use core::num::NonZeroUsize;

use bytes::Bytes;
use edu_http::{
    Answer as _, Body, Caller, Endpoint as _, Links, Moment, Mount, Page, Refusal, Reply, Service,
    Slice, encode_component,
};
use http::header::{CONTENT_TYPE, LINK};
use http::{Request, Response, StatusCode};

use super::endpoint::check_method;
use super::{
    GetMembers, Member, MembershipContainer, MembershipPage, NrpsClaim, NrpsError, RosterQuery,
    Rosters, rules,
};
use crate::trace::{Call, Kind};
use crate::{
    ClientId, Context, ContextId, DeploymentId, ServiceContext, ToolRegistration, Tools, WebAddress,
};

/// A platform's lists of members: `GET` below its mount at `/{deployment}/{context}/memberships`.
///
/// The caller is the tool, as the host's check of its access token says: a
/// [`Caller`] with a client and scopes. A tool that is not installed in the deployment, or not used
/// in the context, is told that nothing is there. What is shared of each member follows the
/// tool's [`Privacy`](crate::Privacy), read anew for each call: a pseudonymous tool gets ids and
/// roles.
///
/// A page holds [`NrpsService::MAX_LIMIT`] members at most, and as many where the tool does not
/// say; the address of the next carries the tool's filters. The last page has the address of
/// the differences since the list was begun. That one does not carry the role, so that a tool
/// hears of who has lost it.
///
/// Every response that refuses carries its [`NrpsError`] among its extensions, save for the 404 of an
/// address that is no list of members.
///
/// ```
/// use edu_http::{Caller, ClientIdText, Entropy, Moment, Mount, Scopes, Service as _};
/// use edu_types::{HttpUrl, Timestamp};
/// use lti_core::nrps::{Member, MemoryRosters, NrpsService, RosterStore as _};
/// use lti_core::{
///     ClientId, Context, ContextId, DeploymentId, MemoryPlatform, Roles, ServiceContext, Subject,
///     ToolRegistration, scope,
/// };
///
/// # pollster::block_on(async {
/// let url = |text| HttpUrl::parse(text);
/// let of = ServiceContext {
///     client_id: ClientId::new("tool-1")?,
///     deployment_id: DeploymentId::new("d1")?,
///     context_id: ContextId::new("course-7")?,
/// };
/// let (login, launch) = (url("https://tool.example/login")?, url("https://tool.example/launch")?);
/// let tool = ToolRegistration::new(of.client_id.clone(), login, launch)?
///     .with_deployment(of.deployment_id.clone());
/// let tools = MemoryPlatform::new();
/// tools.register(tool);
///
/// let rosters = MemoryRosters::new();
/// rosters.open_roster(&of, &Context::new(of.context_id.clone())).await?;
/// let ada = Member::new(Subject::new("u-1")?, Roles::parse(["Learner"]));
/// rosters.put_member(&of, &ada).await?;
///
/// let mount = Mount::new("https://lms.example/nrps", "/nrps")?;
/// let service = NrpsService::new(rosters, tools, mount);
/// assert_eq!(
///     service.memberships_url(&of),
///     "https://lms.example/nrps/d1/course-7/memberships",
/// );
///
/// let caller = Caller::anonymous()
///     .with_client(ClientIdText::new("tool-1")?)
///     .with_scopes(Scopes::parse(scope::MEMBERSHIP_READ_ONLY)?);
/// let ask = |caller| {
///     let request = http::Request::get("/nrps/d1/course-7/memberships");
///     let moment = Moment::new(Timestamp::from_unix_seconds(0), Entropy::new([7; Entropy::BYTES]));
///     service.call(caller, moment, request.body(edu_http::Body::empty()).unwrap())
/// };
/// assert_eq!(ask(caller).await.status(), 200);
///
/// let nobody = ask(Caller::anonymous()).await;
/// assert_eq!(nobody.status(), 401);
/// let error = nobody.extensions().get::<lti_core::nrps::NrpsError>();
/// assert_eq!(error.map(|error| error.code()), Some("lti.nrps.client"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
///
/// Spec: Names and Role Provisioning Services 2.0, §2.
#[derive(Clone, Debug)]
pub struct NrpsService<R, T> {
    rosters: R,
    tools: T,
    mount: Mount,
    max_limit: NonZeroUsize,
}

impl<R: Rosters, T: Tools> NrpsService<R, T> {
    /// Members of a page at most.
    pub const MAX_LIMIT: usize = 1000;

    /// The lists of `rosters`, for `tools`, at `mount`.
    pub fn new(rosters: R, tools: T, mount: Mount) -> Self {
        Self {
            rosters,
            tools,
            mount,
            max_limit: NonZeroUsize::new(Self::MAX_LIMIT).unwrap_or(NonZeroUsize::MIN),
        }
    }

    /// Makes pages of so many members at most; never more than [`NrpsService::MAX_LIMIT`].
    #[must_use]
    pub fn with_max_limit(mut self, limit: NonZeroUsize) -> Self {
        self.max_limit = self.max_limit.min(limit);
        self
    }

    /// Who belongs where.
    pub const fn rosters(&self) -> &R {
        &self.rosters
    }

    /// The public address of a context's members.
    pub fn memberships_url(&self, of: &ServiceContext) -> String {
        self.list(of).url("")
    }

    /// What a launch in that context tells the tool of this service.
    pub fn claim(&self, of: &ServiceContext) -> NrpsClaim {
        let mut claim = NrpsClaim::new(WebAddress::from(self.memberships_url(of)));
        claim.versions = vec!["2.0".to_owned()];
        claim
    }

    fn list(&self, of: &ServiceContext) -> Mount {
        self.mount.below(&format!(
            "/{}/{}/memberships",
            encode_component(of.deployment_id.as_str()),
            encode_component(of.context_id.as_str()),
        ))
    }

    async fn answer<B>(
        &self,
        call: &Call,
        caller: &Caller,
        (deployment, context): (String, String),
        request: &Request<B>,
    ) -> Result<Response<Body>, NrpsError> {
        check_method(request.method())?;
        let tool = self.tool(caller).await?;
        call.tool(tool.client_id());
        let asked = GetMembers::read(request.uri())?;
        let (of, context) = self.place(caller, &tool, deployment, context).await?;
        if let Some(link) = asked.resource_link()
            && !self
                .rosters
                .has_link(&of, link)
                .await
                .map_err(NrpsError::backend)?
        {
            let message = "resource link is none of the tool's in this context";
            return Err(NrpsError::new(&rules::LINK, message));
        }
        let page = self.page(&of, context, &tool, asked).await?;
        let written = page.to_http();
        let written = written.map_err(|error| NrpsError::new(&rules::REPLY, error.to_string()))?;
        Ok(uncached(written))
    }

    /// The tool that calls, if it may.
    async fn tool(&self, caller: &Caller) -> Result<std::sync::Arc<ToolRegistration>, NrpsError> {
        let unknown = || NrpsError::new(&rules::CLIENT, "caller is no tool registered here");
        let client = caller.client().ok_or_else(unknown)?;
        if !caller.may(&GetMembers::NEEDS) {
            let message = "caller was not granted the scope to read members";
            return Err(NrpsError::new(&rules::SCOPE, message));
        }
        let client = ClientId::new(client.as_str()).map_err(|_| unknown())?;
        let tool = self.tools.tool(&client).await;
        tool.map_err(NrpsError::backend)?.ok_or_else(unknown)
    }

    /// The context that is addressed, if the tool is used there.
    async fn place(
        &self,
        caller: &Caller,
        tool: &ToolRegistration,
        deployment: String,
        context: String,
    ) -> Result<(ServiceContext, Context), NrpsError> {
        let nowhere = || NrpsError::new(&rules::CONTEXT, "tool is used in no such context");
        let of = ServiceContext {
            client_id: tool.client_id().clone(),
            deployment_id: DeploymentId::new(deployment).map_err(|_| nowhere())?,
            context_id: ContextId::new(context).map_err(|_| nowhere())?,
        };
        if !of.is_open_to(caller, tool) {
            return Err(nowhere());
        }
        let context = self.rosters.context(&of).await;
        let context = context.map_err(NrpsError::backend)?.ok_or_else(nowhere)?;
        Ok((of, context))
    }

    async fn page(
        &self,
        of: &ServiceContext,
        context: Context,
        tool: &ToolRegistration,
        mut asked: GetMembers,
    ) -> Result<MembershipPage, NrpsError> {
        if asked.version.is_none() {
            // Before the first page is read: what changes from now on is told as a difference.
            let version = self.rosters.version(of).await;
            asked.version = Some(version.map_err(NrpsError::backend)?);
        }
        let mut found = self.found(of, &asked).await?;
        for member in &mut found.items {
            tool.privacy().cut_member(member);
        }
        if let Some(link) = asked.resource_link() {
            let told = self.rosters.messages(of, link, &found.items).await;
            tell(&mut found.items, told.map_err(NrpsError::backend)?)?;
        }
        let list = self.list(of);
        let mut container = MembershipContainer::new(WebAddress::from(list.url("")), context);
        container.members = found.items;
        asked.after = found.next;
        let links = links(&list, asked);
        let links = links.map_err(|error| NrpsError::new(&rules::REPLY, error.to_string()))?;
        Ok(MembershipPage::new(container, links))
    }

    async fn found(
        &self,
        of: &ServiceContext,
        asked: &GetMembers,
    ) -> Result<Page<Member>, NrpsError> {
        let limit = asked.limit().unwrap_or(self.max_limit);
        let query = RosterQuery {
            role: asked.role().cloned(),
            link: asked.resource_link().cloned(),
            slice: Slice {
                after: asked.after.clone(),
                limit: limit.min(self.max_limit),
            },
        };
        let found = match &asked.since {
            Some(since) => self.rosters.differences(of, since, &query).await,
            None => self.rosters.members(of, &query).await,
        };
        found.map_err(NrpsError::backend)?.ok_or_else(|| {
            let message = "list does not go on there, or what has changed since is forgotten";
            NrpsError::new(&rules::PLACE, message)
        })
    }
}

impl<R: Rosters, T: Tools> Service for NrpsService<R, T> {
    async fn call<B>(&self, caller: Caller, _: Moment, request: Request<B>) -> Response<Body>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        // The body of a GET means nothing, and is not carried through the calls of the backend.
        let request = request.map(drop);
        let segments = self.mount.segments(request.uri()).unwrap_or_default();
        let Ok([deployment, context, list]) = <[String; 3]>::try_from(segments) else {
            return Refusal::not_found().into();
        };
        if list != "memberships" {
            return Refusal::not_found().into();
        }
        let call = Call::of_service(Kind::Members);
        let answer = self.answer(&call, &caller, (deployment, context), &request);
        match call.around(answer).await {
            Ok(response) => {
                call.ended("listed");
                response
            }
            Err(error) => {
                call.service_refused(error.code(), error.is_by_host());
                error.into_response()
            }
        }
    }
}

/// Adds what launches would say to each member.
fn tell(members: &mut [Member], told: Vec<Vec<super::MemberMessage>>) -> Result<(), NrpsError> {
    if told.len() != members.len() {
        let message = "store has messages for another number of members";
        return Err(NrpsError::new(&rules::REPLY, message));
    }
    for (member, messages) in members.iter_mut().zip(told) {
        if !member.is_deleted() {
            member.messages = messages;
        }
    }
    Ok(())
}

/// Where the list goes on, or where its differences are once it has ended.
fn links(list: &Mount, asked: GetMembers) -> Result<Links, edu_http::LinkError> {
    if asked.after.is_some() {
        return Links::none().with("next", &asked.address(list));
    }
    let address = asked.into_differences().address(list);
    Links::none().with(MembershipPage::DIFFERENCES, &address)
}

/// The reply with the headers that keep people's data out of caches.
fn uncached(written: Response<Bytes>) -> Response<Body> {
    let (parts, body) = written.into_parts();
    let mut reply = Reply::empty(StatusCode::OK);
    for name in [CONTENT_TYPE, LINK] {
        if let Some(value) = parts.headers.get(&name) {
            reply = reply.with_header(name, value.clone());
        }
    }
    let mut response = reply.into_response();
    *response.body_mut() = Body::from(body);
    response
}
