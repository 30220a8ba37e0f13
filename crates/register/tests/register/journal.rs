//! The journal on disk: whole entries or none, and no change unseen.

use std::fs;
use std::path::Path;

use entente_register::Register;
use entente_register::entry::Act;
use entente_register::journal::{Journal, PATH};

use super::book::{Desk, instrument, source};

fn read_act(number: u32) -> Act {
    Act::Read {
        source: Box::new(source(number, "KAZ")),
        proposed: vec![instrument(number)],
    }
}

/// A home whose journal has so many entries.
fn home(entries: u32) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::of(folder.path());
    for number in 1..=entries {
        let mut pen = journal.pen().unwrap();
        pen.write("2024-11-21T10:00:00Z", "entente", read_act(number))
            .unwrap();
    }
    folder
}

fn bytes(home: &Path) -> Vec<u8> {
    fs::read(home.join(PATH)).unwrap()
}

#[test]
fn a_home_without_a_journal_has_an_empty_register() {
    let folder = tempfile::tempdir().unwrap();
    let pages = Journal::of(folder.path()).read().unwrap();
    assert!(pages.entries.is_empty() && pages.seal.is_empty());
    assert!(!folder.path().join("register").exists(), "reading makes nothing");
}

#[test]
fn what_is_written_is_read_again_entry_by_entry() {
    let folder = home(3);
    let pages = Journal::of(folder.path()).read().unwrap();
    let acts: Vec<Act> = pages.entries.iter().map(|entry| entry.act.clone()).collect();
    assert_eq!(acts, [read_act(1), read_act(2), read_act(3)]);
    assert_eq!(pages.entries[2].number, 3);
    assert_eq!(pages.seal.len(), 64);
}

#[test]
fn the_same_acts_give_the_same_bytes() {
    assert_eq!(bytes(home(3).path()), bytes(home(3).path()));
}

#[test]
fn a_write_that_was_cut_off_anywhere_leaves_the_entries_before_it() {
    let folder = home(2);
    let whole = bytes(folder.path());
    let first = whole.iter().position(|&byte| byte == b'\n').unwrap() + 1;
    let path = folder.path().join(PATH);
    for cut in first..whole.len() {
        fs::write(&path, &whole[..cut]).unwrap();
        let pages = Journal::of(folder.path()).read().unwrap();
        assert_eq!(pages.entries.len(), 1, "cut at {cut}");
    }
    // The next writer goes on behind what counts.
    let mut pen = Journal::of(folder.path()).pen().unwrap();
    pen.write("2024-11-21T10:00:00Z", "entente", read_act(2)).unwrap();
    drop(pen);
    assert_eq!(bytes(folder.path()), whole);
}

#[test]
fn a_changed_byte_is_an_error_that_names_its_line() {
    let folder = home(3);
    let whole = bytes(folder.path());
    let path = folder.path().join(PATH);
    let starts: Vec<usize> = std::iter::once(0)
        .chain(
            whole
                .iter()
                .enumerate()
                .filter(|(_, byte)| **byte == b'\n')
                .map(|(at, _)| at + 1),
        )
        .collect();
    for at in (0..whole.len()).step_by(7) {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        fs::write(&path, &changed).unwrap();
        let line = starts.iter().filter(|start| **start <= at).count();
        let found = Journal::of(folder.path()).read();
        match found {
            Err(error) => assert!(
                error.to_string().contains(&format!("line {line}")),
                "{at}: {error}"
            ),
            // The end of the last line was changed: it is no line any more.
            Ok(pages) => assert!(pages.entries.len() < 3 && at == whole.len() - 1, "{at}"),
        }
    }
}

#[test]
fn a_line_that_was_taken_out_or_moved_is_an_error() {
    let folder = home(3);
    let whole = String::from_utf8(bytes(folder.path())).unwrap();
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    let path = folder.path().join(PATH);
    for order in [[0, 2].as_slice(), &[1, 2], &[1, 0, 2], &[0, 1, 1, 2]] {
        let text: String = order.iter().map(|at| lines[*at]).collect();
        fs::write(&path, text).unwrap();
        let error = Journal::of(folder.path()).read().unwrap_err().to_string();
        assert!(error.contains("found seal"), "{order:?}: {error}");
    }
}

#[test]
fn writers_wait_for_each_other_and_none_loses_an_entry() {
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for writer in 0..4_u32 {
            let home = folder.path();
            scope.spawn(move || {
                for number in 0..25 {
                    let mut pen = Journal::of(home).pen().unwrap();
                    let by = format!("writer {writer}");
                    pen.write("2024-11-21T10:00:00Z", &by, read_act(writer * 25 + number + 1))
                        .unwrap();
                }
            });
        }
    });
    let pages = Journal::of(folder.path()).read().unwrap();
    assert_eq!(pages.entries.len(), 100);
    assert_eq!(Register::of(&pages.entries, None).sources().count(), 100);
}

#[test]
fn an_act_that_is_refused_leaves_the_bytes_as_they_were() {
    let folder = home(1);
    let before = bytes(folder.path());
    let desk = Desk::with_two_instruments();
    let refused = entente_register::review::decide(&desk.register(), &["instrument-7".to_owned()], &[]);
    assert!(refused.is_err());
    drop(Journal::of(folder.path()).pen().unwrap());
    assert_eq!(bytes(folder.path()), before);
}

#[cfg(unix)]
#[test]
fn a_pen_that_wrote_nothing_leaves_no_journal_and_no_folder() {
    let home = tempfile::tempdir().unwrap();
    let journal = Journal::of(home.path());
    drop(journal.pen().unwrap());
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
}
