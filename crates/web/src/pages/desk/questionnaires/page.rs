//! One version: what was typed, what is wrong, and what may be done with it.

use askama::Template;
use xinqiao_kernel::id::QuestionnaireVersionId;
use xinqiao_psychometrics::builder::{Draft, DraftFault};

use super::form::{BuildForm, CellKind, fault_words, field_label};
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::address::with;
use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::pages::desk::sample::{say, uuid};
use crate::shell::{Area, StaffShell};

/// What is said above the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VersionFacts {
    pub name: String,
    pub code: String,
    pub version: String,
    pub place: String,
    pub stage: (&'static str, String),
    /// who did what and when, the first thing first
    pub history: Vec<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/questionnaires/page.html")]
pub struct QuestionnairePage {
    pub shell: StaffShell,
    facts: VersionFacts,
    told: Option<String>,
    /// where and what; the field to go to
    faults: Vec<(String, String, String)>,
    form: Option<BuildForm>,
    /// what the draft says, where it cannot be changed
    said: Vec<(String, String)>,
    steps: Vec<PostForm>,
    /// what residents see, trying, files
    ways: Vec<(String, String)>,
}

impl QuestionnairePage {
    /// A version without form, steps and ways.
    pub fn new(shell: StaffShell, facts: VersionFacts) -> Self {
        Self { shell, facts, told: None, faults: Vec::new(), form: None, said: Vec::new(), steps: Vec::new(), ways: Vec::new() }
    }

    /// With what is wrong.
    pub fn with_faults(self, faults: &[DraftFault]) -> Self {
        let lang = self.shell.lang;
        let told = |fault: &DraftFault| (field_label(lang, &fault.field), fault_words(lang, fault), fault.field.clone());
        Self { faults: faults.iter().map(told).collect(), ..self }
    }

    /// With the form, where it may be changed.
    pub fn with_form(self, form: Option<BuildForm>) -> Self {
        Self { form, ..self }
    }

    /// With what the draft says, where it may not be changed.
    pub fn with_said(self, draft: &Draft) -> Self {
        let lang = self.shell.lang;
        let said = draft.fields().map(|(field, text)| (field_label(lang, field), text.to_owned()));
        Self { said: said.collect(), ..self }
    }

    /// With steps and ways.
    pub fn with_steps(self, steps: Vec<PostForm>, ways: Vec<(String, String)>) -> Self {
        Self { steps, ways, ..self }
    }

    /// With what is said of what was just done.
    pub fn with_told(self, told: Option<String>) -> Self {
        Self { told, ..self }
    }
}

/// The form of a step; those that need a reason post `reason`.
pub fn step_form(lang: Lang, id: QuestionnaireVersionId, revision: i64, verb: &'static str) -> PostForm {
    // i18n: builder-step-* builder-step-hand-in builder-step-release builder-step-send-back builder-step-withdraw builder-step-next
    let mut form = PostForm::new(verb, links::questionnaire_step(id, verb), lang.t(&format!("builder-step-{verb}")))
        .with_intro(lang.t(&format!("builder-step-{verb}-text")));
    form.hidden.push(("revision", revision.to_string()));
    if matches!(verb, "send-back" | "withdraw" | "recall") {
        form = form.with_entry(Entry::new(verb, "reason", lang.t("builder-reason"), EntryKind::Lines).required());
    }
    form
}

/// The ways to look at a version.
pub fn ways(lang: Lang, id: QuestionnaireVersionId, stands: bool, has_files: bool) -> Vec<(String, String)> {
    let mut ways = Vec::new();
    if stands {
        ways.push((lang.t("builder-preview"), links::questionnaire_preview(id, 1)));
        ways.push((lang.t("builder-try"), links::questionnaire_try(id)));
    }
    if has_files {
        let file = links::questionnaire_file(id);
        ways.push((lang.t("builder-file-pack"), with(&file, "way", "pack")));
        ways.push((lang.t("builder-file-fhir-zh"), with(&file, "way", "zh-CN")));
        ways.push((lang.t("builder-file-fhir-en"), with(&file, "way", "en")));
    }
    ways
}

impl Samples for QuestionnairePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Campaigns);
        let id = QuestionnaireVersionId::from_uuid(uuid(71));
        let mut draft = Draft::default();
        for (field, text) in [
            ("name_zh", say(lang, "入学适应问卷", "Settling in")),
            ("title_zh", say(lang, "适应新环境", "A new place")),
            ("set1_code", "freq".to_owned()),
            ("set1_lines", say(lang, "0 | 从不 | never\n1 | 经常 | often", "0 | never | never\n1 | often | often")),
            ("q1_zh", say(lang, "我想家", "I miss home")),
            ("q1_code", "1".to_owned()),
            ("s1_code", "total".to_owned()),
        ] {
            draft.put(field, &text);
        }
        let facts = VersionFacts {
            name: say(lang, "入学适应问卷", "Settling in"),
            code: "own-settling".to_owned(),
            version: "1".to_owned(),
            place: say(lang, "青松中学", "Qingsong school"),
            stage: ("badge bg-warm-lt", lang.t("builder-stage-draft")),
            history: vec![lang.t2("builder-was-edited", "who", say(lang, "周老师", "Ms Zhou"), "at", "2026-11-23 09:40")],
        };
        let codes = [
            "text",
            "long",
            "option-line",
            "options",
            "set",
            "earlier",
            "question",
            "no-question",
            "code",
            "twice",
            "number",
            "whole",
            "measure",
            "ages",
            "whose",
            "day",
            "expired",
            "licensed",
            "no-score",
            "method",
            "score",
            "attention",
            "first-band",
            "bound",
            "choose",
            "no-case",
            "answers",
            "answer",
            "expected",
            "case",
            "boundary",
            "checker",
        ];
        let fault = |code: &'static str| DraftFault { field: "q1_set".to_owned(), code, found: "5".to_owned() };
        let faults: Vec<DraftFault> = codes.into_iter().map(fault).collect();
        let form = BuildForm::new(lang, links::questionnaire(id), 3, &draft, &faults, "q");
        let released = VersionFacts { stage: ("badge bg-primary-lt", lang.t("builder-stage-released")), ..facts.clone() };
        let steps = ["release", "send-back", "withdraw", "recall", "next"].map(|verb| step_form(lang, id, 4, verb));
        vec![
            (
                "draft",
                Self::new(shell(), facts)
                    .with_faults(&faults)
                    .with_form(Some(form))
                    .with_steps(vec![], ways(lang, id, true, false)),
            ),
            ("released", Self::new(shell(), released).with_said(&draft).with_steps(steps.into(), ways(lang, id, true, true))),
        ]
    }
}
