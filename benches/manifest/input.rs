//! Manifests to read: large ones of the field, and generated ones.

use core::fmt::Write as _;
use std::path::{Path, PathBuf};

/// One manifest.
pub(crate) struct Input {
    /// What heads its table.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl Input {
    /// What heads its table, with how much it is.
    pub(crate) fn title(&self) -> String {
        format!("{}: {} KiB", self.name, self.bytes.len() / 1024)
    }

    /// A file of it, for programs beside this one.
    pub(crate) fn file(&self) -> PathBuf {
        let name = format!(
            "edu-benches-{}-{}.xml",
            std::process::id(),
            self.bytes.len()
        );
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, &self.bytes).expect("room for a file");
        path
    }
}

/// The three largest manifests under `EDU_CORPUS`.
pub(crate) fn of_the_field() -> Vec<Input> {
    let Some(root) = std::env::var_os("EDU_CORPUS").map(PathBuf::from) else {
        println!("EDU_CORPUS is unset: skipped manifests of the field");
        return Vec::new();
    };
    let mut all = manifests_below(&root.join("scorm"));
    all.sort_by_key(|(size, _)| core::cmp::Reverse(*size));
    let largest = all.into_iter().take(3);
    largest
        .map(|(_, path)| Input {
            name: folder_of(&path),
            bytes: std::fs::read(&path).expect("a readable manifest"),
        })
        .collect()
}

fn folder_of(path: &Path) -> String {
    let folder = path.parent().and_then(Path::file_name);
    folder.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Manifests with their sizes; those made to be refused lie in folders of their own.
fn manifests_below(root: &Path) -> Vec<(u64, PathBuf)> {
    let mut open = vec![root.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().to_lowercase();
            if path.is_dir() && name != "synthetic-hostile" && name != "xsd" {
                open.push(path);
            } else if name.contains("imsmanifest")
                && path.extension().is_some_and(|one| one == "xml")
            {
                found.push((entry.metadata().map_or(0, |one| one.len()), path));
            }
        }
    }
    found
}

const HEAD: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    "<manifest identifier=\"M\" version=\"1.0\" xmlns=\"http://www.imsproject.org/xsd/imscp_rootv1p1p2\" ",
    "xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\">\n",
    "  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>\n",
    "  <organizations default=\"O\"><organization identifier=\"O\"><title>Course</title>\n",
    "    <item identifier=\"I\" identifierref=\"R0\"><title>Lesson</title></item>\n",
    "  </organization></organizations>\n  <resources>\n",
);
const TAIL: &str = "  </resources>\n</manifest>\n";

/// A manifest of one resource with so many files; about 10 MB for 100,000.
pub(crate) fn files(count: usize) -> Input {
    let mut text = String::from(HEAD);
    text.push_str(
        "    <resource identifier=\"R0\" type=\"webcontent\" adlcp:scormtype=\"sco\" href=\"content/index.html\">\n",
    );
    text.push_str("      <file href=\"content/index.html\"/>\n");
    for number in 0..count {
        let folder = number % 97;
        writeln!(
            text,
            "      <file href=\"content/module-{folder:03}/assets/images/illustration-of-page-{number:06}.png\"/>"
        )
        .expect("writing to a text does not fail");
    }
    text.push_str("    </resource>\n");
    text.push_str(TAIL);
    Input {
        name: format!("generated, {count} files"),
        bytes: text.into_bytes(),
    }
}

/// So many resources of which each needs the next one and one far away: all of them need each other.
pub(crate) fn ring(count: usize) -> Input {
    let mut text = String::from(HEAD);
    for number in 0..count {
        let next = number.wrapping_add(1).checked_rem(count).unwrap_or(0);
        let far = number.wrapping_mul(7919).wrapping_add(13);
        let far = far.checked_rem(count).unwrap_or(0);
        writeln!(
            text,
            "    <resource identifier=\"R{number}\" type=\"webcontent\" adlcp:scormtype=\"sco\" href=\"p{number}.html\">\
             <file href=\"p{number}.html\"/><dependency identifierref=\"R{next}\"/><dependency identifierref=\"R{far}\"/></resource>"
        )
        .expect("writing to a text does not fail");
    }
    text.push_str(TAIL);
    Input {
        name: format!("generated, {count} resources"),
        bytes: text.into_bytes(),
    }
}
