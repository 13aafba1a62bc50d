//! The editor of one page: a form over its blocks, which is sent as a whole whatever button is pressed.

use edu_examples::checks::Fields;
use maud::{Markup, html};
use scorm_manifest::course::{
    Block, Embed, FilePath, Image, Item, Page, Question, QuestionKind, Quiz, Video,
};

use super::editor::{Sheet, beside, found, revision, status, title_or};
use super::files::{Sort, of_sort};
use super::kept::Kept;
use super::{Mend, item_of};

/// The questions that can be asked, by what adds them.
const QUESTIONS: [(QuestionKind, &str); 4] = [
    (QuestionKind::SingleChoice, "Ask with one right choice"),
    (
        QuestionKind::MultipleChoice,
        "Ask with several right choices",
    ),
    (QuestionKind::TrueFalse, "Ask whether something is true"),
    (QuestionKind::FillIn, "Ask for typed words"),
];

/// One page or folder of the course; `None` where there is none of that name.
pub(super) fn item(
    kept: &Kept,
    name: &str,
    files: &[FilePath],
    said: Option<&str>,
    mends: &[Mend],
    sent: &Fields,
) -> Option<Markup> {
    let item = item_of(&kept.course, name)?;
    let base = format!("/courses/{}", kept.id);
    let sheet = Sheet { mends, sent };
    let visit = kept
        .course
        .walk()
        .find(|visit| visit.item.identifier().as_str() == name)?;
    let findings = found(&kept.course);
    let action = format!("{base}/items/{name}");
    Some(html! {
        p { a href=(base) { "Back to " (title_or(&kept.course.title)) } }
        (status(said))
        (sheet.summary())
        (beside(&findings, &visit.pointer, if matches!(item, Item::Page(_)) { "/blocks/" } else { "/items/" }))
        form method="post" action=(action) {
            (revision(kept))
            (sheet.line("title", "Title", item.title()))
            // The first button is the one that the enter key presses.
            p .row {
                button type="submit" name="change" value="save" { "Save as draft" }
                @if let Item::Page(_) = item { a href={ (base) "/preview/" (name) } { "Preview the draft of this page" } }
            }
            @if let Item::Page(page) = item {
                @for (at, block) in page.blocks.iter().enumerate() {
                    @let here = format!("{}/blocks/{at}", visit.pointer);
                    (one_block(block, at, page, &beside(&findings, &here, ""), files, sheet))
                }
                (add(files, sheet))
            }
        }
    })
}

fn one_block(
    block: &Block,
    at: usize,
    page: &Page,
    found: &Markup,
    files: &[FilePath],
    sheet: Sheet<'_>,
) -> Markup {
    let number = at.saturating_add(1);
    let last = page.blocks.len().saturating_sub(1);
    let moves = [
        ("up", "Move up", at > 0),
        ("down", "Move down", at < last),
        ("remove", "Remove", true),
    ];
    html! { section .key id={ "block-" (at) } aria-labelledby={ "kind-" (at) } {
        h2 id={ "kind-" (at) } { "Block " (number) ": " (kind(block)) }
        (found)
        @match block {
            Block::Text(text) => {
                (sheet.area(&format!("b{at}-text"), "Text", text.text.as_str()))
                p .hint { "A line with # is a heading, one with - an entry of a list; *this* is emphasis, **this** strong, [this](https://…) a link." }
            }
            Block::Image(image) => (image_fields(image, at, sheet)),
            Block::Video(video) => (video_fields(video, at, files, sheet)),
            Block::Quiz(quiz) => (quiz_fields(quiz, at, sheet)),
            Block::Embed(embed) => (embed_fields(embed, at, sheet)),
            // Whatever a later version has is no block of this editor.
            _ => p { "This block cannot be changed here." }
        }
        p .row {
            @for (way, label, _) in moves.into_iter().filter(|(_, _, possible)| *possible) {
                button .plain type="submit" name="change" value={ (way) " " (at) } { (label) " block " (number) }
            }
        }
    } }
}

/// What a block is, in the middle of a sentence.
pub(super) fn kind(block: &Block) -> &'static str {
    match block {
        Block::Text(_) => "text",
        Block::Image(_) => "image",
        Block::Video(_) => "video",
        Block::Quiz(_) => "quiz",
        Block::Embed(_) => "site in a frame",
        // Whatever a later version has is no block of this editor.
        _ => "something else",
    }
}

fn image_fields(image: &Image, at: usize, sheet: Sheet<'_>) -> Markup {
    let name = |field: &str| format!("b{at}-{field}");
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    html! {
        p { "Shows " code { (image.file) } "." }
        (sheet.line(&name("alternative"), "What the image shows", &text(&image.alternative)))
        (Sheet::tick(&name("decorative"), "It is decoration alone", image.decorative == Some(true)))
        (sheet.line(&name("caption"), "Caption", &text(&image.caption)))
    }
}

fn video_fields(video: &Video, at: usize, files: &[FilePath], sheet: Sheet<'_>) -> Markup {
    let name = |field: &str| format!("b{at}-{field}");
    let first = video.captions.first();
    let chosen = first
        .map(|captions| captions.file.as_str())
        .unwrap_or_default();
    let mut options = vec![("", "No captions")];
    options.extend(of_sort(files, Sort::Captions).map(|file| (file.as_str(), file.as_str())));
    html! {
        p { "Plays " code { (video.file) } "." }
        (sheet.line(&name("title"), "What the video is about", &video.title))
        (sheet.choice(&name("captions"), "Captions", chosen, &options))
        (sheet.line(&name("language"), "Language of the captions, such as en",
            first.map(|captions| captions.language.as_str()).unwrap_or_default()))
        (sheet.line(&name("label"), "Name of the captions, such as English",
            first.map(|captions| captions.label.as_str()).unwrap_or_default()))
        (Sheet::tick(&name("silent"), "The video has no sound that is needed", video.silent == Some(true)))
        (sheet.area(&name("transcript"), "What is heard and seen, as text",
            video.transcript.as_ref().map(scorm_manifest::course::Markup::as_str).unwrap_or_default()))
    }
}

fn embed_fields(embed: &Embed, at: usize, sheet: Sheet<'_>) -> Markup {
    let name = |field: &str| format!("b{at}-{field}");
    html! {
        (sheet.line(&name("address"), "Address", embed.address.as_str()))
        (sheet.line(&name("title"), "What the site is about", &embed.title))
        (sheet.line(&name("height"), "Height in pixels, 100 to 2000; 400 where empty", &number(embed.height)))
    }
}

fn quiz_fields(quiz: &Quiz, at: usize, sheet: Sheet<'_>) -> Markup {
    let name = |field: &str| format!("b{at}-{field}");
    html! {
        (sheet.line(&name("title"), "Heading of the quiz", &quiz.title))
        (sheet.line(&name("attempts"), "Tries for each question, 1 to 100; any number where empty", &number(quiz.attempts)))
        @for (at_question, question) in quiz.questions.iter().enumerate() {
            @let shown = at_question.saturating_add(1);
            fieldset {
                legend { "Question " (shown) }
                (sheet.line(&name(&format!("q{at_question}")), "What is asked", &question.text))
                (answers(question, &name(&format!("a{at_question}")), sheet))
                button .plain type="submit" name="change" value={ "drop " (at) " " (at_question) } { "Remove question " (shown) }
            }
        }
        p .row { @for (kind, label) in QUESTIONS {
            button .plain type="submit" name="change" value={ "ask " (at) " " (kind.as_str()) } { (label) }
        } }
    }
}

fn number(number: Option<i64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

fn answers(question: &Question, name: &str, sheet: Sheet<'_>) -> Markup {
    if question.kind == QuestionKind::TrueFalse {
        let chosen = question
            .answer
            .map(|answer| answer.to_string())
            .unwrap_or_default();
        let options = [("", "Not chosen yet"), ("true", "True"), ("false", "False")];
        return sheet.choice(name, "Right answer", &chosen, &options);
    }
    let choices = question.choices.iter().map(|choice| {
        let mark = if choice.correct == Some(true) {
            "* "
        } else {
            ""
        };
        format!("{mark}{}", choice.text)
    });
    let lines: Vec<String> = choices.chain(question.accepted.iter().cloned()).collect();
    let label = if question.kind.has_choices() {
        "Choices, one a line, with a * before each that is right"
    } else {
        "What may be typed, one a line"
    };
    sheet.area(name, label, &lines.join("\n"))
}

fn add(files: &[FilePath], sheet: Sheet<'_>) -> Markup {
    let file = |kind: &str, label: &str, sort| {
        let options: Vec<(&str, &str)> = of_sort(files, sort)
            .map(|file| (file.as_str(), file.as_str()))
            .collect();
        html! { @if !options.is_empty() {
            (sheet.choice(&format!("new-{kind}"), label, "", &options))
            button type="submit" name="change" value={ "add-" (kind) } { "Add the " (kind) }
        } }
    };
    html! { section aria-labelledby="add" {
        h2 #add { "Add a block" }
        p .row {
            button type="submit" name="change" value="add-text" { "Add a text" }
            button type="submit" name="change" value="add-quiz" { "Add a quiz" }
        }
        (file("video", "Video", Sort::Video))
        (file("image", "Image", Sort::Image))
        p .hint { "Videos, captions and images are files of the course, and are sent from its page." }
        (sheet.line("new-address", "Address of another site, with https", ""))
        (sheet.line("new-about", "What that site is about", ""))
        button type="submit" name="change" value="add-embed" { "Add the site in a frame" }
    } }
}
