//! One request, in the words of the standard.

pub(crate) mod form;

use edu_http::{Body, Mount};
use edu_types::Secret;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use xapi_model::Version;

use super::parameters::Parameters;
use super::version;
use crate::{LrsError, LrsSettings, rules};

/// A request that names a version that is served.
#[derive(Debug)]
pub(crate) struct Exchange {
    /// What is asked of the resource; `HEAD` stands as `GET`.
    pub(crate) method: Method,
    pub(crate) version: Version,
    pub(crate) parameters: Parameters,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    /// What a form says of who calls.
    pub(crate) authorization: Option<Secret<String>>,
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
    /// Reads everything of a request but the body, which is read here only where the request stands in it.
    pub(crate) async fn read(
        mut parts: Parts,
        body: Body,
        resource: Resource,
        settings: &LrsSettings,
    ) -> Result<Self, LrsError> {
        // The host has looked at it, and nothing here may show it.
        parts.headers.remove(AUTHORIZATION);
        let parameters = Parameters::of(&parts.uri)?;
        if form::holds(&parts.method, &parameters) {
            return form::read(parts, body, &parameters, (resource, settings)).await;
        }
        Ok(Self {
            version: version::negotiated(&parts.headers)?,
            method: asked(parts.method),
            parameters,
            headers: parts.headers,
            body,
            authorization: None,
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

/// What a method asks for: `HEAD` asks for what `GET` does.
fn asked(method: Method) -> Method {
    if method == Method::HEAD {
        Method::GET
    } else {
        method
    }
}
