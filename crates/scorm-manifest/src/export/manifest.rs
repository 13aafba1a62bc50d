//! The manifest of an exported course.

use edu_types::Decimal;
use edu_xml::Leaf;

use super::contents::{Contents, Part};
use super::sequencing::Order;
use super::{CompletionRule, ExportOptions, MetadataPlacement, Source, Structure, lom};
use crate::course::{Item as CourseItem, Progression, Published, Share, Visit};
use crate::item::{MasteryScore, Prerequisites};
use crate::presentation::NavigationInterface;
use crate::{
    CompletionThreshold, Dependency, Edition, File, HiddenControl, Item, Manifest, Metadata,
    Organization, Presentation, Resource, ResourceKind, ScormType, TimeLimitAction,
};

/// The name of the resource that has what several need.
const SHARED: &str = "shared";

/// The name of the item that has all of the course.
const WHOLE: &str = "course";

/// The name of the item below which all others are.
const CLUSTER: &str = "cluster";

/// The file that metadata stands in, where it has one.
const METADATA: &str = "metadata.xml";

/// Makes the manifest; metadata in a file of its own is added to the contents.
pub(super) fn manifest(
    course: &Published,
    options: &ExportOptions,
    contents: &mut Contents,
) -> Manifest {
    let mut manifest = Manifest::new(options.edition, options.identifier(course).as_str());
    let version = options.version.as_ref().unwrap_or(course.version());
    manifest.version = Some(version.as_str().into());
    schema_location(&mut manifest);
    describe(course, options, &mut manifest, contents);
    let writer = ManifestWriter {
        course,
        options,
        order: Order::of(course, options),
    };
    manifest.add_organization(writer.organization(contents));
    for part in &contents.parts {
        manifest.add_resource(resource(part, !contents.shared.is_empty()));
    }
    if !contents.shared.is_empty() {
        let mut shared = Resource::new();
        shared.identifier = Some(SHARED.into());
        shared.kind = Some(ResourceKind::WebContent);
        shared.scorm_type = Some(ScormType::Asset);
        shared.files = contents
            .shared
            .iter()
            .map(|file| File::at(&**file))
            .collect();
        manifest.add_resource(shared);
    }
    manifest
}

/// Where the schemas of the namespaces are, which are not taken along by default.
fn schema_location(manifest: &mut Manifest) {
    let edition = manifest.edition;
    let pairs: &[(&str, &str)] = if edition.is_2004() {
        &[
            ("http://www.imsglobal.org/xsd/imscp_v1p1", "imscp_v1p1.xsd"),
            ("http://www.adlnet.org/xsd/adlcp_v1p3", "adlcp_v1p3.xsd"),
            ("http://www.adlnet.org/xsd/adlseq_v1p3", "adlseq_v1p3.xsd"),
            ("http://www.adlnet.org/xsd/adlnav_v1p3", "adlnav_v1p3.xsd"),
            ("http://www.imsglobal.org/xsd/imsss", "imsss_v1p0.xsd"),
        ]
    } else {
        &[
            (
                "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
                "imscp_rootv1p1p2.xsd",
            ),
            (
                "http://www.adlnet.org/xsd/adlcp_rootv1p2",
                "adlcp_rootv1p2.xsd",
            ),
            (
                "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1",
                "imsmd_rootv1p2p1.xsd",
            ),
        ]
    };
    let places: Vec<String> = pairs
        .iter()
        .map(|(namespace, file)| format!("{namespace} {file}"))
        .collect();
    let (namespace, local) = (
        "http://www.w3.org/2001/XMLSchema-instance",
        "schemaLocation",
    );
    // Refused are names alone, and this is one.
    let _named = manifest
        .extra
        .set_attribute(namespace, local, &places.join(" "));
}

fn describe(
    course: &Published,
    options: &ExportOptions,
    manifest: &mut Manifest,
    contents: &mut Contents,
) {
    let metadata = manifest
        .metadata
        .get_or_insert_with(|| Box::new(Metadata::new()));
    match options.metadata.unwrap_or(MetadataPlacement::Inline) {
        MetadataPlacement::None => {}
        MetadataPlacement::Inline => {
            metadata.lom = Some(Box::new(lom::of(course, options)));
        }
        MetadataPlacement::File => {
            let lom = Box::new(lom::of(course, options));
            contents
                .files
                .insert(METADATA.to_owned(), Source::Metadata(lom));
            metadata.locations.push(Leaf::new(METADATA.into()));
        }
    }
}

fn resource(part: &Part, shared: bool) -> Resource {
    let kind = if part.reports {
        ScormType::Sco
    } else {
        ScormType::Asset
    };
    let mut resource = Resource::web(resource_id(part.identifier.as_deref()), &*part.launch, kind);
    let own = part.files.iter().filter(|file| **file != part.launch);
    resource.files.extend(own.map(|file| File::at(&**file)));
    if shared {
        resource.dependencies.push(Dependency::on(SHARED));
    }
    resource
}

/// Identifiers of items and resources are told apart by their first letter, so that none can meet another.
fn item_id(identifier: &str) -> String {
    format!("i_{identifier}")
}

/// The item, saying that it is shown: some players leave out of their menus what is silent about it.
fn shown(mut item: Item) -> Item {
    item.is_visible = Some(true);
    item
}

fn resource_id(identifier: Option<&str>) -> String {
    identifier.map_or_else(
        || format!("r_{WHOLE}"),
        |identifier| format!("r_of_{identifier}"),
    )
}

struct ManifestWriter<'a> {
    course: &'a Published,
    options: &'a ExportOptions,
    order: Order,
}

impl ManifestWriter<'_> {
    fn organization(&self, contents: &Contents) -> Organization {
        let title = self.options.title(self.course);
        let mut organization = Organization::new();
        let identifier = self
            .options
            .organization
            .as_ref()
            .map_or("ORG", |name| name.as_str());
        organization.identifier = Some(identifier.into());
        organization.title = Some(Leaf::new(title.into()));
        let items = match self.options.structure() {
            Structure::OneObject => vec![self.whole(contents)],
            Structure::ObjectPerPage => self.tree(),
            Structure::RootCluster => {
                let mut cluster = shown(Item::new());
                cluster.identifier = Some(CLUSTER.into());
                cluster.title = Some(Leaf::new(title.into()));
                cluster.items = self.tree();
                cluster.sequencing = self.order.of_cluster(true);
                vec![cluster]
            }
        };
        organization.items = items;
        if self.options.edition.is_2004() {
            organization.objectives_global_to_system = Some(false);
            let inner = self.options.structure() == Structure::ObjectPerPage;
            organization.sequencing = self.order.of_cluster(inner);
        }
        organization
    }

    /// The one item of a course that is one content object.
    fn whole(&self, contents: &Contents) -> Item {
        let target = contents
            .parts
            .first()
            .and_then(|part| part.identifier.as_deref());
        let title = self.options.title(self.course);
        let mut item = shown(Item::launching(item_id(WHOLE), title, resource_id(target)));
        let mastery = self
            .options
            .mastery(self.course)
            .filter(|_| self.course.course().is_scored());
        self.launch(&mut item, mastery, true);
        item.sequencing = self.order.of_whole(self.options, mastery);
        item
    }

    /// The items of the course, in its folders; of a pool without them, since it is chosen from as a whole.
    fn tree(&self) -> Vec<Item> {
        let flat = self.options.progression(self.course) == Progression::RandomPool;
        let mut open: Vec<Item> = vec![Item::new()];
        for visit in self.course.course().walk() {
            let depth = if flat { 0 } else { visit.depth };
            close(&mut open, depth);
            if visit.item.is_launchable() {
                let item = self.leaf(&visit);
                if let Some(folder) = open.last_mut() {
                    folder.items.push(item);
                }
            } else if !flat {
                open.push(self.folder(visit.item));
            }
        }
        close(&mut open, 0);
        open.pop().map(|root| root.items).unwrap_or_default()
    }

    fn folder(&self, folder: &CourseItem) -> Item {
        let mut item = shown(Item::new());
        item.identifier = Some(item_id(folder.identifier().as_str()).into());
        item.title = Some(Leaf::new(folder.title().into()));
        item.sequencing = self.order.of_cluster(false);
        item
    }

    fn leaf(&self, visit: &Visit<'_>) -> Item {
        let identifier = visit.item.identifier().as_str();
        let target = resource_id(Some(identifier));
        let mut item = shown(Item::launching(
            item_id(identifier),
            visit.item.title(),
            target,
        ));
        let (mastery, reports) = match visit.item {
            CourseItem::Page(page) => {
                let own = page.mastery.as_ref().or(self.options.mastery(self.course));
                (own.filter(|_| page.is_scored()), true)
            }
            CourseItem::Files(files) => (None, files.reports == Some(true)),
            CourseItem::Folder(_) => (None, false),
        };
        self.launch(&mut item, mastery, reports);
        let needs = self.order.needs(visit.item);
        if self.options.edition.is_2004() {
            let sequencing = Order::of_leaf(visit.item, &needs, self.options, mastery);
            item.sequencing = Some(Box::new(sequencing));
        } else if !needs.is_empty() {
            let script: Vec<String> = needs.iter().map(|need| item_id(need)).collect();
            let mut prerequisites = Prerequisites::new(script.join("&").into());
            prerequisites.kind = Some("aicc_script".into());
            item.prerequisites = Some(Box::new(prerequisites));
        }
        item
    }

    /// What players are told of everything that is launched.
    fn launch(&self, item: &mut Item, mastery: Option<&Share>, reports: bool) {
        let options = self.options;
        item.parameters = options.parameters.as_deref().map(Into::into);
        item.presentation = presentation(options);
        if !reports {
            return;
        }
        item.data_from_lms = options
            .launch_data
            .as_deref()
            .map(|data| Leaf::new(data.into()));
        let action = options
            .time_limit_action
            .map(|action| TimeLimitAction::from(action.as_str()));
        item.time_limit_action = action.map(Leaf::new);
        if options.edition == Edition::Scorm12 {
            let limit = options
                .time_limit
                .as_ref()
                .and_then(super::options::timespan);
            item.max_time_allowed = limit.map(|limit| Leaf::new(limit.into()));
            let score = mastery.map(|share| MasteryScore::new(share.percent()));
            item.mastery_score = score.map(Box::new);
        } else {
            item.completion_threshold = threshold(options);
        }
    }
}

/// Puts folders into those around them, until so many are open below the top.
fn close(open: &mut Vec<Item>, depth: usize) {
    while open.len() > depth.saturating_add(1) {
        let Some(done) = open.pop() else { return };
        if let Some(around) = open.last_mut() {
            around.items.push(done);
        }
    }
}

fn presentation(options: &ExportOptions) -> Option<Box<Presentation>> {
    if options.hide_controls.is_empty() || !options.edition.is_2004() {
        return None;
    }
    let mut interface = NavigationInterface::new();
    let hidden = options
        .hide_controls
        .iter()
        .map(|control| HiddenControl::from(control.as_str()));
    interface.hidden = hidden.map(Leaf::new).collect();
    let mut presentation = Presentation::new();
    presentation.navigation_interface = Some(interface);
    Some(Box::new(presentation))
}

/// In the 4th Edition attributes, before the text of the element.
fn threshold(options: &ExportOptions) -> Option<Box<CompletionThreshold>> {
    let share = options.completion_threshold.as_ref();
    let share = share.filter(|_| options.completion() == CompletionRule::Threshold)?;
    let mut threshold = CompletionThreshold::new();
    let measure: Decimal = share.as_decimal().clone();
    if options.edition == Edition::Scorm2004Fourth {
        threshold.completed_by_measure = Some(true);
        threshold.min_progress_measure = Some(measure);
    } else {
        threshold.value = Some(measure);
    }
    Some(Box::new(threshold))
}
