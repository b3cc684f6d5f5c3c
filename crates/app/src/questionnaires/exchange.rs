//! A FHIR Questionnaire as a draft, and a version as files for others.

use std::collections::BTreeMap;

use xinqiao_access::{Purpose, Resource, act};
use xinqiao_fhir::{Definition, Questionnaire, Settings, export, import};
use xinqiao_kernel::id::QuestionnaireVersionId;
use xinqiao_psychometrics::builder::Draft;
use xinqiao_psychometrics::definition::{LicenceClass, Measure};

use super::draft::read_files;
use super::{Begun, LARGEST, pack_of};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// What came of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Imported {
    /// a draft, and what is not as it was in the file
    Begun { id: QuestionnaireVersionId, notes: Vec<String> },
    /// nothing was written: why, a line each
    Refused(Vec<String>),
}

/// What a version is taken out as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportAs {
    /// the files of the pack in one archive (tar)
    Pack,
    /// a FHIR Questionnaire with the words of a language
    Fhir(&'static str),
}

impl App {
    /// Begins a questionnaire from a FHIR Questionnaire. Whose the wording is remains to be said: nothing in the file answers that.
    ///
    /// Errors: as for beginning one, `Invalid` on `file` when it is too large.
    pub async fn import_questionnaire(&self, caller: &Caller, begun: &Begun, text: &str) -> Result<Imported> {
        let at = Resource::at(begun.place.clone());
        self.permit::<act::BuildQuestionnaire>(caller, &at, Purpose::Screening).await?;
        if LARGEST < text.len() {
            return Err(AppError::field("file", "fault-questionnaire-large", text.len().to_string()));
        }
        let settings = Settings {
            code: Some("own".to_owned()),
            version: Some("1".to_owned()),
            measures: Measure::Distress,
            // the words are wanted in the draft; the class is asked for there
            class: LicenceClass::Own,
            source: "FHIR".to_owned(),
            citation: None,
            title: None,
            valid_from: self.day(self.now()),
            permission: None,
        };
        let imported = match Questionnaire::read(text).and_then(|form| import(&form, &settings)) {
            Ok(imported) => imported,
            Err(refusal) => return Ok(Imported::Refused(refusal.findings.iter().map(ToString::to_string).collect())),
        };
        let texts = [&imported.text, &imported.text];
        let (mut draft, left_out) = Draft::of_definition(&imported.pack, &imported.items, &imported.scoring, texts, None);
        for open in ["whose", "measures"] {
            draft.put(open, "");
        }
        draft.put("name_zh", begun.name.trim());
        let id = self.begin_questionnaire_with(caller, begun, &draft.arranged(), "imported").await?;
        let notes = imported.report.findings.iter().map(ToString::to_string).chain(left_out).collect();
        Ok(Imported::Begun { id, notes })
    }

    /// A version that was handed in, as files for others, and the name of the file. A draft has none yet.
    ///
    /// Errors: as ever, `Conflict` `questionnaire_turn` for a draft, `questionnaire_wording` where FHIR may not carry it.
    pub async fn export_questionnaire(
        &self,
        caller: &Caller,
        id: QuestionnaireVersionId,
        way: ExportAs,
    ) -> Result<(String, Vec<u8>)> {
        let found = self.inner.db.questionnaire_version(id).await?.ok_or(AppError::NotFound)?;
        let line = &found.line;
        let at = Resource::at(line.questionnaire.place.clone());
        let permit = self.permit::<act::ReadQuestionnaires>(caller, &at, Purpose::Screening).await?;
        let files = read_files(found.files.as_deref().ok_or_else(|| AppError::conflict("questionnaire_turn"))?)?;
        let name = format!("{}-{}", line.questionnaire.code, line.number);
        let made = match way {
            ExportAs::Pack => (format!("{name}.tar"), archive(&line.questionnaire.code, line.number, &files)),
            ExportAs::Fhir(language) => {
                let pack = pack_of(line, files)?;
                let text = pack.text(language).ok_or_else(|| AppError::broken("a questionnaire without words"))?;
                let definition = Definition {
                    instrument: pack.instrument(),
                    items: pack.items(),
                    scoring: pack.scoring(),
                    text,
                    language,
                    base: None,
                };
                let exported = export(&definition).map_err(|_| AppError::conflict("questionnaire_wording"))?;
                let json = serde_json::to_vec_pretty(&exported.questionnaire).map_err(|fault| AppError::Broken {
                    what: "write a Questionnaire".to_owned(),
                    source: Some(Box::new(fault)),
                })?;
                (format!("{name}.{language}.json"), json)
            }
        };
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "questionnaire", Some(id.uuid()), "taken_out"), self.now()).await?;
        tx.commit().await?;
        Ok(made)
    }
}

/// `instruments/<code>/<version>/…` as a tar archive: unpacked into the folder of `--packs`, it is a pack.
fn archive(code: &str, version: i64, files: &BTreeMap<String, String>) -> Vec<u8> {
    const BLOCK: usize = 512;
    let mut out = Vec::new();
    for (name, text) in files {
        let mut head = [0_u8; BLOCK];
        let mut put = |at: usize, field: &[u8]| {
            if let Some(place) = head.get_mut(at..at + field.len()) {
                place.copy_from_slice(field);
            }
        };
        let path = format!("instruments/{code}/{version}/{name}");
        put(0, path.as_bytes().get(..path.len().min(100)).unwrap_or_default());
        put(100, b"0000644\0");
        put(108, b"0000000\0");
        put(116, b"0000000\0");
        put(124, format!("{:011o}\0", text.len()).as_bytes());
        put(136, b"00000000000\0");
        put(148, b"        ");
        put(156, b"0");
        put(257, b"ustar\x0000");
        let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
        if let Some(place) = head.get_mut(148..156) {
            place.copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        }
        out.extend_from_slice(&head);
        out.extend_from_slice(text.as_bytes());
        out.resize(out.len().next_multiple_of(BLOCK), 0);
    }
    out.resize(out.len() + 2 * BLOCK, 0);
    out
}
