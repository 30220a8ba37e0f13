//! What one side lacks and another has too much is given once, where the figures show it.

use entente_mirror::comparison::{Comparison, Question};
use entente_mirror::explain::{MarginRule, Rate, RowKey};
use entente_mirror::pairing::Rates;
use entente_trade::{
    Area, Attribution, Commodity, Currency, Edition, Flow, Frequency, Level, Observation, Quantity,
};

use super::{HRV, ITA, question};
use crate::records::{KAZ, SRB, record};
use crate::store::support::{details, home, import};

/// Goods both sides of every pair tell alike, so that each has a report of the months, by the editions
/// of the exporter and of the partners.
fn alike_in(exporter: &str, partners: [&str; 3]) -> String {
    let pairs = ["SRB", "HRV", "ITA"].into_iter().zip(partners);
    let pair = |(partner, edition): (&str, &str)| {
        let month = |month| {
            format!(
                "KAZ X {partner} {month} 260300 100 w=10 hs={exporter}\n\
                 {partner} M KAZ {month} 260300 100 w=10 hs={edition}\n"
            )
        };
        ["2020-01", "2020-02", "2020-03"].map(month).concat()
    };
    pairs.map(pair).collect()
}

fn area(name: &str) -> Area {
    let all = [("KAZ", KAZ), ("SRB", SRB), ("HRV", HRV), ("ITA", ITA)];
    all.iter().find(|(known, _)| *known == name).unwrap().1
}

/// Records as `reporter flow partner period code value`, and `w=` kilograms, `via=` a country, `hs=` an
/// edition and `in=` a currency where they are told.
fn records(lines: &str) -> Vec<Observation> {
    let line = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let flow = [("X", Flow::Export), ("M", Flow::Import), ("RX", Flow::ReExport)];
        let flow = flow.iter().find(|(name, _)| *name == words[1]).unwrap().1;
        let told = |name: &str| {
            let found = words[6..].iter().find_map(|word| word.strip_prefix(name));
            found.and_then(|rest| rest.strip_prefix('='))
        };
        Observation {
            reporter: area(words[0]),
            partner: area(words[2]),
            second_partner: told("via").map(area),
            attribution: Attribution::Origin,
            commodity: Commodity::parse(words[4]).unwrap(),
            net_weight_kg: told("w").map(|kilograms| Quantity::parse(kilograms, 0).unwrap()),
            edition: told("hs").map_or(Edition::H5, |code| Edition::parse(code).unwrap()),
            currency: told("in").map_or(Currency::USD, |code| Currency::parse(code).unwrap()),
            ..record(flow, "TOTAL", words[3], words[5].parse().unwrap()).observation
        }
    };
    lines.lines().map(line).collect()
}

/// The parts of the months of Kazakhstan's exports to a partner but for goods told alike, no freight:
/// `period code: cause method via amount …`, or `apart`.
fn months(lines: &str, partner: &str) -> Vec<String> {
    months_beside(&alike_in("H5", ["H5"; 3]), lines, partner)
}

/// The same beside others.
fn months_beside(alike: &str, lines: &str, partner: &str) -> Vec<String> {
    let (_folder, home) = home();
    import(
        &home,
        "made",
        details("2024-01-01"),
        &records(&format!("{alike}{lines}")),
    );
    let rule = MarginRule::Fixed(Rate::from_ppm(0));
    let open = Comparison::open(&home, Rates::default(), Vec::new(), rule).unwrap();
    let key = RowKey {
        frequency: Frequency::Monthly,
        level: Level::Hs6,
    };
    let asked = Question {
        key,
        ..question(KAZ, area(partner), Level::Hs6)
    };
    let (_, findings) = open.explain(&asked).unwrap();
    let told = findings
        .iter()
        .filter(|row| row.commodity.to_string() != "260300");
    let row = |row: &entente_trade::Finding| {
        let parts = row.parts.iter().filter(|part| part.cause.name() != "cif_fob");
        let parts: Vec<String> = parts
            .map(|part| {
                let via = part.via.map_or(String::new(), |via| format!(" {}", via.code()));
                format!("{} {}{via} {}", part.cause.name(), part.method, part.amount)
            })
            .collect();
        let parts = if parts.is_empty() {
            "apart".to_owned()
        } else {
            parts.join(", ")
        };
        format!("{} {}: {parts}", row.period, row.commodity)
    };
    told.map(row).collect()
}

#[test]
fn a_shortage_that_a_recognised_shipment_fills_is_given_to_no_record_besides() {
    let goods = "KAZ X ITA 2020-01 271012 500 w=50\nHRV M KAZ 2020-01 271012 500 w=50\n\
                 SRB M KAZ 2020-01 271012 200 w=15\nSRB M KAZ 2020-01 271012 200 w=15 via=ITA\n";
    let of_hub = ["2020-01 271012: indirect shipment_fingerprint 191 -500, residual remainder 0"];
    assert_eq!(
        months(goods, "SRB"),
        ["2020-01 271012: indirect second_partner 381 200, residual remainder 0"]
    );
    assert_eq!(months(goods, "ITA"), of_hub);
    let to_destination = format!("{goods}KAZ X SRB 2020-01 271012 200 w=15\n");
    assert_eq!(
        months(&to_destination, "SRB"),
        ["2020-01 271012: residual remainder 0"]
    );
    assert_eq!(months(&to_destination, "ITA"), of_hub);
}

#[test]
fn a_surplus_of_another_month_documents_nothing_where_goods_were_booked_to_the_destination() {
    let goods = "KAZ X SRB 2020-01 270900 100 w=10\nSRB M KAZ 2020-01 270900 100 w=10\n\
                 SRB M KAZ 2020-01 270900 100 w=10 via=HRV\nSRB M KAZ 2020-03 270900 100 w=7\n";
    assert_eq!(
        months(goods, "SRB"),
        [
            "2020-01 270900: residual remainder 0",
            "2020-03 270900: one_sided presence 100, residual remainder 0",
        ]
    );
    let through = format!("{goods}KAZ X ITA 2020-03 270900 100 w=7\n");
    assert_eq!(
        months(&through, "SRB"),
        [
            "2020-01 270900: residual remainder 0",
            "2020-03 270900: indirect shipment_fingerprint 381 100, residual remainder 0",
        ]
    );
}

#[test]
fn a_hub_whose_own_shipment_is_late_lacks_no_goods_of_others() {
    let goods = "KAZ X SRB 2020-01 270900 100 w=10\nSRB M KAZ 2020-01 270900 100 w=10\n\
                 SRB M KAZ 2020-01 270900 100 w=10 via=HRV\nKAZ X HRV 2020-01 270900 100 w=10\n\
                 HRV M KAZ 2020-02 270900 100 w=10\n";
    assert_eq!(months(goods, "SRB"), ["2020-01 270900: residual remainder 0"]);
    assert_eq!(
        months(goods, "HRV"),
        [
            "2020-01 270900: timing late_shipment -100, residual remainder 0",
            "2020-02 270900: timing late_shipment 100, residual remainder 0",
        ]
    );
}

#[test]
fn goods_that_records_of_a_total_name_lie_in_the_codes_whose_figures_show_them() {
    let goods = "KAZ X HRV 2020-01 270900 100 w=40\nSRB M KAZ 2020-01 270900 100 w=40\n\
                 SRB M KAZ 2020-01 TOTAL 200 w=50\nSRB M KAZ 2020-01 TOTAL 100 w=40 via=HRV\n";
    let found = |hub: Area, sign: &str| {
        let hub = hub.code();
        [format!(
            "2020-01 270900: indirect second_partner {hub} {sign}100, residual remainder 0"
        )]
    };
    assert_eq!(months(goods, "SRB"), found(HRV, ""));
    assert_eq!(months(goods, "HRV"), found(SRB, "-"));
    // So it is with those of a code that hides others.
    let hidden = "KAZ X SRB 2020-01 270900 100 w=10\nSRB M KAZ 2020-01 27XXXX 500 w=50\n\
                  SRB M KAZ 2020-01 27XXXX 400 w=40 via=HRV\n";
    assert_eq!(
        months(hidden, "SRB"),
        [
            "2020-01 270900: confidential other_side_structure -100, residual remainder 0",
            "2020-01 27XXXX: confidential other_side_structure 100, indirect second_partner 191 400, residual \
             remainder 0",
        ]
    );
}

#[test]
fn two_hubs_of_a_total_share_the_room_of_its_codes_in_proportion() {
    let both = |first: i128, second: i128| {
        let goods = format!(
            "SRB M KAZ 2020-01 270900 100 w=40\nSRB M KAZ 2020-01 TOTAL 200 w=50\n\
             SRB M KAZ 2020-01 TOTAL {first} w=1 via=HRV\nSRB M KAZ 2020-01 TOTAL {second} w=1 via=ITA\n"
        );
        months(&goods, "SRB")
    };
    let found = |first: i128, second: i128, left: &str| {
        [format!(
            "2020-01 270900: indirect second_partner 191 {first}, indirect second_partner 381 {second}, {left}residual \
             remainder 0"
        )]
    };
    assert_eq!(both(90, 60), found(60, 40, ""));
    assert_eq!(both(60, 90), found(40, 60, ""));
    let left = both(30, 20);
    assert_eq!(
        left,
        [
            "2020-01 270900: indirect second_partner 191 30, indirect second_partner 381 20, residual remainder 50"
        ]
    );
}

#[test]
fn a_weight_of_a_third_country_does_not_end_the_search_by_amounts() {
    let goods = "KAZ X HRV 2020-01 270900 500\nSRB M KAZ 2020-01 270900 500\nHRV X SRB 2020-01 270900 500\n";
    let found = ["2020-01 270900: indirect triangle_totals 191 500, residual remainder 0"];
    for weight in ["", " w=10"] {
        let others = format!("KAZ X ITA 2020-01 270900 100{weight}\nITA M KAZ 2020-01 270900 100{weight}\n");
        assert_eq!(months(&format!("{goods}{others}"), "SRB"), found);
    }
    // Weights that are known would have recognised a shipment.
    let weighed = "KAZ X HRV 2020-01 270900 500 w=50\nSRB M KAZ 2020-01 270900 500 w=20\n\
                   HRV X SRB 2020-01 270900 500\n";
    assert_eq!(
        months(weighed, "SRB"),
        ["2020-01 270900: one_sided presence 500, residual remainder 0"]
    );
}

#[test]
fn re_exports_that_are_all_of_a_report_leave_no_weight_unknown() {
    let goods = "SRB M KAZ 2020-01 270900 500 w=50\nKAZ X HRV 2020-01 270900 500 w=50\n\
                 KAZ X SRB 2020-01 270900 200 w=20\nKAZ RX SRB 2020-01 270900 200 w=20\n";
    assert_eq!(
        months(goods, "SRB"),
        [
            "2020-01 270900: re_export re_export_flow -200, indirect shipment_fingerprint 191 500, residual \
             remainder 0"
        ]
    );
}

#[test]
fn the_weight_of_documented_goods_is_that_of_their_own_record() {
    let goods = "SRB M KAZ 2020-01 270900 1000 w=60\nSRB M KAZ 2020-01 270900 500 w=10 via=HRV\n\
                 KAZ X HRV 2020-01 270900 500 w=10\nKAZ X ITA 2020-01 270900 500 w=50\n";
    assert_eq!(
        months(goods, "SRB"),
        [
            "2020-01 270900: indirect second_partner 191 500, indirect shipment_fingerprint 381 500, residual \
             remainder 0"
        ]
    );
}

#[test]
fn what_a_hub_sends_on_in_a_newer_edition_counts_for_the_older_code() {
    // 0307.22 of 2017 is 0307.29 of 2012.
    let goods = "KAZ X HRV 2020-01 030729 500 hs=H4\nSRB M KAZ 2020-01 030722 500 hs=H5\n\
                 HRV X SRB 2020-01 030722 500 hs=H5\n";
    assert_eq!(
        months_beside(&alike_in("H4", ["H5"; 3]), goods, "SRB"),
        [
            "2020-01 030722: hs_edition conversion_weights 500, residual remainder 0",
            "2020-01 030729: hs_edition conversion_weights -500, indirect triangle_totals 191 500, residual \
             remainder 0",
        ]
    );
}

#[test]
fn a_figure_without_a_rate_of_exchange_makes_no_hub_under_another_code_either() {
    for (code, edition) in [("030729", "H4"), ("030722", "H5"), ("03XXXX", "H4")] {
        let goods = format!(
            "KAZ X HRV 2020-01 030729 500 w=50 hs=H4\nSRB M KAZ 2020-01 030729 500 w=50 hs=H4\n\
             HRV M KAZ 2020-01 {code} 300000 w=50 hs={edition} in=XAF\n"
        );
        let alike = alike_in("H4", ["H4", edition, "H4"]);
        assert_eq!(
            months_beside(&alike, &goods, "SRB"),
            ["2020-01 030729: one_sided presence 500, residual remainder 0"]
        );
        assert_eq!(months_beside(&alike, &goods, "HRV"), ["2020-01 030729: apart"]);
    }
}
