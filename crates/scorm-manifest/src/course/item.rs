//! Items: what the table of contents of a course shows.

use edu_json::{FromJson, JsonWriter, Node, Reader, ToJson, json_object};

use super::{Block, FilePath, Identifier, Share, rules};

/// One entry of a course's table of contents.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Item {
    /// Holds further items.
    Folder(Folder),
    /// A page made of blocks.
    Page(Page),
    /// Web content of the author's own.
    Files(Files),
}

json_object! {
    /// Items that belong together under one title.
    pub struct Folder {
        constant { kind: "folder" => "kind", }
        required {
            /// Its identity within the course.
            identifier: Identifier = "identifier",
            /// Shown to people.
            title: String = "title",
        }
        list {
            /// What is in it, in reading order.
            items: Item = "items",
        }
    }
}

json_object! {
    /// One page: what learners open, read and answer.
    pub struct Page {
        constant { kind: "page" => "kind", }
        required {
            /// Its identity within the course.
            identifier: Identifier = "identifier",
            /// Shown to people, and the main heading of the page.
            title: String = "title",
        }
        optional {
            /// Share of its points from which it is passed, where that is not the share of the course.
            mastery: Share = "mastery",
        }
        list {
            /// What stands on it, from top to bottom.
            blocks: Block = "blocks",
            /// Items that must be completed before it may be opened.
            prerequisites: Identifier = "prerequisites",
            /// What is learned by it.
            objectives: Identifier = "objectives",
        }
    }
}

json_object! {
    /// A page of the author's own with the files it needs, taken along as they are.
    ///
    /// It is trusted like a program: it runs with all rights that the player gives to content.
    #[expect(clippy::struct_field_names, reason = "files of files, as in the document")]
    pub struct Files {
        constant { kind: "files" => "kind", }
        required {
            /// Its identity within the course.
            identifier: Identifier = "identifier",
            /// Shown to people.
            title: String = "title",
            /// The page that is opened.
            launch: FilePath = "launch",
        }
        optional {
            /// Whether it reports to the player itself, by the interface of the edition it is exported to.
            reports: bool = "reports",
        }
        list {
            /// What the page needs.
            files: FilePath = "files",
            /// Items that must be completed before it may be opened.
            prerequisites: Identifier = "prerequisites",
            /// What is learned by it.
            objectives: Identifier = "objectives",
        }
    }
}

/// The items of a course, at most [`ItemTree::MAX_DEPTH`] deep and [`ItemTree::MAX_ITEMS`] in number.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "it is its items and nothing else"
)]
pub struct ItemTree(pub Vec<Item>);

/// An item met on the way through a course.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Visit<'c> {
    /// The item.
    pub item: &'c Item,
    /// How many folders it is in.
    pub depth: usize,
    /// Where it stands, as a JSON Pointer from the course.
    pub pointer: String,
}

impl Item {
    /// Its identity within the course.
    pub const fn identifier(&self) -> &Identifier {
        match self {
            Self::Folder(folder) => &folder.identifier,
            Self::Page(page) => &page.identifier,
            Self::Files(files) => &files.identifier,
        }
    }

    /// Shown to people.
    pub fn title(&self) -> &str {
        match self {
            Self::Folder(folder) => &folder.title,
            Self::Page(page) => &page.title,
            Self::Files(files) => &files.title,
        }
    }

    /// What is in it; nothing where it is no folder.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::Folder(folder) => &folder.items,
            Self::Page(_) | Self::Files(_) => &[],
        }
    }

    /// Items that must be completed before it may be opened.
    pub fn prerequisites(&self) -> &[Identifier] {
        match self {
            Self::Folder(_) => &[],
            Self::Page(page) => &page.prerequisites,
            Self::Files(files) => &files.prerequisites,
        }
    }

    /// What is learned by it.
    pub fn objectives(&self) -> &[Identifier] {
        match self {
            Self::Folder(_) => &[],
            Self::Page(page) => &page.objectives,
            Self::Files(files) => &files.objectives,
        }
    }

    /// Whether learners can open it.
    pub const fn is_launchable(&self) -> bool {
        matches!(self, Self::Page(_) | Self::Files(_))
    }

    /// The files it needs itself, without those of items in it.
    pub fn files(&self) -> Vec<FilePath> {
        match self {
            Self::Folder(_) => Vec::new(),
            Self::Page(page) => page.blocks.iter().flat_map(Block::files).collect(),
            Self::Files(files) => {
                let launch = core::iter::once(&files.launch);
                launch.chain(&files.files).cloned().collect()
            }
        }
    }
}

impl Page {
    /// Whether anything on it can be scored.
    pub fn is_scored(&self) -> bool {
        let quizzes = self.blocks.iter().filter_map(Block::quiz);
        quizzes.into_iter().any(|quiz| !quiz.questions.is_empty())
    }
}

impl ItemTree {
    /// How many folders may be in each other, with the item in the innermost.
    pub const MAX_DEPTH: usize = 8;

    /// How many items a course may have.
    pub const MAX_ITEMS: usize = 5000;

    /// Every item with its depth, a folder before what is in it.
    pub fn walk(&self) -> impl Iterator<Item = Visit<'_>> {
        let mut open = vec![(self.0.iter().enumerate(), String::from("/items"))];
        core::iter::from_fn(move || {
            loop {
                let depth = open.len().checked_sub(1)?;
                let (items, path) = open.last_mut()?;
                let Some((position, item)) = items.next() else {
                    open.pop();
                    continue;
                };
                let pointer = format!("{path}/{position}");
                let inner = format!("{pointer}/items");
                open.push((item.items().iter().enumerate(), inner));
                return Some(Visit {
                    item,
                    depth,
                    pointer,
                });
            }
        })
    }

    /// Why the tree is beyond its bounds, where it is.
    pub(super) fn beyond_bounds(&self) -> Option<String> {
        let mut open: Vec<(&[Item], usize)> = vec![(&self.0, 1)];
        let mut bounds = Bounds::default();
        while let Some((items, depth)) = open.pop() {
            if let Some(message) = bounds.refuse(items.len(), depth) {
                return Some(message);
            }
            let deeper = depth.saturating_add(1);
            open.extend(items.iter().map(|item| (item.items(), deeper)));
        }
        None
    }
}

/// Counts items against the bounds of a tree.
#[derive(Default)]
struct Bounds {
    items: usize,
}

impl Bounds {
    /// Counts the items of one folder; says why they are too many or too deep, where they are.
    fn refuse(&mut self, items: usize, depth: usize) -> Option<String> {
        self.items = self.items.saturating_add(items);
        if items > 0 && depth > ItemTree::MAX_DEPTH {
            return Some(format!(
                "depth of items is {depth}, limit is {}",
                ItemTree::MAX_DEPTH
            ));
        }
        let limit = ItemTree::MAX_ITEMS;
        (self.items > limit).then(|| format!("items is {}, limit is {limit}", self.items))
    }
}

impl FromJson for ItemTree {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        // Measured before it is read: reading goes as deep as the items do.
        let mut open = vec![(node, 1_usize)];
        let mut bounds = Bounds::default();
        while let Some((items, depth)) = open.pop() {
            if let Some(message) = bounds.refuse(items.len(), depth) {
                return reader.refuse(&rules::ITEMS_LIMIT, node, message);
            }
            let inner = items.items().filter_map(|item| item.get("items"));
            open.extend(inner.map(|items| (items, depth.saturating_add(1))));
        }
        Vec::from_json(node, reader).map(Self)
    }
}

impl ToJson for ItemTree {
    fn to_json(&self, writer: &mut JsonWriter) {
        self.0.to_json(writer);
    }
}

impl FromJson for Item {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        match node.get("kind").and_then(Node::as_str) {
            Some("folder") => Folder::from_json(node, reader).map(Self::Folder),
            Some("files") => Files::from_json(node, reader).map(Self::Files),
            Some("page") => Page::from_json(node, reader).map(Self::Page),
            _ => reader.not_allowed(node, "kind of item is not folder, page or files"),
        }
    }
}

impl ToJson for Item {
    fn to_json(&self, writer: &mut JsonWriter) {
        match self {
            Self::Folder(folder) => folder.to_json(writer),
            Self::Page(page) => page.to_json(writer),
            Self::Files(files) => files.to_json(writer),
        }
    }
}
