//! How to mend packages.

use edu_types::hints;

hints! {
    pub(super) static HINTS;
    "scorm.package.file_missing": "Put the file into the package, or take it out of the manifest.";
    "scorm.package.file_spelling": "Write the name in the manifest with the same letters as the file has, small and capital.";
    "scorm.package.file_unlisted": "List the files in the manifest, or take them out of the package.";
    "scorm.package.launch": "Let an item refer to a resource that has a page to open.";
    "scorm.package.manifest": "Put imsmanifest.xml at the top of the package, not into a folder within a folder.";
    "scorm.package.manifest_case": "Name the manifest imsmanifest.xml, in small letters.";
    "scorm.package.manifest_folder": "Zip the contents of the folder instead of the folder itself.";
    "scorm.package.metadata": "Write the file as metadata in XML, with the element lom around all of it, or take it out of the package.";
    "scorm.package.metadata_missing": "Put the file into the package, or take its adlcp:location out of the manifest.";
    "scorm.package.schemas": "Put the schema files of the edition beside imsmanifest.xml, where the system that imports asks for them.";
}
