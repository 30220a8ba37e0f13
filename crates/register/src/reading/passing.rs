//! Instruments outside any list: signed in groups, or named in passing; and commissions.
//!
//! It exists so that "signed intergovernmental agreements on …" is kept as what it is: some, of which
//! neither number nor titles are told. Where a source has a list, its summaries propose nothing.

mod kazakh;
mod statement;

use std::ops::Range;

use regex::Regex;

use super::clause::Clause;
use super::document::{Document, covered};
use super::listing;
use super::per_language::PerLanguage;
use super::proposal::Commission;
use super::title::TitleReader;
use super::{
    Completeness, Event, EventKind, Field, Instrument, InstrumentType, Language, Level, Meeting, Participant,
    ParticipantFrom, Role, Rule,
};

const GROUP: Rule = Rule::first("passing/group");
const BOTH: Rule = Rule::first("passing/both-states-signed");
const LEVEL: Rule = Rule::first("passing/level-of-adjective");
const SIGNED: Rule = Rule::first("passing/signed-on-day-of-visit");
const COMMISSION: Rule = Rule::first("passing/commission");

struct Patterns {
    /// An adjective of level, a designation in the plural, and what they are about.
    group: Regex,
    /// A designation in the singular with its subject or parties.
    mention: Regex,
    commission: Regex,
}

/// Matches no text.
const NOTHING: &str = r"[^\s\S]";

/// A group, a mention and a commission; in Kazakh the designation comes last, and [`kazakh`] finds it.
const fn source(language: Language) -> (&'static str, &'static str, &'static str) {
    match language {
        Language::En => (
            r"(?:(?P<level>intergovernmental|interdepartmental|interoffice|inter-agency|interagency|interstate|interministerial|bilateral)(?:,? (?:and )?(?:intergovernmental|interdepartmental))? )?(?P<kind>agreements|memorandums of understanding|memoranda of understanding|memorandums of cooperation|memorandums|memoranda|protocols|contracts|declarations) (?P<about>(?:on|in the fields? of|in) [^.;]+)",
            r"(?:the |an? )?(?P<name>(?:free trade |visa-free |investment |double taxation )?(?:agreement|treaty|memorandum|protocol|convention)) (?:between|on|for) [^.;,]+",
            r"(?:the |an? )?(?:intergovernmental |joint )?(?:[a-z]+-[a-z]+ )?(?:intergovernmental |joint )?commission(?: on [^.;,“”]+)?",
        ),
        Language::Ru => (
            r"(?P<level>межправительственн\w+|межведомственн\w+|межгосударственн\w+)? ?(?P<kind>соглашения|меморандумы|протоколы|договоры) (?P<about>(?:о|об|в сфере|в области|по) [^.;]+)",
            r"(?P<name>соглашени[еюя]м?|договор\w*|меморандум\w*) (?:о|об|между) [^.;,]+",
            r"(?:казахстанско-сербск\w+ )?межправительственн\w+ (?:[а-я]+-[а-я]+ )?комисси\w+(?: по [^.;,]+)?",
        ),
        Language::Sr => (
            r"(?P<level>međuvladin\w+|međudržavn\w+|međuresorn\w+)? ?(?P<kind>sporazum[ei]|memorandum[ei]|protokol[ei]|ugovor[ei]) (?P<about>(?:o|u oblasti|za) [^.;]+)",
            r"(?P<name>sporazum\w*|ugovor\w*|memorandum\w*) (?:o|između|sa) [^.;,]+",
            r"(?:mešovit\w+ |međuvladin\w+ )+komisij\w+(?: za [^.;,]+)?",
        ),
        Language::De => (
            r"(?:(?P<level>zwischenstaatlich\w+|ressortübergreifend\w+|interministeriell\w+) )?(?P<kind>memoranden|protokolle|verträge|vereinbarungen|absichtserklärungen|regierungsabkommen) (?P<about>(?:über|zu[rm]?|im bereich|in den bereichen|auf dem gebiet) [^.;]+)",
            r"(?P<name>(?:freihandels|doppelbesteuerungs|investitionsschutz|luftverkehrs|rahmen)?abkommen|vertrag(?:s|es)?|memorandum|protokoll(?:s)?) (?:zwischen|über|mit|zur|zum) [^.;,]+",
            r"(?:[a-zäöü]+-[a-zäöü]+ )?(?:(?:gemeinsam|zwischenstaatlich|gemischt)\w+ )*(?:[a-zäöü]+-[a-zäöü]+ )?(?:regierungs|wirtschafts)?kommission(?: für [^.;,]+)?",
        ),
        Language::Es => (
            r"(?P<kind>acuerdos|memorandos de entendimiento|memorandos|protocolos|convenios|tratados|contratos)(?: (?P<level>intergubernamentales|interministeriales|interinstitucionales|interestatales|bilaterales))? (?P<about>(?:sobre|en materia de|en los ámbitos de|en el ámbito de|en las áreas de) [^.;]+)",
            r"(?P<name>(?:acuerdo|tratado|convenio|memorando|protocolo)(?: de (?:libre comercio|entendimiento|cooperación|protección de inversiones))?) (?:entre|sobre|con|para) [^.;,]+",
            r"comisión (?:(?:intergubernamental|mixta|conjunta) )*(?:[a-zñáéíóú]+-[a-zñáéíóú]+ )?(?:de|sobre|para) [^.;,]+",
        ),
        Language::Kk => (
            NOTHING,
            NOTHING,
            r"(?:[а-яәіңғүұқөһ]+-[а-яәіңғүұқөһ]+ )?(?:сауда-экономикалық ынтымақтастық жөніндегі )?үкіметаралық (?:[а-яәіңғүұқөһ]+-[а-яәіңғүұқөһ]+ )?комиссия\w*",
        ),
    }
}

fn patterns(language: Language) -> Option<&'static Patterns> {
    static ALL: PerLanguage<Option<Patterns>> = PerLanguage::new();
    let build = || {
        let (group, mention, commission) = source(language);
        let whole = |pattern: &str| Regex::new(&format!(r"\b{pattern}")).ok();
        Some(Patterns {
            group: whole(group)?,
            mention: whole(mention)?,
            commission: whole(commission)?,
        })
    };
    ALL.of(language, build).as_ref()
}

/// Groups that were signed, and instruments named in passing.
pub(super) fn find(
    document: &Document<'_>,
    meetings: &[Meeting],
    listed: bool,
    skip: &[Range<usize>],
) -> Vec<Instrument> {
    let Some(patterns) = patterns(document.language) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for sentence in &document.sentences {
        if covered(skip, sentence.start) {
            continue;
        }
        all.extend(joint(document, sentence, meetings));
        if listed {
            continue;
        }
        all.extend(match document.language {
            Language::Kk => in_kazakh(document, sentence, meetings),
            _ => in_sentence(document, sentence, patterns, meetings),
        });
    }
    all
}

/// Groups that a sentence says were signed, and what else it names.
fn in_sentence(
    document: &Document<'_>,
    sentence: &Range<usize>,
    patterns: &Patterns,
    meetings: &[Meeting],
) -> Vec<Instrument> {
    let clause = Clause::new(document, sentence);
    let (mut all, mut taken) = (Vec::new(), Vec::<Range<usize>>::new());
    if listing::tells_signing(document, sentence) {
        for found in groups(&patterns.group, &clause.lower) {
            let found = found.moved(|at| clause.source(&at));
            taken.push(found.whole.clone());
            all.push(group(document, sentence, &found, meetings));
        }
    }
    for found in patterns.mention.find_iter(&clause.lower) {
        let at = mention_range(document, clause.source(&found.range()));
        let free = !taken
            .iter()
            .any(|known| known.start < at.end && at.start < known.end);
        all.extend(free.then(|| mentioned(document, &at)));
    }
    all
}

/// A joint statement that a sentence says was adopted, of the two states it names.
fn joint(document: &Document<'_>, sentence: &Range<usize>, meetings: &[Meeting]) -> Option<Instrument> {
    let (at, signed) = statement::adopted(document, sentence)?;
    let mut told = mentioned(document, &at);
    if told.participants.is_empty() {
        told.participants = signatories(document, sentence);
    }
    told.events.extend(signed.then(|| signing(meetings)));
    Some(told)
}

/// A signature on the day of the visit.
fn signing(meetings: &[Meeting]) -> Event {
    let visit = meetings.iter().find(|meeting| meeting.part_of.is_none());
    let when = visit.and_then(|visit| visit.when.clone());
    Event {
        kind: EventKind::Signed,
        when: when.map(|when| Field { rule: SIGNED, ..when }),
        place: None,
    }
}

/// An instrument named in passing, which is signed by nobody but those it names.
fn mentioned(document: &Document<'_>, at: &Range<usize>) -> Instrument {
    let title = TitleReader::new(document.language).read(document.quote(at));
    let mut instrument = listing::instrument(document, &title, at, Completeness::Mention);
    instrument
        .participants
        .retain(|party| party.from == ParticipantFrom::Title);
    instrument
}

/// What a Kazakh sentence names: several that were signed as a group, one as a mention.
fn in_kazakh(document: &Document<'_>, sentence: &Range<usize>, meetings: &[Meeting]) -> Vec<Instrument> {
    let signing = listing::tells_signing(document, sentence);
    let named = kazakh::named(document, sentence).into_iter();
    let told = named.filter_map(|(found, several)| {
        let found = found.moved(|at| sentence.start + at.start..sentence.start + at.end);
        match (several, signing) {
            (true, true) => Some(group(document, sentence, &found, meetings)),
            (true, false) => None,
            (false, _) => Some(mentioned(document, &found.whole)),
        }
    });
    told.collect()
}

/// Commissions a source names.
pub(super) fn commissions(document: &Document<'_>, skip: &[Range<usize>]) -> Vec<Commission> {
    let Some(patterns) = patterns(document.language) else {
        return Vec::new();
    };
    let mut all: Vec<Commission> = Vec::new();
    for found in patterns.commission.find_iter(&document.lower) {
        let at = document.trimmed(before_verb(document, without_article(document, found.range())));
        let states: Vec<Field<super::State>> = document
            .mentions_in(&at)
            .iter()
            .map(|mention| document.field(mention.state, &(mention.start..mention.end), COMMISSION))
            .collect();
        let intergovernmental = document.small(&at).contains("govern")
            || document.small(&at).contains("прав")
            || ["vlad", "regierung", "zwischenstaat", "gubern", "үкімет"]
                .iter()
                .any(|word| document.small(&at).contains(word));
        let inside = covered(skip, at.start);
        if !inside && (states.len() == 2 || intergovernmental) {
            all.push(Commission {
                name: document.words(&at, COMMISSION),
                states,
            });
        }
    }
    all
}

fn without_article(document: &Document<'_>, at: Range<usize>) -> Range<usize> {
    let small = document.small(&at);
    let cut = ["the ", "an ", "a "]
        .iter()
        .find(|word| small.starts_with(*word))
        .map_or(0, |word| word.len());
    at.start + cut..at.end
}

/// The name of a commission ends where a verb tells what it does.
fn before_verb(document: &Document<'_>, at: Range<usize>) -> Range<usize> {
    const VERBS: [&str; 16] = [
        " will ",
        " met ",
        " meets ",
        " is ",
        " was ",
        " has ",
        " held ",
        " tagt",
        " wird ",
        " hat ",
        " soll ",
        " trat ",
        " kam ",
        " se reun",
        " se celebr",
        " tendrá ",
    ];
    let small = document.small(&at);
    let verb = VERBS.iter().filter_map(|word| small.find(word)).min();
    at.start..at.start + verb.unwrap_or(small.len())
}

/// A mention ends where the sentence goes on: before "and the", "which".
fn mention_range(document: &Document<'_>, at: Range<usize>) -> Range<usize> {
    let at = without_article(document, at);
    let small = document.small(&at);
    let ends = [
        " and the mechanism",
        " which ",
        " that ",
        " и механизм",
        " koji ",
        " који ",
        " und der ",
        " und die ",
        " y el ",
        " y la ",
        " que ",
    ];
    let end = ends
        .iter()
        .filter_map(|word| small.find(word))
        .min()
        .unwrap_or(small.len());
    document.trimmed(at.start..at.start + end)
}

/// A group as found: bytes of the sentence, then of the source.
struct Group {
    whole: Range<usize>,
    level: Option<Range<usize>>,
    kind: Range<usize>,
    about: Range<usize>,
}

impl Group {
    fn moved(self, to: impl Fn(Range<usize>) -> Range<usize>) -> Group {
        Group {
            whole: to(self.whole),
            level: self.level.map(&to),
            kind: to(self.kind),
            about: to(self.about),
        }
    }
}

/// Groups of a sentence; one ends where "and" leads to the next designation.
fn groups(pattern: &Regex, small: &str) -> Vec<Group> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(found) = small.get(from..).and_then(|rest| pattern.captures(rest)) {
        let (Some(whole), Some(kind), Some(about)) = (found.get(0), found.name("kind"), found.name("about"))
        else {
            break;
        };
        let shift = |part: regex::Match<'_>| from + part.start()..from + part.end();
        let (whole_at, about_at) = (shift(whole), shift(about));
        let next = about.as_str().match_indices([' ']).find_map(|(at, _)| {
            let rest = &about.as_str()[at..];
            let and = ["and ", "и ", "i ", "te ", "und ", "y "]
                .iter()
                .find(|word| rest[1..].starts_with(*word))?;
            let after = about_at.start + at + 1 + and.len();
            let begins = pattern
                .find(small.get(after..)?)
                .is_some_and(|next| next.start() == 0);
            begins.then_some((about_at.start + at, after))
        });
        let (end, resume) = next.unwrap_or((whole_at.end, whole_at.end));
        all.push(Group {
            whole: whole_at.start..end,
            level: found.name("level").map(shift),
            kind: shift(kind),
            about: about_at.start..end,
        });
        from = resume;
    }
    all
}

fn group(
    document: &Document<'_>,
    sentence: &Range<usize>,
    found: &Group,
    meetings: &[Meeting],
) -> Instrument {
    let at = document.trimmed(found.whole.clone());
    let about = document.trimmed(found.about.clone());
    let reader = TitleReader::new(document.language);
    let title = reader.read(document.quote(&(found.kind.start..at.end)));
    // Spanish puts the level behind the designation, and the subject behind that; Kazakh the subject first.
    let parted = found.about.end <= found.kind.start
        || found
            .level
            .as_ref()
            .is_some_and(|level| level.start > found.kind.end);
    let (from, core) = if parted {
        (about.start, reader.read(document.quote(&about)).core)
    } else {
        (found.kind.start, title.core)
    };
    let core = core.map(|part| from + part.start..from + part.end);
    let level = found.level.as_ref().and_then(|part| {
        let level = level(document.small(part))?;
        Some(document.field(level, part, LEVEL))
    });
    Instrument {
        completeness: Completeness::Group,
        ordinal: None,
        title: document.words(&at, GROUP),
        designation: Some(document.words(&found.kind, GROUP)),
        kind: document.field(
            if title.kind == InstrumentType::Other {
                InstrumentType::Agreement
            } else {
                title.kind
            },
            &found.kind,
            GROUP,
        ),
        level,
        binding: super::Binding::Unknown,
        participants: signatories(document, &(sentence.start..at.start)),
        subject_as_written: Some(document.words(&about, GROUP)),
        subject: core.map(|part| document.words(&document.trimmed(part), GROUP)),
        relation: None,
        events: vec![signing(meetings)],
    }
}

/// The two states that the sentence says signed.
fn signatories(document: &Document<'_>, part: &Range<usize>) -> Vec<Participant> {
    let before = document.mentions_in(part);
    let mut all: Vec<Participant> = Vec::new();
    for mention in before
        .iter()
        .filter(|mention| mention.kind == super::gazetteer::NameKind::Name)
    {
        if all.iter().any(|known| {
            known
                .state
                .as_ref()
                .is_some_and(|state| state.value == mention.state)
        }) {
            continue;
        }
        all.push(Participant {
            state: Some(document.field(mention.state, &(mention.start..mention.end), BOTH)),
            institution: None,
            name_as_written: None,
            known_as: None,
            role: Role::Party,
            from: ParticipantFrom::Text,
        });
    }
    if all.len() == 2 { all } else { Vec::new() }
}

fn level(adjective: &str) -> Option<Level> {
    let has = |all: &[&str]| all.iter().any(|each| adjective.starts_with(each));
    match () {
        () if has(&[
            "intergov",
            "межправ",
            "međuvlad",
            "међувлад",
            "intergub",
            "regierungs",
            "үкіметаралық",
        ]) =>
        {
            Some(Level::Intergovernmental)
        }
        () if has(&[
            "interdep",
            "interoff",
            "interag",
            "inter-ag",
            "intermin",
            "межвед",
            "међурес",
            "međures",
            "ressort",
            "ведомствоаралық",
            "министрлікаралық",
        ]) =>
        {
            Some(Level::Interdepartmental)
        }
        () if has(&[
            "interst",
            "межгос",
            "međudrž",
            "zwischenst",
            "interest",
            "мемлекетаралық",
        ]) =>
        {
            Some(Level::Interstate)
        }
        () => None,
    }
}
