//! Statements that are asked for.

use core::num::NonZeroUsize;

use edu_http::Body;
use edu_jose::Verify;
use edu_types::{AcceptLanguage, Limits, Timestamp, UuidText};
use http::header::ACCEPT_LANGUAGE;
use http::{Response, StatusCode};
use xapi_model::{Actor, Version};

use super::answer::{Answer, Form, Format};
use crate::more::{self, More};
use crate::service::exchange::Exchange;
use crate::service::parameters::{Parameters, wrong};
use crate::service::{Call, LrsService};
use crate::{
    Access, Accounts, Key, LrsError, Order, Position, RecordStore, StatementPage, StatementQuery,
    rules,
};

/// Bytes of an address that servers and clients take at most.
const MAX_ADDRESS: usize = 32 * 1024;

/// The parameters of a list.
const LIST: [&str; 13] = [
    "agent",
    "verb",
    "activity",
    "registration",
    "related_activities",
    "related_agents",
    "since",
    "until",
    "limit",
    "format",
    "attachments",
    "ascending",
    more::PARAMETER,
];

impl<S: RecordStore, A: Accounts, V: Verify + Send + Sync> LrsService<S, A, V> {
    /// Answers with one statement, or with a page of a list.
    pub(super) async fn find_statements(
        &self,
        call: &Call<'_>,
        now: &Timestamp,
        exchange: Exchange,
    ) -> Result<Response<Body>, LrsError> {
        let access = call.visible()?;
        let (parameters, after) = self.asked(call, &exchange)?;
        let wanted = exchange.list(&ACCEPT_LANGUAGE)?.unwrap_or_default();
        let form = Form {
            format: Format::of(&parameters)?,
            attachments: parameters.flag("attachments")?,
            wanted: AcceptLanguage::parse(&wanted),
        };
        let live = parameters.uuid("statementId")?;
        let voided = parameters.uuid("voidedStatementId")?;
        match (live, voided) {
            (None, None) => {
                let query = self.query(&parameters, exchange.version, access, after)?;
                self.list(call, (now, &form), &parameters, query).await
            }
            (Some(_), Some(_)) => {
                let message = "statementId and voidedStatementId do not go together";
                Err(LrsError::bad(&rules::PARAMETERS, message))
            }
            (Some(id), None) => self.one(call, (now, &form), &access, (id, false)).await,
            (None, Some(id)) => self.one(call, (now, &form), &access, (id, true)).await,
        }
    }

    /// The parameters of the request, or those that its address of more statements holds.
    fn asked(
        &self,
        call: &Call<'_>,
        exchange: &Exchange,
    ) -> Result<(Parameters, Option<Position>), LrsError> {
        let parameters = &exchange.parameters;
        let single = ["statementId", "voidedStatementId"];
        if single.iter().any(|name| parameters.text(name).is_some()) {
            let [live, voided] = single;
            parameters.only(&[live, voided, "attachments", "format"])?;
        }
        let Some(token) = parameters.text(more::PARAMETER) else {
            let all: Vec<&str> = LIST.into_iter().chain(single).collect();
            parameters.only(&all)?;
            return Ok((parameters.clone(), None));
        };
        parameters.only(&[more::PARAMETER])?;
        let more = More::read(&self.settings.secret, &call.account.tenant, token)?;
        Ok((more.parameters, Some(more.after)))
    }

    /// What a list is asked for.
    fn query(
        &self,
        parameters: &Parameters,
        version: Version,
        access: Access,
        after: Option<Position>,
    ) -> Result<StatementQuery, LrsError> {
        let mut query = StatementQuery::new(access, self.limit(parameters)?);
        let related_agents = parameters.flag("related_agents")?;
        let related_activities = parameters.flag("related_activities")?;
        let agent = parameters.actor("agent", version)?;
        let agent = agent.as_ref().and_then(Actor::identifier);
        query.keys.extend(agent.map(|agent| {
            if related_agents {
                Key::related_agent(agent)
            } else {
                Key::agent(agent)
            }
        }));
        let activity = parameters.optional_iri("activity")?;
        query.keys.extend(activity.map(|activity| {
            if related_activities {
                Key::related_activity(activity.as_str())
            } else {
                Key::activity(activity.as_str())
            }
        }));
        let verb = parameters.optional_iri("verb")?;
        query.keys.extend(verb.map(|verb| Key::verb(verb.as_str())));
        let registration = parameters.uuid("registration")?;
        query.keys.extend(registration.map(Key::registration));
        query.since = parameters.timestamp("since")?;
        query.until = parameters.timestamp("until")?;
        if parameters.flag("ascending")? {
            query.order = Order::Earliest;
        }
        query.after = after;
        Ok(query)
    }

    /// Statements of a page: as many as are asked for, or as are given at most.
    fn limit(&self, parameters: &Parameters) -> Result<NonZeroUsize, LrsError> {
        let most = self.settings.max_page;
        let asked = parameters.number("limit")?.and_then(NonZeroUsize::new);
        Ok(asked.map_or(most, |asked| asked.min(most)))
    }

    async fn list(
        &self,
        call: &Call<'_>,
        (now, form): (&Timestamp, &Form),
        parameters: &Parameters,
        query: StatementQuery,
    ) -> Result<Response<Body>, LrsError> {
        let tenant = &call.account.tenant;
        let seen = self.store.statements(tenant, &query, now).await?;
        let mut found = seen.value;
        let mut is_cut = found.len() > query.limit.get();
        found.truncate(query.limit.get());
        let mut answer = Answer::new(&self.store, tenant, form);
        let budget = self.settings.max_page_attachments;
        is_cut |= answer.load(&mut found, budget).await?;
        let last = found.last().filter(|_| is_cut);
        let token = |position| more::token(&self.settings.secret, tenant, parameters, position);
        let more = last.map(|last| self.more_address(&token(last.position)));
        let more = more.transpose()?;
        let mut response = answer.list(found, more.as_deref())?;
        super::say_consistent(&mut response, &seen.consistent_through);
        Ok(response)
    }

    async fn one(
        &self,
        call: &Call<'_>,
        (now, form): (&Timestamp, &Form),
        access: &Access,
        (id, voided): (UuidText, bool),
    ) -> Result<Response<Body>, LrsError> {
        let tenant = &call.account.tenant;
        let seen = self
            .store
            .statement(tenant, id, voided, access, now)
            .await?;
        let Some(statement) = seen.value else {
            let message = if voided {
                "no voided statement of that id is here"
            } else {
                "no statement of that id is here, or it is voided"
            };
            return Err(LrsError::new(
                StatusCode::NOT_FOUND,
                &rules::NOT_FOUND,
                message,
            ));
        };
        let mut found = StatementPage::from(vec![statement]);
        let mut answer = Answer::new(&self.store, tenant, form);
        answer.load(&mut found, u64::MAX).await?;
        let mut response = answer.one(&found)?;
        super::say_consistent(&mut response, &seen.consistent_through);
        Ok(response)
    }

    /// The address of more statements, without scheme and host.
    ///
    /// A question that no address can hold, as one in a form may be, is refused rather than cut short.
    fn more_address(&self, token: &str) -> Result<String, LrsError> {
        let address = self.mount.url("/statements");
        let path = address.split_once("://").map_or("", |(_, rest)| rest);
        let path = path
            .find('/')
            .and_then(|slash| path.get(slash..))
            .unwrap_or_default();
        let joined = if path.contains('?') { '&' } else { '?' };
        let address = format!("{path}{joined}{}={token}", more::PARAMETER);
        Limits::check(
            "bytes of the address of more statements",
            address.len(),
            MAX_ADDRESS,
        )
        .map_err(|exceeded| {
            let status = StatusCode::PAYLOAD_TOO_LARGE;
            LrsError::new(status, &rules::LARGE, exceeded.to_string())
        })?;
        Ok(address)
    }
}

impl Format {
    fn of(parameters: &Parameters) -> Result<Self, LrsError> {
        match parameters.text("format") {
            None | Some("exact") => Ok(Self::Exact),
            Some("ids") => Ok(Self::Ids),
            Some("canonical") => Ok(Self::Canonical),
            Some(_) => Err(wrong("format", "ids, exact and canonical are allowed")),
        }
    }
}
