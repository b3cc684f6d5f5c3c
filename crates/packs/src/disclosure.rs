//! From how many people on a count is shown, out of `disclosure/floors.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use xinqiao_indicators::Floors;

use crate::fault::{PackFault, parse};

const PACK: &str = "disclosure";
const FILE: &str = "floors.toml";

/// Reads the floors; with any fault there is none, and no count is shown.
pub(crate) fn load(files: &BTreeMap<String, Cow<'static, [u8]>>) -> (Floors, Vec<PackFault>) {
    let others = files.keys().filter(|name| *name != FILE);
    let mut faults: Vec<PackFault> = others.map(|name| PackFault::new(PACK, name, "", FILE, "another file")).collect();
    let Some(bytes) = files.get(FILE) else {
        faults.push(PackFault::new(PACK, FILE, "", "a file of floors", "no file"));
        return (Floors::default(), faults);
    };
    match parse::<Floors>(PACK, FILE, bytes) {
        Ok(floors) => {
            let found = floors.faults();
            let expected = "2 persons or more, a source, and for each purpose a floor without levels";
            faults.extend(found.iter().map(|fault| PackFault::new(PACK, FILE, "floor", expected, fault.to_string())));
            (if found.is_empty() { floors } else { Floors::default() }, faults)
        }
        Err(fault) => {
            faults.push(fault);
            (Floors::default(), faults)
        }
    }
}
