//! Long lists, page by page.

use core::fmt;
use core::marker::PhantomData;

use bytes::Bytes;
use edu_http::{Answer as _, BuildError, Endpoint, Links, Moments, Pager};
use edu_jose::Sign;
use edu_types::HttpUrl;
use http::{Request, Uri};

use super::{Grant, ServiceClient, ServiceError};

/// The pages of one list, each asked for when it is wanted.
///
/// Follows `Link: rel="next"` within the origin of the first page and nowhere else, never to a
/// page that was read before, and to a limited number of pages. Holds one page at a time.
///
/// ```no_run
/// # use edu_http::{Endpoint, Moments};
/// # use edu_jose::Sign;
/// # use edu_types::HttpUrl;
/// use edu_reqwest::{Grant, ServiceClient, ServiceError};
///
/// # async fn example<S: Sign, M: Moments, E: Endpoint>(
/// #     client: ServiceClient<S, M>, grant: Grant, call: E, address: HttpUrl,
/// # ) -> Result<(), ServiceError> {
/// let mut pages = client.pages(&grant, &call, &address)?;
/// while let Some(page) = pages.next().await {
///     drop(page?); // the items of this page
/// }
/// # Ok(())
/// # }
/// ```
pub struct Pages<'c, S, M, E> {
    client: &'c ServiceClient<S, M>,
    grant: &'c Grant,
    first: Request<Bytes>,
    pager: Pager,
    /// Why nothing comes behind the page that was given last.
    ended: Option<ServiceError>,
    endpoint: PhantomData<fn() -> E>,
}

impl<'c, S: Sign, M: Moments, E: Endpoint> Pages<'c, S, M, E> {
    pub(super) fn new(
        client: &'c ServiceClient<S, M>,
        grant: &'c Grant,
        first: Request<Bytes>,
    ) -> Result<Self, ServiceError> {
        let address = HttpUrl::parse(&first.uri().to_string());
        let address = address.map_err(|_| BuildError::Request)?;
        let pages = client.limits.pages();
        Ok(Self {
            client,
            grant,
            first,
            pager: Pager::new(address).with_max_pages(pages),
            ended: None,
            endpoint: PhantomData,
        })
    }

    /// The next page; none at the end of the list, and behind an error.
    ///
    /// Where the next page must not be asked for, the page that links to it is given first.
    pub async fn next(&mut self) -> Option<Result<E::Reply, ServiceError>> {
        if let Some(error) = self.ended.take() {
            return Some(Err(error));
        }
        let uri = self.pager.next()?.as_str().parse::<Uri>();
        let page = match uri {
            Ok(uri) => self.page(uri).await,
            Err(_) => Err(BuildError::Request.into()),
        };
        if page.is_err() {
            // A page without links ends a list, and nothing is to follow an error.
            self.ended = self.pager.on_page(&Links::none()).err().map(Into::into);
        }
        Some(page)
    }

    async fn page(&mut self, uri: Uri) -> Result<E::Reply, ServiceError> {
        let mut request = self.first.clone();
        *request.uri_mut() = uri;
        let response = self.client.respond(self.grant, &E::NEEDS, &request).await?;
        let page = E::Reply::from_http(&response)?;
        let links = Links::parse(response.headers())?;
        self.ended = self.pager.on_page(&links).err().map(Into::into);
        Ok(page)
    }
}

impl<S, M, E> fmt::Debug for Pages<'_, S, M, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("pager", &self.pager)
            .finish_non_exhaustive()
    }
}
