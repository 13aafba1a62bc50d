//! What keeps a course from being published: everything its parts owe each other.

use std::collections::{BTreeMap, BTreeSet};

use edu_types::{Place, Profile, Report, Rule};

use super::{Course, FilePath, Identifier, Item, ItemTree, Progression, Visit, rules};

mod blocks;
mod order;
mod questions;

/// Longest title, in characters.
const TITLE: usize = 200;

/// Longest text that is shown in one piece, in characters.
const SHORT_TEXT: usize = 2000;

/// Judges the whole course.
pub(super) fn judge(course: &Course, profile: &Profile) -> Report {
    let mut judge = Judge {
        profile,
        report: Report::new(),
    };
    if let Some(message) = course.items.beyond_bounds() {
        // Nothing else is looked at: the rest is as large.
        judge.note(&rules::ITEMS_LIMIT, "/items", message);
        return judge.report;
    }
    judge.texts(course);
    judge.items(course);
    judge.identifiers(course);
    judge.references(course);
    order::prerequisites(course, &mut judge);
    judge.files(course);
    judge.report
}

/// Notes findings with their places.
pub(super) struct Judge<'p> {
    profile: &'p Profile,
    report: Report,
}

impl Judge<'_> {
    pub(super) fn note(&mut self, rule: &Rule, at: &str, message: impl Into<String>) {
        self.report
            .note(self.profile, rule, Place::pointer(at), message);
    }

    /// A text that must say something.
    pub(super) fn title(&mut self, text: &str, at: &str) {
        if text.trim().is_empty() {
            self.note(&rules::TITLE_BLANK, at, "title is blank");
        }
        self.text(text, at, TITLE);
    }

    /// A text of at most `limit` characters, all of which a manifest may hold.
    pub(super) fn text(&mut self, text: &str, at: &str, limit: usize) {
        let found = text.chars().count();
        if found > limit {
            let message = format!("text has {found} characters, limit is {limit}");
            self.note(&rules::TEXT_LENGTH, at, message);
        }
        self.characters(text, at);
    }

    /// A text of any length, all of whose characters a manifest may hold.
    pub(super) fn characters(&mut self, text: &str, at: &str) {
        let refused = |character: &char| matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}');
        if let Some(character) = text.chars().find(refused) {
            let message = format!(
                "text has the control character U+{:04X}",
                u32::from(character)
            );
            self.note(&rules::TEXT_CONTROL, at, message);
        }
    }

    fn texts(&mut self, course: &Course) {
        self.title(&course.title, "/title");
        if let Some(description) = &course.description {
            self.text(description, "/description", SHORT_TEXT);
        }
        for (position, objective) in course.objectives.iter().enumerate() {
            let text = objective.description.as_deref().unwrap_or_default();
            self.text(text, &format!("/objectives/{position}/description"), 250);
        }
        let Some(metadata) = &course.metadata else {
            return;
        };
        for (position, keyword) in metadata.keywords.iter().enumerate() {
            self.title(keyword, &format!("/metadata/keywords/{position}"));
        }
        if let Some(rights) = &metadata.rights {
            self.text(rights, "/metadata/rights", SHORT_TEXT);
        }
        for (position, contributor) in metadata.contributors.iter().enumerate() {
            self.title(
                contributor.name.expose(),
                &format!("/metadata/contributors/{position}/name"),
            );
            // The lines of a card end with CR LF, whatever XML makes of them.
            self.text(
                &contributor.vcard().to_string().replace('\n', "\r\n"),
                &format!("/metadata/contributors/{position}"),
                1000,
            );
        }
    }

    fn items(&mut self, course: &Course) {
        let launchable = course
            .walk()
            .filter(|visit| visit.item.is_launchable())
            .count();
        if launchable == 0 {
            self.note(
                &rules::ITEMS_EMPTY,
                "/items",
                "course has no page, 1 or more are allowed",
            );
        }
        if course.progression == Some(Progression::RandomPool) && launchable < 2 {
            let message =
                format!("pool has {launchable} pages to choose from, 2 or more are allowed");
            self.note(&rules::PROGRESSION_POOL, "/progression", message);
        }
        if course.mastery.is_some() && !course.is_scored() {
            let message = "mastery is set, but no page has a question that is scored";
            self.note(&rules::MASTERY_UNSCORED, "/mastery", message);
        }
        for visit in course.walk() {
            self.item(&visit);
        }
    }

    fn item(&mut self, visit: &Visit<'_>) {
        let at = &visit.pointer;
        self.title(visit.item.title(), &format!("{at}/title"));
        match visit.item {
            Item::Folder(folder) => {
                if folder.items.is_empty() {
                    self.note(&rules::FOLDER_EMPTY, at, "folder has nothing in it");
                }
            }
            Item::Page(page) => blocks::page(page, at, self),
            Item::Files(files) => {
                if !matches!(&*files.launch.extension(), "html" | "htm" | "xhtml") {
                    let message =
                        "launch is no page, a file that ends with .html, .htm or .xhtml is allowed";
                    self.note(&rules::FILES_LAUNCH, &format!("{at}/launch"), message);
                }
            }
        }
    }

    /// Items, questions and objectives are files, XML identifiers and records: none may hide another.
    fn identifiers(&mut self, course: &Course) {
        let mut items = Names::default();
        let mut questions = Names::default();
        for visit in course.walk() {
            let at = format!("{}/identifier", visit.pointer);
            items.meet(visit.item.identifier(), &at, self);
            if let Item::Page(page) = visit.item {
                questions::identifiers(page, &visit.pointer, &mut questions, self);
            }
        }
        let mut objectives = Names::default();
        for (position, objective) in course.objectives.iter().enumerate() {
            let at = format!("/objectives/{position}/identifier");
            objectives.meet(&objective.identifier, &at, self);
        }
    }

    fn references(&mut self, course: &Course) {
        let objectives: BTreeSet<&Identifier> = course
            .objectives
            .iter()
            .map(|one| &one.identifier)
            .collect();
        let launchable: BTreeSet<&Identifier> = launchable(&course.items).collect();
        for visit in course.walk() {
            for (position, objective) in visit.item.objectives().iter().enumerate() {
                if !objectives.contains(objective) {
                    let at = format!("{}/objectives/{position}", visit.pointer);
                    self.note(
                        &rules::OBJECTIVE_UNKNOWN,
                        &at,
                        "course has no objective of that name",
                    );
                }
            }
            for (position, other) in visit.item.prerequisites().iter().enumerate() {
                if !launchable.contains(other) {
                    let at = format!("{}/prerequisites/{position}", visit.pointer);
                    let message = "course has no page or files of that name";
                    self.note(&rules::PREREQUISITE_UNKNOWN, &at, message);
                }
            }
        }
    }

    fn files(&mut self, course: &Course) {
        let mut met: BTreeMap<String, FilePath> = BTreeMap::new();
        for visit in course.walk() {
            for file in visit.item.files() {
                let folded = file.as_str().to_ascii_lowercase();
                let first = met.entry(folded).or_insert_with(|| file.clone());
                if *first != file {
                    let message = format!("files `{first}` and `{file}` differ in case alone");
                    self.note(&rules::FILE_CASE, &visit.pointer, message);
                }
            }
        }
    }
}

/// The identifiers of everything that learners can open.
fn launchable(items: &ItemTree) -> impl Iterator<Item = &Identifier> {
    let open = items.walk().filter(|visit| visit.item.is_launchable());
    open.map(|visit| visit.item.identifier())
}

/// Names met so far, apart from case.
#[derive(Default)]
pub(super) struct Names {
    met: BTreeSet<String>,
}

impl Names {
    pub(super) fn meet(&mut self, name: &Identifier, at: &str, judge: &mut Judge<'_>) {
        if !self.met.insert(name.as_str().to_ascii_lowercase()) {
            let message = format!("`{name}` is the name of another already, apart from case");
            judge.note(&rules::IDENTIFIER_TWICE, at, message);
        }
    }
}
