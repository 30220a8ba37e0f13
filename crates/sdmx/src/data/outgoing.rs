//! What a reader has found and not given yet: faults go before events, and nothing after the end.
//!
//! It knows no format, and reads nothing.

use std::collections::VecDeque;

use super::event::Event;
use crate::Fault;

/// Faults and events that wait to be given.
#[derive(Debug, Default)]
pub(super) struct Outgoing {
    faults: VecDeque<Fault>,
    events: VecDeque<Event>,
    is_over: bool,
}

impl Outgoing {
    /// Nothing but these faults yet.
    pub(super) fn of(faults: Vec<Fault>) -> Self {
        Self {
            faults: faults.into(),
            ..Self::default()
        }
    }

    /// Something is wrong, and reading goes on.
    pub(super) fn fault(&mut self, fault: Fault) {
        self.faults.push_back(fault);
    }

    /// Something is wrong, and nothing can be read after it.
    pub(super) fn fail(&mut self, fault: Fault) {
        self.faults.push_back(fault);
        self.end();
    }

    pub(super) fn event(&mut self, event: Event) {
        self.events.push_back(event);
    }

    /// The message is over.
    pub(super) fn end(&mut self) {
        self.is_over = true;
    }

    /// Whether nothing will be found any more.
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    /// The next of what waits.
    pub(super) fn next(&mut self) -> Option<Result<Event, Fault>> {
        let fault = self.faults.pop_front().map(Err);
        fault.or_else(|| self.events.pop_front().map(Ok))
    }
}
