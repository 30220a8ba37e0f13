//! Each layout's specimen, told in full.

use super::support::{Transcript, compare, specimen};
use entente_mirror::intake::{Layout, Options, read};
use entente_trade::Side;

fn holding(flow: Side) -> Options {
    Options {
        flow: Some(flow),
        ..Options::default()
    }
}

#[test]
fn comtrade_months_are_told_with_the_valuation_their_record_bears_out() {
    compare("comtrade_monthly.csv", &Options::default());
}

#[test]
fn comtrade_years_are_told_as_years() {
    compare("comtrade_annual.csv", &Options::default());
}

#[test]
fn parts_of_flows_are_passed_on_and_own_goods_and_unspecified_partners_left_out() {
    compare("comtrade_many_sided.csv", &Options::default());
}

#[test]
fn every_trap_of_comtrade_is_an_observation_a_skip_or_a_reject_that_says_why() {
    compare("comtrade_traps.csv", &Options::default());
}

#[test]
fn a_json_reply_keeps_the_digits_of_its_numbers() {
    compare("comtrade_reply.json", &Options::default());
}

#[test]
fn comtrade_parquet_tells_what_the_same_records_in_csv_tell() {
    let tell = |name: &str| {
        let mut sink = Transcript::default();
        read(&specimen(name), &Options::default(), &mut sink).unwrap();
        sink.observations
    };
    let (parquet, csv) = (tell("comtrade_monthly.parquet"), tell("comtrade_monthly.csv"));
    assert_eq!(parquet.len(), 12);
    assert_eq!(parquet, csv[..12]);
}

#[test]
fn the_legacy_layout_tells_its_flows_by_number() {
    compare("comtrade_legacy.csv", &Options::default());
}

#[test]
fn eurostat_groups_are_left_out_under_both_styles_of_label() {
    compare("eurostat_2024_08.csv", &Options::default());
}

#[test]
fn a_dots_line_is_two_reports_and_a_repeated_line_is_rejected() {
    compare("imf_dots.csv", &Options::default());
}

#[test]
fn an_armenian_year_is_taken_only_if_all_its_months_are_there() {
    compare("armenia.csv", &Options::default());
}

#[test]
fn uzbek_exports_are_thousands_of_dollars_by_the_name_of_the_partner() {
    compare("uzbekistan_export.csv", &holding(Side::Export));
}

#[test]
fn uzbek_imports_keep_zeros_and_figures_below_a_dollar() {
    compare("uzbekistan_import.csv", &holding(Side::Import));
}

#[test]
fn ententes_own_columns_hold_all_of_an_observation() {
    compare("entente.csv", &Options::default());
}

#[test]
fn parquet_of_ententes_columns_tells_the_same_as_its_csv() {
    let tell = |name: &str| {
        let mut sink = Transcript::default();
        let summary = read(&specimen(name), &Options::default(), &mut sink).unwrap();
        (summary.layout, sink.observations)
    };
    let (layout, parquet) = tell("entente.parquet");
    assert_eq!(layout, Layout::EntenteParquet);
    assert_eq!(parquet, tell("entente.csv").1[..4]);
}

#[test]
fn every_trap_of_a_message_is_an_observation_a_skip_or_a_reject_that_says_why() {
    compare("sdmx_traps.csv", &Options::default());
}

#[test]
fn messages_of_every_family_tell_the_same_records() {
    let tell = |name: &str| {
        let mut sink = Transcript::default();
        read(&specimen(name), &Options::default(), &mut sink).unwrap();
        sink.observations
    };
    compare("sdmx_message.json", &Options::default());
    compare("sdmx_message.xml", &Options::default());
    assert_eq!(tell("sdmx_message.json"), tell("sdmx_message.xml"));
    assert_eq!(tell("sdmx_message.xml").len(), 4);
}

#[test]
fn a_reject_of_a_message_without_lines_says_at_which_byte() {
    compare("sdmx_generic.xml", &Options::default());
}

#[test]
fn messages_of_the_un_s_structure_are_read_as_far_as_their_codes_are_known() {
    compare("sdmx_unsd.xml", &Options::default());
}
