//! One request, in the words of the standard.

use edu_http::{Body, Form, FormLimits, Mount, collect, is_form};
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use xapi_model::Version;

use super::parameters::Parameters;
use super::version;
use crate::{LrsError, LrsSettings, rules};

/// A request that names a resource and a version that are served.
#[derive(Debug)]
pub(crate) struct Exchange {
    /// What is asked of the resource; `HEAD` stands as `GET`.
    pub(crate) method: Method,
    pub(crate) resource: Resource,
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
    /// Reads everything of a request but the body, which is read here only where the request stands in it.
    pub(crate) async fn read(
        parts: Parts,
        body: Body,
        resource: Resource,
        settings: &LrsSettings,
    ) -> Result<Self, LrsError> {
        let parameters = Parameters::of(&parts.uri)?;
        if parts.method == Method::POST && parameters.text("method").is_some() {
            return Self::alternate(&parts, body, resource, &parameters, settings).await;
        }
        let method = if parts.method == Method::HEAD {
            Method::GET
        } else {
            parts.method
        };
        Ok(Self {
            method,
            resource,
            version: version::negotiated(&parts.headers)?,
            parameters,
            headers: parts.headers,
            body,
        })
    }

    /// A request that a form holds, for browsers that could send no other.
    ///
    /// Spec: xAPI 1.0.3 Part 3 §1.3, which 2.0 removed.
    async fn alternate(
        parts: &Parts,
        body: Body,
        resource: Resource,
        parameters: &Parameters,
        settings: &LrsSettings,
    ) -> Result<Self, LrsError> {
        let refused = |why: &str| LrsError::bad(&rules::ALTERNATE, why);
        let named = parameters.needed("method")?;
        let methods = [
            Method::PUT,
            Method::POST,
            Method::GET,
            Method::DELETE,
            Method::HEAD,
        ];
        let method = methods.into_iter().find(|method| method.as_str() == named);
        let method = method.ok_or_else(|| refused("method is none of the standard"))?;
        if parameters.iter().count() > 1 {
            return Err(refused(
                "method is the only parameter that the address may have",
            ));
        }
        if !is_form(&parts.headers) {
            return Err(refused(
                "the content type must be application/x-www-form-urlencoded",
            ));
        }
        let limit = settings.statements.bytes.max(settings.max_document);
        let limits = FormLimits::DEFAULT
            .with_bytes(limit.saturating_mul(3))
            .with_value(limit);
        let bytes = collect(body, limits.bytes).await?;
        let form = Form::parse(&bytes, &limits).map_err(|error| refused(&error.to_string()))?;
        let mut headers = parts.headers.clone();
        headers.remove(CONTENT_TYPE);
        headers.remove(CONTENT_LENGTH);
        let mut others = Vec::new();
        let mut content = None;
        for (name, value) in form.iter() {
            if name == "content" {
                content = Some(value.to_owned());
            } else if let Some(header) = header(name) {
                let value = HeaderValue::from_str(value);
                let value =
                    value.map_err(|_| refused("a header has characters that no header has"))?;
                headers.insert(header, value);
            } else {
                others.push((name, value));
            }
        }
        let version = version::negotiated(&headers)?;
        if version != Version::V1_0_3 {
            return Err(refused("requests in forms are of version 1.0.x only"));
        }
        let takes_content = [Method::PUT, Method::POST].contains(&method);
        if content.is_some() != takes_content {
            return Err(refused(
                "content is needed by PUT and POST, and by no other method",
            ));
        }
        Ok(Self {
            method: if method == Method::HEAD {
                Method::GET
            } else {
                method
            },
            resource,
            version,
            parameters: Parameters::parse(&edu_http::encode_pairs(others))?,
            headers,
            body: content.map_or_else(Body::empty, Body::from),
        })
    }

    /// The one value of a header, where there is one.
    pub(crate) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// A header that stands in a form. Authentication was looked at before, in the request itself or by the
/// host in the form, and is none of the service's business.
fn header(name: &str) -> Option<HeaderName> {
    let known = [
        AUTHORIZATION,
        CONTENT_TYPE,
        CONTENT_LENGTH,
        IF_MATCH,
        IF_NONE_MATCH,
        version::HEADER,
    ];
    known
        .into_iter()
        .find(|known| name.eq_ignore_ascii_case(known.as_str()))
}
