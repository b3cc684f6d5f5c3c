//! Codes of packs and use cases as words for people.

// i18n: staff-purpose-* look-* purpose-* role-* action-* measure-* sharing-*

use xinqiao_app::assessment::Scored;
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::Item;
use xinqiao_psychometrics::definition::TextToml;

use crate::i18n::Lang;

/// The words of a pack in a language, else in Chinese, the language of the originals.
pub fn text_of(pack: &InstrumentPack, lang: Lang) -> Option<&TextToml> {
    let usable = |tag: &str| pack.text(tag).filter(|text| !text.item.is_empty());
    usable(lang.tag()).or_else(|| usable(Lang::ZhCn.tag())).or_else(|| pack.text(lang.tag()))
}

/// The labels of an item's options, in the order of its values.
pub fn labels<'a>(text: &'a TextToml, item: Option<&Item>, scale: Option<&str>) -> &'a [String] {
    let own = item.and_then(|item| text.item_scale.get(item.code()));
    own.map(Vec::as_slice).or_else(|| text.scale.get(scale?).map(|scale| scale.labels.as_slice())).unwrap_or_default()
}

/// What a self-test looks at, in one plain sentence.
pub fn about(lang: Lang, pack: &InstrumentPack) -> String {
    let code = serde_json::to_value(pack.instrument().pack().measures).ok();
    let code = code.as_ref().and_then(|value| value.as_str()).unwrap_or("symptoms").to_owned();
    lang.t(&format!("measure-{code}"))
}

/// A purpose of the crate `access`.
pub fn purpose(lang: Lang, code: &str) -> String {
    lang.t(&format!("purpose-{}", code.replace('_', "-")))
}

/// A purpose as staff read it.
pub fn staff_purpose(lang: Lang, code: &str) -> String {
    match code {
        "self_service" | "duty_response" | "service" | "screening" | "emergency" | "administration" => {
            lang.t(&format!("staff-purpose-{}", code.replace('_', "-")))
        }
        other => purpose(lang, other),
    }
}

/// What was done with somebody's records, as staff read it.
pub fn staff_action(lang: Lang, code: &str, refused: bool) -> String {
    let what = match code {
        "read_person" | "read_identity" | "read_signal" | "read_warning" | "read_own_records" => {
            lang.t(&format!("look-{}", code.replace('_', "-")))
        }
        // i18n: staff-look-*
        "register_person" | "record_disclosure" | "answer_self" | "handle_data_request" => {
            lang.t(&format!("staff-look-{}", code.replace('_', "-")))
        }
        _ => lang.t("look-other"),
    };
    if refused { lang.t1("look-refused", "what", what) } else { what }
}

/// A role of the crate `access`, or `system`, `none`.
pub fn role(lang: Lang, code: &str) -> String {
    lang.t(&format!("role-{}", code.replace('_', "-")))
}

/// What was done, in plain words.
pub fn action(lang: Lang, code: &str, refused: bool) -> String {
    let what = lang.t(&format!("action-{}", code.replace('_', "-")));
    if refused { lang.t1("action-refused", "what", what) } else { what }
}

/// With whom a kept sheet is shared.
pub fn sharing(lang: Lang, code: &str) -> String {
    lang.t(&format!("sharing-{code}"))
}

/// `9分（满分27）` for the primary score; none when there is no total.
pub fn score_line(lang: Lang, text: &TextToml, scored: &Scored<'_>) -> Option<String> {
    let instrument = scored.pack.instrument();
    let total = instrument.total().and_then(|index| instrument.scores().get(index));
    if let (Some(score), Some(value)) = (total, scored.outcome.total(instrument)) {
        let most = score.range().map(|[_, most]| number(most));
        return Some(match most {
            Some(most) => lang.t2("score-of", "value", number(value), "most", most),
            None => lang.t1("score-plain", "value", number(value)),
        });
    }
    if let Some(found) = scored.estimate.as_ref().filter(|found| found.form.is_adaptive()) {
        let group = scored.pack.adaptive().map_or("", |form| form.group(lang.tag()));
        let [t, error] = [found.t(), found.t_error()].map(|value| format!("{value:.0}"));
        return Some(lang.t3("score-t", [("t", &t), ("error", &error), ("group", group)]));
    }
    let parts: Vec<String> = instrument
        .scores()
        .iter()
        .zip(&scored.outcome.scores)
        .filter(|(score, _)| score.is_reported())
        .filter_map(|(score, value)| {
            Some(lang.t2("score-part", "name", text.score.get(score.code())?, "value", number((*value)?)))
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(&lang.t("join-comma")))
}

/// Plain title and code, authors and year, and right of an instrument, a line each. Titles of papers name diseases and stay away from residents.
pub fn provenance(lang: Lang, text: &TextToml, pack: &InstrumentPack) -> Vec<String> {
    // i18n: provenance-name licence-*
    let facts = pack.instrument().pack();
    let authors = facts.citation.text.split_inclusive(')').next().unwrap_or_default().to_owned();
    let class = serde_json::to_value(facts.licence.class).ok();
    let class = class.as_ref().and_then(|value| value.as_str()).unwrap_or("PERM").to_lowercase();
    let name =
        lang.t3("provenance-name", [("title", &text.title), ("code", &facts.code.to_uppercase()), ("version", &facts.version)]);
    vec![
        name,
        lang.t1("provenance-citation", "text", authors),
        lang.t1("provenance-licence", "text", lang.t(&format!("licence-{class}"))),
    ]
}

/// A value without needless digits: 9, 7.5.
pub fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use xinqiao_access::{Action, Purpose, Role};

    #[test]
    fn every_code_of_access_has_words_in_both_languages() {
        for lang in [Lang::ZhCn, Lang::En] {
            let mut texts: Vec<String> = Action::ALL.iter().map(|one| action(lang, one.code(), false)).collect();
            texts.extend(Purpose::ALL.iter().map(|one| purpose(lang, one.code())));
            texts.extend(Role::ALL.iter().map(|one| role(lang, one.code())));
            texts.extend(["system", "none"].map(|one| role(lang, one)));
            texts.extend(["escalate"].map(|one| action(lang, one, false)));
            texts.extend(["private", "contact", "campaign"].map(|one| sharing(lang, one)));
            assert!(texts.iter().all(|text| !text.contains(crate::i18n::MISSING)), "{texts:?}");
        }
    }

    #[test]
    fn every_shipped_instrument_says_what_it_looks_at() {
        let library = xinqiao_packs::Library::embedded();
        for pack in library.instruments() {
            for lang in [Lang::ZhCn, Lang::En] {
                assert!(!about(lang, pack).contains(crate::i18n::MISSING), "{}", pack.instrument().code());
            }
        }
    }

    #[test]
    fn numbers_carry_no_needless_digits() {
        assert_eq!(number(9.0), "9");
        assert_eq!(number(7.5), "7.5");
        assert_eq!(number(2.333_333), "2.33");
    }
}
