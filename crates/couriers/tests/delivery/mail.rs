//! A real mail server takes letters, refuses them and asks to come again.

use xinqiao_couriers::{Courier as _, Encryption, Smtp};
use xinqiao_notices::{Receipt, RefusedKind};
use xinqiao_testkit::{Mailbox, SmtpServer};

use super::letters::{letter, plain, refused, settings};
use super::mime;

#[tokio::test]
async fn a_letter_arrives_as_it_was_written_and_its_headers_hold_nothing_else() {
    let server = SmtpServer::start(None, None);
    let sent = letter(7, "lin@town.test");
    let Receipt { reference } = plain(server.port).deliver(&sent).await.unwrap();
    let mails = server.mails();
    assert_eq!(mails.len(), 1);
    let mail = mime::read(&mails[0]);
    assert_eq!(mail.text, sent.text);
    let header = |name: &str| mail.headers[name].as_str();
    assert_eq!(header("subject"), "有一项工作等您处理");
    assert_eq!(header("from"), "\"工作平台\" <desk@town.test>".replace('"', ""));
    assert_eq!(header("to"), "lin@town.test");
    assert_eq!(header("message-id"), "<00000000-0000-0000-0000-000000000007-email-1@town.test>");
    assert_eq!(header("date"), "Tue, 24 Nov 2026 02:30:00 +0000");
    assert_eq!(header("auto-submitted"), "auto-generated");
    assert_eq!(header("content-type"), "text/plain; charset=utf-8");
    // what the server gave is the name under which it took it
    assert!(header("received").contains(&reference.unwrap()));
    let own = [
        "auto-submitted",
        "content-transfer-encoding",
        "content-type",
        "date",
        "from",
        "message-id",
        "mime-version",
        "subject",
        "to",
    ];
    let added = ["envelope-to", "received"];
    let names: Vec<&str> = mail.headers.keys().map(String::as_str).filter(|name| !added.contains(name)).collect();
    assert_eq!(names, own);
}

#[tokio::test]
async fn letters_one_after_another_go_on_one_connection() {
    let server = SmtpServer::start(None, None);
    let courier = plain(server.port);
    for number in 1..=3 {
        courier.deliver(&letter(number, "lin@town.test")).await.unwrap();
    }
    // a refusal in between does not cost the connection
    courier.deliver(&letter(4, Mailbox::Gone.address())).await.unwrap_err();
    courier.deliver(&letter(5, "lin@town.test")).await.unwrap();
    assert_eq!(server.mails().len(), 4);
    // one more was the test's own, when the server started
    assert_eq!(server.log().matches("SMTP connection from [127.0.0.1] (TCP/IP connection count").count(), 2, "{}", server.log());
}

#[tokio::test]
async fn letters_at_the_same_time_wait_for_each_other_and_all_arrive() {
    let server = SmtpServer::start(None, None);
    let courier = plain(server.port);
    let all: Vec<_> = (1..=8).map(|number| letter(number, "lin@town.test")).collect();
    for outcome in futures_util::future::join_all(all.iter().map(|letter| courier.deliver(letter))).await {
        outcome.unwrap();
    }
    let ids: std::collections::BTreeSet<String> =
        server.mails().iter().map(|raw| mime::read(raw).headers["message-id"].clone()).collect();
    assert_eq!(ids.len(), 8);
}

#[tokio::test]
async fn a_mailbox_that_is_gone_is_refused_for_good_and_nothing_of_the_address_is_told() {
    let server = SmtpServer::start(None, None);
    let fault = plain(server.port).deliver(&letter(1, Mailbox::Gone.address())).await.unwrap_err();
    assert_eq!(fault, refused(RefusedKind::Permanent, "RCPT: 550 5.1.1"));
    assert!(server.mails().is_empty());
}

#[tokio::test]
async fn a_greylisted_letter_is_refused_for_now_and_taken_later() {
    let server = SmtpServer::start(None, None);
    let courier = plain(server.port);
    let sent = letter(1, Mailbox::Greylisted.address());
    let fault = courier.deliver(&sent).await.unwrap_err();
    assert_eq!(fault, refused(RefusedKind::Temporary, "RCPT: 451 4.7.1"));
    server.lift_greylist();
    courier.deliver(&sent).await.unwrap();
    assert_eq!(server.mails().len(), 1);
}

#[tokio::test]
async fn a_letter_that_goes_twice_has_the_same_message_id() {
    let server = SmtpServer::start(None, None);
    let sent = letter(1, "lin@town.test");
    for _ in 0..2 {
        plain(server.port).deliver(&sent).await.unwrap();
    }
    let ids: Vec<String> = server.mails().iter().map(|raw| mime::read(raw).headers["message-id"].clone()).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
}

#[tokio::test]
async fn an_address_that_nobody_can_have_is_not_brought_to_the_server() {
    let server = SmtpServer::start(None, None);
    let courier = plain(server.port);
    for address in ["lin", "lin@town.test\r\nRCPT TO:<other@town.test>", "林@town.test"] {
        let fault = courier.deliver(&letter(2, address)).await.unwrap_err();
        assert_eq!(fault.kind, RefusedKind::Permanent);
        assert!(fault.what.starts_with("expected an e-mail address") && !fault.what.contains("town"), "{}", fault.what);
    }
    // one connection: the test's own, when the server started
    assert_eq!(server.log().matches("SMTP connection from [127.0.0.1] (TCP/IP connection count").count(), 1);
}

#[tokio::test]
async fn without_tls_mail_goes_to_the_own_machine_only() {
    for (host, is_fit) in
        [("localhost", true), ("127.0.0.1", true), ("::1", true), ("mail.town.test", false), ("10.0.0.5", false)]
    {
        let settings = xinqiao_couriers::SmtpSettings { host: host.to_owned(), ..settings(25, Encryption::None) };
        assert_eq!(Smtp::new(settings).is_ok(), is_fit, "{host}");
    }
}
