//! Encodings, delimiters, decimal commas, line ends and blank lines.

use super::support::told;
use entente_mirror::intake::Options;

const TABLE: &str = "reporter;partner;flow;period;commodity;value\n\
    Казахстан;Сербия;export;2018;TOTAL;3590541,1\n\
    Сербия;Казахстан;import;2018;TOTAL;5558522,25\n";

fn expected(encoding: &str) -> Vec<String> {
    vec![
        "2: entente X KAZ SRB 2018 TOTAL HS USD 3590541.1".to_owned(),
        "3: entente M SRB KAZ 2018 TOTAL HS USD 5558522.25".to_owned(),
        format!("summary: entente-csv of entente, encoding {encoding}, rows 2, observations 2, padded 0"),
    ]
}

#[test]
fn every_encoding_tells_the_same() {
    let utf16 = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{feff}"
            .encode_utf16()
            .chain(TABLE.encode_utf16())
            .flat_map(to_bytes)
            .collect()
    };
    let cases = [
        ("UTF-8", TABLE.as_bytes().to_vec()),
        ("UTF-8", format!("\u{feff}{TABLE}").into_bytes()),
        ("UTF-16LE", utf16(u16::to_le_bytes)),
        ("UTF-16BE", utf16(u16::to_be_bytes)),
        (
            "windows-1251",
            encoding_rs::WINDOWS_1251.encode(TABLE).0.into_owned(),
        ),
        ("IBM866", cp866(TABLE)),
    ];
    for (encoding, bytes) in cases {
        assert_eq!(told(&bytes, &Options::default()), expected(encoding));
    }
}

/// Code page 866, which the library only decodes.
fn cp866(text: &str) -> Vec<u8> {
    let byte = |letter: char| match letter {
        'А'..='Я' => (letter as u32 - 'А' as u32) as u8 + 0x80,
        'а'..='п' => (letter as u32 - 'а' as u32) as u8 + 0xA0,
        'р'..='я' => (letter as u32 - 'р' as u32) as u8 + 0xE0,
        _ => letter as u8,
    };
    text.chars().map(byte).collect()
}

#[test]
fn the_encoding_is_decided_where_the_first_letter_stands_however_late() {
    let mut table = TABLE.lines().next().unwrap().to_owned() + "\n";
    for _ in 0..3000 {
        table.push_str("KAZ;SRB;export;2018;TOTAL;1\n");
    }
    table.push_str("Сербия;Казахстан;import;2018;TOTAL;2\n");
    let told = told(&encoding_rs::WINDOWS_1251.encode(&table).0, &Options::default());
    assert_eq!(
        told[3000..],
        [
            "3002: entente M SRB KAZ 2018 TOTAL HS USD 2",
            "summary: entente-csv of entente, encoding windows-1251, rows 3001, observations 3001, padded 0",
        ]
    );
}

#[test]
fn tabs_line_ends_blank_lines_and_empty_rows_do_not_matter() {
    let tabs = TABLE.replace(';', "\t").replace('\n', "\r\n\r\n") + "\t\t\t\t\t\r\n";
    let lines: Vec<String> = told(tabs.as_bytes(), &Options::default());
    assert_eq!(lines[0], "3: entente X KAZ SRB 2018 TOTAL HS USD 3590541.1");
    assert_eq!(lines[1], "5: entente M SRB KAZ 2018 TOTAL HS USD 5558522.25");
    assert_eq!(lines[2], expected("UTF-8")[2]);
}

#[test]
fn a_comma_in_a_quoted_number_is_decimal_where_it_can_set_no_thousands_apart() {
    let armenia = "country,export,import_consigment,import_origin,timeperiod,year\n\
        Serbia,\"1 234,5\",\"1,234\",\"2\u{a0}000\",1,2022\n\
        Serbia,\"1 234,5\",-,\"2\u{a0}000\",2,2022\n";
    assert_eq!(
        told(armenia.as_bytes(), &Options::default()),
        [
            "reject value: line 2, import_consigment: found \"1,234\", expected a decimal number; its comma may be \
             decimal or set thousands apart, a point may not",
            "skip blank",
            "3: am-armstat X ARM SRB 2022-02 TOTAL HS USD 1234500 by=LastKnownDestination",
            "3: am-armstat M ARM SRB 2022-02 TOTAL HS USD 2000000 by=Origin",
            "summary: armenia-csv of am-armstat, encoding UTF-8, rows 2, observations 2, padded 0, reject value 1, \
             skip blank 1",
        ]
    );
}

#[test]
fn ententes_own_columns_take_decimal_commas_and_grouped_digits() {
    let header = "reporter,partner,flow,period,commodity,value\n";
    let rows = ["\"1234,5\"", "\"1,234\"", "\"1 300,25\"", "1 300"];
    let rows: String = rows
        .iter()
        .map(|value| format!("KAZ,SRB,X,2018,TOTAL,{value}\n"))
        .collect();
    let told_of = |table: &str| told(table.as_bytes(), &Options::default());
    assert_eq!(
        told_of(&(header.to_owned() + &rows)),
        [
            "2: entente X KAZ SRB 2018 TOTAL HS USD 1234.5",
            "reject value: line 3, value: found \"1,234\", expected a decimal number; its comma may be decimal or \
             set thousands apart, a point may not",
            "4: entente X KAZ SRB 2018 TOTAL HS USD 1300.25",
            "5: entente X KAZ SRB 2018 TOTAL HS USD 1300",
            "summary: entente-csv of entente, encoding UTF-8, rows 4, observations 3, padded 0, reject value 1",
        ]
    );
    let semicolons = "KAZ;SRB;X;2018;TOTAL;1 300,25\nKAZ;SRB;X;2018;TOTAL;1\u{a0}300,25\nKAZ;SRB;X;2018;TOTAL;1,234\n\
        KAZ;SRB;X;2018;TOTAL;13 00\n";
    assert_eq!(
        told_of(&(header.replace(',', ";") + semicolons)),
        [
            "2: entente X KAZ SRB 2018 TOTAL HS USD 1300.25",
            "3: entente X KAZ SRB 2018 TOTAL HS USD 1300.25",
            "4: entente X KAZ SRB 2018 TOTAL HS USD 1.234",
            "reject value: line 5, value: found \"13 00\", expected a decimal number",
            "summary: entente-csv of entente, encoding UTF-8, rows 4, observations 3, padded 0, reject value 1",
        ]
    );
}

#[test]
fn a_quote_that_is_not_closed_tells_which_lines_it_swallowed() {
    let header = "reporter,partner,flow,period,commodity,value,note\n";
    let told_of = |rows: &str| told(format!("{header}{rows}").as_bytes(), &Options::default());
    let good = "KAZ,SRB,X,2018,TOTAL,1,\n";
    let reach = "the row reaches from line 2 to line 4 within quotes, and none of these lines was read as a row of its own";
    let summary = |rows: u64, observations: u64| {
        format!(
            "summary: entente-csv of entente, encoding UTF-8, rows {rows}, observations {observations}, padded 0, \
             reject structure 1"
        )
    };
    // Closed by the quote of a later row, whose fields follow.
    assert_eq!(
        told_of(&format!(
            "KAZ,\"SRB,X,2018,TOTAL,1,\n{good}KAZ,SRB,X,2018,TOTAL,\"1\",\n{good}"
        )),
        [
            format!(
                "reject structure: line 2, row: found \"3 fields\", expected 7 fields, as in the header; {reach}"
            ),
            "5: entente X KAZ SRB 2018 TOTAL HS USD 1".to_owned(),
            summary(2, 1),
        ]
    );
    // Never closed, in a column that is not even read.
    assert_eq!(
        told_of(&format!("KAZ,SRB,X,2018,TOTAL,1,\"a note\n{good}{good}")),
        [
            format!(
                "reject structure: line 2, row: found \"a quote that is never closed\", expected a closing quote; {reach}"
            ),
            summary(1, 0),
        ]
    );
    assert_eq!(
        told_of("KAZ,SRB,X,2018,TOTAL,1,\"a note\non two lines\"\n"),
        [
            "2: entente X KAZ SRB 2018 TOTAL HS USD 1",
            "summary: entente-csv of entente, encoding UTF-8, rows 1, observations 1, padded 0",
        ]
    );
}

#[test]
fn a_second_row_of_a_partner_is_a_duplicate_in_whatever_words() {
    let armenia = "country,export,import_consigment,import_origin,timeperiod,year\n\
        Monaco,1,-,-,1,2022\nMonako,2,-,-,1,2022\n";
    assert_eq!(
        told(armenia.as_bytes(), &Options::default()),
        [
            "skip blank",
            "skip blank",
            "reject duplicate: line 3, export: found \"2000\", expected one row for each partner and period; line 2 \
             has 1000",
            "skip blank",
            "skip blank",
            "2: am-armstat X ARM MCO 2022-01 TOTAL HS USD 1000 by=LastKnownDestination",
            "summary: armenia-csv of am-armstat, encoding UTF-8, rows 2, observations 1, padded 0, \
             reject duplicate 1, skip blank 4",
        ]
    );
}

#[test]
fn a_row_of_another_width_is_rejected_with_both_widths() {
    let table = "reporter,partner,flow,period,commodity,value\nKAZ,SRB,X,2018,TOTAL\nKAZ,SRB,X,2018,TOTAL,1,,\n\
        KAZ,SRB,X,2018,TOTAL,1,2\n";
    assert_eq!(
        told(table.as_bytes(), &Options::default()),
        [
            "reject structure: line 2, row: found \"5 fields\", expected 6 fields, as in the header",
            "3: entente X KAZ SRB 2018 TOTAL HS USD 1",
            "reject structure: line 4, row: found \"7 fields\", expected 6 fields, as in the header",
            "summary: entente-csv of entente, encoding UTF-8, rows 3, observations 1, padded 0, reject structure 2",
        ]
    );
}

#[test]
fn a_range_of_months_in_eurostat_is_rejected() {
    let table = "REPORTER,PARTNER,PRODUCT,FLOW,STAT_PROCEDURE,PERIOD,VALUE_IN_EUR\n\
        Germany (incl. German Democratic Republic 'DD' from 1991),Kazakhstan,TOTAL-Total,2-EXPORT,T-Total,Jan.-Aug. 2024,5\n\
        Germany (incl. German Democratic Republic 'DD' from 1991),Kazakhstan,TOTAL-Total,2-EXPORT,T-Total,Jan.-Dec. 2023,5\n\
        Germany (incl. German Democratic Republic 'DD' from 1991),Kazakhstan,27-MINERAL FUELS,1-IMPORT,T-Total,Jan. 2023,7\n\
        Germany (incl. German Democratic Republic 'DD' from 1991),Kazakhstan,27-MINERAL FUELS,1-IMPORT,1-Normal,Jan. 2023,6\n\
        Germany (incl. German Democratic Republic 'DD' from 1991),Kazakhstan,27-MINERAL FUELS,1-IMPORT,T-Total,Feb. 2023,:\n";
    assert_eq!(
        told(table.as_bytes(), &Options::default()),
        [
            "reject period: line 2, PERIOD: found \"Jan.-Aug. 2024\", expected one month such as \"Aug. 2024\", or \
             \"Jan.-Dec. 2024\" for the year",
            "3: eurostat X DEU KAZ 2023 TOTAL HS EUR 5 valuation=Fob by=LastKnownDestination",
            "4: eurostat M DEU KAZ 2023-01 27 HS EUR 7 valuation=Cif",
            "skip part",
            "skip blank",
            "summary: eurostat-csv of eurostat, encoding UTF-8, rows 5, observations 2, padded 0, reject period 1, \
             skip blank 1, skip part 1",
        ]
    );
}
