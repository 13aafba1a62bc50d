//! Every rule by which a host's profile goes beyond the standard.
//!
//! The clause of each is where the standard leaves it open: nothing of this is asked for there.

use crate::rules::rule_list;

rule_list! {
    /// All of them.
    ALL, "profile, beyond xAPI ";
    /// A statement has no id; the standard lets the store give it one.
    ID must "xapi.profile.id", "1.0.3 Part 2 §2.4.1; 2.0 §4.2.2";
    /// A statement has no timestamp; the standard lets the store set it.
    TIMESTAMP must "xapi.profile.timestamp", "1.0.3 Part 2 §2.4.7; 2.0 §4.2.2";
    /// A timestamp lies further ahead than clocks differ.
    TIMESTAMP_FUTURE must "xapi.profile.timestamp_future", "1.0.3 Part 2 §2.4.7; 2.0 §4.2.2";
    /// A timestamp lies before the actor's account was made.
    TIMESTAMP_EARLY must "xapi.profile.timestamp_early", "1.0.3 Part 2 §2.4.7; 2.0 §4.2.2";
    /// A timestamp is written in another offset than that of UTC.
    TIMESTAMP_UTC advice "xapi.profile.timestamp_utc", "1.0.3 Part 2 §4.5; 2.0 §4.2.7";
    /// A verb is not one of those that are allowed.
    VERB must "xapi.profile.verb", "1.0.3 Part 2 §2.4.3; 2.0 §4.2.2.2";
    /// A verb has no display, or one without text.
    VERB_DISPLAY must "xapi.profile.verb_display", "1.0.3 Part 2 §2.4.3; 2.0 §4.2.2.2";
    /// An object does not say what it is.
    OBJECT_TYPE must "xapi.profile.object_type", "1.0.3 Part 2 §2.4.4; 2.0 §4.2.2.3";
    /// An activity is not one of those that are allowed.
    ACTIVITY must "xapi.profile.activity", "1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3";
    /// Somebody is identified by something else than an account.
    IDENTIFIER must "xapi.profile.identifier", "1.0.3 Part 2 §2.4.2.3; 2.0 §4.2.2.1";
    /// The name of an account is an address of mail.
    ACCOUNT_NAME must "xapi.profile.account_name", "1.0.3 Part 2 §2.4.2.4; 2.0 §4.2.2.1";
    /// An account is of a system that is not one of those that are allowed.
    HOME_PAGE must "xapi.profile.home_page", "1.0.3 Part 2 §2.4.2.4; 2.0 §4.2.2.1";
    /// Somebody is named for people to read.
    ACTOR_NAME must "xapi.profile.actor_name", "1.0.3 Part 2 §2.4.2; 2.0 §4.2.2.1";
    /// `scaled` is outside the range of the profile.
    SCALED must "xapi.profile.scaled", "1.0.3 Part 2 §2.4.5.1; 2.0 §4.2.2.4";
    /// `scaled` does not follow from the points.
    SCALED_RATIO must "xapi.profile.scaled_ratio", "1.0.3 Part 2 §2.4.5.1; 2.0 §4.2.2.4";
    /// `raw` is outside the range of the profile.
    RAW must "xapi.profile.raw", "1.0.3 Part 2 §2.4.5.1; 2.0 §4.2.2.4";
    /// `min` is not where the range of the profile begins.
    MIN must "xapi.profile.min", "1.0.3 Part 2 §2.4.5.1; 2.0 §4.2.2.4";
    /// `max` is not where the range of the profile ends.
    MAX must "xapi.profile.max", "1.0.3 Part 2 §2.4.5.1; 2.0 §4.2.2.4";
    /// An attachment has more bytes than allowed.
    ATTACHMENT_LENGTH must "xapi.profile.attachment_length", "1.0.3 Part 2 §2.4.11; 2.0 §4.2.2.6";
}
