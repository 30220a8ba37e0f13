//! Tables are read back by the library's own reader.

use std::fs::File;

use entente_trade::{Area, Commodity, Period};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::kernel::{ExportReport, ImportReport, Key, Merge};

/// Rows of a table as text, `-` where nothing stands.
fn rows(path: &Path) -> Vec<String> {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let words = |field: &Field| match field {
        Field::Null => "-".to_owned(),
        Field::Str(text) => text.clone(),
        Field::Double(value) => value.to_string(),
        other => other.to_string(),
    };
    let rows = reader.get_row_iter(None).unwrap().map(|row| {
        let row = row.unwrap();
        let words: Vec<String> = row.get_column_iter().map(|(_, field)| words(field)).collect();
        words.join(" ")
    });
    rows.collect()
}

/// What [`rows`] should say of a batch.
fn expected(batch: &MatchedBatch) -> Vec<String> {
    let mut columns = [
        &batch.exp_value,
        &batch.imp_value,
        &batch.imp_fob,
        &batch.exp_wgt,
        &batch.imp_wgt,
        &batch.diff,
        &batch.rel,
    ]
    .map(|column| column.iter());
    let flags = [
        Told::EXPORTER,
        Told::IMPORTER,
        Told::IMPORTER,
        Told::EXPORTER,
        Told::IMPORTER,
        Told::BOTH,
        Told::SHARE,
    ];
    let rows = batch.keys.iter().enumerate().map(|(row, key)| {
        let mut amount = |column: usize| {
            let there = batch.told[row] & flags[column] != 0;
            let value = there.then(|| columns[column].next().unwrap());
            value.map_or("-".to_owned(), f64::to_string)
        };
        let sides: Vec<String> = (0..5).map(&mut amount).collect();
        let (difference, share) = (amount(5), amount(6));
        let (exporter, importer) = (key.exporter(), key.importer());
        let (goods, period) = (key.commodity() >> 3, key.period());
        let (exports, imports) = (batch.n_exp[row], batch.n_imp[row]);
        let status = batch.status[row] as u8;
        format!(
            "{exporter} {importer} {goods:06} {period} {} {exports} {imports} {difference} {share} {status}",
            sides.join(" ")
        )
    });
    rows.collect()
}

fn key(pair: u16, goods: usize, month: u8) -> Key {
    const GOODS: [&str; 5] = ["270900", "310210", "310211", "010121", "999999"];
    let (exporter, importer) = (Area::from_code(4 + pair / 3), Area::from_code(688 + pair % 3));
    let (goods, period) = (Commodity::parse(GOODS[goods]), Period::month(2017, month));
    Key::new(exporter, importer, goods.unwrap(), period.unwrap()).unwrap()
}

/// Writes batches as row groups, out of turn, and reads the table.
fn written(batches: &[MatchedBatch], codec: Codec) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("matched.parquet");
    let table = ResultFile::matched(&path, codec).unwrap();
    let mut press = Press::new(codec).unwrap();
    for (turn, batch) in batches.iter().enumerate().rev() {
        table.put_matched(turn, batch, &mut press).unwrap();
    }
    table.finish().unwrap();
    rows(&path)
}

/// A pair, goods, a month, a value and whether the exporter tells it.
type Record = (u16, usize, u8, i64, bool);

fn matched(told: Vec<Record>) -> MatchedBatch {
    merged(told).matched
}

fn merged(mut told: Vec<Record>) -> Merge {
    told.sort_unstable();
    let mut merge = Merge::new(0.1);
    for &(pair, goods, month, value, exported) in &told {
        let (key, weight) = (key(pair, goods, month), value / 7);
        let fob = value as f64 / 1060.0;
        let taken = if exported {
            merge.export(&ExportReport { key, value, weight })
        } else {
            merge.import(&ImportReport {
                key,
                value,
                weight,
                fob,
            })
        };
        taken.unwrap();
    }
    merge.close();
    merge
}

#[test]
fn counts_beyond_the_dictionary_are_written_as_they_are() {
    let mut batch = matched(vec![(0, 0, 1, 5_000, true), (1, 1, 2, 0, false)]);
    batch.n_exp[0] = 3_000_000;
    for codec in [Codec::Light, Codec::Zstd] {
        assert_eq!(
            written(std::slice::from_ref(&batch), codec),
            [
                "4 688 270900 201701 5 - - 0.714 - 3000000 0 - - 2",
                "4 689 310210 201702 - 0 0 - 0 0 1 - - 3",
            ]
        );
    }
}

#[test]
fn a_table_of_no_cells_can_be_read() {
    assert_eq!(written(&[], Codec::Light), Vec::<String>::new());
    assert_eq!(
        written(&[MatchedBatch::default()], Codec::Zstd),
        Vec::<String>::new()
    );
}

#[test]
fn a_cube_reads_back() {
    let cell = |exporter, chapter, cells| CubeCell {
        exporter,
        importer: 688,
        chapter,
        year: 2017,
        cells,
        exp_value: 1.5,
        imp_fob: 0.25,
        abs_diff: 1e17,
    };
    let cells = [cell(4, 1, [1, 0, 0, 2]), cell(398, 99, [0, 2_000_000, 0, 0])];
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("cube.parquet");
    let table = ResultFile::cube(&path, Codec::Light).unwrap();
    let mut press = Press::new(Codec::Light).unwrap();
    table.put_cube(0, &cells, &mut press).unwrap();
    table.finish().unwrap();
    assert_eq!(
        rows(&path),
        [
            "4 688 01 2017 3 1 0 0 2 1.5 0.25 100000000000000000",
            "398 688 99 2017 2000000 0 2000000 0 0 1.5 0.25 100000000000000000",
        ]
    );
}

proptest! {
    #[test]
    fn whatever_is_matched_is_read_back(
        told in prop::collection::vec((0..9_u16, 0..5_usize, 1..13_u8, 0..9_000_000_i64, any::<bool>()), 0..300),
        zstd in any::<bool>(),
    ) {
        let batch = matched(told);
        let codec = if zstd { Codec::Zstd } else { Codec::Light };
        prop_assert_eq!(written(std::slice::from_ref(&batch), codec), expected(&batch));
        let twice = [expected(&batch), expected(&batch)].concat();
        prop_assert_eq!(written(&[batch.clone(), batch], codec), twice);
    }

    #[test]
    fn sums_read_out_of_a_table_are_those_it_was_made_with(
        told in prop::collection::vec((0..9_u16, 0..5_usize, 1..13_u8, 0..9_000_000_i64, any::<bool>()), 0..300),
    ) {
        let merge = merged(told);
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("matched.parquet");
        let table = ResultFile::matched(&path, Codec::Light).unwrap();
        table.put_matched(0, &merge.matched, &mut Press::new(Codec::Light).unwrap()).unwrap();
        table.finish().unwrap();
        prop_assert_eq!(read_sums(&path).unwrap(), merge.cube.cells);
    }
}
