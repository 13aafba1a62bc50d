//! What support can do about a refused launch, by the code of its first broken rule.
//!
//! For people who administer; the guide has a row about each code for those who program.

mod services;

/// Who can mend what was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a page must say something about each of them"
)]
pub enum Side {
    /// The administrator of the learning platform.
    Platform,
    /// The administrator of the tool.
    Tool,
    /// Both of them, by comparing what they registered.
    Both,
    /// The person who clicked, by opening the link again.
    Person,
    /// Nobody has to, unless it happens often.
    Nobody,
}

impl Side {
    /// Who that is, for a page.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Platform => "the administrator of the learning platform",
            Self::Tool => "the administrator of the tool",
            Self::Both => "the administrators of both sides, together",
            Self::Person => "the person who clicked, by opening the link again",
            Self::Nobody => "nobody, unless it happens often",
        }
    }
}

/// What can be done about a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a row of a table")]
pub struct Advice {
    /// Who can mend it.
    pub mends: Side,
    /// What to look at.
    pub check: &'static str,
}

/// What can be done about a refusal with this code.
pub fn advice(code: &str) -> Advice {
    let rows = ROWS
        .iter()
        .chain(services::ROWS)
        .filter(|(family, ..)| is_of(code, family));
    let row = rows.max_by_key(|(family, ..)| family.len());
    row.map_or(UNKNOWN, |&(_, mends, check)| Advice { mends, check })
}

/// Whether the code is that of the family, or one below it.
fn is_of(code: &str, family: &str) -> bool {
    code.strip_prefix(family)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

const UNKNOWN: Advice = Advice {
    mends: Side::Both,
    check: "Look the code up in the guide, with the finding's text.",
};

/// The closest family counts.
const ROWS: &[(&str, Side, &str)] = &[
    (
        "lti.malformed",
        Side::Both,
        "Are login address and launch address registered the right way round? An address that \
         somebody opened by hand is refused so, too.",
    ),
    (
        "lti.unregistered",
        Side::Both,
        "Compare issuer and client id on both sides to the letter: a slash at the end, http or \
         https, the client id of another tool.",
    ),
    (
        "lti.unregistered.ambiguous",
        Side::Platform,
        "The platform is registered here under several client ids and does not say which one it \
         means: have it send its client id with the login.",
    ),
    (
        "lti.state",
        Side::Person,
        "Opening the link again helps: the launch was reloaded, took too long, or went on in \
         another browser.",
    ),
    (
        "lti.state.no_cookie",
        Side::Person,
        "The browser keeps no cookies of this tool inside the platform's frame. Open it in a new \
         window, or allow its cookies.",
    ),
    (
        "lti.state.used",
        Side::Nobody,
        "A page was reloaded or somebody went back: each launch works once. Often and for one \
         person, somebody may be trying launches again.",
    ),
    (
        "lti.state.other_address",
        Side::Both,
        "The launch arrived at another address than it was asked for. Compare the launch address \
         at the platform with the tool's, to the letter.",
    ),
    (
        "lti.nonce",
        Side::Person,
        "The answer belongs to another login, as when two launches cross. Opening the link again \
         helps; often, somebody may be trying old launches.",
    ),
    (
        "lti.platform.error",
        Side::Platform,
        "The platform refused by itself; its list of refusals says why. Most often nobody was \
         signed in there any more.",
    ),
    (
        "lti.backend",
        Side::Tool,
        "The tool's own store or the fetch of the platform's keys failed; the finding says which. \
         The platform's page has the last fetch of its keys.",
    ),
    (
        "lti.policy",
        Side::Tool,
        "A setting of the tool is wrong; opening the link again does not help.",
    ),
    (
        "lti.issuer",
        Side::Platform,
        "Login and message name two platforms: its settings mix two sites up, or it is an attack.",
    ),
    (
        "lti.audience",
        Side::Platform,
        "The message is meant for another tool: compare the client id of the link at the platform \
         with the one registered here.",
    ),
    (
        "lti.audience.untrusted",
        Side::Both,
        "The message also names another tool. If that is meant so, this tool can be told to trust \
         that client.",
    ),
    (
        "lti.time",
        Side::Both,
        "Compare the clocks of both machines. Once only, somebody was slow: opening the link \
         again helps.",
    ),
    (
        "lti.unsupported",
        Side::Both,
        "The platform sends a kind of message that this tool does not take: where was the link \
         placed, and as what?",
    ),
    (
        "lti.deployment.unknown",
        Side::Tool,
        "A new installation of the tool: ask the platform's administrator whether it is meant so, \
         then allow the deployment.",
    ),
    (
        "lti.deployment.differs",
        Side::Platform,
        "Login and message name two installations of the tool: the platform mixes them up, or it \
         is an attack.",
    ),
    (
        "lti.deployment.not_checked",
        Side::Nobody,
        "Only programs that look into a launch by itself say so.",
    ),
    (
        "lti.claim",
        Side::Platform,
        "The platform's message breaks the standard; the finding names the claim. Is the right \
         kind of platform chosen in the tool's registration of it?",
    ),
    (
        "lti.claim.target_foreign",
        Side::Platform,
        "The link leads to an address that is not the tool's: correct it at the platform.",
    ),
    (
        "lti.claim.anonymous",
        Side::Platform,
        "The platform does not say who launched: the tool's privacy setting there, or a preview.",
    ),
    ("json", Side::Platform, BROKEN),
    (
        "jose",
        Side::Platform,
        "The platform's message is no token that a tool may accept; the finding says what is odd.",
    ),
    (
        "jose.alg",
        Side::Platform,
        "Set the platform to sign with RS256.",
    ),
    (
        "jose.kid.missing",
        Side::Tool,
        "Messages of this platform name no key. If it has a single one, let the registration \
         accept that.",
    ),
    (
        "jose.key",
        Side::Platform,
        "Something is wrong with the platform's published keys: fetch them on its page here, and \
         tell its administrator what the report says.",
    ),
    (
        "jose.key.unknown",
        Side::Both,
        "Is the address of the keys that of this platform? Just after a change of keys, wait half \
         a minute and open the link again.",
    ),
    (
        "jose.signature",
        Side::Both,
        "The message was signed with another key than the one published under its id: another \
         platform's keys are registered, or the message was altered.",
    ),
    (
        "jwks",
        Side::Platform,
        "The address of the keys answers something else: open it in a browser.",
    ),
    (
        "jwk",
        Side::Platform,
        "An entry of the platform's key set is odd; tell its administrator.",
    ),
    (
        "jwk.private_part_published",
        Side::Platform,
        "The platform shows a private key to everybody. Tell its administrator at once: that key \
         proves nothing any more.",
    ),
    (
        "lti.request",
        Side::Tool,
        "The tool's request for the message is not as the standard says; the finding names what.",
    ),
    (
        "lti.request.client",
        Side::Both,
        "Compare the client id: the tool asked with one that is not registered here.",
    ),
    (
        "lti.request.redirect",
        Side::Both,
        "Compare the launch addresses to the letter: slash at the end, query, case. Add the one \
         the tool uses, if it is the tool's.",
    ),
    (
        "lti.request.session",
        Side::Person,
        "Nobody was signed in at the platform, or somebody else: sign in and open the link again. \
         Often, browsers block the platform's cookie in its own frame.",
    ),
    (
        "lti.request.hint_unknown",
        Side::Person,
        "The launch expired, or the tool did not send back what it got. Opening the link again \
         helps in the first case only.",
    ),
    (
        "lti.request.hint_used",
        Side::Nobody,
        "A page was reloaded or somebody went back: each launch is answered once.",
    ),
    (
        "lti.request.hint_expired",
        Side::Person,
        "The tool took too long to ask: opening the link again helps.",
    ),
    (
        "lti.request.deployment",
        Side::Platform,
        "The tool is not installed there: add the deployment to the tool.",
    ),
    ("lti.request.message_type", Side::Platform, OWN_MESSAGE),
    ("lti.request.claim", Side::Platform, OWN_MESSAGE),
    ("lti.request.claim_reserved", Side::Platform, OWN_MESSAGE),
    ("lti.request.size", Side::Platform, OWN_MESSAGE),
    (
        "lti.request.signature",
        Side::Platform,
        "The platform's key could not sign: look at its page of keys.",
    ),
    (
        "lti.request.backend",
        Side::Platform,
        "The platform's own store failed; refused launches are safe to repeat.",
    ),
    (
        "lti.deep_linking",
        Side::Tool,
        "The tool's answer to a request for content cannot be taken; the finding says why.",
    ),
    (
        "lti.deep_linking.session",
        Side::Person,
        "The person who chose must be signed in, in the same browser, until the choice is back.",
    ),
    (
        "lti.deep_linking.backend",
        Side::Platform,
        "The platform's own store failed; choosing again is safe.",
    ),
    (
        "lti.request.setting",
        Side::Platform,
        "A setting of the platform is wrong; opening the link again does not help.",
    ),
];

const BROKEN: &str = "The platform's message cannot be read; the finding says where it breaks.";

const OWN_MESSAGE: &str = "The platform would have sent a message that tools refuse: the finding \
                           says what is wrong with the link or with what is known of the person.";

#[cfg(test)]
mod tests {
    use super::*;

    /// Codes of the guides' tables, which hold every code that a launch can be refused with.
    fn codes() -> Vec<&'static str> {
        let tool = include_str!("../../docs/lti-tool.md").lines();
        let rows = tool.chain(include_str!("../../docs/lti-platform.md").lines());
        let rows = rows.filter_map(|line| line.strip_prefix("| `"));
        let codes = rows.filter_map(|row| row.split('`').next());
        let families = ["lti.", "jose.", "jwks.", "jwk.", "json."];
        codes
            .filter(|code| families.iter().any(|family| code.starts_with(family)))
            .collect()
    }

    #[test]
    fn no_code_of_a_launch_is_without_advice() {
        let codes = codes();
        assert!(codes.len() > 90, "{}", codes.len());
        for code in codes {
            assert_ne!(advice(code), UNKNOWN, "{code}");
        }
    }

    #[test]
    fn the_closest_advice_counts() {
        assert_eq!(advice("lti.state.expired").mends, Side::Person);
        assert_eq!(advice("lti.state.used").mends, Side::Nobody);
        assert_eq!(advice("jose.key.weak"), advice("jose.key"));
        assert_ne!(advice("jose.key.unknown"), advice("jose.key"));
    }

    #[test]
    fn a_code_that_only_begins_alike_is_unknown() {
        for code in [
            "",
            "lti",
            "ltistate.used",
            "lti.states",
            "josefine.alg",
            "http.form",
        ] {
            assert_eq!(advice(code), UNKNOWN, "{code}");
        }
    }

    #[test]
    fn no_family_is_there_twice() {
        let mut families: Vec<&str> = ROWS.iter().map(|(family, ..)| *family).collect();
        families.sort_unstable();
        let number = families.len();
        families.dedup();
        assert_eq!(families.len(), number);
    }
}
