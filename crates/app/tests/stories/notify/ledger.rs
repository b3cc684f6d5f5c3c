//! Who gets a letter, and who does not any more.

use xinqiao_app::assessment::Sharing;
use xinqiao_app::warnings::StepInput;
use xinqiao_testkit::{Mailbox, SmtpServer};
use xinqiao_warnings::Dismissal;

use super::{Letters, connect, file, minutes, reach, smtp, states};
use crate::world::{ITEM_NINE, on_both};

#[tokio::test]
async fn handed_over_between_queueing_and_sending_the_former_owner_gets_nothing() {
    on_both(async |world| {
        let letters = Letters::new();
        connect(world, &file("email", &letters.path));
        reach(world, "counsellor", "email", "bai@town.test").await;
        reach(world, "duty2", "email", "zou@town.test").await;
        let lin = world.caller("lin").await;
        let id = world.yellow(&lin, "counsellor").await;
        assert_eq!(world.app().send_notices().await.unwrap(), 0);
        assert!(matches!(&states(world, "counsellor").await[..], [(_, state, None)] if state == "queued"));
        world.clock.advance(minutes(20));
        let (counsellor, to) = (world.caller("counsellor").await, world.account_of("duty2").await);
        world.step(&counsellor, id, StepInput::HandOver { to }).await.unwrap();
        world.clock.advance(minutes(60));
        assert_eq!(world.app().send_notices().await.unwrap(), 1);
        assert_eq!(letters.readers(), ["zou@town.test"]);
        assert!(matches!(&states(world, "counsellor").await[..], [(_, state, None)] if state == "superseded"));
    })
    .await;
}

#[tokio::test]
async fn what_was_read_or_done_inside_does_not_go_out() {
    on_both(async |world| {
        let letters = Letters::new();
        connect(world, &file("email", &letters.path));
        for login in ["counsellor", "duty2"] {
            reach(world, login, "email", &format!("{login}@town.test")).await;
        }
        let [lin, counsellor, duty2] = world.callers(["lin", "counsellor", "duty2"]).await;
        let other = world.resident("wen", crate::world::SCHOOL).await;
        world.yellow(&lin, "counsellor").await;
        let done = world.yellow(&other, "duty2").await;
        world.app().send_notices().await.unwrap();
        world.app().read_notices(&counsellor).await.unwrap();
        world.step(&duty2, done, StepInput::Acknowledge).await.unwrap();
        world.clock.advance(minutes(60));
        assert_eq!(world.app().send_notices().await.unwrap(), 0);
        assert!(letters.all().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_mailbox_that_refuses_gives_the_next_way_its_turn_and_stands_on_the_operators_list() {
    on_both(async |world| {
        let (server, letters) = (SmtpServer::start(None, None), Letters::new());
        connect(world, &format!("{}{}", smtp(server.port), file("sms", &letters.path)));
        reach(world, "counsellor", "email", Mailbox::Gone.address()).await;
        reach(world, "counsellor", "sms", "+8613800000001").await;
        let lin = world.caller("lin").await;
        world.yellow(&lin, "counsellor").await;
        world.app().send_notices().await.unwrap();
        world.clock.advance(minutes(31));
        // the text message would have had its turn after four hours
        assert_eq!(world.app().send_notices().await.unwrap(), 1);
        assert_eq!(letters.readers(), ["+8613800000001"]);
        let admin = world.caller("sysadmin").await;
        let failed = world.app().failed_notices(&admin, world.now() + minutes(1), 10).await.unwrap();
        assert_eq!(failed.len(), 1);
        assert_eq!((failed[0].name.as_str(), failed[0].attempts), ("白芷", 1));
        assert!(failed[0].what.contains("550 5.1.1") && !failed[0].what.contains("gone@"), "{}", failed[0].what);
        // somebody was reached: nobody on duty is asked
        assert!(world.app().notices(&world.caller("duty2").await, 10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn when_every_way_failed_those_on_duty_are_told_inside_once() {
    on_both(async |world| {
        let server = SmtpServer::start(None, None);
        connect(world, &smtp(server.port));
        reach(world, "counsellor", "email", Mailbox::Gone.address()).await;
        let lin = world.caller("lin").await;
        let id = world.yellow(&lin, "counsellor").await;
        world.app().send_notices().await.unwrap();
        for _ in 0..3 {
            world.clock.advance(minutes(31));
            world.app().send_notices().await.unwrap();
        }
        for login in ["duty1", "duty2"] {
            let told = world.app().notices(&world.caller(login).await, 10).await.unwrap();
            let own: Vec<_> = told.iter().filter(|one| one.kind == "notice-not-reached").collect();
            assert_eq!(own.len(), 1, "{login}");
            assert_eq!(own[0].warning, Some(id));
        }
        assert!(world.app().notices(&world.caller("citydesk").await, 10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_signal_that_nobody_decided_about_goes_to_those_on_duty_above_unless_somebody_decides_first() {
    on_both(async |world| {
        let letters = Letters::new();
        connect(world, &file("email", &letters.path));
        reach(world, "citydesk", "email", "meng@town.test").await;
        let [lin, duty1] = world.callers(["lin", "duty1"]).await;
        for decides in [true, false] {
            world.submit(&lin, &format!("late-{decides}"), ITEM_NINE, Sharing::Contact).await;
            let signal = world.signal(&duty1, "suicide-item-often").await;
            world.pass_h(1);
            assert!(0 < world.app().sweep_signals().await.unwrap());
            if decides {
                let note = Some("same as yesterday".to_owned());
                world.app().dismiss_signal(&duty1, signal, Dismissal::Duplicate, note).await.unwrap();
            }
            assert_eq!(world.app().send_notices().await.unwrap(), usize::from(!decides));
        }
        assert_eq!(letters.readers(), ["meng@town.test"]);
    })
    .await;
}

#[tokio::test]
async fn letters_wait_for_a_server_at_which_nobody_answers_and_go_when_it_is_back() {
    on_both(async |world| {
        // a port at which nobody listens
        let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        connect(world, &smtp(port));
        let residents = [world.caller("lin").await, world.resident("wen", crate::world::SCHOOL).await];
        for (login, resident) in ["counsellor", "duty2"].into_iter().zip(&residents) {
            reach(world, login, "email", &format!("{login}@town.test")).await;
            world.yellow(resident, login).await;
        }
        world.clock.advance(minutes(31));
        assert_eq!(world.app().send_notices().await.unwrap(), 0);
        let server = SmtpServer::start(None, None);
        world.restart();
        connect(world, &smtp(server.port));
        world.clock.advance(minutes(10));
        assert_eq!(world.app().send_notices().await.unwrap(), 2);
        assert_eq!(server.mails().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn two_workers_at_once_send_one_letter() {
    on_both(async |world| {
        let letters = Letters::new();
        connect(world, &file("email", &letters.path));
        reach(world, "counsellor", "email", "bai@town.test").await;
        let lin = world.caller("lin").await;
        world.yellow(&lin, "counsellor").await;
        world.clock.advance(minutes(31));
        let (one, two) = (world.app(), world.app());
        let (first, second) = tokio::join!(one.send_notices(), two.send_notices());
        assert_eq!(first.unwrap() + second.unwrap(), 1);
        assert_eq!(letters.readers().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn several_things_for_one_reader_go_in_one_letter_with_their_number() {
    on_both(async |world| {
        let letters = Letters::new();
        connect(world, &file("email", &letters.path));
        reach(world, "counsellor", "email", "bai@town.test").await;
        let lin = world.caller("lin").await;
        let other = world.resident("wen", crate::world::SCHOOL).await;
        world.yellow(&lin, "counsellor").await;
        world.yellow(&other, "counsellor").await;
        world.clock.advance(minutes(31));
        assert_eq!(world.app().send_notices().await.unwrap(), 1);
        let all = letters.all();
        assert_eq!((all.len(), all[0]["count"].as_u64()), (1, Some(2)));
    })
    .await;
}

#[tokio::test]
async fn without_couriers_notices_stay_inside_and_do_not_go_out_later() {
    on_both(async |world| {
        reach(world, "counsellor", "email", "bai@town.test").await;
        let lin = world.caller("lin").await;
        world.yellow(&lin, "counsellor").await;
        assert_eq!(world.app().send_notices().await.unwrap(), 0);
        let letters = Letters::new();
        connect(world, &file("email", &letters.path));
        world.clock.advance(minutes(60));
        assert_eq!(world.app().send_notices().await.unwrap(), 0);
        assert!(letters.all().is_empty());
        assert_eq!(world.app().notices(&world.caller("counsellor").await, 10).await.unwrap().len(), 1);
    })
    .await;
}
