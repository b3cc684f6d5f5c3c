//! Moving work between desks: who answers by when, who sees what, and what comes back.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use xinqiao_access::Role;
use xinqiao_app::Caller;
use xinqiao_app::referrals::{DeskChange, Draft, Ground, Move, MoveInput, NewDesk, Tab, To, Verb};
use xinqiao_kernel::id::{PersonId, WarningId};
use xinqiao_referrals::{Code, End, Giver, Kind, ReceiverId, ReferralId, Returned, Sight, State, Urgency};

use crate::world::{COUNTY, FAR_COUNTY, World, is_conflict, is_denied, is_not_found, on_both, path, refused};

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

impl World {
    pub async fn doctor(&self, login: &str, role: Role) -> Caller {
        self.account(login, "秦医生", None, &[(role, path(FAR_COUNTY), date(2026, 1, 1), None)]).await;
        self.caller(login).await
    }

    /// A desk far away that receives packets of a role, and the accounts that answer for it.
    pub async fn desk(&self, role: &str, members: &[&str]) -> ReceiverId {
        let (app, admin) = (self.app(), self.caller("secadmin").await);
        let new = NewDesk { id: app.new_desk_id(), name: format!("石门县{role}"), role: code(role), place: path(FAR_COUNTY) };
        app.add_desk(&admin, &new).await.unwrap();
        for login in members {
            app.change_desk(&admin, new.id, &DeskChange::Add((*login).to_owned())).await.unwrap();
        }
        new.id
    }

    pub fn draft(&self, person: PersonId, kind: Kind, to: To) -> Draft {
        let words = [
            ("name", "林晓溪"),
            ("phone", "13912345678"),
            ("birth_year", "2010"),
            ("reason", "两周睡不好"),
            ("question", "怎么开始"),
        ];
        Draft {
            person,
            warning: None,
            kind,
            urgency: Urgency::Routine,
            to,
            fields: words.iter().map(|(field, value)| (code(field), (*value).to_owned())).collect::<BTreeMap<_, _>>(),
            withheld: BTreeSet::new(),
            ground: Ground::Consent { by: Giver::Guardian, until: None },
            harm: false,
        }
    }

    pub async fn sent(&self, by: &Caller, draft: &Draft) -> ReferralId {
        let ids = self.app().new_referral_ids();
        self.app().send_referral(by, draft, ids).await.unwrap()
    }

    pub async fn moved(&self, by: &Caller, id: ReferralId, step: Move) -> xinqiao_app::Result<()> {
        self.moved_with(by, id, step, Some("一句话")).await
    }

    async fn moved_with(&self, by: &Caller, id: ReferralId, step: Move, note: Option<&str>) -> xinqiao_app::Result<()> {
        let input = MoveInput { id: self.app().new_referral_ids().1, note: note.map(str::to_owned), step };
        self.app().referral_step(by, id, &input).await
    }

    /// A pupil's referral from the county's counsellor to a psychiatrist far away.
    pub async fn referred(&self) -> (Caller, Caller, PersonId, ReferralId) {
        let doctor = self.doctor("qin", Role::Psychiatrist).await;
        let desk = self.desk("psychiatrist", &["qin"]).await;
        let counsellor = self.caller("counsellor").await;
        let person = self.caller("lin").await.person().unwrap();
        let id = self.sent(&counsellor, &self.draft(person, Kind::Refer, To::Desk(desk))).await;
        (counsellor, doctor, person, id)
    }

    async fn state(&self, id: ReferralId) -> String {
        self.db.referral_place(id).await.unwrap().unwrap().state.state
    }
}

#[tokio::test]
async fn a_referral_is_seen_as_its_packet_accepted_reported_back_and_read() {
    on_both(async |world| {
        let (counsellor, doctor, person, id) = world.referred().await;
        let app = world.app();
        let inbox = app.referrals(&doctor, Tab::Inbox, false, None).await.unwrap();
        assert_eq!(inbox.lines.iter().map(|line| line.row.id).collect::<Vec<_>>(), [id]);
        let view = app.referral(&doctor, id).await.unwrap();
        assert_eq!((view.sight, view.verbs.clone()), (Sight::Packet, vec![Verb::Accept, Verb::AskBack, Verb::Reject]));
        let seen: Vec<&str> = view.packet.as_ref().unwrap().fields().iter().map(|field| field.code.as_str()).collect();
        assert_eq!(seen, ["name", "birth_year", "phone", "reason"], "the question is not for a psychiatrist who treats");
        // the packet and nothing else: the file of somebody far away stays closed
        for purpose in app.file_purposes(&doctor) {
            is_not_found(app.person_file(&doctor, person, purpose).await);
        }
        world.moved(&doctor, id, Move::Accept).await.unwrap();
        world.moved(&doctor, id, Move::Begin).await.unwrap();
        world.moved(&doctor, id, Move::Report { result: code("in_care") }).await.unwrap();
        assert_eq!(world.state(id).await, "begun", "an interim word leaves the result owed");
        is_denied(world.moved(&counsellor, id, Move::Report { result: code("care_ended") }).await);
        world.moved(&doctor, id, Move::Report { result: code("care_ended") }).await.unwrap();
        is_denied(world.moved(&doctor, id, Move::Done).await);
        let told = app.notices(&counsellor, 10).await.unwrap();
        assert!(told.iter().any(|notice| notice.kind == "notice-referral-back"));
        assert!(app.referral(&counsellor, id).await.unwrap().verbs.contains(&Verb::Done));
        world.moved(&counsellor, id, Move::Done).await.unwrap();
        let view = app.referral(&doctor, id).await.unwrap();
        assert!(
            (view.sight, view.packet.is_none(), view.row.name.as_str()) == (Sight::Record, true, ""),
            "over: the record alone"
        );
        let audit = world.audit().await;
        let of = |action: &str| audit.iter().filter(|row| row.record == Some(id.uuid()) && row.action == action).count();
        assert_eq!((of("refer_case"), of("answer_referral"), of("carry_referral")), (1, 4, 1));
        let disclosed = app.own_disclosures(&world.caller("lin").await).await.unwrap();
        assert_eq!((disclosed.len(), disclosed[0].recipient.as_str()), (1, "石门县psychiatrist"));
    })
    .await;
}

#[tokio::test]
async fn the_same_form_sends_once_and_a_move_sent_twice_counts_once() {
    on_both(async |world| {
        let (counsellor, doctor, person, _) = world.referred().await;
        let app = world.app();
        let desk = app.desks_for(&counsellor, Kind::Refer).await.unwrap()[0].desk.id;
        let (draft, ids) = (world.draft(person, Kind::Refer, To::Desk(desk)), app.new_referral_ids());
        let id = app.send_referral(&counsellor, &draft, ids).await.unwrap();
        assert_eq!(app.send_referral(&counsellor, &draft, ids).await.unwrap(), id);
        is_not_found(app.send_referral(&world.caller("duty1").await, &draft, ids).await);
        let accept = MoveInput { id: app.new_referral_ids().1, note: None, step: Move::Accept };
        let (one, two) = tokio::join!(app.referral_step(&doctor, id, &accept), app.referral_step(&doctor, id, &accept));
        one.unwrap();
        two.unwrap();
        is_conflict(world.moved(&doctor, id, Move::Accept).await, "referral_out_of_turn");
        assert_eq!(app.referral(&counsellor, id).await.unwrap().events.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_the_preview_shows_is_what_goes_and_what_lacks_does_not_go() {
    on_both(async |world| {
        world.doctor("qin", Role::Psychiatrist).await;
        let desk = world.desk("psychiatrist", &["qin"]).await;
        let counsellor = world.caller("counsellor").await;
        let person = world.caller("lin").await.person().unwrap();
        let app = world.app();
        let mut draft = world.draft(person, Kind::Refer, To::Desk(desk));
        let view = app.referral_preview(&counsellor, &draft).await.unwrap();
        let left: Vec<&str> = view.preview.left_out().iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!((left, view.preview.lacking().len(), view.obstacle), (vec!["question"], 0, None));
        draft.withheld.insert(code("phone"));
        assert_eq!(app.referral_preview(&counsellor, &draft).await.unwrap().preview.lacking(), [code("phone")]);
        let unsent = app.send_referral(&counsellor, &draft, app.new_referral_ids()).await;
        assert!(
            matches!(refused(unsent), xinqiao_app::AppError::Invalid(faults) if faults[0].expected == "fault-referral-lacking")
        );
        draft.withheld.clear();
        draft.ground = Ground::Consent { by: Giver::Person, until: None };
        assert_eq!(app.referral_preview(&counsellor, &draft).await.unwrap().obstacle, Some("fault-referral-guardian"));
        let unsent = app.send_referral(&counsellor, &draft, app.new_referral_ids()).await;
        assert!(matches!(refused(unsent), xinqiao_app::AppError::Invalid(faults) if faults[0].field == "basis"));
        is_denied(app.referral_preview(&world.caller("leader").await, &draft).await);
        is_not_found(app.referral_preview(&world.caller("far").await, &draft).await);
    })
    .await;
}

#[tokio::test]
async fn a_refusal_returns_it_and_the_next_desk_gets_its_own_packet() {
    on_both(async |world| {
        let (counsellor, doctor, person, id) = world.referred().await;
        world.doctor("mei", Role::Therapist).await;
        let other = world.desk("therapist", &["mei"]).await;
        let app = world.app();
        world.moved(&doctor, id, Move::Reject { reason: code("no_capacity") }).await.unwrap();
        assert_eq!(app.referral(&doctor, id).await.unwrap().sight, Sight::Record);
        let draft = Box::new(world.draft(person, Kind::Refer, To::Desk(other)));
        world.moved(&counsellor, id, Move::SendOn { draft }).await.unwrap();
        let therapist = world.caller("mei").await;
        assert_eq!(app.referral(&therapist, id).await.unwrap().sight, Sight::Packet);
        assert_eq!(app.referral(&doctor, id).await.unwrap().sight, Sight::Record);
        is_denied(world.moved(&doctor, id, Move::Accept).await);
        world.moved(&therapist, id, Move::AskBack).await.unwrap();
        assert_eq!(world.state(id).await, "asked");
        is_denied(world.moved(&therapist, id, Move::Answer).await);
        assert!(matches!(
            refused(world.moved_with(&counsellor, id, Move::Answer, None).await),
            xinqiao_app::AppError::Invalid(faults) if faults[0].field == "note"
        ));
        world.moved(&counsellor, id, Move::Answer).await.unwrap();
        world.moved(&therapist, id, Move::Accept).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn silence_returns_it_once_and_goes_up_one_level_each_time() {
    on_both(async |world| {
        let (counsellor, _, _, id) = world.referred().await;
        world.pass_h(24 * 20);
        world.restart();
        assert_eq!(world.app().sweep_referrals().await.unwrap(), 1);
        assert_eq!(world.app().sweep_referrals().await.unwrap(), 0, "each missed time counts once");
        let view = world.app().referral(&counsellor, id).await.unwrap();
        let State::Returned { why: Returned::Silence { told }, open } = view.referral.state() else {
            panic!("{:?}", view.referral)
        };
        assert_eq!(open.owner.account, counsellor.account());
        let above = world.caller("citydesk").await;
        assert_eq!(told.as_ref().map(|owner| owner.account), Some(above.account()));
        assert!(world.app().notices(&above, 10).await.unwrap().iter().any(|notice| notice.kind == "notice-referral-late"));
        world.pass_h(24 * 20);
        assert_eq!(world.app().sweep_referrals().await.unwrap(), 1);
        // the county's sender is late too: the city's desk owes it now, and may carry it on
        let view = world.app().referral(&above, id).await.unwrap();
        assert!(view.verbs.contains(&Verb::Revoke) && view.owes.is_some());
        world.moved(&above, id, Move::Revoke { reason: code("other_way") }).await.unwrap();
        world.pass_h(24 * 40);
        assert_eq!(world.app().sweep_referrals().await.unwrap(), 0, "nothing is owed any more");
    })
    .await;
}

#[tokio::test]
async fn taking_back_closes_the_packet_and_so_does_a_withdrawn_consent() {
    on_both(async |world| {
        let (counsellor, doctor, person, id) = world.referred().await;
        let app = world.app();
        world.moved(&counsellor, id, Move::Revoke { reason: code("sent_in_error") }).await.unwrap();
        let view = app.referral(&doctor, id).await.unwrap();
        assert!(view.packet.is_none() && view.events.iter().all(|event| event.note.is_none()));
        let desk = app.desks_for(&counsellor, Kind::Refer).await.unwrap()[0].desk.id;
        let second = world.sent(&counsellor, &world.draft(person, Kind::Refer, To::Desk(desk))).await;
        world.moved(&doctor, second, Move::Accept).await.unwrap();
        world.moved(&doctor, second, Move::Begin).await.unwrap();
        is_conflict(world.moved(&counsellor, second, Move::Revoke { reason: code("other_way") }).await, "referral_out_of_turn");
        let lin = world.caller("lin").await;
        let own = app.own_referrals(&lin, None).await.unwrap();
        assert_eq!(own.iter().map(|one| (one.id, one.can_withdraw)).collect::<Vec<_>>(), [(second, true), (id, false)]);
        is_not_found(app.withdraw_referral(&world.caller("duty1").await, None, second, own[0].step).await);
        app.withdraw_referral(&lin, None, second, own[0].step).await.unwrap();
        app.withdraw_referral(&lin, None, second, own[0].step).await.unwrap();
        let view = app.referral(&doctor, second).await.unwrap();
        assert!(view.packet.is_none());
        assert!(matches!(view.referral.state(), State::Ended { end: End::Revoked { reason }, .. } if reason.as_str() == "consent_withdrawn"));
        for who in [&counsellor, &doctor] {
            assert!(app.notices(who, 10).await.unwrap().iter().any(|notice| notice.kind == "notice-referral-taken-back"));
        }
    })
    .await;
}

async fn transferring(world: &World) -> (Caller, WarningId, ReferralId) {
    let lin = world.caller("lin").await;
    let warning = world.yellow(&lin, "counsellor").await;
    let doctor = world.doctor("qin", Role::Psychiatrist).await;
    let desk = world.desk("psychiatrist", &["qin"]).await;
    let draft = Draft { warning: Some(warning), ..world.draft(lin.person().unwrap(), Kind::Transfer, To::Desk(desk)) };
    let id = world.sent(&world.caller("counsellor").await, &draft).await;
    (doctor, warning, id)
}

#[tokio::test]
async fn a_transfer_moves_responsibility_and_visibility_with_its_acceptance() {
    on_both(async |world| {
        let (doctor, warning, id) = transferring(world).await;
        let app = world.app();
        is_not_found(app.warning(&doctor, warning).await);
        world.moved(&doctor, id, Move::Accept).await.unwrap();
        assert_eq!(world.owed(warning).await.1, doctor.account(), "the warning is the receiver's");
        // from the next request on
        let doctor = world.caller("qin").await;
        let detail = app.warning(&doctor, warning).await.unwrap();
        assert!(!detail.timeline.is_empty());
        assert!(world.warnings(&doctor).await.iter().any(|row| row.id == warning));
        assert_eq!(app.referral(&doctor, id).await.unwrap().sight, Sight::Whole);
        let counsellor = world.caller("counsellor").await;
        assert_eq!(app.referral(&counsellor, id).await.unwrap().sight, Sight::Record);
        is_denied(world.step(&counsellor, warning, xinqiao_app::warnings::StepInput::Acknowledge).await);
        world.step(&doctor, warning, xinqiao_app::warnings::StepInput::Acknowledge).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_acceptance_that_cannot_be_kept_leaves_everything_as_it_was() {
    on_both(async |world| {
        let (doctor, warning, id) = transferring(world).await;
        let before = world.owed(warning).await;
        // somebody else's event has the position that the handing over would take: the unit of work breaks in its middle
        let (row, rows) = world.db.warning_for_sweep(warning).await.unwrap().unwrap();
        let mut tx = world.db.begin().await.unwrap();
        let blocker = xinqiao_store::warnings::WarningState { version: row.state.version + 1, ..row.state.clone() };
        tx.save_warning(warning, row.state.version, &blocker, &[], world.now()).await.unwrap();
        tx.commit().await.unwrap();
        let mut last = rows.last().unwrap().clone();
        (last.id, last.seq) = (world.event(), row.state.version + 2);
        let mut tx = world.db.begin().await.unwrap();
        tx.save_warning(warning, row.state.version + 1, &blocker, &[last], world.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(world.moved(&doctor, id, Move::Accept).await.is_err());
        assert_eq!(world.state(id).await, "sent");
        assert_eq!(world.db.warning_place(warning).await.unwrap().unwrap().owner, Some(before.1));
        assert!(world.db.given_to(doctor.account()).await.unwrap().is_empty());
        assert!(world.db.referral_events_for_sweep(id).await.unwrap().len() == 1);
    })
    .await;
}

#[tokio::test]
async fn an_assignment_stays_in_the_team_and_takes_the_warning_along() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let warning = world.yellow(&lin, "duty1").await;
        let (app, duty1, duty2) = (world.app(), world.caller("duty1").await, world.caller("duty2").await);
        let to = |account| Draft {
            warning: Some(warning),
            ground: Ground::Inside,
            ..world.draft(lin.person().unwrap(), Kind::Assign, To::Colleague(account))
        };
        let far = world.account_of("far").await;
        let unsent = app.send_referral(&duty1, &to(far), app.new_referral_ids()).await;
        assert!(matches!(refused(unsent), xinqiao_app::AppError::Invalid(faults) if faults[0].field == "receiver"));
        let id = world.sent(&duty1, &to(duty2.account())).await;
        world.moved(&duty2, id, Move::Accept).await.unwrap();
        assert_eq!(world.owed(warning).await.1, duty2.account());
        assert!(app.own_disclosures(&lin).await.unwrap().is_empty(), "nothing left the team");
    })
    .await;
}

#[tokio::test]
async fn advice_names_nobody_and_an_emergency_is_not_refused_for_want_of_room() {
    on_both(async |world| {
        let (counsellor, doctor, person, _) = world.referred().await;
        let app = world.app();
        let desk = app.desks_for(&counsellor, Kind::Consult).await.unwrap()[0].desk.id;
        let draft = Draft { ground: Ground::Inside, ..world.draft(person, Kind::Consult, To::Desk(desk)) };
        let id = world.sent(&counsellor, &draft).await;
        let view = app.referral(&doctor, id).await.unwrap();
        assert_eq!((view.row.name.as_str(), view.packet.unwrap().value("name")), ("", None));
        world.moved(&doctor, id, Move::Accept).await.unwrap();
        world.moved(&doctor, id, Move::Report { result: code("advice_given") }).await.unwrap();
        world.moved(&counsellor, id, Move::Done).await.unwrap();
        let ground = Ground::Emergency { ground: code("danger_to_life") };
        let draft = Draft { urgency: Urgency::Emergency, ground, ..world.draft(person, Kind::Refer, To::Desk(desk)) };
        let id = world.sent(&counsellor, &draft).await;
        is_conflict(world.moved(&doctor, id, Move::Reject { reason: code("no_capacity") }).await, "referral_may_not_refuse");
        world.moved(&doctor, id, Move::Accept).await.unwrap();
        // word to the person is owed for what went out without asking
        assert!(app.referral(&counsellor, id).await.unwrap().verbs.contains(&Verb::Inform));
        world.moved(&counsellor, id, Move::Inform { told: Giver::Guardian }).await.unwrap();
        assert!(!app.referral(&counsellor, id).await.unwrap().verbs.contains(&Verb::Inform));
    })
    .await;
}

#[tokio::test]
async fn the_way_back_cites_the_way_there() {
    on_both(async |world| {
        let (counsellor, doctor, person, id) = world.referred().await;
        let app = world.app();
        world.moved(&doctor, id, Move::Accept).await.unwrap();
        world.moved(&doctor, id, Move::Begin).await.unwrap();
        let admin = world.caller("secadmin").await;
        let home =
            NewDesk {
                id: app.new_desk_id(), name: "青溪县心理咨询".to_owned(), role: code("counsellor"), place: path(COUNTY)
            };
        app.add_desk(&admin, &home).await.unwrap();
        app.change_desk(&admin, home.id, &DeskChange::Add("counsellor".to_owned())).await.unwrap();
        let (referral, second) = app.new_referral_ids();
        let draft = Box::new(world.draft(person, Kind::Refer, To::Desk(home.id)));
        world.moved(&doctor, id, Move::DownRefer { result: code("back_to_sender"), draft, referral, second }).await.unwrap();
        assert_eq!((world.state(id).await.as_str(), world.state(referral).await.as_str()), ("reported", "sent"));
        let view = app.referral(&counsellor, referral).await.unwrap();
        assert_eq!((view.cites, view.sight), (Some(id), Sight::Packet));
        world.moved(&counsellor, referral, Move::Accept).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_desk_is_answered_for_by_those_of_its_role_and_kept_by_the_security_administrator() {
    on_both(async |world| {
        world.doctor("qin", Role::Psychiatrist).await;
        let desk = world.desk("psychiatrist", &["qin"]).await;
        let (app, admin) = (world.app(), world.caller("secadmin").await);
        let fault = async |change: DeskChange| match refused(app.change_desk(&admin, desk, &change).await) {
            xinqiao_app::AppError::Invalid(faults) => faults[0].expected,
            other => panic!("{other:?}"),
        };
        assert_eq!(fault(DeskChange::Add("counsellor".to_owned())).await, "fault-desk-holder");
        assert_eq!(fault(DeskChange::Add("nobody".to_owned())).await, "fault-desk-login");
        assert_eq!(fault(DeskChange::Rename(" ".to_owned())).await, "fault-desk-name");
        is_denied(app.desks(&world.caller("sysadmin").await, None).await);
        app.change_desk(&admin, desk, &DeskChange::Close).await.unwrap();
        let person = world.caller("lin").await.person().unwrap();
        let counsellor = world.caller("counsellor").await;
        let unsent = app.referral_preview(&counsellor, &world.draft(person, Kind::Refer, To::Desk(desk))).await;
        assert!(matches!(refused(unsent), xinqiao_app::AppError::Invalid(faults) if faults[0].expected == "fault-referral-desk"));
        app.change_desk(&admin, desk, &DeskChange::Reopen).await.unwrap();
        let (listed, next) = app.desks(&admin, None).await.unwrap();
        assert_eq!((listed.len(), listed[0].members.len(), next), (1, 1, None));
    })
    .await;
}
