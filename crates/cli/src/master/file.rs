//! A master key in a file: 64 hexadecimal digits and a line feed, readable by its owner only.

use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;

use anyhow::{Context, bail};
use xinqiao_kernel::IdSource;
use xinqiao_vault::Zeroizing;

/// Longer files are no master keys.
const LONGEST: u64 = 256;

/// Reads a master key. Errors: others may read the file; it does not hold 64 hexadecimal digits.
pub fn read(path: &Path) -> anyhow::Result<Zeroizing<[u8; 32]>> {
    let shown = path.display();
    let file = fs::File::open(path).with_context(|| format!("open the master key in {shown}"))?;
    refuse_if_others_may_read(path, &file)?;
    let mut text = Zeroizing::new(String::new());
    file.take(LONGEST).read_to_string(&mut text).with_context(|| format!("read the master key in {shown}"))?;
    parse(&text).with_context(|| format!("read the master key in {shown}"))
}

/// Makes a new master key; a file that is there is never written over.
pub fn make(path: &Path, random: &IdSource) -> anyhow::Result<()> {
    use std::fmt::Write as _;
    let mut key = Zeroizing::new([0_u8; 32]);
    random.fill(key.as_mut());
    let mut text = Zeroizing::new(String::with_capacity(65));
    for byte in key.iter() {
        write!(text, "{byte:02x}")?;
    }
    text.push('\n');
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path).with_context(|| format!("make the file {}", path.display()))?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).with_context(|| format!("write {}", path.display()))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder).and_then(|folder| folder.sync_all()).with_context(|| format!("write {}", folder.display()))
}

/// 64 hexadecimal digits, with white space around them.
pub(super) fn parse(text: &str) -> anyhow::Result<Zeroizing<[u8; 32]>> {
    let digits = text.trim().as_bytes();
    if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
        bail!("expected 64 hexadecimal digits (32 bytes), found {} characters of another form", digits.len());
    }
    let mut key = Zeroizing::new([0_u8; 32]);
    let digit = |byte: u8| (byte as char).to_digit(16).unwrap_or(0) as u8;
    for (to, two) in key.iter_mut().zip(digits.as_chunks::<2>().0) {
        *to = digit(two[0]) << 4 | digit(two[1]);
    }
    Ok(key)
}

#[cfg(unix)]
fn refuse_if_others_may_read(path: &Path, file: &fs::File) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata().with_context(|| format!("look at {}", path.display()))?.permissions().mode();
    if mode & 0o077 != 0 {
        let shown = path.display();
        bail!("others may read the master key in {shown} (mode {:03o}): run `chmod 600 {shown}`", mode & 0o777);
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_if_others_may_read(_path: &Path, _file: &fs::File) -> anyhow::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_was_made_is_read_again_and_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("master.key");
        make(&file, &IdSource::seeded(1)).unwrap();
        let key = read(&file).unwrap();
        assert_ne!(*key, [0; 32]);
        let again = make(&file, &IdSource::seeded(2)).unwrap_err();
        assert!(format!("{again:#}").contains("master.key"));
        assert_eq!(read(&file).unwrap(), key);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_read_is_refused_with_the_command_that_mends_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("master.key");
        make(&file, &IdSource::seeded(1)).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        for mode in [0o640, 0o604, 0o620, 0o601] {
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            let fault = format!("{:#}", read(&file).unwrap_err());
            assert!(fault.contains("chmod 600") && fault.contains("master.key"), "{fault}");
        }
    }

    #[test]
    fn what_is_not_64_digits_is_refused_and_not_shown() {
        let digits = "0123456789abcdef".repeat(4);
        assert_eq!(parse(&format!(" {}\n", digits.to_uppercase())).unwrap()[..3], [0x01, 0x23, 0x45]);
        for wrong in ["", "0123", &digits[1..], &format!("{digits}0"), &digits.replace('f', "g"), &digits.replace('f', "é")] {
            let fault = format!("{:#}", parse(wrong).unwrap_err());
            assert!(fault.contains("64 hexadecimal digits") && !fault.contains("0123"), "{fault}");
        }
    }
}
