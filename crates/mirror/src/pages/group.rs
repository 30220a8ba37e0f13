//! One row group: its columns one after the other.

use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::errors::Result as ParquetResult;
use parquet::file::metadata::{ColumnChunkMetaData, RowGroupMetaData};
use parquet::schema::types::SchemaDescPtr;

use super::delta::put_deltas;
use super::hybrid::{self, Run};
use super::page::{self, Kind, Zstd};

/// How pages are compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Codec {
    /// Not at all: codes and amounts are packed into a few bits anyhow.
    #[default]
    Light,
    /// Everything with zstd level 1.
    Zstd,
}

/// A row group encoded.
#[derive(Debug, Default)]
pub(crate) struct RowGroup {
    pub(crate) bytes: Vec<u8>,
    pub(crate) rows: usize,
    columns: Vec<Column>,
}

/// Where a column lies in the bytes.
#[derive(Debug)]
struct Column {
    dictionary: Option<usize>,
    data: usize,
    end: usize,
    /// Bytes it would take if nothing were pressed.
    plain: usize,
    encoding: Encoding,
}

impl RowGroup {
    pub(crate) fn clear(&mut self, rows: usize) {
        self.bytes.clear();
        self.columns.clear();
        self.rows = rows;
    }

    /// What the footer says of it when its bytes begin at `start`.
    pub(crate) fn metadata(
        &self,
        schema: &SchemaDescPtr,
        codec: Codec,
        start: u64,
    ) -> ParquetResult<RowGroupMetaData> {
        let mut group = RowGroupMetaData::builder(schema.clone())
            .set_num_rows(self.rows as i64)
            .set_total_byte_size(self.columns.iter().map(|column| column.plain as i64).sum())
            .set_file_offset(start as i64);
        for (at, column) in self.columns.iter().enumerate() {
            let place = |at: usize| start as i64 + at as i64;
            let first = column.dictionary.unwrap_or(column.data);
            let chunk = ColumnChunkMetaData::builder(schema.column(at))
                .set_compression(codec.compression())
                .set_encodings(vec![Encoding::PLAIN, Encoding::RLE, column.encoding])
                .set_num_values(self.rows as i64)
                .set_total_compressed_size((column.end - first) as i64)
                .set_total_uncompressed_size(column.plain as i64)
                .set_dictionary_page_offset(column.dictionary.map(place))
                .set_data_page_offset(place(column.data));
            group = group.add_column_metadata(chunk.build()?);
        }
        group.build()
    }
}

impl Codec {
    fn compression(self) -> Compression {
        match self {
            Self::Light => Compression::UNCOMPRESSED,
            Self::Zstd => Compression::ZSTD(ZstdLevel::default()),
        }
    }
}

/// How a word of a dictionary is written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Word {
    Int,
    Long,
    /// So many digits as text.
    Digits(usize),
}

/// Numbers below this go through the dictionary.
const WORDS: usize = 1 << 20;
const UNKNOWN: u32 = u32::MAX;

/// Encodes row groups, one after the other, in room it keeps.
pub(crate) struct Press {
    pub(crate) group: RowGroup,
    zstd: Option<Zstd>,
    dictionary: Dictionary,
    /// Rows of a column as numbers.
    numbers: Vec<u32>,
    runs: Vec<Run>,
    scratch: Vec<u8>,
}

impl Press {
    /// One for tables of this codec.
    pub(crate) fn new(codec: Codec) -> ParquetResult<Self> {
        let zstd = match codec {
            Codec::Light => None,
            Codec::Zstd => Some(Zstd::new()?),
        };
        Ok(Self {
            group: RowGroup::default(),
            zstd,
            dictionary: Dictionary::default(),
            numbers: Vec::new(),
            runs: Vec::new(),
            scratch: Vec::new(),
        })
    }

    /// A column of codes, or of counts that are mostly small.
    pub(crate) fn codes(
        &mut self,
        values: impl Iterator<Item = u32> + Clone,
        word: Word,
    ) -> ParquetResult<()> {
        let Self {
            dictionary, numbers, ..
        } = self;
        dictionary.clear();
        numbers.clear();
        let mut largest = 0;
        numbers.extend(values.clone().map(|number| {
            largest = largest.max(number);
            dictionary.place(number)
        }));
        if largest as usize >= WORDS {
            return self.plain_codes(values, word);
        }
        let rows = self.numbers.len();
        let constant = (self.dictionary.words.len() == 1).then_some([(0, rows)]);
        self.places(word, rows, constant.as_ref().map(<[Run; 1]>::as_slice))
    }

    /// A column of codes that the rows are sorted by, or nearly.
    pub(crate) fn runs(&mut self, values: impl Iterator<Item = u32>, word: Word) -> ParquetResult<()> {
        self.dictionary.clear();
        let (mut runs, mut rows) = (std::mem::take(&mut self.runs), 0);
        runs.clear();
        let mut last = None;
        for value in values {
            rows += 1;
            match runs.last_mut() {
                Some((_, times)) if last == Some(value) => *times += 1,
                _ => runs.push((self.dictionary.place(value), 1)),
            }
            last = Some(value);
        }
        let put = self.places(word, rows, Some(&runs));
        self.runs = runs;
        put
    }

    /// The dictionary, and the rows as places in it: as runs, or the numbers.
    fn places(&mut self, word: Word, rows: usize, runs: Option<&[Run]>) -> ParquetResult<()> {
        let start = self.group.bytes.len();
        let Dictionary { words, .. } = &self.dictionary;
        self.scratch.clear();
        words
            .iter()
            .for_each(|&number| put_word(number, word, &mut self.scratch));
        let (bytes, zstd) = (&mut self.group.bytes, self.zstd.as_mut());
        let mut plain = page::put((Kind::Dictionary, words.len()), &self.scratch, zstd, bytes)?;
        let data = bytes.len();
        let width = hybrid::width(words.len().saturating_sub(1) as u32);
        self.scratch.clear();
        self.scratch.push(width as u8);
        match runs {
            Some(runs) => hybrid::put_runs(runs, width, &mut self.scratch),
            None => hybrid::put_bits(&self.numbers, width, &mut self.scratch),
        }
        let kind = (Kind::Data(Encoding::RLE_DICTIONARY), rows);
        plain += page::put(kind, &self.scratch, self.zstd.as_mut(), bytes)?;
        self.column(Some(start), data, plain, Encoding::RLE_DICTIONARY);
        Ok(())
    }

    /// Numbers too large for a dictionary, as they are.
    fn plain_codes(&mut self, values: impl Iterator<Item = u32>, word: Word) -> ParquetResult<()> {
        self.scratch.clear();
        values.for_each(|number| put_word(number, word, &mut self.scratch));
        self.amounts_as(Encoding::PLAIN, self.numbers.len())
    }

    /// A column of exact amounts that every row has.
    pub(crate) fn amounts(&mut self, values: &[i64]) -> ParquetResult<()> {
        self.scratch.clear();
        self.deltas(values, values.len())
    }

    /// A column of exact amounts of the rows whose byte has this flag.
    pub(crate) fn amounts_where(&mut self, values: &[i64], flags: &[u8], flag: u8) -> ParquetResult<()> {
        self.levels(flags, flag);
        self.deltas(values, flags.len())
    }

    /// A column of doubles of the rows whose byte has this flag.
    pub(crate) fn doubles_where(&mut self, values: &[f64], flags: &[u8], flag: u8) -> ParquetResult<()> {
        self.levels(flags, flag);
        let doubles = values.iter().map(|value| value.to_le_bytes());
        self.scratch.extend(doubles.flatten());
        self.amounts_as(Encoding::PLAIN, flags.len())
    }

    /// Which rows have a value, with their length before them, as the first of a page.
    fn levels(&mut self, flags: &[u8], flag: u8) {
        const LENGTH: usize = size_of::<u32>();
        self.scratch.clear();
        self.scratch.resize(LENGTH, 0);
        hybrid::put_flags(flags, flag, &mut self.scratch);
        let length = (self.scratch.len() - LENGTH) as u32;
        self.scratch[..LENGTH].copy_from_slice(&length.to_le_bytes());
    }

    fn deltas(&mut self, values: &[i64], rows: usize) -> ParquetResult<()> {
        put_deltas(values, &mut self.scratch);
        self.amounts_as(Encoding::DELTA_BINARY_PACKED, rows)
    }

    /// A page of what lies in the scratch.
    fn amounts_as(&mut self, encoding: Encoding, rows: usize) -> ParquetResult<()> {
        let (data, bytes) = (self.group.bytes.len(), &mut self.group.bytes);
        let kind = (Kind::Data(encoding), rows);
        let plain = page::put(kind, &self.scratch, self.zstd.as_mut(), bytes)?;
        self.column(None, data, plain, encoding);
        Ok(())
    }

    fn column(&mut self, dictionary: Option<usize>, data: usize, plain: usize, encoding: Encoding) {
        let end = self.group.bytes.len();
        self.group.columns.push(Column {
            dictionary,
            data,
            end,
            plain,
            encoding,
        });
    }
}

fn put_word(number: u32, word: Word, out: &mut Vec<u8>) {
    match word {
        Word::Int => out.extend_from_slice(&number.to_le_bytes()),
        Word::Long => out.extend_from_slice(&u64::from(number).to_le_bytes()),
        Word::Digits(digits) => {
            out.extend_from_slice(&(digits as u32).to_le_bytes());
            let powers = (0..digits as u32).rev().map(|power| 10_u32.pow(power));
            out.extend(powers.map(|power| b'0' + (number / power % 10) as u8));
        }
    }
}

/// Distinct numbers in the order they came, and the place of each.
struct Dictionary {
    places: Vec<u32>,
    words: Vec<u32>,
}

impl Default for Dictionary {
    fn default() -> Self {
        Self {
            places: vec![UNKNOWN; WORDS],
            words: Vec::new(),
        }
    }
}

impl Dictionary {
    fn clear(&mut self) {
        for word in self.words.drain(..) {
            self.places[word as usize] = UNKNOWN;
        }
    }

    /// The place of a number; those that are not below [`WORDS`] share one.
    #[inline]
    fn place(&mut self, number: u32) -> u32 {
        let number = number.min(WORDS as u32 - 1);
        let place = &mut self.places[number as usize];
        if *place == UNKNOWN {
            *place = self.words.len() as u32;
            self.words.push(number);
        }
        *place
    }
}
