//! Every rule that a manifest can break, with its number among the conformance requirements of ADL where it has one, and how
//! to mend what breaks it.
//!
//! Numbers are those of ADL's tests of packages of the fourth edition; the editions before it have the same
//! requirements without numbers, unless a clause says otherwise.

use edu_types::Rule;

use crate::Family;

mod hints;

pub use hints::hint;

/// Declares rules and the list of them: the list's name and what stands before each clause; of each
/// rule its name, how heavy it is, its code, its number where it has one, and its clauses.
macro_rules! rule_list {
    (
        $(#[$about:meta])* $list:ident, $standard:literal;
        $( $(#[$doc:meta])* $name:ident $weight:ident $code:literal $($number:literal)?, $clause:literal; )+
    ) => {
        $(
            $(#[$doc])*
            pub static $name: edu_types::Rule =
                edu_types::Rule::$weight($code, concat!($standard, $clause))$(.numbered($number))?;
        )+

        $(#[$about])*
        pub static $list: &[&edu_types::Rule] = &[$(&$name),+];
    };
}
pub(crate) use rule_list;

/// The rule that refuses packages of a family; `None` for those that are read, and for what is no package.
pub(crate) const fn of_family(family: Family) -> Option<&'static Rule> {
    match family {
        Family::Scorm | Family::ContentPackaging | Family::Unknown => None,
        Family::Scorm11 => Some(&FAMILY_SCORM_1_1),
        Family::CommonCartridge => Some(&FAMILY_CARTRIDGE),
        Family::Aicc => Some(&FAMILY_AICC),
        Family::Cmi5 => Some(&FAMILY_CMI5),
        Family::TinCan => Some(&FAMILY_TINCAN),
    }
}

/// Every rule of this crate, each once: those of packages, of the manifest, of sequencing and of metadata, then those of courses and of
/// their export.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let lists = [
        PACKAGE,
        MANIFEST,
        crate::sequencing::rules::ALL,
        crate::lom::rules::ALL,
        crate::course::rules::ALL,
        crate::export::rules::ALL,
    ];
    lists.into_iter().flatten().copied()
}

rule_list! {
    /// Those of the manifest, its organizations and resources.
    MANIFEST, "SCORM ";
    /// The root element is no manifest.
    ROOT must "scorm.manifest.root" "REQ_30", "2004 4th Ed. CAM §3.4.1 manifest";
    /// The value of an attribute or element is not of the form that its schema asks for.
    VALUE must "scorm.element.value", "2004 4th Ed. CAM §3.4.1";
    /// A required attribute or element is absent.
    MISSING must "scorm.element.missing", "2004 4th Ed. CAM §3.4.1";
    /// An element that may be there once is there again.
    REPEATED must "scorm.element.repeated", "2004 4th Ed. CAM §3.4.1";
    /// Elements stand in another order than the standard's.
    ORDER must "scorm.element.order" "REQ_30.4", "2004 4th Ed. CAM §3.4.1";
    /// Elements stand in another order than that of SCORM 1.2.
    ORDER_1_2 must "scorm.element.order_1_2", "1.2 CAM §2.3";
    /// A name is spelled, or in the namespace, of another edition.
    SPELLING must "scorm.element.edition", "2004 4th Ed. CAM §3.4.1";
    /// An attribute or element is there that the standard does not have.
    UNKNOWN must "scorm.element.unknown", "2004 4th Ed. CAM §3.4.1";
    /// Text stands among elements.
    TEXT must "scorm.element.text", "2004 4th Ed. CAM §3.4.1";

    /// The package is a course of AICC.
    FAMILY_AICC security "scorm.family.aicc", "2004 4th Ed. CAM §3.2";
    /// The package is a course of cmi5.
    FAMILY_CMI5 security "scorm.family.cmi5", "2004 4th Ed. CAM §3.2";
    /// The package is one of Tin Can.
    FAMILY_TINCAN security "scorm.family.tincan", "2004 4th Ed. CAM §3.2";
    /// The package is a Common Cartridge.
    FAMILY_CARTRIDGE security "scorm.family.common_cartridge", "2004 4th Ed. CAM §3.2";
    /// The package is one of SCORM 1.1.
    FAMILY_SCORM_1_1 security "scorm.family.scorm_1_1", "1.2 CAM §2.3";
    /// The package is content of IMS, of which nothing is tracked.
    FAMILY_CONTENT_PACKAGING should "scorm.family.content_packaging", "2004 4th Ed. CAM §3.4.1 metadata";
    /// Two signs of the edition speak against each other.
    EDITION_CONFLICT should "scorm.edition.conflict", "2004 4th Ed. CAM §3.4.1 schemaversion";
    /// Nothing names the edition.
    EDITION_UNSTATED should "scorm.edition.unstated", "2004 4th Ed. CAM §3.4.1 schemaversion";

    /// A manifest has no metadata.
    METADATA_MISSING must "scorm.metadata.missing" "REQ_30.5", "2004 4th Ed. CAM §3.4.1 metadata";
    /// The metadata of the manifest does not name the standard.
    SCHEMA_MISSING must "scorm.metadata.schema_missing" "REQ_30.5.2", "2004 4th Ed. CAM §3.4.1 schema";
    /// The metadata of the manifest names another standard.
    SCHEMA must "scorm.metadata.schema" "REQ_30.5.2.1", "2004 4th Ed. CAM §3.4.1 schema";
    /// The metadata of the manifest does not name the edition.
    SCHEMA_VERSION_MISSING must "scorm.metadata.schemaversion_missing" "REQ_30.5.3", "2004 4th Ed. CAM §3.4.1 schemaversion";
    /// The metadata of the manifest does not write the edition as the standard does.
    SCHEMA_VERSION must "scorm.metadata.schemaversion" "REQ_30.5.3.1", "2004 4th Ed. CAM §3.4.1 schemaversion";

    /// A manifest has no identifier.
    MANIFEST_ID_MISSING must "scorm.manifest.identifier" "REQ_30.1", "2004 4th Ed. CAM §3.4.1 manifest";
    /// The base of a manifest is not written as it must be.
    MANIFEST_BASE must "scorm.manifest.base" "REQ_30.3.2", "2004 4th Ed. CAM §3.4.1 manifest";
    /// A manifest has no organizations element.
    ORGANIZATIONS_MISSING must "scorm.manifest.organizations" "REQ_30.6", "2004 4th Ed. CAM §3.4.1 organizations";
    /// A manifest has no resources element.
    RESOURCES_MISSING must "scorm.manifest.resources" "REQ_30.7", "2004 4th Ed. CAM §3.4.1 resources";
    /// A package lies in a package, which the standard advises against.
    SUBMANIFEST should "scorm.manifest.submanifest" "REQ_30.8", "2004 4th Ed. CAM §3.4.1 manifest";
    /// Packages lie in packages deeper than is looked.
    SUBMANIFEST_DEPTH must "scorm.manifest.depth", "2004 4th Ed. CAM §3.4.1 manifest";
    /// An identifier is none that XML has.
    IDENTIFIER_FORM must "scorm.identifier.form" "REQ_30.1.1", "2004 4th Ed. CAM §3.4.1; XML Schema Part 2 §3.3.8";
    /// Two elements have one identifier.
    IDENTIFIER_TWICE must "scorm.identifier.twice" "REQ_30.1.2", "2004 4th Ed. CAM §3.4.1";
    /// A text is longer than every player must take.
    LENGTH should "scorm.text.length", "2004 4th Ed. CAM §3.4.1";

    /// There is no default organization.
    DEFAULT_MISSING must "scorm.organizations.default_missing" "REQ_30.6.1", "2004 4th Ed. CAM §3.4.1 organizations";
    /// The default organization is none of the manifest.
    DEFAULT must "scorm.organizations.default" "REQ_30.6.1.1", "2004 4th Ed. CAM §3.4.1 organizations";
    /// There is no organization: the package is one of resources, and offers nothing to launch.
    ORGANIZATIONS_EMPTY should "scorm.organizations.empty" "REQ_30.6.3", "2004 4th Ed. CAM §3.4.1 organizations";
    /// An organization has no identifier.
    ORGANIZATION_ID_MISSING must "scorm.organization.identifier" "REQ_30.6.3.1", "2004 4th Ed. CAM §3.4.1 organization";
    /// An organization has no title.
    ORGANIZATION_TITLE must "scorm.organization.title" "REQ_30.6.3.5", "2004 4th Ed. CAM §3.4.1 title";
    /// An organization has no item.
    ORGANIZATION_EMPTY must "scorm.organization.empty" "REQ_30.6.3.6", "2004 4th Ed. CAM §3.4.1 organization";
    /// Whether objectives are known to all courses is neither `true` nor `false`.
    OBJECTIVES_GLOBAL must "scorm.organization.objectives_global" "REQ_30.6.3.3.1", "2004 4th Ed. CAM §3.4.1 organization";
    /// Whether shared stores are known to all courses is neither `true` nor `false`.
    SHARED_DATA_GLOBAL must "scorm.organization.shared_data_global" "REQ_30.6.3.4.2", "2004 4th Ed. CAM §3.4.1 organization";

    /// An item has no identifier.
    ITEM_ID_MISSING must "scorm.item.identifier" "REQ_30.6.3.6.1", "2004 4th Ed. CAM §3.4.1 item";
    /// An item has no title.
    ITEM_TITLE must "scorm.item.title" "REQ_30.6.3.6.6", "2004 4th Ed. CAM §3.4.1 title";
    /// An organization or item of SCORM 1.2 has no title, which people would miss.
    TITLE_ADVISED advice "scorm.title.missing", "1.2 CAM §2.3 title";
    /// A title has nothing to read.
    TITLE_EMPTY should "scorm.title.empty" "REQ_30.6.3.6.6.1", "2004 4th Ed. CAM §3.4.1 title";
    /// An item refers to no resource that there is.
    ITEM_REF must "scorm.item.identifierref" "REQ_30.6.3.6.2.2", "2004 4th Ed. CAM §3.4.1 item";
    /// An item refers to an item or organization, which are nothing to launch.
    ITEM_ACTIVITY must "scorm.item.activity" "REQ_30.6.3.6.2.2", "2004 4th Ed. CAM §3.4.1 item; IMS CP 1.1.4 §4 (1.5.2.4.2)";
    /// An item refers to the package that it lies in, or to one that leads back there.
    ITEM_SELF must "scorm.item.self" "REQ_30.6.3.6.2.2", "2004 4th Ed. CAM §3.4.1 item";
    /// An item with items of its own refers to a resource.
    CLUSTER_REF must "scorm.item.cluster" "REQ_30.6.3.6.2.3", "2004 4th Ed. CAM §3.4.1 item";
    /// An item of SCORM 1.2 with items of its own refers to a resource.
    CLUSTER_REF_1_2 should "scorm.item.cluster_1_2", "1.2 CAM §2.3 item";
    /// An item without items of its own refers to nothing.
    LEAF_REF must "scorm.item.leaf" "REQ_30.6.3.6.2.4", "2004 4th Ed. CAM §3.4.1 item";
    /// An item of SCORM 1.2 without items of its own refers to nothing.
    LEAF_REF_1_2 should "scorm.item.leaf_1_2", "1.2 CAM §2.3 item";
    /// Whether an item is shown is neither `true` nor `false`.
    IS_VISIBLE must "scorm.item.isvisible" "REQ_30.6.3.6.3.1", "2004 4th Ed. CAM §3.4.1 item";
    /// Parameters have characters that no address may have.
    PARAMETERS must "scorm.item.parameters" "REQ_30.6.3.6.4.2", "2004 4th Ed. CAM §3.4.1 item";
    /// Parameters are given where there is nothing to launch.
    PARAMETERS_UNUSED should "scorm.item.parameters_unused", "2004 4th Ed. CAM §3.4.1 item";
    /// Parameters and the address of the resource both have a fragment, or come before one.
    PARAMETERS_FRAGMENT should "scorm.item.parameters_fragment", "2004 4th Ed. CAM §3.4.1 item; RFC 3986 §3.5";
    /// The action at the end of time is none of the four.
    TIME_LIMIT_ACTION must "scorm.item.time_limit_action" "REQ_30.6.3.6.9.2", "2004 4th Ed. CAM §3.4.1 timeLimitAction";
    /// Something of an item is for a SCO, and the item launches none.
    SCO_ONLY must "scorm.item.sco_only" "REQ_30.6.3.6.9.1.1", "2004 4th Ed. CAM §3.4.1 timeLimitAction, dataFromLMS";
    /// A span of time is not written as it must be.
    MAX_TIME_ALLOWED must "scorm.item.max_time_allowed", "1.2 CAM §2.3 maxtimeallowed";
    /// A mastery score is no number from 0 to 100.
    MASTERY_SCORE must "scorm.item.mastery_score", "1.2 CAM §2.3 masteryscore";
    /// Prerequisites are no script.
    PREREQUISITES must "scorm.prerequisites.script", "1.2 CAM §2.3 prerequisites";
    /// Prerequisites do not say that they are a script of AICC.
    PREREQUISITES_TYPE must "scorm.prerequisites.type", "1.2 CAM §2.3 prerequisites";
    /// Prerequisites are joined by words in place of signs.
    PREREQUISITES_WORDS should "scorm.prerequisites.words", "1.2 CAM §2.3 prerequisites";
    /// Prerequisites name an item that there is none of.
    PREREQUISITES_ITEM should "scorm.prerequisites.item", "1.2 CAM §2.3 prerequisites";
    /// Something is written that the edition does not have.
    EDITION_FEATURE should "scorm.item.edition", "2004 4th Ed. CAM §3.4.1 item";

    /// A threshold of completion is no number from 0 to 1.
    COMPLETION_THRESHOLD must "scorm.completion_threshold.range" "REQ_30.6.3.6.13.2", "2004 4th Ed. CAM §3.4.1 completionThreshold";
    /// A threshold of completion is written as editions before the fourth did.
    COMPLETION_THRESHOLD_TEXT should "scorm.completion_threshold.text", "2004 4th Ed. CAM §3.4.1 completionThreshold";
    /// A threshold of completion is written in both ways.
    COMPLETION_THRESHOLD_BOTH must "scorm.completion_threshold.both", "2004 4th Ed. CAM §3.4.1 completionThreshold";
    /// Whether progress completes is neither `true` nor `false`.
    COMPLETED_BY_MEASURE must "scorm.completion_threshold.by_measure", "2004 4th Ed. CAM §3.4.1 completionThreshold";
    /// The progress that completes is no number from 0 to 1.
    MIN_PROGRESS_MEASURE must "scorm.completion_threshold.min_progress", "2004 4th Ed. CAM §3.4.1 completionThreshold";
    /// The weight of progress is no number from 0 to 1.
    PROGRESS_WEIGHT must "scorm.completion_threshold.weight", "2004 4th Ed. CAM §3.4.1 completionThreshold";

    /// Shared data names no store.
    DATA_EMPTY must "scorm.data.empty" "REQ_30.6.3.7.14.2", "2004 4th Ed. CAM §3.4.1 data";
    /// A map does not say which store.
    MAP_TARGET_MISSING must "scorm.data.target_missing" "REQ_30.6.3.7.14.2.1", "2004 4th Ed. CAM §3.4.1 map";
    /// A map names a store by no characters.
    MAP_TARGET must "scorm.data.target" "REQ_30.6.3.7.14.2.1.2", "2004 4th Ed. CAM §3.4.1 map";
    /// Two maps of an item name one store.
    MAP_TWICE must "scorm.data.target_twice", "2004 4th Ed. CAM §3.4.1 map";
    /// Whether a store is read is neither `true` nor `false`.
    MAP_READ must "scorm.data.read" "REQ_30.6.3.7.14.2.2.2", "2004 4th Ed. CAM §3.4.1 map";
    /// Whether a store is written is neither `true` nor `false`.
    MAP_WRITE must "scorm.data.write" "REQ_30.6.3.7.14.2.3.2", "2004 4th Ed. CAM §3.4.1 map";

    /// A hidden control is none of the seven.
    HIDE_LMS_UI must "scorm.presentation.hide" "REQ_33", "2004 4th Ed. CAM §5.2 hideLMSUI";
    /// A hidden control is none that the second edition has.
    HIDE_LMS_UI_EDITION should "scorm.presentation.hide_edition", "2004 2nd Ed. CAM §5.2 hideLMSUI";

    /// The base of all resources is not written as it must be.
    RESOURCES_BASE must "scorm.resources.base" "REQ_30.7.1.2", "2004 4th Ed. CAM §3.4.1 resources";
    /// A resource has no identifier.
    RESOURCE_ID_MISSING must "scorm.resource.identifier" "REQ_30.7.3.1", "2004 4th Ed. CAM §3.4.1 resource";
    /// A resource does not say what it is.
    RESOURCE_TYPE_MISSING must "scorm.resource.type" "REQ_30.7.3.2", "2004 4th Ed. CAM §3.4.1 resource";
    /// What an item launches is not web content.
    RESOURCE_WEBCONTENT should "scorm.resource.webcontent", "2004 4th Ed. CAM §3.4.1 resource";
    /// The base of a resource is not written as it must be.
    RESOURCE_BASE must "scorm.resource.base" "REQ_30.7.3.5.2", "2004 4th Ed. CAM §3.4.1 resource";
    /// The address of a resource is not written as it must be.
    RESOURCE_HREF must "scorm.resource.href" "REQ_30.7.3.3.2", "2004 4th Ed. CAM §3.4.1 resource";
    /// A resource that an item launches has no address.
    RESOURCE_HREF_MISSING must "scorm.resource.href_missing" "REQ_30.7.3.3", "2004 4th Ed. CAM §3.4.1 resource";
    /// A resource does not say whether it is tracked.
    SCORM_TYPE_MISSING must "scorm.resource.scormtype_missing" "REQ_30.7.3.4", "2004 4th Ed. CAM §3.4.1 resource";
    /// What a resource says of being tracked is neither `sco` nor `asset`.
    SCORM_TYPE must "scorm.resource.scormtype" "REQ_30.7.3.4.1", "2004 4th Ed. CAM §3.4.1 resource";
    /// State is to be kept, which only the second edition has.
    PERSIST_STATE should "scorm.resource.persist_state", "2004 3rd Ed. CAM §3.4.1 resource";
    /// The launched file is not listed.
    RESOURCE_FILE must "scorm.resource.file" "REQ_30.7.3.9.1.1", "2004 4th Ed. CAM §3.4.1 file";
    /// An address has white space or control characters.
    ADDRESS_SPACE should "scorm.address.space", "2004 4th Ed. CAM §3.4.1; RFC 3986 §2";
    /// An address leaves the package.
    ADDRESS_TRAVERSAL security "scorm.address.traversal", "2004 4th Ed. CAM §3.4.1; RFC 3986 §5.2.4";
    /// An address runs a script, or shows what it carries itself.
    ADDRESS_SCRIPT security "scorm.address.script", "2004 4th Ed. CAM §3.4.1; RFC 3986 §7";
    /// An address points to a file of the author's own.
    ADDRESS_LOCAL must "scorm.address.local_file", "2004 4th Ed. CAM §3.4.1 resource";
    /// An address has a scheme that is not of the web.
    ADDRESS_SCHEME must "scorm.address.scheme", "2004 4th Ed. CAM §3.4.1 resource";
    /// What is launched is not in the package.
    ADDRESS_EXTERNAL should "scorm.address.external", "2004 4th Ed. CAM §3.4.1 resource";
    /// A base is not in the package.
    BASE_EXTERNAL must "scorm.address.external_base", "2004 4th Ed. CAM §3.4.3";
    /// An address is longer than is read.
    ADDRESS_LENGTH must "scorm.address.length", "2004 4th Ed. CAM §3.4.1";

    /// A file has no address.
    FILE_HREF_MISSING must "scorm.file.href_missing" "REQ_30.7.3.9.2", "2004 4th Ed. CAM §3.4.1 file";
    /// The address of a file is not written as it must be.
    FILE_HREF must "scorm.file.href" "REQ_30.7.3.9.2.2", "2004 4th Ed. CAM §3.4.1 file";
    /// The address of a file goes above its resource.
    FILE_TRAVERSAL must "scorm.file.traversal", "2004 4th Ed. CAM §3.4.1 file; RFC 3986 §5.2.4";
    /// A file is not in the package.
    FILE_EXTERNAL must "scorm.file.external", "2004 4th Ed. CAM §3.4.1 file";
    /// The address of a file is none that is read.
    FILE_ADDRESS must "scorm.file.address", "2004 4th Ed. CAM §3.4.1 file";

    /// A dependency does not say on what.
    DEPENDENCY_REF_MISSING must "scorm.dependency.identifierref_missing" "REQ_30.7.3.10.1", "2004 4th Ed. CAM §3.4.1 dependency";
    /// A resource needs one that there is none of.
    DEPENDENCY_REF must "scorm.dependency.identifierref" "REQ_30.7.3.10.1.2", "2004 4th Ed. CAM §3.4.1 dependency";
    /// A resource needs itself.
    DEPENDENCY_SELF should "scorm.dependency.self", "2004 4th Ed. CAM §3.4.1 dependency";
    /// Resources need each other.
    DEPENDENCY_CYCLE should "scorm.dependency.cycle", "2004 4th Ed. CAM §3.4.1 dependency";
}

rule_list! {
    /// Those of a package: its manifest and its files beside each other.
    PACKAGE, "SCORM ";
    /// The package has no manifest.
    PACKAGE_MANIFEST security "scorm.package.manifest", "2004 4th Ed. CAM §3.2";
    /// The name of the manifest is written in another case.
    PACKAGE_MANIFEST_CASE must "scorm.package.manifest_case", "2004 4th Ed. CAM §3.2";
    /// The manifest is in a folder.
    PACKAGE_MANIFEST_FOLDER must "scorm.package.manifest_folder", "2004 4th Ed. CAM §3.2";
    /// A file that the manifest lists is not in the package.
    PACKAGE_FILE_MISSING must "scorm.package.file_missing", "2004 4th Ed. CAM §3.4.1 file";
    /// A file is listed by another spelling of its name.
    PACKAGE_FILE_SPELLING must "scorm.package.file_spelling", "2004 4th Ed. CAM §3.4.1 file";
    /// A file of metadata that the manifest names is not in the package.
    PACKAGE_METADATA_MISSING must "scorm.package.metadata_missing", "2004 4th Ed. CAM §3.4.1 location";
    /// A file of metadata cannot be read.
    PACKAGE_METADATA must "scorm.package.metadata", "2004 4th Ed. CAM §3.4.1 location; IEEE 1484.12.3";
    /// Files are in the package that the manifest does not list.
    PACKAGE_FILE_UNLISTED should "scorm.package.file_unlisted", "2004 4th Ed. CAM §3.4.1 file";
    /// The schemas of the manifest are not in the package.
    PACKAGE_SCHEMAS advice "scorm.package.schemas", "2004 4th Ed. CAM §3.2";
    /// There is nothing in the package that can be launched.
    PACKAGE_LAUNCH must "scorm.package.launch", "2004 4th Ed. CAM §3.4.1 item";
}
