//! What the use cases of the list are called with.

use super::*;

pub(super) fn step<'a>(things: &'a Things, app: &'a App, who: &'a Caller, step: StepInput) -> Running<'a> {
    let input = Submitted { event: app.fresh_event(), note: Some("记".to_owned()), step };
    Box::pin(async move { app.warning_step(who, things.warning, &input).await })
}

pub(super) fn confirmation(things: &Things, app: &App) -> Confirmation {
    Confirmation { signals: vec![things.signal], level: Level::Blue, owner: None, note: None, event: app.fresh_event() }
}

pub(super) fn new_campaign() -> NewCampaign {
    NewCampaign {
        place: path(HERE),
        title: "冬季筛查".to_owned(),
        parts: vec![NewPart::always("phq-9")],
        consent_text: "自愿参加".to_owned(),
        opens_on: TODAY,
        closes_on: date(2027, 1, 31),
    }
}

pub(super) fn incident(app: &App) -> NewDuty {
    let step = DutyStep::Incident(xinqiao_duties::incident::Step::Recorded {
        discovered_at: app.now(),
        information: vec![xinqiao_duties::incident::Information::Contact],
        cause: xinqiao_duties::incident::Cause::Unknown,
        people: 1,
        minors: false,
    });
    let (id, entry) = app.new_duty_ids();
    NewDuty { id, entry, place: path(HERE), person: None, note: "名单发错了".to_owned(), step }
}

/// A referral that lacks everything: whoever may send hears what is missing.
pub(super) fn draft(things: &Things) -> Draft {
    Draft {
        person: things.person,
        warning: None,
        kind: xinqiao_referrals::Kind::Refer,
        urgency: xinqiao_referrals::Urgency::Routine,
        to: To::Desk(things.desk),
        fields: std::collections::BTreeMap::new(),
        withheld: std::collections::BTreeSet::new(),
        ground: Ground::Inside,
        harm: false,
    }
}

pub(super) fn grant() -> Grant {
    Grant { role: Role::CommunityWorker, place: path(HERE), from: TODAY, until: None, credential: None }
}

pub(super) fn file() -> Vec<u8> {
    b"id,q1,q2,q3,q4,q5,q6,q7,q8,q9\n1,0,0,0,0,0,0,0,0,0\n".to_vec()
}
