//! Minimum-cost flow between shortages and surpluses.
//!
//! Amounts stay integers of any size and costs are integers, so the answer is
//! exact and the same on every machine; equal costs are settled by the order
//! in which surpluses were given. Successive shortest paths suffice: the graphs of
//! one neighbourhood have tens of nodes, not millions.

/// A possible move of amount from a surplus to a shortage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    /// Index of the surplus.
    pub surplus: usize,
    /// Index of the shortage.
    pub shortage: usize,
    /// The most that may move.
    pub capacity: i128,
    /// Cost of a unit, ≥ 0.
    pub cost: i64,
}

/// The cheapest way to move as much as possible: one amount per edge, in their order.
///
/// `surpluses` and `shortages` hold amounts ≥ 0. Edges naming an index that
/// does not exist carry nothing.
pub(super) fn cheapest_moves(surpluses: &[i128], shortages: &[i128], edges: &[Edge]) -> Vec<i128> {
    let known =
        |edge: &&Edge| edge.surplus < surpluses.len() && edge.shortage < shortages.len() && edge.capacity > 0;
    if let [edge] = edges {
        let limit = if known(&edge) {
            surpluses[edge.surplus].min(shortages[edge.shortage])
        } else {
            0
        };
        return vec![limit.min(edge.capacity)];
    }
    if edges.is_empty() {
        return Vec::new();
    }
    let mut network = Network::new(surpluses, shortages, edges);
    while let Some(path) = network.shortest_path() {
        network.push(&path);
    }
    let mut moved = vec![0; edges.len()];
    for arc in network.arcs.iter().skip(1).step_by(2) {
        if let Some(edge) = arc.edge {
            moved[edge] = arc.room;
        }
    }
    moved
}

/// Half of an edge: its room left, and the index of its twin is its own xor 1.
struct Arc {
    to: usize,
    room: i128,
    cost: i64,
    edge: Option<usize>,
}

struct Network {
    arcs: Vec<Arc>,
    leaving: Vec<Vec<usize>>,
    sink: usize,
}

impl Network {
    /// Node 0 is the source, then surpluses, shortages, and the sink.
    fn new(surpluses: &[i128], shortages: &[i128], edges: &[Edge]) -> Self {
        let (first, sink) = (1 + surpluses.len(), 1 + surpluses.len() + shortages.len());
        let mut network = Self {
            arcs: Vec::new(),
            leaving: vec![Vec::new(); sink + 1],
            sink,
        };
        for (at, &amount) in surpluses.iter().enumerate() {
            network.add(0, 1 + at, amount, 0, None);
        }
        for (at, &amount) in shortages.iter().enumerate() {
            network.add(first + at, sink, amount, 0, None);
        }
        for (at, edge) in edges.iter().enumerate() {
            if edge.surplus < surpluses.len() && edge.shortage < shortages.len() {
                network.add(
                    1 + edge.surplus,
                    first + edge.shortage,
                    edge.capacity.max(0),
                    edge.cost,
                    Some(at),
                );
            }
        }
        network
    }

    fn add(&mut self, from: usize, to: usize, room: i128, cost: i64, edge: Option<usize>) {
        self.leaving[from].push(self.arcs.len());
        self.arcs.push(Arc { to, room, cost, edge });
        self.leaving[to].push(self.arcs.len());
        self.arcs.push(Arc {
            to: from,
            room: 0,
            cost: -cost,
            edge,
        });
    }

    /// Bellman–Ford with a queue; returns the arcs of a cheapest path with room.
    fn shortest_path(&self) -> Option<Vec<usize>> {
        let mut distance = vec![i64::MAX; self.leaving.len()];
        let mut by = vec![usize::MAX; self.leaving.len()];
        let mut queue = std::collections::VecDeque::from([0]);
        let mut waits = vec![false; self.leaving.len()];
        distance[0] = 0;
        while let Some(node) = queue.pop_front() {
            waits[node] = false;
            for &at in &self.leaving[node] {
                let arc = &self.arcs[at];
                let reached = distance[node].saturating_add(arc.cost);
                if arc.room > 0 && reached < distance[arc.to] {
                    distance[arc.to] = reached;
                    by[arc.to] = at;
                    if !std::mem::replace(&mut waits[arc.to], true) {
                        queue.push_back(arc.to);
                    }
                }
            }
        }
        (distance[self.sink] < i64::MAX).then(|| self.walk_back(&by))
    }

    fn walk_back(&self, by: &[usize]) -> Vec<usize> {
        let mut path = Vec::new();
        let mut node = self.sink;
        while node != 0 {
            path.push(by[node]);
            node = self.arcs[by[node] ^ 1].to;
        }
        path
    }

    fn push(&mut self, path: &[usize]) {
        let amount = path.iter().map(|&at| self.arcs[at].room).min().unwrap_or(0);
        for &at in path {
            self.arcs[at].room -= amount;
            self.arcs[at ^ 1].room += amount;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(surplus: usize, shortage: usize, cost: i64) -> Edge {
        Edge {
            surplus,
            shortage,
            capacity: i128::MAX / 4,
            cost,
        }
    }

    #[test]
    fn as_much_as_possible_moves_at_the_least_cost() {
        let edges = [edge(0, 0, 1), edge(0, 1, 5), edge(1, 0, 2)];
        assert_eq!(cheapest_moves(&[10, 10], &[10, 10], &edges), [0, 10, 10]);
        assert_eq!(cheapest_moves(&[10, 0], &[4, 10], &edges), [4, 6, 0]);
    }

    #[test]
    fn equal_costs_are_settled_by_the_order_of_the_surpluses() {
        assert_eq!(
            cheapest_moves(&[5, 5], &[5], &[edge(1, 0, 3), edge(0, 0, 3)]),
            [0, 5]
        );
    }

    #[test]
    fn a_capacity_bounds_a_single_edge() {
        assert_eq!(
            cheapest_moves(
                &[9],
                &[7],
                &[Edge {
                    surplus: 0,
                    shortage: 0,
                    capacity: 3,
                    cost: 0
                }]
            ),
            [3]
        );
        assert_eq!(cheapest_moves(&[9], &[], &[edge(0, 0, 0)]), [0]);
    }
}
