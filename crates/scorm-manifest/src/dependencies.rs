//! Which resources need which: the graph of dependencies, its cycles, and what a launch needs in all.

mod components;

/// The dependencies between the resources of a manifest, each resource known by its position.
///
/// Building it, finding its cycles and asking what a set of resources needs all take time that grows with the
/// number of resources and dependencies, however they are tied; nothing is walked twice and nothing recurses.
///
/// ```
/// use scorm_manifest::Dependencies;
///
/// // The first needs the second and the third, which need each other.
/// let graph = Dependencies::new(3, [(0, 1), (0, 2), (1, 2), (2, 1)]);
/// assert_eq!(graph.needed_by([0]), [0, 1, 2]);
/// assert_eq!(graph.needed_by([2]), [1, 2]);
/// assert_eq!(graph.cycles().collect::<Vec<_>>(), [vec![1, 2]]);
/// ```
///
/// Spec: SCORM 2004 4th Ed. CAM §3.4.1 (`dependency`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependencies {
    /// Where the dependencies of each resource begin in `targets`, and where the last ones end.
    starts: Vec<u32>,
    targets: Vec<u32>,
}

impl Dependencies {
    /// Makes the graph of so many resources from pairs of one that needs and one that is needed.
    ///
    /// Pairs that name no resource are left out.
    pub fn new(resources: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let resources = resources.min(MOST);
        let mut edges: Vec<(u32, u32)> = pairs
            .into_iter()
            .filter(|(from, to)| *from < resources && *to < resources)
            .filter_map(|(from, to)| Some((u32::try_from(from).ok()?, u32::try_from(to).ok()?)))
            .take(MOST)
            .collect();
        // Already in order where they come in the order of the document.
        edges.sort_by_key(|(from, _)| *from);
        let mut starts = Vec::with_capacity(resources.saturating_add(1));
        let mut remaining = edges.iter().enumerate().peekable();
        for resource in 0..resources {
            while remaining
                .next_if(|(_, (from, _))| (*from as usize) < resource)
                .is_some()
            {}
            let start = remaining.peek().map_or(edges.len(), |(at, _)| *at);
            starts.push(u32::try_from(start).unwrap_or(u32::MAX));
        }
        starts.push(u32::try_from(edges.len()).unwrap_or(u32::MAX));
        Self {
            starts,
            targets: edges.into_iter().map(|(_, to)| to).collect(),
        }
    }

    /// How many resources there are.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there are no resources.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What a resource names as needed, in the order of the document.
    pub fn of(&self, resource: usize) -> impl ExactSizeIterator<Item = usize> + '_ {
        self.targets_of(resource)
            .iter()
            .map(|target| *target as usize)
    }

    /// Everything that the given resources need, themselves among it, each once and in order.
    pub fn needed_by(&self, resources: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let mut is_needed = vec![false; self.len()];
        let mut waiting = Vec::new();
        let mut mark = |resource: usize, waiting: &mut Vec<usize>| {
            if let Some(needed @ false) = is_needed.get_mut(resource) {
                *needed = true;
                waiting.push(resource);
            }
        };
        for resource in resources {
            mark(resource, &mut waiting);
        }
        while let Some(resource) = waiting.pop() {
            for target in self.of(resource) {
                mark(target, &mut waiting);
            }
        }
        let needed = is_needed.iter().enumerate();
        needed
            .filter_map(|(at, needed)| needed.then_some(at))
            .collect()
    }

    /// The groups of resources that need each other, each in order; one that needs only itself is
    /// [`Dependencies::needs_itself`].
    pub fn cycles(&self) -> impl Iterator<Item = Vec<usize>> {
        components::of(self).into_iter()
    }

    /// Whether a resource names itself as needed.
    pub fn needs_itself(&self, resource: usize) -> bool {
        self.of(resource).any(|target| target == resource)
    }

    fn targets_of(&self, resource: usize) -> &[u32] {
        let bound = |at: usize| self.starts.get(at).map(|start| *start as usize);
        bound(resource)
            .zip(bound(resource.saturating_add(1)))
            .and_then(|(start, end)| self.targets.get(start..end))
            .unwrap_or_default()
    }
}

/// More of either is not counted; no manifest within the limits comes near.
const MOST: usize = u32::MAX as usize;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_is_followed_to_its_end() {
        let graph = Dependencies::new(4, [(2, 3), (0, 1), (1, 2)]);
        assert_eq!(graph.needed_by([1]), [1, 2, 3]);
        assert_eq!(graph.cycles().count(), 0);
    }

    #[test]
    fn a_resource_that_needs_itself_is_no_group() {
        let graph = Dependencies::new(2, [(0, 0), (0, 1)]);
        assert!(graph.needs_itself(0) && !graph.needs_itself(1));
        assert_eq!(graph.cycles().count(), 0);
        assert_eq!(graph.needed_by([0]), [0, 1]);
    }

    #[test]
    fn what_is_needed_twice_is_named_once() {
        let graph = Dependencies::new(3, [(0, 1), (0, 1), (0, 2), (2, 1)]);
        assert_eq!(graph.needed_by([0, 0]), [0, 1, 2]);
        assert_eq!(graph.of(0).collect::<Vec<_>>(), [1, 1, 2]);
    }

    #[test]
    fn two_groups_are_told_apart() {
        let graph = Dependencies::new(5, [(0, 1), (1, 0), (1, 2), (3, 4), (4, 3)]);
        let mut groups: Vec<_> = graph.cycles().collect();
        groups.sort();
        assert_eq!(groups, [vec![0, 1], vec![3, 4]]);
    }

    #[test]
    fn pairs_that_name_no_resource_are_left_out() {
        let graph = Dependencies::new(1, [(0, 7), (7, 0)]);
        assert_eq!(graph.needed_by([0, 9]), [0]);
        assert_eq!(graph.of(9).len(), 0);
    }

    #[test]
    fn no_resources_need_nothing() {
        let graph = Dependencies::new(0, [(0, 0)]);
        assert!(graph.is_empty());
        assert_eq!(graph.needed_by([0]), [] as [usize; 0]);
        assert_eq!(graph.cycles().count(), 0);
    }

    #[test]
    fn a_hundred_thousand_in_one_ring_are_one_group() {
        let count = 100_000;
        let graph = Dependencies::new(count, (0..count).map(|at| (at, (at + 1) % count)));
        assert_eq!(graph.needed_by([5]).len(), count);
        let groups: Vec<_> = graph.cycles().collect();
        assert_eq!((groups.len(), groups[0].len()), (1, count));
    }
}
