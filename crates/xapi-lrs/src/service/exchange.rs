//! One request, in the words of the standard.

use edu_http::{Body, Mount};
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use xapi_model::Version;

use super::parameters::Parameters;
use super::version;
use crate::{LrsError, rules};

/// A request that names a version that is served.
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
    pub(crate) fn read(mut parts: Parts, body: Body) -> Result<Self, LrsError> {
        // The host has looked at it, and nothing here may show it.
        parts.headers.remove(AUTHORIZATION);
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

    /// The one value of a header; empty where there is none.
    pub(crate) fn header(&self, name: &HeaderName) -> Result<&str, LrsError> {
        let mut values = self.headers.get_all(name).iter();
        let only = match (values.next(), values.next()) {
            (None, _) => return Ok(""),
            (Some(only), None) => only.to_str().ok(),
            (Some(_), Some(_)) => None,
        };
        only.ok_or_else(|| {
            let message = format!("header {name} is allowed once, in plain characters");
            LrsError::bad(&rules::HEADER, message)
        })
    }

    /// All values of a header that holds a list; `None` where there is none.
    pub(crate) fn list(&self, name: &HeaderName) -> Result<Option<String>, LrsError> {
        let values: Result<Vec<&str>, _> = self
            .headers
            .get_all(name)
            .iter()
            .map(HeaderValue::to_str)
            .collect();
        let values = values.map_err(|_| {
            let message = format!("header {name} has characters that are not plain");
            LrsError::bad(&rules::HEADER, message)
        })?;
        Ok((!values.is_empty()).then(|| values.join(",")))
    }
}
