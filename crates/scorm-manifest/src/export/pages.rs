//! Pages of HTML: everything on them is theirs, and everybody can use them.
//!
//! One page has one item of the course, or all of them, each in a section. Colours, order of headings, names of
//! controls, keyboard and live regions follow WCAG 2.1, level AA; without scripts everything can be read.

use std::collections::BTreeSet;

use super::html::Html;
use super::phrases::Phrases;
use super::{CompletionRule, ExportOptions};
use crate::course::{Block, Course, FilePath, Item, Page, Progression, Published, Share};

mod blocks;
mod quiz;

/// The style sheet that all pages share.
pub(super) const STYLE: &str = include_str!("pages/course.css");

/// The script that all pages share.
pub(super) const SCRIPT: &str = include_str!("pages/course.js");

/// The script that talks to players.
pub(super) const SESSION: &str = include_str!("pages/scorm.js");

/// Where those three stand in a package.
pub(super) const SHARED: [(&str, &str); 3] = [
    ("shared/course.css", STYLE),
    ("shared/course.js", SCRIPT),
    ("shared/scorm.js", SESSION),
];

/// What one page of HTML is made of.
pub(super) struct Sheet<'c> {
    pub(super) course: &'c Published,
    pub(super) options: &'c ExportOptions,
    /// From the page to the top of the package: nothing, or `../`.
    pub(super) up: &'static str,
    /// What is on it: pages, and files that are framed.
    pub(super) items: Vec<&'c Item>,
    /// Whether it has all of the course, with contents and buttons of its own.
    pub(super) whole: bool,
    /// Whether others wait for it, which then counts as passed once it is completed.
    pub(super) satisfies: bool,
}

impl Sheet<'_> {
    /// The page.
    pub(super) fn render(&self) -> String {
        let phrases = Phrases::of(self.options.interface_language(self.course));
        let course = self.course.course();
        let mut html = Html::document();
        html.element(
            "html",
            &[("lang", Some(course.language.as_str()))],
            |html| {
                html.element("head", &[], |html| self.head(html));
                html.element("body", &self.settings(phrases).borrowed(), |html| {
                    let skip = [
                        ("class", Some("skip")),
                        ("href", Some("#content")),
                        ("lang", Some(phrases.language)),
                    ];
                    html.text_element("a", &skip, phrases.skip);
                    self.header(html, course);
                    Self::notice(html, phrases);
                    if self.whole {
                        Self::contents(html, course, phrases);
                    }
                    html.element(
                        "main",
                        &[("id", Some("content")), ("tabindex", Some("-1"))],
                        |html| {
                            self.items
                                .iter()
                                .for_each(|item| self.section(html, item, phrases));
                        },
                    );
                    if self.whole && self.items.len() > 1 {
                        turn(html, phrases);
                    }
                });
            },
        );
        html.into_string()
    }

    fn title(&self) -> String {
        let course = self.options.title(self.course);
        match self.items.first() {
            Some(item) if !self.whole => format!("{} – {course}", item.title()),
            _ => course.to_owned(),
        }
    }

    fn head(&self, html: &mut Html) {
        html.empty("meta", &[("charset", Some("utf-8"))]);
        if self.options.security_policy != Some(false) {
            let policy = self.policy();
            let meta = [
                ("http-equiv", Some("Content-Security-Policy")),
                ("content", Some(&*policy)),
            ];
            html.empty("meta", &meta);
        }
        let viewport = [
            ("name", Some("viewport")),
            ("content", Some("width=device-width, initial-scale=1")),
        ];
        html.empty("meta", &viewport);
        html.text_element("title", &[], &self.title());
        let style = format!("{}shared/course.css", self.up);
        html.empty(
            "link",
            &[("rel", Some("stylesheet")), ("href", Some(&style))],
        );
        for script in ["scorm.js", "course.js"] {
            let address = format!("{}shared/{script}", self.up);
            html.element(
                "script",
                &[("src", Some(&address)), ("defer", Some(""))],
                |_| (),
            );
        }
    }

    /// Nothing but what the package holds, and the sites that the author has in frames.
    fn policy(&self) -> String {
        let mut frames: BTreeSet<String> = BTreeSet::new();
        for item in &self.items {
            match item {
                Item::Page(page) => {
                    frames.extend(page.blocks.iter().filter_map(|block| match block {
                        Block::Embed(embed) => Some(embed.address.origin()),
                        Block::Text(_) | Block::Image(_) | Block::Video(_) | Block::Quiz(_) => None,
                    }));
                }
                Item::Files(_) => {
                    frames.insert("'self'".to_owned());
                }
                Item::Folder(_) => {}
            }
        }
        let frames: Vec<String> = frames.into_iter().collect();
        let frames = if frames.is_empty() {
            "'none'".to_owned()
        } else {
            frames.join(" ")
        };
        format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; \
             frame-src {frames}; base-uri 'none'; form-action 'none'"
        )
    }

    /// What the scripts are told, as data of the body: nothing is ever written into a script.
    fn settings(&self, phrases: &'static Phrases) -> Settings {
        let mut settings = Settings::default();
        let edition = if self.options.edition.is_2004() {
            "2004"
        } else {
            "1.2"
        };
        settings.set("data-scorm", edition);
        settings.set("data-completion", self.options.completion().as_str());
        settings.set(
            "data-digest",
            self.course.digest().get(..8).unwrap_or_default(),
        );
        let threshold = self.options.completion_threshold.as_ref();
        if let Some(threshold) =
            threshold.filter(|_| self.options.completion() == CompletionRule::Threshold)
        {
            settings.set("data-threshold", &threshold.as_decimal().to_string());
        }
        if let Some(mastery) = self.mastery() {
            settings.set("data-mastery", &mastery.as_decimal().to_string());
        }
        if self.whole && self.options.progression(self.course) == Progression::InOrder {
            settings.set("data-in-order", "");
        }
        if self.satisfies {
            settings.set("data-satisfies", "");
        }
        for (name, text) in [
            ("data-text-correct", phrases.correct),
            ("data-text-incorrect", phrases.incorrect),
            ("data-text-unanswered", phrases.unanswered),
            ("data-text-alone", phrases.alone),
            ("data-text-ended", phrases.ended),
        ] {
            settings.set(name, text);
        }
        settings
    }

    /// The share that passes; nothing where nothing on it is scored.
    fn mastery(&self) -> Option<&Share> {
        let pages = self.items.iter().filter_map(|item| match item {
            Item::Page(page) if page.is_scored() => Some(page),
            Item::Page(_) | Item::Folder(_) | Item::Files(_) => None,
        });
        let scored: Vec<_> = pages.collect();
        let own = scored
            .first()
            .filter(|_| !self.whole)
            .and_then(|page| page.mastery.as_ref());
        let course = self.options.mastery(self.course);
        own.or(course).filter(|_| !scored.is_empty())
    }

    fn header(&self, html: &mut Html, course: &Course) {
        let title = self.options.title(self.course);
        html.element("header", &[], |html| {
            if self.whole {
                html.text_element("h1", &[], title);
                if let Some(description) = &course.description {
                    html.text_element("p", &[("class", Some("course"))], description);
                }
            } else {
                html.text_element("p", &[("class", Some("course"))], title);
            }
        });
    }

    fn notice(html: &mut Html, phrases: &Phrases) {
        let notice = [
            ("class", Some("notice")),
            ("role", Some("status")),
            ("lang", Some(phrases.language)),
            ("hidden", Some("")),
        ];
        html.element("p", &notice, |_| ());
    }

    fn contents(html: &mut Html, course: &Course, phrases: &Phrases) {
        html.element(
            "nav",
            &[
                ("class", Some("contents")),
                ("aria-labelledby", Some("contents")),
            ],
            |html| {
                let heading = [("id", Some("contents")), ("lang", Some(phrases.language))];
                html.text_element("h2", &heading, phrases.contents);
                contents_of(html, course);
            },
        );
    }

    fn section(&self, html: &mut Html, item: &Item, phrases: &Phrases) {
        let name = format!("page-{}", item.identifier());
        let title = format!("title-{}", item.identifier());
        let section = [
            ("class", Some("page")),
            ("id", Some(&*name)),
            ("aria-labelledby", Some(&*title)),
        ];
        html.element("section", &section, |html| {
            let heading = if self.whole { "h2" } else { "h1" };
            html.text_element(heading, &[("id", Some(&title))], item.title());
            match item {
                Item::Page(page) => self.page(html, page, phrases),
                Item::Files(files) => {
                    let address = format!("{}{}", self.up, asset_name(&files.launch));
                    let frame = [
                        ("src", Some(&*address)),
                        ("title", Some(&*files.title)),
                        ("height", Some("600")),
                    ];
                    html.element("iframe", &frame, |_| ());
                }
                Item::Folder(_) => {}
            }
        });
    }

    fn page(&self, html: &mut Html, page: &Page, phrases: &Phrases) {
        // Headings within a page are below its title.
        let level = if self.whole { 2 } else { 1 };
        for (position, block) in page.blocks.iter().enumerate() {
            let place = blocks::Place {
                up: self.up,
                level,
                id: format!("{}-{position}", page.identifier),
                language: self.course.course().language.as_str(),
            };
            blocks::block(html, block, &place, phrases);
        }
    }
}

/// The file of the course as it is named in the package.
pub(super) fn asset_name(file: &FilePath) -> String {
    format!("files/{file}")
}

/// The page of an item as it is named in the package.
pub(super) fn page_name(item: &Item) -> String {
    format!("pages/{}.html", item.identifier())
}

fn turn(html: &mut Html, phrases: &Phrases) {
    let nav = [
        ("class", Some("turn")),
        ("aria-label", Some(phrases.turn)),
        ("lang", Some(phrases.language)),
    ];
    html.element("nav", &nav, |html| {
        for (class, text) in [("previous", phrases.previous), ("next", phrases.next)] {
            html.text_element(
                "button",
                &[("type", Some("button")), ("class", Some(class))],
                text,
            );
        }
    });
}

/// The pages of the course with the folders they are in, in the order they are read.
fn contents_of(html: &mut Html, course: &Course) {
    let mut folders: Vec<&str> = Vec::new();
    html.element("ol", &[], |html| {
        for visit in course.walk() {
            folders.truncate(visit.depth);
            if !visit.item.is_launchable() {
                folders.push(visit.item.title());
                continue;
            }
            let path: String = folders.iter().flat_map(|title| [*title, ": "]).collect();
            let address = format!("#page-{}", visit.item.identifier());
            html.element("li", &[], |html| {
                html.text(&path);
                html.text_element("a", &[("href", Some(&address))], visit.item.title());
            });
        }
    });
}

/// Attributes that are made here.
#[derive(Default)]
struct Settings {
    all: Vec<(&'static str, String)>,
}

impl Settings {
    fn set(&mut self, name: &'static str, value: &str) {
        self.all.push((name, value.to_owned()));
    }

    fn borrowed(&self) -> Vec<(&str, Option<&str>)> {
        self.all
            .iter()
            .map(|(name, value)| (*name, Some(&**value)))
            .collect()
    }
}
