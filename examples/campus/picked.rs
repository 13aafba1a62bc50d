//! What teachers picked in tools for the course to keep.

use std::sync::Arc;

use edu_examples::plain_text::plain_text;
use edu_json::ToJson as _;
use edu_sqlite::Database;
use edu_types::{HttpUrl, Limits, Profile};
use lti_core::deep_linking::{ContentItem, ResourceLinkItem};
use lti_core::{ClientId, DeploymentId, ToolRegistration, VerifiedSelection};
use rusqlite::{TransactionBehavior, params};

use crate::Failure;
use crate::clock::now;
use crate::course::{Course, NewColumn};
use crate::message::Link;
use crate::people::Person;
use crate::records::Happening;
use crate::tools::CourseTools;

/// Things of tools that one course keeps.
const MOST_PICKED: usize = 200;

/// What was picked, in the store.
#[derive(Clone, Debug)]
pub(crate) struct Picked {
    database: Database,
    course: Course,
}

/// One thing that was picked.
#[derive(Clone, Debug)]
pub(crate) struct Pick {
    id: i64,
    client_id: String,
    deployment: String,
    item: ContentItem,
}

/// What stands in the course for it.
#[derive(Clone, Debug)]
pub(crate) enum Shown {
    /// Opens the tool.
    Launch(Link),
    /// A page anywhere.
    Page { title: String, url: HttpUrl },
    /// A text, with nothing of its markup.
    Text { title: Option<String>, text: String },
}

impl Picked {
    /// What is in the store.
    pub(crate) fn new(database: Database, course: Course) -> Self {
        Self { database, course }
    }

    /// Keeps what was chosen, in the tool's order; how many things there was room for.
    pub(crate) async fn keep(
        &self,
        tool: &ToolRegistration,
        selection: &VerifiedSelection,
        person: Person,
    ) -> Result<usize, Failure> {
        let room = MOST_PICKED.saturating_sub(self.all().await?.len());
        let chosen = selection.items().iter().take(room);
        let mut kept = 0_usize;
        for item in chosen {
            let pick = self
                .add(tool, selection.deployment_id(), item, person)
                .await?;
            if let ContentItem::ResourceLink(item) = &pick.item {
                self.place(tool, &pick, item).await?;
            }
            kept = kept.saturating_add(1);
        }
        Ok(kept)
    }

    /// Everything picked, in the order it came.
    pub(crate) async fn all(&self) -> Result<Vec<Pick>, Failure> {
        let rows = self.database.call(|connection| {
            let mut query = connection.prepare_cached(ALL)?;
            let rows = query.query_map([], |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get::<_, String>(3)?,
                ))
            })?;
            rows.collect::<Result<Vec<_>, _>>()
        });
        rows.await?
            .into_iter()
            .map(|(id, client_id, deployment, item)| {
                let item = ContentItem::from_slice(
                    item.as_bytes(),
                    &Profile::lenient(),
                    &Limits::DEFAULT,
                )?;
                Ok(Pick {
                    id,
                    client_id,
                    deployment,
                    item: item.value,
                })
            })
            .collect()
    }

    /// What stands in the course for all of it; nothing for tools that are there no more.
    pub(crate) async fn shown(&self, tools: &CourseTools) -> Result<Vec<(i64, Shown)>, Failure> {
        let mut shown = Vec::new();
        for pick in self.all().await? {
            let found = tools.find(&ClientId::new(&*pick.client_id)?).await?;
            let deployment = DeploymentId::new(&*pick.deployment)?;
            let tool = found.filter(|tool| tool.tool.is_deployed(&deployment));
            let (id, one) = (pick.id, tool.and_then(|tool| pick.shown(&tool.tool)));
            shown.extend(one.map(|one| (id, one)));
        }
        Ok(shown)
    }

    /// Takes a thing out of the course; its column stays with its scores.
    pub(crate) async fn remove(&self, id: i64) -> Result<(), Failure> {
        let removed = self
            .database
            .call(move |connection| connection.execute(REMOVE, params![id]));
        removed.await?;
        Ok(())
    }

    /// Keeps a thing, and in the same transaction notes who added it.
    async fn add(
        &self,
        tool: &ToolRegistration,
        deployment: &DeploymentId,
        item: &ContentItem,
        person: Person,
    ) -> Result<Pick, Failure> {
        let client_id = tool.client_id().as_str().to_owned();
        let (deployment, text) = (deployment.as_str().to_owned(), item.to_json_string());
        let row = (client_id.clone(), deployment.clone(), text);
        let (tool, title, at) = (client_id.clone(), title_of(item), now()?);
        let added = self.database.call(move |connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            transaction.execute(ADD, row)?;
            let id = transaction.last_insert_rowid();
            let by = (person.id, &at);
            let happening = Happening::added(&link_id(id), title.as_deref(), &tool, by);
            happening.put(&transaction)?;
            transaction.commit()?;
            Ok(id)
        });
        Ok(Pick {
            id: added.await?,
            client_id,
            deployment,
            item: item.clone(),
        })
    }

    /// Says that a link is in the course, and makes the column it came with.
    async fn place(
        &self,
        tool: &ToolRegistration,
        pick: &Pick,
        item: &ResourceLinkItem,
    ) -> Result<(), Failure> {
        let deployment = DeploymentId::new(&*pick.deployment)?;
        let of = Course::seen_by(tool, &deployment)?;
        let Some(link) = pick.link(tool, item) else {
            return Ok(());
        };
        let id = link.resource_link_id()?;
        let column = item.line_item.as_ref().and_then(|asked| {
            let label = asked.label.as_deref().unwrap_or(&link.title);
            NewColumn::new(id.clone(), label, asked.score_maximum.clone()).ok()
        });
        self.course.place(tool, &of, &id, column).await
    }
}

impl Pick {
    fn shown(&self, tool: &Arc<ToolRegistration>) -> Option<Shown> {
        match &self.item {
            ContentItem::ResourceLink(item) => self.link(tool, item).map(Shown::Launch),
            ContentItem::Link(item) => Some(Shown::Page {
                title: titled(item.title.as_deref()),
                url: item.url.to_url().ok()?,
            }),
            ContentItem::Html(item) => Some(Shown::Text {
                title: item.title.clone(),
                text: item.html.sanitized_with(plain_text),
            }),
            // The campus asks for no other kinds, so that none arrive.
            ContentItem::File(_)
            | ContentItem::Image(_)
            | ContentItem::AssetProcessor(_)
            | ContentItem::Other(_)
            | _ => None,
        }
    }

    fn link(&self, tool: &ToolRegistration, item: &ResourceLinkItem) -> Option<Link> {
        let title = titled(item.title.as_deref());
        let target = item.url.as_ref().and_then(|url| url.to_url().ok());
        Some(Link {
            id: link_id(self.id),
            called: title.clone(),
            title,
            tool: Arc::new(tool.clone()),
            deployment: DeploymentId::new(&*self.deployment).ok()?,
            target: target.or_else(|| tool.redirect_uris().first().cloned())?,
            custom: item.custom.clone().unwrap_or_default(),
        })
    }
}

/// How the course names a thing that was picked.
fn link_id(id: i64) -> String {
    format!("picked-{id}")
}

/// What the tool calls it.
fn title_of(item: &ContentItem) -> Option<String> {
    let title = match item {
        ContentItem::ResourceLink(item) => item.title.as_deref(),
        ContentItem::Link(item) => item.title.as_deref(),
        ContentItem::Html(item) => item.title.as_deref(),
        // The campus asks for no other kinds, so that none arrive.
        ContentItem::File(_)
        | ContentItem::Image(_)
        | ContentItem::AssetProcessor(_)
        | ContentItem::Other(_)
        | _ => None,
    };
    let title = title.map(str::trim).filter(|title| !title.is_empty());
    title.map(|title| title.chars().take(LONGEST_TITLE).collect())
}

/// Characters of a title that fit a button.
const LONGEST_TITLE: usize = 60;

fn titled(title: Option<&str>) -> String {
    let title = title.map(str::trim).filter(|title| !title.is_empty());
    title
        .unwrap_or("Untitled")
        .chars()
        .take(LONGEST_TITLE)
        .collect()
}

const ADD: &str = "INSERT INTO picked (client_id, deployment, item) VALUES (?1, ?2, ?3)";

const ALL: &str = "SELECT id, client_id, deployment, item FROM picked ORDER BY id";

const REMOVE: &str = "DELETE FROM picked WHERE id = ?1";
