//! The vocabulary of Activity Streams 1.0, as xAPI took it over.
//!
//! Older content writes `http://activitystrea.ms/schema/1.0/` where these IRIs have `http://activitystrea.ms/`.

known! {
    /// Verbs.
    pub mod verb of KnownVerb {
        under "http://activitystrea.ms/" {
            ACCEPT = "accept", "accepted";
            ACCESS = "access", "accessed";
            ACKNOWLEDGE = "acknowledge", "acknowledged";
            ADD = "add", "added";
            AGREE = "agree", "agreed";
            APPEND = "append", "appended";
            APPROVE = "approve", "approved";
            ARCHIVE = "archive", "archived";
            ASSIGN = "assign", "assigned";
            AT = "at", "was at";
            ATTACH = "attach", "attached";
            ATTEND = "attend", "attended";
            AUTHOR = "author", "authored";
            AUTHORIZE = "authorize", "authorized";
            BORROW = "borrow", "borrowed";
            BUILD = "build", "built";
            CANCEL = "cancel", "canceled";
            CHECKIN = "checkin", "checkedin";
            CLOSE = "close", "closed";
            COMPLETE = "complete", "completed";
            CONFIRM = "confirm", "confirmed";
            CONSUME = "consume", "consumed";
            CREATE = "create", "created";
            DELETE = "delete", "deleted";
            DELIVER = "deliver", "delivered";
            DENY = "deny", "denied";
            DISAGREE = "disagree", "disagreed";
            DISLIKE = "dislike", "disliked";
            EXPERIENCE = "experience", "experienced";
            FAVORITE = "favorite", "favorited";
            FIND = "find", "found";
            FLAG_AS_INAPPROPRIATE = "flag-as-inappropriate", "flagged as inappropriate";
            FOLLOW = "follow", "followed";
            GIVE = "give", "gave";
            HOST = "host", "hosted";
            IGNORE = "ignore", "ignored";
            INSERT = "insert", "inserted";
            INSTALL = "install", "installed";
            INTERACT = "interact", "interacted";
            INVITE = "invite", "invited";
            JOIN = "join", "joined";
            LEAVE = "leave", "left";
            LIKE = "like", "liked";
            LISTEN = "listen", "listened";
            LOSE = "lose", "lost";
            MAKE_FRIEND = "make-friend", "madefriend";
            OPEN = "open", "opened";
            PLAY = "play", "played";
            PRESENT = "present", "presented";
            PURCHASE = "purchase", "purchased";
            QUALIFY = "qualify", "qualified";
            READ = "read", "read";
            RECEIVE = "receive", "received";
            REJECT = "reject", "rejected";
            REMOVE = "remove", "removed";
            REMOVE_FRIEND = "remove-friend", "removed friend";
            REPLACE = "replace", "replaced";
            REQUEST = "request", "requested";
            REQUEST_FRIEND = "request-friend", "requested friend";
            RESOLVE = "resolve", "resolved";
            RETRACT = "retract", "retracted";
            RETURN = "return", "returned";
            RSVP_MAYBE = "rsvp-maybe", "rsvp maybe";
            RSVP_NO = "rsvp-no", "rsvp no";
            RSVP_YES = "rsvp-yes", "rsvp yes";
            SATISFY = "satisfy", "satisfied";
            SAVE = "save", "saved";
            SCHEDULE = "schedule", "scheduled";
            SEARCH = "search", "searched";
            SELL = "sell", "sold";
            SEND = "send", "sent";
            SHARE = "share", "shared";
            SPONSOR = "sponsor", "sponsored";
            START = "start", "started";
            STOP_FOLLOWING = "stop-following", "stopped following";
            SUBMIT = "submit", "submitted";
            TAG = "tag", "tagged";
            TERMINATE = "terminate", "terminated";
            TIE = "tie", "tied";
            UNFAVORITE = "unfavorite", "unfavorited";
            UNLIKE = "unlike", "unliked";
            UNSATISFY = "unsatisfy", "unsatisfied";
            UNSAVE = "unsave", "unsaved";
            UNSHARE = "unshare", "unshared";
            UPDATE = "update", "updated";
            USE = "use", "used";
            WATCH = "watch", "watched";
            WIN = "win", "won";
        }
    }
}

known! {
    /// Types of activities.
    pub mod activity_type of KnownActivityType {
        under "http://activitystrea.ms/" {
            ALERT = "alert", "alert";
            APPLICATION = "application", "application";
            ARTICLE = "article", "article";
            AUDIO = "audio", "audio";
            BADGE = "badge", "badge";
            BINARY = "binary", "binary";
            BOOKMARK = "bookmark", "bookmark";
            COLLECTION = "collection", "collection";
            COMMENT = "comment", "comment";
            DEVICE = "device", "device";
            EVENT = "event", "event";
            FILE = "file", "file";
            GAME = "game", "game";
            GROUP = "group", "group";
            IMAGE = "image", "image";
            ISSUE = "issue", "issue";
            JOB = "job", "job";
            NOTE = "note", "note";
            OFFER = "offer", "offer";
            ORGANIZATION = "organization", "organization";
            PAGE = "page", "page";
            PERSON = "person", "person";
            PLACE = "place", "place";
            PROCESS = "process", "process";
            PRODUCT = "product", "product";
            QUESTION = "question", "question";
            REVIEW = "review", "review";
            SERVICE = "service", "service";
            TASK = "task", "task";
            VIDEO = "video", "video";
        }
    }
}
