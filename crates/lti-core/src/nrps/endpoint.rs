//! Asking for the members of a context.

use core::fmt::Display;
use core::num::NonZeroUsize;

use bytes::Bytes;
use edu_http::{
    BuildError, Cursor, Endpoint, Form, FormLimits, Mount, Needs, Refusal, encode_pairs,
};
use edu_types::Profile;
use http::header::ACCEPT;
use http::{Method, Request, Uri};

use super::{MembershipContainer, MembershipPage, NrpsError, RoleFilter, rules};
use crate::{ResourceLinkId, scope};

/// Asks for the members of a context, or those of one role, a page at a time.
///
/// Its mount is the list itself: a tool makes it of the address in the launch's
/// [`NrpsClaim`](super::NrpsClaim), query and all. The next page, and the differences, have
/// addresses of their own, in the [`MembershipPage`]; ask there without any filter, because
/// those addresses carry them.
///
/// ```
/// use core::num::NonZeroUsize;
/// use edu_http::{Endpoint as _, Mount};
/// use lti_core::nrps::{GetMembers, RoleFilter};
///
/// let list = Mount::new("https://lms.example/members?course=7", "")?;
/// let call = GetMembers::new()
///     .with_role(RoleFilter::parse("Learner")?)
///     .with_limit(NonZeroUsize::MIN);
/// let request = call.to_http(&list)?;
/// assert_eq!(
///     request.uri(),
///     "https://lms.example/members?course=7&role=Learner&limit=1",
/// );
/// assert!(GetMembers::NEEDS.met_by(&edu_http::Scopes::parse(lti_core::scope::MEMBERSHIP_READ_ONLY)?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Spec: Names and Role Provisioning Services 2.0, §2.4.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GetMembers {
    role: Option<RoleFilter>,
    limit: Option<NonZeroUsize>,
    resource_link: Option<ResourceLinkId>,
    /// Behind which place this page begins.
    pub(super) after: Option<Cursor>,
    /// As of which version the first page was read.
    pub(super) version: Option<Cursor>,
    /// Since which version differences are asked for.
    pub(super) since: Option<Cursor>,
}

impl GetMembers {
    /// Asks for all members, in pages of the platform's choice.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks for members of this role alone.
    #[must_use]
    pub fn with_role(mut self, role: RoleFilter) -> Self {
        self.role = Some(role);
        self
    }

    /// Asks for pages of so many members at most; the platform may make them shorter.
    #[must_use]
    pub const fn with_limit(mut self, limit: NonZeroUsize) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Asks for the members who can open this resource link, with what its launches would tell
    /// of each.
    #[must_use]
    pub fn with_resource_link(mut self, link: ResourceLinkId) -> Self {
        self.resource_link = Some(link);
        self
    }

    /// The role that members must have.
    pub const fn role(&self) -> Option<&RoleFilter> {
        self.role.as_ref()
    }

    /// Members of a page at most.
    pub const fn limit(&self) -> Option<NonZeroUsize> {
        self.limit
    }

    /// The resource link that members must be able to open.
    pub const fn resource_link(&self) -> Option<&ResourceLinkId> {
        self.resource_link.as_ref()
    }

    /// Asks what has changed since this list was begun, whatever role it was narrowed to: who has
    /// lost the role is a difference, too.
    pub(super) fn into_differences(mut self) -> Self {
        self.role = None;
        self.after = None;
        self.since = self.version.take();
        self
    }

    /// Reads the call's query; parameters of others, such as the mount's own, are left alone.
    pub(super) fn read(uri: &Uri) -> Result<Self, NrpsError> {
        let form = Form::from_query(uri, &FormLimits::DEFAULT)
            .map_err(|error| NrpsError::new(&rules::PARAMETER, error.to_string()))?;
        let cursor = |name| read(&form, name, Cursor::from_parameter);
        let limit = form.get("limit").map(read_limit).transpose()?;
        Ok(Self {
            role: read(&form, "role", RoleFilter::parse)?,
            limit,
            resource_link: read(&form, "rlid", ResourceLinkId::new)?,
            after: cursor("after")?,
            version: cursor("version")?,
            since: cursor("since")?,
        })
    }

    /// The address of the call at the list that `list` is.
    pub(super) fn address(&self, list: &Mount) -> String {
        let limit = self.limit.map(|limit| limit.to_string());
        let cursor = |cursor: &Option<Cursor>| cursor.as_ref().map(Cursor::to_parameter);
        let (after, version) = (cursor(&self.after), cursor(&self.version));
        let since = cursor(&self.since);
        let pairs = [
            (
                "role",
                self.role.as_ref().map(|filter| filter.role().as_str()),
            ),
            ("limit", limit.as_deref()),
            (
                "rlid",
                self.resource_link.as_ref().map(ResourceLinkId::as_str),
            ),
            ("after", after.as_deref()),
            ("version", version.as_deref()),
            ("since", since.as_deref()),
        ];
        let query = encode_pairs(
            pairs
                .into_iter()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        let address = list.url("");
        if query.is_empty() {
            return address;
        }
        let joint = if address.contains('?') { '&' } else { '?' };
        format!("{address}{joint}{query}")
    }
}

impl Endpoint for GetMembers {
    type Reply = MembershipPage;
    const NEEDS: Needs = Needs::any(&[scope::MEMBERSHIP_READ_ONLY]);

    fn to_http(&self, mount: &Mount) -> Result<Request<Bytes>, BuildError> {
        Request::get(self.address(mount))
            .header(ACCEPT, MembershipContainer::MEDIA_TYPE)
            .body(Bytes::new())
            .map_err(|_| BuildError::Request)
    }

    fn from_http(request: &Request<Bytes>, mount: &Mount, _: &Profile) -> Result<Self, Refusal> {
        if !matches!(mount.relative(request.uri()), Some("" | "/")) {
            return Err(Refusal::not_found());
        }
        check_method(request.method()).map_err(|error| error.refusal())?;
        Self::read(request.uri()).map_err(|error| error.refusal())
    }
}

pub(super) fn check_method(method: &Method) -> Result<(), NrpsError> {
    if matches!(*method, Method::GET | Method::HEAD) {
        return Ok(());
    }
    let message = "a list of members takes GET";
    Err(NrpsError::new(&rules::METHOD, message))
}

fn read<'f, T, E: Display>(
    form: &'f Form,
    name: &'static str,
    make: impl FnOnce(&'f str) -> Result<T, E>,
) -> Result<Option<T>, NrpsError> {
    let refused = |error| NrpsError::new(&rules::PARAMETER, format!("parameter `{name}`: {error}"));
    form.get(name).map(make).transpose().map_err(refused)
}

/// A number too large to count is more than there are members, and as good as any such.
fn read_limit(text: &str) -> Result<NonZeroUsize, NrpsError> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = if digits {
        text.parse().unwrap_or(usize::MAX)
    } else {
        0
    };
    NonZeroUsize::new(number).ok_or_else(|| {
        let message = "parameter `limit` is no whole number above zero";
        NrpsError::new(&rules::PARAMETER, message)
    })
}
