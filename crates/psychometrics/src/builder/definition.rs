//! A draft as the files of a pack.

use jiff::civil::Date;

use super::draft::{LONGEST, field};
use super::{Draft, DraftFault, LANGUAGES};
use crate::definition::{
    AgeToml, CasesToml, CitationToml, ItemsToml, LicenceClass, LicenceToml, Measure, PackToml, PermissionToml, ScoringToml,
    SourceToml, TextToml, Wording,
};

/// A definition while it is made.
pub(super) struct Making<'a> {
    pub draft: &'a Draft,
    pub items: ItemsToml,
    pub scoring: ScoringToml,
    /// in the order of [`LANGUAGES`]
    pub texts: [TextToml; 2],
    pub cases: CasesToml,
    pub permission: Option<PermissionToml>,
    /// codes of questions that are reversed wherever they are counted
    pub reversed: Vec<String>,
    pub faults: Vec<DraftFault>,
}

impl<'a> Making<'a> {
    pub(super) fn new(draft: &'a Draft) -> Self {
        Self {
            draft,
            items: ItemsToml { scale: Vec::new(), item: Vec::new() },
            scoring: ScoringToml::default(),
            texts: LANGUAGES.map(|_| TextToml {
                name: String::new(),
                title: String::new(),
                instruction: None,
                scale: std::collections::BTreeMap::new(),
                item: std::collections::BTreeMap::new(),
                item_scale: std::collections::BTreeMap::new(),
                score: std::collections::BTreeMap::new(),
                band: std::collections::BTreeMap::new(),
            }),
            cases: CasesToml::default(),
            permission: None,
            reversed: Vec::new(),
            faults: Vec::new(),
        }
    }

    pub(super) fn fault(&mut self, field: impl Into<String>, code: &'static str, found: impl std::fmt::Display) {
        self.faults.push(DraftFault::new(field, code, found));
    }

    /// What stands before questions and numbers.
    pub(super) fn head(&mut self, code: &str, version: &str, today: Date) -> PackToml {
        for (name, text) in self.draft.fields() {
            if LONGEST < text.chars().count() {
                self.faults.push(DraftFault::new(name, "long", text.chars().count()));
            }
        }
        for (index, language) in ["zh", "en"].into_iter().enumerate() {
            let own = |what: &str| {
                let typed = self.draft.text(&format!("{what}_{language}"));
                if typed.is_empty() { self.draft.text(&format!("{what}_zh")) } else { typed }.to_owned()
            };
            let (name, title, instruction) = (own("name"), own("title"), own("instruction"));
            if let Some(text) = self.texts.get_mut(index) {
                (text.name, text.title, text.instruction) = (name, title, Some(instruction));
            }
        }
        for required in ["name_zh", "title_zh", "instruction_zh", "purpose", "source"] {
            self.needed(required);
        }
        let measures = self.measure();
        let (class, wording) = self.right(today);
        let text = |name: &str| self.draft.text(name).to_owned();
        let citation = if text("citation").is_empty() { text("name_zh") } else { text("citation") };
        let head = PackToml {
            code: code.to_owned(),
            version: version.to_owned(),
            measures,
            period_days: None,
            valid_from: today,
            age: AgeToml::default(),
            licence: LicenceToml { class, wording, note: Some(text("note")).filter(|note| !note.is_empty()) },
            citation: CitationToml { text: citation },
            source: vec![SourceToml { reference: text("source"), confidence: None }],
            loinc: std::collections::BTreeMap::new(),
            informant: None,
            family: None,
        };
        let period_days = self.whole("period_days", 1..=3_660).and_then(|days| u32::try_from(days).ok());
        let [min, max] = ["age_min", "age_max"].map(|name| self.whole(name, 0..=120).and_then(|years| u8::try_from(years).ok()));
        if let (Some(min), Some(max)) = (min, max)
            && max < min
        {
            self.fault("age_max", "ages", max);
        }
        PackToml { period_days, age: AgeToml { min, max }, ..head }
    }

    fn measure(&mut self) -> Measure {
        let typed = self.draft.text("measures");
        let known = Measure::ALL.iter().find(|measure| measure.code() == typed);
        known.copied().unwrap_or_else(|| {
            self.fault("measures", "measure", typed);
            Measure::Distress
        })
    }

    fn right(&mut self, today: Date) -> (LicenceClass, Wording) {
        let (class, permission, faults) = super::right::right(self.draft, today);
        self.permission = permission;
        self.faults.extend(faults);
        let withheld = class == LicenceClass::PermissionNeeded;
        (class, if withheld { Wording::Withheld } else { Wording::Included })
    }

    /// A field that has to be filled in.
    pub(super) fn needed(&mut self, name: &str) {
        if self.draft.text(name).is_empty() {
            self.fault(name, "text", "");
        }
    }

    /// Words of a row in both languages; the second is the first where it is left out.
    pub(super) fn words(&mut self, prefix: &str, row: usize) -> [String; 2] {
        self.needed(&field(prefix, row, "zh"));
        let chinese = self.draft.cell(prefix, row, "zh");
        let english = self.draft.cell(prefix, row, "en");
        [chinese, if english.is_empty() { chinese } else { english }].map(str::to_owned)
    }

    /// The code of a row: letters, digits, `_`, `-`, `.`.
    pub(super) fn code(&mut self, prefix: &str, row: usize) -> String {
        let code = self.draft.cell(prefix, row, "code").to_owned();
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        if code.is_empty() || 32 < code.len() || !code.chars().all(plain) {
            self.fault(field(prefix, row, "code"), "code", &code);
        }
        code
    }

    /// No two rows of a list have the same text in a column.
    pub(super) fn unique(&mut self, prefix: &str, column: &str) {
        let mut seen: Vec<&str> = Vec::new();
        let mut twice = Vec::new();
        for row in self.draft.rows(prefix) {
            let text = self.draft.cell(prefix, row, column);
            if !text.is_empty() && seen.contains(&text) {
                twice.push(DraftFault::new(field(prefix, row, column), "twice", text));
            }
            seen.push(text);
        }
        self.faults.extend(twice);
    }

    /// A number; a fault where there is none.
    pub(super) fn number(&mut self, name: String) -> Option<f64> {
        let typed = self.draft.text(&name).to_owned();
        let number = typed.parse::<f64>().ok().filter(|number| number.is_finite() && number.abs() <= 1e6);
        if number.is_none() {
            self.fault(name, "number", typed);
        }
        number
    }

    /// A whole number within bounds, where something is typed.
    pub(super) fn whole(&mut self, name: &str, bounds: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let typed = self.draft.text(name);
        if typed.is_empty() {
            return None;
        }
        let number = typed.parse().ok().filter(|number| bounds.contains(number));
        if number.is_none() {
            self.fault(name, "whole", format!("{typed} ({}–{})", bounds.start(), bounds.end()));
        }
        number
    }
}
