//! The short notation of phrases: `(想|要)(去|)死`, classes of words `{want}`, gaps `~`, `…` and `+`.

/// A pattern that stands for more sequences than this keeps its longest choices together as parts.
const MANY: usize = 48;

/// One part of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// These characters.
    Literal(String),
    /// Any word of the class with this index.
    Class(usize),
    /// Any of these, each a pattern without choices.
    Choice(Vec<String>),
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

/// A piece of a pattern: one text, or several to choose from.
struct Piece {
    choices: Vec<String>,
    /// The choices stay together as one part.
    whole: bool,
}

impl Piece {
    /// How many sequences it makes of one.
    fn times(&self) -> usize {
        if self.whole { 1 + usize::from(self.choices.iter().any(String::is_empty)) } else { self.choices.len() }
    }

    /// What it puts into each of them.
    fn atoms(&self) -> Vec<Atom> {
        if !self.whole {
            return self.choices.iter().cloned().map(Atom::Text).collect();
        }
        let words: Vec<String> = self.choices.iter().filter(|choice| !choice.is_empty()).cloned().collect();
        let mut atoms = vec![Atom::Choice(words)];
        if 1 < self.times() {
            atoms.push(Atom::Text(String::new()));
        }
        atoms
    }
}

#[derive(Clone)]
enum Atom {
    Text(String),
    Choice(Vec<String>),
}

/// All sequences that `pattern` stands for, each once.
/// Errors: what is wrong with the notation, in words.
pub(crate) fn expand(pattern: &str, notation: &Notation<'_>) -> Result<Vec<Sequence>, String> {
    let mut pieces = pieces(pattern)?;
    while MANY < pieces.iter().map(Piece::times).product() {
        let Some(longest) =
            pieces.iter_mut().filter(|piece| !piece.whole && 3 < piece.choices.len()).max_by_key(|piece| piece.choices.len())
        else {
            break;
        };
        longest.whole = true;
    }
    let mut texts: Vec<Vec<Atom>> = vec![Vec::new()];
    for piece in &pieces {
        let atoms = piece.atoms();
        let longer = |text: &Vec<Atom>, atom: &Atom| text.iter().chain([atom]).cloned().collect();
        texts = texts.iter().flat_map(|text| atoms.iter().map(move |atom| longer(text, atom))).collect();
    }
    let mut sequences = texts.iter().map(|atoms| sequence(atoms, notation)).collect::<Result<Vec<_>, _>>()?;
    sequences.sort();
    sequences.dedup();
    Ok(sequences)
}

fn pieces(pattern: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some(open) = rest.find(['(', ')', '|']) {
        let (plain, from) = rest.split_at(open);
        let Some(group) = from.strip_prefix('(') else { return Err("`)` or `|` without `(`".to_owned()) };
        let Some((inside, after)) = group.split_once(')') else { return Err("`(` without `)`".to_owned()) };
        if inside.contains('(') {
            return Err("`(` inside `(`".to_owned());
        }
        pieces.push(Piece { choices: vec![plain.to_owned()], whole: false });
        pieces.push(Piece { choices: inside.split('|').map(str::to_owned).collect(), whole: false });
        rest = after;
    }
    pieces.push(Piece { choices: vec![rest.to_owned()], whole: false });
    Ok(pieces)
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

    fn text(&mut self, text: &str, notation: &Notation<'_>) -> Result<(), String> {
        let mut rest = text;
        while let Some(sign) = rest.chars().next() {
            rest = rest.get(sign.len_utf8()..).unwrap_or("");
            match sign {
                '~' => self.gap(Gap { chars: notation.gaps.short, wide: false })?,
                '…' => self.gap(Gap { chars: notation.gaps.long, wide: false })?,
                '+' => self.gap(Gap { chars: notation.gaps.wide, wide: true })?,
                '{' => {
                    self.literal();
                    let Some((name, after)) = rest.split_once('}') else { return Err("`{` without `}`".to_owned()) };
                    let Some(class) = (notation.class)(name) else { return Err(format!("no class `{name}` before this line")) };
                    rest = after;
                    self.part(Part::Class(class));
                }
                _ => self.literal.extend((notation.fold)(sign)),
            }
        }
        Ok(())
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

fn sequence(atoms: &[Atom], notation: &Notation<'_>) -> Result<Sequence, String> {
    let mut building = Building::default();
    for atom in atoms {
        match atom {
            Atom::Text(text) => building.text(text, notation)?,
            Atom::Choice(words) => {
                building.literal();
                building.part(Part::Choice(words.clone()));
            }
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
            Part::Choice(words) => words.concat(),
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
    fn choices_that_would_multiply_too_far_stay_together() {
        let found = expand("(a|b|c|d|e|f|g|h|)(1|2|3|4|5|6)z", &notation()).unwrap();
        assert_eq!(found.len(), 12);
        assert!(
            found.iter().filter(|sequence| matches!(&sequence.parts[0], Part::Choice(words) if words.len() == 8)).count() == 6
        );
    }

    #[test]
    fn broken_notation_is_refused() {
        for pattern in ["(想", "想)", "(a(b)c)", "", "~死", "死~", "a~…b", "{none}死", "{want"] {
            assert!(expand(pattern, &notation()).is_err(), "{pattern}");
        }
    }
}
