//! What can be found: rules with codes that keep their meaning, in families.

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know; nothing has to be done.
    Note,
    /// Nothing is broken by it, but it should be otherwise.
    Warning,
    /// It is wrong.
    Error,
}

impl Severity {
    /// Its name in reports: `error`, `warning`, `note`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing that can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable code, such as `LL012`: the prefix of its family and three digits. It is not used again for anything else.
    pub code: &'static str,
    /// The name, such as `unused-type`: lower-case words joined by `-`.
    pub name: &'static str,
    /// The category within the family, in capitals, such as `NAMING`.
    pub category: &'static str,
    /// How bad it is where nothing else is said.
    pub severity: Severity,
    /// What the code means, in a few words.
    pub title: &'static str,
    /// Why it is a problem, in sentences.
    pub reason: &'static str,
    /// What is to be done about it, in sentences. It may be empty where the reason says it.
    pub cure: &'static str,
}

impl Rule {
    /// Reason and cure as one text.
    pub fn explanation(&self) -> String {
        [self.reason, self.cure].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

/// The rules of one tool.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// What its codes begin with, such as `LL`.
    pub prefix: &'static str,
    /// Its name, such as `lint`.
    pub name: &'static str,
    /// What it is about, in a sentence.
    pub about: &'static str,
    /// Its rules by code.
    pub rules: &'static [Rule],
}

impl Family {
    /// The rule with a code or a name; of codes, the case does not matter.
    pub fn rule(&self, code_or_name: &str) -> Option<&'static Rule> {
        let is_it = |rule: &&Rule| rule.code.eq_ignore_ascii_case(code_or_name) || rule.name == code_or_name;
        self.rules.iter().find(is_it)
    }
}

/// Writes down the rules of a family: an enum with a variant for each rule, and its `FAMILY`.
///
/// ```
/// lonelypsp_findings::catalogue! {
///     /// What is wrong with cakes.
///     pub enum Cake: "LC", "cake", "Rules for cakes." {
///         Burnt = "LC001", "burnt", "BAKING", Error: "a cake is burnt",
///             "Nobody eats it.",
///             "Bake another one, for a shorter time.";
///     }
/// }
///
/// assert_eq!(Cake::Burnt.rule().code, "LC001");
/// assert_eq!(Cake::FAMILY.rule("burnt"), Some(Cake::Burnt.rule()));
/// assert_eq!(Cake::ALL, [Cake::Burnt]);
/// ```
#[macro_export]
macro_rules! catalogue {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident: $prefix:literal, $family:literal, $about:literal {
            $($variant:ident = $code:literal, $rule:literal, $category:literal, $severity:ident:
                $title:literal, $reason:literal, $cure:literal;)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $visibility enum $name {
            $(#[doc = concat!("`", $code, "`: ", $title, ".")] $variant,)*
        }

        impl $name {
            /// Every rule, by code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The family of these rules.
            pub const FAMILY: $crate::Family = $crate::Family {
                prefix: $prefix,
                name: $family,
                about: $about,
                rules: &[$(*Self::$variant.rule()),*],
            };

            /// What is written down about it.
            pub const fn rule(self) -> &'static $crate::Rule {
                match self {
                    $(Self::$variant => &$crate::Rule {
                        code: $code,
                        name: $rule,
                        category: $category,
                        severity: $crate::Severity::$severity,
                        title: $title,
                        reason: $reason,
                        cure: $cure,
                    },)*
                }
            }
        }
    };
}
