//! Whom a phrase is about: the nearest person to its left, or whose words are handed on.

use crate::Subject;
use crate::context::{Context, Range, starting};
use crate::normal::Normal;
use crate::rules::SubjectToml;
use crate::triage::Hit;

/// Whom the phrase is about. Without any word for a person: the writer.
pub(crate) fn subject(hit: &Hit, context: &Context, normal: &Normal, rules: &SubjectToml) -> Subject {
    let inside = starting(&context.persons, hit.start, hit.end);
    if inside.iter().any(|person| person.what == Subject::Writer && person.end <= hit.end) {
        return handed_on(hit.start, context, normal, rules).unwrap_or(Subject::Writer);
    }
    let width = usize::try_from(rules.chars).unwrap_or(usize::MAX);
    let left = starting(&context.persons, hit.start.saturating_sub(width), hit.start);
    let sentence = normal.sentence(hit.start);
    let nearest = left.iter().rev().find(|person| normal.sentence(person.start) == sentence && person.end <= hit.start);
    match nearest {
        Some(person) if person.what == Subject::Other => Subject::Other,
        Some(person) => handed_on(person.start, context, normal, rules).unwrap_or(Subject::Writer),
        None => inside.first().or_else(|| context.persons.first()).map_or(Subject::Writer, |person| person.what),
    }
}

/// Somebody else, if a verb of speech with somebody else before it stands left of `at`: 她说我不想活了.
fn handed_on(at: usize, context: &Context, normal: &Normal, rules: &SubjectToml) -> Option<Subject> {
    let width = usize::try_from(rules.speech_chars).unwrap_or(usize::MAX);
    let here = |range: &&Range<()>| normal.sentence(range.start) == normal.sentence(at) && range.end <= at;
    let verb = starting(&context.speech, at.saturating_sub(width), at).iter().rev().find(here)?;
    let persons = starting(&context.persons, verb.start.saturating_sub(width), verb.start);
    let speaker = persons.iter().rev().find(|person| normal.sentence(person.start) == normal.sentence(at))?;
    (speaker.what == Subject::Other).then_some(Subject::Other)
}
