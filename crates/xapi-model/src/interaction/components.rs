//! The components of an interaction activity, and the ids in its lists.

use core::fmt;
use std::collections::BTreeMap;

use super::kind::ComponentList;
use super::response::Response;

/// The ids in the lists of one interaction activity.
///
/// ```
/// use edu_types::Limits;
/// use xapi_model::interaction::{ComponentList, Components, InteractionType, Response};
///
/// let known = Components::new().with(ComponentList::Choices, ["golf", "tetris"]);
/// let told = Response::parse(InteractionType::Choice, "golf[,]chess", &Limits::DEFAULT)?;
/// let unknown = known.unknown_in(&told);
/// assert_eq!(unknown[0].to_string(), "id 1 of the response is none of `choices`");
/// # Ok::<(), xapi_model::interaction::ResponseError>(())
/// ```
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.4.1, Interaction Components; 2.0 §4.2.2.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Components<'t> {
    lists: BTreeMap<ComponentList, Vec<&'t str>>,
}

impl<'t> Components<'t> {
    /// No lists: nothing is known of any id.
    pub const fn new() -> Self {
        Self {
            lists: BTreeMap::new(),
        }
    }

    /// The activity has that list, with these ids.
    #[must_use]
    pub fn with(mut self, list: ComponentList, ids: impl IntoIterator<Item = &'t str>) -> Self {
        let mut ids: Vec<_> = ids.into_iter().collect();
        ids.sort_unstable();
        self.lists.insert(list, ids);
        self
    }

    /// Ids of the response that the list they belong to does not have.
    ///
    /// Where the activity has no such list, nothing is said of them: the list is optional.
    pub fn unknown_in(&self, response: &Response<'_>) -> Vec<UnknownComponent> {
        let named = response.components().into_iter().enumerate();
        let unknown = named.filter(|(_, (list, id))| {
            let known = self.lists.get(list);
            known.is_some_and(|ids| ids.binary_search(&id.as_str()).is_err())
        });
        unknown
            .map(|(index, (list, _))| UnknownComponent { index, list })
            .collect()
    }
}

/// A response names a component that its activity does not have.
///
/// Does not quote the id, which may be what a learner typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownComponent {
    /// Which of the ids in the response, in its own order; a pair has two.
    pub index: usize,
    /// The list that should have it.
    pub list: ComponentList,
}

impl fmt::Display for UnknownComponent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { index, list } = self;
        write!(f, "id {index} of the response is none of `{list}`")
    }
}

/// The index of the first id that an earlier one of the list equals, byte for byte; all ids of a
/// list must be distinct.
///
/// Short lists are compared without memory of their own, long ones by putting them in order.
pub fn first_repeated<T>(components: &[T], id: impl Fn(&T) -> &str) -> Option<usize> {
    const SHORT: usize = 16;
    if components.len() <= SHORT {
        let mut later = components.iter().enumerate();
        let repeats = |(index, component): &(usize, &T)| {
            let mut earlier = components.iter().take(*index);
            earlier.any(|other| id(other) == id(component))
        };
        return later.find(repeats).map(|(index, _)| index);
    }
    let mut sorted: Vec<_> = components.iter().map(&id).zip(0_usize..).collect();
    sorted.sort_unstable();
    let pairs = sorted.windows(2).filter_map(|pair| match pair {
        [(one, _), (other, index)] => (one == other).then_some(*index),
        _ => None,
    });
    pairs.min()
}

/// Whether an id has white space, which it should not have.
pub fn has_white_space(id: &str) -> bool {
    id.contains(char::is_whitespace)
}
