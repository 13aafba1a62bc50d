//! Links of markdown pages to other files of the tree.

use std::path::Path;

use super::Texts;

/// Relative links that lead to no file or folder, by page and line number.
pub(super) fn broken(texts: &Texts, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (page, text) in texts.iter().filter(|(path, _)| is_page(path)) {
        for (line, target) in links(text) {
            let leads = resolved(page, target).is_some_and(|path| exists(&path));
            if !leads {
                found.push(format!("{page}:{line} links to `{target}`, no such file"));
            }
        }
    }
    found
}

fn is_page(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "md")
}

/// Relative targets by line number, without fragments; code blocks and code spans hold none.
fn links(text: &str) -> Vec<(usize, &str)> {
    let mut links = Vec::new();
    let mut in_block = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if !in_block {
            let targets = inline_targets(line).into_iter().chain(definition(line));
            let relative = targets.filter_map(relative_part);
            links.extend(relative.map(|target| (index.saturating_add(1), target)));
        }
    }
    links
}

/// Targets of `[text](target)` and `[text](target "title")`.
fn inline_targets(line: &str) -> Vec<&str> {
    let mut targets = Vec::new();
    for (at, piece) in line.match_indices("](") {
        let ticks = line.get(..at).map_or(0, |text| text.matches('`').count());
        let after = line.get(at.saturating_add(piece.len())..);
        let target = after.and_then(|text| text.split([')', ' ']).next());
        // An odd number of ticks before it: inside a code span.
        if ticks % 2 == 0 {
            targets.extend(target);
        }
    }
    targets
}

/// Target of a definition: `[name]: target`.
fn definition(line: &str) -> Option<&str> {
    let (_, target) = line.strip_prefix('[')?.split_once("]: ")?;
    target.split_whitespace().next()
}

/// The path in a target; nothing for an address with a scheme or a place on the same page.
fn relative_part(target: &str) -> Option<&str> {
    let path = target.split('#').next().unwrap_or_default();
    (!path.is_empty() && !path.contains(':')).then_some(path)
}

/// A target as a path from the root; nothing if it leads out of the tree.
fn resolved(page: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::super::texts;
    use super::*;

    fn broken_in(page: &str, text: &str) -> Vec<String> {
        broken(&texts(&[(page, text)]), |path| {
            matches!(path, "docs" | "docs/b.md")
        })
    }

    #[test]
    fn a_link_to_no_file_is_named_with_its_line() {
        assert_eq!(
            broken_in("docs/a.md", "x\n[b](b.md), [c](../c.md)\n"),
            ["docs/a.md:2 links to `../c.md`, no such file"]
        );
    }

    #[test]
    fn a_link_out_of_the_tree_is_named() {
        assert_eq!(broken_in("a.md", "[b](../docs/b.md)").len(), 1);
    }

    #[test]
    fn a_definition_that_leads_nowhere_is_named() {
        assert_eq!(broken_in("a.md", "[b][x]\n\n[x]: docs/c.md\n").len(), 1);
    }

    #[test]
    fn fragments_titles_and_folders_are_understood() {
        let text = "[b](docs/b.md#top) [b](docs/b.md \"B\") [d](docs/) [`d`](./docs)";
        assert_eq!(broken_in("a.md", text), [""; 0]);
    }

    #[test]
    fn addresses_places_on_the_page_and_code_are_not_followed() {
        let text = "[a](https://a.example/x) [b](#b) `[c](c.md)`\n```md\n[d](d.md)\n```\n";
        assert_eq!(broken_in("a.md", text), [""; 0]);
    }
}
