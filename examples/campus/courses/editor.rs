//! The editor of a course as a whole: its settings, its tree, its files, and what is found in the draft.

use edu_examples::checks::Fields;
use edu_types::{Finding, Profile, Severity};
use maud::{Markup, html};
use scorm_manifest::course::{Course, Draft, FilePath, Item, Progression};
use scorm_manifest::rules::hint;

use super::Mend;
use super::files::file_form;
use super::kept::Kept;
use crate::pages::cut;

/// Characters of a finding that are shown, and of a package kept; messages may quote what is found.
const MOST_MESSAGE: usize = 600;

/// What is shown for a title.
pub(crate) fn title_or(title: &str) -> &str {
    if title.trim().is_empty() {
        "Without a title"
    } else {
        title
    }
}

/// The course as a whole.
pub(super) fn course(
    kept: &Kept,
    files: &[FilePath],
    said: Option<&str>,
    mends: &[Mend],
    sent: &Fields,
) -> Markup {
    let base = format!("/courses/{}", kept.id);
    let (findings, sheet) = (found(&kept.course), Sheet { mends, sent });
    html! {
        p { a href="/courses" { "All courses" } }
        (status(said))
        (sheet.summary())
        p { "This is " strong { (kept.standing.told()) } "." }
        form .row method="post" action={ (base) "/publish" } {
            (revision(kept))
            button type="submit" { "Publish" }
            a href={ (base) "/preview" } { "Preview the draft" }
            @if kept.published.is_some() { a href={ (base) "/export" } { "Export what is published" } }
        }
        (to_do(&kept.course, &base, &findings))
        h2 { "Pages" }
        @if kept.course.items.0.is_empty() { p { "The course has no page yet." } }
        form method="post" action=(base) { (revision(kept)) (tree(&kept.course.items.0, &base, 0)) }
        form method="post" action=(base) {
            (revision(kept))
            (sheet.line("new-title", "Title of a new page or folder", ""))
            p .row {
                button type="submit" name="change" value="add-page" { "Add the page" }
                button type="submit" name="change" value="add-folder" { "Add the folder" }
            }
        }
        h2 { "Settings" }
        (settings(kept, &base, sheet))
        h2 #files { "Files" }
        (file_form(&base, files))
        h2 { "Remove" }
        p { a href={ (base) "/remove" } { "Remove this course" } }
    }
}

fn settings(kept: &Kept, base: &str, sheet: Sheet<'_>) -> Markup {
    let course = &kept.course;
    let mastery = course
        .mastery
        .as_ref()
        .map(|share| share.as_decimal().to_string());
    let names = [
        "In any order",
        "Each after the one before",
        "Some at random",
    ];
    let chosen = course.progression.unwrap_or_default();
    html! { form method="post" action=(base) {
        (revision(kept))
        (sheet.line("title", "Title", &course.title))
        (sheet.area("description", "What it is about", course.description.as_deref().unwrap_or_default()))
        (sheet.line("language", "Language, such as en or pt-BR", course.language.as_str()))
        (sheet.line("mastery", "Share of the points to pass, 0 to 1; empty where nobody fails",
            mastery.as_deref().unwrap_or_default()))
        div .field {
            label for="progression" { "Order of the pages" } " "
            select #progression name="progression" {
                @for (one, name) in Progression::ALL.iter().zip(names) {
                    option value=(one.as_str()) selected[*one == chosen] { (name) }
                }
            }
        }
        button type="submit" name="change" value="settings" { "Save the settings" }
    } }
}

/// The items of a folder with the ways to move them; trees are at most eight folders deep.
fn tree(items: &[Item], base: &str, depth: usize) -> Markup {
    let last = items.len().saturating_sub(1);
    let is_folder = |at: Option<usize>| {
        at.and_then(|at| items.get(at))
            .is_some_and(|item| matches!(item, Item::Folder(_)))
    };
    html! { ol { @for (at, item) in items.iter().enumerate() {
        @let (name, title) = (item.identifier().as_str(), title_or(item.title()));
        @let moves = [
            ("up", "Move up", at > 0),
            ("down", "Move down", at < last),
            ("into", "Move into the folder above", is_folder(at.checked_sub(1))),
            ("out", "Move out of the folder", depth > 0),
            ("remove", "Remove", true),
        ];
        li {
            @if matches!(item, Item::Folder(_)) { "Folder " }
            a href={ (base) "/items/" (name) } { (title) }
            p .row { @for (way, label, _) in moves.into_iter().filter(|(_, _, possible)| *possible) {
                button .plain type="submit" name="change" value={ (way) " " (name) } aria-label={ (label) ": " (title) } { (label) }
            } }
            @if !item.items().is_empty() { (tree(item.items(), base, depth.saturating_add(1))) }
        }
    } } }
}

/// What the action before led to.
pub(super) fn status(said: Option<&str>) -> Markup {
    html! { @if let Some(said) = said { p .good role="status" { (said) } } }
}

/// The revision that a form changes.
pub(super) fn revision(kept: &Kept) -> Markup {
    html! { input type="hidden" name="revision" value=(kept.standing.revision); }
}

/// Fields that come back with what was typed, where it could not be taken.
#[derive(Clone, Copy)]
pub(super) struct Sheet<'s> {
    pub(super) mends: &'s [Mend],
    pub(super) sent: &'s Fields,
}

impl Sheet<'_> {
    /// One line of text.
    pub(super) fn line(&self, name: &str, label: &str, value: &str) -> Markup {
        let (wrong, value) = self.typed(name, value);
        self.framed(name, label, &html! {
            input id=(name) name=(name) value=(value) aria-invalid=[wrong] aria-describedby=[wrong.map(|_| note_of(name))];
        })
    }

    /// Several lines of text.
    pub(super) fn area(&self, name: &str, label: &str, value: &str) -> Markup {
        let (wrong, value) = self.typed(name, value);
        // A line end right behind the tag is not part of the text.
        self.framed(name, label, &html! {
            textarea id=(name) name=(name) rows="5" aria-invalid=[wrong] aria-describedby=[wrong.map(|_| note_of(name))] { "\n" (value) }
        })
    }

    /// One of several, as value and name.
    pub(super) fn choice(
        &self,
        name: &str,
        label: &str,
        chosen: &str,
        options: &[(&str, &str)],
    ) -> Markup {
        let (wrong, _) = self.typed(name, chosen);
        self.framed(name, label, &html! {
            select id=(name) name=(name) aria-invalid=[wrong] aria-describedby=[wrong.map(|_| note_of(name))] {
                @for (value, shown) in options {
                    option value=(value) selected[*value == chosen] { (shown) }
                }
            }
        })
    }

    /// A box to tick.
    pub(super) fn tick(name: &str, label: &str, ticked: bool) -> Markup {
        html! { label .tick { input type="checkbox" name=(name) value="yes" checked[ticked]; " " (label) } }
    }

    /// What has to be mended, with links to it.
    pub(super) fn summary(&self) -> Markup {
        html! { @if !self.mends.is_empty() {
            section .summary role="alert" aria-labelledby="nothing-saved" {
                h2 #nothing-saved { "Nothing was saved" }
                ul { @for mend in self.mends { li { a href={ "#" (mend.field) } { (mend.message) } } } }
            }
        } }
    }

    fn framed(&self, name: &str, label: &str, control: &Markup) -> Markup {
        html! { div .field {
            label for=(name) { (label) } " " (control)
            @if let Some(mend) = self.wrong(name) { p .error id=(note_of(name)) { "To mend: " (mend.message) } }
        } }
    }

    /// What is to be seen in a field, and whether it is wrong.
    fn typed<'v>(&'v self, name: &str, value: &'v str) -> (Option<&'static str>, &'v str) {
        match self.wrong(name) {
            Some(_) => (Some("true"), self.sent.get(name)),
            None => (None, value),
        }
    }

    fn wrong(&self, name: &str) -> Option<&Mend> {
        self.mends.iter().find(|mend| mend.field == name)
    }
}

fn note_of(name: &str) -> String {
    format!("{name}-wrong")
}

/// Everything that was found in the draft.
pub(super) fn found(course: &Course) -> Vec<Finding> {
    Draft::new(course.clone())
        .judge(&Profile::strict())
        .findings()
        .to_vec()
}

fn path(finding: &Finding) -> &str {
    finding.place.path.as_deref().unwrap_or_default()
}

/// What is found in the draft as a list of ways to mend it.
pub(super) fn to_do(course: &Course, base: &str, findings: &[Finding]) -> Markup {
    html! { @if !findings.is_empty() {
        h2 { "Found in the draft" }
        ul .findings { @for one in findings {
            li { a href=(mended_at(course, base, one)) { (told(one)) } " " (hint(one.code).unwrap_or_default()) }
        } }
    } }
}

/// Where a finding can be mended.
fn mended_at(course: &Course, base: &str, finding: &Finding) -> String {
    let path = path(finding);
    let below = |pointer: &str| {
        path.strip_prefix(pointer)
            .filter(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let items = course
        .walk()
        .filter(|visit| below(&visit.pointer).is_some());
    // A folder comes before what is in it, so that the last is the innermost.
    let Some(visit) = items.last() else {
        return match path.split('/').nth(1) {
            Some(field @ ("title" | "description" | "language" | "mastery" | "progression")) => {
                format!("{base}#{field}")
            }
            _ => format!("{base}#new-title"),
        };
    };
    let page = format!("{base}/items/{}", visit.item.identifier());
    let rest = below(&visit.pointer).unwrap_or_default();
    match rest
        .strip_prefix("/blocks/")
        .and_then(|rest| rest.split('/').next())
    {
        Some(block) => format!("{page}#block-{block}"),
        None => page,
    }
}

/// What was found at a place and below it, but for what `apart` is said of.
pub(super) fn beside(findings: &[Finding], under: &str, apart: &str) -> Markup {
    let here = findings.iter().filter(|one| {
        let rest = path(one).strip_prefix(under);
        rest.is_some_and(|rest| {
            (rest.is_empty() || rest.starts_with('/'))
                && (apart.is_empty() || !rest.starts_with(apart))
        })
    });
    html! { ul .findings { @for one in here {
        li { (told(one)) " " (hint(one.code).unwrap_or_default()) }
    } } }
}

/// A finding as a sentence.
pub(crate) fn told(finding: &Finding) -> Markup {
    let word = match finding.severity {
        Severity::Error => "To mend: ",
        Severity::Warning => "Look again: ",
        Severity::Advice => "Hint: ",
    };
    html! { span .(finding.severity.as_str()) { (word) (cut(&finding.message, MOST_MESSAGE)) } }
}
