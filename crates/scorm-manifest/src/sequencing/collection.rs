//! What activities share by name, and what counts for one of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use edu_xml::{Element, Reader, xml_element};

use super::{
    AdlObjectives, AuxiliaryResources, ConstrainedChoiceConsiderations, ControlMode,
    DeliveryControls, LimitConditions, Objectives, RandomizationControls, RollupConsiderations,
    RollupRules, Sequencing, SequencingRules, imsss, maps, rules,
};

xml_element! {
    /// Sequencing that activities share by name.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.1 (`sequencingCollection`).
    pub struct SequencingCollection {
        elements {
            /// What is shared, each with an `ID`.
            list sequencings: Sequencing = imsss::SEQUENCING,
        }
        judged by collection_is_usable;
    }
}

impl SequencingCollection {
    /// What is shared, to be found by name in one step.
    pub fn by_name(&self) -> SharedSequencing<'_> {
        let mut shared = SharedSequencing::default();
        for one in &self.sequencings {
            if let Some(name) = maps::name(one.id.as_deref()) {
                shared.by_name.entry(name).or_insert(one);
            }
        }
        shared
    }
}

/// Shared sequencing by name; of two with one name the first counts.
#[derive(Clone, Debug, Default)]
pub struct SharedSequencing<'a> {
    by_name: BTreeMap<&'a str, &'a Sequencing>,
}

impl<'a> SharedSequencing<'a> {
    /// What is shared by that name.
    pub fn find(&self, name: &str) -> Option<&'a Sequencing> {
        self.by_name.get(name).copied()
    }
}

/// What counts for an activity: said there, shared, or by default.
///
/// A part that is said at the activity takes the place of the whole shared part; the two are never mixed.
/// Nothing is copied. The default value is what counts for an activity without sequencing.
///
/// ```
/// use scorm_manifest::sequencing::ResolvedSequencing;
///
/// let plain = ResolvedSequencing::default();
/// assert!(plain.control_mode().choice() && !plain.control_mode().flow());
/// assert_eq!(plain.limit_conditions().attempt_limit, None);
/// ```
///
/// Spec: SCORM 2004 4th Ed. CAM §5.1.1 (`IDRef`).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ResolvedSequencing<'a> {
    own: Option<&'a Sequencing>,
    shared: Option<&'a Sequencing>,
}

/// Declares what gives each part, with the standard's default.
macro_rules! parts {
    ($( $(#[$meta:meta])* $name:ident: $part:ty; )+) => {
        impl<'a> ResolvedSequencing<'a> {
            $(
                $(#[$meta])*
                pub fn $name(&self) -> &'a $part {
                    static DEFAULT: LazyLock<$part> = LazyLock::new(<$part>::new);
                    let own = self.own.and_then(|one| one.$name.as_deref());
                    let shared = || self.shared.and_then(|one| one.$name.as_deref());
                    own.or_else(shared).unwrap_or_else(|| &DEFAULT)
                }
            )+

            /// The same as sequencing of its own, which shares nothing.
            pub fn to_sequencing(self) -> Sequencing {
                let mut all = Sequencing::new();
                for one in [self.shared, self.own].into_iter().flatten() {
                    $(
                        if one.$name.is_some() {
                            all.$name.clone_from(&one.$name);
                        }
                    )+
                }
                all
            }
        }
    };
}

parts! {
    /// Which ways through its children it offers.
    control_mode: ControlMode;
    /// What is done before, at and after it.
    sequencing_rules: SequencingRules;
    /// How often, how long and when it may be attempted.
    limit_conditions: LimitConditions;
    /// What is offered beside it.
    auxiliary_resources: AuxiliaryResources;
    /// How its children decide about it.
    rollup_rules: RollupRules;
    /// What it is measured by; without any, the run-time environment has a primary objective all the same.
    objectives: Objectives;
    /// Which of its children are offered, and in which order.
    randomization_controls: RandomizationControls;
    /// What is tracked of it, and by whom it is set.
    delivery_controls: DeliveryControls;
    /// How the choice of activities is constrained.
    constrained_choice: ConstrainedChoiceConsiderations;
    /// When it counts for rollup.
    rollup_considerations: RollupConsiderations;
    /// What its objectives share beyond status and measure.
    adl_objectives: AdlObjectives;
}

impl<'a> ResolvedSequencing<'a> {
    pub(super) fn new(own: &'a Sequencing, shared: &SharedSequencing<'a>) -> Self {
        Self {
            own: Some(own),
            shared: own.shared_name().and_then(|name| shared.find(name)),
        }
    }
}

fn collection_is_usable(
    collection: &SequencingCollection,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    if collection.sequencings.is_empty() {
        let rule = Some(&rules::COLLECTION_EMPTY);
        reader.missing::<()>(element, imsss::SEQUENCING, rule);
    }
    let mut seen = BTreeSet::new();
    // Names are looked at where they stand, so that each finding has its place.
    for child in element
        .elements()
        .filter(|child| child.name().local == "sequencing")
    {
        match child.attribute("", "ID") {
            None => {
                reader.missing::<()>(child, imsss::ID, Some(&rules::ID_MISSING));
            }
            Some(id) if !seen.insert(edu_xml::text::collapsed(id)) => {
                let message = "sequencing has the ID of one before it";
                reader.note(&rules::ID_TWICE, child, message);
            }
            Some(_) => {}
        }
        if child.attribute("", "IDRef").is_some() {
            let message = "sequencing of a collection refers to another, it must not";
            reader.note(&rules::IDREF_PLACE, child, message);
        }
    }
}
