//! Objectives: what is to be learned.

use edu_json::json_object;

use super::Identifier;

json_object! {
    /// Something to be learned, by one page or by several.
    ///
    /// Pages that name it report to it: in SCORM 2004 each writes its own success and score to it. SCORM 1.2 has nothing
    /// of the kind.
    pub struct Objective {
        required {
            /// Its identity within the course.
            identifier: Identifier = "identifier",
        }
        optional {
            /// What is learned, for people.
            description: String = "description",
        }
    }
}
