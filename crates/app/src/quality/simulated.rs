//! How right the model would be if the world were as a pack assumes: the same report as on real outcomes, on people who do not exist.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use xinqiao_access::act;
use xinqiao_packs::Library;
use xinqiao_risk::calibration::{Attribute, Confidence, auc};
use xinqiao_risk::simulation::{Population, Simulated};
use xinqiao_risk::{Simulation, Title};

use super::report::{Estimate, FitLine, Judged, ModelReport, Of};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// The first period, on which probabilities are fitted; the second is judged.
const FITTED: u64 = 0;
const JUDGED: u64 = 1;

/// A report on a made-up population.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulatedReport {
    /// version of the model
    pub model: String,
    pub scenario: String,
    pub title: Title,
    /// drawn for each of the two periods
    pub people: u64,
    /// people of whom nothing came to be known, and how many of them had the outcome: no model can find these
    pub unknown: u64,
    pub unknown_happened: u64,
    /// area under the curve of the need itself, which nobody sees: no model can order people better
    pub best: Option<Estimate>,
    pub report: ModelReport,
    /// words of the places that are made up, by label
    pub areas: Vec<(String, Title)>,
}

/// What of a scenario is seen.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulatedQuality {
    /// code and words, in the order of the pack
    pub scenarios: Vec<(String, Title)>,
    pub shown: Arc<SimulatedReport>,
}

/// Reports that were worked out, by scenario; packs do not change while the program runs.
#[derive(Debug, Default)]
pub(crate) struct SimulatedReports(Mutex<HashMap<String, Arc<SimulatedReport>>>);

/// The report of a scenario of the packs `model` and `quality`; nothing for an unknown model or scenario, or a model without assumptions.
pub fn simulated_report(library: &Library, model: &str, quality: &str, scenario: &str) -> Option<SimulatedReport> {
    let (compiled, simulation) = (library.risk(model)?, library.simulation(model)?);
    let rules = library.quality(quality)?;
    let title = simulation.scenarios().find(|(code, _)| *code == scenario)?.1.clone();
    let of = Of {
        index: compiled.valid_from(),
        rules: rules.model(),
        pack: rules.version().to_string(),
        // nobody here needs to be hidden
        floor: 1,
    };
    let first = simulation.population(compiled, scenario, FITTED)?;
    let fit = ModelReport::of(&of, &judged(&first), None).fit;
    let second = simulation.population(compiled, scenario, JUDGED)?;
    let report = ModelReport::of(&of, &judged(&second), fit.map(|fit: FitLine| (String::new(), fit)));
    let need: Vec<(f64, bool)> = second.known.iter().map(|one| (one.chance, one.happened)).collect();
    let best = auc(&need, Confidence::NinetyFive)
        .and_then(|found| found.interval.map(|interval| Estimate { value: found.value, low: interval.low, high: interval.high }));
    Some(SimulatedReport {
        model: format!("{}@{}", compiled.id(), compiled.version()),
        scenario: scenario.to_owned(),
        title,
        people: u64::from(simulation.people()),
        unknown: second.unknown,
        unknown_happened: second.unknown_happened,
        best,
        areas: areas(simulation, &report),
        report,
    })
}

fn judged(population: &Population<'_>) -> Vec<Judged> {
    let one = |one: &Simulated<'_>| Judged {
        level: one.level,
        points: one.points,
        happened: one.happened,
        sex: one.sex.map(str::to_owned),
        age_band: one.age_band.map(str::to_owned),
        area: one.area.map(str::to_owned),
    };
    population.known.iter().map(one).collect()
}

fn areas(simulation: &Simulation, report: &ModelReport) -> Vec<(String, Title)> {
    let labels = report.fairness.iter().filter(|line| line.by == "area").flat_map(|line| &line.groups);
    let labels = labels.filter_map(|group| group.label.clone());
    labels.filter_map(|label| simulation.title(Attribute::Area, &label).cloned().map(|title| (label, title))).collect()
}

impl App {
    /// The report of a scenario; of the first where none is asked for.
    ///
    /// Errors: `NotFound` for those whose scope is not the whole jurisdiction and where the pack assumes nothing, `Denied` without the right,
    /// `Invalid` on field `scenario` for one that is not there.
    pub async fn simulated_quality(&self, caller: &Caller, scenario: Option<&str>) -> Result<SimulatedQuality> {
        let permit = self.whole_permit::<act::ReadQuality>(caller).await?;
        let simulation = self.inner.library.simulation(crate::attention::MODEL).ok_or(AppError::NotFound)?;
        let scenarios: Vec<(String, Title)> =
            simulation.scenarios().map(|(code, title)| (code.to_owned(), title.clone())).collect();
        let code = match scenario {
            Some(asked) => {
                let found = scenarios.iter().find(|(code, _)| code == asked).map(|(code, _)| code.clone());
                found.ok_or_else(|| AppError::field("scenario", "fault-model-scenario", asked))?
            }
            None => scenarios.first().map(|(code, _)| code.clone()).ok_or(AppError::NotFound)?,
        };
        let shown = self.simulated(code.clone()).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "model_quality", None, format!("{} simulated {code}", shown.model)), self.now()).await?;
        tx.commit().await?;
        Ok(SimulatedQuality { scenarios, shown })
    }

    /// Worked out once, beside other work.
    async fn simulated(&self, scenario: String) -> Result<Arc<SimulatedReport>> {
        let kept = |app: &Self| app.inner.simulated.0.lock().unwrap_or_else(PoisonError::into_inner).get(&scenario).cloned();
        if let Some(found) = kept(self) {
            return Ok(found);
        }
        let (app, code) = (self.clone(), scenario.clone());
        let work = move || simulated_report(&app.inner.library, crate::attention::MODEL, super::QUALITY, &code).map(Arc::new);
        let found = tokio::task::spawn_blocking(work)
            .await
            .map_err(|fault| AppError::Broken { what: "the simulation did not end".to_owned(), source: Some(Box::new(fault)) })?;
        let found = found.ok_or(AppError::NotFound)?;
        self.inner.simulated.0.lock().unwrap_or_else(PoisonError::into_inner).insert(scenario, Arc::clone(&found));
        Ok(found)
    }
}
