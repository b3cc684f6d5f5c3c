//! The built program, for tests that run it as a process.

use std::path::PathBuf;

/// The path of the built `xinqiao` of the profile that this test was built with. (Inside crates/cli prefer
/// `env!("CARGO_BIN_EXE_xinqiao")`, which also has it built.)
///
/// # Panics
/// When it is not built; the message says how to build it.
#[must_use]
pub fn program() -> PathBuf {
    let test = std::env::current_exe().expect("the path of the running test");
    let built = test
        .ancestors()
        .find(|folder| folder.file_name().is_some_and(|name| name == "deps"))
        .and_then(|folder| folder.parent())
        .unwrap_or_else(|| panic!("{} does not lie in a folder `deps`", test.display()));
    let program = built.join(format!("xinqiao{}", std::env::consts::EXE_SUFFIX));
    assert!(program.is_file(), "{} is not built: run `cargo build --bin xinqiao`", program.display());
    program
}
