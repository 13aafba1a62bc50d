//! What an activity is measured by.

use edu_types::Decimal;
use edu_xml::{Element, Reader, SharedText, xml_element};

use super::{imsss, judge, maps, rules};

xml_element! {
    /// The objectives of an activity.
    ///
    /// The primary one stands for the activity itself: it takes what content reports and counts for rollup.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.7; SN §3.10.
    pub struct Objectives {
        elements {
            /// The objective that counts for the activity itself.
            optional primary: PrimaryObjective = imsss::PRIMARY_OBJECTIVE,
            /// Further objectives.
            list others: Objective = imsss::OBJECTIVE,
        }
        judged by objectives_fit;
    }
}

impl Objectives {
    /// A primary objective and no other.
    pub fn of(primary: PrimaryObjective) -> Self {
        let mut all = Self::new();
        all.primary = Some(primary);
        all
    }

    /// The identifiers of all objectives, the primary one first; case counts.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let primary = self.primary.iter().filter_map(PrimaryObjective::id);
        primary.chain(self.others.iter().filter_map(Objective::id))
    }
}

/// Declares one kind of objective, which differ by what they owe.
macro_rules! objective {
    ($(#[$meta:meta])* $name:ident, $judge:path) => {
        xml_element! {
            $(#[$meta])*
            ///
            /// Fields hold what is written, methods of the same names what counts.
            ///
            /// Spec: SCORM 2004 4th Ed. CAM §5.1.7; SN §3.10.
            pub struct $name {
                attributes {
                    /// Whether the measure decides if the objective is satisfied; by default it does not.
                    optional satisfied_by_measure: bool = imsss::SATISFIED_BY_MEASURE => &rules::SWITCH; otherwise false,
                    /// What content and rules call the objective by; case counts.
                    optional objective_id: SharedText = imsss::OBJECTIVE_ID,
                }
                elements {
                    /// The least measure that satisfies, from -1 to 1; by default 1.
                    optional min_normalized_measure: MinNormalizedMeasure = imsss::MIN_NORMALIZED_MEASURE,
                    /// What the objective shares with global ones.
                    list maps: MapInfo = imsss::MAP_INFO,
                }
                judged by $judge;
            }
        }

        impl $name {
            /// An objective of that name.
            pub fn named(id: &str) -> Self {
                let mut objective = Self::new();
                objective.objective_id = Some(id.into());
                objective
            }

            /// The objective, satisfied from that measure on.
            #[must_use]
            pub fn satisfied_from(mut self, measure: Decimal) -> Self {
                self.satisfied_by_measure = Some(true);
                self.min_normalized_measure = Some(MinNormalizedMeasure::new(measure));
                self
            }

            /// What content and rules call the objective by, without white space around it; `None` where it has
            /// no name.
            pub fn id(&self) -> Option<&str> {
                maps::name(self.objective_id.as_deref())
            }

            /// The least measure that satisfies.
            pub fn min_normalized_measure(&self) -> Decimal {
                let given = self.min_normalized_measure.as_ref();
                given.map_or_else(|| Decimal::from(1), |least| least.measure.clone())
            }
        }
    };
}

objective! {
    /// The objective that counts for the activity itself; only its name may be missing.
    PrimaryObjective, primary_is_usable
}

objective! {
    /// A further objective of an activity.
    Objective, objective_is_usable
}

xml_element! {
    /// The least measure that satisfies an objective.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.7; SN §3.10.3.
    pub struct MinNormalizedMeasure {
        text {
            /// The measure, from -1 to 1.
            required measure: Decimal => &rules::MIN_MEASURE,
        }
        judged by measure_is_in_range;
    }
}

xml_element! {
    /// What an objective shares with a global one.
    ///
    /// Fields hold what is written, methods of the same names what counts.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.7; SN §3.10.4.
    pub struct MapInfo {
        attributes {
            /// The global objective; case counts.
            optional target_objective_id: SharedText = imsss::TARGET_OBJECTIVE_ID,
            /// Whether the status is read where the objective has none; by default it is.
            optional read_satisfied_status: bool = imsss::READ_SATISFIED_STATUS => &rules::SWITCH; otherwise true,
            /// Whether the measure is read where the objective has none; by default it is.
            optional read_normalized_measure: bool = imsss::READ_NORMALIZED_MEASURE => &rules::SWITCH; otherwise true,
            /// Whether the status is written; by default it is not.
            optional write_satisfied_status: bool = imsss::WRITE_SATISFIED_STATUS => &rules::SWITCH; otherwise false,
            /// Whether the measure is written; by default it is not.
            optional write_normalized_measure: bool = imsss::WRITE_NORMALIZED_MEASURE => &rules::SWITCH; otherwise false,
        }
        judged by map_is_usable;
    }
}

impl MapInfo {
    /// A map to that global objective, which reads by default.
    pub fn to(target: &str) -> Self {
        let mut map = Self::new();
        map.target_objective_id = Some(target.into());
        map
    }

    /// The map, which writes status and measure too.
    #[must_use]
    pub const fn writing(mut self) -> Self {
        self.write_satisfied_status = Some(true);
        self.write_normalized_measure = Some(true);
        self
    }

    /// The global objective, without white space around its name; `None` where it has no name.
    pub fn target(&self) -> Option<&str> {
        maps::name(self.target_objective_id.as_deref())
    }
}

/// What maps of IMS read and write, with the rules against doing it twice.
const SHARED: [maps::Shared<MapInfo>; 2] = [
    maps::Shared {
        what: "satisfied status",
        reads: MapInfo::read_satisfied_status,
        read_twice: &rules::MAP_READS_STATUS,
        writes: MapInfo::write_satisfied_status,
        written_twice: &rules::MAP_WRITES_STATUS,
    },
    maps::Shared {
        what: "normalized measure",
        reads: MapInfo::read_normalized_measure,
        read_twice: &rules::MAP_READS_MEASURE,
        writes: MapInfo::write_normalized_measure,
        written_twice: &rules::MAP_WRITES_MEASURE,
    },
];

impl maps::Map for MapInfo {
    fn target(&self) -> Option<&str> {
        Self::target(self)
    }
}

fn objectives_fit(all: &Objectives, element: Element<'_>, reader: &mut Reader<'_>) {
    let is_objective =
        |child: &Element<'_>| matches!(child.name().local, "primaryObjective" | "objective");
    if all.primary.is_none() {
        let rule = Some(&rules::PRIMARY_MISSING);
        reader.missing::<()>(element, imsss::PRIMARY_OBJECTIVE, rule);
    }
    let primary = all.primary.iter().map(|one| (one.id(), &*one.maps));
    let others = all.others.iter().map(|one| (one.id(), &*one.maps));
    let objectives: Vec<_> = primary.chain(others).collect();
    let places: Vec<_> = element.elements().filter(is_objective).collect();
    // What could not be read has a place and no value; then the element itself is the place.
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
    found.ids_differ(&rules::OBJECTIVE_TWICE, reader);
    found.each_is_written_once(&SHARED, reader);
}

fn primary_is_usable(one: &PrimaryObjective, element: Element<'_>, reader: &mut Reader<'_>) {
    if !one.maps.is_empty() && one.objective_id.is_none() {
        let rule = Some(&rules::PRIMARY_ID);
        reader.missing::<()>(element, imsss::OBJECTIVE_ID, rule);
    }
    let unused = !one.satisfied_by_measure() && one.min_normalized_measure.is_some();
    is_usable(
        one.objective_id.as_deref(),
        unused,
        &one.maps,
        element,
        reader,
    );
}

fn objective_is_usable(one: &Objective, element: Element<'_>, reader: &mut Reader<'_>) {
    if one.objective_id.is_none() {
        let rule = Some(&rules::OBJECTIVE_ID);
        reader.missing::<()>(element, imsss::OBJECTIVE_ID, rule);
    }
    let unused = !one.satisfied_by_measure() && one.min_normalized_measure.is_some();
    is_usable(
        one.objective_id.as_deref(),
        unused,
        &one.maps,
        element,
        reader,
    );
}

fn is_usable(
    id: Option<&str>,
    measure_unused: bool,
    all: &[MapInfo],
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    let (rule, term) = (&rules::OBJECTIVE_BLANK, imsss::OBJECTIVE_ID);
    judge::blank(id, rule, term, element, reader);
    if measure_unused {
        let message = "minNormalizedMeasure is given and satisfiedByMeasure is false";
        reader.note(&rules::MIN_MEASURE_UNUSED, element, message);
    }
    maps::each_is_read_once(&SHARED, all, element, reader);
}

fn measure_is_in_range(
    least: &MinNormalizedMeasure,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    let found = &least.measure;
    if *found < Decimal::from(-1) || *found > Decimal::from(1) {
        let message = format!("number is {found}, -1 to 1 is allowed");
        reader.note(&rules::MIN_MEASURE, element, message);
    }
}

fn map_is_usable(map: &MapInfo, element: Element<'_>, reader: &mut Reader<'_>) {
    let term = imsss::TARGET_OBJECTIVE_ID;
    if map.target_objective_id.is_none() {
        reader.missing::<()>(element, term, Some(&rules::MAP_TARGET));
    }
    let rule = &rules::MAP_TARGET_BLANK;
    judge::blank(
        map.target_objective_id.as_deref(),
        rule,
        term,
        element,
        reader,
    );
}
