//! Who may do what, where and why.
//!
//! Roles, actions and purposes are closed lists in code; who has which [role](Role) where, and until when, is data. The [policy](policy_matrix)
//! is one table. [`permit`] answers for one record with a [`Permit`], [`scope`] for a list with a [`Scope`]; both are values that nothing
//! else can make, and the store asks for them, so that a read without a decision does not compile:
//!
//! ```compile_fail,E0451
//! use xinqiao_access::{act, Permit, Purpose};
//! let permit: Permit<act::ReadIdentity> = Permit { purpose: Purpose::Service, ..todo!() };
//! ```
//!
//! A permit for one action is not a permit for another:
//!
//! ```compile_fail,E0308
//! use xinqiao_access::{act, Permit};
//! fn unmask(_: &Permit<act::ReadIdentity>) {}
//! fn show(permit: &Permit<act::ReadPerson>) { unmask(permit) }
//! ```
//!
//! Belonging to a group is nowhere an input: access depends on role, place, purpose and relation only.

mod action;
mod actor;
mod assignment;
mod closed;
mod decide;
pub mod emergency;
mod factor;
mod fields;
mod matrix;
mod minors;
mod moment;
mod permit;
mod policy;
mod purpose;
mod reach;
mod refusal;
mod resource;
mod role;
mod scope;
mod within;

pub use action::{Act, Action, act};
pub use actor::{Actor, ActorFault, EmergencyGrant, PersonApproval, Ward};
pub use assignment::{Approval, Assignment, Credential, CredentialKind};
pub use closed::UnknownCode;
pub use fields::Fields;
pub use matrix::policy_matrix;
pub use moment::Moment;
pub use permit::{Permit, permit, would_permit};
pub use policy::{Rule, rules};
pub use purpose::Purpose;
pub use reach::Reach;
pub use refusal::Refusal;
pub use resource::{Age, Danger, Resource};
pub use role::Role;
pub use scope::{Clause, Scope, scope};
pub use within::Relation;

#[cfg(test)]
mod tests;
