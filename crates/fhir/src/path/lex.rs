//! Words of an expression.

/// One word.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Word {
    Number(f64),
    Text(String),
    Name(String),
    /// `%name`.
    Variable(String),
    /// Brackets and operators.
    Sign(&'static str),
}

/// Longest expression that is read, in characters.
const LONGEST: usize = 40_000;
/// Most words that are read; it bounds how deep the tree becomes.
const MOST: usize = 4_000;

const SIGNS: [&str; 19] = ["!=", "<=", ">=", "(", ")", "[", "]", "{", "}", "+", "-", "*", "/", ".", ",", "=", "<", ">", "|"];

/// Takes a text apart. Errors: what cannot be read, in words.
pub(super) fn words(text: &str) -> Result<Vec<Word>, String> {
    if LONGEST < text.len() {
        return Err(format!("longer than {LONGEST} bytes"));
    }
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        if MOST < words.len() {
            return Err(format!("more than {MOST} words"));
        }
        let (word, after) = word(rest)?;
        words.push(word);
        rest = after.trim_start();
    }
    Ok(words)
}

fn word(rest: &str) -> Result<(Word, &str), String> {
    let first = rest.chars().next().unwrap_or(' ');
    if first.is_ascii_digit() {
        return number(rest);
    }
    if first == '\'' || first == '"' || first == '`' {
        let (text, after) = quoted(rest, first)?;
        return Ok((if first == '`' { Word::Name(text) } else { Word::Text(text) }, after));
    }
    if let Some(after) = rest.strip_prefix('%') {
        if let Some(quote) = after.chars().next().filter(|c| matches!(c, '\'' | '"' | '`')) {
            let (text, after) = quoted(after, quote)?;
            return Ok((Word::Variable(text), after));
        }
        let (name, after) = name(after);
        return if name.is_empty() { Err("% without a name".to_owned()) } else { Ok((Word::Variable(name), after)) };
    }
    if first.is_ascii_alphabetic() || matches!(first, '_' | '$') {
        let (name, after) = name(rest);
        return Ok((Word::Name(name), after));
    }
    let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
    let sign = sign.ok_or_else(|| format!("{first:?} is not read"))?;
    Ok((Word::Sign(sign), rest.get(sign.len()..).unwrap_or_default()))
}

fn number(rest: &str) -> Result<(Word, &str), String> {
    let whole = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let fraction = rest.get(whole..).unwrap_or_default();
    let digits = fraction.strip_prefix('.').map_or(0, |tail| tail.chars().take_while(char::is_ascii_digit).count());
    let end = if digits == 0 { whole } else { whole + 1 + digits };
    let text = rest.get(..end).unwrap_or_default();
    let value = text.parse::<f64>().ok().filter(|value| value.is_finite()).ok_or_else(|| format!("{text:?} is no number"))?;
    Ok((Word::Number(value), rest.get(end..).unwrap_or_default()))
}

fn name(rest: &str) -> (String, &str) {
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    let end = rest.find(|c| !sound(c)).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    (name.to_owned(), after)
}

fn quoted(rest: &str, quote: char) -> Result<(String, &str), String> {
    let mut text = String::new();
    let mut characters = rest.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        if character == quote {
            return Ok((text, rest.get(at + quote.len_utf8()..).unwrap_or_default()));
        }
        if character == '\\' {
            match characters.next() {
                Some((_, 'n')) => text.push('\n'),
                Some((_, escaped @ ('\'' | '"' | '`' | '\\' | '/'))) => text.push(escaped),
                _ => return Err("an escape that is not read".to_owned()),
            }
        } else {
            text.push(character);
        }
    }
    Err("a text that does not end".to_owned())
}
