//! Every promise of a store that the kit checks.

use edu_types::Rule;

const CLAUSE: &str = "Security Framework 1.0 §5.1.1.5";

/// The store did not do what it must, and said so.
pub static FAILED: Rule = Rule::security("lti.kit.failed", CLAUSE);
/// What was kept was not given out.
pub static LOST: Rule = Rule::security("lti.kit.lost", CLAUSE);
/// Another value was given out than was kept.
pub static CHANGED: Rule = Rule::security("lti.kit.changed", CLAUSE);
/// One value was given out twice.
pub static TWICE: Rule = Rule::security("lti.kit.twice", CLAUSE);
/// Of several that took one value at the same time, not exactly one got it.
pub static RACED: Rule = Rule::security("lti.kit.raced", CLAUSE);
/// Before its expiry it was forgotten that a value was taken.
pub static USE_FORGOTTEN: Rule = Rule::security("lti.kit.use_forgotten", CLAUSE);
/// What was never kept was given out, or is said to be used.
pub static INVENTED: Rule = Rule::security("lti.kit.invented", CLAUSE);
/// What has expired is not unknown.
pub static EXPIRED: Rule = Rule::security("lti.kit.expired", CLAUSE);
/// A second value was taken in under a key in use.
pub static OVERWRITTEN: Rule = Rule::security("lti.kit.overwritten", CLAUSE);
/// What belongs to one registration or tenant was given to another.
pub static CROSSED: Rule = Rule::security("lti.kit.crossed", CLAUSE);
/// Lists that are read page by page leave out, repeat or disorder what is kept.
pub static PAGES: Rule = Rule::must("lti.kit.pages", CLAUSE);
/// A message was given to another session than its own.
pub static SESSION: Rule = Rule::security("lti.kit.session", "LTI Core 1.3 §4.1.1");
/// Another session spent a message.
pub static BURNED: Rule = Rule::security("lti.kit.burned", "LTI Core 1.3 §4.1.1");
/// Another waiting value than the oldest was forgotten to make room.
pub static FORGOT: Rule = Rule::security("lti.kit.forgot", CLAUSE);
/// The store does not keep as many waiting values as it says.
pub static CAPACITY: Rule = Rule::security("lti.kit.capacity", CLAUSE);
/// A value was refused because others wait.
pub static LOCKED_OUT: Rule = Rule::security("lti.kit.locked_out", CLAUSE);
/// A store whose values have all expired has no room.
pub static STAYS_FULL: Rule = Rule::security("lti.kit.stays_full", CLAUSE);

const AGS: &str = "AGS 2.0 §3";

/// A filter of line items finds others than those that fit.
pub static FILTER: Rule = Rule::security("lti.kit.filter", AGS);
/// A column was moved to another placement.
pub static MOVED: Rule = Rule::security("lti.kit.moved", AGS);
/// A tool removed a column that its host keeps.
pub static KEPT: Rule = Rule::security("lti.kit.kept", AGS);
/// Another score of a person stays than the latest.
pub static ORDER: Rule = Rule::security("lti.kit.order", AGS);
/// A score that is sent again is refused, or taken as another.
pub static REPEAT: Rule = Rule::security("lti.kit.repeat", AGS);
/// A score was taken for somebody, or in a column, that gets none.
pub static UNGRADABLE: Rule = Rule::security("lti.kit.ungradable", AGS);
/// A grade has other points than its last score comes to.
pub static SCALE: Rule = Rule::security("lti.kit.scale", AGS);
/// Differences of a roster are others than the changes made.
pub static DIFFERENCES: Rule = Rule::must("lti.kit.differences", "NRPS 2.0 §2.4.2");
