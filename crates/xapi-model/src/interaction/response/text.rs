//! Texts that a learner fills in.

use std::borrow::Cow;

use edu_types::{LanguageTag, Personal};

use super::super::error::{Parameter, ResponseError, ResponseFault};
use super::super::read::{self, ITEMS, Items, ListParameters, Piece};

/// The texts of a fill-in, one or more, and how they are compared.
///
/// ```
/// use xapi_model::interaction::{FillIn, Response, ResponseText};
///
/// let purpose = ResponseText::new("To store learning experiences.")?.with_language("en")?;
/// let purpose = FillIn::new([purpose])?.with_case_matters(false);
/// assert_eq!(
///     Response::LongFillIn(purpose).to_text(),
///     "{case_matters=false}{lang=en}To store learning experiences.",
/// );
/// # Ok::<(), xapi_model::interaction::ResponseError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FillIn<'t> {
    parameters: ListParameters,
    texts: Vec<ResponseText<'t>>,
}

impl<'t> FillIn<'t> {
    /// These texts, with the defaults: their case does not matter, their order does.
    ///
    /// # Errors
    ///
    /// [`ResponseFault::NoTexts`] where there are none.
    pub fn new(texts: impl Into<Vec<ResponseText<'t>>>) -> Result<Self, ResponseError> {
        let texts = texts.into();
        if texts.is_empty() {
            return Err(ResponseError::new(0, ResponseFault::NoTexts));
        }
        let parameters = ListParameters::default();
        Ok(Self { parameters, texts })
    }

    /// Says whether the case of the texts matters.
    #[must_use]
    pub const fn with_case_matters(mut self, matters: bool) -> Self {
        self.parameters.case_matters = Some(matters);
        self
    }

    /// Says whether the order of the texts matters.
    #[must_use]
    pub const fn with_order_matters(mut self, matters: bool) -> Self {
        self.parameters.order_matters = Some(matters);
        self
    }

    /// Whether the case of the texts matters; where nothing is said, it does not.
    pub fn case_matters(&self) -> bool {
        self.parameters.case_matters.unwrap_or(false)
    }

    /// Whether the order of the texts matters; where nothing is said, it does.
    pub fn order_matters(&self) -> bool {
        self.parameters.order_matters.unwrap_or(true)
    }

    /// The texts, in order; never none.
    pub fn texts(&self) -> &[ResponseText<'t>] {
        &self.texts
    }

    pub(super) fn read(whole: Piece<'t>, limit: usize) -> Result<Self, ResponseError> {
        let (parameters, list) = parameters(whole)?;
        let texts = texts(list, limit).collect::<Result<_, _>>()?;
        Ok(Self { parameters, texts })
    }

    pub(super) fn check(whole: Piece<'t>) -> Result<(), ResponseError> {
        let (_, list) = parameters(whole)?;
        texts(list, usize::MAX).try_for_each(|text| text.map(drop))
    }

    pub(super) fn write(&self, text: &mut String) {
        self.parameters.write(text);
        read::write_items(text, &self.texts, ResponseText::write);
    }
}

fn parameters(whole: Piece<'_>) -> Result<(ListParameters, Piece<'_>), ResponseError> {
    ListParameters::read(whole, &[Parameter::CaseMatters, Parameter::OrderMatters])
}

fn texts(
    list: Piece<'_>,
    limit: usize,
) -> impl Iterator<Item = Result<ResponseText<'_>, ResponseError>> {
    Items::new(list, limit).map(|item| ResponseText::read(item?))
}

/// One text, with the language it is in where that is known.
///
/// Holds no `[,]` and begins with no parameter. `Debug` does not show it, because it may be a
/// learner's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResponseText<'t> {
    text: Personal<Cow<'t, str>>,
    language: Option<Cow<'t, str>>,
}

impl<'t> ResponseText<'t> {
    /// Takes a text; it may be empty.
    ///
    /// # Errors
    ///
    /// [`ResponseError`] where it holds a delimiter or would be read as a parameter.
    pub fn new(text: impl Into<Cow<'t, str>>) -> Result<Self, ResponseError> {
        let text = text.into();
        let piece = Piece::whole(&text);
        piece.refuse(ITEMS, ResponseFault::TextDelimiter)?;
        piece.refuse_parameter()?;
        Ok(Self {
            text: Personal::new(text),
            language: None,
        })
    }

    /// Says which language it is in.
    ///
    /// # Errors
    ///
    /// [`ResponseError`] where that is no language tag.
    pub fn with_language(
        mut self,
        language: impl Into<Cow<'t, str>>,
    ) -> Result<Self, ResponseError> {
        let language = language.into();
        check_language(Piece::whole(&language))?;
        self.language = Some(language);
        Ok(self)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self.text.expose()
    }

    /// The language it is in, by its tag; `None` where that is not said.
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    pub(super) fn read(piece: Piece<'t>) -> Result<Self, ResponseError> {
        let (language, text) = match piece.parameter()? {
            None => (None, piece),
            Some((Parameter::Language, value, rest)) => {
                check_language(value)?;
                refuse_second(rest)?;
                (Some(Cow::Borrowed(value.text)), rest)
            }
            Some((parameter, ..)) => {
                return Err(piece.fault(ResponseFault::ParameterMisplaced(parameter)));
            }
        };
        let text = Personal::new(Cow::Borrowed(text.text));
        Ok(Self { text, language })
    }

    pub(super) fn write(&self, text: &mut String) {
        if let Some(language) = self.language() {
            read::write_parameter(text, Parameter::Language, language);
        }
        text.push_str(self.as_str());
    }
}

fn refuse_second(after_language: Piece<'_>) -> Result<(), ResponseError> {
    match after_language.parameter()? {
        None => Ok(()),
        Some((parameter @ Parameter::Language, ..)) => {
            Err(after_language.fault(ResponseFault::ParameterRepeated(parameter)))
        }
        Some((parameter, ..)) => {
            Err(after_language.fault(ResponseFault::ParameterMisplaced(parameter)))
        }
    }
}

fn check_language(tag: Piece<'_>) -> Result<(), ResponseError> {
    let parameter = Parameter::Language;
    let sound = LanguageTag::check(tag.text);
    sound.map_err(|_| tag.fault(ResponseFault::ParameterValue { parameter }))
}
