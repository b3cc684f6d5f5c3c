//! Rules, decisions, screens, critical items, validity.

use super::{Compiler, SCORING};
use crate::Attention;
use crate::condition::{Condition, Source, Test};
use crate::definition::{CriticalToml, ScoringToml, ValidityKind, ValidityToml};
use crate::instrument::{Accepts, Check, Critical, Decision, Level, Screen, Validity};

impl Compiler {
    pub(super) fn rules(&mut self, scoring: &ScoringToml) -> Vec<(String, Condition)> {
        self.check_unique(SCORING, "rule", scoring.rule.iter().map(|rule| rule.code.as_str()));
        let mut rules = Vec::new();
        for raw in &scoring.rule {
            let key = format!("rule.{}", raw.code);
            self.check_code(SCORING, &key, &raw.code);
            rules.push((raw.code.clone(), self.condition_of_scoring(&format!("{key}.when"), &raw.when)));
        }
        rules
    }

    pub(super) fn decisions(&mut self, scoring: &ScoringToml) -> Vec<Decision> {
        let mut decisions = Vec::new();
        for raw in &scoring.decision {
            let key = format!("decision.{}", raw.code);
            self.check_code(SCORING, &key, &raw.code);
            self.check_code(SCORING, &format!("{key}.otherwise"), &raw.otherwise);
            if raw.level.is_empty() {
                self.fault(SCORING, format!("{key}.level"), "at least one [[decision.level]]", "none");
            }
            let codes = raw.level.iter().map(|level| level.code.as_str());
            self.check_unique(SCORING, &key, codes.chain([raw.otherwise.as_str()]));
            let mut levels = Vec::new();
            for level in &raw.level {
                let key = format!("{key}.{}", level.code);
                self.check_code(SCORING, &key, &level.code);
                let attention = self.check_attention(format!("{key}.attention"), level.attention);
                let when = self.condition_of_scoring(&format!("{key}.when"), &level.when);
                levels.push(Level { code: level.code.clone(), attention, when: Some(when) });
            }
            levels.push(Level { code: raw.otherwise.clone(), attention: Attention::Steady, when: None });
            decisions.push(Decision { code: raw.code.clone(), levels });
        }
        decisions
    }

    pub(super) fn screens(&mut self, scoring: &ScoringToml) -> Vec<Screen> {
        self.check_unique(SCORING, "screen", scoring.screen.iter().map(|screen| screen.code.as_str()));
        let mut screens = Vec::new();
        for raw in &scoring.screen {
            let key = format!("screen.{}", raw.code);
            self.check_code(SCORING, &key, &raw.code);
            let when = self.condition_of_scoring(&format!("{key}.when"), &raw.when);
            screens.push(Screen { code: raw.code.clone(), text: format!("screen:{}", raw.code), when });
        }
        screens
    }

    pub(super) fn criticals(&mut self, scoring: &ScoringToml) -> Vec<Critical> {
        let mut criticals = Vec::new();
        for raw in &scoring.critical {
            let key = format!("critical.{}", raw.item);
            self.check_source(format!("{key}.source"), raw.source.as_deref());
            let item = self.known_item(SCORING, &format!("{key}.item"), &raw.item);
            let test = self.critical_test(&key, raw);
            let (Some(item), Some(test)) = (item, test) else {
                continue;
            };
            self.check_reachable(SCORING, &key, Source::Item(item), &test);
            self.check_critical(&key, item, &test);
            criticals.push(Critical {
                item,
                test,
                kind: raw.kind,
                strength: raw.strength,
                follow_on: raw.follow_on.clone(),
                source: raw.source.clone().unwrap_or_default(),
            });
        }
        criticals
    }

    fn critical_test(&mut self, key: &str, raw: &CriticalToml) -> Option<Test> {
        let tests = [
            raw.at_least.map(Test::AtLeast),
            raw.at_most.map(Test::AtMost),
            raw.equals.map(Test::Equals),
            raw.one_of.clone().map(Test::In),
        ];
        let mut tests: Vec<Test> = tests.into_iter().flatten().collect();
        if tests.len() != 1 {
            self.fault(SCORING, key, "exactly one of at_least, at_most, equals, in", format!("{} of them", tests.len()));
            return None;
        }
        tests.pop()
    }

    /// A critical answer must be possible, and another one must be possible too.
    fn check_critical(&mut self, key: &str, item: usize, test: &Test) {
        let Some(Accepts::Choice(values)) = self.items.get(item).map(|item| item.accepts.clone()) else {
            return;
        };
        let firing = values.iter().filter(|value| test.holds(**value as f64)).count();
        if firing == 0 || firing == values.len() {
            let found = if firing == 0 { "none" } else { "all" };
            self.fault(SCORING, key, "some of the options to fire, not all", format!("{found} of {values:?}"));
        }
        if let Test::In(list) = test
            && let Some(number) = list.iter().find(|number| !values.iter().any(|value| (*value as f64) == **number))
        {
            self.fault(SCORING, key, format!("values of {values:?}"), number);
        }
    }

    pub(super) fn validities(&mut self, scoring: &ScoringToml) -> Vec<Validity> {
        self.check_unique(SCORING, "validity", scoring.validity.iter().map(|validity| validity.code.as_str()));
        let mut validities = Vec::new();
        for raw in &scoring.validity {
            let key = format!("validity.{}", raw.code);
            self.check_code(SCORING, &key, &raw.code);
            self.check_validity_keys(&key, raw);
            let (text, check) = match raw.kind {
                ValidityKind::Score => {
                    let when = raw.when.clone().unwrap_or_default();
                    (format!("validity:{}", raw.code), Check::Score(self.condition_of_scoring(&format!("{key}.when"), &when)))
                }
                ValidityKind::StraightLine => ("straight_line".to_owned(), Check::StraightLine),
                ValidityKind::Fast => {
                    let seconds_per_item = raw.seconds_per_item.unwrap_or_default();
                    ("fast".to_owned(), Check::Fast { seconds_per_item })
                }
                ValidityKind::Contradiction => {
                    let pairs = self.pairs(&key, raw);
                    let distance = raw.distance.unwrap_or_default();
                    (format!("contradiction:{}", raw.code), Check::Contradiction { pairs, distance })
                }
            };
            validities.push(Validity { text, check, effect: raw.effect });
        }
        validities
    }

    fn check_validity_keys(&mut self, key: &str, raw: &ValidityToml) {
        let rules = [
            ("when", raw.when.is_some(), raw.kind == ValidityKind::Score),
            ("seconds_per_item", raw.seconds_per_item.is_some_and(|seconds| 0.0 < seconds), raw.kind == ValidityKind::Fast),
            ("pairs", !raw.pairs.is_empty(), raw.kind == ValidityKind::Contradiction),
            ("distance", raw.distance.is_some_and(|distance| 0.0 < distance), raw.kind == ValidityKind::Contradiction),
        ];
        for (name, present, needed) in rules {
            if present != needed {
                let expected = if needed { "this key (above 0) with" } else { "no such key with" };
                let found = if present { "it is there" } else { "it is not" };
                self.fault(SCORING, format!("{key}.{name}"), format!("{expected} kind {:?}", raw.kind), found);
            }
        }
    }

    fn pairs(&mut self, key: &str, raw: &ValidityToml) -> Vec<(usize, usize)> {
        let key = format!("{key}.pairs");
        let mut pairs = Vec::new();
        for [one, other] in &raw.pairs {
            let (first, second) = (self.known_item(SCORING, &key, one), self.known_item(SCORING, &key, other));
            if let (Some(first), Some(second)) = (first, second) {
                if first == second {
                    self.fault(SCORING, key.clone(), "two different items", format!("{one:?} twice"));
                }
                pairs.push((first, second));
            }
        }
        pairs
    }
}
