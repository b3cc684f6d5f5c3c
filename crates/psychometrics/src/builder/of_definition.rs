//! A definition as a draft: what came from elsewhere is gone on with on the page.

use super::draft::field;
use super::{Draft, LANGUAGES};
use crate::definition::{
    Direction, ItemKind, ItemsToml, LicenceClass, Method, PackToml, PermissionToml, ScoringToml, TermsToml, TextToml,
};

impl Draft {
    /// The fields that say what a definition says, and what the fields have no place for, each by its key in the pack.
    pub fn of_definition(
        pack: &PackToml,
        items: &ItemsToml,
        scoring: &ScoringToml,
        texts: [&TextToml; 2],
        permission: Option<&PermissionToml>,
    ) -> (Self, Vec<String>) {
        let mut taking = Taking { draft: Self::default(), left_out: Vec::new() };
        taking.head(pack, texts, permission);
        taking.items(items, scoring, texts);
        taking.scores(scoring, texts);
        (taking.draft, taking.left_out)
    }
}

struct Taking {
    draft: Draft,
    left_out: Vec<String>,
}

impl Taking {
    fn head(&mut self, pack: &PackToml, texts: [&TextToml; 2], permission: Option<&PermissionToml>) {
        for (language, text) in ["zh", "en"].into_iter().zip(texts) {
            self.draft.put(format!("name_{language}"), &text.name);
            self.draft.put(format!("title_{language}"), &text.title);
            self.draft.put(format!("instruction_{language}"), text.instruction.as_deref().unwrap_or_default());
        }
        self.draft.put("measures", pack.measures.code());
        let number = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
        self.draft.put("period_days", number(pack.period_days));
        self.draft.put("age_min", number(pack.age.min.map(u32::from)));
        self.draft.put("age_max", number(pack.age.max.map(u32::from)));
        let sources: Vec<&str> = pack.source.iter().map(|source| source.reference.as_str()).collect();
        self.draft.put("source", sources.join("; "));
        self.draft.put("citation", &pack.citation.text);
        self.draft.put("note", pack.licence.note.as_deref().unwrap_or_default());
        let whose = match pack.licence.class {
            LicenceClass::Own => "own",
            LicenceClass::PublicDomain => "public",
            LicenceClass::FreeWithCitation => "free",
            LicenceClass::PermissionNeeded | LicenceClass::NoElectronicVersion => "permission",
        };
        self.draft.put("whose", whose);
        if let Some(permission) = permission {
            self.draft.put("holder", &permission.holder);
            self.draft.put("document", &permission.document);
            self.draft.put("dated", permission.date.to_string());
            self.draft.put("until", permission.until.map(|day| day.to_string()).unwrap_or_default());
        }
    }

    fn items(&mut self, items: &ItemsToml, scoring: &ScoringToml, texts: [&TextToml; 2]) {
        for (row, set) in (1..).zip(&items.scale) {
            self.draft.put(field("set", row, "code"), &set.code);
            let label = |language: usize, at: usize| {
                let labels = texts.get(language).and_then(|text| text.scale.get(&set.code)).map(|labels| &labels.labels);
                labels.and_then(|labels| labels.get(at)).map_or("", String::as_str).replace(['|', '\n'], " ")
            };
            let line = |(at, value): (usize, &i64)| format!("{value} | {} | {}", label(0, at), label(1, at));
            let lines: Vec<String> = set.values.iter().enumerate().map(line).collect();
            self.draft.put(field("set", row, "lines"), lines.join("\n"));
        }
        let reversed: Vec<&String> = scoring.score.iter().flat_map(|score| &score.reverse).collect();
        let mut row = 0;
        for item in &items.item {
            if item.kind != ItemKind::Choice {
                self.left_out.push(format!("items.toml item.{}.kind", item.code));
                continue;
            }
            row += 1;
            self.draft.put(field("q", row, "code"), &item.code);
            for (language, text) in ["zh", "en"].into_iter().zip(texts) {
                self.draft.put(field("q", row, language), text.item.get(&item.code).map_or("", String::as_str));
                if text.item_scale.contains_key(&item.code) {
                    self.left_out.push(format!("text item_scale.{}", item.code));
                }
            }
            self.draft.put(field("q", row, "set"), item.scale.as_deref().unwrap_or_default());
            self.tick(field("q", row, "optional"), item.optional);
            self.tick(field("q", row, "reverse"), reversed.contains(&&item.code));
            let Some(condition) = &item.ask_if else { continue };
            match (&condition.item, condition.at_least, condition.equals) {
                (Some(earlier), Some(from), None) => {
                    self.draft.put(field("q", row, "if"), earlier);
                    self.draft.put(field("q", row, "from"), from.to_string());
                }
                _ => self.left_out.push(format!("items.toml item.{}.ask_if", item.code)),
            }
        }
    }

    fn tick(&mut self, name: String, is_on: bool) {
        self.draft.put(name, if is_on { "on" } else { "" });
    }

    fn scores(&mut self, scoring: &ScoringToml, texts: [&TextToml; 2]) {
        let mut row = 0;
        for score in &scoring.score {
            let method = match score.method {
                Method::Sum => "sum",
                Method::Mean => "mean",
                _ => "",
            };
            let is_plain = score.times == 1.0 && score.plus == 0.0 && !score.floor && score.report;
            let of = match &score.of {
                Some(TermsToml::List(of)) if of.iter().all(|term| !term.starts_with('@')) => Some(of.join(" ")),
                Some(TermsToml::Word(_)) => Some(String::new()),
                _ => None,
            };
            let Some(of) = of.filter(|_| is_plain && !method.is_empty()) else {
                self.left_out.push(format!("scoring.toml score.{}", score.code));
                continue;
            };
            row += 1;
            self.draft.put(field("s", row, "code"), &score.code);
            self.draft.put(field("s", row, "method"), method);
            self.draft.put(field("s", row, "of"), of);
            let higher = match score.higher {
                Direction::Worse => "worse",
                Direction::Better => "better",
                Direction::Neither => "neither",
            };
            self.draft.put(field("s", row, "higher"), higher);
            let most = score.missing.and_then(|missing| missing.max);
            self.draft.put(field("s", row, "missing"), most.map(|most| most.to_string()).unwrap_or_default());
            for (language, text) in ["zh", "en"].into_iter().zip(texts) {
                self.draft.put(field("s", row, language), text.score.get(&score.code).map_or("", String::as_str));
            }
        }
        let lists = [
            ("rule", scoring.rule.len()),
            ("decision", scoring.decision.len()),
            ("bands", scoring.bands.len()),
            ("screen", scoring.screen.len()),
            ("critical", scoring.critical.len()),
            ("validity", scoring.validity.len()),
        ];
        let there = lists.into_iter().filter(|(_, count)| 0 < *count);
        self.left_out.extend(there.map(|(list, count)| format!("scoring.toml {list} ({count})")));
    }
}

const _: () = assert!(LANGUAGES.len() == 2);
