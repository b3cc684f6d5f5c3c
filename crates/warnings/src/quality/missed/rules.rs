//! What a pack says about reviews: which facts open one, what can be found, how long it takes.

use jiff::civil::Time;

use crate::Code;

/// Words of a pack in both languages.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    #[serde(rename = "zh-CN")]
    pub zh_cn: String,
    pub en: String,
}

/// Something that happens, and by which facts the program knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRule {
    pub code: Code,
    pub title: Words,
    /// Kinds of the risk model of which the signals of a confirmed red warning are evidence.
    pub risk: Vec<Code>,
    /// Sources of such signals.
    pub sources: Vec<Code>,
    /// Any confirmed red warning.
    pub any_red: bool,
    /// Reasons of emergency access.
    pub emergencies: Vec<Code>,
}

/// What is known of a confirmed red warning or a justified emergency access.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Kinds of the risk model, of all its signals.
    pub risk: Vec<String>,
    /// Sources of its signals.
    pub sources: Vec<String>,
    /// The reason of an emergency; none for a warning.
    pub emergency: Option<String>,
}

impl EventRule {
    /// Is it what these facts tell of?
    fn fits(&self, facts: &Facts) -> bool {
        let among = |codes: &[Code], words: &[String]| codes.iter().any(|code| words.iter().any(|word| word == code.as_str()));
        match &facts.emergency {
            Some(reason) => among(&self.emergencies, std::slice::from_ref(reason)),
            None => self.any_red || among(&self.risk, &facts.risk) || among(&self.sources, &facts.sources),
        }
    }

    /// Can only somebody record it?
    pub fn is_by_hand(&self) -> bool {
        !self.any_red && self.risk.is_empty() && self.sources.is_empty() && self.emergencies.is_empty()
    }
}

/// Something that a review can find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingRule {
    pub code: Code,
    pub title: Words,
    /// Does it say that something was missed? Others (it was seen and answered, it did not happen) are in no figure of misses.
    pub is_miss: bool,
}

/// Limits and lists of reviews.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRules {
    /// Days before the event in which signals and answers are looked for.
    pub look_back_days: i64,
    /// Days from the opening until the findings are due.
    pub due_days: i64,
    /// Days for the second person, and for each level up.
    pub second_days: i64,
    /// Days back in which the program looks for events.
    pub scan_days: i64,
    /// When a day's work ends, local time.
    pub day_ends: Time,
    pub events: Vec<EventRule>,
    pub findings: Vec<FindingRule>,
}

impl ReviewRules {
    /// The first event of the list that facts tell of.
    pub fn event_of(&self, facts: &Facts) -> Option<&EventRule> {
        self.events.iter().find(|event| event.fits(facts))
    }

    /// An event by its code.
    pub fn event(&self, code: &str) -> Option<&EventRule> {
        self.events.iter().find(|event| event.code.as_str() == code)
    }

    /// A finding by its code.
    pub fn finding(&self, code: &str) -> Option<&FindingRule> {
        self.findings.iter().find(|finding| finding.code.as_str() == code)
    }
}
