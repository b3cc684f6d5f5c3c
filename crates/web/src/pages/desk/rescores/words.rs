//! Results and classes in words.

use xinqiao_app::App;
use xinqiao_app::rescores::{Class, Counted, SecondResult};
use xinqiao_psychometrics::Primary;

use crate::i18n::Lang;
use crate::words;

/// The band or level of the primary result in the words of the version that counted.
pub(super) fn band_word(lang: Lang, app: &App, (code, version): (&str, &str), band: &str) -> String {
    let Some(pack) = app.library().instrument_version(code, version) else { return band.to_owned() };
    let instrument = pack.instrument();
    let of = match instrument.primary() {
        Some(Primary::Score(index)) => instrument.scores().get(index).map(|score| score.code()),
        Some(Primary::Decision(index)) => instrument.decisions().get(index).map(|decision| decision.code()),
        None => None,
    };
    let known = of.and_then(|of| words::text_of(pack, lang)?.band.get(of)?.get(band));
    known.cloned().unwrap_or_else(|| band.to_owned())
}

/// Points and band.
pub(in crate::pages) fn counted(lang: Lang, app: &App, of: (&str, &str), result: &Counted) -> String {
    let points = result.total.map(|total| lang.t1("rescore-points", "points", words::number(total)));
    let band = result.band.as_ref().map(|band| band_word(lang, app, of, band));
    let parts: Vec<String> = points.into_iter().chain(band).collect();
    if parts.is_empty() { lang.t("rescore-no-result") } else { parts.join(&lang.t("join-comma")) }
}

/// A second result on one line for staff: version, day, points and band.
pub(in crate::pages) fn second(lang: Lang, app: &App, second: &SecondResult, day: &str) -> String {
    let of = (second.instrument.as_str(), second.to_version.as_str());
    let result = counted(lang, app, of, &second.after);
    lang.t3("rescore-second", [("version", second.to_version.as_str()), ("day", day), ("result", result.as_str())])
}

// i18n: rescore-class-*
pub(super) fn class(lang: Lang, class: Class) -> String {
    lang.t(&format!("rescore-class-{}", class.code().replace('_', "-")))
}

// i18n: rescore-stage-*
pub(super) fn stage(lang: Lang, code: &str) -> String {
    lang.t(&format!("rescore-stage-{code}"))
}

/// Instrument and versions.
pub(super) fn title(lang: Lang, app: &App, code: &str, (from, to): (&str, &str)) -> String {
    let pack = app.library().instrument_version(code, to).or_else(|| app.library().instrument(code));
    let name = pack.and_then(|pack| words::text_of(pack, lang)).map_or_else(|| code.to_owned(), |text| text.name.clone());
    lang.t3("rescore-of", [("name", name.as_str()), ("from", from), ("to", to)])
}
