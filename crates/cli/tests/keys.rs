//! The program opens a database with its master key, and with nothing else.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::path::Path;
use std::process::{Command, Output};

/// Runs the program with no master key but what `keys` names.
fn xinqiao(folder: &Path, words: &[&str], keys: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xinqiao"));
    for variable in ["XINQIAO_MASTER_KEY", "XINQIAO_MASTER_KEY_FILE", "XINQIAO_MASTER_KEY_COMMAND", "XINQIAO_CRYPTO_SUITE"] {
        command.env_remove(variable);
    }
    command.env("XINQIAO_DATABASE", format!("sqlite://{}", folder.join("city.db").display()));
    command.args(words).envs(keys.iter().copied()).current_dir(folder).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn without_a_master_key_nothing_is_made_and_the_settings_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let ended = xinqiao(folder.path(), &["migrate"], &[]);
    assert!(!ended.status.success());
    for setting in ["--master-key-file", "XINQIAO_MASTER_KEY", "--master-key-command", "xinqiao keys new"] {
        assert!(said(&ended).contains(setting), "{}", said(&ended));
    }
    assert!(!folder.path().join("city.db").exists());
}

#[test]
fn a_database_opens_with_its_own_key_file_only() {
    let folder = tempfile::tempdir().unwrap();
    let run = |words: &[&str]| xinqiao(folder.path(), words, &[]);
    for name in ["one.key", "other.key"] {
        assert!(run(&["keys", "new", "--file", name]).status.success());
    }
    let again = run(&["keys", "new", "--file", "one.key"]);
    assert!(!again.status.success() && said(&again).contains("one.key"), "{}", said(&again));
    let made = run(&["migrate", "--master-key-file", "one.key"]);
    assert!(made.status.success(), "{}", said(&made));
    let before = std::fs::read(folder.path().join("city.db")).unwrap();
    for command in ["migrate", "doctor"] {
        let wrong = run(&[command, "--master-key-file", "other.key"]);
        assert!(!wrong.status.success() && said(&wrong).contains("it needs the master key"), "{}", said(&wrong));
    }
    assert_eq!(std::fs::read(folder.path().join("city.db")).unwrap(), before, "something was written");
    let right = run(&["migrate", "--master-key-file", "one.key"]);
    assert!(right.status.success(), "{}", said(&right));
    // two keys at once leave open which is meant
    let both = xinqiao(folder.path(), &["migrate", "--master-key-file", "one.key"], &[("XINQIAO_MASTER_KEY", "00")]);
    assert!(!both.status.success() && said(&both).contains("more than one"), "{}", said(&both));
}

#[test]
fn a_key_in_the_environment_that_is_none_is_refused_and_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let ended = xinqiao(folder.path(), &["migrate"], &[("XINQIAO_MASTER_KEY", "secret-word")]);
    assert!(!ended.status.success());
    assert!(said(&ended).contains("64 hexadecimal digits") && !said(&ended).contains("secret-word"), "{}", said(&ended));
}

#[test]
fn the_master_key_is_replaced_and_a_rotation_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let run = |words: &[&str]| xinqiao(folder.path(), words, &[]);
    let done = |words: &[&str]| {
        let ended = run(words);
        assert!(ended.status.success(), "{words:?}: {}", said(&ended));
        String::from_utf8(ended.stdout).unwrap()
    };
    done(&["keys", "new", "--file", "old.key"]);
    done(&["keys", "new", "--file", "new.key"]);
    done(&["migrate", "--master-key-file", "old.key"]);
    let asked = run(&["keys", "rotate", "--master-key-file", "old.key"]);
    assert!(!asked.status.success() && said(&asked).contains("--class"), "{}", said(&asked));
    let told = done(&["keys", "rotate", "--master-key-file", "old.key", "--new-master-key-file", "new.key"]);
    assert!(told.contains("4 data keys"), "{told}");
    let wrong = run(&["keys", "list", "--master-key-file", "old.key"]);
    assert!(!wrong.status.success() && said(&wrong).contains("it needs the master key"), "{}", said(&wrong));
    let told = done(&["keys", "rotate", "--master-key-file", "new.key", "--class", "person", "--class", "index"]);
    assert!(told.contains("key 5 comes for the class person") && told.contains("key 6 comes for the class index"), "{told}");
    let again = run(&["keys", "rotate", "--master-key-file", "new.key", "--class", "person"]);
    assert!(!again.status.success() && said(&again).contains("under way"), "{}", said(&again));
    let listed = done(&["keys", "list", "--master-key-file", "new.key"]);
    assert_eq!(listed.matches("coming").count(), 2, "{listed}");
    let checked = done(&["keys", "check", "--master-key-file", "new.key"]);
    assert!(checked.contains("person.key_sealed") && !checked.contains("BROKEN"), "{checked}");
}

#[cfg(unix)]
#[test]
fn a_program_may_hold_the_master_key() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("service");
    let text = "#!/bin/sh\nset -eu\nsafe=$(dirname \"$0\")\ncase \"$1\" in\n\
                wrap) cat > \"$safe/key-$2\"; printf '%08x\\n' \"$2\" ;;\n\
                open) cat \"$safe/key-$2\" ;;\n\
                name) echo key-of-the-service ;;\nesac\n";
    std::fs::write(&program, text).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
    let with = [("XINQIAO_MASTER_KEY_COMMAND", program.to_str().unwrap())];
    for _ in 0..2 {
        let ended = xinqiao(folder.path(), &["migrate"], &with);
        assert!(ended.status.success(), "{}", said(&ended));
    }
    assert!(folder.path().join("key-4").exists());
    std::fs::remove_file(folder.path().join("key-3")).unwrap();
    let closed = xinqiao(folder.path(), &["doctor"], &with);
    assert!(!closed.status.success() && said(&closed).contains("out of reach"), "{}", said(&closed));
}
