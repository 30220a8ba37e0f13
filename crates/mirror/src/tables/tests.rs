//! Tables are read back by the library's own reader.

use std::fs::File;

use entente_trade::{Area, Commodity, Period};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::kernel::{ExportReport, FobBasis, ImportReport, Key, Merge, Unfreighted};

/// Rows of a table as text, `-` where nothing stands.
fn rows(path: &Path) -> Vec<String> {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let words = |field: &Field| match field {
        Field::Null => "-".to_owned(),
        Field::Str(text) => text.clone(),
        Field::Double(value) => value.to_string(),
        Field::Decimal(amount) => exact(i64::from_be_bytes(amount.data().try_into().unwrap())),
        other => other.to_string(),
    };
    let rows = reader.get_row_iter(None).unwrap().map(|row| {
        let row = row.unwrap();
        let words: Vec<String> = row.get_column_iter().map(|(_, field)| words(field)).collect();
        words.join(" ")
    });
    rows.collect()
}

/// Thousandths with all three decimals.
fn exact(thousandths: i64) -> String {
    let (sign, magnitude) = (if thousandths < 0 { "-" } else { "" }, thousandths.abs());
    format!("{sign}{}.{:03}", magnitude / 1000, magnitude % 1000)
}

/// What [`rows`] should say of a batch.
fn expected(batch: &MatchedBatch) -> Vec<String> {
    let columns = [
        &batch.exp_value,
        &batch.imp_value,
        &batch.imp_fob,
        &batch.exp_wgt,
        &batch.imp_wgt,
        &batch.diff,
        &batch.imp_cif,
    ];
    let amounts = columns.map(|column| column.iter().copied().map(exact).collect::<Vec<_>>());
    let [one, two, three, four, five, six, seven] = amounts;
    let shares = batch.rel.iter().map(f64::to_string).collect();
    let mut columns = [one, two, three, four, five, six, shares, seven].map(Vec::into_iter);
    let flags = [
        Told::EXPORTER,
        Told::IMPORTER,
        Told::IMPORTER,
        Told::EXPORTER,
        Told::IMPORTER,
        Told::BOTH,
        Told::SHARE,
        Told::PART,
    ];
    let rows = batch.keys.iter().enumerate().map(|(row, key)| {
        let mut amount = |column: usize| {
            let there = batch.told[row] & flags[column] != 0;
            let value = there.then(|| columns[column].next().unwrap());
            value.unwrap_or("-".to_owned())
        };
        let sides: Vec<String> = (0..5).map(&mut amount).collect();
        let (difference, share, cif) = (amount(5), amount(6), amount(7));
        let basis = batch.basis[row] as u8;
        let (exporter, importer) = (key.exporter(), key.importer());
        let (goods, period) = (key.commodity() >> 3, key.period());
        let (exports, imports) = (batch.n_exp[row], batch.n_imp[row]);
        let status = batch.status[row] as u8;
        format!(
            "{exporter} {importer} {goods:06} {period} {} {exports} {imports} {difference} {share} {status} \
             {basis} {cif}",
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

const FACTORS: [f64; 100] = [1.06; 100];

/// A pair, goods, a month, a value and whether the exporter tells it.
type Record = (u16, usize, u8, i64, bool);

fn matched(told: Vec<Record>) -> MatchedBatch {
    merged(told).matched
}

fn merged(mut told: Vec<Record>) -> Merge {
    told.sort_unstable();
    let mut merge = Merge::new(0.1, FACTORS);
    for &(pair, goods, month, value, exported) in &told {
        let (key, weight) = (key(pair, goods, month), value / 7);
        let basis = match value % 3 {
            0 => FobBasis::stated(value - value / 10),
            _ => FobBasis::by_factor(value),
        };
        let taken = if exported {
            merge.export(&ExportReport { key, value, weight })
        } else {
            merge.import(&ImportReport {
                key,
                value,
                weight,
                basis,
            })
        };
        taken.unwrap();
    }
    merge.close().unwrap();
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
                "4 688 270900 201701 5.000 - - 0.714 - 3000000 0 - - 2 1 -",
                "4 689 310210 201702 - 0.000 0.000 - 0.000 0 1 - - 3 1 -",
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

/// Sums as a table, in a folder that goes with the test.
fn cube_of(cells: &[CubeCell]) -> (TempDir, std::path::PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("cube.parquet");
    let table = ResultFile::cube(&path, Codec::Light).unwrap();
    let mut press = Press::new(Codec::Light).unwrap();
    table.put_cube(0, cells, &FACTORS, &mut press).unwrap();
    table.finish().unwrap();
    (folder, path)
}

#[test]
fn a_cube_reads_back() {
    let amount = |stated, cif| Unfreighted { stated, cif };
    let cell = |exporter, chapter, cells| CubeCell {
        exporter,
        importer: 688,
        chapter,
        year: 2017,
        cells,
        exp_value: 1500,
        imp_fob: amount(144, 106),
        abs_diff: amount(100_000_000_000_000_000, -53),
    };
    let cells = [cell(4, 1, [1, 0, 0, 2]), cell(398, 99, [0, 2_000_000, 0, 0])];
    let (_folder, path) = cube_of(&cells);
    assert_eq!(
        rows(&path),
        [
            "4 688 01 2017 3 1 0 0 2 1.500 0.244 99999999999999.950 0.106 -0.053",
            "398 688 99 2017 2000000 0 2000000 0 0 1.500 0.244 99999999999999.950 0.106 -0.053",
        ]
    );
    assert_eq!(read_cube(&path, &FACTORS).unwrap(), cells);
}

proptest! {
    #[test]
    fn whatever_a_cube_holds_reads_back(
        told in prop::collection::vec((0..60_u32, any::<i64>(), any::<i64>()), 0..700),
    ) {
        // Amounts of every width, below the 18 digits of a table.
        let amount = |bits: u32, number: i64| (number & i64::MAX) >> (4 + bits);
        let cells: Vec<CubeCell> = told
            .iter()
            .map(|&(bits, one, other)| CubeCell {
                exp_value: amount(bits, one),
                imp_fob: Unfreighted { stated: amount(bits, other), cif: amount(bits, one) },
                ..CubeCell::default()
            })
            .collect();
        let (_folder, path) = cube_of(&cells);
        prop_assert_eq!(read_cube(&path, &FACTORS).unwrap(), cells);
    }

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
        prop_assert_eq!(read_sums(&path, &FACTORS).unwrap(), merge.cube.cells);
    }
}
