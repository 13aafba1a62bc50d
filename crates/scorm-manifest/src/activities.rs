//! The tree of activities of an organization, as a run-time environment goes through it.

use edu_types::Decimal;

use crate::address::ExternalPolicy;
use crate::index::Index;
use crate::prerequisites::{Script, ScriptError};
use crate::sequencing::{ResolvedSequencing, Sequencing};
use crate::{CompletionThreshold, Item, Manifest, Organization};

mod builder;
mod launch;

use builder::Builder;
use launch::Launchable;
pub use launch::{Launch, NotLaunchable};

/// The activities of one organization, parents before children, in the order of the document.
///
/// Items that stand for a package within the package have the items of that package's default organization below
/// them; what they do not say themselves, their title, sequencing and completion threshold, is that organization's.
///
/// ```
/// use edu_types::Profile;
/// use scorm_manifest::address::ExternalPolicy;
/// use scorm_manifest::{Activities, Manifest};
///
/// let xml = br#"<manifest identifier="M" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
///     xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
///   <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
///   <organizations default="O"><organization identifier="O"><title>Course</title>
///     <item identifier="I" identifierref="R" parameters="?page=2"><title>Unit</title></item>
///     <item identifier="J" identifierref="GONE"><title>Lost</title></item>
///   </organization></organizations>
///   <resources><resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="a.html">
///     <file href="a.html"/></resource></resources>
/// </manifest>"#;
/// let manifest = Manifest::from_slice(xml, &Profile::lenient(), &Manifest::LIMITS)?.value;
/// let organization = manifest.default_organization().unwrap();
/// let activities = Activities::new(&manifest, organization, ExternalPolicy::Refused);
///
/// let [course, unit, lost] = activities.all() else { panic!() };
/// assert_eq!((course.title(), course.children().len()), ("Course", 2));
/// let launch = unit.launch().unwrap();
/// assert!(launch.is_sco);
/// assert_eq!(launch.address.to_string(), "a.html?page=2");
/// assert_eq!(
///     lost.launch().unwrap_err().to_string(),
///     "item refers to a resource that the manifest does not have",
/// );
/// # Ok::<(), edu_xml::Refused>(())
/// ```
#[derive(Clone, Debug)]
pub struct Activities<'m> {
    all: Vec<Activity<'m>>,
}

/// One activity: the organization itself, or an item.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Activity<'m> {
    /// Where it is said.
    pub source: Source<'m>,
    /// The position of its parent; `None` for the organization.
    pub parent: Option<usize>,
    /// How many activities lie around it: 0 for the organization, 1 for its items.
    pub depth: usize,
    /// The organization of the package that an item stands for.
    pub package: Option<&'m Organization>,
    /// How it is offered among others, with what is shared looked up and defaults in their places.
    pub sequencing: ResolvedSequencing<'m>,
    launchable: Result<Launchable<'m>, NotLaunchable>,
    children: Vec<usize>,
}

/// Where an activity is said.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "nothing else is an activity")]
pub enum Source<'m> {
    /// The organization, which is the root of all activities.
    Organization(&'m Organization),
    /// An item.
    Item(&'m Item),
}

impl<'m> Activities<'m> {
    /// Activities of one organization at most, so that packages that refer to each other many times cost a bounded
    /// amount of memory.
    pub const MOST: usize = 200_000;

    /// The activities of an organization of `manifest`.
    pub fn new(
        manifest: &'m Manifest,
        organization: &'m Organization,
        external: ExternalPolicy,
    ) -> Self {
        let mut builder = Builder::new(Index::of(manifest), external);
        let manifest = builder.manifest_of(organization);
        Self {
            all: builder.build(organization, manifest),
        }
    }

    /// The activities of each organization of `manifest`, in order, made as they are asked for.
    ///
    /// What identifiers refer to is looked up once for all, and together they have [`Activities::MOST`] activities below their
    /// organizations at most.
    pub fn of_each(
        manifest: &'m Manifest,
        external: ExternalPolicy,
    ) -> impl Iterator<Item = Self> + 'm {
        let mut builder = Builder::new(Index::of(manifest), external);
        let organizations = manifest.organizations().iter();
        organizations.map(move |organization| Self {
            all: builder.build(organization, 0),
        })
    }

    /// Whether any organization of the manifest that `index` was made of has something to launch.
    pub(crate) fn any_launches(
        manifest: &'m Manifest,
        index: Index<'m>,
        external: ExternalPolicy,
    ) -> bool {
        Builder::new(index, external).launches(manifest.organizations())
    }

    /// All of them, parents before children.
    pub fn all(&self) -> &[Activity<'m>] {
        &self.all
    }

    /// The organization.
    pub fn root(&self) -> Option<&Activity<'m>> {
        self.all.first()
    }

    /// The activity at a position.
    pub fn get(&self, at: usize) -> Option<&Activity<'m>> {
        self.all.get(at)
    }

    /// Those that can be launched, in order; each is found out as it is asked for.
    pub fn launchable(&self) -> impl Iterator<Item = (&Activity<'m>, Launch<'m>)> {
        let all = self.all.iter();
        all.filter_map(|one| Some((one, one.launch().ok()?)))
    }
}

impl<'m> Activity<'m> {
    /// Its identifier; empty where it has none.
    pub fn id(&self) -> &'m str {
        match self.source {
            Source::Organization(organization) => organization.id(),
            Source::Item(item) => item.id(),
        }
    }

    /// The text that people see; empty where there is none.
    pub fn title(&self) -> &'m str {
        let own = match self.source {
            Source::Organization(organization) => &organization.title,
            Source::Item(item) => &item.title,
        };
        let title = own.as_ref().or_else(|| self.package?.title.as_ref());
        title.map_or("", |title| title.value.trim())
    }

    /// The item, unless it is the organization.
    pub const fn item(&self) -> Option<&'m Item> {
        match self.source {
            Source::Organization(_) => None,
            Source::Item(item) => Some(item),
        }
    }

    /// What is launched for it, or why nothing is.
    ///
    /// The address is made each time it is asked for: those of many activities may begin with one long `xml:base`,
    /// and would take far more memory than their manifest if all were kept.
    ///
    /// # Errors
    ///
    /// [`NotLaunchable`] says why nothing is launched.
    pub fn launch(&self) -> Result<Launch<'m>, NotLaunchable> {
        let launchable = self.launchable.as_ref().map_err(|why| *why)?;
        launchable.launch(self.item())
    }

    /// The positions of its children.
    pub fn children(&self) -> &[usize] {
        &self.children
    }

    /// Whether it is shown to learners.
    pub fn is_visible(&self) -> bool {
        self.item().is_none_or(Item::is_visible)
    }

    /// The score from which on it is passed, from 0 to 100; SCORM 1.2.
    pub fn mastery_score(&self) -> Option<&'m Decimal> {
        self.item()?
            .mastery_score
            .as_ref()
            .map(|score| &score.value)
    }

    /// What is handed to content when it starts, as it is written.
    pub fn launch_data(&self) -> Option<&'m str> {
        self.item()?.data_from_lms.as_ref().map(|data| &*data.value)
    }

    /// How long an attempt may take, as SCORM 1.2 writes it.
    pub fn max_time_allowed(&self) -> Option<&'m str> {
        let time = self.item()?.max_time_allowed.as_ref()?.value.trim();
        (!time.is_empty()).then_some(time)
    }

    /// From which progress on it is completed.
    pub fn completion_threshold(&self) -> Option<&'m CompletionThreshold> {
        let own = match self.source {
            Source::Organization(organization) => organization.completion_threshold.as_deref(),
            Source::Item(item) => item.completion_threshold.as_deref(),
        };
        own.or_else(|| self.package?.completion_threshold.as_deref())
    }

    /// What must have been done before; `None` where nothing is asked for.
    pub fn prerequisites(&self) -> Option<Result<Script<'m>, ScriptError>> {
        let script = &self.item()?.prerequisites.as_ref()?.script;
        (!script.trim().is_empty()).then(|| Script::parse(script))
    }

    fn own_sequencing(source: Source<'m>) -> Option<&'m Sequencing> {
        match source {
            Source::Organization(organization) => organization.sequencing.as_deref(),
            Source::Item(item) => item.sequencing.as_deref(),
        }
    }
}
