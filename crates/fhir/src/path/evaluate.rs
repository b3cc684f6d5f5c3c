//! The value of an expression for one form. It knows nothing of weighted sums: worked cases of an import come from here, so that the
//! scorer is compared with the expression itself.

use super::tree::{Reference, Scope, Sign, Tree};

/// A value.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Value {
    Number(f64),
    Truth(bool),
}

const DEPTH: usize = 24;

/// The number that an expression gives for answers by index of the question; `None`: it gives none.
/// Errors: what cannot be evaluated.
pub(crate) fn evaluate(tree: &Tree, scope: &dyn Scope, answers: &[Option<f64>]) -> Result<Option<f64>, String> {
    match (Machine { scope, answers }).value(tree, 0)? {
        Some(Value::Number(value)) => Ok(Some(value)),
        Some(Value::Truth(_)) => Err("a truth where a number is expected".to_owned()),
        None => Ok(None),
    }
}

struct Machine<'a> {
    scope: &'a dyn Scope,
    answers: &'a [Option<f64>],
}

impl Machine<'_> {
    fn value(&self, tree: &Tree, depth: usize) -> Result<Option<Value>, String> {
        if DEPTH < depth {
            return Err("names that lead in a circle".to_owned());
        }
        match tree {
            Tree::Number(value) => Ok(Some(Value::Number(*value))),
            Tree::Empty => Ok(None),
            Tree::Text(_) => Err("a text".to_owned()),
            Tree::Variable(name) => {
                let inner = self.scope.variable(name).ok_or_else(|| format!("%{name} is not known"))?;
                self.value(inner, depth + 1)
            }
            Tree::Minus(inner) => Ok(self.number(inner, depth)?.map(|value| Value::Number(-value))),
            Tree::Binary { sign: sign @ (Sign::And | Sign::Or), left, right } => {
                Ok(join(*sign, self.truth(left, depth)?, self.truth(right, depth)?).map(Value::Truth))
            }
            Tree::Binary { sign, left, right } => {
                let (Some(left), Some(right)) = (self.number(left, depth)?, self.number(right, depth)?) else {
                    return Ok(None);
                };
                calculate(*sign, left, right)
            }
            Tree::Path { base, name, arguments } => self.path(tree, base.as_deref(), name, arguments.as_deref(), depth),
        }
    }

    fn path(
        &self,
        tree: &Tree,
        base: Option<&Tree>,
        name: &str,
        arguments: Option<&[Tree]>,
        depth: usize,
    ) -> Result<Option<Value>, String> {
        match (base, name, arguments) {
            (None, "iif", Some([condition, rest @ ..])) => match (self.truth(condition, depth)?, rest) {
                (Some(true), [value, ..]) => self.value(value, depth),
                (_, [_, otherwise]) => self.value(otherwise, depth),
                _ => Ok(None),
            },
            (Some(base), "exists" | "hasValue", Some([])) => Ok(Some(Value::Truth(0 < self.count(base, depth)?))),
            (Some(base), "empty", Some([])) => Ok(Some(Value::Truth(self.count(base, depth)? == 0))),
            (Some(base), "count", Some([])) => Ok(Some(Value::Number(self.count(base, depth)? as f64))),
            (Some(base), "not", Some([])) => Ok(self.truth(base, depth)?.map(|truth| Value::Truth(!truth))),
            (Some(base), "floor", Some([])) => Ok(self.number(base, depth)?.map(|value| Value::Number(value.floor()))),
            (Some(base), "toDecimal" | "toInteger", Some([])) => self.value(base, depth),
            _ => self.answer(tree, depth),
        }
    }

    fn number(&self, tree: &Tree, depth: usize) -> Result<Option<f64>, String> {
        match self.value(tree, depth)? {
            Some(Value::Number(value)) => Ok(Some(value)),
            Some(Value::Truth(_)) => Err("a truth where a number is expected".to_owned()),
            None => Ok(None),
        }
    }

    fn truth(&self, tree: &Tree, depth: usize) -> Result<Option<bool>, String> {
        match self.value(tree, depth)? {
            Some(Value::Truth(truth)) => Ok(Some(truth)),
            Some(Value::Number(_)) => Ok(Some(true)),
            None => Ok(None),
        }
    }

    /// How many answers a path names, or whether another expression has a value.
    fn count(&self, tree: &Tree, depth: usize) -> Result<usize, String> {
        match tree.reference() {
            Some(found) if !found.sum => {
                let links = found.links.unwrap_or_else(|| self.scope.questions());
                let there = links.iter().filter_map(|link| self.scope.question(link));
                Ok(there.filter(|(index, _)| self.answers.get(*index).copied().flatten().is_some()).count())
            }
            Some(_) | None => Ok(usize::from(self.value(tree, depth)?.is_some())),
        }
    }

    fn answer(&self, tree: &Tree, depth: usize) -> Result<Option<Value>, String> {
        let Some(Reference { links, sum, .. }) = tree.reference() else {
            return match tree {
                // a step after a variable: what the variable names, with the step behind
                Tree::Path { base: Some(base), arguments: Some(arguments), .. } if arguments.is_empty() => {
                    self.value(base, depth + 1)
                }
                _ => Err("a path or a function that is not read".to_owned()),
            };
        };
        let links = links.unwrap_or_else(|| self.scope.questions());
        let mut values = Vec::new();
        for link in &links {
            match (self.scope.question(link), self.scope.calculated(link)) {
                (Some((index, _)), _) => values.extend(self.answers.get(index).copied().flatten()),
                (None, Some(inner)) => values.extend(self.number(inner, depth + 1)?),
                (None, None) => return Err(format!("{link} is no question with values")),
            }
        }
        match (sum, values.as_slice()) {
            (true, values) => Ok(Some(Value::Number(values.iter().sum()))),
            (false, []) => Ok(None),
            (false, [value]) => Ok(Some(Value::Number(*value))),
            (false, _) => Err("several answers without sum()".to_owned()),
        }
    }
}

fn join(sign: Sign, left: Option<bool>, right: Option<bool>) -> Option<bool> {
    let decisive = sign == Sign::Or;
    match (left, right) {
        (Some(one), _) | (_, Some(one)) if one == decisive => Some(decisive),
        (Some(_), Some(_)) => Some(!decisive),
        (None, _) | (_, None) => None,
    }
}

fn calculate(sign: Sign, left: f64, right: f64) -> Result<Option<Value>, String> {
    let truth = |truth: bool| Ok(Some(Value::Truth(truth)));
    match sign {
        Sign::Plus => Ok(Some(Value::Number(left + right))),
        Sign::Minus => Ok(Some(Value::Number(left - right))),
        Sign::Times => Ok(Some(Value::Number(left * right))),
        Sign::Over => Ok((right != 0.0).then(|| Value::Number(left / right))),
        Sign::Equal => truth(left == right),
        Sign::Unequal => truth(left != right),
        Sign::Less => truth(left < right),
        Sign::LessOrEqual => truth(left <= right),
        Sign::Greater => truth(left > right),
        Sign::GreaterOrEqual => truth(right <= left),
        Sign::And | Sign::Or | Sign::Union | Sign::In => Err("a list or a condition".to_owned()),
    }
}
