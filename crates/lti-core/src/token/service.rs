//! A platform's token endpoint.

use bytes::Bytes;
use edu_http::{
    Body, Caller, Moment, Mount, Refusal, Service, TokenErrorCode, TokenReply, TokenRequest,
};
use edu_jose::{Sign, Verify};
use http::header::ALLOW;
use http::{HeaderValue, Request, Response};

use super::access::{issue, shared};
use super::rules;
use crate::fields::posted;
use crate::platform::keys_of_tool;
use crate::token::{TokenBackend, TokenRefused, TokenSettings, UnverifiedAssertion};
use crate::trace::{Call, Kind};

/// The token endpoint of a platform: gives access tokens to tools that sign who they are.
///
/// As a [`Service`] it answers `POST` at its mount. A tool gets what it asks for, as far as its
/// registration allows ([`ToolRegistration::with_scopes`](crate::ToolRegistration::with_scopes));
/// a tool that asks for nothing, or for nothing it may have, gets no token.
///
/// Every response that refuses carries its [`TokenRefused`] among its extensions, to be logged.
///
/// Tokens are signed with the platform's key, and [`PlatformTokens`](crate::PlatformTokens) checks
/// them by its published set: an old key stays there for a token's life after its last signature.
///
/// Spec: RFC 6749, §3.2 and §4.4; 1EdTech Security Framework 1.0, §4.1.
#[derive(Clone, Debug)]
pub struct TokenService<B, V, S> {
    backend: B,
    verify: V,
    signer: S,
    settings: TokenSettings,
    mount: Mount,
}

impl<B: TokenBackend, V: Verify + Sync, S: Sign + Sync> TokenService<B, V, S> {
    /// A token endpoint over a backend, at `mount`: `verify` checks what tools sign, and `signer`
    /// signs tokens.
    pub const fn new(
        backend: B,
        verify: V,
        signer: S,
        settings: TokenSettings,
        mount: Mount,
    ) -> Self {
        Self {
            backend,
            verify,
            signer,
            settings,
            mount,
        }
    }

    /// The public address; tools need it to register.
    pub fn endpoint(&self) -> String {
        self.mount.url("")
    }

    /// The backend.
    pub const fn backend(&self) -> &B {
        &self.backend
    }

    /// What the platform decides about its tokens.
    pub const fn settings(&self) -> &TokenSettings {
        &self.settings
    }

    /// Gives a token, or refuses.
    ///
    /// # Errors
    ///
    /// [`TokenRefused`] names the first rule broken.
    pub async fn answer(
        &self,
        asked: &TokenRequest,
        moment: Moment,
    ) -> Result<TokenReply, TokenRefused> {
        let call = self.called();
        let answer = call.around(self.answer_in(&call, asked, moment)).await;
        call.token(answer.as_ref().err());
        answer
    }

    fn called(&self) -> Call {
        Call::of_platform(Kind::Token, self.settings.issuer())
    }

    async fn answer_in(
        &self,
        call: &Call,
        asked: &TokenRequest,
        mut moment: Moment,
    ) -> Result<TokenReply, TokenRefused> {
        let now = &moment.now;
        let assertion = UnverifiedAssertion::parse(asked.assertion.expose())?;
        let named = asked.client_id.as_deref();
        if named.is_some_and(|named| named != assertion.client_id().as_str()) {
            let message = "client_id is not the subject of the assertion";
            return Err(TokenRefused::client(&rules::CLIENT_DIFFERS, message));
        }
        let Some(tool) = self.backend.tool(assertion.client_id()).await? else {
            let message = "no tool is registered under this client id";
            return Err(TokenRefused::client(&rules::CLIENT, message));
        };
        call.tool(tool.client_id());
        let keys = keys_of_tool(&self.backend, &tool, assertion.key_id(), now).await;
        let keys = keys.map_err(|error| TokenRefused::host(&rules::KEYS, error.to_string()))?;
        let endpoint = self.endpoint();
        let checked =
            assertion.check(&tool, &keys, &self.verify, &endpoint, &self.settings, now)?;
        let (client, id, expires) = (checked.client_id(), checked.id(), checked.expires());
        let found = self
            .backend
            .use_assertion(client, id, &expires, now)
            .await?;
        let proven = checked.with_use(found)?;
        let granted = shared(&asked.scopes, tool.scopes());
        if granted.is_empty() {
            let message = "no scope is asked for that the tool may have";
            return Err(TokenRefused::new(
                &rules::SCOPE,
                TokenErrorCode::InvalidScope,
                message,
            ));
        }
        let entropy = &mut moment.entropy;
        issue(&proven, granted, &self.signer, &self.settings, entropy, now)
    }

    async fn respond<T>(
        &self,
        call: &Call,
        moment: Moment,
        request: Request<T>,
    ) -> Result<TokenReply, TokenRefused>
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let (parts, body) = request.into_parts();
        let form = posted(&parts, body)
            .await
            .map_err(TokenRefused::no_fields)?;
        let asked = TokenRequest::from_form(&form)?;
        self.answer_in(call, &asked, moment).await
    }
}

impl<B: TokenBackend, V: Verify + Send + Sync, S: Sign + Send + Sync> Service
    for TokenService<B, V, S>
{
    async fn call<T>(&self, _: Caller, moment: Moment, request: Request<T>) -> Response<Body>
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        // Some hosts see the end of a prefix as nothing, others as a slash.
        if !matches!(self.mount.relative(request.uri()), Some("" | "/")) {
            return Refusal::not_found().into();
        }
        let call = self.called();
        let answer = call.around(self.respond(&call, moment, request)).await;
        call.token(answer.as_ref().err());
        match answer {
            Ok(reply) => reply.to_reply().into(),
            Err(error) => {
                let mut reply = error.to_reply();
                if error.status() == http::StatusCode::METHOD_NOT_ALLOWED {
                    reply = reply.with_header(ALLOW, HeaderValue::from_static("POST"));
                }
                let mut response = reply.into_response();
                response.extensions_mut().insert(error);
                response
            }
        }
    }
}
