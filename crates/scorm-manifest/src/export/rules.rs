//! What an export must keep to: options that the edition has, and that fit the course.

use edu_types::Rule;

macro_rules! rule_list {
    ($( $(#[$doc:meta])* $name:ident $weight:ident $code:literal $clause:literal; )+) => {
        $( $(#[$doc])* pub static $name: Rule = Rule::$weight($code, $clause); )+

        /// Every rule that an export can break, each once.
        pub static ALL: &[&Rule] = &[$(&$name),+];
    };
}

rule_list! {
    /// An option is set that the edition does not have.
    OPTION_EDITION must "export.option.edition" "export options, edition";
    /// An option is set that has no effect beside the others.
    OPTION_UNUSED must "export.option.unused" "export options";
    /// A text is blank, longer than players keep, or has characters that no XML document may hold.
    OPTION_TEXT must "export.option.text" "SCORM 2004 4th Ed. CAM §3.4.1";
    /// A share to be reached, or a quiz to be passed, where nothing is scored.
    UNSCORED must "export.mastery.unscored" "SCORM 1.2 CAM §2.3.2.5";
    /// Completion by a passed quiz, without a share from which it is passed.
    PASS_UNSET should "export.completion.pass_unset" "export options, completion";
    /// Completion by threshold without one, or a threshold without completion by it.
    THRESHOLD must "export.completion.threshold" "SCORM 2004 4th Ed. CAM §3.4.1.15";
    /// A time limit that the edition cannot write, or what to do at the end of one that is not set.
    TIME_LIMIT must "export.time_limit.form" "SCORM 1.2 CAM §2.3.2.5; SCORM 2004 4th Ed. SN §3.4";
    /// Parameters that are no query, or longer than allowed.
    PARAMETERS must "export.parameters.form" "SCORM 2004 4th Ed. CAM §3.4.1.9";
    /// Launch data longer than the edition allows.
    LAUNCH_DATA must "export.launch_data.length" "SCORM 1.2 RTE §3.4.4; SCORM 2004 4th Ed. CAM §3.4.1.13";
    /// Launch data longer than the schema of SCORM 1.2 allows, which players do not check.
    LAUNCH_DATA_SCHEMA should "export.launch_data.schema" "SCORM 1.2 CAM §2.3.2.5";
    /// A pool from which no page, or more than there are, would be chosen.
    POOL must "export.pool.size" "SCORM 2004 4th Ed. SN §3.9";
    /// An order of pages that the structure or the edition cannot keep.
    PROGRESSION must "export.progression.structure" "SCORM 2004 4th Ed. SN §3";
    /// Prerequisites between pages of one content object, which nobody keeps.
    PREREQUISITES_UNKEPT should "export.prerequisites.unkept" "export options, structure";
    /// Files that report by themselves within one content object, beside our own report.
    FILES_REPORT must "export.files.report" "SCORM 2004 4th Ed. RTE §2.1";
    /// The file that is launched is no page, or has the name of another.
    LAUNCH_FILE must "export.launch_file.form" "SCORM 2004 4th Ed. CAM §3.4.2.4";
    /// A contributor is no vCard.
    CONTRIBUTOR must "export.contributor.vcard" "RFC 2426 §4";
    /// What is kept of a learner's answers may not fit where the edition has room for it.
    SUSPEND_DATA should "export.suspend_data.room" "SCORM 1.2 RTE §3.4.4; SCORM 2004 4th Ed. RTE §4.2.22";
    /// Schemas are to be included, and none were handed in.
    SCHEMAS must "export.schemas.absent" "SCORM 2004 4th Ed. CAM §3.3.1";
}
