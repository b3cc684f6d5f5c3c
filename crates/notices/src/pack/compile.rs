//! From the written form to sound [`Rules`], or to the list of faults.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::SignedDuration;

use super::check::{Check, Spot};
use super::forbidden::is_word;
use super::raw::{ConfirmToml, LadderToml, RulesToml, RungToml, TextsToml, WaysToml};
use super::{Attempts, Forbidden, Kind, Ladder, Rules, Rung, Text, minutes};
use crate::{Channel, Fault, Language, Level, QuietHours, Subject};

/// Minutes: no way waits for longer than four weeks.
const LONGEST_WAIT: u64 = 40_320;

pub(super) fn compile(raw: &RulesToml, texts: &BTreeMap<Language, TextsToml>) -> Result<Rules, Vec<Fault>> {
    let mut check = Check { raw, faults: Vec::new() };
    check.head();
    check.hours_and_limits();
    check.attempts();
    check.sms(&raw.sms);
    check.wording();
    let forbidden = check.forbidden();
    let ladders = check.ladders();
    let kinds = check.kinds(&ladders);
    let confirms = check.confirms(texts, &forbidden);
    let texts = check.texts(texts, &forbidden);
    if !check.faults.is_empty() {
        return Err(check.faults);
    }
    let waits = |numbers: &[u32]| numbers.iter().map(|number| minutes(*number)).collect();
    Ok(Rules {
        id: raw.id.clone(),
        version: raw.version.clone(),
        valid_from: raw.valid_from,
        sources: raw.sources.clone(),
        quiet: QuietHours { from: raw.quiet.from, until: raw.quiet.until },
        limits: raw.limits.clone(),
        attempts: Attempts {
            waits: waits(&raw.attempts.waits_minutes),
            red_waits: waits(&raw.attempts.red_waits_minutes),
            unreachable: SignedDuration::from_hours(i64::from(raw.attempts.unreachable_hours)),
        },
        wording: raw.wording.clone(),
        sms: raw.sms.clone(),
        forbidden,
        kinds,
        texts,
        confirms,
    })
}

impl Check<'_> {
    fn head(&mut self) {
        let raw = self.raw;
        self.words("id", &raw.id);
        self.words("version", &raw.version);
        if raw.sources.is_empty() {
            self.fault("source", "at least one document", "none");
        }
        for (n, source) in raw.sources.iter().enumerate() {
            self.words(&format!("source[{n}].ref"), &source.reference);
            self.words(&format!("source[{n}].confidence"), &source.confidence);
        }
    }

    fn hours_and_limits(&mut self) {
        let (quiet, limits) = (&self.raw.quiet, &self.raw.limits);
        if quiet.from == quiet.until {
            self.fault("quiet.until", "another time than quiet.from", quiet.until);
        }
        // a whole day of quiet would leave no hour for anything that is not red
        let awake = QuietHours { from: quiet.until, until: quiet.from };
        let hours = (0..24).filter(|hour| jiff::civil::Time::new(*hour, 0, 0, 0).is_ok_and(|at| awake.covers(at))).count();
        if hours < 6 {
            self.fault("quiet", "at least six hours of the day that are not quiet", hours);
        }
        self.words("quiet.source", &quiet.source);
        self.number("limits.spacing_minutes", limits.spacing_minutes.into(), 0, 1440);
        self.number("limits.most_per_day", limits.most_per_day as u64, 1, 100);
        self.number("limits.window_minutes", limits.window_minutes.into(), 1, LONGEST_WAIT);
        self.number("limits.lead_minutes", limits.lead_minutes.into(), 0, 1440);
        self.number("limits.lease_minutes", limits.lease_minutes.into(), 1, 60);
        self.words("limits.source", &limits.source);
    }

    fn attempts(&mut self) {
        let attempts = &self.raw.attempts;
        for (key, waits) in [("waits_minutes", &attempts.waits_minutes), ("red_waits_minutes", &attempts.red_waits_minutes)] {
            let key = format!("attempts.{key}");
            if waits.is_empty() {
                self.fault(&key, "at least one wait", "none");
            }
            for wait in waits {
                self.number(&key, u64::from(*wait), 1, 1440);
            }
            if waits.iter().zip(waits.iter().skip(1)).any(|(one, next)| next < one) {
                self.fault(&key, "waits that do not become shorter", format!("{waits:?}"));
            }
        }
        self.number("attempts.unreachable_hours", attempts.unreachable_hours.into(), 1, 336);
        self.words("attempts.source", &attempts.source);
    }

    fn wording(&mut self) {
        let wording = &self.raw.wording;
        self.number("wording.service_characters", wording.service_characters as u64, 1, 40);
        self.number("wording.link_characters", wording.link_characters as u64, 12, 200);
        self.number("wording.wechat_characters", wording.wechat_characters as u64, 5, 200);
        self.number("wording.mail_subject_characters", wording.mail_subject_characters as u64, 5, 100);
        self.words("wording.source", &wording.source);
    }

    fn forbidden(&mut self) -> Forbidden {
        let forbidden = &self.raw.forbidden;
        self.words("forbidden.source", &forbidden.source);
        if forbidden.words.is_empty() {
            self.fault("forbidden.words", "at least one word", "none");
        }
        for word in forbidden.words.iter().filter(|word| !is_word(word)) {
            self.fault(
                "forbidden.words",
                "a Chinese word, or a word of Latin letters with * at its end at most",
                format!("{word:?}"),
            );
        }
        Forbidden::new(&forbidden.words)
    }

    fn ladders(&mut self) -> BTreeMap<String, Arc<Ladder>> {
        let mut found = BTreeMap::new();
        for raw in &self.raw.ladders {
            let key = format!("ladder.{}", raw.code);
            self.words("ladder.code", &raw.code);
            self.words(&format!("{key}.source"), &raw.source);
            let ladder = self.ladder(&key, raw);
            if found.insert(raw.code.clone(), Arc::new(ladder)).is_some() {
                self.fault(format!("{key}.code"), "each code once", "it stands twice");
            }
        }
        found
    }

    fn ladder(&mut self, key: &str, raw: &LadderToml) -> Ladder {
        let mut rungs = |name: &str, rungs: &[RungToml], is_red: bool| {
            let key = format!("{key}.{name}");
            let is_first = rungs.first().is_some_and(|rung| rung.channel == Channel::InApp && rung.after_minutes == 0);
            if !is_first {
                self.fault(
                    format!("{key}[0]"),
                    "in_app after 0 minutes: the program itself comes first",
                    describe(rungs.first()),
                );
            }
            let mut seen = BTreeSet::new();
            for (n, rung) in rungs.iter().enumerate() {
                self.number(&format!("{key}[{n}].after_minutes"), rung.after_minutes.into(), 0, LONGEST_WAIT);
                if !seen.insert(rung.channel) {
                    self.fault(format!("{key}[{n}].channel"), "each channel once", rung.channel);
                }
                if is_red && rung.after_minutes != 0 {
                    self.fault(
                        format!("{key}[{n}].after_minutes"),
                        "0: what is red goes by all ways at once",
                        rung.after_minutes,
                    );
                }
            }
            rungs.iter().map(|rung| Rung { channel: rung.channel, after: minutes(rung.after_minutes) }).collect()
        };
        Ladder {
            red: rungs(Level::Red.code(), &raw.red, true),
            yellow: rungs(Level::Yellow.code(), &raw.yellow, false),
            blue: rungs(Level::Blue.code(), &raw.blue, false),
            plain: rungs("plain", &raw.plain, false),
        }
    }

    fn kinds(&mut self, ladders: &BTreeMap<String, Arc<Ladder>>) -> BTreeMap<String, Kind> {
        let mut found = BTreeMap::new();
        if self.raw.kinds.is_empty() {
            self.fault("kind", "at least one kind", "none");
        }
        for raw in &self.raw.kinds {
            let key = format!("kind.{}", raw.code);
            let is_code = !raw.code.is_empty() && raw.code.bytes().all(|sign| sign.is_ascii_lowercase() || sign == b'-');
            if !is_code {
                self.fault("kind.code", "small letters and hyphens", format!("{:?}", raw.code));
            }
            if raw.text == Subject::Digest {
                self.fault(format!("{key}.text"), "work or news: a digest is made of several", raw.text);
            }
            let Some(ladder) = ladders.get(&raw.ladder) else {
                self.fault(format!("{key}.ladder"), "a ladder of this pack", &raw.ladder);
                continue;
            };
            let kind = Kind { code: raw.code.clone(), to: raw.to, subject: raw.text, ladder: Arc::clone(ladder) };
            if found.insert(raw.code.clone(), kind).is_some() {
                self.fault(format!("{key}.code"), "each code once", "it stands twice");
            }
        }
        found
    }

    fn confirms(&mut self, texts: &BTreeMap<Language, TextsToml>, forbidden: &Forbidden) -> BTreeMap<Language, ConfirmToml> {
        let mut found = BTreeMap::new();
        for (language, raw) in texts {
            let key = format!("{language}: confirm");
            let rest = raw.confirm.text.replacen("{code}", "", 1).replacen("{minutes}", "", 1);
            if raw.confirm.text.len() - rest.len() != "{code}{minutes}".len() || rest.contains(['{', '}']) {
                self.fault(format!("{key}.text"), "{code} and {minutes}, each once, and no other brace", &raw.confirm.text);
            }
            for (part, text) in [("title", &raw.confirm.title), ("text", &rest)] {
                self.words(&format!("{key}.{part}"), text);
                if let Some(word) = forbidden.find(text) {
                    self.fault(format!("{key}.{part}"), "no word of forbidden.words", word);
                }
            }
            found.insert(*language, raw.confirm.clone());
        }
        found
    }

    fn texts(
        &mut self,
        texts: &BTreeMap<Language, TextsToml>,
        forbidden: &Forbidden,
    ) -> BTreeMap<(Language, Subject, Channel), Text> {
        let mut found = BTreeMap::new();
        for language in Language::ALL.iter().copied() {
            let Some(raw) = texts.get(&language) else {
                self.fault(format!("text.{language}.toml"), "texts in this language", "nothing");
                continue;
            };
            if raw.language != language.code() {
                self.fault(format!("{language}: language"), language.code(), &raw.language);
            }
            for (subject, ways) in [(Subject::Work, &raw.work), (Subject::News, &raw.news), (Subject::Digest, &raw.digest)] {
                let WaysToml { email, sms, wechat } = ways;
                for (channel, text) in [(Channel::Email, email), (Channel::Sms, sms), (Channel::Wechat, wechat)] {
                    let text = self.text(Spot { language, subject, channel }, text, forbidden);
                    found.extend(text.map(|text| ((language, subject, channel), text)));
                }
            }
        }
        found
    }
}

fn describe(rung: Option<&RungToml>) -> String {
    rung.map_or_else(|| "nothing".to_owned(), |rung| format!("{} after {} minutes", rung.channel, rung.after_minutes))
}
