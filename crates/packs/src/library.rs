//! All packs that a running program knows.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use xinqiao_access::emergency::EmergencyRules;
use xinqiao_audit::AuditPack;
use xinqiao_indicators::Floors;
use xinqiao_kernel::WorkingCalendar;
use xinqiao_psychometrics::definition::TextToml;

use crate::audit;
use crate::calendar;
use crate::campaigns;
use crate::cases;
use crate::devices;
use crate::disclosure;
use crate::disputes;
use crate::duties;
use crate::emergency;
use crate::fault::PackFault;
use crate::files::PackFiles;
use crate::groups;
use crate::informants;
use crate::instrument::{self, InstrumentPack};
use crate::jurisdictions;
use crate::licensed;
use crate::messages;
use crate::norms::{self, LocalNormRules};
use crate::notices::{self, TrustPacks};
use crate::quality;
use crate::referrals;
use crate::released::{Released, ReleasedPack};
use crate::risk;
use crate::rule::{self, RulePack};
use crate::sign_in::{self, SignInPack};
use crate::sources;
use crate::triage;
use crate::validity;

/// All packs, looked up by code. A pack with a fault in its definition is not in it; [`Library::faults`] says why.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Versions of an instrument, oldest first.
    instruments: BTreeMap<String, Vec<InstrumentPack>>,
    /// What the operator released while the program runs.
    released: Released,
    licensed: BTreeMap<String, Vec<xinqiao_psychometrics::builder::Licensed>>,
    rules: BTreeMap<String, RulePack>,
    /// Instruments whose every version is faulty: what names them is right.
    broken: BTreeSet<String>,
    calendar: WorkingCalendar,
    trust: TrustPacks,
    audit: Option<AuditPack>,
    emergency: Option<EmergencyRules>,
    floors: Floors,
    duties: BTreeMap<String, xinqiao_duties::Rules>,
    sign_in: Option<SignInPack>,
    triage: BTreeMap<String, Arc<xinqiao_text::Triage>>,
    risk: BTreeMap<String, risk::RiskPack>,
    sources: BTreeMap<String, xinqiao_warnings::Sources>,
    campaigns: BTreeMap<String, xinqiao_campaigns::Rules>,
    cases: BTreeMap<String, xinqiao_cases::Rules>,
    referrals: BTreeMap<String, xinqiao_referrals::Rules>,
    disputes: BTreeMap<String, xinqiao_disputes::Rules>,
    messages: BTreeMap<String, xinqiao_notices::Rules>,
    quality: BTreeMap<String, xinqiao_warnings::QualityRules>,
    jurisdictions: Option<xinqiao_warnings::Jurisdictions>,
    devices: BTreeMap<String, xinqiao_devices::Rules>,
    groups: BTreeMap<String, xinqiao_cases::register::Groups>,
    validity: BTreeMap<String, xinqiao_psychometrics::validity::Validity>,
    informants: BTreeMap<String, xinqiao_factor::informants::InformantRules>,
    norms: BTreeMap<String, xinqiao_factor::reference::ReferenceNorm>,
    local_norms: Option<LocalNormRules>,
    faults: Vec<PackFault>,
}

impl Library {
    /// The packs that the program carries.
    pub fn embedded() -> Self {
        Self::of_files(&PackFiles::embedded(), Vec::new())
    }

    /// The packs that the program carries and those of an operator's folder.
    ///
    /// The folder may add instruments, versions, rules and calendars, replace rules and calendars, and add the wording of an instrument
    /// whose wording is withheld, together with `permission.toml`. It may not change how a shipped version scores: that is a fault.
    pub fn load(folder: &Path) -> Self {
        Self::load_all(&[folder])
    }

    /// As [`Library::load`], with any number of folders; later ones lie over earlier ones.
    pub fn load_all<P: AsRef<Path>>(folders: &[P]) -> Self {
        let mut files = PackFiles::embedded();
        let mut faults = Vec::new();
        for folder in folders {
            let (over, unreadable) = PackFiles::of_folder(folder.as_ref());
            faults.extend(unreadable);
            faults.extend(files.overlay(over));
        }
        Self::of_files(&files, faults)
    }

    pub(crate) fn of_files(files: &PackFiles, faults: Vec<PackFault>) -> Self {
        let mut library = Self { faults, ..Self::default() };
        let mut places = None;
        for (pack, content) in &files.packs {
            let found = match pack.split('/').collect::<Vec<_>>().as_slice() {
                ["instruments", code, _] => {
                    let (loaded, found) = instrument::load(pack, content);
                    library.instruments.entry((*code).to_owned()).or_default().extend(loaded);
                    found
                }
                ["warnings", id] => {
                    let (loaded, found) = rule::load(pack, content);
                    library.rules.extend(loaded.map(|loaded| ((*id).to_owned(), loaded)));
                    found
                }
                ["audit"] => set(&mut library.audit, audit::load(content)),
                ["emergency"] => set(&mut library.emergency, emergency::load(content)),
                ["calendars"] => set(&mut library.calendar, calendar::load(content)),
                ["disclosure"] => set(&mut library.floors, disclosure::load(content)),
                ["sign-in"] => set(&mut library.sign_in, sign_in::load(content)),
                [jurisdictions::PACK] => {
                    let (raw, found) = jurisdictions::load(content);
                    places = raw;
                    found
                }
                ["duties", id] => keep(&mut library.duties, id, duties::load(pack, id, content)),
                ["triage", id] => keep(&mut library.triage, id, triage::load(pack, id, content)),
                ["risk", id] => keep(&mut library.risk, id, risk::load(pack, id, content)),
                ["sources", id] => keep(&mut library.sources, id, sources::load(pack, id, content)),
                ["campaigns", id] => keep(&mut library.campaigns, id, campaigns::load(pack, id, content)),
                ["cases", id] => keep(&mut library.cases, id, cases::load(pack, id, content)),
                ["referrals", id] => keep(&mut library.referrals, id, referrals::load(pack, id, content)),
                ["disputes", id] => keep(&mut library.disputes, id, disputes::load(pack, id, content)),
                ["messages", id] => keep(&mut library.messages, id, messages::load(pack, id, content)),
                ["quality", id] => keep(&mut library.quality, id, quality::load(pack, id, content)),
                ["devices", id] => keep(&mut library.devices, id, devices::load(pack, id, content)),
                ["licensed", id] => keep(&mut library.licensed, id, licensed::load(pack, content)),
                ["groups", id] => keep(&mut library.groups, id, groups::load(pack, id, content)),
                ["norms", norms::LOCAL] => set(&mut library.local_norms, norms::load_local(pack, content)),
                ["norms", id] => keep(&mut library.norms, id, norms::load(pack, id, content)),
                ["validity", id] => keep(&mut library.validity, id, validity::load(pack, id, content)),
                ["informants", id] => keep(&mut library.informants, id, informants::load(pack, id, content)),
                _ if notices::is_one(pack) => Vec::new(),
                _ => {
                    let expected = "instruments/<code>/<version>, warnings/<id>, calendars, jurisdictions, disclosure, audit, emergency, sign-in, notices/<purpose>/<version>, \
                                    retention/<id>, rights/<id>, duties/<id>, triage/<id>, risk/<id>, sources/<id>, campaigns/<id>, cases/<id>, referrals/<id>, disputes/<id>, messages/<id>, quality/<id>, groups/<id>, devices/<id>, licensed/<id>, validity/<id>, norms/<id>, informants/<id> or operator";
                    vec![PackFault::new(pack, content.keys().next().map_or("", String::as_str), "", expected, "another folder")]
                }
            };
            library.faults.extend(found);
        }
        let (trust, found) = notices::load(files);
        library.trust = trust;
        library.faults.extend(found);
        library.sort_versions();
        library.set_jurisdictions(files, places.as_ref());
        let dangling = library.dangling();
        library.faults.extend(dangling);
        library
    }

    /// What holds where, once all packs are there.
    fn set_jurisdictions(&mut self, files: &PackFiles, raw: Option<&xinqiao_warnings::JurisdictionsToml>) {
        let Some(raw) = raw else {
            if !files.packs.contains_key(jurisdictions::PACK) {
                let expected = "this file: which rules hold where";
                self.faults.push(PackFault::new(jurisdictions::PACK, "places.toml", "", expected, "nothing"));
            }
            return;
        };
        let is_faulty = |id: &str| files.packs.contains_key(&format!("warnings/{id}"));
        let (found, faults) = jurisdictions::compile(raw, &self.rules, is_faulty, self.messages.get("default"));
        self.jurisdictions = found;
        self.faults.extend(faults);
    }

    /// Versions oldest first; instruments without a sound version are broken.
    fn sort_versions(&mut self) {
        let broken = self.instruments.iter().filter(|(_, versions)| versions.is_empty());
        self.broken = broken.map(|(code, _)| code.clone()).collect();
        self.instruments.retain(|_, versions| !versions.is_empty());
        for versions in self.instruments.values_mut() {
            versions.sort_by(|one, other| compare_versions(one.instrument().version(), other.instrument().version()));
        }
    }

    /// Names across packs that lead nowhere.
    fn dangling(&self) -> Vec<PackFault> {
        let of_instruments = self.instruments.values().flatten().flat_map(|pack| {
            let instrument = pack.instrument();
            pack.dangling(&format!("instruments/{}/{}", instrument.code(), instrument.version()), self)
        });
        let of_rules = self.rules.iter().flat_map(|(id, pack)| pack.dangling(&format!("warnings/{id}"), self));
        let of_sources = self.sources.iter().flat_map(|(id, pack)| sources::dangling(&format!("sources/{id}"), pack, self));
        let of_validity = self.validity.iter().flat_map(|(id, rules)| validity::dangling(&format!("validity/{id}"), rules, self));
        let of_norms = self.norms.iter().flat_map(|(id, norm)| norms::dangling(&format!("norms/{id}"), norm, self));
        let of_informants =
            self.informants.iter().flat_map(|(id, rules)| informants::dangling(&format!("informants/{id}"), rules, self));
        of_instruments.chain(of_rules).chain(of_sources).chain(of_validity).chain(of_norms).chain(of_informants).collect()
    }

    /// Is there a pack of this instrument, sound or not?
    pub fn names(&self, code: &str) -> bool {
        self.instruments.contains_key(code) || self.broken.contains(code)
    }

    /// The latest version of an instrument that may be newly chosen.
    pub fn instrument(&self, code: &str) -> Option<&InstrumentPack> {
        match self.instruments.get(code) {
            Some(versions) => versions.last(),
            None => self.released.latest(code).map(ReleasedPack::pack),
        }
    }

    /// One version of an instrument: the one that answers are tied to.
    pub fn instrument_version(&self, code: &str, version: &str) -> Option<&InstrumentPack> {
        match self.instruments.get(code) {
            Some(versions) => versions.iter().find(|pack| pack.instrument().version() == version),
            None => self.released.version(code, version).map(ReleasedPack::pack),
        }
    }

    /// All versions of an instrument, oldest first.
    pub fn versions(&self, code: &str) -> impl Iterator<Item = &InstrumentPack> {
        self.instruments.get(code).into_iter().flatten()
    }

    /// The latest version of every instrument, by code; then those that the operator released.
    pub fn instruments(&self) -> impl Iterator<Item = &InstrumentPack> {
        let released = self.released.all_latest().map(ReleasedPack::pack);
        self.instruments.values().filter_map(|versions| versions.last()).chain(released)
    }

    /// Adds a version that the operator released; one that is there stays as it is.
    pub fn release(&self, one: ReleasedPack) {
        self.released.add(one);
    }

    /// Closes a version that the operator released: it is not newly chosen any more.
    pub fn close_released(&self, code: &str, version: &str) -> bool {
        self.released.close(code, version)
    }

    /// A version that the operator released.
    pub fn released_version(&self, code: &str, version: &str) -> Option<&ReleasedPack> {
        self.released.version(code, version)
    }

    /// The latest released versions that may be newly chosen, in the order of their release.
    pub fn released(&self) -> impl Iterator<Item = &ReleasedPack> {
        self.released.all_latest()
    }

    /// Names of questionnaires whose wording is not free.
    pub fn licensed(&self, id: &str) -> Option<&[xinqiao_psychometrics::builder::Licensed]> {
        self.licensed.get(id).map(Vec::as_slice)
    }

    /// Wording of one version in a language, `zh-CN` or `en`.
    pub fn text(&self, code: &str, version: &str, language: &str) -> Option<&TextToml> {
        self.instrument_version(code, version)?.text(language)
    }

    /// The warning rules of a pack.
    pub fn rules(&self, id: &str) -> Option<&RulePack> {
        self.rules.get(id)
    }

    /// Ids of the packs of warning rules.
    pub fn rule_ids(&self) -> impl Iterator<Item = &str> {
        self.rules.keys().map(String::as_str)
    }

    /// Which rules and which words of levels hold where; none when the table or rules that it names are faulty.
    pub const fn jurisdictions(&self) -> Option<&xinqiao_warnings::Jurisdictions> {
        self.jurisdictions.as_ref()
    }

    /// The working calendar of all years that have a pack.
    pub fn calendar(&self) -> &WorkingCalendar {
        &self.calendar
    }

    /// Notices, retention rules and deadlines of requests.
    pub fn trust(&self) -> &TrustPacks {
        &self.trust
    }

    /// How long audit rows are kept and what is looked at twice; none when its pack is faulty.
    pub const fn audit(&self) -> Option<&AuditPack> {
        self.audit.as_ref()
    }

    /// Limits of emergencies; none when their pack is faulty.
    pub const fn emergency(&self) -> Option<&EmergencyRules> {
        self.emergency.as_ref()
    }

    /// The rules of a pack by which free text is read.
    pub fn triage(&self, id: &str) -> Option<&xinqiao_text::Triage> {
        self.triage.get(id).map(Arc::as_ref)
    }

    /// The model of a pack by which evidence about one person adds up.
    pub fn risk(&self, id: &str) -> Option<&xinqiao_risk::Model> {
        self.risk.get(id).map(|pack| &pack.model)
    }

    /// The made-up population of a pack on which its model is judged before there are outcomes.
    pub fn simulation(&self, id: &str) -> Option<&xinqiao_risk::Simulation> {
        self.risk.get(id)?.simulation.as_ref()
    }

    /// The sources of a pack, besides answer sheets.
    pub fn sources(&self, id: &str) -> Option<&xinqiao_warnings::Sources> {
        self.sources.get(id)
    }

    /// The rules of a pack by which cases are worked on.
    pub fn cases(&self, id: &str) -> Option<&xinqiao_cases::Rules> {
        self.cases.get(id)
    }

    /// The rules of a pack by which work moves.
    pub fn referrals(&self, id: &str) -> Option<&xinqiao_referrals::Rules> {
        self.referrals.get(id)
    }

    /// The rules of a pack for disputes and petitions.
    pub fn disputes(&self, id: &str) -> Option<&xinqiao_disputes::Rules> {
        self.disputes.get(id)
    }

    /// The rules of a pack by which notices go out.
    pub fn messages(&self, id: &str) -> Option<&xinqiao_notices::Rules> {
        self.messages.get(id)
    }

    /// The rules of a pack by which figures of rules are read.
    pub fn quality(&self, id: &str) -> Option<&xinqiao_warnings::QualityRules> {
        self.quality.get(id)
    }

    /// The rules of a pack by which campaigns are run.
    pub fn campaigns(&self, id: &str) -> Option<&xinqiao_campaigns::Rules> {
        self.campaigns.get(id)
    }

    /// What devices may send, of a pack.
    pub fn devices(&self, id: &str) -> Option<&xinqiao_devices::Rules> {
        self.devices.get(id)
    }

    /// The population groups of a pack.
    pub fn groups(&self, id: &str) -> Option<&xinqiao_cases::register::Groups> {
        self.groups.get(id)
    }

    /// The rules of a pack by which sheets are put aside.
    pub fn validity(&self, id: &str) -> Option<&xinqiao_psychometrics::validity::Validity> {
        self.validity.get(id)
    }

    /// The rules of a pack about several informants.
    pub fn informants(&self, id: &str) -> Option<&xinqiao_factor::informants::InformantRules> {
        self.informants.get(id)
    }

    /// The newest version of each form of a family, in the order self, parent, teacher.
    pub fn forms_of(&self, family: &str) -> Vec<&InstrumentPack> {
        let newest = self.instruments.values().filter_map(|versions| versions.last());
        let mut forms: Vec<&InstrumentPack> =
            newest.filter(|pack| pack.instrument().pack().family.as_deref() == Some(family)).collect();
        forms.sort_by_key(|pack| pack.instrument().pack().informant);
        forms
    }

    /// The families of forms with wording, by code.
    pub fn families(&self) -> std::collections::BTreeSet<&str> {
        let newest = self.instruments.values().filter_map(|versions| versions.last());
        newest.filter(|pack| pack.has_wording()).filter_map(|pack| pack.instrument().pack().family.as_deref()).collect()
    }

    /// The norms of a version of an instrument, by id.
    pub fn norms<'a>(
        &'a self,
        instrument: &'a str,
        version: &'a str,
    ) -> impl Iterator<Item = &'a xinqiao_factor::reference::ReferenceNorm> {
        self.norms.values().filter(move |norm| norm.raw().instrument == instrument && norm.raw().instrument_version == version)
    }

    /// A norm by its id.
    pub(crate) fn norm(&self, id: &str) -> Option<&xinqiao_factor::reference::ReferenceNorm> {
        self.norms.get(id)
    }

    /// When norms may be computed from the own sheets; none when the pack is faulty.
    pub const fn local_norms(&self) -> Option<&LocalNormRules> {
        self.local_norms.as_ref()
    }

    /// From how many people on a count is shown.
    pub fn floors(&self) -> &Floors {
        &self.floors
    }

    /// The rules of signing in; none when there is no sound pack of them.
    pub fn sign_in(&self) -> Option<&SignInPack> {
        self.sign_in.as_ref()
    }

    /// The rules for duties of a pack.
    pub fn duties(&self, id: &str) -> Option<&xinqiao_duties::Rules> {
        self.duties.get(id)
    }

    /// What is wrong, in the order of the packs; empty when all is well.
    pub fn faults(&self) -> &[PackFault] {
        &self.faults
    }
}

/// Takes a pack of which there is one.
fn set<T>(slot: &mut T, (loaded, faults): (T, Vec<PackFault>)) -> Vec<PackFault> {
    *slot = loaded;
    faults
}

/// Keeps a sound pack under its id; what is wrong with it.
fn keep<T>(packs: &mut BTreeMap<String, T>, id: &str, (loaded, faults): (Option<T>, Vec<PackFault>)) -> Vec<PackFault> {
    packs.extend(loaded.map(|loaded| (id.to_owned(), loaded)));
    faults
}

/// `2` before `10`; anything else by its letters.
fn compare_versions(one: &str, other: &str) -> Ordering {
    match (one.parse::<u64>(), other.parse::<u64>()) {
        (Ok(first), Ok(second)) => first.cmp(&second),
        _ => one.cmp(other),
    }
}
