//! Couriers.
