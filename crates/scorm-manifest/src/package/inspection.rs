//! What can be told of a package that is refused.

use std::io::{Read, Seek};

use edu_types::{Limits, Profile, Report};
use edu_xml::{FromXml as _, Reader, Tree, XmlRoot as _};
use edu_zip::Archive;

use super::{PackageLimits, manifest_of};
use crate::{Detected, Edition, Manifest};

/// A manifest as far as it can be read, whatever rules it breaks, for people who look into it.
///
/// Why it is refused, the report of the refusal says. Nothing of this is for players or for keeping: the manifest may
/// break rules of security.
///
/// ```
/// use edu_types::Profile;
/// use scorm_manifest::{Edition, Inspection, Manifest};
///
/// let xml = br#"<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" identifier="M"
///     xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><organizations/><resources>
///     <resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="../../etc/passwd"/></resources></manifest>"#;
/// assert!(Manifest::from_slice(xml, &Profile::lenient(), &Manifest::LIMITS).is_err());
/// let inspection = Inspection::of_manifest(xml, &Manifest::LIMITS).unwrap();
/// assert_eq!(inspection.detected.edition, Some(Edition::Scorm12));
/// assert_eq!(inspection.manifest.unwrap().id(), "M");
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Inspection {
    /// What it is.
    pub detected: Detected,
    /// What it says; `None` where it is of another standard.
    pub manifest: Option<Manifest>,
}

impl Inspection {
    /// Reads a manifest alone; `None` where it is no XML, or beyond a limit.
    pub fn of_manifest(bytes: &[u8], limits: &Limits) -> Option<Self> {
        let profile = Profile::lenient();
        let recovery = Manifest::recovery(bytes);
        let tree = Tree::parse_with(bytes, &profile, limits, &recovery)
            .ok()?
            .tree;
        let root = tree.root();
        let detected = Detected::from_root(root);
        let manifest = detected.edition.map(Edition::binding).and_then(|binding| {
            let (rules, names) = (Manifest::RULES, Manifest::VOCABULARY);
            let mut reader = Reader::new(&tree, &profile, rules, names, binding);
            Manifest::from_xml(root, &mut reader)
        });
        Some(Self { detected, manifest })
    }

    /// Reads the manifest of a package; `None` where the archive is refused, has no manifest, or the source fails.
    pub fn of_package<S: Read + Seek>(source: S, limits: &PackageLimits) -> Option<Self> {
        let profile = Profile::lenient();
        let mut archive = Archive::open(source, &profile, &limits.archive)
            .ok()?
            .archive;
        let index = manifest_of(&archive, &profile, &mut Report::new())?;
        let bytes = archive.bytes(index, limits.manifest.bytes as u64).ok()?;
        Self::of_manifest(&bytes, &limits.manifest)
    }
}
