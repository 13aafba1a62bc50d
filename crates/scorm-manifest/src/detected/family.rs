//! The standards that packages follow, and how they are told apart.

use super::Signs;
use crate::{Edition, names};

/// The standard that a package follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Family {
    /// SCORM 1.2 or 2004.
    Scorm,
    /// Content packaging of IMS without anything of ADL: it can be shown, but nothing is tracked.
    ContentPackaging,
    /// SCORM 1.1, which has another format.
    Scorm11,
    /// A Common Cartridge, or a thin one.
    CommonCartridge,
    /// A course of AICC, described by files `.crs`, `.au`, `.des` and `.cst`.
    Aicc,
    /// A course of cmi5.
    Cmi5,
    /// A package of Tin Can, the first name of xAPI.
    TinCan,
    /// None of these.
    Unknown,
}

impl Family {
    /// The name that people give it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scorm => "SCORM",
            Self::ContentPackaging => "IMS Content Packaging",
            Self::Scorm11 => "SCORM 1.1",
            Self::CommonCartridge => "Common Cartridge",
            Self::Aicc => "AICC",
            Self::Cmi5 => "cmi5",
            Self::TinCan => "Tin Can",
            Self::Unknown => "unknown",
        }
    }

    /// Whether a manifest of this family is read by this crate.
    pub const fn is_read(self) -> bool {
        matches!(self, Self::Scorm | Self::ContentPackaging)
    }

    /// The family by the root element and what is in scope.
    pub(super) fn of(signs: &Signs<'_>) -> Self {
        match signs.root {
            "manifest" => {}
            "courseStructure" => return Self::Cmi5,
            "tincan" => return Self::TinCan,
            // The manifest of SCORM 1.1 described a course in AICC's terms.
            "content" | "globalProperties" => return Self::Scorm11,
            _ => return Self::Unknown,
        }
        let says_cartridge = signs
            .schema
            .is_some_and(|schema| schema.to_ascii_lowercase().contains("common cartridge"));
        if says_cartridge
            || signs.common_cartridge
            || names::is_common_cartridge(signs.root_namespace)
        {
            return Self::CommonCartridge;
        }
        if signs
            .schema_version
            .is_some_and(|text| text.trim() == "1.1")
            && !signs.adlcp_2004
        {
            return Self::Scorm11;
        }
        let by_adl = signs.adlcp_1_2 || signs.adlcp_2004;
        let says_scorm = signs
            .schema
            .is_some_and(|schema| schema.to_ascii_lowercase().contains("scorm"));
        let names_edition = signs
            .schema_version
            .is_some_and(|text| Edition::from_schema_version(text).is_some());
        let used = signs.lower_scorm_type || signs.camel_scorm_type;
        if by_adl || says_scorm || names_edition || used {
            return Self::Scorm;
        }
        if names::is_content_packaging(signs.root_namespace) {
            return Self::ContentPackaging;
        }
        Self::Unknown
    }
}
