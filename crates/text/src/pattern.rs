//! The short notation of phrases: `(想|要)(去|)死`, gaps `~` and `…`.

/// Most sequences that one pattern may stand for.
const MOST: usize = 2000;

/// A phrase as literal parts with the longest gap before each but the first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sequence {
    pub parts: Vec<String>,
    pub gaps: Vec<u32>,
}

/// The widths of the two gaps, in characters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gaps {
    pub short: u32,
    pub long: u32,
}

/// All sequences that `pattern` stands for, each once. `fold` gives the one form of a character, or nothing for noise.
/// Errors: what is wrong with the notation, in words.
pub(crate) fn expand(pattern: &str, gaps: Gaps, fold: impl Fn(char) -> Option<char>) -> Result<Vec<Sequence>, String> {
    let mut texts = vec![String::new()];
    let mut rest = pattern;
    while let Some(open) = rest.find(['(', ')', '|']) {
        let (plain, from) = rest.split_at(open);
        let Some(group) = from.strip_prefix('(') else { return Err("`)` or `|` without `(`".to_owned()) };
        let Some((inside, after)) = group.split_once(')') else { return Err("`(` without `)`".to_owned()) };
        if inside.contains('(') {
            return Err("`(` inside `(`".to_owned());
        }
        let choices: Vec<&str> = inside.split('|').collect();
        if MOST < texts.len() * choices.len() {
            return Err(format!("more than {MOST} phrases"));
        }
        texts = texts.iter().flat_map(|text| choices.iter().map(move |choice| format!("{text}{plain}{choice}"))).collect();
        rest = after;
    }
    let mut sequences =
        texts.iter().map(|text| sequence(&format!("{text}{rest}"), gaps, &fold)).collect::<Result<Vec<_>, _>>()?;
    sequences.sort();
    sequences.dedup();
    Ok(sequences)
}

fn sequence(text: &str, gaps: Gaps, fold: &impl Fn(char) -> Option<char>) -> Result<Sequence, String> {
    let mut parts = vec![String::new()];
    let mut widths = Vec::new();
    for sign in text.chars() {
        match sign {
            '~' | '…' => {
                widths.push(if sign == '~' { gaps.short } else { gaps.long });
                parts.push(String::new());
            }
            _ => {
                if let Some(part) = parts.last_mut() {
                    part.extend(fold(sign));
                }
            }
        }
    }
    if parts.iter().any(String::is_empty) {
        return Err("a gap without words on both sides, or no words".to_owned());
    }
    Ok(Sequence { parts, gaps: widths })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAPS: Gaps = Gaps { short: 3, long: 8 };

    fn check(pattern: &str, expected: &[&str]) {
        let found: Vec<String> =
            expand(pattern, GAPS, Some).unwrap().into_iter().map(|sequence| sequence.parts.join("~")).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn choices_multiply_and_may_be_empty() {
        check("(想|要)(去|)死", &["想去死", "想死", "要去死", "要死"]);
    }

    #[test]
    fn gaps_divide_a_phrase_into_parts() {
        check("刀~划…手", &["刀~划~手"]);
        assert_eq!(expand("刀~划…手", GAPS, Some).unwrap()[0].gaps, [3, 8]);
    }

    #[test]
    fn broken_notation_is_refused() {
        for pattern in ["(想", "想)", "(a(b)c)", "", "~死", "死~", "a~…b"] {
            assert!(expand(pattern, GAPS, Some).is_err(), "{pattern}");
        }
    }
}
