//! One piece of content that a person chose.

use edu_json::{FromJson, JsonWriter, Node, RawJson, Reader, ToJson, json_wire};

use super::rules;
use super::{
    AssetProcessorItem, FileItem, HtmlItem, ImageItem, ItemType, LinkItem, ResourceLinkItem,
    UntrustedHtml,
};
use crate::WebAddress;

/// One piece of content that a person chose in a tool, for the platform to keep.
///
/// ```
/// use edu_json::ToJson as _;
/// use edu_types::{Limits, Profile};
/// use lti_core::deep_linking::{ContentItem, ItemType};
///
/// let vendor = r#"{"type":"https://vendor.example/quiz","n":1.50}"#;
/// let item = ContentItem::from_slice(vendor.as_bytes(), &Profile::strict(), &Limits::default())?;
/// assert_eq!(item.value.item_type(), ItemType::from("https://vendor.example/quiz"));
/// assert_eq!(item.value.to_json_string(), vendor);
///
/// let error = serde_json::from_str::<ContentItem>(r#"{"type":"file"}"#).unwrap_err();
/// assert!(error.to_string().starts_with("/url: required member is missing"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Spec: Deep Linking 2.0, §3.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ContentItem {
    /// A page anywhere.
    Link(Box<LinkItem>),
    /// A resource that the platform launches with LTI.
    ResourceLink(Box<ResourceLinkItem>),
    /// A file that the platform fetches.
    File(Box<FileItem>),
    /// A fragment of HTML.
    Html(Box<HtmlItem>),
    /// A picture.
    Image(Box<ImageItem>),
    /// Something that works on what learners submit.
    AssetProcessor(Box<AssetProcessorItem>),
    /// Content of a kind that this version does not know, such as a vendor's.
    Other(OtherItem),
}

/// Content of a kind that this version does not know, byte for byte as it came.
///
/// Nothing inside it was checked, its addresses neither.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherItem {
    item_type: ItemType,
    raw: RawJson,
}

impl OtherItem {
    /// Its kind.
    pub const fn item_type(&self) -> &ItemType {
        &self.item_type
    }

    /// The whole item.
    pub const fn raw(&self) -> &RawJson {
        &self.raw
    }
}

impl ContentItem {
    /// Its kind.
    pub fn item_type(&self) -> ItemType {
        match self {
            Self::Link(_) => ItemType::Link,
            Self::ResourceLink(_) => ItemType::ResourceLink,
            Self::File(_) => ItemType::File,
            Self::Html(_) => ItemType::Html,
            Self::Image(_) => ItemType::Image,
            Self::AssetProcessor(_) => ItemType::AssetProcessor,
            Self::Other(item) => item.item_type.clone(),
        }
    }

    /// What people are shown, where it is a kind of the standard and has a title.
    pub fn title(&self) -> Option<&str> {
        match self {
            Self::Link(item) => item.title.as_deref(),
            Self::ResourceLink(item) => item.title.as_deref(),
            Self::File(item) => item.title.as_deref(),
            Self::Html(item) => item.title.as_deref(),
            Self::Image(item) => item.title.as_deref(),
            Self::AssetProcessor(item) => item.title.as_deref(),
            Self::Other(_) => None,
        }
    }

    /// Every address in it with its JSON Pointer, where it is a kind of the standard.
    pub fn addresses(&self) -> impl Iterator<Item = (&'static str, &WebAddress)> {
        let found = match self {
            Self::Link(item) => {
                let frame = item.frame.as_ref().and_then(|frame| frame.src.as_ref());
                let shown = [("/url", Some(&item.url)), ("/iframe/src", frame)];
                with_pictures(shown, [&item.icon, &item.thumbnail])
            }
            Self::ResourceLink(item) => {
                let line_item = item.line_item.as_ref();
                let review = line_item.and_then(|line| line.submission_review.as_ref());
                let shown = [
                    ("/url", item.url.as_ref()),
                    (
                        "/lineItem/submissionReview/url",
                        review.and_then(|review| review.url.as_ref()),
                    ),
                ];
                let frame = item.frame.as_ref().and_then(|frame| frame.src.as_ref());
                let mut found = with_pictures(shown, [&item.icon, &item.thumbnail]);
                found.push(("/iframe/src", frame));
                found
            }
            Self::File(item) => {
                with_pictures([("/url", Some(&item.url))], [&item.icon, &item.thumbnail])
            }
            Self::Image(item) => {
                with_pictures([("/url", Some(&item.url))], [&item.icon, &item.thumbnail])
            }
            Self::AssetProcessor(item) => {
                let report = item.report.as_ref().and_then(|report| report.url.as_ref());
                let frame = item.frame.as_ref().and_then(|frame| frame.src.as_ref());
                let shown = [
                    ("/url", item.url.as_ref()),
                    ("/iframe/src", frame),
                    ("/report/url", report),
                ];
                with_pictures(shown, [&item.icon, &item.thumbnail])
            }
            Self::Html(_) | Self::Other(_) => Vec::new(),
        };
        found
            .into_iter()
            .filter_map(|(pointer, address)| Some((pointer, address?)))
    }

    /// The HTML in it, where there is some.
    pub fn html(&self) -> Option<&UntrustedHtml> {
        match self {
            Self::Html(item) => Some(&item.html),
            Self::Link(item) => item.embed.as_ref().map(|embed| &embed.html),
            Self::ResourceLink(_)
            | Self::File(_)
            | Self::Image(_)
            | Self::AssetProcessor(_)
            | Self::Other(_) => None,
        }
    }
}

type Found<'i> = (&'static str, Option<&'i WebAddress>);

fn with_pictures<'i, const N: usize>(
    shown: [Found<'i>; N],
    [icon, thumbnail]: [&'i Option<super::ItemPicture>; 2],
) -> Vec<Found<'i>> {
    let mut found = Vec::from(shown);
    found.push(("/icon/url", icon.as_ref().map(|icon| &icon.url)));
    let thumbnail = thumbnail.as_ref().map(|thumbnail| &thumbnail.url);
    found.push(("/thumbnail/url", thumbnail));
    found
}

json_wire!(ContentItem, &rules::MEMBER_RULES);

impl FromJson for ContentItem {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the vocabulary is open")]
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let mut object = reader.object(node)?;
        let item_type: ItemType = object.required(reader, "type")?;
        Some(match item_type {
            ItemType::Link => Self::Link(boxed(node, reader)?),
            ItemType::ResourceLink => Self::ResourceLink(boxed(node, reader)?),
            ItemType::File => Self::File(boxed(node, reader)?),
            ItemType::Html => Self::Html(boxed(node, reader)?),
            ItemType::Image => Self::Image(boxed(node, reader)?),
            ItemType::AssetProcessor => Self::AssetProcessor(boxed(node, reader)?),
            // Kinds of vendors, and of standards to come.
            _ => Self::Other(OtherItem {
                item_type,
                raw: node.into(),
            }),
        })
    }
}

fn boxed<'t, T: FromJson>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Box<T>> {
    T::from_json(node, reader).map(Box::new)
}

impl ToJson for ContentItem {
    fn to_json(&self, writer: &mut JsonWriter) {
        match self {
            Self::Link(item) => item.to_json(writer),
            Self::ResourceLink(item) => item.to_json(writer),
            Self::File(item) => item.to_json(writer),
            Self::Html(item) => item.to_json(writer),
            Self::Image(item) => item.to_json(writer),
            Self::AssetProcessor(item) => item.to_json(writer),
            Self::Other(item) => item.raw.to_json(writer),
        }
    }
}

macro_rules! from_items {
    ($($item:ident => $kind:ident),+ $(,)?) => { $(
        impl From<$item> for ContentItem {
            fn from(item: $item) -> Self {
                Self::$kind(Box::new(item))
            }
        }
    )+ };
}

from_items! {
    LinkItem => Link,
    ResourceLinkItem => ResourceLink,
    FileItem => File,
    HtmlItem => Html,
    ImageItem => Image,
    AssetProcessorItem => AssetProcessor,
}
