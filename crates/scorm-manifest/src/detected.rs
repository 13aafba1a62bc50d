//! What a package is: its family and edition, how sure that is, and what speaks for it.

use edu_xml::Element;

use crate::{Edition, names};

mod family;
mod signs;

pub use family::Family;
pub(crate) use signs::recovery;

/// What a package was found to be.
///
/// What speaks against it is in the evidence too: [`Detected::conflicts`]. A player that goes by another
/// sign than we do takes the package for something else, and then it does not start.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Detected {
    /// The standard it follows.
    pub family: Family,
    /// The edition of SCORM it is read and written as; `None` for other families.
    pub edition: Option<Edition>,
    /// How sure the edition is.
    pub confidence: Confidence,
    /// Every sign that was found, strongest first.
    pub evidence: Vec<Evidence>,
}

/// How sure an edition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each"
)]
pub enum Confidence {
    /// Nothing names the edition; it is the likeliest one.
    Guessed,
    /// Names of elements, attributes or words tell it.
    Inferred,
    /// The manifest says so, but another sign speaks against it.
    Disputed,
    /// The manifest says so, and nothing speaks against it.
    Stated,
}

/// One sign of what a package is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Evidence {
    /// The sign.
    pub sign: Sign,
    /// The editions that it allows, oldest first.
    pub allows: &'static [Edition],
    /// Whether the edition that was found is not among them.
    pub conflicts: bool,
}

/// What a sign of an edition was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Sign {
    /// The namespace of ADL's additions.
    AdlcpNamespace,
    /// The text of `schemaversion`.
    SchemaVersion,
    /// `adlcp:persistState`, which only the second edition has.
    PersistState,
    /// A word of `adlnav:hideLMSUI` that the second edition does not have.
    HideLmsUiWord,
    /// `adlcp:data`, `adlcp:sharedDataGlobalToSystem` or an attribute of `adlcp:completionThreshold`.
    FourthEditionName,
    /// The namespace of the root element.
    RootNamespace,
    /// How `scormType` is written: all in lower case or not.
    ScormTypeCase,
}

impl Sign {
    /// What it is, in words of a finding.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AdlcpNamespace => "namespace of adlcp",
            Self::SchemaVersion => "schemaversion",
            Self::PersistState => "adlcp:persistState",
            Self::HideLmsUiWord => "word of adlnav:hideLMSUI",
            Self::FourthEditionName => "name that only the fourth edition has",
            Self::RootNamespace => "namespace of the root element",
            Self::ScormTypeCase => "case of scormType",
        }
    }
}

/// The signs of a manifest by which it is told what it is; all that detection looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is there or not, in any combination"
)]
pub struct Signs<'a> {
    /// Local name of the root element.
    pub root: &'a str,
    /// Namespace of the root element, empty where it has none.
    pub root_namespace: &'a str,
    /// Whether ADL's additions of 1.2 are in scope.
    pub adlcp_1_2: bool,
    /// Whether ADL's additions of 2004 are in scope.
    pub adlcp_2004: bool,
    /// Whether a namespace of a cartridge is in scope.
    pub common_cartridge: bool,
    /// Text of `schema` in the metadata of the manifest itself.
    pub schema: Option<&'a str>,
    /// Text of `schemaversion` there; others, in metadata of parts, say nothing of the package.
    pub schema_version: Option<&'a str>,
    /// Whether `persistState` is used.
    pub persist_state: bool,
    /// Whether a name of the fourth edition is used.
    pub fourth_edition_name: bool,
    /// Whether a word of `hideLMSUI` is used that the second edition does not have.
    pub hide_lms_ui_word: bool,
    /// Whether `scormtype` is used, all in lower case.
    pub lower_scorm_type: bool,
    /// Whether `scormType` is used.
    pub camel_scorm_type: bool,
}

const ONE_TWO: &[Edition] = &[Edition::Scorm12];
const SECOND: &[Edition] = &[Edition::Scorm2004Second];
const THIRD: &[Edition] = &[Edition::Scorm2004Third];
const FOURTH: &[Edition] = &[Edition::Scorm2004Fourth];
const THIRD_ON: &[Edition] = &[Edition::Scorm2004Third, Edition::Scorm2004Fourth];
const ANY_2004: &[Edition] = &[
    Edition::Scorm2004Second,
    Edition::Scorm2004Third,
    Edition::Scorm2004Fourth,
];

impl Detected {
    /// Tells what a package is by the signs of its manifest.
    ///
    /// The namespace of ADL's additions decides between 1.2 and 2004, `schemaversion` names the edition, and
    /// where it does not, the names that are used tell it; the namespace of the root comes last.
    pub fn from_signs(signs: &Signs<'_>) -> Self {
        let family = Family::of(signs);
        if !family.is_read() {
            return Self {
                family,
                edition: None,
                confidence: Confidence::Stated,
                evidence: Vec::new(),
            };
        }
        let mut evidence = evidence(signs);
        let edition = edition(&evidence);
        for one in &mut evidence {
            one.conflicts = !one.allows.contains(&edition);
        }
        let confidence = confidence(&evidence);
        Self {
            family,
            edition: Some(edition),
            confidence,
            evidence,
        }
    }

    /// Tells what a package is by its manifest.
    pub fn from_root(root: Element<'_>) -> Self {
        signs::with_signs(root, Self::from_signs)
    }

    /// Tells what a package is by the names of its files, where it has no manifest of SCORM.
    ///
    /// Names are compared without regard to case; only those at the top of the package count.
    ///
    /// ```
    /// use scorm_manifest::{Detected, Family};
    ///
    /// let found = Detected::from_files(["course.crs", "course.au", "course.des", "course.cst"]);
    /// assert_eq!(found.family, Family::Aicc);
    /// assert_eq!(Detected::from_files(["cmi5.xml"]).family, Family::Cmi5);
    /// ```
    pub fn from_files<'f>(files: impl IntoIterator<Item = &'f str>) -> Self {
        let (mut aicc, mut family) = (0_u8, Family::Unknown);
        for file in files.into_iter().filter(|file| !file.contains('/')) {
            if file.eq_ignore_ascii_case("cmi5.xml") {
                family = Family::Cmi5;
            } else if file.eq_ignore_ascii_case("tincan.xml") && family != Family::Cmi5 {
                family = Family::TinCan;
            }
            aicc |= aicc_part(file);
        }
        if family == Family::Unknown && aicc == 0b1111 {
            family = Family::Aicc;
        }
        Self {
            family,
            edition: None,
            confidence: Confidence::Inferred,
            evidence: Vec::new(),
        }
    }

    /// The signs that speak against the edition that was found.
    pub fn conflicts(&self) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().filter(|one| one.conflicts)
    }
}

/// Every sign that is there, strongest first.
fn evidence(signs: &Signs<'_>) -> Vec<Evidence> {
    let adlcp = match (signs.adlcp_1_2, signs.adlcp_2004) {
        (true, false) => Some(ONE_TWO),
        (false, true) => Some(ANY_2004),
        // Both or none: neither tells.
        _ => None,
    };
    let version = signs
        .schema_version
        .and_then(Edition::from_schema_version)
        .map(|edition| match edition {
            Edition::Scorm12 => ONE_TWO,
            Edition::Scorm2004Second => SECOND,
            Edition::Scorm2004Third => THIRD,
            Edition::Scorm2004Fourth => FOURTH,
        });
    let root = match signs.root_namespace {
        names::CP_1_2 => Some(ONE_TWO),
        names::CP_2004 => Some(ANY_2004),
        _ => None,
    };
    let case = match (signs.lower_scorm_type, signs.camel_scorm_type) {
        (true, false) => Some(ONE_TWO),
        (false, true) => Some(ANY_2004),
        _ => None,
    };
    [
        (Sign::AdlcpNamespace, adlcp),
        (Sign::SchemaVersion, version),
        (
            Sign::FourthEditionName,
            signs.fourth_edition_name.then_some(FOURTH),
        ),
        (
            Sign::HideLmsUiWord,
            signs.hide_lms_ui_word.then_some(THIRD_ON),
        ),
        (Sign::PersistState, signs.persist_state.then_some(SECOND)),
        (Sign::RootNamespace, root),
        (Sign::ScormTypeCase, case),
    ]
    .into_iter()
    .filter_map(|(sign, allows)| {
        allows.map(|allows| Evidence {
            sign,
            allows,
            conflicts: false,
        })
    })
    .collect()
}

/// The edition that the strongest signs leave.
///
/// Each sign in turn narrows what those before it left; one that would leave nothing is passed over.
fn edition(evidence: &[Evidence]) -> Edition {
    let mut left = Edition::ALL.to_vec();
    for one in evidence {
        if left.iter().any(|edition| one.allows.contains(edition)) {
            left.retain(|edition| one.allows.contains(edition));
        }
    }
    match left.as_slice() {
        [only] => *only,
        // Nothing names the edition: of 2004 most packages without a sign are of the third; a package
        // with no sign at all is of 1.2, which every player takes.
        [Edition::Scorm12, ..] | [] => Edition::Scorm12,
        _ if left.contains(&Edition::Scorm2004Third) => Edition::Scorm2004Third,
        [first, ..] => *first,
    }
}

/// How sure it is.
fn confidence(evidence: &[Evidence]) -> Confidence {
    let stated = evidence
        .iter()
        .any(|one| one.sign == Sign::SchemaVersion && !one.conflicts);
    if stated {
        let disputed = evidence.iter().any(|one| one.conflicts);
        return if disputed {
            Confidence::Disputed
        } else {
            Confidence::Stated
        };
    }
    let inferred = evidence
        .iter()
        .any(|one| !one.conflicts && (one.allows.len() == 1 || one.sign == Sign::HideLmsUiWord));
    if inferred {
        Confidence::Inferred
    } else {
        Confidence::Guessed
    }
}

/// Which of the four files of an AICC course a file is, as one bit.
fn aicc_part(file: &str) -> u8 {
    const PARTS: [(&str, u8); 4] = [("crs", 1), ("au", 2), ("des", 4), ("cst", 8)];
    let Some((_, ending)) = file.rsplit_once('.') else {
        return 0;
    };
    PARTS
        .iter()
        .find(|(part, _)| ending.eq_ignore_ascii_case(part))
        .map_or(0, |(_, bit)| *bit)
}

#[cfg(test)]
mod tests;
