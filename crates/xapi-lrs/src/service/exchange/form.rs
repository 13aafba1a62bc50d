//! A request that stands in a form, for browsers that can send no other.
//!
//! Spec: xAPI 1.0.3 Part 3 §1.3, which 2.0 removed.

use edu_http::{Body, Form, FormLimits, collect, encode_pairs, is_form};
use edu_types::Secret;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use xapi_model::Version;

use super::{Exchange, Resource};
use crate::service::parameters::Parameters;
use crate::service::version;
use crate::{LrsError, LrsSettings, rules};

/// The methods that can be named.
const METHODS: [Method; 5] = [
    Method::PUT,
    Method::POST,
    Method::GET,
    Method::DELETE,
    Method::HEAD,
];

/// What a form holds.
struct Fields {
    headers: HeaderMap,
    parameters: Parameters,
    content: Option<String>,
    authorization: Option<Secret<String>>,
}

/// Whether a request stands in a form: it is a `POST` that names a method in its address.
pub(crate) fn holds(method: &Method, parameters: &Parameters) -> bool {
    *method == Method::POST && parameters.text("method").is_some()
}

/// Reads the request in a form.
pub(super) async fn read(
    parts: Parts,
    body: Body,
    parameters: &Parameters,
    (resource, settings): (Resource, &LrsSettings),
) -> Result<Exchange, LrsError> {
    let method = named(parameters)?;
    if !may_be_form(&parts.headers) {
        let message = "the content type must be application/x-www-form-urlencoded";
        return Err(refused(message));
    }
    let limit = settings.statements.bytes.max(settings.max_document);
    let limits = FormLimits::DEFAULT
        .with_bytes(limit.saturating_mul(3))
        .with_value(limit);
    let bytes = collect(body, limits.bytes).await?;
    let form = Form::parse(&bytes, &limits).map_err(|error| refused(error.to_string()))?;
    let mut fields = Fields::read(parts.headers, &form)?;
    if version::negotiated(&fields.headers)? != Version::V1_0_3 {
        return Err(refused("requests in forms are of version 1.0.x only"));
    }
    let takes_content = [Method::PUT, Method::POST].contains(&method);
    if fields.content.is_some() != takes_content {
        let message = "content is needed by PUT and POST, and by no other method";
        return Err(refused(message));
    }
    if resource == Resource::Statements {
        // What the content is need not be said, and statements can be nothing else in a form.
        let types = fields.headers.entry(CONTENT_TYPE);
        types.or_insert(HeaderValue::from_static("application/json"));
    }
    Ok(Exchange {
        method: super::asked(method),
        version: Version::V1_0_3,
        parameters: fields.parameters,
        headers: fields.headers,
        body: fields.content.map_or_else(Body::empty, Body::from),
        authorization: fields.authorization,
    })
}

/// The method that the address names, and nothing else.
fn named(parameters: &Parameters) -> Result<Method, LrsError> {
    let name = parameters.needed("method")?;
    let method = METHODS.into_iter().find(|method| method.as_str() == name);
    let method = method.ok_or_else(|| refused("method is none of the standard"))?;
    if parameters.iter().count() > 1 {
        let message = "method is the only parameter that the address may have";
        return Err(refused(message));
    }
    Ok(method)
}

/// Whether the body may be a form: these browsers send some of them without a type, or as plain text.
fn may_be_form(headers: &HeaderMap) -> bool {
    let Some(content_type) = headers.get(CONTENT_TYPE) else {
        return true;
    };
    let media_type = content_type.as_bytes().split(|byte| *byte == b';').next();
    let media_type = media_type.unwrap_or_default().trim_ascii();
    is_form(headers) || media_type.eq_ignore_ascii_case(b"text/plain")
}

impl Fields {
    fn read(mut headers: HeaderMap, form: &Form) -> Result<Self, LrsError> {
        headers.remove(CONTENT_TYPE);
        headers.remove(CONTENT_LENGTH);
        let (mut content, mut authorization) = (None, None);
        let mut others = Vec::new();
        for (name, value) in form.iter() {
            match header(name) {
                Some(AUTHORIZATION) => authorization = Some(Secret::new(value.to_owned())),
                Some(header) => {
                    let value = HeaderValue::from_str(value);
                    let value =
                        value.map_err(|_| refused("a header has characters that no header has"))?;
                    headers.insert(header, value);
                }
                None if name == "content" => content = Some(value.to_owned()),
                None => others.push((name, value)),
            }
        }
        Ok(Self {
            headers,
            parameters: Parameters::parse(&encode_pairs(others))?,
            content,
            authorization,
        })
    }
}

/// A header that stands in a form.
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

fn refused(why: impl Into<String>) -> LrsError {
    LrsError::bad(&rules::ALTERNATE, why)
}
