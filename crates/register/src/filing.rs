//! Files what was read of a source: proposals become assertions of records.
//!
//! A person that the register knows keeps one record, whoever tells of them; everything else gets a
//! record of its own, and where an instrument was told of before by another list of the same ceremony,
//! that is proposed, too. What has a year gets its address here.

mod figures;

use std::collections::{BTreeMap, BTreeSet};

use figures::{figure, shift, threshold};

use crate::address;
use crate::entry::{Act, Filed, Proposal};
use crate::facet;
use crate::hash;
use crate::lists;
use crate::naming::{self, Traits};
use crate::people;
use crate::reading::{
    self, Attribution, Context, Field, Pair, PublishedFrom, ReporterView, Rule, Side, SourceText, Span,
};
use crate::record::{
    Announced, Assertion, Author, Due, EventKind, Kind, Listed, Office, Open, Participant, Period, Quote,
    RecordId, Relation, Role, Said, Source, SourceKind, Standing, Told, Worded,
};
use crate::register::Register;
use crate::script;

/// A source as it was received.
#[derive(Clone, Copy, Debug)]
pub struct Received<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The name of its file.
    pub file: &'a str,
    /// What kind of source it is, where somebody says so.
    pub kind: Option<SourceKind>,
}

/// Rule of what is given by the way records are kept.
const FILING: Rule = Rule {
    name: "filing",
    version: 1,
};

/// Rule of a relation to the one record that a title names.
const NAMED: Rule = Rule {
    name: "filing/one-record-named",
    version: 1,
};

/// The act of having read a source. One that the register has already is read again: under its name
/// and into its records, with what is said of it otherwise than before; nothing where that is nothing.
pub fn file(
    register: &Register,
    (received, text, context): (Received<'_>, &SourceText, &Context),
    read: &reading::Reading,
) -> Option<Act> {
    let before = known(register, received.bytes);
    let sha256 = hash::sha256([received.bytes]);
    let mut clerk = Clerk::new((register, before), text.as_str(), context, read)?;
    let source = clerk.source(received, sha256, text, context, read);
    clerk.people(read);
    clerk.meetings(read);
    clerk.instruments(read);
    clerk.commitments(read);
    clerk.claims(read);
    clerk.commissions(read);
    let act = |proposed| match before {
        None => Act::Read {
            source: Box::new(source.clone()),
            proposed: joined(proposed),
        },
        Some(_) => again(register, &source, joined(proposed)),
    };
    let mut proposed = clerk.filed;
    proposed.extend(lists::same(register, &source, &act(proposed.clone())));
    let act = act(proposed);
    let changes = match &act {
        Act::Reread {
            proposed, dropped, ..
        } => before != Some(&source) || !proposed.is_empty() || !dropped.is_empty(),
        _ => true,
    };
    changes.then_some(act)
}

/// What another reading of a source says that was not said, and what it says no longer. What a person
/// decided stays.
fn again(register: &Register, source: &Source, mut proposed: Vec<Filed>) -> Act {
    let own = |one: &&Assertion| one.source == Some(source.id) && matches!(one.by, Author::Rule(_));
    let mut dropped = Vec::new();
    for record in register.records() {
        let of = |filed: &&mut Filed| filed.record == record.id;
        let mut said = proposed.iter_mut().find(of).map(|filed| &mut filed.said);
        for old in record.assertions.iter().filter(own) {
            let same = |new: &Proposal| new.said == old.said && new.span == old.span;
            let at = said.as_ref().and_then(|said| said.iter().position(same));
            match (at, &mut said) {
                (Some(_), _) if register.is_dropped(old) => {}
                (Some(at), Some(said)) => {
                    said.remove(at);
                }
                _ if old.standing == Standing::Proposed => dropped.push(old.id),
                _ => {}
            }
        }
    }
    proposed.retain(|filed| !filed.said.is_empty());
    Act::Reread {
        source: Box::new(source.clone()),
        proposed,
        dropped,
    }
}

/// All that is proposed of one record in one place.
fn joined(filed: Vec<Filed>) -> Vec<Filed> {
    let mut joined: BTreeMap<RecordId, Vec<Proposal>> = BTreeMap::new();
    for one in filed {
        joined.entry(one.record).or_default().extend(one.said);
    }
    let of = |(record, said)| Filed { record, said };
    joined.into_iter().map(of).collect()
}

struct Clerk<'a> {
    register: &'a Register,
    /// The source as it was read before.
    before: Option<&'a Source>,
    /// Records an earlier reading of it made, by their kind and the words they were made of.
    made: BTreeMap<(Kind, usize, usize), RecordId>,
    id: crate::record::SourceId,
    text: &'a str,
    pair: Option<String>,
    /// The year the source was published in.
    year: Option<u16>,
    given: BTreeSet<String>,
    last: BTreeMap<Kind, u32>,
    language: Option<reading::Language>,
    /// Records of the reading's people and meetings, by their place there.
    people: Vec<RecordId>,
    meetings: Vec<RecordId>,
    filed: Vec<Filed>,
}

impl<'a> Clerk<'a> {
    fn new(
        (register, before): (&'a Register, Option<&'a Source>),
        text: &'a str,
        context: &Context,
        read: &reading::Reading,
    ) -> Option<Self> {
        Some(Self {
            register,
            before,
            made: before.map(|before| made(register, before)).unwrap_or_default(),
            id: before
                .map(|before| before.id)
                .or_else(|| register.next_source())?,
            text,
            pair: context.pair.map(letters),
            year: read.facts.published.map(|published| published.date.year()),
            given: register.addresses().clone(),
            last: Kind::ALL.map(|kind| (kind, register.last_number(kind))).into(),
            language: read.facts.language,
            people: Vec::new(),
            meetings: Vec::new(),
            filed: Vec::new(),
        })
    }

    fn source(
        &self,
        received: Received<'_>,
        sha256: String,
        text: &SourceText,
        context: &Context,
        read: &reading::Reading,
    ) -> Source {
        let open = |one: &reading::Unresolved| one.about.is_none();
        let own = read.facts.publisher.as_ref().map(|field| field.value.clone());
        Source {
            id: self.id,
            kind: received.kind,
            file: self
                .before
                .map_or(received.file, |before| &before.file)
                .to_owned(),
            sha256,
            publisher: context.publisher.clone().or(own),
            side: context.side.map(|side| match side {
                Side::State(state) => state.code().to_owned(),
                Side::Third => "third".to_owned(),
            }),
            pair: self.pair.clone(),
            language: read.facts.language.map(|language| language.code().to_owned()),
            published: read.facts.published.map(|published| published.date.to_string()),
            published_from: read
                .facts
                .published
                .map(|published| how_known(published.from).to_owned()),
            announced: self.announced(context, read),
            open: read
                .unresolved
                .iter()
                .filter(|one| open(one))
                .map(opened)
                .collect(),
            unexplained: read
                .unexplained
                .iter()
                .filter_map(|field| self.quote(&field.span))
                .collect(),
            text: text.as_str().to_owned(),
        }
    }

    fn announced(&self, context: &Context, read: &reading::Reading) -> Option<Announced> {
        let said = |field: &Field<u32>| Announced {
            count: field.value,
            span: self.quote(&field.span),
        };
        let known = |count| Announced { count, span: None };
        let own = read.facts.announced.as_ref().map(said);
        own.or_else(|| context.announced.map(known))
    }

    /// The record of these words: a new one, or the one an earlier reading of the source made of them.
    fn record(&mut self, kind: Kind, span: &Span) -> Option<RecordId> {
        let made = self.made.remove(&(kind, span.start, span.end));
        made.or_else(|| self.next(kind))
    }

    fn next(&mut self, kind: Kind) -> Option<RecordId> {
        let last = self.last.entry(kind).or_default();
        *last = last.saturating_add(1);
        RecordId::new(kind, *last)
    }

    fn quote(&self, span: &Span) -> Option<Quote> {
        Quote::of(self.text, span.start, span.end)
    }

    /// A value with where it was read and by what.
    fn of<T>(&self, field: &Field<T>, said: impl FnOnce(&T) -> Said) -> Proposal {
        Proposal {
            said: said(&field.value),
            span: self.quote(&field.span),
            rule: rule(field.rule),
        }
    }

    fn addressed(&mut self, id: RecordId, pair: Option<&str>, year: Option<u16>) -> Option<Proposal> {
        let stem = address::stem(id.kind.name(), &address::pair(pair?)?, year?);
        let borne = self.register.record(id).and_then(|record| {
            record.one(|said| match said {
                Said::Address(address) if address.starts_with(&stem) => Some(address.clone()),
                _ => None,
            })
        });
        let address = borne.unwrap_or_else(|| address::next(&stem, &self.given));
        self.given.insert(address.clone());
        Some(given(Said::Address(address)))
    }

    /// A record of a pair with its address, what is said of it, and what stays open.
    fn keep(
        &mut self,
        (id, pair, year): (RecordId, Option<String>, Option<u16>),
        said: Vec<Proposal>,
        (read, list, at): (&reading::Reading, &str, usize),
    ) {
        let address = self.addressed(id, pair.as_deref(), year);
        let pair = pair.map(|pair| given(Said::Pair(pair)));
        let mut all: Vec<Proposal> = pair.into_iter().chain(address).chain(said).collect();
        let about = format!("{list}/{at}");
        let linked = all.iter().any(|one| matches!(one.said, Said::Relation(_)));
        let open = read
            .unresolved
            .iter()
            .filter(|one| one.about.as_deref() == Some(&about) && !(linked && one.what == "relation"));
        all.extend(open.map(|one| Proposal {
            said: Said::Open(opened(one)),
            span: one.span.as_ref().and_then(|span| self.quote(span)),
            rule: rule(one.rule),
        }));
        self.filed.push(Filed {
            record: id,
            said: all,
        });
    }

    fn people(&mut self, read: &reading::Reading) {
        let index = people::Index::of(self.register);
        for person in &read.people {
            let state = person.side.as_ref().map(|side| side.value.code());
            let known = index.find(state, &person.name.value);
            let Some(id) = known.or_else(|| self.next(Kind::Person)) else {
                continue;
            };
            let language = self.language;
            let name = |text: &String| {
                Said::Name(Worded {
                    text: text.clone(),
                    language,
                })
            };
            let mut said = Vec::new();
            let ours = known.and_then(|id| self.own_address(id));
            said.extend(ours.map(|address| given(Said::Address(address))));
            if known.is_none() {
                let address = state.and_then(|state| people::address(state, &person.name.value));
                let free = address.filter(|address| self.is_free(address));
                said.extend(free.map(|address| given(Said::Address(address))));
            }
            said.push(self.of(&person.name, name));
            said.extend(person.variants.iter().map(|variant| self.of(variant, name)));
            said.extend(person.offices.iter().map(|office| {
                self.of(&office.title, |title| {
                    Said::Office(Office {
                        title: title.clone(),
                        state: office.state.as_ref().map(|state| state.value.code().to_owned()),
                    })
                })
            }));
            said.extend(
                person
                    .side
                    .as_ref()
                    .map(|side| self.of(side, |state| Said::Side(state.code().to_owned()))),
            );
            if !person.present {
                said.push(self.of(&person.name, |_| Said::Present(false)));
            }
            self.people.push(id);
            self.filed.push(Filed { record: id, said });
        }
    }

    /// Whether nobody bears the address of a person. It is of the name, so whoever bore it before an undo was
    /// the same.
    fn is_free(&self, address: &str) -> bool {
        let bears = |one: &Proposal| matches!(&one.said, Said::Address(own) if own == address);
        let filed = || self.filed.iter().flat_map(|filed| &filed.said).any(bears);
        self.register.find(address).is_none() && !filed()
    }

    /// The address an earlier reading of this source gave to a record.
    fn own_address(&self, id: RecordId) -> Option<String> {
        let before = self.before?.id;
        let own = self.register.record(id)?.assertions.iter();
        own.filter(|one| one.source == Some(before))
            .find_map(|one| match &one.said {
                Said::Address(address) => Some(address.clone()),
                _ => None,
            })
    }

    fn meetings(&mut self, read: &reading::Reading) {
        let ids: Vec<RecordId> = read
            .meetings
            .iter()
            .filter_map(|meeting| self.record(Kind::Meeting, &meeting.kind.span))
            .collect();
        for (at, (meeting, id)) in read.meetings.iter().zip(&ids).enumerate() {
            let mut said = vec![self.of(&meeting.kind, |kind| Said::MeetingKind(*kind))];
            said.extend(
                meeting
                    .when
                    .as_ref()
                    .map(|when| self.of(when, |when| Said::Date(*when))),
            );
            let written = meeting.when_as_written.as_ref();
            said.extend(written.map(|written| self.of(written, |words| Said::DateAsWritten(words.clone()))));
            said.extend(
                meeting
                    .place
                    .as_ref()
                    .map(|place| self.of(place, |place| Said::Place(place.clone()))),
            );
            let host = meeting.host.as_ref();
            said.extend(host.map(|host| self.of(host, |state| Said::Host(state.code().to_owned()))));
            let there = meeting.participants.iter().filter_map(|at| self.people.get(*at));
            said.extend(there.map(|person| self.of(&meeting.kind, |_| Said::Attendee(*person))));
            let whole = meeting.part_of.and_then(|at| ids.get(at));
            said.extend(whole.map(|whole| self.of(&meeting.kind, |_| Said::PartOf(*whole))));
            let year = meeting.when.as_ref().map(|when| when.value.first.year());
            self.keep((*id, self.pair.clone(), year), said, (read, "meetings", at));
        }
        self.meetings = ids;
    }

    fn instruments(&mut self, read: &reading::Reading) {
        let told = read.instruments.iter();
        let ids: Vec<Option<RecordId>> = told
            .clone()
            .map(|item| self.record(Kind::Instrument, &item.title.span))
            .collect();
        let items = ids.iter().zip(told.clone());
        let items = items.filter_map(|(id, item)| Some(((*id)?, Traits::of_item(item))));
        let items: Vec<(RecordId, Traits)> = items.collect();
        for (at, (instrument, id)) in told.zip(ids).enumerate() {
            let Some(id) = id else { continue };
            let signed = instrument.events.iter().find_map(|event| event.when.as_ref());
            let year = signed.map(|when| when.value.first.year());
            let mut said = self.instrument(instrument);
            said.extend(self.relation(id, instrument, &items));
            said.extend(
                instrument
                    .events
                    .iter()
                    .map(|event| self.event(instrument, event)),
            );
            let came_out = |meeting: &&reading::Meeting| {
                let when = meeting.when.as_ref().map(|when| when.value);
                meeting.part_of.is_none()
                    && when
                        .zip(signed)
                        .is_some_and(|(when, signed)| when.meets(signed.value))
            };
            let meetings = read.meetings.iter().zip(&self.meetings);
            let meeting = meetings
                .clone()
                .find(|(meeting, _)| came_out(meeting))
                .map(|(_, id)| *id);
            said.extend(meeting.map(|meeting| given(Said::PartOf(meeting))));
            self.keep(
                (id, self.pair_of(instrument), year),
                said,
                (read, "instruments", at),
            );
        }
    }

    fn instrument(&self, told: &reading::Instrument) -> Vec<Proposal> {
        let language = self.language;
        let mut said = vec![
            self.of(&told.title, |title| {
                Said::Title(Worded {
                    text: title.clone(),
                    language,
                })
            }),
            self.of(&told.kind, |kind| Said::Type(*kind)),
            self.of(&told.title, |_| Said::Completeness(told.completeness)),
        ];
        let designation = told.designation.as_ref();
        said.extend(designation.map(|words| self.of(words, |words| Said::Designation(words.clone()))));
        said.extend(
            told.level
                .as_ref()
                .map(|level| self.of(level, |level| Said::Level(*level))),
        );
        said.extend(told.participants.iter().map(|one| self.participant(told, one)));
        let written = told.subject_as_written.as_ref();
        said.extend(written.map(|words| self.of(words, |words| Said::SubjectAsWritten(words.clone()))));
        said.extend(
            told.subject
                .as_ref()
                .map(|words| self.of(words, |words| Said::Subject(words.clone()))),
        );
        said.extend(told.ordinal.as_ref().map(|ordinal| {
            self.of(ordinal, |ordinal| {
                Said::Listed(Listed {
                    ordinal: Some(*ordinal),
                })
            })
        }));
        said
    }

    /// What it does to the one record that its title names.
    fn relation(
        &self,
        own: RecordId,
        told: &reading::Instrument,
        items: &[(RecordId, Traits)],
    ) -> Option<Proposal> {
        let (related, language) = told.relation.as_ref().zip(self.language)?;
        let to = naming::named(self.register, own, (&related.to.value, language), items)?;
        let said = Said::Relation(Relation {
            kind: related.kind,
            to,
        });
        Some(Proposal {
            rule: rule(NAMED),
            ..self.of(&related.to, |_| said)
        })
    }

    /// The two states that sign it; the source's pair where a list or an outcome of it names no others.
    fn pair_of(&self, told: &reading::Instrument) -> Option<String> {
        let states = told.participants.iter().filter_map(|one| one.state.as_ref());
        let states: BTreeSet<&str> = states.map(|state| state.value.code()).collect();
        match Vec::from_iter(states)[..] {
            [one, other] => Some(format!("{one}-{other}")),
            [] if told.completeness != reading::Completeness::Mention => self.pair.clone(),
            _ => None,
        }
    }

    fn participant(&self, told: &reading::Instrument, one: &reading::Participant) -> Proposal {
        let mut party = Participant {
            state: one.state.as_ref().map(|state| state.value.code().to_owned()),
            institution: one.institution.as_ref().map(|name| name.value.clone()),
            written: one.name_as_written.as_ref().map(|name| name.value.clone()),
            known_as: one.known_as.map(str::to_owned),
            role: Role::Party,
            from: one.from,
        };
        let known = facet::institution(&party).map(|known| known.id.to_owned());
        party.known_as = party.known_as.or(known);
        let said = Said::Participant(party);
        let name = one.name_as_written.as_ref().or(one.institution.as_ref());
        match (name, &one.state) {
            (Some(name), _) => self.of(name, |_| said),
            (None, Some(state)) => self.of(state, |_| said),
            (None, None) => self.of(&told.title, |_| said),
        }
    }

    fn event(&self, told: &reading::Instrument, event: &reading::Event) -> Proposal {
        let reading::EventKind::Signed = event.kind;
        let said = Said::Event(Told {
            kind: EventKind::Signed,
            date: event.when.as_ref().map(|when| when.value),
            effective: None,
            party: None,
            place: event.place.as_ref().map(|place| place.value.clone()),
            note: None,
        });
        match &event.when {
            Some(when) => self.of(when, |_| said),
            None => self.of(&told.title, |_| said),
        }
    }

    fn commitments(&mut self, read: &reading::Reading) {
        for (at, told) in read.commitments.iter().enumerate() {
            let Some(id) = self.record(Kind::Commitment, &told.text.span) else {
                continue;
            };
            let mut said = vec![
                self.of(&told.text, |text| Said::Text(text.clone())),
                self.of(&told.text, |_| Said::CommitmentKind(told.kind)),
                self.of(&told.verb, |verb| Said::Verb(verb.clone())),
            ];
            let strength = told.strength.as_ref();
            said.extend(strength.map(|field| self.of(field, |strength| Said::Strength(*strength))));
            let owner = |state: &reading::State| Said::Owner(state.code().to_owned());
            said.extend(told.owners.iter().map(|field| self.of(field, owner)));
            let institution = told.institution.as_ref();
            said.extend(institution.map(|field| self.of(field, |name| Said::OwnerInstitution(name.clone()))));
            let speaker = told.speaker.as_ref();
            said.extend(speaker.map(|field| self.of(field, |name| Said::Speaker(name.clone()))));
            let counterpart = told.counterpart.as_ref();
            said.extend(
                counterpart.map(|field| self.of(field, |state| Said::Counterpart(state.code().to_owned()))),
            );
            said.extend(self.due(&told.due));
            said.extend(read.claims.iter().filter_map(|claim| self.metric(told, claim)));
            self.keep(
                (id, self.pair.clone(), self.year),
                said,
                (read, "commitments", at),
            );
        }
    }

    /// The figure of a goal that a commitment tells.
    fn metric(&self, told: &reading::Commitment, goal: &reading::Claim) -> Option<Proposal> {
        let amount = goal.amount.as_ref()?;
        let (text, at) = (&told.text.span, &amount.span);
        let within = text.start <= at.start && at.end <= text.end;
        let target = goal.modality.value == reading::Modality::Target
            && told.kind == reading::CommitmentKind::QuantitativeTarget;
        (within && target).then(|| self.of(amount, |amount| threshold(goal, amount)))
    }

    fn due(&self, due: &reading::Due) -> Option<Proposal> {
        match due {
            reading::Due::None => None,
            reading::Due::When(field) => Some(self.of(field, |when| {
                Said::Due(Due {
                    when: Some(*when),
                    written: field.span.quote.clone(),
                })
            })),
            reading::Due::Unresolved(field) => Some(self.of(field, |words| {
                Said::Due(Due {
                    when: None,
                    written: words.clone(),
                })
            })),
        }
    }

    fn claims(&mut self, read: &reading::Reading) {
        for (at, told) in read.claims.iter().enumerate() {
            let Some(id) = self.record(Kind::Claim, &claim_span(told)) else {
                continue;
            };
            let said = self.claim(told);
            self.keep((id, self.pair.clone(), self.year), said, (read, "claims", at));
        }
    }

    /// A commission keeps one record for a name, whoever tells of it.
    fn commissions(&mut self, read: &reading::Reading) {
        let mut met: BTreeMap<String, RecordId> = BTreeMap::new();
        for (at, told) in read.commissions.iter().enumerate() {
            let states: BTreeSet<&str> = told.states.iter().map(|state| state.value.code()).collect();
            let pair = match Vec::from_iter(states)[..] {
                [one, other] => Some(format!("{one}-{other}")),
                _ => self.pair.clone(),
            };
            let name = script::key(&told.name.value);
            let known = met
                .get(&name)
                .copied()
                .or_else(|| self.commission(&name, pair.as_deref()));
            let Some(id) = known.or_else(|| self.next(Kind::Commission)) else {
                continue;
            };
            let language = self.language;
            let said = self.of(&told.name, |text| {
                Said::Name(Worded {
                    text: text.clone(),
                    language,
                })
            });
            if met.insert(name, id).is_none() {
                self.keep((id, pair, None), vec![said], (read, "commissions", at));
            }
        }
    }

    /// The commission of a pair with a name.
    fn commission(&self, key: &str, pair: Option<&str>) -> Option<RecordId> {
        let bears = |said: &Said| match said {
            Said::Name(name) => (script::key(&name.text) == key).then_some(()),
            _ => None,
        };
        let of_pair = |said: &Said| match said {
            Said::Pair(of) => (Some(of.as_str()) == pair).then_some(()),
            _ => None,
        };
        let mut all = self.register.of_kind(Kind::Commission);
        let found = all.find(|one| one.one(bears).is_some() && one.one(of_pair).is_some());
        found.map(|one| one.id)
    }

    fn claim(&self, told: &reading::Claim) -> Vec<Proposal> {
        let mut said = vec![
            self.of(&told.sentence, |words| Said::Sentence(words.clone())),
            self.of(&told.flow, |flow| Said::Flow(*flow)),
            self.of(&told.modality, |modality| Said::Modality(*modality)),
        ];
        let whom = told.attributed_to.as_ref();
        said.extend(whom.map(|field| self.of(field, |words| Said::AttributedTo(words.clone()))));
        said.extend(self.view(&told.reporter_view, told));
        let partner = told.partner.as_ref();
        said.extend(partner.map(|field| self.of(field, |state| Said::Partner(state.code().to_owned()))));
        let products = told.products.as_ref();
        said.extend(products.map(|field| self.of(field, |words| Said::Products(words.clone()))));
        if let Some(amount) = &told.amount {
            said.push(self.of(&told.operator, |operator| Said::Operator(*operator)));
            said.push(self.of(amount, |amount| Said::Amount(figure(amount))));
        }
        said.extend(
            told.change
                .as_ref()
                .map(|field| self.of(field, |change| Said::Change(shift(change)))),
        );
        said.extend(self.period(told));
        let implied = told.implied_base.as_ref().zip(told.amount.as_ref());
        said.extend(implied.map(|(base, field)| self.of(field, |_| Said::ImpliedBase(figure(base)))));
        said
    }

    fn view(&self, view: &Attribution, told: &reading::Claim) -> Option<Proposal> {
        let ReporterView::State(state) = view.view else {
            return None;
        };
        let said = Said::ReporterView(state.code().to_owned());
        Some(match &view.field {
            Some(field) => self.of(field, |_| said),
            None => self.of(&told.sentence, |_| said),
        })
    }

    fn period(&self, told: &reading::Claim) -> Option<Proposal> {
        let written = told.period_as_written.as_ref();
        let said = Said::Period(Period {
            when: told.period.as_ref().map(|field| field.value),
            written: written.map(|field| field.value.clone()),
            relative: told.period_relative,
            ambiguous: told.period_ambiguous,
        });
        match (written, &told.period) {
            (Some(field), _) => Some(self.of(field, |_| said)),
            (None, Some(field)) => Some(self.of(field, |_| said)),
            (None, None) => None,
        }
    }
}

/// Records that an earlier reading of a source made, by the words they were made of.
fn made(register: &Register, source: &Source) -> BTreeMap<(Kind, usize, usize), RecordId> {
    let own = register
        .records()
        .flat_map(|record| &record.assertions)
        .filter(|one| one.source == Some(source.id));
    let named = own.filter_map(|one| {
        let span = one.span.as_ref()?;
        let named = matches!(
            one.said,
            Said::Title(_) | Said::MeetingKind(_) | Said::Text(_) | Said::Flow(_) | Said::Amount(_)
        );
        named.then_some(((one.id.record.kind, span.start, span.end), one.id.record))
    });
    named.collect()
}

/// What tells a claim from others of its sentence: its amount, or what it counts.
fn claim_span(claim: &reading::Claim) -> Span {
    let amount = claim.amount.as_ref().map(|field| &field.span);
    amount.unwrap_or(&claim.flow.span).clone()
}

fn given(said: Said) -> Proposal {
    Proposal {
        said,
        span: None,
        rule: rule(FILING),
    }
}

/// A rule as assertions name it: `title/first-state 1`.
fn rule(rule: Rule) -> String {
    format!("{} {}", rule.name, rule.version)
}

fn letters(pair: Pair) -> String {
    pair.states().map(|state| state.code()).join("-")
}

fn opened(one: &reading::Unresolved) -> Open {
    Open {
        what: one.what.to_owned(),
        reason: one.reason.clone(),
    }
}

fn how_known(from: PublishedFrom) -> &'static str {
    match from {
        PublishedFrom::Text => "text",
        PublishedFrom::Dateline => "dateline",
        PublishedFrom::Address => "address",
        PublishedFrom::Metadata => "metadata",
        PublishedFrom::Operator => "operator",
    }
}

/// The name the next record of a kind gets.
pub fn new_record(register: &Register, kind: Kind) -> Option<RecordId> {
    RecordId::new(kind, register.last_number(kind).checked_add(1)?)
}

/// SHA-256 of bytes, by which sources and texts are named.
pub fn digest(bytes: &[u8]) -> String {
    hash::sha256([bytes])
}

/// The source that was made of these bytes, if there is one.
pub fn known<'a>(register: &'a Register, bytes: &[u8]) -> Option<&'a Source> {
    let sha256 = hash::sha256([bytes]);
    register.sources().find(|source| source.sha256 == sha256)
}
