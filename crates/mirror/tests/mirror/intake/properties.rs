//! What holds for any bytes: no layout panics, and how a source cuts its bytes does not matter.

use super::mutation::{Change, PIECES, changed};
use super::support::{Transcript, bytes_of, print_summary, read_bytes};
use entente_mirror::intake::{Layout, Options, read, read_stream};
use entente_trade::Side;
use proptest::prelude::*;
use std::io::Read;
use std::sync::LazyLock;

use crate::fixed;

const NAMES: [&str; 13] = [
    "comtrade_traps.csv",
    "comtrade_reply.json",
    "comtrade_legacy.csv",
    "eurostat_2024_08.csv",
    "imf_dots.csv",
    "armenia.csv",
    "uzbekistan_import.csv",
    "entente.csv",
    "sdmx_traps.csv",
    "sdmx_message.json",
    "sdmx_message.xml",
    "sdmx_generic.xml",
    "kz_bns_2019.xls",
];

static SPECIMENS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| NAMES.map(bytes_of).to_vec());

fn options(layout: Option<Layout>) -> Options {
    Options {
        layout,
        flow: Some(Side::Export),
        ..Options::default()
    }
}

/// Gives a few bytes at a time.
struct Sips<'a>(&'a [u8], usize);

impl Read for Sips<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(into.len()).min(self.0.len());
        let (given, rest) = self.0.split_at(count);
        into[..count].copy_from_slice(given);
        self.0 = rest;
        Ok(count)
    }
}

/// Changes of a specimen.
fn changes() -> impl Strategy<Value = Vec<Change>> {
    let with = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..6),
        prop::sample::select(PIECES.to_vec()).prop_map(<[u8]>::to_vec),
    ];
    let change =
        (any::<usize>(), 0..4_usize, with).prop_map(|(at, length, with)| Change { at, length, with });
    prop::collection::vec(change, 1..12)
}

fn layouts() -> impl Strategy<Value = Option<Layout>> {
    prop_oneof![2 => Just(None), 1 => prop::sample::select(Layout::ALL.to_vec()).prop_map(Some)]
}

proptest! {
    #![proptest_config(fixed(1_000))]

    #[test]
    fn no_layout_panics_on_a_damaged_specimen(which in 0..NAMES.len(), changes in changes()) {
        let bytes = changed(&SPECIMENS[which], &changes);
        let (sink, outcome) = read_bytes(&bytes, &options(None));
        if let Ok(summary) = outcome {
            prop_assert_eq!(summary.observations, sink.observations.len() as u64);
            prop_assert_eq!(summary.rejects(), sink.rejects.len() as u64);
        }
    }

    #[test]
    fn no_layout_panics_on_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400), layout in layouts()) {
        let _ = read_bytes(&bytes, &options(layout));
    }

    #[test]
    fn no_layout_panics_on_any_rows_under_its_header(
        which in 0..NAMES.len() - 1,
        rows in "([A-Za-zА-я0-9.,;\"'-]{0,12}[,;]){0,25}\n?[0-9,]{0,40}\n",
    ) {
        let specimen = &SPECIMENS[which];
        let end = specimen.iter().position(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let mut bytes = specimen[..end].to_vec();
        bytes.extend_from_slice(rows.as_bytes());
        let _ = read_bytes(&bytes, &options(None));
    }

    #[test]
    fn sips_tell_what_gulps_tell(which in 0..NAMES.len() - 1, changes in changes(), sip in 1..40_usize) {
        let bytes = changed(&SPECIMENS[which], &changes);
        let (gulped, whole) = read_bytes(&bytes, &options(None));
        let mut sipped = Transcript::default();
        let mut named = options(None);
        named.file_name = "file".to_owned();
        let parts = read_stream(&mut Sips(&bytes, sip), &named, &mut sipped);
        prop_assert_eq!(gulped.lines, sipped.lines);
        let say = |outcome: Result<_, entente_mirror::intake::IntakeError>| match outcome {
            Ok(summary) => print_summary(&summary),
            Err(error) => error.to_string(),
        };
        prop_assert_eq!(say(whole), say(parts));
    }

    #[test]
    fn damaged_parquet_is_an_error_or_rows(which in 0..2_usize, changes in changes()) {
        let name = ["comtrade_monthly.parquet", "entente.parquet"][which];
        let bytes = changed(&bytes_of(name), &changes);
        let path = std::env::temp_dir().join(format!("entente-intake-{}-{which}.parquet", std::process::id()));
        std::fs::write(&path, &bytes).unwrap();
        let _ = read(&path, &options(None), &mut Transcript::default());
        std::fs::remove_file(&path).unwrap();
    }
}
