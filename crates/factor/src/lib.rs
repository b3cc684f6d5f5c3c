//! Reliability and structure of questionnaire data, norms and change; no input and output, no clock, no chance of its own.
//!
//! [`Data`] holds persons × items; [`item_statistics`], [`consistency`], [`polychorics`], [`minres`], [`one_factor`] … compute one thing
//! each; [`Report`] puts together what a psychologist asks of a campaign's data.

#![warn(missing_docs)]

pub mod alpha;
pub mod distribution;
pub mod informants;
pub mod moment;
pub mod reference;

mod bivariate;
mod cfa;
mod change;
mod convention;
mod data;
mod dwls;
mod eigen;
mod fault;
mod fit;
mod interval;
mod item;
mod mean;
mod minres;
mod norm;
mod omega;
mod parallel;
mod polychoric;
mod polychorics;
mod remark;
mod report;
mod retest;
mod rotation;

#[cfg(test)]
mod tests;

pub use alpha::{Consistency, Method, consistency};
pub use bivariate::{bivariate, bivariate_density};
pub use cfa::{Estimator, Loading, OneFactor, one_factor};
pub use change::{Change, Measured, Verdict, band, history, reliable_change, standard_error};
pub use convention::{Convention, Conventions};
pub use data::{Data, Item, MOST_CATEGORIES};
pub use dwls::one_factor_ordinal;
pub use eigen::{Smoothing, eigen, smooth};
pub use fault::Fault;
pub use fit::Fit;
pub use interval::Interval;
pub use item::{Frequency, ItemStatistics, item_statistics};
pub use mean::{MeanOf, mean_difference, mean_interval};
pub use minres::{Factors, minres, most_factors};
pub use norm::{Norm, Placed, linear};
pub use omega::{omega, omega_of};
pub use parallel::{Parallel, parallel};
pub use polychoric::{Polychoric, polychoric};
pub use polychorics::{Missing, PairNote, Polychorics, polychorics};
pub use remark::{Remark, Topic};
pub use report::{FactorReport, Failed, Options, PolychoricReport, Report, Section, report};
pub use retest::{Retest, retest};
pub use rotation::{Rotated, Rotation, rotate};

/// A matrix of numbers.
pub type Matrix = nalgebra::DMatrix<f64>;
