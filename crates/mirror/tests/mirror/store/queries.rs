//! Questions to the book.

use super::support::{all, day, details, home, import, rows};
use entente_mirror::book::{Int, Long};
use entente_mirror::store::{Query, Record};
use entente_trade::{Area, Dataset, Flow, Frequency, Observation, Period};
use std::collections::BTreeSet;

fn period(text: &str) -> Option<Period> {
    Some(Period::parse(text).unwrap())
}

#[test]
fn a_pruned_answer_is_the_filtered_whole() {
    let (_folder, home) = home();
    for (at, vintage) in ["2024-01-01", "2024-03-01", "2024-02-01"].into_iter().enumerate() {
        import(&home, vintage, details(vintage), &rows(at as u64, 600));
    }
    let (whole, book) = (all(&home), home.book().unwrap());
    assert_eq!(whole.len(), 1_800);
    let mut hits = 0;
    for query in questions() {
        let expected: Vec<&Record> = whole.iter().filter(|record| query.admits(record)).collect();
        let answer = book.records(&query).unwrap();
        assert!(answer.iter().eq(expected), "{query:?}");
        hits += answer.len();
    }
    assert!(hits > 5_000, "{hits}");
}

/// Exporter, importer and commodity.
fn goods(record: &Record) -> (u16, u16, String) {
    let observation = &record.observation;
    let areas = (observation.exporter().code(), observation.importer().code());
    (areas.0, areas.1, observation.commodity.to_string())
}

fn sorted<'a>(records: impl IntoIterator<Item = &'a Record>) -> Vec<String> {
    let mut texts: Vec<String> = records.into_iter().map(|record| format!("{record:?}")).collect();
    texts.sort();
    texts
}

#[test]
fn a_pass_gives_each_commodity_of_a_pair_once_and_all_that_is_asked_for() {
    let (_folder, home) = home();
    let one_period = |mut made: Vec<Observation>| {
        made.iter_mut()
            .for_each(|row| row.period = Period::parse("2016-03").unwrap());
        made
    };
    for (seed, vintage) in [(1, "2024-01-01"), (2, "2024-03-01")] {
        // More rows than are decoded at once in one segment, and some in many.
        let mut made = one_period(rows(seed, 5_000));
        made.extend(rows(seed + 10, 600));
        import(&home, vintage, details(vintage), &made);
    }
    let book = home.book().unwrap();
    for query in questions().into_iter().step_by(5).chain([Query::default()]) {
        let mut pass = book.goods(&query).unwrap();
        let (mut batch, mut found, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
        while pass.next(&mut batch).unwrap() {
            let first = goods(&batch[0]);
            assert!(batch.iter().all(|record| goods(record) == first), "{first:?}");
            assert!(seen.insert(first.clone()), "{first:?} again, of {query:?}");
            found.append(&mut batch);
        }
        let expected = book.records(&query).unwrap();
        assert_eq!(found.len(), expected.len(), "{query:?}");
        assert_eq!(sorted(&found), sorted(&expected), "{query:?}");
    }
}

/// Every combination of some values of every field.
fn questions() -> Vec<Query<'static>> {
    let mut questions = Vec::new();
    for exporter in [None, Some(100), Some(117), Some(9)] {
        for importer in [None, Some(129), Some(104)] {
            for (from, to) in [
                (None, None),
                (period("2016"), period("2017-02")),
                (period("2015-02"), None),
            ] {
                for frequency in [None, Some(Frequency::Annual), Some(Frequency::Monthly)] {
                    for as_of in [None, Some(day("2024-02-01")), Some(day("2023-12-31"))] {
                        for datasets in [None, Some([Dataset::KzBns].as_slice())] {
                            questions.push(Query {
                                exporter: exporter.map(Area::from_code),
                                importer: importer.map(Area::from_code),
                                frequency,
                                from,
                                to,
                                as_of,
                                datasets,
                                withdrawn: false,
                            });
                        }
                    }
                }
            }
        }
    }
    questions
}

#[test]
fn a_span_holds_the_periods_that_lie_wholly_in_it() {
    let (_folder, home) = home();
    let mut row = rows(1, 1).remove(0);
    let made: Vec<_> = ["2015", "2015-01", "2015-12", "2016", "2016-01", "2016-03"]
        .into_iter()
        .map(|text| {
            row.period = Period::parse(text).unwrap();
            row.clone()
        })
        .collect();
    import(&home, "bytes", details("2024-01-01"), &made);
    let book = home.book().unwrap();
    let ask = |from: Option<Period>, to: Option<Period>| {
        let query = Query {
            from,
            to,
            ..Query::default()
        };
        let records = book.records(&query).unwrap();
        let periods = records.iter().map(|record| record.observation.period.to_string());
        periods.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(ask(period("2015"), period("2015")), "2015 2015-01 2015-12");
    assert_eq!(ask(period("2015-02"), None), "2015-12 2016 2016-01 2016-03");
    assert_eq!(ask(None, period("2016-01")), "2015 2015-01 2015-12 2016-01");
    assert_eq!(ask(period("2016-01"), period("2016-12")), "2016 2016-01 2016-03");
}

#[test]
fn segments_can_be_read_by_column_and_by_range() {
    let (_folder, home) = home();
    import(&home, "bytes", details("2024-01-01"), &rows(4, 2_000));
    let book = home.book().unwrap();
    for segment in book.segments(&Query::default()).unwrap() {
        let reader = book.reader(&segment).unwrap();
        assert_eq!(reader.groups(), 1);
        let rows = reader.rows(0);
        assert_eq!(rows as u64, segment.summary.rows);
        let whole = reader.columns(0, 0..rows).unwrap();
        let part = reader.columns(0, rows / 3..rows / 2).unwrap();
        for (column, name) in Int::ALL {
            assert_eq!(
                part.ints(column),
                &whole.ints(column)[rows / 3..rows / 2],
                "{name}"
            );
        }
        for (column, name) in Long::ALL {
            assert_eq!(
                part.longs(column),
                &whole.longs(column)[rows / 3..rows / 2],
                "{name}"
            );
        }
        let bounds = reader.bounds(0).unwrap();
        assert_eq!(bounds.exporters.0, whole.ints(Int::Exporter)[0]);
        assert_eq!(bounds.exporters.1, whole.ints(Int::Exporter)[rows - 1]);
        assert_eq!(bounds.periods.0, segment.summary.period.number() as i32);
    }
}

#[test]
fn a_pair_is_found_on_whatever_pages_it_lies() {
    let (_folder, home) = home();
    let mut made = rows(5, 30_000);
    let (period, large) = (made[0].period, Area::from_code(110));
    for (at, row) in made.iter_mut().enumerate() {
        row.period = period;
        if at < 9_000 {
            (row.flow, row.reporter, row.partner) = (Flow::Export, large, large);
        }
    }
    import(&home, "bytes", details("2024-01-01"), &made);
    let (whole, book) = (all(&home), home.book().unwrap());
    let area = |code: u16| Some(Area::from_code(code));
    for exporter in 99..131 {
        let pairs = (99..131).map(area).chain([None]);
        for importer in pairs {
            let query = Query {
                exporter: area(exporter),
                importer,
                ..Query::default()
            };
            let expected = whole.iter().filter(|record| query.admits(record));
            assert!(book.records(&query).unwrap().iter().eq(expected), "{query:?}");
        }
    }
}
