//! Editions of SCORM.

use edu_xml::Binding;

/// The edition of SCORM that a manifest is written for.
///
/// The first edition of SCORM 2004 named itself as the second does, and few packages of it are left:
/// both are [`Edition::Scorm2004Second`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "ADL closed the series; every caller must decide about each"
)]
pub enum Edition {
    /// SCORM 1.2.
    Scorm12,
    /// SCORM 2004 2nd Edition, and the first.
    Scorm2004Second,
    /// SCORM 2004 3rd Edition.
    Scorm2004Third,
    /// SCORM 2004 4th Edition.
    Scorm2004Fourth,
}

impl Edition {
    /// Every edition, oldest first.
    pub const ALL: [Self; 4] = [
        Self::Scorm12,
        Self::Scorm2004Second,
        Self::Scorm2004Third,
        Self::Scorm2004Fourth,
    ];

    /// The text of `schemaversion` in a manifest of this edition.
    pub const fn schema_version(self) -> &'static str {
        match self {
            Self::Scorm12 => "1.2",
            Self::Scorm2004Second => "CAM 1.3",
            Self::Scorm2004Third => "2004 3rd Edition",
            Self::Scorm2004Fourth => "2004 4th Edition",
        }
    }

    /// The name that people give it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scorm12 => "SCORM 1.2",
            Self::Scorm2004Second => "SCORM 2004 2nd Edition",
            Self::Scorm2004Third => "SCORM 2004 3rd Edition",
            Self::Scorm2004Fourth => "SCORM 2004 4th Edition",
        }
    }

    /// Whether it is one of SCORM 2004.
    pub const fn is_2004(self) -> bool {
        !matches!(self, Self::Scorm12)
    }

    /// The edition that a `schemaversion` names, whatever its case and white space.
    ///
    /// Texts that tools write and no edition has (`2004 2nd Edition`, `1.3`, `2004`) are read as what they
    /// can only mean; [`Edition::is_exact`] tells them apart.
    pub fn from_schema_version(text: &str) -> Option<Self> {
        const KNOWN: [(&str, Edition); 8] = [
            ("1.2", Edition::Scorm12),
            ("cam 1.3", Edition::Scorm2004Second),
            ("1.3", Edition::Scorm2004Second),
            ("2004", Edition::Scorm2004Second),
            ("2004 1st edition", Edition::Scorm2004Second),
            ("2004 2nd edition", Edition::Scorm2004Second),
            ("2004 3rd edition", Edition::Scorm2004Third),
            ("2004 4th edition", Edition::Scorm2004Fourth),
        ];
        let plain = text.trim();
        KNOWN
            .iter()
            .find(|(known, _)| same_words(plain, known))
            .map(|(_, edition)| *edition)
    }

    /// Whether a `schemaversion` is written exactly as this edition writes it.
    pub fn is_exact(self, schema_version: &str) -> bool {
        self.schema_version() == schema_version
    }

    /// Its position among the spellings of names.
    pub const fn binding(self) -> Binding {
        match self {
            Self::Scorm12 => Binding(0),
            Self::Scorm2004Second => Binding(1),
            Self::Scorm2004Third => Binding(2),
            Self::Scorm2004Fourth => Binding(3),
        }
    }

    /// The edition at a position among the spellings of names.
    pub(crate) const fn of(binding: Binding) -> Self {
        match binding.0 {
            0 => Self::Scorm12,
            1 => Self::Scorm2004Second,
            2 => Self::Scorm2004Third,
            _ => Self::Scorm2004Fourth,
        }
    }

    /// The namespace of content packaging.
    pub const fn content_packaging(self) -> &'static str {
        match self {
            Self::Scorm12 => crate::names::CP_1_2,
            Self::Scorm2004Second | Self::Scorm2004Third | Self::Scorm2004Fourth => {
                crate::names::CP_2004
            }
        }
    }

    /// The namespace of ADL's additions to packages.
    pub const fn adlcp(self) -> &'static str {
        match self {
            Self::Scorm12 => crate::names::ADLCP_1_2,
            Self::Scorm2004Second | Self::Scorm2004Third | Self::Scorm2004Fourth => {
                crate::names::ADLCP_2004
            }
        }
    }
}

impl core::fmt::Display for Edition {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether two texts have the same words, in any case.
fn same_words(text: &str, lower: &str) -> bool {
    let mut words = text.split_whitespace();
    let mut wanted = lower.split(' ');
    loop {
        match (words.next(), wanted.next()) {
            (None, None) => return true,
            (Some(word), Some(want)) if word.eq_ignore_ascii_case(want) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_edition_is_known_by_what_it_writes() {
        for edition in Edition::ALL {
            let text = edition.schema_version();
            assert_eq!(Edition::from_schema_version(text), Some(edition));
            assert!(edition.is_exact(text));
        }
    }

    #[test]
    fn white_space_and_case_of_a_schema_version_do_not_count() {
        let read = Edition::from_schema_version("1.2\r\n\t\t\t");
        assert_eq!(read, Some(Edition::Scorm12));
        let read = Edition::from_schema_version("cam  1.3");
        assert_eq!(read, Some(Edition::Scorm2004Second));
        assert!(!Edition::Scorm2004Second.is_exact("cam 1.3"));
    }

    #[test]
    fn a_schema_version_of_no_edition_is_not_guessed() {
        for text in ["", "1.1", "2005", "CAM", "2004 5th Edition", "1.2 1.2"] {
            assert_eq!(Edition::from_schema_version(text), None, "{text}");
        }
    }
}
