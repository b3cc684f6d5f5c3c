//! What organisations call the levels: each reader reads their own word behind the colour, residents read none.

use xinqiao_app::assessment::{ContactTime, ContactWish};
use xinqiao_app::warnings::{Confirmation, QueueItem};
use xinqiao_kernel::id::{SignalId, WarningId};
use xinqiao_packs::Library;
use xinqiao_testkit::Engine;
use xinqiao_warnings::Level;
use xinqiao_web::links;

use super::world::{COUNTY, SCHOOL, World};

/// The packs with a table of lines: path, and what is said of it.
fn library(lines: &[(&str, &str)]) -> Library {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("jurisdictions")).unwrap();
    let shipped = include_str!("../../../../packs/jurisdictions/places.toml");
    let words = &shipped[shipped.find("[words.").unwrap()..];
    let lines = lines.iter().map(|(path, said)| format!("[[place]]\npath = \"{path}\"\n{said}\nsource = \"a decision\"\n"));
    std::fs::write(folder.path().join("jurisdictions/places.toml"), format!("{}{words}", lines.collect::<String>())).unwrap();
    let library = Library::load(folder.path());
    assert_eq!(library.faults(), []);
    library
}

/// A pupil's wish for contact: a blue signal of the school.
async fn wish(world: &World) -> SignalId {
    let pupil = world.caller("xia").await;
    world
        .app
        .request_contact(&pupil, &ContactWish { time: ContactTime::Evening, phone: Some("13912345678".to_owned()) })
        .await
        .unwrap();
    let items = world.app.queue(&world.caller("shen").await).await.unwrap().items;
    let mut signals = items.into_iter().filter_map(|item| match item {
        QueueItem::Signal(signal) => Some(signal.id),
        QueueItem::Warning(_) => None,
    });
    signals.next().unwrap()
}

async fn confirmed(world: &World, signal: SignalId) -> WarningId {
    let desk = world.caller("baizhi").await;
    let event = world.app.fresh_event();
    let owner = Some(desk.account());
    let input = Confirmation { signals: vec![signal], level: Level::Blue, owner, note: None, event };
    world.app.confirm_warning(&desk, &input).await.unwrap()
}

async fn page(world: &World, login: &str, address: &str) -> String {
    let page = world.signed_in(login).await.get(address).await;
    assert_eq!(page.status, 200, "{login} at {address}");
    page.html
}

const ROOT: (&str, &str) = ("", "rules = \"assessment-default\"");

#[tokio::test]
async fn two_readers_of_one_warning_read_the_same_colour_with_the_words_of_their_own_organisations() {
    for engine in Engine::both() {
        let mut world = World::on(engine).await;
        world.load(library(&[ROOT, (COUNTY, "words = \"grade-one-mildest\""), (SCHOOL, "words = \"grade-one-gravest\"")]));
        let signal = wish(&world).await;
        let legends = [
            ("shen", "蓝色（三级）", "红色为一级，黄色为二级，蓝色为三级"),
            ("baizhi", "蓝色（一级）", "红色为三级，黄色为二级，蓝色为一级"),
        ];
        for (login, badge, legend) in legends {
            let html = page(&world, login, &links::signal(signal)).await;
            assert!(html.contains(badge) && html.contains(legend) && html.contains("以颜色为准"), "{login}");
            assert!(html.contains("xq-level-blue"), "the colour stays");
            assert!(page(&world, login, &links::desk()).await.contains(badge), "{login}'s queue");
        }
        let warning = confirmed(&world, signal).await;
        for (login, badge, legend) in legends {
            let html = page(&world, login, &links::warning(warning)).await;
            assert!(html.contains(badge) && html.contains(legend), "{login}");
            let list = format!("{}/warnings", links::desk());
            assert!(page(&world, login, &list).await.contains(badge), "{login}'s list");
        }
        // residents read of it nothing at all
        let own = page(&world, "xia", "/me/care").await;
        assert!(!["一级", "三级", "蓝色"].iter().any(|word| own.contains(word)));
        world.close().await;
    }
}

#[tokio::test]
async fn a_warning_names_the_rules_it_began_under_and_those_that_hold_by_now() {
    for engine in Engine::both() {
        let mut world = World::on(engine).await;
        let signal = wish(&world).await;
        let warning = confirmed(&world, signal).await;
        let before = page(&world, "baizhi", &links::warning(warning)).await;
        assert!(before.contains("自测结果的提示规则（默认），第1版") && !before.contains("当地现在用"));
        // without words of its own a place reads colours
        assert!(before.contains("蓝色") && !before.contains("本单位的叫法"));
        world.load(library(&[ROOT, (COUNTY, "rules = \"school-example\"")]));
        let after = page(&world, "baizhi", &links::warning(warning)).await;
        assert!(after.contains("自测结果的提示规则（默认），第1版"));
        assert!(after.contains("当地现在用“学区提示规则（示例），第1版”"), "the rules that hold by now");
        world.close().await;
    }
}
