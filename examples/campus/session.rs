//! Sign-ins of people, at the platform and at the tool.

use axum::http::HeaderMap;
use edu_http::{SetCookie, cookie};
use edu_sqlite::Database;

use crate::Failure;

/// Sign-ins end after this many seconds.
const LIFETIME: u32 = 8 * 60 * 60;

/// Sign-ins of one site, under a random name in a cookie.
#[derive(Clone, Debug)]
pub(crate) struct Sessions {
    database: Database,
    cookie: &'static str,
    cross_site: bool,
}

impl Sessions {
    /// Sign-ins at the platform; its cookie stays on its own pages.
    pub(crate) fn of_platform(database: Database) -> Self {
        Self {
            database,
            cookie: "__Host-campus",
            cross_site: false,
        }
    }

    /// Sign-ins at the tool; its cookie works inside the platform's frame.
    pub(crate) fn of_tool(database: Database) -> Self {
        Self {
            database,
            cookie: "__Host-workbench",
            cross_site: true,
        }
    }

    /// Signs somebody in; `content` is what the site wants to remember of them.
    pub(crate) async fn start(&self, id: String, content: String) -> Result<SetCookie, Failure> {
        let (site, key) = (self.cookie, id.clone());
        self.database
            .call(move |connection| {
                connection.execute(
                    "DELETE FROM session WHERE started < unixepoch() - ?1",
                    [LIFETIME],
                )?;
                connection.execute(
                    "INSERT INTO session (site, id, content) VALUES (?1, ?2, ?3)",
                    (site, key, content),
                )
            })
            .await?;
        let cookie = SetCookie::new(self.cookie, &id)?.with_max_age(LIFETIME);
        Ok(if self.cross_site {
            cookie.cross_site()
        } else {
            cookie
        })
    }

    /// The name of the browser's sign-in, and what the site remembered.
    pub(crate) async fn find(
        &self,
        headers: &HeaderMap,
    ) -> Result<Option<(String, String)>, Failure> {
        let Some(id) = cookie(headers, self.cookie)?.map(str::to_owned) else {
            return Ok(None);
        };
        let (site, key) = (self.cookie, id.clone());
        let found: Option<String> = self
            .database
            .call(move |connection| {
                let mut query = connection.prepare_cached(
                    "SELECT content FROM session \
                     WHERE site = ?1 AND id = ?2 AND started >= unixepoch() - ?3",
                )?;
                let mut rows = query.query((site, key, LIFETIME))?;
                rows.next()?.map(|row| row.get(0)).transpose()
            })
            .await?;
        Ok(found.map(|content| (id, content)))
    }

    /// Signs out.
    pub(crate) async fn end(&self, id: String) -> Result<SetCookie, Failure> {
        let site = self.cookie;
        self.database
            .call(move |connection| {
                connection.execute(
                    "DELETE FROM session WHERE site = ?1 AND id = ?2",
                    (site, id),
                )
            })
            .await?;
        let cookie = SetCookie::removal(self.cookie)?;
        Ok(if self.cross_site {
            cookie.cross_site()
        } else {
            cookie
        })
    }
}
