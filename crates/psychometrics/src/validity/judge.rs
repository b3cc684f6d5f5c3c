//! Judging one sheet.

use super::{GeneralRule, Validity, ValidityCase};
use crate::condition::Source;
use crate::definition::Effect;
use crate::outcome::{Decided, Flag, Outcome};
use crate::{Accepts, Answers, Instrument, Options, Subject, TOLERANCE, score};

/// Which rules speak about a sheet, by code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgement {
    /// Rules that put it aside, the instrument's own before the general ones; empty for a sheet that counts.
    pub removed_by: Vec<String>,
    /// Rules that note something and leave the sheet as it is; only general ones, the instrument's own are among the flags of the outcome.
    pub noted: Vec<String>,
}

impl Judgement {
    /// Does the sheet count?
    pub fn is_valid(&self) -> bool {
        self.removed_by.is_empty()
    }
}

impl Validity {
    /// Judges a scored sheet, and takes totals, bands, levels and screens from one that is put aside. Critical answers stay as they are.
    ///
    /// `seconds` is the time of the whole sheet; none is no fault of the sheet.
    pub fn judge(&self, instrument: &Instrument, answers: &Answers, seconds: Option<f64>, outcome: &mut Outcome) -> Judgement {
        let mut judgement = Judgement { removed_by: own_rules(instrument, outcome), noted: Vec::new() };
        let off = self.off.get(instrument.code());
        let holds = |rule: GeneralRule| off.is_none_or(|off| !off.contains(&rule));
        let answered = answers.values().iter().flatten().count() as f64;
        if let Some(seconds) = seconds.filter(|seconds| 0.0 <= *seconds && 0.0 < answered) {
            if holds(GeneralRule::Fast) && seconds < self.invalid_below * answered {
                judgement.removed_by.push(GeneralRule::Fast.code().to_owned());
            } else if holds(GeneralRule::Quick) && seconds < self.flag_below * answered {
                judgement.noted.push(GeneralRule::Quick.code().to_owned());
            }
        }
        if holds(GeneralRule::StraightLine) && self.is_contradicting_line(instrument, answers) {
            judgement.removed_by.push(GeneralRule::StraightLine.code().to_owned());
        }
        if !judgement.is_valid() {
            put_aside(instrument, outcome);
        }
        judgement
    }

    /// The same place of every scale, with questions of both directions. Only forms all of whose scored questions have the same number of
    /// options are looked at: elsewhere places cannot be compared.
    fn is_contradicting_line(&self, instrument: &Instrument, answers: &Answers) -> bool {
        let mut place = None;
        let mut share: Option<f64> = None;
        let (mut items, mut differs) = (0, false);
        for (index, item) in instrument.items().iter().enumerate().filter(|(_, item)| item.is_scored()) {
            let Accepts::Choice(options) = item.accepts() else { return false };
            let Some(value) = answers.values().get(index).copied().flatten() else { return false };
            let Some(at) = options.iter().position(|option| (*option as f64 - value).abs() < TOLERANCE) else { return false };
            if *place.get_or_insert((at, options.len())) != (at, options.len()) {
                return false;
            }
            // how much of what the question measures, 0 to 1
            let span = item.highest - item.lowest;
            let upright = if span <= 0.0 { 0.0 } else { (value - item.lowest) / span };
            let much = if is_turned(instrument, index) { 1.0 - upright } else { upright };
            differs |= (share.get_or_insert(much).to_owned() - much).abs() > TOLERANCE;
            items += 1;
        }
        self.least_items <= items && differs
    }
}

/// Does some score reverse the item?
fn is_turned(instrument: &Instrument, item: usize) -> bool {
    let mut parts = instrument.scores().iter().flat_map(|score| &score.parts);
    parts.any(|part| part.flip.is_some() && matches!(part.source, Source::Item(index) if index == item))
}

/// The instrument's own checks that put the sheet aside.
fn own_rules(instrument: &Instrument, outcome: &Outcome) -> Vec<String> {
    let removing = outcome.flags.iter().filter_map(|flag| match flag {
        Flag::Validity(index) => instrument.validities.get(*index).filter(|validity| validity.effect == Effect::Invalid),
        Flag::Screen(_) | Flag::AgeOutside => None,
    });
    removing.map(|validity| validity.text.strip_prefix("validity:").unwrap_or(&validity.text).to_owned()).collect()
}

/// Of a sheet that is put aside stay its critical answers and, as with the checks of an instrument, the values of its subscales.
fn put_aside(instrument: &Instrument, outcome: &mut Outcome) {
    outcome.valid = false;
    if let Some(total) = instrument.total.and_then(|index| outcome.scores.get_mut(index)) {
        *total = None;
    }
    outcome.bands.iter_mut().for_each(|band| *band = None);
    outcome.decisions.iter_mut().for_each(|decision| *decision = Decided { level: None, attention: None, certain: false });
    outcome.screens.iter_mut().for_each(|screen| *screen = None);
    outcome.rules.iter_mut().for_each(|rule| *rule = None);
    outcome.flags.retain(|flag| !matches!(flag, Flag::Screen(_)));
    outcome.attention = None;
}

/// Runs a worked case on its instrument; what differs, as key, expected, found.
pub fn run_validity_case(rules: &Validity, instrument: &Instrument, case: &ValidityCase) -> Vec<(&'static str, String, String)> {
    let mut values: Vec<Option<f64>> = case.answers.iter().copied().map(Some).collect();
    values.resize(values.len().max(instrument.items().len()), None);
    let answers = match Answers::from_values(instrument, &values) {
        Ok(answers) => answers,
        Err(faults) => {
            let found = faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
            return vec![("answers", "answers that the instrument knows".to_owned(), found)];
        }
    };
    let options = Options { prorate: false, seconds: case.seconds };
    let mut outcome = score(instrument, &answers, &Subject::default(), &options);
    let judged = rules.judge(instrument, &answers, case.seconds, &mut outcome);
    let lists = [("removed_by", &case.removed_by, &judged.removed_by), ("noted", &case.noted, &judged.noted)];
    lists
        .into_iter()
        .filter(|(_, expected, found)| expected != found)
        .map(|(key, expected, found)| (key, expected.join(", "), found.join(", ")))
        .collect()
}
