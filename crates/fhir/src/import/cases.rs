//! Worked cases from the expressions of the form itself.

use xinqiao_psychometrics::definition::{Case, CaseAnswer, CaseAnswers, CasesToml, ExpectToml, PackToml};

use super::questions::{Kind, Question};
use super::scores::{Names, Read};
use super::walk::Found;
use crate::path::{Scope, evaluate};

/// Which of so many answers a question takes, by its number.
type Pick = fn(usize, usize) -> usize;

/// Which answers a case takes.
const PATTERNS: [(&str, Pick); 4] = [
    ("every question its first answer", |_, _| 0),
    ("every question its last answer", |_, count| count.saturating_sub(1)),
    ("answers in turn", |question, count| question % count.max(1)),
    ("answers in turn, backwards", |question, count| (count.saturating_sub(1)) - question % count.max(1)),
];

/// Four forms, each with what the expressions give for it; one of them at least tells a reversed question from a plain one.
pub(super) fn cases(pack: &PackToml, found: &Found<'_>, questions: &[Question<'_>], scores: &[Read]) -> CasesToml {
    let names = Names { found, questions };
    let source = pack.source.last().map(|source| format!("{}: its expressions, evaluated by themselves", source.reference));
    let case = PATTERNS.iter().map(|(name, pick)| {
        let answers: Vec<f64> = questions.iter().enumerate().map(|(index, question)| answer(index, question, *pick)).collect();
        let given: Vec<Option<f64>> = answers.iter().copied().map(Some).collect();
        let mut expect = ExpectToml { complete: Some(true), source: source.clone(), ..ExpectToml::default() };
        for score in scores {
            let value = names.calculated(&score.link).and_then(|tree| evaluate(tree, &names, &given).ok().flatten());
            match value {
                Some(value) => {
                    expect.scores.insert(score.toml.code.clone(), value);
                }
                None => expect.none.push(score.toml.code.clone()),
            }
        }
        Case {
            name: (*name).to_owned(),
            answers: CaseAnswers::List(answers.into_iter().map(CaseAnswer::Number).collect()),
            sex: None,
            age: None,
            setting: None,
            seconds: None,
            prorate: false,
            expect,
            source: None,
        }
    });
    CasesToml { case: case.collect() }
}

fn answer(index: usize, question: &Question<'_>, pick: Pick) -> f64 {
    let of = |values: &[f64]| values.get(pick(index, values.len())).copied().unwrap_or_default();
    match &question.kind {
        Kind::Choice(options) => of(&options.values.iter().map(|value| *value as f64).collect::<Vec<_>>()),
        Kind::Number { min, max, .. } => of(&[*min, *max]),
        Kind::Clock => of(&[0.0, 6.5, 23.5]),
    }
}
