//! Sheets counted again: the plan, its counts, the decision, and both results on the pages of staff and of the person.

use std::path::Path;

use axum::http::StatusCode;
use xinqiao_app::assessment::{Sharing, Sheet};
use xinqiao_packs::Library;
use xinqiao_testkit::Engine;
use xinqiao_web::links;

use crate::world::{COUNTY, World};

/// The packs with a version 2 of PHQ-9 whose numbers are of this test: moderate from 8 points.
fn corrected() -> Library {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/instruments/phq-9/1");
    let to = folder.path().join("instruments/phq-9/2");
    std::fs::create_dir_all(&to).unwrap();
    for file in ["cases.toml", "items.toml", "pack.toml", "scoring.toml", "text.en.toml", "text.zh-CN.toml"] {
        let text = std::fs::read_to_string(from.join(file)).unwrap();
        let text = match file {
            "pack.toml" => text.replace("version = \"1\"", "version = \"2\""),
            "scoring.toml" => {
                text.replace("from = 5\nto = 9", "from = 5\nto = 7").replace("from = 10\nto = 14", "from = 8\nto = 14")
            }
            _ => text,
        };
        std::fs::write(to.join(file), text).unwrap();
    }
    Library::load(folder.path())
}

async fn told(story: impl AsyncFn(&World)) {
    for engine in Engine::both() {
        println!("on {engine:?}");
        let mut world = World::on(engine).await;
        let sheet = Sheet {
            instrument: "phq-9".to_owned(),
            answers: [2.0, 2.0, 2.0, 2.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0].into_iter().map(Some).collect(),
            sharing: Sharing::Contact,
            key: "sheet-of-tian".to_owned(),
            answered_at: world.app.now(),
            seconds: None,
            form: xinqiao_kernel::TestForm::Fixed,
        };
        world.app.submit(&world.caller("tian").await, sheet).await.unwrap();
        world.clock.advance(jiff::SignedDuration::from_secs(60));
        world.load(corrected());
        story(&world).await;
        world.close().await;
    }
}

#[tokio::test]
async fn a_plan_is_tried_agreed_to_by_somebody_else_and_both_results_are_shown() {
    told(async |world| {
        let mut desk = world.signed_in("baizhi").await;
        desk.get(&links::campaigns()).await.ok().says(&links::rescores());
        desk.get(&links::rescores()).await.ok().says("还没有重新计分的计划");
        desk.get(&links::rescore_new()).await.ok().says("第1版 → 第2版").says("请不要写任何人的名字");
        // what is wrong is said, and what was typed stays
        let fields = [
            ("versions", "phq-9 1 2"),
            ("place", COUNTY),
            ("from", "2026-11-22"),
            ("until", "2026-11-01"),
            ("reason", "分界点有误"),
        ];
        let page = desk.post(&links::rescores(), &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("结束的日子不能早于开始的日子").says("分界点有误").says("2026-11-01");
        let fields = [("versions", "phq-9 1 2"), ("place", COUNTY), ("from", ""), ("until", ""), ("reason", "分界点有误")];
        let to = desk.post(&links::rescores(), &fields).await.to;
        let address = to.split('?').next().unwrap().to_owned();
        desk.get(&address).await.ok().says("正在试算");
        let page = desk.post(&links::rescores(), &fields).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        page.says("还没有结束");
        while world.app.rescore_step().await.unwrap() {}
        let page = desk.get(&address).await.ok();
        page.says("已试算").says("要等另一个有权的人同意").says("轻度").says("中度").does_not_say("田");
        let page = desk.get(&format!("{address}?class=new_signal")).await.ok();
        page.says("田*").does_not_say("田禾").says("9分，轻度").says("9分，中度").says("新增线索");
        let file = desk.get(&format!("{address}/report.csv")).await.ok();
        file.says("\"mild\",\"moderate\",\"1\"").does_not_say("田");
        assert_eq!(desk.post(&format!("{address}/approve"), &[]).await.status, StatusCode::FORBIDDEN);
        // the person in charge sees numbers and nobody
        let mut head = world.signed_in("head").await;
        let page = head.get(&format!("{address}?class=new_signal")).await.ok();
        page.says("同意生效").does_not_say("田");
        let page = head.post(&format!("{address}/refuse"), &[("note", "")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("请写明为什么");
        head.post(&format!("{address}/approve"), &[("note", "")]).await.leads();
        while world.app.rescore_step().await.unwrap() {}
        head.get(&address).await.ok().says("已生效");
        let page = head.post(&format!("{address}/refuse"), &[("note", "晚了")]).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        page.says("已经到了别的步骤");
        let person = world.caller("tian").await.person().unwrap();
        desk.get(&links::person(person)).await.ok().says("轻度").says("第2版（").says("9分，中度");
        desk.get(&links::person_scores(person, "phq-9")).await.ok().says("第1版：9分，轻度").says("9分，中度");
        let mut own = world.signed_in("tian").await;
        let page = own.get(&links::records()).await.ok();
        page.says("按更正后的方法重新算过").does_not_say("中度").does_not_say("线索");
        let page = own.get(&links::own_history("phq-9")).await.ok();
        page.says("9分 → 9分").does_not_say("中度").does_not_say("线索");
        assert_eq!(own.get(&address).await.status, StatusCode::FORBIDDEN);
        let mut far = world.signed_in("far").await;
        assert_eq!(far.get(&address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(desk.post(&format!("{address}/ordered"), &[]).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
