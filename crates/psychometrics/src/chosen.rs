//! Sheets whose questions were chosen for the person: what may be told of one that is blank on purpose.

use crate::outcome::{Decided, Flag, Outcome};
use crate::score::worst;
use crate::{BandHit, Instrument};

impl Outcome {
    /// Takes away what needs every question: scores, bands, decisions, screens, rules and the instrument's own checks. Critical answers stay, and
    /// the attention that they ask for. The sheet counts as complete: nothing that was to be answered is missing.
    pub fn keep_of_chosen(&mut self) {
        self.scores.iter_mut().for_each(|score| *score = None);
        self.bands.iter_mut().for_each(|band| *band = None);
        self.decisions.iter_mut().for_each(|decision| *decision = Decided { level: None, attention: None, certain: false });
        self.rules.iter_mut().for_each(|rule| *rule = None);
        self.screens.iter_mut().for_each(|screen| *screen = None);
        self.flags.retain(|flag| matches!(flag, Flag::AgeOutside));
        self.prorated = false;
        self.valid = true;
        self.complete = true;
        self.attention = worst(self);
    }

    /// Puts the sheet into a band of the total by its code, as another method than the sum found it; false where there is no such band.
    pub fn grade_total(&mut self, instrument: &Instrument, code: &str) -> bool {
        let Some(total) = instrument.total() else { return false };
        let found = instrument.bands().iter().position(|band| band.score() == total && band.code() == code);
        let (Some(at), Some(slot)) = (found, self.bands.get_mut(total)) else { return false };
        *slot = Some(BandHit { band: at, attention: instrument.bands()[at].attention() });
        self.attention = worst(self);
        true
    }
}
