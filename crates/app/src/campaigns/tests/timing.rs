use super::world::{on_both, phq9_file};
#[tokio::test]
async fn timing() {
    on_both(async |world| {
        let id = world.campaign().await;
        let names: Vec<String> = (1..=10_000).map(|n| n.to_string()).collect();
        let rows: Vec<(&str, [u8; 9])> = names.iter().map(|n| (n.as_str(), [1; 9])).collect();
        let t = std::time::Instant::now();
        let c = world.check(id, phq9_file(&rows)).await;
        println!("check {:?}", t.elapsed());
        let t = std::time::Instant::now();
        world.app.apply_import(&world.desk, c.import, None).await.unwrap();
        println!("apply {:?}", t.elapsed());
        let t = std::time::Instant::now();
        world.import(id, phq9_file(&rows)).await;
        println!("again {:?}", t.elapsed());
        let t = std::time::Instant::now();
        world.app.corrected_copy(&world.desk, c.import, &str::to_owned).await.unwrap();
        println!("copy {:?}", t.elapsed());
    })
    .await;
}
