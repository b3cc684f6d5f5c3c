//! From the written form to a [`Triage`], or to the list of its faults.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;

use crate::normal::Normaliser;
use crate::pattern::{Gaps, Notation, Part, expand};
use crate::reading::RulesRef;
use crate::rules::{CombinationToml, Fault, RulesToml};
use crate::scan::{Owner, Place, Scanner, Sequence, Use};
use crate::triage::{Phrase, Triage};
use crate::weigh::Weights;
use crate::{AttentionLevel, Category, Subject};

/// Most sequences that a pack may stand for: more would make compiling slow.
const MOST: usize = 60_000;

/// Most characters that a gap or a window may have.
const WIDEST: u32 = 2000;

impl Triage {
    /// The rules, ready to read texts. Takes some tens of milliseconds: do it once.
    /// Errors: every fault of the rules, with key, expected and found.
    pub fn compile(rules: RulesToml) -> Result<Self, Vec<Fault>> {
        let mut check = Check { normaliser: Normaliser::of(&rules.text), ..Check::of(&rules) };
        check.head(&rules);
        let levels = check.levels(&rules);
        check.classes(&rules);
        let phrases = check.phrases(&rules, &levels);
        check.context_words(&rules);
        check.windows(&rules);
        for (n, combination) in rules.combinations.iter().enumerate() {
            check.combination(n, combination);
        }
        if MOST < check.sequences.len() {
            check.fault("phrase", format!("at most {MOST} phrases once written out"), check.sequences.len().to_string());
        }
        if !check.faults.is_empty() {
            return Err(check.faults);
        }
        let parts: Vec<&String> = check.uses.keys().collect();
        let automaton = AhoCorasick::new(&parts).map_err(|error| {
            vec![Fault { key: "phrase".into(), expected: "phrases that can be searched".into(), found: error.to_string() }]
        })?;
        let scanner =
            Scanner { automaton, uses: check.uses.into_values().collect(), classes: check.places, sequences: check.sequences };
        let reference = RulesRef { id: rules.id.clone(), version: rules.version.clone() };
        let names = check.names.into_iter().map(|(name, class)| (class, format!("{{{name}}}"))).collect();
        let weights = rules.weighing.as_ref().map(|weighing| Weights::of(&weighing.weights)).unwrap_or_default();
        Ok(Self { names, weights, normaliser: check.normaliser, scanner, phrases, reference, rules })
    }
}

struct Check {
    faults: Vec<Fault>,
    normaliser: Normaliser,
    gaps: Gaps,
    sequences: Vec<Sequence>,
    uses: BTreeMap<String, Vec<Use>>,
    /// Names of classes with their indices.
    names: BTreeMap<String, usize>,
    /// For each class, the parts that its words can be.
    places: Vec<Vec<Place>>,
    /// Classes without a name.
    choices: BTreeMap<Vec<String>, usize>,
    seen: BTreeSet<(Owner, crate::pattern::Sequence)>,
}

impl Check {
    fn of(rules: &RulesToml) -> Self {
        Self {
            faults: Vec::new(),
            normaliser: Normaliser::of(&rules.text),
            gaps: Gaps { short: rules.text.short_gap, long: rules.text.long_gap, wide: rules.text.wide_gap },
            sequences: Vec::new(),
            uses: BTreeMap::new(),
            names: BTreeMap::new(),
            places: Vec::new(),
            choices: BTreeMap::new(),
            seen: BTreeSet::new(),
        }
    }

    fn fault(&mut self, key: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) {
        self.faults.push(Fault { key: key.into(), expected: expected.into(), found: found.into() });
    }

    fn words(&mut self, key: &str, text: &str) {
        if text.trim().is_empty() {
            self.fault(key, "words", "nothing");
        }
    }

    fn head(&mut self, rules: &RulesToml) {
        self.words("id", &rules.id);
        self.words("version", &rules.version);
        if rules.sources.is_empty() {
            self.fault("source", "at least one", "none");
        }
        for (n, source) in rules.sources.iter().enumerate() {
            self.words(&format!("source[{n}].ref"), &source.reference);
            self.words(&format!("source[{n}].confidence"), &source.confidence);
        }
        for (n, pair) in rules.text.same.iter().enumerate() {
            if pair.chars().count() != 2 {
                self.fault(format!("text.same[{n}]"), "two characters", pair.clone());
            }
        }
        for cap in &rules.caps {
            self.words(&format!("cap.{}.reason", cap.cue), &cap.reason);
        }
        for joint in &rules.joints {
            self.words(&format!("joint.{}.reason", joint.cues[0]), &joint.reason);
        }
        self.words("idioms.reason", &rules.idioms.reason);
        self.words("no_cues.reason", &rules.no_cues.reason);
        for kind in crate::CueKind::ALL {
            if !rules.caps.iter().any(|cap| cap.cue == *kind) {
                self.fault("cap", format!("one for the cue {kind}"), "none");
            }
        }
    }

    fn levels(&mut self, rules: &RulesToml) -> BTreeMap<Category, AttentionLevel> {
        let mut levels = BTreeMap::new();
        for (n, category) in rules.categories.iter().enumerate() {
            self.words(&format!("category[{n}].reason"), &category.reason);
            if levels.insert(category.code, category.level).is_some() {
                self.fault(format!("category[{n}].code"), "each category once", format!("{} twice", category.code));
            }
        }
        for category in Category::ALL.iter().filter(|category| !levels.contains_key(category)).collect::<Vec<_>>() {
            self.fault("category", format!("an entry for {category}"), "none");
        }
        levels
    }

    fn classes(&mut self, rules: &RulesToml) {
        for (n, class) in rules.words.classes.iter().enumerate() {
            let index = self.places.len();
            self.places.push(Vec::new());
            self.words(&format!("words.class[{n}].name"), &class.name);
            if class.list.is_empty() {
                self.fault(format!("words.class[{n}].list"), "at least one word", "none");
            }
            self.list(&format!("words.class[{n}].list"), &class.list, Owner::Class(index));
            if self.names.insert(class.name.clone(), index).is_some() {
                self.fault(format!("words.class[{n}].name"), "each class once", format!("{} twice", class.name));
            }
        }
        self.list("text.breaks", &rules.text.breaks, Owner::Break);
    }

    fn phrases(&mut self, rules: &RulesToml, levels: &BTreeMap<Category, AttentionLevel>) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        for (n, raw) in rules.phrases.iter().enumerate() {
            let base = levels.get(&raw.category).copied().unwrap_or_default();
            for pattern in &raw.list {
                let owner = Owner::Phrase(phrases.len());
                let level = raw.level.unwrap_or(base);
                phrases.push(Phrase { category: raw.category, level, jest: raw.jest, firm: raw.firm, concept: n });
                self.add(&format!("phrase[{n}].list"), pattern, owner, 2);
            }
            if raw.list.is_empty() {
                self.fault(format!("phrase[{n}].list"), "at least one phrase", "none");
            }
        }
        phrases
    }

    fn context_words(&mut self, rules: &RulesToml) {
        self.list("idioms.list", &rules.idioms.list, Owner::Idiom);
        self.list("no_cues.list", &rules.no_cues.list, Owner::NoCue);
        for (n, cue) in rules.cues.iter().enumerate() {
            self.list(&format!("cue[{n}].list"), &cue.list, Owner::Cue(n));
        }
        for (n, cancel) in rules.cancels.iter().enumerate() {
            self.list(&format!("cancel[{n}].list"), &cancel.list, Owner::Cancel(n));
        }
        self.list("subject.writer", &rules.subject.writer, Owner::Person(Subject::Writer));
        self.list("subject.other", &rules.subject.other, Owner::Person(Subject::Other));
        self.list("subject.speech", &rules.subject.speech, Owner::Speech);
    }

    fn list(&mut self, key: &str, list: &[String], owner: Owner) {
        for pattern in list {
            self.add(key, pattern, owner, 1);
        }
    }

    fn add(&mut self, key: &str, pattern: &str, owner: Owner, shortest: usize) {
        let (normaliser, names) = (&self.normaliser, &self.names);
        let notation =
            Notation { gaps: self.gaps, fold: &|sign| normaliser.fold_pattern(sign), class: &|name| names.get(name).copied() };
        let expanded = match expand(pattern, &notation) {
            Ok(expanded) => expanded,
            Err(problem) => {
                return self.fault(key, "a phrase such as `(想|要)(去|)死` or `刀~手`", format!("{pattern}: {problem}"));
            }
        };
        for sequence in expanded {
            if length(&sequence.parts) < shortest {
                return self.fault(key, format!("at least {shortest} characters"), pattern.to_owned());
            }
            if !self.seen.insert((owner, sequence.clone())) {
                continue;
            }
            let number = self.sequences.len();
            self.sequences.push(Sequence { owner, gaps: sequence.gaps });
            for (part, text) in sequence.parts.iter().enumerate() {
                let place = Place { sequence: number, part };
                match text {
                    Part::Literal(text) => self.uses.entry(text.clone()).or_default().push(Use::of(place, text)),
                    Part::Class(class) => self.place(*class, place),
                    Part::Choice(words) => {
                        let class = self.choice(key, words);
                        self.place(class, place);
                    }
                }
            }
        }
    }

    fn place(&mut self, class: usize, place: Place) {
        self.places.get_mut(class).into_iter().for_each(|places| places.push(place));
    }

    /// The class without a name that holds these words; the same words make one class.
    fn choice(&mut self, key: &str, words: &[String]) -> usize {
        if let Some(known) = self.choices.get(words) {
            return *known;
        }
        let class = self.places.len();
        self.places.push(Vec::new());
        self.choices.insert(words.to_vec(), class);
        self.list(key, words, Owner::Class(class));
        class
    }

    fn windows(&mut self, rules: &RulesToml) {
        let cues = rules.cues.iter().map(|cue| cue.chars);
        let others =
            [rules.text.short_gap, rules.text.long_gap, rules.text.wide_gap, rules.subject.chars, rules.subject.speech_chars];
        for width in cues.chain(others).filter(|width| WIDEST < *width).collect::<Vec<_>>() {
            self.fault("chars", format!("at most {WIDEST}"), width.to_string());
        }
    }

    fn combination(&mut self, n: usize, raw: &CombinationToml) {
        self.words(&format!("combination[{n}].code"), &raw.code);
        self.words(&format!("combination[{n}].reason"), &raw.reason);
        let lists = !raw.all.is_empty() && raw.all.iter().all(|list| !list.is_empty());
        let count = 0 < raw.at_least && raw.at_least <= raw.of.len();
        let scored = 0 < raw.score && !raw.points.is_empty();
        let sound = match (raw.all.is_empty(), raw.of.is_empty() && raw.at_least == 0, raw.points.is_empty() && raw.score == 0) {
            (false, true, true) => lists,
            (true, false, true) => count,
            (true, true, false) => scored,
            _ => false,
        };
        if !sound {
            self.fault(
                format!("combination[{n}]"),
                "`all` with lists, or `at_least` with as many categories in `of`, or `score` with `points`",
                raw.code.clone(),
            );
        }
    }
}

/// Least characters of the parts; a class counts two, as its words do at least where they carry a meaning of their own.
fn length(parts: &[Part]) -> usize {
    let of = |part: &Part| match part {
        Part::Literal(text) => text.chars().count(),
        Part::Class(_) => 2,
        Part::Choice(words) => words.iter().map(|word| word.chars().count()).min().unwrap_or(0),
    };
    parts.iter().map(of).sum()
}
