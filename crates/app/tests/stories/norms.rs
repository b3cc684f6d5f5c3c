//! Norms of the own sheets, and the history of a score with its error.

use xinqiao_app::Caller;
use xinqiao_app::assessment::{Sharing, Sheet};
use xinqiao_app::norms::{LocalNormAsked, ScoreName};
use xinqiao_factor::Verdict;
use xinqiao_kernel::id::CampaignId;

use crate::world::{SCHOOL, World, is_denied, is_invalid, is_not_found, on_both, path};

/// The least number of persons of packs/norms/local.
const LEAST: usize = 100;

fn asked() -> LocalNormAsked {
    LocalNormAsked { place: path(SCHOOL), instrument: "phq-9".to_owned(), version: None, score: "total".to_owned() }
}

/// Totals 0 to 9, again and again.
fn answers(number: usize) -> [u8; 9] {
    std::array::from_fn(|item| u8::from(item < number % 10))
}

async fn answered(world: &World, id: CampaignId, number: usize) -> Caller {
    let login = format!("pupil{number}");
    let pupil = world.resident(&login, SCHOOL).await;
    world.ask(id, &pupil).await;
    world.submit(&pupil, &login, answers(number), Sharing::Campaign(id)).await;
    pupil
}

#[tokio::test]
async fn too_few_sheets_make_no_norm_and_enough_make_a_frozen_version() {
    on_both(async |world| {
        let app = world.app();
        let id = world.campaign().await;
        for number in 0..LEAST - 1 {
            answered(world, id, number).await;
        }
        is_invalid(app.local_norm(&asked(), true).await, "persons");
        // a hasty sheet counts for nobody
        let hasty = world.resident("hasty", SCHOOL).await;
        let mut tx = world.db.begin().await.unwrap();
        tx.add_member(id, hasty.person().unwrap(), world.now()).await.unwrap();
        tx.commit().await.unwrap();
        let sheet = Sheet { seconds: Some(2), ..world.sheet("hasty", answers(9), Sharing::Campaign(id)) };
        app.submit(&hasty, sheet).await.unwrap();
        is_invalid(app.local_norm(&asked(), true).await, "persons");
        let last = answered(world, id, LEAST - 1).await;
        let tried = app.local_norm(&asked(), false).await.unwrap();
        assert_eq!((tried.row.version, tried.row.persons, tried.left_out), (0, LEAST as i64, 1));
        // totals 0 to 9, ten of each
        assert!((tried.mean - 4.5).abs() < 1e-12 && (tried.sd - (825.0_f64 / 99.0).sqrt()).abs() < 1e-12, "{tried:?}");
        assert!(tried.alpha.is_some_and(|alpha| 0.5 < alpha && alpha < 1.0));
        assert_eq!(app.local_norm(&asked(), true).await.unwrap().row.version, 1);
        assert_eq!(app.local_norm(&asked(), true).await.unwrap().row.version, 2);
        let kept = world.audit().await.into_iter().filter(|row| row.action == "freeze_norm").count();
        assert_eq!(kept, 2);
        // the nearest own norm stands before the table of the packs, with T, percentile and error
        let shen = world.caller("shen").await;
        let found = app.score_history(&shen, last.person().unwrap(), "phq-9").await.unwrap();
        assert_eq!(found.norms.len(), 2);
        assert!(matches!(&found.norms[0].name, ScoreName::Own { version: 2, .. }), "{:?}", found.norms[0].name);
        assert!(matches!(&found.norms[1].name, ScoreName::Table { id, .. } if id == "phq-9-nhanes"));
        let latest = &found.norms[0].latest;
        assert!((latest.t - (50.0 + 10.0 * 4.5 / tried.sd)).abs() < 1e-9 && latest.percentile == Some(95.0), "{latest:?}");
        assert_eq!(found.error, latest.error.map(|error| (error, 0)));
    })
    .await;
}

#[tokio::test]
async fn a_change_is_told_only_when_it_passes_the_error() {
    on_both(async |world| {
        let app = world.app();
        let lin = world.caller("lin").await;
        for (key, answers) in
            [("one", [1, 1, 1, 1, 1, 0, 0, 0, 0]), ("two", [1, 1, 1, 1, 1, 1, 1, 0, 0]), ("three", [2, 2, 2, 2, 2, 2, 2, 2, 0])]
        {
            world.submit(&lin, key, answers, Sharing::Contact).await;
            world.pass_h(24 * 7);
        }
        // private, too fast, incomplete: none of them is a point
        world.submit(&lin, "private", [3; 9], Sharing::Private).await;
        let fast = Sheet { seconds: Some(3), ..world.sheet("fast", [0; 9], Sharing::Contact) };
        app.submit(&lin, fast).await.unwrap();
        let shen = world.caller("shen").await;
        let found = app.score_history(&shen, lin.person().unwrap(), "phq-9").await.unwrap();
        assert_eq!(found.points.iter().map(|point| point.score).collect::<Vec<_>>(), [5.0, 7.0, 16.0]);
        assert_eq!(found.left_out, 1);
        // packs/norms/phq-9-nhanes: SD 4.09, alpha 0.874
        let error = 4.09 * (1.0_f64 - 0.874).sqrt();
        assert!((found.error.unwrap().0 - error).abs() < 1e-12);
        let verdicts: Vec<_> =
            found.points.iter().map(|point| point.measured.unwrap().since_last.map(|change| change.verdict)).collect();
        assert_eq!(verdicts, [None, Some(Verdict::WithinError), Some(Verdict::Higher)]);
        let index = found.points[2].measured.unwrap().since_last.unwrap().index;
        assert!((index - 9.0 / (error * 2.0_f64.sqrt())).abs() < 1e-12);
        assert!(found.name.ends_with('*'), "{}", found.name);
        // the person sees the private one too
        let own = app.own_history(&lin, "phq-9").await.unwrap();
        assert_eq!(own.points.len(), 4);
    })
    .await;
}

#[tokio::test]
async fn who_reads_no_scores_reads_no_history() {
    on_both(async |world| {
        let app = world.app();
        let lin = world.caller("lin").await;
        let person = lin.person().unwrap();
        world.submit(&lin, "one", [1; 9], Sharing::Contact).await;
        is_denied(app.score_history(&world.caller("duty1").await, person, "phq-9").await);
        is_denied(app.score_history(&lin, person, "phq-9").await);
        let shen = world.caller("shen").await;
        is_not_found(app.score_history(&shen, person, "gad-7").await);
        is_not_found(app.own_history(&lin, "gad-7").await);
        assert!(app.score_history(&shen, person, "phq-9").await.is_ok());
        let rows = world.audit().await;
        assert!(
            rows.iter().any(|row| row.action == "read_scores" && row.person == Some(person) && row.detail.starts_with("history"))
        );
    })
    .await;
}
