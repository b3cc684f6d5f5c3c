//! The short notation of phrases: `(想|要)(去|)死`, classes of words `{want}`, gaps `~`, `…` and `+`.

/// Most sequences that one pattern may stand for.
const MOST: usize = 2000;

/// One part of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// These characters.
    Literal(String),
    /// Any word of the class with this index.
    Class(usize),
}

/// What may stand between two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Gap {
    /// Most characters.
    pub chars: u32,
    /// May hold the end of a clause, but not of a sentence.
    pub wide: bool,
}

/// Parts that stand right beside each other.
const NONE: Gap = Gap { chars: 0, wide: false };

/// A phrase as parts with the gap before each but the first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sequence {
    pub parts: Vec<Part>,
    pub gaps: Vec<Gap>,
}

/// The widths of the gaps, in characters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gaps {
    pub short: u32,
    pub long: u32,
    pub wide: u32,
}

/// How characters and names of classes are read.
pub(crate) struct Notation<'a> {
    pub gaps: Gaps,
    /// The one form of a character, or nothing for noise.
    pub fold: &'a dyn Fn(char) -> Option<char>,
    /// The index of a class, or nothing for an unknown name.
    pub class: &'a dyn Fn(&str) -> Option<usize>,
}

/// All sequences that `pattern` stands for, each once.
/// Errors: what is wrong with the notation, in words.
pub(crate) fn expand(pattern: &str, notation: &Notation<'_>) -> Result<Vec<Sequence>, String> {
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
    let mut sequences = texts.iter().map(|text| sequence(&format!("{text}{rest}"), notation)).collect::<Result<Vec<_>, _>>()?;
    sequences.sort();
    sequences.dedup();
    Ok(sequences)
}

/// A sequence that is being put together.
#[derive(Default)]
struct Building {
    parts: Vec<Part>,
    gaps: Vec<Gap>,
    literal: String,
    gap: Option<Gap>,
}

impl Building {
    fn part(&mut self, part: Part) {
        let gap = self.gap.take().unwrap_or(NONE);
        if !self.parts.is_empty() {
            self.gaps.push(gap);
        }
        self.parts.push(part);
    }

    fn literal(&mut self) {
        if !self.literal.is_empty() {
            let text = std::mem::take(&mut self.literal);
            self.part(Part::Literal(text));
        }
    }

    fn gap(&mut self, gap: Gap) -> Result<(), String> {
        self.literal();
        if self.parts.is_empty() || self.gap.is_some() {
            return Err("a gap without words on both sides".to_owned());
        }
        self.gap = Some(gap);
        Ok(())
    }
}

fn sequence(text: &str, notation: &Notation<'_>) -> Result<Sequence, String> {
    let mut building = Building::default();
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        rest = rest.get(sign.len_utf8()..).unwrap_or("");
        match sign {
            '~' => building.gap(Gap { chars: notation.gaps.short, wide: false })?,
            '…' => building.gap(Gap { chars: notation.gaps.long, wide: false })?,
            '+' => building.gap(Gap { chars: notation.gaps.wide, wide: true })?,
            '{' => {
                building.literal();
                let Some((name, after)) = rest.split_once('}') else { return Err("`{` without `}`".to_owned()) };
                let Some(class) = (notation.class)(name) else { return Err(format!("no class `{name}` before this line")) };
                rest = after;
                building.part(Part::Class(class));
            }
            _ => building.literal.extend((notation.fold)(sign)),
        }
    }
    building.literal();
    if building.parts.is_empty() || building.gap.is_some() {
        return Err("a gap without words on both sides, or no words".to_owned());
    }
    Ok(Sequence { parts: building.parts, gaps: building.gaps })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notation() -> Notation<'static> {
        Notation {
            gaps: Gaps { short: 3, long: 8, wide: 15 },
            fold: &|sign| Some(sign),
            class: &|name| (name == "want").then_some(0),
        }
    }

    fn written(sequence: &Sequence) -> String {
        let words = sequence.parts.iter().map(|part| match part {
            Part::Literal(text) => text.clone(),
            Part::Class(class) => format!("{{{class}}}"),
        });
        words.collect::<Vec<_>>().join("~")
    }

    fn check(pattern: &str, expected: &[&str]) {
        let found: Vec<String> = expand(pattern, &notation()).unwrap().iter().map(written).collect();
        assert_eq!(found, expected);
    }

    fn widths(pattern: &str) -> Vec<(u32, bool)> {
        expand(pattern, &notation()).unwrap()[0].gaps.iter().map(|gap| (gap.chars, gap.wide)).collect()
    }

    #[test]
    fn choices_multiply_and_may_be_empty() {
        check("(想|要)(去|)死", &["想去死", "想死", "要去死", "要死"]);
    }

    #[test]
    fn gaps_divide_a_phrase_into_parts() {
        check("刀~划…手", &["刀~划~手"]);
        assert_eq!(widths("刀~划…手+血"), [(3, false), (8, false), (15, true)]);
    }

    #[test]
    fn a_class_is_a_part_of_its_own() {
        check("我{want}死", &["我~{0}~死"]);
        assert_eq!(widths("我{want}~死"), [(0, false), (3, false)]);
    }

    #[test]
    fn broken_notation_is_refused() {
        for pattern in ["(想", "想)", "(a(b)c)", "", "~死", "死~", "a~…b", "{none}死", "{want"] {
            assert!(expand(pattern, &notation()).is_err(), "{pattern}");
        }
    }
}
