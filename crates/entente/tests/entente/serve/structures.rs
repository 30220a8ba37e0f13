//! Structures, schemas and availability: which artefacts an answer carries, and how much of each.

use sdmx::Standard;
use sdmx::model::{Artefact, Structures};
use sdmx::structure::{Limits, read_message};

use super::super::support::{demo, run, text};
use super::client::{Served, bring, home_of};

const ROWS: &str = "KAZ,SRB,export,2015-04,270900,150.25,USD,H4,last_known_destination,12.5,,\n\
                    KAZ,RUS,export,2015,TOTAL,2000,USD,,,,,\n";
const FLOW: &str = "ENTENTE/IMTS_ENTENTE/1.0.0";

/// What an answer carries, read in every format of a version; all must carry the same.
fn carried(served: &Served, path: &str) -> Structures {
    let two = ["application/vnd.sdmx.structure+json;version=2.0.0", "*/*"];
    let one = [
        "application/vnd.sdmx.structure+json;version=1.0.0",
        "application/xml",
    ];
    let (accepts, standards) = match path.starts_with("/sdmx/v2") {
        true => (two, [Standard::Json2_0, Standard::Ml3_0]),
        false => (one, [Standard::Json1_0, Standard::Ml2_1]),
    };
    let [json, xml] = [0, 1].map(|at| {
        let answer = served.ask("GET", path, &[("Accept", accepts[at])]);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        let message = read_message(Some(standards[at]), answer.body.as_slice(), Limits::default());
        message.unwrap().structures
    });
    assert_eq!(names(&json), names(&xml), "{path}");
    xml
}

/// The artefacts, without agency and version where they are those of all.
fn names(structures: &Structures) -> String {
    let name = |artefact: &Artefact| {
        artefact
            .urn()
            .short()
            .replace("=ENTENTE:", " ")
            .replace("(1.0.0)", "")
    };
    let names = structures.iter().map(|(_, artefact)| name(artefact));
    names.collect::<Vec<_>>().join("\n")
}

const LISTS: &str = "Codelist CL_ACTIVITY\nCodelist CL_AREA\nCodelist CL_COMMODITY\nCodelist CL_CONF_STATUS\n\
    Codelist CL_CUSTOMS_PROC\nCodelist CL_FREQ\nCodelist CL_MEASURE\nCodelist CL_OBS_STATUS\n\
    Codelist CL_PARTNER_TYPE\nCodelist CL_TRADE_FLOW\nCodelist CL_TRANSFORMATION\n\
    Codelist CL_TRANSPORT_MODE\nCodelist CL_UNIT_MEASURE\nCodelist CL_UNIT_MULT\nCodelist CL_VALUATION\n\
    Codelist CL_VINTAGE_BASIS";
const FLOWS: &str = "Dataflow IMTS_AM_ARMSTAT\nDataflow IMTS_COMTRADE\nDataflow IMTS_ENTENTE\n\
    Dataflow IMTS_EUROSTAT\nDataflow IMTS_IMF_DOTS\nDataflow IMTS_KZ_BNS\nDataflow IMTS_UZ_STAT";

#[test]
fn a_question_for_structures_finds_what_it_names_and_what_goes_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    let whole = format!("{LISTS}\nConceptScheme CS_IMTS\nDataStructure IMTS");
    let constraint = "DataConstraint IMTS_ENTENTE";
    let agencies = "AgencyScheme=SDMX:AGENCIES(1.0)\n";
    for (path, expected) in [
        ("/sdmx/v2/structure/dataflow".to_owned(), FLOWS.to_owned()),
        (
            format!("/sdmx/v2/structure/dataflow/{FLOW}/"),
            "Dataflow IMTS_ENTENTE".to_owned(),
        ),
        (
            "/sdmx/v2/structure/dataflow/ENTENTE/IMTS_ENTENTE/+".to_owned(),
            "Dataflow IMTS_ENTENTE".to_owned(),
        ),
        (
            "/sdmx/v2/structure/dataflow/*/IMTS_ENTENTE,IMTS_KZ_BNS/1+.0.0".to_owned(),
            "Dataflow IMTS_ENTENTE\nDataflow IMTS_KZ_BNS".to_owned(),
        ),
        (
            format!("/sdmx/v2/structure/dataflow/{FLOW}?references=children"),
            format!("{agencies}DataStructure IMTS\nDataflow IMTS_ENTENTE"),
        ),
        (
            format!("/sdmx/v2/structure/dataflow/{FLOW}?references=descendants"),
            format!("{agencies}{whole}\nDataflow IMTS_ENTENTE"),
        ),
        (
            format!("/sdmx/v2/structure/dataflow/{FLOW}?references=parents"),
            format!("Dataflow IMTS_ENTENTE\n{constraint}"),
        ),
        (
            format!("/sdmx/v2/structure/dataflow/{FLOW}?references=all"),
            format!("{agencies}{whole}\nDataflow IMTS_ENTENTE\n{constraint}"),
        ),
        (
            format!("/sdmx/v2/structure/dataflow/{FLOW}?references=codelist"),
            format!("{LISTS}\nDataflow IMTS_ENTENTE"),
        ),
        (
            "/sdmx/v2/structure/codelist/ENTENTE/CL_FREQ?references=parents".to_owned(),
            "Codelist CL_FREQ\nDataStructure IMTS".to_owned(),
        ),
        (
            "/sdmx/v2/structure/agencyscheme/SDMX/AGENCIES/+".to_owned(),
            "AgencyScheme=SDMX:AGENCIES(1.0)".to_owned(),
        ),
        (
            "/sdmx/v2/structure/dataconstraint".to_owned(),
            constraint.to_owned(),
        ),
        (
            format!("/sdmx/v2/structure/dataflow/{FLOW}?references=agencyscheme"),
            format!("{agencies}Dataflow IMTS_ENTENTE"),
        ),
        (
            "/sdmx/v2/structure/structuremap".to_owned(),
            "StructureMap IMTS_TO_UNSD".to_owned(),
        ),
        (
            "/sdmx/v2/structure/*".to_owned(),
            format!(
                "AgencyScheme=SDMX:AGENCIES(1.0)\n{whole}\n{FLOWS}\n{constraint}\nStructureMap IMTS_TO_UNSD"
            ),
        ),
        (
            "/sdmx/v1/dataflow/ENTENTE/IMTS_ENTENTE/latest?references=all".to_owned(),
            format!("{agencies}{whole}\nDataflow IMTS_ENTENTE\n{constraint}"),
        ),
        (
            "/sdmx/v1/datastructure/all/all/latest/?references=children".to_owned(),
            format!("{agencies}{whole}"),
        ),
        ("/sdmx/v1/codelist/ENTENTE/all".to_owned(), LISTS.to_owned()),
        (
            "/sdmx/v1/conceptscheme".to_owned(),
            "ConceptScheme CS_IMTS".to_owned(),
        ),
        (
            "/sdmx/v1/agencyscheme/SDMX".to_owned(),
            "AgencyScheme=SDMX:AGENCIES(1.0)".to_owned(),
        ),
        (
            "/sdmx/v1/organisationscheme".to_owned(),
            "AgencyScheme=SDMX:AGENCIES(1.0)".to_owned(),
        ),
        ("/sdmx/v1/contentconstraint".to_owned(), constraint.to_owned()),
        (
            "/sdmx/v1/structure".to_owned(),
            format!("AgencyScheme=SDMX:AGENCIES(1.0)\n{whole}\n{FLOWS}\n{constraint}"),
        ),
        (
            format!("/sdmx/v2/schema/dataflow/{FLOW}/"),
            format!("{agencies}{whole}\nDataflow IMTS_ENTENTE"),
        ),
        (
            format!("/sdmx/v1/schema/dataflow/{FLOW}"),
            format!("{agencies}{whole}\nDataflow IMTS_ENTENTE"),
        ),
        (
            "/sdmx/v2/schema/datastructure/ENTENTE/IMTS".to_owned(),
            format!("{agencies}{whole}"),
        ),
        (
            format!("/sdmx/v2/availability/dataflow/{FLOW}"),
            constraint.to_owned(),
        ),
        (
            format!("/sdmx/v2/availability/*/{FLOW}?references=all"),
            format!("{whole}\nDataflow IMTS_ENTENTE\n{constraint}"),
        ),
        (
            format!("/sdmx/v2/availability/*/{FLOW}?references=dataflow,codelist"),
            format!("{LISTS}\nDataflow IMTS_ENTENTE\n{constraint}"),
        ),
        (
            "/sdmx/v1/availableconstraint/IMTS_ENTENTE?references=datastructure".to_owned(),
            format!("DataStructure IMTS\n{constraint}"),
        ),
    ] {
        assert_eq!(names(&carried(&served, &path)), expected, "{path}");
    }
}

/// The codes of a list, or that it is whole.
fn codes(structures: &Structures, id: &str) -> String {
    let list = structures
        .codelists()
        .find(|list| list.artefact.id == id)
        .unwrap();
    let codes: Vec<&str> = list.codes.iter().map(|code| code.item.id.as_str()).collect();
    match list.is_partial {
        true => codes.join(" "),
        false => format!("all {}", codes.len()),
    }
}

#[test]
fn lists_hold_the_codes_in_use_if_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    let partial = format!("/sdmx/v2/structure/dataflow/{FLOW}?references=all&detail=referencepartial");
    for path in [
        partial,
        format!("/sdmx/v2/schema/dataflow/{FLOW}"),
        format!("/sdmx/v1/schema/dataflow/{FLOW}"),
    ] {
        let found = carried(&served, &path);
        assert_eq!(codes(&found, "CL_AREA"), "W00 KAZ RUS SRB", "{path}");
        assert_eq!(
            codes(&found, "CL_COMMODITY"),
            "HS12_TOTAL HS12_27 HS12_2709 HS12_270900 HS_TOTAL",
            "{path}"
        );
        assert_eq!(codes(&found, "CL_TRADE_FLOW"), "X", "{path}");
        assert_eq!(codes(&found, "CL_OBS_STATUS"), "all 2", "{path}");
    }
    let narrow = carried(
        &served,
        &format!("/sdmx/v2/availability/dataflow/{FLOW}/A?references=all"),
    );
    assert_eq!(codes(&narrow, "CL_AREA"), "W00 KAZ RUS");
    assert_eq!(codes(&narrow, "CL_COMMODITY"), "HS_TOTAL");
    // A component that is asked for alone leaves those of the others in use.
    let one = carried(
        &served,
        &format!("/sdmx/v2/availability/dataflow/{FLOW}/A/REF_AREA?references=codelist"),
    );
    assert_eq!(codes(&one, "CL_COMMODITY"), "HS_TOTAL");
    let constraint = one.constraints().next().unwrap();
    let told: Vec<&str> = constraint
        .regions
        .iter()
        .flat_map(|region| &region.keys)
        .map(|key| key.id.as_str())
        .collect();
    assert_eq!(told, ["REF_AREA"]);
    let whole = carried(
        &served,
        &format!("/sdmx/v2/structure/dataflow/{FLOW}?references=all"),
    );
    assert_eq!(codes(&whole, "CL_FREQ"), "all 2");
    let item = carried(&served, "/sdmx/v2/structure/codelist/ENTENTE/CL_FREQ/1.0.0/M");
    assert_eq!(codes(&item, "CL_FREQ"), "M");
    let item = carried(&served, "/sdmx/v1/codelist/ENTENTE/CL_FREQ/1.0.0/A+M");
    assert_eq!(codes(&item, "CL_FREQ"), "A M");
}

#[test]
fn stubs_have_names_and_nothing_in_them() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    for (path, stubs) in [
        ("/sdmx/v2/structure/*?detail=allstubs", "Codelist Dsd Dataflow"),
        (
            "/sdmx/v2/structure/*?detail=allcompletestubs",
            "Codelist Dsd Dataflow described",
        ),
        (
            "/sdmx/v2/structure/dataflow/ENTENTE/IMTS_ENTENTE?references=descendants&detail=referencestubs",
            "Codelist Dsd",
        ),
    ] {
        let found = carried(&served, path);
        let list = found
            .codelists()
            .all(|list| list.artefact.is_external && list.codes.is_empty());
        let dsd = found
            .dsds()
            .all(|dsd| dsd.artefact.is_external && dsd.dimensions.is_empty());
        let flow = found
            .dataflows()
            .all(|flow| flow.artefact.is_external && flow.structure.is_none());
        let described = found.dsds().all(|dsd| !dsd.artefact.descriptions.0.is_empty());
        let told = [
            (list, "Codelist"),
            (dsd, "Dsd"),
            (flow, "Dataflow"),
            (described, "described"),
        ];
        let told: Vec<&str> = told
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, word)| word)
            .collect();
        assert_eq!(told.join(" "), stubs, "{path}");
        assert!(found.dataflows().all(|flow| !flow.artefact.names.0.is_empty()));
    }
}

/// What an answer on availability says: values by dimension, then the counts.
fn available(structures: &Structures) -> String {
    let constraint = structures.constraints().next().unwrap();
    let member = |member: &sdmx::model::Member| {
        let values: Vec<&str> = member.values.iter().map(|value| value.value.as_str()).collect();
        let range = member.range.as_ref().map(|range| {
            let bound = |bound: &Option<sdmx::model::Bound>| bound.as_ref().unwrap().period.to_string();
            format!("{}..{}", bound(&range.start), bound(&range.end))
        });
        format!("{}={}{}", member.id, values.join(","), range.unwrap_or_default())
    };
    let members = constraint.regions[0].keys.iter().map(member);
    let counts = constraint.artefact.notes.annotations.iter();
    let counts = counts.map(|note| {
        format!(
            "{}={}",
            note.id.as_deref().unwrap(),
            note.title.as_deref().unwrap()
        )
    });
    members.chain(counts).collect::<Vec<_>>().join(" ")
}

#[test]
fn availability_tells_the_values_and_how_many_series_and_observations() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    let fixed = "TRANSPORT_MODE_BORDER=0 CUSTOMS_PROC=C00 ACTIVITY=_T TRANSFORMATION=N";
    for (path, expected) in [
        (
            format!("/sdmx/v2/availability/dataflow/{FLOW}"),
            format!(
                "FREQ=A,M REF_AREA=KAZ TRADE_FLOW=X COMMODITY_1=HS12_270900,HS_TOTAL \
                  COMMODITY_CUSTOM_BREAKDOWN=0 COUNTERPART_AREA_1=RUS,SRB COUNTERPART_AREA_2=W00 {fixed} \
                  MEASURE=NET_WEIGHT,VALUE TIME_PERIOD=2015..2015 series_count=3 obs_count=3"
            ),
        ),
        (
            format!("/sdmx/v2/availability/dataflow/{FLOW}/M"),
            format!(
                "FREQ=M REF_AREA=KAZ TRADE_FLOW=X COMMODITY_1=HS12_270900 COMMODITY_CUSTOM_BREAKDOWN=0 \
                  COUNTERPART_AREA_1=SRB COUNTERPART_AREA_2=W00 {fixed} MEASURE=NET_WEIGHT,VALUE \
                  TIME_PERIOD=2015-04..2015-04 series_count=2 obs_count=2"
            ),
        ),
        (
            format!("/sdmx/v2/availability/dataflow/{FLOW}/*/FREQ,COUNTERPART_AREA_1?c[FREQ]=M"),
            "FREQ=M COUNTERPART_AREA_1=SRB series_count=2 obs_count=2".to_owned(),
        ),
        (
            format!(
                "/sdmx/v2/availability/dataflow/{FLOW}/*/FREQ,COUNTERPART_AREA_1?c[FREQ]=M&mode=available"
            ),
            "FREQ=A,M COUNTERPART_AREA_1=SRB series_count=2 obs_count=2".to_owned(),
        ),
        (
            "/sdmx/v1/availableconstraint/IMTS_ENTENTE/M/all/MEASURE".to_owned(),
            "MEASURE=NET_WEIGHT,VALUE series_count=2 obs_count=2".to_owned(),
        ),
    ] {
        assert_eq!(available(&carried(&served, &path)), expected, "{path}");
    }
}

#[test]
fn the_range_of_time_holds_years_and_months_alike() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "KAZ,SRB,export,2016-06,270900,1,USD,H4,last_known_destination,,,\n\
                KAZ,SRB,export,2014-12,270900,1,USD,H4,last_known_destination,,,\n\
                KAZ,SRB,export,2015,TOTAL,1,USD,,,,,\n\
                KAZ,SRB,export,2016,TOTAL,1,USD,,,,,\n";
    let served = Served::new(&home_of(folder.path(), &[("2017-01-02", rows)]), &[]);
    for (key, expected) in [
        ("*", "2014-12..2016"),
        ("A", "2015..2016"),
        ("M", "2014-12..2016-06"),
    ] {
        let path = format!("/sdmx/v2/availability/dataflow/{FLOW}/{key}/TIME_PERIOD");
        let found = available(&carried(&served, &path));
        let range = found.split(' ').next().unwrap();
        assert_eq!(range, format!("TIME_PERIOD={expected}"));
        // Who asks for that range finds all that it is about.
        let (from, to) = expected.split_once("..").unwrap();
        let asked = |filter: &str| served.csv(&format!("dataflow/{FLOW}/{key}{filter}"));
        assert_eq!(
            asked(&format!("?c[TIME_PERIOD]=ge:{from}+le:{to}")),
            asked(""),
            "{key}"
        );
    }
}

#[test]
fn what_is_available_since_a_moment_counts_what_was_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_of(folder.path(), &[("2016-01-02", ROWS)]);
    let served = Served::new(&home, &[]);
    let message = served
        .get(&format!("/sdmx/v2/data/dataflow/{FLOW}?format=xml"))
        .text();
    let (_, rest) = message.split_once("Prepared>").unwrap();
    let moment = rest.split('<').next().unwrap();
    // A figure is revised, and its weight is told no more.
    let rows = "KAZ,SRB,export,2015-04,270900,151,USD,H4,last_known_destination,,,\n";
    bring(folder.path(), &home, "2017-01-02", rows);
    let ask = |key: &str, more: &str| {
        let path = format!("/sdmx/v2/availability/dataflow/{FLOW}/{key}?updatedAfter={moment}{more}");
        available(&carried(&served, &path))
    };
    assert_eq!(
        ask("*/MEASURE,TIME_PERIOD", ""),
        "MEASURE=NET_WEIGHT,VALUE TIME_PERIOD=2015-04..2015-04 series_count=2 obs_count=2"
    );
    assert_eq!(
        ask("*/MEASURE", "&c[MEASURE]=NET_WEIGHT"),
        "MEASURE=NET_WEIGHT series_count=1 obs_count=1"
    );
    assert_eq!(
        ask("*/MEASURE", "&c[MEASURE]=NET_WEIGHT&mode=available"),
        "MEASURE=NET_WEIGHT,VALUE series_count=1 obs_count=1"
    );
}

#[test]
fn a_schema_says_what_is_wrong_with_its_parameters_and_is_the_same_for_those_that_are_right() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    let path = format!("schema/dataflow/{FLOW}");
    let text = "dimensionAtObservation: found `NOPE`, expected one of FREQ, REF_AREA, TRADE_FLOW, COMMODITY_1, \
                COMMODITY_CUSTOM_BREAKDOWN, COUNTERPART_AREA_1, COUNTERPART_AREA_2, TRANSPORT_MODE_BORDER, \
                CUSTOMS_PROC, ACTIVITY, TRANSFORMATION, MEASURE, TIME_PERIOD, AllDimensions";
    for (version, status) in [("v1", 403), ("v2", 422)] {
        let answer = served.get(&format!("/sdmx/{version}/{path}?dimensionAtObservation=NOPE"));
        assert_eq!(
            (answer.status, answer.text().contains(text)),
            (status, true),
            "{version}"
        );
    }
    for (version, query) in [
        ("v2", "dimensionAtObservation=AllDimensions"),
        ("v2", "deletion=true"),
        ("v1", "explicitMeasure=true"),
    ] {
        let ask = |query: &str| {
            let path = format!("/sdmx/{version}/{path}{query}");
            let answer = served.ask("GET", &path, &[("Accept", "*/*")]);
            (answer.status, answer.text())
        };
        let plain = ask("");
        assert_eq!(plain.0, 200, "{version}");
        assert!(ask(&format!("?{query}")) == plain, "{query}");
    }
}

#[test]
fn availability_is_of_dimensions() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    for component in ["OBS_VALUE", "UNIT_MEASURE", "COLOUR"] {
        let answer = served.get(&format!("/sdmx/v2/availability/dataflow/{FLOW}/*/{component}"));
        let value: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        let expected = format!(
            "component: found `{component}`, expected a dimension: FREQ, REF_AREA, TRADE_FLOW, COMMODITY_1, \
             COMMODITY_CUSTOM_BREAKDOWN, COUNTERPART_AREA_1, COUNTERPART_AREA_2, TRANSPORT_MODE_BORDER, \
             CUSTOMS_PROC, ACTIVITY, TRANSFORMATION, MEASURE, TIME_PERIOD"
        );
        assert_eq!(
            (answer.status, &value["errors"]),
            (422, &serde_json::json!([{ "code": 422, "title": expected }]))
        );
    }
}

#[test]
fn an_item_goes_on_naming_the_one_above_it() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    let path = "structure/codelist/ENTENTE/CL_COMMODITY/1.0.0/HS17_0101";
    let found = carried(&served, &format!("/sdmx/v2/{path}"));
    let codes = found.codelists().flat_map(|list| &list.codes);
    let codes: Vec<_> = codes
        .map(|code| (code.item.id.as_str(), code.parent.as_deref()))
        .collect();
    assert_eq!(codes, [("HS17_0101", Some("HS17_01"))]);
}

#[test]
fn sdmx_3_1_says_what_is_available_in_its_own_way() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::new(&home_of(folder.path(), &[("2016-01-02", ROWS)]), &[]);
    let answer = served.get(&format!(
        "/sdmx/v2/availability/dataflow/{FLOW}/M?references=dataflow"
    ));
    assert_eq!(
        answer.header("content-type"),
        "application/vnd.sdmx.structure+json;version=2.1.0"
    );
    let message = read_message(Some(Standard::Json2_1), answer.body.as_slice(), Limits::default()).unwrap();
    assert_eq!(names(&message.structures), "Dataflow IMTS_ENTENTE");
    let [available] = message.structures.availabilities.as_slice() else {
        panic!("{}", answer.text());
    };
    assert_eq!((available.series, available.observations), (Some(2), Some(2)));
    let all = served.get("/sdmx/v2/structure/*");
    let message = read_message(Some(Standard::Json2_1), all.body.as_slice(), Limits::default()).unwrap();
    assert_eq!(message.structures.constraints().count(), 0);
    assert_eq!(message.structures.dataflows().count(), 7);
}

#[test]
fn what_is_available_of_the_demo_s_figures_is_what_an_export_holds() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let served = Served::new(&home, &[]);
    let table = super::super::exports::exported(&["--source", "kz-bns", "--home", &home]);
    let table = super::super::support::text(&table);
    let column = |at: usize| {
        let cells = table.lines().skip(1).map(|line| line.split(',').nth(at).unwrap());
        let found: std::collections::BTreeSet<&str> = cells.collect();
        found.into_iter().collect::<Vec<_>>().join(",")
    };
    let found = available(&carried(
        &served,
        "/sdmx/v2/availability/dataflow/ENTENTE/IMTS_KZ_BNS",
    ));
    let parts: Vec<&str> = found.split(' ').collect();
    for (at, part) in parts.iter().enumerate().take(12) {
        let (_, values) = part.split_once('=').unwrap();
        assert_eq!(values, column(at + 3), "{part}");
    }
    assert_eq!(parts[14], format!("obs_count={}", table.lines().count() - 1));
}

/// A message of somebody else, who also says what a list of Entente's holds.
const OTHERS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<mes:Structure xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message" xmlns:str="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure" xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common">
  <mes:Header>
    <mes:ID>M1</mes:ID>
    <mes:Test>false</mes:Test>
    <mes:Prepared>2024-05-06T07:08:09Z</mes:Prepared>
    <mes:Sender id="XX"/>
  </mes:Header>
  <mes:Structures>
    <str:Codelists>
      <str:Codelist agencyID="XX" id="CL_COLOUR" version="1.0.0"><com:Name xml:lang="en">Colours</com:Name><str:Code id="RED"><com:Name xml:lang="en">Red</com:Name></str:Code></str:Codelist>
      <str:Codelist agencyID="ENTENTE" id="CL_FREQ" version="1.0.0"><com:Name xml:lang="en">Other</com:Name></str:Codelist>
    </str:Codelists>
    <str:ValueLists>
      <str:ValueList agencyID="XX" id="VL" version="1.0.0"><com:Name xml:lang="en">Values</com:Name><str:ValueItem id="$"/></str:ValueList>
    </str:ValueLists>
  </mes:Structures>
</mes:Structure>
"#;

#[test]
fn structures_that_others_sent_are_told_beside_ours_and_change_none_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_of(folder.path(), &[("2016-01-02", ROWS)]);
    let served = Served::new(&home, &[]);
    let before = carried(&served, "/sdmx/v2/structure/codelist/ENTENTE/CL_FREQ");
    let lists = names(&carried(&served, "/sdmx/v1/codelist/all/all/all"));
    let file = folder.path().join("others.xml").display().to_string();
    std::fs::write(&file, OTHERS).unwrap();
    let output = run(&["import", &file, "--home", &home]);
    assert_eq!(
        text(&output.stdout),
        format!(
            "{file}: sdmx-ml, a structure message, kept as import 2\n  3 artefacts: 2 Codelist, 1 ValueList\n  \
             1 are of Entente itself: 0 as here, 1 otherwise; those of this program hold\n    \
             otherwise: Codelist=ENTENTE:CL_FREQ(1.0.0)\n"
        )
    );
    for (path, expected) in [
        (
            "/sdmx/v2/structure/codelist/XX",
            "Codelist=XX:CL_COLOUR".to_owned(),
        ),
        ("/sdmx/v2/structure/valuelist/XX", "ValueList=XX:VL".to_owned()),
        // SDMX 2.1 has no lists of values.
        ("/sdmx/v1/codelist/XX", "Codelist=XX:CL_COLOUR".to_owned()),
        (
            "/sdmx/v1/codelist/all/all/all",
            format!("{lists}\nCodelist=XX:CL_COLOUR"),
        ),
    ] {
        assert_eq!(names(&carried(&served, path)), expected, "{path}");
    }
    assert_eq!(
        carried(&served, "/sdmx/v2/structure/codelist/ENTENTE/CL_FREQ"),
        before
    );
    assert_eq!(
        codes(&carried(&served, "/sdmx/v1/codelist/XX"), "CL_COLOUR"),
        "all 1"
    );
}
