//! How to mend archives, in plain words.

use edu_types::hints;

/// How to mend what breaks the rule of that code, in a plain sentence; `None` for codes of other crates.
///
/// ```
/// assert!(edu_zip::rules::hint("zip.entry.encrypted").unwrap().contains("password"));
/// ```
pub fn hint(code: &str) -> Option<&'static str> {
    HINTS.of(code)
}

hints! {
    static HINTS;
    "zip.data.checksum": "Transfer the file again: it was damaged on its way.";
    "zip.data.form": "Transfer the file again, or make the archive anew.";
    "zip.data.longer": "Make the archive anew: the file is longer than it says, as in attacks.";
    "zip.data.shorter": "Transfer the file again, or make the archive anew.";
    "zip.data.trailing": "Make the archive anew with an ordinary zip program.";
    "zip.descriptor": "Make the archive anew with another zip program.";
    "zip.directory.count": "Make the archive anew with an ordinary zip program.";
    "zip.directory.form": "Transfer the file again, or make the archive anew.";
    "zip.empty": "Put the files of the course into the archive.";
    "zip.end.ambiguous": "Make the archive anew with an ordinary zip program.";
    "zip.end.comment": "Transfer the file again: its end is missing.";
    "zip.end.missing": "Transfer the file again, and make sure that it is a zip archive.";
    "zip.end.trailing": "Make the archive anew: something was appended to it.";
    "zip.end.zip64": "Make the archive anew with an ordinary zip program.";
    "zip.entry.case": "Name the files so that they differ in more than case.";
    "zip.entry.conflict": "Rename the file or the folder.";
    "zip.entry.duplicate": "Keep one of the files of that name.";
    "zip.entry.encrypted": "Make the archive anew without a password.";
    "zip.entry.folder": "Make the archive anew with another zip program.";
    "zip.entry.folder_twice": "Make the archive anew: it lists a folder twice.";
    "zip.entry.ignorable": "Nothing has to be done; leave files such as __MACOSX and .DS_Store out when you make archives.";
    "zip.entry.method": "Make the archive anew with the method deflate.";
    "zip.entry.special": "Put the file itself into the archive in place of a link.";
    "zip.entry.stored_size": "Make the archive anew with an ordinary zip program.";
    "zip.extra.form": "Make the archive anew with another zip program.";
    "zip.extra.unicode_path": "Make the archive anew, with names in UTF-8.";
    "zip.extra.zip64": "Make the archive anew with another zip program.";
    "zip.gap": "Make the archive anew: it holds bytes of no file, as after a change in place.";
    "zip.gap.hidden": "Make the archive anew: it holds a file that is not listed.";
    "zip.limit.archive": "Make the archive smaller, or let the importing system take larger ones.";
    "zip.limit.component": "Shorten the name of the folder or file.";
    "zip.limit.depth": "Nest folders less deeply.";
    "zip.limit.entries": "Put fewer files into the archive, or let the importing system take more.";
    "zip.limit.entry": "Make the file smaller, or let the importing system take larger ones.";
    "zip.limit.name": "Shorten the names of folders and files.";
    "zip.limit.ratio": "Store what can be compressed that far under its true size, or leave it out: archives that swell are an attack.";
    "zip.limit.total": "Make the files smaller, or let the importing system take more.";
    "zip.local.flags": "Make the archive anew with another zip program.";
    "zip.local.form": "Transfer the file again, or make the archive anew.";
    "zip.local.method": "Make the archive anew: it gives one file two methods of compression.";
    "zip.local.name": "Make the archive anew: it names one file in two ways.";
    "zip.local.size": "Make the archive anew: it gives one file two sizes or checksums.";
    "zip.multi_disk": "Join the parts to one archive.";
    "zip.name.absolute": "Make the archive from the folder of the course, with names relative to it.";
    "zip.name.backslash": "Make the archive with a program that writes slashes between folders.";
    "zip.name.colon": "Name the file without a colon.";
    "zip.name.control": "Name the file without characters that cannot be seen.";
    "zip.name.cp437": "Make the archive with a program that writes names in UTF-8, or name files with letters of ASCII.";
    "zip.name.drive": "Make the archive from the folder of the course, with names relative to it.";
    "zip.name.empty": "Give the file a name.";
    "zip.name.encoding": "Make the archive with a program that writes names in UTF-8.";
    "zip.name.nul": "Name the file without characters that cannot be seen.";
    "zip.name.segment": "Make the archive with names that have neither `.` nor an empty part.";
    "zip.name.traversal": "Make the archive from the folder of the course, so that no name begins with `..`.";
    "zip.name.unflagged": "Make the archive with a program that marks names as UTF-8.";
    "zip.name.windows_character": "Name the file without the characters that Windows does not have in names.";
    "zip.name.windows_device": "Rename the file: Windows keeps names such as CON, NUL and COM1 for devices.";
    "zip.name.windows_trailing": "Remove the dot or space from the end of the name.";
    "zip.overlap": "Make the archive anew: files in it share bytes, as attacks do.";
    "zip.prefix": "Make an ordinary archive, not one that unpacks itself.";
    "zip.prefix.hidden": "Make the archive anew from its files: another archive stands before it.";
}
