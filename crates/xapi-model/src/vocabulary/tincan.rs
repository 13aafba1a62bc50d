//! The vocabulary of the Tin Can registry, from the time when xAPI had that name.
//!
//! Much content sends these.

known! {
    /// Verbs.
    pub mod verb of KnownVerb {
        under "http://id.tincanapi.com/verb/" {
            ADJOURNED = "adjourned", "adjourned";
            APPLAUDED = "applauded", "applauded";
            ARRANGED = "arranged", "arranged";
            BOOKMARKED = "bookmarked", "bookmarked";
            CALLED = "called", "called";
            CLOSED_SALE = "closed-sale", "closed sale";
            CREATED_OPPORTUNITY = "created-opportunity", "created opportunity";
            DEFINED = "defined", "defined";
            DISABLED = "disabled", "disabled";
            DISCARDED = "discarded", "discarded";
            DOWNLOADED = "downloaded", "downloaded";
            EARNED = "earned", "earned";
            ENABLED = "enabled", "enabled";
            ESTIMATED_DURATION = "estimated-duration", "estimated duration";
            EXPECTED = "expected", "expected";
            EXPIRED = "expired", "expired";
            FOCUSED = "focused", "focused";
            FRAME_ENTERED = "frame/entered", "entered frame";
            FRAME_EXITED = "frame/exited", "exited frame";
            HIRED = "hired", "hired";
            INTERVIEWED = "interviewed", "interviewed";
            LAUGHED = "laughed", "laughed";
            MARKED_UNREAD = "marked-unread", "marked as unread";
            MENTIONED = "mentioned", "mentioned";
            MENTORED = "mentored", "mentored";
            PAUSED = "paused", "paused";
            PERFORMED_OFFLINE = "performed-offline", "performed offline";
            PERSONALIZED = "personalized", "personalized";
            PREVIEWED = "previewed", "previewed";
            PROMOTED = "promoted", "promoted";
            RATED = "rated", "rated";
            REPLIED = "replied", "replied";
            REPLIED_TO_TWEET = "replied-to-tweet", "replied to tweet";
            REQUESTED_ATTENTION = "requested-attention", "requested attention";
            RETWEETED = "retweeted", "retweeted";
            REVIEWED = "reviewed", "reviewed";
            SECURED = "secured", "secured";
            SELECTED = "selected", "selected";
            SKIPPED = "skipped", "skipped";
            TALKED_WITH = "talked-with", "talkedwith";
            TWEETED = "tweeted", "tweeted";
            UNFOCUSED = "unfocused", "unfocused";
            UNREGISTERED = "unregistered", "unregistered";
            VIEWED = "viewed", "viewed";
            VOTED_DOWN = "voted-down", "voted down";
            VOTED_UP = "voted-up", "voted up";
        }
    }
}

known! {
    /// Types of activities.
    pub mod activity_type of KnownActivityType {
        under "http://id.tincanapi.com/activitytype/" {
            BLOG = "blog", "blog";
            BOOK = "book", "book";
            CATEGORY = "category", "category";
            CHAPTER = "chapter", "chapter";
            CHAT_CHANNEL = "chat-channel", "chat channel";
            CHAT_MESSAGE = "chat-message", "chat message";
            CHECKLIST = "checklist", "checklist";
            CHECKLIST_ITEM = "checklist-item", "checklist item";
            CODE_COMMIT = "code-commit", "code commit";
            COLLECTION_SIMPLE = "collection-simple", "simple collection";
            COMMUNITY_SITE = "community-site", "community site";
            CONFERENCE = "conference", "conference";
            CONFERENCE_SESSION = "conference-session", "conference session";
            CONFERENCE_TRACK = "conference-track", "conference track";
            DISCUSSION = "discussion", "discussion";
            DOCUMENT = "document", "document";
            DOUBT = "doubt", "doubt";
            EMAIL = "email", "email";
            ESSAY = "essay", "essay";
            FORUM_REPLY = "forum-reply", "forum reply";
            FORUM_TOPIC = "forum-topic", "forum topic";
            GOAL = "goal", "goal";
            LEGACY_LEARNING_STANDARD = "legacy-learning-standard", "legacy learning standard";
            LMS = "lms", "lms";
            PARAGRAPH = "paragraph", "paragraph";
            PLAYLIST = "playlist", "playlist";
            PROJECT = "project", "project";
            PROJECT_SITE = "project-site", "project site";
            RESEARCH_REPORT = "research-report", "research report";
            RESOURCE = "resource", "resource";
            REWARD = "reward", "reward";
            SALES_OPPORTUNITY = "sales-opportunity", "sales opportunity";
            SCENARIO = "scenario", "scenario";
            SCHOOL_ASSIGNMENT = "school-assignment", "school assignment";
            SECTION = "section", "section";
            SECURITY_ROLE = "security-role", "security role";
            SLIDE = "slide", "slide";
            SLIDE_DECK = "slide-deck", "slide deck";
            SOLUTION = "solution", "solution";
            SOURCE = "source", "source";
            STATUS_UPDATE = "status-update", "status update";
            STEP = "step", "step";
            STRATEGY = "strategy", "strategy";
            STRATEGY_EMBEDDED = "strategy-embedded", "embedded strategy";
            SUBCATEGORY = "subcategory", "subcategory";
            SUGGESTION = "suggestion", "suggestion";
            TAG = "tag", "tag";
            TEST_DATA_BATCH = "test-data-batch", "test data batch";
            TUTOR_SESSION = "tutor-session", "tutor session";
            TWEET = "tweet", "tweet";
            UNIT_TEST = "unit-test", "unit test";
            UNIT_TEST_SUITE = "unit-test-suite", "unit test suite";
            USER_PROFILE = "user-profile", "user profile";
            VOCABULARY_WORD = "vocabulary-word", "vocabulary word";
            VOICEMAIL = "voicemail", "voicemail";
            WEBINAR = "webinar", "webinar";
        }
        under "http://risc-inc.com/annotator/activities/" {
            HIGHLIGHT = "highlight", "highlighted text annotation";
            NOTE = "note", "note annotation";
            UNDERLINE = "underline", "underline annotation";
        }
        under "http://www.risc-inc.com/annotator/activities/" {
            FREETEXT = "freetext", "freetext annotation";
        }
        under "http://www.tincanapi.co.uk/activitytypes/" {
            GRADE_CLASSIFICATION = "grade_classification", "grade classification";
        }
        under "https://www.opigno.org/en/tincan_registry/activity_type/" {
            CERTIFICATE = "certificate", "certificate";
        }
    }
}

known! {
    /// Extensions.
    pub mod extension of KnownExtension {
        under "http://id.tincanapi.com/extension/" in Context {
            ASSESSMENT_TYPE = "assessment-type", "assessment type";
            ATTEMPT_ID = "attempt-id", "attempt ID";
            BROWSER_INFO = "browser-info", "browser information";
            CMI_INTERACTION_WEIGHTING = "cmi-interaction-weighting", "cmi interaction weighting";
            COLLECTION_TYPE = "collection-type", "collection type";
            COLOR = "color", "color";
            CONDITION_TYPE = "condition-type", "condition type";
            CONDITION_VALUE = "condition-value", "condition value";
            DATA_URI = "data-uri", "data URI";
            DATE = "date", "date";
            DATETIME = "datetime", "datetime";
            DROP_DOWN = "drop-down", "drop-down";
            ENDING_POSITION = "ending-position", "ending position";
            FEEDBACK = "feedback", "feedback";
            GEO_JSON = "geojson", "geo JSON";
            INVITEE = "invitee", "invitee";
            IP_ADDRESS = "ip-address", "ip address";
            IRL = "irl", "irl";
            ISBN = "isbn", "isbn";
            JWS_CERTIFICATE_LOCATION = "jws-certificate-location", "jws certificate location";
            LATITUDE = "latitude", "latitude";
            LOCATION = "location", "location";
            LONGITUDE = "longitude", "longitude";
            MEASUREMENT = "measurement", "measurement";
            MONETARY_VALUE = "monetary-value", "monetary value";
            OBSERVER = "observer", "observer";
            PLANNED_DURATION = "planned-duration", "planned duration";
            PLANNED_START_TIME = "planned-start-time", "planned start time";
            POSITION = "position", "position";
            POWERED_BY = "powered-by", "powered by";
            PRIVATE_AREA = "private-area", "private area";
            PUBLISHED = "published", "published";
            PURPOSE = "purpose", "purpose";
            REFERRER = "referrer", "referrer";
            REFLECTION = "reflection", "reflection";
            SEVERITY = "severity", "severity";
            SHARE_MEDIUM = "share-medium", "share-medium";
            STARTING_POINT = "starting-point", "starting-point";
            STARTING_POSITION = "starting-position", "starting-position";
            TAGS = "tags", "tags";
            TARGET = "target", "target";
            TOPIC = "topic", "topic";
            TRAINING_PROVIDER = "training-provider", "training-provider";
            TWEET = "tweet", "tweet";
            UPDATED = "updated", "updated";
        }
        under "http://id.tincanapi.com/extension/" in Result {
            APM = "apm", "actionsper minute";
            DURATION = "duration", "duration";
            ENDING_POINT = "ending-point", "ending point";
            QUALITY_RATING = "quality-rating", "quality-rating";
            TETRIS_LINES = "tetris-lines", "tetris-lines";
            TIME = "time", "time";
            VALID_UNTIL = "valid-until", "valid-until";
        }
        under "http://www.tincanapi.co.uk/extensions/result/" in Result {
            CLASSIFICATION = "classification", "classification";
        }
    }
}

known! {
    /// What attachments are for.
    pub mod attachment_usage of KnownAttachmentUsage {
        under "http://id.tincanapi.com/attachment/" {
            CERTIFICATE_OF_COMPLETION = "certificate-of-completion", "certificate of completion";
            CONTRACT = "contract", "contract";
            SUPPORTING_MEDIA = "supporting_media", "supporting media";
        }
    }
}
