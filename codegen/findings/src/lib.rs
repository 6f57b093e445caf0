//! What tools find about schemas of the lonely pub-sub protocol, whichever tool it is: the compiler's problems, those of
//! `lonely lint`, of `lonely breaking` and so on are [`Finding`]s, so that one place can write them in every format.
//!
//! A finding breaks a [`Rule`]; rules of one tool are a [`Family`] and are written down with [`catalogue!`]. A
//! comment in a schema, `# lonely:allow LL012 because the reason`, makes an [exception](Exceptions).
//!
//! ```
//! use lonelypsp_findings::{Finding, Findings, Severity, schema_family};
//!
//! let problems = lonelypsp_schema::compile("mine.yaml", |_| Ok("lonely: 2\n".to_owned())).unwrap_err();
//! let findings = Findings::from(problems);
//! assert_eq!(findings.list[0].rule.code, "LS031");
//! assert_eq!(findings.list[0].severity, Severity::Error);
//! assert!(schema_family().rules.iter().any(|rule| rule.name == "unknown-key"));
//! ```

mod allow;
mod comments;
mod extent;
mod finding;
mod fix;
mod rule;
mod schema;

pub use allow::{Allow, Configured, Exceptions, Tool};
pub use comments::comments;
pub use extent::extent;
pub use finding::{Before, Finding, Findings, Place, Related};
pub use fix::{Edit, Fix, apply};
pub use rule::{Family, Rule, Severity};
pub use schema::schema_family;
