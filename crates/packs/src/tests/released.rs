//! Versions that are released while the program runs.

use std::collections::BTreeMap;

use crate::{Library, ReleasedPack, read_instrument};

fn texts(version: &str) -> BTreeMap<String, String> {
    let shipped = crate::files::PackFiles::embedded();
    let files = &shipped.packs["instruments/who-5/1"];
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let mut texts: BTreeMap<String, String> = files.iter().map(|(name, bytes)| (name.clone(), text(bytes))).collect();
    let head = texts["pack.toml"].replace("code = \"who-5\"", "code = \"own-mood\"");
    texts.insert("pack.toml".to_owned(), head.replace("version = \"1\"", &format!("version = \"{version}\"")));
    texts
}

fn version(version: &str) -> ReleasedPack {
    ReleasedPack::new(read_instrument("own-mood", version, texts(version)).unwrap(), "620000/", true)
}

#[test]
fn a_released_version_is_found_and_stays_where_it_is() {
    let library = Library::embedded();
    assert!(library.instrument("own-mood").is_none());
    library.release(version("1"));
    let first = library.instrument("own-mood").unwrap();
    let before = library.instruments().count();
    for number in 2..=40 {
        library.release(version(&number.to_string()));
    }
    // versions are numbers: 40 comes after 9
    assert_eq!(library.instrument("own-mood").unwrap().instrument().version(), "40");
    assert!(std::ptr::eq(first, library.instrument_version("own-mood", "1").unwrap()));
    assert_eq!((library.instruments().count(), library.released().count()), (before, 1));
    library.release(version("7"));
    assert_eq!(library.released_version("own-mood", "7").map(ReleasedPack::place), Some("620000/"));
}

#[test]
fn a_closed_version_is_read_and_not_chosen() {
    let library = Library::embedded();
    library.release(version("1"));
    library.release(version("2"));
    assert!(library.close_released("own-mood", "2"));
    assert_eq!(library.instrument("own-mood").unwrap().instrument().version(), "1");
    assert!(library.close_released("own-mood", "1") && !library.close_released("own-mood", "3"));
    assert!(library.instrument("own-mood").is_none() && library.instrument_version("own-mood", "2").is_some());
    assert!(library.released().next().is_none());
}

#[test]
fn many_at_once_are_all_there() {
    let library = Library::embedded();
    std::thread::scope(|scope| {
        for start in 0..4_u32 {
            let library = &library;
            scope.spawn(move || (1..=10).for_each(|one| library.release(version(&(start * 5 + one).to_string()))));
        }
    });
    assert_eq!((1..=25).filter(|number| library.instrument_version("own-mood", &number.to_string()).is_some()).count(), 25);
}

#[test]
fn a_faulty_file_is_refused_with_its_faults() {
    let mut files = texts("1");
    files.insert("items.toml".to_owned(), "[[item]]\ncode = \"1\"\nscale = \"nowhere\"\n".to_owned());
    let faults = read_instrument("own-mood", "1", files).unwrap_err();
    assert!(faults.iter().any(|fault| fault.file == "items.toml" && fault.key.contains("scale")), "{faults:?}");
}
