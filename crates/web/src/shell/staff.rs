//! Shell of the staff pages: side navigation, bar, page header.

use crate::i18n::Lang;
use crate::links;

/// A part of the staff pages that has its own entry in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    Desk,
    Report,
    Roster,
    Disputes,
    People,
    Groups,
    Cases,
    Campaigns,
    Classes,
    Emergency,
    Reviews,
    Requests,
    Disclosures,
    Holds,
    Retention,
    Aggregates,
    Minors,
    Accounts,
    AccessReview,
    Duties,
    Audit,
    Jobs,
    Devices,
    Referrals,
    Receivers,
}

impl Area {
    /// All areas in the order of the navigation.
    pub const ALL: [Self; 25] = [
        Self::Desk,
        Self::Report,
        Self::Disputes,
        Self::People,
        Self::Groups,
        Self::Cases,
        Self::Referrals,
        Self::Campaigns,
        Self::Classes,
        Self::Aggregates,
        Self::Roster,
        Self::Requests,
        Self::Emergency,
        Self::Reviews,
        Self::Minors,
        Self::Accounts,
        Self::AccessReview,
        Self::Receivers,
        Self::Duties,
        Self::Audit,
        Self::Disclosures,
        Self::Holds,
        Self::Retention,
        Self::Jobs,
        Self::Devices,
    ];
}

/// One entry of the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    pub label: String,
    pub href: String,
    /// Name of a symbol in the staff sprite, without `i-`.
    pub icon: &'static str,
    /// How much waits there, formatted; none shows no badge.
    pub count: Option<String>,
    pub current: bool,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    pub name: String,
    /// Role in words.
    pub role: String,
    /// Organisation.
    pub unit: String,
}

impl StaffMember {
    /// First sign of the name, for the avatar.
    pub fn initial(&self) -> String {
        self.name.chars().take(1).collect()
    }
}

/// What every staff page knows beside its own content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffShell {
    pub lang: Lang,
    pub member: StaffMember,
    /// Which places the member's rights reach, in words.
    pub scope: String,
    pub nav: Vec<NavItem>,
    /// What every page says of its data: that a demonstration is one.
    pub note: Option<String>,
    /// Emergencies that are open: words and address.
    pub emergencies: Vec<(String, String)>,
}

impl StaffShell {
    /// A shell whose navigation shows `areas` in order, `current` marked, with how much waits on the desk.
    pub fn new(lang: Lang, member: StaffMember, scope: String, areas: &[Area], current: Area, waiting: Option<u64>) -> Self {
        let nav = areas.iter().map(|area| item(lang, *area, current, waiting)).collect();
        Self { lang, member, scope, nav, note: None, emergencies: Vec::new() }
    }

    /// A shell for samples and the gallery.
    pub fn sample(lang: Lang, current: Area) -> Self {
        let (name, role, unit, scope) = match lang {
            Lang::ZhCn => ("陈海棠", "心理咨询师", "甘州区指导中心", "甘州区"),
            Lang::En => ("Chen Haitang", "Counsellor", "Ganzhou guidance centre", "Ganzhou district"),
        };
        let member = StaffMember { name: name.to_owned(), role: role.to_owned(), unit: unit.to_owned() };
        Self::new(lang, member, scope.to_owned(), &Area::ALL, current, Some(17))
    }
}

fn item(lang: Lang, area: Area, current: Area, waiting: Option<u64>) -> NavItem {
    let (label, href, icon) = match area {
        Area::Desk => (lang.t("nav-desk"), links::desk(), "home"),
        Area::Report => (lang.t("nav-report"), links::report(), "message"),
        Area::Roster => (lang.t("nav-roster"), links::roster(), "calendar"),
        Area::Disputes => (lang.t("nav-disputes"), links::disputes(), "users"),
        Area::People => (lang.t("nav-people"), links::people(), "search"),
        Area::Groups => (lang.t("nav-groups"), links::groups(), "users"),
        Area::Cases => (lang.t("nav-cases"), links::cases(), "heart"),
        Area::Campaigns => (lang.t("nav-campaigns"), links::campaigns(), "clipboard"),
        Area::Classes => (lang.t("nav-classes"), links::classes(), "clipboard"),
        Area::Emergency => (lang.t("nav-emergency"), links::emergencies(), "flag"),
        Area::Reviews => (lang.t("nav-reviews"), links::emergency_reviews(), "shield"),
        Area::Requests => (lang.t("nav-requests"), links::data_requests(), "users"),
        Area::Disclosures => (lang.t("nav-disclosures"), links::disclosures(), "send"),
        Area::Holds => (lang.t("nav-holds"), links::holds(), "lock"),
        Area::Retention => (lang.t("nav-retention"), links::retention(), "calendar"),
        Area::Aggregates => (lang.t("nav-aggregates"), links::aggregates(), "users"),
        Area::Minors => (lang.t("nav-minors"), links::minors(), "users"),
        Area::Accounts => (lang.t("nav-accounts"), links::accounts(), "users"),
        Area::AccessReview => (lang.t("nav-access-review"), links::access_review(), "check"),
        Area::Duties => (lang.t("nav-duties"), crate::pages::desk::address::pattern::DUTIES_HOME.to_owned(), "shield"),
        Area::Audit => (lang.t("nav-audit"), links::audit(), "log"),
        Area::Referrals => (lang.t("nav-referrals"), links::referrals(), "send"),
        Area::Receivers => (lang.t("nav-receivers"), links::receivers(), "users"),
        Area::Devices => (lang.t("nav-devices"), links::devices(), "settings"),
        Area::Jobs => (lang.t("nav-jobs"), links::jobs(), "settings"),
    };
    let count = waiting.filter(|_| area == Area::Desk).map(|count| lang.count(count));
    NavItem { label, href, icon, count, current: area == current }
}
