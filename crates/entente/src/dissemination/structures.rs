//! The trade structures: concepts, the data structure definition, dataflows, the map to the UN's.
//!
//! What of `UNSD:IMTS_COMPACT(1.2)` could be verified are the ids and the order of its dimensions;
//! the contents of its code lists could not. So the map names components and no codes, and says so.

use entente_trade::Dataset;
use sdmx::Standard;
use sdmx::model::{
    Annotation, Attribute, Class, Component, ComponentMap, Concept, ConceptScheme, DataType, Dataflow,
    Decimal, Dimension, Dsd, FixedValueMap, Item, Maintainable, Measure, Organisation, OrganisationScheme,
    Relationship, Representation, StructureMap, Structures, TextFormat, Texts, Urn, Version,
};

use super::components::{ATTRIBUTES, DIMENSIONS, Spec, Values};
use super::{AGENCY, DSD, dataflow_id, lists, version};

const CONCEPTS: &str = "CS_IMTS";

/// Every trade structure, as far as a standard can say it: maps are of SDMX 3 only.
pub(crate) fn structures(standard: Standard) -> Structures {
    let mut all = Structures::new();
    for list in lists::all() {
        all.insert(list);
    }
    all.insert(concepts());
    all.insert(dsd(standard));
    for (dataset, name) in Dataset::NAMES {
        all.insert(Dataflow {
            artefact: artefact(&dataflow_id(dataset), &format!("Trade as told by {name}")),
            structure: Some(urn(Class::DataStructure, DSD)),
            ..Dataflow::default()
        });
    }
    if standard.is_three() {
        all.insert(map());
    }
    all
}

/// Who maintains the structures, as a scheme of agencies.
pub(crate) fn agencies() -> OrganisationScheme {
    let agency = Organisation {
        item: Item::new(AGENCY, "Entente"),
        ..Organisation::default()
    };
    OrganisationScheme {
        class: Class::AgencyScheme,
        artefact: Maintainable::new("SDMX", "AGENCIES", Version::one(), "Agencies"),
        is_partial: false,
        organisations: vec![agency],
    }
}

fn artefact(id: &str, name: &str) -> Maintainable {
    Maintainable::new(AGENCY, id, version(), name)
}

fn urn(class: Class, id: &str) -> Urn {
    Urn::new(class, AGENCY, id, version())
}

fn concepts() -> ConceptScheme {
    let named = [
        ("TIME_PERIOD", "Year or month"),
        ("OBS_VALUE", "The figure, an exact decimal"),
    ];
    let specs = DIMENSIONS.iter().chain(&ATTRIBUTES);
    let concept = |(id, name): (&str, &str)| Concept {
        item: Item::new(id, name),
        ..Concept::default()
    };
    ConceptScheme {
        artefact: artefact(CONCEPTS, "Concepts of merchandise trade"),
        concepts: specs
            .map(|spec| (spec.id, spec.name))
            .chain(named)
            .map(concept)
            .collect(),
        ..ConceptScheme::default()
    }
}

fn component(id: &str, representation: Representation) -> Component {
    Component {
        id: id.to_owned(),
        concept: Some(urn(Class::ConceptScheme, CONCEPTS).with_item(Class::Concept, id)),
        representation: Some(representation),
        ..Component::default()
    }
}

fn typed(data_type: DataType) -> TextFormat {
    TextFormat {
        data_type: Some(data_type),
        ..TextFormat::default()
    }
}

fn format(format: TextFormat) -> Representation {
    Representation {
        format: Some(format),
        ..Representation::default()
    }
}

fn values(values: Values) -> Representation {
    format(match values {
        Values::List(id) => {
            return Representation {
                enumeration: Some(urn(Class::Codelist, id)),
                ..Representation::default()
            };
        }
        Values::Number => TextFormat {
            min_value: Decimal::parse("0"),
            max_value: Decimal::parse("999999"),
            ..typed(DataType::BigInteger)
        },
        Values::Decimal => typed(DataType::Decimal),
        Values::Day => typed(DataType::GregorianDay),
        Values::Text => typed(DataType::String),
    })
}

fn dsd(standard: Standard) -> Dsd {
    let dimension = |spec: &Spec| Dimension {
        component: component(spec.id, values(spec.values)),
        is_measure: false,
    };
    let attribute = |spec: &Spec| Attribute {
        component: component(spec.id, values(spec.values)),
        is_mandatory: spec.mandatory,
        relationship: Relationship::Observation,
        ..Attribute::default()
    };
    let mut artefact = artefact(DSD, "Merchandise trade as each side reports it");
    artefact.descriptions = Texts::english(
        "Dimensions by id and order are those of UNSD:IMTS_COMPACT(1.2). Code lists and attributes are \
         Entente's own, not official: the contents of the UN's lists could not be verified.",
    );
    Dsd {
        artefact,
        dimensions: DIMENSIONS.iter().map(dimension).collect(),
        time: Some(component(
            Dsd::TIME,
            format(typed(DataType::ObservationalTimePeriod)),
        )),
        measures: vec![Measure {
            component: component(Dsd::VALUE, format(typed(DataType::Decimal))),
            is_mandatory: standard.is_three(),
        }],
        attributes: ATTRIBUTES.iter().map(attribute).collect(),
        ..Dsd::default()
    }
}

/// Components whose codes are SDMX's own or no codes at all: they go over as they are.
const VERIFIED: [&str; 4] = ["FREQ", "COMMODITY_CUSTOM_BREAKDOWN", "TIME_PERIOD", "OBS_VALUE"];

/// Attributes that the UN's structure does not have.
const OWN: [&str; 6] = [
    "VALUATION",
    "CURRENCY",
    "EXCHANGE_RATE",
    "CONF_STATUS",
    "VINTAGE",
    "VINTAGE_BASIS",
];

fn map() -> StructureMap {
    let mut artefact = artefact(
        "IMTS_TO_UNSD",
        "From Entente's structure to UNSD:IMTS_COMPACT(1.2)",
    );
    artefact.descriptions = Texts::english(
        "Which component becomes which. Where the annotation CODES says `unverified`, codes of the \
         UN's list were not to be had and have to be mapped by who uses this. VALUATION, CURRENCY, \
         EXCHANGE_RATE, CONF_STATUS and the vintage have no counterpart there. Of the UN's attributes \
         COUNTERPART_AREA_1_ANNOTATION and COUNTERPART_AREA_2_ANNOTATION have none here: they are \
         optional notes, and an import of the UN's data passes over them.",
    );
    let ids = DIMENSIONS.iter().chain(&ATTRIBUTES).map(|spec| spec.id);
    let ids = ids
        .filter(|id| !OWN.contains(id))
        .chain(["TIME_PERIOD", "OBS_VALUE"]);
    StructureMap {
        artefact,
        source: Some(urn(Class::DataStructure, DSD)),
        target: target(),
        components: ids.map(component_map).collect(),
        fixed: Vec::<FixedValueMap>::new(),
    }
}

fn target() -> Option<Urn> {
    let version = Version::parse("1.2")?;
    Some(Urn::new(Class::DataStructure, "UNSD", "IMTS_COMPACT", version))
}

fn component_map(id: &str) -> ComponentMap {
    let state = match VERIFIED.contains(&id) {
        true => "as they are",
        false => "unverified",
    };
    ComponentMap {
        annotations: vec![Annotation {
            kind: Some("CODES".to_owned()),
            texts: Texts::english(state),
            ..Annotation::default()
        }],
        sources: vec![id.to_owned()],
        targets: vec![id.to_owned()],
        representation: None,
    }
}
