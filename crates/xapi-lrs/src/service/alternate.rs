//! Requests that stand in a form, for browsers that could send no other.
//!
//! Spec: xAPI 1.0.3 Part 3 §1.3, which 2.0 removed.

use edu_http::{Body, Form, FormLimits, collect, encode_pairs, is_form};
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH};
use http::request::Parts;
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use xapi_model::Version;

use super::parameters::Parameters;
use super::version;
use crate::{LrsError, LrsSettings, rules};

/// The parameter that says that the request stands in the form, and names its method.
const METHOD: &str = "method";

/// The field of the form that holds the body.
const CONTENT: &str = "content";

/// The headers that stand in the form.
const HEADERS: [HeaderName; 6] = [
    AUTHORIZATION,
    CONTENT_TYPE,
    CONTENT_LENGTH,
    IF_MATCH,
    IF_NONE_MATCH,
    version::HEADER,
];

/// Whether a request says that it stands in a form.
pub(super) fn is_alternate(parts: &Parts) -> bool {
    let has_method = |query: &str| query.split('&').any(|pair| pair.starts_with("method="));
    parts.method == Method::POST && parts.uri.query().is_some_and(has_method)
}

/// Takes the request out of the form.
pub(super) async fn request(
    parts: Parts,
    body: Body,
    settings: &LrsSettings,
) -> Result<Request<Body>, LrsError> {
    let method = method(&parts)?;
    let limit = settings.statements.bytes.max(settings.max_document);
    // What is not a letter or digit stands as three bytes.
    let limits = FormLimits::DEFAULT
        .with_bytes(limit.saturating_mul(3))
        .with_value(limit);
    let bytes = collect(body, limits.bytes).await?;
    let form = Form::parse(&bytes, &limits).map_err(|error| refused(&error.to_string()))?;
    let mut held = Held::read(&form, parts.headers)?;
    if version::negotiated(&held.headers)? != Version::V1_0_3 {
        return Err(refused("requests in forms are of version 1.0.x only"));
    }
    let takes_content = [Method::PUT, Method::POST].contains(&method);
    if held.content.is_some() != takes_content {
        return Err(refused(
            "content is needed by PUT and POST, and by no other method",
        ));
    }
    if takes_content && !held.headers.contains_key(CONTENT_TYPE) {
        let json = HeaderValue::from_static("application/json");
        held.headers.insert(CONTENT_TYPE, json);
    }
    let content = held.content.map_or_else(Body::empty, Body::from);
    let mut request = Request::new(content);
    *request.method_mut() = method;
    *request.uri_mut() = address(&parts.uri, &held.parameters)?;
    *request.headers_mut() = held.headers;
    *request.extensions_mut() = parts.extensions;
    Ok(request)
}

/// What a form holds.
struct Held {
    headers: HeaderMap,
    parameters: String,
    content: Option<String>,
}

impl Held {
    /// Takes a form apart; headers in it take the place of those that came with it.
    fn read(form: &Form, mut headers: HeaderMap) -> Result<Self, LrsError> {
        headers.remove(CONTENT_TYPE);
        headers.remove(CONTENT_LENGTH);
        let mut parameters = Vec::new();
        let mut content = None;
        for (name, value) in form.iter() {
            let header = HEADERS
                .into_iter()
                .find(|known| name.eq_ignore_ascii_case(known.as_str()));
            if name == CONTENT {
                content = Some(value.to_owned());
            } else if let Some(header) = header {
                let value = HeaderValue::from_str(value);
                let value = value.map_err(|_| refused("a header has bytes that no header has"))?;
                headers.insert(header, value);
            } else {
                parameters.push((name, value));
            }
        }
        headers.remove(CONTENT_LENGTH);
        Ok(Self {
            headers,
            parameters: encode_pairs(parameters),
            content,
        })
    }
}

/// The method that the address names.
fn method(parts: &Parts) -> Result<Method, LrsError> {
    let parameters = Parameters::of(&parts.uri)?;
    let named = parameters.needed(METHOD)?;
    let methods = [
        Method::PUT,
        Method::POST,
        Method::GET,
        Method::DELETE,
        Method::HEAD,
    ];
    let method = methods.into_iter().find(|method| method.as_str() == named);
    let method = method.ok_or_else(|| refused("method is none that a resource takes"))?;
    if parameters.iter().count() > 1 {
        return Err(refused(
            "method is the only parameter that the address may have",
        ));
    }
    if !may_be_form(&parts.headers) {
        return Err(refused(
            "the content type must be application/x-www-form-urlencoded",
        ));
    }
    Ok(method)
}

/// Whether the body may be a form: these browsers send theirs without a type, or as plain text.
fn may_be_form(headers: &HeaderMap) -> bool {
    let Some(content_type) = headers.get(CONTENT_TYPE) else {
        return true;
    };
    let media_type = content_type.as_bytes().split(|byte| *byte == b';').next();
    let media_type = media_type.unwrap_or_default().trim_ascii();
    is_form(headers) || media_type.eq_ignore_ascii_case(b"text/plain")
}

/// The address of the request that is held: the same place, with the form's parameters.
fn address(uri: &Uri, parameters: &str) -> Result<Uri, LrsError> {
    let mut parts = uri.clone().into_parts();
    let target = PathAndQuery::try_from(format!("{}?{parameters}", uri.path()));
    parts.path_and_query = Some(target.map_err(|_| refused("its parameters are too long"))?);
    Uri::from_parts(parts).map_err(|_| refused("its parameters make no address"))
}

fn refused(why: &str) -> LrsError {
    LrsError::bad(&rules::ALTERNATE, why)
}
