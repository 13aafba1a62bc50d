//! Every rule that metadata can break.
//!
//! SCORM lets systems go on without metadata, so nothing here refuses a package by itself.

use crate::rules::rule_list;

rule_list! {
    /// The rules of metadata.
    ALL, "IEEE 1484.12.1 ";
    /// A word is none of those that the standard has for the element.
    VOCABULARY should "scorm.lom.vocabulary", "§6 (value spaces); 1484.12.3 strict vocabularies";
    /// A restricted element lacks its source or its value.
    VOCABULARY_PART should "scorm.lom.vocabulary_part", "§8 (Vocabulary)";
    /// A date is not of the form of the standard.
    DATE should "scorm.lom.date", "§8 (DateTime)";
    /// A length of time is not of the form of the standard.
    DURATION should "scorm.lom.duration", "§8 (Duration)";
    /// A contributor's card cannot be read.
    CARD should "scorm.lom.card", "§6 (2.3.2); RFC 2426";
    /// The name of a language is none.
    LANGUAGE should "scorm.lom.language", "§6 (1.3); RFC 5646";
    /// A text is longer, or a list has more entries, than every system keeps.
    SPM advice "scorm.lom.smallest_maximum", "§6 (smallest permitted maximum)";
    /// A text has no string in any language.
    STRING_NONE should "scorm.lom.string", "§8 (LangString)";
    /// A size is no whole number of bytes.
    SIZE should "scorm.lom.size", "§6 (4.2)";
}
