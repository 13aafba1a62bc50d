//! The tools of the platform, with the names the course gives them.

use std::collections::BTreeMap;
use std::sync::Arc;

use edu_http::TenantId;
use edu_jose::CacheSettings;
use edu_reqwest::{CachedKeys, FetchLimits, FetchPolicy, KeySetFetcher};
use edu_sqlite::{Database, StoredTools};
use edu_types::HttpUrl;
use lti_core::{
    BackendError, ClientId, Custom, DeploymentId, Privacy, Put, ToolRegistration, ToolStore, Tools,
};

use crate::args::Args;
use crate::course::{Course, NewColumn};
use crate::message::Link;
use crate::services::all_scopes;
use crate::sites::Others;
use crate::{CLIENT_ID, DEPLOYMENT_ID, Failure, OWN_CLIENT_ID};

/// Tools that can be registered; each has its place in the course and in the pages' policy.
pub(crate) const MOST_TOOLS: usize = 100;

/// The tools of the platform.
#[derive(Clone, Debug)]
pub(crate) struct CourseTools {
    stored: StoredTools,
    database: Database,
    others: Others,
    course: Course,
}

/// One tool with its name.
#[derive(Clone, Debug)]
pub(crate) struct CourseTool {
    pub(crate) title: String,
    pub(crate) tool: Arc<ToolRegistration>,
}

impl CourseTool {
    /// Whether it comes with the campus, at the addresses the program was told.
    pub(crate) fn is_built_in(&self) -> bool {
        built_in(self.tool.client_id()).is_some()
    }

    /// Parameters that the tool asked for in every message.
    pub(crate) fn custom(&self) -> Custom {
        if self.tool.client_id().as_str() == CLIENT_ID {
            let mut custom = Custom::default();
            for (name, value) in WORKBENCH_ASKS {
                custom.set(name, value);
            }
            return custom;
        }
        let lti = self.tool.configuration().and_then(|said| said.lti.as_ref());
        let asked = lti.and_then(|lti| lti.custom_parameters.clone());
        asked.unwrap_or_default()
    }
}

/// Values of the launch that the Workbench asks for by their variables. The last is one that the
/// campus does not know: it stays as it is, which the tool must expect.
pub(crate) const WORKBENCH_ASKS: [(&str, &str); 4] = [
    ("given_name", "$Person.name.given"),
    ("course_title", "$Context.title"),
    ("time_zone", "$Person.address.timezone"),
    ("room", "$Campus.room"),
];

/// What the course calls a tool that comes with the campus.
pub(crate) fn built_in(client_id: &ClientId) -> Option<&'static str> {
    match client_id.as_str() {
        CLIENT_ID => Some("Workbench"),
        OWN_CLIENT_ID => Some("Your own tool"),
        // Ids are the administrator's to choose.
        _ => None,
    }
}

impl CourseTools {
    /// The tools in the store, with the two that come with the campus.
    ///
    /// `others` is kept to the origins of all of them.
    pub(crate) async fn open(
        args: &Args,
        database: &Database,
        (tenant, others): (TenantId, Others),
        course: Course,
    ) -> Result<Self, Failure> {
        let tools = Self {
            stored: StoredTools::new(database, tenant).await?,
            database: database.clone(),
            others,
            course,
        };
        tools.install(CLIENT_ID, &args.tool()).await?;
        tools.install(OWN_CLIENT_ID, &args.own_tool).await?;
        tools.refresh().await?;
        Ok(tools)
    }

    /// As the platform looks them up.
    pub(crate) fn stored(&self) -> &StoredTools {
        &self.stored
    }

    /// The origins of all tools, as pages name them.
    pub(crate) fn origins(&self) -> String {
        self.others.text()
    }

    /// The client ids of all tools, also of such that cannot be read.
    pub(crate) async fn names(&self) -> Result<Vec<ClientId>, Failure> {
        Ok(self.stored.tools(None, MOST_TOOLS).await?)
    }

    /// All tools that can be read: first those that come with the campus, then by client id.
    pub(crate) async fn all(&self) -> Result<Vec<CourseTool>, Failure> {
        let titles = self.titles().await?;
        let mut all = Vec::new();
        for client_id in self.names().await? {
            // One that cannot be read hides no other; the administration lists it.
            if let Ok(Some(tool)) = self.stored.tool(&client_id).await {
                all.push(named(tool, &titles));
            }
        }
        // Stable: equal ones stay in their order.
        all.sort_by_key(|tool| match tool.tool.client_id().as_str() {
            CLIENT_ID => 0,
            OWN_CLIENT_ID => 1,
            _ => 2,
        });
        Ok(all)
    }

    /// The tool of a client id.
    pub(crate) async fn find(&self, client_id: &ClientId) -> Result<Option<CourseTool>, Failure> {
        let titles = self.titles().await?;
        let found = self.stored.tool(client_id).await?;
        Ok(found.map(|tool| named(tool, &titles)))
    }

    /// Keeps a tool in place of what was shown to the one who changes it, `None` for a new one.
    pub(crate) async fn put(
        &self,
        new: &CourseTool,
        instead_of: Option<&ToolRegistration>,
    ) -> Result<Put, Failure> {
        let put = self.stored.put_tool(&new.tool, instead_of).await?;
        if put == Put::Done {
            let client = new.tool.client_id().as_str().to_owned();
            let title = new.title.clone();
            self.database
                .call(move |connection| connection.execute(NAME, [client, title]))
                .await?;
            self.refresh().await?;
        }
        Ok(put)
    }

    /// Forgets a tool, and with it its place in the course.
    pub(crate) async fn remove(&self, client_id: &ClientId) -> Result<bool, Failure> {
        if let Ok(Some(tool)) = self.stored.tool(client_id).await {
            self.course.dismiss(&tool).await?;
        }
        let removed = self.stored.remove_tool(client_id).await?;
        let client = client_id.as_str().to_owned();
        self.database
            .call(move |connection| connection.execute(UNNAME, [client]))
            .await?;
        self.refresh().await?;
        Ok(removed)
    }

    /// A tool that comes with the campus; the port may be another than last time.
    async fn install(&self, client_id: &str, origin: &str) -> Result<(), Failure> {
        let fresh = ToolRegistration::insecure_allow_loopback(
            ClientId::new(client_id)?,
            HttpUrl::parse(&format!("{origin}/lti/login"))?,
            HttpUrl::parse(&format!("{origin}/lti/launch"))?,
        )?
        .with_key_set_url(HttpUrl::parse(&format!("{origin}/lti/jwks"))?)?
        .with_scopes(all_scopes()?);
        let before = self.stored.tool(fresh.client_id()).await?;
        // What an administrator decided stays.
        let privacy = before.as_ref().map_or(Privacy::Name, |tool| tool.privacy());
        let installed = before.iter().flat_map(|tool| tool.deployments()).cloned();
        let tool = installed.chain([DeploymentId::new(DEPLOYMENT_ID)?]).fold(
            fresh.with_privacy(privacy),
            ToolRegistration::with_deployment,
        );
        Ok(self.stored.set_tool(&tool).await?)
    }

    /// Lets pages show and reach the tools there are now, and no others, and tools use the
    /// services of the course.
    async fn refresh(&self) -> Result<(), Failure> {
        let all = self.all().await?;
        for tool in &all {
            self.course.admit(&tool.tool).await?;
            self.place(tool).await?;
        }
        let addresses = all.iter().flat_map(|one| {
            let launches = one.tool.redirect_uris().iter();
            launches.chain([one.tool.initiate_login_uri()])
        });
        self.others.set(addresses.map(HttpUrl::origin));
        Ok(())
    }

    /// The tool's own link, with its column.
    async fn place(&self, tool: &CourseTool) -> Result<(), Failure> {
        for deployment in tool.tool.deployments() {
            let Some(link) = Link::within(tool, deployment.clone()) else {
                continue;
            };
            let of = Course::seen_by(&tool.tool, deployment)?;
            let id = link.resource_link_id()?;
            let column = NewColumn::of_tool(id.clone(), &link.called)?;
            self.course
                .place(&tool.tool, &of, &id, Some(column))
                .await?;
        }
        Ok(())
    }

    async fn titles(&self) -> Result<BTreeMap<String, String>, Failure> {
        let titles = self
            .database
            .call(|connection| {
                let mut query = connection.prepare_cached(TITLES)?;
                let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
                rows.collect::<Result<_, _>>()
            })
            .await?;
        Ok(titles)
    }
}

/// As services look tools up.
impl Tools for CourseTools {
    async fn tool(
        &self,
        client_id: &ClientId,
    ) -> Result<Option<Arc<ToolRegistration>>, BackendError> {
        self.stored.tool(client_id).await
    }
}

/// As tools register by themselves: each has its place in the course at once.
impl ToolStore for CourseTools {
    async fn put_tool(
        &self,
        tool: &ToolRegistration,
        instead_of: Option<&ToolRegistration>,
    ) -> Result<Put, BackendError> {
        let failed = |Failure(reason)| BackendError::failed(reason);
        if instead_of.is_none() && self.names().await.map_err(failed)?.len() >= MOST_TOOLS {
            return Err(BackendError::failed("there is no room for a further tool"));
        }
        let put = self.stored.put_tool(tool, instead_of).await?;
        self.refresh().await.map_err(failed)?;
        Ok(put)
    }

    async fn remove_tool(&self, client_id: &ClientId) -> Result<bool, BackendError> {
        let removed = self.remove(client_id).await;
        removed.map_err(|Failure(reason)| BackendError::failed(reason))
    }

    async fn tools(
        &self,
        after: Option<&ClientId>,
        limit: usize,
    ) -> Result<Vec<ClientId>, BackendError> {
        self.stored.tools(after, limit).await
    }
}

const NAME: &str = "INSERT INTO tool_title (client_id, title) VALUES (?1, ?2)
    ON CONFLICT DO UPDATE SET title = excluded.title";

const UNNAME: &str = "DELETE FROM tool_title WHERE client_id = ?1";

const TITLES: &str = "SELECT client_id, title FROM tool_title";

/// Characters of a name that fit a button.
const LONGEST_TITLE: usize = 60;

fn named(tool: Arc<ToolRegistration>, titles: &BTreeMap<String, String>) -> CourseTool {
    let client_id = tool.client_id();
    let given = titles.get(client_id.as_str()).map(String::as_str);
    // Who registers by itself may call itself anything.
    let said = tool
        .configuration()
        .and_then(|said| said.client_name.as_deref());
    let said = said.map(str::trim).filter(|name| !name.is_empty());
    let title = built_in(client_id).or(given).or(said);
    let title = title.unwrap_or(client_id.as_str());
    CourseTool {
        title: title.chars().take(LONGEST_TITLE).collect(),
        tool,
    }
}

/// The keys of the tools, fetched as they are needed.
pub(crate) fn tool_keys() -> Result<CachedKeys, Failure> {
    // Everything runs on loopback; `FetchPolicy::new` would reach public addresses alone.
    let policy = FetchPolicy::new().insecure_allow_loopback();
    let fetcher = KeySetFetcher::new(policy, FetchLimits::DEFAULT)?;
    Ok(CachedKeys::new(fetcher, CacheSettings::DEFAULT))
}
