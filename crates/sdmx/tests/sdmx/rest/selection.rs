//! Which artefacts a structure query means, what goes with them, and how much of each is shown.

use super::read;
use sdmx::data::{Header, Party};
use sdmx::model::{
    Artefact, Attachment, Class, Code, Codelist, Component, Concept, ConceptScheme, Constraint, CubeRegion,
    DataType, Dataflow, Dimension, Dsd, HierarchicalCode, HierarchicalCodelist, Hierarchy,
    HierarchyAssociation, HierarchyTree, IncludedCodelist, Item, Maintainable, MapEnd, Member, MemberValue,
    NamedHierarchy, Organisation, OrganisationScheme, Representation, RepresentationMap, Structures, Urn,
    Version,
};
use sdmx::rest::{Api, Query, error_message, select};

fn named(id: &str, version: Version) -> Maintainable {
    Maintainable::new("AG", id, version, id)
}

fn urn(class: Class, id: &str) -> Urn {
    Urn::new(class, "AG", id, Version::new(1, 0, 0))
}

fn list(id: &str, version: Version, codes: &[(&str, Option<&str>)]) -> Codelist {
    let code = |(id, parent): &(&str, Option<&str>)| Code {
        parent: parent.map(str::to_owned),
        ..Code::new(*id, *id)
    };
    Codelist {
        artefact: named(id, version),
        codes: codes.iter().map(code).collect(),
        ..Codelist::default()
    }
}

/// A structure of two lists, of which one has an older version and a draft; two flows, of which
/// one is constrained; a list that nobody uses.
fn all() -> Structures {
    let mut all = Structures::new();
    let one = Version::new(1, 0, 0);
    all.insert(list(
        "CL_A",
        one.clone(),
        &[("T", None), ("A", Some("T")), ("B", Some("T")), ("C", None)],
    ));
    all.insert(list("CL_B", one.clone(), &[("X", None), ("Y", None)]));
    all.insert(list("CL_B", Version::new(0, 9, 0), &[("X", None)]));
    all.insert(list(
        "CL_B",
        Version::parse("1.1.0-draft").unwrap(),
        &[("Z", None)],
    ));
    all.insert(list("CL_UNUSED", one.clone(), &[("U", None)]));
    let concept = |id: &str| Concept {
        item: Item::new(id, id),
        ..Concept::default()
    };
    all.insert(ConceptScheme {
        artefact: named("CS", one.clone()),
        concepts: ["A", "B", "UNUSED"].map(concept).to_vec(),
        ..ConceptScheme::default()
    });
    let dimension = |id: &str| Dimension {
        component: Component {
            id: id.to_owned(),
            concept: Some(urn(Class::ConceptScheme, "CS").with_item(Class::Concept, id)),
            representation: Some(Representation {
                enumeration: Some(urn(Class::Codelist, &format!("CL_{id}"))),
                ..Representation::default()
            }),
            ..Component::default()
        },
        is_measure: false,
    };
    all.insert(Dsd {
        artefact: named("DSD", one.clone()),
        dimensions: vec![dimension("A"), dimension("B")],
        ..Dsd::default()
    });
    for id in ["FREE", "TIED"] {
        all.insert(Dataflow {
            artefact: named(id, one.clone()),
            structure: Some(urn(Class::DataStructure, "DSD")),
            ..Dataflow::default()
        });
    }
    all.insert(constraint());
    all.insert(OrganisationScheme {
        class: Class::AgencyScheme,
        artefact: Maintainable::new("SDMX", "AGENCIES", Version::one(), "Agencies"),
        is_partial: false,
        organisations: vec![Organisation {
            item: Item::new("AG", "AG"),
            ..Organisation::default()
        }],
    });
    all
}

/// Only `A` of the first dimension.
fn constraint() -> Constraint {
    let value = MemberValue {
        value: "A".to_owned(),
        ..MemberValue::default()
    };
    let member = Member {
        id: "A".to_owned(),
        values: vec![value],
        ..Member::default()
    };
    Constraint {
        artefact: named("ONLY_A", Version::new(1, 0, 0)),
        attachment: Some(Attachment {
            targets: vec![urn(Class::Dataflow, "TIED")],
            ..Attachment::default()
        }),
        regions: vec![CubeRegion {
            keys: vec![member],
            ..CubeRegion::default()
        }],
        ..Constraint::default()
    }
}

fn answer(path: &str) -> Structures {
    answer_of(&all(), path)
}

fn answer_of(all: &Structures, path: &str) -> Structures {
    asked(all, Api::V2, &format!("/structure/{path}"))
}

fn asked(all: &Structures, api: Api, path: &str) -> Structures {
    let Query::Structure(query) = read(api, path).query else {
        panic!("{path}")
    };
    select(all, &query)
}

/// Identifiers, with versions other than 1.0.0.
fn found(path: &str) -> String {
    names(&answer(path))
}

fn names(answer: &Structures) -> String {
    let name = |urn: &Urn| match urn.version.to_string().as_str() {
        "1.0.0" => urn.id.clone(),
        other => format!("{}({other})", urn.id),
    };
    answer
        .iter()
        .map(|(urn, _)| name(urn))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn artefacts_are_found_by_type_agency_identifier_and_version() {
    assert_eq!(found("codelist/AG/CL_B"), "CL_B(1.1.0-draft)");
    assert_eq!(found("codelist/AG/CL_B/+"), "CL_B");
    assert_eq!(found("codelist/AG/CL_B/*"), "CL_B(0.9.0) CL_B CL_B(1.1.0-draft)");
    assert_eq!(found("codelist/AG/CL_B/0.9.0,1.0.0"), "CL_B(0.9.0) CL_B");
    assert_eq!(found("codelist/AG/CL_B/0.9+.0"), "CL_B(0.9.0)");
    assert_eq!(found("codelist/AG/CL_A,CL_UNUSED"), "CL_A CL_UNUSED");
    assert_eq!(found("codelist/OTHER"), "");
    assert_eq!(found("*/AG/DSD"), "DSD");
    assert_eq!(found("dataconstraint"), "ONLY_A");
    // There is always one scheme of agencies, and it has no versions.
    assert_eq!(found("agencyscheme/SDMX/AGENCIES/+"), "AGENCIES(1.0)");
    assert_eq!(found("categoryscheme"), "");
}

#[test]
fn what_goes_with_them_is_found_up_and_down() {
    assert_eq!(
        found("datastructure?references=children"),
        "AGENCIES(1.0) CL_A CL_B CS DSD"
    );
    assert_eq!(found("datastructure?references=parents"), "DSD FREE TIED");
    assert_eq!(
        found("datastructure?references=ancestors"),
        "DSD FREE TIED ONLY_A"
    );
    assert_eq!(
        found("dataflow/AG/TIED?references=children"),
        "AGENCIES(1.0) DSD TIED"
    );
    assert_eq!(
        found("dataflow/AG/TIED?references=descendants"),
        "AGENCIES(1.0) CL_A CL_B CS DSD TIED"
    );
    assert_eq!(
        found("dataflow/AG/TIED?references=all"),
        "AGENCIES(1.0) CL_A CL_B CS DSD TIED ONLY_A"
    );
    assert_eq!(
        found("codelist/AG/CL_A?references=parentsandsiblings"),
        "AGENCIES(1.0) CL_A CL_B CS DSD"
    );
    assert_eq!(
        found("codelist/AG/CL_A?references=dataflow,conceptscheme"),
        "CL_A CS FREE TIED"
    );
    assert_eq!(
        found("codelist/AG/CL_UNUSED?references=all"),
        "AGENCIES(1.0) CL_UNUSED"
    );
}

#[test]
fn the_scheme_that_names_its_agency_goes_with_every_artefact() {
    let mut all = all();
    let scheme = |agency: &str, ids: &[&str]| OrganisationScheme {
        class: Class::AgencyScheme,
        artefact: Maintainable::new(agency, "AGENCIES", Version::one(), "Agencies"),
        is_partial: false,
        organisations: ids
            .iter()
            .map(|id| Organisation {
                item: Item::new(*id, *id),
                ..Organisation::default()
            })
            .collect(),
    };
    all.insert(scheme("SDMX", &["AG", "OTHER"]));
    all.insert(scheme("AG", &["STAT"]));
    let mut below = list("CL_BELOW", Version::new(1, 0, 0), &[("X", None)]);
    below.artefact.agency = "AG.STAT".to_owned();
    all.insert(below);
    let with = |path: &str| {
        let answer = answer_of(&all, path);
        let scheme = |(_, artefact): (&Urn, &Artefact)| match artefact {
            Artefact::OrganisationScheme(scheme) => {
                let ids = scheme.organisations.iter().map(|one| one.item.id.as_str());
                let ids: Vec<&str> = ids.collect();
                let part = if scheme.is_partial { " part" } else { "" };
                Some(format!("{}: {}{part}", scheme.artefact.agency, ids.join(" ")))
            }
            _ => None,
        };
        answer.iter().filter_map(scheme).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(with("codelist/AG/CL_A?references=agencyscheme"), "SDMX: AG OTHER");
    assert_eq!(with("codelist/AG.STAT/CL_BELOW?references=children"), "AG: STAT");
    // The scheme of an agency is not looked up further: it is the standard's own.
    assert_eq!(
        with("codelist/AG/CL_A?references=children&detail=referencepartial"),
        "SDMX: AG part"
    );
    let used = names(&answer_of(&all, "agencyscheme/SDMX?references=parents"));
    assert_eq!(
        used,
        "AGENCIES(1.0) CL_A CL_B(0.9.0) CL_B CL_B(1.1.0-draft) CL_UNUSED CS DSD FREE TIED ONLY_A"
    );
    assert_eq!(
        names(&answer_of(&all, "agencyscheme/SDMX?references=children")),
        "AGENCIES(1.0)"
    );
}

fn codes(answer: &Structures, id: &str) -> String {
    let list = answer.codelists().find(|list| list.artefact.id == id).unwrap();
    let codes: Vec<&str> = list.codes.iter().map(|code| code.item.id.as_str()).collect();
    let part = if list.is_partial { "part: " } else { "" };
    format!("{part}{}", codes.join(" "))
}

/// A hierarchy in the words of each generation, what it is for, and a map of values.
fn with_hierarchies() -> Structures {
    let (mut all, one) = (all(), Version::new(1, 0, 0));
    let code = |list: &str, id: &str| HierarchicalCode {
        id: id.to_owned(),
        code: Some(urn(Class::Codelist, list).with_item(Class::Code, id)),
        ..HierarchicalCode::default()
    };
    let top = HierarchicalCode {
        codes: vec![code("CL_UNUSED", "U")],
        ..code("CL_A", "T")
    };
    let tree = HierarchyTree {
        codes: vec![top],
        ..HierarchyTree::default()
    };
    all.insert(Hierarchy {
        artefact: named("H", one.clone()),
        tree: tree.clone(),
    });
    all.insert(HierarchyAssociation {
        artefact: named("HA", one.clone()),
        hierarchy: Some(urn(Class::Hierarchy, "H")),
        object: Some(urn(Class::DataStructure, "DSD").with_item(Class::Dimension, "A")),
        context: Some(urn(Class::Dataflow, "FREE")),
    });
    let included = IncludedCodelist {
        codelist: Some(urn(Class::Codelist, "CL_B")),
        alias: None,
    };
    all.insert(HierarchicalCodelist {
        artefact: named("HCL", one.clone()),
        included: vec![included],
        hierarchies: vec![NamedHierarchy {
            item: Item::new("H", "H"),
            tree,
        }],
    });
    all.insert(RepresentationMap {
        artefact: named("MAP", one),
        sources: vec![MapEnd::List(urn(Class::Codelist, "CL_A"))],
        targets: vec![MapEnd::Type(DataType::String)],
        ..RepresentationMap::default()
    });
    all
}

#[test]
fn hierarchies_and_maps_bring_what_they_are_made_of() {
    let all = with_hierarchies();
    let found = |path: &str| names(&answer_of(&all, path));
    assert_eq!(
        found("hierarchy/AG/H?references=children"),
        "AGENCIES(1.0) CL_A CL_UNUSED H"
    );
    let old = asked(&all, Api::V1, "/hierarchicalcodelist?references=children");
    assert_eq!(names(&old), "AGENCIES(1.0) CL_A CL_B CL_UNUSED HCL");
    assert_eq!(
        found("representationmap?references=children"),
        "AGENCIES(1.0) CL_A MAP"
    );
    assert_eq!(
        found("hierarchyassociation?references=children"),
        "AGENCIES(1.0) H HA DSD FREE"
    );
    assert_eq!(
        found("codelist/AG/CL_UNUSED?references=parents"),
        "CL_UNUSED HCL H"
    );
    assert_eq!(found("hierarchy/AG/H?references=ancestors"), "H HA");
}

#[test]
fn lists_that_come_along_are_cut_to_what_a_constraint_leaves() {
    let tied = answer("dataflow/AG/TIED?references=descendants&detail=referencepartial");
    assert_eq!(
        (codes(&tied, "CL_A"), codes(&tied, "CL_B")),
        ("part: T A".to_owned(), "X Y".to_owned())
    );
    let scheme = tied.concept_schemes().next().unwrap();
    let concepts: Vec<&str> = scheme
        .concepts
        .iter()
        .map(|concept| concept.item.id.as_str())
        .collect();
    assert_eq!((scheme.is_partial, concepts), (true, vec!["A", "B"]));
    // Where one flow is free, all codes may be needed.
    let both = answer("dataflow?references=descendants&detail=referencepartial");
    assert_eq!(codes(&both, "CL_A"), "T A B C");
    // What was asked for itself is whole.
    assert_eq!(
        codes(&answer("codelist/AG/CL_A?detail=referencepartial"), "CL_A"),
        "T A B C"
    );
}

#[test]
fn an_item_is_shown_alone() {
    assert_eq!(codes(&answer("codelist/AG/CL_A/1.0.0/B,C"), "CL_A"), "part: B C");
    // It goes on naming the one above it, which is not there.
    let alone = answer("codelist/AG/CL_A/1.0.0/B,C");
    let parents = alone.codelists().flat_map(|list| &list.codes);
    let parents: Vec<_> = parents.map(|code| code.parent.as_deref()).collect();
    assert_eq!(parents, [Some("T"), None]);
    assert_eq!(found("codelist/AG/CL_A/1.0.0/NONE"), "");
    let scheme = answer("conceptscheme/AG/CS/1.0.0/UNUSED");
    assert_eq!(scheme.concept_schemes().next().unwrap().concepts.len(), 1);
}

#[test]
fn a_stub_says_that_the_rest_is_elsewhere() {
    let stub = answer("datastructure?references=children&detail=referencestubs");
    assert_eq!(stub.dsds().next().unwrap().dimensions.len(), 2);
    let is_stub = |list: &Codelist| list.artefact.is_external && list.codes.is_empty();
    assert!(stub.codelists().all(is_stub) && stub.codelists().count() == 2);
    assert!(
        answer("datastructure?detail=allstubs")
            .dsds()
            .all(|dsd| dsd.dimensions.is_empty())
    );
}

#[test]
fn an_error_is_told_as_each_version_tells_it() {
    let texts = ["key: found `<`".to_owned(), "and more".to_owned()];
    let header = Header {
        id: "E".to_owned(),
        prepared: "2026-11-27T12:00:00Z".to_owned(),
        sender: Party {
            id: "AG".to_owned(),
            ..Party::default()
        },
        ..Header::default()
    };
    let (media_type, message) = error_message(Api::V2, 422, &texts, &header);
    assert_eq!(media_type, "application/json");
    let expected = "{\"errors\":[{\"code\":422,\"title\":\"key: found `<`\"},{\"code\":422,\"title\":\"and more\"}],\
         \"meta\":{\"id\":\"E\",\"prepared\":\"2026-11-27T12:00:00Z\",\"sender\":{\"id\":\"AG\"}}}\n";
    assert_eq!(message, expected);
    let (media_type, message) = error_message(Api::V1, 406, &texts, &header);
    assert_eq!(media_type, "application/xml");
    let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <mes:Error xmlns:mes=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\" \
        xmlns:com=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common\">\n  \
        <mes:ErrorMessage code=\"1406\">\n    <com:Text xml:lang=\"en\">key: found `&lt;`</com:Text>\n    \
        <com:Text xml:lang=\"en\">and more</com:Text>\n  </mes:ErrorMessage>\n</mes:Error>\n";
    assert_eq!(message, expected);
}
