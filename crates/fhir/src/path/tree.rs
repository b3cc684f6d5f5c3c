//! The tree of an expression, and what it can refer to.

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Tree {
    Number(f64),
    Text(String),
    /// `{}`.
    Empty,
    /// `%name`.
    Variable(String),
    /// A path such as `%resource.item.where(linkId='1').answer.value`; a name is a step without brackets.
    Path {
        base: Option<Box<Tree>>,
        name: String,
        arguments: Option<Vec<Tree>>,
    },
    Minus(Box<Tree>),
    Binary {
        sign: Sign,
        left: Box<Tree>,
        right: Box<Tree>,
    },
}

/// Operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Plus,
    Minus,
    Times,
    Over,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    Union,
    In,
}

/// Answers that an expression refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    /// linkIds; `None`: every question.
    pub links: Option<Vec<String>>,
    /// Whether the score of the option is taken.
    pub weighted: bool,
    /// Whether the answers are added up, blanks left out.
    pub sum: bool,
}

/// What names in an expression stand for.
pub(crate) trait Scope {
    /// The expression of a variable.
    fn variable(&self, name: &str) -> Option<&Tree>;
    /// The expression of a calculated item.
    fn calculated(&self, link: &str) -> Option<&Tree>;
    /// Index of a question, and whether its answers are options.
    fn question(&self, link: &str) -> Option<(usize, bool)>;
    /// linkIds of all questions whose answers have values.
    fn questions(&self) -> Vec<String>;
    /// Smallest plus largest value of a question.
    fn ends(&self, question: usize) -> f64;
}

impl Tree {
    /// The answers that a path names; `None`: it is another expression.
    pub(crate) fn reference(&self) -> Option<Reference> {
        let mut found = Reference { links: None, weighted: false, sum: false };
        let mut at_answer = false;
        let mut tree = self;
        loop {
            let (base, name, arguments) = match tree {
                Tree::Path { base, name, arguments } => (base.as_deref(), name.as_str(), arguments.as_deref()),
                Tree::Variable(name) if matches!(name.as_str(), "resource" | "context") => return at_answer.then_some(found),
                _ => return None,
            };
            match (name, arguments) {
                ("sum", Some([])) if !at_answer => found.sum = true,
                ("first" | "single", Some([])) => {}
                ("weight" | "ordinal" | "ordinalValue", Some([])) if !at_answer => found.weighted = true,
                ("value" | "valueCoding" | "valueInteger" | "valueDecimal", None) => {}
                // the score of an option, read from its extension
                ("extension", Some([Tree::Text(url)])) if is_score(url) => found.weighted = true,
                ("where", Some([condition])) if !at_answer => match compared(condition, "url")?.as_slice() {
                    [url] if is_score(url) => found.weighted = true,
                    _ => return None,
                },
                ("extension", None) if found.weighted => {}
                ("answer", None) => at_answer = true,
                ("where", Some([condition])) if found.links.is_none() => found.links = Some(compared(condition, "linkId")?),
                ("item" | "QuestionnaireResponse", None) => {}
                ("descendants", Some([])) => {}
                ("repeat", Some([Tree::Path { base: None, name, arguments: None }])) if name == "item" => {}
                _ => return None,
            }
            match base {
                Some(base) => tree = base,
                None => return at_answer.then_some(found),
            }
        }
    }
}

fn is_score(url: &str) -> bool {
    url == crate::urls::ORDINAL_VALUE || url == crate::urls::ITEM_WEIGHT
}

/// The texts that `key = 'a'` or `key in ('a' | 'b')` names, joined by `or`.
fn compared(condition: &Tree, key: &str) -> Option<Vec<String>> {
    let is_key = |tree: &Tree| matches!(tree, Tree::Path { base: None, name, arguments: None } if name == key);
    match condition {
        Tree::Binary { sign: Sign::Equal | Sign::In, left, right } if is_key(left) => texts(right),
        Tree::Binary { sign: Sign::Or, left, right } => {
            let mut all = compared(left, key)?;
            all.extend(compared(right, key)?);
            Some(all)
        }
        _ => None,
    }
}

fn texts(tree: &Tree) -> Option<Vec<String>> {
    match tree {
        Tree::Text(text) => Some(vec![text.clone()]),
        Tree::Binary { sign: Sign::Union, left, right } => {
            let mut all = texts(left)?;
            all.extend(texts(right)?);
            Some(all)
        }
        _ => None,
    }
}
