//! What stands against erasing somebody who asked for it (PIPL 47).

use jiff::civil::Date;
use xinqiao_kernel::WorkingCalendar;

use crate::{Ground, Period};

/// What is known about somebody's records on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// a hold for a proceeding keeps them
    pub held: bool,
    /// a warning about them, or an emergency, is open
    pub in_danger: bool,
    /// a mandatory report about them has not ended (未成年人保护法 11)
    pub report_running: bool,
    /// when the last mandatory report ended
    pub reported_on: Option<Date>,
    /// how long the record of something given to another body is kept at least (网络数据安全管理条例 12)
    pub report_kept: Option<Period>,
}

/// One thing that stands against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// A hold is in force.
    Held,
    /// People are at work because of a danger to life.
    Danger,
    /// A mandatory report is under way.
    ReportRunning,
    /// The record of a mandatory report is kept until this day, the last one.
    ReportKept(Date),
}

impl Standing {
    /// Everything that stands against erasing on a day; nothing: it may be done, and the person may ask for it.
    pub fn obstacles(self, today: Date, calendar: &WorkingCalendar) -> Vec<Obstacle> {
        let kept = match (self.reported_on, self.report_kept) {
            (Some(ended), Some(kept)) => Some(kept.end(ended, calendar)).filter(|last| today <= *last),
            _ => None,
        };
        let found = [
            self.held.then_some(Obstacle::Held),
            self.in_danger.then_some(Obstacle::Danger),
            self.report_running.then_some(Obstacle::ReportRunning),
            kept.map(Obstacle::ReportKept),
        ];
        found.into_iter().flatten().collect()
    }
}

impl Obstacle {
    /// What the person is told as the ground.
    pub const fn ground(self) -> Ground {
        match self {
            Self::Held => Ground::LegalHold,
            Self::Danger => Ground::DangerToLife,
            Self::ReportRunning | Self::ReportKept(_) => Ground::RetentionByLaw,
        }
    }
}
