//! Where a record store is, and who sends.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use edu_types::{HttpUrl, Secret, UuidText};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Method, Request, Uri};
use xapi_model::Version;

/// A record store of anybody's: where it is, by which version it is spoken to, and who sends.
///
/// `Debug` shows no credentials.
///
/// Spec: xAPI 1.0.3 Part 3 §1.4, §3.3; 2.0 §4.1.
#[derive(Clone, Debug)]
pub struct RemoteStore {
    statements: String,
    version: Version,
    authorization: Option<HeaderValue>,
}

/// Why something is no record store, or no credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RemoteStoreError {
    /// Statements and passwords would go over the network for everybody to read.
    #[error("address begins with `http://`, only `https://` is allowed")]
    Plain,
    /// A query belongs to single requests.
    #[error("address of a record store has a query, none is allowed")]
    Query,
    /// The address cannot be sent.
    #[error("address of a record store cannot be written in a request")]
    Address,
    /// Basic authentication ends a name with a colon.
    #[error("name holds a colon or a control character, neither is allowed")]
    Name,
}

impl RemoteStore {
    /// The store whose resource of statements is at `endpoint` followed by `/statements`.
    ///
    /// # Errors
    ///
    /// [`RemoteStoreError`] where the address is not one of https, or has a query.
    pub fn new(endpoint: &HttpUrl, version: Version) -> Result<Self, RemoteStoreError> {
        if !endpoint.is_https() {
            return Err(RemoteStoreError::Plain);
        }
        Self::insecure_allow_http(endpoint, version)
    }

    /// The same, also where what is sent can be read on the way: for stores on this machine, or within a
    /// network of the host's own.
    ///
    /// # Errors
    ///
    /// [`RemoteStoreError`] where the address has a query.
    pub fn insecure_allow_http(
        endpoint: &HttpUrl,
        version: Version,
    ) -> Result<Self, RemoteStoreError> {
        if endpoint.query().is_some() {
            return Err(RemoteStoreError::Query);
        }
        let statements = format!("{}/statements", endpoint.as_str().trim_end_matches('/'));
        let _uri: Uri = statements.parse().map_err(|_| RemoteStoreError::Address)?;
        Ok(Self {
            statements,
            version,
            authorization: None,
        })
    }

    /// Sends a name and a password along.
    ///
    /// # Errors
    ///
    /// [`RemoteStoreError::Name`] where the name cannot stand before a colon.
    pub fn with_basic(
        self,
        name: &str,
        password: &Secret<String>,
    ) -> Result<Self, RemoteStoreError> {
        if name.contains(':') || name.chars().any(char::is_control) {
            return Err(RemoteStoreError::Name);
        }
        let encoded = STANDARD.encode(format!("{name}:{}", password.expose()));
        let header = HeaderValue::from_str(&format!("Basic {encoded}"));
        Ok(self.with_authorization(header.map_err(|_| RemoteStoreError::Name)?))
    }

    /// Sends this `Authorization` along, such as `Bearer …`.
    #[must_use]
    pub fn with_authorization(mut self, mut header: HeaderValue) -> Self {
        header.set_sensitive(true);
        self.authorization = Some(header);
        self
    }

    /// By which version it is spoken to.
    pub const fn version(&self) -> Version {
        self.version
    }

    /// A request that posts statements; `None` where it cannot be written.
    pub(super) fn post(&self, content_type: &str, body: Vec<u8>) -> Option<Request<Bytes>> {
        let mut request = self.request(Method::POST, &self.statements, body.into())?;
        let content_type = HeaderValue::from_str(content_type).ok()?;
        request.headers_mut().insert(CONTENT_TYPE, content_type);
        Some(request)
    }

    /// A request for one statement, voided or not.
    pub(super) fn find(&self, id: UuidText, voided: bool) -> Option<Request<Bytes>> {
        let parameter = if voided {
            "voidedStatementId"
        } else {
            "statementId"
        };
        let uri = format!("{}?{parameter}={id}", self.statements);
        self.request(Method::GET, &uri, Bytes::new())
    }

    fn request(&self, method: Method, uri: &str, body: Bytes) -> Option<Request<Bytes>> {
        const VERSION: HeaderName = HeaderName::from_static("x-experience-api-version");
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = uri.parse().ok()?;
        let headers = request.headers_mut();
        headers.insert(VERSION, HeaderValue::from_static(self.version.as_str()));
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(authorization) = &self.authorization {
            headers.insert(AUTHORIZATION, authorization.clone());
        }
        Some(request)
    }
}
