//! The manifest: the root of everything that is said about a package.

use edu_types::{Limits, Profile, Rule};
use edu_xml::text::collapsed;
use edu_xml::{
    Binding, Checked, Element, ElementRules, Extra, Family, FromXml, Node, Reader, Recovery,
    Refused, SharedText, Term, ToXml, Vocabulary, XmlRoot, XmlWriter, xml,
};

use crate::judge::{length, order, reference, whole};
use crate::names::cp;
use crate::sequencing::{SequencingCollection, adlseq, imsss};
use crate::{
    Detected, Edition, Metadata, Organization, Organizations, Resource, Resources, detected, names,
    rules,
};

/// What is in a package, and how learners go through it.
///
/// One type for SCORM 1.2 and all editions of SCORM 2004: [`Manifest::edition`] decides which names are written. What an
/// edition does not have stays where it is when the edition is changed, and is found when the manifest is judged again.
///
/// ```
/// use edu_types::Profile;
/// use scorm_manifest::{Edition, Item, Manifest, Organization, Resource, ScormType};
///
/// let mut manifest = Manifest::new(Edition::Scorm12, "course-1");
/// let mut way = Organization::new();
/// way.identifier = Some("way".into());
/// way.items.push(Item::launching("unit", "First unit", "page"));
/// manifest.add_organization(way);
/// manifest.add_resource(Resource::web("page", "unit.html", ScormType::Sco));
///
/// let bytes = manifest.to_xml_bytes()?;
/// let read = Manifest::from_slice(&bytes, &Profile::strict(), &Manifest::LIMITS)?.value;
/// assert_eq!(read, manifest);
/// # use edu_xml::XmlRoot as _;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Spec: SCORM 2004 4th Ed. CAM §3.4.1 (`manifest`); SCORM 1.2 CAM §2.3 (`manifest`).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Manifest {
    /// The edition it is written for; that of the outermost manifest counts.
    pub edition: Edition,
    /// The name of the package.
    pub identifier: Option<SharedText>,
    /// The version of the package.
    pub version: Option<SharedText>,
    /// What all addresses are relative to.
    pub base: Option<SharedText>,
    /// What is said about the package.
    pub metadata: Option<Box<Metadata>>,
    /// The ways through it; absent from few manifests, and from none that is valid.
    pub organizations: Option<Organizations>,
    /// What it is made of; absent from few manifests, and from none that is valid.
    pub resources: Option<Resources>,
    /// Packages within it.
    pub manifests: Vec<Self>,
    /// Sequencing that its items share.
    pub sequencing_collection: Option<Box<SequencingCollection>>,
    /// What the element held beyond its type.
    pub extra: Extra,
}

impl Manifest {
    /// The limits within which manifests are read unless a host sets others: 16 MiB, elements 100 deep, 256
    /// attributes an element, 1 MiB a text.
    pub const LIMITS: Limits = Limits::DEFAULT
        .with_bytes(16 * 1024 * 1024)
        .with_depth(100)
        .with_nodes(2_000_000)
        .with_members(256)
        .with_text(1024 * 1024);

    /// How deep packages may lie in packages.
    pub const DEPTH: usize = 8;

    /// A manifest of that edition without items and resources, which says what it is.
    pub fn new(edition: Edition, identifier: impl Into<SharedText>) -> Self {
        let mut metadata = Metadata::new();
        metadata.schema = Some("ADL SCORM".into());
        metadata.schema_version = Some(edition.schema_version().into());
        Self {
            edition,
            identifier: Some(identifier.into()),
            version: None,
            base: None,
            metadata: Some(Box::new(metadata)),
            organizations: Some(Organizations::new()),
            resources: Some(Resources::new()),
            manifests: Vec::new(),
            sequencing_collection: None,
            extra: Extra::new(),
        }
    }

    /// Reads a manifest: all findings, each with its place.
    ///
    /// What makes one item not launchable is a finding and no more; what breaks a rule of security refuses the
    /// manifest under every profile, and so does a package of another standard, which is named.
    ///
    /// # Errors
    ///
    /// [`Refused`] with every finding, where one has error weight.
    pub fn from_slice(
        bytes: &[u8],
        profile: &Profile,
        limits: &Limits,
    ) -> Result<Checked<Self>, Refused> {
        edu_xml::read(bytes, profile, limits)
    }

    /// Adds a way through the package; the first one becomes the default.
    pub fn add_organization(&mut self, organization: Organization) {
        let organizations = self.organizations.get_or_insert_with(Organizations::new);
        if organizations.default.is_none() {
            organizations.default.clone_from(&organization.identifier);
        }
        organizations.organizations.push(organization);
    }

    /// Adds something that the package is made of.
    pub fn add_resource(&mut self, resource: Resource) {
        let resources = self.resources.get_or_insert_with(Resources::new);
        resources.resources.push(resource);
    }

    /// The ways through the package itself, without those of packages within it.
    pub fn organizations(&self) -> &[Organization] {
        self.organizations
            .as_ref()
            .map_or(&[], |all| &all.organizations)
    }

    /// What the package itself is made of, without packages within it.
    pub fn resources(&self) -> &[Resource] {
        self.resources.as_ref().map_or(&[], |all| &all.resources)
    }

    /// The way that is taken where no other is chosen.
    pub fn default_organization(&self) -> Option<&Organization> {
        self.organizations.as_ref()?.chosen()
    }

    /// Its identifier as others refer to it: without white space around it, empty where it has none.
    pub fn id(&self) -> &str {
        collapsed(self.identifier.as_deref().unwrap_or_default())
    }
}

/// The children of a manifest, by their position in the schema.
mod field {
    pub(super) const METADATA: u8 = 0;
    pub(super) const ORGANIZATIONS: u8 = 1;
    pub(super) const RESOURCES: u8 = 2;
    pub(super) const MANIFESTS: u8 = 3;
    pub(super) const COLLECTION: u8 = 4;
}

/// What is read of a manifest so far.
#[derive(Default)]
struct Parts {
    metadata: Option<Box<Metadata>>,
    organizations: Option<Organizations>,
    resources: Option<Resources>,
    manifests: Vec<Manifest>,
    sequencing_collection: Option<Box<SequencingCollection>>,
}

impl FromXml for Manifest {
    fn from_xml(element: Element<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let mut opened = reader.open(element)?;
        let (mut identifier, mut version, mut base) = (None, None, None);
        for attribute in element.attributes() {
            let number = reader.attribute_number(attribute);
            let slots = [
                (cp::IDENTIFIER, &mut identifier),
                (cp::VERSION, &mut version),
                (xml::BASE, &mut base),
            ];
            match slots.into_iter().find(|(term, _)| term.number() == number) {
                Some((term, slot)) => reader.attribute(&mut opened, attribute, term, None, slot),
                None => reader.keep_attribute(&mut opened, attribute),
            }
        }
        let mut parts = Parts::default();
        for node in element.nodes() {
            let Node::Element(child) = node else {
                reader.node(&mut opened, node);
                continue;
            };
            let number = reader.number(child);
            if number == cp::METADATA.number() {
                reader.child(&mut opened, child, field::METADATA, &mut parts.metadata);
            } else if number == cp::ORGANIZATIONS.number() {
                reader.child(
                    &mut opened,
                    child,
                    field::ORGANIZATIONS,
                    &mut parts.organizations,
                );
            } else if number == cp::RESOURCES.number() {
                reader.child(&mut opened, child, field::RESOURCES, &mut parts.resources);
            } else if number == cp::MANIFEST.number() {
                reader.item(&mut opened, child, field::MANIFESTS, &mut parts.manifests);
            } else if number == imsss::SEQUENCING_COLLECTION.number() {
                let slot = &mut parts.sequencing_collection;
                reader.child(&mut opened, child, field::COLLECTION, slot);
            } else {
                reader.node(&mut opened, node);
            }
        }
        let extra = reader.close(opened);
        let manifest = Self {
            edition: Edition::of(reader.binding()),
            identifier,
            version,
            base,
            metadata: parts.metadata,
            organizations: parts.organizations,
            resources: parts.resources,
            manifests: parts.manifests,
            sequencing_collection: parts.sequencing_collection,
            extra,
        };
        judge(&manifest, element, reader);
        Some(manifest)
    }
}

impl ToXml for Manifest {
    fn to_xml(&self, name: Term, writer: &mut XmlWriter) {
        writer.start(name, &self.extra);
        writer.optional_attribute(cp::IDENTIFIER, &self.extra, self.identifier.as_ref());
        writer.optional_attribute(cp::VERSION, &self.extra, self.version.as_ref());
        writer.optional_attribute(xml::BASE, &self.extra, self.base.as_ref());
        writer.kept_attributes(&self.extra);
        let counts = [
            usize::from(self.metadata.is_some()),
            usize::from(self.organizations.is_some()),
            usize::from(self.resources.is_some()),
            self.manifests.len(),
            usize::from(self.sequencing_collection.is_some()),
        ];
        writer.children(
            &self.extra,
            &counts,
            |writer, field, range| match u8::try_from(field) {
                Ok(field::METADATA) => write(cp::METADATA, self.metadata.iter(), writer),
                Ok(field::ORGANIZATIONS) => {
                    write(cp::ORGANIZATIONS, self.organizations.iter(), writer);
                }
                Ok(field::RESOURCES) => write(cp::RESOURCES, self.resources.iter(), writer),
                Ok(field::MANIFESTS) => {
                    let some = self.manifests.get(range).unwrap_or_default();
                    write(cp::MANIFEST, some.iter(), writer);
                }
                _ => {
                    let term = imsss::SEQUENCING_COLLECTION;
                    write(term, self.sequencing_collection.iter(), writer);
                }
            },
        );
        writer.end();
    }
}

fn write<'v, T: ToXml + 'v>(
    name: Term,
    values: impl Iterator<Item = &'v T>,
    writer: &mut XmlWriter,
) {
    values.for_each(|value| value.to_xml(name, writer));
}

impl XmlRoot for Manifest {
    const ROOT: Term = cp::MANIFEST;
    const VOCABULARY: &'static Vocabulary = &Vocabulary {
        names: &[
            &cp::NAMES,
            &names::adlcp::NAMES,
            &names::adlnav::NAMES,
            &imsss::NAMES,
            &adlseq::NAMES,
            &crate::lom::lom::NAMES,
        ],
    };
    const RULES: &'static ElementRules = &ElementRules {
        root: &rules::ROOT,
        value: &rules::VALUE,
        missing: &rules::MISSING,
        repeated: &rules::REPEATED,
        order: None,
        spelling: Some(&rules::SPELLING),
        unknown: Some(&rules::UNKNOWN),
        text: Some(&rules::TEXT),
    };
    const DECLARED: &'static [&'static Family] = &[&cp::FAMILY, &names::adlcp::FAMILY];

    fn recovery(bytes: &[u8]) -> Recovery<'static> {
        detected::recovery(bytes)
    }

    fn foreign(root: Element<'_>) -> Option<(&'static Rule, String)> {
        let family = Detected::from_root(root).family;
        let message = || {
            format!(
                "package is one of {}, SCORM 1.2 and 2004 are read",
                family.as_str()
            )
        };
        rules::of_family(family).map(|rule| (rule, message()))
    }

    fn detect(root: Element<'_>, _profile: &Profile) -> Binding {
        let edition = Detected::from_root(root).edition;
        edition.unwrap_or(Edition::Scorm12).binding()
    }

    fn binding(&self) -> Binding {
        self.edition.binding()
    }
}

/// Judges what a manifest owes by itself, and, where it is the outermost, the whole.
fn judge(manifest: &Manifest, element: Element<'_>, reader: &mut Reader<'_>) {
    let required = [
        (
            manifest.organizations.is_none(),
            cp::ORGANIZATIONS,
            &rules::ORGANIZATIONS_MISSING,
        ),
        (
            manifest.resources.is_none(),
            cp::RESOURCES,
            &rules::RESOURCES_MISSING,
        ),
        (
            manifest.identifier.is_none(),
            cp::IDENTIFIER,
            &rules::MANIFEST_ID_MISSING,
        ),
    ];
    for (_, term, rule) in required.into_iter().filter(|(missing, ..)| *missing) {
        reader.missing::<()>(element, term, Some(rule));
    }
    order::judge(element, order::MANIFEST, reader);
    if let Some(version) = &manifest.version {
        length::judge(version, cp::VERSION, 20, element, reader);
    }
    if let Some(base) = &manifest.base {
        reference::judge_base(base, &rules::MANIFEST_BASE, element, reader);
    }
    if element.tree().root() == element {
        whole::judge(manifest, element, reader);
    }
}
