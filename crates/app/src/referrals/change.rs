//! Saving what a verb decided: state, event, sight, disclosure, responsibility, messages, outgoing event and audit row in one transaction.

use xinqiao_access::{Act as ActTag, Permit};
use xinqiao_consent::DataKind;
use xinqiao_kernel::id::{AccountId, DisclosureId, OutboxId, WarningEventId, WarningId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_referrals::event::{Event, Subject, What};
use xinqiao_referrals::{
    Basis, Change, Class, Code, Effect, Kind, Owner, ReceiverId, Referral, ReferralId, Rules, Sight, Urgency,
};
use xinqiao_store::Tx;
use xinqiao_store::audit::NewAudit;
use xinqiao_store::outbox::OutboxMessage;
use xinqiao_store::referrals::{ReferralRow, Sees, SightRow};
use xinqiao_store::rights::{Discloses, NewDisclosure};
use xinqiao_store::warnings::{EventRow as WarningEventRow, WarningRow, WarningState};
use xinqiao_warnings::Warning;

use super::fold::{event_row, state_of};
use crate::audit::done;
use crate::notify::{Owing, Thing};
use crate::warnings::state_row;
use crate::{App, Result};

/// A warning that goes to somebody else with the work: loaded and decided before the unit of work begins.
pub(super) struct HandedOver {
    row: WarningRow,
    state: WarningState,
    event: WarningEventRow,
    after: Warning,
}

/// Everything that belongs to one change of one referral.
pub(super) struct Saving<'a> {
    pub id: ReferralId,
    pub receiver: Option<ReceiverId>,
    /// name of the desk, for the register of disclosures
    pub name: &'a str,
    /// where the person belongs
    pub place: &'a PlacePath,
    /// version before; 0 for a new one
    pub from: i64,
}

impl App {
    /// Keeps a new referral.
    pub(super) async fn open_change<A: Discloses + ActTag>(
        &self,
        permit: &Permit<A>,
        place: &PlacePath,
        receiver: Option<ReceiverId>,
        name: &str,
        change: Change,
    ) -> Result<()> {
        let Some(event) = &change.event else { return Ok(()) };
        let (id, now) = (change.referral.id(), self.now());
        let saving = Saving { id, receiver, name, place, from: 0 };
        let told = self.referral_told(&change, event, receiver).await?;
        let audit = done(self, permit, "referral", Some(id.uuid()), detail(&change.referral, event));
        let mut tx = self.inner.db.begin().await?;
        self.save_opening(&mut tx, &saving, &change, event).await?;
        self.save_effects(&mut tx, permit, &saving, &change).await?;
        self.save_telling(&mut tx, &saving, &change, event, told).await?;
        tx.audit(&audit, now).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn save_opening(&self, tx: &mut Tx, saving: &Saving<'_>, change: &Change, event: &Event) -> Result<()> {
        let referral = &change.referral;
        let sent = referral.sent();
        let warning = match sent.subject {
            Subject::Warning(id) => Some(id),
            Subject::Case(_) | Subject::Person(_) => None,
        };
        let row = ReferralRow {
            id: saving.id,
            person: sent.person,
            place: saving.place.clone(),
            kind: sent.kind.code().to_owned(),
            urgency: sent.urgency.code().to_owned(),
            warning,
            from: sent.from.account,
            from_place: sent.from.place.clone(),
            state: state_of(referral, saving.receiver, 1),
            cites: sent.cites,
            sent_at: referral.sent_at().1,
            receiver_name: None,
            name: String::new(),
        };
        Ok(tx.open_referral(&row, &event_row(event, 1)?, self.now()).await?)
    }

    /// Keeps a change of a referral by somebody.
    pub(super) async fn save_step<A: Discloses + ActTag>(
        &self,
        permit: &Permit<A>,
        saving: &Saving<'_>,
        change: Change,
    ) -> Result<()> {
        let Some(event) = &change.event else { return Ok(()) };
        let audit = done(self, permit, "referral", Some(saving.id.uuid()), detail(&change.referral, event));
        let told = self.referral_told(&change, event, saving.receiver).await?;
        let moved = self.handed_over(&change, event).await?;
        let mut tx = self.inner.db.begin().await?;
        self.save_state(&mut tx, saving, &change, event).await?;
        self.save_effects(&mut tx, permit, saving, &change).await?;
        self.save_handed_over(&mut tx, moved).await?;
        self.save_telling(&mut tx, saving, &change, event, told).await?;
        tx.audit(&audit, self.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Keeps a change that the program itself, or the person, made; nothing is disclosed by it.
    pub(crate) async fn save_by_program(&self, row: &ReferralRow, change: &Change, audit: NewAudit) -> Result<()> {
        let Some(event) = &change.event else { return Ok(()) };
        let told = self.referral_told(change, event, row.state.receiver).await?;
        let saving = Saving { id: row.id, receiver: row.state.receiver, name: "", place: &row.place, from: row.state.version };
        let mut tx = self.inner.db.begin().await?;
        self.save_state(&mut tx, &saving, change, event).await?;
        for effect in &change.effects {
            self.save_sight(&mut tx, &saving, &change.referral, effect).await?;
        }
        self.save_telling(&mut tx, &saving, change, event, told).await?;
        tx.audit(&audit, self.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn save_state(&self, tx: &mut Tx, saving: &Saving<'_>, change: &Change, event: &Event) -> Result<()> {
        let version = saving.from + 1;
        let state = state_of(&change.referral, saving.receiver, version);
        let of = (saving.id, change.referral.person());
        Ok(tx.save_referral(of, saving.from, &state, &event_row(event, version)?, self.now()).await?)
    }

    pub(super) async fn save_effects<A: Discloses + ActTag>(
        &self,
        tx: &mut Tx,
        permit: &Permit<A>,
        saving: &Saving<'_>,
        change: &Change,
    ) -> Result<()> {
        for effect in &change.effects {
            self.save_sight(tx, saving, &change.referral, effect).await?;
            if let Effect::Disclosed { fields, basis, .. } = effect {
                let row = self.disclosure(saving, &change.referral, (fields, basis), permit.purpose().code())?;
                tx.record_disclosure(permit, &row, self.now()).await?;
            }
        }
        Ok(())
    }

    async fn save_sight(&self, tx: &mut Tx, saving: &Saving<'_>, referral: &Referral, effect: &Effect) -> Result<()> {
        let Effect::Sees { who, now: sight, .. } = effect else { return Ok(()) };
        // the desk sees what its accounts see; what was at an earlier receiver stays as it was
        let receiver = saving.receiver.filter(|_| *who == referral.sent().to);
        let row = SightRow { account: who.account, receiver, sight: *sight };
        let gives_up_whole = *sight <= Sight::Record && *who == referral.sent().from;
        Ok(tx.save_sight(&Sees { referral: saving.id, person: referral.person(), row, gives_up_whole }, self.now()).await?)
    }

    fn disclosure(
        &self,
        saving: &Saving<'_>,
        referral: &Referral,
        (fields, basis): (&[Code], &Basis),
        purpose: &str,
    ) -> Result<NewDisclosure> {
        let rules = self.rules_of_referrals()?;
        let (ground, law) = law_of(rules, basis);
        Ok(NewDisclosure {
            id: DisclosureId::new(self.ids(), self.now()),
            person: referral.person(),
            place: saving.place.clone(),
            recipient: saving.name.to_owned(),
            basis: ground,
            law,
            purpose: purpose.to_owned(),
            fields: kinds_of(rules, fields),
            withheld: None,
            given_at: self.now(),
            by: referral.sent().from.account,
        })
    }

    /// Assignment and transfer take the warning along: its next owner and the event of the handing over.
    async fn handed_over(&self, change: &Change, event: &Event) -> Result<Option<HandedOver>> {
        let referral = &change.referral;
        let moves = matches!(referral.kind(), Kind::Assign | Kind::Transfer) && matches!(event.what, What::Accepted { .. });
        let Some(Effect::Responsible { to, .. }) =
            change.effects.iter().find(|effect| moves && matches!(effect, Effect::Responsible { .. }))
        else {
            return Ok(None);
        };
        let Subject::Warning(id) = referral.subject() else { return Ok(None) };
        self.hand_over_to(id, to, event).await
    }

    async fn hand_over_to(&self, id: WarningId, to: &Owner, event: &Event) -> Result<Option<HandedOver>> {
        let Some((row, rows)) = self.inner.db.warning_for_sweep(id).await? else { return Ok(None) };
        let warning = crate::warnings::replayed(&rows)?;
        let to = xinqiao_warnings::Owner { account: to.account, place: to.place.clone() };
        let act = xinqiao_warnings::event::Act { id: WarningEventId::new(self.ids(), self.now()), at: event.at, by: to.account };
        let change = match xinqiao_warnings::hand_over(&warning, &act, to, None) {
            Ok(change) => change,
            // the warning was closed meanwhile, or is the receiver's already
            Err(xinqiao_warnings::Refusal::Ended | xinqiao_warnings::Refusal::SameOwner) => return Ok(None),
            Err(other) => return Err(other.into()),
        };
        let Some(handed) = &change.event else { return Ok(None) };
        let version = row.state.version + 1;
        let (state, event) = (state_row(&change.warning, version), self.event_row(handed, version)?);
        Ok(Some(HandedOver { row, state, event, after: change.warning }))
    }

    async fn save_handed_over(&self, tx: &mut Tx, moved: Option<HandedOver>) -> Result<()> {
        let Some(moved) = moved else { return Ok(()) };
        let now = self.now();
        let events = std::slice::from_ref(&moved.event);
        tx.save_warning(moved.row.id, moved.row.state.version, &moved.state, events, now).await?;
        let body =
            serde_json::json!({ "warning": moved.after.id(), "event": moved.event.id, "kind": moved.event.kind }).to_string();
        let topic = format!("warning.{}", moved.event.kind);
        Ok(tx.tell(&OutboxMessage { id: OutboxId::new(self.ids(), now), topic, body }, now).await?)
    }

    /// To whom an event says something: asked before the unit of work begins.
    async fn referral_told(
        &self,
        change: &Change,
        event: &Event,
        receiver: Option<ReceiverId>,
    ) -> Result<Vec<(AccountId, &'static str)>> {
        let sent = change.referral.sent();
        let desk = async |kind: &'static str| -> Result<Vec<(AccountId, &'static str)>> {
            match receiver {
                Some(id) => {
                    let members = self.inner.db.receiver_members(id).await?;
                    Ok(members.into_iter().map(|member| (member.account, kind)).collect())
                }
                None => Ok(vec![(sent.to.account, kind)]),
            }
        };
        let sender = |kind| vec![(sent.from.account, kind)];
        let mut found = match &event.what {
            What::Sent(_) | What::SentOn { .. } => desk("notice-referral-received").await?,
            What::Answered { .. } => vec![(sent.to.account, "notice-referral-received")],
            What::Rejected { .. } | What::AskedBack { .. } => sender("notice-referral-back"),
            What::Accepted { .. } | What::Interim { .. } => sender("notice-referral-news"),
            What::Reported { .. } | What::DownReferred { .. } => sender("notice-referral-back"),
            What::Revoked { .. } => {
                let mut all = desk("notice-referral-taken-back").await?;
                all.extend(sender("notice-referral-taken-back"));
                all
            }
            What::Silent { to, .. } => {
                let mut all = sender("notice-referral-late");
                all.extend(to.as_ref().map(|to| (to.account, "notice-referral-late")));
                all
            }
            What::PassedOn { to, .. } => vec![(to.account, "notice-referral-yours")],
            What::Begun { .. } | What::Done | What::Informed { .. } | What::ReportCited { .. } => Vec::new(),
        };
        let by = match event.by {
            xinqiao_referrals::Actor::Account(account) => Some(account),
            xinqiao_referrals::Actor::System => None,
        };
        found.retain(|(account, _)| Some(*account) != by);
        found.sort_unstable();
        found.dedup_by_key(|(account, _)| *account);
        Ok(found)
    }

    pub(super) async fn save_telling(
        &self,
        tx: &mut Tx,
        saving: &Saving<'_>,
        change: &Change,
        event: &Event,
        told: Vec<(AccountId, &'static str)>,
    ) -> Result<()> {
        let now = self.now();
        for (account, kind) in told {
            let params = serde_json::json!({ "referral": change.referral.id() });
            let thing = Thing::Referral(change.referral.id());
            let mut owing = Owing::new(account, kind).about(thing, saving.from + 1).at(saving.place).with(params);
            if asks(kind) {
                owing = owing.level(urgency_level(change.referral.urgency())).due(due_of(&change.referral, account));
            }
            self.owe(tx, owing).await?;
        }
        let body =
            serde_json::json!({ "referral": change.referral.id(), "event": event.id, "kind": event.what.word() }).to_string();
        let topic = format!("referral.{}", event.what.word());
        Ok(tx.tell(&OutboxMessage { id: OutboxId::new(self.ids(), now), topic, body }, now).await?)
    }

    /// Keeps both halves of a referral back or down in one unit of work.
    pub(super) async fn save_both<A: Discloses + ActTag>(
        &self,
        permit: &Permit<A>,
        (first, first_change): (&Saving<'_>, &Change),
        (second, second_change): (&Saving<'_>, &Change),
    ) -> Result<()> {
        let (Some(one), Some(other)) = (&first_change.event, &second_change.event) else { return Ok(()) };
        let told = self.referral_told(first_change, one, first.receiver).await?;
        let told_too = self.referral_told(second_change, other, second.receiver).await?;
        let audit = done(self, permit, "referral", Some(first.id.uuid()), detail(&first_change.referral, one));
        let mut tx = self.inner.db.begin().await?;
        self.save_state(&mut tx, first, first_change, one).await?;
        self.save_effects(&mut tx, permit, first, first_change).await?;
        self.save_opening(&mut tx, second, second_change, other).await?;
        self.save_effects(&mut tx, permit, second, second_change).await?;
        self.save_telling(&mut tx, first, first_change, one, told).await?;
        self.save_telling(&mut tx, second, second_change, other, told_too).await?;
        tx.audit(&audit, self.now()).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Does a message ask its reader for something? News may wait.
fn asks(kind: &str) -> bool {
    !matches!(kind, "notice-referral-news" | "notice-referral-taken-back")
}

/// How soon a letter about a referral goes: the ladders of the pack of messages are those of the levels.
const fn urgency_level(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Emergency => "red",
        Urgency::Urgent => "yellow",
        Urgency::Routine => "blue",
    }
}

/// By when an account owes something of a referral, or else by when anything is owed.
fn due_of(referral: &Referral, account: AccountId) -> Option<jiff::Timestamp> {
    let own = referral.owed().filter(|owed| owed.open.owner.account == account).map(|owed| owed.open.due_at).min();
    own.or_else(|| referral.owed().map(|owed| owed.open.due_at).min())
}

/// What the audit says: kind, state and event; nothing of the packet.
pub(super) fn detail(referral: &Referral, event: &Event) -> String {
    format!("{} {} {}", referral.kind(), event.what.word(), referral.state().word())
}

/// Ground and clause of a basis, as the register of disclosures keeps them.
fn law_of(rules: &Rules, basis: &Basis) -> (&'static str, String) {
    let source = &rules.raw().basis;
    match basis {
        Basis::Inside | Basis::Consent { .. } => ("consent", "PIPL 13(1)(1), 23, 29".to_owned()),
        Basis::Emergency { ground } => {
            let named = source.grounds.iter().find(|named| named.code == *ground);
            ("emergency", clause(named.map_or("PIPL 13(1)(4), 18", |named| named.source.as_str())))
        }
        Basis::Statutory { duty, .. } => ("duty", clause(rules.duty(duty).map_or("PIPL 13(1)(3)", |duty| duty.source.as_str()))),
    }
}

/// The clause without the remark in brackets at its end, at most 120 characters.
fn clause(source: &str) -> String {
    source.split(" (domain_rules").next().unwrap_or(source).chars().take(120).collect()
}

/// Kinds of information as the register keeps them, from the classes of the fields.
fn kinds_of(rules: &Rules, fields: &[Code]) -> String {
    let of = |class: Class| match class {
        Class::Identity => DataKind::Identity,
        Class::Contact | Class::Practical => DataKind::Contact,
        Class::Scores => DataKind::Scores,
        Class::Attention | Class::Notes | Class::Counselling | Class::Clinical | Class::SmdDuty | Class::Advice => {
            DataKind::Notes
        }
    };
    let mut kinds: Vec<&str> = fields.iter().filter_map(|code| rules.field(code)).map(|field| of(field.class).code()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.join(",")
}
