//! Shares in the three units in which plans, norms and statistics state them, so that one is never read as another.
//!
//! A plan that asks for "registration of 4.24‰" and a report of "0.424%" mean the same; mixing them up is a factor of ten.

macro_rules! shares {
    ($($(#[$doc:meta])* $name:ident = $per:literal),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(f64);

        impl $name {
            /// A share of so many of this unit.
            pub const fn new(value: f64) -> Self {
                Self(value)
            }

            /// The share that `part` is of `whole`; `None` when the whole is 0.
            pub fn of(part: u64, whole: u64) -> Option<Self> {
                (whole > 0).then(|| Self(part as f64 * $per / whole as f64))
            }

            /// The number of this unit.
            pub const fn value(self) -> f64 {
                self.0
            }

            /// The same share in percent.
            pub fn percent(self) -> Percent {
                Percent(self.0 * 100.0 / $per)
            }

            /// The same share in per mille.
            pub fn per_mille(self) -> PerMille {
                PerMille(self.0 * 1_000.0 / $per)
            }

            /// The same share per hundred thousand.
            pub fn per_hundred_thousand(self) -> PerHundredThousand {
                PerHundredThousand(self.0 * 100_000.0 / $per)
            }
        }
    )*};
}

shares! {
    /// A share in percent, %.
    Percent = 100.0,
    /// A share in per mille, ‰.
    PerMille = 1_000.0,
    /// A share in cases per hundred thousand, 1/10万.
    PerHundredThousand = 100_000.0,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registration_rate_of_0_424_percent_is_4_24_per_mille() {
        let share = Percent::new(0.424);
        assert!((share.per_mille().value() - 4.24).abs() < 1e-12);
        assert!((share.per_hundred_thousand().value() - 424.0).abs() < 1e-9);
        assert!((share.per_mille().percent().value() - 0.424).abs() < 1e-12);
    }

    #[test]
    fn a_share_of_nothing_has_no_value() {
        assert_eq!(Percent::of(0, 0), None);
        assert_eq!(PerMille::of(1, 4), Some(PerMille::new(250.0)));
    }
}
