//! What stands on a page: said to those who do not see or hear it, in order, safe to show.

use super::{Judge, SHORT_TEXT, questions, rules};
use crate::course::{Block, Embed, Image, Markup, Page, Passage, Span, Video};

/// Judges a page and every block on it.
pub(super) fn page(page: &Page, at: &str, judge: &mut Judge<'_>) {
    if page.blocks.is_empty() {
        judge.note(
            &rules::PAGE_EMPTY,
            at,
            "page has nothing on it, 1 or more blocks are allowed",
        );
    }
    if page.mastery.is_some() && !page.is_scored() {
        let message = "mastery is set, but the page has no question that is scored";
        judge.note(&rules::MASTERY_UNSCORED, &format!("{at}/mastery"), message);
    }
    // The title of the page is the heading above all others.
    let mut level = 0;
    for (position, block) in page.blocks.iter().enumerate() {
        let at = format!("{at}/blocks/{position}");
        match block {
            Block::Text(text) => markup(&text.text, &format!("{at}/text"), &mut level, judge),
            Block::Image(image) => picture(image, &at, judge),
            Block::Video(video) => film(video, &at, judge),
            Block::Embed(embed) => frame(embed, &at, judge),
            Block::Quiz(quiz) => {
                level = 1;
                questions::quiz(quiz, &at, judge);
            }
        }
    }
}

fn markup(text: &Markup, at: &str, level: &mut u8, judge: &mut Judge<'_>) {
    judge.characters(text.as_str(), at);
    if text.is_blank() {
        judge.note(&rules::TITLE_BLANK, at, "text is blank");
    }
    for passage in text.passages() {
        if let Passage::Heading { level: found, .. } = &passage {
            if *found > level.saturating_add(1) {
                let message = format!(
                    "heading of level {found} follows one of level {level}, a level is skipped"
                );
                judge.note(&rules::HEADING_ORDER, at, message);
            }
            *level = *found;
        }
        if passage
            .spans()
            .any(|span| matches!(span, Span::RefusedLink(_)))
        {
            let message = "link leads to no address that is allowed: https:, http:, mailto: or a file of the course";
            judge.note(&rules::LINK_ADDRESS, at, message);
        }
    }
}

fn picture(image: &Image, at: &str, judge: &mut Judge<'_>) {
    image_file(&image.file.extension(), &format!("{at}/file"), judge);
    let alternative = image.alternative.as_deref().unwrap_or_default();
    let decorative = image.decorative == Some(true);
    judge.text(alternative, &format!("{at}/alternative"), SHORT_TEXT);
    judge.text(
        image.caption.as_deref().unwrap_or_default(),
        &format!("{at}/caption"),
        SHORT_TEXT,
    );
    match (decorative, alternative.trim().is_empty()) {
        (false, true) => {
            let message = "image has no alternative text and is not said to be decorative";
            judge.note(&rules::IMAGE_ALTERNATIVE, at, message);
        }
        (true, false) => {
            let message = "image is said to be decorative, but has an alternative text";
            judge.note(&rules::IMAGE_ALTERNATIVE, at, message);
        }
        (false, false) | (true, true) => {}
    }
}

fn image_file(extension: &str, at: &str, judge: &mut Judge<'_>) {
    if !matches!(extension, "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif") {
        let message = "file is no image that is allowed: png, jpg, jpeg, gif, webp, avif";
        judge.note(&rules::IMAGE_FORMAT, at, message);
    }
}

fn film(video: &Video, at: &str, judge: &mut Judge<'_>) {
    judge.title(&video.title, &format!("{at}/title"));
    if !matches!(&*video.file.extension(), "mp4" | "webm") {
        let message = "file is no film that is allowed: mp4, webm";
        judge.note(&rules::VIDEO_FORMAT, &format!("{at}/file"), message);
    }
    if let Some(poster) = &video.poster {
        image_file(&poster.extension(), &format!("{at}/poster"), judge);
    }
    if video.captions.is_empty() && video.silent != Some(true) {
        let message = "video has no captions and is not said to be silent";
        judge.note(&rules::VIDEO_CAPTIONS, at, message);
    }
    for (position, captions) in video.captions.iter().enumerate() {
        let at = format!("{at}/captions/{position}");
        judge.title(&captions.label, &format!("{at}/label"));
        if captions.file.extension() != "vtt" {
            let message = "file is no captions that browsers show: vtt is allowed";
            judge.note(&rules::VIDEO_CAPTIONS, &format!("{at}/file"), message);
        }
    }
    match &video.transcript {
        // Its headings are below that of the film.
        Some(transcript) => markup(transcript, &format!("{at}/transcript"), &mut 3, judge),
        None => judge.note(&rules::VIDEO_TRANSCRIPT, at, "video has no transcript"),
    }
}

fn frame(embed: &Embed, at: &str, judge: &mut Judge<'_>) {
    judge.text(&embed.title, &format!("{at}/title"), super::TITLE);
    if embed.title.trim().is_empty() {
        judge.note(
            &rules::EMBED_FORM,
            &format!("{at}/title"),
            "title of the frame is blank",
        );
    }
    if let Some(height) = embed.height
        && !(100..=2000).contains(&height)
    {
        let message = format!("height is {height}, 100 to 2000 is allowed");
        judge.note(&rules::EMBED_FORM, &format!("{at}/height"), message);
    }
}
