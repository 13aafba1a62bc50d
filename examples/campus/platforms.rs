//! The platforms of the tool: which are registered, and which deployments asked to be let in.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use edu_http::TenantId;
use edu_sqlite::{Database, StoredRegistrations};
use edu_types::HttpUrl;
use lti_core::{
    BackendError, ClientId, Deployment, DeploymentId, Found, Issuer, Put, Registration,
    RegistrationId, RegistrationStore as _, Registrations, SignedLaunch,
};

use crate::args::Args;
use crate::clock::unix_now;
use crate::sites::Others;
use crate::{CLIENT_ID, DEPLOYMENT_ID, Failure, subject};

/// Platforms that can be registered; each has its place in the pages' policy.
pub(crate) const MOST_PLATFORMS: usize = 100;

/// Deployments of one platform that are remembered for having asked.
const MOST_ASKING: usize = 50;

/// Characters that are kept of what a platform calls itself.
const LONGEST_NAME: usize = 100;

/// The platforms of the tool.
#[derive(Clone, Debug)]
pub(crate) struct Platforms {
    stored: StoredRegistrations,
    asked: Arc<Mutex<BTreeMap<Asker, Asking>>>,
    others: Others,
}

/// An installation that is not known here.
pub(crate) type Asker = (RegistrationId, DeploymentId);

/// What is remembered of it; its messages were signed by a registered platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asking {
    /// What the platform calls itself, where it does.
    pub(crate) platform: Option<String>,
    /// When it asked first, in seconds since 1970.
    pub(crate) since: i64,
    pub(crate) times: u64,
}

impl Platforms {
    /// The platforms in the store, with the campus.
    ///
    /// `others` is kept to the origins of all of them.
    pub(crate) async fn open(
        args: &Args,
        database: &Database,
        tenant: TenantId,
        others: Others,
    ) -> Result<Self, Failure> {
        let platforms = Self {
            stored: StoredRegistrations::new(database, tenant).await?,
            asked: Arc::default(),
            others,
        };
        platforms.register_campus(args).await?;
        platforms.refresh().await?;
        Ok(platforms)
    }

    /// The names of all platforms, also of such that cannot be read.
    pub(crate) async fn names(&self) -> Result<Vec<RegistrationId>, Failure> {
        Ok(self.stored.registrations(None, MOST_PLATFORMS).await?)
    }

    /// All platforms that can be read, by issuer and client id.
    pub(crate) async fn all(&self) -> Result<Vec<Arc<Registration>>, Failure> {
        let mut all = Vec::new();
        for id in self.names().await? {
            // One that cannot be read hides no other; the administration lists it.
            if let Ok(Some(platform)) = self.find(&id).await {
                all.push(platform);
            }
        }
        Ok(all)
    }

    /// The platform of this name.
    pub(crate) async fn find(
        &self,
        id: &RegistrationId,
    ) -> Result<Option<Arc<Registration>>, Failure> {
        let found = self.stored.registration(&id.issuer, Some(&id.client_id));
        Ok(one(found.await?))
    }

    /// Keeps a platform in place of what was shown to the one who changes it.
    pub(crate) async fn put(
        &self,
        new: &Registration,
        instead_of: Option<&Registration>,
    ) -> Result<Put, Failure> {
        let put = self.stored.put_registration(new, instead_of).await?;
        self.refresh().await?;
        Ok(put)
    }

    /// Forgets a platform with its deployments.
    pub(crate) async fn remove(&self, id: &RegistrationId) -> Result<(), Failure> {
        self.stored.remove_registration(id).await?;
        self.asking().retain(|(asker, _), _| asker != id);
        self.refresh().await
    }

    /// The deployments of a platform that are known; of very many the first.
    pub(crate) async fn deployments(
        &self,
        id: &RegistrationId,
    ) -> Result<Vec<DeploymentId>, Failure> {
        const SHOWN: usize = 1000;
        Ok(self.stored.deployments(id, None, SHOWN).await?)
    }

    /// Lets a deployment in; whether its platform is registered.
    pub(crate) async fn install(
        &self,
        id: &RegistrationId,
        deployment: &DeploymentId,
    ) -> Result<bool, Failure> {
        let installed = self.stored.put_deployment(id, deployment).await?;
        self.dismiss(id, deployment);
        Ok(installed)
    }

    /// Lets a deployment in no more.
    pub(crate) async fn uninstall(
        &self,
        id: &RegistrationId,
        deployment: &DeploymentId,
    ) -> Result<bool, Failure> {
        Ok(self.stored.remove_deployment(id, deployment).await?)
    }

    /// The deployments that asked to be let in.
    pub(crate) fn asked(&self) -> Vec<(Asker, Asking)> {
        let asking = self.asking();
        let pairs = asking.iter();
        pairs
            .map(|(asker, asking)| (asker.clone(), asking.clone()))
            .collect()
    }

    /// Takes a deployment off that list, until it asks again.
    pub(crate) fn dismiss(&self, id: &RegistrationId, deployment: &DeploymentId) {
        self.asking().remove(&(id.clone(), deployment.clone()));
    }

    fn note(&self, id: RegistrationId, signed: &SignedLaunch) {
        let Ok(now) = unix_now() else {
            return;
        };
        let mut waiting = self.asking();
        let others = waiting.keys().filter(|(other, _)| *other == id).count();
        let asker = (id, signed.deployment_id().clone());
        if let Some(known) = waiting.get_mut(&asker) {
            known.times = known.times.saturating_add(1);
        } else if others < MOST_ASKING {
            let name = signed.tool_platform().and_then(|about| about.name.as_ref());
            let asking = Asking {
                platform: name.map(|name| name.chars().take(LONGEST_NAME).collect()),
                since: now,
                times: 1,
            };
            waiting.insert(asker, asking);
        }
    }

    /// A panic of another thread leaves the list whole: each change is one call.
    fn asking(&self) -> MutexGuard<'_, BTreeMap<Asker, Asking>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The campus as a platform of this tool; its port may be another than last time.
    async fn register_campus(&self, args: &Args) -> Result<(), Failure> {
        // Everything runs on loopback without TLS; `Registration::new` would insist on https.
        let registration = Registration::insecure_allow_loopback(
            Issuer::new(args.platform())?,
            ClientId::new(CLIENT_ID)?,
            HttpUrl::parse(&format!("{}/lti/authorize", args.platform()))?,
            HttpUrl::parse(&format!("{}/lti/launch", args.tool()))?,
        )?
        .with_key_set_url(HttpUrl::parse(&format!("{}/lti/jwks", args.platform()))?)?
        .with_token_endpoint(HttpUrl::parse(&format!("{}/lti/token", args.platform()))?)?;
        let id = registration.id();
        let before = self.find(&id).await?;
        let _stored = self.put(&registration, before.as_deref()).await?;
        self.install(&id, &DeploymentId::new(DEPLOYMENT_ID)?)
            .await?;
        Ok(())
    }

    /// Lets the tool's pages stand in the frames of the platforms there are now, and no others.
    async fn refresh(&self) -> Result<(), Failure> {
        let all = self.all().await?;
        let origins = all.iter().flat_map(|platform| {
            let issuer = HttpUrl::parse(platform.issuer().as_str()).ok();
            let named = issuer.map(|issuer| issuer.origin());
            named
                .into_iter()
                .chain([platform.authorization_endpoint().origin()])
        });
        self.others.set(origins);
        Ok(())
    }
}

/// As the tool looks them up: remembers for which of them a request was, and who asked in vain.
impl Registrations for Platforms {
    async fn registration(
        &self,
        issuer: &Issuer,
        client_id: Option<&ClientId>,
    ) -> Result<Found<Arc<Registration>>, BackendError> {
        let found = self.stored.registration(issuer, client_id).await?;
        if let Found::One(registration) = &found {
            subject::found(|| called(&registration.id()));
        }
        Ok(found)
    }

    async fn deployment(
        &self,
        registration: &Registration,
        signed: &SignedLaunch,
    ) -> Result<Deployment, BackendError> {
        let decision = self.stored.deployment(registration, signed).await?;
        if decision == Deployment::Unknown {
            self.note(registration.id(), signed);
        }
        Ok(decision)
    }
}

/// A platform's name on a page.
pub(crate) fn called(id: &RegistrationId) -> String {
    format!("{} ({})", id.issuer.as_str(), id.client_id.as_str())
}

fn one<T>(found: Found<T>) -> Option<T> {
    match found {
        Found::One(one) => Some(one),
        Found::Nothing | Found::Several => None,
    }
}
