//! A tool's own registration at a platform.

use lti_core::dynamic_registration::{
    AskedRegistration, DynamicRegistrationError, FinishedRegistration, OfferedRegistration,
    RegistrationInitiation, ToolMetadata,
};

use crate::guarded::GuardedClient;
use crate::{ClientError, FetchError, FetchLimits, FetchPolicy};

/// Registers a tool at the platforms that ask it to: carries out the two requests.
///
/// The addresses come with the request of anybody and with a platform's answer. They are asked
/// only where the [`FetchPolicy`] permits, over https, and redirects are not followed, so that this
/// machine is not made to talk to another behind the firewall. Platforms inside an institution are
/// named in the policy.
///
/// ```
/// use edu_reqwest::{FetchError, FetchLimits, FetchPolicy, Registrar, RegistrarError};
/// # use lti_core::dynamic_registration::{RegistrationInitiation, ToolMetadata};
/// # use edu_types::HttpUrl;
///
/// # tokio::runtime::Runtime::new()?.block_on(async {
/// # let url = |path: &str| HttpUrl::parse(&format!("https://tool.example{path}"));
/// # let tool = ToolMetadata::new("Quiz", &url("/login")?, &url("/launch")?, &url("/jwks")?);
/// let registrar = Registrar::new(FetchPolicy::new(), FetchLimits::DEFAULT)?;
/// # let query = b"openid_configuration=https%3A%2F%2F169.254.169.254%2Flatest";
/// # let form = edu_http::Form::parse(query, &edu_http::FormLimits::DEFAULT)?;
/// let initiation = RegistrationInitiation::from_form(&form)?;
/// let error = registrar.register(initiation, tool).await.unwrap_err();
/// assert_eq!(error, RegistrarError::Fetch(FetchError::OutOfReach));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Spec: Dynamic Registration 1.0, §3.
#[derive(Clone, Debug)]
pub struct Registrar {
    client: GuardedClient,
    limits: FetchLimits,
}

/// Why a tool is not registered.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RegistrarError {
    /// The platform did not answer, or may not be asked.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// Its answer is refused, or it refused.
    #[error(transparent)]
    Registration(#[from] DynamicRegistrationError),
}

impl Registrar {
    /// A client of its own, with TLS on ring.
    ///
    /// # Errors
    ///
    /// [`ClientError`] when the operating system's certificates cannot be read.
    pub fn new(policy: FetchPolicy, limits: FetchLimits) -> Result<Self, ClientError> {
        let client = GuardedClient::new(policy, limits.times(), 0)?;
        Ok(Self { client, limits })
    }

    /// Registers the tool in one go.
    ///
    /// # Errors
    ///
    /// [`RegistrarError`] as for the two halves.
    pub async fn register(
        &self,
        initiation: RegistrationInitiation,
        tool: ToolMetadata,
    ) -> Result<FinishedRegistration, RegistrarError> {
        let offered = self.offered(initiation).await?;
        self.finish(offered.ask(tool)).await
    }

    /// The first half: reads what the platform offers, for a host that looks at it before it asks.
    ///
    /// # Errors
    ///
    /// [`RegistrarError`] where there is no configuration, or none to be believed.
    pub async fn offered(
        &self,
        initiation: RegistrationInitiation,
    ) -> Result<OfferedRegistration, RegistrarError> {
        let response = self
            .client
            .send(initiation.configuration_request()?, self.limits.bytes())
            .await?;
        Ok(initiation.with_configuration(&response)?)
    }

    /// The second half: asks to be registered.
    ///
    /// # Errors
    ///
    /// [`RegistrarError`] where the platform refuses, or its answer names no client.
    pub async fn finish(
        &self,
        asked: AskedRegistration,
    ) -> Result<FinishedRegistration, RegistrarError> {
        let response = self
            .client
            .send(asked.request()?, self.limits.bytes())
            .await?;
        Ok(asked.finish(&response)?)
    }
}
