//! Guides that say what to do about a refusal, against the rules that can refuse.
//!
//! In every table of a guide whose first column is headed `code`, the first code span of each row
//! is the code of a rule.

use std::collections::BTreeSet;

use super::Texts;

/// A guide and the sources whose rules it explains.
struct Guide {
    page: &'static str,
    sources: &'static [&'static str],
}

const GUIDES: &[Guide] = &[
    Guide {
        page: "docs/lti-tool.md",
        sources: &[
            "crates/lti-core/src/rules.rs",
            "crates/edu-jose/src/rules.rs",
            "crates/edu-json/src/error.rs",
        ],
    },
    Guide {
        page: "docs/lti-platform.md",
        sources: &[
            "crates/lti-core/src/platform/rules.rs",
            "crates/lti-core/src/deep_linking/rules.rs",
            "crates/lti-core/src/token/rules.rs",
            "crates/lti-core/src/ags/rules.rs",
            "crates/lti-core/src/nrps/rules.rs",
            "crates/lti-core/src/dynamic_registration/rules.rs",
        ],
    },
];

/// Codes that a guide leaves out, explains twice, or explains although no rule has them.
pub(super) fn guides_and_rules_apart(texts: &Texts) -> Vec<String> {
    GUIDES
        .iter()
        .flat_map(|guide| apart(guide, texts))
        .collect()
}

fn apart(guide: &Guide, texts: &Texts) -> Vec<String> {
    let page = guide.page;
    let mut found = Vec::new();
    let mut codes = BTreeSet::new();
    for path in guide.sources {
        match texts.get(*path) {
            Some(source) => codes.extend(rule_codes(source)),
            None => found.push(format!("{page} explains {path}, which is not there")),
        }
    }
    let text = texts.get(page).map_or("", String::as_str);
    let mut explained = BTreeSet::new();
    for (line, code) in explained_codes(text) {
        if !codes.contains(code) {
            found.push(format!("{page}:{line} explains `{code}`, no such rule"));
        } else if !explained.insert(code) {
            found.push(format!("{page}:{line} explains `{code}` again"));
        }
    }
    let missing = codes.difference(&explained);
    found.extend(missing.map(|code| format!("{page} does not explain `{code}`")));
    found
}

/// The codes of all rules that a source defines.
fn rule_codes(source: &str) -> impl Iterator<Item = &str> {
    source.split("Rule::").skip(1).filter_map(|rule| {
        let (_, arguments) = rule.split_once('(')?;
        arguments.trim_start().strip_prefix('"')?.split('"').next()
    })
}

/// Codes by line number, as the page's tables give them.
fn explained_codes(page: &str) -> Vec<(usize, &str)> {
    let mut codes = Vec::new();
    let mut in_codes = false;
    for (index, line) in page.lines().enumerate() {
        let Some(row) = line.strip_prefix('|') else {
            in_codes = false;
            continue;
        };
        let first = row.split('|').next().unwrap_or_default().trim();
        if first == "code" {
            in_codes = true;
        } else if let (true, Some(code)) = (in_codes, first.split('`').nth(1)) {
            codes.push((index.saturating_add(1), code));
        }
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::super::texts;
    use super::*;

    const GUIDE: Guide = Guide {
        page: "guide.md",
        sources: &["rules.rs"],
    };
    const RULES: &str = "pub static A: Rule = Rule::must(\"x.a\", \"X \u{a7}1\");\n\
                         pub static B: Rule =\n    Rule::security(\n        \"x.b\", \"X\");\n";

    fn judged(page: &str, rules: &str) -> Vec<String> {
        apart(&GUIDE, &texts(&[("guide.md", page), ("rules.rs", rules)]))
    }

    #[test]
    fn a_guide_that_explains_every_code_is_accepted() {
        let page = "| code | do |\n|---|---|\n| `x.a` | `y` |\n| `x.b` | z |\n";
        assert!(judged(page, RULES).is_empty());
    }

    #[test]
    fn a_code_that_is_left_out_is_named() {
        let page = "`x.b` in text\n\n| code | do |\n|---|---|\n| `x.a` | `x.b` |\n";
        assert_eq!(judged(page, RULES), ["guide.md does not explain `x.b`"]);
    }

    #[test]
    fn a_code_that_no_rule_has_or_that_comes_twice_is_named() {
        let page = "| code | do |\n|---|---|\n| `x.a` | |\n| `x.a` | |\n| `x.c` | |\n| `x.b` | |\n";
        assert_eq!(
            judged(page, RULES),
            [
                "guide.md:4 explains `x.a` again",
                "guide.md:5 explains `x.c`, no such rule"
            ]
        );
    }

    #[test]
    fn a_source_that_is_gone_is_named() {
        let found = apart(&GUIDE, &texts(&[("guide.md", "")]));
        assert_eq!(found, ["guide.md explains rules.rs, which is not there"]);
    }

    #[test]
    fn other_tables_are_not_read() {
        let page = "| name | do |\n|---|---|\n| `x.c` | |\n";
        assert_eq!(judged(page, "").len(), 0);
    }
}
