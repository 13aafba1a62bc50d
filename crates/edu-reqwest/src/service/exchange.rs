//! One request to a service, and its bounded answer.

use bytes::{Bytes, BytesMut};
use edu_types::HttpUrl;
use reqwest::{Client, Request};

use super::{ExchangeError, ServiceLimits};
use crate::fetch::{builder, target};
use crate::{ClientError, FetchError, FetchPolicy};

/// Sends requests where the policy permits, and follows nothing.
#[derive(Clone, Debug)]
pub(super) struct Exchange {
    client: Client,
    policy: FetchPolicy,
    pub(super) limits: ServiceLimits,
}

impl Exchange {
    pub(super) fn new(policy: FetchPolicy, limits: ServiceLimits) -> Result<Self, ClientError> {
        let client = builder(&policy)?
            .connect_timeout(limits.connect_timeout())
            .build()
            .map_err(|error| ClientError::new(&error))?;
        Ok(Self {
            client,
            policy,
            limits,
        })
    }

    /// Sends one request and reads its answer of at most `bytes` bytes, whatever its status.
    pub(super) async fn send(
        &self,
        request: http::Request<Bytes>,
        bytes: usize,
    ) -> Result<http::Response<Bytes>, ExchangeError> {
        let limit = self.limits.total_timeout();
        match tokio::time::timeout(limit, self.exchange(request, bytes)).await {
            Ok(answer) => answer,
            Err(_) => Err(ExchangeError::Timeout { limit }),
        }
    }

    async fn exchange(
        &self,
        request: http::Request<Bytes>,
        bytes: usize,
    ) -> Result<http::Response<Bytes>, ExchangeError> {
        let url = HttpUrl::parse(&request.uri().to_string());
        let url = target(&url.map_err(|_| ExchangeError::Address)?, &self.policy)?;
        let (parts, body) = request.into_parts();
        let mut sent = Request::new(parts.method, url);
        *sent.headers_mut() = parts.headers;
        *sent.body_mut() = Some(body.into());
        let broken = |error: &reqwest::Error| {
            ExchangeError::from(FetchError::of_connect(error, self.limits.connect_timeout()))
        };
        let mut response = self
            .client
            .execute(sent)
            .await
            .map_err(|error| broken(&error))?;
        if response.status().is_redirection() {
            return Err(ExchangeError::Redirect);
        }
        let mut answer = http::Response::new(Bytes::new());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = response.headers().clone();
        let mut read = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| broken(&error))? {
            if read.len().saturating_add(chunk.len()) > bytes {
                return Err(ExchangeError::TooLarge { limit: bytes });
            }
            read.extend_from_slice(&chunk);
        }
        *answer.body_mut() = read.freeze();
        Ok(answer)
    }
}
