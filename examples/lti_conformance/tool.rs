//! Judges a tool: plays the platform and the browser of its person.

mod cases;
mod login;
mod party;
mod platform;
mod telling;
mod token;
mod world;

use core::time::Duration;

use tokio::runtime::Runtime;

use crate::args::ToolArgs;
use crate::browser::{agent, reachable};
use crate::case::{Case, is_wanted};
use crate::keys::KeyRing;
use crate::program::{Failure, print};
use crate::report::Report;
use crate::verdict::{Expected, Found, NotJudged, Outcome};
use login::Initiation;
use party::{Parties, Party};
use platform::Platform;
use telling::Telling;
use token::Token;
use world::World;

/// What a case does.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// An honest login, answered with a token that was changed so.
    Token(Change),
    /// The same, with a token that needs an odd key to be published.
    OddKey(Change),
    /// A login that was changed so, answered with an honest token.
    Login(LoginChange),
    /// Steps of its own.
    Steps(Steps),
}

/// What makes an honest token another one.
pub(crate) type Change = for<'t, 'w> fn(&'t mut Token<'w>) -> &'t mut Token<'w>;
/// What makes an honest login another one.
pub(crate) type LoginChange = for<'i, 'w> fn(&'i mut Initiation<'w>) -> &'i mut Initiation<'w>;
/// What a case does that is neither.
pub(crate) type Steps = fn(&World) -> Result<Found, NotJudged>;

/// The first four columns of a case.
type Text = &'static str;

impl Case<Act> {
    const fn token(id: Text, sent: Text, clause: Text, expected: Expected, change: Change) -> Self {
        Self::new(id, sent, clause, expected, Act::Token(change))
    }

    const fn odd_key(
        id: Text,
        sent: Text,
        clause: Text,
        expected: Expected,
        change: Change,
    ) -> Self {
        Self::new(id, sent, clause, expected, Act::OddKey(change))
    }

    const fn login(
        id: Text,
        sent: Text,
        clause: Text,
        expected: Expected,
        change: LoginChange,
    ) -> Self {
        Self::new(id, sent, clause, expected, Act::Login(change))
    }

    const fn steps(id: Text, sent: Text, clause: Text, expected: Expected, steps: Steps) -> Self {
        Self::new(id, sent, clause, expected, Act::Steps(steps))
    }
}

/// Cases that belong together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Theme {
    pub(crate) title: &'static str,
    pub(crate) cases: &'static [Case<Act>],
}

/// The port where nothing else is said.
const PORT: u16 = 9430;

/// Carries out all cases; whether nothing is wrong.
///
/// # Errors
///
/// [`Failure`] where the tool cannot be judged at all.
pub(crate) fn run(runtime: &Runtime, args: &ToolArgs) -> Result<bool, Failure> {
    let parties = Parties::new(args, &args.common.address(PORT));
    if args.common.describe {
        print(&parties.to_json().into())?;
        return Ok(true);
    }
    let mut report = Report::new(args.common.format);
    let about = parties.to_json();
    let keys = KeyRing::open(args.key_file.as_deref(), args.plain_keys)?;
    let port = args.common.port.unwrap_or(PORT);
    let platform = Platform::open(runtime, args, port, &keys)?;
    report.say(&parties.to_text())?;
    let agent = agent(&args.common);
    let mut world = World::new(args, (parties, keys, platform), agent)?;
    let patience = Duration::from_secs(args.common.wait);
    reachable(&world.agent, &world.login, patience)
        .map_err(|why| format!("{}: {why}", world.login))?;
    learn(&mut world, args)?;
    report.say(&told(&world))?;
    for theme in cases::THEMES {
        let wanted = |case: &&Case<Act>| is_wanted(case.id, &args.common.only);
        let wanted: Vec<_> = theme.cases.iter().filter(wanted).collect();
        if !wanted.is_empty() {
            report.theme(theme.title)?;
        }
        for case in wanted {
            report.add(case, &act(&world, case))?;
        }
    }
    Ok(report.end("tool", about)?)
}

/// Launches honestly and with garbage, and learns to tell the answers apart.
fn learn(world: &mut World, args: &ToolArgs) -> Result<(), String> {
    let good = {
        let initiation = Initiation::honest(world, &world.parties.first);
        let mut launch = world.begin(world.browser(), &initiation).map_err(|trail| {
            format!(
                "an honest login does not lead to {}: {}: {}",
                world.parties.first.authorization,
                trail.words(),
                trail.excerpt()
            )
        })?;
        let wanted = launch.asked("redirect_uri");
        if wanted != world.redirect_uri {
            return Err(format!(
                "the tool asks for its message at `{wanted}`, which is not the address given with \
                 --launch; a platform refuses that"
            ));
        }
        let token = launch.token().seal().map_err(|NotJudged(why)| why)?;
        launch.deliver_text(&token)
    };
    let bad = {
        let mut launch = world.open().map_err(|NotJudged(why)| why)?;
        launch.deliver_text("garbage")
    };
    world.fails_usually = bad.last_status().is_some_and(|status| status >= 500);
    world.telling = Some(Telling::learn(args, &good, &bad)?);
    world.knows_second = knows(world, &world.parties.second);
    world.knows_other = knows(world, &world.parties.other);
    Ok(())
}

/// Whether the tool has this registration: whether an honest launch of it holds.
fn knows(world: &World, party: &Party) -> bool {
    let Ok(mut launch) = world.open_for(party) else {
        return false;
    };
    launch.asked("client_id") == party.client_id
        && launch
            .token()
            .seal()
            .is_ok_and(|token| world.outcome(&launch.deliver_text(&token)) == Outcome::Accepted)
}

fn told(world: &World) -> String {
    let telling = world.telling.as_ref().map(Telling::words);
    let has = |known: bool| if known { "has" } else { "has not" };
    format!(
        "Launches are told apart {}.\nThe tool {} the second registration and {} the other one.",
        telling.unwrap_or_default(),
        has(world.knows_second),
        has(world.knows_other),
    )
}

fn act(world: &World, case: &Case<Act>) -> Result<Found, NotJudged> {
    world.is_there()?;
    match case.act {
        Act::OddKey(_) if world.keys.is_plain() => {
            let why = "odd keys are not published, as --plain-keys says";
            Err(NotJudged(why.to_owned()))
        }
        Act::Token(change) | Act::OddKey(change) => {
            let mut launch = world.open()?;
            let mut token = launch.token();
            launch.deliver(change(&mut token))
        }
        Act::Login(change) => {
            let mut initiation = Initiation::honest(world, &world.parties.first);
            change(&mut initiation);
            log_in(world, &initiation, case.expected)
        }
        Act::Steps(steps) => steps(world),
    }
}

/// Starts a login and answers it honestly.
fn log_in(
    world: &World,
    initiation: &Initiation<'_>,
    expected: Expected,
) -> Result<Found, NotJudged> {
    let mut launch = match world.begin(world.browser(), initiation) {
        Ok(launch) => launch,
        Err(trail) => return Ok(world.stopped(&trail)),
    };
    let mut token = launch.token();
    if let Some(target) = initiation.get("target_link_uri") {
        token.claim(lti_core::claim::TARGET_LINK_URI, target);
    }
    let found = launch.deliver(&token)?;
    // Of a login that had to be refused, hints do not matter.
    let matter = matches!(expected, Expected::Accepted | Expected::BetterAccepted);
    let fault = launch.hint_fault(initiation).filter(|_| matter);
    Ok(match fault {
        Some(fault) => found.with_fault(fault),
        None => found,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::cases::THEMES;

    #[test]
    fn every_case_has_an_id_of_its_own_and_says_what_is_sent_in_one_line() {
        let mut known = BTreeSet::new();
        for case in THEMES.iter().flat_map(|theme| theme.cases) {
            assert!(known.insert(case.id), "{} twice", case.id);
            assert!(
                !case.clause.is_empty() && !case.sent.is_empty(),
                "{}",
                case.id
            );
            assert!(case.sent.len() <= 90, "{}: {}", case.id, case.sent.len());
        }
    }

    #[test]
    fn every_attack_on_a_launch_has_a_case() {
        let ids: Vec<_> = THEMES.iter().flat_map(|theme| theme.cases).collect();
        for number in 1..=48 {
            let has = |id: &str| id.trim_end_matches(char::is_alphabetic) == number.to_string();
            assert!(ids.iter().any(|case| has(case.id)), "{number}");
        }
    }
}
