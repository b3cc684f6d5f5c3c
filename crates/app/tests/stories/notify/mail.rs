//! A real mail server.

use tokio::net::TcpListener;
use xinqiao_app::assessment::Sharing;
use xinqiao_kernel::id::WarningId;
use xinqiao_testkit::SmtpServer;
use xinqiao_warnings::Level;

use super::{at, connect, is_id, mime, minutes, reach, smtp, states};
use crate::world::{ITEM_NINE, World, on_both};

/// A red proposal at which no second person looked: the city's duty officer owns it now.
async fn escalated(world: &World) -> WarningId {
    let [lin, duty1] = world.callers(["lin", "duty1"]).await;
    world.submit(&lin, "red", ITEM_NINE, Sharing::Contact).await;
    let signal = world.signal(&duty1, "suicide-item-often").await;
    let id = world.confirm(&duty1, signal, Level::Red, None).await;
    world.clock.set(world.owed(id).await.2 + minutes(1));
    assert_eq!(world.app().sweep_warnings().await.unwrap(), 1);
    id
}

#[tokio::test]
async fn a_real_smtp_server_receives_the_escalation_mail_and_its_text_names_no_person_no_place_no_level() {
    on_both(async |world| {
        let server = SmtpServer::start(None, None);
        connect(world, &smtp(server.port));
        reach(world, "citydesk", "email", "meng@town.test").await;
        let id = escalated(world).await;
        assert_eq!(world.app().send_notices().await.unwrap(), 1);
        assert_eq!(world.app().send_notices().await.unwrap(), 0);
        let mails = server.mails();
        assert_eq!(mails.len(), 1);
        let mail = mime::read(&mails[0]);
        assert_eq!(mail.headers["to"], "meng@town.test");
        assert_eq!(mail.headers["subject"], "有一项工作等您处理");
        let due = world.owed(id).await.2.to_zoned(jiff::tz::TimeZone::get("Asia/Shanghai").unwrap()).strftime("%H:%M").to_string();
        assert_eq!(
            mail.text,
            format!(
                "您好：\n\n有一项工作等您处理，请在 {due} 前登录查看。\nhttps://xq.example/desk\n\n这封邮件由工作平台自动发出，请勿回复。内容只在登录后可见。\n"
            )
        );
        // nothing of whom, where and how urgent stands in the whole mail, nor which warning it is
        let (row, _) = world.kept(id).await;
        let whole = format!("{:?} {}", mail.headers, mail.text).to_lowercase().replace("delivered", "");
        let names = ["林晓溪", "林", "孟川", "何穗", "柳湾", "青溪", "澜州", "红", "预警", "升级", "red", "warning", "escalat"];
        for word in names.into_iter().chain([row.number.to_lowercase().as_str(), &id.to_string(), row.place.as_str()]) {
            assert!(!whole.contains(word), "{word}: {whole}");
        }
        assert!(matches!(&states(world, "citydesk").await[..], [(_, state, _)] if state == "handed_over"));
    })
    .await;
}

#[tokio::test]
async fn a_program_that_dies_with_a_letter_under_way_sends_it_again_under_the_same_message_id() {
    on_both(async |world| {
        // a server that takes the line and says nothing
        let silent = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        connect(world, &smtp(silent.local_addr().unwrap().port()));
        reach(world, "citydesk", "email", "meng@town.test").await;
        escalated(world).await;
        let app = world.app();
        let _line = tokio::select! {
            line = silent.accept() => line.unwrap(),
            sent = app.send_notices() => panic!("nobody took it: {sent:?}"),
        };
        let under_way = states(world, "citydesk").await;
        let [(_, state, Some(letter))] = &under_way[..] else { panic!("{under_way:?}") };
        assert_eq!(state, "sending");

        let server = SmtpServer::start(None, None);
        world.restart();
        connect(world, &smtp(server.port));
        assert_eq!(world.app().send_notices().await.unwrap(), 0, "it may still be under way");
        world.clock.advance(minutes(6));
        assert_eq!(world.app().send_notices().await.unwrap(), 0, "the wait after a letter that was lost");
        world.clock.advance(minutes(2));
        assert_eq!(world.app().send_notices().await.unwrap(), 1);
        let mails = server.mails();
        assert_eq!(mails.len(), 1);
        assert_eq!(mime::read(&mails[0]).headers["message-id"], format!("<{letter}@town.test>"));
        assert!(letter.strip_suffix("-email-1").is_some_and(is_id), "{letter}");
        world.clock.advance(minutes(30));
        world.app().send_notices().await.unwrap();
        assert_eq!(server.mails().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_greylisted_mailbox_gets_the_letter_with_the_second_try() {
    on_both(async |world| {
        let server = SmtpServer::start(None, None);
        connect(world, &smtp(server.port));
        reach(world, "citydesk", "email", xinqiao_testkit::Mailbox::Greylisted.address()).await;
        escalated(world).await;
        assert_eq!(world.app().send_notices().await.unwrap(), 0);
        assert!(matches!(&states(world, "citydesk").await[..], [(_, state, Some(_))] if state == "queued"));
        server.lift_greylist();
        world.clock.advance(minutes(2));
        assert_eq!(world.app().send_notices().await.unwrap(), 1);
        assert_eq!(server.mails().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn quiet_hours_hold_a_yellow_letter_and_let_a_red_one_pass() {
    on_both(async |world| {
        let server = SmtpServer::start(None, None);
        connect(world, &smtp(server.port));
        reach(world, "citydesk", "email", "meng@town.test").await;
        reach(world, "counsellor", "email", "bai@town.test").await;
        world.clock.set(at("22T22:00"));
        let other = world.resident("wen", crate::world::SCHOOL).await;
        world.yellow(&other, "counsellor").await;
        escalated(world).await;
        world.clock.advance(minutes(40));
        world.app().send_notices().await.unwrap();
        let to = |mails: Vec<String>| mails.iter().map(|mail| mime::read(mail).headers["to"].clone()).collect::<Vec<_>>();
        assert_eq!(to(server.mails()), ["meng@town.test"]);
        world.clock.set(at("23T07:29"));
        world.app().send_notices().await.unwrap();
        assert_eq!(server.mails().len(), 1);
        world.clock.set(at("23T07:31"));
        world.app().send_notices().await.unwrap();
        let mut all = to(server.mails());
        all.sort();
        assert_eq!(all, ["bai@town.test", "meng@town.test"]);
    })
    .await;
}

#[tokio::test]
async fn quiet_hours_of_the_place_of_a_warning_hold_its_letters_beside_those_of_the_pack() {
    on_both(async |world| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("jurisdictions")).unwrap();
        let line =
            |path: &str, rules: &str| format!("[[place]]\npath = \"{path}\"\nrules = \"{rules}\"\nsource = \"a decision\"\n");
        let table = format!("{}{}", line("", "assessment-default"), line(crate::world::COUNTY, "school-example"));
        std::fs::write(folder.path().join("jurisdictions/places.toml"), table).unwrap();
        world.restart_with(xinqiao_packs::Library::load(folder.path()));
        let server = SmtpServer::start(None, None);
        connect(world, &smtp(server.port));
        reach(world, "counsellor", "email", "bai@town.test").await;
        let day = jiff::civil::date(2026, 1, 1);
        let at_far = [(xinqiao_access::Role::Counsellor, crate::world::path(crate::world::FAR_COUNTY), day, None)];
        world.account("far2", "桑叶", None, &at_far).await;
        reach(world, "far2", "email", "sang@town.test").await;
        // after nine, when the county is quiet, and before half past nine, when everybody is
        world.clock.set(at("22T20:50"));
        let near = world.resident("wen", crate::world::SCHOOL).await;
        let far = world.resident("wei", crate::world::FAR_COUNTY).await;
        world.yellow(&near, "counsellor").await;
        let far_desk = world.caller("far").await;
        world.submit(&far, "far", crate::world::SIXTEEN, Sharing::Contact).await;
        let signal = world.signal(&far_desk, "phq9-moderately-severe").await;
        world.confirm(&far_desk, signal, Level::Yellow, Some("far2")).await;
        world.clock.set(at("22T21:25"));
        world.app().send_notices().await.unwrap();
        let to = |mails: Vec<String>| mails.iter().map(|mail| mime::read(mail).headers["to"].clone()).collect::<Vec<_>>();
        assert_eq!(to(server.mails()), ["sang@town.test"]);
        world.clock.set(at("23T07:31"));
        world.app().send_notices().await.unwrap();
        assert!(to(server.mails()).contains(&"bai@town.test".to_owned()));
    })
    .await;
}
