//! The months of a year that a side tells.
//!
//! Whether two of them can be set side by side is decided here, what is in
//! them is not.

use entente_trade::Period;

/// Months of one year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Months(u16);

impl Months {
    /// All twelve.
    pub(crate) const WHOLE_YEAR: Self = Self(0xFFF);

    /// A month, or for a year all of its months.
    pub(crate) fn of(period: Period) -> Self {
        period
            .calendar_month()
            .map_or(Self::WHOLE_YEAR, |month| Self(1 << (month - 1)))
    }

    pub(crate) const fn and(self, more: Self) -> Self {
        Self(self.0 | more.0)
    }

    /// Those in both.
    pub(crate) const fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those that are not among others.
    pub(crate) const fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    pub(crate) const fn count(self) -> u32 {
        self.0.count_ones()
    }

    pub(crate) const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// One after the other without a gap.
    const fn unbroken(self) -> bool {
        self.0 != 0 && (self.0 >> self.0.trailing_zeros()).trailing_ones() == self.0.count_ones()
    }

    /// The months from the first to the last, and those to the ends of the year where the telling
    /// begins before it or goes on after it.
    pub(crate) const fn reaching(self, begins_before: bool, goes_on: bool) -> Self {
        if self.0 == 0 {
            return self;
        }
        let all = Self::WHOLE_YEAR.0;
        let from = if begins_before { 0 } else { self.0.trailing_zeros() };
        let beyond = if goes_on { 12 } else { 16 - self.0.leading_zeros() };
        Self(all >> (12 - beyond) & all << from)
    }

    /// The months two sides can be compared in that tell these, and whose reports are there for those:
    /// besides those that the months told show, all that both reports are there for.
    pub(crate) fn compared([a, b]: [Self; 2], covered: [Self; 2]) -> Self {
        a.comparable(b).and(covered[0].both(covered[1]))
    }

    /// The months two sides that tell these can be compared in, as far as these show it.
    ///
    /// A month without trade cannot be told from one that is not out. Months with gaps between
    /// them are those with trade; an unbroken run that the other side tells too, and others
    /// besides, is taken for a part of the year, and what lies beyond it is left out. Runs that
    /// have no month in common are two deliveries, not two parts of a year.
    fn comparable(self, other: Self) -> Self {
        let common = Self(self.0 & other.0);
        let part = |one: Self| one.unbroken() && one == common;
        if common.0 != 0 && (part(self) || part(other) || self.unbroken() && other.unbroken()) {
            common
        } else {
            self.and(other)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(told: &[u8]) -> Months {
        told.iter()
            .map(|month| Months(1 << (month - 1)))
            .fold(Months::default(), Months::and)
    }

    #[test]
    fn months_reach_to_the_ends_of_a_year_that_the_telling_goes_beyond() {
        let told = months(&[3, 5]);
        assert_eq!(told.reaching(false, false), months(&[3, 4, 5]));
        assert_eq!(told.reaching(true, false), months(&[1, 2, 3, 4, 5]));
        assert_eq!(
            told.reaching(false, true),
            months(&[3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
        );
        assert_eq!(told.reaching(true, true), Months::WHOLE_YEAR);
        assert_eq!(months(&[12]).reaching(false, false), months(&[12]));
        assert_eq!(Months::default().reaching(true, true), Months::default());
    }

    #[test]
    fn a_run_of_months_is_compared_with_the_same_months() {
        let quarter = months(&[1, 2, 3]);
        assert_eq!(Months::WHOLE_YEAR.comparable(quarter), quarter);
        assert_eq!(quarter.comparable(months(&[1, 2, 3, 5, 9])), quarter);
        assert_eq!(quarter.comparable(months(&[2, 3, 4, 5])), months(&[2, 3]));
    }

    #[test]
    fn months_with_gaps_are_those_with_trade() {
        let told = months(&[2, 7, 11]);
        assert_eq!(told.comparable(Months::WHOLE_YEAR), Months::WHOLE_YEAR);
        assert_eq!(told.comparable(months(&[3, 8])), months(&[2, 3, 7, 8, 11]));
    }

    #[test]
    fn deliveries_in_different_months_stay() {
        assert_eq!(months(&[5]).comparable(months(&[6])), months(&[5, 6]));
    }
}
