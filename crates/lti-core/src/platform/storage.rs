//! Storage that a platform's page offers to tools without cookies.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// The script with which a page keeps values for the tools it shows in frames.
///
/// Serve it as `text/javascript` from an address of your own and load it on every page that
/// shows a tool, before the tool's frame:
///
/// ```html
/// <script src="/lti-storage.js" data-tools="https://tool.example https://other.example"></script>
/// ```
///
/// `data-tools` are addresses of the tools that may keep something there; each origin sees its own
/// values alone, 4096 characters and 500 keys at most, and all are gone with the page. Say in
/// [`PlatformSettings::with_storage`](crate::PlatformSettings::with_storage) that pages have it.
///
/// Tools speak to the origin of the authorization endpoint alone. Where your pages have another,
/// load the script in a hidden frame of that origin inside them, and name the frame as target.
///
/// It answers the three subjects of storage; a page may listen to others beside it.
///
/// Spec: 1EdTech LTI Client Side postMessages 0.1; LTI postMessage Storage 0.1.
pub const STORAGE_SCRIPT: &str = include_str!("../scripts/platform.js");

/// The script's digest, for the `integrity` attribute or a `Content-Security-Policy`:
/// `sha256-` and base64.
///
/// Spec: Subresource Integrity, §3.
pub fn storage_script_digest() -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(STORAGE_SCRIPT)))
}
