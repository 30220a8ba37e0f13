//! Structures made at random, such as a standard can say them.
//!
//! They mean nothing: references point nowhere.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside test functions")]

use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use sdmx::Standard;
use sdmx::model::*;

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
                codes,
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
                concepts,
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
            if most.3.is_empty() {
                notes.1 = Notes::default();
            }
            if more.0.is_empty() && more.1.is_empty() {
                notes.2 = Notes::default();
            }
            Dsd {
                artefact,
                is_evolving,
                dimensions: most.0,
                time: most.1,
                groups: most.2,
                measures: most.3,
                attributes: more.0,
                metadata_attributes: more.1,
                metadata: more.2,
                dimension_notes: notes.0,
                measure_notes: notes.1,
                attribute_notes: notes.2,
            }
        })
        .boxed()
    }

    fn dataflow(self) -> Made<Dataflow> {
        let dimensions = list_of(self.is_three_one(), ncname());
        (
            self.any_artefact(),
            of(self.reference(Class::DataStructure)),
            dimensions,
        )
            .prop_map(|(artefact, structure, dimensions)| Dataflow {
                artefact,
                structure,
                dimensions,
            })
            .boxed()
    }

    fn agreement(self) -> Made<ProvisionAgreement> {
        let dataflow = self.reference(Class::Dataflow);
        (self.any_artefact(), dataflow, self.reference(Class::DataProvider))
            .prop_map(|(artefact, dataflow, provider)| ProvisionAgreement {
                artefact,
                dataflow: Some(dataflow),
                provider: Some(provider),
            })
            .boxed()
    }

    fn contact(self, has_id: bool) -> Made<Contact> {
        let addresses = || vec(address(), 0..2);
        let names = (texts(0), texts(0), texts(0));
        let emails = vec(Just("a.b@example.org".to_owned()), 0..2);
        let all = (addresses(), addresses(), addresses(), addresses(), emails);
        (some_of(has_id && self.0 != Standard::Json1_0, id()), names, all)
            .prop_map(|(id, names, all)| Contact {
                id,
                names: names.0,
                departments: names.1,
                roles: names.2,
                telephones: all.0,
                faxes: all.1,
                x400s: all.2,
                uris: all.3,
                emails: all.4,
            })
            .boxed()
    }

    fn organisations(self) -> Made<OrganisationScheme> {
        let schemes = vec![
            (Class::AgencyScheme, "AGENCIES"),
            (Class::DataProviderScheme, "DATA_PROVIDERS"),
            (Class::DataConsumerScheme, "DATA_CONSUMERS"),
            (Class::OrganisationUnitScheme, "UNITS"),
        ];
        let kit = self;
        select(schemes)
            .prop_flat_map(move |(class, id)| {
                let is_unit = class == Class::OrganisationUnitScheme;
                let is_fixed = kit.is_three() || (!kit.is_json() && !is_unit);
                let version = if is_fixed {
                    Just(Version::one()).boxed()
                } else {
                    kit.version()
                };
                let is_growing = !kit.is_json() && !is_unit;
                let artefact =
                    kit.maintainable(Just(id.to_owned()).boxed(), version)
                        .prop_map(move |artefact| Maintainable {
                            is_final: artefact.is_final && !is_growing,
                            ..artefact
                        });
                let organisation = (
                    kit.item(ncname()),
                    some_of(is_unit, ncname()),
                    vec(kit.contact(true), 0..2),
                )
                    .prop_map(|(item, parent, contacts)| Organisation {
                        item,
                        parent,
                        contacts,
                    });
                (artefact, any::<bool>(), vec(organisation, 0..3)).prop_map(
                    move |(artefact, is_partial, organisations)| OrganisationScheme {
                        class,
                        artefact,
                        is_partial,
                        organisations,
                    },
                )
            })
            .boxed()
    }

    fn categories(self) -> Made<CategoryScheme> {
        let leaf = self.item(ncname()).prop_map(|item| Category {
            item,
            categories: Vec::new(),
        });
        let kit = self;
        let category = leaf.prop_recursive(3, 8, 3, move |inner| {
            (kit.item(ncname()), vec(inner, 0..3))
                .prop_map(|(item, categories)| Category { item, categories })
        });
        (self.any_artefact(), any::<bool>(), vec(category, 0..3))
            .prop_map(|(artefact, is_partial, categories)| CategoryScheme {
                artefact,
                is_partial,
                categories,
            })
            .boxed()
    }

    fn categorisation(self) -> Made<Categorisation> {
        let is_unversioned = self.0 == Standard::Ml3_1;
        let version = if is_unversioned {
            Just(Version::one()).boxed()
        } else {
            self.version()
        };
        let source = prop_oneof![self.reference(Class::Dataflow), self.reference(Class::Concept)];
        (
            self.maintainable(id(), version),
            source,
            self.reference(Class::Category),
        )
            .prop_map(|(artefact, source, target)| Categorisation {
                artefact,
                source: Some(source),
                target: Some(target),
            })
            .boxed()
    }

    fn bound(self) -> Made<Bound> {
        (period(), any::<bool>())
            .prop_map(|(period, is_inclusive)| Bound { period, is_inclusive })
            .boxed()
    }

    fn range(self) -> Made<TimeRange> {
        let ends = prop_oneof![
            (of(self.bound()), self.bound()).prop_map(|(start, end)| (start, Some(end))),
            self.bound().prop_map(|start| (Some(start), None)),
        ];
        let has_dates = self.is_three() && self.0 != Standard::Json2_0;
        (ends, some_of(has_dates, period()), some_of(has_dates, period()))
            .prop_map(|((start, end), valid_from, valid_to)| TimeRange {
                start,
                end,
                valid_from,
                valid_to,
            })
            .boxed()
    }

    fn value(self, is_key: bool, is_dated: bool) -> Made<MemberValue> {
        let all = vec![Cascade::No, Cascade::Yes, Cascade::ExcludeRoot];
        let cascades = if self.is_three() {
            all
        } else {
            vec![Cascade::No, Cascade::Yes]
        };
        let has_language = if is_key {
            self.0 == Standard::Json2_0
        } else {
            self.is_three()
        };
        let language = some_of(has_language, Just("fr".to_owned()).boxed());
        let is_dated = is_dated && self.is_three();
        let dates = (some_of(is_dated, period()), some_of(is_dated, period()));
        (text(), select(cascades), language, dates)
            .prop_map(|(value, cascade, language, (valid_from, valid_to))| MemberValue {
                value,
                cascade,
                language,
                valid_from,
                valid_to,
            })
            .boxed()
    }

    fn member(self, is_key: bool, is_dated: bool) -> Made<Member> {
        let is_early = self.0 == Standard::Json1_0;
        let values = vec(self.value(is_key, is_dated), 1..3).prop_map(move |mut values| {
            if is_early {
                values.sort_by_key(|value| value.cascade);
            }
            (values, None)
        });
        let content = prop_oneof![values, self.range().prop_map(|range| (Vec::new(), Some(range)))];
        let has_dates = self.is_three() && is_key;
        let more = (
            some_of(self.is_three(), any::<bool>().boxed()),
            some_of(has_dates, period()),
        );
        (
            ncname(),
            flag_if(!is_early),
            more,
            some_of(has_dates, period()),
            content,
        )
            .prop_map(
                |(id, is_excluded, (remove_prefix, valid_from), valid_to, (values, range))| Member {
                    id,
                    is_excluded,
                    remove_prefix,
                    valid_from,
                    valid_to,
                    values,
                    range,
                },
            )
            .boxed()
    }

    fn region(self) -> Made<CubeRegion> {
        let annotations = if self.is_three() {
            self.annotations()
        } else {
            Just(Vec::new()).boxed()
        };
        (
            annotations,
            any::<bool>(),
            vec(self.member(true, true), 0..3),
            vec(self.member(false, true), 0..2),
        )
            .prop_map(|(annotations, is_excluded, keys, components)| CubeRegion {
                annotations,
                is_excluded,
                keys,
                components,
            })
            .boxed()
    }

    fn key(self) -> Made<Key> {
        let most = if self.is_three_one() { 3 } else { 2 };
        let least = usize::from(!self.is_three());
        let prefix = some_of(self.is_three(), any::<bool>().boxed());
        let value =
            (ncname(), prefix, vec(text(), 1..most)).prop_map(|(id, remove_prefix, values)| KeyValue {
                id,
                remove_prefix,
                values,
            });
        let annotations = if self.is_three() {
            self.annotations()
        } else {
            Just(Vec::new()).boxed()
        };
        let dates = (
            some_of(self.is_three(), period()),
            some_of(self.is_three(), period()),
        );
        let components = list_of(self.is_three(), self.member(false, false));
        (annotations, vec(value, least..3), components, dates)
            .prop_map(|(annotations, values, components, (valid_from, valid_to))| Key {
                annotations,
                values,
                components,
                valid_from,
                valid_to,
            })
            .boxed()
    }

    fn attachment(self) -> Made<Attachment> {
        let source = (
            any::<bool>(),
            any::<bool>(),
            address(),
            of(address()),
            of(address()),
        )
            .prop_map(
                |(is_rest, is_soap, data_url, wsdl_url, wadl_url)| QueryableSource {
                    is_rest,
                    is_soap,
                    data_url,
                    wsdl_url,
                    wadl_url,
                },
            );
        let flows = vec(self.reference(Class::Dataflow), 1..3);
        let structures = vec(self.reference(Class::DataStructure), 1..3);
        let services = list_of(!self.is_three_one(), source.boxed());
        let served =
            (prop_oneof![flows, structures], services).prop_map(|(targets, queryable_sources)| Attachment {
                targets,
                queryable_sources,
                ..Attachment::default()
            });
        let provider = self
            .reference(Class::DataProvider)
            .prop_map(|provider| Attachment {
                targets: vec![provider],
                ..Attachment::default()
            });
        let most = if self.is_three() { 3 } else { 2 };
        let files = vec(address(), 1..most).prop_map(|simple_sources| Attachment {
            simple_sources,
            ..Attachment::default()
        });
        match self.is_three_one() {
            true => prop_oneof![served, provider].boxed(),
            false => prop_oneof![served, provider, files].boxed(),
        }
    }

    fn constraint(self) -> Made<Constraint> {
        let roles = if self.is_three_one() {
            vec![Role::Allowed]
        } else {
            Role::ALL.to_vec()
        };
        let set = (any::<bool>(), vec(self.key(), 1..3))
            .prop_map(|(is_included, keys)| KeySet { is_included, keys });
        let calendar =
            (text(), text(), text()).prop_map(|(periodicity, offset, tolerance)| ReleaseCalendar {
                periodicity,
                offset,
                tolerance,
            });
        let times = (moment(), moment()).prop_map(|(start, end)| ReferencePeriod { start, end });
        let more = (
            some_of(!self.is_three_one(), calendar.boxed()),
            some_of(!self.is_three(), times.boxed()),
        );
        let is_three = self.is_three();
        let regions = vec(self.region(), 0..3).prop_map(move |mut regions| {
            if let [one, other] = regions.as_mut_slice() {
                other.is_excluded = if is_three {
                    !one.is_excluded
                } else {
                    other.is_excluded
                };
            }
            regions
        });
        let artefact = self.maintainable(id(), self.version());
        (
            artefact,
            select(roles),
            of(self.attachment()),
            vec(set, 0..3),
            regions,
            more,
        )
            .prop_map(
                |(artefact, role, attachment, key_sets, regions, more)| Constraint {
                    artefact,
                    role,
                    attachment,
                    key_sets,
                    regions,
                    calendar: more.0,
                    reference_period: more.1,
                },
            )
            .boxed()
    }

    fn availability(self) -> Made<Availability> {
        let notes = self.annotations().prop_map(|annotations| Notes {
            annotations,
            ..Notes::default()
        });
        let attachment = self.reference(Class::Dataflow).prop_map(|target| Attachment {
            targets: vec![target],
            ..Attachment::default()
        });
        (notes, attachment, self.region(), of(0..9_u64), of(0..9_u64))
            .prop_map(|(notes, attachment, region, series, observations)| Availability {
                notes,
                attachment,
                region,
                series,
                observations,
            })
            .boxed()
    }

    fn tree(self) -> Made<HierarchyTree> {
        let kit = self;
        let level = (self.item(id()), of(self.coding())).prop_map(|(item, format)| Level {
            item,
            format,
            below: None,
        });
        let level = level.prop_recursive(2, 3, 1, move |inner| {
            (kit.item(id()), of(inner)).prop_map(|(item, below)| Level {
                item,
                format: None,
                below: below.map(Box::new),
            })
        });
        let named = self
            .reference(Class::Code)
            .prop_map(|code| (Some(code), None))
            .boxed();
        let aliased = (ncname(), ncname()).prop_map(|alias| (None, Some(alias)));
        let code = if self.is_three() {
            named
        } else {
            prop_oneof![named, aliased].boxed()
        };
        let leaf = (id(), self.notes(), code, of(id()), of(moment()), of(moment())).prop_map(
            |(id, notes, (code, alias), level, valid_from, valid_to)| HierarchicalCode {
                id,
                notes,
                code,
                alias,
                level,
                valid_from,
                valid_to,
                codes: Vec::new(),
            },
        );
        let code = leaf.prop_recursive(3, 6, 2, |inner| {
            (inner.clone(), vec(inner, 0..3)).prop_map(|(mut code, codes)| {
                code.codes = codes;
                code
            })
        });
        (any::<bool>(), of(level), vec(code, 1..3))
            .prop_map(|(has_formal_levels, level, codes)| HierarchyTree {
                has_formal_levels,
                level,
                codes,
            })
            .boxed()
    }

    fn hierarchy(self) -> Made<Artefact> {
        if self.is_three() {
            return (self.any_artefact(), self.tree())
                .prop_map(|(artefact, tree)| Hierarchy { artefact, tree }.into())
                .boxed();
        }
        let named = (self.item(id()), self.tree()).prop_map(|(item, tree)| NamedHierarchy { item, tree });
        let included = btree_map(ncname(), self.reference(Class::Codelist), 0..3).prop_map(|lists| {
            let included = |(alias, codelist)| IncludedCodelist {
                codelist: Some(codelist),
                alias: Some(alias),
            };
            lists.into_iter().map(included).collect()
        });
        (self.any_artefact(), included, vec(named, 0..3))
            .prop_map(|(artefact, included, hierarchies)| {
                HierarchicalCodelist {
                    artefact,
                    included,
                    hierarchies,
                }
                .into()
            })
            .boxed()
    }

    fn association(self) -> Made<HierarchyAssociation> {
        let context = of(self.reference(Class::Dataflow));
        (
            self.any_artefact(),
            self.reference(Class::Hierarchy),
            self.reference(Class::Dimension),
            context,
        )
            .prop_map(|(artefact, hierarchy, object, context)| HierarchyAssociation {
                artefact,
                hierarchy: Some(hierarchy),
                object: Some(object),
                context,
            })
            .boxed()
    }

    fn structure_map(self) -> Made<StructureMap> {
        let representation = of(self.reference(Class::RepresentationMap));
        let component = (
            self.annotations(),
            vec(ncname(), 1..3),
            vec(ncname(), 1..3),
            representation,
        )
            .prop_map(|(annotations, sources, targets, representation)| ComponentMap {
                annotations,
                sources,
                targets,
                representation,
            });
        let fixed = (self.annotations(), any::<bool>(), ncname(), vec(text(), 0..3)).prop_map(
            |(annotations, is_source, component, values)| FixedValueMap {
                annotations,
                is_source,
                component,
                values,
            },
        );
        let (source, target) = (
            self.reference(Class::DataStructure),
            self.reference(Class::Dataflow),
        );
        (
            self.any_artefact(),
            source,
            target,
            vec(component, 0..3),
            vec(fixed, 0..3),
        )
            .prop_map(|(artefact, source, target, components, fixed)| StructureMap {
                artefact,
                source: Some(source),
                target: Some(target),
                components,
                fixed,
            })
            .boxed()
    }

    fn representation_map(self) -> Made<RepresentationMap> {
        let kit = self;
        let ends = move || {
            let list = kit.reference(Class::Codelist).prop_map(MapEnd::List);
            let kind = select(DataType::ALL[..44].to_vec()).prop_map(MapEnd::Type);
            vec(prop_oneof![list, kind], 1..4)
        };
        let value = (text(), of(any::<bool>()), of(any::<i32>()), of(any::<i32>())).prop_map(
            |(value, is_regex, start, end)| MappedValue {
                value,
                is_regex,
                start,
                end,
            },
        );
        let day = || Just("2024-02-29".to_owned()).boxed();
        let date = || if kit.is_json() { moment() } else { day() };
        let mapping = (
            self.annotations(),
            vec(value, 1..3),
            vec(text(), 0..3),
            (of(date()), of(date())),
        )
            .prop_map(
                |(annotations, sources, targets, (valid_from, valid_to))| ValueMapping {
                    annotations,
                    sources,
                    targets,
                    valid_from,
                    valid_to,
                },
            );
        (self.any_artefact(), ends(), ends(), vec(mapping, 0..3))
            .prop_map(|(artefact, sources, targets, mappings)| RepresentationMap {
                artefact,
                sources,
                targets,
                mappings,
            })
            .boxed()
    }

    /// An artefact of any class that the standard has.
    fn artefact(self) -> Made<Artefact> {
        let both = prop_oneof![
            self.codelist().prop_map(Artefact::from),
            self.concept_scheme().prop_map(Artefact::from),
            self.dsd().prop_map(Artefact::from),
            self.dataflow().prop_map(Artefact::from),
            self.agreement().prop_map(Artefact::from),
            self.organisations().prop_map(Artefact::from),
            self.categories().prop_map(Artefact::from),
            self.categorisation().prop_map(Artefact::from),
            self.constraint().prop_map(Artefact::from),
            self.hierarchy(),
        ];
        if !self.is_three() {
            return both.boxed();
        }
        prop_oneof![
            10 => both,
            1 => self.value_list().prop_map(Artefact::from),
            1 => self.association().prop_map(Artefact::from),
            1 => self.structure_map().prop_map(Artefact::from),
            1 => self.representation_map().prop_map(Artefact::from),
        ]
        .boxed()
    }

    /// A few artefacts.
    pub(crate) fn structures(self) -> Made<Structures> {
        let availabilities = list_of(self.is_three_one(), self.availability());
        (vec(self.artefact(), 0..4), availabilities)
            .prop_map(|(artefacts, availabilities)| {
                let mut structures = Structures::new();
                structures.availabilities = availabilities;
                for artefact in artefacts {
                    structures.insert(artefact);
                }
                structures
            })
            .boxed()
    }

    /// A header.
    pub(crate) fn header(self) -> Made<Header> {
        let party = || {
            (id(), texts(0), vec(self.contact(self.is_json()), 0..2))
                .prop_map(|(id, names, contacts)| Party { id, names, contacts })
        };
        let sources = if self.is_json() {
            Just(Texts::default()).boxed()
        } else {
            texts(0)
        };
        let links = list_of(self.is_json(), self.link());
        (
            id(),
            any::<bool>(),
            moment(),
            party(),
            vec(party(), 0..3),
            texts(0),
            sources,
            links,
        )
            .prop_map(
                |(id, is_test, prepared, sender, receivers, names, sources, links)| Header {
                    id,
                    is_test,
                    prepared,
                    sender,
                    receivers,
                    names,
                    sources,
                    links,
                },
            )
            .boxed()
    }
}
