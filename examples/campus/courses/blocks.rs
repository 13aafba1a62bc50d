//! Changes of one page: what was typed into its blocks, and what the pressed button asks for.

use core::fmt::Display;

use edu_examples::checks::Fields;
use edu_types::LanguageTag;
use scorm_manifest::course::{
    Block, Captions, Choice, Course, Embed, FilePath, Image, Item, Markup, Page, Question,
    QuestionKind, Quiz, TextBlock, Video, WebAddress,
};

use super::Mend;
use super::structure::{Names, item_mut};

/// Blocks that a page written here may have.
const MOST_BLOCKS: usize = 100;

/// What came of a change.
pub(super) struct Changed {
    /// What has to be mended before it can be kept.
    pub(super) mends: Vec<Mend>,
    /// The block that the button was about.
    pub(super) block: Option<usize>,
}

/// Takes over all that was typed, then does what the pressed button names; `None` where there is no such page.
pub(super) fn change(
    course: &mut Course,
    item: &str,
    fields: &Fields,
    files: &[FilePath],
) -> Option<Changed> {
    let names = Names::of(course);
    let title = fields.get("title").trim().to_owned();
    let page = match item_mut(course, item)? {
        Item::Page(page) => page,
        Item::Folder(folder) => {
            folder.title = title;
            return Some(Changed {
                mends: Vec::new(),
                block: None,
            });
        }
        // Files of an author's own are made elsewhere.
        Item::Files(_) | _ => return None,
    };
    page.title = title;
    let mut mends = typed(page, fields);
    let mut block = None;
    if mends.is_empty() {
        match press(page, fields, names) {
            Ok(about) => block = about,
            Err(mend) => mends.push(mend),
        }
        mends.extend(missing(page, files));
    }
    Some(Changed { mends, block })
}

/// Takes over what was typed into the blocks: what has to be mended in it.
fn typed(page: &mut Page, fields: &Fields) -> Vec<Mend> {
    let mut typed = Typed {
        fields,
        mends: Vec::new(),
    };
    for (at, block) in page.blocks.iter_mut().enumerate() {
        typed.block(at, block);
    }
    typed.mends
}

/// The files that blocks need and the course does not have, one a block.
fn missing(page: &Page, files: &[FilePath]) -> Vec<Mend> {
    let blocks = page.blocks.iter().enumerate();
    let missing = blocks.filter_map(|(at, block)| {
        let needed = block.files();
        let file = needed.iter().find(|file| !files.contains(file))?;
        let field = match block {
            Block::Text(_) => format!("b{at}-text"),
            Block::Video(video) if video.file != *file => format!("b{at}-transcript"),
            Block::Image(_) | Block::Video(_) | Block::Quiz(_) | Block::Embed(_) | _ => {
                format!("block-{at}")
            }
        };
        let message = format!("the course has no file {file}; send it from the course's page");
        Some(Mend::new(field, message))
    });
    missing.collect()
}

/// Takes over what was typed, and notes what cannot be taken.
struct Typed<'f> {
    fields: &'f Fields,
    mends: Vec<Mend>,
}

impl Typed<'_> {
    fn block(&mut self, at: usize, block: &mut Block) {
        match block {
            Block::Text(block) => block.text = Markup::new(self.text(at, "text")),
            Block::Image(image) => {
                image.alternative = self.written(at, "alternative");
                image.decorative = self.ticked(at, "decorative");
                image.caption = self.written(at, "caption");
            }
            Block::Video(video) => self.video(at, video),
            Block::Quiz(quiz) => self.quiz(at, quiz),
            Block::Embed(embed) => {
                embed.title = self.line(at, "title");
                let address = WebAddress::new(&self.line(at, "address"));
                self.take(&field(at, "address"), address, &mut embed.address);
                self.number(at, "height", &mut embed.height);
            }
            // Whatever a later version has stays as it is.
            _ => {}
        }
    }

    fn video(&mut self, at: usize, video: &mut Video) {
        video.title = self.line(at, "title");
        video.silent = self.ticked(at, "silent");
        let transcript = self.text(at, "transcript");
        let said = !transcript.trim().is_empty();
        video.transcript = said.then(|| Markup::new(transcript));
        self.captions(at, video);
    }

    /// The captions in the first language; those in further ones stay as they are.
    fn captions(&mut self, at: usize, video: &mut Video) {
        let file = self.line(at, "captions");
        if file.is_empty() {
            if !video.captions.is_empty() {
                video.captions.remove(0);
            }
            return;
        }
        let (mut language, mut path) = (None, None);
        let tag = LanguageTag::parse(&self.line(at, "language"));
        self.take(&field(at, "language"), tag.map(Some), &mut language);
        let file = FilePath::new(&file);
        self.take(&field(at, "captions"), file.map(Some), &mut path);
        let (Some(language), Some(path)) = (language, path) else {
            return;
        };
        let captions = Captions::new(path, language, self.line(at, "label"));
        match video.captions.first_mut() {
            Some(first) => *first = captions,
            None => video.captions.push(captions),
        }
    }

    fn quiz(&mut self, at: usize, quiz: &mut Quiz) {
        quiz.title = self.line(at, "title");
        for (number, question) in quiz.questions.iter_mut().enumerate() {
            question.text = self.line(at, &format!("q{number}"));
            answers(question, self.fields, &field(at, &format!("a{number}")));
        }
        self.number(at, "attempts", &mut quiz.attempts);
    }

    fn text(&self, at: usize, name: &str) -> String {
        self.fields.get(&field(at, name)).replace("\r\n", "\n")
    }

    fn line(&self, at: usize, name: &str) -> String {
        self.fields.get(&field(at, name)).trim().to_owned()
    }

    fn written(&self, at: usize, name: &str) -> Option<String> {
        Some(self.line(at, name)).filter(|text| !text.is_empty())
    }

    fn ticked(&self, at: usize, name: &str) -> Option<bool> {
        self.fields.is_ticked(&field(at, name)).then_some(true)
    }

    fn number(&mut self, at: usize, name: &str, into: &mut Option<i64>) {
        let text = self.line(at, name);
        if text.is_empty() {
            *into = None;
            return;
        }
        let number = text.parse::<i64>();
        let number =
            number.map_err(|_| "this is no whole number, which is written in digits alone");
        self.take(&field(at, name), number.map(Some), into);
    }

    fn take<T, E: Display>(&mut self, field: &str, read: Result<T, E>, into: &mut T) {
        match read {
            Ok(value) => *into = value,
            Err(error) => self.mends.push(Mend::new(field, error)),
        }
    }
}

/// The name of a field of one block.
fn field(at: usize, name: &str) -> String {
    format!("b{at}-{name}")
}

/// One answer a line; a star stands before those that are right, where learners choose.
fn answers(question: &mut Question, fields: &Fields, name: &str) {
    let lines = fields.lines(name).map(|(_, line)| line.trim());
    let lines = lines.filter(|line| !line.is_empty());
    match question.kind {
        QuestionKind::TrueFalse => question.answer = fields.get(name).parse().ok(),
        QuestionKind::FillIn => question.accepted = lines.map(str::to_owned).collect(),
        QuestionKind::SingleChoice | QuestionKind::MultipleChoice | _ => {
            let choices = lines.map(|line| {
                let text = line.strip_prefix('*').unwrap_or(line).trim();
                let mut choice = Choice::new(text.to_owned());
                choice.correct = line.starts_with('*').then_some(true);
                let before = question.choices.iter().find(|before| before.text == text);
                choice.feedback = before.and_then(|before| before.feedback.clone());
                choice
            });
            question.choices = choices.collect();
        }
    }
}

/// Does what the pressed button names: the block that it was about.
fn press(page: &mut Page, fields: &Fields, names: Names) -> Result<Option<usize>, Mend> {
    let mut words = fields.get("change").split(' ');
    let (what, at, which) = (words.next(), words.next(), words.next());
    let (what, which) = (what.unwrap_or_default(), which.unwrap_or_default());
    let Some(at) = at.and_then(|at| at.parse::<usize>().ok()) else {
        return match what.strip_prefix("add-") {
            Some(kind) => add(page, kind, fields),
            None if what == "save" => Ok(None),
            None => Err(unknown()),
        };
    };
    match what {
        "up" | "down" | "remove" => return Ok(shift(&mut page.blocks, at, what)),
        "ask" | "drop" => {}
        _ => return Err(unknown()),
    }
    let Some(Block::Quiz(quiz)) = page.blocks.get_mut(at) else {
        return Err(unknown());
    };
    if what == "ask" {
        let question = new_question(which, names).ok_or_else(unknown)?;
        quiz.questions.push(question);
    } else {
        let number = which.parse::<usize>().ok();
        let number = number.filter(|number| *number < quiz.questions.len());
        quiz.questions.remove(number.ok_or_else(unknown)?);
    }
    Ok(Some(at))
}

fn unknown() -> Mend {
    Mend::new("title", "this is nothing that a page can do")
}

/// Puts a new block last.
fn add(page: &mut Page, kind: &str, fields: &Fields) -> Result<Option<usize>, Mend> {
    if page.blocks.len() >= MOST_BLOCKS {
        let message = format!("a page written here has at most {MOST_BLOCKS} blocks");
        return Err(Mend::new("title", message));
    }
    let block = new_block(kind, fields)?.ok_or_else(unknown)?;
    page.blocks.push(block);
    Ok(page.blocks.len().checked_sub(1))
}

fn new_block(kind: &str, fields: &Fields) -> Result<Option<Block>, Mend> {
    let line = |name: &str| fields.get(name).trim().to_owned();
    let file = |name: &str| {
        FilePath::new(&line(name))
            .map_err(|_| Mend::new(name, "choose one of the files of the course"))
    };
    Ok(Some(match kind {
        "text" => Block::Text(TextBlock::new(Markup::new(""))),
        "quiz" => Block::Quiz(Quiz::new(String::new())),
        "embed" => {
            let address = WebAddress::new(&line("new-address"));
            let address = address.map_err(|error| Mend::new("new-address", error))?;
            Block::Embed(Embed::new(address, line("new-about")))
        }
        "video" => Block::Video(Video::new(file("new-video")?, String::new())),
        "image" => Block::Image(Image::new(file("new-image")?)),
        _ => return Ok(None),
    }))
}

fn new_question(kind: &str, mut names: Names) -> Option<Question> {
    let kind = QuestionKind::ALL
        .iter()
        .copied()
        .find(|known| known.as_str() == kind)?;
    Some(Question::new(names.take("q"), kind, String::new()))
}

/// Moves one block up or down, or takes it away: where it is then, or what stands there.
fn shift(blocks: &mut Vec<Block>, at: usize, way: &str) -> Option<usize> {
    if at >= blocks.len() {
        return None;
    }
    let there = match way {
        "up" => at.checked_sub(1)?,
        "down" => Some(at.saturating_add(1)).filter(|there| *there < blocks.len())?,
        _ => {
            blocks.remove(at);
            return at.min(blocks.len().saturating_sub(1)).into();
        }
    };
    blocks.swap(at, there);
    Some(there)
}
