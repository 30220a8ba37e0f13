//! Claims against figures: the verdict names whose figure it is, and old verdicts stay.

use std::convert::Infallible;

use entente_register::check::{Asked, Books, Check, Reading, Reported, Verdict, among, check};
use entente_register::entry::Act;
use entente_register::reading::{ChangeKind, Flow, Modality, Operator, When};
use entente_register::record::{Figure, Kind, Period, Record, RecordId, Said, Shift, Unit};
use entente_trade::Money;

use super::book::{Desk, proposal, source};
use super::day;

/// Figures of both sides in thousands: reporter, period, vintage, exports, imports.
struct Shelf(
    &'static [(
        &'static str,
        &'static str,
        &'static str,
        &'static str,
        &'static str,
    )],
);

/// What Kazakhstan's tables tell of trade with Serbia.
const KAZAKH: &[(&str, &str, &str, &str, &str)] = &[
    ("KAZ", "2021", "2022-07-25", "3701.53498", "19151.73796"),
    ("KAZ", "2022", "2023-07-25", "8182.31802", "65788.98792"),
    ("KAZ", "2022", "2024-07-25", "8182.31802", "65788.98792"),
];

impl Books for Shelf {
    type Error = Infallible;

    /// The euro's average of 2022: 0.9496 for a dollar.
    fn in_dollars(&self, amount: Money, currency: &str, period: When) -> Option<Money> {
        let known = currency == "EUR" && period.to_string() == "2022";
        known.then(|| Money::from_thousandths(amount.thousandths() * 10_000 / 9_496))
    }

    fn told(&self, asked: &Asked) -> Result<Reported, Infallible> {
        let known = |vintage: &str| {
            asked
                .known_on
                .is_none_or(|day| vintage <= day.to_string().as_str())
        };
        let period = asked.period.to_string();
        let told = self.0.iter().rfind(|(reporter, of, vintage, ..)| {
            *reporter == asked.reporter && *of == period && known(vintage)
        });
        let Some((_, _, vintage, exports, imports)) = told else {
            return Ok(Reported::default());
        };
        let reading = |value: &str, valuation: &str| {
            Some(Reading {
                value: Money::parse(value, 3).unwrap(),
                dataset: "kz-bns".to_owned(),
                vintage: (*vintage).to_owned(),
                objects: vec!["0".repeat(64)],
                valuation: valuation.to_owned(),
            })
        };
        Ok(Reported {
            exports: reading(exports, "FOB"),
            imports: reading(imports, "CIF"),
            silence: None,
        })
    }
}

fn amount(value: &str, half_unit: &str) -> Said {
    Said::Amount(Figure {
        value: value.to_owned(),
        unit: Unit::Currency("USD".to_owned()),
        scale: 6,
        half_unit: half_unit.to_owned(),
        half_unit_uncertain: false,
    })
}

fn period(text: &str) -> Said {
    Said::Period(Period {
        when: When::parse(text),
        written: Some("last year".to_owned()),
        relative: true,
        ambiguous: false,
    })
}

/// A claim of the turnover of 2022 with these fields in place of the usual ones.
fn claim(said: Vec<Said>) -> Record {
    let usual = vec![
        Said::Pair("KAZ-SRB".to_owned()),
        Said::Sentence("turnover tripled and reached $73.8 million last year".to_owned()),
        Said::Flow(Flow::Turnover),
        Said::Operator(Operator::Equal),
        Said::Modality(Modality::Actual),
        period("2022"),
    ];
    let usual = usual
        .into_iter()
        .filter(|one| !said.iter().any(|other| one.is_of_the_field_of(other)));
    let id = RecordId::new(Kind::Claim, 1).unwrap();
    let said: Vec<Said> = usual.chain(said.clone()).collect();
    let mut desk = Desk::default();
    desk.write(
        "2023-12-01T10:00:00Z",
        "entente",
        Act::Read {
            source: Box::new(source(1, "KAZ")),
            proposed: vec![entente_register::entry::Filed {
                record: id,
                said: said.into_iter().map(|said| proposal(said, "")).collect(),
            }],
        },
    );
    desk.register().record(id).unwrap().clone()
}

fn checked(claim: &Record, shelf: &Shelf) -> Check {
    let Ok(check) = check(
        (claim, Some(day("2023-11-29"))),
        shelf,
        "2026-11-28T10:00:00Z",
        None,
    );
    check
}

fn tripled() -> Said {
    Said::Change(Shift {
        kind: ChangeKind::Factor,
        value: "3".to_owned(),
        operator: Operator::Equal,
        base: None,
        ambiguous: false,
    })
}

#[test]
fn tripled_to_73_8_million_is_kazakhstan_s_figure_not_as_printed() {
    let claim = claim(vec![amount("73800000", "50000"), tripled()]);
    let check = checked(&claim, &Shelf(KAZAKH));
    assert_eq!(
        (check.verdict, check.whose.as_deref()),
        (Verdict::Contradicted, Some("KAZ"))
    );
    assert_eq!(
        check.words,
        [
            "contradicted; it is Kazakhstan's figure, not as printed",
            "Kazakhstan reports for 2022 a turnover of 73 971 306: exports FOB 8 182 318, imports CIF 65 788 988 \
             US dollars (kz-bns 2024-07-25)",
            "the same by the release known on 2023-11-29, when it was published (kz-bns 2023-07-25)",
            "the claimed 73.8 million is 171 306 below it (0.2 %), outside the rounding of the figure as printed, \
             which stands for 73 750 000 to 73 850 000; rounded alike the report is 74 million. A slip, or a \
             release that is not in the books",
            "from 22 853 273 in 2021 that is a factor of 3.24, inside the rounding of a factor of 3 as claimed",
            "no figure of 2022 reported by Serbia is in the books",
        ]
    );
    let kazakh = &check.sides[0];
    assert_eq!(kazakh.value.as_deref(), Some("73971305.94"));
    assert_eq!(kazakh.deviation.as_deref(), Some("-171305.94"));
    assert_eq!(
        (kazakh.change.as_deref(), kazakh.change_within),
        (Some("3.237"), Some(true))
    );
}

#[test]
fn each_verdict_has_its_condition() {
    const BOTH: &[(&str, &str, &str, &str, &str)] = &[
        ("KAZ", "2022", "2023-07-25", "40000", "60000"),
        ("SRB", "2022", "2023-07-25", "250000", "150000"),
    ];
    const ALIKE: &[(&str, &str, &str, &str, &str)] = &[
        ("KAZ", "2022", "2023-07-25", "40000", "60000"),
        ("SRB", "2022", "2023-07-25", "60010", "40010"),
    ];
    let million = |value: u32| amount(&format!("{value}000000"), "500000");
    let verdict = |said: Vec<Said>, shelf| {
        let check = checked(&claim(said), &Shelf(shelf));
        (check.verdict, check.whose)
    };
    let kaz = Some("KAZ".to_owned());
    let srb = Some("SRB".to_owned());
    assert_eq!(verdict(vec![million(100)], ALIKE), (Verdict::Confirmed, None));
    assert_eq!(
        verdict(vec![million(100)], BOTH),
        (Verdict::ConfirmedByOneSide, kaz.clone())
    );
    assert_eq!(
        verdict(vec![million(400)], BOTH),
        (Verdict::ConfirmedByOneSide, srb.clone())
    );
    assert_eq!(
        verdict(vec![million(250)], BOTH),
        (Verdict::BetweenTheMirrors, None)
    );
    assert_eq!(verdict(vec![million(500)], BOTH), (Verdict::Contradicted, None));
    let words = |value| {
        checked(&claim(vec![million(value)]), &Shelf(BOTH))
            .words
            .remove(0)
    };
    assert_eq!(
        [100, 250, 500].map(words),
        [
            "confirmed by one side only; it is Kazakhstan's figure; Serbia's differs",
            "between the two mirrors",
            "contradicted; Kazakhstan's and Serbia's figures are others",
        ]
    );
    assert_eq!(verdict(vec![million(100)], &[]), (Verdict::NotCheckable, None));
    // Told as one side's statistics, that side's figure decides.
    let told_as = |state: &str| vec![million(400), Said::ReporterView(state.to_owned())];
    assert_eq!(verdict(told_as("SRB"), BOTH), (Verdict::ConfirmedByOneSide, srb));
    assert_eq!(verdict(told_as("KAZ"), BOTH).0, Verdict::Contradicted);
    // More than 90 million: 100 is more.
    let above = vec![million(90), Said::Operator(Operator::Above)];
    assert_eq!(verdict(above, &BOTH[..1]), (Verdict::ConfirmedByOneSide, kaz));
    let below = vec![million(90), Said::Operator(Operator::Below)];
    assert_eq!(verdict(below, &BOTH[..1]).0, Verdict::Contradicted);
}

#[test]
fn what_trade_figures_cannot_answer_is_not_checked_and_the_reason_is_told() {
    for (said, reason) in [
        (
            vec![Said::Modality(Modality::Target)],
            "a target or forecast is no figure of what was",
        ),
        (
            vec![Said::Flow(Flow::Count)],
            "it counts something else than trade",
        ),
        (
            vec![Said::Flow(Flow::Unspecified)],
            "the sentence does not say what it counts",
        ),
        (
            vec![Said::Products("agricultural".to_owned())],
            "\"agricultural\" is a part of all goods that no list of codes defines",
        ),
        (
            vec![period("?")],
            "\"last year\" needs the day of publication: read the source again with --published DATE",
        ),
        (
            Vec::new(),
            "it tells neither an amount nor a change that can be compared",
        ),
    ] {
        let check = checked(&claim(said), &Shelf(KAZAKH));
        assert_eq!(check.verdict, Verdict::NotCheckable);
        assert_eq!(check.words, [format!("not checkable: {reason}")]);
    }
}

#[test]
fn a_claim_in_another_currency_is_checked_at_the_rate_of_its_period_where_there_is_one() {
    let euros = |period_of: &str, code: &str| {
        let Said::Amount(figure) = amount("70200000", "50000") else {
            panic!("an amount");
        };
        let unit = Unit::Currency(code.to_owned());
        let said = vec![Said::Amount(Figure { unit, ..figure }), period(period_of)];
        checked(&claim(said), &Shelf(KAZAKH))
    };
    let check = euros("2022", "EUR");
    assert_eq!(check.verdict, Verdict::ConfirmedByOneSide);
    assert_eq!(check.whose.as_deref(), Some("KAZ"));
    assert_eq!(
        check.words.last().unwrap(),
        "70200000 EUR are 73925863.521 US dollars at the rate of 2022"
    );
    for (period, code) in [("2021", "EUR"), ("2022", "KZT")] {
        assert_eq!(
            euros(period, code).words,
            [format!(
                "not checkable: it is in {code}, and no rate of exchange of {period} is in the home (add it to rates.csv)"
            )]
        );
    }
}

#[test]
fn a_revision_changes_the_verdict_and_the_old_one_stays() {
    const REVISED: &[(&str, &str, &str, &str, &str)] = &[
        ("KAZ", "2022", "2023-07-25", "8000", "65800"),
        ("KAZ", "2022", "2024-07-25", "8182.31802", "65788.98792"),
    ];
    let mut desk = Desk::default();
    let claimed = claim(vec![amount("73800000", "50000")]);
    desk.write(
        "2023-12-01T10:00:00Z",
        "entente",
        Act::Read {
            source: Box::new(source(1, "KAZ")),
            proposed: vec![entente_register::entry::Filed {
                record: claimed.id,
                said: claimed
                    .assertions
                    .iter()
                    .map(|one| proposal(one.said.clone(), ""))
                    .collect(),
            }],
        },
    );
    for known_on in [Some(day("2023-12-01")), None] {
        let Ok(check) = check(
            (&claimed, Some(day("2023-11-29"))),
            &Shelf(REVISED),
            "2026-11-28T10:00:00Z",
            known_on,
        );
        let act = Act::Checked {
            claim: claimed.id,
            check: Box::new(check),
        };
        desk.write("2026-11-28T10:00:00Z", "entente", act);
    }
    let register = desk.register();
    let checks = &register.record(claimed.id).unwrap().checks;
    let verdicts: Vec<Verdict> = checks.iter().map(|check| check.verdict).collect();
    assert_eq!(verdicts, [Verdict::ConfirmedByOneSide, Verdict::Contradicted]);
    assert_eq!(
        checks[1].words[2],
        "on 2023-11-29, when it was published, the release known said 73 800 000 (kz-bns 2023-07-25)"
    );
}

#[test]
fn claims_of_one_time_and_its_parts_are_held_against_each_other() {
    let year = claim(vec![amount("73800000", "50000")]);
    let other = |number: u32, said: Vec<Said>| {
        let mut other = claim(said);
        other.id = RecordId::new(Kind::Claim, number).unwrap();
        other
    };
    let others = [
        year.clone(),
        other(2, vec![amount("52900000", "50000"), period("2022-01/2022-09")]),
        other(3, vec![amount("80000000", "500000"), period("2022-01/2022-09")]),
        other(4, vec![amount("74000000", "500000")]),
        other(5, vec![amount("400000000", "500000")]),
        other(6, vec![amount("90000000", "500000"), period("2023")]),
        other(
            7,
            vec![
                amount("400000000", "500000"),
                Said::ReporterView("SRB".to_owned()),
            ],
        ),
        other(8, vec![amount("9000000", "500000"), Said::Flow(Flow::Exports)]),
    ];
    assert_eq!(
        among(&year, &others),
        [
            "claim-2 says 52.9 million for 2022-01/2022-09, a part of this time, and no more than this",
            "claim-3 says 80 million for 2022-01/2022-09, a part of this time, and more than this: both cannot \
             be right",
            "claim-4 says 74 million for 2022, the same as this as far as both are rounded",
            "claim-5 says 400 million for 2022, which is another figure of the same time",
        ]
    );
    assert_eq!(
        among(&others[1], &others[..1]),
        ["claim-1 says 73.8 million for 2022, for a time of which this is a part, and no less"]
    );
}

/// Both sides' figures of 2022: what Kazakhstan reports, and twice of it by Serbia.
const MIRRORS: &[(&str, &str, &str, &str, &str)] = &[
    ("KAZ", "2022", "2024-07-25", "8182.31802", "65788.98792"),
    ("SRB", "2022", "2024-03-01", "131577.97584", "16364.63604"),
];

#[test]
fn exports_with_a_partner_are_the_other_state_s_and_the_partner_s_imports() {
    let exports = claim(vec![
        amount("65800000", "50000"),
        Said::Flow(Flow::Exports),
        Said::Partner("KAZ".to_owned()),
    ]);
    let check = checked(&exports, &Shelf(MIRRORS));
    assert_eq!(
        check.words,
        [
            "confirmed by one side only; it is Kazakhstan's figure; Serbia's differs",
            "taken for Serbia's exports to Kazakhstan, all goods, of 2022",
            "Kazakhstan reports for 2022 imports from Serbia CIF 65 788 988 US dollars (kz-bns 2024-07-25)",
            "on 2023-11-29, when it was published, the books would have had no such figure",
            "the claimed 65.8 million is 11 012 above it (0.0 %) and holds it: as written it stands for 65 750 000 \
             to 65 850 000",
            "Serbia reports for 2022 exports to Kazakhstan FOB 131 577 976 US dollars (kz-bns 2024-03-01)",
            "on 2023-11-29, when it was published, the books would have had no such figure",
            "the claimed 65.8 million is 65 777 976 below it (50.0 %), outside the rounding of the figure as \
             printed, which stands for 65 750 000 to 65 850 000; rounded alike the report is 131.6 million",
        ]
    );
    assert_eq!(check.sides[0].valuation, ["imports CIF"]);
    assert_eq!(check.sides[1].valuation, ["exports FOB"]);
}

#[test]
fn the_direction_of_a_claim_decides_which_figure_it_is_held_against() {
    let told = |flow: Flow, partner: Option<&str>, view: Option<&str>| {
        let mut said = vec![amount("8200000", "50000"), Said::Flow(flow)];
        said.extend(partner.map(|state| Said::Partner(state.to_owned())));
        said.extend(view.map(|state| Said::ReporterView(state.to_owned())));
        let check = checked(&claim(said), &Shelf(MIRRORS));
        let values: Vec<&str> = check
            .sides
            .iter()
            .filter_map(|side| side.value.as_deref())
            .collect();
        (
            check.words[1.min(check.words.len() - 1)].clone(),
            values.join(" "),
        )
    };
    for (flow, partner, view, whose, expected) in [
        (
            Flow::Exports,
            Some("SRB"),
            None,
            "Kazakhstan's exports to Serbia",
            "8182318.02 16364636.04",
        ),
        (
            Flow::Imports,
            Some("KAZ"),
            None,
            "Serbia's imports from Kazakhstan",
            "8182318.02 16364636.04",
        ),
        (
            Flow::Imports,
            Some("SRB"),
            None,
            "Kazakhstan's imports from Serbia",
            "65788987.92 131577975.84",
        ),
        (
            Flow::Exports,
            None,
            Some("SRB"),
            "Serbia's exports to Kazakhstan",
            "65788987.92 131577975.84",
        ),
        (
            Flow::Balance,
            Some("KAZ"),
            None,
            "Serbia's balance with Kazakhstan",
            "57606669.9 115213339.8",
        ),
        (
            Flow::Deficit,
            Some("SRB"),
            None,
            "Kazakhstan's deficit with Serbia",
            "57606669.9 115213339.8",
        ),
    ] {
        let (words, values) = told(flow, partner, view);
        assert_eq!(words, format!("taken for {whose}, all goods, of 2022"));
        assert_eq!(values, expected, "{flow:?} {partner:?} {view:?}");
    }
}

#[test]
fn what_is_not_of_the_pair_or_has_no_direction_is_not_checked_and_says_so() {
    for (said, reason) in [
        (
            vec![Said::Partner("UZB".to_owned())],
            "it is about trade with Uzbekistan, which is not of this pair (Kazakhstan and Serbia)",
        ),
        (
            vec![Said::ReporterView("HUN".to_owned())],
            "it is told as a figure of Hungary, which is not of this pair (Kazakhstan and Serbia)",
        ),
        (
            vec![Said::Flow(Flow::Exports)],
            "it does not say between whom, in which direction: if it is Kazakhstan's with Serbia, `entente \
             register add claim-1 --set partner=SRB`",
        ),
        (
            vec![
                Said::Flow(Flow::Exports),
                Said::Partner("SRB".to_owned()),
                Said::Products("wheat".to_owned()),
            ],
            "\"wheat\" is a part of all goods that no list of codes defines",
        ),
    ] {
        let said = said.into_iter().chain([amount("73971306", "500")]).collect();
        let check = checked(&claim(said), &Shelf(MIRRORS));
        assert_eq!(check.verdict, Verdict::NotCheckable);
        assert_eq!(check.words, [format!("not checkable: {reason}")]);
    }
}

#[test]
fn a_bound_is_meant_as_it_is_written_and_worded_as_one() {
    let told = |operator: Operator, value: &str| {
        let check = checked(
            &claim(vec![amount(value, "500000"), Said::Operator(operator)]),
            &Shelf(&MIRRORS[..1]),
        );
        [check.words[0].clone(), check.words[3].clone()]
    };
    const HOLDS: &str = "confirmed by one side only; it holds of Kazakhstan's figure; Serbia's is missing";
    const NOT: &str = "contradicted; Kazakhstan's figure is another, and the other side's is missing";
    for (operator, value, verdict, words) in [
        (
            Operator::Above,
            "70000000",
            HOLDS,
            "more than 70 million, as claimed, holds: it is 3 971 306 above 70 million (5.4 %)",
        ),
        (
            Operator::Above,
            "74000000",
            NOT,
            "more than 74 million, as claimed, does not hold: it is 28 694 below 74 million (0.0 %)",
        ),
        (
            Operator::AtLeast,
            "73971305.94",
            HOLDS,
            "at least 73.971 million, as claimed, holds: it is equal to 73.971 million",
        ),
        (
            Operator::Above,
            "73971305.94",
            NOT,
            "more than 73.971 million, as claimed, does not hold: it is equal to 73.971 million",
        ),
        (
            Operator::AtMost,
            "80000000",
            HOLDS,
            "at most 80 million, as claimed, holds: it is 6 028 694 below 80 million (8.2 %)",
        ),
        (
            Operator::Below,
            "50000000",
            NOT,
            "less than 50 million, as claimed, does not hold: it is 23 971 306 above 50 million (32.4 %)",
        ),
        (
            Operator::About,
            "75000000",
            "confirmed by one side only; it is Kazakhstan's figure; Serbia's is missing",
            "the claimed about 75 million is 1 028 694 above it (1.4 %) and holds it: as written it stands for \
             71 250 000 to 78 750 000",
        ),
        (
            Operator::About,
            "90000000",
            NOT,
            "the claimed about 90 million is 16 028 694 above it (21.7 %), outside what \"about\" is taken for, \
             85 500 000 to 94 500 000",
        ),
    ] {
        assert_eq!(told(operator, value), [verdict, words], "{operator:?} {value}");
    }
}

#[test]
fn a_change_told_as_a_bound_holds_or_not_and_a_fall_by_more_is_a_greater_fall() {
    const FELL: &[(&str, &str, &str, &str, &str)] = &[
        ("KAZ", "2021", "2022-07-25", "50000", "50000"),
        ("KAZ", "2022", "2022-09-25", "40000", "45000"),
    ];
    let told = |kind: ChangeKind, operator: Operator, value: &str, shelf| {
        let shift = Said::Change(Shift {
            kind,
            value: value.to_owned(),
            operator,
            base: None,
            ambiguous: false,
        });
        let check = checked(&claim(vec![shift]), &Shelf(shelf));
        (check.verdict, check.words[check.words.len() - 2].clone())
    };
    for (told, expected) in [
        (
            told(ChangeKind::Factor, Operator::Above, "3", KAZAKH),
            (
                Verdict::ConfirmedByOneSide,
                "from 22 853 273 in 2021 that is a factor of 3.24, and more than a factor of 3, as claimed, holds",
            ),
        ),
        (
            told(ChangeKind::Factor, Operator::Above, "4", KAZAKH),
            (
                Verdict::Contradicted,
                "from 22 853 273 in 2021 that is a factor of 3.24, and more than a factor of 4, as claimed, does \
                 not hold",
            ),
        ),
        (
            told(ChangeKind::Percent, Operator::Above, "-10", FELL),
            (
                Verdict::ConfirmedByOneSide,
                "from 100 000 000 in 2021 that is -15 %, and more than -10 %, as claimed, holds",
            ),
        ),
        (
            told(ChangeKind::Percent, Operator::Above, "-20", FELL),
            (
                Verdict::Contradicted,
                "from 100 000 000 in 2021 that is -15 %, and more than -20 %, as claimed, does not hold",
            ),
        ),
    ] {
        assert_eq!((told.0, told.1.as_str()), expected);
    }
}

#[test]
fn bounds_of_one_time_bear_each_other_out_or_do_not() {
    let bound = |number: u32, operator: Operator, value: &str| {
        let mut claim = claim(vec![amount(value, "500000"), Said::Operator(operator)]);
        claim.id = RecordId::new(Kind::Claim, number).unwrap();
        claim
    };
    let ours = bound(1, Operator::Above, "70000000");
    let others = [
        bound(2, Operator::AtMost, "50000000"),
        bound(3, Operator::Equal, "73800000"),
        bound(4, Operator::Above, "60000000"),
    ];
    assert_eq!(
        among(&ours, &others),
        [
            "claim-2 says at most 50 million for 2022, which cannot both be right of one report",
            "claim-3 says 73.8 million for 2022, which both may be right",
            "claim-4 says more than 60 million for 2022, which both may be right",
        ]
    );
}

#[test]
fn what_is_told_as_one_side_s_is_held_against_that_side_and_only_set_beside_the_other() {
    let told = claim(vec![
        amount("400000000", "500000"),
        Said::ReporterView("SRB".to_owned()),
    ]);
    assert_eq!(
        checked(&told, &Shelf(&MIRRORS[..1])).words,
        [
            "not checkable, told as Serbia's",
            "Kazakhstan reports for 2022 a turnover of 73 971 306: exports FOB 8 182 318, imports CIF 65 788 988 \
             US dollars (kz-bns 2024-07-25)",
            "on 2023-11-29, when it was published, the books would have had no such figure",
            "the claimed 400 million is 326 028 694 above it (440.8 %), and not told as Kazakhstan's",
            "no figure of 2022 reported by Serbia is in the books",
        ]
    );
}

#[test]
fn a_figure_of_two_strangers_is_no_claim_and_of_one_stranger_is_not_of_the_pair() {
    let mut desk = Desk::default();
    let text = "Trade turnover between Uzbekistan and China reached $4.2 billion in 2022. Trade turnover between \
                Kazakhstan and Uzbekistan reached $4.6 billion in 2022.";
    super::lists::read(&mut desk, text, "KAZ", "2024-11-20");
    let register = desk.register();
    let words: Vec<String> = register
        .of_kind(Kind::Claim)
        .flat_map(|claim| checked(claim, &Shelf(MIRRORS)).words)
        .collect();
    assert_eq!(
        words,
        [
            "not checkable: it is about trade with Uzbekistan, which is not of this pair (Kazakhstan and Serbia)"
        ]
    );
}
