//! Coverage with individual guidance 个性化心理疏导覆盖率 (K2-08, K3-42): counted by quarter, shown where nobody can be found.

use xinqiao_cases::rules::CoverageToml;
use xinqiao_cases::{Case, Code, Rules, summary};
use xinqiao_indicators::RawCounts;
use xinqiao_kernel::id::CaseId;
use xinqiao_store::groups::{CaseDays, Counting};
use xinqiao_store::releases::Measure;

use crate::aggregates::Month;
use crate::casework::folded;
use crate::{App, AppError, Result};

/// The words of the store's statement, in the order of its numbers.
const PARTS: [&str; 4] = ["reached", "no-case", "no-plan", "no-guidance"];
/// Cases that are read in one go.
const BATCH: u32 = 100;

/// What counting needs of a case, as it follows from its events.
pub(crate) fn case_days(id: CaseId, case: &Case, rules: &Rules) -> CaseDays {
    let found = summary(case, rules);
    CaseDays {
        case: id,
        person: found.person,
        opened_on: found.opened_on,
        closed_on: found.closed_on,
        planned_on: found.planned_on,
        guided_on: found.guided_on.into_iter().collect(),
    }
}

impl App {
    /// The definition that a measure counts; none for measures of events.
    pub(crate) fn coverage_of(&self, measure: Measure) -> Result<Option<&CoverageToml>> {
        let Some(code) = measure.definition() else { return Ok(None) };
        let code: Code = code.parse().map_err(|_| AppError::broken(format!("no definition is called {code}")))?;
        let found = self.case_rules()?.coverage(&code);
        found.map(Some).map_err(|_| AppError::broken(format!("the pack cases/default does not define {code}")))
    }

    /// The people on record of a definition in the period that ends with a month, by place and by what is missing.
    pub(crate) async fn counted_coverage(&self, definition: &CoverageToml, last: Month) -> Result<RawCounts> {
        self.read_old_cases().await?;
        let rules = self.group_rules()?;
        let first = (1..rules.raw().counted.months).fold(last, |month, _| month.before());
        let counting = Counting {
            from: first.first(),
            until: last.first().last_of_month(),
            needs_plan: definition.needs_plan,
            groups: rules.counted_in(&definition.groups).iter().map(|group| group.code.as_str()).collect(),
        };
        Ok(self.inner.db.counted_coverage(&counting, &PARTS).await?)
    }

    /// Writes the days of cases that are older than their columns; how many there were.
    pub(crate) async fn read_old_cases(&self) -> Result<usize> {
        let mut done = 0;
        loop {
            let cases = self.inner.db.unread_cases(BATCH).await?;
            if cases.is_empty() {
                return Ok(done);
            }
            for id in cases {
                let days = match self.inner.db.case_for_sweep(id).await? {
                    Some((_, events)) if !events.is_empty() => {
                        let loaded = folded(events)?;
                        Some(case_days(id, &loaded.case, self.case_rules()?))
                    }
                    // somebody who was erased: nothing of the case is left to be read
                    _ => None,
                };
                let mut tx = self.inner.db.begin().await?;
                match days {
                    Some(days) => tx.save_case_days(&days, self.now()).await?,
                    None => tx.forget_unread_case(id).await?,
                }
                tx.commit().await?;
                done += 1;
            }
        }
    }
}
