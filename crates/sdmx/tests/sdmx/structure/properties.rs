//! What holds for all structures and all bytes.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside test functions")]

use super::made::Kit;
use crate::fixed;
use proptest::prelude::*;
use sdmx::Standard;
use sdmx::model::{Header, Structures};
use sdmx::structure::{Limits, Message, read_message, write};

/// All standards that have structure messages.
pub(crate) const STANDARDS: [Standard; 6] = [
    Standard::Json1_0,
    Standard::Json2_0,
    Standard::Json2_1,
    Standard::Ml2_1,
    Standard::Ml3_0,
    Standard::Ml3_1,
];

fn standards() -> impl Strategy<Value = Standard> {
    prop::sample::select(STANDARDS.to_vec())
}

fn made() -> impl Strategy<Value = (Standard, Header, Structures)> {
    standards().prop_flat_map(|standard| {
        let kit = Kit(standard);
        (Just(standard), kit.header(), kit.structures())
    })
}

fn written(standard: Standard, header: &Header, structures: &Structures) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(structures, standard, header, &mut bytes).unwrap();
    bytes
}

proptest! {
    #![proptest_config(fixed(1500))]

    #[test]
    fn what_is_written_in_any_standard_is_read_back_as_the_same((standard, header, structures) in made()) {
        let bytes = written(standard, &header, &structures);
        let message = read_message(Some(standard), bytes.as_slice(), Limits::default());
        let expected = Message { standard, header: Some(header), structures };
        prop_assert_eq!(message, Ok(expected), "{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_standard_is_recognised_by_what_was_written((standard, header, structures) in made()) {
        let bytes = written(standard, &header, &structures);
        let message = read_message(None, bytes.as_slice(), Limits::default());
        prop_assert_eq!(message.map(|message| message.standard), Ok(standard));
    }
}

proptest! {
    #![proptest_config(fixed(3000))]

    #[test]
    fn no_damage_to_a_message_makes_a_reader_panic(
        (standard, header, structures) in made(),
        damages in prop::collection::vec((any::<usize>(), any::<u8>(), 0..3_u8), 1..6),
    ) {
        let mut bytes = written(standard, &header, &structures);
        for (at, byte, kind) in damages {
            let at = at % bytes.len();
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => bytes.truncate(at.max(1)),
            }
        }
        for told in [None, Some(standard)] {
            if let Ok(message) = read_message(told, bytes.as_slice(), Limits::default()) {
                let header = message.header.unwrap_or_default();
                let _ = write(&message.structures, message.standard, &header, &mut Vec::new());
            }
        }
    }
}
