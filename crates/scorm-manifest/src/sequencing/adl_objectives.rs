//! What objectives share with global ones beyond status and measure.

use edu_types::Rule;
use edu_xml::{Element, Reader, SharedText, xml_element};

use super::{adlseq, judge, maps, rules};

xml_element! {
    /// What the objectives of an activity share with global ones beyond status and measure: scores and
    /// completion.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.12; SN §3.10.4. Other editions do not have it.
    pub struct AdlObjectives {
        elements {
            /// The objectives, each by the name it has in [`super::Objectives`].
            list objectives: AdlObjective = adlseq::OBJECTIVE,
        }
        judged by objectives_fit;
    }
}

xml_element! {
    /// What one objective shares with global ones beyond status and measure.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.12; SN §3.10.4.
    pub struct AdlObjective {
        attributes {
            /// The objective, by the name it has in [`super::Objectives`].
            optional objective_id: SharedText = adlseq::OBJECTIVE_ID,
        }
        elements {
            /// What it shares.
            list maps: AdlMapInfo = adlseq::MAP_INFO,
        }
        judged by objective_is_usable;
    }
}

impl AdlObjective {
    /// The objective, without white space around its name; `None` where it has no name.
    pub fn id(&self) -> Option<&str> {
        maps::name(self.objective_id.as_deref())
    }
}

xml_element! {
    /// What an objective shares with a global one beyond status and measure.
    ///
    /// Fields hold what is written, methods of the same names what counts.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.12; SN §3.10.4.
    pub struct AdlMapInfo {
        attributes {
            /// The global objective; case counts.
            optional target_objective_id: SharedText = adlseq::TARGET_OBJECTIVE_ID,
            /// Whether the raw score is read; by default it is.
            optional read_raw_score: bool = adlseq::READ_RAW_SCORE => &rules::SWITCH; otherwise true,
            /// Whether the least score is read; by default it is.
            optional read_min_score: bool = adlseq::READ_MIN_SCORE => &rules::SWITCH; otherwise true,
            /// Whether the highest score is read; by default it is.
            optional read_max_score: bool = adlseq::READ_MAX_SCORE => &rules::SWITCH; otherwise true,
            /// Whether the completion status is read; by default it is.
            optional read_completion_status: bool = adlseq::READ_COMPLETION_STATUS => &rules::SWITCH; otherwise true,
            /// Whether the progress measure is read; by default it is.
            optional read_progress_measure: bool = adlseq::READ_PROGRESS_MEASURE => &rules::SWITCH; otherwise true,
            /// Whether the raw score is written; by default it is not.
            optional write_raw_score: bool = adlseq::WRITE_RAW_SCORE => &rules::SWITCH; otherwise false,
            /// Whether the least score is written; by default it is not.
            optional write_min_score: bool = adlseq::WRITE_MIN_SCORE => &rules::SWITCH; otherwise false,
            /// Whether the highest score is written; by default it is not.
            optional write_max_score: bool = adlseq::WRITE_MAX_SCORE => &rules::SWITCH; otherwise false,
            /// Whether the completion status is written; by default it is not.
            optional write_completion_status: bool = adlseq::WRITE_COMPLETION_STATUS => &rules::SWITCH; otherwise false,
            /// Whether the progress measure is written; by default it is not.
            optional write_progress_measure: bool = adlseq::WRITE_PROGRESS_MEASURE => &rules::SWITCH; otherwise false,
        }
        judged by map_is_usable;
    }
}

impl AdlMapInfo {
    /// A map to that global objective, which reads by default.
    pub fn to(target: &str) -> Self {
        let mut map = Self::new();
        map.target_objective_id = Some(target.into());
        map
    }

    /// The global objective, without white space around its name; `None` where it has no name.
    pub fn target(&self) -> Option<&str> {
        maps::name(self.target_objective_id.as_deref())
    }
}

impl maps::Map for AdlMapInfo {
    fn target(&self) -> Option<&str> {
        Self::target(self)
    }
}

/// What one switch of a map says.
type Switch = fn(&AdlMapInfo) -> bool;

const fn shared(what: &'static str, reads: Switch, writes: Switch) -> maps::Shared<AdlMapInfo> {
    maps::Shared {
        what,
        reads,
        read_twice: &rules::ADL_MAP_READS,
        writes,
        written_twice: &rules::ADL_MAP_WRITES,
    }
}

const SHARED: [maps::Shared<AdlMapInfo>; 5] = [
    shared(
        "raw score",
        AdlMapInfo::read_raw_score,
        AdlMapInfo::write_raw_score,
    ),
    shared(
        "least score",
        AdlMapInfo::read_min_score,
        AdlMapInfo::write_min_score,
    ),
    shared(
        "highest score",
        AdlMapInfo::read_max_score,
        AdlMapInfo::write_max_score,
    ),
    shared(
        "completion status",
        AdlMapInfo::read_completion_status,
        AdlMapInfo::write_completion_status,
    ),
    shared(
        "progress measure",
        AdlMapInfo::read_progress_measure,
        AdlMapInfo::write_progress_measure,
    ),
];

fn objectives_fit(all: &AdlObjectives, element: Element<'_>, reader: &mut Reader<'_>) {
    if all.objectives.is_empty() {
        let rule = Some(&rules::ADL_OBJECTIVES_EMPTY);
        reader.missing::<()>(element, adlseq::OBJECTIVE, rule);
    }
    let objectives: Vec<_> = all
        .objectives
        .iter()
        .map(|one| (one.id(), &*one.maps))
        .collect();
    let is_objective = |child: &Element<'_>| child.name().local == "objective";
    let places: Vec<_> = element.elements().filter(is_objective).collect();
    let places = if places.len() == objectives.len() {
        places
    } else {
        Vec::new()
    };
    let found = maps::Objectives {
        all: objectives,
        places,
        element,
    };
    found.ids_differ(&rules::ADL_OBJECTIVE_TWICE, reader);
    found.each_is_written_once(&SHARED, reader);
}

fn objective_is_usable(one: &AdlObjective, element: Element<'_>, reader: &mut Reader<'_>) {
    named(
        one.objective_id.as_deref(),
        adlseq::OBJECTIVE_ID,
        &rules::ADL_OBJECTIVE_ID,
        element,
        reader,
    );
    let (rule, term) = (&rules::ADL_OBJECTIVE_BLANK, adlseq::OBJECTIVE_ID);
    judge::blank(one.objective_id.as_deref(), rule, term, element, reader);
    if one.maps.is_empty() {
        reader.missing::<()>(element, adlseq::MAP_INFO, Some(&rules::ADL_MAP_NONE));
    }
    maps::each_is_read_once(&SHARED, &one.maps, element, reader);
}

fn map_is_usable(map: &AdlMapInfo, element: Element<'_>, reader: &mut Reader<'_>) {
    let term = adlseq::TARGET_OBJECTIVE_ID;
    named(
        map.target_objective_id.as_deref(),
        term,
        &rules::ADL_MAP_TARGET,
        element,
        reader,
    );
    let rule = &rules::ADL_MAP_TARGET_BLANK;
    judge::blank(
        map.target_objective_id.as_deref(),
        rule,
        term,
        element,
        reader,
    );
}

fn named(
    name: Option<&str>,
    term: edu_xml::Term,
    rule: &'static Rule,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    if name.is_none() {
        reader.missing::<()>(element, term, Some(rule));
    }
}
