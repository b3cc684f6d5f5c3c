//! An expression as a weighted sum of answers, where it is one.

use super::tree::{Scope, Sign, Tree};

/// Calculated items that use calculated items.
const DEPTH: usize = 24;

/// Σ coefficient·term + constant, then divided, then rounded down.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Linear {
    pub terms: Vec<Term>,
    pub constant: f64,
    /// The sum was divided by this at the end; the coefficients are those before.
    pub divisor: Option<f64>,
    pub floor: bool,
    /// The whole has no value under some condition on which answers are there.
    pub guarded: bool,
}

/// One question in a sum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Term {
    pub question: usize,
    pub coefficient: f64,
    /// min + max − x instead of x.
    pub flip: bool,
    /// A blank counts as 0; otherwise it takes the value away.
    pub lenient: bool,
}

/// The weighted sum that an expression is. Errors: why it is none.
pub(crate) fn linear(tree: &Tree, scope: &dyn Scope) -> Result<Linear, String> {
    of(tree, scope, 0)
}

fn of(tree: &Tree, scope: &dyn Scope, depth: usize) -> Result<Linear, String> {
    if DEPTH < depth {
        return Err("names that lead in a circle".to_owned());
    }
    match tree {
        Tree::Number(value) => Ok(Linear { constant: *value, ..Linear::default() }),
        Tree::Variable(name) => match scope.variable(name) {
            Some(inner) => of(inner, scope, depth + 1),
            None => Err(format!("%{name} is not known")),
        },
        Tree::Minus(inner) => times(of(inner, scope, depth)?, -1.0),
        Tree::Binary { sign, left, right } => binary(*sign, of(left, scope, depth)?, of(right, scope, depth)?),
        Tree::Path { base, name, arguments } => match (base, name.as_str(), arguments.as_deref()) {
            (None, "iif", Some([condition, value])) => guarded(condition, value, None, scope, depth),
            (None, "iif", Some([condition, value, otherwise])) => guarded(condition, value, Some(otherwise), scope, depth),
            (Some(base), "floor", Some([])) => floor(of(base, scope, depth)?),
            (Some(base), "toDecimal" | "toInteger", Some([])) => of(base, scope, depth),
            _ => reference(tree, scope, depth),
        },
        Tree::Text(_) => Err("a text".to_owned()),
        Tree::Empty => Err("no value".to_owned()),
    }
}

fn plain(linear: &Linear) -> Result<(), String> {
    match linear.divisor.is_none() && !linear.floor {
        true => Ok(()),
        false => Err("something is done after a division or after rounding".to_owned()),
    }
}

fn binary(sign: Sign, left: Linear, right: Linear) -> Result<Linear, String> {
    match sign {
        Sign::Plus => plus(settle(left)?, settle(right)?),
        Sign::Minus => plus(settle(left)?, times(right, -1.0)?),
        Sign::Times if left.terms.is_empty() => times(right, left.constant),
        Sign::Times if right.terms.is_empty() => times(left, right.constant),
        Sign::Times => Err("a product of answers".to_owned()),
        Sign::Over if right.terms.is_empty() && right.constant != 0.0 => {
            plain(&left)?;
            Ok(Linear { divisor: Some(right.constant), ..left })
        }
        Sign::Over => Err("a division by answers".to_owned()),
        Sign::Equal | Sign::Unequal | Sign::Less | Sign::LessOrEqual | Sign::Greater | Sign::GreaterOrEqual => {
            Err("a comparison".to_owned())
        }
        Sign::And | Sign::Or | Sign::Union | Sign::In => Err("a list or a condition".to_owned()),
    }
}

/// Brings a division into the coefficients.
fn settle(linear: Linear) -> Result<Linear, String> {
    match linear.divisor {
        None => plain(&linear).map(|()| linear),
        Some(divisor) => times(Linear { divisor: None, ..linear }, 1.0 / divisor),
    }
}

fn times(linear: Linear, factor: f64) -> Result<Linear, String> {
    let mut linear = if linear.divisor.is_some() { settle(linear)? } else { linear };
    plain(&linear)?;
    linear.constant *= factor;
    linear.terms.iter_mut().for_each(|term| term.coefficient *= factor);
    Ok(linear)
}

fn plus(mut left: Linear, right: Linear) -> Result<Linear, String> {
    left.constant += right.constant;
    left.guarded |= right.guarded;
    for term in right.terms {
        match left.terms.iter_mut().find(|other| other.question == term.question) {
            Some(other) if other.flip == term.flip && other.lenient == term.lenient => other.coefficient += term.coefficient,
            Some(_) => return Err("one question in two ways".to_owned()),
            None => left.terms.push(term),
        }
    }
    Ok(left)
}

/// A floor; what the scorer adds before it is taken away again.
fn floor(linear: Linear) -> Result<Linear, String> {
    if linear.floor {
        return Ok(linear);
    }
    let mut linear = linear;
    let nudge: f64 = super::NUDGE.parse().unwrap_or_default();
    let rounded = (linear.constant * 1e6).round() / 1e6;
    if (linear.constant - rounded).abs() <= 2.0 * nudge {
        linear.constant = rounded;
    }
    Ok(Linear { floor: true, ..linear })
}

/// `iif(x.exists(), x, 0)`: a blank counts as 0. `iif(…exists…, sum, {})`: no value unless answers are there.
fn guarded(condition: &Tree, value: &Tree, otherwise: Option<&Tree>, scope: &dyn Scope, depth: usize) -> Result<Linear, String> {
    if !is_presence(condition, scope, depth) {
        return Err("a condition that is not about whether answers are there".to_owned());
    }
    let inner = of(value, scope, depth)?;
    match otherwise {
        None | Some(Tree::Empty) => Ok(Linear { guarded: true, ..inner }),
        Some(Tree::Number(0.0)) => lenient(settle(inner)?, scope),
        Some(_) => Err("another value for blanks than 0 or none".to_owned()),
    }
}

fn lenient(inner: Linear, scope: &dyn Scope) -> Result<Linear, String> {
    let [term] = inner.terms.as_slice() else {
        return Err("a condition over more than one question".to_owned());
    };
    let ends = scope.ends(term.question);
    if inner.constant == 0.0 {
        return Ok(Linear { terms: vec![Term { lenient: true, ..*term }], ..inner });
    }
    // min + max − x
    if term.coefficient < 0.0 && (inner.constant + term.coefficient * ends).abs() <= 1e-9 {
        let flipped = Term { coefficient: -term.coefficient, flip: true, lenient: true, question: term.question };
        return Ok(Linear { terms: vec![flipped], constant: 0.0, ..inner });
    }
    Err("a sum within a condition".to_owned())
}

/// Whether a condition only asks if answers are there.
fn is_presence(condition: &Tree, scope: &dyn Scope, depth: usize) -> bool {
    if DEPTH < depth {
        return false;
    }
    match condition {
        Tree::Path { base: Some(base), name, arguments: Some(arguments) } if arguments.is_empty() => match name.as_str() {
            "exists" | "empty" | "hasValue" => true,
            "not" => is_presence(base, scope, depth + 1),
            _ => false,
        },
        Tree::Variable(name) => scope.variable(name).is_some_and(|inner| is_presence(inner, scope, depth + 1)),
        Tree::Binary { sign: Sign::And | Sign::Or, left, right } => {
            is_presence(left, scope, depth) && is_presence(right, scope, depth)
        }
        Tree::Binary { left, right, .. } => {
            let counts = |tree: &Tree| matches!(tree, Tree::Path { base: Some(_), name, .. } if name == "count");
            (counts(left) && matches!(**right, Tree::Number(_))) || (counts(right) && matches!(**left, Tree::Number(_)))
        }
        Tree::Number(_) | Tree::Text(_) | Tree::Empty | Tree::Path { .. } | Tree::Minus(_) => false,
    }
}

fn reference(tree: &Tree, scope: &dyn Scope, depth: usize) -> Result<Linear, String> {
    if let Tree::Path { base: Some(base), name, arguments: Some(arguments) } = tree
        && arguments.is_empty()
        && matches!(base.as_ref(), Tree::Variable(_))
        && matches!(name.as_str(), "weight" | "ordinal" | "ordinalValue" | "first" | "single")
        && let Tree::Variable(variable) = base.as_ref()
        && let Some(inner) = scope.variable(variable)
    {
        let whole = Tree::Path { base: Some(Box::new(inner.clone())), name: name.clone(), arguments: Some(Vec::new()) };
        return reference(&whole, scope, depth + 1);
    }
    let found = tree.reference().ok_or_else(|| "a path or a function that is not read".to_owned())?;
    let links = found.links.clone().unwrap_or_else(|| scope.questions());
    if !found.sum && links.len() != 1 {
        return Err("several answers without sum()".to_owned());
    }
    let mut sum = Linear::default();
    for link in &links {
        let part = match scope.question(link) {
            Some((_, true)) if !found.weighted => return Err(format!("options of {link} without their scores")),
            Some((question, _)) => {
                let term = Term { question, coefficient: 1.0, flip: false, lenient: found.sum };
                Linear { terms: vec![term], ..Linear::default() }
            }
            None => match scope.calculated(link) {
                Some(inner) if !found.sum => of(inner, scope, depth + 1)?,
                Some(_) | None => return Err(format!("{link} is no question with values")),
            },
        };
        sum = if links.len() == 1 { part } else { plus(sum, part)? };
    }
    Ok(sum)
}
