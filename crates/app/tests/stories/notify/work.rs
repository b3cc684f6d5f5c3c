//! Letters about referrals, cases and disputes: who gets one, who does not any more, and that they say nothing of what it is about.

use xinqiao_access::Role;
use xinqiao_app::casework::CaseVerb;
use xinqiao_app::disputes::DisputeInput;
use xinqiao_app::protocols::GreenMove;
use xinqiao_app::referrals::{DeskChange, Move, To};
use xinqiao_cases::{Told, Who};
use xinqiao_disputes::Worker;
use xinqiao_referrals::green_channel::Treatment;
use xinqiao_referrals::{Kind, Urgency};
use xinqiao_testkit::SmtpServer;

use super::{Letters, connect, file, mime, minutes, reach, smtp, states};
use crate::casework::{code, does, opened, staff, step};
use crate::world::{COUNTY, SCHOOL, TOWNSHIP, World, on_both};

/// Letters about what is not red have set out by then: on a Sunday evening before the quiet hours.
const EIGHT_HOURS: i64 = 481;

#[tokio::test]
async fn the_receiver_of_a_referral_gets_a_mail_that_names_nobody_and_no_illness() {
    on_both(async |world| {
        let server = SmtpServer::start(None, None);
        connect(world, &smtp(server.port));
        let (_, _, person, id) = world.referred().await;
        reach(world, "qin", "email", "qin@town.test").await;
        world.app().send_notices().await.unwrap();
        assert!(server.mails().is_empty(), "what is in its turn leaves a working day for looking at the desk");
        world.clock.advance(minutes(EIGHT_HOURS));
        assert_eq!(world.app().send_notices().await.unwrap(), 1);
        let mails = server.mails();
        assert_eq!(mails.len(), 1);
        let mail = mime::read(&mails[0]);
        assert_eq!((mail.headers["to"].as_str(), mail.headers["subject"].as_str()), ("qin@town.test", "有一项工作等您处理"));
        let whole = format!("{:?} {}", mail.headers, mail.text).to_lowercase().replace("delivered", "");
        let names =
            ["林", "晓溪", "白芷", "秦", "石门", "青溪", "柳湾", "转介", "精神", "psychiatr", "睡", "红", "blue", "referral"];
        for word in names.into_iter().chain([id.to_string().as_str(), person.to_string().as_str(), "13912345678"]) {
            assert!(!whole.contains(word), "{word}: {whole}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_answered_taken_back_or_is_no_longer_the_desks_goes_to_nobody() {
    on_both(async |world| {
        let letters = Letters::new();
        connect(world, &file("email", &letters.path));
        let (counsellor, doctor, person, answered) = world.referred().await;
        reach(world, "qin", "email", "qin@town.test").await;
        let app = world.app();
        world.moved(&doctor, answered, Move::Accept).await.unwrap();
        let desk = app.desks_for(&counsellor, Kind::Refer).await.unwrap()[0].desk.id;
        let back = world.sent(&counsellor, &world.draft(person, Kind::Refer, To::Desk(desk))).await;
        world.moved(&counsellor, back, Move::Revoke { reason: code_of("sent_in_error") }).await.unwrap();
        world.sent(&counsellor, &world.draft(person, Kind::Refer, To::Desk(desk))).await;
        app.send_notices().await.unwrap();
        let admin = world.caller("secadmin").await;
        app.change_desk(&admin, desk, &DeskChange::Remove(doctor.account())).await.unwrap();
        world.clock.advance(minutes(EIGHT_HOURS));
        assert_eq!(app.send_notices().await.unwrap(), 0);
        assert!(letters.all().is_empty());
        let of = states(world, "qin").await;
        assert!(!of.is_empty() && of.iter().all(|(_, state, _)| state == "superseded" || state == "queued"), "{of:?}");
        assert_eq!(of.iter().filter(|(_, state, _)| state == "superseded").count(), 3, "{of:?}");
    })
    .await;
}

#[tokio::test]
async fn whoever_owes_the_next_stage_of_a_green_channel_gets_a_letter_and_none_once_it_is_done() {
    on_both(async |world| {
        let letters = Letters::new();
        connect(world, &file("email", &letters.path));
        let shen = world.caller("shen").await;
        world.colleague("gu", Role::SchoolCounsellor, SCHOOL).await;
        let (doctor, desk) = world.hospital().await;
        reach(world, "qin", "email", "qin@town.test").await;
        let id = world.met(&shen, "gu").await;
        world.green(&shen, id, GreenMove::Inform).await.unwrap();
        let referral = world.referred_pupil(&shen, desk).await;
        world.green(&shen, id, GreenMove::Cite { referral }).await.unwrap();
        world.moved(&doctor, referral, Move::Accept).await.unwrap();
        let app = world.app();
        app.send_notices().await.unwrap();
        world.clock.advance(minutes(EIGHT_HOURS));
        assert_eq!(app.send_notices().await.unwrap(), 1);
        assert_eq!(letters.readers(), ["qin@town.test"]);
        let text = letters.all()[0].to_string();
        for word in ["林", "晓溪", "绿色", "柳湾", "转介", &id.to_string()] {
            assert!(!text.contains(word), "{word}: {text}");
        }
        let slot = world.now() + minutes(24 * 60);
        world.green(&doctor, id, GreenMove::Slot { at: slot }).await.unwrap();
        world.green(&doctor, id, GreenMove::Treat { state: Treatment::InTreatment }).await.unwrap();
        world.clock.advance(minutes(EIGHT_HOURS));
        app.send_notices().await.unwrap();
        assert_eq!(letters.readers().len(), 1);
    })
    .await;
}

fn code_of(text: &str) -> xinqiao_referrals::Code {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_referral_that_cannot_wait_goes_by_all_ways_at_once() {
    on_both(async |world| {
        let letters = Letters::new();
        connect(world, &format!("{}{}", file("email", &letters.path), file("sms", &letters.path)));
        let (counsellor, _, person, _) = world.referred().await;
        reach(world, "qin", "email", "qin@town.test").await;
        reach(world, "qin", "sms", "+8613800000001").await;
        let desk = world.app().desks_for(&counsellor, Kind::Refer).await.unwrap()[0].desk.id;
        let draft =
            xinqiao_app::referrals::Draft { urgency: Urgency::Emergency, ..world.draft(person, Kind::Refer, To::Desk(desk)) };
        world.sent(&counsellor, &draft).await;
        assert_eq!(world.app().send_notices().await.unwrap(), 2);
        let mut readers = letters.readers();
        readers.sort();
        assert_eq!(readers, ["+8613800000001", "qin@town.test"]);
    })
    .await;
}

/// A case with a step that the grid worker owes.
async fn with_step(world: &World) -> (xinqiao_app::Caller, xinqiao_kernel::id::CaseId, xinqiao_kernel::id::CaseEventId) {
    let (counsellor, _, id) = opened(world).await;
    let grid = staff(world, "grid", Role::GridWorker, TOWNSHIP).await;
    reach(world, "grid", "email", "grid@town.test").await;
    let owner = Who::Account(grid.account());
    let planned = does(world, &counsellor, id, CaseVerb::PlanStep { step: step(world, owner, 9) }).await.unwrap();
    (counsellor, id, planned)
}

#[tokio::test]
async fn a_notice_about_a_case_that_was_closed_meanwhile_is_not_sent() {
    on_both(async |world| {
        let letters = Letters::new();
        connect(world, &file("email", &letters.path));
        let (counsellor, id, _) = with_step(world).await;
        let wei = staff(world, "wei", Role::Counsellor, COUNTY).await;
        world.app().send_notices().await.unwrap();
        let propose = CaseVerb::ProposeClose {
            outcome: code("error"),
            continues: "无".to_owned(),
            told: Told::NotWished,
            asked: wei.account(),
        };
        does(world, &counsellor, id, propose).await.unwrap();
        does(world, &wei, id, CaseVerb::ApproveClose).await.unwrap();
        world.clock.advance(minutes(EIGHT_HOURS));
        assert_eq!(world.app().send_notices().await.unwrap(), 0);
        assert!(letters.all().is_empty());
        assert!(matches!(&states(world, "grid").await[..], [(_, state, None)] if state == "superseded"));
    })
    .await;
}

#[tokio::test]
async fn whoever_handed_a_step_of_a_case_on_gets_no_letter_and_who_has_it_now_does() {
    on_both(async |world| {
        let letters = Letters::new();
        connect(world, &file("email", &letters.path));
        let (counsellor, id, planned) = with_step(world).await;
        let wei = staff(world, "wei", Role::SocialWorker, COUNTY).await;
        reach(world, "wei", "email", "wei@town.test").await;
        world.app().send_notices().await.unwrap();
        let on =
            CaseVerb::HandOnStep {
                step: planned.into(), to: Who::Account(wei.account()), for_owner: "下周去看看".to_owned()
            };
        does(world, &counsellor, id, on).await.unwrap();
        world.clock.advance(minutes(EIGHT_HOURS));
        assert_eq!(world.app().send_notices().await.unwrap(), 1);
        assert_eq!(letters.readers(), ["wei@town.test"]);
        let whole = letters.all()[0].to_string();
        assert!(!whole.contains("下周") && !whole.contains("林") && !whole.contains(&id.to_string()), "{whole}");
    })
    .await;
}

#[tokio::test]
async fn a_dispute_that_was_handed_over_is_told_to_who_owes_it_now_and_to_nobody_else() {
    on_both(async |world| {
        let letters = Letters::new();
        connect(world, &file("email", &letters.path));
        let mediator = world.worker("mediator", Role::Mediator, TOWNSHIP).await;
        let second = world.worker("second", Role::Mediator, TOWNSHIP).await;
        for login in ["mediator", "second"] {
            reach(world, login, "email", &format!("{login}@town.test")).await;
        }
        let volunteer = world.worker("helper", Role::Volunteer, TOWNSHIP).await;
        let new = world.new_dispute(Worker::Volunteer, &[]);
        let id = world.app().register_dispute(&volunteer, &new).await.unwrap();
        world.app().send_notices().await.unwrap();
        let owes = world.db.dispute_place(id).await.unwrap().unwrap().state.owed.unwrap().0;
        let (from, to) = if owes == mediator.account() { (&mediator, &second) } else { (&second, &mediator) };
        world.does(from, id, DisputeInput::HandOver { to: to.account() }, None).await.unwrap();
        world.clock.advance(minutes(EIGHT_HOURS));
        assert_eq!(world.app().send_notices().await.unwrap(), 1);
        let expected = if owes == mediator.account() { "second@town.test" } else { "mediator@town.test" };
        assert_eq!(letters.readers(), [expected]);
        let number = world.db.dispute_place(id).await.unwrap().unwrap().number;
        let whole = letters.all()[0].to_string();
        assert!(!whole.contains(&number) && !whole.contains("纠纷") && !whole.contains("柳湾"), "{whole}");
    })
    .await;
}
