//! Letters and couriers of these tests.

use std::time::Duration;

use uuid::Uuid;
use xinqiao_couriers::{Encryption, Login, Secret, Smtp, SmtpSettings};
use xinqiao_notices::{Channel, Language, Letter, Refused, RefusedKind};

pub fn letter(number: u128, to: &str) -> Letter {
    Letter {
        id: format!("{}-email-1", Uuid::from_u128(number)),
        at: "2026-11-24T02:30:00Z".parse().unwrap(),
        channel: Channel::Email,
        language: Language::Chinese,
        to: to.to_owned(),
        subject: Some("有一项工作等您处理".to_owned()),
        text: "您好：\n\n有一项工作等您处理，请在 15:30 前登录查看。\nhttps://xq.example/desk\n.\n最后一行\n".to_owned(),
        count: 1,
        due: Some("15:30".to_owned()),
        link: "https://xq.example/desk".to_owned(),
        service: "工作平台".to_owned(),
    }
}

pub fn settings(port: u16, encryption: Encryption) -> SmtpSettings {
    SmtpSettings {
        host: "localhost".to_owned(),
        port,
        encryption,
        authority: None,
        login: None,
        from: "desk@town.test".to_owned(),
        hello: None,
        timeout: Duration::from_secs(20),
    }
}

pub fn plain(port: u16) -> Smtp {
    Smtp::new(settings(port, Encryption::None)).unwrap()
}

pub fn login(user: &str, password: &str) -> Option<Login> {
    Some(Login { user: user.to_owned(), password: Secret::new(password) })
}

pub fn refused(kind: RefusedKind, what: &str) -> Refused {
    Refused::new(kind, what)
}
