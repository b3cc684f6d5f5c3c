//! Servers that are down, hang up or say nothing.

use std::time::Duration;

use xinqiao_couriers::{Courier as _, Encryption, Smtp, SmtpSettings};
use xinqiao_notices::{Refused, RefusedKind};
use xinqiao_testkit::free_port;

use super::letters::{letter, plain, refused, settings};
use super::peer::{self, Says};

async fn outcome(says: Says) -> Refused {
    let port = peer::start(Some(says)).await;
    plain(port).deliver(&letter(1, "lin@town.test")).await.unwrap_err()
}

fn good(line: &str) -> &'static str {
    match line {
        "" => "220 here.test ESMTP\r\n",
        "DATA" => "354 go on\r\n",
        line if line.starts_with("EHLO") => "250-here.test\r\n250 8BITMIME\r\n",
        _ => "250 OK\r\n",
    }
}

#[tokio::test]
async fn a_server_that_is_down_is_unreachable() {
    let fault = plain(free_port()).deliver(&letter(1, "lin@town.test")).await.unwrap_err();
    assert_eq!(fault, refused(RefusedKind::Unreachable, "connect: nobody listens"));
}

#[tokio::test]
async fn a_server_that_hangs_up_before_the_text_has_nothing() {
    let fault = outcome(|line| (!line.starts_with("RCPT")).then(|| good(line))).await;
    assert_eq!(fault, refused(RefusedKind::Unreachable, "RCPT: the line broke"));
    let fault = outcome(|line| (line != "DATA").then(|| good(line))).await;
    assert_eq!(fault, refused(RefusedKind::Unreachable, "DATA: the line broke"));
    let fault = outcome(|_| None).await;
    assert_eq!(fault, refused(RefusedKind::Unreachable, "connect: the line broke"));
}

#[tokio::test]
async fn a_server_that_hangs_up_after_the_text_may_have_the_letter() {
    let fault = outcome(|line| (line != ".").then(|| good(line))).await;
    let expected = Refused { may_have_arrived: true, ..refused(RefusedKind::Unreachable, "text: the line broke") };
    assert_eq!(fault, expected);
}

#[tokio::test]
async fn a_refusal_of_the_text_is_taken_as_it_is_meant() {
    let fault = outcome(|line| Some(if line == "." { "552 5.3.4 too large\r\n" } else { good(line) })).await;
    assert_eq!(fault, refused(RefusedKind::Permanent, "text: 552 5.3.4"));
    let fault = outcome(|line| Some(if line == "." { "452 4.3.1 no room for <lin@town.test>\r\n" } else { good(line) })).await;
    assert_eq!(fault, refused(RefusedKind::Temporary, "text: 452 4.3.1"));
}

#[tokio::test]
async fn a_refusal_of_the_program_itself_is_no_fault_of_the_letter() {
    let fault = outcome(|line| Some(if line.starts_with("MAIL") { "550 5.7.1 not from here\r\n" } else { good(line) })).await;
    assert_eq!(fault, refused(RefusedKind::Unreachable, "MAIL: 550 5.7.1"));
    let fault = outcome(|line| Some(if line.is_empty() { "554 no service\r\n" } else { good(line) })).await;
    assert_eq!(fault, refused(RefusedKind::Unreachable, "connect: 554"));
    let fault = outcome(|line| Some(if line.is_empty() { "421 too busy\r\n" } else { good(line) })).await;
    assert_eq!(fault, refused(RefusedKind::Temporary, "connect: 421"));
}

#[tokio::test]
async fn a_line_that_the_server_has_closed_meanwhile_is_opened_anew() {
    // the courier asks with NOOP whether the kept line still stands, and this server hangs up then
    let port = peer::start(Some(|line| (line != "NOOP").then(|| good(line)))).await;
    let courier = plain(port);
    for number in 1..=3 {
        courier.deliver(&letter(number, "lin@town.test")).await.unwrap();
    }
}

/// However long it takes to find out: a firewall that has forgotten the line costs no letter.
#[tokio::test]
async fn a_kept_line_that_says_nothing_any_more_is_left_for_a_new_one() {
    let port = peer::start(Some(|line| Some(if line == "NOOP" { "" } else { good(line) }))).await;
    let courier = plain(port);
    for number in 1..=2 {
        courier.deliver(&letter(number, "lin@town.test")).await.unwrap();
    }
}

#[tokio::test]
async fn a_server_that_talks_nonsense_is_unreachable() {
    let fault = outcome(|_| Some("HTTP/1.1 400 Bad Request\r\n")).await;
    assert_eq!(fault.kind, RefusedKind::Unreachable);
}

/// The peer never says a word: whatever the timeout is, it is what ends the wait.
#[tokio::test]
async fn a_server_that_says_nothing_is_given_up_in_time() {
    let port = peer::start(None).await;
    let patient = |timeout| SmtpSettings { timeout, ..settings(port, Encryption::None) };
    let courier = Smtp::new(patient(Duration::from_millis(50))).unwrap();
    let fault = courier.deliver(&letter(1, "lin@town.test")).await.unwrap_err();
    assert_eq!(fault, refused(RefusedKind::Unreachable, "connect: no answer in time"));
    // the next letter finds no half-open line
    let fault = courier.deliver(&letter(2, "lin@town.test")).await.unwrap_err();
    assert_eq!(fault, refused(RefusedKind::Unreachable, "connect: no answer in time"));
    assert!(Smtp::new(patient(Duration::ZERO)).is_err());
}
