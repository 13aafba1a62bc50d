//! The cases for platforms. Numbers are those of the project's threat model. `i` is the login, `p`
//! are requests that must be answered, `f` is the form, `m` the message, `k` the keys.

mod form;
mod hints;
mod initiation;
mod keys;
mod message;
mod redirect;
mod request;

use super::Theme;
use super::ask::{Ask, Begun, Reply, find};
use super::world::World;
use crate::verdict::{Found, NotJudged};

/// Every theme, from the first request of a launch to the last.
pub(crate) const THEMES: &[Theme] = &[
    initiation::THEME,
    request::GOOD,
    redirect::THEME,
    request::FAULTY,
    hints::THEME,
    form::THEME,
    message::THEME,
    keys::THEME,
];

/// What makes an honest request another one.
type Change = for<'a> fn(&'a mut Ask) -> &'a mut Ask;

/// Asks so, and expects the message.
fn answered(world: &World, change: Change) -> Result<Found, NotJudged> {
    let mut begun = world.begin()?;
    let mut ask = begun.ask()?;
    change(&mut ask);
    Ok(match begun.send(ask).message() {
        Ok(_) => Found::told("a message"),
        Err(found) => found,
    })
}

/// Asks so, and expects one of these errors.
fn refused(world: &World, codes: &[&str], change: Change) -> Result<Found, NotJudged> {
    let mut begun = world.begin()?;
    let mut ask = begun.ask()?;
    change(&mut ask);
    Ok(error(&begun.send(ask), codes))
}

/// Judges an answer that should be an error for the tool.
fn error(reply: &Reply, codes: &[&str]) -> Found {
    let fields = reply.fields();
    let found = Found::told(reply.words());
    if find(&fields, "id_token").is_some() {
        return found.with_fault("a message was signed all the same");
    }
    let Some(call) = reply.sent_to_tool() else {
        return found.with_blemish("the tool is not told: the error stays at the platform");
    };
    let Some(code) = find(&fields, "error") else {
        return found.with_fault("the browser was sent on without message and error");
    };
    let asked = reply.ask.get("state");
    if asked.is_some() && find(&fields, "state") != asked {
        return found.with_fault("the state did not come back with the error");
    }
    if call.body.is_none() {
        return found.with_blemish("the error comes in an address, not in a posted form");
    }
    if !codes.contains(&code) {
        return found.with_blemish(format!("the standard's word is {}", codes.join(" or ")));
    }
    found
}

/// Judges an answer that nobody but the platform's own person may see.
fn local(reply: &Reply) -> Found {
    let found = Found::told(reply.words());
    if reply.sent_to_tool().is_some() || reply.leads_where_it_was_asked_to() {
        return found.with_fault("the browser was sent to the tool, or to where it may not go");
    }
    match reply.trail.last_status() {
        Some(400..500) => found,
        Some(500..) => found.with_blemish("refused by a server error, not by a rule"),
        Some(_) | None => found.with_blemish("the refusal is no error status"),
    }
}

/// A launch begun for a request that somebody else sends.
fn begun_and_asked(world: &World) -> Result<(Begun<'_>, Ask), NotJudged> {
    let begun = world.begin()?;
    let ask = begun.ask()?;
    Ok((begun, ask))
}
