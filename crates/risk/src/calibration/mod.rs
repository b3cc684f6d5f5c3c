//! How right the levels were afterwards, and whether they were equally right for all groups. Reads rows about persons, shows numbers about many.
//!
//! Every function is a plain function of its rows and usable without a model. Intervals are two-sided.

pub mod auc;
pub mod brier;
pub mod fairness;
pub mod interval;
pub mod logistic;
pub mod reliability;

pub use auc::{Auc, auc};
pub use brier::{Brier, BrierByBin, brier, brier_by_bin};
pub use fairness::{Attribute, Difference, FairnessReport, GroupLine, Metric, Rate, Row, fairness};
pub use interval::{Confidence, Interval, newcombe, wilson};
pub use logistic::{Fit, NoFit, calibration_in_the_large, logistic, recalibration};
pub use reliability::{Bin, by_level, reliability};

/// A probability that was told, 0–1, and what happened within the time it spoke of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    pub probability: f64,
    pub happened: bool,
}
