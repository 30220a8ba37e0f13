//! Whether a text is of a data type and within its facets.
//!
//! Types that are structures of their own (XHTML, references, geography) are not judged, nor are
//! patterns that are not simple; what is passed over is listed when the format is made.

use std::cmp::Ordering;

use super::number::{Number, is_float};
use super::pattern::Pattern;
use crate::model::{DataType, PeriodKind, TextFormat, TimePeriod, Unit, YearStart};

/// A data type with its facets.
#[derive(Clone, Debug)]
pub(super) struct Format {
    kind: DataType,
    facets: TextFormat,
    pattern: Option<Pattern>,
    has_bounds: bool,
    start: YearStart,
}

impl Format {
    /// Of a format of the model, or of a type where it says none; and what of it is not judged.
    pub(super) fn of(
        format: Option<&TextFormat>,
        default: DataType,
        start: YearStart,
    ) -> (Self, Vec<String>) {
        let facets = format.cloned().unwrap_or_default();
        let (mut passed_over, kind) = (Vec::new(), facets.data_type.unwrap_or(default));
        let pattern = facets.pattern.as_deref().and_then(|text| {
            let pattern = Pattern::parse(text);
            if pattern.is_none() {
                passed_over.push(format!("pattern {text}"));
            }
            pattern
        });
        if matches!(
            kind,
            DataType::GeospatialInformation
                | DataType::Xhtml
                | DataType::KeyValues
                | DataType::IdentifiableReference
                | DataType::DataSetReference
                | DataType::AttachmentConstraintReference
        ) {
            passed_over.push(format!("type {kind}"));
        }
        if facets.time_interval.is_some() {
            passed_over.push("steps between times".to_owned());
        }
        let bounds = [
            &facets.min_value,
            &facets.max_value,
            &facets.start_value,
            &facets.end_value,
        ];
        let has_bounds = bounds.iter().any(|bound| bound.is_some()) || facets.interval.is_some();
        let format = Self {
            kind,
            pattern,
            has_bounds,
            start,
            facets,
        };
        (format, passed_over)
    }

    /// Whether it is one of numbers.
    pub(super) fn is_numeric(&self) -> bool {
        use DataType as T;
        matches!(
            self.kind,
            T::BigInteger
                | T::Integer
                | T::Long
                | T::Short
                | T::Decimal
                | T::Float
                | T::Double
                | T::Count
                | T::InclusiveValueRange
                | T::ExclusiveValueRange
                | T::Incremental
        )
    }

    /// Whether texts may come in several languages, as far as the format says.
    pub(super) fn is_multilingual(&self) -> Option<bool> {
        self.facets.is_multilingual
    }

    /// What is expected instead of a text; none if the text is right.
    pub(super) fn wrong(&self, text: &str) -> Option<String> {
        if self
            .facets
            .sentinels
            .iter()
            .any(|sentinel| sentinel.value == text)
        {
            return None;
        }
        if !self.is_of_type(text) {
            return Some(format!("a value of type {}", self.kind));
        }
        self.wrong_length(text)
            .or_else(|| self.wrong_decimals(text))
            .or_else(|| self.has_bounds.then(|| self.wrong_number(text))?)
            .or_else(|| self.wrong_time(text))
            .or_else(|| {
                let pattern = self.pattern.as_ref().filter(|pattern| !pattern.is_match(text));
                pattern.map(|_| {
                    format!(
                        "a value like {}",
                        self.facets.pattern.as_deref().unwrap_or_default()
                    )
                })
            })
    }

    fn wrong_length(&self, text: &str) -> Option<String> {
        let (least, most) = (self.facets.min_length, self.facets.max_length);
        if least.is_none() && most.is_none() {
            return None;
        }
        let length = text.chars().count() as u64;
        if let Some(least) = least.filter(|&least| length < least) {
            return Some(format!("at least {least} characters"));
        }
        most.filter(|&most| length > most)
            .map(|most| format!("at most {most} characters"))
    }

    fn wrong_decimals(&self, text: &str) -> Option<String> {
        let most = self.facets.decimals?;
        let decimals = Number::parse(text)?.decimals() as u64;
        (decimals > most).then(|| format!("at most {most} decimals"))
    }

    fn wrong_number(&self, text: &str) -> Option<String> {
        let value = Number::parse(text)?;
        let facets = &self.facets;
        let is_open = self.kind == DataType::ExclusiveValueRange;
        for (bound, side, word) in [
            (&facets.min_value, Ordering::Less, "at least"),
            (&facets.start_value, Ordering::Less, "at least"),
            (&facets.max_value, Ordering::Greater, "at most"),
            (&facets.end_value, Ordering::Greater, "at most"),
        ] {
            let Some(bound) = bound else { continue };
            let order = value.compare(Number::parse(bound.as_str())?);
            if is_open && order == Ordering::Equal {
                let word = if side == Ordering::Less {
                    "more than"
                } else {
                    "less than"
                };
                return Some(format!("{word} {bound}"));
            }
            if order == side {
                return Some(format!("{word} {bound}"));
            }
        }
        let step = facets
            .interval
            .as_ref()
            .filter(|_| facets.is_sequence != Some(false))?;
        let from = facets.start_value.as_ref().map_or("0", |start| start.as_str());
        let right = value.is_on_step(Number::parse(from)?, Number::parse(step.as_str())?);
        (right == Some(false)).then(|| format!("steps of {step} from {from}"))
    }

    fn wrong_time(&self, text: &str) -> Option<String> {
        let (first, last) = (self.facets.start_time.as_ref(), self.facets.end_time.as_ref());
        if first.is_none() && last.is_none() {
            return None;
        }
        let span = TimePeriod::parse(text)?.span(self.start);
        if let Some(first) = first.filter(|first| span.from < first.span(self.start).from) {
            return Some(format!("{first} or later"));
        }
        last.filter(|last| span.until > last.span(self.start).until)
            .map(|last| format!("{last} or earlier"))
    }

    fn is_of_type(&self, text: &str) -> bool {
        use DataType as T;
        let all = |allowed: fn(u8) -> bool| !text.is_empty() && text.bytes().all(allowed);
        let fits = |least: i64, most: i64| {
            let number = text
                .strip_prefix('+')
                .filter(|rest| !rest.starts_with('-'))
                .unwrap_or(text);
            number
                .parse::<i64>()
                .is_ok_and(|number| (least..=most).contains(&number))
        };
        match self.kind {
            T::Alpha => all(|byte| byte.is_ascii_alphabetic()),
            T::AlphaNumeric => all(|byte| byte.is_ascii_alphanumeric()),
            T::Numeric => all(|byte| byte.is_ascii_digit()),
            T::BigInteger | T::Count => {
                let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
                !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
            }
            T::Integer => fits(i64::from(i32::MIN), i64::from(i32::MAX)),
            T::Long => fits(i64::MIN, i64::MAX),
            T::Short => fits(i64::from(i16::MIN), i64::from(i16::MAX)),
            T::Decimal | T::InclusiveValueRange | T::ExclusiveValueRange | T::Incremental => {
                Number::parse(text).is_some()
            }
            T::Float | T::Double => is_float(text),
            T::Boolean => matches!(text, "true" | "false" | "1" | "0"),
            T::Uri => !text.contains([' ', '\t', '\n', '<', '>', '"']),
            T::Month | T::MonthDay | T::Day | T::Time | T::Duration => is_part(self.kind, text),
            T::String
            | T::GeospatialInformation
            | T::Xhtml
            | T::KeyValues
            | T::IdentifiableReference
            | T::DataSetReference
            | T::AttachmentConstraintReference => true,
            _ => TimePeriod::parse(text).is_some_and(|period| is_period(self.kind, period.kind())),
        }
    }
}

/// Whether a type of time takes a kind of period.
fn is_period(kind: DataType, period: PeriodKind) -> bool {
    use DataType as T;
    use PeriodKind as K;
    let gregorian = matches!(period, K::GregorianYear | K::GregorianYearMonth | K::GregorianDay);
    let reporting = matches!(period, K::Reporting(_));
    match kind {
        T::ObservationalTimePeriod => true,
        T::StandardTimePeriod => period != K::Range,
        T::BasicTimePeriod => gregorian || period == K::DateTime,
        T::GregorianTimePeriod => gregorian,
        T::GregorianYear => period == K::GregorianYear,
        T::GregorianYearMonth => period == K::GregorianYearMonth,
        T::GregorianDay => period == K::GregorianDay,
        T::ReportingTimePeriod => reporting,
        T::ReportingYear => period == K::Reporting(Unit::Year),
        T::ReportingSemester => period == K::Reporting(Unit::Semester),
        T::ReportingTrimester => period == K::Reporting(Unit::Trimester),
        T::ReportingQuarter => period == K::Reporting(Unit::Quarter),
        T::ReportingMonth => period == K::Reporting(Unit::Month),
        T::ReportingWeek => period == K::Reporting(Unit::Week),
        T::ReportingDay => period == K::Reporting(Unit::Day),
        T::DateTime => period == K::DateTime,
        T::TimeRange => period == K::Range,
        _ => false,
    }
}

/// Whether a text is a part of a date or a length of time: completed to a period, it must be one.
fn is_part(kind: DataType, text: &str) -> bool {
    let is = |whole: String| TimePeriod::parse(&whole).is_some();
    match kind {
        DataType::Month => text
            .strip_prefix("--")
            .is_some_and(|rest| is(format!("2000-{rest}-01"))),
        DataType::MonthDay => text
            .strip_prefix("--")
            .is_some_and(|rest| is(format!("2000-{rest}"))),
        DataType::Day => text
            .strip_prefix("---")
            .is_some_and(|rest| is(format!("2000-01-{rest}"))),
        DataType::Time => is(format!("2000-01-01T{text}")),
        _ => is(format!("2000-01-01/{text}")),
    }
}
