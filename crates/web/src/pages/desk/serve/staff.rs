//! The shell of a staff page for the caller.

use xinqiao_access::Action;
use xinqiao_app::Caller;

use crate::fault::Fault;
use crate::pages::desk::duties;
use crate::shell::{Area, StaffMember, StaffShell};
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// The areas that the caller's roles open today.
pub fn areas(site: &Site, caller: &Caller) -> Vec<Area> {
    let today = site.app.day(site.app.now());
    let open = |area: &Area| {
        let action = match area {
            Area::Desk => Action::ListWarnings,
            Area::Report => Action::ReportConcern,
            Area::Roster => Action::ReadRoster,
            Area::Disputes => Action::ReadDispute,
            Area::People => Action::SearchPeople,
            // where somebody finds people, the register is a part of that
            Area::Groups => {
                let may = |action| caller.actor().may(action, today);
                return !may(Action::SearchPeople) && (may(Action::ReadGroups) || may(Action::RecordGroup));
            }
            Area::Cases => Action::ListCases,
            Area::Campaigns => Action::ListCampaigns,
            // whoever runs campaigns reaches the classes from there
            Area::Classes => {
                let may = |action| caller.actor().may(action, today);
                return may(Action::ReadCompletion) && !may(Action::ListCampaigns);
            }
            Area::Emergency => Action::BreakGlass,
            Area::Reviews => Action::ReviewBreakGlass,
            Area::Requests => Action::HandleDataRequest,
            Area::Disclosures => Action::ReadDisclosures,
            Area::Holds => Action::PlaceLegalHold,
            Area::Retention => Action::ManageRetention,
            Area::Aggregates => Action::ReadAggregates,
            Area::Minors => Action::ApproveMinorAccess,
            Area::Accounts => Action::ManageAccounts,
            Area::AccessReview => Action::ReviewAccess,
            Area::Duties => return !duties::kinds(site, caller).is_empty(),
            Area::Audit => Action::ReadAudit,
            Area::Devices => Action::ManageDevices,
            Area::Jobs => Action::ReadJobs,
            Area::Referrals => Action::ReadReferral,
            Area::Receivers => Action::ManageReceivers,
        };
        caller.actor().may(action, today)
    };
    Area::ALL.into_iter().filter(open).collect()
}

/// The shell with the caller's name, role and places.
pub async fn shell(
    site: &Site,
    visitor: &Visitor,
    caller: &Caller,
    current: Area,
    waiting: Option<u64>,
) -> Result<StaffShell, Fault> {
    let lang = visitor.preferences.lang;
    let today = site.app.day(site.app.now());
    let (mut role, mut places) = (String::new(), Vec::new());
    for held in caller.actor().in_force(today).filter(|held| held.role.is_staff()) {
        if role.is_empty() {
            role = words::role(lang, held.role.code());
        }
        let name = site.app.place_name(&held.place).await.map_err(|fault| visitor.fault(fault))?;
        if !places.contains(&name) {
            places.push(name);
        }
    }
    let scope = places.join(&lang.t("join-comma"));
    let unit = places.into_iter().next().unwrap_or_default();
    let member = StaffMember { name: caller.name().to_owned(), role, unit };
    let note = site.service.note_in(lang).map(str::to_owned);
    let open = site.app.open_emergencies(caller).await.map_err(|fault| visitor.fault(fault))?;
    let emergencies = open.iter().map(|(row, left)| {
        let at = super::timing::moment(site, lang, row.until_at);
        (lang.t2("emergency-banner", "minutes", left, "at", at), crate::links::emergency(row.id))
    });
    let emergencies = emergencies.collect();
    Ok(StaffShell { note, emergencies, ..StaffShell::new(lang, member, scope, &areas(site, caller), current, waiting) })
}
