//! What other processes released: looked for at the start, every few seconds, and when somebody asks for something unknown.

use xinqiao_kernel::place::PlacePath;
use xinqiao_packs::ReleasedPack;

use super::draft::read_files;
use super::{PREFIX, pack_of};
use crate::{App, Result};

impl App {
    /// Takes released versions into the library that are not in it, and closes those that were withdrawn or whose right has ended.
    /// How many versions are new.
    pub async fn learn_questionnaires(&self) -> Result<usize> {
        let library = &self.inner.library;
        let mut learned = 0;
        for line in self.inner.db.released_questionnaires().await? {
            let (code, version) = (line.questionnaire.code.clone(), line.number.to_string());
            if library.released_version(&code, &version).is_none() {
                let Some(found) = self.inner.db.questionnaire_version(line.id).await? else { continue };
                let read = found.files.as_deref().map_or_else(|| Ok(Default::default()), read_files);
                match read.and_then(|files| pack_of(&line, files)) {
                    Ok(pack) => {
                        library.release(ReleasedPack::new(pack, line.questionnaire.place.as_str(), line.is_offered));
                        learned += 1;
                    }
                    // the others are used all the same
                    Err(fault) => {
                        tracing::error!(questionnaire = %code, error = %fault, "a released questionnaire cannot be read");
                        continue;
                    }
                }
            }
            if line.stage == "withdrawn" || self.is_expired(&line) {
                library.close_released(&code, &version);
            }
        }
        Ok(learned)
    }

    /// Looks again when this process does not know a version: another one may have released it.
    pub async fn know_questionnaire(&self, code: &str, version: &str) -> Result<()> {
        if code.starts_with(PREFIX) && self.inner.library.instrument_version(code, version).is_none() {
            self.learn_questionnaires().await?;
        }
        Ok(())
    }

    /// May a questionnaire of a code be newly chosen for a place? Shipped instruments may everywhere.
    pub(crate) fn is_for_place(&self, code: &str, version: &str, place: &PlacePath) -> bool {
        let Some(released) = self.inner.library.released_version(code, version) else { return true };
        released.place().parse::<PlacePath>().is_ok_and(|of| of.covers(place))
    }
}
