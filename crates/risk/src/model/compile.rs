//! From the written form to a sound [`Model`], or to the list of its faults.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::raw::{KindToml, ModelToml};
use super::{Fade, Floor, Interaction, Kind, KindId, MOST_KINDS, Missing, Model, Reading, Repeat, Role, Title};
use crate::level::ByLevel;
use crate::{Fault, Level, Points, Strength};

/// Days: nothing about a person speaks for longer.
const LONGEST_DAYS: f64 = 3650.0;
/// Points of one piece.
const MOST_POINTS: f64 = 1000.0;
/// Points of all pieces of a kind.
const MOST_CAP: f64 = 100_000.0;

pub(super) fn compile(raw: &ModelToml) -> Result<Model, Vec<Fault>> {
    let mut check = Check { raw, faults: Vec::new() };
    check.head();
    let cutoff = check.number("cutoff", raw.cutoff, 1e-3, MOST_POINTS);
    let relief_share = check.number("relief_share", raw.relief_share, 0.0, 1.0);
    let (rise, fall) = check.thresholds();
    let dwell = check.by_level("dwell_days", &raw.dwell_days, 0.0, 366.0, 86_400.0);
    let kinds = check.kinds();
    let interactions = check.interactions();
    let readings = check.readings();
    let missing = check.missing();
    if !check.faults.is_empty() {
        return Err(check.faults);
    }
    let cutoff = micro(cutoff);
    Ok(Model {
        id: raw.id.as_str().into(),
        version: raw.version.as_str().into(),
        valid_from: raw.valid_from,
        sources: raw.sources.clone(),
        longest_life: kinds.iter().map(|kind| life(kind, cutoff)).max().unwrap_or(0),
        kinds,
        interactions,
        missing,
        readings,
        cutoff,
        relief_share: micro(relief_share),
        rise,
        fall,
        dwell,
    })
}

/// Seconds after which a piece of full strength and its floor are over.
fn life(kind: &Kind, cutoff: i64) -> i64 {
    kind.fade.gone_after(kind.weight.micro(), cutoff).max(kind.floor.map_or(0, |floor| floor.seconds))
}

fn micro(number: f64) -> i64 {
    (number * 1e6).round() as i64
}

fn seconds(days: f64) -> i64 {
    (days * 86_400.0).round() as i64
}

struct Check<'a> {
    raw: &'a ModelToml,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn fault(&mut self, key: impl Into<String>, expected: impl Into<String>, found: impl Display) {
        self.faults.push(Fault { key: key.into(), expected: expected.into(), found: found.to_string() });
    }

    /// A finite number within bounds; the lower bound when it is not.
    fn number(&mut self, key: &str, number: f64, least: f64, most: f64) -> f64 {
        if least <= number && number <= most {
            return number;
        }
        self.fault(key, format!("a number from {least} to {most}"), number);
        least
    }

    /// A length of time above zero, in seconds.
    fn days(&mut self, key: &str, days: f64) -> i64 {
        seconds(self.number(key, days, 1.0 / 24.0, LONGEST_DAYS))
    }

    fn words(&mut self, key: &str, text: &str) {
        if text.trim().is_empty() {
            self.fault(key, "words", "nothing");
        }
    }

    fn described(&mut self, key: &str, title: &Title, source: &str) {
        self.words(&format!("{key}.title.zh-CN"), &title.zh_cn);
        self.words(&format!("{key}.title.en"), &title.en);
        self.words(&format!("{key}.source"), source);
    }

    /// Codes are visible ASCII and stand once.
    fn codes<'c>(&mut self, key: &str, codes: impl Iterator<Item = &'c str>) {
        let mut seen = BTreeSet::new();
        for code in codes {
            if !(1..=64).contains(&code.len()) || !code.bytes().all(|letter| letter.is_ascii_graphic()) {
                self.fault(format!("{key}.code"), "1–64 visible ASCII characters", format!("{code:?}"));
            }
            if !seen.insert(code) {
                self.fault(format!("{key}.{code}.code"), "each code once", "it stands twice");
            }
        }
    }

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

    fn by_level(&mut self, key: &str, raw: &ByLevel<f64>, least: f64, most: f64, unit: f64) -> ByLevel<i64> {
        let mut one =
            |level: Level, number: f64| (self.number(&format!("{key}.{level}"), number, least, most) * unit).round() as i64;
        ByLevel { blue: one(Level::Blue, raw.blue), yellow: one(Level::Yellow, raw.yellow), red: one(Level::Red, raw.red) }
    }

    /// Rising and falling thresholds: graver levels lie higher, and one falls later than one rose.
    fn thresholds(&mut self) -> (ByLevel<i64>, ByLevel<i64>) {
        let raw = self.raw;
        let rise = self.by_level("rise", &raw.rise, 1e-3, MOST_CAP, 1e6);
        let fall = self.by_level("fall", &raw.fall, 1e-3, MOST_CAP, 1e6);
        for (key, line, shown) in [("rise", &rise, &raw.rise), ("fall", &fall, &raw.fall)] {
            if !(line.blue < line.yellow && line.yellow < line.red) {
                let found = format!("blue {}, yellow {}, red {}", shown.blue, shown.yellow, shown.red);
                self.fault(key, "blue below yellow below red", found);
            }
        }
        for level in [Level::Blue, Level::Yellow, Level::Red] {
            if rise.of(level) <= fall.of(level) {
                let (up, down) = (raw.rise.of(level).copied().unwrap_or(0.0), raw.fall.of(level).copied().unwrap_or(0.0));
                self.fault(format!("fall.{level}"), format!("less than rise.{level} ({up})"), down);
            }
        }
        (rise, fall)
    }

    fn kinds(&mut self) -> Vec<Kind> {
        let raw = self.raw;
        if !(1..=MOST_KINDS).contains(&raw.kinds.len()) {
            self.fault("kind", format!("1 to {MOST_KINDS} kinds"), raw.kinds.len());
        }
        self.codes("kind", raw.kinds.iter().map(|kind| kind.code.as_str()));
        raw.kinds.iter().map(|kind| self.kind(kind)).collect()
    }

    fn kind(&mut self, raw: &KindToml) -> Kind {
        let key = format!("kind.{}", raw.code);
        self.described(&key, &raw.title, &raw.source);
        let weight = self.number(&format!("{key}.weight"), raw.weight, 0.0, MOST_POINTS);
        if 0.0 < weight && weight < self.raw.cutoff {
            self.fault(format!("{key}.weight"), format!("0, or at least the cutoff ({})", self.raw.cutoff), weight);
        }
        let cap = self.number(&format!("{key}.cap"), raw.cap, 0.0, MOST_CAP);
        if cap < weight {
            self.fault(format!("{key}.cap"), format!("at least the weight ({weight})"), cap);
        }
        let fade = match (raw.half_life_days, raw.fixed_days) {
            (Some(days), None) => Fade::HalfLife(self.days(&format!("{key}.half_life_days"), days)),
            (None, Some(days)) => Fade::Fixed(self.days(&format!("{key}.fixed_days"), days)),
            (both, _) => {
                let found = if both.is_some() { "both" } else { "none" };
                self.fault(&key, "half_life_days or fixed_days", found);
                Fade::Fixed(1)
            }
        };
        Kind {
            code: raw.code.clone(),
            title: raw.title.clone(),
            role: raw.role,
            weight: Points::from_micro(micro(weight)),
            fade,
            cap: Points::from_micro(micro(cap)),
            repeat: raw.repeat,
            floor: self.floor(&key, raw),
            source: raw.source.clone(),
        }
    }

    fn floor(&mut self, key: &str, raw: &KindToml) -> Option<Floor> {
        let floor = raw.floor?;
        let key = format!("{key}.floor");
        if raw.role == Role::Protective {
            self.fault(&key, "none: what protects demands no level", format!("level {}", floor.level));
        }
        if raw.repeat == Repeat::Replace {
            self.fault(
                &key,
                "repeat = \"sum\" or \"max\": a newer and milder reading must not lift a floor",
                "repeat = \"replace\"",
            );
        }
        if floor.level == Level::None {
            self.fault(format!("{key}.level"), "blue, yellow or red", floor.level);
        }
        Some(Floor { level: floor.level, seconds: self.days(&format!("{key}.days"), floor.days) })
    }

    /// The ids of kinds that stand in the pack; each that does not is a fault.
    fn known(&mut self, key: &str, codes: &[String]) -> Vec<KindId> {
        let raw = self.raw;
        let mut known = Vec::new();
        for (at, code) in codes.iter().enumerate() {
            match (0_u8..).map(KindId).zip(&raw.kinds).find(|(_, kind)| kind.code == *code) {
                Some((id, _)) => known.push(id),
                None => self.fault(key, "a kind of this pack", code),
            }
            if codes.iter().take(at).any(|earlier| earlier == code) {
                self.fault(key, "each kind once", format!("{code} twice"));
            }
        }
        known
    }

    fn interactions(&mut self) -> Vec<Interaction> {
        let raw = self.raw;
        self.codes("interaction", raw.interactions.iter().map(|interaction| interaction.code.as_str()));
        let mut sets = BTreeSet::new();
        let mut compiled = Vec::new();
        for interaction in &raw.interactions {
            let key = format!("interaction.{}", interaction.code);
            self.described(&key, &interaction.title, &interaction.source);
            let kinds = self.known(&format!("{key}.kinds"), &interaction.kinds);
            if !(2..=3).contains(&interaction.kinds.len()) {
                self.fault(format!("{key}.kinds"), "two or three kinds", interaction.kinds.len());
            }
            let mut set = interaction.kinds.clone();
            set.sort();
            if !sets.insert(set) {
                self.fault(format!("{key}.kinds"), "kinds that stand together once", "another interaction of the same kinds");
            }
            for kind in raw.kinds.iter().filter(|kind| interaction.kinds.contains(&kind.code)) {
                if kind.role != Role::Risk || kind.weight <= 0.0 {
                    self.fault(format!("{key}.kinds"), "risk kinds with a weight", &kind.code);
                }
            }
            compiled.push(Interaction {
                code: interaction.code.clone(),
                title: interaction.title.clone(),
                kinds,
                window: self.days(&format!("{key}.window_days"), interaction.window_days),
                points: Points::from_micro(micro(self.number(&format!("{key}.points"), interaction.points, 1e-3, MOST_POINTS))),
                source: interaction.source.clone(),
            });
        }
        compiled
    }

    fn readings(&mut self) -> Vec<Reading> {
        let raw = self.raw;
        let mut seen = BTreeSet::new();
        let mut compiled = Vec::new();
        for reading in &raw.readings {
            let key = format!("reading.{}.{}", reading.instrument, reading.score);
            self.words(&format!("{key}.source"), &reading.source);
            if !seen.insert((&reading.instrument, &reading.score)) {
                self.fault(&key, "each score once", "it stands twice");
            }
            let kinds = self.known(&format!("{key}.kind"), std::slice::from_ref(&reading.kind));
            let rising = reading.steps.is_sorted_by(|one, next| one.from < next.from);
            if reading.steps.is_empty() || !rising || reading.steps.iter().any(|step| !step.from.is_finite()) {
                self.fault(format!("{key}.steps"), "steps from a low score to a high one", format!("{:?}", reading.steps));
            }
            let mut steps = Vec::new();
            for step in &reading.steps {
                match Strength::from_permille(step.permille) {
                    Some(strength) => steps.push((step.from, strength)),
                    None => self.fault(format!("{key}.steps.permille"), "0 to 1000", step.permille),
                }
            }
            let (instrument, score) = (reading.instrument.clone(), reading.score.clone());
            compiled.extend(kinds.first().map(|kind| Reading { instrument, score, kind: *kind, steps }));
        }
        compiled
    }

    fn missing(&mut self) -> Vec<Missing> {
        let raw = self.raw;
        self.codes("missing", raw.missing.iter().map(|missing| missing.code.as_str()));
        let mut compiled = Vec::new();
        for missing in &raw.missing {
            let key = format!("missing.{}", missing.code);
            self.described(&key, &missing.title, &missing.source);
            if missing.kinds.is_empty() {
                self.fault(format!("{key}.kinds"), "at least one kind", "none");
            }
            compiled.push(Missing {
                code: missing.code.clone(),
                title: missing.title.clone(),
                kinds: self.known(&format!("{key}.kinds"), &missing.kinds),
                within: self.days(&format!("{key}.within_days"), missing.within_days),
                after: self.known(&format!("{key}.after"), &missing.after),
                source: missing.source.clone(),
            });
        }
        compiled
    }
}
