//! The fast path: a message as writers write it, or nothing.

use lonelypsp_schema::{Digest, Program, Step};

use super::flags::{FLAGS, hex};
use super::forms::is_wide;
use super::layout::Call;
use super::names::BODY;
use super::program::{Path, ProgramView, give_up, view_program};
use super::scope::Scope;
use super::value::fast_call;

/// The fast path.
pub(super) fn fast_view<'s>(scope: &Scope<'s>, program: &'s Program) -> ProgramView {
    view_program(scope, &Fast { scope }, 2, program)
}

struct Fast<'a, 's> {
    scope: &'a Scope<'s>,
}

impl<'s> Path<'s> for Fast<'_, 's> {
    fn step(&self, indent: usize, step: &'s Step) -> Vec<String> {
        self.line(indent, step).into_iter().collect()
    }

    /// Whether all values were there has to be known before a body is hashed.
    fn last_steps(&self, indent: usize, steps: &[&'s Step]) -> Vec<String> {
        let is_digest = |step: &&Step| matches!(step, Step::BodyDigest(..));
        let digests = steps.iter().position(is_digest).unwrap_or(steps.len());
        let (before, behind) = steps.split_at(digests);
        let spell = |steps: &[&Step]| -> Vec<String> {
            steps.iter().filter_map(|step| self.line(indent, step)).collect()
        };
        spell(before).into_iter().chain([give_up(indent, "f.failed")]).chain(spell(behind)).collect()
    }
}

impl Fast<'_, '_> {
    fn line(&self, indent: usize, step: &Step) -> Option<String> {
        let scope = self.scope;
        match *step {
            Step::Count(count) => {
                scope.uses("fastCount");
                Some(give_up(indent, &format!("!fastCount(f, {count})")))
            }
            Step::Read { slot, is_used } | Step::Check { slot, is_used } => {
                Some(scope.read(indent, slot, is_used, &fast_call(scope.slot(slot).kind, slot)))
            }
            Step::Body(_) => Some(scope.bind(indent, BODY, &Call::new("fastBody", ["f".to_owned()]))),
            Step::BodyLength(slot) => {
                Some(give_up(indent, &format!("{} !== {BODY}.length", scope.local(slot))))
            }
            Step::Same(slot, other) => {
                let (one, other) = (self.compared(slot, other), self.compared(other, slot));
                Some(give_up(indent, &format!("{one} !== {other}")))
            }
            Step::BodyDigest(slot, Digest::Sha512) => {
                let local = scope.local(slot);
                Some(give_up(indent, &format!("hash !== undefined && !hash.is({local}, {BODY})")))
            }
            Step::OnlyFlags(known) => Some(give_up(indent, &format!("({FLAGS} & {}) !== 0", hex(!known)))),
            // Of sequences.
            Step::Group { .. } | Step::Ascending { .. } | Step::Literal { .. } => None,
        }
    }

    /// A number as it is compared with another. A `number` beside one that can be a `bigint` is taken for either, or the
    /// compiler would conclude that neither is a `bigint` from there on.
    fn compared(&self, slot: usize, with: usize) -> String {
        let wide = |slot| is_wide(self.scope.slot(slot).kind);
        let local = self.scope.local(slot);
        if wide(with) && !wide(slot) { format!("({local} as number | bigint)") } else { local.to_owned() }
    }
}
