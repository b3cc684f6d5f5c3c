//! A sender sends work to a receiver, with the previewed packet.

use std::collections::BTreeSet;

use xinqiao_kernel::id::{AccountId, DutyId, PersonId};

use crate::event::{Act, Event, Harm, Sent, Subject, What};
use crate::referral::{Change, Referral, State};
use crate::standing::effects;
use crate::time::Timetable;
use crate::{Basis, Kind, Open, Owner, Preview, ReferralId, Refusal, Urgency, check_basis};

/// What is sent. Kind, role and age stand in the preview, so that they cannot differ from what was looked at.
#[derive(Debug, Clone)]
pub struct Opening<'a> {
    pub referral: ReferralId,
    pub person: PersonId,
    pub subject: Subject,
    pub urgency: Urgency,
    pub from: Owner,
    pub to: Owner,
    /// The accounts of the sender's team; asked for [`Kind::Assign`] only.
    pub team: &'a BTreeSet<AccountId>,
    pub preview: &'a Preview,
    pub basis: Basis,
    /// Does somebody suspect harm to a minor, or a danger of it (domain_rules C.8)?
    pub harm_suspected: bool,
    /// The mandatory report, if it was made (crate `duties`). Without one the referral goes out and the report is owed at once.
    pub report: Option<DutyId>,
    /// The referral that this one answers.
    pub cites: Option<ReferralId>,
}

/// Sends it. The receiver owes an answer from now on; the sender stays responsible.
///
/// Errors: [`Refusal::SamePerson`], [`Refusal::NotInTeam`], [`Refusal::Lacking`] (not in an emergency: what is known goes at once), those of
/// [`check_basis`].
pub fn send(opening: Opening<'_>, act: &Act, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let (kind, urgency, preview) = (opening.preview.kind(), opening.urgency, opening.preview);
    if kind == Kind::Assign && !opening.team.contains(&opening.to.account) {
        return Err(Refusal::NotInTeam);
    }
    sendable(preview, urgency)?;
    check_basis(time.rules, kind, urgency, preview.age(), &opening.basis, time.day(act.at))?;
    let report = opening.report.or(opening.basis.report());
    let cites_report =
        matches!(&opening.basis, Basis::Statutory { duty, .. } if time.rules.duty(duty).is_some_and(|duty| duty.is_report));
    let harm = match report {
        Some(report) => Harm::Reported(report),
        None if (opening.harm_suspected || cites_report) && preview.age().may_be_minor() => Harm::Unreported,
        None => Harm::None,
    };
    let inform_within = time.rules.raw().basis.inform_within;
    let sent = Sent {
        referral: opening.referral,
        person: opening.person,
        age: preview.age(),
        subject: opening.subject,
        kind,
        urgency,
        from: opening.from,
        to: opening.to,
        role: preview.role().clone(),
        packet: preview.packet(),
        rules: time.rules.raw().id.clone(),
        rules_version: time.rules.version().to_owned(),
        cites: opening.cites,
        due_at: time.due(kind, urgency, act.at, |clock| clock.answer),
        inform_at: opening.basis.owes_information().then(|| time.clock.after(inform_within, act.at)),
        basis: opening.basis,
        harm,
    };
    let event = Event::of(act, What::Sent(Box::new(sent)));
    let referral = Referral::open(&event)?;
    Ok(Change { effects: effects(None, &referral), referral, event: Some(event) })
}

/// Does the packet hold what the receiver needs? In an emergency what is known goes at once.
pub(crate) fn sendable(preview: &Preview, urgency: Urgency) -> Result<(), Refusal> {
    if preview.lacking().is_empty() || urgency == Urgency::Emergency {
        return Ok(());
    }
    Err(Refusal::Lacking(preview.lacking().to_vec()))
}

pub(crate) fn open(event: &Event, sent: &Sent) -> Result<Referral, Refusal> {
    let by = event.account()?;
    if sent.from.account == sent.to.account {
        return Err(Refusal::SamePerson);
    }
    let owed = |at| Open::new(sent.from.clone(), event.at, at);
    Ok(Referral {
        state: State::Sent { open: Open::new(sent.to.clone(), event.at, sent.due_at) },
        information: sent.inform_at.map(owed),
        // at once: there is no period (未成年人保护法 11)
        report: (sent.harm == Harm::Unreported).then(|| Open::first(sent.from.clone(), event.at, event.at)),
        sent: sent.clone(),
        sent_at: event.at,
        sent_by: by,
        last_at: event.at,
        accepted: false,
        silences: 0,
        earlier: Vec::new(),
        applied: [event.id].into(),
    })
}
