//! The one way out of the program. Every request to the outside goes through [`Egress`], which keeps it from reaching the inside
//! (server-side request forgery): the name is looked up once, every address that it has must be a public one, and the connection goes to an
//! address that was checked, so that a second answer of the name server cannot lead elsewhere. Only TLS, no redirects, bounded time and
//! answer. A host that the operator allowed by name may be inside and without TLS.

mod address;
mod error;
mod rules;
mod send;
mod sign;

pub use address::is_public;
pub use error::EgressError;
pub use rules::{AllowFault, Rules};
pub use send::{Answer, Bounds, Egress, Resolve};
pub use sign::signature;
