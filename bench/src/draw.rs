//! Randomness by hashing: a draw is a function of the seed and of what is drawn.
//!
//! Any cell of a world can so be made alone, in any order, on any machine. Only
//! integers and IEEE basic operations take part. Not for secrets, and no stream:
//! two draws under one name from one place are the same draw.

/// What is drawn; each name is its own independent draw.
#[derive(Clone, Copy)]
#[repr(u64)]
pub(crate) enum Of {
    AreaOrder = 1,
    AreaSize,
    Threshold,
    Excluding,
    Edition,
    BothValues,
    HiddenStyle,
    GoodOrder,
    Appeal,
    UnitValue,
    SeasonPhase,
    SeasonSize,
    Advantage,
    PairMass,
    Goods,
    Rank,
    Hub,
    MarginChapter,
    MarginPair,
    Regular,
    FlowValue,
    FlowUnitValue,
    Present,
    MonthValue,
    MonthUnitValue,
    Fate,
    FateDetail,
    Undervalued,
    UndervaluedBy,
    Hidden,
    Confused,
    Recoded,
    HubPublishes,
    ValueNoise,
    WeightNoise,
    Place,
    Block,
    Broken,
    BrokenKind,
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// The finaliser of splitmix64.
const fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// A place in the world where draws are made.
#[derive(Clone, Copy)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The dice of a whole world.
    pub(crate) const fn new(seed: u64) -> Self {
        Self(mix(seed.wrapping_add(GOLDEN)))
    }

    /// The dice of a part: an area, a pair, a commodity, a month.
    pub(crate) const fn at(self, part: u64) -> Self {
        Self(mix(self.0.rotate_left(17) ^ mix(part.wrapping_add(GOLDEN))))
    }

    /// 64 even bits.
    pub(crate) const fn bits(self, of: Of) -> u64 {
        mix(self.0.wrapping_add((of as u64).wrapping_mul(GOLDEN)))
    }

    /// Even in [0, 1).
    pub(crate) const fn share(self, of: Of) -> f64 {
        (self.bits(of) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Even in 0..n; 0 when n is 0.
    pub(crate) const fn below(self, of: Of, n: u64) -> u64 {
        ((self.bits(of) as u128 * n as u128) >> 64) as u64
    }

    /// About normal with mean 0 and variance 1: the sum of eight even draws, within ±4.9.
    pub(crate) const fn bell(self, of: Of) -> f64 {
        let first = self.bits(of);
        let total = quarters(first) + quarters(mix(first));
        (2 * total - 8 * 65_535) as f64 / (2.0 * 53_509.92)
    }
}

/// The sum of the four 16-bit quarters.
const fn quarters(bits: u64) -> i64 {
    ((bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48)) as i64
}
