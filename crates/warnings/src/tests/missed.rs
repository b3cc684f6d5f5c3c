//! Reviews of what was missed, and limits of places.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use xinqiao_kernel::id::{AccountId, StepId};
use xinqiao_kernel::{IdSource, Owner, WorkClock, WorkingCalendar};

use super::{COUNTY, at, ten};
use crate::quality::area::mean_and_sd;
use crate::quality::missed::*;
use crate::quality::{QualityToml, area};
use crate::{Code, QualityRules};

const PACK: &str = include_str!("../../../../packs/quality/default/quality.toml");

fn rules() -> QualityRules {
    QualityRules::compile(&toml::from_str::<QualityToml>(PACK).unwrap()).unwrap()
}

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

struct Desk {
    rules: QualityRules,
    calendar: WorkingCalendar,
    zone: TimeZone,
    ids: IdSource,
    people: [AccountId; 3],
}

impl Desk {
    fn new() -> Self {
        let ids = IdSource::seeded(3);
        let people = [(); 3].map(|()| AccountId::new(&ids, ten()));
        Self { rules: rules(), calendar: WorkingCalendar::default(), zone: TimeZone::get("Asia/Shanghai").unwrap(), ids, people }
    }

    fn clock(&self) -> WorkClock<'_> {
        WorkClock { calendar: &self.calendar, zone: &self.zone, day_ends: self.rules.review().day_ends }
    }

    fn owner(&self, number: usize, place: &str) -> Owner {
        Owner { account: self.people[number], place: place.parse().unwrap() }
    }

    fn act(&self, number: usize, when: Timestamp, note: Option<&str>) -> Act {
        Act { id: StepId::new(&self.ids, when), at: when, by: self.people[number], note: note.map(str::to_owned) }
    }

    fn opened(&self) -> MissedReview {
        let opening = Opening {
            place: COUNTY.parse().unwrap(),
            event: code("admission"),
            cause: Cause::Hand,
            event_at: ten(),
            owner: self.owner(0, COUNTY),
        };
        let by = (StepId::new(&self.ids, ten()), ten(), Actor::Account(self.people[1]));
        open(opening, by, Some("县医院急诊来电".to_owned()), self.rules.review(), &self.clock()).unwrap().now
    }

    fn findings(&self) -> Findings {
        let mark = Mark::Source { code: code("hospital") };
        Findings { finding: code("not-passed-on"), also: [code("not-passed-on"), code("too-late")].into(), mark }
    }

    fn proposed(&self) -> MissedReview {
        let act = self.act(0, at("2026-11-23T09:00:00+08:00"), Some("出院时没有人告诉我们"));
        close(&self.opened(), &act, self.findings(), self.rules.review(), &self.clock()).unwrap().now
    }
}

#[test]
fn a_review_is_owed_from_its_opening_until_two_persons_have_closed_it() {
    let desk = Desk::new();
    let review = desk.opened();
    assert_eq!(review.owed().unwrap().due_at, at("2026-12-06T18:00:00+08:00"));
    let proposed = desk.proposed();
    assert_eq!((proposed.stage(), proposed.owed().unwrap().due_at), (Stage::Proposed, at("2026-11-30T18:00:00+08:00")));
    assert_eq!(proposed.mark(), "");
    let now = at("2026-11-24T09:00:00+08:00");
    assert_eq!(agree(&proposed, &desk.act(0, now, None)), Err(MissedRefusal::SamePerson));
    let closed = agree(&proposed, &desk.act(1, now, None)).unwrap().now;
    assert_eq!((closed.stage(), closed.owed()), (Stage::Closed, None));
    // the finding that says most is not among the further ones, and the review stands at one node
    assert_eq!(closed.findings().unwrap().also, [code("too-late")].into());
    assert_eq!(closed.mark(), "source/hospital/not-passed-on/");
    assert_eq!(note(&closed, &desk.act(1, now, Some("x"))), Err(MissedRefusal::Ended));
    // what was learned may be handed on afterwards
    assert!(advise(&closed, &desk.act(1, now, Some("出院单也走转介")), Mark::Neither).is_ok());
}

#[test]
fn words_and_codes_of_the_pack_are_asked_for_and_the_same_form_twice_changes_nothing() {
    let desk = Desk::new();
    let review = desk.opened();
    let (rules, clock) = (desk.rules.review(), desk.clock());
    let bare = desk.act(0, ten(), Some(" "));
    assert_eq!(close(&review, &bare, desk.findings(), rules, &clock), Err(MissedRefusal::Wordless));
    let strange = Findings { finding: code("his-fault"), ..desk.findings() };
    let worded = desk.act(0, ten(), Some("x"));
    assert!(matches!(close(&review, &worded, strange, rules, &clock), Err(MissedRefusal::NotOffered { .. })));
    assert_eq!(agree(&review, &desk.act(1, ten(), None)), Err(MissedRefusal::OutOfTurn));
    let change = note(&review, &worded).unwrap();
    let again = note(&change.now, &worded).unwrap();
    assert_eq!((again.now, again.entry), (change.now, None));
}

#[test]
fn the_second_person_sends_it_back_and_silence_goes_one_level_up_once_for_each_missed_time() {
    let desk = Desk::new();
    let (rules, clock) = (desk.rules.review(), desk.clock());
    let back = send_back(&desk.proposed(), &desk.act(1, at("2026-11-24T09:00:00+08:00"), Some("再问问学校")), rules, &clock);
    let back = back.unwrap().now;
    assert_eq!((back.stage(), back.findings()), (Stage::Open, None));
    let city = desk.owner(2, "62/6207/");
    let step = |at| (StepId::new(&desk.ids, at), at);
    let early = silence(&back, step(at("2026-11-25T09:00:00+08:00")), std::slice::from_ref(&city), rules, &clock);
    assert!(matches!(early, Err(MissedRefusal::NotDue { .. })));
    let late = at("2026-12-01T18:00:00+08:00");
    let up = silence(&back, step(late), std::slice::from_ref(&city), rules, &clock).unwrap().now;
    assert_eq!((&up.owed().unwrap().owner, up.silences()), (&city, 1));
    // nobody above: the owner keeps it, with a new clock
    let kept = silence(&up, step(up.owed().unwrap().due_at), &[], rules, &clock).unwrap().now;
    assert_eq!((&kept.owed().unwrap().owner, kept.silences()), (&city, 2));
    assert!(up.owed().unwrap().due_at < kept.owed().unwrap().due_at);
}

#[test]
fn the_same_history_gives_the_same_review_and_its_steps_survive_being_written() {
    let desk = Desk::new();
    let (rules, clock) = (desk.rules.review(), desk.clock());
    let opening = desk.opened();
    let act = desk.act(0, ten(), Some("x"));
    let change = close(&opening, &act, desk.findings(), rules, &clock).unwrap();
    let entry = change.entry.unwrap();
    let text = serde_json::to_string(&entry.step).unwrap();
    assert_eq!(serde_json::from_str::<Step>(&text).unwrap(), entry.step);
    assert_eq!(MissedReview::replay([&entry]), Err(MissedRefusal::Beginning));
    assert_eq!(opening.apply(&entry).unwrap(), change.now);
}

#[test]
fn the_first_event_of_the_pack_whose_facts_fit_names_what_happened() {
    let rules = rules();
    let facts = |risk: &[&str], sources: &[&str]| Facts {
        risk: risk.iter().map(|one| (*one).to_owned()).collect(),
        sources: sources.iter().map(|one| (*one).to_owned()).collect(),
        emergency: None,
    };
    let named = |facts: &Facts| rules.review().event_of(facts).map(|event| event.code.to_string());
    assert_eq!(named(&facts(&["suicide-attempt"], &["hospital"])).as_deref(), Some("attempt"));
    assert_eq!(named(&facts(&["passive-ideation"], &["police"])).as_deref(), Some("told-by-others"));
    // the person's own words raised it: nothing was missed
    assert_eq!(named(&facts(&["passive-ideation"], &["letter"])), None);
    let emergency = |reason: &str| Facts { emergency: Some(reason.to_owned()), ..Facts::default() };
    assert_eq!(named(&emergency("missing")).as_deref(), Some("emergency"));
    assert_eq!(named(&emergency("curiosity")), None);
    assert!(rules.review().event("death").unwrap().is_by_hand());
}

#[test]
fn the_limit_of_a_place_is_that_of_the_reference_and_never_below_the_scatter_of_counts() {
    // domain_rules G.5: R surveillance::earsC, C2, baseline 7, alpha 0.001
    let weeks: [u64; 15] = [3, 5, 2, 4, 6, 3, 5, 4, 9, 12, 4, 3, 2, 5, 15];
    let reference = [8.370248, 8.299793, 11.78687, 16.145, 16.145, 16.3766];
    for (week, expected) in (9..15).zip(reference) {
        let (mean, sd) = mean_and_sd(&weeks[week - 9..week - 2]).unwrap();
        let limit = mean + 3.090_232 * sd;
        assert!((limit - expected).abs() < 1e-5, "{week}: {limit} {expected}");
    }
    let rules = rules();
    let found = rules.area().expected(&weeks[..9]).unwrap();
    assert_eq!((found.mean, found.limit), (4.0, 4.0 + 3.09 * 2.0));
    assert!(rules.area().is_more(12, &found) && !rules.area().is_more(10, &found));
    // an even past is no reason to cry at the next case, and few persons never are one
    let even = rules.area().expected(&[0; 9]).unwrap();
    assert!(!rules.area().is_more(9, &even) && rules.area().is_more(10, &even));
    assert_eq!(rules.area().expected(&weeks[..8]), None);
    assert_eq!(area::Measure::ALL.len(), 3);
}

#[test]
fn a_pack_without_a_miss_with_a_code_twice_or_with_falling_numbers_is_faulty() {
    let keys = |change: fn(&mut QualityToml)| -> Vec<String> {
        let mut raw: QualityToml = toml::from_str(PACK).unwrap();
        change(&mut raw);
        QualityRules::compile(&raw).unwrap_err().into_iter().map(|fault| fault.key).collect()
    };
    assert_eq!(keys(|raw| raw.review.findings.retain(|finding| !finding.is_miss)), ["review.finding"]);
    assert_eq!(keys(|raw| raw.review.events.push(raw.review.events[0].clone())), ["review.event"]);
    assert_eq!(keys(|raw| raw.model.age_from.is.reverse()), ["model.age_from.is"]);
    assert_eq!(keys(|raw| raw.area.reasons[0].title.en.clear()), ["area.reason.known-cause.title"]);
}
