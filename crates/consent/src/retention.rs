//! How long things are kept, and what happens then (PIPL 19, 47).

use std::collections::BTreeSet;

use crate::closed::words;
use crate::notice::Fault;
use crate::{Period, SourceToml};

words! {
    /// A kind of record that is kept.
    Kept: "kinds of records" {
        /// A result that its person keeps for themselves.
        PrivateResult = "private_result",
        /// A result that its person showed to the people on duty.
        SharedResult = "shared_result",
        /// A sheet of a screening.
        CampaignResult = "campaign_result",
        /// A signal that never became a warning.
        Signal = "signal",
        /// A closed warning with its events.
        Warning = "warning",
        /// A case that is over, with its events.
        Case = "case",
        /// A referral of which nothing is owed, with its packet.
        Referral = "referral",
        /// A green channel of a school that is over, with its entries.
        GreenChannel = "green_channel",
        /// A file of one-stop aid for a minor victim that is over.
        AidFile = "aid_file",
        /// A review of something that was missed, closed, with its words and proposals.
        MissedReview = "missed_review",
        /// A dispute that is over, with its parties and words.
        Dispute = "dispute",
        /// A reception of a petitioner that is over.
        Reception = "reception",
        /// An entry of the register of population groups that has ended.
        GroupEntry = "group_entry",
        /// A device that was handed to somebody.
        HandOver = "hand_over",
        /// What a guardian, a teacher or the person was asked about the person, with their answers.
        InformantRequest = "informant_request",
        /// Answers of a test that was not finished.
        AnswerDraft = "answer_draft",
        /// What a device sent about somebody.
        DeviceResult = "device_result",
        /// A session that was opened for a device.
        DeviceSession = "device_session",
        /// A message inside the program.
        Message = "message",
        /// A try to sign in.
        LoginAttempt = "login_attempt",
        /// A signed-in browser of the past.
        Session = "session",
        /// What somebody asked about their data, with its answer.
        DataRequest = "data_request",
        /// What was given to whom.
        Disclosure = "disclosure",
        /// Who consented to what.
        ConsentRecord = "consent_record",
        /// Who did what to which record.
        Audit = "audit",
        /// Medical records 病历 of a medical institution.
        MedicalRecord = "medical_record",
        /// Forms of a helpline.
        HelplineForm = "helpline_form",
        /// The register of people.
        PersonFile = "person_file",
    }
}

words! {
    /// From when the period runs.
    Start: "beginnings of a period" {
        /// when the record was made
        Made = "made",
        /// when the answers were given
        Answered = "answered",
        /// when the campaign closed
        CampaignClosed = "campaign_closed",
        /// when the signal expired or was dismissed
        Expired = "expired",
        /// when the warning or request was closed
        Closed = "closed",
        /// when consent to the purpose was withdrawn
        Withdrawn = "withdrawn",
        /// when the person left
        Left = "left",
    }
}

words! {
    /// What happens after the period.
    Ending: "endings" {
        /// The program deletes it.
        Delete = "delete",
        /// A person decides: the program only lists it.
        Review = "review",
        /// The program keeps it: taking rows out would break what it proves.
        Keep = "keep",
    }
}

/// `rules.toml` of a pack `retention/<id>`.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionToml {
    pub id: String,
    pub version: String,
    pub valid_from: jiff::civil::Date,
    #[serde(rename = "rule")]
    pub rules: Vec<RetentionRule>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionRule {
    pub code: String,
    pub kept: Kept,
    pub start: Start,
    /// how long it is kept
    pub keep: Period,
    /// what the law asks at least: a request for deletion waits until then, and the record is stored and not used (PIPL 47 ¶2)
    #[serde(default)]
    pub at_least: Option<Period>,
    pub ending: Ending,
    #[serde(default)]
    pub law: Vec<String>,
    pub source: Vec<SourceToml>,
}

/// A rough length in days, for comparing periods of different units.
const fn days(period: Period) -> u32 {
    match period {
        Period::Days(count) | Period::WorkingDays(count) => count as u32,
        Period::Months(count) => count as u32 * 30,
        Period::Years(count) => count as u32 * 365,
    }
}

/// What does not fit together.
pub fn compile_retention(raw: &RetentionToml) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut codes = BTreeSet::new();
    let mut pairs = BTreeSet::new();
    for rule in &raw.rules {
        let key = |part: &str| format!("rule {}.{part}", rule.code);
        let mut fault = |key: String, expected: &str, found: String| {
            faults.push(Fault { key, expected: expected.to_owned(), found });
        };
        if !codes.insert(&rule.code) {
            fault(key("code"), "a code of its own", rule.code.clone());
        }
        if !pairs.insert((rule.kept, rule.start)) {
            fault(key("kept"), "one rule for each kind and beginning", rule.kept.to_string());
        }
        if days(rule.keep) == 0 {
            fault(key("keep"), "a period of at least one day", format!("{:?}", rule.keep));
        }
        if matches!(rule.keep, Period::WorkingDays(_)) {
            fault(key("keep"), "days, months or years", "working days".to_owned());
        }
        if rule.at_least.is_some_and(|least| days(rule.keep) < days(least)) {
            fault(key("keep"), "no less than at_least", format!("{:?}", rule.keep));
        }
        if rule.at_least.is_some() && rule.law.is_empty() {
            fault(key("law"), "the law that asks for it", "none".to_owned());
        }
        if rule.source.is_empty() {
            fault(key("source"), "at least one source", "none".to_owned());
        }
        if rule.kept == Kept::Audit && rule.ending == Ending::Delete {
            fault(key("ending"), "keep: a chain without its rows proves nothing", rule.ending.to_string());
        }
    }
    faults
}
