//! The last accepted ratios. Seconds depend on the machine; ratios of one run hardly do.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::report::Report;
use crate::writes::Subject;

/// Ratios by name, such as `sqlite.to_probe`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ratios(BTreeMap<String, f64>);

/// Names whose smaller values are the better ones end so.
const SMALLER_IS_BETTER: [&str; 7] = [
    ".cpu_to_probe",
    ".file_to_plain",
    ".reading_to_plain",
    ".hiding_to_adding",
    ".levels_to_writing",
    ".desk_to_before",
    ".screening_to_before",
];

impl Ratios {
    /// The ratios of a report.
    pub fn of(report: &Report) -> Self {
        let mut ratios = BTreeMap::new();
        for engine in &report.writes {
            let mut put = |name: &str, value: f64| ratios.insert(format!("{}.{name}", engine.engine), rounded(value));
            put("to_probe", engine.ratio(Subject::Lane, Subject::Probe, |figure| figure.per_second));
            put("lane_to_single", engine.ratio(Subject::Lane, Subject::Single, |figure| figure.per_second));
            put("cpu_to_probe", engine.ratio(Subject::Lane, Subject::Probe, |figure| figure.cpu()));
        }
        if let Some(score) = &report.score {
            ratios.insert("score.file_to_memory".to_owned(), rounded(score.file_to_memory()));
        }
        for engine in &report.people {
            let mut put = |name: &str, value: f64| ratios.insert(format!("{}.{name}", engine.engine), rounded(value));
            put("file_to_plain", engine.file.to_plain());
            put("reading_to_plain", engine.file.reading_to_plain());
        }
        for engine in &report.levels {
            ratios.insert(format!("{}.levels_to_writing", engine.engine), rounded(engine.to_writing()));
        }
        for engine in &report.desks {
            ratios.insert(format!("{}.desk_to_before", engine.engine), rounded(engine.to_before()));
        }
        for screening in &report.screenings {
            ratios.insert(format!("{}.screening_to_before", screening.engine), rounded(screening.to_before()));
        }
        if let Some(irt) = &report.irt {
            ratios.insert("irt.eap_to_bare".to_owned(), rounded(irt.to_bare()));
        }
        if let Some(cells) = &report.cells {
            ratios.insert("cells.hiding_to_adding".to_owned(), rounded(cells.to_adding()));
        }
        Self(ratios)
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, f64)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }

    /// Reads the accepted ones.
    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("read {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("read {}", path.display()))
    }

    /// Accepts these; ratios of parts that did not run stay as they were.
    pub fn write(&self, path: &Path) -> Result<()> {
        let mut all = if path.exists() { Self::read(path)? } else { Self::default() };
        all.0.extend(self.0.clone());
        let text = serde_json::to_string_pretty(&all).context("write the ratios")?;
        fs::write(path, text + "\n").with_context(|| format!("write {}", path.display()))
    }

    /// Errors: a ratio that is worse than the accepted one by more than `tolerance`, or that was never accepted.
    pub fn check(&self, accepted: &Self, tolerance: f64) -> Result<()> {
        let mut worse = Vec::new();
        for (name, value) in self.iter() {
            let Some(known) = accepted.0.get(name) else {
                worse.push(format!("{name} was never accepted (now {value}): run with --bless"));
                continue;
            };
            let (is_worse, limit) = if SMALLER_IS_BETTER.iter().any(|end| name.ends_with(end)) {
                let limit = known * (1.0 + tolerance);
                (limit < value, limit)
            } else {
                let limit = known * (1.0 - tolerance);
                (value < limit, limit)
            };
            if is_worse {
                worse.push(format!("{name} is {value}; {known} was accepted, the limit is {limit:.3}"));
            }
        }
        if worse.is_empty() { Ok(()) } else { bail!("{}", worse.join("\n")) }
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1e3).round() / 1e3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratios(pairs: &[(&str, f64)]) -> Ratios {
        Ratios(pairs.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect())
    }

    fn check(name: &str, now: f64, passes: bool) {
        let accepted = ratios(&[("sqlite.to_probe", 0.5), ("sqlite.cpu_to_probe", 2.0), ("sqlite.file_to_plain", 1.1)]);
        assert_eq!(ratios(&[(name, now)]).check(&accepted, 0.2).is_ok(), passes, "{name} {now}");
    }

    #[test]
    fn a_ratio_may_be_better_but_not_much_worse() {
        check("sqlite.to_probe", 0.9, true);
        check("sqlite.to_probe", 0.41, true);
        check("sqlite.to_probe", 0.39, false);
        check("sqlite.cpu_to_probe", 1.0, true);
        check("sqlite.cpu_to_probe", 2.3, true);
        check("sqlite.cpu_to_probe", 2.5, false);
        check("sqlite.file_to_plain", 1.2, true);
        check("sqlite.file_to_plain", 1.4, false);
    }

    #[test]
    fn what_was_never_accepted_does_not_pass() {
        check("postgres.to_probe", 1.0, false);
    }

    #[test]
    fn accepting_some_ratios_keeps_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("baseline.json");
        ratios(&[("a.to_probe", 0.5), ("b.to_probe", 0.6)]).write(&path).unwrap();
        ratios(&[("b.to_probe", 0.7)]).write(&path).unwrap();
        assert_eq!(Ratios::read(&path).unwrap(), ratios(&[("a.to_probe", 0.5), ("b.to_probe", 0.7)]));
    }
}
