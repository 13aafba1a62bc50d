//! The rules that the text of a response can break, and those of the components it names.
//!
//! A store may check the text of responses and need not; characterstring parameters it never
//! checks. So these rules warn, save the one that the standard states as a must.

use edu_types::Rule;

/// A true-false response is neither `true` nor `false`.
pub static TRUE_FALSE: Rule = Rule::should("xapi.response.true_false", FORMAT);
/// An id is empty, holds a delimiter, or is followed by a needless one.
pub static ID: Rule = Rule::should("xapi.response.id", FORMAT);
/// A list of texts has none.
pub static EMPTY: Rule = Rule::should("xapi.response.empty", FORMAT);
/// A text to be written holds what would be read otherwise.
pub static TEXT: Rule = Rule::should("xapi.response.text", FORMAT);
/// A pair of a matching response lacks its target.
pub static PAIR: Rule = Rule::should("xapi.response.pair", FORMAT);
/// A step of a performance lacks its response.
pub static STEP: Rule = Rule::should("xapi.response.step", FORMAT);
/// A number or a range of numbers is none.
pub static NUMBER: Rule = Rule::should("xapi.response.number", FORMAT);
/// A parameter has a value that is not allowed, or stands where it may not.
pub static PARAMETER: Rule = Rule::should("xapi.response.parameter", PARAMETERS);
/// The response is beyond what the reader takes in.
pub static LIMIT: Rule = Rule::should("xapi.response.limit", FORMAT);
/// A response names a component that its list does not have.
pub static UNKNOWN_COMPONENT: Rule = Rule::should("xapi.response.component", FORMAT);

/// Two components of one list have the same id: XAPI-00058.
pub static COMPONENT_REPEATED: Rule = Rule::must("xapi.component.repeated", COMPONENTS);
/// A component's id has white space.
pub static COMPONENT_SPACE: Rule = Rule::should("xapi.component.space", COMPONENTS);

const FORMAT: &str = "xAPI 1.0.3 Part 2 §2.4.4.1 Response Patterns; 2.0 §4.2.2";
const PARAMETERS: &str = "xAPI 1.0.3 Part 2 §2.4.4.1 Characterstring parameters; 2.0 §4.2.2";
const COMPONENTS: &str = "xAPI 1.0.3 Part 2 §2.4.4.1 Interaction Components; 2.0 §4.2.2";

#[cfg(test)]
mod tests {
    use edu_types::Severity;

    use super::*;

    #[test]
    fn what_a_store_need_not_check_only_warns() {
        for rule in [
            &TRUE_FALSE,
            &ID,
            &EMPTY,
            &TEXT,
            &PAIR,
            &STEP,
            &NUMBER,
            &PARAMETER,
            &LIMIT,
            &UNKNOWN_COMPONENT,
            &COMPONENT_SPACE,
        ] {
            assert_eq!(rule.severity, Severity::Warning, "{}", rule.code);
        }
        assert_eq!(COMPONENT_REPEATED.severity, Severity::Error);
    }
}
