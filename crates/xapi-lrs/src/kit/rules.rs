//! Every promise of a store that the kit checks.

use edu_types::Rule;

const STATEMENTS: &str = "xAPI 1.0.3 Part 3 §2.1; 2.0 §4.1.6.1";

/// The store did not do what it must, and said so.
pub static FAILED: Rule = Rule::must("xapi.kit.failed", STATEMENTS);
/// A statement that was stored is not given out.
pub static LOST: Rule = Rule::must("xapi.kit.lost", STATEMENTS);
/// A statement is given out in other words than it was stored in.
pub static CHANGED: Rule = Rule::must("xapi.kit.changed", "xAPI 1.0.3 Part 2 §2.3.1; 2.0 §4.2.4.2");
/// What was never stored is given out, or as what it is not.
pub static INVENTED: Rule = Rule::must("xapi.kit.invented", STATEMENTS);
/// Part of a refused batch was kept.
pub static PARTIAL: Rule = Rule::must("xapi.kit.partial", "xAPI 1.0.3 Part 3 §3.2; 2.0 §4.1.5");
/// A second statement of one id was taken in, or another place than its own was named.
pub static CONFLICT: Rule = Rule::must(
    "xapi.kit.conflict",
    "xAPI 1.0.3 Part 3 §2.1.1, §2.1.2; 2.0 §4.1.6.1",
);
/// A statement that was sent again was refused, or changed what is there.
pub static REPEATED: Rule = Rule::must(
    "xapi.kit.repeated",
    "xAPI 1.0.3 Part 3 §2.1.1, §2.1.2; 2.0 §4.1.6.1",
);
/// Statements are listed in another order than that of their storing.
pub static ORDER: Rule = Rule::must("xapi.kit.order", "xAPI 1.0.3 Part 3 §2.1.3; 2.0 §4.1.6.1");
/// A time of storing lies before the present or before that of an earlier statement, or is one that was seen
/// before.
pub static STORED: Rule = Rule::must(
    "xapi.kit.stored",
    "xAPI 1.0.3 Part 2 §2.4.8, Part 3 §2.1.3; 2.0 §4.1.6.1, §4.2.4.2",
);
/// A statement is not stored later than the time up to which an answer was said to be complete, or that time
/// stands still.
pub static CONSISTENT: Rule = Rule::must(
    "xapi.kit.consistent",
    "xAPI 1.0.3 Part 3 §2.1.3; 2.0 §4.1.6.1",
);
/// A statement is taken as voided that is not, or the other way round.
pub static VOIDED: Rule = Rule::must(
    "xapi.kit.voided",
    "xAPI 1.0.3 Part 2 §2.3.2, Part 3 §2.1.4; 2.0 §4.1.6.1, §4.2.5",
);
/// By what a target has, others are found than those that target it.
pub static REFERENCES: Rule = Rule::must(
    "xapi.kit.references",
    "xAPI 1.0.3 Part 3 §2.1.3, \"Filter Conditions for StatementRefs\"; 2.0 §4.1.6.1",
);
/// Other statements are found than those that have all that was asked for.
pub static FILTER: Rule = Rule::must("xapi.kit.filter", "xAPI 1.0.3 Part 3 §2.1.3; 2.0 §4.1.6.1");
/// A caller is given what it may not see, or not what it may.
pub static ACCESS: Rule = Rule::security(
    "xapi.kit.access",
    "xAPI 1.0.3 Part 3 §2.1.3, §4.0; 2.0 §4.1.6.1, §4.1.8",
);
/// Other statements are found than those of the time that was asked for.
pub static TIME: Rule = Rule::must("xapi.kit.time", "xAPI 1.0.3 Part 3 §2.1.3; 2.0 §4.1.6.1");
/// Statements are left out or repeated, or are more or fewer than was asked for.
pub static PAGES: Rule = Rule::must(
    "xapi.kit.pages",
    "xAPI 1.0.3 Part 2 §2.5, Part 3 §2.1.3; 2.0 §4.1.6.1, §4.2.4.3",
);
/// An attachment has other data than it had.
pub static ATTACHMENTS: Rule = Rule::must(
    "xapi.kit.attachments",
    "xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3",
);
/// Other things are known of an activity than were said of it.
pub static DEFINITIONS: Rule = Rule::must(
    "xapi.kit.definitions",
    "xAPI 1.0.3 Part 3 §2.5; 2.0 §4.1.6.4, §4.2.4.3",
);
/// Other names are known than were given, or in changing order, or too many.
pub static NAMES: Rule = Rule::must("xapi.kit.names", "xAPI 1.0.3 Part 3 §2.4; 2.0 §4.1.6.3");

const DOCUMENTS: &str =
    "xAPI 1.0.3 Part 3 §2.2, §2.3, §2.6, §2.7; 2.0 §4.1.6.2, §4.1.6.5, §4.1.6.6";

/// Another document is kept than the last change left.
pub static KEPT: Rule = Rule::must("xapi.kit.documents", DOCUMENTS);
/// A document was changed that must not be, or a change was refused for another reason than there is.
pub static REFUSED: Rule = Rule::must("xapi.kit.refused", "xAPI 1.0.3 Part 3 §3.1; 2.0 §4.1.4");
/// Other documents are listed than are there, or were changed since, or in another order.
pub static DOCUMENT_IDS: Rule = Rule::must("xapi.kit.document_ids", DOCUMENTS);
/// Documents of several agents, activities or registrations are mixed.
pub static PLACES: Rule = Rule::security("xapi.kit.places", DOCUMENTS);
/// Those that follow statements miss some, or see them twice or in another order.
pub static FOLLOWERS: Rule = Rule::must("xapi.kit.followers", STATEMENTS);
/// What belongs to one tenant was given to another, or changed by it.
pub static CROSSED: Rule = Rule::security("xapi.kit.crossed", STATEMENTS);
/// A promise was broken where several wrote at the same time.
pub static RACED: Rule = Rule::must("xapi.kit.raced", STATEMENTS);
