//! What counts of each part of a statement.

use edu_json::Extra;
use edu_types::{Iri, LanguageMap};

use super::form::{Bytes, Form};
use super::json;
use crate::{
    Activity, ActivityList, Actor, Agent, Attachment, Context, Extensions, Group, Identifier,
    Object, Outcome, RelevantTypes, Score, Statement, Verb,
};

pub(super) fn statement(statement: &Statement, form: &mut impl Form) {
    form.member("actor", |form| actor(&statement.actor, form));
    form.member("verb", |form| verb(&statement.verb, form));
    form.member("object", |form| object(&statement.object, form));
    result(statement.result.as_ref(), form);
    context(statement.context.as_deref(), form);
    extra(&statement.extra, form);
}

/// What is told of files, without their contents.
pub(super) fn attachments(statement: &Statement, form: &mut impl Form) {
    list(
        "attachments",
        statement.attachments.as_deref(),
        form,
        attachment,
    );
}

fn attachment(attachment: &Attachment, form: &mut impl Form) {
    iri("usageType", Some(&attachment.usage_type), form);
    languages("display", Some(&attachment.display), form);
    languages("description", attachment.description.as_ref(), form);
    text("contentType", Some(attachment.content_type.as_str()), form);
    text("length", Some(&attachment.length.0.to_string()), form);
    text(
        "sha2",
        Some(&attachment.sha2.as_str().to_ascii_lowercase()),
        form,
    );
    iri("fileUrl", attachment.file_url.as_ref(), form);
    extra(&attachment.extra, form);
}

fn verb(verb: &Verb, form: &mut impl Form) {
    iri("id", Some(&verb.id), form);
    extra(&verb.extra, form);
}

fn actor(actor: &Actor, form: &mut impl Form) {
    match actor {
        Actor::Agent(one) => agent(one, form),
        Actor::Group(several) => group(several, form),
    }
}

fn agent(agent: &Agent, form: &mut impl Form) {
    text("objectType", Some("Agent"), form);
    text(
        "name",
        agent.name.as_ref().map(|name| &**name.expose()),
        form,
    );
    identifier(&agent.identifier, form);
    extra(&agent.extra, form);
}

fn group(group: &Group, form: &mut impl Form) {
    text("objectType", Some("Group"), form);
    text(
        "name",
        group.name.as_ref().map(|name| &**name.expose()),
        form,
    );
    if let Some(known) = &group.identifier {
        identifier(known, form);
    }
    if let Some(members) = &group.member {
        form.member("member", |form| unordered(members, form));
    }
    extra(&group.extra, form);
}

/// Writes members of a group in the order of their forms.
fn unordered(members: &[Agent], form: &mut impl Form) {
    let whole = |one: &Agent| {
        let mut form = Bytes::with_capacity(128);
        agent(one, &mut form);
        form
    };
    let mut items: Vec<_> = members.iter().map(whole).zip(0_usize..).collect();
    items.sort_unstable();
    for (item, position) in items {
        form.unordered_item(position, item);
    }
}

fn identifier(identifier: &Identifier, form: &mut impl Form) {
    match identifier {
        Identifier::Mbox(mbox) => {
            let (local, domain) = mbox.parts();
            let domain = domain.to_ascii_lowercase();
            form.member("mbox", |form| form.text(&[local, "@", &domain]));
        }
        Identifier::MboxSha1Sum(digest) => {
            let digest = digest.as_str().to_ascii_lowercase();
            text("mbox_sha1sum", Some(&digest), form);
        }
        Identifier::OpenId(openid) => iri("openid", Some(openid.expose()), form),
        Identifier::Account(account) => form.member("account", |form| {
            iri("homePage", Some(&account.home_page), form);
            text("name", Some(account.name.expose()), form);
            extra(&account.extra, form);
        }),
    }
}

fn object(object: &Object, form: &mut impl Form) {
    match object {
        Object::Activity(one) => activity(one, form),
        Object::Agent(one) => agent(one, form),
        Object::Group(several) => group(several, form),
        Object::StatementRef(reference) => {
            text("objectType", Some("StatementRef"), form);
            reference_id(reference, form);
        }
        Object::SubStatement(inner) => {
            text("objectType", Some("SubStatement"), form);
            form.member("actor", |form| actor(&inner.actor, form));
            form.member("verb", |form| verb(&inner.verb, form));
            form.member("object", |form| self::object(&inner.object, form));
            result(inner.result.as_ref(), form);
            context(inner.context.as_deref(), form);
            // Nobody sets the time of what has not happened.
            let time = inner
                .timestamp
                .as_ref()
                .map(|time| time.instant().unix_nanos());
            text(
                "timestamp",
                time.map(|nanos| nanos.to_string()).as_deref(),
                form,
            );
            list(
                "attachments",
                inner.attachments.as_deref(),
                form,
                attachment,
            );
            extra(&inner.extra, form);
        }
    }
}

fn reference_id(reference: &crate::StatementRef, form: &mut impl Form) {
    let id = reference.id.as_str().to_ascii_lowercase();
    text("id", Some(&id), form);
    extra(&reference.extra, form);
}

fn activity(activity: &Activity, form: &mut impl Form) {
    iri("id", Some(&activity.id), form);
    extra(&activity.extra, form);
}

fn result(result: Option<&Outcome>, form: &mut impl Form) {
    let Some(result) = result else {
        return;
    };
    form.member("result", |form| {
        if let Some(given) = &result.score {
            form.member("score", |form| score(given, form));
        }
        flag("success", result.success, form);
        flag("completion", result.completion, form);
        let response = result.response.as_ref();
        text("response", response.map(|text| &**text.expose()), form);
        let duration = result
            .duration
            .as_ref()
            .map(|duration| duration.hundredths_text());
        text("duration", duration.as_deref(), form);
        extensions(result.extensions.as_ref(), form);
        extra(&result.extra, form);
    });
}

fn score(score: &Score, form: &mut impl Form) {
    let members = [
        ("scaled", &score.scaled),
        ("raw", &score.raw),
        ("min", &score.min),
        ("max", &score.max),
    ];
    for (name, number) in members {
        text(name, number.as_ref().map(edu_types::Decimal::as_str), form);
    }
    extra(&score.extra, form);
}

fn context(context: Option<&Context>, form: &mut impl Form) {
    let Some(context) = context else {
        return;
    };
    form.member("context", |form| {
        let registration = context.registration.as_ref();
        let registration = registration.map(|id| id.as_str().to_ascii_lowercase());
        text("registration", registration.as_deref(), form);
        if let Some(instructor) = &context.instructor {
            form.member("instructor", |form| actor(instructor, form));
        }
        if let Some(team) = &context.team {
            form.member("team", |form| group(team, form));
        }
        activities(context, form);
        relations(context, form);
        text("revision", context.revision.as_deref(), form);
        text("platform", context.platform.as_deref(), form);
        let language = context.language.as_ref();
        let language = language.map(|tag| tag.as_str().to_ascii_lowercase());
        text("language", language.as_deref(), form);
        if let Some(reference) = &context.statement {
            form.member("statement", |form| reference_id(reference, form));
        }
        extensions(context.extensions.as_ref(), form);
        extra(&context.extra, form);
    });
}

fn activities(context: &Context, form: &mut impl Form) {
    let Some(kinds) = &context.context_activities else {
        return;
    };
    form.member("contextActivities", |form| {
        let lists = [
            &kinds.parent,
            &kinds.grouping,
            &kinds.category,
            &kinds.other,
        ];
        for (kind, given) in crate::ContextActivities::KINDS.into_iter().zip(lists) {
            let items = given.as_ref().map(|list: &ActivityList| &*list.items);
            list(kind, items, form, activity);
        }
        extra(&kinds.extra, form);
    });
}

fn relations(context: &Context, form: &mut impl Form) {
    let agents = context.context_agents.as_deref();
    list("contextAgents", agents, form, |one, form| {
        form.member("agent", |form| agent(&one.agent, form));
        relevant_types(one.relevant_types.as_ref(), form);
        extra(&one.extra, form);
    });
    let groups = context.context_groups.as_deref();
    list("contextGroups", groups, form, |one, form| {
        form.member("group", |form| group(&one.group, form));
        relevant_types(one.relevant_types.as_ref(), form);
        extra(&one.extra, form);
    });
}

fn relevant_types(types: Option<&RelevantTypes>, form: &mut impl Form) {
    let types = types.map(RelevantTypes::as_slice);
    list("relevantTypes", types, form, |one, form| {
        form.text(&[one.as_str()]);
    });
}

/// Writes a list in the order it came in.
fn list<T, F: Form>(name: &str, items: Option<&[T]>, form: &mut F, write: fn(&T, &mut F)) {
    let Some(items) = items else {
        return;
    };
    form.member(name, |form| {
        for (position, item) in items.iter().enumerate() {
            form.item(position, |form| write(item, form));
        }
    });
}

fn extensions(extensions: Option<&Extensions>, form: &mut impl Form) {
    if let Some(extensions) = extensions {
        form.member("extensions", |form| extra(extensions.members(), form));
    }
}

/// Writes members in the order of their names.
fn extra(extra: &Extra, form: &mut impl Form) {
    let mut members: Vec<_> = extra.iter().collect();
    members.sort_unstable_by_key(|(name, _)| *name);
    for (name, value) in members {
        form.member(name, |form| form.whole(|form| json::write(value, form)));
    }
}

fn languages(name: &str, map: Option<&LanguageMap>, form: &mut impl Form) {
    let Some(map) = map else {
        return;
    };
    let entry = |(tag, text): (&edu_types::LanguageTag, &str)| {
        (tag.as_str().to_ascii_lowercase(), text.to_owned())
    };
    let mut entries: Vec<_> = map.iter().map(entry).collect();
    entries.sort_unstable();
    form.member(name, |form| {
        form.whole(|form| {
            for (tag, words) in entries {
                text(&tag, Some(&words), form);
            }
        });
    });
}

fn iri(name: &str, iri: Option<&Iri>, form: &mut impl Form) {
    text(name, iri.map(Iri::as_str), form);
}

fn flag(name: &str, flag: Option<bool>, form: &mut impl Form) {
    let word = |flag| if flag { "true" } else { "false" };
    text(name, flag.map(word), form);
}

fn text(name: &str, text: Option<&str>, form: &mut impl Form) {
    if let Some(text) = text {
        form.member(name, |form| form.text(&[text]));
    }
}
