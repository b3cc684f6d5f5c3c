//! The operator's own questionnaires: one person builds, another releases, and everything that asks and scores goes on with them.

use jiff::civil::date;
use xinqiao_access::Role;
use xinqiao_app::assessment::{Sharing, Sheet};
use xinqiao_app::campaigns::{NewCampaign, NewPart};
use xinqiao_app::questionnaires::{Begun, ExportAs, Handed, Imported};
use xinqiao_app::{AppError, Caller};
use xinqiao_kernel::id::{CampaignId, QuestionnaireVersionId};
use xinqiao_psychometrics::builder::Draft;

use crate::campaigns::times_told;
use crate::world::{CITY, SCHOOL, TODAY, World, is_conflict, is_denied, is_invalid, is_not_found, on_both, path, refused};

/// A Questionnaire of another program, as small as one can be.
pub const FHIR: &str = r#"{"resourceType":"Questionnaire","status":"active","title":"Settling in","item":[
  {"linkId":"1","type":"choice","text":"I miss home","required":true,"answerOption":[
    {"valueCoding":{"code":"0","display":"no"},"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":0}]},
    {"valueCoding":{"code":"1","display":"yes"},"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":1}]}]}]}"#;

pub fn begun(place: &str, code: &str) -> Begun {
    Begun { place: path(place), code: code.to_owned(), name: "入学适应问卷".to_owned() }
}

/// A draft in which everything is right.
pub fn draft() -> Draft {
    Draft::of([
        ("name_zh", "入学适应问卷"),
        ("title_zh", "适应新环境"),
        ("instruction_zh", "最近一个月，下面的情况有多常见？"),
        ("purpose", "开学一个月后看看谁需要帮一把"),
        ("measures", "stress"),
        ("source", "校心理中心编制说明"),
        ("whose", "own"),
        ("set1_code", "freq"),
        ("set1_lines", "0 | 从不\n1 | 有时\n2 | 经常"),
        ("q1_zh", "我想家"),
        ("q2_zh", "我有朋友可以说话"),
        ("q2_reverse", "on"),
        ("s1_code", "total"),
        ("s1_zh", "总分"),
        ("s1_method", "sum"),
        ("s1_higher", "worse"),
        ("b1_code", "steady"),
        ("b1_zh", "平稳"),
        ("b1_from", "0"),
        ("b1_attention", "1"),
        ("b2_code", "more"),
        ("b2_zh", "需要多关心"),
        ("b2_from", "3"),
        ("b2_attention", "3"),
        ("t1_answers", "0 2"),
        ("t1_scores", "total=0"),
        ("t1_bands", "total=steady"),
        ("t2_answers", "2 1"),
        ("t2_scores", "total=3"),
        ("t2_bands", "total=more"),
    ])
}

/// A released version of a place; its revision is 4.
async fn released(world: &World, author: &Caller, head: &Caller, place: &str, draft: &Draft) -> QuestionnaireVersionId {
    let app = world.app();
    let id = app.begin_questionnaire(author, &begun(place, "settling")).await.unwrap();
    assert_eq!(app.save_questionnaire(author, id, 1, draft).await.unwrap(), 2);
    assert_eq!(app.hand_in_questionnaire(author, id, 2).await.unwrap(), Handed::Done);
    assert_eq!(app.release_questionnaire(head, id, 3).await.unwrap(), Handed::Done);
    id
}

/// A version that was withdrawn.
pub async fn withdrawn(world: &World, author: &Caller, head: &Caller, place: &str) -> QuestionnaireVersionId {
    let id = released(world, author, head, place, &draft()).await;
    world.app().withdraw_questionnaire(author, id, 4, "旧了").await.unwrap();
    id
}

async fn planned(world: &World, by: &Caller) -> xinqiao_app::Result<CampaignId> {
    let new = NewCampaign {
        place: path(SCHOOL),
        title: "入学适应".to_owned(),
        parts: vec![NewPart::always("own-settling")],
        consent_text: "自愿参加".to_owned(),
        opens_on: TODAY,
        closes_on: date(2026, 12, 4),
    };
    world.app().create_campaign(by, &new).await
}

fn sheet(world: &World, campaign: CampaignId, answers: [f64; 2]) -> Sheet {
    Sheet {
        instrument: "own-settling".to_owned(),
        answers: answers.map(Some).to_vec(),
        sharing: Sharing::Campaign(campaign),
        key: format!("own-{}", world.event()),
        answered_at: world.now(),
        seconds: None,
        form: xinqiao_kernel::TestForm::Fixed,
    }
}

#[tokio::test]
async fn one_person_builds_another_releases_and_a_campaign_asks_with_the_version_that_it_began_with() {
    on_both(async |world| {
        let [shen, head, lin] = world.callers(["shen", "head", "lin"]).await;
        let first = released(world, &shen, &head, SCHOOL, &draft()).await;
        assert_eq!(times_told(world, &head, "notice-second-wanted").await, 1);
        assert_eq!(times_told(world, &shen, "notice-second-given").await, 1);
        let campaign = planned(world, &shen).await.unwrap();
        world.sign_off(campaign).await;
        world.ask(campaign, &lin).await;
        // a change is another version; what runs stays with the one that it began with
        let next = world.app().next_questionnaire_version(&shen, first).await.unwrap();
        is_conflict(world.app().next_questionnaire_version(&shen, first).await, "questionnaire_open");
        let mut changed = draft();
        changed.put("q1_zh", "我很想家");
        world.app().save_questionnaire(&shen, next, 1, &changed).await.unwrap();
        assert_eq!(world.app().hand_in_questionnaire(&shen, next, 2).await.unwrap(), Handed::Done);
        assert_eq!(world.app().release_questionnaire(&head, next, 3).await.unwrap(), Handed::Done);
        is_conflict(world.app().save_questionnaire(&shen, first, 4, &changed).await, "questionnaire_released");
        // another process, which heard of nothing
        world.restart();
        let app = world.app();
        assert!(app.library().instrument_version("own-settling", "1").is_none());
        let open = app.open_campaigns(&lin).await.unwrap();
        assert_eq!(open.iter().map(|one| one.version.as_str()).collect::<Vec<_>>(), ["1"]);
        let done = app.submit(&lin, sheet(world, campaign, [2.0, 0.0])).await.unwrap();
        let kept = app.record(&lin, done.landed.response()).await.unwrap();
        assert_eq!((kept.response.total, kept.response.attention), (Some(4.0), 3));
        let text = app.library().text("own-settling", "1", "zh-CN").unwrap();
        assert_eq!(text.item["1"], "我想家");
        let later = planned(world, &shen).await.unwrap();
        let life = app.campaign_life(&shen, later).await.unwrap();
        assert_eq!(life.parts[0].version, "2");
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_version_is_not_newly_chosen_and_what_runs_goes_on() {
    on_both(async |world| {
        let [shen, head, lin] = world.callers(["shen", "head", "lin"]).await;
        let id = released(world, &shen, &head, SCHOOL, &draft()).await;
        let campaign = planned(world, &shen).await.unwrap();
        world.sign_off(campaign).await;
        world.ask(campaign, &lin).await;
        is_invalid(world.app().recall_questionnaire(&head, id, 4, " ").await, "reason");
        world.app().recall_questionnaire(&head, id, 4, "题目有误").await.unwrap();
        is_conflict(world.app().recall_questionnaire(&head, id, 5, "再次").await, "questionnaire_turn");
        is_invalid(planned(world, &shen).await, "instrument");
        world.restart();
        is_invalid(planned(world, &shen).await, "instrument");
        let app = world.app();
        let done = app.submit(&lin, sheet(world, campaign, [0.0, 2.0])).await.unwrap();
        assert_eq!(done.scored.attention(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_ended_permission_stops_new_use_by_itself() {
    on_both(async |world| {
        let [shen, head] = world.callers(["shen", "head"]).await;
        let mut permitted = draft();
        let until = TODAY.tomorrow().unwrap().to_string();
        for (field, text) in [
            ("whose", "permission"),
            ("holder", "本校"),
            ("document", "授权书 7"),
            ("dated", "2026-01-01"),
            ("until", until.as_str()),
        ] {
            permitted.put(field, text);
        }
        released(world, &shen, &head, SCHOOL, &permitted).await;
        world.pass_h(24);
        planned(world, &shen).await.unwrap();
        world.pass_h(24);
        is_invalid(planned(world, &shen).await, "instrument");
        let list = world.app().questionnaires(&shen).await.unwrap();
        assert!(list.lines[0].is_expired && list.may_build);
    })
    .await;
}

#[tokio::test]
async fn nobody_releases_the_own_work_and_nothing_faulty_is_handed_in() {
    on_both(async |world| {
        let [shen, head, duty] = world.callers(["shen", "head", "duty1"]).await;
        let app = world.app();
        is_denied(app.begin_questionnaire(&head, &begun(SCHOOL, "settling")).await);
        is_denied(app.questionnaires(&duty).await);
        is_not_found(app.begin_questionnaire(&shen, &begun("450000/", "settling")).await);
        is_invalid(app.begin_questionnaire(&shen, &begun(SCHOOL, "Settling In")).await, "code");
        let id = app.begin_questionnaire(&shen, &begun(SCHOOL, "settling")).await.unwrap();
        is_invalid(app.begin_questionnaire(&shen, &begun(SCHOOL, "settling")).await, "code");
        let mut faulty = draft();
        faulty.put("t2_scores", "total=4");
        faulty.put("whose", "");
        app.save_questionnaire(&shen, id, 1, &faulty).await.unwrap();
        let Handed::Faulty(faults) = app.hand_in_questionnaire(&shen, id, 2).await.unwrap() else { panic!("it is faulty") };
        let codes: Vec<&str> = faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, ["whose", "case", "boundary"]);
        // what was typed is there, faults and all
        assert_eq!(app.questionnaire(&shen, id).await.unwrap().draft.text("t2_scores"), "total=4");
        is_conflict(app.save_questionnaire(&shen, id, 1, &draft()).await, "questionnaire_changed");
        app.save_questionnaire(&shen, id, 2, &draft()).await.unwrap();
        is_conflict(app.release_questionnaire(&head, id, 3).await, "questionnaire_turn");
        assert_eq!(app.hand_in_questionnaire(&shen, id, 3).await.unwrap(), Handed::Done);
        is_denied(app.release_questionnaire(&shen, id, 4).await);
        app.return_questionnaire(&head, id, 4, "第二题说得不清楚").await.unwrap();
        let back = app.questionnaire(&shen, id).await.unwrap();
        assert_eq!((back.line.stage.as_str(), back.line.reason.as_deref()), ("draft", Some("第二题说得不清楚")));
        // somebody who holds both rights still does not release what they typed
        let from = date(2026, 1, 1);
        let roles = [(Role::SchoolCounsellor, path(SCHOOL), from, None), (Role::DepartmentHead, path(SCHOOL), from, None)];
        world.account("both", "某人", None, &roles).await;
        let both = world.caller("both").await;
        app.save_questionnaire(&both, id, 5, &draft()).await.unwrap();
        assert_eq!(app.hand_in_questionnaire(&shen, id, 6).await.unwrap(), Handed::Done);
        let own = refused(app.release_questionnaire(&both, id, 7).await);
        assert!(matches!(own, AppError::Denied(_) | AppError::NotFound), "{own}");
        assert_eq!(app.release_questionnaire(&head, id, 7).await.unwrap(), Handed::Done);
        let rows = world.audit().await;
        let told = |what: &str| rows.iter().any(|row| row.record_kind == "questionnaire" && row.detail == what);
        assert!(["saved", "handed_in", "sent_back", "released"].into_iter().all(told));
    })
    .await;
}

#[tokio::test]
async fn what_everybody_is_offered_is_of_the_whole_jurisdiction() {
    on_both(async |world| {
        let from = date(2026, 1, 1);
        for (login, role) in [("author", Role::Counsellor), ("chief", Role::DepartmentHead)] {
            world.account(login, "某人", None, &[(role, path(CITY), from, None)]).await;
        }
        let [author, chief, shen] = world.callers(["author", "chief", "shen"]).await;
        let mut offered = draft();
        offered.put("offered", "on");
        let before = world.app().self_tests().len();
        released(world, &author, &chief, CITY, &offered).await;
        assert_eq!(world.app().self_tests().len(), before + 1);
        assert!(world.app().self_test("own-settling").is_some());
        // the school lies below: it may ask with it too
        planned(world, &shen).await.unwrap();
        world.restart();
        assert_eq!(world.app().self_tests().len(), before);
        assert_eq!(world.app().learn_questionnaires().await.unwrap(), 1);
        assert_eq!((world.app().self_tests().len(), world.app().learn_questionnaires().await.unwrap()), (before + 1, 0));
    })
    .await;
}

#[tokio::test]
async fn a_file_of_another_program_becomes_a_draft_and_a_version_goes_out_as_files() {
    on_both(async |world| {
        let [shen, head] = world.callers(["shen", "head"]).await;
        let app = world.app();
        let Imported::Begun { id, .. } = app.import_questionnaire(&shen, &begun(SCHOOL, "taken"), FHIR).await.unwrap() else {
            panic!("it can be read");
        };
        let view = app.questionnaire(&shen, id).await.unwrap();
        assert_eq!((view.draft.text("q1_zh"), view.draft.text("whose")), ("I miss home", ""));
        assert!(view.faults.iter().any(|fault| fault.code == "whose"));
        assert!(matches!(refused(app.export_questionnaire(&shen, id, ExportAs::Pack).await), AppError::Conflict { .. }));
        let nothing = app.import_questionnaire(&shen, &begun(SCHOOL, "other"), "{}").await.unwrap();
        assert!(matches!(nothing, Imported::Refused(lines) if !lines.is_empty()));
        let id = released(world, &shen, &head, SCHOOL, &draft()).await;
        let (name, tar) = app.export_questionnaire(&head, id, ExportAs::Pack).await.unwrap();
        assert_eq!((name.as_str(), tar.len() % 512), ("own-settling-1.tar", 0));
        assert!(tar.starts_with(b"instruments/own-settling/1/cases.toml"));
        let (_, json) = app.export_questionnaire(&shen, id, ExportAs::Fhir("en")).await.unwrap();
        let form: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert_eq!((form["resourceType"].as_str(), form["version"].as_str()), (Some("Questionnaire"), Some("1")));
    })
    .await;
}
