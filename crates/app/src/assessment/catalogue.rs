//! Which self-tests residents are offered.

use xinqiao_packs::{InstrumentPack, ReleasedPack};

use crate::App;

/// What residents are offered, in this order; those without wording in the running packs are left out.
const OFFERED: [&str; 10] = ["phq-9", "gad-7", "who-5", "k10", "rses", "swls", "gds-15", "ces-d", "dass-21", "srq-20"];

/// A self-test that can be taken question by question.
pub struct SelfTest<'a> {
    pub code: &'a str,
    pub pack: &'a InstrumentPack,
    /// scored questions
    pub questions: usize,
    /// minutes, rounded up, at fifteen seconds a question
    pub minutes: usize,
}

impl App {
    /// The self-tests on offer.
    pub fn self_tests(&self) -> Vec<SelfTest<'_>> {
        let more = self.inner.library.instruments().filter(|pack| is_own_offer(pack)).map(|pack| pack.instrument().code());
        let more = more.filter(|code| !OFFERED.contains(code));
        let shipped = OFFERED.iter().copied().chain(more).filter_map(|code| self.self_test(code));
        shipped.chain(self.offered().map(|one| SelfTest::of(one.pack()))).collect()
    }

    /// One self-test on offer.
    pub fn self_test(&self, code: &str) -> Option<SelfTest<'_>> {
        let released = self.offered().any(|one| one.pack().instrument().code() == code);
        let is_offered =
            |pack: &&InstrumentPack| (OFFERED.contains(&code) || is_own_offer(pack) || released) && pack.has_wording();
        let pack = self.inner.library.instrument(code).filter(is_offered)?;
        Some(SelfTest::of(pack))
    }

    /// Released questionnaires of the operator that everybody of the jurisdiction is offered.
    fn offered(&self) -> impl Iterator<Item = &ReleasedPack> {
        let everybody = self.inner.place.as_str();
        self.inner.library.released().filter(move |one| one.is_offered() && everybody.starts_with(one.place()))
    }
}

/// An operator's pack that says itself that residents are offered it.
fn is_own_offer(pack: &InstrumentPack) -> bool {
    pack.adaptive().is_some_and(|form| form.raw().self_test)
}

impl<'a> SelfTest<'a> {
    /// The questions of a pack, on offer or not: a campaign may ask others.
    pub fn of(pack: &'a InstrumentPack) -> Self {
        let questions = pack.instrument().items().iter().filter(|item| item.is_scored()).count();
        Self { code: pack.instrument().code(), pack, questions, minutes: (questions * 15).div_ceil(60) }
    }
}
