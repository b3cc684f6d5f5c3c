//! The form of a report: the source, when, what was noticed, the words, who told it; and the description of somebody who was not found.

use xinqiao_kernel::id::PersonId;
use xinqiao_warnings::intake::{SourceKind, Sources};

use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::parts::Choice;

/// The name of the form.
const NAME: &str = "report";

/// What the form needs.
pub struct Blank<'a> {
    pub lang: Lang,
    pub sources: &'a Sources,
    /// The kinds that the caller hands in.
    pub kinds: &'a [&'a SourceKind],
    /// None: somebody is described.
    pub person: Option<PersonId>,
    /// Places that the caller may name, for a description.
    pub places: Vec<Choice>,
    /// Key of the form: the same one twice is one report.
    pub reference: String,
    /// Local time now, as the input writes it.
    pub now: String,
}

/// The form; with one kind of source there is nothing to choose.
pub fn report_form(blank: Blank<'_>) -> PostForm {
    let Blank { lang, sources, kinds, person, places, reference, now } = blank;
    let language = lang.tag();
    let form = PostForm::new(NAME, links::report(), lang.t("report-do")).primary().with_hidden("reference", reference);
    let form = match person {
        Some(person) => form.with_hidden("person", person.to_string()),
        None => description(lang, NAME, form.with_hidden("describe", "1"), &places),
    };
    let choices: Vec<Choice> = kinds.iter().map(|kind| Choice::new(kind.code.as_str(), kind.title.of(language))).collect();
    let ticks = sources.observations().iter().map(|one| Pick::new(one.code.as_str(), one.title.of(language))).collect();
    let mut at = Entry::new(NAME, "noticed_at", lang.t("report-noticed"), EntryKind::Line("datetime-local")).required();
    at.fill(&now);
    let words = kinds.iter().any(|kind| kind.words);
    let form = form
        .with_entry(Entry::new(NAME, "source", lang.t("report-source"), EntryKind::Select(choices)).required())
        .with_entry(at)
        .with_entry(
            Entry::new(NAME, "observations", lang.t("report-observations"), EntryKind::Checks(ticks))
                .with_hint(lang.t("report-observations-hint")),
        );
    let form = match words {
        true => form.with_entry(
            Entry::new(NAME, "words", lang.t("report-words"), EntryKind::Lines).with_hint(lang.t("report-words-hint")),
        ),
        false => form,
    };
    form.with_entry(
        Entry::new(NAME, "told_relation", lang.t("report-told-relation"), EntryKind::Line("text"))
            .with_hint(lang.t("report-told-hint")),
    )
    .with_entry(Entry::new(NAME, "told_name", lang.t("report-told-name"), EntryKind::Line("text")))
    .with_entry(Entry::new(NAME, "told_phone", lang.t("report-told-phone"), EntryKind::Line("tel")))
}

/// The fields that describe somebody; whatever is not known stays empty.
pub fn description(lang: Lang, name: &'static str, form: PostForm, places: &[Choice]) -> PostForm {
    let sexes = vec![
        Choice::new("", lang.t("report-unknown")),
        Choice::new("female", lang.t("sex-female")),
        Choice::new("male", lang.t("sex-male")),
    ];
    let line = |field: &'static str, key: &str, kind: &'static str| Entry::new(name, field, lang.t(key), EntryKind::Line(kind));
    let form = match places {
        [] => form,
        places => {
            form.with_entry(Entry::new(name, "place", lang.t("report-place"), EntryKind::Select(places.to_vec())).required())
        }
    };
    // i18n: report-name report-birth report-phone report-number
    form.with_entry(line("name", "report-name", "text").with_hint(lang.t("report-name-hint")))
        .with_entry(Entry::new(name, "sex", lang.t("report-sex"), EntryKind::Select(sexes)))
        .with_entry(line("birth_on", "report-birth", "date"))
        .with_entry(line("phone", "report-phone", "tel"))
        .with_entry(line("number", "report-number", "text").with_hint(lang.t("report-number-hint")))
}
