//! Codes of cases in words: those of the pack in the pack's, closed lists in ours.

use xinqiao_app::AppError;
use xinqiao_cases::rules::Title;
use xinqiao_cases::{Code, Refusal, Rules, Score, Seat, Section};

use crate::i18n::Lang;
use crate::pages::desk::parts::PostForm;

/// A title of the pack in a language.
pub fn title(lang: Lang, title: &Title) -> String {
    title.get(lang.tag()).cloned().unwrap_or_default()
}

/// The words of a code of the pack; a code that the pack no longer has stays a code.
pub fn named<'a, T>(lang: Lang, code: &'a Code, found: Result<&'a T, Refusal>, title_of: impl Fn(&'a T) -> &'a Title) -> String {
    found.map_or_else(|_| code.to_string(), |row| title(lang, title_of(row)))
}

/// A problem.
pub fn problem(lang: Lang, rules: &Rules, code: &Code) -> String {
    named(lang, code, rules.problem(code), |row| &row.title)
}

/// A kind of step.
pub fn step(lang: Lang, rules: &Rules, code: &Code) -> String {
    named(lang, code, rules.step(code), |row| &row.title)
}

/// A measure.
pub fn measure(lang: Lang, rules: &Rules, code: &Code) -> String {
    named(lang, code, rules.measure(code), |row| &row.title)
}

/// A seat.
pub fn seat(lang: Lang, rules: &Rules, seat: Seat) -> String {
    let found = rules.raw().seats.seat.iter().find(|row| row.seat == seat);
    found.map_or_else(|| seat.code().to_owned(), |row| title(lang, &row.title))
}

/// A section of the safety plan.
pub fn section(lang: Lang, rules: &Rules, section: Section) -> String {
    let found = rules.raw().lists.safety.iter().find(|row| row.section == section);
    found.map_or_else(|| section.code().to_owned(), |row| title(lang, &row.title))
}

/// A grade of risk.
pub fn grade(lang: Lang, rules: &Rules, grade: xinqiao_cases::Grade) -> String {
    rules.grade(grade).map_or_else(|| grade.code().to_owned(), |row| title(lang, &row.title))
}

/// A score.
pub fn score(score: Score) -> String {
    crate::words::number(f64::from(score))
}

/// The words of a member of one of our closed lists.
// i18n: case-status-* case-lack-* case-by-* case-due-* case-what-* case-ground-* case-party-* case-end-* case-goal-end-* case-reach-* case-telling-* case-told-* case-origin-* case-side-* case-need-*
pub fn of(lang: Lang, list: &str, code: &str) -> String {
    lang.t(&format!("case-{list}-{}", code.replace('_', "-")))
}

/// The form with what is wrong with it.
// i18n: fault-* conflict-*
pub fn with_faults(lang: Lang, form: PostForm, why: &AppError) -> PostForm {
    match why {
        AppError::Invalid(faults) => faults.iter().fold(form, |form, fault| {
            let found = match fault.expected {
                "fault-case-needs" => {
                    let needs: Vec<String> = fault.found.split(' ').map(|need| of(lang, "need", need)).collect();
                    needs.join(&lang.t("join-comma"))
                }
                _ => fault.found.clone(),
            };
            form.with_error(fault.field, lang.t1(fault.expected, "found", found))
        }),
        AppError::Conflict { code } => form.with_fault(lang.t(&format!("conflict-{}", code.replace('_', "-")))),
        _ => form,
    }
}
