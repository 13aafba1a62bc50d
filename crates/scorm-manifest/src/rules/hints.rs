//! How to mend what a finding names, in plain words.
//!
//! Whatever is said of a package is answered here, that of the archive and of its XML too; the crate that has a rule has
//! its hint.

mod course;
mod export;
mod lom;
mod manifest;
mod package;
mod sequencing;

/// How to mend what breaks the rule of that code, in a plain sentence; `None` for codes that nothing said of a package has.
///
/// ```
/// use scorm_manifest::rules;
///
/// let hint = rules::hint("scorm.organizations.default").unwrap();
/// assert!(hint.contains("identifier"));
/// assert_eq!(rules::hint("zip.name.traversal"), edu_zip::rules::hint("zip.name.traversal"));
/// ```
pub fn hint(code: &str) -> Option<&'static str> {
    let (family, rest) = code.split_once('.')?;
    let hints = match (family, rest.split('.').next()) {
        ("xml", _) => return edu_xml::error::hint(code),
        ("zip", _) => return edu_zip::rules::hint(code),
        ("course", _) => &course::HINTS,
        ("export", _) => &export::HINTS,
        ("scorm", Some("lom")) => &lom::HINTS,
        ("scorm", Some("package")) => &package::HINTS,
        ("scorm", Some("sequencing")) => &sequencing::HINTS,
        _ => &manifest::HINTS,
    };
    hints.of(code)
}
