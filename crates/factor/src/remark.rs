//! What somebody should see in the numbers: a topic with its value and the rule behind it. The words are the page's or the command's.

use serde::Serialize;

use crate::report::Section;
use crate::{Convention, Conventions};

/// What a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// Fewer persons than usual for consistency and factors.
    FewPersons,
    /// Fewer persons for each item than usual for factors.
    FewPersonsPerItem,
    /// Many persons were left out because of blanks.
    ManyDropped,
    /// Alpha is below the limit.
    AlphaLow,
    /// Alpha reaches the limit, the lower end of its interval does not.
    AlphaUncertain,
    /// Alpha is so high that items may repeat each other.
    AlphaHigh,
    /// An item runs against the others: perhaps it must be reversed.
    RunsAgainst,
    /// An item has little in common with the others.
    RestLow,
    /// Alpha rises without the item.
    BetterWithout,
    /// A category that nobody chose.
    EmptyCategory,
    /// Many have the lowest possible sum.
    Floor,
    /// Many have the highest possible sum.
    Ceiling,
    /// Polychoric correlations of some pairs rest on tables with many empty cells.
    EmptyCells,
    /// A polychoric correlation could not be told from ±1.
    AtEdge,
    /// The correlations had to be smoothed.
    Smoothed,
    /// More than one factor stands out from chance.
    SeveralFactors,
    /// No factor stands out from chance.
    NoFactor,
    /// A share of its own at the bound: the solution is not proper.
    Heywood,
    /// CFI is below the limit.
    CfiLow,
    /// RMSEA is above the limit.
    RmseaHigh,
    /// SRMR is above the limit.
    SrmrHigh,
    /// None of the three indices speaks against one factor, with enough persons to do so.
    OneFactorHolds,
    /// Few persons came back.
    RetestFew,
    /// The retest agrees little.
    RetestLow,
    /// The second time is shifted against the first by more than its error.
    RetestShift,
}

/// A topic with its value and the limit it is held against.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Remark {
    /// About what.
    pub topic: Topic,
    /// Codes of the items it is about.
    pub items: Vec<String>,
    /// The number found.
    pub value: Option<f64>,
    /// The limit and who proposed it.
    pub rule: Option<Convention>,
}

/// Everything that the conventions say about a section, in the order of [`Topic`].
pub(crate) fn remarks(section: &Section, limits: &Conventions) -> Vec<Remark> {
    let mut found = Found(Vec::new());
    of_sample(section, limits, &mut found);
    of_consistency(section, limits, &mut found);
    of_structure(section, limits, &mut found);
    of_retest(section, limits, &mut found);
    found.0.sort_by_key(|remark| remark.topic);
    found.0
}

struct Found(Vec<Remark>);

impl Found {
    fn add(&mut self, topic: Topic, items: Vec<String>, value: Option<f64>, rule: Option<Convention>) {
        self.0.push(Remark { topic, items, value, rule });
    }

    fn below(&mut self, topic: Topic, value: Option<f64>, rule: Convention) {
        if value.is_some_and(|value| value < rule.limit) {
            self.add(topic, Vec::new(), value, Some(rule));
        }
    }

    fn above(&mut self, topic: Topic, value: Option<f64>, rule: Convention) {
        if value.is_some_and(|value| rule.limit < value) {
            self.add(topic, Vec::new(), value, Some(rule));
        }
    }
}

fn of_sample(section: &Section, limits: &Conventions, found: &mut Found) {
    let complete = section.complete as f64;
    found.below(Topic::FewPersons, Some(complete), limits.persons);
    found.below(Topic::FewPersonsPerItem, Some(complete / section.items.len() as f64), limits.persons_per_item);
    if 0 < section.persons {
        found.above(Topic::ManyDropped, Some(1.0 - complete / section.persons as f64), limits.dropped);
    }
    found.above(Topic::Floor, section.floor, limits.extreme);
    found.above(Topic::Ceiling, section.ceiling, limits.extreme);
    for item in &section.items {
        let empty = item.frequencies.iter().filter(|frequency| frequency.count == 0).count();
        if 0 < empty {
            found.add(Topic::EmptyCategory, vec![item.code.clone()], Some(empty as f64), None);
        }
    }
}

fn of_consistency(section: &Section, limits: &Conventions, found: &mut Found) {
    let Some(consistency) = &section.consistency else { return };
    found.below(Topic::AlphaLow, Some(consistency.alpha), limits.alpha_low);
    found.above(Topic::AlphaHigh, Some(consistency.alpha), limits.alpha_high);
    if limits.alpha_low.limit <= consistency.alpha {
        found.below(Topic::AlphaUncertain, Some(consistency.interval.lower), limits.alpha_low);
    }
    for item in &section.items {
        let code = || vec![item.code.clone()];
        match item.rest {
            Some(rest) if rest < 0.0 => found.add(Topic::RunsAgainst, code(), Some(rest), None),
            Some(rest) if rest < limits.rest.limit => found.add(Topic::RestLow, code(), Some(rest), Some(limits.rest)),
            _ => {}
        }
        if item.alpha_without.is_some_and(|without| limits.rise.limit < without - consistency.alpha) {
            found.add(Topic::BetterWithout, code(), item.alpha_without, Some(limits.rise));
        }
    }
}

fn of_structure(section: &Section, limits: &Conventions, found: &mut Found) {
    if let Some(polychoric) = &section.polychoric {
        let is_sparse = |note: &&crate::PairNote| limits.empty_cells.limit * (note.cells as f64) < note.empty_cells as f64;
        let sparse = polychoric.notes.iter().filter(is_sparse).count();
        if 0 < sparse {
            found.add(Topic::EmptyCells, Vec::new(), Some(sparse as f64), Some(limits.empty_cells));
        }
        for note in polychoric.notes.iter().filter(|note| note.is_at_edge) {
            found.add(Topic::AtEdge, vec![note.first.clone(), note.second.clone()], None, None);
        }
        if polychoric.smoothing.was_needed {
            found.add(Topic::Smoothed, Vec::new(), Some(polychoric.smoothing.largest_change), None);
        }
    }
    if let Some(parallel) = &section.parallel {
        match parallel.count {
            0 => found.add(Topic::NoFactor, Vec::new(), None, None),
            1 => {}
            count => found.add(Topic::SeveralFactors, Vec::new(), Some(count as f64), None),
        }
    }
    let heywood = |items: &[String], found: &mut Found| {
        if !items.is_empty() {
            found.add(Topic::Heywood, items.to_vec(), None, None);
        }
    };
    if let Some(factors) = &section.factors {
        heywood(&factors.heywood, found);
    }
    let Some(model) = section.weighted.as_ref().or(section.likelihood.as_ref()) else { return };
    heywood(&model.heywood, found);
    let fit = model.scaled.as_ref().unwrap_or(&model.fit);
    if fit.df <= 0.0 {
        return;
    }
    let before = found.0.len();
    found.below(Topic::CfiLow, Some(fit.cfi), limits.cfi);
    found.above(Topic::RmseaHigh, fit.rmsea, limits.rmsea);
    found.above(Topic::SrmrHigh, Some(model.srmr), limits.srmr);
    // few persons could not speak against it
    if before == found.0.len() && limits.persons.limit <= section.complete as f64 {
        found.add(Topic::OneFactorHolds, Vec::new(), Some(fit.cfi), Some(limits.cfi));
    }
}

fn of_retest(section: &Section, limits: &Conventions, found: &mut Found) {
    let Some(retest) = &section.retest else { return };
    found.below(Topic::RetestFew, Some(retest.persons as f64), limits.retest_persons);
    found.below(Topic::RetestLow, Some(retest.agreement), limits.retest);
    let shift = retest.means[1] - retest.means[0];
    // the mean difference has the error √(2·σ²_error/n)
    let error = retest.error_of_consistency * (2.0 / retest.persons as f64).sqrt();
    if 1.96 * error < shift.abs() {
        found.add(Topic::RetestShift, Vec::new(), Some(shift), None);
    }
}
