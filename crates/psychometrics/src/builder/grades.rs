//! Scores, bands and critical questions of a draft.

use super::definition::Making;
use super::draft::field;
use crate::definition::{
    BandToml, BandsToml, CriticalKind, CriticalToml, Direction, Method, MissingToml, PackToml, ScoreToml, Strength, TermsToml,
};
use crate::{Score, compile};

/// A band with its lower bound and the row that it was typed in.
type BandRow = (f64, usize, BandToml);

impl Making<'_> {
    /// The scores. Questions that are reversed are reversed in each of them.
    pub(super) fn scores(&mut self) {
        let rows = self.draft.rows("s");
        if rows.is_empty() {
            self.fault("s1_code", "no-score", "");
        }
        for row in rows {
            let code = self.code("s", row);
            let words = self.words("s", row);
            for (text, words) in self.texts.iter_mut().zip(words) {
                text.score.insert(code.clone(), words);
            }
            let of = self.named(&field("s", row, "of"));
            let method = match self.draft.cell("s", row, "method") {
                "sum" => Method::Sum,
                "mean" => Method::Mean,
                other => {
                    let other = other.to_owned();
                    self.fault(field("s", row, "method"), "method", other);
                    Method::Sum
                }
            };
            let higher = match self.draft.cell("s", row, "higher") {
                "worse" => Direction::Worse,
                "better" => Direction::Better,
                _ => Direction::Neither,
            };
            let missing = self.whole(&field("s", row, "missing"), 1..=300).and_then(|most| u32::try_from(most).ok());
            let reverse = of.iter().filter(|code| self.reversed.contains(code)).cloned().collect();
            self.scoring.score.push(ScoreToml {
                code,
                method,
                of: Some(TermsToml::List(of)),
                reverse,
                times: 1.0,
                plus: 0.0,
                floor: false,
                range: None,
                higher,
                missing: missing.map(|max| MissingToml { max: Some(max), min_answered_share: None }),
                report: true,
                when: Vec::new(),
                at_least: None,
                at_most: None,
                equals: None,
                weights: Vec::new(),
                cuts: Vec::new(),
                source: Some(self.draft.text("source").to_owned()),
            });
        }
        self.unique("s", "code");
    }

    /// The bands: each from its lower bound to the next one's, the last one to the highest score. `head` is only for asking how far scores go.
    pub(super) fn bands(&mut self, head: &PackToml) {
        let scores: Vec<Score> = compile(head, &self.items, &self.scoring).map(|made| made.scores().to_vec()).unwrap_or_default();
        let mut of: Vec<(String, Vec<BandRow>)> = Vec::new();
        for row in self.draft.rows("b") {
            let code = self.code("b", row);
            let words = self.words("b", row);
            let score = match self.draft.cell("b", row, "score") {
                "" => self.scoring.score.first().map(|score| score.code.clone()).unwrap_or_default(),
                score => score.to_owned(),
            };
            if !self.scoring.score.iter().any(|known| known.code == score) {
                self.fault(field("b", row, "score"), "score", &score);
                continue;
            }
            for (text, words) in self.texts.iter_mut().zip(words) {
                text.band.entry(score.clone()).or_default().insert(code.clone(), words);
            }
            let attention = self.draft.cell("b", row, "attention").parse::<u8>().ok().filter(|number| (1..=4).contains(number));
            if attention.is_none() {
                let found = self.draft.cell("b", row, "attention").to_owned();
                self.fault(field("b", row, "attention"), "attention", found);
            }
            let Some(from) = self.number(field("b", row, "from")) else { continue };
            let band = BandToml { code, from, to: None, below: None, attention: attention.unwrap_or(1) };
            match of.iter_mut().find(|(known, _)| *known == score) {
                Some((_, bands)) => bands.push((from, row, band)),
                None => of.push((score, vec![(from, row, band)])),
            }
        }
        for (code, bands) in of {
            if let Some(score) = scores.iter().find(|score| score.code() == code) {
                self.block(score, bands);
            }
        }
    }

    fn block(&mut self, score: &Score, mut bands: Vec<BandRow>) {
        let Some([lowest, highest]) = score.range() else { return };
        bands.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut made: Vec<BandToml> = Vec::new();
        for (at, (from, row, band)) in bands.iter().enumerate() {
            let name = field("b", *row, "from");
            if made.iter().any(|other| other.code == band.code) {
                self.fault(field("b", *row, "code"), "twice", &band.code);
            }
            if at == 0 && crate::TOLERANCE < (from - lowest).abs() {
                self.fault(&name, "first-band", format!("{from} ({lowest}–{highest})"));
            } else if highest + crate::TOLERANCE < *from || (score.is_whole() && from.fract() != 0.0) {
                self.fault(&name, "bound", format!("{from} ({lowest}–{highest})"));
            }
            let next = bands.get(at + 1).map(|(next, _, _)| *next);
            if next == Some(*from) {
                self.fault(&name, "twice", from);
            }
            let (to, below) = match next {
                Some(next) if score.is_whole() => (Some(next - 1.0), None),
                Some(next) => (None, Some(next)),
                None => (Some(highest), None),
            };
            made.push(BandToml { to, below, ..band.clone() });
        }
        let source = Some(self.draft.text("source").to_owned());
        self.scoring.bands.push(BandsToml { score: score.code().to_owned(), population: None, source, band: made });
    }

    /// Questions of which one answer is enough for somebody to be with the person.
    pub(super) fn criticals(&mut self) {
        for row in self.draft.rows("c") {
            let item = self.draft.cell("c", row, "question").to_owned();
            if !self.items.item.iter().any(|known| known.code == item) {
                self.fault(field("c", row, "question"), "question", &item);
                continue;
            }
            let kind = match self.draft.cell("c", row, "kind") {
                "suicide" => Some(CriticalKind::Suicide),
                "self_harm" => Some(CriticalKind::SelfHarm),
                "harm_to_others" => Some(CriticalKind::HarmToOthers),
                "psychosis" => Some(CriticalKind::Psychosis),
                _ => None,
            };
            let strength = match self.draft.cell("c", row, "strength") {
                "hard" => Some(Strength::Hard),
                "soft" => Some(Strength::Soft),
                _ => None,
            };
            if kind.is_none() {
                self.fault(field("c", row, "kind"), "choose", "");
            }
            if strength.is_none() {
                self.fault(field("c", row, "strength"), "choose", "");
            }
            let from = self.number(field("c", row, "from"));
            let (Some(kind), Some(strength), Some(at_least)) = (kind, strength, from) else { continue };
            self.scoring.critical.push(CriticalToml {
                item,
                at_least: Some(at_least),
                at_most: None,
                equals: None,
                one_of: None,
                kind,
                strength,
                follow_on: Vec::new(),
                source: Some(self.draft.text("source").to_owned()),
            });
        }
    }
}
