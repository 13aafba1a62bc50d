//! What is known of an agent.

use edu_http::Body;
use edu_jose::Verify;
use edu_json::JsonWriter;
use http::{Method, Response};
use xapi_model::{Agent, Identifier};

use super::exchange::Exchange;
use super::{Call, LrsService, tagged};
use crate::{Accounts, Key, LrsError, RecordStore, scope};

impl<S: RecordStore, A: Accounts, V: Verify + Send + Sync> LrsService<S, A, V> {
    /// Answers with the person of an agent: the identifier asked for, and the names that statements gave to it.
    ///
    /// A caller who may not see what is kept of the agent gets what it said itself: that an agent is unknown is
    /// no error.
    ///
    /// Spec: xAPI 1.0.3 Part 3 §2.4; 2.0 §4.1.6.3.
    pub(super) async fn person(
        &self,
        call: &Call<'_>,
        exchange: Exchange,
    ) -> Result<Response<Body>, LrsError> {
        if exchange.method != Method::GET {
            return Err(LrsError::method(&[Method::GET, Method::HEAD]));
        }
        call.needs(&scope::ANY_READ)?;
        exchange.parameters.only(&["agent"])?;
        let agent = exchange.parameters.agent("agent", exchange.version)?;
        let key = Key::agent(&agent.identifier);
        let mut names = Vec::new();
        if call.has(&[scope::READ, scope::ALL_READ, scope::ALL]) && call.reaches(key) {
            names = self.store.names(&call.account.tenant, key).await?;
        }
        Ok(tagged(person(&agent, names)))
    }
}

/// The person object, each of whose members is a list.
fn person(agent: &Agent, mut names: Vec<Box<str>>) -> String {
    let own = agent.name.as_ref().map(|name| name.expose().clone());
    names.extend(own.filter(|own| !names.contains(own)));
    let mut writer = JsonWriter::new();
    writer.object(|person| {
        person.member("objectType", "Person");
        person.list("name", &names);
        match &agent.identifier {
            Identifier::Mbox(mbox) => person.member("mbox", &[mbox.as_str()][..]),
            Identifier::MboxSha1Sum(digest) => {
                person.member("mbox_sha1sum", &[digest.as_str()][..]);
            }
            Identifier::OpenId(openid) => person.member("openid", &[openid][..]),
            Identifier::Account(account) => person.member("account", &[account][..]),
        }
    });
    writer.into_string()
}
