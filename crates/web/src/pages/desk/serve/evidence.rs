//! Evidence of a signal in words, as far as the reader's role opens it.

use jiff::Timestamp;
use xinqiao_app::warnings::{CitedSignal, EvidenceSeen, HandedInBy};
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::definition::TextToml;
use xinqiao_warnings::Evidence as Fact;

use super::handed_in::{noticed, origin, words_card};
use super::timing::moment;
use crate::i18n::Lang;
use crate::parts::Evidence;
use crate::site::Site;
use crate::words;

/// From which sheet the facts come and when.
pub struct Source<'a> {
    pub instrument: Option<&'a (String, String)>,
    pub at: Timestamp,
    /// code of the source
    pub code: &'a str,
    pub handed_in: Option<&'a HandedInBy>,
}

impl<'a> Source<'a> {
    /// The source of a signal that a warning cites.
    pub fn cited(cited: &'a CitedSignal) -> Self {
        let (instrument, handed_in) = (cited.instrument.as_ref(), cited.handed_in.as_ref());
        Self { instrument, at: cited.row.raised_at, code: &cited.row.source, handed_in }
    }
}

/// One card for each fact.
pub fn cards(site: &Site, lang: Lang, facts: &[EvidenceSeen], source: &Source<'_>) -> Vec<Evidence> {
    let pack = source.instrument.and_then(|(code, version)| site.app.library().instrument_version(code, version));
    let text = pack.and_then(|pack| words::text_of(pack, lang));
    let noticed = noticed(site, lang, facts, source);
    let others = facts.iter().filter(|fact| !matches!(fact, EvidenceSeen::Open(Fact::Observed { .. })));
    noticed.into_iter().chain(others.map(|fact| card(site, lang, fact, pack.zip(text), source))).collect()
}

// i18n: evidence-kind-*
fn card(
    site: &Site,
    lang: Lang,
    fact: &EvidenceSeen,
    sheet: Option<(&InstrumentPack, &TextToml)>,
    source: &Source<'_>,
) -> Evidence {
    let name = sheet.map_or_else(String::new, |(_, text)| text.name.clone());
    let when = moment(site, lang, source.at);
    let own = origin(site, lang, source);
    match fact {
        EvidenceSeen::Sealed(kind) => Evidence {
            icon: "lock",
            title: lang.t(&format!("evidence-kind-{}", kind.replace('_', "-"))),
            origin: own,
            quotes: Vec::new(),
            passage: Vec::new(),
            foot: vec![lang.t("evidence-sealed"), when],
        },
        EvidenceSeen::Open(Fact::Critical { item, value, .. }) => Evidence {
            icon: "clipboard",
            title: lang.t2("evidence-item", "name", name, "item", item.as_str()),
            origin: own,
            quotes: sheet.map(|(pack, text)| answer(lang, pack, text, item.as_str(), *value)).into_iter().collect(),
            passage: Vec::new(),
            foot: vec![when],
        },
        EvidenceSeen::Open(Fact::Band { score, band, value, previous }) => {
            let mut foot = Vec::new();
            if let Some(value) = value {
                foot.push(score_words(lang, sheet, score.as_str(), *value));
            }
            if let Some(earlier) = previous {
                foot.push(lang.t2("evidence-before", "value", words::number(earlier.value), "day", lang.date(earlier.on)));
            }
            foot.push(when);
            Evidence {
                icon: "clipboard",
                title: name,
                origin: own,
                quotes: vec![band_words(sheet, score.as_str(), band.as_str())],
                passage: Vec::new(),
                foot,
            }
        }
        EvidenceSeen::Open(Fact::Decision { code, level }) => Evidence {
            icon: "clipboard",
            title: name,
            origin: own,
            quotes: vec![band_words(sheet, code.as_str(), level.as_str())],
            passage: Vec::new(),
            foot: vec![when],
        },
        EvidenceSeen::Open(Fact::Worsening { score, value, previous }) => Evidence {
            icon: "clipboard",
            title: lang.t1("evidence-worse", "name", name),
            origin: own,
            quotes: vec![score_words(lang, sheet, score.as_str(), *value)],
            passage: Vec::new(),
            foot: vec![lang.t2("evidence-before", "value", words::number(previous.value), "day", lang.date(previous.on)), when],
        },
        EvidenceSeen::Open(Fact::Observed { code }) => Evidence {
            icon: "eye",
            title: code.to_string(),
            origin: own,
            quotes: Vec::new(),
            passage: Vec::new(),
            foot: vec![when],
        },
        EvidenceSeen::Open(Fact::Text(read)) => words_card(site, lang, read, source),
        EvidenceSeen::Open(Fact::AskedForContact) => Evidence {
            icon: "message",
            title: lang.t("evidence-contact"),
            origin: own,
            quotes: vec![lang.t("evidence-contact-text")],
            passage: Vec::new(),
            foot: vec![when],
        },
    }
}

/// The question and the chosen answer in the words of the instrument.
fn answer(lang: Lang, pack: &InstrumentPack, text: &TextToml, code: &str, value: i64) -> String {
    let instrument = pack.instrument();
    let item = instrument.item_index(code).and_then(|index| instrument.items().get(index));
    let scale = item.and_then(|item| instrument.scales().nth(item.scale()?)).map(|(name, _)| name);
    let position = item.and_then(|item| match item.accepts() {
        xinqiao_psychometrics::Accepts::Choice(values) => values.iter().position(|known| *known == value),
        _ => None,
    });
    let label = position.and_then(|at| words::labels(text, item, scale).get(at)).cloned().unwrap_or_else(|| value.to_string());
    match text.item.get(code) {
        Some(question) => lang.t2("evidence-answer", "question", question, "answer", label),
        None => label,
    }
}

fn score_words(lang: Lang, sheet: Option<(&InstrumentPack, &TextToml)>, score: &str, value: f64) -> String {
    let name = sheet.and_then(|(_, text)| text.score.get(score)).cloned().unwrap_or_else(|| score.to_owned());
    lang.t2("evidence-score", "name", name, "value", words::number(value))
}

fn band_words(sheet: Option<(&InstrumentPack, &TextToml)>, score: &str, band: &str) -> String {
    sheet.and_then(|(_, text)| text.band.get(score)?.get(band)).cloned().unwrap_or_else(|| band.to_owned())
}
