//! Endpoints: one call of a standard's REST service, the same type at both ends of the wire.

use bytes::Bytes;
use edu_types::Profile;

use crate::{Mount, Needs, Refusal};

/// One call of a standard's service: a client writes it, a server reads it.
///
/// `mount` is what the call is addressed to: the service, or, where platforms hand out the
/// addresses of single resources, that resource. A client makes it of the address it was given;
/// a server of its own with [`Mount::below`].
///
/// ```
/// use bytes::Bytes;
/// use edu_http::{Answer, BuildError, Endpoint, Mount, Needs, Refusal, ReplyUnreadable, encode_component};
/// use edu_types::Profile;
/// use http::{Method, Request, Response, StatusCode};
///
/// /// Asks how many readers a book has.
/// #[derive(Debug, PartialEq)]
/// struct CountReaders { book: String }
///
/// #[derive(Debug, PartialEq)]
/// struct Readers(u64);
///
/// impl Endpoint for CountReaders {
///     type Reply = Readers;
///     const NEEDS: Needs = Needs::any(&["https://books.example/scope/readers"]);
///
///     fn to_http(&self, mount: &Mount) -> Result<Request<Bytes>, BuildError> {
///         let path = format!("/books/{}/readers", encode_component(&self.book));
///         Request::get(mount.url(&path)).body(Bytes::new()).map_err(|_| BuildError::Request)
///     }
///
///     fn from_http(request: &Request<Bytes>, mount: &Mount, _: &Profile) -> Result<Self, Refusal> {
///         let segments = mount.segments(request.uri()).ok_or_else(Refusal::not_found)?;
///         match segments.as_slice() {
///             [books, book, readers] if books == "books" && readers == "readers" => {
///                 Ok(Self { book: book.clone() })
///             }
///             _ => Err(Refusal::not_found()),
///         }
///     }
/// }
///
/// impl Answer for Readers {
///     fn to_http(&self) -> Result<Response<Bytes>, BuildError> {
///         Ok(Response::new(Bytes::from(self.0.to_string())))
///     }
///
///     fn from_http(response: &Response<Bytes>) -> Result<Self, ReplyUnreadable> {
///         let text = core::str::from_utf8(response.body()).ok();
///         let count = text.and_then(|text| text.parse().ok());
///         match (response.status(), count) {
///             (StatusCode::OK, Some(count)) => Ok(Self(count)),
///             _ => Err(ReplyUnreadable::new(response, "reply is not a number")),
///         }
///     }
/// }
///
/// let mount = Mount::new("https://books.example", "")?;
/// let call = CountReaders { book: "a/b?c".to_owned() };
/// let sent = call.to_http(&mount)?;
/// assert_eq!(sent.uri().path(), "/books/a%2Fb%3Fc/readers");
/// assert_eq!(CountReaders::from_http(&sent, &mount, &Profile::strict())?, call);
///
/// let reply = Readers(7).to_http()?;
/// assert_eq!(Readers::from_http(&reply)?, Readers(7));
/// assert!(Readers::from_http(&Response::new(Bytes::from_static(b"many"))).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Endpoint: Sized {
    /// What the server says when all went well.
    type Reply: Answer;

    /// What the caller must have been granted.
    const NEEDS: Needs;

    /// Writes the call, addressed to the service at `mount`.
    ///
    /// # Errors
    ///
    /// [`BuildError`] when the call cannot be written.
    fn to_http(&self, mount: &Mount) -> Result<http::Request<Bytes>, BuildError>;

    /// Reads the call as it reached the service at `mount`.
    ///
    /// # Errors
    ///
    /// [`Refusal`] when the request is not this call, or breaks a rule under `profile`.
    fn from_http(
        request: &http::Request<Bytes>,
        mount: &Mount,
        profile: &Profile,
    ) -> Result<Self, Refusal>;
}

/// The reply to an [`Endpoint`]: a server writes it, a client reads it.
pub trait Answer: Sized {
    /// Writes the reply.
    ///
    /// # Errors
    ///
    /// [`BuildError`] when the reply cannot be written.
    fn to_http(&self) -> Result<http::Response<Bytes>, BuildError>;

    /// Reads the reply.
    ///
    /// # Errors
    ///
    /// [`ReplyUnreadable`] when the response is an error, or not this reply.
    fn from_http(response: &http::Response<Bytes>) -> Result<Self, ReplyUnreadable>;
}

/// Why a call or reply cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Address, method or header is not one HTTP can carry.
    #[error("address or header is not one that HTTP can carry")]
    Request,
    /// The value breaks a rule of its standard.
    #[error("{what} is not allowed on the wire")]
    Value {
        /// Which value.
        what: &'static str,
    },
}

/// Why a response is not the expected reply.
///
/// `Debug` and `Display` do not quote the response: its text may name people.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason} (status {status})")]
#[non_exhaustive]
pub struct ReplyUnreadable {
    /// Status of the response.
    pub status: http::StatusCode,
    /// What was found and what is allowed.
    pub reason: &'static str,
    /// The beginning of what the response says, [`ReplyUnreadable::MAX_SAID`] bytes at most.
    pub said: Box<str>,
}

impl ReplyUnreadable {
    /// Bytes kept of what a response says.
    pub const MAX_SAID: usize = 2048;

    /// Says why `response` is not the expected reply, and keeps the beginning of its body.
    pub fn new(response: &http::Response<Bytes>, reason: &'static str) -> Self {
        let body = response.body();
        let start = body.get(..Self::MAX_SAID).unwrap_or(body);
        Self {
            status: response.status(),
            reason,
            said: String::from_utf8_lossy(start).into(),
        }
    }
}

impl core::fmt::Debug for ReplyUnreadable {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ReplyUnreadable")
            .field("status", &self.status)
            .field("reason", &self.reason)
            .field("said", &self.said.len())
            .finish()
    }
}
