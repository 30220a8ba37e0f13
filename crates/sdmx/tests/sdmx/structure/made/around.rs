//! What stands around a data structure: flows, organisations, categories, constraints,
//! hierarchies, maps, and whole messages of them.

use super::*;

impl Kit {
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
