//! Structures made at random, such as a standard can say them.
//!
//! They mean nothing: references point nowhere.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside test functions")]

mod around;

use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use sdmx::Standard;
use sdmx::model::*;
use std::collections::BTreeSet;

/// What a standard can say.
#[derive(Clone, Copy)]
pub(crate) struct Kit(pub(crate) Standard);

type Made<T> = BoxedStrategy<T>;

fn id() -> Made<String> {
    "[A-Za-z0-9_@$-]{1,6}".boxed()
}

fn ncname() -> Made<String> {
    "[A-Z][A-Za-z0-9_-]{0,5}".boxed()
}

fn text() -> Made<String> {
    prop_oneof![
        "[a-z <>&\"'\\n\\t]{0,10}",
        "[ -~\\r\\n\u{a0}-\u{2ff}\u{1f600}-\u{1f60f}]{0,8}",
        Just("]]>".to_owned()),
    ]
    .boxed()
}

fn word() -> Made<String> {
    "[!-~]{1,8}".boxed()
}

fn address() -> Made<String> {
    "http://example\\.org/[a-z]{0,5}".boxed()
}

fn texts(least: usize) -> Made<Texts> {
    let language = select(vec!["en", "fr", "kk", "pt-BR", "zh-Hant"]).prop_map(str::to_owned);
    btree_map(language, text(), least..4).prop_map(Texts).boxed()
}

fn moment() -> Made<String> {
    select(vec!["2024-02-29T12:00:00Z", "2001-01-01T00:00:00.125+05:00"])
        .prop_map(str::to_owned)
        .boxed()
}

fn period() -> Made<TimePeriod> {
    let all = vec![
        "2024",
        "2024-05",
        "2024-05-06",
        "2024-Q1",
        "2024-W53",
        "2024-05-06T07:08:09Z",
    ];
    select(all)
        .prop_map(|text| TimePeriod::parse(text).unwrap())
        .boxed()
}

fn decimal() -> Made<Decimal> {
    "-?[0-9]{1,25}(\\.[0-9]{1,5})?"
        .prop_map(|text| Decimal::parse(&text).unwrap())
        .boxed()
}

fn some_of<T: Clone + std::fmt::Debug + 'static>(is_known: bool, made: Made<T>) -> Made<Option<T>> {
    if is_known {
        of(made).boxed()
    } else {
        Just(None).boxed()
    }
}

fn list_of<T: Clone + std::fmt::Debug + 'static>(is_known: bool, made: Made<T>) -> Made<Vec<T>> {
    if is_known {
        vec(made, 0..3).boxed()
    } else {
        Just(Vec::new()).boxed()
    }
}

/// Those whose id is not known yet.
fn once<T>(made: Vec<T>, known: &mut BTreeSet<String>, id: impl Fn(&T) -> &String) -> Vec<T> {
    let mut made = made;
    made.retain(|one| known.insert(id(one).clone()));
    made
}

fn flag_if(is_known: bool) -> Made<bool> {
    if is_known {
        any::<bool>().boxed()
    } else {
        Just(false).boxed()
    }
}

impl Kit {
    fn is_json(self) -> bool {
        self.0.family() == sdmx::Family::Json
    }

    fn is_three(self) -> bool {
        self.0.is_three()
    }

    fn is_three_one(self) -> bool {
        matches!(self.0, Standard::Json2_1 | Standard::Ml3_1)
    }

    fn version(self) -> Made<Version> {
        let three = vec!["1.0", "7", "1.2.3", "2.0.0-draft.1"];
        let two = vec!["1.0", "7", "1.2.3", "1.2.3.4"];
        select(if self.is_three() { three } else { two })
            .prop_map(|text| Version::parse(text).unwrap())
            .boxed()
    }

    fn reference(self, class: Class) -> Made<Urn> {
        let is_scheme = matches!(class, Class::DataProvider);
        let name = if is_scheme {
            Just("DATA_PROVIDERS".to_owned()).boxed()
        } else {
            ncname()
        };
        let version = if is_scheme {
            Just(Version::one()).boxed()
        } else {
            self.exact()
        };
        (ncname(), name, version, ncname())
            .prop_map(move |(agency, name, version, item)| {
                let urn = Urn::new(class, agency, name, version);
                if class.is_maintainable() {
                    urn
                } else {
                    urn.with_item(class, item)
                }
            })
            .boxed()
    }

    fn exact(self) -> Made<Version> {
        select(vec!["1.0", "2.1.0"])
            .prop_map(|text| Version::parse(text).unwrap())
            .boxed()
    }

    fn link(self) -> Made<Link> {
        let has_more = self.is_json();
        let titles = if has_more {
            texts(0)
        } else {
            Just(Texts::default()).boxed()
        };
        let language = Just("fr".to_owned()).boxed();
        let more = (some_of(has_more, address()), some_of(has_more, language), titles);
        let urn = || self.reference(Class::Codelist).prop_map(|urn| urn.to_string());
        let both = (address().prop_map(Some), of(urn()));
        let targets = match has_more {
            true => prop_oneof![both, (Just(None), urn().prop_map(Some))].boxed(),
            false => both.boxed(),
        };
        (word(), targets, of(word()), more)
            .prop_map(|(rel, (href, urn), kind, (uri, language, titles))| Link {
                rel,
                href,
                urn,
                uri,
                kind,
                language,
                titles,
            })
            .boxed()
    }

    fn annotation(self) -> Made<Annotation> {
        let address = (address(), some_of(self.is_three(), Just("fr".to_owned()).boxed())).prop_map(
            |(href, language)| Link {
                rel: Annotation::RELATION.to_owned(),
                href: Some(href),
                language,
                ..Link::default()
            },
        );
        let most = if self.is_three() { 3 } else { 2 };
        let links = match self.is_json() {
            true => vec(self.link(), 0..3).boxed(),
            false => vec(address, 0..most).boxed(),
        };
        let value = some_of(self.is_three(), text());
        (of(word()), of(text()), of(text()), value, texts(0), links)
            .prop_map(|(id, title, kind, value, texts, links)| Annotation {
                id,
                title,
                kind,
                value,
                texts,
                links,
            })
            .boxed()
    }

    fn annotations(self) -> Made<Vec<Annotation>> {
        prop_oneof![3 => Just(Vec::new()), 1 => vec(self.annotation(), 1..3)].boxed()
    }

    fn notes(self) -> Made<Notes> {
        let has_links = self.is_three() || self.is_json();
        let links = prop_oneof![3 => Just(Vec::new()), 1 => list_of(has_links, self.link())];
        (self.annotations(), links, some_of(!self.is_json(), address()))
            .prop_map(|(annotations, links, uri)| Notes {
                annotations,
                links,
                uri,
            })
            .boxed()
    }

    fn maintainable(self, id: Made<String>, version: Made<Version>) -> Made<Maintainable> {
        let marks = (
            flag_if(!self.is_three()),
            any::<bool>(),
            flag_if(self.is_three_one()),
        );
        let urls = (
            some_of(!self.is_json(), address()),
            some_of(!self.is_json(), address()),
        );
        let agency = "[A-Z]{1,3}(\\.[A-Z]{1,3})?";
        (
            agency,
            id,
            version,
            texts(1),
            texts(0),
            self.notes(),
            of(moment()),
            of(moment()),
            marks,
            urls,
        )
            .prop_map(
                |(agency, id, version, names, descriptions, notes, valid_from, valid_to, marks, urls)| {
                    Maintainable {
                        agency,
                        id,
                        version,
                        names,
                        descriptions,
                        notes,
                        valid_from,
                        valid_to,
                        is_final: marks.0,
                        is_external: marks.1,
                        is_partial_language: marks.2,
                        service_url: urls.0,
                        structure_url: urls.1,
                    }
                },
            )
            .boxed()
    }

    fn any_artefact(self) -> Made<Maintainable> {
        self.maintainable(ncname(), self.version())
    }

    fn item(self, id: Made<String>) -> Made<Item> {
        (id, texts(1), texts(0), self.notes())
            .prop_map(|(id, names, descriptions, notes)| Item {
                id,
                names,
                descriptions,
                notes,
            })
            .boxed()
    }

    fn codelist(self) -> Made<Codelist> {
        let code = (self.item(id()), of(id()))
            .prop_map(|(item, parent)| Code { item, parent })
            .boxed();
        let extensions = list_of(self.is_three(), self.extension());
        (self.any_artefact(), any::<bool>(), vec(code, 0..4), extensions)
            .prop_map(|(artefact, is_partial, codes, extensions)| Codelist {
                artefact,
                is_partial,
                codes: once(codes, &mut BTreeSet::new(), |code| &code.item.id),
                extensions,
            })
            .boxed()
    }

    /// Codes of a selection as JSON orders them: those with a wildcard first, and none twice.
    fn extension(self) -> Made<CodelistExtension> {
        let cascade = select(vec![Cascade::No, Cascade::Yes, Cascade::ExcludeRoot]);
        let plain = (id(), cascade).prop_map(|(value, cascade)| MemberCode { value, cascade });
        let wild = "[A-Z]{1,3}%".prop_map(|value| MemberCode {
            value,
            cascade: Cascade::No,
        });
        let codes = (vec(wild, 0..2), vec(plain, 1..3)).prop_map(|(mut codes, plain)| {
            codes.extend(plain);
            codes.dedup();
            codes
        });
        let selection = (any::<bool>(), codes).prop_map(|(is_inclusive, codes)| match is_inclusive {
            true => CodeSelection::Inclusive(codes),
            false => CodeSelection::Exclusive(codes),
        });
        (of(text()), self.reference(Class::Codelist), of(selection))
            .prop_map(|(prefix, codelist, selection)| CodelistExtension {
                prefix,
                codelist: Some(codelist),
                selection,
            })
            .boxed()
    }

    fn value_list(self) -> Made<ValueList> {
        let notes = self.annotations().prop_map(|annotations| Notes {
            annotations,
            ..Notes::default()
        });
        let value =
            (word(), texts(0), texts(0), notes).prop_map(|(id, names, descriptions, notes)| ValueItem {
                id,
                names,
                descriptions,
                notes,
            });
        (self.any_artefact(), vec(value, 0..4))
            .prop_map(|(artefact, values)| ValueList { artefact, values })
            .boxed()
    }

    fn format(self) -> Made<TextFormat> {
        let sentinel = (word(), texts(1), texts(0))
            .prop_map(|(value, names, descriptions)| Sentinel {
                value,
                names,
                descriptions,
            })
            .boxed();
        let numbers = (
            of(decimal()),
            of(decimal()),
            of(decimal()),
            of(decimal()),
            of(decimal()),
        );
        let counts = (of(1..u64::MAX), of(1..u64::MAX), of(1..u64::MAX));
        let flags = (of(any::<bool>()), of(any::<bool>()));
        let times = (of(Just("P1M".to_owned())), of(period()), of(period()));
        let sentinels = list_of(self.is_three(), sentinel);
        let types = DataType::ALL[..DataType::ALL.len() - 6].to_vec();
        (
            of(select(types)),
            numbers,
            counts,
            flags,
            times,
            of(text()),
            sentinels,
        )
            .prop_map(
                |(data_type, numbers, counts, flags, times, pattern, sentinels)| TextFormat {
                    data_type,
                    is_sequence: flags.0,
                    interval: numbers.0,
                    start_value: numbers.1,
                    end_value: numbers.2,
                    time_interval: times.0,
                    start_time: times.1,
                    end_time: times.2,
                    min_length: counts.0,
                    max_length: counts.1,
                    min_value: numbers.3,
                    max_value: numbers.4,
                    decimals: counts.2,
                    pattern,
                    is_multilingual: flags.1,
                    sentinels,
                },
            )
            .boxed()
    }

    fn simple(self) -> Made<TextFormat> {
        let is_json = self.is_json();
        let whole = move |number: Option<Decimal>| number.filter(|number| !is_json || number.is_whole());
        self.format()
            .prop_map(move |format| TextFormat {
                is_multilingual: None,
                interval: whole(format.interval),
                ..format
            })
            .boxed()
    }

    fn coded(self) -> Made<TextFormat> {
        let whole = |number: Option<Decimal>| number.filter(Decimal::is_whole);
        self.simple()
            .prop_map(move |format| TextFormat {
                data_type: format.data_type.map(|_| DataType::Alpha),
                interval: whole(format.interval),
                start_value: whole(format.start_value),
                end_value: whole(format.end_value),
                min_value: whole(format.min_value),
                max_value: whole(format.max_value),
                decimals: None,
                sentinels: Vec::new(),
                ..format
            })
            .boxed()
    }

    fn coding(self) -> Made<TextFormat> {
        self.coded()
            .prop_map(|format| TextFormat {
                time_interval: None,
                start_time: None,
                end_time: None,
                start_value: None,
                end_value: None,
                min_value: Decimal::parse("1"),
                max_value: None,
                ..format
            })
            .boxed()
    }

    fn times(self) -> Made<Representation> {
        (of(Just(DataType::ReportingWeek)), of(period()), of(period()))
            .prop_map(move |(data_type, start_time, end_time)| {
                let is_typed = self.0 == Standard::Json2_1;
                let data_type = data_type.or(is_typed.then_some(DataType::TimeRange));
                let format = TextFormat {
                    data_type,
                    start_time,
                    end_time,
                    ..TextFormat::default()
                };
                Representation {
                    format: Some(format),
                    ..Representation::default()
                }
            })
            .boxed()
    }

    /// What a concept, or in SDMX 3 an attribute or a measure may be.
    fn values(self) -> Made<Representation> {
        let most = prop_oneof![Just(Occurs::Unbounded), (1..9_u64).prop_map(Occurs::Times)].boxed();
        let occurs = (
            some_of(self.is_three(), (0..9_u64).boxed()),
            some_of(self.is_three(), most),
        );
        let class = if self.is_three() {
            Class::ValueList
        } else {
            Class::Codelist
        };
        (self.listed(class, self.format()), occurs)
            .prop_map(|(values, (min_occurs, max_occurs))| Representation {
                min_occurs,
                max_occurs,
                ..values
            })
            .boxed()
    }

    fn listed(self, class: Class, plain: Made<TextFormat>) -> Made<Representation> {
        prop_oneof![
            (self.reference(class), of(self.coded())).prop_map(|(list, format)| Representation {
                enumeration: Some(list),
                format,
                ..Representation::default()
            }),
            plain.prop_map(|format| Representation {
                format: Some(format),
                ..Representation::default()
            }),
        ]
        .boxed()
    }

    /// What a dimension, and in SDMX 2.1 an attribute or the measure may be.
    fn key_values(self, class: Class) -> Made<Representation> {
        self.listed(class, self.simple())
    }

    fn attribute_values(self) -> Made<Representation> {
        if self.is_three() {
            self.values()
        } else {
            self.key_values(Class::Codelist)
        }
    }

    fn concept_scheme(self) -> Made<ConceptScheme> {
        let iso = (text(), text(), text()).prop_map(|(agency, scheme, id)| IsoConcept { agency, scheme, id });
        let iso = some_of(self.0 != Standard::Json1_0, iso.boxed());
        let representation = of(self.values());
        let concept = (self.item(ncname()), of(ncname()), representation, iso).prop_map(
            |(item, parent, representation, iso)| Concept {
                item,
                parent,
                representation,
                iso,
            },
        );
        (self.any_artefact(), any::<bool>(), vec(concept, 0..3))
            .prop_map(|(artefact, is_partial, concepts)| ConceptScheme {
                artefact,
                is_partial,
                concepts: once(concepts, &mut BTreeSet::new(), |concept| &concept.item.id),
            })
            .boxed()
    }

    fn component(self, id: Made<String>, values: Made<Representation>, has_roles: bool) -> Made<Component> {
        let roles = list_of(has_roles, self.reference(Class::Concept));
        (
            id,
            self.notes(),
            self.reference(Class::Concept),
            of(values),
            roles,
        )
            .prop_map(|(id, notes, concept, representation, roles)| Component {
                id,
                notes,
                concept: Some(concept),
                representation,
                roles,
            })
            .boxed()
    }

    fn dimension(self) -> Made<Dimension> {
        let plain = self
            .component(ncname(), self.key_values(Class::Codelist), true)
            .prop_map(|component| Dimension {
                component,
                is_measure: false,
            });
        let scheme = self.reference(Class::ConceptScheme);
        let measure =
            (self.component(ncname(), self.values(), true), scheme).prop_map(|(mut component, scheme)| {
                component.representation = Some(Representation {
                    enumeration: Some(scheme),
                    ..Representation::default()
                });
                Dimension {
                    component,
                    is_measure: true,
                }
            });
        if self.is_three() {
            plain.boxed()
        } else {
            prop_oneof![4 => plain, 1 => measure].boxed()
        }
    }

    fn time(self) -> Made<Component> {
        let id = Just(Dsd::TIME.to_owned()).boxed();
        (self.component(id, self.times(), false), self.times())
            .prop_map(|(mut time, representation)| {
                time.representation = Some(representation);
                time
            })
            .boxed()
    }

    fn group(self) -> Made<Group> {
        let constraint = some_of(!self.is_three(), self.reference(Class::AttachmentConstraint));
        let is_json = self.is_json();
        let notes = self.notes().prop_map(move |mut notes| {
            if !is_json {
                notes.links.clear();
            }
            notes
        });
        (id(), notes, vec(ncname(), 1..3), constraint)
            .prop_map(|(id, notes, dimensions, constraint)| {
                let dimensions = if constraint.is_some() {
                    Vec::new()
                } else {
                    dimensions
                };
                Group {
                    id,
                    notes,
                    dimensions,
                    constraint,
                }
            })
            .boxed()
    }

    fn measures(self) -> Made<Vec<Measure>> {
        if !self.is_three() {
            let id = Just(Dsd::VALUE.to_owned()).boxed();
            let measure = self
                .component(id, self.attribute_values(), false)
                .prop_map(|component| Measure {
                    component,
                    is_mandatory: false,
                });
            return vec(measure, 1..2).boxed();
        }
        let component = self.component(ncname(), self.attribute_values(), true);
        let measure = (component, any::<bool>()).prop_map(|(component, is_mandatory)| Measure {
            component,
            is_mandatory,
        });
        vec(measure, 0..3).boxed()
    }

    fn relationship(self) -> Made<Relationship> {
        let dimension = (ncname(), flag_if(self.is_three()))
            .prop_map(|(id, is_optional)| AttachedDimension { id, is_optional });
        let dimensions = (vec(dimension, 1..3), list_of(!self.is_three(), id()))
            .prop_map(|(dimensions, groups)| Relationship::Dimensions { dimensions, groups });
        prop_oneof![
            Just(Relationship::Dataflow),
            Just(Relationship::Observation),
            id().prop_map(Relationship::Group),
            dimensions,
        ]
        .boxed()
    }

    fn attribute(self) -> Made<Attribute> {
        let component = self.component(ncname(), self.attribute_values(), true);
        let measures = list_of(self.is_three(), ncname());
        (component, any::<bool>(), self.relationship(), measures)
            .prop_map(|(component, is_mandatory, relationship, measures)| Attribute {
                component,
                is_mandatory,
                relationship,
                measures,
            })
            .boxed()
    }

    fn dsd(self) -> Made<Dsd> {
        let usage = (self.notes(), ncname(), self.relationship())
            .prop_map(|(mut notes, reference, relationship)| {
                notes.links.truncate(1);
                MetadataAttributeUsage {
                    notes,
                    reference,
                    relationship,
                }
            })
            .boxed();
        let usages = list_of(self.is_three(), usage);
        let metadata = some_of(self.is_three(), self.reference(Class::MetadataStructure));
        let notes = (self.notes(), self.notes(), self.notes());
        let more = (vec(self.attribute(), 0..4), usages, metadata);
        let most = (
            vec(self.dimension(), 1..4),
            of(self.time()),
            vec(self.group(), 0..3),
            self.measures(),
        );
        let made = (
            self.any_artefact(),
            flag_if(self.is_three_one()),
            most,
            more,
            notes,
        );
        made.prop_map(|(artefact, is_evolving, most, more, mut notes)| {
            let mut ids = most.1.iter().map(|time: &Component| time.id.clone()).collect();
            let measures = once(most.3, &mut ids, |measure| &measure.component.id);
            let dimensions = once(most.0, &mut ids, |dimension| &dimension.component.id);
            let attributes = once(more.0, &mut ids, |attribute| &attribute.component.id);
            if attributes.is_empty() && more.1.is_empty() {
                notes.2 = Notes::default();
            }
            if measures.is_empty() {
                notes.1 = Notes::default();
            }
            Dsd {
                artefact,
                is_evolving,
                dimensions,
                time: most.1,
                groups: once(most.2, &mut BTreeSet::new(), |group| &group.id),
                measures,
                attributes,
                metadata_attributes: more.1,
                metadata: more.2,
                dimension_notes: notes.0,
                measure_notes: notes.1,
                attribute_notes: notes.2,
            }
        })
        .boxed()
    }
}
