//! The way to a member, told only where something is wrong with it.

use core::fmt::Write as _;

use edu_types::Place;

/// The way from the top to one member; each step stands in the frame that takes it, so that nothing
/// is allocated until somebody asks where that is.
#[derive(Clone, Copy)]
pub(super) struct Trail<'t> {
    outer: Option<&'t Trail<'t>>,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    Top,
    /// Names have no character that pointers escape.
    Member(&'static str),
    Item(usize),
}

impl Trail<'static> {
    pub(super) const TOP: &'static Self = &Self {
        outer: None,
        step: Step::Top,
    };
}

impl Trail<'_> {
    pub(super) const fn member(&self, name: &'static str) -> Trail<'_> {
        Trail {
            outer: Some(self),
            step: Step::Member(name),
        }
    }

    pub(super) const fn item(&self, position: usize) -> Trail<'_> {
        Trail {
            outer: Some(self),
            step: Step::Item(position),
        }
    }

    /// The place as a JSON pointer.
    pub(super) fn place(&self) -> Place {
        let mut steps = Vec::new();
        let mut here = Some(self);
        while let Some(trail) = here {
            steps.push(trail.step);
            here = trail.outer;
        }
        let mut pointer = String::new();
        for step in steps.into_iter().rev() {
            let written = match step {
                Step::Top => Ok(()),
                Step::Member(name) => write!(pointer, "/{name}"),
                Step::Item(position) => write!(pointer, "/{position}"),
            };
            debug_assert!(written.is_ok(), "text takes everything");
        }
        Place::pointer(pointer)
    }
}
