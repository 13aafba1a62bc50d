//! Fields of a form, each with what was found in it.

use edu_examples::checks::{Fields, Findings};
use edu_types::{Finding, Severity};
use maud::{Markup, html};

/// A form that is being filled in: what was typed, and what was found.
#[derive(Clone, Copy)]
pub(crate) struct Sheet<'s> {
    pub(crate) fields: &'s Fields,
    pub(crate) findings: &'s Findings,
}

/// One field: its name in the form, what people call it, and what belongs there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field<'f> {
    pub(crate) name: &'f str,
    pub(crate) label: &'f str,
    pub(crate) hint: &'f str,
}

impl Sheet<'_> {
    /// One line of text.
    pub(crate) fn line(&self, field: Field<'_>) -> Markup {
        let Field { name, .. } = field;
        self.framed(
            field,
            &html! {
                input id=(name) name=(name) value=(self.fields.get(name))
                    aria-describedby=(described_by(name)) aria-invalid=[self.invalid(name)]
                    autocomplete="off" autocapitalize="none" spellcheck="false";
            },
        )
    }

    /// Several lines of text.
    pub(crate) fn lines(&self, field: Field<'_>, rows: usize) -> Markup {
        let Field { name, .. } = field;
        // A line end right behind the tag is not part of the text.
        self.framed(
            field,
            &html! {
                textarea id=(name) name=(name) rows=(rows)
                    aria-describedby=(described_by(name)) aria-invalid=[self.invalid(name)]
                    autocomplete="off" autocapitalize="none" spellcheck="false" {
                    "\n" (self.fields.get(name))
                }
            },
        )
    }

    /// One of several, as value and name.
    pub(crate) fn choice(&self, field: Field<'_>, options: &[(&str, &str)]) -> Markup {
        let Field { name, .. } = field;
        let chosen = self.fields.get(name);
        self.framed(
            field,
            &html! {
                select id=(name) name=(name)
                    aria-describedby=(described_by(name)) aria-invalid=[self.invalid(name)] {
                    @for (value, shown) in options {
                        option value=(value) selected[*value == chosen] { (shown) }
                    }
                }
            },
        )
    }

    /// A box to tick.
    pub(crate) fn tick(&self, field: Field<'_>) -> Markup {
        let Field { name, label, hint } = field;
        html! {
            div .field {
                label .tick for=(name) {
                    input type="checkbox" id=(name) name=(name) value="yes"
                        checked[self.fields.is_ticked(name)] aria-describedby=(described_by(name));
                    " " (label)
                }
                p .hint id=(format!("{name}-hint")) { (hint) }
                (self.findings_of(name))
            }
        }
    }

    /// What has to be mended, in one place with links: for a form that comes back.
    pub(crate) fn summary(&self, labels: &[Field<'_>]) -> Markup {
        let faults: Vec<_> = labels
            .iter()
            .filter(|field| self.findings.refuse_field(field.name))
            .collect();
        html! {
            @if self.findings.refuse() {
                section .summary aria-labelledby="nothing-saved" {
                    h2 id="nothing-saved" { "Nothing was saved" }
                    @if faults.is_empty() { p { "What was sent cannot be taken." } }
                    @else {
                        p { "Please look at:" }
                        ul {
                            @for field in faults {
                                li { a href=(format!("#{}", field.name)) { (field.label) } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn framed(&self, field: Field<'_>, input: &Markup) -> Markup {
        let Field { name, label, hint } = field;
        html! {
            div .field {
                label for=(name) { (label) }
                p .hint id=(format!("{name}-hint")) { (hint) }
                (input)
                (self.findings_of(name))
            }
        }
    }

    fn findings_of(&self, name: &str) -> Markup {
        html! {
            ul .findings id=(format!("{name}-findings")) data-field=(name) {
                @for finding in self.findings.of(name) {
                    li .(finding.severity.as_str()) { (told(finding)) }
                }
            }
        }
    }

    fn invalid(&self, name: &str) -> Option<&'static str> {
        self.findings.refuse_field(name).then_some("true")
    }
}

/// A finding as a sentence beside its field.
pub(crate) fn told(finding: &Finding) -> String {
    let weight = match finding.severity {
        Severity::Error => "To mend",
        Severity::Warning => "Look again",
        Severity::Advice => "Hint",
    };
    format!("{weight}: {}", finding.message)
}

fn described_by(name: &str) -> String {
    format!("{name}-hint {name}-findings")
}
