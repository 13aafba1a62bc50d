//! Identifiers of LTI: opaque, case-sensitive, never normalised.

use edu_json::json_id;
use edu_types::string_id;

/// Identifiers of resource links, contexts and platforms have at most this many characters.
///
/// Spec: LTI Core 1.3, §5.3.5.
pub(crate) const MAX_ID_CHARS: usize = 255;

string_id! {
    /// The platform, as it names itself in every token; compared byte for byte.
    ///
    /// One issuer may serve many institutions: `https://canvas.instructure.com` is every
    /// school on Canvas. Never derive an address from it.
    ///
    /// Spec: 1EdTech Security Framework 1.0, §5.1.2.
    pub struct Issuer("issuer", max 2048, ascii);
}
string_id! {
    /// The tool, as one platform names it; unique within its issuer only.
    ///
    /// Spec: 1EdTech Security Framework 1.0, §5.1.1.
    pub struct ClientId("client id", max 255);
}
string_id! {
    /// One installation of a tool in a platform: the boundary between tenants.
    ///
    /// Spec: LTI Core 1.3, §5.3.3.
    pub struct DeploymentId("deployment id", max 255, ascii);
}
string_id! {
    /// One person, as one platform names them.
    ///
    /// Unique within its issuer. `Debug` never shows it.
    ///
    /// Spec: LTI Core 1.3, §5.3.6; OpenID Connect Core 1.0, §2.
    pub struct Subject("subject", max 255, ascii, personal);
}
string_id! {
    /// One placement of a tool in a context; unique within its deployment.
    ///
    /// More than 255 characters or characters outside ASCII are findings of the launch, which
    /// a lenient profile tolerates.
    ///
    /// Spec: LTI Core 1.3, §5.3.5.
    pub struct ResourceLinkId("resource link id", max 2048);
}
string_id! {
    /// One course or group; unique within its deployment.
    ///
    /// Spec: LTI Core 1.3, §5.4.1.
    pub struct ContextId("context id", max 2048);
}
string_id! {
    /// A value of the tool's that must come back inside the signed token, once.
    ///
    /// Spec: OpenID Connect Core 1.0, §3.2.2.1.
    pub struct Nonce("nonce", max 512, secret);
}
string_id! {
    /// The tool's name for one login; comes back beside the token.
    ///
    /// Some tools put a signed token of their own here.
    ///
    /// Spec: OpenID Connect Core 1.0, §3.1.2.1.
    pub struct State("state", max 4096, secret);
}
string_id! {
    /// The platform's opaque hint about who is signing in; echoed unaltered, line breaks and
    /// all.
    ///
    /// Spec: 1EdTech Security Framework 1.0, §5.1.1.1.
    pub struct LoginHint("login hint", max 8192, secret, any_text);
}
string_id! {
    /// The platform's opaque hint about which message it will send; echoed unaltered.
    ///
    /// Moodle puts JSON here; its bytes matter.
    ///
    /// Spec: LTI Core 1.3, §4.1.1.
    pub struct MessageHint("message hint", max 8192, secret, any_text);
}
string_id! {
    /// The frame of the platform's page that keeps values for tools without cookies; `_parent` is
    /// the page itself.
    ///
    /// Spec: LTI OIDC Login with LTI Client Side postMessages 0.1.
    pub struct StorageTarget("storage target", max 255);
}

json_id!(
    Issuer,
    ClientId,
    DeploymentId,
    Subject,
    ResourceLinkId,
    ContextId,
    Nonce,
    StorageTarget,
);
