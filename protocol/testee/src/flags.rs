//! The flags of the prefix, which stand beside the fields in requests and answers.

use lonelypsp::reflect::{Flag, Shape};
use lonelypsp_conformance::json::{Problem, Wanted};
use serde_json::Value as Json;

/// Whether a flag is set, where fields say that these are.
pub(crate) fn is_set(flag: &Flag, set: &[&str]) -> bool {
    flag.always.unwrap_or_else(|| set.contains(&flag.name))
}

/// The flags that a request names, which must be those that the shape has set.
pub(crate) fn set_flags<'j>(shape: &Shape, wanted: &Wanted<'j>) -> Result<Vec<&'j str>, Problem> {
    let Some(given) = wanted.flags else { return Ok(Vec::new()) };
    let name = |json: &'j Json| {
        let name = json.as_str().filter(|name| shape.flags.iter().any(|flag| flag.name == *name));
        name.ok_or_else(|| Problem::request(format!("there is no flag {json}")))
    };
    let set = given.iter().map(name).collect::<Result<Vec<_>, _>>()?;
    match shape.flags.iter().find(|flag| is_set(flag, &set) != set.contains(&flag.name)) {
        Some(flag) => {
            Err(Problem::request(format!("the flag `{}` is not as this variant has it", flag.name)))
        }
        None => Ok(set),
    }
}
