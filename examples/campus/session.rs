//! Sign-ins of people, at the platform and at the tool.

use axum::body::Bytes;
use axum::http::HeaderMap;
use edu_axum::SystemMoments;
use edu_http::{Moments as _, SetCookie, cookie};
use edu_sqlite::Database;
use sha2::{Digest as _, Sha256};

use crate::Failure;
use crate::args::Args;

/// Sign-ins end after this many seconds.
const LIFETIME: u32 = 8 * 60 * 60;

/// Sign-ins of one site, under a random name that only the browser's cookie holds.
#[derive(Clone, Debug)]
pub(crate) struct Sessions {
    database: Database,
    cookie: String,
}

/// One sign-in.
#[derive(Clone, Debug)]
pub(crate) struct SignIn {
    /// Digest of the name in the cookie: enough to find the sign-in, useless to take it over.
    pub(crate) digest: String,
    /// What the site remembers.
    pub(crate) content: String,
}

impl Sessions {
    /// Sign-ins at the platform. Tools send the browser back from frames inside its pages, and the
    /// cookie must come along: writes are guarded by where they come from instead.
    pub(crate) fn of_platform(args: &Args, database: Database) -> Self {
        Self {
            database,
            // Cookies know hosts but no ports, and two campuses may be open.
            cookie: format!("__Host-campus-{}", args.port),
        }
    }

    /// Sign-ins at the tool; its cookie works inside the platform's frame.
    pub(crate) fn of_tool(args: &Args, database: Database) -> Self {
        Self {
            database,
            cookie: format!("__Host-workbench-{}", args.port),
        }
    }

    /// Signs somebody in; `content` is what the site wants to remember of them.
    pub(crate) async fn start(&self, content: String) -> Result<SetCookie, Failure> {
        let token = SystemMoments::new().moment()?.entropy.take_token()?;
        let (site, digest) = (self.cookie.clone(), digest_of(&token));
        self.database
            .call(move |connection| {
                connection.execute(
                    "DELETE FROM session WHERE started < unixepoch() - ?1",
                    [LIFETIME],
                )?;
                connection.execute(
                    "INSERT INTO session (site, digest, content) VALUES (?1, ?2, ?3)",
                    (site, digest, content),
                )
            })
            .await?;
        let cookie = SetCookie::new(&self.cookie, &token)?.with_max_age(LIFETIME);
        Ok(cookie.cross_site())
    }

    /// The browser's sign-in, where it has one that has not ended.
    pub(crate) async fn find(&self, headers: &HeaderMap) -> Result<Option<SignIn>, Failure> {
        // A cookie sent twice or malformed is the sender's mistake: nobody is signed in.
        let Ok(Some(token)) = cookie(headers, &self.cookie) else {
            return Ok(None);
        };
        let digest = digest_of(token);
        let (site, key) = (self.cookie.clone(), digest.clone());
        let found: Option<String> = self
            .database
            .call(move |connection| {
                let mut query = connection.prepare_cached(
                    "SELECT content FROM session \
                     WHERE site = ?1 AND digest = ?2 AND started >= unixepoch() - ?3",
                )?;
                let mut rows = query.query((site, key, LIFETIME))?;
                rows.next()?.map(|row| row.get(0)).transpose()
            })
            .await?;
        Ok(found.map(|content| SignIn { digest, content }))
    }

    /// Signs out.
    pub(crate) async fn end(&self, sign_in: SignIn) -> Result<SetCookie, Failure> {
        let site = self.cookie.clone();
        self.database
            .call(move |connection| {
                connection.execute(
                    "DELETE FROM session WHERE site = ?1 AND digest = ?2",
                    (site, sign_in.digest),
                )
            })
            .await?;
        Ok(SetCookie::removal(&self.cookie)?.cross_site())
    }
}

/// What the store keeps of a cookie's value: who reads the file cannot sign in with it.
fn digest_of(token: &str) -> String {
    format!("{:x}", Bytes::copy_from_slice(&Sha256::digest(token)))
}
