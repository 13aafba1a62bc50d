//! Starting a message: where the browser goes and what must be remembered.

use edu_http::{Caller, Entropy, Moment, SessionId};
use edu_json::{ToJson as _, Tree, read_tree};
use edu_types::{HttpUrl, Limits, Profile, Timestamp};

use super::rules;
use crate::tool::CLAIM_LIMITS;
use crate::trace::Call;
use crate::{
    Claims, LaunchRequest, LoginHint, LoginInitiation, MessageHint, Nonce, NumericDate,
    PendingMessage, PlatformBackend, PlatformError, PlatformSettings, ToolRegistration,
};

/// A message was started: keep `pending`, then send the browser to the tool with `login`.
#[derive(Debug)]
#[non_exhaustive]
pub struct MessageStarted {
    /// Where the browser goes, and with which parameters.
    pub login: OutgoingLogin,
    /// To be kept on the server until the tool asks for it.
    pub pending: PendingMessage,
}

/// The first request of a launch, as the platform has the browser send it.
///
/// Spec: 1EdTech Security Framework 1.0, §5.1.1.1; LTI Core 1.3, §4.1.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OutgoingLogin {
    /// The address where the tool's logins start, as registered.
    pub login_uri: HttpUrl,
    /// What the tool is told.
    pub initiation: LoginInitiation,
}

impl OutgoingLogin {
    /// The address with the parameters in its query, for a redirect.
    pub fn redirect(&self) -> String {
        self.login_uri.append_query(&self.fields())
    }

    /// Names and values, for a posted form.
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        self.initiation.fields()
    }
}

/// Starts a message to `tool` for the person of the browser session `session`.
///
/// Both hints are random: they say nothing about the person, and who does not hold this session
/// cannot use them. What the tool may not learn is left out here already, so that it is not even
/// stored. Where the host knows the person, bind the message to them too:
/// [`PendingMessage::for_user`].
///
/// # Errors
///
/// [`PlatformError`] where the request names another tool or a deployment it has not, has a
/// claim that tools refuse, is larger than tools take, or there is no randomness left.
pub fn begin_message(
    request: LaunchRequest,
    tool: &ToolRegistration,
    settings: &PlatformSettings,
    session: &SessionId,
    entropy: &mut Entropy,
    now: &Timestamp,
) -> Result<MessageStarted, PlatformError> {
    check(&request, tool)?;
    let hint = MessageHint::new(token(entropy)?).map_err(|_| PlatformError::no_entropy())?;
    let login_hint = LoginHint::new(token(entropy)?).map_err(|_| PlatformError::no_entropy())?;
    let initiation = LoginInitiation {
        issuer: settings.issuer().clone(),
        login_hint: login_hint.clone(),
        target_link_uri: request.target_link_uri().clone(),
        message_hint: Some(hint.clone()),
        deployment_id: Some(request.deployment_id().clone()),
        client_id: Some(request.client_id().clone()),
        storage_target: settings.storage_target().cloned(),
    };
    // Stands in until the tool's own nonce is known; a token with it would fit no login.
    let nonce = Nonce::new(NO_NONCE).map_err(|_| PlatformError::no_entropy())?;
    let wait = wait(settings, now)?;
    let claims = request.into_claims(settings.issuer().clone(), tool.privacy(), wait, nonce)?;
    check_written(&claims)?;
    Ok(MessageStarted {
        login: OutgoingLogin {
            login_uri: tool.initiate_login_uri().clone(),
            initiation,
        },
        pending: PendingMessage {
            hint,
            session: session.clone(),
            login_hint,
            user: None,
            claims: Box::new(claims),
        },
    })
}

/// Starts a message for the session of `caller` and keeps it, over a backend.
pub(crate) async fn begin_over(
    backend: &impl PlatformBackend,
    settings: &PlatformSettings,
    call: &Call,
    caller: &Caller,
    request: LaunchRequest,
    moment: &mut Moment,
) -> Result<OutgoingLogin, PlatformError> {
    call.message(&request.message_type());
    let Some(session) = caller.session() else {
        let message = "caller has no session, a message is bound to one";
        return Err(PlatformError::new(&rules::SESSION, message));
    };
    let tool = backend.tool(request.client_id()).await;
    let Some(tool) = tool.map_err(PlatformError::backend)? else {
        let message = "no tool is registered under this client id";
        return Err(PlatformError::new(&rules::CLIENT, message));
    };
    call.tool(tool.client_id());
    let (entropy, now) = (&mut moment.entropy, &moment.now);
    let started = begin_message(request, &tool, settings, session, entropy, now)?;
    let pending = match caller.user() {
        Some(user) => started.pending.for_user(user),
        None => started.pending,
    };
    let kept = backend.keep_message(pending, now).await;
    kept.map_err(PlatformError::backend)?;
    Ok(started.login)
}

const NO_NONCE: &str = "not known yet";

fn check(request: &LaunchRequest, tool: &ToolRegistration) -> Result<(), PlatformError> {
    if request.client_id() != tool.client_id() {
        let message = "client of the launch is not that of the registration";
        return Err(PlatformError::new(&rules::CLIENT, message));
    }
    if !tool.is_deployed(request.deployment_id()) {
        let message = "tool is not installed in the deployment of the launch";
        return Err(PlatformError::new(&rules::DEPLOYMENT, message));
    }
    Ok(())
}

/// What a tool takes as claims, less the room for what the signing adds: a token of 64 KiB holds
/// 48 KiB of claims, of which nonce, header and signature take up to 5.
const MESSAGE_LIMITS: Limits = CLAIM_LIMITS.with_bytes(43 * 1024);

/// Reads the message as a tool will, so that none is started that no tool takes.
fn check_written(claims: &Claims) -> Result<(), PlatformError> {
    let text = claims.to_json_string();
    let tree = Tree::parse(text.as_bytes(), &MESSAGE_LIMITS).map_err(|error| {
        let message = format!("message is larger than tools take: {error}");
        PlatformError::new(&rules::SIZE, message)
    })?;
    let read = read_tree::<Claims>(&tree, &Profile::strict());
    read.map(drop).map_err(|refused| {
        let message = format!("tools refuse this claim: {refused}");
        PlatformError::new(&rules::CLAIM, message)
    })
}

fn wait(
    settings: &PlatformSettings,
    now: &Timestamp,
) -> Result<(NumericDate, NumericDate), PlatformError> {
    let begun = now.unix_seconds();
    let ends = begun.saturating_add_unsigned(settings.hint_lifetime().as_secs());
    NumericDate::new(begun)
        .zip(NumericDate::new(ends))
        .ok_or_else(|| {
            let message = "time of the call is outside the years 1970 to 9999";
            PlatformError::new(&rules::SETTING, message)
        })
}

fn token(entropy: &mut Entropy) -> Result<String, PlatformError> {
    entropy
        .take_token()
        .map_err(|_| PlatformError::no_entropy())
}
