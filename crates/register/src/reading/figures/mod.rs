//! Claimed figures: which amount is of what, of when, and told as what.
//!
//! It exists to propose claims that can be checked later against both sides' figures. An amount whose
//! subject the text does not name is no claim; it stays among the unexplained numbers. A goal takes no
//! past period.

mod amounts;
mod changes;
mod dating;
mod decimal;
mod partner;
mod periods;
mod refusals;
mod words;

use std::ops::Range;

use super::clause::Clause;
use super::document::{Document, covered};
use super::gazetteer;
use super::{
    Amount, Attribution, Change, ChangeKind, Claim, Due, Field, Flow, Language, Modality, Operator,
    ReporterView, Rule, Stamp, State, Unit, When,
};
use decimal::Decimal;
use words::Words;

const SENTENCE: Rule = Rule::first("claim/sentence");
const AMOUNT: Rule = Rule::first("claim/amount");
const SUBJECT: Rule = Rule::first("claim/subject");
const BEFORE: Rule = Rule::first("claim/subject-of-sentence-before");
const COMPARISON: Rule = Rule::first("claim/comparison");
const CHANGE: Rule = Rule::first("claim/change");
const PERIOD: Rule = Rule::first("claim/period");
const MODALITY: Rule = Rule::first("claim/modality");
const SPEAKER: Rule = Rule::first("claim/speaker");
const STATISTICS: Rule = Rule::first("claim/whose-statistics");
const PRODUCTS: Rule = Rule::first("claim/products");
const COUNT: Rule = Rule::first("claim/count");

/// How far before an amount the words stand that compare it, in bytes.
const REACH_BACK: usize = 80;

/// Words between an amount and the flow behind it that it is of.
const LINKS: [&str; 17] = [
    "in",
    "of",
    "worth of",
    "in total",
    "of total",
    "in mutual",
    "was",
    "were",
    "kazakh",
    "serbian",
    "in kazakh",
    "in serbian",
    "an",
    "en",
    "de",
    "составил",
    "пришлось на",
];

/// How far from a flow an amount may stand, in bytes.
const REACH: usize = 400;

/// How far from a flow a change without a value may stand, in bytes.
const REACH_OF_CHANGE: usize = 120;

/// A sentence with everything found in it.
struct Scene<'a, 'd> {
    document: &'a Document<'d>,
    at: Range<usize>,
    clause: &'a Clause<'a>,
    words: &'static Words,
    amounts: Vec<amounts::Found>,
    periods: Vec<periods::Found>,
    changes: Vec<changes::Found>,
    flows: Vec<(Flow, Range<usize>)>,
    views: Vec<(State, Range<usize>)>,
    /// Amounts that are a change by so much and not a value.
    differences: Vec<usize>,
    /// Amounts that others are compared with.
    bases: Vec<usize>,
    /// Ends of a range: "between $90 and $100 million" is no amount.
    ranges: Vec<usize>,
}

/// A whole number in words or figures as an expression, and what it means, up to twelve in words.
pub(super) fn number_words(language: Language) -> String {
    periods::number_words(language)
}

/// What such a number means.
pub(super) fn number(word: &str, language: Language) -> Option<u8> {
    periods::number(word, language)
}

/// Finds the claims of a source.
pub(super) fn find(document: &Document<'_>, skip: &[Range<usize>]) -> Vec<Claim> {
    let mut all = Vec::new();
    let mut before: Option<(Flow, Range<usize>)> = None;
    let mut paragraph_end = 0;
    for sentence in &document.sentences {
        if sentence.start >= paragraph_end {
            before = None;
            paragraph_end = document.paragraph_end(sentence.start);
        }
        if covered(skip, sentence.start) {
            continue;
        }
        let clause = Clause::new(document, sentence);
        let scene = Scene::new(document, sentence, &clause);
        all.extend(scene.claims(before.as_ref()));
        all.extend(scene.counts());
        before = scene
            .flows
            .last()
            .map(|(flow, at)| (*flow, clause.source(at)))
            .or(before);
    }
    all
}

/// By when a commitment is due: a day or period ahead of publication within `part` of a sentence.
pub(super) fn due(document: &Document<'_>, sentence: &Range<usize>, part: &Range<usize>) -> Due {
    let clause = Clause::new(document, sentence);
    let published = document.published.map(|published| published.date);
    if let Some(day) = day_ahead(document, part) {
        return day;
    }
    for period in periods::find(&clause.lower, document.language, published) {
        let at = clause.source(&period.at);
        let later = period.when.zip(published).is_some_and(|(when, published)| {
            period.role == periods::Role::Own
                && match when.last {
                    Stamp::Year(year) => year >= published.year(),
                    Stamp::Month(year, month) => (year, month) >= (published.year(), published.month()),
                    Stamp::Day(day) => day >= published,
                }
        });
        let ahead = period.ahead() || later || period.role == periods::Role::By;
        if at.start < part.start || at.end > part.end || !ahead {
            continue;
        }
        return match period.when {
            Some(when) => Due::When(document.field(when, &at, PERIOD)),
            None => Due::Unresolved(document.words(&at, PERIOD)),
        };
    }
    Due::None
}

/// A day with its year, not before publication: "by 1 March 2025".
fn day_ahead(document: &Document<'_>, part: &Range<usize>) -> Option<Due> {
    let published = document.published?.date;
    let day = document.days.iter().find(|day| {
        let inside = day.at.start >= part.start && day.at.end <= part.end;
        inside && day.year.is_some()
    })?;
    let (_, last) = day.resolve_both(None)?;
    (last >= published).then(|| Due::When(document.field(When::day(last), &day.at, PERIOD)))
}

impl<'a, 'd> Scene<'a, 'd> {
    fn new(document: &'a Document<'d>, at: &Range<usize>, clause: &'a Clause<'a>) -> Scene<'a, 'd> {
        let (lower, language) = (clause.lower.as_ref(), document.language);
        let words = Words::of(language);
        let published = document.published.map(|published| published.date);
        let mut scene = Scene {
            document,
            at: at.clone(),
            clause,
            words,
            amounts: amounts::find(lower, language),
            periods: periods::find(lower, language, published),
            changes: changes::find(lower, language),
            flows: words.flows(lower),
            views: Vec::new(),
            differences: Vec::new(),
            bases: Vec::new(),
            ranges: Vec::new(),
        };
        let amounts = scene.amounts.clone();
        scene.periods.retain(|period| {
            !amounts
                .iter()
                .any(|amount| amount.at.start <= period.at.start && period.at.end <= amount.at.end)
        });
        scene.find_views();
        scene.ranges = refusals::ranges(&scene.clause.lower, &scene.amounts, language);
        scene.find_roles();
        scene
    }

    fn lower(&self) -> &str {
        &self.clause.lower
    }

    fn field<T>(&self, value: T, at: &Range<usize>, rule: Rule) -> Field<T> {
        self.document.field(value, &self.clause.source(at), rule)
    }

    /// Words that say whose statistics a figure is of.
    fn find_views(&mut self) {
        let Some(pattern) = &self.words.view else { return };
        let mentions = self.document.mentions_in(&self.at);
        let mut views = Vec::new();
        for found in pattern.find_iter(self.lower()) {
            let named = mentions.iter().find(|mention| {
                let (start, end) = (self.clause.place(mention.start), self.clause.place(mention.end));
                found.start() <= start && end <= found.end()
            });
            let office = || gazetteer::office_of_statistics(found.as_str(), self.document.language);
            let state = named.map(|mention| mention.state).or_else(office);
            views.extend(state.map(|state| (state, found.range())));
        }
        self.views = views;
    }

    /// Tells amounts that are values from those others are compared with, and from differences.
    fn find_roles(&mut self) {
        for (at, amount) in self.amounts.iter().enumerate() {
            let start = amount.operator_at.start.min(amount.at.start);
            let before =
                &self.lower()[changes::boundary(self.lower(), start.saturating_sub(REACH_BACK))..start];
            let is = |pattern: &Option<regex::Regex>| {
                pattern.as_ref().is_some_and(|pattern| pattern.is_match(before))
            };
            let rising = changes::rises(self.lower(), &amount.at, 40, self.document.language).is_some();
            let after = &self.lower()[amount.at.end..];
            // "From 22.9 to 80.6 million": the second is where it went, and not by how much.
            let led = at > 0 && self.amounts[at - 1].is_start;
            let by_behind = self.words.by_behind.as_ref().filter(|_| !led);
            if is(&self.words.by) && rising || by_behind.is_some_and(|pattern| pattern.is_match(after)) {
                self.differences.push(at);
            } else if is(&self.words.base) || amount.is_start || self.bracketed(amount) && at > 0 {
                self.bases.push(at);
            }
        }
    }

    /// Whether an amount stands alone in brackets.
    fn bracketed(&self, amount: &amounts::Found) -> bool {
        self.lower()[..amount.at.start].trim_end().ends_with('(')
    }

    fn claims(&self, before: Option<&(Flow, Range<usize>)>) -> Vec<Claim> {
        let mut all = Vec::new();
        for (at, amount) in self.amounts.iter().enumerate() {
            if self.differences.contains(&at) || self.ranges.contains(&at) {
                continue;
            }
            let language = self.document.language;
            let supposed = refusals::supposes(self.lower(), &amount.at, language) && !self.tells_a_past();
            if !supposed
                && !refusals::is_untrue(self.lower(), &amount.at, language)
                && !refusals::negates(self.lower(), amount, language)
                && let Some(flow) = self.flow(amount, before)
                && !self.of_no_pair(&flow)
            {
                all.push(self.claim(Some(at), flow, &amount.at));
            }
        }
        let valued = (0..self.amounts.len()).any(|at| !self.differences.contains(&at));
        if !valued {
            all.extend(self.changes_alone());
        }
        all
    }

    /// Changes told without a value, the first of each flow.
    fn changes_alone(&self) -> Vec<Claim> {
        let mut told: Vec<&Range<usize>> = Vec::new();
        let mut all = Vec::new();
        for place in self.change_places() {
            let near = self.flows.iter().filter(|(flow, _)| *flow != Flow::Investment);
            let Some((flow, at)) = near.min_by_key(|(_, at)| distance(at, &place)) else {
                continue;
            };
            let untrue = refusals::is_untrue(self.lower(), &place, self.document.language);
            let flow = self.field(*flow, at, SUBJECT);
            let near = distance(at, &place) < REACH_OF_CHANGE;
            if near && !told.contains(&at) && !untrue && !self.of_no_pair(&flow) {
                told.push(at);
                all.push(self.claim(None, flow, &place));
            }
        }
        all
    }

    /// Where changes stand: factors and percentages, else a difference.
    fn change_places(&self) -> Vec<Range<usize>> {
        if !self.changes.is_empty() {
            return self.changes.iter().map(|change| change.at.clone()).collect();
        }
        let language = self.document.language;
        let differences = self.differences.iter().map(|at| self.amounts[*at].at.clone());
        differences
            .take(1)
            .filter(|at| !refusals::denies(self.lower(), at, language))
            .collect()
    }

    /// What an amount is of: the noun behind it ("in exports"), else the nearest before it, else the
    /// sentence's only one, else the subject of the sentence before.
    fn flow(&self, amount: &amounts::Found, before: Option<&(Flow, Range<usize>)>) -> Option<Field<Flow>> {
        let behind = self.flows.iter().find(|(_, at)| {
            at.start >= amount.at.end && {
                let gap = self.lower()[amount.at.end..at.start].trim();
                LINKS.contains(&gap)
            }
        });
        let ahead = self
            .flows
            .iter()
            .rev()
            .find(|(_, at)| at.end <= amount.at.start && amount.at.start - at.end < REACH);
        let any = self.flows.iter().find(|(_, at)| at.start >= amount.at.end);
        // "Of the $80 million, …" is of what was told before.
        let whole = matches!(
            self.lower()[..amount.at.start].trim(),
            "of the" | "of this" | "of that" | "из"
        );
        if refusals::is_of_another(self.lower(), &amount.at, self.document.language) {
            return None;
        }
        if let Some((flow, at)) = behind.or(ahead).or(any).filter(|_| !whole) {
            return Some(self.field(*flow, at, SUBJECT));
        }
        let follows = self
            .words
            .pronoun
            .as_ref()
            .is_some_and(|pattern| pattern.is_match(self.lower()))
            || whole;
        let (flow, at) = before.filter(|_| follows)?;
        Some(self.document.field(*flow, at, BEFORE))
    }

    /// A claim of a flow: of an amount, or of the change at a place alone.
    fn claim(&self, at: Option<usize>, flow: Field<Flow>, place: &Range<usize>) -> Claim {
        let amount = at.map(|at| &self.amounts[at]);
        let (modality, period) = self.modality_and_period(at, place);
        let actual = modality.value == Modality::Actual;
        let change = self.change(at, place, period.filter(|_| actual));
        let implied = amount
            .zip(change.as_ref().map(|(_, found)| found))
            .and_then(|(amount, change)| {
                (actual && change.kind == ChangeKind::Factor)
                    .then(|| self.implied(amount, change))
                    .flatten()
            });
        let operator = amount.map_or((Operator::Equal, place.clone()), |amount| {
            (amount.operator, amount.operator_at.clone())
        });
        let mut whole = self.clause.source(place);
        let parts = [Some(&flow.span), change.as_ref().map(|(field, _)| &field.span)];
        let period_at = period.map(|period| self.clause.source(&period.at));
        let spans = parts
            .into_iter()
            .flatten()
            .map(|span| span.start..span.end)
            .chain(period_at);
        for part in spans.filter(|part| part.start >= self.at.start) {
            whole = whole.start.min(part.start)..whole.end.max(part.end);
        }
        Claim {
            sentence: self.document.words(&self.at, SENTENCE),
            text: self.document.words(&whole, SENTENCE),
            attributed_to: self.speaker(),
            partner: self.partner(&flow),
            products: self.products(&flow, place),
            reporter_view: self.view(at),
            operator: self.field(operator.0, &operator.1, COMPARISON),
            amount: amount.map(|amount| self.field(amount.amount.clone(), &amount.at, AMOUNT)),
            change: change.map(|(field, _)| field),
            period: period
                .and_then(|period| Some(self.field(self.told(period, place, actual)?, &period.at, PERIOD))),
            period_as_written: period
                .map(|period| self.document.words(&self.clause.source(&period.at), PERIOD)),
            period_relative: period.is_some_and(|period| period.relative),
            period_ambiguous: period.is_some_and(|period| period.ambiguous),
            modality,
            implied_base: implied,
            flow,
        }
    }

    /// Fact, goal or expectation, and the period that goes with it.
    fn modality_and_period(
        &self,
        at: Option<usize>,
        place: &Range<usize>,
    ) -> (Field<Modality>, Option<&periods::Found>) {
        let Some(at) = at else {
            let (modality, _) = self.words.modality(
                &self.lower()[..place.end],
                &self.lower()[place.end..],
                self.verb_last(),
            );
            let period = self.nearest_period(place, 0, self.lower().len(), false);
            return (
                self.field(modality, place, MODALITY),
                self.due(modality, period, place),
            );
        };
        let amount = &self.amounts[at];
        let base = self.bases.contains(&at);
        // "Increase trade from $90 million to $200 million": the goal's verb stands before both.
        let before = (0..at).rev().find(|before| !self.bases.contains(before));
        let told = before.map_or(0, |before| self.amounts[before].at.end);
        let from = at.checked_sub(1).map_or(0, |before| self.amounts[before].at.end);
        let to = self
            .amounts
            .get(at + 1)
            .map_or(self.lower().len(), |next| next.at.start);
        let (before, after) = (
            &self.lower()[told..amount.at.start],
            &self.lower()[amount.at.end..to],
        );
        let (modality, place) = if base {
            (Modality::Actual, None)
        } else {
            self.words.modality(before, after, self.verb_last())
        };
        let place = place.map_or_else(|| amount.at.clone(), |place| told + place.start..told + place.end);
        let period = self.nearest_period(&amount.at, from, to, base);
        (
            self.field(modality, &place, MODALITY),
            self.due(modality, period, &amount.at),
        )
    }

    fn verb_last(&self) -> bool {
        self.document.language == Language::Kk
    }

    /// Amounts that are values of their own.
    fn values(&self) -> impl Iterator<Item = usize> {
        (0..self.amounts.len()).filter(|at| !self.bases.contains(at) && !self.differences.contains(at))
    }

    /// Whether a comma or semicolon stands between.
    fn crosses(&self, one: &Range<usize>, other: &Range<usize>) -> bool {
        let between = if one.end <= other.start {
            one.end..other.start
        } else {
            other.end.min(one.start)..one.start
        };
        self.lower()
            .get(between)
            .is_some_and(|gap| gap.contains([',', ';', '(']))
    }

    /// The change told with an amount; each change goes to the nearest amount that is no base.
    fn change(
        &self,
        at: Option<usize>,
        place: &Range<usize>,
        period: Option<&periods::Found>,
    ) -> Option<(Field<Change>, changes::Found)> {
        if let Some(difference) = self.difference(at) {
            return Some(difference);
        }
        let found = match at {
            None => self.changes.iter().find(|change| change.at == *place),
            Some(at) => self.changes.iter().find(|change| self.owner(change) == Some(at)),
        }?;
        let base = self
            .periods
            .iter()
            .find(|period| period.role == periods::Role::Base);
        let told = base.and_then(|base| base.when);
        let open = base.is_some_and(|base| base.when.is_none());
        let certain = period.filter(|period| !period.ambiguous && !open);
        let own = certain.and_then(|period| period.when);
        let implied = own.and_then(|when| match (when.first, when.last) {
            (Stamp::Year(year), Stamp::Year(last)) if year == last => year.checked_sub(1).map(When::year),
            _ => None,
        });
        let change = Change {
            kind: found.kind,
            value: found.value.text(),
            operator: found.operator,
            base: told.or(implied),
            ambiguous: found.ambiguous || base.is_some_and(|base| base.ambiguous),
        };
        Some((self.field(change, &found.at, CHANGE), found.clone()))
    }

    fn owner(&self, change: &changes::Found) -> Option<usize> {
        self.values().min_by_key(|at| {
            let amount = &self.amounts[*at];
            distance(&amount.at, &change.at)
                + if self.crosses(&amount.at, &change.at) {
                    15
                } else {
                    0
                }
        })
    }

    /// A change by an amount of money.
    fn difference(&self, at: Option<usize>) -> Option<(Field<Change>, changes::Found)> {
        let place = self.differences.first()?;
        let amount = &self.amounts[*place];
        let rises = changes::rises(self.lower(), &amount.at, 40, self.document.language)?;
        let told = at.is_none() && !self.changes.is_empty();
        if told || at.is_some() && self.amounts.len() > 2 {
            return None;
        }
        let value = if rises {
            amount.number
        } else {
            amount.number.negative()
        };
        let found = changes::Found {
            at: amount.at.clone(),
            kind: ChangeKind::Absolute,
            value,
            operator: amount.operator,
            ambiguous: false,
        };
        let change = Change {
            kind: ChangeKind::Absolute,
            value: value.text(),
            operator: amount.operator,
            base: None,
            ambiguous: false,
        };
        Some((self.field(change, &amount.at, CHANGE), found))
    }

    /// The figure before, that amount and factor imply.
    fn implied(&self, amount: &amounts::Found, change: &changes::Found) -> Option<Amount> {
        let half = Decimal::read(&amount.amount.half_unit, Language::En)?;
        Some(Amount {
            value: amount.number.divided(change.value)?.text(),
            half_unit: half.divided(change.value)?.text(),
            ..amount.amount.clone()
        })
    }

    /// Whose statistics: the nearest words that say so, each taken by the amount nearest to it.
    fn view(&self, at: Option<usize>) -> Attribution {
        let unspecified = Attribution {
            view: ReporterView::Unspecified,
            field: None,
        };
        let Some(at) = at else { return unspecified };
        let values: Vec<usize> = self.values().collect();
        let alone = self.views.len() == 1 && values.len() <= 1;
        let paired = self.views.len() == values.len();
        let found = self.views.iter().enumerate().find(|(place, (_, words))| {
            let nearest = (0..self.amounts.len()).min_by_key(|each| distance(&self.amounts[*each].at, words));
            if paired {
                values.get(*place) == Some(&at)
            } else {
                alone || nearest == Some(at)
            }
        });
        let found = found.map(|(_, view)| view);
        found.map_or(unspecified, |(state, words)| Attribution {
            view: ReporterView::State(*state),
            field: Some(self.field(*state, words, STATISTICS)),
        })
    }

    /// Who says so: "the parties noted".
    fn speaker(&self) -> Option<Field<String>> {
        let found = self.words.noted.as_ref()?.captures(self.lower())?;
        let who = found.name("who")?;
        Some(self.document.words(&self.clause.source(&who.range()), SPEAKER))
    }

    /// Whether a flow is a company's, or one state's with all the world: no figure of two states.
    fn of_no_pair(&self, flow: &Field<Flow>) -> bool {
        let at = self.clause.place(flow.span.start)..self.clause.place(flow.span.end);
        let language = self.document.language;
        if flow.span.start < self.at.start {
            return false;
        }
        let states = self.states();
        let pair = self.document.context.pair;
        let strangers = pair.is_some_and(|pair| {
            states.len() > 1 && !states.iter().any(|state| pair.states().contains(state))
        });
        let company = || refusals::is_of_a_company(self.lower(), &at, language);
        strangers
            || self.is_deal_with_nobody(flow, &self.lower()[at.clone()])
            || flow.value != Flow::Investment && company()
            || states.len() == 1
                && self.views.is_empty()
                && self.partner(flow).is_none()
                && refusals::is_with_the_world(self.lower(), &at, language)
    }

    /// Whether something was bought or sold, and nobody says from or to whom.
    fn is_deal_with_nobody(&self, flow: &Field<Flow>, word: &str) -> bool {
        let dealing = self.words.dealing.as_ref();
        let deal = dealing.is_some_and(|dealing| dealing.is_match(word));
        deal && self.states().len() < 2 && self.partner(flow).is_none()
    }

    /// A part of all goods, named beside the flow.
    fn products(&self, flow: &Field<Flow>, place: &Range<usize>) -> Option<Field<String>> {
        let pattern = self.words.products.as_ref()?;
        let (start, end) = (
            self.clause.place(flow.span.start),
            self.clause.place(flow.span.end),
        );
        let near = |found: &regex::Match<'_>| {
            found.end() <= start && start - found.end() < 16
                || found.start() >= end && found.start() - end < 40 && found.end() <= place.start
                || start >= place.end && found.end() <= place.start && place.start - found.end() < 20
        };
        let found = pattern.find_iter(self.lower()).find(near)?;
        Some(self.document.words(&self.clause.source(&found.range()), PRODUCTS))
    }

    /// Things counted with a word that compares: "over 70 countries".
    fn counts(&self) -> Vec<Claim> {
        let Some(pattern) = &self.words.count else {
            return Vec::new();
        };
        let counted = pattern.captures_iter(self.lower());
        counted
            .filter_map(|found| {
                self.count(
                    found.get(0)?.range(),
                    found.name("op")?,
                    found.name("n")?,
                    found.name("of")?,
                )
            })
            .collect()
    }

    fn count(
        &self,
        whole: Range<usize>,
        op: regex::Match<'_>,
        n: regex::Match<'_>,
        of: regex::Match<'_>,
    ) -> Option<Claim> {
        let number = Decimal::read(n.as_str(), self.document.language)?;
        let operator = match op.as_str() {
            "over" | "preko" | "свыше" => Operator::Above,
            word if word.starts_with("more") || word.starts_with("более") || word.starts_with("više") => {
                Operator::Above
            }
            "at least" | "не менее" | "najmanje" | "кемінде" => Operator::AtLeast,
            _ => Operator::About,
        };
        let amount = Amount {
            value: number.text(),
            unit: Unit::Of(of.as_str().to_owned()),
            scale: 0,
            half_unit: number.half_unit().text(),
            half_unit_uncertain: number.digits % 10 == 0,
        };
        Some(Claim {
            sentence: self.document.words(&self.at, SENTENCE),
            text: self.document.words(&self.clause.source(&whole), COUNT),
            attributed_to: self.speaker(),
            flow: self.field(Flow::Count, &whole, COUNT),
            reporter_view: Attribution {
                view: ReporterView::Unspecified,
                field: None,
            },
            partner: None,
            products: None,
            operator: self.field(operator, &op.range(), COUNT),
            amount: Some(self.field(amount, &(n.start()..of.end()), COUNT)),
            change: None,
            period: None,
            period_as_written: None,
            period_relative: false,
            period_ambiguous: false,
            modality: self.field(Modality::Actual, &whole, COUNT),
            implied_base: None,
        })
    }
}

/// Bytes between two places; 0 if they touch.
fn distance(one: &Range<usize>, other: &Range<usize>) -> usize {
    if one.end <= other.start {
        other.start - one.end
    } else {
        one.start.saturating_sub(other.end)
    }
}
