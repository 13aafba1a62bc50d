//! The access tokens of a platform.

use std::sync::Arc;

use edu_http::{
    AccessToken, BearerError, BearerTokens, Caller, ClientIdText, Entropy, ExpiresIn,
    InstallationId, Scopes, TokenReply, TokenType,
};
use edu_jose::{Algorithm, Algorithms, Compact, JoseError, KeySet, Sign, Verify, sign_compact};
use edu_json::{ToJson as _, Tree, json_object, json_wire, read_tree};
use edu_types::{Place, Profile, Report, Rule, Timestamp};

use super::check::{CLAIM_LIMITS, JWS_LIMITS};
use super::rules as token_rules;
use crate::headline::Headline;
use crate::platform::Named;
use crate::times::Times;
use crate::token::{AssertionId, ProvenTool, TokenRefused, TokenSettings};
use crate::{
    Audience, BackendError, ClientId, DeploymentId, Issuer, NumericDate, ToolRegistration, Tools,
    claim, rules,
};

/// The kind of token, in its header: an identity token can never pass for one.
///
/// Spec: RFC 9068, §2.1.
const TYPE: &str = "at+jwt";

json_object! {
    /// What an access token of a platform says: who may call what, until when.
    ///
    /// For the platform's own eyes: tools do not look into it.
    ///
    /// Spec: RFC 9068, §2.2.
    pub struct AccessTokenClaims {
        required {
            /// The platform.
            issuer: Issuer = "iss",
            /// Its services.
            audience: Audience<String> = "aud",
            /// The tool.
            subject: ClientId = "sub",
            /// The tool once more.
            client_id: ClientId = "client_id",
            /// What the tool may do.
            scopes: Scopes = "scope",
            /// From this second on the token is void.
            expires: NumericDate = "exp",
            /// When the token was made.
            issued: NumericDate = "iat",
            /// Its name.
            id: AssertionId = "jti",
        }
        optional {
            /// The one installation the token is good for, where it is limited.
            deployment_id: DeploymentId = claim::DEPLOYMENT_ID,
        }
    }
}
json_wire!(AccessTokenClaims, &rules::MEMBER_RULES);

/// Makes and signs a token for a tool that proved who it is.
pub(super) fn issue(
    tool: &ProvenTool,
    scopes: Scopes,
    signer: &impl Sign,
    settings: &TokenSettings,
    entropy: &mut Entropy,
    now: &Timestamp,
) -> Result<TokenReply, TokenRefused> {
    let setting = |message: &str| TokenRefused::host(&token_rules::SETTING, message);
    let issued = now.unix_seconds();
    let expires = issued.saturating_add_unsigned(settings.lifetime().as_secs());
    let times = NumericDate::new(issued).zip(NumericDate::new(expires));
    let (issued, expires) = times.ok_or_else(|| setting("clock is outside its range"))?;
    let id = entropy.take_token().ok();
    let id = id.and_then(|id| AssertionId::new(id).ok());
    let mut claims = AccessTokenClaims::new(
        settings.issuer().clone(),
        Audience::one(settings.services().to_owned()),
        tool.client_id().clone(),
        tool.client_id().clone(),
        scopes.clone(),
        expires,
        issued,
        id.ok_or_else(|| setting("no randomness left for this call"))?,
    );
    claims.deployment_id = tool.deployment_id().cloned();
    let payload = claims.to_json_string();
    let token = sign_compact(Some(TYPE), payload.as_bytes(), &Named::new(signer)).ok();
    let Some(token) = token.and_then(|token| AccessToken::new(token).ok()) else {
        let message = "the platform failed to sign";
        return Err(TokenRefused::host(&token_rules::SIGNATURE, message));
    };
    let mut reply = TokenReply::new(token, TokenType::Bearer);
    reply.expires_in = Some(ExpiresIn::new(settings.lifetime()));
    reply.scopes = Some(scopes);
    Ok(reply)
}

/// Who calls a platform's services with which of its tokens: for
/// [`edu_http::Bearer`] around each service.
///
/// A token holds only while its tool is registered, and for scopes that the tool may still have:
/// whoever takes a tool's registration, deployment or scope away takes it from tokens that are out
/// there. `keys` are the platform's own published keys, those that signed within a token's life
/// among them.
///
/// Spec: RFC 9068, §4.
#[derive(Clone, Debug)]
pub struct PlatformTokens<T, V> {
    tools: T,
    verify: V,
    keys: Arc<KeySet>,
    settings: TokenSettings,
}

impl<T: Tools, V: Verify> PlatformTokens<T, V> {
    /// Accepts the tokens that these keys signed for this platform.
    pub const fn new(tools: T, verify: V, keys: Arc<KeySet>, settings: TokenSettings) -> Self {
        Self {
            tools,
            verify,
            keys,
            settings,
        }
    }

    /// Reads a token that is ours, meant for us, and in time.
    fn read(&self, token: &str, now: &Timestamp) -> Result<AccessTokenClaims, BearerError> {
        let compact = Compact::parse(token, &JWS_LIMITS).map_err(unsigned)?;
        let typ = compact.header().typ.as_deref();
        let typ = typ.map(|typ| typ.strip_prefix("application/").unwrap_or(typ));
        if !typ.is_some_and(|typ| typ.eq_ignore_ascii_case(TYPE)) {
            return Err(invalid(
                &token_rules::ACCESS_TYPE,
                "token is no access token",
            ));
        }
        let payload = compact.verify(&self.keys, every_algorithm(), &self.verify);
        let payload = payload.map_err(unsigned)?;
        let tree = Tree::parse(payload.as_slice(), &CLAIM_LIMITS);
        let tree = tree.map_err(|error| reported(error.into_report()))?;
        let read = read_tree::<AccessTokenClaims>(&tree, &Profile::strict());
        let checked = read.map_err(|refused| reported(refused.into_report()))?;
        let (claims, mut report) = (checked.value, checked.report);
        self.judge(&claims, &mut report, now);
        if report.is_valid() {
            Ok(claims)
        } else {
            Err(reported(report))
        }
    }

    fn judge(&self, claims: &AccessTokenClaims, report: &mut Report, now: &Timestamp) {
        let mut note = |rule: &Rule, name: &str, message: String| {
            report.note(&Profile::strict(), rule, Place::member(name), message);
        };
        if claims.issuer != *self.settings.issuer() {
            let message = "token was made by another platform".to_owned();
            note(&token_rules::ACCESS_ISSUER, "iss", message);
        }
        let us = |audience: &String| audience == self.settings.services();
        if !claims.audience.as_slice().iter().any(us) {
            let message = "token is meant for other services".to_owned();
            note(&token_rules::ACCESS_AUDIENCE, "aud", message);
        }
        if claims.subject != claims.client_id {
            let message = "token belongs to two clients".to_owned();
            note(&token_rules::ACCESS_CLIENT, "client_id", message);
        }
        let times = Times {
            expires: claims.expires,
            issued: claims.issued,
            not_before: None,
        };
        times.check(&self.settings.access_times(), now, note);
    }
}

impl<T: Tools, V: Verify + Send + Sync> BearerTokens for PlatformTokens<T, V> {
    async fn caller(&self, token: &str, now: &Timestamp) -> Result<Caller, BearerError> {
        let claims = self.read(token, now)?;
        let tool = self.tools.tool(&claims.client_id).await;
        let Some(tool) = tool.map_err(|_: BackendError| BearerError::Unavailable)? else {
            let message = "tool is not registered here any more";
            return Err(invalid(&token_rules::ACCESS_CLIENT, message));
        };
        let client = ClientIdText::new(claims.client_id.as_str());
        let client = client.map_err(|_| BearerError::Unavailable)?;
        let caller = Caller::anonymous()
            .with_client(client)
            .with_scopes(shared(&claims.scopes, tool.scopes()));
        match &claims.deployment_id {
            None => Ok(caller),
            Some(deployment) => limited(caller, &tool, deployment),
        }
    }
}

/// The scopes that are in both.
pub(super) fn shared(asked: &Scopes, allowed: &Scopes) -> Scopes {
    let mut both = Scopes::none();
    for scope in asked.iter().filter(|scope| allowed.contains(scope)) {
        // A part of a set that kept every limit keeps them as well.
        let _ = both.insert(scope);
    }
    both
}

fn limited(
    caller: Caller,
    tool: &ToolRegistration,
    deployment: &DeploymentId,
) -> Result<Caller, BearerError> {
    let installation = InstallationId::new(deployment.as_str());
    match installation {
        Ok(installation) if tool.is_deployed(deployment) => {
            Ok(caller.with_installation(installation))
        }
        Ok(_) | Err(_) => {
            let message = "tool is not installed there any more";
            Err(invalid(&token_rules::ACCESS_DEPLOYMENT, message))
        }
    }
}

/// All that a key may be for: our own keys say which is theirs.
fn every_algorithm() -> Algorithms {
    let [first, others @ ..] = Algorithm::ALL;
    let begin = Algorithms::only(first);
    others.into_iter().fold(begin, Algorithms::with)
}

fn invalid(rule: &Rule, message: &str) -> BearerError {
    BearerError::invalid_by(rule.code, message)
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn unsigned(error: JoseError) -> BearerError {
    BearerError::invalid_by(error.rule().code, error.to_string())
}

fn reported(report: Report) -> BearerError {
    let headline = Headline::of(report, &token_rules::ACCESS_TYPE);
    BearerError::invalid_by(headline.code(), headline.to_string())
}
