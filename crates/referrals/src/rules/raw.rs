//! The form of `packs/referrals/<id>`: `rules.toml`, `packets.toml` and `protocols.toml`, read as one document. The vocabulary is closed; unknown keys are faults.

use jiff::civil::{Date, Time};

use crate::green_channel;
use crate::victim_aid;
use crate::{Class, Code, Form, Kind, Limit, Side, Urgency};

/// The whole document.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesToml {
    /// Folder name.
    pub id: String,
    pub version: String,
    /// The day from which this version is used.
    pub valid_from: Date,
    /// Local time at which limits in days end.
    pub day_ends: Time,
    #[serde(rename = "source")]
    pub sources: Vec<SourceToml>,
    #[serde(rename = "field")]
    pub fields: Vec<FieldToml>,
    /// Sentences for fields of the form `wording`.
    #[serde(rename = "wording")]
    pub wordings: Vec<Named>,
    #[serde(rename = "attachment")]
    pub attachments: Vec<AttachmentToml>,
    #[serde(rename = "receiver")]
    pub receivers: Vec<ReceiverToml>,
    #[serde(rename = "packet")]
    pub packets: Vec<PacketToml>,
    #[serde(rename = "clock")]
    pub clocks: Vec<ClockToml>,
    pub basis: BasisToml,
    /// Why a referral is not accepted.
    #[serde(rename = "reject")]
    pub rejections: Vec<RejectToml>,
    /// Why a sender takes it back.
    #[serde(rename = "revoke")]
    pub revocations: Vec<RevokeToml>,
    /// What a receiver reports back.
    #[serde(rename = "result")]
    pub results: Vec<ResultToml>,
    pub green_channel: GreenToml,
    pub victim_aid: AidToml,
}

/// Document and clause that numbers come from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceToml {
    #[serde(rename = "ref")]
    pub reference: String,
    /// Tags of domain_rules, e.g. `P` or `K,H`.
    pub confidence: String,
}

/// Words for people, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    #[serde(rename = "zh-CN")]
    pub zh_cn: String,
    pub en: String,
}

/// One code of a list with its words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub code: Code,
    pub title: Title,
    /// Where it comes from; needed where it carries a duty or a right.
    #[serde(default)]
    pub source: String,
}

/// A field that a packet may hold.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldToml {
    pub code: Code,
    pub title: Title,
    pub class: Class,
    pub form: Form,
}

/// A kind of document that a packet may carry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentToml {
    pub code: Code,
    pub title: Title,
    pub class: Class,
}

/// Who may receive.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiverToml {
    /// A role of the access policy.
    pub role: Code,
    /// The classes that a packet for this role may touch at all.
    pub opens: Vec<Class>,
    /// It may not refuse an emergency but for the reasons that say so (精神卫生法 28).
    #[serde(default)]
    pub takes_emergencies: bool,
    pub source: String,
}

/// The minimum set of fields for one kind and one role.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PacketToml {
    pub kind: Kind,
    pub role: Code,
    /// Without these the receiver cannot act.
    pub needs: Vec<Code>,
    /// These besides, where known.
    #[serde(default)]
    pub may: Vec<Code>,
    #[serde(default)]
    pub attachments: Vec<Code>,
    pub source: String,
}

/// The limits of one kind and urgency.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockToml {
    pub kind: Kind,
    pub urgency: Urgency,
    /// The receiver accepts, refuses or asks back.
    pub answer: Limit,
    /// The sender answers a question.
    pub reply: Limit,
    /// The receiver begins.
    pub begin: Limit,
    /// The receiver reports back.
    pub report: Limit,
    /// The sender reads the result and ends it.
    pub read: Limit,
    /// The sender finds another way after a refusal or silence.
    pub resend: Limit,
    /// Whoever is next up has so long after a missed time.
    pub escalated: Limit,
    pub source: String,
}

/// What a packet may be given for.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BasisToml {
    /// Kinds that leave the organisation and need consent, an emergency ground or a statutory duty.
    pub needed_for: Vec<Kind>,
    /// Does the guardian consent for somebody of 14 to 17 as well? Under 14 always.
    pub guardian_until_18: bool,
    /// The person, or the guardian, hears afterwards of what was given in an emergency.
    pub inform_within: Limit,
    /// Grounds of an emergency.
    #[serde(rename = "ground")]
    pub grounds: Vec<Named>,
    /// Statutory duties.
    #[serde(rename = "duty")]
    pub duties: Vec<DutyToml>,
    pub source: String,
}

/// A duty by law.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyToml {
    pub code: Code,
    pub title: Title,
    pub source: String,
    /// It is the mandatory report: without the report's id it is owed at once.
    #[serde(default)]
    pub is_report: bool,
}

/// A reason for which a referral is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RejectToml {
    pub code: Code,
    pub title: Title,
    /// May it be given in an emergency by a receiver who takes emergencies?
    #[serde(default)]
    pub in_emergency: bool,
}

/// A reason for which a sender takes it back.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevokeToml {
    pub code: Code,
    pub title: Title,
    /// Also after the receiver began: a consent can be withdrawn at any time (PIPL 15).
    #[serde(default)]
    pub after_begin: bool,
}

/// A result as the sender may know it: the minimum, no clinical words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultToml {
    pub code: Code,
    pub title: Title,
    pub kinds: Vec<Kind>,
    /// An interim word: the receiver still owes the result.
    #[serde(default)]
    pub interim: bool,
    /// Who goes on being responsible. Nobody's name is left out: one side always.
    pub continues: Side,
}

/// The green channel.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GreenToml {
    pub within: green_channel::Limits,
    /// Why parents are not told, e.g. because one of them is suspected of the harm.
    #[serde(rename = "not_told")]
    pub not_told: Vec<NotToldToml>,
    /// Conditions of the return to school.
    #[serde(rename = "condition")]
    pub conditions: Vec<Named>,
    /// What the class teacher learns: one of these sentences.
    pub teacher_wordings: Vec<Code>,
    pub source: String,
}

/// A reason for which parents are not told.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotToldToml {
    pub code: Code,
    pub title: Title,
    /// It goes with a mandatory report only: harm by a guardian.
    #[serde(default)]
    pub needs_report: bool,
}

/// One-stop aid.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AidToml {
    /// How long each step may take; the report is due at once.
    #[serde(rename = "step")]
    pub steps: Vec<AidStepToml>,
    pub escalated: Limit,
    /// A further question: the decision, and then the question itself.
    pub further: Limit,
    /// Why a step is not done.
    #[serde(rename = "waived")]
    pub waivers: Vec<Named>,
    /// Side services.
    #[serde(rename = "service")]
    pub services: Vec<Named>,
    pub source: String,
}

/// One of the seven steps.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AidStepToml {
    pub step: victim_aid::Step,
    pub within: Limit,
    pub title: Title,
}
