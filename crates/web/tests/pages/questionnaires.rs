//! The page on which questionnaires are built: what is typed stays, faults are told by field, residents' page, a try, two persons.

use axum::http::StatusCode;
use xinqiao_web::links;

use crate::world::{Browser, SCHOOL, World, on_both};

const DRAFT: [(&str, &str); 31] = [
    ("name_zh", "入学适应问卷"),
    ("title_zh", "适应新环境"),
    ("instruction_zh", "最近一个月，下面的情况有多常见？"),
    ("purpose", "开学一个月后看看谁需要帮一把"),
    ("measures", "stress"),
    ("source", "校心理中心编制说明"),
    ("whose", "own"),
    ("set1_code", "freq"),
    ("set1_lines", "0 | 从不\r\n1 | 有时\r\n2 | 经常"),
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
    ("q7_zh", ""),
];

async fn begins(shen: &mut Browser) -> String {
    let fields = [("name", "入学适应问卷"), ("code", "settling"), ("place", SCHOOL)];
    shen.post(&links::questionnaires(), &fields).await.leads()
}

/// The draft, with what is typed differently, and what is done.
fn typed<'a>(revision: &'a str, done: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = DRAFT.into_iter().filter(|(name, _)| !changes.iter().any(|(other, _)| other == name));
    kept.chain(changes.iter().copied()).chain([("revision", revision), ("do", done)]).collect()
}

#[tokio::test]
async fn what_is_typed_stays_and_what_is_wrong_is_told_where_it_is() {
    on_both(async |world: &World| {
        let mut shen = world.signed_in("shen").await;
        shen.get(&links::campaigns()).await.ok().says(&links::questionnaires());
        shen.get(&links::questionnaires()).await.ok().says("还没有自编问卷");
        let page = shen.post(&links::questionnaires(), &[("name", ""), ("code", "Ein Wort"), ("place", SCHOOL)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("Ein Wort").says("代码用小写字母");
        let at = begins(&mut shen).await;
        shen.get(&at).await.ok().says("q1_zh").says("还要改的地方");
        let wrong = [("t2_scores", "total=4"), ("set1_lines", "0 | 从不\r\neins | 有时"), ("q1_zh", "我想<b>家</b>")];
        let page = shen.post(&at, &typed("1", "hand-in", &wrong)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("eins | 有时").says("总分").says("total=4").says("这一行应写成").does_not_say("<b>家</b>");
        // another window with the old revision: what it typed is on the page, and nothing of it is kept
        let page = shen.post(&at, &typed("1", "save", &[("title_zh", "另一个窗口")])).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        page.says("另一个窗口").says("别人刚刚改过这一版");
        shen.get(&at).await.ok().does_not_say("另一个窗口").says("我想&#60;b&#62;家");
        let more = [("more", "q")];
        let to = shen.post(&at, &typed("2", "", &more)).await.leads();
        assert!(to.ends_with("#section-q"), "{to}");
        shen.get(&format!("{at}?more=q")).await.ok().says("q7_zh");
    })
    .await;
}

#[tokio::test]
async fn two_persons_bring_a_questionnaire_out_and_a_campaign_can_choose_it() {
    on_both(async |world: &World| {
        let mut shen = world.signed_in("shen").await;
        let mut head = world.signed_in("head").await;
        let at = begins(&mut shen).await;
        let done = shen.post(&at, &typed("1", "hand-in", &[])).await.leads();
        shen.get(&done).await.ok().says("已提交").does_not_say("steps/release");
        // as residents see it: one question on a page, and nothing is kept
        let first = format!("{at}/preview/1");
        shen.get(&first).await.ok().says("适应新环境").says("我想家").says("从不").does_not_say("需要多关心");
        assert_eq!(shen.post(&first, &[("answer", "1")]).await.leads(), format!("{at}/preview/2"));
        assert_eq!(shen.post(&format!("{at}/preview/2"), &[]).await.leads(), format!("{at}/try"));
        assert_eq!(shen.get(&format!("{at}/preview/3")).await.status, StatusCode::NOT_FOUND);
        let page = shen.post(&format!("{at}/try"), &[("a1", "2"), ("a2", "0")]).await.ok();
        page.says("4 需要多关心").says("居民看到的提示程度：3");
        shen.post(&format!("{at}/try"), &[("a1", "2")]).await.ok().says("没有分数");
        // somebody else releases it
        let release = format!("{at}/steps/release");
        assert_eq!(shen.post(&release, &[("revision", "3")]).await.status, StatusCode::FORBIDDEN);
        head.get(&at).await.ok().says("steps/release").says("开学一个月后看看谁需要帮一把");
        let page = head.post(&format!("{at}/steps/send-back"), &[("revision", "3"), ("reason", "")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("请写明理由");
        head.post(&release, &[("revision", "3")]).await.leads();
        shen.get(&links::questionnaires()).await.ok().says("已发布");
        shen.get("/desk/campaigns/new").await.ok().says("own-settling");
        shen.get(&format!("{at}/file?way=zh-CN")).await.ok().says("\"resourceType\": \"Questionnaire\"");
        // what is released stays as it is
        let page = shen.post(&at, &typed("4", "save", &[("q1_zh", "改过的题目")])).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        page.says("不能再改").says("改过的题目");
        let mut far = world.signed_in("far").await;
        assert_eq!(far.get(&at).await.status, StatusCode::NOT_FOUND);
        let mut leader = world.signed_in("leader").await;
        assert_eq!(leader.get(&links::questionnaires()).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}
