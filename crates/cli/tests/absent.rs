//! Commands that look at a database, where there is none.

use std::process::Command;

#[test]
fn commands_that_look_at_an_absent_database_say_so_and_make_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mistyped.db");
    let backup = folder.path().join("backup").display().to_string();
    for command in [vec!["audit", "verify"], vec!["doctor"], vec!["backup", &backup], vec!["serve", "--listen", "127.0.0.1:0"]] {
        let ended = Command::new(env!("CARGO_BIN_EXE_xinqiao"))
            .args(&command)
            .env("XINQIAO_MASTER_KEY", xinqiao_testkit::master_key_text())
            .env("XINQIAO_DATABASE", format!("sqlite://{}", file.display()))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(!ended.status.success(), "{command:?}");
        assert!(said.contains("no database in") && said.contains("mistyped.db"), "{command:?}: {said}");
        assert!(!file.exists(), "{command:?} made a file");
    }
}

#[test]
fn a_database_without_tables_is_told_to_be_migrated() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("empty.db");
    std::fs::write(&file, "").unwrap();
    let ended = Command::new(env!("CARGO_BIN_EXE_xinqiao"))
        .args(["audit", "verify"])
        .env("XINQIAO_MASTER_KEY", xinqiao_testkit::master_key_text())
        .env("XINQIAO_DATABASE", format!("sqlite://{}", file.display()))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(!ended.status.success());
    assert!(said.contains("xinqiao migrate"), "{said}");
}
