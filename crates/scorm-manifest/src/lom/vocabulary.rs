//! The words that LOM allows where it restricts them, in both bindings.

/// The words of one restricted element.
///
/// The IEEE binding writes them in lower case, the IMS binding of SCORM 1.2 with capitals, and the two
/// differ in a few words. They are compared without case and white space, because metadata of SCORM
/// 1.2 is written in every way; [`LomVocabulary::has_exactly`] asks for the very token.
///
/// ```
/// use scorm_manifest::lom::{LomBinding, LomVocabulary};
///
/// let role = LomVocabulary::ROLE;
/// assert!(role.has("Graphical Designer") && !role.has("drummer"));
/// assert!(!role.has_exactly("Graphical Designer", LomBinding::Ieee));
/// assert_eq!(role.spelled("graphical designer", LomBinding::Ims), Some("Graphical Designer"));
/// ```
///
/// Spec: IEEE 1484.12.1 §6 (value spaces); IMS LRM 1.2.1 information model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LomVocabulary {
    number: &'static str,
    words: &'static [(&'static str, &'static str)],
}

/// The XML binding that a piece of metadata is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "both bindings are closed")]
pub enum LomBinding {
    /// That of IMS Learning Resource Meta-data 1.2, which SCORM 1.2 uses: `langstring`, `vcard`.
    Ims,
    /// That of IEEE 1484.12.3, which SCORM 2004 uses: `string`, `entity`.
    Ieee,
}

/// The word as IEEE has it and as IMS has it; empty where one has none.
type Words = &'static [(&'static str, &'static str)];

impl LomVocabulary {
    /// How what is described is composed (1.7).
    pub const STRUCTURE: Self = Self::new("1.7", STRUCTURE);
    /// How much it is, from raw media to a set of courses (1.8).
    pub const AGGREGATION_LEVEL: Self = Self::new("1.8", AGGREGATION_LEVEL);
    /// How finished it is (2.2).
    pub const STATUS: Self = Self::new("2.2", STATUS);
    /// What a contributor did for it (2.3.1).
    pub const ROLE: Self = Self::new("2.3.1", ROLE);
    /// What a contributor did for the metadata (3.2.1).
    pub const METADATA_ROLE: Self = Self::new("3.2.1", METADATA_ROLE);
    /// What kind of technology is required (4.4.1.1).
    pub const REQUIREMENT_TYPE: Self = Self::new("4.4.1.1", REQUIREMENT_TYPE);
    /// Which technology is required (4.4.1.2).
    pub const REQUIREMENT_NAME: Self = Self::new("4.4.1.2", REQUIREMENT_NAME);
    /// How people mainly learn with it (5.1).
    pub const INTERACTIVITY_TYPE: Self = Self::new("5.1", INTERACTIVITY_TYPE);
    /// What kind of learning object it is (5.2).
    pub const LEARNING_RESOURCE_TYPE: Self = Self::new("5.2", LEARNING_RESOURCE_TYPE);
    /// How much a learner can influence it (5.3).
    pub const INTERACTIVITY_LEVEL: Self = Self::new("5.3", LEVEL);
    /// How concise it is (5.4).
    pub const SEMANTIC_DENSITY: Self = Self::new("5.4", LEVEL);
    /// Whom it is made for (5.5).
    pub const END_USER_ROLE: Self = Self::new("5.5", END_USER_ROLE);
    /// Where it is used (5.6).
    pub const CONTEXT: Self = Self::new("5.6", CONTEXT);
    /// How hard it is for those it is made for (5.8).
    pub const DIFFICULTY: Self = Self::new("5.8", DIFFICULTY);
    /// Whether it costs something (6.1).
    pub const COST: Self = Self::new("6.1", YES_NO);
    /// Whether copyright or other restrictions apply (6.2).
    pub const COPYRIGHT: Self = Self::new("6.2", YES_NO);
    /// How it is related to another (7.1).
    pub const KIND: Self = Self::new("7.1", KIND);
    /// What it is classified for (9.1).
    pub const PURPOSE: Self = Self::new("9.1", PURPOSE);

    /// The source that both bindings give for these words.
    pub const SOURCE: &'static str = "LOMv1.0";

    const fn new(number: &'static str, words: Words) -> Self {
        Self { number, words }
    }

    /// The number of the element in the standard, such as `5.2`.
    pub const fn number(self) -> &'static str {
        self.number
    }

    /// The words of one binding, in the order of the standard.
    pub fn words(self, binding: LomBinding) -> impl Iterator<Item = &'static str> {
        let words = self.words.iter().map(move |word| binding.of(*word));
        words.filter(|word| !word.is_empty())
    }

    /// Whether the word is one of either binding, whatever its case and white space.
    pub fn has(self, word: &str) -> bool {
        self.find(word).is_some()
    }

    /// Whether the word is one of that binding, letter by letter.
    pub fn has_exactly(self, word: &str, binding: LomBinding) -> bool {
        self.words(binding).any(|known| known == word)
    }

    /// The word as a binding writes it; `None` where the word is unknown or the binding lacks it.
    pub fn spelled(self, word: &str, binding: LomBinding) -> Option<&'static str> {
        let word = binding.of(self.find(word)?);
        (!word.is_empty()).then_some(word)
    }

    fn find(self, word: &str) -> Option<(&'static str, &'static str)> {
        let mut words = self.words.iter().copied();
        words.find(|(ieee, ims)| is_same(ieee, word) || is_same(ims, word))
    }
}

impl LomBinding {
    const fn of(self, (ieee, ims): (&'static str, &'static str)) -> &'static str {
        match self {
            Self::Ims => ims,
            Self::Ieee => ieee,
        }
    }
}

/// Whether two words are the same without case and white space; no word is none.
fn is_same(known: &str, word: &str) -> bool {
    let letters = |text: &'_ str| {
        text.bytes()
            .filter(|byte| !byte.is_ascii_whitespace())
            .map(|byte| byte.to_ascii_lowercase())
            .collect::<Vec<u8>>()
    };
    !known.is_empty() && word.len() < LONGEST && letters(known) == letters(word)
}

/// Bytes beyond which no text is one of these words.
const LONGEST: usize = 128;

const STRUCTURE: Words = &[
    ("atomic", "Atomic"),
    ("collection", "Collection"),
    ("networked", "Networked"),
    ("hierarchical", "Hierarchical"),
    ("linear", "Linear"),
    ("", "Mixed"),
    ("", "Branched"),
    ("", "Parceled"),
];

const AGGREGATION_LEVEL: Words = &[("1", "1"), ("2", "2"), ("3", "3"), ("4", "4")];

const STATUS: Words = &[
    ("draft", "Draft"),
    ("final", "Final"),
    ("revised", "Revised"),
    ("unavailable", "Unavailable"),
];

const ROLE: Words = &[
    ("author", "Author"),
    ("publisher", "Publisher"),
    ("unknown", "Unknown"),
    ("initiator", "Initiator"),
    ("terminator", "Terminator"),
    ("validator", "Validator"),
    ("editor", "Editor"),
    ("graphical designer", "Graphical Designer"),
    ("technical implementer", "Technical Implementer"),
    ("content provider", "Content Provider"),
    ("technical validator", "Technical Validator"),
    ("educational validator", "Educational Validator"),
    ("script writer", "Script Writer"),
    ("instructional designer", "Instructional Designer"),
    ("subject matter expert", ""),
];

const METADATA_ROLE: Words = &[("creator", "Creator"), ("validator", "Validator")];

const REQUIREMENT_TYPE: Words = &[
    ("operating system", "Operating System"),
    ("browser", "Browser"),
];

const REQUIREMENT_NAME: Words = &[
    ("pc-dos", "PC-DOS"),
    ("ms-windows", "MS-Windows"),
    ("macos", "MacOS"),
    ("unix", "Unix"),
    ("multi-os", "Multi-OS"),
    ("none", "None"),
    ("any", "Any"),
    ("netscape communicator", "Netscape Communicator"),
    ("ms-internet explorer", "Microsoft Internet Explorer"),
    ("opera", "Opera"),
    ("amaya", ""),
    ("", "Other"),
];

const INTERACTIVITY_TYPE: Words = &[
    ("active", "Active"),
    ("expositive", "Expositive"),
    ("mixed", "Mixed"),
    ("", "Undefined"),
];

const LEARNING_RESOURCE_TYPE: Words = &[
    ("exercise", "Exercise"),
    ("simulation", "Simulation"),
    ("questionnaire", "Questionnaire"),
    ("diagram", "Diagram"),
    ("figure", "Figure"),
    ("graph", "Graph"),
    ("index", "Index"),
    ("slide", "Slide"),
    ("table", "Table"),
    ("narrative text", "Narrative Text"),
    ("exam", "Exam"),
    ("experiment", "Experiment"),
    ("problem statement", "ProblemStatement"),
    ("self assessment", "SelfAssesment"),
    ("lecture", ""),
];

const LEVEL: Words = &[
    ("very low", "Very Low"),
    ("low", "Low"),
    ("medium", "Medium"),
    ("high", "High"),
    ("very high", "Very High"),
];

const END_USER_ROLE: Words = &[
    ("teacher", "Teacher"),
    ("author", "Author"),
    ("learner", "Learner"),
    ("manager", "Manager"),
];

const CONTEXT: Words = &[
    ("school", ""),
    ("higher education", "Higher Education"),
    ("training", "Vocational Training"),
    ("other", "Other"),
    ("", "Primary Education"),
    ("", "Secondary Education"),
    ("", "University First Cycle"),
    ("", "University Second Cycle"),
    ("", "University Postgrade"),
    ("", "Technical School First Cycle"),
    ("", "Technical School Second Cycle"),
    ("", "Professional Formation"),
    ("", "Continuous Formation"),
];

const DIFFICULTY: Words = &[
    ("very easy", "Very Easy"),
    ("easy", "Easy"),
    ("medium", "Medium"),
    ("difficult", "Difficult"),
    ("very difficult", "Very Difficult"),
];

const YES_NO: Words = &[("yes", "yes"), ("no", "no")];

const KIND: Words = &[
    ("ispartof", "IsPartOf"),
    ("haspart", "HasPart"),
    ("isversionof", "IsVersionOf"),
    ("hasversion", "HasVersion"),
    ("isformatof", "IsFormatOf"),
    ("hasformat", "HasFormat"),
    ("references", "References"),
    ("isreferencedby", "IsReferencedBy"),
    ("isbasedon", "IsBasedOn"),
    ("isbasisfor", "IsBasisFor"),
    ("requires", "Requires"),
    ("isrequiredby", "IsRequiredBy"),
];

const PURPOSE: Words = &[
    ("discipline", "Discipline"),
    ("idea", "Idea"),
    ("prerequisite", "Prerequisite"),
    ("educational objective", "Educational Objective"),
    ("accessibility restrictions", "Accessibility Restrictions"),
    ("educational level", "Educational Level"),
    ("skill level", "Skill Level"),
    ("security level", "Security Level"),
    ("competency", ""),
];

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [LomVocabulary; 18] = [
        LomVocabulary::STRUCTURE,
        LomVocabulary::AGGREGATION_LEVEL,
        LomVocabulary::STATUS,
        LomVocabulary::ROLE,
        LomVocabulary::METADATA_ROLE,
        LomVocabulary::REQUIREMENT_TYPE,
        LomVocabulary::REQUIREMENT_NAME,
        LomVocabulary::INTERACTIVITY_TYPE,
        LomVocabulary::LEARNING_RESOURCE_TYPE,
        LomVocabulary::INTERACTIVITY_LEVEL,
        LomVocabulary::SEMANTIC_DENSITY,
        LomVocabulary::END_USER_ROLE,
        LomVocabulary::CONTEXT,
        LomVocabulary::DIFFICULTY,
        LomVocabulary::COST,
        LomVocabulary::COPYRIGHT,
        LomVocabulary::KIND,
        LomVocabulary::PURPOSE,
    ];

    #[test]
    fn every_word_is_found_as_either_binding_writes_it() {
        for vocabulary in ALL {
            for binding in [LomBinding::Ims, LomBinding::Ieee] {
                for word in vocabulary.words(binding) {
                    assert_eq!(vocabulary.spelled(word, binding), Some(word));
                    assert!(vocabulary.has_exactly(word, binding));
                    assert!(vocabulary.has(&format!(" {} ", word.to_uppercase())));
                }
            }
        }
    }

    #[test]
    fn no_text_is_a_word_because_a_binding_lacks_one() {
        for vocabulary in ALL {
            assert!(!vocabulary.has(""), "{}", vocabulary.number());
            assert!(!vocabulary.has("  "), "{}", vocabulary.number());
            assert!(!vocabulary.has_exactly("", LomBinding::Ims));
        }
    }

    #[test]
    fn a_word_that_the_other_binding_lacks_is_not_made_up() {
        let structure = LomVocabulary::STRUCTURE;
        assert!(structure.has("Branched"));
        assert_eq!(structure.spelled("Branched", LomBinding::Ieee), None);
    }

    #[test]
    fn words_of_another_element_are_not_known() {
        assert!(!LomVocabulary::STATUS.has("author"));
        assert!(!LomVocabulary::AGGREGATION_LEVEL.has("5"));
    }
}
