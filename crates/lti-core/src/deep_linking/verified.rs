//! A choice that holds.

use edu_types::{Personal, Report, Secret};

use super::{ContentItem, ResponseClaims};
use crate::{ClientId, DeploymentId};

/// What a person chose in a tool: signed by the tool, in answer to a request that was made to it
/// in this person's session.
///
/// There is no other way to make one than through the checks. Titles and texts are the tool's:
/// escape them like any text of others; HTML comes out through a sanitiser alone. A file's
/// address is one that the tool chose: whoever fetches it must not be led inside the network.
#[derive(Clone, Debug)]
pub struct VerifiedSelection {
    client_id: ClientId,
    claims: ResponseClaims,
    items: Vec<ContentItem>,
    host_data: Option<Secret<String>>,
    report: Report,
}

impl VerifiedSelection {
    pub(super) const fn new(
        client_id: ClientId,
        claims: ResponseClaims,
        items: Vec<ContentItem>,
        host_data: Option<Secret<String>>,
        report: Report,
    ) -> Self {
        Self {
            client_id,
            claims,
            items,
            host_data,
            report,
        }
    }

    /// The tool.
    pub const fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// The installation of the tool.
    pub const fn deployment_id(&self) -> &DeploymentId {
        &self.claims.deployment_id
    }

    /// What was chosen, in the tool's order.
    pub fn items(&self) -> &[ContentItem] {
        &self.items
    }

    /// What was chosen, to keep.
    pub fn into_items(self) -> Vec<ContentItem> {
        self.items
    }

    /// Whether the person chose nothing.
    pub fn is_cancelled(&self) -> bool {
        self.items.is_empty()
    }

    /// What the host put into the settings of the request as `data`; it was kept here and never
    /// left.
    pub fn data(&self) -> Option<&str> {
        self.host_data.as_ref().map(|data| data.expose().as_str())
    }

    /// A text of the tool's for the person; text, not HTML.
    pub fn message(&self) -> Option<&str> {
        text(self.claims.message.as_ref())
    }

    /// A text of the tool's for the person, of an error; text, not HTML.
    pub fn error_message(&self) -> Option<&str> {
        text(self.claims.error_message.as_ref())
    }

    /// A text of the tool's for the log; may name people, and has whatever characters it likes.
    pub fn log(&self) -> Option<&str> {
        text(self.claims.log.as_ref())
    }

    /// A text of the tool's for the log, of an error; see [`VerifiedSelection::log`].
    pub fn error_log(&self) -> Option<&str> {
        text(self.claims.error_log.as_ref())
    }

    /// Everything else the tool said; its items are in [`VerifiedSelection::items`].
    pub const fn claims(&self) -> &ResponseClaims {
        &self.claims
    }

    /// Warnings and advice about the answer: what was left out, what has to be sanitised.
    pub const fn report(&self) -> &Report {
        &self.report
    }
}

fn text(found: Option<&Personal<String>>) -> Option<&str> {
    found.map(|text| text.expose().as_str())
}
