//! A Questionnaire of another program as a definition.

mod cases;
mod conditions;
mod questions;
mod scores;
mod walk;
mod words;

use jiff::civil::Date;
use xinqiao_psychometrics::definition::{
    AgeToml, CasesToml, CitationToml, ItemsToml, LicenceClass, LicenceToml, Measure, PackToml, PermissionToml, ScoringToml,
    SourceToml, TextToml, Wording,
};
use xinqiao_psychometrics::{check_text, compile, run_case};

use crate::{Feature, Questionnaire, Refusal, Report};

/// What a Questionnaire does not say and the operator has to.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Code of the instrument; `None`: from the Questionnaire's name.
    pub code: Option<String>,
    /// Version; `None`: the Questionnaire's.
    pub version: Option<String>,
    /// What it measures.
    pub measures: Measure,
    /// Class of the licence, which somebody has to have looked up.
    pub class: LicenceClass,
    /// Where the questionnaire and its scoring come from: document and clause.
    pub source: String,
    /// Paper to cite; `None`: the Questionnaire's copyright, else its title.
    pub citation: Option<String>,
    /// Title that residents read; `None`: the Questionnaire's.
    pub title: Option<String>,
    /// First day of use.
    pub valid_from: Date,
    /// Right of the operator to show wording that needs one.
    pub permission: Option<PermissionToml>,
}

/// The files of a pack.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// pack.toml
    pub pack: PackToml,
    /// items.toml
    pub items: ItemsToml,
    /// scoring.toml
    pub scoring: ScoringToml,
    /// text.….toml, in the one language that a Questionnaire has.
    pub text: TextToml,
    /// Language of the text, as the Questionnaire says.
    pub language: Option<String>,
    /// cases.toml: expected numbers are values of the Questionnaire's own expressions.
    pub cases: CasesToml,
    /// permission.toml
    pub permission: Option<PermissionToml>,
    /// What is not as it was.
    pub report: Report,
}

/// Most items that are read.
pub(crate) const MOST_ITEMS: usize = 1_000;

impl Questionnaire {
    /// Reads JSON.
    /// Errors: it is none, or another resource.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let questionnaire: Questionnaire = serde_json::from_str(text).map_err(|error| {
            Refusal::one(Feature::NotAQuestionnaire, "Questionnaire", format!("expected JSON of a Questionnaire, found {error}"))
        })?;
        if questionnaire.resource_type != "Questionnaire" {
            let note = format!("expected Questionnaire, found {:?}", questionnaire.resource_type);
            return Err(Refusal::one(Feature::NotAQuestionnaire, "resourceType", note));
        }
        Ok(questionnaire)
    }
}

/// Reads a Questionnaire as a definition; what it cannot take is in the report with its path.
/// Errors: see [`Feature`], those that are refused.
pub fn import(questionnaire: &Questionnaire, settings: &Settings) -> Result<Imported, Refusal> {
    let mut report = Report::default();
    let found = walk::walk(questionnaire, &mut report);
    if let Some(refusal) = report.refusals() {
        return Err(refusal);
    }
    let mut questions = questions::questions(&found.questions, &mut report);
    if questions.is_empty() {
        report.add(Feature::NoQuestion, "Questionnaire.item", "no question is left that takes an answer that can be scored");
    }
    conditions::ask(&mut questions, &found, &mut report);
    let scores = scores::scores(&found, &questions, &mut report);
    scores::settle_blanks(&mut questions, &scores, &mut report);
    if let Some(refusal) = report.refusals() {
        return Err(refusal);
    }
    let is_free = matches!(settings.class, LicenceClass::PublicDomain | LicenceClass::FreeWithCitation | LicenceClass::Own);
    let worded = settings.permission.is_some() || is_free;
    if !worded {
        let note = "the licence class asks for a permission: name holder, document and day; scoring alone is written";
        report.add(Feature::Permission, "Questionnaire.copyright", note);
    }
    let (items, labels) = questions::items(&questions);
    let scoring = ScoringToml { score: scores.iter().map(|score| score.toml.clone()).collect(), ..ScoringToml::default() };
    let text = words::text(questionnaire, settings, &found, &questions, &scores, labels, worded, &mut report);
    let pack = head(questionnaire, settings, &scores, worded);
    let cases = cases::cases(&pack, &found, &questions, &scores);
    let imported = Imported {
        pack,
        items,
        scoring,
        text,
        language: questionnaire.language.clone(),
        cases,
        permission: settings.permission.clone().filter(|_| worded),
        report,
    };
    sound(imported)
}

/// The definition compiles, its words are complete and its cases come out; otherwise nothing is given.
fn sound(mut imported: Imported) -> Result<Imported, Refusal> {
    let faults = match compile(&imported.pack, &imported.items, &imported.scoring) {
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
        Ok(instrument) => {
            let permission = imported.permission.as_ref();
            let mut faults: Vec<String> =
                check_text(&instrument, "text.toml", &imported.text, permission).iter().map(ToString::to_string).collect();
            for case in &imported.cases.case {
                let wrong = run_case(&instrument, case);
                faults.extend(
                    wrong.iter().map(|mismatch| format!("the expressions and the scorer differ, {}: {mismatch}", case.name)),
                );
            }
            faults
        }
    };
    for fault in faults {
        imported.report.add(Feature::Unsound, "Questionnaire", fault);
    }
    match imported.report.refusals() {
        Some(refusal) => Err(refusal),
        None => Ok(imported),
    }
}

fn head(questionnaire: &Questionnaire, settings: &Settings, scores: &[scores::Read], worded: bool) -> PackToml {
    let title = questionnaire.title.clone().or_else(|| questionnaire.name.clone()).unwrap_or_default();
    let named = questionnaire.name.as_ref().map(|name| name.strip_prefix("Instrument_").unwrap_or(name).replace('_', "-"));
    let from_url = questionnaire.url.as_ref().and_then(|url| url.rsplit(['/', ':']).next().map(ToOwned::to_owned));
    let code = settings.code.clone().or(named).or(from_url).unwrap_or_else(|| "questionnaire".to_owned());
    let version = settings.version.clone().or_else(|| questionnaire.version.clone()).unwrap_or_else(|| "1".to_owned());
    let needs_right = matches!(settings.class, LicenceClass::PermissionNeeded | LicenceClass::NoElectronicVersion);
    let origin = match (&questionnaire.url, &questionnaire.version) {
        (Some(url), Some(version)) => format!("FHIR Questionnaire {url}|{version}"),
        (Some(url), None) => format!("FHIR Questionnaire {url}"),
        (None, _) => "FHIR Questionnaire without an address".to_owned(),
    };
    let citation = settings.citation.clone().or_else(|| questionnaire.copyright.clone()).unwrap_or(title);
    PackToml {
        code: walk::plain(&code.to_lowercase()),
        version: walk::plain(&version),
        measures: settings.measures,
        period_days: None,
        valid_from: settings.valid_from,
        age: AgeToml::default(),
        licence: LicenceToml {
            class: settings.class,
            wording: if needs_right || !worded { Wording::Withheld } else { Wording::Included },
            note: questionnaire.copyright.clone(),
        },
        citation: CitationToml { text: if citation.trim().is_empty() { origin.clone() } else { citation } },
        source: vec![
            SourceToml { reference: settings.source.clone(), confidence: None },
            SourceToml { reference: origin, confidence: None },
        ],
        informant: None,
        family: None,
        loinc: scores.iter().filter_map(|score| Some((score.toml.code.clone(), score.loinc.clone()?))).collect(),
    }
}
