//! Attributes, children and text, each read into its place.

use edu_types::Rule;

use super::{FromXml, Opened, Reader, shown};
use crate::extra::{KeptAttribute, KeptContent, KeptText};
use crate::raw::RawXml;
use crate::text::{FromText, ToText};
use crate::{Attribute, Element, Node, Term, ValueText};

impl Reader<'_> {
    /// Reads an attribute into `slot`. Where it cannot be read, or was read before under another
    /// spelling, it is kept as it came, with a finding.
    #[inline]
    pub fn attribute<T: FromText + ToText>(
        &mut self,
        opened: &mut Opened<'_>,
        attribute: Attribute<'_>,
        term: Term,
        rule: Option<&'static Rule>,
        slot: &mut Option<T>,
    ) {
        let value = attribute.value_text();
        let text = value.text();
        match T::from_value_text(value) {
            Ok(value) if slot.is_none() => {
                if !value.is_written(text) {
                    keep_text(opened, term, &value, text);
                }
                if !self.names.fits(attribute.name_index(), true, &self.scope) {
                    self.respelled(opened, attribute, term);
                }
                *slot = Some(value);
            }
            Ok(_) => {
                let rule = self.rules.repeated;
                self.unread(
                    opened,
                    attribute,
                    rule,
                    "attribute is there before, spelled otherwise",
                );
            }
            Err(message) => {
                let rule = rule.unwrap_or(self.rules.value);
                self.unread(opened, attribute, rule, &message);
            }
        }
    }

    /// Reads a child element into `slot`. Where it cannot be read, or there was one before, it is
    /// kept as it came, with a finding.
    #[inline]
    pub fn child<T: FromXml>(
        &mut self,
        opened: &mut Opened<'_>,
        child: Element<'_>,
        field: u8,
        slot: &mut Option<T>,
    ) {
        if slot.is_some() {
            return self.repeated(opened, child);
        }
        match T::from_xml(child, self) {
            Some(value) => {
                self.known(opened, child, field);
                *slot = Some(value);
            }
            None => self.keep_unread(opened, child),
        }
    }

    /// Reads a child element into a list. Where it cannot be read, it is kept as it came.
    #[inline]
    pub fn item<T: FromXml>(
        &mut self,
        opened: &mut Opened<'_>,
        child: Element<'_>,
        field: u8,
        list: &mut Vec<T>,
    ) {
        match T::from_xml(child, self) {
            Some(value) => {
                self.known(opened, child, field);
                list.push(value);
            }
            None => self.keep_unread(opened, child),
        }
    }

    /// Reads the text of an element that holds a value. `None` where it cannot be read, after a
    /// finding. What else stands in the element is kept.
    pub fn text<T: FromText + ToText>(
        &mut self,
        opened: &mut Opened<'_>,
        rule: Option<&'static Rule>,
    ) -> Option<T> {
        let element = opened.element();
        let text = element.text();
        let value = match T::from_value_text(ValueText::new(&text, element.tree())) {
            Ok(value) => value,
            Err(message) => {
                self.note(rule.unwrap_or(self.rules.value), element, message);
                return None;
            }
        };
        let plain = element.nodes().all(|node| matches!(node, Node::Text(_)));
        if !plain || !value.is_written(&text) {
            self.keep_content(opened, &value);
        }
        Some(value)
    }

    /// Reads the text of an element that may hold a value: `None` where it is white space alone or
    /// cannot be read, and then all that stands in the element is kept.
    pub fn optional_text<T: FromText + ToText>(
        &mut self,
        opened: &mut Opened<'_>,
        rule: Option<&'static Rule>,
    ) -> Option<T> {
        let element = opened.element();
        if element.text().trim_ascii().is_empty() {
            for node in element.nodes() {
                self.node(opened, node);
            }
            return None;
        }
        let value = self.text(opened, rule);
        if value.is_none() {
            opened.keep_nodes();
        }
        value
    }

    /// The value of an attribute that must be there; notes where it is not.
    pub fn required_attribute<T>(
        &mut self,
        element: Element<'_>,
        term: Term,
        rule: Option<&'static Rule>,
        slot: Option<T>,
    ) -> Option<T> {
        if slot.is_some() {
            return slot;
        }
        let is_term = |one| self.attribute_number(one) == term.number();
        // One that is there and could not be read was told of.
        if element.attributes().any(is_term) {
            return None;
        }
        self.missing(element, term, rule)
    }

    /// The value of a child element that must be there; notes where it is not.
    pub fn required_child<T>(
        &mut self,
        element: Element<'_>,
        term: Term,
        rule: Option<&'static Rule>,
        slot: Option<T>,
    ) -> Option<T> {
        if slot.is_some() {
            return slot;
        }
        let is_term = |one| self.number(one) == term.number();
        if element.elements().any(is_term) {
            return None;
        }
        self.missing(element, term, rule)
    }

    #[cold]
    fn keep_content<T: ToText>(&mut self, opened: &mut Opened<'_>, value: &T) {
        if let Some(rule) = self.rules.unknown {
            for child in opened.element().elements() {
                self.note(rule, child, "element is not one that is allowed here");
            }
        }
        let nodes = opened.element().nodes().map(RawXml::of_node).collect();
        opened.extra().kept().content = Some(KeptContent {
            ours: value.to_text().into(),
            nodes,
        });
    }

    #[cold]
    fn repeated(&mut self, opened: &mut Opened<'_>, child: Element<'_>) {
        let name = shown(child.qualified_name().raw());
        self.note(
            self.rules.repeated,
            child,
            format!("{name} is there before, once is allowed"),
        );
        self.keep_unread(opened, child);
    }

    #[cold]
    fn unread(
        &mut self,
        opened: &mut Opened<'_>,
        attribute: Attribute<'_>,
        rule: &Rule,
        message: &str,
    ) {
        self.note_attribute(rule, attribute, message);
        let index = attribute.name_index();
        let name = self.names.written(attribute.qualified_name(), index);
        opened.extra().kept().attributes.push(KeptAttribute {
            name,
            value: attribute.value().into(),
        });
    }

    #[cold]
    fn respelled(&mut self, opened: &mut Opened<'_>, attribute: Attribute<'_>, term: Term) {
        let index = attribute.name_index();
        if opened.extra().is_empty() {
            *opened.extra() = self
                .names
                .respelled(attribute.qualified_name(), index, term);
        } else {
            let name = self.names.written(attribute.qualified_name(), index);
            opened.extra().kept().respelled.push((term.number(), name));
        }
        self.note_spelling(index, opened.element());
    }
}

#[cold]
fn keep_text<T: ToText>(opened: &mut Opened<'_>, term: Term, value: &T, text: &str) {
    opened.extra().kept().texts.push((
        term.number(),
        KeptText {
            ours: value.to_text().into(),
            theirs: text.into(),
        },
    ));
}
