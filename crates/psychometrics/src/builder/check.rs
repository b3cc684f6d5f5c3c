//! Is a draft ready to be released?

use jiff::civil::Date;

use super::definition::Making;
use super::right::{Licensed, licensed};
use super::{Draft, DraftFault, LANGUAGES, cases};
use crate::definition::{CasesToml, ItemsToml, PackToml, PermissionToml, ScoringToml, TextToml};
use crate::{Answers, Instrument, Options, Outcome, Subject, check_text, compile, score};

/// The definition that a draft makes.
#[derive(Debug, Clone)]
pub struct Built {
    /// pack.toml
    pub pack: PackToml,
    /// items.toml
    pub items: ItemsToml,
    /// scoring.toml
    pub scoring: ScoringToml,
    /// text.….toml, in the order of [`LANGUAGES`].
    pub texts: [TextToml; 2],
    /// cases.toml
    pub cases: CasesToml,
    /// permission.toml
    pub permission: Option<PermissionToml>,
    /// What scores the answers.
    pub instrument: Instrument,
}

/// Makes the definition of a draft and looks at everything that a release asks for.
///
/// The definition is given as soon as it compiles and its words are there, so that it can be looked at and tried before the rest is right.
pub fn check(draft: &Draft, named: (&str, &str), today: Date, known: &[Licensed]) -> (Option<Built>, Vec<DraftFault>) {
    let mut making = Making::new(draft);
    let head = making.head(named.0, named.1, today);
    making.sets();
    making.questions();
    making.scores();
    making.bands(&head);
    making.criticals();
    let before = making.faults.len();
    making.cases();
    let of_cases = making.faults.split_off(before);
    making.faults.extend(licensed(draft, known));
    let compiled = compile(&head, &making.items, &making.scoring);
    let instrument = match compiled {
        Ok(instrument) => instrument,
        Err(found) => {
            // what the author can mend is told by field; the rest as the checker of packs says it
            if making.faults.is_empty() {
                making.faults.extend(found.iter().map(|fault| DraftFault::new("", "checker", fault)));
            }
            making.faults.extend(of_cases);
            return (None, sorted(making.faults));
        }
    };
    let mut wordless = Vec::new();
    for (language, text) in LANGUAGES.iter().zip(&making.texts) {
        wordless.extend(check_text(&instrument, &format!("text.{language}.toml"), text, making.permission.as_ref()));
    }
    if making.faults.is_empty() {
        making.faults.extend(wordless.iter().map(|fault| DraftFault::new("", "checker", fault)));
    }
    let ran = if of_cases.is_empty() { cases::run(&instrument, &making) } else { of_cases };
    making.faults.extend(ran);
    let Making { items, scoring, texts, cases, permission, faults, .. } = making;
    let built = Built { pack: head, items, scoring, texts, cases, permission, instrument };
    (Some(built), sorted(faults))
}

/// Scores answers in the order of the questions; nothing is kept. `None`: an answer that a question does not take.
pub fn try_answers(instrument: &Instrument, values: &[Option<f64>]) -> Option<Outcome> {
    let answers = Answers::from_values(instrument, values).ok()?;
    Some(score(instrument, &answers, &Subject::default(), &Options::default()))
}

fn sorted(mut faults: Vec<DraftFault>) -> Vec<DraftFault> {
    let mut seen = std::collections::BTreeSet::new();
    faults.retain(|fault| seen.insert(fault.clone()));
    faults
}
