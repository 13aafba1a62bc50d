//! Pieces of a response's text, each knowing where it stands.

use edu_types::LimitExceeded;

use super::error::{Parameter, ResponseError, ResponseFault};

/// Stands between the items of a list.
pub(super) const ITEMS: &str = "[,]";
/// Stands between a source and its target, and between a step and its response.
pub(super) const PAIR: &str = "[.]";
/// Stands between the ends of a range.
pub(super) const RANGE: &str = "[:]";

/// A part of a response, and where it begins.
#[derive(Clone, Copy)]
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    pub(super) offset: usize,
}

impl<'t> Piece<'t> {
    pub(super) const fn whole(text: &'t str) -> Self {
        Self { text, offset: 0 }
    }

    pub(super) const fn fault(self, fault: ResponseFault) -> ResponseError {
        ResponseError::new(self.offset, fault)
    }

    /// What stands before and after the first such delimiter.
    pub(super) fn split(self, delimiter: &str) -> Option<(Self, Self)> {
        let (before, after) = self.text.split_once(delimiter)?;
        let length = before.len().saturating_add(delimiter.len());
        Some((self.with(before, 0), self.with(after, length)))
    }

    /// Where such a delimiter stands, as a fault.
    pub(super) fn refuse(self, delimiter: &str, fault: ResponseFault) -> Result<(), ResponseError> {
        match self.split(delimiter) {
            None => Ok(()),
            Some((before, _)) => {
                let offset = self.offset.saturating_add(before.text.len());
                Err(ResponseError::new(offset, fault))
            }
        }
    }

    /// The parameter it begins with, its value, and what follows; braces that hold no parameter
    /// are text.
    pub(super) fn parameter(self) -> Result<Option<(Parameter, Self, Self)>, ResponseError> {
        let Some(inside) = self.text.strip_prefix('{') else {
            return Ok(None);
        };
        let begins = |parameter: &Parameter| {
            let value = inside.strip_prefix(parameter.as_str())?.strip_prefix('=')?;
            Some((*parameter, value))
        };
        let Some((parameter, value)) = Parameter::ALL.iter().find_map(begins) else {
            return Ok(None);
        };
        let offset = self.text.len().saturating_sub(value.len());
        let Some((value, rest)) = self.with(value, offset).split("}") else {
            return Err(self.fault(ResponseFault::ParameterOpen(parameter)));
        };
        Ok(Some((parameter, value, rest)))
    }

    /// Says that it begins with no parameter.
    pub(super) fn refuse_parameter(self) -> Result<(), ResponseError> {
        match self.parameter()? {
            None => Ok(()),
            Some((parameter, ..)) => Err(self.fault(ResponseFault::ParameterMisplaced(parameter))),
        }
    }

    const fn with(self, text: &'t str, further: usize) -> Self {
        let offset = self.offset.saturating_add(further);
        Self { text, offset }
    }
}

/// The items of a list, up to the limit of items.
pub(super) struct Items<'t> {
    rest: Option<Piece<'t>>,
    found: usize,
    limit: usize,
}

impl<'t> Items<'t> {
    /// One item or more; where the text is empty, one that is empty.
    pub(super) const fn new(list: Piece<'t>, limit: usize) -> Self {
        Self {
            rest: Some(list),
            found: 0,
            limit,
        }
    }

    /// Any number of items; where the text is empty, none.
    pub(super) fn or_none(list: Piece<'t>, limit: usize) -> Self {
        let mut items = Self::new(list, limit);
        items.rest = items.rest.filter(|list| !list.text.is_empty());
        items
    }
}

impl<'t> Iterator for Items<'t> {
    type Item = Result<Piece<'t>, ResponseError>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.take()?;
        self.found = self.found.saturating_add(1);
        if self.found > self.limit {
            let exceeded = LimitExceeded::new("items", self.found, self.limit);
            return Some(Err(rest.fault(exceeded.into())));
        }
        Some(Ok(match rest.split(ITEMS) {
            None => rest,
            Some((item, after)) => {
                self.rest = Some(after);
                item
            }
        }))
    }
}

/// The parameters before all items of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ListParameters {
    pub(super) case_matters: Option<bool>,
    pub(super) order_matters: Option<bool>,
}

impl ListParameters {
    /// The parameters, of those that are allowed, and the list that follows them.
    pub(super) fn read<'t>(
        text: Piece<'t>,
        allowed: &[Parameter],
    ) -> Result<(Self, Piece<'t>), ResponseError> {
        let (mut parameters, mut rest) = (Self::default(), text);
        while let Some((parameter, value, after)) = rest.parameter()? {
            let place = match parameter {
                // It is the first item's.
                Parameter::Language => break,
                Parameter::CaseMatters => &mut parameters.case_matters,
                Parameter::OrderMatters => &mut parameters.order_matters,
            };
            if !allowed.contains(&parameter) {
                return Err(rest.fault(ResponseFault::ParameterMisplaced(parameter)));
            }
            if place.is_some() {
                return Err(rest.fault(ResponseFault::ParameterRepeated(parameter)));
            }
            *place = Some(match value.text {
                "true" => true,
                "false" => false,
                _ => return Err(value.fault(ResponseFault::ParameterValue { parameter })),
            });
            rest = after;
        }
        Ok((parameters, rest))
    }

    pub(super) fn write(self, text: &mut String) {
        let written = [
            (Parameter::CaseMatters, self.case_matters),
            (Parameter::OrderMatters, self.order_matters),
        ];
        for (parameter, value) in written {
            if let Some(value) = value {
                write_parameter(text, parameter, if value { "true" } else { "false" });
            }
        }
    }
}

pub(super) fn write_parameter(text: &mut String, parameter: Parameter, value: &str) {
    for part in ["{", parameter.as_str(), "=", value, "}"] {
        text.push_str(part);
    }
}

/// Writes items with their delimiter between them.
pub(super) fn write_items<T>(
    text: &mut String,
    items: &[T],
    mut write: impl FnMut(&T, &mut String),
) {
    let mut later = false;
    for item in items {
        if core::mem::replace(&mut later, true) {
            text.push_str(ITEMS);
        }
        write(item, text);
    }
}
