//! A macro for closed lists of codes.

/// A code that is none of a closed list: a row or a form of another version of the program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code:?} is no {list}")]
pub struct UnknownCode {
    /// Which list.
    pub list: &'static str,
    /// What was found.
    pub code: String,
}

/// An enum whose members have a code for rows, forms, packs and logs.
#[macro_export]
macro_rules! closed_list {
    ($(#[$meta:meta])* $list:ident: $word:literal { $($(#[$doc:meta])* $name:ident = $code:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $list {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl $list {
            /// All members, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code in rows, forms, packs and logs.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }

        impl std::fmt::Display for $list {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.code())
            }
        }

        impl std::str::FromStr for $list {
            type Err = $crate::UnknownCode;
            fn from_str(code: &str) -> Result<Self, $crate::UnknownCode> {
                let known = Self::ALL.iter().copied().find(|member| member.code() == code);
                known.ok_or_else(|| $crate::UnknownCode { list: $word, code: code.to_owned() })
            }
        }
    };
}
