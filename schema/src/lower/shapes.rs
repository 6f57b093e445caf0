//! The shapes of a message: one, or one per variant.

use std::collections::HashMap;

use crate::ast::{Body, Header as AstHeader, Text, Variant};
use crate::check::{check_absent, check_ambiguous, check_has_variants, check_variants};
use crate::ir::{
    Availability, BodyField, Condition, FlagSource, Layout, Name, Shape, ShapeFlag, ShapeSlot, Source,
    Subject, UnknownFlags,
};
use crate::plan::Relations;
use crate::report::Report;

use super::relation::lower_equals;
use super::scope::Scope;
use super::variants::Variants;
use super::{availability, doc, doc_since};

/// What is said of a body when the schema does not say more.
const BODY_DOC: &str = "The bytes after the header block.";

/// Lowers all shapes; their conditions and relations go into `relations`.
pub(super) fn lower_shapes(
    name: &Text,
    scope: &Scope<'_>,
    layout: &Layout,
    relations: &mut Relations,
    unknown: UnknownFlags,
    report: &mut Report,
) -> Vec<Shape> {
    let shapes = Shapes { name, scope, layout, unknown };
    let Some(variants) = scope.ast.variants.as_ref() else {
        relations.conditions.push(Vec::new());
        relations.shapes.push(Vec::new());
        if layout.tail.is_some() {
            check_has_variants(name, scope.word, report);
        }
        return vec![shapes.shape(None, &[])];
    };
    check_variants(name, scope.ast, scope.values, scope.body.is_some(), scope.word, report);
    let lowering = Variants::new(scope, layout);
    for (_, variant) in variants.iter() {
        relations.conditions.push(lowering.conditions(variant, report));
        relations.shapes.push(lowering.relations(variant, report));
    }
    let with_conditions = variants.iter().zip(&relations.conditions);
    let lowered = with_conditions.map(|(variant, when)| {
        check_absent(&variant.1, when, &layout.slots, shapes.present(when), scope.word, report);
        shapes.shape(Some(variant), when)
    });
    let lowered = lowered.collect();
    if !scope.ast.in_doubt {
        check_ambiguous(variants, &relations.conditions, report);
    }
    lowered
}

struct Shapes<'a> {
    /// That of the message.
    name: &'a Text,
    scope: &'a Scope<'a>,
    layout: &'a Layout,
    unknown: UnknownFlags,
}

impl Shapes<'_> {
    /// How many values are present under these conditions.
    fn present(&self, when: &[Condition]) -> usize {
        match &self.layout.tail {
            Some(tail) if !when.contains(&tail.when) => tail.start,
            _ => self.layout.slots.len(),
        }
    }

    fn shape(&self, variant: Option<&(Text, Variant)>, when: &[Condition]) -> Shape {
        let said = variant.iter().flat_map(|(_, variant)| &variant.headers);
        let over: HashMap<usize, &AstHeader> =
            said.filter_map(|(wire, header)| Some((self.scope.position(wire)?, header))).collect();
        let fixed: HashMap<Subject, u64> = when.iter().map(|c| (c.on, c.equals)).collect();
        let slot = |index| {
            let fixed = fixed.get(&Subject::Slot(index)).copied();
            self.shape_slot(index, over.get(&index).copied(), fixed)
        };
        let slots = (0..self.present(when)).map(slot).collect();
        Shape {
            variant: variant.map(|(name, _)| Name::new(name.value.clone(), name.span)),
            doc: variant.map_or_else(
                || doc_since(self.scope.ast.doc.as_ref(), &self.scope.ast.availability),
                |(_, variant)| doc_since(variant.doc.as_ref(), &variant.availability),
            ),
            flags: self.flags(&fixed),
            unknown_flags: self.unknown_flags(),
            slots,
            body: self.body(variant.and_then(|(_, v)| v.body.as_ref())),
            availability: self.availability(variant),
        }
    }

    /// A message that should not be used is not to be used in any shape.
    fn availability(&self, variant: Option<&(Text, Variant)>) -> Availability {
        let of_message = availability(&self.scope.ast.availability);
        let Some((_, variant)) = variant else { return of_message };
        let own = availability(&variant.availability);
        Availability { deprecated: own.deprecated.or(of_message.deprecated), ..own }
    }

    /// The flags that messages carry beside the one that selects the header mode.
    fn flags(&self, fixed: &HashMap<Subject, u64>) -> Vec<ShapeFlag> {
        let flags = self.scope.flags.iter().enumerate().filter(|(_, flag)| !flag.selects_minimal);
        let flags = flags.map(|(index, flag)| ShapeFlag {
            flag: index,
            source: match fixed.get(&Subject::Flag(index)) {
                Some(equals) => FlagSource::Constant(*equals != 0),
                None => FlagSource::Field(flag.name.clone()),
            },
        });
        flags.collect()
    }

    fn unknown_flags(&self) -> Option<Name> {
        (self.unknown == UnknownFlags::Keep).then(|| Name::new(UnknownFlags::FIELD, self.name.span))
    }

    fn shape_slot(&self, index: usize, over: Option<&AstHeader>, fixed: Option<u64>) -> ShapeSlot {
        let (name, own) = &self.scope.values[index];
        let own_doc = over.map(|header| doc(header.doc.as_ref())).unwrap_or_default();
        let equals = over.and_then(|header| header.equals.as_ref()).or(own.equals.as_ref());
        let source = if let Some(value) = fixed {
            Source::Constant(value)
        } else if let Some(text) = equals {
            // What is wrong with the relation was reported where it was lowered.
            let quiet = &mut Report::quiet();
            lower_equals(index, text, self.scope, quiet).unwrap_or(Source::BodyLength)
        } else {
            let given = over.and_then(|header| header.field.as_ref()).or(own.field.as_ref());
            Source::Field(self.field_name(name, given))
        };
        let slot = &self.layout.slots[index];
        ShapeSlot {
            slot: index,
            doc: if own_doc.is_empty() { slot.doc.clone() } else { slot.availability.told(own_doc) },
            source,
        }
    }

    fn body(&self, over: Option<&Body>) -> Option<BodyField> {
        let (own, named) = self.scope.body?;
        let name = over.and_then(|body| body.field.as_ref()).or(own.field.as_ref());
        let doc = [over.and_then(|body| body.doc.as_ref()), own.doc.as_ref()]
            .into_iter()
            .flatten()
            .next()
            .map_or_else(|| BODY_DOC.to_owned(), |text| text.trim().to_owned());
        let name =
            name.map_or_else(|| Name::new(named, own.span), |name| Name::new(name.value.clone(), name.span));
        let doc = availability(&own.availability).told(doc);
        Some(BodyField { name, doc })
    }

    /// The given name; or that of a field; or the wire name of a header without `x-` and with `_` for `-`.
    fn field_name(&self, name: &Text, given: Option<&Text>) -> Name {
        match given {
            Some(given) => Name::new(given.value.clone(), given.span),
            None if self.scope.ast.sequence.is_some() => Name::new(name.value.clone(), name.span),
            None => Name::new(name.strip_prefix("x-").unwrap_or(name).replace('-', "_"), name.span),
        }
    }
}
