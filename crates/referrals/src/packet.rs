//! The minimum packet: exactly what the receiver will see, and nothing else can be sent.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Age, Class, Code, Form, Kind, Refusal, Rules};

/// What the sender knows of the person, by the codes of the pack's fields.
///
/// All that is known may be handed in: [`preview`] picks.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Words by field; for a field of the form `wording` the code of the sentence.
    pub fields: BTreeMap<Code, String>,
    pub attachments: Vec<Attachment>,
    /// What the person asked to leave out. A field without which the receiver cannot act is then lacking.
    pub withheld: BTreeSet<Code>,
}

/// A document, by reference: the words stay where they are kept.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// An attachment kind of the pack.
    pub kind: Code,
    /// Where the store finds it.
    pub reference: String,
}

/// One field as the receiver sees it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PacketField {
    pub code: Code,
    pub value: String,
}

/// Why something known is not in the packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The receiver does not need it.
    NotNeeded,
    /// The receiver's role may not see this class of information at all.
    NotForThisRole,
    /// Advice is asked for somebody who is not named.
    NotNamed,
    /// The person asked to leave it out.
    Withheld,
    /// Not one of the pack's sentences.
    NotAWording,
    /// No field of the pack.
    Unknown,
}

/// A packet as the sender sees it before it is sent. [`crate::send()`] takes nothing else, so what was not previewed is not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    kind: Kind,
    role: Code,
    age: Age,
    shown: Vec<PacketField>,
    attachments: Vec<Attachment>,
    left_out: Vec<(Code, Why)>,
    lacking: Vec<Code>,
}

/// What was sent: made of a [`Preview`] only. It can be read back from where it is kept.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Packet {
    fields: Vec<PacketField>,
    attachments: Vec<Attachment>,
}

impl Preview {
    /// For which kind of referral.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// For which role.
    pub const fn role(&self) -> &Code {
        &self.role
    }

    /// How old the person is.
    pub const fn age(&self) -> Age {
        self.age
    }

    /// Exactly what the receiver will see, in the order of the pack.
    pub fn shown(&self) -> &[PacketField] {
        &self.shown
    }

    /// The documents that go along.
    pub fn attachments(&self) -> &[Attachment] {
        &self.attachments
    }

    /// What is known and does not go along, and why; by code.
    pub fn left_out(&self) -> &[(Code, Why)] {
        &self.left_out
    }

    /// What the receiver needs and is not there.
    pub fn lacking(&self) -> &[Code] {
        &self.lacking
    }

    pub(crate) fn packet(&self) -> Packet {
        Packet { fields: self.shown.clone(), attachments: self.attachments.clone() }
    }
}

impl Packet {
    /// What the receiver sees.
    pub fn fields(&self) -> &[PacketField] {
        &self.fields
    }

    /// The documents that went along.
    pub fn attachments(&self) -> &[Attachment] {
        &self.attachments
    }

    /// The value of a field.
    pub fn value(&self, code: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.code.as_str() == code).map(|field| field.value.as_str())
    }
}

/// What a receiver of `role` will see of `facts` for a referral of `kind`, what is left out and why, and what is lacking.
///
/// Errors: [`Refusal::NoSuchReceiver`].
pub fn preview(rules: &Rules, facts: &Facts, kind: Kind, role: &Code, age: Age) -> Result<Preview, Refusal> {
    let wanted = rules.packet(kind, role).ok_or_else(|| Refusal::NoSuchReceiver { role: role.clone() })?;
    let opens = rules.receiver(role).map_or(&[][..], |receiver| receiver.opens.as_slice());
    let mut shown = Vec::new();
    let mut left_out = BTreeMap::new();
    for code in wanted.needs.iter().chain(&wanted.may) {
        let Some(value) = facts.fields.get(code).filter(|value| !value.trim().is_empty()) else { continue };
        match obstacle(rules, facts, opens, kind, code, value) {
            Some(why) => drop(left_out.insert(code.clone(), why)),
            None => shown.push(PacketField { code: code.clone(), value: value.clone() }),
        }
    }
    for code in facts.fields.keys().filter(|code| !wanted.needs.contains(code) && !wanted.may.contains(code)) {
        let why = match rules.field(code) {
            None => Why::Unknown,
            Some(field) => beyond(opens, kind, field.class),
        };
        left_out.insert(code.clone(), why);
    }
    let (attachments, others): (Vec<_>, Vec<_>) = facts
        .attachments
        .iter()
        .partition(|attachment| wanted.attachments.contains(&attachment.kind) && !facts.withheld.contains(&attachment.kind));
    for other in others {
        let known = rules.raw().attachments.iter().find(|kind| kind.code == other.kind);
        let why = match known {
            _ if facts.withheld.contains(&other.kind) => Why::Withheld,
            None => Why::Unknown,
            Some(of) => beyond(opens, kind, of.class),
        };
        left_out.insert(other.kind.clone(), why);
    }
    let has = |code: &&Code| !shown.iter().any(|field: &PacketField| field.code == **code);
    let lacking = wanted.needs.iter().filter(has).cloned().collect();
    Ok(Preview {
        kind,
        role: role.clone(),
        age,
        lacking,
        attachments: attachments.into_iter().cloned().collect(),
        shown,
        left_out: left_out.into_iter().collect(),
    })
}

/// Why a field that the receiver would get stays behind. The classes are checked here again, though a pack that opens others does not compile.
fn obstacle(rules: &Rules, facts: &Facts, opens: &[Class], kind: Kind, code: &Code, value: &str) -> Option<Why> {
    let Some(field) = rules.field(code) else { return Some(Why::Unknown) };
    if facts.withheld.contains(code) {
        return Some(Why::Withheld);
    }
    if !opens.contains(&field.class) {
        return Some(Why::NotForThisRole);
    }
    if kind == Kind::Consult && field.class.is_identifying() {
        return Some(Why::NotNamed);
    }
    (field.form == Form::Wording && rules.wording(value).is_none()).then_some(Why::NotAWording)
}

fn beyond(opens: &[Class], kind: Kind, class: Class) -> Why {
    match class {
        _ if kind == Kind::Consult && class.is_identifying() => Why::NotNamed,
        _ if opens.contains(&class) => Why::NotNeeded,
        _ => Why::NotForThisRole,
    }
}
