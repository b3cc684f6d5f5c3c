//! Worked cases of an adaptive form.

use xinqiao_psychometrics::Instrument;

use super::{AdaptiveForm, CaseToml, FILE};
use crate::fault::PackFault;

/// T and its error are told with one decimal: a case matches within half of it.
const WITHIN: f64 = 0.05;

impl AdaptiveForm {
    /// Runs the worked cases: how many there are, and what differs.
    pub(crate) fn run_cases(&self, pack: &str, instrument: &Instrument) -> (usize, Vec<PackFault>) {
        let cases = &self.raw.case;
        if cases.is_empty() {
            return (0, vec![PackFault::new(pack, FILE, "case", "at least one worked case", "none")]);
        }
        let run = |(at, case): (usize, &CaseToml)| self.run(pack, instrument, at, case);
        (cases.len(), cases.iter().enumerate().flat_map(run).collect())
    }

    fn run(&self, pack: &str, instrument: &Instrument, at: usize, case: &CaseToml) -> Vec<PackFault> {
        let key = |field: &str| format!("case[{}] \"{}\" {field}", at + 1, case.name);
        let mut answers = vec![None; instrument.items().len()];
        for (code, value) in &case.answers {
            let known = instrument.item_index(code).filter(|item| self.items().any(|own| own == *item));
            let Some(item) = known else {
                return vec![PackFault::new(pack, FILE, key("answers"), "items of the bank", code)];
            };
            answers[item] = Some(*value as f64);
        }
        let found = match self.estimate(&answers) {
            Ok(Some(found)) => found,
            Ok(None) => return vec![PackFault::new(pack, FILE, key("answers"), "an answer that says something", "none")],
            Err(fault) => return vec![PackFault::new(pack, FILE, key("answers"), "answers of the bank", fault.to_string())],
        };
        let figures = [("t", case.t, found.t_score()), ("error", case.error, found.t_error())];
        figures
            .into_iter()
            .filter(|(_, expected, found)| WITHIN < (expected - found).abs())
            .map(|(field, expected, found)| PackFault::new(pack, FILE, key(field), expected.to_string(), format!("{found:.2}")))
            .collect()
    }
}
