//! Which files are compressed already.

/// Endings of names whose files are compressed already, so that deflating them is lost time.
const COMPRESSED: &[&str] = &[
    "7z", "aac", "avi", "avif", "docx", "epub", "flac", "gif", "gz", "heic", "jpeg", "jpg", "m4a",
    "m4v", "mkv", "mov", "mp3", "mp4", "odp", "ods", "odt", "oga", "ogg", "ogv", "opus", "png",
    "pptx", "rar", "webm", "webp", "woff", "woff2", "xlsx", "xz", "zip", "zst",
];

/// Whether a file of that name is compressed already.
pub(super) fn is_compressed(name: &str) -> bool {
    let Some((_, ending)) = name.rsplit_once('.') else {
        return false;
    };
    COMPRESSED
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_is_known_by_its_ending_in_any_case() {
        assert!(is_compressed("video/Intro.MP4"));
        assert!(!is_compressed("mp4/index.html"));
        assert!(!is_compressed("mp4"));
    }
}
