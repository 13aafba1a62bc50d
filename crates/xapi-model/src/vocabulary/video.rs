//! The vocabulary of the profile for video, and of that for audio.
//!
//! Both have their verbs in common.

known! {
    /// Verbs.
    pub mod verb of KnownVerb {
        under "https://w3id.org/xapi/video/verbs/" {
            PAUSED = "paused", "paused";
            PLAYED = "played", "played";
            SEEKED = "seeked", "seeked";
        }
    }
}

known! {
    /// Types of activities.
    pub mod activity_type of KnownActivityType {
        under "https://w3id.org/xapi/audio/activity-type/" {
            AUDIO = "audio", "audio";
        }
        under "https://w3id.org/xapi/video/activity-type/" {
            VIDEO = "video", "video";
        }
    }
}

known! {
    /// Extensions.
    pub mod extension of KnownExtension {
        under "https://w3id.org/xapi/video/extensions/" in Context {
            CC_SUBTITLE_ENABLED = "cc-subtitle-enabled", "cc-subtitle-enabled";
            CC_SUBTITLE_LANG = "cc-subtitle-lang", "cc-subtitle-lang";
            COMPLETION_THRESHOLD = "completion-threshold", "completion-threshold";
            FRAME_RATE = "frame-rate", "frame-rate";
            FULL_SCREEN = "full-screen", "full-screen";
            LENGTH = "length", "length";
            QUALITY = "quality", "quality";
            SCREEN_SIZE = "screen-size", "screen-size";
            SESSION_ID = "session-id", "session-id";
            SPEED = "speed", "speed";
            TRACK = "track", "track";
            USER_AGENT = "user-agent", "user-agent";
            VIDEO_PLAYBACK_SIZE = "video-playback-size", "video-playback-size";
            VOLUME = "volume", "volume";
        }
        under "https://w3id.org/xapi/video/extensions/" in Result {
            PLAYED_SEGMENTS = "played-segments", "played-segments";
            PROGRESS = "progress", "progress";
            TIME = "time", "time";
            TIME_FROM = "time-from", "time-from";
            TIME_TO = "time-to", "time-to";
        }
    }
}
