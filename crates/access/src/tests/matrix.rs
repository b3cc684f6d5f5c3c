use crate::policy_matrix;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/policy-matrix.txt");

/// `XINQIAO_BLESS=1 cargo test -p xinqiao-access` writes the file anew; the reviewer reads the difference.
#[test]
#[expect(clippy::disallowed_methods, reason = "the variable renews the file; it is read in this test only")]
fn the_printed_policy_is_the_one_in_the_repository() {
    let printed = policy_matrix();
    if std::env::var_os("XINQIAO_BLESS").is_some() {
        std::fs::write(FILE, &printed).unwrap();
    }
    assert_eq!(std::fs::read_to_string(FILE).unwrap(), printed);
}
