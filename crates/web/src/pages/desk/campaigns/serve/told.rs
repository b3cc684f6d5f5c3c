//! What campaigns and ledgers say, in words.

// i18n: import-outcome-* import-reason-* import-expected-* import-found import-more

use jiff::civil::Date;
use xinqiao_app::campaigns::{Campaign, RowDetail};
use xinqiao_app::{App, AppError, FieldFault};
use xinqiao_campaigns::Stage;
use xinqiao_indicators::Cell;
use xinqiao_packs::InstrumentPack;

use crate::i18n::Lang;
use crate::pages::desk::campaigns::CampaignState;
use crate::words;

/// Faults whose words are followed by what was found: columns, sheets, counts. Of the others the reason in words is enough.
const WITH_FOUND: [&str; 7] = [
    "fault-import-column",
    "fault-import-column-twice",
    "fault-import-item-count",
    "fault-import-items",
    "fault-import-items-many",
    "fault-import-rows",
    "fault-import-sheet",
];

/// The text of a key of the ledger without its value, which a corrected copy writes behind it.
pub fn ledger_word(lang: Lang, key: &str) -> String {
    with_value(lang, key, "").trim().to_owned()
}

fn with_value(lang: Lang, key: &str, value: &str) -> String {
    match key {
        "import-found" => lang.t1(key, "found", value),
        "import-more" => lang.t1(key, "more", value),
        _ => lang.t1(key, "values", value),
    }
}

/// Why a row ended as it did; nothing for a new sheet, which needs no reason.
pub fn reason(lang: Lang, code: &str) -> String {
    if code == "new" { String::new() } else { lang.t(&format!("import-reason-{code}")) }
}

/// Column, what was expected, what stands there and how much more is wrong.
pub fn cell(lang: Lang, detail: &RowDetail) -> (String, String, String) {
    let column = if detail.column.is_empty() { lang.t("ledger-whole-row") } else { detail.column.clone() };
    let expected = with_value(lang, &format!("import-expected-{}", detail.expected), &detail.values);
    let mut found = vec![if detail.found.is_empty() { lang.t("ledger-nothing") } else { detail.found.clone() }];
    if 0 < detail.more {
        found.push(with_value(lang, "import-more", &detail.more.to_string()));
    }
    (column, expected, found.join(&lang.t("join-comma")))
}

/// What is wrong with a field.
pub fn fault(lang: Lang, fault: &FieldFault) -> String {
    let text = lang.t(fault.expected);
    if WITH_FOUND.contains(&fault.expected) { format!("{text} {}", fault.found) } else { text }
}

/// Why nothing happened, for a code of a conflict.
pub fn conflict(lang: Lang, code: &str) -> String {
    const KNOWN: [&str; 10] = [
        "campaign_closed",
        "changed",
        "out_of_turn",
        "own_plan",
        "nothing_to_remind",
        "campaign_not_open",
        "already_imported",
        "file_forgotten",
        "import_collides",
        "instrument_missing",
    ];
    if code == "changed" {
        return lang.t("conflict-campaign-changed");
    }
    let known = KNOWN.contains(&code);
    if known { lang.t(&format!("conflict-{}", code.replace('_', "-"))) } else { lang.t("conflict-other") }
}

/// A number of persons, or that it is hidden.
pub fn persons(lang: Lang, count: Cell) -> String {
    count.shown().map_or_else(|| lang.t("cell-hidden"), |count| lang.count(count))
}

/// A share in whole percent, at most 100; 0 where it cannot be told.
pub fn percent(part: Cell, whole: Cell) -> u8 {
    let share = part.share_of(whole).map_or(0, |(part, whole)| (part * 100 + whole / 2) / whole);
    u8::try_from(share).unwrap_or(100).min(100)
}

/// A share in percent with one decimal: `93.8%`.
pub fn share(part: u64, whole: u64) -> String {
    let tenths = (part * 1_000 + whole / 2).checked_div(whole).unwrap_or(0);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// First and last day: without the year where both lie in the year of `today`.
pub fn window(lang: Lang, opens_on: Date, closes_on: Date, today: Date) -> String {
    let near = [opens_on, closes_on].iter().all(|day| day.year() == today.year());
    let told = |day| if near { lang.month_day(day) } else { lang.date(day) };
    lang.t2("campaign-from-until", "from", told(opens_on), "until", told(closes_on))
}

/// Where a campaign stands on a day.
pub fn state(campaign: &Campaign, today: Date) -> CampaignState {
    match campaign.stage {
        Stage::Planned => CampaignState::Planned,
        Stage::SentBack => CampaignState::SentBack,
        Stage::Paused => CampaignState::Paused,
        Stage::Closed => CampaignState::Over,
        Stage::Running => by_days(campaign.opens_on, campaign.closes_on, today),
    }
}

fn by_days(opens_on: Date, closes_on: Date, today: Date) -> CampaignState {
    if today < opens_on {
        CampaignState::Coming
    } else if today <= closes_on {
        CampaignState::Running
    } else {
        CampaignState::Over
    }
}

/// The name of an instrument for staff; its code where the packs no longer hold it.
pub fn instrument(lang: Lang, app: &App, code: &str, version: &str) -> String {
    let pack = app.library().instrument_version(code, version);
    pack.and_then(|pack| name(lang, pack)).unwrap_or_else(|| code.to_owned())
}

/// The name of a pack for staff.
pub fn name(lang: Lang, pack: &InstrumentPack) -> Option<String> {
    words::text_of(pack, lang).map(|text| text.name.clone())
}

/// The status and the faults of something that a form can mend; everything else goes on as a fault.
pub fn mendable(why: AppError) -> Result<AppError, AppError> {
    match why {
        AppError::Invalid(_) | AppError::Conflict { .. } => Ok(why),
        other => Err(other),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use xinqiao_app::campaigns::TEXT_KEYS;

    use super::*;
    use crate::i18n::MISSING;

    #[test]
    fn every_key_of_the_ledger_has_words_in_both_languages_and_its_value_stands_at_the_end() {
        for lang in Lang::ALL {
            for key in TEXT_KEYS {
                let (bare, full) = (ledger_word(lang, key), with_value(lang, key, "1–9"));
                assert!(!bare.contains(MISSING) && !full.contains(MISSING), "{key}: {bare} {full}");
                let takes_value = full.contains("1–9");
                assert!(!takes_value || full.strip_prefix(&bare).is_some_and(|rest| rest.trim_start() == "1–9"), "{key}: {full}");
                assert_eq!(takes_value, expects_value(key), "{key}");
            }
        }
    }

    fn expects_value(key: &str) -> bool {
        let plain = ["import-expected-id", "import-expected-answers"];
        !plain.contains(&key) && (key.starts_with("import-expected-") || key == "import-found" || key == "import-more")
    }

    #[test]
    fn every_fault_and_conflict_of_campaigns_has_words() {
        for lang in Lang::ALL {
            let codes =
                ["campaign_not_open", "already_imported", "file_forgotten", "import_collides", "instrument_missing", "what"];
            let mut texts: Vec<String> = codes.map(|code| conflict(lang, code)).into();
            let keys = [
                "column",
                "column-twice",
                "empty",
                "encoding",
                "file",
                "id-column",
                "item-count",
                "items",
                "items-both",
                "items-many",
                "no-file",
                "rows",
                "sheet",
                "shift",
                "size",
                "workbook",
            ];
            texts.extend(keys.map(|key| lang.t(&format!("fault-import-{key}"))));
            texts.extend(["title", "consent", "dates", "day"].map(|key| lang.t(&format!("fault-campaign-{key}"))));
            texts.extend(["fault-place", "fault-instrument"].map(|key| lang.t(key)));
            assert!(texts.iter().all(|text| !text.contains(MISSING)), "{texts:?}");
        }
    }

    #[test]
    fn shares_are_rounded_and_hidden_counts_have_none() {
        assert_eq!(percent(Cell::Count(574), Cell::Count(612)), 94);
        assert_eq!(percent(Cell::Count(9), Cell::Count(0)), 0);
        assert_eq!(percent(Cell::Hidden, Cell::Count(612)), 0);
        assert_eq!(share(574, 612), "93.8%");
        assert_eq!(persons(Lang::En, Cell::Hidden), Lang::En.t("cell-hidden"));
    }

    #[test]
    fn a_campaign_runs_from_its_first_to_its_last_day() {
        let on = |day| by_days(date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, day));
        assert_eq!(
            [1, 2, 9, 10].map(on),
            [CampaignState::Coming, CampaignState::Running, CampaignState::Running, CampaignState::Over]
        );
    }
}
