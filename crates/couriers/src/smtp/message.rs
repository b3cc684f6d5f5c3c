//! A letter as a message (RFC 5322).

use std::time::SystemTime;

use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0};
use lettre::message::{Mailbox, Message};
use xinqiao_notices::{Letter, Refused, RefusedKind};

/// Headers hold the two addresses, the service's name, the subject of the pack, the instant of the letter and its id; nothing else.
///
/// The id of the letter is the Message-ID, so that a repeat is recognised. `Auto-Submitted` (RFC 3834) keeps automatic replies away.
pub(super) fn message(letter: &Letter, from: &Address) -> Result<Message, Refused> {
    let unfit = |what: &str| Refused::new(RefusedKind::Permanent, what);
    let to: Address = letter.to.parse().map_err(|_| unfit("the recipient's address cannot be used"))?;
    let submitted = HeaderName::new_from_ascii("Auto-Submitted".to_owned()).map_err(|_| unfit("a header cannot be used"))?;
    Message::builder()
        .from(Mailbox::new(Some(letter.service.clone()), from.clone()))
        .to(Mailbox::new(None, to))
        .subject(letter.subject.clone().unwrap_or_else(|| letter.service.clone()))
        .message_id(Some(format!("<{}@{}>", letter.id, from.domain())))
        .date(SystemTime::from(letter.at))
        .raw_header(HeaderValue::new(submitted, "auto-generated".to_owned()))
        .header(MIME_VERSION_1_0)
        .header(ContentType::TEXT_PLAIN)
        .body(letter.text.clone())
        .map_err(|_| unfit("the letter is no message"))
}
