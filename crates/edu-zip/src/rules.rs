//! Every rule that an archive can break.
//!
//! Clauses are those of PKWARE's APPNOTE.TXT 6.3.10, beside the weakness (CWE) that a rule guards
//! against. Security rules hold under every profile.

use edu_types::{Profile, Rule};

mod hints;

pub use hints::hint;

/// Declares rules and the list of them: of each its name, how heavy it is, its code and clauses.
macro_rules! rule_list {
    ( $( $(#[$doc:meta])* $name:ident $weight:ident $code:literal, $clause:literal; )+ ) => {
        $(
            $(#[$doc])*
            pub static $name: Rule = Rule::$weight($code, $clause);
        )+

        /// Every rule of this crate, each once.
        pub static ALL: &[&Rule] = &[$(&$name),+];
    };
}

rule_list! {
    /// The archive is larger than allowed.
    LIMIT_ARCHIVE security "zip.limit.archive", "CWE-770";
    /// There are more entries than allowed.
    LIMIT_ENTRIES security "zip.limit.entries", "CWE-770";
    /// An entry is larger than allowed.
    LIMIT_ENTRY security "zip.limit.entry", "CWE-409";
    /// All entries together are larger than allowed.
    LIMIT_TOTAL security "zip.limit.total", "CWE-409";
    /// The data grows more than allowed.
    LIMIT_RATIO security "zip.limit.ratio", "CWE-409";
    /// A name is longer than allowed.
    LIMIT_NAME security "zip.limit.name", "CWE-770";
    /// A component of a name is longer than allowed.
    LIMIT_COMPONENT security "zip.limit.component", "CWE-770";
    /// A name has more components than allowed.
    LIMIT_DEPTH security "zip.limit.depth", "CWE-770";

    /// There is no end of central directory: the bytes are no zip archive, or were cut off.
    END_MISSING security "zip.end.missing", "APPNOTE 6.3.10 §4.3.16";
    /// The archive's comment is longer than what follows.
    END_COMMENT security "zip.end.comment", "APPNOTE 6.3.10 §4.4.11";
    /// Two records could each be the end of the archive, and readers choose differently.
    END_AMBIGUOUS security "zip.end.ambiguous", "APPNOTE 6.3.10 §4.3.1, CWE-436";
    /// Bytes follow the end of the archive.
    END_TRAILING must "zip.end.trailing", "APPNOTE 6.3.10 §4.3.6";
    /// The zip64 end records contradict the ordinary one, or stand elsewhere than they say.
    END_ZIP64 security "zip.end.zip64", "APPNOTE 6.3.10 §4.3.14, §4.3.15, CWE-436";
    /// The archive is one of several disks.
    MULTI_DISK security "zip.multi_disk", "APPNOTE 6.3.10 §4.4.19, §8";
    /// The archive has no entries.
    EMPTY security "zip.empty", "APPNOTE 6.3.10 §4.3.6";
    /// Bytes stand before the first entry, as in a self-extracting program.
    PREFIX must "zip.prefix", "APPNOTE 6.3.10 §4.1.9";
    /// Entries stand before the first one listed, which other readers would see.
    PREFIX_HIDDEN security "zip.prefix.hidden", "APPNOTE 6.3.10 §4.3.6, CWE-436";

    /// The central directory is cut off, or holds something else than its entries.
    DIRECTORY_FORM security "zip.directory.form", "APPNOTE 6.3.10 §4.3.12";
    /// The central directory holds another number of entries than the end record says.
    DIRECTORY_COUNT security "zip.directory.count", "APPNOTE 6.3.10 §4.4.22";

    /// The local header is missing or cut off.
    LOCAL_FORM security "zip.local.form", "APPNOTE 6.3.10 §4.3.7";
    /// Local header and central directory name the entry differently.
    LOCAL_NAME security "zip.local.name", "APPNOTE 6.3.10 §4.3.2, §4.4.17, CWE-436";
    /// Local header and central directory give different sizes or checksums.
    LOCAL_SIZE security "zip.local.size", "APPNOTE 6.3.10 §4.3.2, §4.4.7, §4.4.8, §4.4.9, CWE-436";
    /// Local header and central directory give different methods.
    LOCAL_METHOD security "zip.local.method", "APPNOTE 6.3.10 §4.3.2, §4.4.5, CWE-436";
    /// Local header and central directory give different flags.
    LOCAL_FLAGS must "zip.local.flags", "APPNOTE 6.3.10 §4.3.2, §4.4.4";
    /// A data descriptor is announced and missing, or contradicts the central directory.
    DESCRIPTOR must "zip.descriptor", "APPNOTE 6.3.10 §4.3.9";
    /// Two entries, or an entry and the central directory, share bytes.
    OVERLAP security "zip.overlap", "APPNOTE 6.3.10 §4.3.6, CWE-409";
    /// Bytes between entries belong to none.
    GAP must "zip.gap", "APPNOTE 6.3.10 §4.3.6";
    /// Bytes between entries hold an entry that is not listed.
    GAP_HIDDEN security "zip.gap.hidden", "APPNOTE 6.3.10 §4.3.6, CWE-436";

    /// An extra field is cut off.
    EXTRA_FORM must "zip.extra.form", "APPNOTE 6.3.10 §4.5.1";
    /// A zip64 field is missing or cut off where a size or offset needs it, or stands twice.
    EXTRA_ZIP64 security "zip.extra.zip64", "APPNOTE 6.3.10 §4.5.3";
    /// A Unicode path field names the entry differently; it is ignored.
    EXTRA_UNICODE_PATH must "zip.extra.unicode_path", "APPNOTE 6.3.10 §4.6.9, CWE-436";

    /// An entry is encrypted.
    ENTRY_ENCRYPTED security "zip.entry.encrypted", "APPNOTE 6.3.10 §4.4.4, §6";
    /// An entry is neither stored nor deflated.
    ENTRY_METHOD security "zip.entry.method", "APPNOTE 6.3.10 §4.4.5";
    /// An entry that is stored has another size than its data.
    ENTRY_STORED_SIZE security "zip.entry.stored_size", "APPNOTE 6.3.10 §4.4.8, §4.4.9";
    /// An entry is a link, a device or another thing that is no file.
    ENTRY_SPECIAL security "zip.entry.special", "APPNOTE 6.3.10 §4.4.15, CWE-59";
    /// A folder has data, or a file is marked as a folder.
    ENTRY_FOLDER must "zip.entry.folder", "APPNOTE 6.3.10 §4.3.8, §4.4.15";
    /// Two entries have one name.
    ENTRY_DUPLICATE security "zip.entry.duplicate", "CWE-694, CWE-436";
    /// One folder is listed twice.
    ENTRY_FOLDER_TWICE should "zip.entry.folder_twice", "CWE-694";
    /// A file has the name of a folder that holds other entries.
    ENTRY_CONFLICT security "zip.entry.conflict", "CWE-694, CWE-59";
    /// Two names differ in case or composition only: one replaces the other on many disks.
    ENTRY_CASE should "zip.entry.case", "CWE-178";
    /// Entries were left by an operating system; they are no content.
    ENTRY_IGNORABLE advice "zip.entry.ignorable", "APPNOTE 6.3.10 §4.3.8";

    /// A name is empty.
    NAME_EMPTY security "zip.name.empty", "APPNOTE 6.3.10 §4.4.17";
    /// A name leaves the package.
    NAME_TRAVERSAL security "zip.name.traversal", "APPNOTE 6.3.10 §4.4.17.1, CWE-22";
    /// A name starts at the root of a disk or at another host.
    NAME_ABSOLUTE security "zip.name.absolute", "APPNOTE 6.3.10 §4.4.17.1, CWE-36";
    /// A name starts with the letter of a drive.
    NAME_DRIVE security "zip.name.drive", "APPNOTE 6.3.10 §4.4.17.1, CWE-39";
    /// A name has a colon, which opens an alternate stream of a file on Windows.
    NAME_COLON security "zip.name.colon", "CWE-69";
    /// A name has a NUL, at which other readers cut it off.
    NAME_NUL security "zip.name.nul", "APPNOTE 6.3.10 §4.4.17, CWE-158";
    /// A name has a control character.
    NAME_CONTROL security "zip.name.control", "APPNOTE 6.3.10 §4.4.17, CWE-150";
    /// A name separates its components by backslashes.
    NAME_BACKSLASH must "zip.name.backslash", "APPNOTE 6.3.10 §4.4.17.1";
    /// A name has an empty component or `.`, which is left out.
    NAME_SEGMENT must "zip.name.segment", "APPNOTE 6.3.10 §4.4.17.1";
    /// A name says that it is UTF-8 and is not.
    NAME_ENCODING must "zip.name.encoding", "APPNOTE 6.3.10 §4.4.4 bit 11, appendix D";
    /// A name is UTF-8 and does not say so.
    NAME_UNFLAGGED should "zip.name.unflagged", "APPNOTE 6.3.10 §4.4.4 bit 11, appendix D";
    /// A name is not UTF-8 and was read as code page 437.
    NAME_CP437 should "zip.name.cp437", "APPNOTE 6.3.10 appendix D";
    /// A name is that of a device on Windows.
    NAME_WINDOWS_DEVICE should "zip.name.windows_device", "CWE-67";
    /// A component of a name ends with a dot or space, which Windows drops.
    NAME_WINDOWS_TRAILING should "zip.name.windows_trailing", "CWE-46, CWE-42";
    /// A name has a character that no file on Windows can have.
    NAME_WINDOWS_CHARACTER should "zip.name.windows_character", "CWE-20";

    /// Data is not deflated as the standard has it, or is cut off.
    DATA_FORM security "zip.data.form", "RFC 1951 §3.2";
    /// An entry holds more bytes than it declares.
    DATA_LONGER security "zip.data.longer", "APPNOTE 6.3.10 §4.4.9, CWE-409";
    /// An entry holds fewer bytes than it declares.
    DATA_SHORTER security "zip.data.shorter", "APPNOTE 6.3.10 §4.4.9";
    /// Bytes follow the deflated data within an entry.
    DATA_TRAILING security "zip.data.trailing", "APPNOTE 6.3.10 §4.4.8";
    /// The data has another checksum than declared.
    DATA_CHECKSUM security "zip.data.checksum", "APPNOTE 6.3.10 §4.4.7";
}

/// The profile of a host that writes entries to a disk of Windows: what only works elsewhere is
/// refused.
///
/// Those are names of devices, trailing dots and spaces, characters that Windows has not, and
/// names that differ in case only.
#[must_use]
pub fn for_windows_disk(profile: Profile) -> Profile {
    [
        &NAME_WINDOWS_DEVICE,
        &NAME_WINDOWS_TRAILING,
        &NAME_WINDOWS_CHARACTER,
        &ENTRY_CASE,
    ]
    .into_iter()
    .fold(profile, Profile::refusing)
}
