//! The canonical key of a cell, packed into one number that sorts as the key does.

use entente_trade::{Area, Commodity, Period};

/// Exporter, importer, commodity and period, the most significant first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(u64);

const PERIOD_BITS: u32 = 18;
const COMMODITY_BITS: u32 = 23;
const AREA_BITS: u32 = 11;
const COMMODITY_AT: u32 = PERIOD_BITS;
const IMPORTER_AT: u32 = COMMODITY_AT + COMMODITY_BITS;
const EXPORTER_AT: u32 = IMPORTER_AT + AREA_BITS;

impl Key {
    /// Codes of areas are below this; UN Comtrade's are below 1,000.
    pub const AREAS: u16 = 1 << AREA_BITS;

    /// The key of a cell; `None` when the code of an area is [`Self::AREAS`] or above.
    #[inline]
    pub fn new(exporter: Area, importer: Area, commodity: Commodity, period: Period) -> Option<Self> {
        (exporter.code() < Self::AREAS && importer.code() < Self::AREAS).then(|| {
            Self(
                u64::from(exporter.code()) << EXPORTER_AT
                    | u64::from(importer.code()) << IMPORTER_AT
                    | u64::from(commodity.packed()) << COMMODITY_AT
                    | u64::from(period.number()),
            )
        })
    }

    /// Importers of a bucket differ in this many low bits of their code.
    const IMPORTER_BITS: u32 = 9;
    /// Bits of a key that its bucket does not say.
    pub(super) const IN_BUCKET: u32 = IMPORTER_AT + Self::IMPORTER_BITS;
    /// These bits.
    pub(super) const MASK_IN_BUCKET: u64 = (1 << Self::IN_BUCKET) - 1;
    /// How many buckets there are.
    pub(super) const BUCKETS: usize = 1 << (EXPORTER_AT + AREA_BITS - Self::IN_BUCKET);

    /// The bucket of the key: one exporter and a range of importers, in the order of the keys.
    #[inline]
    pub(super) const fn bucket(self) -> usize {
        (self.0 >> Self::IN_BUCKET) as usize
    }

    /// The key of a bucket that has these low bits.
    #[inline]
    pub(super) const fn in_bucket(bucket: usize, bits: u64) -> Self {
        Self((bucket as u64) << Self::IN_BUCKET | bits & Self::MASK_IN_BUCKET)
    }

    /// The number, for putting a key aside.
    #[inline]
    pub(crate) const fn bits(self) -> u64 {
        self.0
    }

    /// From [`Self::bits`].
    #[inline]
    pub(crate) const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// UN Comtrade code of the state the goods left.
    #[inline]
    pub const fn exporter(self) -> u16 {
        (self.0 >> EXPORTER_AT) as u16
    }

    /// UN Comtrade code of the state the goods entered.
    #[inline]
    pub const fn importer(self) -> u16 {
        (self.0 >> IMPORTER_AT) as u16 & (Self::AREAS - 1)
    }

    /// [`Commodity::packed`].
    #[inline]
    pub const fn commodity(self) -> u32 {
        (self.0 >> COMMODITY_AT) as u32 & ((1 << COMMODITY_BITS) - 1)
    }

    /// First two digits of the commodity; 0 for the total.
    #[inline]
    pub const fn chapter(self) -> u8 {
        ((self.commodity() >> 3) / 10_000) as u8
    }

    /// [`Period::number`], `yyyymm`.
    #[inline]
    pub const fn period(self) -> u32 {
        self.0 as u32 & ((1 << PERIOD_BITS) - 1)
    }

    /// Calendar year.
    #[inline]
    pub const fn year(self) -> u16 {
        (self.period() / 100) as u16
    }

    /// Exporter and importer in one number.
    #[inline]
    pub const fn pair(self) -> u32 {
        (self.0 >> IMPORTER_AT) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(exporter: u16, importer: u16, commodity: &str, period: u32) -> Option<Key> {
        let areas = [exporter, importer].map(Area::from_code);
        Key::new(
            areas[0],
            areas[1],
            Commodity::parse(commodity)?,
            Period::from_number(period)?,
        )
    }

    #[test]
    fn every_part_of_a_key_reads_back() {
        let read = key(688, 2047, "999999", 210_012).map(|key| {
            let goods = Commodity::from_packed(key.commodity());
            (
                key.exporter(),
                key.importer(),
                goods,
                key.chapter(),
                key.period(),
                key.year(),
            )
        });
        assert_eq!(
            read,
            Some((688, 2047, Commodity::hs6(999_999), 99, 210_012, 2100))
        );
    }

    #[test]
    fn keys_sort_as_exporter_importer_commodity_period() {
        let keys = [
            key(4, 900, "999999", 210_012),
            key(8, 4, "TOTAL", 201_500),
            key(8, 4, "01", 201_500),
            key(8, 4, "0101", 201_500),
            key(8, 4, "0101", 201_501),
            key(8, 5, "TOTAL", 196_200),
        ];
        assert!(keys.iter().all(Option::is_some));
        assert!(keys.is_sorted());
    }

    #[test]
    fn an_area_too_large_for_a_key_has_none() {
        assert_eq!(key(2048, 4, "01", 201_500), None);
        assert_eq!(key(4, 2048, "01", 201_500), None);
    }
}
