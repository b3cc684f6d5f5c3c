//! The rules of a pack `referrals/<id>`: fields, receivers, packets, limits, reasons, results.

mod compile;
mod raw;

use std::collections::BTreeMap;

pub use raw::{
    AidStepToml, AidToml, AttachmentToml, BasisToml, ClockToml, DutyToml, FieldToml, GreenToml, Named, NotToldToml, PacketToml,
    ReceiverToml, RejectToml, ResultToml, RevokeToml, RulesToml, SourceToml, Title,
};

use crate::{Code, Kind, Urgency};

/// One fault of a pack, for somebody who writes packs and no programs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// Where, e.g. `packet.refer.class_teacher.needs`.
    pub key: String,
    pub expected: String,
    pub found: String,
}

/// The rules in force. Made by [`Rules::compile`] only, so that what other modules rely on holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    raw: RulesToml,
    fields: BTreeMap<Code, FieldToml>,
    packets: BTreeMap<(Kind, Code), PacketToml>,
    clocks: BTreeMap<(Kind, Urgency), ClockToml>,
}

impl Rules {
    /// Checks a pack.
    ///
    /// Errors: every fault, in the order of the file.
    pub fn compile(raw: RulesToml) -> Result<Self, Vec<Fault>> {
        let faults = compile::faults(&raw);
        if !faults.is_empty() {
            return Err(faults);
        }
        let fields = raw.fields.iter().map(|field| (field.code.clone(), field.clone())).collect();
        let packets = raw.packets.iter().map(|packet| ((packet.kind, packet.role.clone()), packet.clone())).collect();
        let clocks = raw.clocks.iter().map(|clock| ((clock.kind, clock.urgency), clock.clone())).collect();
        Ok(Self { raw, fields, packets, clocks })
    }

    /// The pack as it is written.
    pub const fn raw(&self) -> &RulesToml {
        &self.raw
    }

    /// Version of the pack.
    pub fn version(&self) -> &str {
        &self.raw.version
    }

    /// A field by its code.
    pub fn field(&self, code: &Code) -> Option<&FieldToml> {
        self.fields.get(code)
    }

    /// Who may receive a role's packets.
    pub fn receiver(&self, role: &Code) -> Option<&ReceiverToml> {
        self.raw.receivers.iter().find(|receiver| receiver.role == *role)
    }

    /// The packet for a kind and a role.
    pub fn packet(&self, kind: Kind, role: &Code) -> Option<&PacketToml> {
        self.packets.get(&(kind, role.clone()))
    }

    /// The limits of a kind and an urgency; a sound pack has all of them.
    pub fn clock(&self, kind: Kind, urgency: Urgency) -> Option<&ClockToml> {
        self.clocks.get(&(kind, urgency))
    }

    /// A sentence for a field of the form `wording`.
    pub fn wording(&self, code: &str) -> Option<&Named> {
        self.raw.wordings.iter().find(|wording| wording.code.as_str() == code)
    }

    /// A result that a receiver of this kind may report.
    pub fn result(&self, kind: Kind, code: &Code) -> Option<&ResultToml> {
        self.raw.results.iter().find(|result| result.code == *code && result.kinds.contains(&kind))
    }

    /// A duty by law.
    pub fn duty(&self, code: &Code) -> Option<&DutyToml> {
        self.raw.basis.duties.iter().find(|duty| duty.code == *code)
    }

    /// A reason for taking back.
    pub fn revocation(&self, code: &Code) -> Option<&RevokeToml> {
        self.raw.revocations.iter().find(|reason| reason.code == *code)
    }

    /// A reason for not accepting.
    pub fn rejection(&self, code: &Code) -> Option<&RejectToml> {
        self.raw.rejections.iter().find(|reason| reason.code == *code)
    }
}

/// Does a list hold a code?
pub(crate) fn holds(list: &[Named], code: &Code) -> bool {
    list.iter().any(|named| named.code == *code)
}
