//! The service as a platform offers it, over a gradebook.

mod answer;

use core::num::NonZeroUsize;

use bytes::Bytes;
use edu_http::{Body, Caller, Moment, Mount, Page, Scopes, Service, Slice};
use edu_types::Profile;
use http::{Request, Response};

use super::{AgsClaim, Gradebook, LineItemFilter, LineItemId, route};
use crate::trace::{Call, Kind};
use crate::{BackendError, ResourceLinkId, ServiceContext, Tools, scope};

/// Assignment and Grade Services of a platform.
///
/// As a [`Service`] it answers below its mount at
/// `/{deployment}/{context}/lineitems`, at each line item below that, and at `/scores` and
/// `/results` of each line item. The ids are encoded in these addresses, so tools take them from
/// the launch: [`AgsService::claim`].
///
/// The tool is the [`Caller`]'s client, which a bearer token proved outside of here, and sees
/// what belongs to its own [`ServiceContext`]s: everything else is answered as if it did not exist.
/// Scopes are those of the caller. What a tool keeps in which context, and who can be given a
/// grade, is for the [`Gradebook`] to say.
///
/// # Refusals
///
/// Every response that refuses carries its [`AgsError`](super::AgsError) among its extensions:
///
/// | status | when |
/// |---|---|
/// | 400 | a document or parameter breaks a rule; a line item shall move |
/// | 401, 403 | nobody is known to call; the caller lacks the scope; the person or the line item takes no grades |
/// | 404 | the address is not of this service, or nothing of the tool's is there |
/// | 405 | the address does not take the method, with `Allow`; the host keeps the line item |
/// | 409 | a later score of the person is there |
/// | 413, 415 | the document is too large, or of another media type |
/// | 500 | the gradebook failed |
///
/// Spec: Assignment and Grade Services 2.0, §3.
#[derive(Clone, Debug)]
pub struct AgsService<G, T> {
    gradebook: G,
    tools: T,
    mount: Mount,
    profile: Profile,
    max_limit: NonZeroUsize,
}

impl<G: Gradebook, T: Tools> AgsService<G, T> {
    /// Most bytes of a line item or score.
    pub const MAX_BODY: usize = 256 * 1024;

    /// Most line items or results of a page, and as many where the tool says nothing.
    pub const MAX_PAGE: NonZeroUsize = NonZeroUsize::new(1000).unwrap();

    /// The service over a gradebook, for these tools, at `mount`.
    pub const fn new(gradebook: G, tools: T, mount: Mount) -> Self {
        Self {
            gradebook,
            tools,
            mount,
            profile: Profile::strict(),
            max_limit: Self::MAX_PAGE,
        }
    }

    /// Judges what tools send by this profile; strict is the default.
    #[must_use]
    pub fn with_profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }

    /// Makes pages of so many line items or results at most; never more than
    /// [`AgsService::MAX_PAGE`].
    #[must_use]
    pub fn with_max_limit(mut self, limit: NonZeroUsize) -> Self {
        self.max_limit = self.max_limit.min(limit);
        self
    }

    /// The gradebook.
    pub const fn gradebook(&self) -> &G {
        &self.gradebook
    }

    /// The address of a tool's line items in a context.
    pub fn line_items_url(&self, context: &ServiceContext) -> String {
        self.container(context).url("")
    }

    /// The address of a line item.
    pub fn line_item_url(&self, context: &ServiceContext, id: &LineItemId) -> String {
        self.container(context).below(&route::line_item(id)).url("")
    }

    /// What a launch says of this service: the scopes of it among `scopes`, the container where
    /// one of them is about line items, and the line item where the launched placement has
    /// exactly one.
    ///
    /// Spec: Assignment and Grade Services 2.0, §3.1.
    pub fn claim(
        &self,
        context: &ServiceContext,
        scopes: &Scopes,
        coupled: Option<&LineItemId>,
    ) -> AgsClaim {
        let granted = |scope: &&str| scopes.contains(scope);
        let about_items = [scope::LINE_ITEM, scope::LINE_ITEM_READ_ONLY];
        let mut claim = AgsClaim::new();
        claim.scopes = SCOPES
            .into_iter()
            .filter(granted)
            .map(str::to_owned)
            .collect();
        if about_items.iter().any(|scope| scopes.contains(scope)) {
            claim.line_items = Some(self.line_items_url(context).into());
        }
        claim.line_item = coupled.map(|id| self.line_item_url(context, id).into());
        claim
    }

    /// The one line item of a placement, for [`AgsService::claim`]; `None` where it has none or
    /// several.
    ///
    /// # Errors
    ///
    /// [`BackendError`] where the gradebook failed.
    pub async fn coupled(
        &self,
        context: &ServiceContext,
        resource_link_id: &ResourceLinkId,
    ) -> Result<Option<LineItemId>, BackendError> {
        let mut filter = LineItemFilter::all();
        filter.resource_link_id = Some(resource_link_id.clone());
        let slice = Slice {
            after: None,
            limit: NonZeroUsize::MIN.saturating_add(1),
        };
        let found = self.gradebook.line_items(context, &filter, &slice).await?;
        let mut found = found.unwrap_or_else(Page::empty).items;
        let only = found.pop().filter(|_| found.is_empty());
        Ok(only.map(|column| column.id))
    }

    fn container(&self, context: &ServiceContext) -> Mount {
        let path = route::container(&context.deployment_id, &context.context_id);
        self.mount.below(&path)
    }
}

/// The scopes of this service.
const SCOPES: [&str; 4] = [
    scope::LINE_ITEM,
    scope::LINE_ITEM_READ_ONLY,
    scope::RESULT_READ_ONLY,
    scope::SCORE,
];

impl<G: Gradebook, T: Tools> Service for AgsService<G, T> {
    async fn call<B>(&self, caller: Caller, moment: Moment, request: Request<B>) -> Response<Body>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let call = Call::of_service(Kind::Ags);
        let answer = self.answer(&call, &caller, moment, request);
        match call.around(answer).await {
            Ok(response) => {
                call.ended("answered");
                response
            }
            Err(error) => {
                call.service_refused(error.code(), error.is_the_hosts());
                error.into_response()
            }
        }
    }
}
