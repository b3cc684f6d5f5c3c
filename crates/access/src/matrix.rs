//! The policy as text.

use std::fmt::Write as _;

use crate::Role;
use crate::policy::rules;

/// The whole policy as text, a line for each role, action, purpose and reach; what is not listed is refused.
pub fn policy_matrix() -> String {
    let mut matrix = String::new();
    let mut line = |cells: [&str; 5]| {
        let [role, action, purpose, reach, fields] = cells;
        let _infallible = writeln!(matrix, "{role:<20} {action:<25} {purpose:<15} {reach:<13} {fields}");
    };
    line(["role", "action", "purpose", "reach", "fields"]);
    for role in Role::ALL.iter().copied() {
        for rule in rules(role) {
            let fields = rule.fields.to_string();
            for purpose in rule.purposes {
                for reach in rule.reach {
                    line([role.code(), rule.action.code(), purpose.code(), reach.code(), &fields]);
                }
            }
        }
    }
    matrix
}
