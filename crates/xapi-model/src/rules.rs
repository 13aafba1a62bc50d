//! Every rule that a statement can break, with its number among the conformance requirements of
//! ADL and its clauses, and the list of all rules of this crate.
//!
//! Rules weigh what 2.0 gives them; where 1.0.3 is milder, [`Version::strict`](crate::Version::strict)
//! says so. Numbers are those of 1.0.3: 2.0 has none of its own.

use edu_json::MemberRules;
use edu_types::Rule;

use crate::{multipart, profile, signed};

/// What applies to every member of a statement.
pub static MEMBER_RULES: MemberRules = MemberRules {
    kind: &KIND,
    value: &VALUE,
    missing: &MISSING,
    null: &NULL,
    unknown: Some(&UNKNOWN),
    empty: Some(&EMPTY_OBJECT),
    informative: None,
};

/// Declares rules and the list of them: the list's name and what stands before each clause; of each
/// rule its name, how heavy it is, its code, its number where it has one, and its clauses.
macro_rules! rule_list {
    (
        $(#[$about:meta])* $list:ident, $standard:literal;
        $( $(#[$doc:meta])* $name:ident $weight:ident $code:literal $($number:literal)?, $clause:literal; )+
    ) => {
        $(
            $(#[$doc])*
            pub static $name: edu_types::Rule =
                edu_types::Rule::$weight($code, concat!($standard, $clause))$(.numbered($number))?;
        )+

        $(#[$about])*
        pub static $list: &[&edu_types::Rule] = &[$(&$name),+];
    };
}
pub(crate) use rule_list;

/// Every rule of this crate, each once: those of statements, of bodies with attachments, of
/// signatures and of the profiles of hosts.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let lists = [
        STATEMENT,
        multipart::rules::ALL,
        signed::rules::ALL,
        profile::rules::ALL,
    ];
    lists.into_iter().flatten().copied()
}

rule_list! {
    /// Those that a statement by itself can break.
    STATEMENT, "xAPI ";
    /// A member has another JSON kind than allowed.
    KIND must "xapi.format.kind" "XAPI-00006", "1.0.3 Part 2 §2.2; 2.0 §4.2.1";
    /// A member has the right kind but a value that is not allowed.
    VALUE must "xapi.format.value" "XAPI-00007", "1.0.3 Part 2 §2.2; 2.0 §4.2.1";
    /// A required member is absent.
    MISSING must "xapi.format.missing" "XAPI-00006", "1.0.3 Part 2 §2.2; 2.0 §4.2.1";
    /// A value is `null` outside extensions.
    NULL must "xapi.format.null" "XAPI-00001", "1.0.3 Part 2 §2.2; 2.0 §4.2.1";
    /// An object has a member that the standard does not name, or names in another case.
    UNKNOWN must "xapi.format.unknown_member" "XAPI-00010", "1.0.3 Part 2 §2.2; 2.0 §4.2.1";
    /// An object outside extensions has no members; it should not be sent, but is not refused.
    EMPTY_OBJECT should "xapi.format.empty_object" "XAPI-00001", "1.0.3 Part 2 §2.2; 2.0 §5.2.4.1";
    /// A statement has no actor, or one that is no object.
    ACTOR_MISSING must "xapi.statement.actor" "XAPI-00003", "1.0.3 Part 2 §2.4; 2.0 §4.2.2";
    /// A statement has no verb, or one that is no object.
    VERB_MISSING must "xapi.statement.verb" "XAPI-00004", "1.0.3 Part 2 §2.4; 2.0 §4.2.2";
    /// A statement has no object, or one that is no object of JSON.
    OBJECT_MISSING must "xapi.statement.object" "XAPI-00005", "1.0.3 Part 2 §2.4; 2.0 §4.2.2";
    /// A statement's id is no UUID.
    STATEMENT_ID must "xapi.statement.id" "XAPI-00027", "1.0.3 Part 2 §2.4.1; 2.0 §4.2.2";
    /// Two statements of one batch have the same id.
    ID_TWICE must "xapi.statement.id_twice" "XAPI-00026", "1.0.3 Part 3 §2.1.2; 2.0 §4.1.6.1";
    /// A UUID is not of the variant of RFC 4122.
    UUID_VARIANT should "xapi.uuid.variant" "XAPI-00030", "1.0.3 Part 2 §4.4; 2.0 §4.2.7";
    /// A statement's version is not one that this version of the standard takes in.
    VERSION must "xapi.version.form" "XAPI-00101", "1.0.3 Part 2 §2.4.10; 2.0 §4.2.2";
    /// A statement with the verb `voided` has an object that is no reference to a statement.
    VOIDING_OBJECT must "xapi.voiding.object" "XAPI-00017", "1.0.3 Part 2 §2.3.2; 2.0 §4.2.5";
    /// An authority is neither agent nor group.
    AUTHORITY must "xapi.authority.kind" "XAPI-00024", "1.0.3 Part 2 §2.4.9; 2.0 §4.2.2";
    /// A group that is an authority is identified, or has not exactly two members.
    AUTHORITY_GROUP must "xapi.authority.group" "XAPI-00098", "1.0.3 Part 2 §2.4.9; 2.0 §4.2.2";
    /// Neither member of a group that is an authority has an account, as an OAuth consumer has.
    AUTHORITY_CONSUMER should "xapi.authority.consumer" "XAPI-00100", "1.0.3 Part 2 §2.4.9";
    /// A timestamp is no date and time of ISO 8601, or has the offset -00:00.
    TIMESTAMP must "xapi.timestamp.form" "XAPI-00123", "1.0.3 Part 2 §4.5; 2.0 §4.2.7";
    /// A timestamp is of a form of ISO 8601 that RFC 3339 does not have; 1.0.3 only says that it
    /// should not be.
    TIMESTAMP_RFC3339 must "xapi.timestamp.rfc3339" "XAPI-00123", "1.0.3 Part 2 §4.5; 2.0 §5.2.7";
    /// A timestamp has no offset from UTC; 1.0.3 only says that it should have one.
    TIMESTAMP_ZONE must "xapi.timestamp.zone" "XAPI-00123", "1.0.3 Part 2 §4.5; 2.0 §5.2.7";
    /// A duration is not of the designator form of ISO 8601.
    DURATION must "xapi.duration.form" "XAPI-00124", "1.0.3 Part 2 §4.6; 2.0 §4.2.7";
    /// A duration is finer than 0.01 seconds; stores may cut what is finer.
    DURATION_PRECISION advice "xapi.duration.precision" "XAPI-00124", "1.0.3 Part 2 §4.6; 2.0 §4.2.7";
    /// The `objectType` of an actor is not one that is allowed in its place.
    ACTOR_TYPE must "xapi.actor.object_type" "XAPI-00031", "1.0.3 Part 2 §2.4.2; 2.0 §4.2.2.1";
    /// An agent has no identifier.
    AGENT_UNIDENTIFIED must "xapi.agent.no_identifier" "XAPI-00034", "1.0.3 Part 2 §2.4.2.1; 2.0 §4.2.2.1";
    /// An agent has more than one identifier.
    AGENT_IDENTIFIERS must "xapi.agent.several_identifiers" "XAPI-00034", "1.0.3 Part 2 §2.4.2.1; 2.0 §4.2.2.1";
    /// An agent has members; a group says that it is one.
    AGENT_MEMBER must "xapi.agent.member" "XAPI-00035", "1.0.3 Part 2 §2.4.2.2; 2.0 §4.2.2.1";
    /// A group without identifier has no members.
    GROUP_MEMBER must "xapi.group.no_member" "XAPI-00035", "1.0.3 Part 2 §2.4.2.2; 2.0 §4.2.2.1";
    /// A group has more than one identifier.
    GROUP_IDENTIFIERS must "xapi.group.several_identifiers" "XAPI-00037", "1.0.3 Part 2 §2.4.2.2; 2.0 §4.2.2.1";
    /// The members of a group are no list of agents.
    GROUP_MEMBERS must "xapi.group.member_kind" "XAPI-00036", "1.0.3 Part 2 §2.4.2.2; 2.0 §4.2.2.1";
    /// An `mbox` is not `mailto:` and an address.
    MBOX must "xapi.agent.mbox" "XAPI-00038", "1.0.3 Part 2 §2.4.2.3; 2.0 §4.2.2.1";
    /// An `mbox_sha1sum` is not 40 hexadecimal digits.
    MBOX_SHA1SUM must "xapi.agent.mbox_sha1sum" "XAPI-00039", "1.0.3 Part 2 §2.4.2.3; 2.0 §4.2.2.1";
    /// An `openid` is no URI with a scheme.
    OPENID must "xapi.agent.openid" "XAPI-00040", "1.0.3 Part 2 §2.4.2.3; 2.0 §4.2.2.1";
    /// An account is no object.
    ACCOUNT must "xapi.account.object" "XAPI-00041", "1.0.3 Part 2 §2.4.2.3; 2.0 §4.2.2.1";
    /// An account has no home page that is an IRL.
    ACCOUNT_HOME_PAGE must "xapi.account.home_page" "XAPI-00042", "1.0.3 Part 2 §2.4.2.4; 2.0 §4.2.2.1";
    /// An account has no name that is a string.
    ACCOUNT_NAME must "xapi.account.name" "XAPI-00043", "1.0.3 Part 2 §2.4.2.4; 2.0 §4.2.2.1";
    /// The name of an agent or group is no string.
    ACTOR_NAME must "xapi.agent.name" "XAPI-00033", "1.0.3 Part 2 §2.4.2; 2.0 §4.2.2.1";
    /// A verb has no id that is an IRI.
    VERB_ID must "xapi.verb.id" "XAPI-00044", "1.0.3 Part 2 §2.4.3; 2.0 §4.2.2.2";
    /// The display of a verb is no language map.
    VERB_DISPLAY must "xapi.verb.display" "XAPI-00045", "1.0.3 Part 2 §2.4.3; 2.0 §4.2.2.2";
    /// A verb has no text for people.
    VERB_DISPLAY_MISSING advice "xapi.verb.display_missing", "1.0.3 Part 2 §2.4.3; 2.0 §4.2.2.2";
    /// The `objectType` of an object is not one of the five.
    OBJECT_TYPE must "xapi.object.object_type" "XAPI-00046", "1.0.3 Part 2 §2.4.4; 2.0 §4.2.2.3";
    /// An object has members of an agent, group, reference or sub-statement, but does not say that
    /// it is one.
    OBJECT_TYPE_MISSING must "xapi.object.type_missing" "XAPI-00065", "1.0.3 Part 2 §2.4.4.2; 2.0 §4.2.2.3";
    /// An activity has no id that is an IRI.
    ACTIVITY_ID must "xapi.activity.id" "XAPI-00047", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3";
    /// The `objectType` of an activity is another word.
    ACTIVITY_TYPE_WORD must "xapi.activity.object_type" "XAPI-00094", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3";
    /// The definition of an activity is no object.
    DEFINITION must "xapi.activity.definition" "XAPI-00048", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3";
    /// The name of an activity is no language map.
    ACTIVITY_NAME must "xapi.activity.name" "XAPI-00056", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3";
    /// The description of an activity is no language map.
    ACTIVITY_DESCRIPTION must "xapi.activity.description" "XAPI-00059", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3";
    /// The type of an activity is no IRI.
    ACTIVITY_TYPE must "xapi.activity.type" "XAPI-00060", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3";
    /// The `moreInfo` of an activity is no IRL.
    ACTIVITY_MORE_INFO must "xapi.activity.more_info" "XAPI-00061", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3";
    /// A reference to a statement has no id that is a UUID.
    REFERENCE_ID must "xapi.reference.id" "XAPI-00072", "1.0.3 Part 2 §2.4.4.3; 2.0 §4.2.2.3";
    /// A reference to a statement does not say that it is one.
    REFERENCE_TYPE must "xapi.reference.object_type" "XAPI-00073", "1.0.3 Part 2 §2.4.4.3; 2.0 §4.2.2.3";
    /// A sub-statement has an id.
    SUBSTATEMENT_MEMBER_ID must "xapi.substatement.id" "XAPI-00070", "1.0.3 Part 2 §2.4.4.3; 2.0 §4.2.2.3";
    /// A sub-statement says when it was stored.
    SUBSTATEMENT_MEMBER_STORED must "xapi.substatement.stored" "XAPI-00069", "1.0.3 Part 2 §2.4.4.3; 2.0 §4.2.2.3";
    /// A sub-statement has a version.
    SUBSTATEMENT_MEMBER_VERSION must "xapi.substatement.version" "XAPI-00068", "1.0.3 Part 2 §2.4.4.3; 2.0 §4.2.2.3";
    /// A sub-statement has an authority.
    SUBSTATEMENT_MEMBER_AUTHORITY must "xapi.substatement.authority" "XAPI-00067", "1.0.3 Part 2 §2.4.4.3; 2.0 §4.2.2.3";
    /// The object of a sub-statement is a sub-statement.
    SUBSTATEMENT_NESTED must "xapi.substatement.nested" "XAPI-00071", "1.0.3 Part 2 §2.4.4.3; 2.0 §4.2.4.2";
    /// An `interactionType` is not one of the ten.
    INTERACTION_TYPE must "xapi.interaction.type" "XAPI-00049", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3";
    /// A definition has correct responses or components, but no `interactionType`.
    INTERACTION_TYPE_MISSING must "xapi.interaction.type_missing" "XAPI-00064", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.4.2";
    /// Correct responses are no list of strings.
    PATTERNS must "xapi.interaction.pattern_kind" "XAPI-00050", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3";
    /// Components are no list of objects.
    COMPONENTS must "xapi.interaction.component_list" "XAPI-00051", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3";
    /// A component has no id that is a string.
    COMPONENT_ID must "xapi.interaction.component_id" "XAPI-00058", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3";
    /// Two components of one list have the same id.
    COMPONENT_TWICE must "xapi.interaction.component_twice" "XAPI-00058", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3";
    /// The description of a component is no language map.
    COMPONENT_DESCRIPTION must "xapi.interaction.component_description" "XAPI-00062", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3";
    /// The id of a component holds whitespace.
    COMPONENT_SPACE should "xapi.interaction.component_whitespace", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.4.2";
    /// A list of components does not belong to the `interactionType`.
    COMPONENTS_UNSUPPORTED should "xapi.interaction.list_not_supported", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3";
    /// A correct response is not written as its `interactionType` asks for; stores need not look.
    PATTERN should "xapi.interaction.pattern", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.4.2";
    /// An activity with an `interactionType` is not of the type
    /// `http://adlnet.gov/expapi/activities/cmi.interaction`.
    INTERACTION_ACTIVITY should "xapi.interaction.activity_type", "1.0.3 Part 2 §2.4.4.1";
    /// A response is not written as the `interactionType` of the object asks for; stores need not
    /// look.
    RESPONSE should "xapi.result.response_pattern", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.4";
    /// A result is no object.
    RESULT must "xapi.result.object" "XAPI-00006", "1.0.3 Part 2 §2.4.5; 2.0 §4.2.2.4";
    /// `success` is neither true nor false.
    SUCCESS must "xapi.result.success" "XAPI-00074", "1.0.3 Part 2 §2.4.5; 2.0 §4.2.2.4";
    /// `completion` is neither true nor false.
    COMPLETION must "xapi.result.completion" "XAPI-00075", "1.0.3 Part 2 §2.4.5; 2.0 §4.2.2.4";
    /// A response is no string.
    RESPONSE_KIND must "xapi.result.response" "XAPI-00076", "1.0.3 Part 2 §2.4.5; 2.0 §4.2.2.4";
    /// The duration of a result is not of the designator form of ISO 8601.
    RESULT_DURATION must "xapi.result.duration" "XAPI-00077", "1.0.3 Part 2 §2.4.5; 2.0 §4.2.2.4";
    /// A score is no object.
    SCORE must "xapi.score.object" "XAPI-00079", "1.0.3 Part 2 §2.4.5; 2.0 §4.2.2.4";
    /// A member of a score is no finite number.
    SCORE_NUMBER must "xapi.score.number" "XAPI-00006", "1.0.3 Part 2 §2.4.5.1; 2.0 §4.2.2.4";
    /// `scaled` is no number from -1 to 1.
    SCORE_SCALED must "xapi.score.scaled" "XAPI-00083", "1.0.3 Part 2 §2.4.5.1; 2.0 §4.2.2.4";
    /// `raw` is not within `min` and `max`.
    SCORE_RAW must "xapi.score.raw" "XAPI-00082", "1.0.3 Part 2 §2.4.5.1; 2.0 §4.2.2.4";
    /// `min` is not below `max`.
    SCORE_BOUNDS must "xapi.score.bounds" "XAPI-00080", "1.0.3 Part 2 §2.4.5.1; 2.0 §4.2.2.4";
    /// A context is no object.
    CONTEXT must "xapi.context.object" "XAPI-00006", "1.0.3 Part 2 §2.4.6; 2.0 §4.2.2.5";
    /// A registration is no UUID.
    REGISTRATION must "xapi.context.registration" "XAPI-00087", "1.0.3 Part 2 §2.4.6; 2.0 §4.2.2.5";
    /// An instructor is neither agent nor group.
    INSTRUCTOR must "xapi.context.instructor" "XAPI-00087", "1.0.3 Part 2 §2.4.6; 2.0 §4.2.2.5";
    /// A team is no group.
    TEAM must "xapi.context.team" "XAPI-00088", "1.0.3 Part 2 §2.4.6; 2.0 §4.2.2.5";
    /// A revision is no string.
    REVISION must "xapi.context.revision" "XAPI-00089", "1.0.3 Part 2 §2.4.6; 2.0 §4.2.2.5";
    /// A platform is no string.
    PLATFORM must "xapi.context.platform" "XAPI-00090", "1.0.3 Part 2 §2.4.6; 2.0 §4.2.2.5";
    /// A revision is given though the object is no activity.
    REVISION_OBJECT must "xapi.context.revision_object" "XAPI-00084", "1.0.3 Part 2 §2.4.6; 2.0 §4.2.2.5";
    /// A platform is given though the object is no activity.
    PLATFORM_OBJECT must "xapi.context.platform_object" "XAPI-00085", "1.0.3 Part 2 §2.4.6; 2.0 §4.2.2.5";
    /// A language is no language tag.
    LANGUAGE must "xapi.context.language" "XAPI-00091", "1.0.3 Part 2 §2.4.6; 2.0 §4.2.2.5";
    /// The statement of a context is no reference to one.
    CONTEXT_STATEMENT must "xapi.context.statement" "XAPI-00092", "1.0.3 Part 2 §2.4.6; 2.0 §4.2.2.5";
    /// `contextActivities` is no object.
    CONTEXT_ACTIVITIES must "xapi.context_activities.object" "XAPI-00086", "1.0.3 Part 2 §2.4.6.2; 2.0 §4.2.2.5";
    /// A kind of context activities is neither an activity nor a list of them.
    CONTEXT_ACTIVITIES_VALUE must "xapi.context_activities.value" "XAPI-00094", "1.0.3 Part 2 §2.4.6.2; 2.0 §4.2.2.5";
    /// One activity stands in place of a list; stores return a list.
    CONTEXT_ACTIVITIES_SINGLE advice "xapi.context_activities.single" "XAPI-00096", "1.0.3 Part 2 §2.4.6.2; 2.0 §4.2.4.2";
    /// `contextAgents` and `contextGroups` are members that 1.0.3 does not name.
    CONTEXT_AGENTS_VERSION must "xapi.context_agents.version" "XAPI-00010", "1.0.3 Part 2 §2.2";
    /// `contextAgents` is no list of objects.
    CONTEXT_AGENTS must "xapi.context_agents.list", "2.0 §4.2.2.5";
    /// The `objectType` of a context agent is not `contextAgent`.
    CONTEXT_AGENT_TYPE must "xapi.context_agents.object_type", "2.0 §4.2.2.5";
    /// A context agent names no agent.
    CONTEXT_AGENT must "xapi.context_agents.agent", "2.0 §4.2.2.5";
    /// `contextGroups` is no list of objects.
    CONTEXT_GROUPS must "xapi.context_groups.list", "2.0 §4.2.2.5";
    /// The `objectType` of a context group is not `contextGroup`.
    CONTEXT_GROUP_TYPE must "xapi.context_groups.object_type", "2.0 §4.2.2.5";
    /// A context group names no group.
    CONTEXT_GROUP must "xapi.context_groups.group", "2.0 §4.2.2.5";
    /// `relevantTypes` is no list of at least one IRI.
    RELEVANT_TYPES must "xapi.context_agents.relevant_types", "2.0 §4.2.2.5";
    /// 2.0 prefers `contextAgents` and `contextGroups` to an instructor or team.
    CONTEXT_DEPRECATED advice "xapi.context.deprecated", "2.0 §4.2.2.5";
    /// Attachments are no list of objects.
    ATTACHMENTS must "xapi.attachment.list" "XAPI-00025", "1.0.3 Part 2 §2.4.11; 2.0 §4.2.2.6";
    /// An attachment has no usage type that is an IRI.
    USAGE_TYPE must "xapi.attachment.usage_type" "XAPI-00107", "1.0.3 Part 2 §2.4.11; 2.0 §4.2.2.6";
    /// An attachment has no display that is a language map.
    ATTACHMENT_DISPLAY must "xapi.attachment.display" "XAPI-00106", "1.0.3 Part 2 §2.4.11; 2.0 §4.2.2.6";
    /// The description of an attachment is no language map.
    ATTACHMENT_DESCRIPTION must "xapi.attachment.description" "XAPI-00106", "1.0.3 Part 2 §2.4.11; 2.0 §4.2.2.6";
    /// An attachment has no content type that is a media type.
    CONTENT_TYPE must "xapi.attachment.content_type" "XAPI-00105", "1.0.3 Part 2 §2.4.11; 2.0 §4.2.2.6";
    /// An attachment has no length that is a whole number of bytes.
    LENGTH must "xapi.attachment.length" "XAPI-00102", "1.0.3 Part 2 §2.4.11; 2.0 §4.2.2.6";
    /// An attachment has no digest of SHA-2 in hexadecimal digits.
    SHA2 must "xapi.attachment.sha2" "XAPI-00103", "1.0.3 Part 2 §2.4.11; 2.0 §4.2.2.6";
    /// The `fileUrl` of an attachment is no IRL.
    FILE_URL must "xapi.attachment.file_url" "XAPI-00104", "1.0.3 Part 2 §2.4.11; 2.0 §4.2.2.6";
    /// The attachment of a signature is not of the type `application/octet-stream`.
    SIGNATURE_TYPE must "xapi.signature.content_type" "XAPI-00115", "1.0.3 Part 2 §2.6; 2.0 §4.2.6";
    /// Extensions are no object.
    EXTENSIONS must "xapi.extensions.object" "XAPI-00120", "1.0.3 Part 2 §4.1; 2.0 §4.2.7";
    /// The name of an extension is no IRI.
    EXTENSION_KEY must "xapi.extensions.key" "XAPI-00118", "1.0.3 Part 2 §4.1; 2.0 §4.2.7";
}
