//! What a courier carries.

use std::fmt;

use jiff::Timestamp;

use crate::{Channel, Language};

/// A letter, ready to go. Its words come from the pack; only the address belongs to a person.
#[derive(Clone, PartialEq, Eq, serde::Serialize)]
pub struct Letter {
    /// Stays the same when the same letter is tried again, so that whoever has it recognises it. ASCII letters, digits and hyphens.
    pub id: String,
    /// The instant of sending.
    pub at: Timestamp,
    pub channel: Channel,
    pub language: Language,
    /// Address of an e-mail, number of a phone, or id of WeChat.
    pub to: String,
    /// E-mail and WeChat have one.
    pub subject: Option<String>,
    pub text: String,
    /// The parts that gateways with forms of their own ask for.
    pub count: u32,
    /// As it stands in the text; nothing when nothing is due.
    pub due: Option<String>,
    pub link: String,
    pub service: String,
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letter").field("id", &self.id).field("channel", &self.channel).finish_non_exhaustive()
    }
}
