//! What a mail server said, and where.

use std::error::Error as _;
use std::io;
use std::sync::atomic::{AtomicU8, Ordering};

use lettre::transport::smtp::Error;
use lettre::transport::smtp::response::{Response, Severity};
use xinqiao_notices::{Refused, RefusedKind};

/// Why a conversation ended.
#[derive(Debug)]
pub(super) enum Fault {
    /// The server said no, or the line broke.
    Smtp(Error),
    /// What the server says does not belong to what it was asked.
    OutOfStep,
}

impl From<Error> for Fault {
    fn from(fault: Error) -> Self {
        Self::Smtp(fault)
    }
}

impl Fault {
    /// Did the server answer with a no, and is the conversation whole?
    pub(super) fn is_answer(&self) -> bool {
        matches!(self, Self::Smtp(fault) if fault.status().is_some())
    }
}

/// How far a conversation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Connect,
    Starttls,
    Auth,
    Mail,
    Rcpt,
    Data,
    /// The text is on its way: from here on the letter may have arrived.
    Text,
}

impl Stage {
    const ALL: [Self; 7] = [Self::Connect, Self::Starttls, Self::Auth, Self::Mail, Self::Rcpt, Self::Data, Self::Text];

    const fn word(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Starttls => "STARTTLS",
            Self::Auth => "AUTH",
            Self::Mail => "MAIL",
            Self::Rcpt => "RCPT",
            Self::Data => "DATA",
            Self::Text => "text",
        }
    }

    /// The line broke, or it took too long.
    pub(super) fn broken(self, what: &str) -> Refused {
        Refused { kind: RefusedKind::Unreachable, what: format!("{}: {what}", self.word()), may_have_arrived: self == Self::Text }
    }
}

/// The stage of a conversation under way.
#[derive(Debug, Default)]
pub(super) struct At(AtomicU8);

impl At {
    pub(super) fn reached(&self, stage: Stage) {
        self.0.store(stage as u8, Ordering::Relaxed);
    }

    pub(super) fn stage(&self) -> Stage {
        Stage::ALL.get(usize::from(self.0.load(Ordering::Relaxed))).copied().unwrap_or(Stage::Text)
    }
}

/// The refusal that an error is. The server's own words are left out: many name the recipient.
///
/// What a server says about the letter or its recipient is taken as it is meant: 4xx not now, 5xx never. What it says before, about this program, is
/// no fault of the letter and is tried again as if nobody had been there.
pub(super) fn refused(fault: &Fault, stage: Stage) -> Refused {
    let Fault::Smtp(fault) = fault else { return stage.broken("the server answers something that was not asked") };
    let Some(code) = fault.status() else { return stage.broken(broken_word(fault)) };
    let words = fault.source().map(ToString::to_string).unwrap_or_default();
    let extended = extended(&words).map(|extended| format!(" {extended}")).unwrap_or_default();
    let kind = match (stage, code.severity) {
        (_, Severity::TransientNegativeCompletion) => RefusedKind::Temporary,
        (Stage::Rcpt | Stage::Data | Stage::Text, _) => RefusedKind::Permanent,
        (Stage::Connect | Stage::Starttls | Stage::Auth | Stage::Mail, _) => RefusedKind::Unreachable,
    };
    Refused::new(kind, format!("{}: {code}{extended}", stage.word()))
}

fn broken_word(fault: &Error) -> &'static str {
    let mut source = fault.source();
    while let Some(cause) = source {
        if let Some(cause) = cause.downcast_ref::<io::Error>() {
            return match cause.kind() {
                io::ErrorKind::InvalidData => "certificate or TLS not accepted",
                io::ErrorKind::ConnectionRefused => "nobody listens",
                io::ErrorKind::TimedOut => "no answer in time",
                _ => "the line broke",
            };
        }
        source = cause.source();
    }
    if fault.is_tls() {
        "certificate or TLS not accepted"
    } else if fault.is_client() {
        "the server does not offer it"
    } else {
        "the line broke"
    }
}

/// The code of RFC 3463 at the beginning of an answer: `5.1.1`.
fn extended(words: &str) -> Option<&str> {
    let first = words.split_whitespace().next()?;
    let parts: Vec<&str> = first.split('.').collect();
    let is_number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|sign| sign.is_ascii_digit());
    (parts.len() == 3 && parts.iter().all(is_number)).then_some(first)
}

/// The name under which the server took a letter: what stands after `id=` or `queued as`, else the last word when it looks like a name.
pub(super) fn reference(answer: &Response) -> Option<String> {
    let text = answer.message().collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let named = words.iter().find_map(|word| word.strip_prefix("id="));
    let queued = words.windows(3).find(|three| three[..2] == ["queued", "as"]).map(|three| three[2]);
    let last = words.last().copied().filter(|word| word.bytes().any(|sign| sign.is_ascii_digit()));
    let plain = |word: &str| {
        word.chars().filter(|sign| sign.is_ascii_alphanumeric() || "-_.".contains(*sign)).take(80).collect::<String>()
    };
    named.or(queued).or(last).map(plain).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use lettre::transport::smtp::response::{Category, Code, Detail};

    use super::*;

    #[test]
    fn the_name_under_which_a_server_took_a_letter_is_found() {
        let said = |text: &str| {
            let code = Code::new(Severity::PositiveCompletion, Category::MailSystem, Detail::Zero);
            reference(&Response::new(code, vec![text.to_owned()]))
        };
        assert_eq!(said("OK id=1xVHQd-0000tx-2P").as_deref(), Some("1xVHQd-0000tx-2P"));
        assert_eq!(said("2.0.0 Ok: queued as 4F3B2A1C0D").as_deref(), Some("4F3B2A1C0D"));
        assert_eq!(said("2.0.0 8f2c1 Message accepted for delivery"), None);
        assert_eq!(said("2.0.0 Ok 1795312800 <x>").as_deref(), None);
        assert_eq!(said("OK"), None);
    }

    #[test]
    fn an_extended_code_is_told_from_words() {
        assert_eq!(extended("5.1.1 <lin@mail.example>: no such user"), Some("5.1.1"));
        assert_eq!(extended("lin@mail.example no such user"), None);
        assert_eq!(extended("10.0.0.1 is on a list"), None);
    }
}
