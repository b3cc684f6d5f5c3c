//! Several people about one person: the person, the mother, the teacher; what each sees, and what the counsellor reads.

use jiff::civil::date;
use xinqiao_access::Role;
use xinqiao_app::Caller;
use xinqiao_app::consent::{Binding, GuardianIs, Saying};
use xinqiao_app::informants::{AskInformant, InformantState};
use xinqiao_consent::{Proof, Purpose, Relation, WordKind};
use xinqiao_factor::informants::Gap;
use xinqiao_kernel::id::InformantRequestId;
use xinqiao_psychometrics::definition::Informant;

use crate::consent::born;
use crate::world::*;

const FAMILY: &str = "own-view";
/// mood 0, company 2, everyday 4
const CALM: [u8; 12] = [0, 0, 0, 0, 1, 1, 0, 0, 2, 1, 1, 0];
/// mood 12, company 2, everyday 4; weary 1
const WORRIED: [u8; 14] = [3, 3, 3, 3, 1, 1, 0, 0, 2, 1, 1, 0, 1, 0];

/// Those of a story.
struct Three {
    /// 16 years old
    lin: Caller,
    mother: Caller,
    teacher: Caller,
    shen: Caller,
}

fn sheet(answers: &[u8]) -> Vec<Option<f64>> {
    answers.iter().map(|answer| Some(f64::from(*answer))).collect()
}

async fn three(world: &World) -> Three {
    let [lin, shen] = world.callers(["lin", "shen"]).await;
    born(world, "mother", 901, date(1985, 5, 6)).await;
    let binding = Binding {
        guardian: GuardianIs::Login("mother".to_owned()),
        ward: lin.person().unwrap(),
        relation: Relation::Parent,
        proof: Proof::HouseholdBook,
        until: None,
    };
    world.app().bind_guardian(&shen, &binding).await.unwrap();
    world.account("wu", "吴老师", None, &[(Role::ClassTeacher, path(SCHOOL), date(2026, 1, 1), None)]).await;
    let [mother, teacher] = world.callers(["mother", "wu"]).await;
    Three { lin, mother, teacher, shen }
}

async fn says(world: &World, who: &Caller, kind: WordKind) {
    world.app().say_consent(who, None, &Saying { purpose: Purpose::AskOthers, subject: None, kind }).await.unwrap();
}

fn asking(informant: Informant, whom: &Caller) -> AskInformant {
    AskInformant { informant, account: whom.account(), family: FAMILY.to_owned() }
}

async fn asked(world: &World, three: &Three, informant: Informant, whom: &Caller) -> InformantRequestId {
    let person = three.lin.person().unwrap();
    world.app().ask_informant(&three.shen, person, &asking(informant, whom)).await.unwrap()
}

#[tokio::test]
async fn nobody_is_asked_before_the_person_agrees_and_nothing_is_read_after_they_took_it_back() {
    on_both(async |world| {
        let all = three(world).await;
        let (app, person) = (world.app(), all.lin.person().unwrap());
        let whom = asking(Informant::Parent, &all.mother);
        is_conflict(app.ask_informant(&all.shen, person, &whom).await, "informants_no_consent");
        says(world, &all.lin, WordKind::Given).await;
        let answered = asked(world, &all, Informant::Parent, &all.mother).await;
        app.answer_as_informant(&all.mother, answered, &sheet(&WORRIED)).await.unwrap();
        let open = asked(world, &all, Informant::Teacher, &all.teacher).await;
        assert_eq!(app.informants(&all.shen, person).await.unwrap().compared.len(), 1);
        says(world, &all.lin, WordKind::Withdrawn).await;
        is_conflict(app.answer_as_informant(&all.teacher, open, &sheet(&WORRIED)).await, "informant_settled");
        let page = app.informants(&all.shen, person).await.unwrap();
        assert_eq!((page.consent, page.compared.len(), page.to_ask.len()), (false, 0, 0));
        // agreed again, what was taken back has not come back
        says(world, &all.lin, WordKind::Given).await;
        assert!(app.informants(&all.shen, person).await.unwrap().compared.is_empty());
    })
    .await;
}

#[tokio::test]
async fn each_sees_only_the_own_form_and_the_counsellor_all_side_by_side() {
    on_both(async |world| {
        let all = three(world).await;
        let (app, person) = (world.app(), all.lin.person().unwrap());
        says(world, &all.lin, WordKind::Given).await;
        let own = asked(world, &all, Informant::Oneself, &all.lin).await;
        let mothers = asked(world, &all, Informant::Parent, &all.mother).await;
        let teachers = asked(world, &all, Informant::Teacher, &all.teacher).await;
        for (whom, theirs, others) in [
            (&all.lin, own, [mothers, teachers]),
            (&all.mother, mothers, [own, teachers]),
            (&all.teacher, teachers, [own, mothers]),
        ] {
            let lines = app.asked_of_me(whom).await.unwrap();
            assert_eq!(lines.iter().map(|line| line.id).collect::<Vec<_>>(), [theirs]);
            assert!(app.asked_form(whom, theirs).await.is_ok());
            for other in others {
                assert!(app.asked_form(whom, other).await.is_err());
                assert!(app.answer_as_informant(whom, other, &sheet(&WORRIED)).await.is_err());
            }
            assert!(app.informants(whom, person).await.is_err());
        }
        app.answer_as_informant(&all.lin, own, &sheet(&CALM)).await.unwrap();
        app.answer_as_informant(&all.mother, mothers, &sheet(&WORRIED)).await.unwrap();
        app.decline_as_informant(&all.teacher, teachers).await.unwrap();
        let page = app.informants(&all.shen, person).await.unwrap();
        let states: Vec<InformantState> = page.lines.iter().map(|line| line.state).collect();
        assert_eq!(states.iter().filter(|state| **state == InformantState::Answered).count(), 2);
        assert!(states.contains(&InformantState::Declined));
        let family = &page.compared[0];
        assert_eq!(family.views.iter().map(|view| view.informant).collect::<Vec<_>>(), [Informant::Oneself, Informant::Parent]);
        let mood = family.scores.iter().find(|score| score.code == "mood").unwrap();
        assert_eq!(mood.values, [Some(0.0), Some(12.0)]);
        // neither norm nor reliability: however far apart, nobody judges it
        assert_eq!(mood.gaps, [(0, 1, Gap::Unjudged { difference: Some(12.0) })]);
        assert!(family.items.is_none(), "answers open to whoever owns a warning only");
        let rows = world.audit().await;
        assert!(rows.iter().any(|row| row.action == "compare_informants" && row.person == Some(person)));
        assert!(rows.iter().any(|row| row.action == "answer_as_informant" && row.account == Some(all.mother.account())));
    })
    .await;
}

#[tokio::test]
async fn danger_that_one_of_them_writes_is_one_signal_whatever_the_others_say() {
    on_both(async |world| {
        let all = three(world).await;
        let app = world.app();
        says(world, &all.lin, WordKind::Given).await;
        let own = asked(world, &all, Informant::Oneself, &all.lin).await;
        app.answer_as_informant(&all.lin, own, &sheet(&CALM)).await.unwrap();
        let duty = world.caller("duty1").await;
        assert!(world.signals(&duty).await.is_empty());
        let mothers = asked(world, &all, Informant::Parent, &all.mother).await;
        for _ in 0..2 {
            // sent twice, it is one sheet and one signal
            app.answer_as_informant(&all.mother, mothers, &sheet(&WORRIED)).await.unwrap();
        }
        let signals = world.signals(&duty).await;
        assert_eq!(signals.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["weary-of-life"]);
        let calm = [0_u8; 14];
        let mut hurt = calm;
        hurt[13] = 3;
        let teachers = asked(world, &all, Informant::Teacher, &all.teacher).await;
        app.answer_as_informant(&all.teacher, teachers, &sheet(&hurt)).await.unwrap();
        assert_eq!(world.signals(&duty).await.len(), 2);
        is_conflict(app.answer_as_informant(&all.teacher, teachers, &sheet(&calm)).await, "informant_settled");
    })
    .await;
}

#[tokio::test]
async fn wrong_input_is_refused_by_its_field_and_what_is_over_takes_no_answer() {
    on_both(async |world| {
        let all = three(world).await;
        let (app, person) = (world.app(), all.lin.person().unwrap());
        says(world, &all.lin, WordKind::Given).await;
        // somebody who is not near the person, and an informant that they are not
        is_invalid(app.ask_informant(&all.shen, person, &asking(Informant::Teacher, &all.mother)).await, "whom");
        let unknown = AskInformant { family: "nothing".to_owned(), ..asking(Informant::Parent, &all.mother) };
        is_invalid(app.ask_informant(&all.shen, person, &unknown).await, "family");
        let id = asked(world, &all, Informant::Parent, &all.mother).await;
        is_conflict(
            app.ask_informant(&all.shen, person, &asking(Informant::Parent, &all.mother)).await,
            "informant_asked_already",
        );
        is_invalid(app.answer_as_informant(&all.mother, id, &[None; 14]).await, "answers");
        is_invalid(app.answer_as_informant(&all.mother, id, &sheet(&[9; 14])).await, "answers");
        is_invalid(app.answer_as_informant(&all.mother, id, &sheet(&[1; 3])).await, "answers");
        world.pass_h(24 * 15);
        is_conflict(app.answer_as_informant(&all.mother, id, &sheet(&WORRIED)).await, "informant_expired");
        let again = asked(world, &all, Informant::Parent, &all.mother).await;
        app.withdraw_informant(&all.shen, again).await.unwrap();
        is_conflict(app.answer_as_informant(&all.mother, again, &sheet(&WORRIED)).await, "informant_settled");
    })
    .await;
}

#[tokio::test]
async fn who_is_no_longer_near_answers_nothing_and_strangers_ask_nothing() {
    on_both(async |world| {
        let all = three(world).await;
        let (app, person) = (world.app(), all.lin.person().unwrap());
        says(world, &all.lin, WordKind::Given).await;
        let id = asked(world, &all, Informant::Parent, &all.mother).await;
        let bond = app.guardians(&all.shen, person).await.unwrap().rows[0].bond.id;
        app.end_guardian(&all.shen, person, bond).await.unwrap();
        is_not_found(app.answer_as_informant(&all.mother, id, &sheet(&WORRIED)).await);
        assert!(app.asked_of_me(&all.mother).await.unwrap().is_empty());
        is_denied(app.ask_informant(&all.teacher, person, &asking(Informant::Parent, &all.mother)).await);
        world.account("elsewhere", "远", None, &[(Role::SchoolCounsellor, path(FAR_COUNTY), date(2026, 1, 1), None)]).await;
        let far = world.caller("elsewhere").await;
        is_not_found(app.informants(&far, person).await);
        is_not_found(app.withdraw_informant(&far, id).await);
    })
    .await;
}
