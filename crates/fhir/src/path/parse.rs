//! Words to a tree.

use super::lex::{Word, words};
use super::tree::{Sign, Tree};

/// Brackets within brackets.
const DEPTH: usize = 48;
/// Operators and steps that hang one on the other, which the tree is deep.
const CHAIN: usize = 600;

/// Reads an expression. Errors: what is not read, in words.
pub(crate) fn parse(text: &str) -> Result<Tree, String> {
    let words = words(text)?;
    let mut parser = Parser { words: &words, at: 0, depth: 0, chain: 0 };
    let tree = parser.expression(0)?;
    match parser.words.get(parser.at) {
        None => Ok(tree),
        Some(word) => Err(format!("{} is not expected", told(word))),
    }
}

struct Parser<'a> {
    words: &'a [Word],
    at: usize,
    depth: usize,
    chain: usize,
}

/// How strongly an operator binds; higher binds first.
fn operator(word: &Word) -> Option<(Sign, u8)> {
    Some(match word {
        Word::Name(name) => match name.as_str() {
            "or" => (Sign::Or, 1),
            "and" => (Sign::And, 2),
            "in" => (Sign::In, 3),
            _ => return None,
        },
        Word::Sign(sign) => match *sign {
            "=" => (Sign::Equal, 4),
            "!=" => (Sign::Unequal, 4),
            "<" => (Sign::Less, 5),
            "<=" => (Sign::LessOrEqual, 5),
            ">" => (Sign::Greater, 5),
            ">=" => (Sign::GreaterOrEqual, 5),
            "|" => (Sign::Union, 6),
            "+" => (Sign::Plus, 7),
            "-" => (Sign::Minus, 7),
            "*" => (Sign::Times, 8),
            "/" => (Sign::Over, 8),
            _ => return None,
        },
        Word::Number(_) | Word::Text(_) | Word::Variable(_) => return None,
    })
}

impl Parser<'_> {
    fn expression(&mut self, least: u8) -> Result<Tree, String> {
        self.depth += 1;
        if DEPTH < self.depth {
            return Err(format!("more than {DEPTH} brackets within brackets"));
        }
        let mut left = self.signed()?;
        while let Some((sign, strength)) = self.words.get(self.at).and_then(operator).filter(|(_, strength)| least < *strength) {
            self.at += 1;
            self.link()?;
            let right = self.expression(strength)?;
            left = Tree::Binary { sign, left: Box::new(left), right: Box::new(right) };
        }
        self.depth -= 1;
        Ok(left)
    }

    fn link(&mut self) -> Result<(), String> {
        self.chain += 1;
        if CHAIN < self.chain { Err(format!("more than {CHAIN} operators and steps")) } else { Ok(()) }
    }

    fn takes(&mut self, sign: &str) -> bool {
        let takes = matches!(self.words.get(self.at), Some(Word::Sign(found)) if *found == sign);
        self.at += usize::from(takes);
        takes
    }

    fn expects(&mut self, sign: &str) -> Result<(), String> {
        if self.takes(sign) { Ok(()) } else { Err(format!("expected {sign}, found {}", self.found())) }
    }

    fn found(&self) -> String {
        self.words.get(self.at).map_or_else(|| "the end".to_owned(), told)
    }

    fn signed(&mut self) -> Result<Tree, String> {
        if self.takes("-") {
            self.link()?;
            return Ok(Tree::Minus(Box::new(self.signed()?)));
        }
        if self.takes("+") {
            self.link()?;
            return self.signed();
        }
        self.path()
    }

    fn path(&mut self) -> Result<Tree, String> {
        let mut tree = self.term()?;
        loop {
            if self.takes(".") {
                self.link()?;
                let Some(Word::Name(name)) = self.words.get(self.at).cloned() else {
                    return Err(format!("expected a name after the point, found {}", self.found()));
                };
                self.at += 1;
                tree = self.step(Some(Box::new(tree)), name)?;
            } else if self.takes("[") {
                // one question has one answer: the first is the one
                match self.words.get(self.at) {
                    Some(Word::Number(0.0)) => self.at += 1,
                    _ => return Err(format!("an index other than 0: {}", self.found())),
                }
                self.expects("]")?;
            } else {
                return Ok(tree);
            }
        }
    }

    fn step(&mut self, base: Option<Box<Tree>>, name: String) -> Result<Tree, String> {
        let arguments = if self.takes("(") { Some(self.arguments()?) } else { None };
        Ok(Tree::Path { base, name, arguments })
    }

    fn arguments(&mut self) -> Result<Vec<Tree>, String> {
        let mut arguments = Vec::new();
        if self.takes(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.expression(0)?);
            if self.takes(")") {
                return Ok(arguments);
            }
            self.expects(",")?;
        }
    }

    fn term(&mut self) -> Result<Tree, String> {
        let word = self.words.get(self.at).cloned();
        self.at += 1;
        match word {
            Some(Word::Number(value)) => Ok(Tree::Number(value)),
            Some(Word::Text(text)) => Ok(Tree::Text(text)),
            Some(Word::Variable(name)) => Ok(Tree::Variable(name)),
            Some(Word::Name(name)) => self.step(None, name),
            Some(Word::Sign("(")) => {
                let inner = self.expression(0)?;
                self.expects(")")?;
                Ok(inner)
            }
            Some(Word::Sign("{")) => {
                self.expects("}")?;
                Ok(Tree::Empty)
            }
            Some(other) => Err(format!("{} is not expected", told(&other))),
            None => Err("it ends too early".to_owned()),
        }
    }
}

fn told(word: &Word) -> String {
    match word {
        Word::Number(value) => value.to_string(),
        Word::Text(text) => format!("'{text}'"),
        Word::Name(name) => name.clone(),
        Word::Variable(name) => format!("%{name}"),
        Word::Sign(sign) => (*sign).to_owned(),
    }
}
