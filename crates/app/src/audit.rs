//! Audit rows from permits and scopes.

use uuid::Uuid;
use xinqiao_access::{Act, Action, Permit, Purpose, Resource, Scope};
use xinqiao_kernel::id::AuditId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::audit::NewAudit;

use crate::{App, Caller};

/// The row of something done with one record.
pub(crate) fn done<A: Act>(
    app: &App,
    permit: &Permit<A>,
    kind: &'static str,
    record: Option<Uuid>,
    detail: impl Into<String>,
) -> NewAudit {
    NewAudit {
        id: AuditId::new(app.ids(), app.now()),
        account: Some(permit.account()),
        role: permit.role().code().to_owned(),
        action: A::ACTION.code().to_owned(),
        purpose: permit.purpose().code().to_owned(),
        place: permit.place().clone(),
        person: permit.person(),
        record_kind: kind,
        record,
        refused: false,
        detail: detail.into(),
    }
}

/// The row of a list that was read.
pub(crate) fn listed<A: Act>(app: &App, caller: &Caller, scope: &Scope<A>, kind: &'static str, count: usize) -> NewAudit {
    let role = scope.role();
    let assignment = caller.actor().in_force(app.day(app.now())).find(|held| Some(held.role) == role);
    NewAudit {
        id: AuditId::new(app.ids(), app.now()),
        account: Some(scope.account()),
        role: role.map_or("none", |role| role.code()).to_owned(),
        action: A::ACTION.code().to_owned(),
        purpose: scope.purpose().code().to_owned(),
        place: assignment.map_or_else(PlacePath::root, |held| held.place.clone()),
        person: None,
        record_kind: kind,
        record: None,
        refused: false,
        detail: format!("rows={count}"),
    }
}

/// The row of something that an account's holder did with the account itself.
pub(crate) fn by_account(
    app: &App,
    caller: &Caller,
    action: &'static str,
    kind: &'static str,
    record: Option<Uuid>,
    detail: impl Into<String>,
) -> NewAudit {
    NewAudit {
        id: AuditId::new(app.ids(), app.now()),
        account: Some(caller.account()),
        role: caller.first().map_or("none", |(role, _)| role.code()).to_owned(),
        action: action.to_owned(),
        purpose: Purpose::SelfService.code().to_owned(),
        place: caller.first().map_or_else(PlacePath::root, |(_, place)| place.clone()),
        person: None,
        record_kind: kind,
        record,
        refused: false,
        detail: detail.into(),
    }
}

/// The row of something the program itself did with a record.
pub(crate) fn by_system(
    app: &App,
    action: &str,
    place: &PlacePath,
    person: Option<xinqiao_kernel::id::PersonId>,
    kind: &'static str,
    record: Uuid,
    detail: impl Into<String>,
) -> NewAudit {
    NewAudit {
        id: AuditId::new(app.ids(), app.now()),
        account: None,
        role: "system".to_owned(),
        action: action.to_owned(),
        purpose: Purpose::DutyResponse.code().to_owned(),
        place: place.clone(),
        person,
        record_kind: kind,
        record: Some(record),
        refused: false,
        detail: detail.into(),
    }
}

/// The row of something that was refused.
pub(crate) fn refused(app: &App, caller: &Caller, action: Action, resource: &Resource, purpose: Purpose) -> NewAudit {
    NewAudit {
        id: AuditId::new(app.ids(), app.now()),
        account: Some(caller.account()),
        role: caller.actor().assignments().first().map_or("none", |held| held.role.code()).to_owned(),
        action: action.code().to_owned(),
        purpose: purpose.code().to_owned(),
        place: resource.place.clone(),
        person: resource.person,
        record_kind: "record",
        record: None,
        refused: true,
        detail: String::new(),
    }
}
