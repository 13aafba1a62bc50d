//! What the categories of metadata are made of: words of vocabularies and times.

use edu_xml::{Element, Leaf, Reader, SharedText, xml_element};

use super::moment::{is_date_time, is_duration};
use super::text::{LangStrings, LomText};
use super::vocabulary::{LomBinding, LomVocabulary};
use super::{lom, rules};

xml_element! {
    /// A word of a vocabulary, with where it comes from.
    ///
    /// Spec: IEEE 1484.12.1 §8 (`Vocabulary`).
    pub struct VocabularyWord {
        elements {
            /// Where the word comes from, such as [`LomVocabulary::SOURCE`].
            optional source: LomText = lom::SOURCE,
            /// The word.
            optional value: LomText = lom::VALUE,
        }
        judged by has_source_and_value;
    }
}

impl VocabularyWord {
    /// A word of the standard's own vocabularies.
    pub fn of_lom(word: &str) -> Self {
        let mut value = Self::new();
        value.source = Some(LomText::bare(LomVocabulary::SOURCE));
        value.value = Some(LomText::bare(word));
        value
    }

    /// The word without white space around it; empty where there is none.
    pub fn word(&self) -> &str {
        self.value.as_ref().map_or("", LomText::text)
    }

    /// Whether it claims to be of the standard's own vocabularies.
    pub fn is_of_lom(&self) -> bool {
        self.source
            .as_ref()
            .is_some_and(|source| source.text() == LomVocabulary::SOURCE)
    }

    pub(super) fn follow(&mut self, binding: LomBinding, vocabulary: LomVocabulary) {
        self.extra.forget_writing();
        let spelled = vocabulary.spelled(self.word(), binding);
        if let Some(word) = spelled.filter(|_| self.is_of_lom()) {
            self.value = Some(LomText::bare(word));
        }
        for text in self.source.iter_mut().chain(&mut self.value) {
            match binding {
                LomBinding::Ieee => text.unwrap_strings(),
                LomBinding::Ims => text.wrap(binding),
            }
        }
    }
}

xml_element! {
    /// A point in time, with what is said of it.
    ///
    /// Spec: IEEE 1484.12.1 §8 (`DateTime`).
    pub struct LomDate {
        elements {
            /// The date as it was given.
            optional date_time: Leaf<SharedText> = lom::DATE_TIME,
            /// What is said of it.
            optional description: LangStrings = lom::DESCRIPTION,
        }
        judged by date_is_one;
    }
}

impl LomDate {
    pub(super) fn follow(&mut self, binding: LomBinding) {
        self.extra.forget_writing();
        forget(self.date_time.as_mut());
        self.description
            .iter_mut()
            .for_each(|text| text.follow(binding));
    }
}

xml_element! {
    /// A length of time, with what is said of it.
    ///
    /// Spec: IEEE 1484.12.1 §8 (`Duration`).
    pub struct LomDuration {
        elements {
            /// The length, in the binding of IEEE.
            optional ieee_duration: Leaf<SharedText> = lom::DURATION,
            /// The length, in the binding of IMS.
            optional ims_duration: Leaf<SharedText> = lom::DATE_TIME,
            /// What is said of it.
            optional description: LangStrings = lom::DESCRIPTION,
        }
        judged by duration_is_one;
    }
}

impl LomDuration {
    /// That length, such as `PT1H30M`.
    pub fn of(duration: &str) -> Self {
        let mut one = Self::new();
        one.ieee_duration = Some(Leaf::new(duration.into()));
        one
    }

    /// The length as it was given, in either binding.
    pub fn duration(&self) -> Option<&str> {
        let given = self.ieee_duration.as_ref().or(self.ims_duration.as_ref());
        given.map(|one| one.value.trim())
    }

    pub(super) fn follow(&mut self, binding: LomBinding) {
        self.extra.forget_writing();
        let mut given = self
            .ieee_duration
            .take()
            .or_else(|| self.ims_duration.take());
        forget(given.as_mut());
        match binding {
            LomBinding::Ieee => (self.ieee_duration, self.ims_duration) = (given, None),
            LomBinding::Ims => (self.ieee_duration, self.ims_duration) = (None, given),
        }
        self.description
            .iter_mut()
            .for_each(|text| text.follow(binding));
    }
}

/// Forgets how values were written.
pub(super) fn forget<'l>(leaves: impl IntoIterator<Item = &'l mut Leaf<SharedText>>) {
    leaves
        .into_iter()
        .for_each(|leaf| leaf.extra.forget_writing());
}

fn has_source_and_value(one: &VocabularyWord, element: Element<'_>, reader: &mut Reader<'_>) {
    if one.source.is_none() || one.value.is_none() {
        let message = "source or value of a word is missing, both are needed";
        reader.note(&rules::VOCABULARY_PART, element, message);
    }
}

fn date_is_one(one: &LomDate, element: Element<'_>, reader: &mut Reader<'_>) {
    let given = one.date_time.as_ref().map(|date| date.value.trim());
    if given.is_some_and(|date| !is_date_time(date)) {
        let message = "text is no date, `YYYY[-MM[-DD[Thh[:mm[:ss[.s[TZD]]]]]]]` is allowed";
        reader.note(&rules::DATE, element, message);
    }
}

fn duration_is_one(one: &LomDuration, element: Element<'_>, reader: &mut Reader<'_>) {
    if one
        .duration()
        .is_some_and(|duration| !is_duration(duration))
    {
        let message = "text is no duration, `P[yY][mM][dD][T[hH][nM][s[.s]S]]` is allowed";
        reader.note(&rules::DURATION, element, message);
    }
}
