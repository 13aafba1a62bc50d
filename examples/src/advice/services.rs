//! The same for calls of the platform's services.

use super::Side;

/// Families of codes; of several that fit, the longest counts.
pub(super) const ROWS: &[(&str, Side, &str)] = &[
    (
        "lti.token",
        Side::Tool,
        "The tool's request for an access token breaks a rule; the finding says which. Its \
         administrator compares token endpoint, client id and key set with what is registered.",
    ),
    (
        "lti.token.client",
        Side::Both,
        "No tool of this client id is registered at the platform: compare the client id on both \
         sides.",
    ),
    (
        "lti.token.audience",
        Side::Tool,
        "The tool signs for another token endpoint than this platform's: compare the address, to \
         the letter, and the audience, where the platform names one.",
    ),
    (
        "lti.token.replayed",
        Side::Tool,
        "The tool signed once and asked twice; it must sign anew for each request.",
    ),
    (
        "lti.token.scope",
        Side::Platform,
        "The tool asks for services that its registration does not allow.",
    ),
    (
        "lti.token.keys",
        Side::Tool,
        "The tool's keys cannot be fetched: open its key set address in a browser.",
    ),
    (
        "lti.token.backend",
        Side::Platform,
        "The platform's own store failed; to ask again is safe.",
    ),
    (
        "lti.token.setting",
        Side::Platform,
        "A setting of the platform is wrong; asking again does not help.",
    ),
    (
        "lti.access",
        Side::Tool,
        "The tool called with an access token that is not one of this platform's, or not any \
         more; it must ask for a new one.",
    ),
    (
        "lti.ags",
        Side::Tool,
        "The tool's call of the gradebook breaks a rule; the finding says which.",
    ),
    (
        "lti.ags.scope",
        Side::Platform,
        "The tool's registration does not allow what it tried in the gradebook.",
    ),
    (
        "lti.ags.older",
        Side::Nobody,
        "A later score of this person is there already, so that this one is not needed.",
    ),
    (
        "lti.ags.not_gradable",
        Side::Both,
        "The person is not one that gets grades here, or the column is closed.",
    ),
    (
        "lti.ags.backend",
        Side::Platform,
        "The platform's own gradebook failed; to send a score again is safe.",
    ),
    (
        "lti.nrps",
        Side::Tool,
        "The tool's question who is in a course breaks a rule; the finding says which.",
    ),
    (
        "lti.nrps.scope",
        Side::Platform,
        "The tool's registration does not allow it to read who is in a course.",
    ),
    (
        "lti.nrps.backend",
        Side::Platform,
        "The platform's own list of members failed; to ask again is safe.",
    ),
    (
        "lti.registration",
        Side::Both,
        "The tool did not register: what it says of itself, or the platform of itself, breaks a \
         rule; the finding says which.",
    ),
    (
        "lti.registration.invitation",
        Side::Platform,
        "The invitation was used before, has expired or was never made: invite the tool anew.",
    ),
    (
        "lti.registration.backend",
        Side::Platform,
        "The platform's own store failed: invite the tool anew.",
    ),
];
