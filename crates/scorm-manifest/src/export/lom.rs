//! What catalogues are told of an exported course, as learning object metadata of its edition.
//!
//! Spec: IMS Meta-data 1.2.1 for SCORM 1.2; IEEE 1484.12.3 for SCORM 2004.

use super::ExportOptions;
use super::html::Html;
use crate::course::Published;

/// The metadata as an element of the manifest.
pub(super) fn inline(course: &Published, options: &ExportOptions) -> String {
    let lom = Lom {
        course,
        options,
        old: !options.edition.is_2004(),
    };
    let mut out = Html::default();
    lom.write(&mut out);
    out.into_string()
}

/// The metadata as a file of its own.
pub(super) fn document(course: &Published, options: &ExportOptions) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}",
        inline(course, options)
    )
}

struct Lom<'a> {
    course: &'a Published,
    options: &'a ExportOptions,
    /// Whether the names are those of IMS Meta-data 1.2.1.
    old: bool,
}

impl Lom<'_> {
    /// The name that the edition has for something.
    const fn name(&self, old: &'static str, new: &'static str) -> &'static str {
        if self.old { old } else { new }
    }

    fn write(&self, out: &mut Html) {
        let namespace = self.name(
            "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1",
            "http://ltsc.ieee.org/xsd/LOM",
        );
        out.element("lom", &[("xmlns", Some(namespace))], |out| {
            self.general(out);
            self.life_cycle(out);
            self.lengths(out);
            self.rights(out);
        });
    }

    /// A text in the language of the metadata.
    fn text(&self, out: &mut Html, name: &'static str, text: &str) {
        let own = &self.course.course().language;
        let language = self.options.language.as_ref().unwrap_or(own).as_str();
        let attribute = self.name("xml:lang", "language");
        out.element(name, &[], |out| {
            out.text_element(
                self.name("langstring", "string"),
                &[(attribute, Some(language))],
                text,
            );
        });
    }

    /// A word of the vocabulary of the standard.
    fn word(&self, out: &mut Html, name: &'static str, old: &str, new: &str) {
        out.element(name, &[], |out| {
            for (part, text) in [
                ("source", "LOMv1.0"),
                ("value", if self.old { old } else { new }),
            ] {
                if self.old {
                    out.element(part, &[], |out| {
                        out.text_element("langstring", &[("xml:lang", Some("x-none"))], text);
                    });
                } else {
                    out.text_element(part, &[], text);
                }
            }
        });
    }

    fn general(&self, out: &mut Html) {
        let (course, options) = (self.course.course(), self.options);
        let language = options.language.as_ref().unwrap_or(&course.language);
        let metadata = course.metadata.as_ref();
        let own = metadata.map(|metadata| &metadata.keywords);
        let keywords = own
            .filter(|_| options.keywords.is_empty())
            .unwrap_or(&options.keywords);
        out.element("general", &[], |out| {
            if !self.old {
                out.element("identifier", &[], |out| {
                    out.text_element("catalog", &[], "course");
                    out.text_element("entry", &[], options.identifier(self.course).as_str());
                });
            }
            self.text(out, "title", options.title(self.course));
            if self.old {
                out.element("catalogentry", &[], |out| {
                    out.text_element("catalog", &[], "course");
                    self.text(out, "entry", options.identifier(self.course).as_str());
                });
            }
            out.text_element("language", &[], language.as_str());
            if let Some(description) = options.description.as_ref().or(course.description.as_ref())
            {
                self.text(out, "description", description);
            }
            for keyword in keywords {
                self.text(out, "keyword", keyword);
            }
        });
    }

    fn life_cycle(&self, out: &mut Html) {
        let version = self
            .options
            .version
            .as_ref()
            .unwrap_or(self.course.version());
        let metadata = self.course.course().metadata.as_ref();
        let own = metadata
            .into_iter()
            .flat_map(|metadata| &metadata.contributors);
        let cards: Vec<String> = match &self.options.contributor {
            Some(card) => vec![card.expose().clone()],
            None => own
                .map(|contributor| contributor.vcard().expose().clone())
                .collect(),
        };
        out.element(self.name("lifecycle", "lifeCycle"), &[], |out| {
            self.text(out, "version", version.as_str());
            for card in &cards {
                // XML has one end of line.
                let card = card.replace("\r\n", "\n");
                out.element("contribute", &[], |out| {
                    self.word(out, "role", "Author", "author");
                    if self.old {
                        out.element("centity", &[], |out| out.text_element("vcard", &[], &card));
                    } else {
                        out.text_element("entity", &[], &card);
                    }
                });
            }
        });
    }

    fn lengths(&self, out: &mut Html) {
        let metadata = self.course.course().metadata.as_ref();
        let duration = self.options.duration.as_ref();
        let duration = duration.or(metadata.and_then(|metadata| metadata.duration.as_ref()));
        let learning = self.options.learning_time.as_ref();
        let learning = learning.or(metadata.and_then(|metadata| metadata.learning_time.as_ref()));
        let length = self.name("datetime", "duration");
        if let Some(duration) = duration {
            out.element("technical", &[], |out| {
                out.element("duration", &[], |out| {
                    out.text_element(length, &[], duration.as_str());
                });
            });
        }
        if let Some(learning) = learning {
            out.element("educational", &[], |out| {
                let name = self.name("typicallearningtime", "typicalLearningTime");
                out.element(name, &[], |out| {
                    out.text_element(length, &[], learning.as_str());
                });
            });
        }
    }

    fn rights(&self, out: &mut Html) {
        let metadata = self.course.course().metadata.as_ref();
        let own = metadata.and_then(|metadata| metadata.rights.as_ref());
        let Some(rights) = self.options.rights.as_ref().or(own) else {
            return;
        };
        out.element("rights", &[], |out| {
            let name = self.name(
                "copyrightandotherrestrictions",
                "copyrightAndOtherRestrictions",
            );
            self.word(out, name, "yes", "yes");
            self.text(out, "description", rights);
        });
    }
}
