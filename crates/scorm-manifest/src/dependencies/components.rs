//! Groups of resources that reach each other: Tarjan's strongly connected components, on a stack of our own.

use super::Dependencies;

/// Every group of more than one, each in order.
pub(super) fn of(graph: &Dependencies) -> Vec<Vec<usize>> {
    let mut search = Search {
        graph,
        marks: vec![Mark::default(); graph.len()],
        order: 0,
        open: Vec::new(),
        groups: Vec::new(),
    };
    let mut path = Vec::new();
    for resource in 0..graph.len() {
        // What needs nothing is in no group.
        if search.mark(resource).order == 0 && !graph.targets_of(resource).is_empty() {
            search.from(resource, &mut path);
        }
    }
    search.groups
}

/// What is known of a resource.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    /// When it was first met; zero before.
    order: u32,
    /// The earliest met that it reaches.
    earliest: u32,
    /// Whether its group is not yet complete.
    is_open: bool,
}

struct Search<'g> {
    graph: &'g Dependencies,
    marks: Vec<Mark>,
    order: u32,
    /// Resources whose group is not yet complete, as they were met.
    open: Vec<usize>,
    groups: Vec<Vec<usize>>,
}

impl Search<'_> {
    /// Meets everything that is reached from a resource. On the path each stands with how many of its dependencies
    /// were followed; it is empty before and after.
    fn from(&mut self, resource: usize, path: &mut Vec<(usize, usize)>) {
        path.push((resource, 0));
        self.meet(resource);
        while let Some((at, followed)) = path.last_mut() {
            let at = *at;
            let next = self.graph.targets_of(at).get(*followed).copied();
            *followed = followed.saturating_add(1);
            let Some(target) = next.map(|target| target as usize) else {
                path.pop();
                self.leave(at);
                if let Some((before, _)) = path.last() {
                    let earliest = self.mark(at).earliest;
                    self.reaches(*before, earliest);
                }
                continue;
            };
            let mark = self.mark(target);
            if mark.order == 0 {
                self.meet(target);
                path.push((target, 0));
            } else if mark.is_open {
                self.reaches(at, mark.order);
            }
        }
    }

    fn mark(&self, resource: usize) -> Mark {
        self.marks.get(resource).copied().unwrap_or_default()
    }

    fn meet(&mut self, resource: usize) {
        self.order = self.order.saturating_add(1);
        if let Some(mark) = self.marks.get_mut(resource) {
            *mark = Mark {
                order: self.order,
                earliest: self.order,
                is_open: true,
            };
        }
        self.open.push(resource);
    }

    fn reaches(&mut self, resource: usize, order: u32) {
        if let Some(mark) = self.marks.get_mut(resource) {
            mark.earliest = mark.earliest.min(order);
        }
    }

    /// Completes a group where the resource was the first met of it.
    fn leave(&mut self, resource: usize) {
        let mark = self.mark(resource);
        if mark.earliest != mark.order {
            return;
        }
        if self.open.last() == Some(&resource) {
            // It is alone.
            self.open.pop();
            if let Some(mark) = self.marks.get_mut(resource) {
                mark.is_open = false;
            }
            return;
        }
        let mut group = Vec::new();
        while let Some(member) = self.open.pop() {
            if let Some(mark) = self.marks.get_mut(member) {
                mark.is_open = false;
            }
            group.push(member);
            if member == resource {
                break;
            }
        }
        group.sort_unstable();
        self.groups.push(group);
    }
}
