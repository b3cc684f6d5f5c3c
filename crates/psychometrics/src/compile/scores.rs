//! Quantities: terms, method, missing rule, range.

use super::{Compiler, SCORING, Span};
use crate::condition::{Source, Test};
use crate::definition::{Method, MissingToml, ScoreToml, ScoringToml, TermsToml};
use crate::instrument::{Accepts, Score};
use crate::method::{Allowance, Fold, Formula, Term};

impl Compiler {
    pub(super) fn scores(&mut self, scoring: &ScoringToml) {
        let codes = scoring.score.iter().map(|score| score.code.as_str());
        let decisions = scoring.decision.iter().map(|decision| decision.code.as_str());
        self.check_unique(SCORING, "score", codes.chain(decisions));
        for raw in &scoring.score {
            let key = format!("score.{}", raw.code);
            self.check_code(SCORING, &key, &raw.code);
            self.check_keys(&key, raw);
            let terms = self.terms(&key, raw);
            let formula = self.formula(&key, raw, &terms);
            let span = formula.as_ref().and_then(|formula| self.reach(formula));
            let span = span.map(|span| adjusted(span, raw));
            let exact = matches!(formula, Some(Formula::Fold { .. } | Formula::CountItems { .. })) && only_items(&terms);
            let range = self.range(&key, raw, span, exact);
            let parts = formula.as_ref().map(|formula| self.parts(formula)).unwrap_or_default();
            let allowance = self.allowance(&key, raw);
            let whole = raw.floor || span.is_some_and(|span| span.whole);
            self.score_index.entry(raw.code.clone()).or_insert(self.scores.len());
            self.score_spans.push(range.map(|[lowest, highest]| Span::new(lowest, highest, whole)));
            self.scores.push(Score {
                code: raw.code.clone(),
                report: raw.report,
                higher: raw.higher,
                range,
                whole,
                formula: formula.unwrap_or(Formula::Count(Vec::new())),
                allowance,
                times: raw.times,
                plus: raw.plus,
                floor: raw.floor,
                parts,
                blocks: Vec::new(),
            });
        }
    }

    /// Keys that the method does not read are faults, and so are those that it lacks.
    fn check_keys(&mut self, key: &str, raw: &ScoreToml) {
        let counts_items = raw.method == Method::CountItems;
        let comparisons = [raw.at_least, raw.at_most, raw.equals].iter().flatten().count();
        let rules = [
            ("of", raw.of.is_some(), raw.method != Method::Count),
            ("when", !raw.when.is_empty(), raw.method == Method::Count),
            ("weights", !raw.weights.is_empty(), raw.method == Method::Weighted),
            ("cuts", !raw.cuts.is_empty(), raw.method == Method::Banded),
            ("at_least, at_most or equals", comparisons == 1, counts_items),
        ];
        for (name, present, needed) in rules {
            if present != needed {
                let expected = if needed { "this key with" } else { "no such key with" };
                let found = if present { "it is there" } else { "it is not there, or more than once" };
                self.fault(SCORING, format!("{key}.{name}"), format!("{expected} method {:?}", raw.method), found);
            }
        }
        if !counts_items && 1 < comparisons {
            self.fault(SCORING, key, "at_least, at_most, equals only with method CountItems", format!("{comparisons} of them"));
        }
    }

    fn terms(&mut self, key: &str, raw: &ScoreToml) -> Vec<Term> {
        let key = format!("{key}.of");
        let sources = match &raw.of {
            None => Vec::new(),
            Some(TermsToml::Word(word)) if word == "all" => {
                let scored = self.items.iter().enumerate().filter(|(_, item)| item.scored);
                scored.map(|(index, _)| Source::Item(index)).collect()
            }
            Some(TermsToml::Word(word)) => {
                self.fault(SCORING, key.clone(), "\"all\" or a list", format!("{word:?}"));
                Vec::new()
            }
            Some(TermsToml::List(list)) => {
                self.check_unique(SCORING, &key, list.iter().map(String::as_str));
                list.iter().filter_map(|term| self.source(&key, term)).collect()
            }
        };
        if raw.of.is_some() && sources.is_empty() {
            self.fault(SCORING, key, "at least one term", "none");
        }
        let mut terms: Vec<Term> = sources.into_iter().map(|source| self.term(source)).collect();
        for code in &raw.reverse {
            self.reverse(raw, code, &mut terms);
        }
        terms
    }

    fn source(&mut self, key: &str, term: &str) -> Option<Source> {
        match term.strip_prefix('@') {
            Some(code) => self.known_score(SCORING, key, code).map(Source::Score),
            None => self.known_item(SCORING, key, term).map(Source::Item),
        }
    }

    fn term(&self, source: Source) -> Term {
        let optional = match source {
            Source::Item(index) => self.items.get(index).is_some_and(|item| item.optional),
            Source::Score(_) => false,
        };
        Term { source, flip: None, optional }
    }

    fn reverse(&mut self, raw: &ScoreToml, code: &str, terms: &mut [Term]) {
        let key = format!("score.{}.reverse", raw.code);
        let Some(index) = self.known_item(SCORING, &key, code) else {
            return;
        };
        let Some(span) = self.span(Source::Item(index)) else {
            self.fault(SCORING, key, "an item whose scale has bounds", format!("{code:?}"));
            return;
        };
        match terms.iter_mut().find(|term| term.source == Source::Item(index)) {
            Some(term) if term.flip.is_none() => term.flip = Some(span.lowest + span.highest),
            Some(_) => self.fault(SCORING, key, "each item once", format!("{code:?} again")),
            None => self.fault(SCORING, key, "an item of the score", format!("{code:?}")),
        }
    }

    fn formula(&mut self, key: &str, raw: &ScoreToml, terms: &[Term]) -> Option<Formula> {
        let fold = |fold| Formula::Fold { fold, terms: terms.to_vec() };
        if raw.method != Method::HoursBetween {
            self.check_no_clock(key, terms);
        }
        match raw.method {
            Method::Sum => Some(fold(Fold::Sum)),
            Method::Mean => Some(fold(Fold::Mean)),
            Method::Max => Some(fold(Fold::Max)),
            Method::Min => Some(fold(Fold::Min)),
            Method::Count => self.conditions(SCORING, &format!("{key}.when"), &raw.when).map(Formula::Count),
            Method::CountItems => {
                let tests = [raw.at_least.map(Test::AtLeast), raw.at_most.map(Test::AtMost), raw.equals.map(Test::Equals)];
                let test = tests.into_iter().flatten().next()?;
                Some(Formula::CountItems { terms: terms.to_vec(), test })
            }
            Method::Weighted => {
                if raw.weights.len() != terms.len() {
                    self.fault(SCORING, format!("{key}.weights"), format!("{} weights", terms.len()), raw.weights.len());
                }
                Some(Formula::Weighted { terms: terms.to_vec(), weights: raw.weights.clone() })
            }
            Method::Ratio => match terms {
                [numerator, denominator] => Some(Formula::Ratio { numerator: *numerator, denominator: *denominator }),
                _ => self.wrong_terms(key, "two terms", terms.len()),
            },
            Method::Banded => match terms {
                [term] => Some(Formula::Banded { term: *term, cuts: self.cuts(key, raw) }),
                _ => self.wrong_terms(key, "one term", terms.len()),
            },
            Method::HoursBetween => match terms {
                [from, to] if self.is_clock(from) && self.is_clock(to) => Some(Formula::HoursBetween { from: *from, to: *to }),
                _ => self.wrong_terms(key, "two clock items", terms.len()),
            },
        }
    }

    fn wrong_terms(&mut self, key: &str, expected: &str, found: usize) -> Option<Formula> {
        self.fault(SCORING, format!("{key}.of"), expected, format!("{found} terms"));
        None
    }

    fn is_clock(&self, term: &Term) -> bool {
        match term.source {
            Source::Item(index) => self.items.get(index).is_some_and(|item| item.accepts == Accepts::Clock),
            Source::Score(_) => false,
        }
    }

    fn check_no_clock(&mut self, key: &str, terms: &[Term]) {
        if terms.iter().any(|term| self.is_clock(term)) {
            self.fault(SCORING, format!("{key}.of"), "clock items only with method HoursBetween", "a clock item");
        }
    }

    fn cuts(&mut self, key: &str, raw: &ScoreToml) -> Vec<(Option<Test>, f64)> {
        let last = raw.cuts.len();
        let mut cuts = Vec::new();
        for (index, cut) in raw.cuts.iter().enumerate() {
            let tests = [
                cut.at_most.map(Test::AtMost),
                cut.below.map(Test::Below),
                cut.at_least.map(Test::AtLeast),
                cut.above.map(Test::Above),
            ];
            let mut tests: Vec<Test> = tests.into_iter().flatten().collect();
            if 1 < tests.len() || (tests.is_empty() && index + 1 != last) {
                let expected = "one bound; none only in the last cut";
                self.fault(SCORING, format!("{key}.cuts.{}", index + 1), expected, format!("{} bounds", tests.len()));
            }
            cuts.push((tests.pop(), cut.value));
        }
        cuts
    }

    /// The interval of the method's value before times, plus and floor; `None` when it has no bounds.
    fn reach(&self, formula: &Formula) -> Option<Span> {
        match formula {
            Formula::Fold { fold, terms } => self.fold_reach(*fold, terms),
            Formula::Count(conditions) => Some(Span::new(0.0, conditions.len() as f64, true)),
            Formula::CountItems { terms, .. } => Some(Span::new(0.0, terms.len() as f64, true)),
            Formula::Weighted { terms, weights } => {
                let mut sum = Span::zero();
                for (term, weight) in terms.iter().zip(weights) {
                    let span = self.term_span(term)?;
                    let span = if self.may_be_left_out(term) { span.hull(Span::zero()) } else { span };
                    sum = sum.plus(span.times(*weight));
                }
                Some(sum)
            }
            Formula::Ratio { .. } => None,
            Formula::Banded { cuts, .. } => Span::around(cuts.iter().map(|(_, value)| *value)),
            Formula::HoursBetween { .. } => Some(Span::new(0.0, 24.0, false)),
        }
    }

    fn fold_reach(&self, fold: Fold, terms: &[Term]) -> Option<Span> {
        let spans: Vec<Span> = terms.iter().map(|term| self.term_span(term)).collect::<Option<_>>()?;
        let left_out = terms.iter().any(|term| self.may_be_left_out(term));
        let hull = spans.iter().copied().reduce(Span::hull)?;
        match fold {
            Fold::Sum => {
                let parts = spans.iter().zip(terms);
                let parts = parts.map(|(span, term)| if self.may_be_left_out(term) { span.hull(Span::zero()) } else { *span });
                Some(parts.fold(Span::zero(), Span::plus))
            }
            Fold::Mean if left_out || terms.len() == 1 => Some(Span { whole: terms.len() == 1 && hull.whole, ..hull }),
            Fold::Mean => Some(spans.into_iter().fold(Span::zero(), Span::plus).times(1.0 / terms.len() as f64)),
            Fold::Max | Fold::Min if left_out => Some(hull),
            Fold::Max => Some(Span { lowest: spans.iter().map(|span| span.lowest).fold(hull.lowest, f64::max), ..hull }),
            Fold::Min => Some(Span { highest: spans.iter().map(|span| span.highest).fold(hull.highest, f64::min), ..hull }),
        }
    }

    /// Reversal keeps an item within its scale.
    fn term_span(&self, term: &Term) -> Option<Span> {
        self.span(term.source)
    }

    fn may_be_left_out(&self, term: &Term) -> bool {
        let conditional = match term.source {
            Source::Item(index) => self.items.get(index).is_some_and(|item| item.ask_if.is_some()),
            Source::Score(_) => false,
        };
        term.optional || conditional
    }

    /// The declared range, checked against what is computed; otherwise what is computed.
    fn range(&mut self, key: &str, raw: &ScoreToml, span: Option<Span>, exact: bool) -> Option<[f64; 2]> {
        let computed = span.map(|span| [span.lowest, span.highest]);
        let Some([lowest, highest]) = raw.range else {
            return computed;
        };
        if highest <= lowest {
            self.fault(SCORING, format!("{key}.range"), "[smallest, largest]", format!("[{lowest}, {highest}]"));
        } else if let Some(span) = span {
            let within = span.contains(lowest) && span.contains(highest);
            let same = (span.lowest - lowest).abs() <= crate::TOLERANCE && (span.highest - highest).abs() <= crate::TOLERANCE;
            if !within || (exact && !same) {
                self.fault(SCORING, format!("{key}.range"), format!("{span}, as computed"), format!("[{lowest}, {highest}]"));
            }
        }
        raw.range
    }

    fn allowance(&mut self, key: &str, raw: &ScoreToml) -> Allowance {
        let key = format!("{key}.missing");
        match (&raw.missing, raw.method) {
            (None, _) => Allowance::Max(0),
            (Some(_), Method::Count | Method::Ratio | Method::Banded | Method::HoursBetween) => {
                self.fault(SCORING, key, "no such key with this method", "it is there");
                Allowance::Max(0)
            }
            (Some(MissingToml { max: Some(max), min_answered_share: None }), _) => Allowance::Max(*max),
            (Some(MissingToml { max: None, min_answered_share: Some(share) }), _) if 0.0 < *share && *share <= 1.0 => {
                Allowance::MinShare(*share)
            }
            (Some(other), _) => {
                self.fault(SCORING, key, "either max, or min_answered_share in (0, 1]", format!("{other:?}"));
                Allowance::Max(0)
            }
        }
    }

    /// Items (or quantities other than sums and means) below a sum or mean; alpha looks at these.
    fn parts(&self, formula: &Formula) -> Vec<Term> {
        let Formula::Fold { fold: Fold::Sum | Fold::Mean, terms } = formula else {
            return Vec::new();
        };
        let mut parts: Vec<Term> = Vec::new();
        for term in terms {
            let inner = match term.source {
                Source::Item(index) if !self.items.get(index).is_some_and(|item| item.scored) => continue,
                Source::Item(_) => Vec::new(),
                Source::Score(index) => self.scores.get(index).map(|score| score.parts.clone()).unwrap_or_default(),
            };
            let inner = if inner.is_empty() { vec![*term] } else { inner };
            for part in inner {
                if !parts.iter().any(|other| other.source == part.source) {
                    parts.push(part);
                }
            }
        }
        parts
    }
}

fn only_items(terms: &[Term]) -> bool {
    terms.iter().all(|term| matches!(term.source, Source::Item(_)))
}

fn adjusted(span: Span, raw: &ScoreToml) -> Span {
    let scaled = span.times(raw.times);
    let shifted = scaled.plus(Span::new(raw.plus, raw.plus, raw.plus.fract() == 0.0));
    if raw.floor { shifted.floor() } else { shifted }
}
