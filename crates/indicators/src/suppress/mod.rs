//! One engine for every count: which cells of a table are hidden so that no small one follows from what is shown.
//!
//! # What is promised
//!
//! A table counts persons over a tree (places, or the parts of a screening) × the columns of one category, with all sums. A cell is
//! **small** when it counts at least one person and fewer than the floor of its node. An outsider knows every number that was ever shown of the
//! table, that each node is the sum of its children and each row the sum of its columns, that counts are whole and not negative, and, where the
//! table grows from date to date, that nothing shrinks; and, if it is so, of how many persons those of the table are a part. For every small cell, for
//! every small increase of a cell between any two dates, neighbours or not, and for a small rest of the whole, there are two tables that agree
//! with all of this: one in which it is **at most 1**, one in which it is **at least its floor**. So nobody can say that it is small, nor rule
//! out that it is 1, nor find its value.
//!
//! It follows for every union of cells, and so for totals, complements (`n − x`), differences of two levels or two scopes, and overlapping
//! queries: a union that is known to be below the floor holds a positive finest cell that is known to be below its own floor (floors do not fall on
//! the way down), and there is none. A rate is shown when both of its counts are ([`Cell::share_of`]).
//!
//! Zero is shown: nobody is in it (it may be hidden for the sake of others). Not promised: anything against somebody who is one of the counted
//! and subtracts what they know, or who knows the program and argues from why it hid just these cells. A table of which something shrank is another one: it begins anew
//! only when each cell differs from every date of before by nothing or by its floor, and is protected for itself from then on.
//!
//! # How
//!
//! The equations of a table with one hierarchy and one category form a network: each cell is an arc between two equations, an
//! alternative table is a circulation, and whole numbers come for free. "Can this cell be at least 10?" is whether 10 − x more units can
//! flow back around it; the answer is exact. Small cells are hidden first. Then each is looked at once, in the order of the table: if the
//! hidden cells do not carry enough, the cheapest path that does is found, and what is shown along it is hidden too. Hiding more never harms a
//! cell that was safe before, so one pass is enough. These are the network models for complementary suppression of Cox (1980, 1995) and of
//! Kelly, Golden and Assad (1992), with the shortest-path heuristic of Castro (2002) in place of the exact optimum of Fischetti and Salazar-González
//! (1999, 2001); the order through the tree replaces the table-by-table passes of HiTaS (de Wolf 2002), which need to go back.
//!
//! Dates are layers over the same network. A move changes the same cells by the same amounts in a run of dates, and what came in before the
//! run and after it takes up the difference; several moves follow one another, each from the table where the last one ended. That is enough for
//! a proof but does not try every table, so with a history the engine may hide more than it must, never less. What cannot be made safe is hidden
//! as a whole, or, for a table that is already out, not released ([`Decision::Keep`]).
//!
//! Of n dates there are n² / 2 pairs, but only 2n things to look at in each cell; call what is there at the first date what came in then.
//!
//! - *At least its floor*: only for what came in at single dates. If few came in over a longer time, somebody came in at one of its dates,
//!   and fewer than the floor. In the table in which that one is at least the floor, the sum over the longer time is.
//! - *At most 1*: only for the longest times over which few came in, of which there is at most one that ends at each date. In the table in
//!   which at most 1 came in over all of it, at most 1 came in over each part of it.

mod cell;
mod layers;
mod network;
mod other;
mod path;
mod protect;
mod raw;
mod release;
mod table;

pub use cell::Cell;
pub use protect::{Gap, What};
pub use raw::RawCounts;
pub use release::{Decision, Kept, Release, UnreadableRelease, decide, decide_at};
pub(crate) use table::parts;
pub use table::{NodeRule, Table};
