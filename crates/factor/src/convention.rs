//! Customary limits that remarks refer to: conventions of the literature, not laws, each with its source.

use serde::Serialize;

/// A limit and who proposed it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Convention {
    /// The limit.
    pub limit: f64,
    /// Who proposed it.
    pub source: &'static str,
}

/// The limits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Conventions {
    /// Alpha of a scale for comparing groups.
    pub alpha_low: Convention,
    /// Alpha above which items may repeat each other.
    pub alpha_high: Convention,
    /// Item–rest correlation.
    pub rest: Convention,
    /// Rise of alpha without an item that is worth telling.
    pub rise: Convention,
    /// Share of persons with the lowest or the highest possible sum, 0–1.
    pub extreme: Convention,
    /// Share of persons left out because of blanks, 0–1.
    pub dropped: Convention,
    /// Share of empty cells in the table of two items, 0–1.
    pub empty_cells: Convention,
    /// Persons for consistency and factors.
    pub persons: Convention,
    /// Persons for each item, for factors.
    pub persons_per_item: Convention,
    /// Persons of a retest.
    pub retest_persons: Convention,
    /// Intraclass correlation of a retest.
    pub retest: Convention,
    /// Comparative fit index and Tucker–Lewis index.
    pub cfi: Convention,
    /// Root mean square error of approximation.
    pub rmsea: Convention,
    /// Standardised root mean square residual.
    pub srmr: Convention,
}

const TERWEE: &str = "Terwee et al. 2007, J Clin Epidemiol 60:34–42";
const HU_BENTLER: &str = "Hu & Bentler 1999, Struct Equ Modeling 6:1–55";

impl Default for Conventions {
    fn default() -> Self {
        let terwee = |limit| Convention { limit, source: TERWEE };
        let fit = |limit| Convention { limit, source: HU_BENTLER };
        Self {
            alpha_low: terwee(0.70),
            alpha_high: terwee(0.95),
            rest: Convention { limit: 0.30, source: "Nunnally & Bernstein 1994, Psychometric Theory" },
            rise: Convention { limit: 0.01, source: "xinqiao" },
            extreme: terwee(0.15),
            dropped: Convention { limit: 0.05, source: "Schafer 1999, Stat Methods Med Res 8:3–15" },
            empty_cells: Convention { limit: 0.20, source: "xinqiao" },
            persons: terwee(100.0),
            persons_per_item: terwee(7.0),
            retest_persons: terwee(50.0),
            retest: terwee(0.70),
            cfi: fit(0.95),
            rmsea: fit(0.06),
            srmr: fit(0.08),
        }
    }
}
