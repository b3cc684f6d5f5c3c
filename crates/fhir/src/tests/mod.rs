//! Facts about what goes over and what does not, on the shipped instruments and on small forms.

mod answering;
mod documents;
mod exporting;
mod foreign;
mod properties;
mod refusing;
mod round_trip;

use std::path::{Path, PathBuf};

use jiff::civil::date;
use xinqiao_psychometrics::definition::{
    CaseAnswer, CaseAnswers, CasesToml, ItemsToml, LicenceClass, Measure, PackToml, ScoringToml, TextToml,
};
use xinqiao_psychometrics::{Answers, Instrument, Options, Subject, compile, score};

use crate::{Definition, Imported, Questionnaire, Refusal, Settings, import};

/// A pack as its files say.
pub(crate) struct Pack {
    pub pack: PackToml,
    pub items: ItemsToml,
    pub scoring: ScoringToml,
    pub cases: CasesToml,
    pub texts: Vec<(&'static str, TextToml)>,
    pub instrument: Instrument,
}

impl Pack {
    pub(crate) fn of(pack: &str, items: &str, scoring: &str, cases: &str, texts: [&str; 2]) -> Self {
        let pack: PackToml = toml::from_str(pack).unwrap();
        let items: ItemsToml = toml::from_str(items).unwrap();
        let scoring: ScoringToml = toml::from_str(scoring).unwrap();
        let instrument = compile(&pack, &items, &scoring).unwrap();
        let texts = ["zh-CN", "en"].into_iter().zip(texts.map(|text| toml::from_str(text).unwrap())).collect();
        Self { pack, items, scoring, cases: toml::from_str(cases).unwrap(), texts, instrument }
    }

    pub(crate) fn shipped(folder: &Path) -> Self {
        let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
        Self::of(
            &read("pack.toml"),
            &read("items.toml"),
            &read("scoring.toml"),
            &read("cases.toml"),
            [&read("text.zh-CN.toml"), &read("text.en.toml")],
        )
    }

    pub(crate) fn definition(&self, language: &'static str) -> Definition<'_> {
        let text = &self.texts.iter().find(|(other, _)| *other == language).unwrap().1;
        Definition { instrument: &self.instrument, items: &self.items, scoring: &self.scoring, text, language, base: None }
    }
}

/// Folders of the shipped instruments, by code.
pub(crate) fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/instruments");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path().join("1")).collect();
    folders.sort();
    assert!(30 < folders.len());
    folders
}

pub(crate) fn phq9() -> Pack {
    Pack::shipped(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/instruments/phq-9/1"))
}

pub(crate) fn settings() -> Settings {
    Settings {
        code: None,
        version: None,
        measures: Measure::Symptoms,
        class: LicenceClass::PublicDomain,
        source: "minutes of 2026-11-01".to_owned(),
        citation: None,
        title: None,
        valid_from: date(2026, 11, 22),
        permission: None,
    }
}

/// As another program would: through text.
pub(crate) fn through_text(questionnaire: &Questionnaire) -> Questionnaire {
    Questionnaire::read(&serde_json::to_string(questionnaire).unwrap()).unwrap()
}

pub(crate) fn read(text: &str) -> Result<Imported, Refusal> {
    import(&Questionnaire::read(text)?, &settings())
}

pub(crate) fn compiled(imported: &Imported) -> Instrument {
    compile(&imported.pack, &imported.items, &imported.scoring).unwrap()
}

/// Value of a score for answers by item index; nothing is filled in.
pub(crate) fn value(instrument: &Instrument, code: &str, answers: &[Option<f64>]) -> Option<f64> {
    let answers = Answers::from_values(instrument, answers).unwrap();
    let outcome = score(instrument, &answers, &Subject::default(), &Options::default());
    outcome.scores[instrument.score_index(code).unwrap()]
}

pub(crate) fn answers_of(instrument: &Instrument, answers: &CaseAnswers) -> Answers {
    let mut read = Answers::blank(instrument);
    let mut put = |index: usize, answer: &CaseAnswer| match answer {
        CaseAnswer::Number(value) => read.set(instrument, index, Some(*value)).unwrap(),
        CaseAnswer::Text(text) => read.read(instrument, index, text).unwrap(),
    };
    match answers {
        CaseAnswers::List(list) => list.iter().enumerate().for_each(|(index, answer)| put(index, answer)),
        CaseAnswers::Table(table) => {
            table.iter().for_each(|(code, answer)| put(instrument.item_index(code).unwrap(), answer));
        }
    }
    read
}
