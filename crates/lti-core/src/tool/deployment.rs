//! What the host says about a deployment.

/// The host's word on the deployment a signed token names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a host decides with yes or no")]
pub enum Deployment {
    /// Known for this registration, or accepted just now.
    Known,
    /// Not known, and not accepted.
    Unknown,
}
