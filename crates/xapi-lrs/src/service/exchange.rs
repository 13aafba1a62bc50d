//! One request, in the words of the standard.

use edu_http::{Body, Mount};
use http::request::Parts;
use http::{HeaderMap, HeaderName, Method, StatusCode};
use xapi_model::Version;

use super::parameters::Parameters;
use super::version;
use crate::{LrsError, rules};

/// A request that names a resource and a version that are served.
#[derive(Debug)]
pub(crate) struct Exchange {
    /// What is asked of the resource; `HEAD` stands as `GET`.
    pub(crate) method: Method,
    pub(crate) version: Version,
    pub(crate) parameters: Parameters,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

/// What lives at the addresses of a record store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resource {
    Statements,
    State,
    ActivityProfile,
    AgentProfile,
    Agents,
    Activities,
    About,
}

impl Resource {
    /// The resource at an address below the mount.
    pub(crate) fn at(mount: &Mount, uri: &http::Uri) -> Result<Self, LrsError> {
        let path = mount.relative(uri);
        Ok(
            match path.map(|path| path.strip_suffix('/').unwrap_or(path)) {
                Some("/statements") => Self::Statements,
                Some("/activities/state") => Self::State,
                Some("/activities/profile") => Self::ActivityProfile,
                Some("/agents/profile") => Self::AgentProfile,
                Some("/agents") => Self::Agents,
                Some("/activities") => Self::Activities,
                Some("/about") => Self::About,
                _ => {
                    let message = "no resource of a record store lives at this address";
                    return Err(LrsError::new(
                        StatusCode::NOT_FOUND,
                        &rules::ADDRESS,
                        message,
                    ));
                }
            },
        )
    }
}

impl Exchange {
    /// Reads everything of a request but the body.
    pub(crate) fn read(parts: Parts, body: Body) -> Result<Self, LrsError> {
        let method = if parts.method == Method::HEAD {
            Method::GET
        } else {
            parts.method
        };
        Ok(Self {
            method,
            version: version::negotiated(&parts.headers)?,
            parameters: Parameters::of(&parts.uri)?,
            headers: parts.headers,
            body,
        })
    }

    /// The one value of a header, where there is one.
    pub(crate) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
