//! The decision itself: which grants of an actor reach a record, and what of it they open.

use std::borrow::{Borrow, Cow};

use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::{EmergencyId, PersonId};

use crate::policy::{Rule, rules};
use crate::within::{Relation, Within};
use crate::{Action, Actor, Age, Assignment, Fields, Moment, Purpose, Reach, Refusal, Resource, Role};

/// One row of the policy, applied to one assignment of the actor.
#[derive(Debug, Clone)]
pub(crate) struct Grant<'a> {
    pub role: Role,
    pub fields: Fields,
    pub within: Within<'a>,
    /// The emergency that it rests on.
    pub emergency: Option<EmergencyId>,
    /// Does it open the guarded fields of minors?
    pub opens_minors: bool,
}

/// What a grant opens of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opened {
    pub fields: Fields,
    /// What the approval of the person in charge would add.
    pub withheld: Fields,
}

impl Opened {
    /// More is better; of two alike, the one to which an approval would add more.
    const fn rank(self) -> (u32, u32) {
        (self.fields.count(), self.withheld.count())
    }
}

impl Grant<'_> {
    /// The same, no longer borrowing from the actor.
    pub fn into_owned(self) -> Grant<'static> {
        Grant {
            role: self.role,
            fields: self.fields,
            within: self.within.into_owned(),
            emergency: self.emergency,
            opens_minors: self.opens_minors,
        }
    }

    /// What it opens of a record in its reach; `approved` holds the people for whom somebody in charge has approved.
    fn opens(&self, resource: &Resource, approved: &[PersonId]) -> Opened {
        let guarded = match resource.person {
            Some(person) => resource.age != Age::Adult && !self.opens_minors && !approved.contains(&person),
            None => false,
        };
        let withheld = if guarded { self.fields.within(Fields::GUARDED) } else { Fields::NONE };
        Opened { fields: self.fields.without(withheld), withheld }
    }
}

/// Everything that the actor's roles of the moment give for an action and a purpose.
pub(crate) fn grants(actor: &Actor, action: Action, purpose: Purpose, moment: Moment) -> impl Iterator<Item = Grant<'_>> {
    let fitting = move |rule: &&'static Rule| rule.action == action && rule.purposes.contains(&purpose);
    actor.in_force(moment.day).flat_map(move |assignment| {
        let of_rule =
            move |rule: &'static Rule| rule.reach.iter().flat_map(move |reach| of_reach(actor, assignment, rule, *reach, moment));
        rules(assignment.role).filter(fitting).flat_map(of_rule)
    })
}

/// One row with one reach: usually one grant; one for each ward and each open emergency.
fn of_reach<'a>(
    actor: &'a Actor,
    assignment: &'a Assignment,
    rule: &'static Rule,
    reach: Reach,
    moment: Moment,
) -> impl Iterator<Item = Grant<'a>> {
    let today = moment.day;
    let opens_minors = reach.needs_no_approval() || assignment.opens_minors(today);
    let grant = move |within: Within<'a>, fields: Fields, emergency: Option<EmergencyId>| Grant {
        role: assignment.role,
        fields,
        within,
        emergency,
        opens_minors,
    };
    let one = single(actor, assignment, reach).map(|within| grant(within, rule.fields, None));
    let wards = actor.wards().iter().filter_map(move |ward| {
        let fields = match reach {
            Reach::WardUnder14 => ward.is_child(today).then_some(rule.fields),
            Reach::WardAssented => ward.assented(today).map(|assent| rule.fields.within(assent)).filter(|left| !left.is_none()),
            _ => None,
        };
        fields.map(|fields| grant(Within::Person(ward.person), fields, None))
    });
    let is_emergency = reach == Reach::Emergency;
    let open = actor.emergencies(moment).filter(move |_| is_emergency);
    let open = open.map(move |open| grant(Within::Person(open.person), rule.fields, Some(open.id)));
    let is_given = reach == Reach::Given;
    let given =
        actor.given().iter().filter(move |_| is_given).map(move |person| grant(Within::Person(*person), rule.fields, None));
    one.into_iter().chain(wards).chain(open).chain(given)
}

/// The records of a reach that does not depend on wards or emergencies.
fn single<'a>(actor: &'a Actor, assignment: &'a Assignment, reach: Reach) -> Option<Within<'a>> {
    let place = || Cow::Borrowed(&assignment.place);
    let related = |relation| Some(Within::Related(place(), relation, actor.account()));
    match reach {
        Reach::Own => actor.person().map(Within::Person),
        Reach::Account => Some(Within::Account(actor.account())),
        Reach::Below => Some(Within::Below(place())),
        Reach::Anyone => Some(Within::Below(Cow::Owned(PlacePath::root()))),
        Reach::Endangered => Some(Within::Endangered(place())),
        Reach::Pupils => Some(Within::Pupils(place())),
        Reach::Owned => related(Relation::Owner),
        Reach::Reported => related(Relation::Reporter),
        Reach::Team => related(Relation::Team),
        Reach::Supervised => related(Relation::Supervisor),
        Reach::Author => related(Relation::Author),
        Reach::Others => related(Relation::NotAuthor),
        Reach::WardUnder14 | Reach::WardAssented | Reach::Emergency | Reach::Given => None,
    }
}

/// Of the grants that reach a record, the one that opens most of it; among equals the first.
///
/// Errors: `None` when none reaches it; `NeedsApproval` when the action is the opening of what only an approval opens.
pub(crate) fn best<'a, G: Borrow<Grant<'a>>>(
    grants: impl Iterator<Item = G>,
    action: Action,
    resource: &Resource,
    approved: &[PersonId],
) -> Result<(G, Opened), Option<Refusal>> {
    let mut found: Option<(G, Opened)> = None;
    let mut blocked = false;
    for grant in grants.filter(|grant| grant.borrow().within.contains(resource)) {
        let opened = grant.borrow().opens(resource, approved);
        if action.opens_guarded() && !opened.withheld.is_none() {
            blocked = true;
        } else if found.as_ref().is_none_or(|(_, known)| known.rank() < opened.rank()) {
            found = Some((grant, opened));
        }
    }
    found.ok_or_else(|| blocked.then_some(Refusal::NeedsApproval))
}

/// Why no grant fits.
pub(crate) fn refusal(actor: &Actor, action: Action, purpose: Purpose, moment: Moment) -> Refusal {
    let of_action = |role: Role| rules(role).filter(move |rule| rule.action == action);
    let for_purpose = |role: Role| of_action(role).filter(move |rule| rule.purposes.contains(&purpose));
    let in_force = || actor.in_force(moment.day);
    if in_force().any(|held| for_purpose(held.role).any(|rule| !rule.reach.contains(&Reach::Emergency))) {
        Refusal::OutsideScope
    } else if in_force().any(|held| for_purpose(held.role).next().is_some()) {
        Refusal::NoEmergency
    } else if in_force().any(|held| of_action(held.role).next().is_some()) {
        Refusal::PurposeNotAllowed
    } else if actor.assignments().iter().any(|held| of_action(held.role).next().is_some()) {
        Refusal::Expired
    } else {
        Refusal::RoleLacksAction
    }
}
