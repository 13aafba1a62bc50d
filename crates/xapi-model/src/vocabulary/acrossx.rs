//! The vocabulary of `AcrossX`: learning with tools of the web.
//!
//! Its IRIs are those that the profile has published.

known! {
    /// Types of activities.
    pub mod activity_type of KnownActivityType {
        under "https://w3id.org/xapi/acrossx/activities/" {
            COLLABORATION = "collaboration", "collaboration";
            E_BOOK = "e-book", "e-book";
            FACE_TO_FACE_DISCUSSION = "face-to-face-discussion", "face-to-face-discussion";
            INSTANT_RESPONSE_SYSTEM = "instant-response-system", "instant-response-system";
            LEARNING_PLAN = "learning-plan", "learning-plan";
            MESSAGE = "message", "message";
            NOTE = "note", "note";
            ONLINE_DISCUSSION = "online-discussion", "online-discussion";
            PAGE = "page", "page";
            PRINTED_ASSESSMENT = "printed-assessment", "printed-assessment";
            PRINTED_BOOK = "printed-book", "printed-book";
            PRINTED_WORKSHEET = "printed-worksheet", "printed-worksheet";
            SEARCH_ENGINE = "search-engine", "search-engine";
            VIDEO = "video", "video";
            WEBPAGE = "webpage", "webpage";
        }
    }
}

known! {
    /// Verbs.
    pub mod verb of KnownVerb {
        under "https://w3id.org/xapi/acrossx/verbs/" {
            ANNOTATED = "annotated", "annotated";
            DESIGNED = "designed", "designed";
            DISLIKED = "disliked", "disliked";
            EDITED = "edited", "edited";
            EVALUATED = "evaluated", "evaluated";
            LIKED = "liked", "liked";
            POSTED = "posted", "posted";
            REPORTED = "reported", "reported";
            REVEALED = "revealed", "revealed";
            SEARCHED = "searched", "searched";
            WAS_ASSIGNED = "was-assigned", "was-assigned";
            WATCHED = "watched", "watched";
        }
    }
}

known! {
    /// Extensions.
    pub mod extension of KnownExtension {
        under "https://w3id.org/xapi/acrossx/extensions/" in Activity {
            ALIGNMENT = "alignment", "alignment";
            ANCHOR_TEXT = "anchor-text", "anchor-text";
            BLOOMS_LEVEL = "blooms-level", "blooms-level";
            BY_WHOM = "by-whom", "by-whom";
            CHAPTER = "chapter", "chapter";
            COLUMN = "column", "column";
            FEEDBACK = "feedback", "feedback";
            HIGHLIGHTED_STRING = "highlightedString", "highlightedString";
            PASS_SCORE = "pass-score", "pass-score";
            ROW = "row", "row";
            SECTION = "section", "section";
            SUPPLEMENTAL_INFO = "supplemental-info", "supplemental-info";
            TIME_LIMIT = "time-limit", "time-limit";
            TOTAL_ITEMS = "total-items", "total-items";
            TOTAL_PAGES = "total-pages", "total-pages";
            TOTAL_SCORE = "total-score", "total-score";
            TYPE = "type", "type";
        }
        under "https://w3id.org/xapi/acrossx/extensions/" in Context {
            MENTIONEDAGENT = "mentionedagent", "mentionedagent";
            SCHOOL = "school", "school";
        }
        under "https://w3id.org/xapi/acrossx/extensions/" in Result {
            RUBRICS = "rubrics", "rubrics";
            STARTING_POINT = "starting-point", "starting-point";
            TIME = "time", "time";
        }
    }
}
