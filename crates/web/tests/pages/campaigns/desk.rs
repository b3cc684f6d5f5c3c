//! The staff: opening a campaign, importing files, reading what came of it.

use xinqiao_app::campaigns::{ImportOptions, ImportRun, LifeStep};
use xinqiao_web::links;
use xinqiao_web::pages::desk::address;

use super::super::world::{Browser, SCHOOL, on_both};
use super::{STUDENTS, campaign};

const FORM: [(&str, &str); 6] = [
    ("title", "秋季关心调查"),
    ("place", SCHOOL),
    ("instrument", "phq-9"),
    ("opens_on", "2026-11-01"),
    ("closes_on", "2026-11-30"),
    ("consent", "这次填写是自愿的。\r\n学校的心理老师会看到结果。"),
];

/// Sums of the nine columns of the real file, counted by the four steps of PHQ-9: to 4, to 9, to 14, above.
fn steps() -> [usize; 4] {
    let mut steps = [0; 4];
    for line in STUDENTS.lines().skip(1) {
        let sum: u32 = line.split(',').skip(2).take(9).map(|cell| cell.parse::<u32>().unwrap()).sum();
        steps[(sum as usize / 5).min(3)] += 1;
    }
    steps
}

/// The number under the label of a figure.
fn figure(html: &str, label: &str) -> String {
    let rest = html.split(&format!("<dt class=\"xq-stat-label\">{label}</dt>")).nth(1).unwrap();
    let value = rest.split("<dd class=\"xq-stat-value\">").nth(1).unwrap();
    value.split('<').next().unwrap().to_owned()
}

#[track_caller]
fn counts(html: &str) -> [String; 4] {
    ["新增", "更新", "跳过", "有问题"].map(|label| figure(html, label))
}

async fn upload(browser: &mut Browser, address: &str) -> String {
    browser
        .upload(address, Some(("ukm.csv", STUDENTS.as_bytes())), &[("id_column", "id"), ("sex_column", "gender")])
        .await
        .leads()
}

#[tokio::test]
async fn a_counsellor_opens_a_campaign_and_imports_a_real_file_once_however_often_it_is_handed_in() {
    on_both(async |world| {
        let mut desk = world.signed_in("shen").await;
        desk.get(&links::campaigns()).await.ok().says("还没有筛查").says(&address::campaign_new());
        let form = desk.get(&address::campaign_new()).await.ok().says("柳湾中学（青溪县）");
        form.says("患者健康问卷抑郁量表（PHQ-9）").does_not_say("石门县");
        let to = desk.post(&links::campaigns(), &FORM).await.leads();
        let page = to.split('?').next().unwrap().to_owned();
        desk.get(&to).await.ok().says("建好了").says("等待审签").says("还没有人作答");
        let id = page.rsplit('/').next().unwrap().parse().unwrap();
        world.app.campaign_step(&world.caller("head").await, id, 1, LifeStep::SignOff, "").await.unwrap();
        desk.get(&page).await.ok().says("进行中");
        desk.get(&links::campaigns()).await.ok().says("秋季关心调查").says("0 / 0");

        let import = upload(&mut desk, &format!("{page}/import")).await;
        let checked = desk.get(&import).await.ok().says("检查完了，还没有导入").says("phq1–phq9").says("沈禾");
        assert_eq!(counts(&checked.html), ["156", "0", "0", "0"]);
        desk.get(&page).await.ok().says("已检查").says("还没有人作答");
        assert_eq!(desk.post(&format!("{import}/run"), &[]).await.leads(), import);
        let done = desk.get(&import).await.ok().says("导入完成").says("条提示，等人判断").does_not_say("现在导入");
        assert_eq!(counts(&done.html), ["156", "0", "0", "0"]);

        let campaign = desk.get(&page).await.ok().says("占应答的100.0%").says("已导入");
        assert_eq!((figure(&campaign.html, "应答"), figure(&campaign.html, "已答")), ("156".to_owned(), "156".to_owned()));
        for (count, name) in steps().iter().zip(["状态平稳", "有些负担", "多些留意", "尽快聊聊"]) {
            let rest = campaign.html.split(&format!("</i>{name}</dt>")).nth(1).unwrap();
            assert!(rest.contains(&format!(">{count}人，")), "{name}: {count}");
        }

        let again = upload(&mut desk, &format!("{page}/import")).await;
        let checked = desk.get(&again).await.ok().says("与已有的一样").does_not_say("现在导入");
        assert_eq!(counts(&checked.html), ["0", "0", "156", "0"]);
        let second = desk.get(&format!("{again}?show=all&after=100")).await.ok().says("第101–156行，共156行");
        assert_eq!(second.html.matches("<td class=\"num\">").count(), 56);
    })
    .await;
}

#[tokio::test]
async fn the_copy_is_the_file_with_what_became_of_each_row() {
    on_both(async |world| {
        let id = campaign(world).await;
        let mut desk = world.signed_in("shen").await;
        let file = "id,q1,q2,q3,q4,q5,q6,q7,q8,q9\n1,0,0,0,0,0,0,0,0,0\n2,0,0,0,0,0,0,0,0,7\n";
        let upload = links::campaign_import(id);
        let import = desk.upload(&upload, Some(("春季 一.csv", file.as_bytes())), &[("id_column", "id")]).await.leads();
        let report = desk.get(&import).await.ok().says("其中之一：0, 1, 2, 3").says("选项值不对").says("下载标注好的文件");
        assert_eq!(counts(&report.html), ["1", "0", "0", "1"]);
        let copy = desk.get(&format!("{import}/copy")).await.ok();
        assert_eq!(copy.headers["cache-control"], "no-store");
        assert_eq!(copy.headers["content-type"], "text/csv; charset=utf-8");
        let name = copy.headers["content-disposition"].to_str().unwrap();
        assert_eq!(
            name,
            "attachment; filename=\"__ _-xinqiao.csv\"; filename*=UTF-8''%E6%98%A5%E5%AD%A3%20%E4%B8%80-xinqiao.csv"
        );
        let lines: Vec<&str> = copy.html.lines().collect();
        assert_eq!(lines[1], "1,0,0,0,0,0,0,0,0,0,新增,新的答卷,");
        assert_eq!(lines[2], "2,0,0,0,0,0,0,0,0,7,有问题,选项值不对,\"q9; 其中之一： 0, 1, 2, 3; 实际是 7\"");
    })
    .await;
}

#[tokio::test]
async fn a_long_import_tells_how_far_it_is_and_shows_its_end_by_itself() {
    on_both(async |world| {
        let id = campaign(world).await;
        let shen = world.caller("shen").await;
        let mut file = "id,q1,q2,q3,q4,q5,q6,q7,q8,q9\n".to_owned();
        (1..=2_000).for_each(|row| file.push_str(&format!("{row},0,0,0,0,0,0,0,0,0\n")));
        let options = ImportOptions::new("id");
        let import = world.app.check_import(&shen, id, "a.csv", file.into_bytes(), &options).await.unwrap().import;
        let mut desk = world.signed_in("shen").await;
        let mut told = world.app.start_import(&shen, import).await.unwrap();
        let page = desk.get(&links::import(import)).await.ok().says("正在导入").says("id=\"progress\"");
        page.says("hx-trigger=\"every 2s\"").does_not_say("现在导入");
        // pressing again joins in
        let mut joined = world.app.start_import(&shen, import).await.unwrap();
        told.wait_for(|run| matches!(run, ImportRun::Done(_))).await.unwrap();
        joined.wait_for(|run| matches!(run, ImportRun::Done(_))).await.unwrap();
        assert_eq!(desk.refresh(&links::import(import)).await.ok().headers["hx-refresh"], "true");
        let done = desk.get(&links::import(import)).await.ok().says("导入完成");
        assert_eq!(counts(&done.html), ["2,000", "0", "0", "0"]);
        // and afterwards nothing happens twice
        assert_eq!(desk.post(&address::import_run(import), &[]).await.leads(), links::import(import));
    })
    .await;
}

#[tokio::test]
async fn small_groups_are_hidden_on_the_page() {
    on_both(async |world| {
        let id = campaign(world).await;
        let mut desk = world.signed_in("shen").await;
        let mut file = "id,q1,q2,q3,q4,q5,q6,q7,q8,q9\n".to_owned();
        (1..=12).for_each(|row| file.push_str(&format!("{row},0,0,0,0,0,0,0,0,0\n")));
        (13..=15).for_each(|row| file.push_str(&format!("{row},1,1,1,1,1,1,1,0,0\n")));
        let import =
            desk.upload(&links::campaign_import(id), Some(("a.csv", file.as_bytes())), &[("id_column", "id")]).await.leads();
        desk.post(&format!("{import}/run"), &[]).await.leads();
        let page = desk.get(&links::campaign(id)).await.ok().says("不显示").does_not_say("12人").does_not_say(">3人");
        assert_eq!(figure(&page.html, "已答"), "15");
    })
    .await;
}
