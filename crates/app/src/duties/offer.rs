//! What a form of a duty offers.

use jiff::Timestamp;
use jiff::civil::DateTime;
use xinqiao_access::Action;
use xinqiao_duties::{Kind, Rules, Situation};
use xinqiao_kernel::id::{DutyEntryId, DutyId};
use xinqiao_kernel::place::PlacePath;

use crate::{App, Caller, Result};

impl App {
    /// Ids for a form: of the duty that it may open, and of its entry.
    pub fn new_duty_ids(&self) -> (DutyId, DutyEntryId) {
        let now = self.now();
        (DutyId::new(self.ids(), now), DutyEntryId::new(self.ids(), now))
    }

    /// The rules for duties. Errors: `Broken` without the pack.
    pub fn rules_of_duties(&self) -> Result<&Rules> {
        self.duty_rules()
    }

    /// What has to be reported about minors; nothing without the pack.
    pub fn reportable(&self) -> &[Situation] {
        self.duty_rules().map_or(&[], Rules::situations)
    }

    /// The places for which the caller may open duties of a kind, today: those of the assignments, each once.
    pub fn duty_places(&self, caller: &Caller, kind: Kind) -> Vec<PlacePath> {
        let action = match kind {
            Kind::Incident => Action::RecordIncident,
            Kind::Impact => Action::AssessImpact,
            Kind::MinorReport => Action::MandatoryReport,
            Kind::MinorAccess => Action::ApproveMinorAccess,
        };
        let mut places: Vec<PlacePath> = Vec::new();
        for held in caller.actor().in_force(self.day(self.now())) {
            if xinqiao_access::rules(held.role).any(|rule| rule.action == action) && !places.contains(&held.place) {
                places.push(held.place.clone());
            }
        }
        places
    }

    /// The instant of a local moment; an hour that the clocks skip is the one after.
    pub fn instant_of(&self, local: DateTime) -> Option<Timestamp> {
        local.to_zoned(self.inner.zone.clone()).ok().map(|zoned| zoned.timestamp())
    }
}
