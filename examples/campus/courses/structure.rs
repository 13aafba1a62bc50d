//! Changes of a course as a whole: its settings, and the tree of folders and pages.

use std::collections::BTreeSet;

use edu_examples::checks::Fields;
use edu_types::{Decimal, LanguageTag};
use scorm_manifest::course::{Block, Course, Folder, Identifier, Item, Page, Progression, Share};

use super::Mend;

/// Items that a course written here may have.
const MOST_ITEMS: usize = 200;

/// Makes the change that the pressed button names; nothing that is to be mended is made.
pub(super) fn change(course: &mut Course, fields: &Fields) -> Vec<Mend> {
    let asked = fields.get("change");
    let (what, name) = asked.split_once(' ').unwrap_or((asked, ""));
    match what {
        "settings" => settings(course, fields),
        "add-page" | "add-folder" => add(course, fields, what == "add-folder")
            .err()
            .into_iter()
            .collect(),
        _ => match shift(course, what, name) {
            Some(()) => Vec::new(),
            None => vec![Mend::new(
                "title",
                "the items stayed as they are: this change is not possible",
            )],
        },
    }
}

/// Takes every setting that can be taken, and says what is to be mended in the others.
fn settings(course: &mut Course, fields: &Fields) -> Vec<Mend> {
    let mut mends = Vec::new();
    fields.get("title").trim().clone_into(&mut course.title);
    let about = fields.get("description").trim();
    course.description = (!about.is_empty()).then(|| about.to_owned());
    match LanguageTag::parse(fields.get("language").trim()) {
        Ok(language) => course.language = language,
        Err(error) => mends.push(Mend::new("language", error)),
    }
    match mastery(fields.get("mastery").trim()) {
        Ok(mastery) => course.mastery = mastery,
        Err(message) => mends.push(Mend::new("mastery", message)),
    }
    let asked = fields.get("progression");
    course.progression = Progression::ALL
        .iter()
        .copied()
        .find(|one| one.as_str() == asked);
    mends
}

fn mastery(text: &str) -> Result<Option<Share>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let number = Decimal::parse(text).map_err(|error| error.to_string())?;
    Share::new(number)
        .map(Some)
        .map_err(|error| error.to_string())
}

fn add(course: &mut Course, fields: &Fields, is_folder: bool) -> Result<(), Mend> {
    if course.walk().count() >= MOST_ITEMS {
        let message = format!("a course written here has at most {MOST_ITEMS} pages and folders");
        return Err(Mend::new("new-title", message));
    }
    let mut names = Names::of(course);
    let title = fields.get("new-title").trim().to_owned();
    course.items.0.push(if is_folder {
        Item::Folder(Folder::new(names.take("folder"), title))
    } else {
        Item::Page(Page::new(names.take("page"), title))
    });
    Ok(())
}

/// Moves an item, or takes it away; `None` where that is not possible.
fn shift(course: &mut Course, way: &str, name: &str) -> Option<()> {
    let path = path_of(course, name)?;
    let (&at, folders) = path.split_last()?;
    let siblings = within(course, folders)?;
    match way {
        "remove" => {
            siblings.remove(at);
        }
        "up" => siblings.swap(at, at.checked_sub(1)?),
        "down" if at.saturating_add(1) < siblings.len() => siblings.swap(at, at.saturating_add(1)),
        "into" => {
            let before = at.checked_sub(1)?;
            if !matches!(siblings.get(before), Some(Item::Folder(_))) {
                return None;
            }
            let item = siblings.remove(at);
            let Some(Item::Folder(folder)) = siblings.get_mut(before) else {
                return None;
            };
            folder.items.push(item);
        }
        "out" => {
            let (&folder, above) = folders.split_last()?;
            let item = siblings.remove(at);
            within(course, above)?.insert(folder.saturating_add(1), item);
        }
        // The last stays the last, and other buttons are none of the page.
        _ => return None,
    }
    Some(())
}

/// Where an item stands: its position, after those of the folders that it is in.
fn path_of(course: &Course, name: &str) -> Option<Vec<usize>> {
    let found = course
        .walk()
        .find(|visit| visit.item.identifier().as_str() == name)?;
    let positions = found.pointer.split("/items/").skip(1);
    positions.map(|position| position.parse().ok()).collect()
}

/// The items of the folder at a path.
fn within<'c>(course: &'c mut Course, folders: &[usize]) -> Option<&'c mut Vec<Item>> {
    let mut items = &mut course.items.0;
    for at in folders {
        let Some(Item::Folder(folder)) = items.get_mut(*at) else {
            return None;
        };
        items = &mut folder.items;
    }
    Some(items)
}

/// The item of that name, to be changed.
pub(super) fn item_mut<'c>(course: &'c mut Course, name: &str) -> Option<&'c mut Item> {
    let path = path_of(course, name)?;
    let (at, folders) = path.split_last()?;
    within(course, folders)?.get_mut(*at)
}

/// The names that items and questions have, apart from the case of letters.
pub(super) struct Names(BTreeSet<String>);

impl Names {
    pub(super) fn of(course: &Course) -> Self {
        let questions = course
            .pages()
            .flat_map(|page| page.blocks.iter().filter_map(Block::quiz))
            .flat_map(|quiz| quiz.questions.iter().map(|question| &question.identifier));
        let items = course.walk().map(|visit| visit.item.identifier());
        let taken = items.chain(questions);
        Self(
            taken
                .map(|name| name.as_str().to_ascii_lowercase())
                .collect(),
        )
    }

    /// A name that nothing has, which is taken from now on.
    pub(super) fn take(&mut self, stem: &str) -> Identifier {
        let mut number = 1_u32;
        while !self.0.insert(format!("{stem}-{number}")) {
            number = number.saturating_add(1);
        }
        Identifier::from_text(&format!("{stem}-{number}"))
    }
}
