//! Conditions and comparisons.

use super::{Compiler, SCORING};
use crate::condition::{Condition, Source, Test};
use crate::definition::ConditionToml;

impl Compiler {
    /// A condition over what has been resolved so far, so that nothing can refer forward.
    pub(super) fn condition(&mut self, file: &str, key: &str, raw: &ConditionToml) -> Option<Condition> {
        let heads = [
            raw.item.is_some(),
            raw.score.is_some(),
            raw.all.is_some(),
            raw.any.is_some(),
            raw.not.is_some(),
            raw.at_least_n.is_some(),
            raw.sex.is_some(),
        ];
        if heads.iter().filter(|present| **present).count() != 1 {
            let expected = "exactly one of item, score, all, any, not, at_least_n, sex";
            self.fault(file, key, expected, format!("{} of them", heads.iter().filter(|present| **present).count()));
            return None;
        }
        let compares = raw.item.is_some() || raw.score.is_some();
        if (!compares && !comparisons(raw).is_empty()) || raw.of.is_some() != raw.at_least_n.is_some() {
            let expected = "comparisons only with item or score; `of` only, and always, with at_least_n";
            self.fault(file, key, expected, "another combination");
            return None;
        }
        if let Some(list) = &raw.all {
            return self.conditions(file, &format!("{key}.all"), list).map(Condition::All);
        }
        if let Some(list) = &raw.any {
            return self.conditions(file, &format!("{key}.any"), list).map(Condition::Any);
        }
        if let Some(inner) = &raw.not {
            return self.condition(file, &format!("{key}.not"), inner).map(|inner| Condition::Not(Box::new(inner)));
        }
        if let (Some(n), Some(list)) = (raw.at_least_n, &raw.of) {
            let of = self.conditions(file, &format!("{key}.of"), list)?;
            let n = n as usize;
            if n == 0 || of.len() < n {
                self.fault(file, format!("{key}.at_least_n"), format!("1–{}", of.len()), n);
            }
            return Some(Condition::AtLeastN { n, of });
        }
        if let Some(sex) = raw.sex {
            return Some(Condition::Sex(sex));
        }
        self.comparison(file, key, raw)
    }

    pub(super) fn conditions(&mut self, file: &str, key: &str, list: &[ConditionToml]) -> Option<Vec<Condition>> {
        if list.is_empty() {
            self.fault(file, key, "at least one condition", "none");
        }
        let compiled: Vec<_> =
            list.iter().enumerate().map(|(index, raw)| self.condition(file, &format!("{key}.{}", index + 1), raw)).collect();
        compiled.into_iter().collect()
    }

    fn comparison(&mut self, file: &str, key: &str, raw: &ConditionToml) -> Option<Condition> {
        let of = match (&raw.item, &raw.score) {
            (Some(code), _) => self.known_item(file, &format!("{key}.item"), code).map(Source::Item),
            (None, Some(code)) => self.known_score(file, &format!("{key}.score"), code).map(Source::Score),
            (None, None) => None,
        }?;
        let mut tests = comparisons(raw);
        let found = tests.len();
        let (Some(test), 1) = (tests.pop(), found) else {
            self.fault(file, key, "exactly one of at_least, at_most, equals, above, below, in", format!("{found} of them"));
            return None;
        };
        self.check_reachable(file, key, of, &test);
        Some(Condition::Compare { of, test })
    }

    /// Faults for numbers that the value can never take.
    pub(super) fn check_reachable(&mut self, file: &str, key: &str, of: Source, test: &Test) {
        let Some(span) = self.span(of) else {
            return;
        };
        if test.numbers().is_empty() {
            self.fault(file, key, "at least one number", "an empty list");
        }
        for number in test.numbers().to_vec() {
            if !span.contains(number) {
                self.fault(file, key, format!("a number in {span}"), number);
            }
        }
    }

    pub(super) fn known_item(&mut self, file: &str, key: &str, code: &str) -> Option<usize> {
        let index = self.item_index.get(code).copied();
        if index.is_none() {
            let expected = if file == SCORING { "the code of an item" } else { "the code of an earlier item" };
            self.fault(file, key, expected, format!("{code:?}"));
        }
        index
    }

    pub(super) fn known_score(&mut self, file: &str, key: &str, code: &str) -> Option<usize> {
        let index = self.score_index.get(code).copied();
        if index.is_none() {
            self.fault(file, key, "the code of an earlier score", format!("{code:?}"));
        }
        index
    }
}

fn comparisons(raw: &ConditionToml) -> Vec<Test> {
    [
        raw.at_least.map(Test::AtLeast),
        raw.at_most.map(Test::AtMost),
        raw.equals.map(Test::Equals),
        raw.above.map(Test::Above),
        raw.below.map(Test::Below),
        raw.one_of.clone().map(Test::In),
    ]
    .into_iter()
    .flatten()
    .collect()
}
