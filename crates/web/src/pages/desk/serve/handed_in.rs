//! What a source said, on cards: what was ticked, and the words with the places that speak.

use xinqiao_app::warnings::EvidenceSeen;
use xinqiao_warnings::Evidence as Fact;
use xinqiao_warnings::intake::{Mark, TextRead};

use super::evidence::Source;
use super::timing::moment;
use crate::i18n::Lang;
use crate::parts::Evidence;
use crate::site::Site;

/// What somebody ticked, on one card.
pub(super) fn noticed(site: &Site, lang: Lang, facts: &[EvidenceSeen], source: &Source<'_>) -> Option<Evidence> {
    let sources = site.app.sources().ok()?;
    let quotes: Vec<String> = facts
        .iter()
        .filter_map(|fact| match fact {
            EvidenceSeen::Open(Fact::Observed { code }) => {
                Some(sources.title(code.as_str()).map_or_else(|| code.to_string(), |title| title.of(lang.tag()).to_owned()))
            }
            _ => None,
        })
        .collect();
    let foot = foot(site, lang, source);
    (!quotes.is_empty()).then(|| Evidence {
        icon: "eye",
        title: lang.t("evidence-noticed"),
        origin: origin(site, lang, source),
        quotes,
        passage: Vec::new(),
        foot,
    })
}

/// What the source is called; the person's own words where nothing else is said.
pub(super) fn origin(site: &Site, lang: Lang, source: &Source<'_>) -> Option<String> {
    let kind = site.app.sources().ok().and_then(|sources| sources.kind(source.code));
    Some(kind.map_or_else(|| lang.t("evidence-own"), |kind| kind.title.of(lang.tag()).to_owned()))
}

/// When it was noticed, and who told it.
fn foot(site: &Site, lang: Lang, source: &Source<'_>) -> Vec<String> {
    let Some(said) = source.handed_in else { return vec![moment(site, lang, source.at)] };
    let told = said.told_by.as_ref().map(|told| {
        let parts = [&told.relation, &told.name, &told.phone];
        let known: Vec<&str> = parts.into_iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        lang.t1("evidence-told-by", "who", known.join(&lang.t("join-comma")))
    });
    told.into_iter().chain([lang.t1("evidence-noticed-at", "at", moment(site, lang, said.noticed_at))]).collect()
}

/// Words verbatim, cut where a piece begins or ends that speaks.
fn passage(words: &str, marks: &[Mark]) -> Vec<(String, bool)> {
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for (at, sign) in words.chars().enumerate() {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let speaks = marks.iter().any(|mark| mark.start <= at && at < mark.end);
        match pieces.last_mut() {
            Some((piece, marked)) if *marked == speaks => piece.push(sign),
            _ => pieces.push((sign.to_string(), speaks)),
        }
    }
    pieces
}

/// The words, with what triage read in them.
pub(super) fn words_card(site: &Site, lang: Lang, read: &TextRead, source: &Source<'_>) -> Evidence {
    let words = source.handed_in.and_then(|said| said.words.as_deref()).unwrap_or_default();
    let mut found: Vec<String> = Vec::new();
    for mark in &read.marks {
        // i18n: triage-*
        let word = lang.t(&format!("triage-{}", mark.category));
        if !found.contains(&word) {
            found.push(word);
        }
    }
    let mut foot_lines = vec![match found.is_empty() {
        true => lang.t("evidence-text-nothing"),
        false => lang.t1("evidence-text-found", "what", found.join(&lang.t("join-comma"))),
    }];
    if read.about_other {
        foot_lines.push(lang.t("evidence-text-other"));
    }
    foot_lines.extend(foot(site, lang, source));
    Evidence {
        icon: "message",
        title: lang.t("evidence-text"),
        origin: origin(site, lang, source),
        quotes: Vec::new(),
        passage: passage(words, &read.marks),
        foot: foot_lines,
    }
}
