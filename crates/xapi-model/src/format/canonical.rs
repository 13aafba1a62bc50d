//! As everybody knows it: the store's texts, each in one language.

use edu_json::{Kind, Node, ToJson as _};
use edu_types::{AcceptLanguage, LanguageMap};

use super::parts::Format;
use super::splice::{Splice, push_member};
use crate::interaction::ComponentList;
use crate::{ActivityDefinition, Component};

/// What a store holds to be right about verbs and activities.
///
/// `()` holds nothing: statements then come back with their own texts.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.3, §2.4.4.1, §3.2.
pub trait Definitions {
    /// The definition of the activity of that id, where the store has one.
    fn activity(&self, id: &str) -> Option<&ActivityDefinition>;

    /// The display of the verb of that id, where the store has one.
    fn verb(&self, id: &str) -> Option<&LanguageMap>;
}

impl Definitions for () {
    fn activity(&self, _: &str) -> Option<&ActivityDefinition> {
        None
    }

    fn verb(&self, _: &str) -> Option<&LanguageMap> {
        None
    }
}

impl<D: Definitions + ?Sized> Definitions for &D {
    fn activity(&self, id: &str) -> Option<&ActivityDefinition> {
        (**self).activity(id)
    }

    fn verb(&self, id: &str) -> Option<&LanguageMap> {
        (**self).verb(id)
    }
}

/// Puts the store's texts in place of the statement's.
pub(super) struct Canonical<'d, D: ?Sized> {
    pub(super) definitions: &'d D,
    pub(super) wanted: &'d AcceptLanguage,
}

impl<D: Definitions + ?Sized> Format for Canonical<'_, D> {
    fn verb(&self, node: Node<'_>, splice: &mut Splice<'_>) {
        let known = id(node).and_then(|id| self.definitions.verb(id));
        match (known, node.get("display")) {
            (Some(map), Some(old)) => splice.replace_by(old, &self.one(map)),
            (Some(map), None) => {
                splice.append(node, &[("display", self.one(map).to_json_string())]);
            }
            (None, Some(own)) => self.one_of(own, splice),
            (None, None) => {}
        }
    }

    fn activity(&self, node: Node<'_>, splice: &mut Splice<'_>) {
        let known = id(node).and_then(|id| self.definitions.activity(id));
        match (known, node.get("definition")) {
            (Some(known), Some(old)) => splice.replace_by(old, &self.in_one_language(known)),
            (Some(known), None) => {
                let text = self.in_one_language(known).to_json_string();
                splice.append(node, &[("definition", text)]);
            }
            (None, Some(own)) => self.definition(own, splice),
            (None, None) => {}
        }
    }
}

impl<D: ?Sized> Canonical<'_, D> {
    /// A definition that came with its statement, in one language.
    fn definition(&self, node: Node<'_>, splice: &mut Splice<'_>) {
        for (name, value) in node.members() {
            if matches!(name, "name" | "description") {
                self.one_of(value, splice);
            } else if ComponentList::ALL.iter().any(|list| list.as_str() == name) {
                let descriptions = value.items().filter_map(|item| item.get("description"));
                descriptions.for_each(|map| self.one_of(map, splice));
            }
        }
    }

    /// A language map that came with its statement, in one language.
    fn one_of(&self, map: Node<'_>, splice: &mut Splice<'_>) {
        let tags = map.members().map(|(tag, _)| tag);
        let best = self.wanted.best(&tags);
        let chosen = best.and_then(|best| map.members().nth(best));
        if let Some((tag, text)) = chosen
            && map.kind() == Kind::Object
        {
            let mut only = String::from("{");
            push_member(&mut only, tag, text.raw());
            only.push('}');
            splice.replace(map.span(), &only);
        }
    }

    /// A definition that the store holds, in one language.
    fn in_one_language(&self, known: &ActivityDefinition) -> ActivityDefinition {
        let mut definition = known.clone();
        let texts = [&mut definition.name, &mut definition.description];
        let lists = [
            &mut definition.choices,
            &mut definition.scale,
            &mut definition.source,
            &mut definition.target,
            &mut definition.steps,
        ];
        let components = lists.into_iter().flatten().flatten();
        let described = components.map(|one: &mut Component| &mut one.description);
        for map in texts.into_iter().chain(described).flatten() {
            *map = self.one(map);
        }
        definition
    }

    /// A language map of the store's, in one language.
    fn one(&self, map: &LanguageMap) -> LanguageMap {
        let chosen = map.choose(self.wanted);
        let text = chosen.map(|(tag, text)| (tag.clone(), text.into()));
        text.into_iter().collect()
    }
}

fn id(node: Node<'_>) -> Option<&str> {
    node.get("id").and_then(Node::as_str)
}
