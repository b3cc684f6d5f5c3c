//! How often the questions of a bank were asked in a campaign, beside how often they should be at most.

use std::collections::BTreeMap;

use xinqiao_packs::InstrumentPack;

use crate::assessment::KeptOutcome;

/// How often the questions of a bank were asked.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemUse {
    /// adaptive sheets
    pub sheets: usize,
    /// the share that is wanted at most of questions that not everybody is asked, where the pack says one
    pub limit: Option<f64>,
    /// in the order of the bank
    pub items: Vec<UsedItem>,
}

/// One question of a bank.
#[derive(Debug, Clone, PartialEq)]
pub struct UsedItem {
    pub code: String,
    /// Share of the adaptive sheets in which it was asked, 0 to 1.
    pub share: f64,
    /// Everybody is asked it.
    pub is_mandatory: bool,
}

impl ItemUse {
    /// Questions that were asked more often than is wanted.
    pub fn over(&self) -> impl Iterator<Item = &UsedItem> {
        let is_over = |item: &&UsedItem| !item.is_mandatory && self.limit.is_some_and(|limit| limit < item.share);
        self.items.iter().filter(is_over)
    }
}

/// Counts while sheets are read.
#[derive(Debug, Default)]
pub(super) struct Uses {
    sheets: usize,
    times: BTreeMap<String, usize>,
}

impl Uses {
    /// Counts a sheet if its questions were chosen; false for one in the fixed form.
    pub(super) fn take(&mut self, outcome: &KeptOutcome) -> bool {
        let Some(found) = outcome.estimate.as_ref().filter(|found| found.form.is_adaptive()) else { return false };
        self.sheets += 1;
        for code in &found.asked {
            *self.times.entry(code.clone()).or_default() += 1;
        }
        true
    }

    pub(super) fn sheets(&self) -> usize {
        self.sheets
    }

    /// The shares. `None` of fewer sheets than `needed`: which questions somebody was led to says how they answered.
    pub(super) fn shares(&self, pack: &InstrumentPack, needed: usize) -> Option<ItemUse> {
        let form = pack.adaptive().filter(|_| needed <= self.sheets && 0 < self.sheets)?;
        let item = |index: usize| {
            let code = pack.instrument().items().get(index)?.code().to_owned();
            let times = self.times.get(&code).copied().unwrap_or(0);
            Some(UsedItem { share: times as f64 / self.sheets as f64, is_mandatory: form.is_mandatory(index), code })
        };
        let limit = form.raw().exposure_limit.as_ref().map(|limit| limit.is);
        Some(ItemUse { sheets: self.sheets, limit, items: form.items().filter_map(item).collect() })
    }
}
