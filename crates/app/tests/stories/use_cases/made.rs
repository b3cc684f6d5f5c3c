//! The records of the story, and those who call.

use xinqiao_app::casework::{CaseInput, NewCase};
use xinqiao_cases::Origin as CaseOrigin;

use super::*;
use xinqiao_app::areas::AreaNoticeRow;
use xinqiao_app::disputes::NewDispute;
use xinqiao_app::missed::NewMissed;
use xinqiao_app::protocols::{NewAid, NewGreen};
use xinqiao_app::rescores::{NewRescore, RescoreRow};
use xinqiao_disputes::{Origin as Heard, Worker};
use xinqiao_store::rescores::Decision;
use xinqiao_store::retests::{NewRetest, Retesting};

/// A person of the place with a closed warning and a dismissed signal, a campaign of the place with an imported file.
pub(super) async fn things(world: &World) -> Things {
    let lin = world.resident("tian", HERE).await;
    let (warning, duty) = (a_closed_warning(world, &lin).await, world.caller("duty1").await);
    let (sheet, _) = world.submit(&lin, "more", SIXTEEN, Sharing::Contact).await;
    let signal = world.signals(&duty).await[0].id;
    let app = world.app();
    for open in world.signals(&duty).await {
        app.dismiss_signal(&duty, open.id, Dismissal::Duplicate, None).await.unwrap();
    }
    let counsellor = world.caller("counsellor").await;
    let campaign = app.create_campaign(&counsellor, &new_campaign()).await.unwrap();
    world.sign_off(campaign).await;
    let options = ImportOptions::new("id");
    let import = app.check_import(&counsellor, campaign, "a.csv", file(), &options).await.unwrap().import;
    app.apply_import(&counsellor, import, None).await.unwrap();
    let person = lin.person().unwrap();
    app.ask_about_data(&lin, &Asking { kind: RequestKind::Explain, target: "help".to_owned() }).await.unwrap();
    let request = app.own_requests(&lin).await.unwrap()[0].id;
    let head = somebody(world, Role::DepartmentHead, "620000/").await;
    let done = Answer { state: RequestState::Fulfilled, ground: None };
    app.answer_data_request(&head, request, &done).await.unwrap();
    let hold = an_ended_hold(&app, &head, person).await;
    let bond = an_ended_bond(world, &counsellor, person).await;
    let case = app.open_case(&counsellor, &new_case(person, &app)).await.unwrap();
    let duty = app.open_duty(&somebody(world, Role::DepartmentHead, HERE).await, &incident(&app)).await.unwrap();
    let dispute = app.register_dispute(&somebody(world, Role::Mediator, HERE).await, &a_dispute(&app)).await.unwrap();
    let reception = a_reception(&app, &somebody(world, Role::Justice, HERE).await).await;
    let missed = app.record_missed(&somebody(world, Role::DutyOfficer, HERE).await, &a_miss(&app)).await.unwrap();
    let area = an_area(world).await;
    let retest = a_retest(world, person, sheet).await;
    let rescore = a_rescore(world).await;
    let informant = an_informant(world, &lin).await;
    let questionnaire = a_questionnaire(world).await;
    let group = a_group(world, person).await;
    let device = a_device(world).await;
    app.use_identities(crate::identities::for_everybody());
    let (account, _) = app.add_account(By::Operator, "newcomer", "某人", None, &grant()).await.unwrap();
    let role = app.give_role(By::Operator, account, &Grant { role: Role::SocialWorker, ..grant() }).await.unwrap();
    app.sweep_reviews().await.unwrap();
    let line = line_of(&app, role).await;
    app.end_role(By::Operator, role, "left").await.unwrap();
    let (desk, referral) = moved(world, person).await;
    let (green, aid) = running(world, person).await;
    let age = Age::of(lin.whereabouts().unwrap().birth_on, TODAY);
    Things {
        person,
        age,
        signal,
        warning,
        case,
        sheet,
        campaign,
        import,
        request,
        hold,
        bond,
        duty,
        dispute,
        reception,
        missed,
        group,
        area,
        device,
        retest,
        rescore,
        informant,
        own_account: lin.account(),
        questionnaire,
        account,
        role,
        line,
        referral,
        desk,
        green,
        aid,
        serial: 0.into(),
    }
}

async fn an_ended_hold(app: &App, head: &Caller, person: PersonId) -> HoldId {
    let hold = app.place_hold(head, Some(person), "court").await.unwrap();
    app.end_hold(head, hold).await.unwrap();
    hold
}

async fn an_ended_bond(world: &World, counsellor: &Caller, person: PersonId) -> GuardianshipId {
    world.resident("tian-mother", HERE).await;
    let guardian = GuardianIs::Login("tian-mother".to_owned());
    let (relation, proof) = (Relation::Parent, Proof::HouseholdBook);
    let binding = Binding { guardian, ward: person, relation, proof, until: None };
    let bond = world.app().bind_guardian(counsellor, &binding).await.unwrap();
    world.app().end_guardian(counsellor, person, bond).await.unwrap();
    bond
}

async fn a_questionnaire(world: &World) -> QuestionnaireVersionId {
    let (author, head) = (somebody(world, Role::Counsellor, HERE).await, somebody(world, Role::DepartmentHead, HERE).await);
    crate::questionnaires::withdrawn(world, &author, &head, HERE).await
}

async fn a_closed_warning(world: &World, lin: &Caller) -> WarningId {
    let warning = world.yellow(lin, "duty1").await;
    let duty = world.caller("duty1").await;
    let steps = [
        StepInput::Acknowledge,
        StepInput::Verify { finding: Finding::NoPresentNeed },
        StepInput::Intervene { action: xinqiao_warnings::Action::NoneNeeded },
        StepInput::Feedback { party: Party::Person, hearing: Hearing::Heard },
        StepInput::Close { outcome: Outcome::FalseAlarm },
    ];
    for step in steps {
        world.noted(&duty, warning, step, Some("记")).await.unwrap();
    }
    warning
}

/// A desk of the place, and a referral that somebody of the place sent to it and took back.
async fn moved(world: &World, person: PersonId) -> (xinqiao_referrals::ReceiverId, xinqiao_referrals::ReferralId) {
    let app = world.app();
    let admin = somebody(world, Role::SecurityAdmin, "620000/").await;
    let new =
        NewDesk { id: app.new_desk_id(), name: "某院".to_owned(), role: "psychiatrist".parse().unwrap(), place: path(HERE) };
    let desk = app.add_desk(&admin, &new).await.unwrap();
    for (login, role) in [("desk-doctor", Role::Psychiatrist), ("desk-sender", Role::Counsellor)] {
        world.account(login, "某人", None, &[(role, path(HERE), date(2026, 1, 1), None)]).await;
    }
    app.change_desk(&admin, desk, &DeskChange::Add("desk-doctor".to_owned())).await.unwrap();
    let sender = world.caller("desk-sender").await;
    let words = [("name", "林晓溪"), ("phone", "13912345678"), ("birth_year", "2010"), ("reason", "两周睡不好")];
    let draft = Draft {
        person,
        warning: None,
        kind: xinqiao_referrals::Kind::Refer,
        urgency: xinqiao_referrals::Urgency::Routine,
        to: To::Desk(desk),
        fields: words.iter().map(|(field, value)| (field.parse().unwrap(), (*value).to_owned())).collect(),
        withheld: std::collections::BTreeSet::new(),
        ground: Ground::Consent { by: xinqiao_referrals::Giver::Guardian, until: None },
        harm: false,
    };
    let referral = app.send_referral(&sender, &draft, app.new_referral_ids()).await.unwrap();
    let step = Move::Revoke { reason: "sent_in_error".parse().unwrap() };
    app.referral_step(&sender, referral, &MoveInput { id: app.new_referral_ids().1, note: None, step }).await.unwrap();
    (desk, referral)
}

/// A green channel and an aid file of the place, of people who do nothing else in the story.
async fn running(world: &World, person: PersonId) -> (xinqiao_referrals::ChannelId, xinqiao_referrals::AidId) {
    let app = world.app();
    for (login, role) in [("green-lead", Role::SchoolCounsellor), ("aid-keeper", Role::DutyOfficer)] {
        world.account(login, "某人", None, &[(role, path(HERE), date(2026, 1, 1), None)]).await;
    }
    let green = app.open_green(&world.caller("green-lead").await, &new_green(person, app.new_green_ids())).await.unwrap();
    let aid = app.open_aid(&world.caller("aid-keeper").await, &new_aid(person, app.new_aid_ids())).await.unwrap();
    (green, aid)
}

pub(super) fn new_green(person: PersonId, ids: (xinqiao_referrals::ChannelId, xinqiao_referrals::StepId)) -> NewGreen {
    NewGreen { person, cause: xinqiao_referrals::green_channel::Cause::Concern, ids }
}

pub(super) fn new_aid(
    person: PersonId,
    ids: (xinqiao_referrals::AidId, xinqiao_referrals::StepId, xinqiao_referrals::StepId),
) -> NewAid {
    NewAid { person, named: Vec::new(), cites_report: false, ids }
}

/// The line of a role on the list of the quarter's review.
async fn line_of(app: &App, role: AssignmentId) -> ReviewLineId {
    let mut after = None;
    loop {
        let page = app.access_review(By::Operator, None, after, true).await.unwrap().unwrap();
        if let Some(found) = page.lines.iter().find(|line| line.line.role.id == role) {
            return found.line.id;
        }
        after = Some(page.next.expect("the role is on the list"));
    }
}

pub(super) async fn somebody(world: &World, role: Role, at: &str) -> Caller {
    let login = format!("{role}-{at}").to_lowercase();
    if world.db.account_by_login(&login).await.unwrap().is_some() {
        return world.caller(&login).await;
    }
    if role == Role::Resident {
        return world.resident(&login, at).await;
    }
    // above the records staff are approved of for minors, at their place they are not
    let roles = [(role, path(at), date(2026, 1, 1), None)];
    match at {
        HERE => world.unapproved(&login, "某人", None, &roles).await,
        _ => world.account(&login, "某人", None, &roles).await,
    };
    world.caller(&login).await
}

/// A reception of the place at which help was declined.
async fn a_reception(app: &App, by: &Caller) -> ReceptionId {
    let (id, step) = app.new_reception_ids();
    app.receive_petitioner(by, &NewReception { id, step, place: path(HERE) }).await.unwrap();
    for input in [ReceptionInput::Offer(vec!["guidance".to_owned()]), ReceptionInput::Decline] {
        let step = ReceptionStep { id: app.fresh_reception_step(), note: None, input };
        app.reception_step(by, id, &step).await.unwrap();
    }
    id
}

/// An entry of somebody in a group.
pub(super) fn an_entry(app: &App, person: PersonId, group: &str) -> NewGroupEntry {
    let (id, event) = (app.fresh_group_entry(), app.fresh_group_event());
    let (group, origin) = (group.to_owned(), "official_list".to_owned());
    NewGroupEntry { id, event, whom: GroupWhom::Person(person), group, origin, since: date(2026, 9, 1), note: None }
}

/// The person was on record, and is no more.
async fn a_group(world: &World, person: PersonId) -> GroupEntryId {
    let app = world.app();
    let justice = somebody(world, Role::Justice, HERE).await;
    let id = app.record_group(&justice, &an_entry(&app, person, "G-22")).await.unwrap().entry;
    let input = GroupInput::End { on: TODAY, reason: "over".to_owned() };
    app.group_step(&justice, id, &GroupStep { id: app.fresh_group_event(), note: None, input }).await.unwrap();
    id
}

/// Something missed at the place, about nobody of the index.
pub(super) fn a_miss(app: &App) -> NewMissed {
    let (id, step) = app.new_missed_ids();
    let note = "急诊来电".to_owned();
    NewMissed { id, step, event: "admission".to_owned(), place: path(HERE), person: None, on: TODAY, note }
}

/// A request that was put to the person and taken back, and one that is open.
async fn an_informant(world: &World, person: &Caller) -> InformantRequestId {
    let app = world.app();
    let given = Saying { purpose: Use::AskOthers, subject: None, kind: WordKind::Given };
    app.say_consent(person, None, &given).await.unwrap();
    let counsellor = world.caller("counsellor").await;
    let asked = AskInformant { informant: Informant::Oneself, account: person.account(), family: "own-view".to_owned() };
    let id = app.ask_informant(&counsellor, person.person().unwrap(), &asked).await.unwrap();
    app.withdraw_informant(&counsellor, id).await.unwrap();
    app.ask_informant(&counsellor, person.person().unwrap(), &asked).await.unwrap();
    id
}

/// A task to ask again that another sheet has settled.
async fn a_retest(world: &World, person: PersonId, response: ResponseId) -> RetestId {
    let id = RetestId::from_uuid(uuid::Uuid::from_u128(42));
    let new = NewRetest {
        id,
        response,
        person,
        campaign: None,
        place: path(HERE),
        instrument: "phq-9".to_owned(),
        rules: vec!["fast".to_owned()],
        way: "form",
        due_at: world.now(),
    };
    let mut tx = world.db.begin().await.unwrap();
    tx.follow_retesting(response, &Retesting { opens: Some(new), settles: vec![id] }, world.now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// A plan of the place that was stopped.
async fn a_rescore(world: &World) -> RescoreId {
    let planner = world.account_of("counsellor").await;
    let new = a_plan(&world.app());
    let row = RescoreRow {
        id: new.id,
        place: new.place,
        instrument: new.instrument,
        from_version: new.from_version,
        to_version: new.to_version,
        from: None,
        until: world.now(),
        reason: new.reason,
        stage: "counting".to_owned(),
        cursor: uuid::Uuid::nil(),
        tally: r#"{"sheets":0,"classes":{},"moves":{},"raised":0,"lifted":0}"#.to_owned(),
        people: None,
        raised: 0,
        fault: String::new(),
        planned_by: planner,
        counted_at: None,
        decided: None,
        note: None,
        applied_at: None,
        created_at: world.now(),
    };
    let decision = Decision { from: "counting", to: "stopped", by: planner, note: None };
    let mut tx = world.db.begin().await.unwrap();
    assert!(tx.add_rescore(&row).await.unwrap());
    assert!(tx.decide_rescore(row.id, &decision, world.now()).await.unwrap());
    tx.commit().await.unwrap();
    row.id
}

/// A plan of versions that the program does not have.
pub(super) fn a_plan(app: &App) -> NewRescore {
    NewRescore {
        id: app.new_rescore_id(),
        place: path(HERE),
        instrument: "phq-9".to_owned(),
        from_version: "1".to_owned(),
        to_version: "2".to_owned(),
        from: None,
        until: None,
        reason: "更正".to_owned(),
    }
}

/// A notice about the place.
async fn an_area(world: &World) -> AreaNoticeId {
    let id = AreaNoticeId::from_uuid(uuid::Uuid::from_u128(41));
    let row = AreaNoticeRow {
        id,
        place: path(HERE),
        measure: "tests".to_owned(),
        week: date(2026, 11, 9),
        persons: 12,
        body: r#"{"mean":2.0,"limit":6.4,"past":[2,2,2,2,2,2,2],"from":"2026-09-07","rest":12,"rules":"1"}"#.to_owned(),
        due_at: world.now(),
        told_above_at: None,
        settled: None,
        note: None,
        created_at: world.now(),
    };
    let mut tx = world.db.begin().await.unwrap();
    assert!(tx.add_area_notice(&row, world.now()).await.unwrap());
    tx.commit().await.unwrap();
    id
}

/// A dispute of the place, without anybody of the index.
pub(super) fn a_dispute(app: &App) -> NewDispute {
    let (id, step) = app.new_dispute_ids();
    NewDispute {
        id,
        step,
        kind: "neighbours".to_owned(),
        place: path(HERE),
        worker: Worker::Mediator,
        origin: Heard::Check,
        people: Vec::new(),
        outsides: vec!["neighbour".to_owned()],
        problems: Vec::new(),
        owner: None,
        note: None,
    }
}

pub(super) fn case_verb<'a>(things: &'a Things, app: &'a App, who: &'a Caller, verb: CaseVerb) -> Running<'a> {
    let input = CaseInput { event: app.fresh_case_event(), seen: None, note: Some("记".to_owned()), verb };
    Box::pin(async move { app.case_act_on(who, things.case, &input).await.map(drop) })
}

/// Of a person who has one already, what is allowed changes nothing.
pub(super) fn new_case(person: PersonId, app: &App) -> NewCase {
    NewCase {
        case: app.fresh_case(),
        event: app.fresh_case_event(),
        person,
        kind: "general".parse().unwrap(),
        origin: CaseOrigin::Staff,
        warning: None,
        note: Some("记".to_owned()),
    }
}

/// A device of the place.
async fn a_device(world: &World) -> DeviceId {
    let app = world.app();
    let new =
        NewDevice { id: app.fresh_device(), place: path(HERE), name: "手环".to_owned(), kinds: vec!["wearable".to_owned()] };
    app.register_device(&world.caller("sysadmin").await, &new).await.unwrap().id
}
