//! The least any reader must do: touch the bytes, and decode the columns it needs.
//!
//! A CSV file's line ends are counted; of Parquet files the columns are decoded by
//! the format's library, row group by row group. All cores share the work. Nothing
//! is validated, kept or written.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;

use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::file::reader::{FileReader, SerializedFileReader};

use crate::args::FloorArgs;
use crate::failure::{Failure, Outcome};

const BUFFER: usize = 1 << 18;
const BATCH: usize = 1 << 13;

/// A Parquet file and one of its row groups.
type Part = (PathBuf, usize);

/// Reads, and prints how many lines or values there were.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn run(args: &FloorArgs) -> Outcome<()> {
    let is_csv = args.path.extension().is_some_and(|extension| extension == "csv");
    let found = if is_csv {
        lines(&args.path)?
    } else {
        values(&parts(&args.path)?, &args.columns)?
    };
    Ok(writeln!(io::stdout(), "{found}")?)
}

fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Line ends of a file, each thread counting a range of bytes.
fn lines(path: &Path) -> Outcome<u64> {
    let refused = |why| Failure::at(path, why);
    let size = fs::metadata(path).map_err(refused)?.len();
    let share = size.div_ceil(threads() as u64).max(1);
    let counted: io::Result<Vec<u64>> = thread::scope(|scope| {
        let starts = (0..size).step_by(share as usize);
        let running: Vec<_> = starts
            .map(|start| scope.spawn(move || lines_of_range(path, start, share)))
            .collect();
        running.into_iter().map(joined).collect()
    });
    Ok(counted.map_err(refused)?.into_iter().sum())
}

fn joined<T>(running: thread::ScopedJoinHandle<'_, io::Result<T>>) -> io::Result<T> {
    let stopped = |_| Err(io::Error::other("a reading thread stopped"));
    running.join().unwrap_or_else(stopped)
}

fn lines_of_range(path: &Path, start: u64, bytes: u64) -> io::Result<u64> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let mut range = file.take(bytes);
    let (mut buffer, mut lines) = (vec![0; BUFFER], 0);
    loop {
        match range.read(&mut buffer)? {
            0 => return Ok(lines),
            read => lines += buffer[..read].iter().filter(|&&byte| byte == b'\n').count() as u64,
        }
    }
}

/// The row groups of a file, or of all Parquet files below a folder.
fn parts(path: &Path) -> Outcome<Vec<Part>> {
    let mut parts = Vec::new();
    for file in files(path)? {
        let groups = open(&file)?.num_row_groups();
        parts.extend((0..groups).map(|group| (file.clone(), group)));
    }
    Ok(parts)
}

fn files(path: &Path) -> Outcome<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let refused = |why| Failure::at(path, why);
    let (mut found, mut inside) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(path).map_err(refused)? {
        inside.push(entry.map_err(refused)?.path());
    }
    inside.sort();
    for entry in inside {
        if entry.is_dir() || entry.extension().is_some_and(|extension| extension == "parquet") {
            found.append(&mut files(&entry)?);
        }
    }
    Ok(found)
}

fn open(path: &Path) -> Outcome<SerializedFileReader<File>> {
    let file = File::open(path).map_err(|why| Failure::at(path, why))?;
    SerializedFileReader::new(file).map_err(|why| Failure::at(path, why))
}

/// Values of the columns in all row groups, each taken by the next free thread.
fn values(parts: &[Part], columns: &[String]) -> Outcome<u64> {
    let (next, total) = (AtomicUsize::new(0), AtomicU64::new(0));
    let work = || {
        while let Some(part) = parts.get(next.fetch_add(1, Ordering::Relaxed)) {
            let decoded = values_of_group(part, columns).map_err(|why| io::Error::other(why.to_string()))?;
            total.fetch_add(decoded, Ordering::Relaxed);
        }
        Ok(())
    };
    thread::scope(|scope| {
        let running: Vec<_> = (0..threads()).map(|_| scope.spawn(work)).collect();
        running.into_iter().try_for_each(joined)
    })?;
    Ok(total.into_inner())
}

fn values_of_group((path, group): &Part, columns: &[String]) -> Outcome<u64> {
    let reader = open(path)?;
    let group = reader.get_row_group(*group)?;
    let mut total = 0;
    for (at, column) in group.metadata().columns().iter().enumerate() {
        if columns.iter().any(|name| name == column.column_descr().name()) {
            total += match group.get_column_reader(at)? {
                ColumnReader::BoolColumnReader(reader) => decode(reader)?,
                ColumnReader::Int32ColumnReader(reader) => decode(reader)?,
                ColumnReader::Int64ColumnReader(reader) => decode(reader)?,
                ColumnReader::Int96ColumnReader(reader) => decode(reader)?,
                ColumnReader::FloatColumnReader(reader) => decode(reader)?,
                ColumnReader::DoubleColumnReader(reader) => decode(reader)?,
                ColumnReader::ByteArrayColumnReader(reader) => decode(reader)?,
                ColumnReader::FixedLenByteArrayColumnReader(reader) => decode(reader)?,
            };
        }
    }
    Ok(total)
}

fn decode<T: DataType>(mut reader: ColumnReaderImpl<T>) -> Outcome<u64> {
    let (mut values, mut levels, mut total) = (Vec::with_capacity(BATCH), Vec::with_capacity(BATCH), 0);
    loop {
        values.clear();
        levels.clear();
        let (records, read, _) = reader.read_records(BATCH, Some(&mut levels), None, &mut values)?;
        if records == 0 {
            return Ok(total);
        }
        total += read as u64;
    }
}
