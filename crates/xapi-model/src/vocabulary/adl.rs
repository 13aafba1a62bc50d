//! Verbs and types of ADL, who made xAPI.
//!
//! Also those of its profile for SCORM, and what the standard itself names.

known! {
    /// Verbs.
    pub mod verb of KnownVerb {
        under "http://adlnet.gov/expapi/verbs/" {
            ANSWERED = "answered", "answered";
            ASKED = "asked", "asked";
            ATTEMPTED = "attempted", "attempted";
            ATTENDED = "attended", "attended";
            COMMENTED = "commented", "commented";
            COMPLETED = "completed", "completed";
            EXITED = "exited", "exited";
            EXPERIENCED = "experienced", "experienced";
            FAILED = "failed", "failed";
            IMPORTED = "imported", "imported";
            INITIALIZED = "initialized", "initialized";
            INTERACTED = "interacted", "interacted";
            LAUNCHED = "launched", "launched";
            MASTERED = "mastered", "mastered";
            PASSED = "passed", "passed";
            PREFERRED = "preferred", "preferred";
            PROGRESSED = "progressed", "progressed";
            REGISTERED = "registered", "registered";
            RESPONDED = "responded", "responded";
            RESUMED = "resumed", "resumed";
            SCORED = "scored", "scored";
            SHARED = "shared", "shared";
            SUSPENDED = "suspended", "suspended";
            TERMINATED = "terminated", "terminated";
            VOIDED = "voided", "voided";
        }
        under "https://w3id.org/xapi/adl/verbs/" {
            LOGGED_IN = "logged-in", "logged-in";
            LOGGED_OUT = "logged-out", "logged-out";
        }
    }
}

known! {
    /// Types of activities.
    pub mod activity_type of KnownActivityType {
        under "http://adlnet.gov/expapi/activities/" {
            ASSESSMENT = "assessment", "assessment";
            ATTEMPT = "attempt", "attempt";
            CMI_INTERACTION = "cmi.interaction", "interaction";
            COURSE = "course", "course";
            FILE = "file", "file";
            INTERACTION = "interaction", "interaction";
            LESSON = "lesson", "lesson";
            LINK = "link", "link";
            MEDIA = "media", "media";
            MEETING = "meeting", "meeting";
            MODULE = "module", "module";
            OBJECTIVE = "objective", "objective";
            PERFORMANCE = "performance", "performance";
            PROFILE = "profile", "profile";
            QUESTION = "question", "question";
            SIMULATION = "simulation", "simulation";
        }
    }
}

known! {
    /// What attachments are for.
    pub mod attachment_usage of KnownAttachmentUsage {
        under "http://adlnet.gov/expapi/attachments/" {
            SIGNATURE = "signature", "signature";
        }
    }
}
