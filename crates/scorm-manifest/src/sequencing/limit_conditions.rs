//! How often, how long and when an activity may be attempted.

use edu_types::{IsoDuration, Timestamp};
use edu_xml::{Element, Reader, SharedText, Term, xml_element};

use super::{imsss, judge, rules};

xml_element! {
    /// How often, how long and when an activity may be attempted.
    ///
    /// SCORM asks run-time environments to keep the first two alone; the others are read, kept and
    /// reported.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.4; SN §3.5.
    pub struct LimitConditions {
        attributes {
            /// How many attempts there are; absent means any number.
            optional attempt_limit: u32 = imsss::ATTEMPT_LIMIT => &rules::ATTEMPT_LIMIT,
            /// How long one attempt may take from its start. It initialises `cmi.max_time_allowed`.
            optional attempt_absolute_duration_limit: IsoDuration =
                imsss::ATTEMPT_ABSOLUTE_DURATION_LIMIT => &rules::DURATION_LIMIT,
            /// How long one attempt may be worked on.
            optional attempt_experienced_duration_limit: IsoDuration =
                imsss::ATTEMPT_EXPERIENCED_DURATION_LIMIT => &rules::DURATION_LIMIT,
            /// How long all attempts may take.
            optional activity_absolute_duration_limit: IsoDuration =
                imsss::ACTIVITY_ABSOLUTE_DURATION_LIMIT => &rules::DURATION_LIMIT,
            /// How long all attempts may be worked on.
            optional activity_experienced_duration_limit: IsoDuration =
                imsss::ACTIVITY_EXPERIENCED_DURATION_LIMIT => &rules::DURATION_LIMIT,
            /// When the activity begins to be available, as written; see
            /// [`LimitConditions::begin_time_limit`].
            optional begin_time_limit: SharedText = imsss::BEGIN_TIME_LIMIT,
            /// When the activity ends to be available, as written; see
            /// [`LimitConditions::end_time_limit`].
            optional end_time_limit: SharedText = imsss::END_TIME_LIMIT,
        }
        judged by limits_are_usable;
    }
}

impl LimitConditions {
    /// When the activity begins to be available; a time without offset counts as UTC. `None` where the
    /// text is no date and time.
    pub fn begin_time_limit(&self) -> Option<Timestamp> {
        moment(self.begin_time_limit.as_deref())
    }

    /// When the activity ends to be available; a time without offset counts as UTC. `None` where the
    /// text is no date and time.
    pub fn end_time_limit(&self) -> Option<Timestamp> {
        moment(self.end_time_limit.as_deref())
    }
}

fn moment(text: Option<&str>) -> Option<Timestamp> {
    Timestamp::parse_iso8601(text?.trim()).ok()
}

fn limits_are_usable(limits: &LimitConditions, element: Element<'_>, reader: &mut Reader<'_>) {
    let durations = [
        (
            &limits.attempt_absolute_duration_limit,
            imsss::ATTEMPT_ABSOLUTE_DURATION_LIMIT,
        ),
        (
            &limits.attempt_experienced_duration_limit,
            imsss::ATTEMPT_EXPERIENCED_DURATION_LIMIT,
        ),
        (
            &limits.activity_absolute_duration_limit,
            imsss::ACTIVITY_ABSOLUTE_DURATION_LIMIT,
        ),
        (
            &limits.activity_experienced_duration_limit,
            imsss::ACTIVITY_EXPERIENCED_DURATION_LIMIT,
        ),
    ];
    for (duration, term) in durations {
        let Some(duration) = duration else { continue };
        if !is_of_schema(duration) {
            let message = "duration has weeks, a comma or a fraction of other than seconds, \
                           `PnYnMnDTnHnMn.nS` is allowed";
            judge::note_at(&rules::DURATION_LIMIT, term, element, reader, message);
        }
        if term != imsss::ATTEMPT_ABSOLUTE_DURATION_LIMIT {
            unsupported(term, element, reader);
        }
    }
    let times = [
        (&limits.begin_time_limit, imsss::BEGIN_TIME_LIMIT),
        (&limits.end_time_limit, imsss::END_TIME_LIMIT),
    ];
    for (time, term) in times {
        let Some(time) = time else { continue };
        if moment(Some(time)).is_none() {
            let message = "text is no date and time, `YYYY-MM-DDThh:mm:ss` is allowed";
            judge::note_at(&rules::TIME_LIMIT, term, element, reader, message);
        }
        unsupported(term, element, reader);
    }
}

/// Whether a duration is one of XML Schema, whose grammar is narrower than that of ISO 8601.
fn is_of_schema(duration: &IsoDuration) -> bool {
    let text = duration.as_str();
    let fraction_ends = text.contains('.') && !text.ends_with('S');
    !text.contains(['W', ',']) && !fraction_ends
}

fn unsupported(term: Term, element: Element<'_>, reader: &mut Reader<'_>) {
    let message = "limit is one that run-time environments of SCORM need not keep";
    judge::note_at(&rules::LIMIT_UNSUPPORTED, term, element, reader, message);
}
