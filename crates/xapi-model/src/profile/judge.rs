//! A statement walked through by a profile.

use edu_types::{Offset, Report, Rule};

use super::trail::Trail;
use super::{Demand, HostProfile, Moment, rules};
use crate::{
    Account, Activity, ActivityList, Actor, Attachment, Context, Group, Identifier, Object,
    Outcome, Statement, StatementTime, SubStatement, Verb,
};

/// Walks through one statement.
pub(super) struct Judge<'p> {
    pub(super) profile: &'p HostProfile,
    moment: &'p Moment,
    report: Report,
}

/// What statements and sub-statements have alike.
struct Parts<'s> {
    actor: &'s Actor,
    verb: &'s Verb,
    object: &'s Object,
    result: Option<&'s Outcome>,
    context: Option<&'s Context>,
    attachments: &'s [Attachment],
}

/// Judges a statement that stands at a place.
pub(super) fn judge(
    profile: &HostProfile,
    moment: &Moment,
    statement: &Statement,
    at: &Trail<'_>,
) -> Report {
    let mut judge = Judge {
        profile,
        moment,
        report: Report::new(),
    };
    judge.statement(statement, at);
    judge.report
}

impl Judge<'_> {
    pub(super) fn note(&mut self, rule: &Rule, at: &Trail<'_>, message: impl Into<String>) {
        let weights = &self.profile.weights;
        self.report.note(weights, rule, at.place(), message);
    }

    fn statement(&mut self, statement: &Statement, at: &Trail<'_>) {
        if self.profile.demands(Demand::Id) && statement.id.is_none() {
            let message = "statement has no id, one is required";
            self.note(&rules::ID, &at.member("id"), message);
        }
        self.parts(&Parts::of(statement), at);
        if let Object::SubStatement(planned) = &statement.object {
            self.parts(&Parts::planned(planned), &at.member("object"));
        }
        self.timestamp(statement.timestamp.as_ref(), &at.member("timestamp"));
    }

    fn timestamp(&mut self, time: Option<&StatementTime>, at: &Trail<'_>) {
        let Some(time) = time.map(StatementTime::instant) else {
            if self.profile.demands(Demand::Timestamp) {
                let message = "statement has no timestamp, one is required";
                self.note(&rules::TIMESTAMP, at, message);
            }
            return;
        };
        if let Some(skew) = self.profile.future_skew {
            let ahead = time
                .unix_nanos()
                .saturating_sub(self.moment.now.unix_nanos());
            if ahead > i128::try_from(skew.as_nanos()).unwrap_or(i128::MAX) {
                let allowed = skew.as_secs();
                let message = format!("timestamp lies ahead, up to {allowed} seconds are allowed");
                self.note(&rules::TIMESTAMP_FUTURE, at, message);
            }
        }
        let since = self.moment.account_since.as_ref();
        if since.is_some_and(|since| time < since) {
            let message = "timestamp lies before the account was made";
            self.note(&rules::TIMESTAMP_EARLY, at, message);
        }
        let is_utc = time.offset() != Offset::Absent && time.offset().minutes() == 0;
        if self.profile.demands(Demand::Utc) && !is_utc {
            let message = "timestamp is of another offset, UTC is preferred";
            self.note(&rules::TIMESTAMP_UTC, at, message);
        }
    }

    fn parts(&mut self, parts: &Parts<'_>, at: &Trail<'_>) {
        self.actor(parts.actor, &at.member("actor"));
        self.verb(parts.verb, &at.member("verb"));
        self.object(parts.object, &at.member("object"));
        if let Some(score) = parts.result.and_then(|result| result.score.as_ref()) {
            self.score(score, &at.member("result").member("score"));
        }
        if let Some(context) = parts.context {
            self.context(context, &at.member("context"));
        }
        let Some(limit) = self.profile.attachment_length else {
            return;
        };
        for (position, attachment) in parts.attachments.iter().enumerate() {
            let length = attachment.length.0;
            if length > limit {
                let message = format!("attachment is {length} bytes, limit is {limit}");
                let at = at.member("attachments");
                let at = at.item(position);
                self.note(&rules::ATTACHMENT_LENGTH, &at.member("length"), message);
            }
        }
    }

    fn actor(&mut self, actor: &Actor, at: &Trail<'_>) {
        match actor {
            Actor::Agent(agent) => self.agent(agent, at),
            Actor::Group(group) => self.group(group, at),
        }
    }

    fn agent(&mut self, agent: &crate::Agent, at: &Trail<'_>) {
        self.name(agent.name.is_some(), at);
        self.identifier(&agent.identifier, at);
    }

    fn group(&mut self, group: &Group, at: &Trail<'_>) {
        self.name(group.name.is_some(), at);
        if let Some(identifier) = &group.identifier {
            self.identifier(identifier, at);
        }
        for (position, member) in group.members().iter().enumerate() {
            self.agent(member, &at.member("member").item(position));
        }
    }

    fn name(&mut self, is_named: bool, at: &Trail<'_>) {
        if is_named && self.profile.demands(Demand::Nameless) {
            let message = "name is given, none is allowed";
            self.note(&rules::ACTOR_NAME, &at.member("name"), message);
        }
    }

    fn identifier(&mut self, identifier: &Identifier, at: &Trail<'_>) {
        let name = match identifier {
            Identifier::Account(account) => {
                return self.account(account, &at.member("account"));
            }
            Identifier::Mbox(_) => "mbox",
            Identifier::MboxSha1Sum(_) => "mbox_sha1sum",
            Identifier::OpenId(_) => "openid",
        };
        if self.profile.demands(Demand::Account) {
            let message = format!("identifier is {name}, account is allowed");
            self.note(&rules::IDENTIFIER, &at.member(name), message);
        }
    }

    fn account(&mut self, account: &Account, at: &Trail<'_>) {
        if self.profile.demands(Demand::Account) && is_address(account.name.expose()) {
            let message = "name of the account is an address of mail, another text is allowed";
            self.note(&rules::ACCOUNT_NAME, &at.member("name"), message);
        }
        let allowed = &self.profile.home_pages;
        if !allowed.is_empty() && !allowed.contains(&account.home_page) {
            let message = "home page of the account is not one of those allowed";
            self.note(&rules::HOME_PAGE, &at.member("homePage"), message);
        }
    }

    fn verb(&mut self, verb: &Verb, at: &Trail<'_>) {
        if !self.profile.allows_verb(&verb.id) {
            let message = "verb is not one of those allowed";
            self.note(&rules::VERB, &at.member("id"), message);
        }
        let is_displayed = verb.display.as_ref().is_some_and(|map| !map.is_empty());
        if self.profile.demands(Demand::VerbDisplay) && !is_displayed {
            let message = "verb has no display, a text is required";
            self.note(&rules::VERB_DISPLAY, &at.member("display"), message);
        }
    }

    /// A sub-statement is walked through by [`Self::statement`], and has none in it.
    fn object(&mut self, object: &Object, at: &Trail<'_>) {
        match object {
            Object::Activity(activity) => {
                if self.profile.demands(Demand::ObjectType) && !activity.is_typed {
                    let message = "object has no objectType, one is required";
                    self.note(&rules::OBJECT_TYPE, &at.member("objectType"), message);
                }
                self.activity(activity, at);
            }
            Object::Agent(agent) => self.agent(agent, at),
            Object::Group(group) => self.group(group, at),
            Object::StatementRef(_) | Object::SubStatement(_) => {}
        }
    }

    fn activity(&mut self, activity: &Activity, at: &Trail<'_>) {
        if !self.profile.allows_activity(&activity.id) {
            let message = "activity is not one of those allowed";
            self.note(&rules::ACTIVITY, &at.member("id"), message);
        }
    }

    fn context(&mut self, context: &Context, at: &Trail<'_>) {
        if let Some(instructor) = &context.instructor {
            self.actor(instructor, &at.member("instructor"));
        }
        if let Some(team) = &context.team {
            self.group(team, &at.member("team"));
        }
        let further = at.member("contextAgents");
        for (position, one) in context.context_agents.iter().flatten().enumerate() {
            self.agent(&one.agent, &further.item(position).member("agent"));
        }
        let further = at.member("contextGroups");
        for (position, one) in context.context_groups.iter().flatten().enumerate() {
            self.group(&one.group, &further.item(position).member("group"));
        }
        if let Some(activities) = &context.context_activities {
            let at = at.member("contextActivities");
            self.activities(activities.parent.as_ref(), &at.member("parent"));
            self.activities(activities.grouping.as_ref(), &at.member("grouping"));
            self.activities(activities.other.as_ref(), &at.member("other"));
        }
    }

    fn activities(&mut self, list: Option<&ActivityList>, at: &Trail<'_>) {
        let Some(list) = list else {
            return;
        };
        for (position, activity) in list.items.iter().enumerate() {
            if list.is_single {
                self.activity(activity, at);
            } else {
                self.activity(activity, &at.item(position));
            }
        }
    }
}

impl<'s> Parts<'s> {
    fn of(statement: &'s Statement) -> Self {
        Self {
            actor: &statement.actor,
            verb: &statement.verb,
            object: &statement.object,
            result: statement.result.as_ref(),
            context: statement.context.as_deref(),
            attachments: statement.attachments.as_deref().unwrap_or_default(),
        }
    }

    fn planned(statement: &'s SubStatement) -> Self {
        Self {
            actor: &statement.actor,
            verb: &statement.verb,
            object: &statement.object,
            result: statement.result.as_ref(),
            context: statement.context.as_deref(),
            attachments: statement.attachments.as_deref().unwrap_or_default(),
        }
    }
}

/// Whether a text looks like an address of mail: something before an `@`, and behind it a domain
/// with a point.
fn is_address(text: &str) -> bool {
    let parts = text.rsplit_once('@');
    parts.is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'))
}
