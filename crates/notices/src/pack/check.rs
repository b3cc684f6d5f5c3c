//! Collects faults while a pack is read.

use std::fmt::Display;

use super::raw::{RulesToml, WordingToml};
use super::text::{Filling, Form, Slot};
use super::{Forbidden, Text};
use crate::pack::raw::{SmsLimits, TextToml};
use crate::{Channel, Fault, Language, Subject, parts};

/// The largest number that a letter names.
pub(crate) const MOST_COUNT: u32 = 999;

pub(super) struct Check<'a> {
    pub raw: &'a RulesToml,
    pub faults: Vec<Fault>,
}

/// Where a text stands.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub language: Language,
    pub subject: Subject,
    pub channel: Channel,
}

impl Spot {
    fn key(self, part: &str) -> String {
        format!("{}: {}.{}.{part}", self.language, self.subject, self.channel)
    }
}

impl Check<'_> {
    pub(super) fn fault(&mut self, key: impl Into<String>, expected: impl Into<String>, found: impl Display) {
        self.faults.push(Fault { key: key.into(), expected: expected.into(), found: found.to_string() });
    }

    pub(super) fn words(&mut self, key: &str, text: &str) {
        if text.trim().is_empty() {
            self.fault(key, "words", "nothing");
        }
    }

    pub(super) fn number(&mut self, key: &str, number: u64, least: u64, most: u64) {
        if number < least || most < number {
            self.fault(key, format!("a whole number from {least} to {most}"), number);
        }
    }

    /// One text with its title and its two forms.
    pub(super) fn text(&mut self, spot: Spot, raw: &TextToml, forbidden: &Forbidden) -> Option<Text> {
        let title = self.title(spot, raw, forbidden);
        let open = self.form(spot, "open", &raw.open, forbidden);
        if open.as_ref().is_some_and(|form| form.has(Slot::Due)) {
            self.fault(spot.key("open"), "a text without {due}: it is for when nothing is due", "{due}");
        }
        let due = match &raw.due {
            Some(text) => {
                let form = self.form(spot, "due", text, forbidden);
                if form.as_ref().is_some_and(|form| !form.has(Slot::Due)) {
                    self.fault(spot.key("due"), "a text with {due}", "none");
                }
                form
            }
            None if spot.subject == Subject::News => None,
            None => {
                self.fault(spot.key("due"), "a text for when something is due", "nothing");
                None
            }
        };
        Some(Text { title, due, open: open? })
    }

    fn title(&mut self, spot: Spot, raw: &TextToml, forbidden: &Forbidden) -> Option<Form> {
        let key = spot.key("title");
        let (text, most) = match (&raw.title, spot.channel) {
            (None, Channel::Sms | Channel::InApp) => return None,
            (Some(_), Channel::Sms | Channel::InApp) => {
                self.fault(key, "no title: a text message has none", "a title");
                return None;
            }
            (None, Channel::Email | Channel::Wechat) => {
                self.fault(key, "a title", "nothing");
                return None;
            }
            (Some(text), Channel::Email) => (text, self.raw.wording.mail_subject_characters),
            (Some(text), Channel::Wechat) => (text, self.raw.wording.wechat_characters),
        };
        if text.contains(['\n', '\r']) {
            self.fault(&key, "one line", "a line end");
        }
        let form = self.parsed(&key, text, forbidden)?;
        if let Some(slot) = [Slot::Due, Slot::Link].into_iter().find(|slot| form.has(*slot)) {
            self.fault(&key, "a title without {due} and {link}", format!("{{{}}}", slot.code()));
        }
        self.counted(&key, spot.subject, &form, true);
        let longest = self.longest(&form).chars().count();
        if most < longest {
            self.fault(&key, format!("at most {most} characters with everything filled in"), longest);
        }
        Some(form)
    }

    fn form(&mut self, spot: Spot, part: &str, text: &str, forbidden: &Forbidden) -> Option<Form> {
        let key = spot.key(part);
        let form = self.parsed(&key, text, forbidden)?;
        // where there is a title it says how many
        self.counted(&key, spot.subject, &form, spot.channel == Channel::Sms);
        let longest = self.longest(&form);
        match spot.channel {
            Channel::Sms => self.fits_sms(&key, text, &longest),
            Channel::Wechat => {
                let (most, length) = (self.raw.wording.wechat_characters, longest.chars().count());
                if most < length {
                    self.fault(&key, format!("at most {most} characters with everything filled in"), length);
                }
            }
            Channel::Email | Channel::InApp => {}
        }
        Some(form)
    }

    fn fits_sms(&mut self, key: &str, text: &str, longest: &str) {
        let limits = &self.raw.sms;
        let whole = format!("{}{longest}", "字".repeat(limits.signature_characters));
        let (most, found) = (limits.most_parts, parts(&whole, limits));
        if most < found {
            let expected = format!("at most {most} part(s) of a text message with signature and everything filled in");
            self.fault(key, expected, format!("{found} parts, {} characters", whole.encode_utf16().count()));
        }
        if text.contains(['\n', '\r', '【', '】']) {
            self.fault(key, "one line without 【】, which are the signature's", "another sign");
        }
    }

    /// Words, known slots, nothing forbidden.
    fn parsed(&mut self, key: &str, text: &str, forbidden: &Forbidden) -> Option<Form> {
        self.words(key, text);
        if let Some(sign) = text.chars().find(|sign| (sign.is_control() && *sign != '\n') || is_hidden(*sign)) {
            self.fault(key, "visible signs", format!("U+{:04X}", u32::from(sign)));
        }
        if let Some(word) = forbidden.find(text) {
            self.fault(key, "no word of forbidden.words: whoever sees the letter must not learn what it is about", word);
        }
        match Form::parse(text) {
            Ok(form) => Some(form),
            Err(found) => {
                self.fault(key, "no placeholder but {count}, {due}, {link}, {service}", found);
                None
            }
        }
    }

    /// A digest says how many; the others speak of one.
    fn counted(&mut self, key: &str, subject: Subject, form: &Form, is_needed: bool) {
        match (subject, form.has(Slot::Count)) {
            (Subject::Digest, false) if is_needed => self.fault(key, "a text with {count}", "none"),
            (Subject::Work | Subject::News, true) => self.fault(key, "a text without {count}: it is about one thing", "{count}"),
            _ => {}
        }
    }

    /// With the longest that may be filled in.
    fn longest(&self, form: &Form) -> String {
        let WordingToml { service_characters, link_characters, .. } = self.raw.wording;
        let (link, service) = ("x".repeat(link_characters), "字".repeat(service_characters));
        form.fill(&Filling { count: MOST_COUNT, due: crate::compose::LONGEST_DUE, link: &link, service: &service })
    }

    pub(super) fn sms(&mut self, limits: &SmsLimits) {
        self.number("sms.part_characters", limits.part_characters as u64, 20, 200);
        self.number("sms.joined_part_characters", limits.joined_part_characters as u64, 20, limits.part_characters as u64);
        self.number("sms.most_parts", limits.most_parts as u64, 1, 5);
        self.number("sms.signature_characters", limits.signature_characters as u64, 0, 30);
        self.words("sms.source", &limits.source);
    }
}

/// Signs without a shape: zero width, direction, soft hyphen. They would hide a word.
pub(crate) fn is_hidden(sign: char) -> bool {
    matches!(u32::from(sign), 0xad | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x2064 | 0x2066..=0x206f | 0xfeff)
}
