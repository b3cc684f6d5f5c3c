//! The green channel of a school and one-stop aid for a minor victim: who owes what, who sees what, and what nobody learns.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use xinqiao_access::{Purpose, Role};
use xinqiao_app::accounts::By;
use xinqiao_app::protocols::{AidMove, AidStep, AidVerb, GreenMove, GreenSide, GreenStep, GreenVerb, NewAid, NewGreen};
use xinqiao_app::referrals::{DeskChange, Draft, Ground, Move, MoveInput, NewDesk, To};
use xinqiao_app::{AppError, Caller, Result};
use xinqiao_duties::Step as DutyStep;
use xinqiao_kernel::id::PersonId;
use xinqiao_referrals::green_channel::{Cause, PlanDraft, Review, Stage, Treatment};
use xinqiao_referrals::victim_aid::{Answer, Inquiry, Step};
use xinqiao_referrals::{AidId, ChannelId, Code, Giver, Kind, ReferralId, Urgency};

use crate::world::{COUNTY, FAR_COUNTY, SCHOOL, World, is_conflict, is_denied, is_not_found, on_both, path, refused};

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

#[track_caller]
fn is_fault<T>(outcome: Result<T>, field: &str, expected: &str) {
    match refused(outcome) {
        AppError::Invalid(faults) => assert_eq!((faults[0].field, faults[0].expected), (field, expected)),
        other => panic!("{other:?}"),
    }
}

impl World {
    pub async fn colleague(&self, login: &str, role: Role, at: &str) -> Caller {
        self.account(login, "顾青", None, &[(role, path(at), date(2026, 1, 1), None)]).await;
        self.caller(login).await
    }

    /// A desk far away at which a psychiatrist answers.
    pub async fn hospital(&self) -> (Caller, xinqiao_referrals::ReceiverId) {
        let doctor = self.colleague("qin", Role::Psychiatrist, FAR_COUNTY).await;
        let (app, admin) = (self.app(), self.caller("secadmin").await);
        let new =
            NewDesk {
                id: app.new_desk_id(), name: "石门县医院".to_owned(), role: code("psychiatrist"), place: path(FAR_COUNTY)
            };
        app.add_desk(&admin, &new).await.unwrap();
        app.change_desk(&admin, new.id, &DeskChange::Add("qin".to_owned())).await.unwrap();
        (doctor, new.id)
    }

    /// Somebody's role ends.
    async fn leaves(&self, who: &Caller) {
        for role in self.db.roles_of(who.account()).await.unwrap() {
            self.app().end_role(By::Operator, role.id, "left").await.unwrap();
        }
    }

    async fn pupil(&self) -> PersonId {
        self.caller("lin").await.person().unwrap()
    }

    async fn opened_green(&self, by: &Caller) -> ChannelId {
        let person = self.pupil().await;
        let ids = self.app().green_form(by, person).await.unwrap().ids;
        self.app().open_green(by, &NewGreen { person, cause: Cause::Concern, ids }).await.unwrap()
    }

    pub async fn green(&self, by: &Caller, id: ChannelId, step: GreenMove) -> Result<()> {
        let input = GreenStep { id: self.app().new_referral_ids().1, note: Some("校方的话".to_owned()), step };
        self.app().green_step(by, id, &input).await
    }

    pub async fn met(&self, by: &Caller, other: &str) -> ChannelId {
        let id = self.opened_green(by).await;
        let present = BTreeSet::from([by.account(), self.account_of(other).await]);
        self.green(by, id, GreenMove::Meet { present }).await.unwrap();
        id
    }

    pub async fn referred_pupil(&self, by: &Caller, desk: xinqiao_referrals::ReceiverId) -> ReferralId {
        let words = [("name", "林晓溪"), ("phone", "13912345678"), ("birth_year", "2010"), ("reason", "两周睡不好")];
        let draft = Draft {
            person: self.pupil().await,
            warning: None,
            kind: Kind::Refer,
            urgency: Urgency::Routine,
            to: To::Desk(desk),
            fields: words.iter().map(|(field, value)| (code(field), (*value).to_owned())).collect::<BTreeMap<_, _>>(),
            withheld: BTreeSet::new(),
            ground: Ground::Consent { by: Giver::Guardian, until: None },
            harm: false,
        };
        self.app().send_referral(by, &draft, self.app().new_referral_ids()).await.unwrap()
    }

    async fn answers(&self, by: &Caller, id: ReferralId, step: Move) {
        let input = MoveInput { id: self.app().new_referral_ids().1, note: None, step };
        self.app().referral_step(by, id, &input).await.unwrap();
    }

    /// What the kinds of messages are that lie for an account.
    async fn heard_of(&self, caller: &Caller) -> Vec<String> {
        self.app().notices(caller, 20).await.unwrap().into_iter().map(|notice| notice.kind).collect()
    }

    /// Somebody reports that a child came to harm.
    pub async fn harm_reported(&self, by: &Caller, person: PersonId) {
        let app = self.app();
        let (id, entry) = app.new_duty_ids();
        let situations = BTreeSet::from(["5".to_owned()]);
        let step = DutyStep::MinorReport(xinqiao_duties::report::Step::Opened { situations, noticed_at: self.now() });
        let new = xinqiao_app::duties::NewDuty {
            id,
            entry,
            place: path(SCHOOL),
            person: Some(person),
            note: "听到的".to_owned(),
            step,
        };
        app.open_duty(by, &new).await.unwrap();
    }

    async fn opened_aid(&self, by: &Caller, named: &[&str]) -> AidId {
        let person = self.pupil().await;
        let ids = self.app().aid_form(by, person).await.unwrap().ids;
        let named = named.iter().map(|login| (*login).to_owned()).collect();
        self.app().open_aid(by, &NewAid { person, named, cites_report: true, ids }).await.unwrap()
    }

    async fn aid(&self, by: &Caller, id: AidId, step: AidMove) -> Result<()> {
        self.aid_with(by, id, step, Some("因为要紧")).await
    }

    async fn aid_with(&self, by: &Caller, id: AidId, step: AidMove, note: Option<&str>) -> Result<()> {
        let input = AidStep { id: self.app().new_referral_ids().1, note: note.map(str::to_owned), step };
        self.app().aid_step(by, id, &input).await
    }
}

fn plan(support: &Caller) -> PlanDraft {
    PlanDraft {
        back_on: Some(date(2026, 12, 10)),
        conditions: vec![code("doctor_agrees"), code("half_days")],
        support: Some(support.account()),
        teacher_wording: Some(code("back_with_support")),
        review_on: Some(date(2026, 12, 17)),
    }
}

fn inquiry() -> AidMove {
    AidMove::Inquire(Inquiry { reference: "检未 7 号".to_owned(), recorded: true, adult_present: true })
}

#[tokio::test]
async fn whoever_sits_in_the_team_of_a_school_can_open_its_channel_and_nobody_else_is_asked_to_sit_there() {
    on_both(async |world| {
        let (shen, counsellor) = (world.caller("shen").await, world.caller("counsellor").await);
        let carrier = world.colleague("carrier", Role::VillageDoctor, COUNTY).await;
        let app = world.app();
        let id = world.opened_green(&shen).await;
        let offered: Vec<_> = app.green(&shen, id).await.unwrap().team.iter().map(|one| one.account).collect();
        assert!(offered.contains(&counsellor.account()) && !offered.contains(&carrier.account()));
        let closed = GreenMove::Meet { present: [shen.account(), carrier.account()].into() };
        is_fault(world.green(&shen, id, closed).await, "present", "fault-green-present");
        is_not_found(app.green(&counsellor, id).await);
        world.green(&shen, id, GreenMove::Meet { present: [shen.account(), counsellor.account()].into() }).await.unwrap();
        assert_eq!(app.green(&counsellor, id).await.unwrap().side, GreenSide::School);
    })
    .await;
}

#[tokio::test]
async fn a_school_sends_the_hospital_answers_the_pupil_comes_back_and_somebody_looks_again() {
    on_both(async |world| {
        let shen = world.caller("shen").await;
        let gu = world.colleague("gu", Role::SchoolCounsellor, SCHOOL).await;
        let (doctor, desk) = world.hospital().await;
        let app = world.app();
        let id = world.opened_green(&shen).await;
        let alone = GreenMove::Meet { present: [shen.account()].into() };
        is_fault(world.green(&shen, id, alone).await, "present", "fault-green-two");
        let stranger = GreenMove::Meet { present: [shen.account(), doctor.account()].into() };
        is_fault(world.green(&shen, id, stranger).await, "present", "fault-green-present");
        is_conflict(world.green(&shen, id, GreenMove::Inform).await, "referral_out_of_turn");
        world.green(&shen, id, GreenMove::Meet { present: [shen.account(), gu.account()].into() }).await.unwrap();
        world.green(&gu, id, GreenMove::Inform).await.unwrap();
        is_not_found(app.green(&doctor, id).await);
        let referral = world.referred_pupil(&shen, desk).await;
        let ties = app.green(&shen, id).await.unwrap().ties;
        assert_eq!(ties.iter().map(|tie| tie.id).collect::<Vec<_>>(), [referral]);
        world.green(&shen, id, GreenMove::Cite { referral }).await.unwrap();
        assert!(world.heard_of(&doctor).await.contains(&"notice-green-turn".to_owned()));
        assert_eq!(app.greens(&doctor, None).await.unwrap().owed.len(), 1);
        let view = app.green(&doctor, id).await.unwrap();
        assert_eq!((view.side, view.verbs.clone()), (GreenSide::Hospital, vec![GreenVerb::Slot]));
        assert!(view.entries.iter().all(|entry| entry.note.is_none()), "no words of the school");
        let slot_at = world.now() + SignedDuration::from_hours(20);
        is_denied(world.green(&shen, id, GreenMove::Slot { at: slot_at }).await);
        is_conflict(world.green(&doctor, id, GreenMove::Slot { at: slot_at }).await, "referral_missing");
        world.answers(&doctor, referral, Move::Accept).await;
        is_fault(world.green(&doctor, id, GreenMove::Slot { at: Timestamp::MIN }).await, "at", "fault-referral-time");
        world.green(&doctor, id, GreenMove::Slot { at: slot_at }).await.unwrap();
        world.pass_h(21);
        world.green(&doctor, id, GreenMove::Treat { state: Treatment::InTreatment }).await.unwrap();
        is_conflict(world.green(&doctor, id, GreenMove::FeedBack).await, "referral_missing");
        world.answers(&doctor, referral, Move::Begin).await;
        world.answers(&doctor, referral, Move::Report { result: code("care_ended") }).await;
        world.green(&doctor, id, GreenMove::FeedBack).await.unwrap();
        is_denied(world.green(&doctor, id, GreenMove::Plan(plan(&gu))).await);
        let half = PlanDraft { support: None, ..plan(&gu) };
        is_fault(world.green(&shen, id, GreenMove::Plan(half)).await, "plan", "fault-green-plan");
        let outsider = PlanDraft { support: Some(world.account_of("duty1").await), ..plan(&gu) };
        is_fault(world.green(&shen, id, GreenMove::Plan(outsider)).await, "support", "fault-green-support");
        world.green(&shen, id, GreenMove::Plan(plan(&gu))).await.unwrap();
        let view = app.green(&shen, id).await.unwrap();
        assert_eq!(view.channel.owed().unwrap().0, Stage::Review);
        assert_eq!((view.channel.result(), view.support.as_deref()), (Some(&code("care_ended")), Some("顾青")));
        world.green(&gu, id, GreenMove::Review { review: Review::Well }).await.unwrap();
        let ended = app.green(&shen, id).await.unwrap();
        assert_eq!((ended.row.state.stage.as_str(), ended.verbs.len()), ("ended", 0));
        assert!(app.greens(&shen, None).await.unwrap().owed.is_empty());
        let audit = world.audit().await;
        let steps = audit.iter().filter(|row| row.record == Some(id.uuid()) && !row.detail.starts_with("read"));
        assert_eq!(steps.filter(|row| row.outcome != "refused").count(), 9, "opened, and eight steps");
        // other systems hear ids and codes
        let events = world.db.outbox_waiting(1_000).await.unwrap();
        let events: Vec<_> = events.iter().filter(|event| event.message.topic.starts_with("green.")).collect();
        assert_eq!((events.len(), events.iter().filter(|event| event.message.topic == "green.opened").count()), (9, 1));
        assert!(
            events
                .iter()
                .all(|event| event.message.body.contains(&id.uuid().to_string()) && !event.message.body.contains("校方"))
        );
        // the pupil takes along that there was one, and no word of the school
        let copy = async || {
            let lin = world.caller("lin").await;
            let bytes = app.export_own_data(&lin, xinqiao_app::rights::Format::Json).await.unwrap().bytes;
            assert!(!String::from_utf8_lossy(&bytes).contains("校方的话"));
            serde_json::from_slice::<serde_json::Value>(&bytes).unwrap()["green_channels"].clone()
        };
        assert_eq!(copy().await[0]["stage"].as_str(), Some("ended"));
        world.harm_reported(&shen, world.pupil().await).await;
        assert_eq!(copy().await, serde_json::json!([]), "where harm was reported the copy keeps silent");
        // after three years it goes with everything that belongs to it; a hold keeps it
        let chief = crate::rights::head(world, "head-here", COUNTY).await;
        let hold = app.place_hold(&chief, Some(world.pupil().await), "court").await.unwrap();
        world.pass_h(3 * 365 * 24 + 30 * 24);
        assert_eq!(world.deleted_under("green-channel").await, 0);
        app.end_hold(&world.caller("head-here").await, hold).await.unwrap();
        assert_eq!((world.deleted_under("green-channel").await, world.deleted_under("green-channel").await), (1, 0));
        assert!(world.db.protocol_place(id.uuid()).await.unwrap().is_none());
        assert!(world.db.protocol_steps_for_sweep(id.uuid()).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_channel_is_opened_once_and_a_form_sent_twice_counts_once() {
    on_both(async |world| {
        let shen = world.caller("shen").await;
        let (app, person) = (world.app(), world.pupil().await);
        let ids = app.green_form(&shen, person).await.unwrap().ids;
        let new = NewGreen { person, cause: Cause::Screening, ids };
        let (one, two) = tokio::join!(app.open_green(&shen, &new), app.open_green(&shen, &new));
        assert_eq!((one.unwrap(), two.unwrap()), (ids.0, ids.0));
        let other = NewGreen { ids: app.green_form(&shen, person).await.unwrap().ids, ..new };
        is_conflict(app.open_green(&shen, &other).await, "green_open");
        world.colleague("gu", Role::SchoolCounsellor, SCHOOL).await;
        let present = BTreeSet::from([shen.account(), world.account_of("gu").await]);
        let meet = GreenStep { id: app.new_referral_ids().1, note: None, step: GreenMove::Meet { present } };
        let (one, two) = tokio::join!(app.green_step(&shen, ids.0, &meet), app.green_step(&shen, ids.0, &meet));
        one.unwrap();
        two.unwrap();
        app.green_step(&shen, ids.0, &meet).await.unwrap();
        assert_eq!(app.green(&shen, ids.0).await.unwrap().entries.len(), 2);
        world.green(&shen, ids.0, GreenMove::Stop).await.unwrap();
        assert_ne!(app.open_green(&shen, &other).await.unwrap(), ids.0, "after its end another may begin");
    })
    .await;
}

#[tokio::test]
async fn parents_are_left_out_only_when_somebody_else_signs_in_and_agrees() {
    on_both(async |world| {
        let shen = world.caller("shen").await;
        let gu = world.colleague("gu", Role::SchoolCounsellor, SCHOOL).await;
        let id = world.met(&shen, "gu").await;
        let out = |reason: &str| GreenMove::AskLeaveOut { reason: code(reason) };
        is_fault(world.green(&shen, id, out("harm_by_guardian")).await, "choice", "fault-green-report");
        world.harm_reported(&shen, world.pupil().await).await;
        world.green(&shen, id, out("harm_by_guardian")).await.unwrap();
        is_conflict(world.green(&shen, id, GreenMove::AgreeLeaveOut).await, "same_person");
        assert!(world.app().green(&gu, id).await.unwrap().verbs.contains(&GreenVerb::AgreeLeaveOut));
        world.green(&gu, id, GreenMove::AgreeLeaveOut).await.unwrap();
        assert_eq!(world.app().green(&gu, id).await.unwrap().channel.owed().unwrap().0, Stage::Slot);
    })
    .await;
}

#[tokio::test]
async fn class_teachers_never_see_a_channel_and_strangers_learn_nothing_of_it() {
    on_both(async |world| {
        let shen = world.caller("shen").await;
        let id = world.opened_green(&shen).await;
        let teacher = world.colleague("ban", Role::ClassTeacher, SCHOOL).await;
        let app = world.app();
        is_denied(app.greens(&teacher, None).await);
        is_denied(app.green(&teacher, id).await);
        is_denied(app.green_form(&teacher, world.pupil().await).await);
        for login in ["duty1", "citydesk"] {
            let officer = world.caller(login).await;
            assert!(app.greens(&officer, None).await.unwrap().lines.is_empty());
            is_not_found(app.green(&officer, id).await);
        }
        is_not_found(app.green_form(&world.colleague("xu", Role::SchoolCounsellor, FAR_COUNTY).await, world.pupil().await).await);
    })
    .await;
}

#[tokio::test]
async fn a_missed_stage_goes_up_to_whoever_is_on_duty_and_a_colleague_of_a_leaver_takes_the_lead() {
    on_both(async |world| {
        let shen = world.caller("shen").await;
        let gu = world.colleague("gu", Role::SchoolCounsellor, SCHOOL).await;
        let id = world.met(&shen, "gu").await;
        let app = world.app();
        assert_eq!(app.sweep_protocols().await.unwrap(), 0);
        // the counsellor leaves: the role ends and nothing is left behind without an owner
        world.leaves(&shen).await;
        world.pass_h(25);
        assert_eq!((app.sweep_protocols().await.unwrap(), app.sweep_protocols().await.unwrap()), (1, 0), "once");
        let on_duty = [world.caller("duty1").await, world.caller("duty2").await];
        let row = world.db.protocol_place(id.uuid()).await.unwrap().unwrap();
        let officer =
            on_duty.iter().find(|officer| row.state.owner == Some(officer.account())).expect("an officer of the county");
        assert!(world.heard_of(officer).await.contains(&"notice-green-late".to_owned()));
        let view = app.green(officer, id).await.unwrap();
        assert_eq!((view.side, view.verbs), (GreenSide::Above, vec![GreenVerb::Inform, GreenVerb::AskLeaveOut, GreenVerb::Stop]));
        assert_eq!(app.greens(officer, None).await.unwrap().owed.len(), 1);
        world.green(&gu, id, GreenMove::Lead).await.unwrap();
        let view = app.green(&gu, id).await.unwrap();
        assert_eq!((view.lead.as_str(), view.owner.as_deref()), ("顾青", Some("顾青")));
        // what went back is not the officer's any more
        assert!(app.green(officer, id).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn an_aid_file_runs_its_seven_steps_and_the_child_is_asked_once() {
    on_both(async |world| {
        let keeper = world.caller("duty1").await;
        let police = world.colleague("jing", Role::PoliceLiaison, FAR_COUNTY).await;
        let counsellor = world.caller("counsellor").await;
        let app = world.app();
        let id = world.opened_aid(&keeper, &["counsellor"]).await;
        assert_eq!(app.aid(&keeper, id).await.unwrap().steps.len(), 7, "no report was made yet");
        is_fault(world.aid(&keeper, id, AidMove::Done { step: Step::Report }).await, "step", "fault-aid-report");
        is_conflict(world.aid(&keeper, id, inquiry()).await, "referral_missing");
        world.aid(&keeper, id, AidMove::Done { step: Step::Counselling }).await.unwrap();
        world.harm_reported(&world.caller("shen").await, world.pupil().await).await;
        world.aid(&keeper, id, AidMove::Done { step: Step::Report }).await.unwrap();
        is_fault(
            world.aid(&keeper, id, AidMove::Assign { step: Step::Inquiry, login: "leader".to_owned() }).await,
            "login",
            "fault-protocol-role",
        );
        is_not_found(app.aid(&police, id).await);
        world.aid(&keeper, id, AidMove::Assign { step: Step::Inquiry, login: "jing".to_owned() }).await.unwrap();
        assert!(world.heard_of(&police).await.contains(&"notice-aid-turn".to_owned()));
        let view = app.aid(&police, id).await.unwrap();
        assert_eq!((view.is_named, view.steps.as_slice()), (false, [Step::Inquiry].as_slice()));
        is_denied(world.aid(&police, id, AidMove::Done { step: Step::Evidence }).await);
        is_conflict(app.open_aid_file(&police, id, app.new_referral_ids().1, Some("看看".to_owned())).await, "referral_sealed");
        world.aid(&police, id, inquiry()).await.unwrap();
        is_not_found(app.aid(&police, id).await);
        is_conflict(world.aid(&keeper, id, inquiry()).await, "referral_once");
        world.aid(&counsellor, id, AidMove::AskFurther).await.unwrap();
        is_conflict(world.aid(&counsellor, id, AidMove::ApproveFurther).await, "same_person");
        let view = app.aid(&keeper, id).await.unwrap();
        assert_eq!(view.further_words.as_deref(), Some("因为要紧"));
        is_fault(world.aid_with(&keeper, id, AidMove::RefuseFurther, None).await, "note", "fault-referral-words");
        world.aid(&keeper, id, AidMove::ApproveFurther).await.unwrap();
        is_denied(world.aid(&keeper, id, AidMove::AnswerFurther { reference: "检未 8 号".to_owned() }).await);
        world.aid(&counsellor, id, AidMove::AnswerFurther { reference: "检未 8 号".to_owned() }).await.unwrap();
        let waive = AidMove::AskWaiver { step: Step::Examination, reason: code("not_wanted") };
        world.aid(&keeper, id, waive).await.unwrap();
        is_conflict(world.aid(&keeper, id, AidMove::AgreeWaiver { step: Step::Examination }).await, "same_person");
        world.aid(&counsellor, id, AidMove::AgreeWaiver { step: Step::Examination }).await.unwrap();
        let service = |answer| AidMove::Service { service: code("relief"), answer };
        is_conflict(world.aid(&keeper, id, service(Answer::Done)).await, "referral_out_of_turn");
        world.aid(&keeper, id, service(Answer::Accepted)).await.unwrap();
        for step in [Step::Evidence, Step::Rehabilitation, Step::OtherAid] {
            world.aid(&counsellor, id, AidMove::Done { step }).await.unwrap();
        }
        let ended = world.db.protocol_place(id.uuid()).await.unwrap().unwrap();
        assert_eq!((ended.state.stage.as_str(), ended.state.ended_at), ("ended", Some(world.now())));
    })
    .await;
}

#[tokio::test]
async fn each_opening_of_the_file_is_kept_before_it_is_shown_and_only_names_open_it() {
    on_both(async |world| {
        let keeper = world.caller("duty1").await;
        let counsellor = world.caller("counsellor").await;
        world.harm_reported(&world.caller("shen").await, world.pupil().await).await;
        let id = world.opened_aid(&keeper, &[]).await;
        let app = world.app();
        world.aid(&keeper, id, inquiry()).await.unwrap();
        let open = async |by: &Caller, purpose: Option<&str>| {
            app.open_aid_file(by, id, app.new_referral_ids().1, purpose.map(str::to_owned)).await
        };
        is_fault(open(&keeper, None).await, "note", "fault-referral-words");
        is_not_found(open(&counsellor, Some("看看")).await);
        let gu = world.colleague("gu", Role::SchoolCounsellor, SCHOOL).await;
        is_not_found(world.aid(&gu, id, AidMove::TakeOver).await);
        world.aid(&keeper, id, AidMove::Name { login: "counsellor".to_owned() }).await.unwrap();
        is_denied(world.aid(&counsellor, id, AidMove::Name { login: "duty2".to_owned() }).await);
        let step = app.new_referral_ids().1;
        let file = app.open_aid_file(&counsellor, id, step, Some("准备陪同".to_owned())).await.unwrap();
        assert_eq!(file.contents.inquiry.map(|inquiry| inquiry.reference).as_deref(), Some("检未 7 号"));
        assert_eq!((file.openings.len(), file.openings[0].2.as_str()), (1, "准备陪同"));
        is_conflict(app.open_aid_file(&counsellor, id, step, Some("准备陪同".to_owned())).await, "aid_opened");
        assert_eq!(open(&keeper, Some("核对")).await.unwrap().openings.len(), 2);
        world.aid(&keeper, id, AidMove::Unname { account: counsellor.account() }).await.unwrap();
        is_not_found(app.aid(&counsellor, id).await);
        assert!(app.aids(&counsellor, None).await.unwrap().lines.is_empty());
        let audit = world.audit().await;
        let opened = audit.iter().filter(|row| row.record == Some(id.uuid()) && row.detail == "file opened");
        assert_eq!(opened.count(), 2);
    })
    .await;
}

#[tokio::test]
async fn whoever_may_see_the_person_does_not_learn_that_there_is_a_file() {
    on_both(async |world| {
        let keeper = world.caller("duty1").await;
        let id = world.opened_aid(&keeper, &[]).await;
        world.aid(&keeper, id, AidMove::Done { step: Step::Counselling }).await.unwrap();
        let app = world.app();
        for login in ["duty2", "citydesk", "shen", "counsellor"] {
            let other = world.caller(login).await;
            assert!(app.aids(&other, None).await.unwrap().lines.is_empty(), "{login}");
            is_not_found(app.aid(&other, id).await);
            let purpose = app.file_purposes(&other).first().copied().unwrap_or(Purpose::Service);
            let file = app.person_file(&other, world.pupil().await, purpose).await.unwrap();
            assert!(file.looks.iter().all(|look| !look.action.contains("aid")), "{login}");
        }
        let lin = world.caller("lin").await;
        let looks = app.who_looked(&lin, world.now() + SignedDuration::from_secs(1), 100).await.unwrap();
        assert!(looks.iter().all(|look| !look.action.contains("aid")));
        // who tries to open a second one hears that one runs, and its keeper hears of it: a child is asked once
        let duty2 = world.caller("duty2").await;
        let ids = app.aid_form(&duty2, world.pupil().await).await.unwrap().ids;
        let new = NewAid { person: world.pupil().await, named: Vec::new(), cites_report: false, ids };
        is_conflict(app.open_aid(&duty2, &new).await, "aid_open");
        assert!(world.heard_of(&keeper).await.contains(&"notice-aid-tried".to_owned()));
        is_not_found(app.aid(&duty2, id).await);
        is_denied(app.aid_form(&world.caller("shen").await, world.pupil().await).await);
        is_not_found(app.aid_form(&world.caller("far").await, world.pupil().await).await);
    })
    .await;
}

#[tokio::test]
async fn what_is_late_goes_up_without_opening_the_file_and_a_leavers_file_is_taken_over() {
    on_both(async |world| {
        let keeper = world.caller("duty1").await;
        let id = world.opened_aid(&keeper, &["counsellor"]).await;
        let app = world.app();
        world.pass_s(60);
        assert_eq!(
            (app.sweep_protocols().await.unwrap(), app.sweep_protocols().await.unwrap()),
            (1, 0),
            "the report is owed at once"
        );
        let city = world.caller("citydesk").await;
        assert!(world.heard_of(&city).await.contains(&"notice-aid-late".to_owned()));
        let view = app.aid(&city, id).await.unwrap();
        assert_eq!((view.is_named, view.steps.as_slice()), (false, [Step::Report].as_slice()));
        is_conflict(app.open_aid_file(&city, id, app.new_referral_ids().1, Some("看看".to_owned())).await, "referral_sealed");
        let counsellor = world.caller("counsellor").await;
        is_denied(world.aid(&counsellor, id, AidMove::TakeOver).await);
        world.leaves(&keeper).await;
        let view = app.aid(&counsellor, id).await.unwrap();
        assert!(!view.has_keeper && view.verbs.contains(&AidVerb::TakeOver));
        world.aid(&counsellor, id, AidMove::TakeOver).await.unwrap();
        let view = app.aid(&counsellor, id).await.unwrap();
        assert!(view.is_keeper && view.aid.owing().iter().all(|(_, open)| open.owner.account != keeper.account()));
        // everything that was missed together is recorded, each once, and keeps an owner
        world.pass_h(24 * 20);
        app.sweep_protocols().await.unwrap();
        let view = app.aid(&city, id).await.unwrap();
        assert_eq!(view.aid.owing().len(), 7);
        assert!(view.aid.owing().iter().all(|(_, open)| world.now() < open.due_at));
    })
    .await;
}
