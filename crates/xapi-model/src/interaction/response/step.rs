//! Tasks of several steps.

use edu_types::Decimal;

use super::super::error::{Parameter, ResponseError, ResponseFault};
use super::super::read::{self, Items, ListParameters, PAIR, Piece, RANGE};
use super::{ComponentId, NumericRange, ResponseText};

/// The steps of a task, and whether their order matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Performance<'t> {
    parameters: ListParameters,
    steps: Vec<Step<'t>>,
}

impl<'t> Performance<'t> {
    /// These steps, perhaps none, with the default: their order matters.
    pub fn new(steps: impl Into<Vec<Step<'t>>>) -> Self {
        Self {
            parameters: ListParameters::default(),
            steps: steps.into(),
        }
    }

    /// Says whether the order of the steps matters.
    #[must_use]
    pub const fn with_order_matters(mut self, matters: bool) -> Self {
        self.parameters.order_matters = Some(matters);
        self
    }

    /// Whether the order of the steps matters; where nothing is said, it does.
    pub fn order_matters(&self) -> bool {
        self.parameters.order_matters.unwrap_or(true)
    }

    /// The steps, in order.
    pub fn steps(&self) -> &[Step<'t>] {
        &self.steps
    }

    pub(super) fn read(whole: Piece<'t>, limit: usize) -> Result<Self, ResponseError> {
        let (parameters, list) = parameters(whole)?;
        let steps = steps(list, limit).collect::<Result<_, _>>()?;
        Ok(Self { parameters, steps })
    }

    pub(super) fn check(whole: Piece<'t>) -> Result<(), ResponseError> {
        let (_, list) = parameters(whole)?;
        steps(list, usize::MAX).try_for_each(|step| step.map(drop))
    }

    pub(super) fn write(&self, text: &mut String) {
        self.parameters.write(text);
        read::write_items(text, &self.steps, Step::write);
    }
}

fn parameters(whole: Piece<'_>) -> Result<(ListParameters, Piece<'_>), ResponseError> {
    ListParameters::read(whole, &[Parameter::OrderMatters])
}

fn steps(list: Piece<'_>, limit: usize) -> impl Iterator<Item = Result<Step<'_>, ResponseError>> {
    Items::or_none(list, limit).map(|item| Step::read(item?))
}

/// One step of a task, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step<'t> {
    /// Which step.
    pub id: ComponentId<'t>,
    /// What came of it.
    pub response: StepResponse<'t>,
}

impl<'t> Step<'t> {
    /// What came of that step.
    pub fn new(id: ComponentId<'t>, response: impl Into<StepResponse<'t>>) -> Self {
        let response = response.into();
        Self { id, response }
    }

    fn read(piece: Piece<'t>) -> Result<Self, ResponseError> {
        let Some((id, response)) = piece.split(PAIR) else {
            return Err(piece.fault(ResponseFault::StepWithoutResponse));
        };
        Ok(Self {
            id: ComponentId::read(id)?,
            response: StepResponse::read(response)?,
        })
    }

    fn write(&self, text: &mut String) {
        text.push_str(self.id.as_str());
        text.push_str(PAIR);
        self.response.write(text);
    }
}

/// What came of a step: a number or range, or a text.
///
/// What is written as a number is one, unless it names a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepResponse<'t>(Form<'t>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form<'t> {
    Text(ResponseText<'t>),
    Range(NumericRange),
    /// With `:` for `[:]`, as the standard's own example has it.
    BareRange(NumericRange),
}

impl<'t> StepResponse<'t> {
    /// A text; it may be empty.
    ///
    /// # Errors
    ///
    /// [`ResponseFault::ReadsAsNumber`] where it would be read as a number or a range.
    pub fn text(text: ResponseText<'t>) -> Result<Self, ResponseError> {
        let plain = text.language().is_none();
        if plain && !matches!(range(Piece::whole(text.as_str())), Ok(None)) {
            return Err(ResponseError::new(0, ResponseFault::ReadsAsNumber));
        }
        Ok(Self(Form::Text(text)))
    }

    /// The text; `None` where it is a number or a range.
    pub const fn as_text(&self) -> Option<&ResponseText<'t>> {
        match &self.0 {
            Form::Text(text) => Some(text),
            Form::Range(_) | Form::BareRange(_) => None,
        }
    }

    /// The number or range; `None` where it is a text.
    pub const fn as_range(&self) -> Option<&NumericRange> {
        match &self.0 {
            Form::Range(range) | Form::BareRange(range) => Some(range),
            Form::Text(_) => None,
        }
    }

    fn read(piece: Piece<'t>) -> Result<Self, ResponseError> {
        if piece.parameter()?.is_none()
            && let Some(range) = range(piece)?
        {
            return Ok(Self(range));
        }
        ResponseText::read(piece).map(|text| Self(Form::Text(text)))
    }

    fn write(&self, text: &mut String) {
        match &self.0 {
            Form::Text(own) => own.write(text),
            Form::Range(range) => range.write(text),
            Form::BareRange(range) => range.write_with(":", text),
        }
    }
}

impl From<NumericRange> for StepResponse<'_> {
    fn from(range: NumericRange) -> Self {
        Self(Form::Range(range))
    }
}

/// The number or range that the text is; `None` where it is another text.
fn range<'t>(piece: Piece<'_>) -> Result<Option<Form<'t>>, ResponseError> {
    if piece.text.contains(RANGE) {
        return NumericRange::read(piece).map(|range| Some(Form::Range(range)));
    }
    let number = |text| Decimal::parse(text).ok();
    let bare = || {
        let lowest = piece.text.strip_suffix(':').and_then(number);
        let highest = piece.text.strip_prefix(':').and_then(number);
        let range = lowest.map(NumericRange::at_least);
        range.or_else(|| highest.map(NumericRange::at_most))
    };
    Ok(match number(piece.text) {
        Some(number) => Some(Form::Range(NumericRange::exactly(number))),
        None => bare().map(Form::BareRange),
    })
}
