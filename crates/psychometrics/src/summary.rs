//! Many forms of one instrument in a few numbers.

use crate::condition::{Facts, Reading, Source};
use crate::reliability::{Alpha, Moments};
use crate::{Answers, Instrument, Outcome};

/// Streams over outcomes; parts computed apart can be merged.
#[derive(Debug, Clone)]
pub struct Summary<'a> {
    instrument: &'a Instrument,
    rows: u64,
    complete: u64,
    values: Vec<Moments>,
    alphas: Vec<Alpha>,
    bands: Vec<u64>,
    critical: Vec<u64>,
    row: Vec<f64>,
}

/// One reported score over many forms.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreSummary<'a> {
    /// Code of the score.
    pub score: &'a str,
    /// Forms with a value, prorated ones included.
    pub n: u64,
    /// Valid forms on which every item of the score is answered: the base of alpha.
    pub complete: u64,
    /// Mean.
    pub mean: Option<f64>,
    /// Standard deviation, n − 1.
    pub sd: Option<f64>,
    /// Smallest value.
    pub min: Option<f64>,
    /// Largest value.
    pub max: Option<f64>,
    /// Cronbach's alpha; only for sums and means.
    pub alpha: Option<f64>,
    /// Forms in each band, in the order of the definition; populations with the same code together.
    pub bands: Vec<(&'a str, u64)>,
}

impl<'a> Summary<'a> {
    /// Nothing seen yet.
    pub fn new(instrument: &'a Instrument) -> Self {
        let alphas = instrument.scores().iter().map(|score| Alpha::new(score.parts.len()));
        Self {
            instrument,
            rows: 0,
            complete: 0,
            values: vec![Moments::default(); instrument.scores().len()],
            alphas: alphas.collect(),
            bands: vec![0; instrument.bands().len()],
            critical: vec![0; instrument.criticals().len()],
            row: Vec::new(),
        }
    }

    /// Takes in one form and its outcome.
    pub fn push(&mut self, answers: &Answers, outcome: &Outcome) {
        self.rows += 1;
        self.complete += u64::from(outcome.complete);
        for (moments, value) in self.values.iter_mut().zip(&outcome.scores) {
            if let Some(value) = value {
                moments.push(*value);
            }
        }
        for hit in outcome.bands.iter().flatten() {
            if let Some(count) = self.bands.get_mut(hit.band) {
                *count += 1;
            }
        }
        for hit in &outcome.critical {
            if let Some(count) = self.critical.get_mut(hit.critical) {
                *count += 1;
            }
        }
        if outcome.valid {
            self.push_parts(answers, outcome);
        }
    }

    fn push_parts(&mut self, answers: &Answers, outcome: &Outcome) {
        let facts = Facts { answers: answers.values(), skipped: &outcome.skipped, scores: &outcome.scores, sex: None };
        for (score, alpha) in self.instrument.scores().iter().zip(&mut self.alphas) {
            if score.parts.is_empty() || !score.is_reported() {
                continue;
            }
            self.row.clear();
            for part in &score.parts {
                if outcome.prorated && matches!(part.source, Source::Score(_)) {
                    break;
                }
                match part.read(&facts) {
                    Reading::Value(value) => self.row.push(value),
                    Reading::Missing | Reading::Skipped => break,
                }
            }
            alpha.push(&self.row);
        }
    }

    /// Takes in what another summary of the same instrument has seen.
    pub fn merge(&mut self, other: &Self) {
        self.rows += other.rows;
        self.complete += other.complete;
        self.values.iter_mut().zip(&other.values).for_each(|(here, there)| here.merge(there));
        self.alphas.iter_mut().zip(&other.alphas).for_each(|(here, there)| here.merge(there));
        self.bands.iter_mut().zip(&other.bands).for_each(|(here, there)| *here += there);
        self.critical.iter_mut().zip(&other.critical).for_each(|(here, there)| *here += there);
    }

    /// Forms seen.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Complete forms.
    pub fn complete(&self) -> u64 {
        self.complete
    }

    /// Forms on which each critical item fired, in the order of [`Instrument::criticals`].
    pub fn critical(&self) -> &[u64] {
        &self.critical
    }

    /// One entry for each reported score.
    pub fn scores(&self) -> Vec<ScoreSummary<'a>> {
        let scores = self.instrument.scores().iter().zip(&self.values).zip(&self.alphas).enumerate();
        let reported = scores.filter(|(_, ((score, _), _))| score.is_reported());
        let summaries = reported.map(|(index, ((score, values), alpha))| ScoreSummary {
            score: score.code(),
            n: values.count(),
            complete: alpha.rows(),
            mean: values.mean(),
            sd: values.sd(),
            min: values.min(),
            max: values.max(),
            alpha: alpha.value(),
            bands: self.band_counts(index),
        });
        summaries.collect()
    }

    fn band_counts(&self, score: usize) -> Vec<(&'a str, u64)> {
        let mut counts: Vec<(&str, u64)> = Vec::new();
        let bands = self.instrument.bands().iter().zip(&self.bands).filter(|(band, _)| band.score() == score);
        for (band, count) in bands {
            match counts.iter_mut().find(|(code, _)| *code == band.code()) {
                Some((_, sum)) => *sum += count,
                None => counts.push((band.code(), *count)),
            }
        }
        counts
    }
}
