//! Answers that cannot be counted: they raise nothing, they are asked again, and nothing that matters about a life is lost.

use xinqiao_access::Role;
use xinqiao_app::Caller;
use xinqiao_app::assessment::{Sharing, Sheet};
use xinqiao_app::retests::RetestView;
use xinqiao_kernel::id::{CampaignId, ResponseId};

use crate::world::{ITEM_NINE, SCHOOL, TODAY, World, is_conflict, is_denied, is_invalid, is_not_found, on_both, path};

const SIXTEEN: [u8; 9] = [2, 2, 2, 2, 2, 2, 2, 2, 0];

impl World {
    /// Hands a PHQ-9 in that took so many seconds; the sheet, and how many signals it raised.
    async fn in_seconds(&self, by: &Caller, key: &str, answers: [u8; 9], sharing: Sharing, seconds: u32) -> (ResponseId, usize) {
        let sheet = Sheet { seconds: Some(seconds), ..self.sheet(key, answers, sharing) };
        let app = self.app();
        let done = app.submit(by, sheet).await.unwrap();
        (done.landed.response(), done.signals)
    }

    async fn open_tasks(&self, by: &Caller) -> Vec<RetestView> {
        self.app().retests(by, false, None).await.unwrap().tasks
    }

    /// A campaign of the school with PHQ-9 that asks somebody.
    async fn asking(&self, whom: &Caller) -> CampaignId {
        let campaign = self.campaign().await;
        self.ask(campaign, whom).await;
        campaign
    }
}

async fn somebody(world: &World, role: Role, at: &str) -> Caller {
    let login = format!("{role}-again").to_lowercase();
    world.account(&login, "某人", None, &[(role, path(at), jiff::civil::date(2026, 1, 1), None)]).await;
    world.caller(&login).await
}

#[tokio::test]
async fn a_hasty_sheet_raises_nothing_and_is_asked_again_within_days() {
    on_both(async |world| {
        let (lin, shen, duty) = (world.caller("lin").await, world.caller("shen").await, world.caller("duty1").await);
        let campaign = world.asking(&lin).await;
        let (id, raised) = world.in_seconds(&lin, "hasty", SIXTEEN, Sharing::Campaign(campaign), 8).await;
        assert_eq!((raised, world.signals(&duty).await.len()), (0, 0));
        let kept = world.app().record(&lin, id).await.unwrap();
        assert!(!kept.outcome.valid && kept.outcome.removed_by == ["fast"]);
        assert_eq!((kept.response.total, kept.response.band, kept.response.attention), (None, None, 1));
        let tasks = world.open_tasks(&shen).await;
        assert_eq!(tasks.len(), 1);
        let row = &tasks[0].row;
        assert_eq!((row.way.as_str(), row.rules.join(","), row.campaign), ("form", "fast".to_owned(), Some(campaign)));
        assert_eq!(world.app().day(row.due_at), TODAY.saturating_add(jiff::ToSpan::days(7)));
        assert!(row.name.ends_with('*'));
    })
    .await;
}

#[tokio::test]
async fn what_was_ticked_about_a_life_on_a_hasty_sheet_is_talked_about_the_same_day() {
    on_both(async |world| {
        let (lin, shen, duty) = (world.caller("lin").await, world.caller("shen").await, world.caller("duty1").await);
        let campaign = world.asking(&lin).await;
        let (id, raised) = world.in_seconds(&lin, "hasty", ITEM_NINE, Sharing::Campaign(campaign), 3).await;
        assert_eq!((raised, world.signals(&duty).await.len()), (0, 0), "it is no warning");
        let kept = world.app().record(&lin, id).await.unwrap();
        assert_eq!(kept.outcome.critical.len(), 1, "the help card follows from it");
        let task = world.open_tasks(&shen).await.remove(0);
        assert_eq!((task.row.way.as_str(), world.app().day(task.row.due_at)), ("talk", TODAY));
        // those nearest hear of it at once, one level up when it is late; each once
        let app = world.app();
        assert_eq!((app.sweep_retests().await.unwrap(), app.sweep_retests().await.unwrap()), (1, 0));
        let told = |login: &'static str| async move { world.told(login).await };
        assert_eq!(told("shen").await, ["notice-retest-today"]);
        world.pass_h(24);
        assert_eq!((app.sweep_retests().await.unwrap(), app.sweep_retests().await.unwrap()), (1, 0));
        // another form is no conversation
        is_invalid(app.settle_retest(&shen, task.row.id, "retested", None).await, "ending");
        let open = app.open_campaigns(&lin).await.unwrap();
        assert!(open.is_empty(), "nobody is sent another form instead");
        app.settle_retest(&shen, task.row.id, "talked", Some("聊过了，睡得不好")).await.unwrap();
        app.settle_retest(&shen, task.row.id, "talked", None).await.unwrap();
        is_conflict(app.settle_retest(&shen, task.row.id, "let_go", Some("毕业了")).await, "retest_settled");
        let done = app.retests(&shen, true, None).await.unwrap().tasks;
        assert_eq!(done[0].row.note.as_deref(), Some("聊过了，睡得不好"));
    })
    .await;
}

#[tokio::test]
async fn a_campaign_asks_again_and_the_new_sheet_settles_the_task() {
    on_both(async |world| {
        let (lin, shen) = (world.caller("lin").await, world.caller("shen").await);
        let campaign = world.asking(&lin).await;
        let app = world.app();
        let (first, _) = world.in_seconds(&lin, "hasty", SIXTEEN, Sharing::Campaign(campaign), 8).await;
        assert_eq!(app.open_campaigns(&lin).await.unwrap().len(), 1, "the questions are open again");
        world.pass_h(1);
        let (second, raised) = world.in_seconds(&lin, "calm", SIXTEEN, Sharing::Campaign(campaign), 90).await;
        assert_ne!(first, second);
        assert!(0 < raised, "a sheet that counts speaks");
        assert!(world.open_tasks(&shen).await.is_empty());
        let done = app.retests(&shen, true, None).await.unwrap().tasks;
        assert_eq!(done[0].row.settled.as_ref().map(|(ending, _, by)| (ending.as_str(), *by)), Some(("retested", None)));
        assert!(app.open_campaigns(&lin).await.unwrap().is_empty());
        // the same form sent once more is the sheet that is there
        let (third, raised) = world.in_seconds(&lin, "calm", SIXTEEN, Sharing::Campaign(campaign), 90).await;
        assert_eq!((third == first || third == second, world.open_tasks(&shen).await.len()), (true, 0), "{raised}");
    })
    .await;
}

#[tokio::test]
async fn a_private_sheet_opens_no_task_until_it_is_shared() {
    on_both(async |world| {
        let (lin, duty) = (world.caller("lin").await, world.caller("duty1").await);
        let counsellor = world.caller("counsellor").await;
        let app = world.app();
        let (id, _) = world.in_seconds(&lin, "private", ITEM_NINE, Sharing::Private, 3).await;
        assert_eq!(app.sweep_retests().await.unwrap(), 0);
        assert_eq!(app.share_record(&lin, id).await.unwrap(), 1);
        let signals: Vec<String> = world.signals(&duty).await.into_iter().map(|one| one.code).collect();
        assert_eq!(signals, ["asked-for-contact"], "only the wish is heard");
        let tasks = world.open_tasks(&counsellor).await;
        assert_eq!(tasks.iter().map(|task| task.row.way.as_str()).collect::<Vec<_>>(), ["talk"]);
    })
    .await;
}

#[tokio::test]
async fn hasty_sheets_are_no_yardstick_of_worsening() {
    on_both(async |world| {
        let (lin, duty) = (world.caller("lin").await, world.caller("duty1").await);
        world.in_seconds(&lin, "hasty", [0; 9], Sharing::Contact, 3).await;
        world.pass_h(24 * 20);
        world.in_seconds(&lin, "calm", SIXTEEN, Sharing::Contact, 90).await;
        let codes: Vec<String> = world.signals(&duty).await.into_iter().map(|one| one.code).collect();
        assert!(!codes.iter().any(|code| code == "phq9-worse"), "{codes:?}");
    })
    .await;
}

#[tokio::test]
async fn only_those_who_ask_again_see_tasks_and_only_of_their_places() {
    on_both(async |world| {
        let (lin, shen) = (world.caller("lin").await, world.caller("shen").await);
        let campaign = world.asking(&lin).await;
        world.in_seconds(&lin, "hasty", SIXTEEN, Sharing::Campaign(campaign), 8).await;
        let id = world.open_tasks(&shen).await[0].row.id;
        let app = world.app();
        is_denied(app.retests(&world.caller("duty1").await, false, None).await);
        is_denied(app.retests(&lin, false, None).await);
        let teacher = somebody(world, Role::ClassTeacher, SCHOOL).await;
        is_denied(app.retests(&teacher, false, None).await);
        let away = somebody(world, Role::Counsellor, "640000/").await;
        assert!(app.retests(&away, false, None).await.unwrap().tasks.is_empty());
        is_not_found(app.settle_retest(&away, id, "talked", None).await);
        is_invalid(app.settle_retest(&shen, id, "let_go", None).await, "note");
        is_invalid(app.settle_retest(&shen, id, "forgotten", None).await, "ending");
        let rows = world.audit().await;
        assert!(rows.iter().any(|row| row.record_kind == "retest_tasks" && row.action == "ask_again"));
    })
    .await;
}
