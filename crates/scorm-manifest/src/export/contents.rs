//! What a package holds: its files, and which part of the course needs which of them.

use std::collections::{BTreeMap, BTreeSet};

use super::pages::{SHARED, Sheet, asset_name, page_name};
use super::{ExportOptions, Source, Structure};
use crate::course::{FilePath, Item, Progression, Published};

/// The files of a package by name, and the parts that are launched.
#[derive(Debug)]
pub(super) struct Contents {
    pub(super) files: BTreeMap<String, Source>,
    /// Files that several parts need, beside style sheet and scripts.
    pub(super) shared: BTreeSet<String>,
    pub(super) parts: Vec<Part>,
}

/// One part of the package that is launched.
#[derive(Debug)]
pub(super) struct Part {
    /// The item of the course; none where it is all of the course.
    pub(super) identifier: Option<String>,
    /// The page that is opened.
    pub(super) launch: String,
    /// What else it alone needs.
    pub(super) files: Vec<String>,
    /// Whether it reports to the player.
    pub(super) reports: bool,
    /// Whether it needs our style sheet and scripts.
    pub(super) is_page: bool,
}

impl Contents {
    pub(super) fn of(course: &Published, options: &ExportOptions) -> Self {
        let mut contents = Self {
            files: BTreeMap::new(),
            shared: BTreeSet::new(),
            parts: Vec::new(),
        };
        let own = |file: FilePath| (asset_name(&file), Source::Asset(file));
        contents
            .files
            .extend(course.course().files().into_iter().map(own));
        match options.structure() {
            Structure::OneObject => contents.one(course, options),
            Structure::ObjectPerPage | Structure::RootCluster => contents.each(course, options),
        }
        if contents.parts.iter().any(|part| part.is_page) {
            let shared = SHARED.map(|(name, text)| (name.to_owned(), Source::Made(text.into())));
            contents.files.extend(shared);
            contents
                .shared
                .extend(SHARED.map(|(name, _)| name.to_owned()));
        }
        contents
    }

    /// All of the course on one page.
    fn one(&mut self, course: &Published, options: &ExportOptions) {
        let launch = options
            .launch_file
            .as_ref()
            .map_or("index.html", FilePath::as_str)
            .to_owned();
        let open = course.course().walk().map(|visit| visit.item);
        let items = open.filter(|item| item.is_launchable()).collect();
        let sheet = Sheet {
            course,
            options,
            up: "",
            items,
            whole: true,
            satisfies: false,
        };
        let files = self.files.keys().cloned().collect();
        self.files
            .insert(launch.clone(), Source::Made(sheet.render().into_bytes()));
        self.parts.push(Part {
            identifier: None,
            launch,
            files,
            reports: true,
            is_page: true,
        });
    }

    /// Each item on a page of its own.
    fn each(&mut self, course: &Published, options: &ExportOptions) {
        let mut users: BTreeMap<String, usize> = BTreeMap::new();
        for visit in course.course().walk() {
            let needed: BTreeSet<_> = visit.item.files().iter().map(asset_name).collect();
            for file in needed {
                let count = users.entry(file).or_default();
                *count = count.saturating_add(1);
            }
        }
        let several = users.into_iter().filter(|(_, count)| *count > 1);
        self.shared = several.map(|(file, _)| file).collect();
        let in_order = options.progression(course) == Progression::InOrder;
        let waiting = course
            .course()
            .walk()
            .any(|visit| !visit.item.prerequisites().is_empty());
        let satisfies = options.edition.is_2004() && (in_order || waiting);
        for visit in course.course().walk() {
            self.item(course, options, visit.item, satisfies);
        }
    }

    fn item(&mut self, course: &Published, options: &ExportOptions, item: &Item, satisfies: bool) {
        let (launch, reports, is_page) = match item {
            Item::Folder(_) => return,
            Item::Page(_) => (page_name(item), true, true),
            Item::Files(files) => (
                asset_name(&files.launch),
                files.reports == Some(true),
                false,
            ),
        };
        if is_page {
            let sheet = Sheet {
                course,
                options,
                up: "../",
                items: vec![item],
                whole: false,
                satisfies,
            };
            self.files
                .insert(launch.clone(), Source::Made(sheet.render().into_bytes()));
        }
        let needed: BTreeSet<_> = item.files().iter().map(asset_name).collect();
        let own = needed
            .into_iter()
            .filter(|file| *file != launch && !self.shared.contains(file));
        let files = own.collect();
        let identifier = Some(item.identifier().to_string());
        self.parts.push(Part {
            identifier,
            launch,
            files,
            reports,
            is_page,
        });
    }
}
