//! A campaign of a school: planned, signed off, asked part by part, paused when talks run out, told to teachers by what is open only.

use jiff::civil::date;
use xinqiao_access::Role;
use xinqiao_app::assessment::{Sharing, Sheet};
use xinqiao_app::campaigns::{Enrolled, Enrolment, ImportOptions, LifeStep, NewCampaign, NewPart, NewSitting, Talk};
use xinqiao_app::group_reports::{NotWorkedOut, Reliability};
use xinqiao_app::{AppError, Caller};
use xinqiao_campaigns::{Only, Stage};
use xinqiao_kernel::id::CampaignId;
use xinqiao_warnings::{Dismissal, Level};

use crate::world::{
    FAR_COUNTY, ITEM_NINE, SCHOOL, SIXTEEN, TODAY, World, is_conflict, is_denied, is_not_found, on_both, path, phq9, refused,
};

/// PHQ-2, and PHQ-9 from 3 points on.
fn plan() -> NewCampaign {
    let nine = NewPart {
        instrument: "phq-9".to_owned(),
        form: xinqiao_kernel::TestForm::Fixed,
        only: Some(Only { after: 0, total_from: 3.0 }),
    };
    NewCampaign {
        place: path(SCHOOL),
        title: "冬季筛查".to_owned(),
        parts: vec![NewPart::always("phq-2"), nine],
        consent_text: "自愿参加".to_owned(),
        opens_on: TODAY,
        closes_on: date(2026, 12, 4),
    }
}

async fn running(world: &World) -> CampaignId {
    let shen = world.caller("shen").await;
    let id = world.app().create_campaign(&shen, &plan()).await.unwrap();
    world.sign_off(id).await;
    id
}

fn sheet(instrument: &str, answers: Vec<Option<f64>>, id: CampaignId, world: &World) -> Sheet {
    Sheet {
        instrument: instrument.to_owned(),
        answers,
        sharing: Sharing::Campaign(id),
        key: format!("{instrument}-{}", world.event()),
        answered_at: world.now(),
        seconds: None,
        form: xinqiao_kernel::TestForm::Fixed,
    }
}

fn two(first: f64, second: f64) -> Vec<Option<f64>> {
    vec![Some(first), Some(second)]
}

async fn asked(world: &World, who: &Caller) -> Vec<String> {
    world.app().open_campaigns(who).await.unwrap().into_iter().map(|one| one.instrument).collect()
}

/// How often somebody was told something.
pub async fn times_told(world: &World, who: &Caller, kind: &str) -> usize {
    world.app().notices(who, 50).await.unwrap().iter().filter(|one| one.kind == kind).count()
}

async fn teacher(world: &World) -> Caller {
    let from = date(2026, 1, 1);
    world.account("teacher", "某人", None, &[(Role::ClassTeacher, path(SCHOOL), from, None)]).await;
    world.caller("teacher").await
}

#[tokio::test]
async fn nobody_is_asked_before_a_second_person_has_signed_and_a_plan_sent_back_is_handed_in_again() {
    on_both(async |world| {
        let (shen, head, pupil) = (world.caller("shen").await, world.caller("head").await, world.resident("pupil", SCHOOL).await);
        let app = world.app();
        let elsewhere = [(Role::DepartmentHead, path(FAR_COUNTY), date(2026, 1, 1), None)];
        world.account("head-elsewhere", "某人", None, &elsewhere).await;
        let id = app.create_campaign(&shen, &plan()).await.unwrap();
        app.enrol(&shen, id, &Enrolment::default()).await.unwrap();
        assert!(asked(world, &pupil).await.is_empty());
        is_conflict(app.submit(&pupil, sheet("phq-2", two(1.0, 1.0), id, world)).await, "campaign_not_open");
        is_denied(app.campaign_step(&shen, id, 1, LifeStep::SignOff, "").await);
        let wordless = refused(app.campaign_step(&head, id, 1, LifeStep::SendBack, " ").await);
        assert!(matches!(wordless, AppError::Invalid(faults) if faults[0].field == "reason"));
        app.campaign_step(&head, id, 1, LifeStep::SendBack, "知情书缺电话").await.unwrap();
        is_conflict(app.campaign_step(&head, id, 1, LifeStep::SignOff, "").await, "changed");
        app.campaign_step(&shen, id, 2, LifeStep::HandInAgain, "").await.unwrap();
        app.campaign_step(&head, id, 3, LifeStep::SignOff, "").await.unwrap();
        assert_eq!(asked(world, &pupil).await, ["phq-2"]);
        let life = app.campaign_life(&shen, id).await.unwrap();
        let told: Vec<_> = life.told.iter().map(|one| one.act.word()).collect();
        assert_eq!(told, ["planned", "sent_back", "planned", "signed_off"]);
        assert_eq!(life.told[1].reason.as_deref(), Some("知情书缺电话"));
        assert!(life.may_run && !life.may_sign);
        // each was told when it was their turn: twice handed in, twice answered
        assert_eq!(times_told(world, &head, "notice-second-wanted").await, 2);
        assert_eq!(times_told(world, &shen, "notice-second-given").await, 2);
        assert_eq!(times_told(world, &shen, "notice-second-wanted").await, 0);
        let elsewhere = world.caller("head-elsewhere").await;
        assert_eq!(times_told(world, &elsewhere, "notice-second-wanted").await, 0, "nobody outside the place hears of it");
    })
    .await;
}

#[tokio::test]
async fn the_second_instrument_is_asked_of_those_whose_first_total_asks_for_it() {
    on_both(async |world| {
        let id = running(world).await;
        let (low, high) = (world.resident("low", SCHOOL).await, world.resident("high", SCHOOL).await);
        let app = world.app();
        app.enrol(&world.caller("shen").await, id, &Enrolment::default()).await.unwrap();
        let done = app.submit(&low, sheet("phq-2", two(1.0, 1.0), id, world)).await.unwrap();
        assert!(!done.more && asked(world, &low).await.is_empty());
        let first = sheet("phq-2", two(2.0, 1.0), id, world);
        let more = app.submit(&high, first.clone()).await.unwrap();
        assert!(more.more);
        assert_eq!(asked(world, &high).await, ["phq-9"]);
        // the browser sends the first part again: the same sheet, and nothing moves back
        let again = app.submit(&high, first).await.unwrap();
        assert_eq!(again.landed.response(), more.landed.response());
        let last = app.submit(&high, sheet("phq-9", phq9(SIXTEEN), id, world)).await.unwrap();
        assert!(!last.more && asked(world, &high).await.is_empty());
        // who was not asked for the second part cannot answer it
        is_conflict(app.submit(&low, sheet("gad-7", vec![Some(0.0); 7], id, world)).await, "campaign_not_open");
    })
    .await;
}

#[tokio::test]
async fn while_it_rests_nobody_begins_and_who_began_hands_in() {
    on_both(async |world| {
        let id = running(world).await;
        let (shen, pupil) = (world.caller("shen").await, world.resident("pupil", SCHOOL).await);
        let app = world.app();
        app.enrol(&shen, id, &Enrolment::default()).await.unwrap();
        app.campaign_step(&shen, id, 2, LifeStep::Pause, "停电").await.unwrap();
        assert!(app.submit(&pupil, sheet("phq-2", two(0.0, 0.0), id, world)).await.is_ok());
        app.campaign_step(&shen, id, 3, LifeStep::Close, "").await.unwrap();
        let other = world.resident("other", SCHOOL).await;
        is_conflict(app.enrol(&shen, id, &Enrolment::default()).await, "campaign_closed");
        is_not_found(app.submit(&other, sheet("phq-2", two(0.0, 0.0), id, world)).await);
        let late = refused(app.campaign_step(&shen, id, 4, LifeStep::Reopen(date(2026, 11, 1)), "补测").await);
        assert!(matches!(late, AppError::Invalid(faults) if faults[0].field == "closes_on"));
        let stage = app.campaign_step(&shen, id, 4, LifeStep::Reopen(date(2026, 12, 20)), "补测").await.unwrap();
        assert_eq!(stage, Stage::Running);
    })
    .await;
}

#[tokio::test]
async fn the_age_gate_leaves_out_who_is_of_another_age_and_says_how_many() {
    on_both(async |world| {
        let id = running(world).await;
        let shen = world.caller("shen").await;
        world.resident("grown", SCHOOL).await;
        let app = world.app();
        let children = Enrolment { ages: Some((6, 12)), ..Enrolment::default() };
        let none = app.enrol(&shen, id, &children).await.unwrap();
        assert_eq!((none.added, none.there), (0, 0));
        assert!(0 < none.other_age + none.no_birth);
        let all = app.enrol(&shen, id, &Enrolment::default()).await.unwrap();
        assert!(0 < all.added);
        let again = app.enrol(&shen, id, &Enrolment::default()).await.unwrap();
        assert_eq!(again, Enrolled { added: 0, there: all.added, ..Enrolled::default() });
        let turned = Enrolment { ages: Some((12, 6)), ..Enrolment::default() };
        assert!(matches!(refused(app.enrol(&shen, id, &turned).await), AppError::Invalid(_)));
        let elsewhere = Enrolment { unit: Some(path(crate::world::FAR_COUNTY)), ..Enrolment::default() };
        assert!(matches!(refused(app.enrol(&shen, id, &elsewhere).await), AppError::Invalid(_)));
    })
    .await;
}

#[tokio::test]
async fn a_teacher_sees_what_is_open_and_is_reminded_at_most_every_third_day() {
    on_both(async |world| {
        let id = running(world).await;
        let shen = world.caller("shen").await;
        let (open, declined) = (world.resident("open", SCHOOL).await, world.resident("declined", SCHOOL).await);
        let teacher = teacher(world).await;
        let app = world.app();
        app.enrol(&shen, id, &Enrolment::default()).await.unwrap();
        app.decline_campaign(&declined, id).await.unwrap();
        let class = app.class_campaigns(&teacher).await.unwrap();
        assert_eq!((class.len(), class[0].settled), (1, 1));
        let list = app.completion(&teacher, id, Some(&path(SCHOOL)), None).await.unwrap();
        let settled = |who: &Caller| list.members.iter().find(|one| Some(one.person) == who.person()).map(|one| one.settled);
        assert_eq!((settled(&open), settled(&declined)), (Some(false), Some(true)));
        // the numbers of the campaign and its results are closed to a teacher
        is_denied(app.campaign(&teacher, id).await.map(drop));
        assert_eq!(app.remind(&shen, id, &path(SCHOOL)).await.unwrap(), 1);
        is_conflict(app.remind(&shen, id, &path(SCHOOL)).await, "nothing_to_remind");
        let told = app.notices(&teacher, 10).await.unwrap();
        assert_eq!(told.iter().map(|one| one.kind.as_str()).collect::<Vec<_>>(), ["notice-campaign-open"]);
        world.pass_h(72);
        assert_eq!(world.app().remind(&shen, id, &path(SCHOOL)).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_campaign_rests_by_itself_when_more_talks_are_to_come_than_the_staff_can_hold() {
    on_both(async |world| {
        let id = running(world).await;
        let shen = world.caller("shen").await;
        let mut pupils = Vec::new();
        for at in 0..160 {
            pupils.push(world.resident(&format!("pupil{at}"), SCHOOL).await);
        }
        let app = world.app();
        app.enrol(&shen, id, &Enrolment::default()).await.unwrap();
        assert_eq!(app.watch_campaigns().await.unwrap(), 0);
        for pupil in &pupils[..80] {
            app.submit(pupil, sheet("phq-2", two(3.0, 3.0), id, world)).await.unwrap();
            app.submit(pupil, sheet("phq-9", phq9(SIXTEEN), id, world)).await.unwrap();
        }
        assert_eq!(app.watch_campaigns().await.unwrap(), 1);
        let life = app.campaign_life(&shen, id).await.unwrap();
        let figures = life.paused_for.unwrap();
        assert!(life.stage == Stage::Paused && figures.exceeds() && 0.9 < figures.share, "{figures:?}");
        let told = app.notices(&shen, 10).await.unwrap();
        assert!(told.iter().any(|one| one.kind == "notice-campaign-paused"));
        let wordless = refused(app.campaign_step(&shen, id, 3, LifeStep::Resume, "").await);
        assert!(matches!(wordless, AppError::Invalid(_)));
        app.campaign_step(&shen, id, 3, LifeStep::Resume, "市级团队支援").await.unwrap();
        // somebody decided: the rule does not argue for a day
        assert_eq!(app.watch_campaigns().await.unwrap(), 0);
        world.pass_h(25);
        assert_eq!(world.app().watch_campaigns().await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_sitting_lies_within_the_days_of_the_campaign_and_is_planned_once() {
    on_both(async |world| {
        let id = running(world).await;
        let shen = world.caller("shen").await;
        let app = world.app();
        let new = NewSitting { id: app.fresh_sitting(), unit: path(SCHOOL), begins_at: world.now(), room: "机房2".to_owned() };
        assert!(app.plan_sitting(&shen, id, &new).await.unwrap());
        assert!(!app.plan_sitting(&shen, id, &new).await.unwrap());
        let late = NewSitting { begins_at: "2027-01-01T00:00:00Z".parse().unwrap(), ..new.clone() };
        assert!(matches!(refused(app.plan_sitting(&shen, id, &late).await), AppError::Invalid(_)));
        let roomless = NewSitting { room: " ".to_owned(), ..new };
        assert!(matches!(refused(app.plan_sitting(&shen, id, &roomless).await), AppError::Invalid(_)));
        assert_eq!(app.sittings(&shen, id).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_answer_after_the_last_day_is_refused() {
    on_both(async |world| {
        let id = running(world).await;
        let pupil = world.resident("pupil", SCHOOL).await;
        world.app().enrol(&world.caller("shen").await, id, &Enrolment::default()).await.unwrap();
        world.pass_h(24 * 13);
        is_conflict(world.app().submit(&pupil, sheet("phq-2", two(0.0, 0.0), id, world)).await, "campaign_not_open");
    })
    .await;
}

#[tokio::test]
async fn whom_to_talk_to_is_listed_until_somebody_has_and_who_needs_nothing_is_counted_without_a_name() {
    on_both(async |world| {
        let (shen, duty1) = (world.caller("shen").await, world.caller("duty1").await);
        let id = world.campaign().await;
        let (first, second) = (world.resident("first", SCHOOL).await, world.resident("second", SCHOOL).await);
        for (pupil, key) in [(&first, "sheet-of-first"), (&second, "sheet-of-second")] {
            world.ask(id, pupil).await;
            world.pass_s(60);
            world.submit(pupil, key, ITEM_NINE, Sharing::Campaign(id)).await;
        }
        let talks = async || world.app().campaign_talks(&shen, id, None).await.unwrap();
        let found = talks().await;
        assert_eq!(
            found.rows.iter().map(|row| row.person).collect::<Vec<_>>(),
            [first.person().unwrap(), second.person().unwrap()]
        );
        assert!(found.rows.iter().all(|row| matches!(row.talk, Talk::Waits { .. }) && row.name.contains('*')), "{found:?}");

        // one is followed, with the other there is nothing
        let signals: Vec<_> = world.signals(&shen).await;
        let of = |caller: &Caller| {
            signals.iter().filter(|one| Some(one.person) == caller.person()).map(|one| one.id).collect::<Vec<_>>()
        };
        for signal in of(&second) {
            world
                .app()
                .dismiss_signal(&shen, signal, Dismissal::ExplainedByPerson, Some("谈过了，没有事。".to_owned()))
                .await
                .unwrap();
        }
        world.confirm(&shen, of(&first)[0], Level::Yellow, Some("duty1")).await;
        let found = talks().await;
        assert_eq!((found.rows.len(), found.set_aside), (1, 1));
        assert!(matches!(found.rows[0].talk, Talk::Followed { due: Some(_), .. }), "{found:?}");

        // whoever leads sees counts, not whom to talk to; somebody from elsewhere not even that
        is_denied(world.app().campaign_talks(&world.caller("head").await, id, None).await);
        assert!(world.app().campaign_talks(&duty1, id, None).await.is_ok());
        is_denied(world.app().campaign_talks(&first, id, None).await);
    })
    .await;
}

#[tokio::test]
async fn each_instrument_of_a_campaign_takes_a_file_of_its_own() {
    on_both(async |world| {
        let id = running(world).await;
        let (shen, app) = (world.caller("shen").await, world.app());
        let two = b"id,q1,q2\n001,2,2\n002,0,0\n".to_vec();
        let nine = b"id,q1,q2,q3,q4,q5,q6,q7,q8,q9\n001,1,1,0,0,0,0,0,0,0\n".to_vec();
        for (part, bytes, created) in [(0, two.clone(), 2), (1, nine.clone(), 1)] {
            let options = ImportOptions { part, ..ImportOptions::new("id") };
            let import = app.check_import(&shen, id, "a.csv", bytes, &options).await.unwrap();
            let report = app.apply_import(&shen, import.import, None).await.unwrap();
            assert_eq!((report.counts.created, report.counts.failed), (created, 0), "{part}");
        }
        // handed in again it changes nothing, and each part knows its own sheets
        let again = ImportOptions { part: 1, ..ImportOptions::new("id") };
        let import = app.check_import(&shen, id, "a.csv", nine, &again).await.unwrap();
        assert_eq!((import.counts.created, import.counts.skipped), (0, 1));
        let none = ImportOptions { part: 2, ..ImportOptions::new("id") };
        let fault = refused(app.check_import(&shen, id, "a.csv", two, &none).await);
        assert!(matches!(&fault, AppError::Invalid(faults) if faults[0].field == "part"), "{fault:?}");
    })
    .await;
}

#[tokio::test]
async fn a_list_tells_of_a_screening_of_long_ago_what_its_page_told_when_it_was_over() {
    on_both(async |world| {
        let (shen, app) = (world.caller("shen").await, world.app());
        for number in 0..40 {
            world.resident(&format!("pupil{number}"), SCHOOL).await;
        }
        let id = running(world).await;
        app.enrol(&shen, id, &Enrolment::default()).await.unwrap();
        for number in 0..24 {
            let pupil = world.caller(&format!("pupil{number}")).await;
            app.submit(&pupil, sheet("phq-2", two(0.0, 1.0), id, world)).await.unwrap();
        }
        world.pass_h(24 * 15);
        let shen = world.caller("shen").await;
        let of_page = app.campaign(&shen, id).await.unwrap().counts;
        assert!(of_page.responses.shown().is_some() && of_page.members.shown().is_some(), "{of_page:?}");
        for _ in 0..2 {
            let standing = app.campaigns_standing(&shen).await.unwrap();
            let of_list = standing.iter().find(|one| one.campaign.id == id).unwrap().counts;
            assert_eq!(of_list, of_page);
            world.pass_h(24 * 30);
        }
    })
    .await;
}

#[tokio::test]
async fn the_data_of_very_many_sheets_are_judged_beside_the_look_once_for_all_who_look() {
    on_both(async |world| {
        let id = running(world).await;
        let (shen, app) = (world.caller("shen").await, world.app());
        let rows = (0..6_100).map(|row| format!("s{row:05},{},{}\n", row % 4, (row / 3) % 4));
        let file = format!("id,q1,q2\n{}", rows.collect::<String>());
        let import = app.check_import(&shen, id, "many.csv", file.into_bytes(), &ImportOptions::new("id")).await.unwrap();
        assert_eq!(app.apply_import(&shen, import.import, None).await.unwrap().counts.created, 6_100);
        let is_working = |found: &Reliability| matches!(found.report, Err(NotWorkedOut::Working { .. }));
        assert!(is_working(&app.reliability(&shen, id).await.unwrap()));
        let begun = world.now();
        let found = loop {
            let found = app.reliability(&shen, id).await.unwrap();
            if !is_working(&found) {
                break found;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        };
        assert_eq!((found.sheets, found.is_part, found.at), (6_100, false, begun));
        assert!(found.report.is_ok());
        world.pass_s(600);
        assert_eq!(app.reliability(&shen, id).await.unwrap().at, begun, "kept for ten minutes");
        world.pass_s(1);
        assert!(is_working(&app.reliability(&shen, id).await.unwrap()));
    })
    .await;
}
