//! What a platform must know about the tool that is played here, and its addresses.

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use edu_jose::{Algorithm, Jwk, KeySet};
use edu_jose_aws_lc::AwsLcSigner;
use edu_json::ToJson as _;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::args::PlatformArgs;
use crate::host::serve;

/// The registration of the tool.
#[derive(Clone, Debug)]
pub(crate) struct Tool {
    pub(crate) client_id: String,
    /// Scheme, host and port of the tool.
    pub(crate) address: String,
    pub(crate) login: String,
    pub(crate) launch: String,
    key_set: String,
}

impl Tool {
    pub(crate) fn new(args: &PlatformArgs, address: &str) -> Self {
        Self {
            client_id: args.client_id.clone(),
            login: format!("{address}{}", args.login_path),
            launch: format!("{address}{}", args.launch_path),
            key_set: format!("{address}{KEYS}"),
            address: address.to_owned(),
        }
    }

    /// Serves the tool's addresses. Its browser is this program, so that login and launch are
    /// answered there; a browser of somebody else is told so.
    pub(crate) fn serve(runtime: &Runtime, port: u16) -> Result<(), String> {
        let key = AwsLcSigner::generate(Algorithm::Rs256).map_err(|error| error.to_string())?;
        let keys = KeySet::from_keys([Jwk::of_signer(&key)]).to_json_string();
        let keys = move || async move { ([("content-type", "application/json")], keys) };
        let router = Router::new().route(KEYS, get(keys)).fallback(nothing_here);
        serve(runtime, port, router)?;
        Ok(())
    }

    /// What to register, for programs.
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "client_id": self.client_id,
            "initiate_login_uri": self.login,
            "redirect_uris": [self.launch],
            "target_link_uri": self.launch,
            "jwks_uri": self.key_set,
        })
    }

    /// What to register, for people.
    pub(crate) fn to_text(&self) -> String {
        let Self {
            client_id,
            login,
            launch,
            key_set,
            ..
        } = self;
        format!(
            "The tool that the platform must know:\n  \
             client id       {client_id}\n  \
             login address   {login}\n  \
             launch address  {launch}\n  \
             key set         {key_set}"
        )
    }
}

/// Path of the tool's keys.
const KEYS: &str = "/lti/jwks";

async fn nothing_here() -> Response {
    let text = "This tool is played by a conformance program, which is its only browser, too.\n";
    (StatusCode::NOT_FOUND, text).into_response()
}
