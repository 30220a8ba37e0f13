//! What writers write, byte by byte, and what they refuse.

use sdmx::data::{
    AtObservation, CsvStyle, DatasetHead, Keys, Part, Reference, Row, Shape, StructureKind, Writer,
};
use sdmx::{Action, Standard};

use super::support::{differs, folder, header, read, shape, shape_of_three};

fn head(at: AtObservation) -> DatasetHead {
    let structure = Reference::parse(StructureKind::Dataflow, "XX:FLOW(1.0.0)").unwrap();
    DatasetHead {
        action: Some(Action::Replace),
        at,
        valid_from: Some("2024-01-02T03:04:05Z".to_owned()),
        ..DatasetHead::new(structure)
    }
}

fn row(shape: &Shape, told: &[(&str, &str)]) -> Row {
    let mut row = Row::new();
    for (id, value) in told {
        row.set(shape.position(id).unwrap(), value);
    }
    row
}

/// Two series, with what a text may hold that a format has to escape.
fn rows(shape: &Shape) -> Vec<Row> {
    let series = |area, time, value, status| {
        row(
            shape,
            &[
                ("FREQ", "M"),
                ("AREA", area),
                ("TIME_PERIOD", time),
                ("OBS_VALUE", value),
                ("STATUS", status),
                ("UNIT", "USD"),
            ],
        )
    };
    let mut rows = vec![
        series("KZ", "2024-01", "12.40", "A"),
        series("KZ", "2024-02", "NaN", "M"),
        series("UZ", "2024-01", "1234567890123456789.12", "A"),
    ];
    let title = shape.position("TITLE").unwrap();
    rows[2].set(title, "a <b> & \"c\", d\nor é");
    rows
}

fn write(
    standard: Standard,
    shape: &Shape,
    head: &DatasetHead,
    rows: &[Row],
) -> Result<Vec<u8>, sdmx::Fault> {
    let mut writer = Writer::new(Vec::new(), standard, shape, &header())?;
    writer.dataset(head)?;
    for row in rows {
        writer.row(row)?;
    }
    writer.finish()
}

fn file(standard: Standard, suffix: &str) -> std::path::PathBuf {
    let name = standard.to_string().replace(' ', "-").to_lowercase();
    folder("written").join(format!("{name}{suffix}"))
}

#[test]
fn every_standard_is_written_to_the_byte_and_reads_back() {
    let mut wrong = Vec::new();
    for standard in Standard::ALL {
        if standard == Standard::Ml3_1 {
            continue;
        }
        let is_three = standard.is_three();
        let shape = if is_three { shape_of_three() } else { shape() };
        let mut rows = rows(&shape);
        if is_three {
            let part = |value, language, text| Part {
                value,
                language,
                text,
            };
            rows[0].set_many(8, [part(0, "", "P"), part(1, "", "Q")]);
            rows[0].set_many(9, [part(0, "en", "one"), part(0, "fr", "un; \"deux\"")]);
            rows[0].set_many(10, [part(0, "en", "a"), part(1, "fr", "b")]);
        }
        for (at, suffix) in [
            (AtObservation::Dimension("TIME_PERIOD".to_owned()), ".series"),
            (AtObservation::AllDimensions, ".flat"),
        ] {
            let written = write(standard, &shape, &head(at), &rows).unwrap();
            let text = String::from_utf8(written.clone()).unwrap();
            wrong.extend(differs(&file(standard, suffix), &text));
            let (datasets, faults) = read(&written, &shape, standard);
            assert_eq!(faults, Vec::new(), "{standard}");
            assert_eq!(datasets.len(), 1, "{standard}");
            assert_eq!(datasets[0].rows, rows, "{standard}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn csv_is_written_with_other_delimiters_and_with_keys() {
    let shape = shape_of_three();
    let style = CsvStyle {
        delimiter: b';',
        separator: '|',
        keys: Keys::Both,
    };
    let mut writer = Writer::styled(Vec::new(), Standard::Csv2_1, &shape, &header(), style).unwrap();
    writer.dataset(&head(AtObservation::Unsaid)).unwrap();
    writer.row(&rows(&shape)[0]).unwrap();
    assert_eq!(
        String::from_utf8(writer.finish().unwrap()).unwrap(),
        "STRUCTURE[|];STRUCTURE_ID;ACTION;SERIES_KEY;OBS_KEY;FREQ;AREA;TIME_PERIOD;OBS_VALUE;STATUS;UNIT;TITLE;SOURCE;\
         FLAGS[];NOTE[en|fr];NOTES[][en|fr]\n\
         dataflow;XX:FLOW(1.0.0);R;M.KZ;M.KZ.2024-01;M;KZ;2024-01;12.40;A;USD;;;;;\n"
    );
}

#[test]
fn what_a_standard_cannot_tell_is_refused() {
    let (plain, three) = (shape(), shape_of_three());
    let time = AtObservation::Unsaid;
    let mut deletes = head(time.clone());
    deletes.action = Some(Action::Delete);
    let mut of_structure = head(time.clone());
    of_structure.structure.kind = StructureKind::DataStructure;
    let mut several = rows(&plain);
    several[0].set_many(
        4,
        [Part {
            value: 0,
            language: "",
            text: "A",
        }],
    );
    let mut control = rows(&plain);
    control[0].set(4, "\u{1}");
    let refused = |standard, shape: &Shape, head: &DatasetHead, rows: &[Row]| {
        write(standard, shape, head, rows).unwrap_err().to_string()
    };
    let found = [
        refused(Standard::Csv1_0, &three, &head(time.clone()), &[]),
        refused(Standard::Csv1_0, &plain, &deletes, &[]),
        refused(Standard::Csv1_0, &plain, &of_structure, &[]),
        refused(Standard::Csv2_1, &plain, &head(time.clone()), &several),
        refused(Standard::Json1_0, &three, &head(time.clone()), &[]),
        refused(Standard::Ml2_1, &plain, &head(time.clone()), &several),
        refused(Standard::Ml2_1Generic, &plain, &head(time.clone()), &several),
        refused(Standard::Ml3_0, &plain, &head(time.clone()), &control),
        refused(Standard::Ml3_1, &plain, &head(time), &[]),
    ];
    assert_eq!(
        found,
        [
            "byte 0: found several values, expected one, as SDMX-CSV 1.0 has",
            "byte 0: ACTION: found Delete, expected what SDMX-CSV 1.0 can tell",
            "byte 0: DATAFLOW: found datastructure, expected a dataflow, as SDMX-CSV 1.0 has",
            "byte 0: STATUS: found several values, expected one, as its shape says",
            "byte 0: found several values, expected one, as SDMX-JSON 1.0 has",
            "byte 0: STATUS: found several values, expected one, as SDMX-ML 2.1 has",
            "byte 0: STATUS: found several values, expected one, as SDMX-ML 2.1 has",
            "byte 0: STATUS: found '\\u{1}', expected characters that XML can hold",
            "byte 0: found SDMX-ML 3.1, expected 3.0, or 2.1: 3.1 is only read",
        ]
    );
}

#[test]
fn ml_names_all_structures_in_its_header_or_refuses() {
    let shape = shape();
    let mut other = head(AtObservation::Unsaid);
    other.structure.id = "OTHER".to_owned();
    let mut writer = Writer::new(Vec::new(), Standard::Ml2_1, &shape, &header()).unwrap();
    writer.dataset(&head(AtObservation::Unsaid)).unwrap();
    assert_eq!(
        writer.dataset(&other).unwrap_err().to_string(),
        "byte 0: structureRef: found urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=XX:OTHER(1.0.0), \
         expected a structure that the message's header announces"
    );
}

#[test]
fn a_text_in_no_language_reads_back_from_json() {
    let shape = shape_of_three();
    let mut told = row(
        &shape,
        &[("FREQ", "M"), ("AREA", "KZ"), ("TIME_PERIOD", "2024-01")],
    );
    told.set_many(shape.position("NOTE").unwrap(), []);
    for standard in [Standard::Json2_0, Standard::Json2_1] {
        let bytes = write(
            standard,
            &shape,
            &head(AtObservation::AllDimensions),
            &[told.clone()],
        )
        .unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("{}]"), "{text}");
        let (datasets, faults) = read(&bytes, &shape, standard);
        assert_eq!(faults, []);
        assert_eq!(datasets[0].rows.as_slice(), [told.clone()]);
    }
}
