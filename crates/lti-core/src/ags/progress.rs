//! How far a person is with an activity, and a grader with the grade.

use edu_json::{FromJson, JsonWriter, Node, Reader, ToJson};
use edu_types::open_enum;

open_enum! {
    /// How far a person is with an activity.
    ///
    /// A score with a value that is not known is refused, because platforms decide by it.
    ///
    /// Spec: Assignment and Grade Services 2.0, §3.4.7.
    pub enum ActivityProgress {
        /// Nothing was done yet, or all of it was undone.
        Initialized = "Initialized",
        /// The person has begun.
        Started = "Started",
        /// The person works on it, and may send it more than once.
        InProgress = "InProgress",
        /// The person has sent it, and may still change it.
        Submitted = "Submitted",
        /// The person has finished.
        Completed = "Completed",
    }
}

open_enum! {
    /// How far the grade is; only [`GradingProgress::FullyGraded`] makes a result.
    ///
    /// A score with a value that is not known is refused, because platforms decide by it.
    ///
    /// Spec: Assignment and Grade Services 2.0, §3.4.8.
    pub enum GradingProgress {
        /// There is nothing to grade.
        NotReady = "NotReady",
        /// The grade could not be made.
        Failed = "Failed",
        /// The grade is being made; no person need help.
        Pending = "Pending",
        /// The grade waits for a person.
        PendingManual = "PendingManual",
        /// The grade is done.
        FullyGraded = "FullyGraded",
    }
}

/// Reads a vocabulary that is open for programs and closed on the wire.
macro_rules! known_only {
    ($($name:ident),+) => { $(
        impl FromJson for $name {
            fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
                let progress = Self::from(reader.text(node)?);
                if progress.is_known() {
                    return Some(progress);
                }
                let known: Vec<_> = Self::KNOWN.iter().map(Self::as_str).collect();
                let message = format!("value is unknown, allowed is one of {}", known.join(", "));
                reader.not_allowed(node, message)
            }
        }

        impl ToJson for $name {
            fn to_json(&self, writer: &mut JsonWriter) {
                writer.string(self.as_str());
            }
        }
    )+ };
}

known_only!(ActivityProgress, GradingProgress);
