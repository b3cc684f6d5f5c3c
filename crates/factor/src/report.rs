//! Everything about a questionnaire's data in one serialisable value, for a page or a command to show.

use rand::Rng;
use serde::Serialize;

use crate::eigen::Smoothing;
use crate::minres::minres;
use crate::moment::{correlation, covariance};
use crate::polychorics::{PairNote, polychorics};
use crate::remark::{Remark, remarks};
use crate::{
    Consistency, Conventions, Data, Estimator, Fault, ItemStatistics, Matrix, Method, Missing, OneFactor, Parallel, Retest,
    Rotation, consistency, item_statistics, omega, one_factor, one_factor_ordinal, parallel, retest, rotate, smooth,
};

/// What to compute and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Interval of alpha.
    pub method: Method,
    /// Level of intervals, 0.95 for 95 %.
    pub level: f64,
    /// Whether polychoric correlations and what rests on them are computed.
    pub polychoric: bool,
    /// Number of factors; `None`: as many as stand out from chance, at least one.
    pub factors: Option<usize>,
    /// How factors are turned.
    pub rotation: Rotation,
    /// Random data sets of the parallel analysis.
    pub rounds: usize,
    /// Limits that remarks refer to.
    pub conventions: Conventions,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            method: Method::Feldt,
            level: 0.95,
            polychoric: true,
            factors: None,
            rotation: Rotation::Oblimin,
            rounds: 500,
            conventions: Conventions::default(),
        }
    }
}

/// A questionnaire's data: the whole and its sub-scales.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Rows.
    pub persons: usize,
    /// Blank cells.
    pub blanks: usize,
    /// All items, then each sub-scale.
    pub sections: Vec<Section>,
    /// Limits that remarks refer to.
    pub conventions: Conventions,
}

/// One scale.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Code of the scale.
    pub code: String,
    /// Rows.
    pub persons: usize,
    /// Rows without a blank among these items; all but item counts rest on them.
    pub complete: usize,
    /// Items in order.
    pub items: Vec<ItemStatistics>,
    /// Share with the lowest possible sum, 0–1.
    pub floor: Option<f64>,
    /// Share with the highest possible sum, 0–1.
    pub ceiling: Option<f64>,
    /// Alpha and its kin.
    pub consistency: Option<Consistency>,
    /// Omega of one factor on Pearson correlations.
    pub omega: Option<f64>,
    /// Omega of one factor on polychoric correlations (of the answers' latent variables, not of the sum).
    pub omega_ordinal: Option<f64>,
    /// Pearson correlations, row by row.
    pub correlations: Option<Vec<Vec<f64>>>,
    /// Polychoric correlations.
    pub polychoric: Option<PolychoricReport>,
    /// Eigenvalues and parallel analysis.
    pub parallel: Option<Parallel>,
    /// Exploratory factors.
    pub factors: Option<FactorReport>,
    /// One factor by maximum likelihood.
    pub likelihood: Option<OneFactor>,
    /// One factor by diagonally weighted least squares on polychoric correlations.
    pub weighted: Option<OneFactor>,
    /// The same persons a second time.
    pub retest: Option<Retest>,
    /// What could not be computed, and why.
    pub failed: Vec<Failed>,
    /// What somebody should see.
    pub remarks: Vec<Remark>,
}

/// Polychoric correlations for showing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PolychoricReport {
    /// As estimated, row by row.
    pub values: Vec<Vec<f64>>,
    /// Standard errors.
    pub standard_errors: Vec<Vec<f64>>,
    /// Mean off the diagonal.
    pub mean: f64,
    /// Alpha of these correlations (ordinal alpha).
    pub alpha: f64,
    /// Odd pairs.
    pub notes: Vec<PairNote>,
    /// What was done before factors were looked for.
    pub smoothing: Smoothing,
}

/// Exploratory factors for showing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FactorReport {
    /// Whether they rest on polychoric correlations; otherwise on Pearson's.
    pub is_polychoric: bool,
    /// How they were turned.
    pub rotation: Rotation,
    /// Items × factors.
    pub loadings: Vec<Vec<f64>>,
    /// Correlations of the factors.
    pub correlations: Vec<Vec<f64>>,
    /// What the factors explain of each item, 0–1.
    pub communalities: Vec<f64>,
    /// The rest.
    pub uniqueness: Vec<f64>,
    /// Root mean square of the residual correlations.
    pub rms: f64,
    /// Items at the lower bound of uniqueness.
    pub heywood: Vec<String>,
}

/// Something that could not be computed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Failed {
    /// What.
    pub what: &'static str,
    /// Why.
    pub why: String,
}

/// The whole and each sub-scale (code, indices of its items). `rng` is drawn from for the parallel analysis only.
/// Errors: a sub-scale with fewer than two items. What cannot be computed is listed in its section, with the reason.
pub fn report(
    data: &Data,
    code: &str,
    scales: &[(String, Vec<usize>)],
    options: &Options,
    rng: &mut impl Rng,
) -> Result<Report, Fault> {
    let mut sections = vec![section(data, code, options, rng)?];
    for (code, items) in scales {
        sections.push(section(&data.select(items)?, code, options, rng)?);
    }
    Ok(Report { persons: data.persons(), blanks: data.blanks(), sections, conventions: options.conventions })
}

impl Section {
    /// Adds the agreement of two sums of the same persons, and what there is to say about it.
    pub fn take_retest(&mut self, pairs: &[(f64, f64)], options: &Options) {
        self.retest = attempt("retest", retest(pairs, options.level), &mut self.failed);
        self.remarks = remarks(self, &options.conventions);
    }
}

fn section(data: &Data, code: &str, options: &Options, rng: &mut impl Rng) -> Result<Section, Fault> {
    let mut failed = Vec::new();
    let rows = data.complete_rows(0, "items")?;
    let (lowest, highest) =
        (0..data.width()).map(|item| data.ends(item)).fold((0, 0), |sum, ends| (sum.0 + ends.0, sum.1 + ends.1));
    let share = |sum: i32| {
        let count = rows.row_iter().filter(|row| row.sum() == f64::from(sum)).count();
        (0 < rows.nrows()).then(|| count as f64 / rows.nrows() as f64)
    };
    let enough = data.complete_rows(3, "correlations").map(|rows| covariance(&rows));
    let pearson = attempt("correlations", enough.and_then(|spread| correlation(&spread, data)), &mut failed);
    let mut section = Section {
        code: code.to_owned(),
        persons: data.persons(),
        complete: rows.nrows(),
        items: item_statistics(data)?,
        floor: share(lowest),
        ceiling: share(highest),
        consistency: attempt("consistency", consistency(data, options.method, options.level), &mut failed),
        omega: pearson.as_ref().and_then(|pearson| attempt("omega", omega(pearson), &mut failed)),
        omega_ordinal: None,
        correlations: pearson.as_ref().map(nested),
        polychoric: None,
        parallel: None,
        factors: None,
        likelihood: attempt("likelihood", one_factor(data), &mut failed),
        weighted: None,
        retest: None,
        failed: Vec::new(),
        remarks: Vec::new(),
    };
    if let Some(pearson) = &pearson {
        let drawn = parallel(pearson, rows.nrows(), options.rounds, rng);
        section.parallel = attempt("parallel", drawn, &mut failed);
    }
    let smoothed = if options.polychoric { ordinal(data, &mut section, &mut failed) } else { None };
    if let Some(matrix) = smoothed.as_ref().or(pearson.as_ref()) {
        let count = options.factors.unwrap_or_else(|| section.parallel.as_ref().map_or(1, |parallel| parallel.count.max(1)));
        section.factors = attempt("factors", explore(data, matrix, smoothed.is_some(), count, options), &mut failed);
    }
    section.failed = failed;
    section.remarks = remarks(&section, &options.conventions);
    Ok(section)
}

/// Polychoric correlations and what rests on them; gives the smoothed matrix.
fn ordinal(data: &Data, section: &mut Section, failed: &mut Vec<Failed>) -> Option<Matrix> {
    let found = attempt("polychoric", polychorics(data, Missing::Listwise), failed)?;
    let (sound, smoothing) = smooth(&found.values);
    let k = data.width() as f64;
    let mean = (found.values.sum() - k) / (k * (k - 1.0));
    section.omega_ordinal = attempt("omega-ordinal", omega(&sound), failed);
    section.weighted = attempt("weighted", one_factor_ordinal(data, &found, Estimator::DiagonallyWeighted), failed);
    section.polychoric = Some(PolychoricReport {
        values: nested(&found.values),
        standard_errors: nested(&found.standard_errors),
        mean,
        alpha: k * mean / (1.0 + (k - 1.0) * mean),
        notes: found.notes,
        smoothing,
    });
    Some(sound)
}

fn explore(data: &Data, matrix: &Matrix, is_polychoric: bool, count: usize, options: &Options) -> Result<FactorReport, Fault> {
    let factors = minres(matrix, count)?;
    let turned = rotate(&factors.loadings, options.rotation)?;
    Ok(FactorReport {
        is_polychoric,
        rotation: if count < 2 { Rotation::None } else { options.rotation },
        loadings: nested(&turned.loadings),
        correlations: nested(&turned.correlations),
        communalities: factors.communalities(),
        uniqueness: factors.uniqueness,
        rms: factors.rms,
        heywood: factors.heywood.iter().map(|item| data.items()[*item].code.clone()).collect(),
    })
}

fn attempt<T>(what: &'static str, result: Result<T, Fault>, failed: &mut Vec<Failed>) -> Option<T> {
    result.map_err(|fault| failed.push(Failed { what, why: fault.to_string() })).ok()
}

fn nested(matrix: &Matrix) -> Vec<Vec<f64>> {
    matrix.row_iter().map(|row| row.iter().copied().collect()).collect()
}
