//! calculatedExpression as scores.

use std::collections::BTreeSet;

use xinqiao_psychometrics::definition::{Direction, Method, ScoreToml, TermsToml};

use super::questions::{Kind, Question};
use super::walk::{Calculated, Found, plain};
use crate::path::{Linear, Scope, Tree, linear};
use crate::{Feature, Report, urls};

/// A score that is taken.
#[derive(Debug)]
pub(super) struct Read {
    pub toml: ScoreToml,
    pub link: String,
    pub name: Option<String>,
    pub loinc: Option<String>,
    pub path: String,
    linear: Linear,
}

/// Names in expressions of this form.
pub(super) struct Names<'a> {
    pub found: &'a Found<'a>,
    pub questions: &'a [Question<'a>],
}

impl Scope for Names<'_> {
    fn variable(&self, name: &str) -> Option<&Tree> {
        self.found.variables.get(name)
    }

    fn calculated(&self, link: &str) -> Option<&Tree> {
        self.found.calculated.iter().find(|other| other.place.item.link_id == link).map(|other| &other.tree)
    }

    fn question(&self, link: &str) -> Option<(usize, bool)> {
        let index = self.questions.iter().position(|question| question.place.item.link_id == link)?;
        let question = self.questions.get(index).filter(|question| question.is_valued())?;
        Some((index, matches!(question.kind, Kind::Choice(_))))
    }

    fn questions(&self) -> Vec<String> {
        let valued = self.questions.iter().filter(|question| question.is_valued());
        valued.map(|question| question.place.item.link_id.clone()).collect()
    }

    fn ends(&self, question: usize) -> f64 {
        self.questions.get(question).map_or(0.0, Question::ends)
    }
}

/// The scores that are weighted sums.
pub(super) fn scores(found: &Found<'_>, questions: &[Question<'_>], report: &mut Report) -> Vec<Read> {
    let names = Names { found, questions };
    let mut taken = BTreeSet::new();
    let mut scores = Vec::new();
    for calculated in &found.calculated {
        let link = calculated.place.item.link_id.as_str();
        let mut code = plain(link.strip_prefix(urls::SCORE_LINK).unwrap_or(link));
        while !taken.insert(code.clone()) {
            code.push('_');
        }
        match linear(&calculated.tree, &names).and_then(|linear| Ok((toml(&code, &linear, questions)?, linear))) {
            Ok((toml, linear)) => scores.push(read(calculated, toml, linear)),
            Err(why) => report.add(Feature::Expression, &calculated.place.path, format!("score {code}: {why}")),
        }
    }
    scores
}

fn read(calculated: &Calculated<'_>, toml: ScoreToml, linear: Linear) -> Read {
    let item = calculated.place.item;
    let loinc = item.code.iter().find(|coding| coding.system.as_deref() == Some(urls::LOINC));
    Read {
        toml,
        link: item.link_id.clone(),
        name: item.text.clone(),
        loinc: loinc.and_then(|coding| coding.code.clone()),
        path: calculated.place.path.clone(),
        linear,
    }
}

/// A weighted sum in the words of a pack.
fn toml(code: &str, linear: &Linear, questions: &[Question<'_>]) -> Result<ScoreToml, String> {
    let coefficient = linear.terms.first().map(|term| term.coefficient.abs()).ok_or("no answers in it")?;
    if linear.terms.iter().any(|term| term.coefficient == 0.0) {
        return Err("a question that counts nothing".to_owned());
    }
    let code_of = |index: usize| questions.get(index).map(|question| question.code.clone()).unwrap_or_default();
    let divisor = linear.divisor.unwrap_or(1.0);
    let mut score = ScoreToml {
        code: code.to_owned(),
        method: Method::Sum,
        of: Some(TermsToml::List(linear.terms.iter().map(|term| code_of(term.question)).collect())),
        reverse: Vec::new(),
        times: 1.0,
        plus: linear.constant / divisor,
        floor: linear.floor,
        range: None,
        higher: Direction::Neither,
        missing: None,
        report: true,
        when: Vec::new(),
        at_least: None,
        at_most: None,
        equals: None,
        weights: Vec::new(),
        cuts: Vec::new(),
        source: None,
    };
    let alike = linear.terms.iter().all(|term| {
        (term.coefficient.abs() - coefficient).abs() <= 1e-12 * coefficient && (0.0 < term.coefficient || !term.lenient)
    });
    if !alike {
        score.method = Method::Weighted;
        score.weights = linear.terms.iter().map(|term| term.coefficient / divisor).collect();
        score.reverse = linear.terms.iter().filter(|term| term.flip).map(|term| code_of(term.question)).collect();
        return Ok(score);
    }
    // −x is (min + max − x) less its ends
    let turned = linear.terms.iter().filter(|term| term.coefficient < 0.0);
    let ends: f64 = turned.map(|term| questions.get(term.question).map_or(0.0, Question::ends)).sum();
    let plus = linear.constant - coefficient * ends;
    let reversed = linear.terms.iter().filter(|term| term.flip != (term.coefficient < 0.0));
    score.reverse = reversed.map(|term| code_of(term.question)).collect();
    let is_mean = linear.divisor == Some(linear.terms.len() as f64)
        && coefficient == 1.0
        && plus == 0.0
        && linear.terms.iter().all(|term| !term.lenient);
    if is_mean {
        (score.method, score.plus) = (Method::Mean, 0.0);
    } else {
        (score.times, score.plus) = (coefficient / divisor, plus / divisor);
    }
    Ok(score)
}

/// Which questions may be left blank and which count: a question whose blank takes a score away may not be.
pub(super) fn settle_blanks(questions: &mut [Question<'_>], scores: &[Read], report: &mut Report) {
    let terms = || scores.iter().flat_map(|score| &score.linear.terms);
    let strict: BTreeSet<usize> = terms().filter(|term| !term.lenient).map(|term| term.question).collect();
    let used: BTreeSet<usize> = terms().map(|term| term.question).collect();
    for (index, question) in questions.iter_mut().enumerate() {
        question.optional &= !strict.contains(&index);
        question.scored = if scores.is_empty() { question.is_valued() } else { used.contains(&index) };
    }
    for score in scores {
        let optional = |index: usize| questions.get(index).is_some_and(|question| question.optional);
        let note = |what: &str| format!("score {}: {what}", score.toml.code);
        if score.linear.terms.iter().any(|term| term.lenient && !optional(term.question)) {
            report.add(Feature::Blanks, &score.path, note("a blank that the expression counts as 0 gives no score"));
        }
        if score.linear.guarded && score.linear.terms.iter().all(|term| optional(term.question)) {
            report.add(Feature::Blanks, &score.path, note("a blank form gives a score where the expression gives none"));
        }
    }
}
