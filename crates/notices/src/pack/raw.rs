//! The form of `packs/messages/<id>/rules.toml` and `text.<language>.toml`.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::{Channel, Subject, To};

/// `rules.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesToml {
    pub id: String,
    pub version: String,
    /// The day from which the rules are used.
    pub valid_from: Date,
    #[serde(rename = "source")]
    pub sources: Vec<SourceToml>,
    pub quiet: QuietToml,
    pub limits: LimitsToml,
    pub attempts: AttemptsToml,
    pub sms: SmsLimits,
    pub wording: WordingToml,
    pub forbidden: ForbiddenToml,
    #[serde(rename = "ladder")]
    pub ladders: Vec<LadderToml>,
    #[serde(rename = "kind")]
    pub kinds: Vec<KindToml>,
}

/// Document and clause that numbers come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceToml {
    #[serde(rename = "ref")]
    pub reference: String,
    /// Tags of domain_rules, e.g. `P` or `K,H`.
    pub confidence: String,
}

/// Hours of the recipient's wall clock in which nobody is disturbed, but for what is red.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuietToml {
    pub from: Time,
    pub until: Time,
    pub source: String,
}

/// Limits for each recipient and way; none holds for what is red, but for the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitsToml {
    /// Minutes between two letters; what comes in between goes in one.
    pub spacing_minutes: u32,
    /// Letters on one day.
    pub most_per_day: usize,
    /// Minutes for which the same is not said again.
    pub window_minutes: u32,
    /// Minutes before something is due, at which a letter goes whatever the hour.
    pub lead_minutes: u32,
    /// Minutes after which a courier that did not come back counts as lost.
    pub lease_minutes: u32,
    pub source: String,
}

/// Waits between attempts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttemptsToml {
    /// Minutes after the first, second, … attempt that was refused for now.
    pub waits_minutes: Vec<u32>,
    /// The same for what is red.
    pub red_waits_minutes: Vec<u32>,
    /// Hours for which somebody who cannot be reached is tried, the last wait over and over.
    pub unreachable_hours: u32,
    pub source: String,
}

/// Lengths of text messages, in units of UTF-16.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsLimits {
    /// A message of one part.
    pub part_characters: usize,
    /// Each part of a longer one.
    pub joined_part_characters: usize,
    pub most_parts: usize,
    /// Kept free for the signature in 【】 that the gateway adds.
    pub signature_characters: usize,
    pub source: String,
}

/// What a text may hold beside the pack's own words, and lengths of the other ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordingToml {
    /// Characters of the name of the service.
    pub service_characters: usize,
    /// Characters of the link to the desk.
    pub link_characters: usize,
    /// Characters of a title or a line of WeChat.
    pub wechat_characters: usize,
    /// Characters of the subject of an e-mail.
    pub mail_subject_characters: usize,
    pub source: String,
}

/// Words that no letter holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForbiddenToml {
    /// Chinese: anywhere. Latin letters: as a whole word in any case; with `*` at the end as its beginning.
    pub words: Vec<String>,
    pub source: String,
}

/// Ways by level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LadderToml {
    pub code: String,
    pub red: Vec<RungToml>,
    pub yellow: Vec<RungToml>,
    pub blue: Vec<RungToml>,
    /// For notices without a level.
    pub plain: Vec<RungToml>,
    pub source: String,
}

/// One way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RungToml {
    pub channel: Channel,
    /// Minutes after the notice was made.
    pub after_minutes: u32,
}

/// A kind of notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindToml {
    pub code: String,
    pub to: To,
    /// `work` or `news`.
    pub text: Subject,
    pub ladder: String,
}

/// `text.<language>.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextsToml {
    /// As in the name of the file.
    pub language: String,
    pub work: WaysToml,
    pub news: WaysToml,
    pub digest: WaysToml,
    /// With which somebody shows that an address is theirs.
    pub confirm: ConfirmToml,
}

/// The letter with a code that goes to an address before anything else does; the same for every way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfirmToml {
    /// Subject of the e-mail, title of the WeChat message.
    pub title: String,
    /// With `{code}` and `{minutes}`; nothing else is filled in.
    pub text: String,
}

/// A text for each way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaysToml {
    pub email: TextToml,
    pub sms: TextToml,
    pub wechat: TextToml,
}

/// One text. `{count}`, `{due}`, `{link}` and `{service}` stand for what is filled in; nothing else can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextToml {
    /// Subject of the e-mail, title of the WeChat message; text messages have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// While something is due; `news` may do without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// When nothing is due, or it was due already.
    pub open: String,
}
