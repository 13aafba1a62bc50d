//! How a course is exported: one value, which a form can be made of.

use edu_json::{MemberRules, json_object, json_wire};
use edu_types::{IsoDuration, LanguageTag, Personal, Profile, Report};

use crate::Edition;
use crate::course::{
    CourseVersion, FilePath, Identifier, Progression, Published, Share, rules as form,
};

mod choices;
mod field;
mod judge;

pub use choices::{
    CompletionRule, HiddenControl, InterfaceLanguage, MetadataPlacement, Structure,
    TimeLimitAction, edition_by_name, edition_name,
};
pub use field::{Allowed, FIELDS, Field, FieldKind};
pub(super) use judge::timespan;

static MEMBER_RULES: MemberRules = form::MEMBER_RULES;

json_object! {
    /// Everything that is chosen when a course is exported.
    ///
    /// What is absent is taken from the course, or is the default that [`FIELDS`] tells, where every option is described.
    /// Whether options fit the edition and the course, [`ExportOptions::judge`] says.
    ///
    /// ```
    /// use edu_types::{Limits, Profile};
    /// use scorm_manifest::export::{ExportOptions, FIELDS};
    ///
    /// let json = br#"{"edition":"2004-4th","structure":"root_cluster","hide_controls":["continue"]}"#;
    /// let options = ExportOptions::from_slice(json, &Profile::strict(), &Limits::DEFAULT)?.value;
    /// assert_eq!(serde_json::to_string(&options)?.as_bytes(), json);
    ///
    /// let hidden = FIELDS.iter().find(|field| field.name == "hide_controls").unwrap();
    /// assert_eq!(hidden.label, "Hidden controls");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct ExportOptions {
        required {
            /// The edition that is written.
            edition: Edition = "edition",
        }
        optional {
            /// The name of the package.
            identifier: Identifier = "identifier",
            /// What players show.
            title: String = "title",
            /// What catalogues show.
            description: String = "description",
            /// The language of the metadata.
            language: LanguageTag = "language",
            /// The version of the package.
            version: CourseVersion = "version",
            /// The identifier of the table of contents.
            organization: Identifier = "organization",
            /// Who made the course, as a vCard.
            contributor: Personal<String> = "contributor",
            /// How long its films and sounds play.
            duration: IsoDuration = "duration",
            /// How long learners usually need.
            learning_time: IsoDuration = "learning_time",
            /// Under which conditions the course may be used.
            rights: String = "rights",
            /// How the course is cut into content objects.
            structure: Structure = "structure",
            /// The page that is opened, where there is one content object.
            launch_file: FilePath = "launch_file",
            /// A query behind the address of every page.
            parameters: String = "parameters",
            /// Share of the points from which the course is passed.
            mastery: Share = "mastery",
            /// When a content object is completed.
            completion: CompletionRule = "completion",
            /// Share of pages and questions from which a content object is completed.
            completion_threshold: Share = "completion_threshold",
            /// How long a learner may work on a content object.
            time_limit: IsoDuration = "time_limit",
            /// What happens when the time is over.
            time_limit_action: TimeLimitAction = "time_limit_action",
            /// In which order pages may be opened.
            progression: Progression = "progression",
            /// How many pages are chosen at random for each learner.
            pool_size: i64 = "pool_size",
            /// A text that every content object gets from the player.
            launch_data: String = "launch_data",
            /// Whether the schema files that the host hands in are put into the package.
            include_schemas: bool = "include_schemas",
            /// Where the metadata stands.
            metadata: MetadataPlacement = "metadata",
            /// Whether pages forbid everything that is not theirs.
            security_policy: bool = "security_policy",
            /// The language of buttons and messages.
            interface_language: InterfaceLanguage = "interface_language",
        }
        list {
            /// Words that the course is searched by.
            keywords: String = "keywords",
            /// Controls of the player that are hidden.
            hide_controls: HiddenControl = "hide_controls",
        }
    }
}
json_wire!(ExportOptions, &MEMBER_RULES);

impl ExportOptions {
    /// What does not fit the edition or the course; places are JSON Pointers into the options.
    pub fn judge(&self, course: &Published, profile: &Profile) -> Report {
        judge::judge(self, course, profile)
    }

    /// How the course is cut.
    pub fn structure(&self) -> Structure {
        self.structure.unwrap_or(Structure::OneObject)
    }

    /// When a content object is completed.
    pub fn completion(&self) -> CompletionRule {
        self.completion.unwrap_or(CompletionRule::ViewAll)
    }

    /// In which order pages may be opened.
    pub fn progression(&self, course: &Published) -> Progression {
        self.progression
            .or(course.course().progression)
            .unwrap_or_default()
    }

    /// Share of the points from which the course is passed.
    pub fn mastery<'a>(&'a self, course: &'a Published) -> Option<&'a Share> {
        self.mastery.as_ref().or(course.course().mastery.as_ref())
    }

    /// What players show.
    pub fn title<'a>(&'a self, course: &'a Published) -> &'a str {
        self.title.as_deref().unwrap_or(&course.course().title)
    }

    /// The name of the package.
    pub fn identifier<'a>(&'a self, course: &'a Published) -> &'a Identifier {
        self.identifier
            .as_ref()
            .unwrap_or(&course.course().identifier)
    }

    /// The language of buttons and messages.
    pub fn interface_language(&self, course: &Published) -> InterfaceLanguage {
        let language = course.course().language.as_str().to_ascii_lowercase();
        let own = match language.split('-').next() {
            Some("de") => InterfaceLanguage::German,
            Some("fr") => InterfaceLanguage::French,
            Some("es") => InterfaceLanguage::Spanish,
            _ => InterfaceLanguage::English,
        };
        self.interface_language.unwrap_or(own)
    }
}
