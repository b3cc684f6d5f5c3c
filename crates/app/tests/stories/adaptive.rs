//! A test whose questions follow the answers: asked one by one, kept with what was asked, compared with sheets on which everything was asked.

use xinqiao_access::Role;
use xinqiao_app::adaptive::Sitting;
use xinqiao_app::assessment::{KeptOutcome, Record, Sharing, Sheet};
use xinqiao_app::campaigns::{NewCampaign, NewPart};
use xinqiao_app::drafts::DraftOf;
use xinqiao_app::{App, AppError, Caller};
use xinqiao_kernel::TestForm;
use xinqiao_kernel::id::CampaignId;
use xinqiao_packs::{InstrumentPack, Library};

use crate::world::*;

const KEY: &str = "0123456789abcdef";
/// Index of the critical item of the test pack.
const CRITICAL: usize = 9;

/// The packs with a test of nobody that has a bank.
fn library() -> Library {
    let library = Library::load(concat!(env!("CARGO_MANIFEST_DIR"), "/../testkit/packs").as_ref());
    assert_eq!(library.faults(), []);
    library
}

fn of(campaign: Option<CampaignId>) -> DraftOf {
    DraftOf { campaign, instrument: "nobody-10".to_owned(), version: "1".to_owned() }
}

fn pack(app: &App) -> &InstrumentPack {
    app.library().instrument("nobody-10").unwrap()
}

/// Answers one question after the other, as pages do, each kept before the next is asked; the answers in item order.
async fn answered(app: &App, who: &Caller, of: &DraftOf, say: impl Fn(usize) -> f64) -> Vec<Option<f64>> {
    loop {
        let draft = app.draft(who, of).await.unwrap().unwrap();
        let sitting = Sitting::of(pack(app), &draft.key, &draft.answers).unwrap().unwrap();
        let Some(item) = sitting.next() else { return draft.answers };
        app.keep_answers(who, of, &draft.key, &[(item, Some(say(item)))]).await.unwrap();
    }
}

fn sheet(world: &World, answers: Vec<Option<f64>>, sharing: Sharing, key: &str, form: TestForm) -> Sheet {
    let (instrument, key) = ("nobody-10".to_owned(), key.to_owned());
    Sheet { instrument, answers, sharing, key, answered_at: world.now(), seconds: None, form }
}

async fn kept(world: &World, who: &Caller, sheet: Sheet) -> (Record, usize) {
    let app = world.app();
    let (id, signals) = {
        let done = app.submit(who, sheet).await.unwrap();
        (done.landed.response(), done.signals)
    };
    (app.record(who, id).await.unwrap(), signals)
}

fn answers_of(record: &Record) -> Vec<Option<f64>> {
    serde_json::from_str(&record.response.answers).unwrap()
}

#[tokio::test]
async fn a_sheet_holds_only_what_was_asked_with_its_order_its_error_and_why_it_ended() {
    on_both(async |world| {
        world.restart_with(library());
        let (app, lin) = (world.app(), world.caller("lin").await);
        let draft = app.choose_form(&lin, &of(None), KEY, TestForm::Adaptive).await.unwrap();
        assert_eq!((draft.form, draft.answers.iter().flatten().count()), (TestForm::Adaptive, 0));
        let answers = answered(&app, &lin, &of(None), |item| if item == CRITICAL { 0.0 } else { 1.0 }).await;
        let (record, signals) = kept(world, &lin, sheet(world, answers, Sharing::Private, KEY, TestForm::Adaptive)).await;
        let found = record.outcome.estimate.clone().unwrap();
        assert_eq!((found.form, found.bank.as_str(), signals), (TestForm::Adaptive, "1", 0));
        assert!(["most", "precise"].contains(&found.ended.as_deref().unwrap()), "{found:?}");
        assert!((3..=6).contains(&found.asked.len()) && found.asked.contains(&"10".to_owned()), "{found:?}");
        assert_eq!(answers_of(&record).iter().flatten().count(), found.asked.len(), "what was not asked is blank");
        assert_eq!((record.response.total, record.outcome.scores.len()), (None, 0), "no sum of some of the questions");
        assert!(record.outcome.complete && record.outcome.bands.contains_key("total"), "{:?}", record.outcome);
        let history = app.own_history(&lin, "nobody-10").await.unwrap();
        let measured = history.points[0].measured.unwrap();
        assert!(measured.band.lower < history.points[0].score && history.bank.as_deref() == Some("1"), "{history:?}");
    })
    .await;
}

#[tokio::test]
async fn a_critical_answer_is_asked_of_everybody_and_raises_its_signal_whatever_else_was_said() {
    on_both(async |world| {
        world.restart_with(library());
        let (app, lin) = (world.app(), world.caller("lin").await);
        app.choose_form(&lin, &of(None), KEY, TestForm::Adaptive).await.unwrap();
        let answers = answered(&app, &lin, &of(None), |item| if item == CRITICAL { 2.0 } else { 0.0 }).await;
        let (record, signals) = kept(world, &lin, sheet(world, answers, Sharing::Contact, KEY, TestForm::Adaptive)).await;
        assert_eq!(record.outcome.critical.len(), 1);
        assert!(0 < signals, "nobody heard of it");
    })
    .await;
}

#[tokio::test]
async fn another_device_is_asked_the_same_and_a_changed_answer_plans_anew_without_losing_any() {
    on_both(async |world| {
        world.restart_with(library());
        let (app, lin) = (world.app(), world.caller("lin").await);
        app.choose_form(&lin, &of(None), KEY, TestForm::Adaptive).await.unwrap();
        let low = answered(&app, &lin, &of(None), |_| 0.0).await;
        let first = Sitting::of(pack(&app), KEY, &low).unwrap().unwrap();
        world.restart();
        let app = world.app();
        let draft = app.take_up_draft(&lin, &of(None)).await.unwrap();
        let again = Sitting::of(pack(&app), &draft.key, &draft.answers).unwrap().unwrap();
        assert_eq!((again.asked(), draft.form), (first.asked(), TestForm::Adaptive));
        let changed = first.asked()[0];
        app.keep_answers(&lin, &of(None), KEY, &[(changed, Some(3.0))]).await.unwrap();
        let all = answered(&app, &lin, &of(None), |_| 3.0).await;
        let other = Sitting::of(pack(&app), KEY, &all).unwrap().unwrap();
        assert_eq!(other.asked()[0], changed);
        assert_ne!(other.asked(), first.asked());
        let (record, _) = kept(world, &lin, sheet(world, all.clone(), Sharing::Private, KEY, TestForm::Adaptive)).await;
        assert_eq!(answers_of(&record), other.answers(&all));
        assert!(
            other.answers(&all).iter().flatten().count() < all.iter().flatten().count(),
            "a question that is not asked any more"
        );
    })
    .await;
}

#[tokio::test]
async fn both_forms_stand_on_one_scale_and_whoever_changes_to_all_questions_keeps_the_answers() {
    on_both(async |world| {
        world.restart_with(library());
        let (app, lin) = (world.app(), world.caller("lin").await);
        app.choose_form(&lin, &of(None), KEY, TestForm::Adaptive).await.unwrap();
        let few = answered(&app, &lin, &of(None), |_| 2.0).await;
        let (chosen, _) = kept(world, &lin, sheet(world, few.clone(), Sharing::Private, KEY, TestForm::Adaptive)).await;
        let fixed = app.choose_form(&lin, &of(None), KEY, TestForm::Fixed).await.unwrap();
        assert_eq!((fixed.form, fixed.answers), (TestForm::Fixed, few));
        world.pass_h(1);
        let mut all = vec![Some(2.0); 10];
        all.push(None);
        let (whole, _) = kept(world, &lin, sheet(world, all, Sharing::Private, "fedcba9876543210", TestForm::Fixed)).await;
        let [one, other] = [&chosen, &whole].map(|record| record.outcome.estimate.clone().unwrap());
        assert_eq!((other.form, other.asked.len(), whole.response.total), (TestForm::Fixed, 0, Some(20.0)));
        assert!(other.error < one.error, "more questions, less error");
        assert!((one.theta - other.theta).abs() < 2.0 * one.error, "{one:?} {other:?}");
        assert_eq!(app.own_history(&lin, "nobody-10").await.unwrap().points.len(), 2);
    })
    .await;
}

fn plan(form: TestForm) -> NewCampaign {
    NewCampaign {
        place: path(SCHOOL),
        title: "冬季筛查".to_owned(),
        parts: vec![NewPart { form, ..NewPart::always("nobody-10") }],
        consent_text: "自愿参加".to_owned(),
        opens_on: TODAY,
        closes_on: jiff::civil::date(2026, 12, 4),
    }
}

#[tokio::test]
async fn a_campaign_says_in_which_form_it_asks_and_takes_all_answers_too() {
    on_both(async |world| {
        world.restart_with(library());
        let app = world.app();
        let [shen, lin] = world.callers(["shen", "lin"]).await;
        let without = NewCampaign {
            parts: vec![NewPart { form: TestForm::Adaptive, ..NewPart::always("phq-9") }],
            ..plan(TestForm::Fixed)
        };
        is_invalid(app.create_campaign(&shen, &without).await, "instrument");
        let [chosen, fixed] = [
            app.create_campaign(&shen, &plan(TestForm::Adaptive)).await.unwrap(),
            app.create_campaign(&shen, &plan(TestForm::Fixed)).await.unwrap(),
        ];
        let pupil = world.resident("pupil", SCHOOL).await;
        for id in [chosen, fixed] {
            world.sign_off(id).await;
            world.ask(id, &pupil).await;
        }
        is_invalid(app.choose_form(&pupil, &of(Some(fixed)), KEY, TestForm::Adaptive).await, "form");
        is_not_found(app.choose_form(&lin, &of(Some(chosen)), KEY, TestForm::Adaptive).await);
        app.choose_form(&pupil, &of(Some(chosen)), KEY, TestForm::Adaptive).await.unwrap();
        let answers = answered(&app, &pupil, &of(Some(chosen)), |_| 1.0).await;
        let half = answers.iter().enumerate().map(|(item, value)| value.filter(|_| item != CRITICAL)).collect();
        let open = app.submit(&pupil, sheet(world, half, Sharing::Campaign(chosen), KEY, TestForm::Adaptive)).await.map(|_| ());
        assert!(matches!(&open, Err(AppError::Invalid(faults)) if faults[0].expected == "fault-answers-open"), "{open:?}");
        let wrong = sheet(world, answers.clone(), Sharing::Campaign(fixed), KEY, TestForm::Adaptive);
        is_invalid(app.submit(&pupil, wrong).await.map(|_| ()), "form");
        let (record, _) = kept(world, &pupil, sheet(world, answers, Sharing::Campaign(chosen), KEY, TestForm::Adaptive)).await;
        assert!(record.response.band.is_some(), "group reports count it by its band");
        let reliability = app.reliability(&shen, chosen).await.unwrap();
        assert_eq!((reliability.adaptive, reliability.sheets, reliability.item_use), (1, 0, None));
        // an account without a role of staff sees none of it
        assert!(!lin.holds(Role::Resident) || app.reliability(&lin, chosen).await.is_err());
    })
    .await;
}

#[test]
fn a_sheet_of_before_there_were_banks_can_be_read() {
    let old = r#"{"scores":{},"bands":{},"decisions":{},"critical":[],"flags":[],"complete":true,"valid":true}"#;
    assert_eq!(KeptOutcome::parse(old).unwrap().estimate, None);
}
