//! Blocks of a page in HTML.

use super::super::html::Html;
use super::super::phrases::Phrases;
use super::{asset_name, quiz};
use crate::course::{Block, Embed, FilePath, Image, LinkTarget, Markup, Passage, Span, Video};

/// Where a block stands.
pub(super) struct Place<'a> {
    /// From the page to the top of the package.
    pub(super) up: &'static str,
    /// Level of the heading above it.
    pub(super) level: u8,
    /// A name that nothing else on the page has.
    pub(super) id: String,
    /// The language of the course.
    pub(super) language: &'a str,
}

impl Place<'_> {
    fn address(&self, file: &FilePath) -> String {
        format!("{}{}", self.up, asset_name(file))
    }

    /// A heading so far below the one above.
    pub(super) const fn heading(&self, below: u8) -> &'static str {
        match self.level.saturating_add(below) {
            0 | 1 => "h1",
            2 => "h2",
            3 => "h3",
            4 => "h4",
            _ => "h5",
        }
    }
}

/// One block.
pub(super) fn block(html: &mut Html, block: &Block, place: &Place<'_>, phrases: &Phrases) {
    match block {
        Block::Text(text) => markup(html, &text.text, place),
        Block::Image(image) => picture(html, image, place),
        Block::Video(video) => film(html, video, place, phrases),
        Block::Quiz(one) => quiz::quiz(html, one, place, phrases),
        Block::Embed(embed) => frame(html, embed),
    }
}

fn markup(html: &mut Html, text: &Markup, place: &Place<'_>) {
    for passage in text.passages() {
        match &passage {
            Passage::Heading { level, spans } => {
                html.element(place.heading(*level), &[], |html| all(html, spans, place));
            }
            Passage::Paragraph(spans) => html.element("p", &[], |html| all(html, spans, place)),
            Passage::List { numbered, entries } => {
                html.element(if *numbered { "ol" } else { "ul" }, &[], |html| {
                    for spans in entries {
                        html.element("li", &[], |html| all(html, spans, place));
                    }
                });
            }
        }
    }
}

fn all(html: &mut Html, spans: &[Span], place: &Place<'_>) {
    for span in spans {
        match span {
            Span::Text(text) | Span::RefusedLink(text) => html.text(text),
            Span::Emphasis(text) => html.text_element("em", &[], text),
            Span::Strong(text) => html.text_element("strong", &[], text),
            Span::Link { text, target } => link(html, text, target, place),
        }
    }
}

/// Links open beside the page, which would end with its session otherwise.
fn link(html: &mut Html, text: &str, target: &LinkTarget, place: &Place<'_>) {
    let address = match target {
        LinkTarget::Web(url) => url.as_str().to_owned(),
        LinkTarget::Mail(address) => format!("mailto:{address}"),
        LinkTarget::File(file) => place.address(file),
    };
    let attributes = [
        ("href", Some(&*address)),
        ("target", Some("_blank")),
        ("rel", Some("noopener noreferrer")),
    ];
    html.text_element("a", &attributes, text);
}

fn picture(html: &mut Html, image: &Image, place: &Place<'_>) {
    let address = place.address(&image.file);
    let alternative = image.alternative.as_deref().unwrap_or_default();
    html.element("figure", &[], |html| {
        html.empty(
            "img",
            &[("src", Some(&address)), ("alt", Some(alternative))],
        );
        if let Some(caption) = &image.caption {
            html.text_element("figcaption", &[], caption);
        }
    });
}

fn film(html: &mut Html, video: &Video, place: &Place<'_>, phrases: &Phrases) {
    let address = place.address(&video.file);
    let poster = video.poster.as_ref().map(|file| place.address(file));
    let attributes = [
        ("src", Some(&*address)),
        ("controls", Some("")),
        ("preload", Some("metadata")),
        ("poster", poster.as_deref()),
        ("aria-label", Some(&*video.title)),
    ];
    html.element("figure", &[], |html| {
        html.element("video", &attributes, |html| {
            for (position, captions) in video.captions.iter().enumerate() {
                let source = place.address(&captions.file);
                let track = [
                    ("kind", Some("captions")),
                    ("src", Some(&*source)),
                    ("srclang", Some(captions.language.as_str())),
                    ("label", Some(&*captions.label)),
                    ("default", (position == 0).then_some("")),
                ];
                html.empty("track", &track);
            }
        });
        html.text_element("figcaption", &[], &video.title);
    });
    if let Some(transcript) = &video.transcript {
        html.element("details", &[], |html| {
            html.text_element(
                "summary",
                &[("lang", Some(phrases.language))],
                phrases.transcript,
            );
            markup(html, transcript, place);
        });
    }
}

/// The page of another site: it may run and open windows, and reaches nothing around it.
fn frame(html: &mut Html, embed: &Embed) {
    let height = embed.height.unwrap_or(400).to_string();
    let attributes = [
        ("src", Some(embed.address.as_str())),
        ("title", Some(&*embed.title)),
        ("height", Some(&*height)),
        ("loading", Some("lazy")),
        (
            "sandbox",
            Some("allow-scripts allow-same-origin allow-forms allow-popups allow-presentation"),
        ),
        ("allow", Some("fullscreen")),
        ("referrerpolicy", Some("strict-origin-when-cross-origin")),
    ];
    html.element("iframe", &attributes, |_| ());
}
