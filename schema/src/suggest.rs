//! The name that was probably meant.

/// How many names are listed before the list is cut.
const SHOWN: usize = 12;
/// Longer names are not compared: nobody mistypes them, and comparing takes time and memory.
const LONGEST: usize = 80;

/// What may still be spent on comparing names. Whoever has more unknown names than that is helped by none of them, so
/// the others are only reported.
#[derive(Debug)]
pub(crate) struct Suggestions {
    /// How many pairs of letters may still be compared.
    steps: usize,
}

impl Default for Suggestions {
    fn default() -> Self {
        Self { steps: 10_000_000 }
    }
}

impl Suggestions {
    /// Suggests nothing.
    pub(crate) fn none() -> Self {
        Self { steps: 0 }
    }

    /// What to say when a name is unknown: the nearest one, or which there are.
    pub(crate) fn nearest_or_all<'a>(
        &mut self,
        name: &str,
        what: &str,
        candidates: impl IntoIterator<Item = &'a str> + Clone,
    ) -> Option<String> {
        if let Some(near) = self.nearest(name, candidates.clone()) {
            return Some(format!("did you mean `{near}`?"));
        }
        let short = candidates.into_iter().filter(|candidate| candidate.len() <= LONGEST);
        let all: Vec<&str> = short.take(SHOWN + 1).collect();
        match all.len() {
            0 => None,
            1..=SHOWN => Some(format!("{what} {}", all.join(", "))),
            _ => Some(format!("{what} {} and others", all[..SHOWN].join(", "))),
        }
    }

    /// The candidate nearest to `name`, if one is near enough to be worth mentioning.
    pub(crate) fn nearest<'a>(
        &mut self,
        name: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        if name.len() > LONGEST {
            return None;
        }
        let length = name.chars().count();
        let allowed = (length / 3).max(1);
        let is_comparable = |candidate: &str| {
            candidate.len() <= LONGEST && candidate.chars().count().abs_diff(length) <= allowed
        };
        let mut best: Option<(usize, &str)> = None;
        for candidate in candidates {
            if !self.spend(1) {
                break;
            }
            if !is_comparable(candidate) {
                continue;
            }
            if !self.spend(name.len() * candidate.len()) {
                break;
            }
            let distance = strsim::damerau_levenshtein(name, candidate);
            if distance <= allowed
                && is_slip(name, candidate)
                && best.is_none_or(|(shortest, _)| distance < shortest)
            {
                best = Some((distance, candidate));
            }
        }
        best.map(|(_, candidate)| candidate)
    }

    /// Whether there is so much left. Who asks for more has nothing left.
    fn spend(&mut self, steps: usize) -> bool {
        self.steps = self.steps.saturating_sub(steps);
        self.steps > 0
    }
}

/// Whether a name of several words differs from another one by slips, not by a whole word: `optional_uint` is not meant to
/// be `optional_text`.
fn is_slip(name: &str, candidate: &str) -> bool {
    let split = |text| str::split(text, ['_', '-']).collect::<Vec<_>>();
    let (words, others) = (split(name), split(candidate));
    let near = |(one, other): (&&str, &&str)| {
        strsim::damerau_levenshtein(one, other) <= (one.chars().count().max(other.chars().count()) / 2).max(1)
    };
    words.len() != others.len() || words.len() == 1 || words.iter().zip(&others).all(near)
}

/// The candidate nearest to `name`, if one is near enough to be worth mentioning.
///
/// ```
/// assert_eq!(lonelypsp_schema::nearest("heders", ["headers", "body"]), Some("headers"));
/// assert_eq!(lonelypsp_schema::nearest("zstd", ["headers", "body"]), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Suggestions::default().nearest(name, candidates)
}
