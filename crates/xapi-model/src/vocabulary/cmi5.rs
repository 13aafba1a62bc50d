//! What cmi5 adds to the vocabulary of ADL.
//!
//! The verbs that content sends, such as `completed`, are those of [`adl`](super::adl).

known! {
    /// Verbs.
    pub mod verb of KnownVerb {
        under "https://w3id.org/xapi/adl/verbs/" {
            ABANDONED = "abandoned", "abandoned";
            SATISFIED = "satisfied", "satisfied";
            WAIVED = "waived", "waived";
        }
    }
}

known! {
    /// Types of activities.
    pub mod activity_type of KnownActivityType {
        under "https://w3id.org/xapi/cmi5/activitytype/" {
            BLOCK = "block", "block";
            COURSE = "course", "course";
        }
    }
}

known! {
    /// Extensions.
    pub mod extension of KnownExtension {
        under "https://w3id.org/xapi/cmi5/context/extensions/" in Context {
            LAUNCH_MODE = "launchmode", "launch mode";
            LAUNCH_PARAMETERS = "launchparameters", "launch parameters";
            LAUNCH_URL = "launchurl", "launch URL";
            MASTERY_SCORE = "masteryscore", "mastery score";
            MOVE_ON = "moveon", "move on";
            SESSION_ID = "sessionid", "session ID";
        }
        under "https://w3id.org/xapi/cmi5/result/extensions/" in Result {
            PROGRESS = "progress", "progress";
            REASON = "reason", "reason";
        }
    }
}

known! {
    /// Activities that say, as a category of the context, what a statement is.
    pub mod category of KnownCategory {
        under "https://w3id.org/xapi/cmi5/context/categories/" {
            CMI5 = "cmi5", "cmi5";
            MOVE_ON = "moveon", "move on";
        }
    }
}
