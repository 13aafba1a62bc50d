//! Blocks: what stands on a page, from top to bottom.

use edu_json::{FromJson, JsonWriter, Node, Reader, ToJson, json_object};
use edu_types::LanguageTag;

use super::{FilePath, Markup, Question, WebAddress};

/// One part of a page.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Block {
    /// Text with headings, lists, emphasis and links.
    Text(TextBlock),
    /// A picture.
    Image(Image),
    /// A film with its captions.
    Video(Video),
    /// Questions that are scored.
    Quiz(Quiz),
    /// The page of another site, in a frame.
    Embed(Embed),
}

json_object! {
    /// Text of a page.
    pub struct TextBlock {
        constant { kind: "text" => "kind", }
        required {
            /// What is read.
            text: Markup = "text",
        }
    }
}

json_object! {
    /// A picture.
    pub struct Image {
        constant { kind: "image" => "kind", }
        required {
            /// A PNG, JPEG, GIF, WebP or AVIF file; not SVG, which can hold programs.
            file: FilePath = "file",
        }
        optional {
            /// What it shows, for those who do not see it.
            alternative: String = "alternative",
            /// Whether it shows nothing that is needed; it then has no alternative.
            decorative: bool = "decorative",
            /// Shown below it.
            caption: String = "caption",
        }
    }
}

json_object! {
    /// A film.
    pub struct Video {
        constant { kind: "video" => "kind", }
        required {
            /// An MP4 or WebM file.
            file: FilePath = "file",
            /// What it is about.
            title: String = "title",
        }
        optional {
            /// Shown until it plays.
            poster: FilePath = "poster",
            /// Whether it has no sound that is needed; it then needs no captions.
            silent: bool = "silent",
            /// What is heard and seen in it, as text.
            transcript: Markup = "transcript",
        }
        list {
            /// What is heard in it, as text over the picture, in one or more languages.
            captions: Captions = "captions",
        }
    }
}

json_object! {
    /// What is heard in a film, in one language.
    pub struct Captions {
        required {
            /// A WebVTT file.
            file: FilePath = "file",
            /// The language of the captions.
            language: LanguageTag = "language",
            /// Shown where learners choose among several.
            label: String = "label",
        }
    }
}

json_object! {
    /// Questions that are scored.
    pub struct Quiz {
        constant { kind: "quiz" => "kind", }
        required {
            /// The heading above the questions.
            title: String = "title",
        }
        optional {
            /// How often a question may be answered, 1 to 100; any number of times where absent.
            attempts: i64 = "attempts",
        }
        list {
            /// What is asked.
            questions: Question = "questions",
        }
    }
}

json_object! {
    /// The page of another site, in a frame without any right over the page around it.
    pub struct Embed {
        constant { kind: "embed" => "kind", }
        required {
            /// Where the page is.
            address: WebAddress = "address",
            /// What it is about.
            title: String = "title",
        }
        optional {
            /// Height of the frame in pixels, 100 to 2000; 400 where absent.
            height: i64 = "height",
        }
    }
}

impl Block {
    /// The questions, where it is a quiz.
    pub const fn quiz(&self) -> Option<&Quiz> {
        match self {
            Self::Quiz(quiz) => Some(quiz),
            Self::Text(_) | Self::Image(_) | Self::Video(_) | Self::Embed(_) => None,
        }
    }

    /// The files it needs.
    pub fn files(&self) -> Vec<FilePath> {
        match self {
            Self::Text(text) => text.text.files(),
            Self::Image(image) => vec![image.file.clone()],
            Self::Video(video) => {
                let mut files = vec![video.file.clone()];
                files.extend(video.poster.clone());
                files.extend(video.captions.iter().map(|captions| captions.file.clone()));
                files.extend(video.transcript.iter().flat_map(Markup::files));
                files
            }
            Self::Quiz(_) | Self::Embed(_) => Vec::new(),
        }
    }
}

impl FromJson for Block {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        match node.get("kind").and_then(Node::as_str) {
            Some("text") => TextBlock::from_json(node, reader).map(Self::Text),
            Some("image") => Image::from_json(node, reader).map(Self::Image),
            Some("video") => Video::from_json(node, reader).map(Self::Video),
            Some("quiz") => Quiz::from_json(node, reader).map(Self::Quiz),
            Some("embed") => Embed::from_json(node, reader).map(Self::Embed),
            _ => reader.not_allowed(
                node,
                "kind of block is not text, image, video, quiz or embed",
            ),
        }
    }
}

impl ToJson for Block {
    fn to_json(&self, writer: &mut JsonWriter) {
        match self {
            Self::Text(text) => text.to_json(writer),
            Self::Image(image) => image.to_json(writer),
            Self::Video(video) => video.to_json(writer),
            Self::Quiz(quiz) => quiz.to_json(writer),
            Self::Embed(embed) => embed.to_json(writer),
        }
    }
}
