//! The four bands that residents see. The pin stands in the middle of its band: no exact place is shown.

use askama::Template;

use crate::i18n::Lang;

/// Strip of four bands with a pin in one of them.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/band.html")]
pub struct Band {
    level: u8,
    label: String,
    labels: Vec<BandLabel>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct BandLabel {
    text: String,
    here: bool,
}

impl Band {
    /// The band of an attention level, 1 (steady) to 4 (talk soon); other numbers are drawn as the nearest level.
    pub fn new(lang: Lang, level: u8) -> Self {
        let level = level.clamp(1, 4);
        let labels = (1..=4).map(|each| BandLabel { text: band_name(lang, each), here: each == level }).collect();
        Self { level, label: lang.t2("band-label", "names", band_names(lang), "name", band_name(lang, level)), labels }
    }
}

/// Name of a band as residents read it.
pub fn band_name(lang: Lang, level: u8) -> String {
    match level {
        0 | 1 => lang.t("band-1"),
        2 => lang.t("band-2"),
        3 => lang.t("band-3"),
        4.. => lang.t("band-4"),
    }
}

fn band_names(lang: Lang) -> String {
    let names: Vec<_> = (1..=4).map(|level| band_name(lang, level)).collect();
    names.join(&lang.t("list-comma"))
}
