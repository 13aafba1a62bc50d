//! What a course must keep to, before it may be published.
//!
//! Clauses name what demands it: the form of the course document itself, the guidelines for accessible content, or
//! what players of packages cannot do without.

use edu_json::MemberRules;
use edu_types::Rule;

/// What applies to every member of a course document.
pub static MEMBER_RULES: MemberRules = MemberRules {
    kind: &KIND,
    value: &VALUE,
    missing: &MISSING,
    null: &NULL,
    unknown: Some(&UNKNOWN),
    empty: None,
    informative: None,
};

macro_rules! rule_list {
    ($( $(#[$doc:meta])* $name:ident $weight:ident $code:literal $clause:literal; )+) => {
        $( $(#[$doc])* pub static $name: Rule = Rule::$weight($code, $clause); )+

        /// Every rule that a course can break, each once.
        pub static ALL: &[&Rule] = &[$(&$name),+];
    };
}

rule_list! {
    /// A member has another JSON kind than allowed.
    KIND must "course.format.kind" "course document";
    /// A member has the right kind but a value that is not allowed.
    VALUE must "course.format.value" "course document";
    /// A required member is absent.
    MISSING must "course.format.missing" "course document";
    /// An optional member is `null`.
    NULL should "course.format.null" "course document";
    /// An object has a member that it does not know.
    UNKNOWN must "course.format.unknown_member" "course document";
    /// Items are nested deeper, or there are more of them, than players show.
    ITEMS_LIMIT security "course.items.limit" "course document, items";
    /// The course has nothing to open.
    ITEMS_EMPTY must "course.items.empty" "course document, items";
    /// A folder has nothing in it.
    FOLDER_EMPTY must "course.folder.empty" "SCORM 2004 4th Ed. CAM §3.4.1.5";
    /// A page has nothing on it.
    PAGE_EMPTY must "course.page.empty" "course document, pages";
    /// Two items, questions or objectives have names that differ at most in case.
    IDENTIFIER_TWICE must "course.identifier.twice" "SCORM 2004 4th Ed. CAM §3.4.1.7";
    /// Two files have names that differ in case alone: one would replace the other on some disks.
    FILE_CASE must "course.file.case" "SCORM 2004 4th Ed. CAM §3.4.2.1";
    /// A title is blank.
    TITLE_BLANK must "course.title.blank" "WCAG 2.1 §2.4.2";
    /// A title or another short text is longer than players keep.
    TEXT_LENGTH must "course.text.length" "SCORM 2004 4th Ed. CAM §3.4.1.9";
    /// A text has characters that no XML document may hold.
    TEXT_CONTROL must "course.text.control" "XML 1.0 §2.2";
    /// A heading skips a level.
    HEADING_ORDER must "course.heading.order" "WCAG 2.1 §1.3.1";
    /// A link leads to an address that is neither on the web, nor mail, nor a file of the course.
    LINK_ADDRESS security "course.link.address" "course document, text";
    /// An image has neither a text that says what it shows, nor is it said to be decoration.
    IMAGE_ALTERNATIVE must "course.image.alternative" "WCAG 2.1 §1.1.1";
    /// An image file is of a kind that can hold a program, or that browsers do not show.
    IMAGE_FORMAT security "course.image.format" "course document, images";
    /// A video file is of a kind that browsers do not play.
    VIDEO_FORMAT must "course.video.format" "course document, videos";
    /// A video with sound has no captions.
    VIDEO_CAPTIONS must "course.video.captions" "WCAG 2.1 §1.2.2";
    /// A video has no text that tells what is seen.
    VIDEO_TRANSCRIPT should "course.video.transcript" "WCAG 2.1 §1.2.3";
    /// A frame with the page of another site has a blank title, or a height that is out of range.
    EMBED_FORM must "course.embed.form" "WCAG 2.1 §4.1.2";
    /// A quiz asks nothing.
    QUIZ_EMPTY must "course.quiz.empty" "course document, quizzes";
    /// A quiz allows a number of tries that is out of range.
    QUIZ_ATTEMPTS must "course.quiz.attempts" "course document, quizzes";
    /// A question has too few or too many choices, or not as many right ones as its kind needs.
    QUESTION_CHOICES must "course.question.choices" "SCORM 2004 4th Ed. RTE §4.1.1.6";
    /// A question has no right answer, or more than can be recorded.
    QUESTION_ANSWER must "course.question.answer" "SCORM 2004 4th Ed. RTE §4.1.1.6";
    /// A question has members that are for questions of another kind.
    QUESTION_MEMBER must "course.question.member" "course document, questions";
    /// The weight of a question is out of range.
    QUESTION_WEIGHT must "course.question.weight" "course document, questions";
    /// A share to be reached is set where nothing is scored.
    MASTERY_UNSCORED must "course.mastery.unscored" "SCORM 1.2 CAM §2.3.2.5";
    /// A prerequisite names no item of the course that can be opened.
    PREREQUISITE_UNKNOWN must "course.prerequisite.unknown" "SCORM 1.2 CAM §2.3.2.5";
    /// Items wait for each other, or an item for itself.
    PREREQUISITE_CYCLE must "course.prerequisite.cycle" "SCORM 1.2 CAM §2.3.2.5";
    /// A page names an objective that the course does not have.
    OBJECTIVE_UNKNOWN must "course.objective.unknown" "course document, objectives";
    /// A pool offers no page, or more than there are.
    PROGRESSION_POOL must "course.progression.pool" "SCORM 2004 4th Ed. SN §3.9";
    /// The file that files are opened by is no page of HTML.
    FILES_LAUNCH must "course.files.launch" "SCORM 2004 4th Ed. CAM §3.4.2.4";
    /// What was kept as published is not what was published.
    PUBLISHED_DIGEST security "course.published.digest" "course document, publishing";
}
