//! Which parts stand and fall together: those of one label in cells between which it moved value.
//!
//! A stage that recodes, converts or delays only moves value, so its parts add
//! up to a fixed amount, mostly nothing, over every set of cells its moves join.
//! This finds those sets; what is done with them is not decided here.

use std::collections::BTreeMap;

/// Sets of parts joined by moves.
pub(super) struct Groups {
    /// For each part another one of its set, or itself.
    towards: Vec<usize>,
    joined: Vec<bool>,
}

impl Groups {
    /// `parts` are (cell, label), ascending; `links` a label and two cells each.
    pub(super) fn new(parts: &[(u32, u32)], links: &[(u32, u32, u32)]) -> Self {
        let mut groups = Self {
            towards: (0..parts.len()).collect(),
            joined: vec![false; parts.len()],
        };
        for &(label, from, to) in links {
            let place = |cell: u32| parts.binary_search(&(cell, label));
            if let (Ok(from), Ok(to)) = (place(from), place(to)) {
                groups.join(from, to);
            }
        }
        groups
    }

    fn join(&mut self, a: usize, b: usize) {
        (self.joined[a], self.joined[b]) = (true, true);
        let (a, b) = (self.root(a), self.root(b));
        // The earliest part stands for its set.
        self.towards[a.max(b)] = a.min(b);
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.towards[at] != at {
            self.towards[at] = self.towards[self.towards[at]];
            at = self.towards[at];
        }
        at
    }

    /// The parts of every set, ascending.
    pub(super) fn members(&self) -> Vec<Vec<usize>> {
        let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in (0..self.towards.len()).filter(|&at| self.joined[at]) {
            let mut root = at;
            while self.towards[root] != root {
                root = self.towards[root];
            }
            sets.entry(root).or_default().push(at);
        }
        sets.into_values().collect()
    }

    /// Which parts are in a set.
    pub(super) fn joined(self) -> Vec<bool> {
        self.joined
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_label_are_joined_through_any_chain_of_moves() {
        let parts = [(0, 1), (0, 2), (1, 1), (2, 1), (2, 2), (3, 1), (4, 1)];
        let groups = Groups::new(&parts, &[(1, 0, 2), (1, 1, 2), (1, 3, 4), (2, 0, 9)]);
        assert_eq!(groups.members(), [vec![0, 2, 3], vec![5, 6]]);
        assert_eq!(groups.joined(), [true, false, true, true, false, true, true]);
    }
}
