//! The form of a way on: another receiver after a refusal or silence, or a referral back or down.

use std::collections::BTreeMap;

use xinqiao_referrals::{Code, Kind, ReferralId, Side, Urgency, check_basis, needs_guardian, preview};
use xinqiao_store::referrals::ReferralRow;

use super::draft::Draft;
use super::fold::refused;
use super::offer::Desk;
use super::send::PreviewView;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// What the form is made of.
#[derive(Debug, Clone)]
pub struct OnForm {
    pub row: ReferralRow,
    /// the sender sends on, the receiver refers back or down
    pub side: Side,
    pub kind: Kind,
    pub urgency: Urgency,
    pub desks: Vec<Desk>,
    /// does a guardian consent for the person?
    pub guardian_consents: bool,
    /// what the present packet says
    pub known: BTreeMap<Code, String>,
    /// ids of a new referral and of its first event, and of the event of this one
    pub ids: (ReferralId, xinqiao_referrals::StepId, xinqiao_referrals::StepId),
}

impl App {
    /// The form of a way on. Leaves an audit row that the person can see.
    ///
    /// Errors: `NotFound` for whoever has nothing to do with it, `Denied` for the other side.
    pub async fn referral_on(&self, caller: &Caller, id: ReferralId) -> Result<OnForm> {
        let (row, seat) = self.seat(caller, id).await?;
        let loaded = self.load_referral(&seat.permit, id).await?;
        let mine = self.own_desks(caller).await?;
        let audit = match seat.side {
            Side::Receiver => done(self, &self.answering(caller, &row).await?, "referral", Some(id.uuid()), "form"),
            Side::Sender => done(self, &self.carrying(caller, &loaded).await?, "referral", Some(id.uuid()), "form"),
        };
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&audit, self.now()).await?;
        tx.commit().await?;
        let referral = &loaded.referral;
        // a way back starts from the desk; a way on goes as it came
        let kind = if seat.side == Side::Receiver { Kind::Refer } else { referral.kind() };
        let mut desks = self.desks_of_kind(kind).await?;
        desks.retain(|desk| match seat.side {
            Side::Receiver => !mine.contains(&desk.desk.id),
            Side::Sender => Some(desk.desk.id) != row.state.receiver && !mine.contains(&desk.desk.id),
        });
        let fields = referral.packet().fields();
        let (referral_id, first) = self.new_referral_ids();
        Ok(OnForm {
            side: seat.side,
            kind,
            urgency: referral.urgency(),
            desks,
            known: fields.iter().map(|field| (field.code.clone(), field.value.clone())).collect(),
            guardian_consents: needs_guardian(self.rules_of_referrals()?, referral.age()),
            ids: (referral_id, first, self.new_referral_ids().1),
            row,
        })
    }

    /// The packet of a way on exactly as its receiver will see it.
    ///
    /// Errors: as [`App::referral_on`], and `Invalid` on `receiver`.
    pub async fn referral_on_preview(&self, caller: &Caller, id: ReferralId, draft: &Draft) -> Result<PreviewView> {
        let form = self.referral_on(caller, id).await?;
        if draft.person != form.row.person {
            return Err(AppError::NotFound);
        }
        let place = if form.side == Side::Receiver { &form.row.state.to_place } else { &form.row.from_place };
        let target = self.target(caller, draft, place).await?;
        let time = self.referral_time()?;
        let who = self.inner.db.whereabouts(draft.person).await?.ok_or(AppError::NotFound)?;
        let today = self.day(self.now());
        let age = super::fold::age_class(who.birth_on, today);
        let found = preview(time.rules, &draft.facts(), form.kind, &target.role, age).map_err(refused)?;
        let basis = draft.basis(self, None);
        let obstacle = match check_basis(time.rules, form.kind, draft.urgency, age, &basis, today).map_err(refused) {
            Err(AppError::Invalid(faults)) => faults.first().map(|fault| fault.expected),
            _ => None,
        };
        Ok(PreviewView { preview: found, receiver: target.name, obstacle, guardian_consents: needs_guardian(time.rules, age) })
    }
}
