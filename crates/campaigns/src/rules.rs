//! The rules of a pack `campaigns/<id>`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The file `rules.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesToml {
    /// Name of the pack's folder.
    pub id: String,
    /// Version of the pack.
    pub version: String,
    /// From when on it holds.
    pub valid_from: Date,
    /// Where its numbers come from.
    pub source: String,
    /// Pause for want of staff.
    pub capacity: CapacityToml,
    /// Reminders.
    pub reminder: ReminderToml,
    /// Most instruments of one campaign.
    pub most_parts: u8,
}

/// When a campaign is paused for want of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CapacityToml {
    /// First talks that one person holds in a day.
    pub talks_a_day: u16,
    /// Working days looked ahead.
    pub look_ahead_days: u16,
    /// Sheets from which on something is concluded.
    pub from_sheets: u32,
    /// Days whose pace is carried on.
    pub recent_days: u16,
    /// Hours for which the rule rests after somebody let the campaign go on.
    pub rest_hours: u16,
    /// Where the numbers come from.
    pub source: String,
}

/// How often people are reminded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReminderToml {
    /// Days from one reminder to the next of the same unit.
    pub every_days: u16,
    /// Days before the last day on which a reminder goes out by itself.
    pub days_before_close: Vec<u16>,
    /// Where the numbers come from.
    pub source: String,
}

/// One fault of a pack, for somebody who writes packs and no programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, e.g. `capacity.talks_a_day`.
    pub key: &'static str,
    /// What should stand there.
    pub expected: &'static str,
    /// What stands there.
    pub found: String,
}

/// The rules in force. Made by [`Rules::compile`] only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    raw: RulesToml,
}

impl Rules {
    /// Checks a pack.
    ///
    /// Errors: every fault, in the order of the file.
    pub fn compile(raw: RulesToml) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut check = |sound: bool, key, expected, found: String| {
            if !sound {
                faults.push(Fault { key, expected, found });
            }
        };
        let texts = [
            ("version", &raw.version),
            ("source", &raw.source),
            ("capacity.source", &raw.capacity.source),
            ("reminder.source", &raw.reminder.source),
        ];
        for (key, text) in texts {
            check(!text.trim().is_empty(), key, "a text", text.clone());
        }
        let counts = [
            ("capacity.talks_a_day", u64::from(raw.capacity.talks_a_day), 1..=50),
            ("capacity.look_ahead_days", u64::from(raw.capacity.look_ahead_days), 1..=30),
            ("capacity.from_sheets", u64::from(raw.capacity.from_sheets), 1..=10_000),
            ("capacity.recent_days", u64::from(raw.capacity.recent_days), 1..=30),
            ("capacity.rest_hours", u64::from(raw.capacity.rest_hours), 1..=720),
            ("reminder.every_days", u64::from(raw.reminder.every_days), 1..=60),
            ("most_parts", u64::from(raw.most_parts), 1..=20),
        ];
        for (key, count, range) in counts {
            check(range.contains(&count), key, "a count in the range of docs/campaigns.md", count.to_string());
        }
        for days in &raw.reminder.days_before_close {
            check(*days <= 60, "reminder.days_before_close", "at most 60 days", days.to_string());
        }
        if faults.is_empty() { Ok(Self { raw }) } else { Err(faults) }
    }

    /// Version of the pack.
    pub fn version(&self) -> &str {
        &self.raw.version
    }

    /// Pause for want of staff.
    pub const fn capacity(&self) -> &CapacityToml {
        &self.raw.capacity
    }

    /// Reminders.
    pub const fn reminder(&self) -> &ReminderToml {
        &self.raw.reminder
    }

    /// Most instruments of one campaign.
    pub fn most_parts(&self) -> usize {
        usize::from(self.raw.most_parts)
    }
}
