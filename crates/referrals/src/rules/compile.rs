//! What can be wrong with a pack. Some of it is ethics and stands here, not in the pack: no pack may open health to a class teacher.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::raw::{Named, PacketToml, ReceiverToml, RulesToml, Title};
use super::{Fault, holds};
use crate::victim_aid::Step;
use crate::{Class, Code, Form, Kind, Limit, Urgency};

/// Roles that never receive a class about health, nor free words: a sentence of the pack at most (requirements D-05; docs/ethics.md).
pub const NEVER_HEALTH: [&str; 4] = ["class_teacher", "employer_liaison", "volunteer", "leader"];

pub(super) fn faults(raw: &RulesToml) -> Vec<Fault> {
    let mut check = Check { raw, faults: Vec::new() };
    check.head();
    check.lists();
    check.receivers();
    check.packets();
    check.clocks();
    check.basis();
    check.results();
    check.green_channel();
    check.victim_aid();
    check.faults
}

struct Check<'a> {
    raw: &'a RulesToml,
    faults: Vec<Fault>,
}

impl<'a> Check<'a> {
    fn fault(&mut self, key: impl Into<String>, expected: impl Into<String>, found: impl Display) {
        self.faults.push(Fault { key: key.into(), expected: expected.into(), found: found.to_string() });
    }

    fn words(&mut self, key: &str, text: &str) {
        if text.trim().is_empty() {
            self.fault(key, "words", "nothing");
        }
    }

    fn title(&mut self, key: &str, title: &Title) {
        self.words(&format!("{key}.title.zh-CN"), &title.zh_cn);
        self.words(&format!("{key}.title.en"), &title.en);
    }

    /// Each code once, each with words, at least one of them.
    fn titled(&mut self, key: &str, list: impl Iterator<Item = (&'a Code, &'a Title)>) {
        let mut seen = BTreeSet::new();
        for (code, title) in list {
            self.title(&format!("{key}.{code}"), title);
            if !seen.insert(code) {
                self.fault(format!("{key}.{code}"), "each code once", "it stands twice");
            }
        }
        if seen.is_empty() {
            self.fault(key, "at least one", "none");
        }
    }

    fn named(&mut self, key: &str, list: &'a [Named]) {
        self.titled(key, list.iter().map(|named| (&named.code, &named.title)));
    }

    fn limit(&mut self, key: String, limit: Limit) {
        if limit.count() == 0 {
            self.fault(key, "a number above 0", 0);
        }
    }

    fn head(&mut self) {
        let raw = self.raw;
        self.words("id", &raw.id);
        self.words("version", &raw.version);
        if raw.sources.is_empty() {
            self.fault("source", "at least one document", "none");
        }
        for (n, source) in raw.sources.iter().enumerate() {
            self.words(&format!("source[{n}].ref"), &source.reference);
            self.words(&format!("source[{n}].confidence"), &source.confidence);
        }
    }

    fn lists(&mut self) {
        let raw = self.raw;
        self.titled("field", raw.fields.iter().map(|field| (&field.code, &field.title)));
        self.named("wording", &raw.wordings);
        self.titled("attachment", raw.attachments.iter().map(|kind| (&kind.code, &kind.title)));
        self.titled("reject", raw.rejections.iter().map(|reason| (&reason.code, &reason.title)));
        self.titled("revoke", raw.revocations.iter().map(|reason| (&reason.code, &reason.title)));
        for field in &raw.fields {
            if field.class == Class::Advice && field.form != Form::Wording {
                self.fault(format!("field.{}.form", field.code), "wording: advice is a sentence of the pack", field.form);
            }
        }
    }

    fn receivers(&mut self) {
        let mut seen = BTreeSet::new();
        for receiver in &self.raw.receivers {
            let key = format!("receiver.{}", receiver.role);
            self.words(&format!("{key}.source"), &receiver.source);
            if !seen.insert(&receiver.role) {
                self.fault(&key, "each role once", "it stands twice");
            }
            if NEVER_HEALTH.contains(&receiver.role.as_str()) {
                for class in receiver.opens.iter().filter(|class| class.is_health()) {
                    self.fault(format!("{key}.opens"), "nothing about health for this role", class);
                }
            }
            if !self.raw.packets.iter().any(|packet| packet.role == receiver.role) {
                self.fault(&key, "at least one packet", "none");
            }
        }
    }

    fn packets(&mut self) {
        let raw = self.raw;
        let mut seen = BTreeSet::new();
        for packet in &raw.packets {
            let key = format!("packet.{}.{}", packet.kind, packet.role);
            self.words(&format!("{key}.source"), &packet.source);
            if !seen.insert((packet.kind, &packet.role)) {
                self.fault(&key, "each kind and role once", "it stands twice");
            }
            if packet.needs.is_empty() {
                self.fault(format!("{key}.needs"), "at least one field", "none");
            }
            match raw.receivers.iter().find(|receiver| receiver.role == packet.role) {
                Some(receiver) => self.packet(&key, packet, receiver),
                None => self.fault(format!("{key}.role"), "a receiver of this pack", &packet.role),
            }
        }
    }

    fn packet(&mut self, key: &str, packet: &PacketToml, receiver: &ReceiverToml) {
        let raw = self.raw;
        let mut seen = BTreeSet::new();
        for (list, code) in packet.needs.iter().map(|code| ("needs", code)).chain(packet.may.iter().map(|code| ("may", code))) {
            let key = format!("{key}.{list}");
            if !seen.insert(code) {
                self.fault(&key, "each field once", format!("{code} twice"));
            }
            let Some(field) = raw.fields.iter().find(|field| field.code == *code) else {
                self.fault(&key, "a field of this pack", code);
                continue;
            };
            self.class(&key, packet.kind, code, field.class, receiver);
            let free = field.form == Form::Text && !matches!(field.class, Class::Identity);
            if free && NEVER_HEALTH.contains(&packet.role.as_str()) {
                self.fault(&key, "a name or sentences of the pack: no free words for this role", code);
            }
        }
        for code in &packet.attachments {
            let key = format!("{key}.attachments");
            match raw.attachments.iter().find(|kind| kind.code == *code) {
                Some(kind) => self.class(&key, packet.kind, code, kind.class, receiver),
                None => self.fault(&key, "an attachment of this pack", code),
            }
            if NEVER_HEALTH.contains(&packet.role.as_str()) {
                self.fault(&key, "no document for this role", code);
            }
        }
    }

    fn class(&mut self, key: &str, kind: Kind, code: &Code, class: Class, receiver: &ReceiverToml) {
        if !receiver.opens.contains(&class) {
            self.fault(key, format!("a class that {} opens", receiver.role), format!("{code}, which is {class}"));
        }
        if kind == Kind::Consult && class.is_identifying() {
            self.fault(key, "nothing that says who it is: advice needs no name", format!("{code}, which is {class}"));
        }
    }

    fn clocks(&mut self) {
        let raw = self.raw;
        let mut seen = BTreeSet::new();
        for clock in &raw.clocks {
            let key = format!("clock.{}.{}", clock.kind, clock.urgency);
            self.words(&format!("{key}.source"), &clock.source);
            if !seen.insert((clock.kind, clock.urgency)) {
                self.fault(&key, "each kind and urgency once", "it stands twice");
            }
            for (name, limit) in [
                ("answer", clock.answer),
                ("reply", clock.reply),
                ("begin", clock.begin),
                ("report", clock.report),
                ("read", clock.read),
                ("resend", clock.resend),
                ("escalated", clock.escalated),
            ] {
                self.limit(format!("{key}.{name}"), limit);
            }
        }
        for kind in Kind::ALL {
            for urgency in Urgency::ALL {
                if !seen.contains(&(*kind, *urgency)) {
                    self.fault(format!("clock.{kind}.{urgency}"), "a clock for every kind and urgency", "none");
                }
            }
        }
    }

    fn basis(&mut self) {
        let basis = &self.raw.basis;
        self.words("basis.source", &basis.source);
        self.limit("basis.inform_within".to_owned(), basis.inform_within);
        for kind in [Kind::Transfer, Kind::Refer] {
            if !basis.needed_for.contains(&kind) {
                self.fault("basis.needed_for", format!("{kind} among them (PIPL 23, 29)"), "without it");
            }
        }
        self.named("basis.ground", &basis.grounds);
        for ground in &basis.grounds {
            self.words(&format!("basis.ground.{}.source", ground.code), &ground.source);
        }
        self.titled("basis.duty", basis.duties.iter().map(|duty| (&duty.code, &duty.title)));
        for duty in &basis.duties {
            self.words(&format!("basis.duty.{}.source", duty.code), &duty.source);
        }
    }

    fn results(&mut self) {
        let raw = self.raw;
        self.titled("result", raw.results.iter().map(|result| (&result.code, &result.title)));
        for kind in [Kind::Refer, Kind::Consult] {
            if !raw.results.iter().any(|result| result.kinds.contains(&kind) && !result.interim) {
                self.fault("result", format!("a final result for {kind}"), "none");
            }
        }
        for result in raw.results.iter().filter(|result| result.kinds.contains(&Kind::Consult)) {
            if result.continues == crate::Side::Receiver {
                self.fault(
                    format!("result.{}.continues", result.code),
                    "sender: who advises takes nothing over",
                    result.continues,
                );
            }
        }
    }

    fn green_channel(&mut self) {
        let green = &self.raw.green_channel;
        self.words("green_channel.source", &green.source);
        for (name, limit) in green.within.all() {
            self.limit(format!("green_channel.within.{name}"), limit);
        }
        self.titled("green_channel.not_told", green.not_told.iter().map(|reason| (&reason.code, &reason.title)));
        self.named("green_channel.condition", &green.conditions);
        if green.teacher_wordings.is_empty() {
            self.fault("green_channel.teacher_wordings", "at least one sentence", "none");
        }
        for code in &green.teacher_wordings {
            if !holds(&self.raw.wordings, code) {
                self.fault("green_channel.teacher_wordings", "a wording of this pack", code);
            }
        }
    }

    fn victim_aid(&mut self) {
        let aid = &self.raw.victim_aid;
        self.words("victim_aid.source", &aid.source);
        self.limit("victim_aid.escalated".to_owned(), aid.escalated);
        self.limit("victim_aid.further".to_owned(), aid.further);
        let steps: Vec<Step> = aid.steps.iter().map(|entry| entry.step).collect();
        if steps != Step::ALL {
            let written: Vec<&str> = steps.iter().map(|step| step.code()).collect();
            self.fault("victim_aid.step", "the seven steps, each once, in their order", written.join(", "));
        }
        for entry in &aid.steps {
            self.limit(format!("victim_aid.step.{}.within", entry.step), entry.within);
            self.title(&format!("victim_aid.step.{}", entry.step), &entry.title);
        }
        self.named("victim_aid.waived", &aid.waivers);
        self.named("victim_aid.service", &aid.services);
    }
}
