//! The scene most tests begin with.

use crate::sim_disk::SimDisk;
use crate::two::Node;

/// Both nodes with their keys, agreed, and each with the other's log.
pub(crate) fn agreed<'d>(first: &'d SimDisk, second: &'d SimDisk) -> [Node<'d>; 2] {
    let nodes = Node::both(first, second);
    for node in &nodes {
        node.agree(&mut node.begin().unwrap()).unwrap();
    }
    let [kaz, srb] = &nodes;
    kaz.pull(&mut kaz.mirror().unwrap(), srb).unwrap();
    srb.pull(&mut srb.mirror().unwrap(), kaz).unwrap();
    nodes
}
