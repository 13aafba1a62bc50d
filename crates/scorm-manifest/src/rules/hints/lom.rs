//! How to mend learning object metadata.

use edu_types::hints;

hints! {
    pub(super) static HINTS;
    "scorm.lom.card": "Write the contributor as a vCard 3.0, with BEGIN:VCARD, a line FN: with the name, and END:VCARD.";
    "scorm.lom.date": "Write a date such as 2026, 2026-01 or 2026-01-05.";
    "scorm.lom.duration": "Write a duration such as PT1H30M.";
    "scorm.lom.language": "Write a language tag such as en or de-CH.";
    "scorm.lom.size": "Write the size in bytes, as digits only.";
    "scorm.lom.smallest_maximum": "Shorten the text or list: systems may cut what is more.";
    "scorm.lom.string": "Add a string with its language, or remove the element.";
    "scorm.lom.vocabulary": "Write a word of the standard, or name the vocabulary that has it in source.";
    "scorm.lom.vocabulary_part": "Give both source and value.";
}
