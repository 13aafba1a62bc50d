//! Fuzz targets and the inputs they start from.

use super::Texts;

/// Fuzz targets without a seed, or that there is no fuzz package at all.
///
/// A seed may be any bytes, so that the texts of the tree do not tell where there is one: `holds_file`
/// does, of a folder.
pub(super) fn missing(texts: &Texts, holds_file: impl Fn(&str) -> bool) -> Vec<String> {
    let Some(manifest) = texts.get("fuzz/Cargo.toml") else {
        return vec!["fuzz/Cargo.toml is missing".to_owned()];
    };
    let folders = targets(manifest)
        .into_iter()
        .map(|target| format!("fuzz/seeds/{target}"));
    let lacking = folders.filter(|folder| !holds_file(folder));
    lacking
        .map(|folder| format!("{folder}/ holds no seed"))
        .collect()
}

/// Names of the fuzz targets a manifest declares: its `[[bin]]` sections.
pub(crate) fn targets(manifest: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut in_target = false;
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            in_target = line == "[[bin]]";
        } else if let (true, Some(name)) = (in_target, value_of(line, "name")) {
            names.push(name.to_owned());
        }
    }
    names
}

fn value_of<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let (name, value) = line.split_once('=')?;
    (name.trim() == key).then(|| value.trim().trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::super::texts;
    use super::*;

    const MANIFEST: &str = "[package]\nname = \"fuzz\"\n\n[[bin]]\nname = \"jws\"\npath = \"x.rs\"\n\n\
                            [[bin]]\nname=\"launch\"\n\n[dependencies]\nname = \"1\"\n";

    #[test]
    fn targets_are_the_names_of_binaries_alone() {
        assert_eq!(targets(MANIFEST), ["jws", "launch"]);
    }

    #[test]
    fn a_tree_without_fuzz_package_is_told() {
        let found = missing(&texts(&[]), |_| true);
        assert_eq!(found, ["fuzz/Cargo.toml is missing"]);
    }

    #[test]
    fn a_target_without_a_seed_is_named() {
        let files = texts(&[("fuzz/Cargo.toml", MANIFEST)]);
        let found = missing(&files, |folder| folder == "fuzz/seeds/jws");
        assert_eq!(found, ["fuzz/seeds/launch/ holds no seed"]);
    }
}
