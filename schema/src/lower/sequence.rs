//! Messages whose values lie one after another without names.
//!
//! The items that have a name become values, as headers do, and what is said about them is lowered as it is for headers.

use crate::ast::{Body as AstBody, Header, Item as AstItem, Message as Ast, Named, Text};
use crate::check::{check_items, check_length, check_message_size};
use crate::ir::{Body, Group, Kind, Layout, Name, Slot};
use crate::plan::{Arrangement, Item};
use crate::report::Report;
use crate::source::Spanned;

use super::condition::{Conditional, lower_tail};
use super::item::{lower_code, lower_literal, lower_width};
use super::layout::Values;
use super::scope::Scope;
use super::{Around, availability, doc};

/// Lowers a message with a sequence, which has that type code if it is known.
pub(super) fn lower_sequence(
    name: &Text,
    ast: &Ast,
    items: &Spanned<Vec<AstItem>>,
    code: Option<u16>,
    around: Around<'_>,
    report: &mut Report,
) -> Option<Layout> {
    let problems_before = report.len();
    if !check_message_size(name, ast, count(items), "items", report) {
        return None;
    }
    check_items(items, report);
    let mut lowering = Lowering { code, around, groups: Vec::new(), depth: 0, report };
    let lowered = lowering.items(items, None);
    let Lowering { groups, .. } = lowering;
    let Items { slots, kinds, list } = lowered;
    let values: Named<Header> = items.iter().filter_map(value).collect();
    let rest = items.iter().find_map(|item| Some((item, item.rest.as_ref()?)));
    let body_ast = rest.map(|(item, name)| AstBody {
        span: name.span,
        field: None,
        doc: item.doc.clone(),
        availability: item.availability.clone(),
    });
    let body = rest.map(|(item, name)| Body {
        at: name.value.clone(),
        prefix: item.prefix.as_ref().and_then(|text| lower_width(text, &mut Report::quiet())),
        availability: availability(&item.availability),
    });
    let of_scope = body_ast.as_ref().zip(rest).map(|(body, (_, name))| (body, name.as_str()));
    let scope = Scope::new(ast, "field", &values, kinds, of_scope, around.flags());
    let conditionals = conditionals(items);
    let tail = lower_tail(&conditionals, &scope, report);
    let head = match &tail {
        Some(_) => conditionals.iter().take_while(|item| item.when.is_none()).count(),
        None => list.len(),
    };
    let arrangement = Arrangement::Sequence { items: list, head };
    let values = Values { slots, groups, tail, body, arrangement };
    Some(values.into_layout(name, &scope, around, problems_before, report))
}

/// The items of a sequence, with those of its groups.
fn count(items: &[AstItem]) -> usize {
    items.iter().map(|item| 1 + item.items.as_deref().map_or(0, count)).sum()
}

/// What an item with a name says, in the form that headers have.
fn value(item: &AstItem) -> Option<(Text, Header)> {
    let name = item.field.as_ref().or(item.group.as_ref())?;
    let said = Header {
        ty: item.ty.clone(),
        doc: item.doc.clone(),
        equals: item.equals.clone(),
        verify: item.verify.clone(),
        when: item.when.clone(),
        ..Header::default()
    };
    Some((name.clone(), said))
}

/// All items but the rest, which is always there.
fn conditionals(items: &[AstItem]) -> Vec<Conditional<'_>> {
    let mut before = 0;
    let conditionals = items.iter().filter_map(|item| {
        let value = item.field.as_ref().or(item.group.as_ref());
        let name = value.or(item.literal.as_ref()).or(item.code.as_ref())?;
        let conditional = Conditional { name, when: item.when.as_ref(), before };
        before += usize::from(value.is_some());
        Some(conditional)
    });
    conditionals.collect()
}

/// Items as they are lowered: those that have a name, what each of those holds, and all in wire order.
#[derive(Default)]
pub(super) struct Items {
    pub(super) slots: Vec<Slot>,
    kinds: Vec<Option<Kind>>,
    pub(super) list: Vec<Item>,
}

impl Items {
    fn push(&mut self, slot: Slot, kind: Option<Kind>, unlike: Option<Vec<u8>>) {
        let at = self.slots.len();
        self.list.push(match kind.and_then(Kind::as_group) {
            Some(group) => Item::Group { slot: at, group, unlike },
            None => Item::Value(at),
        });
        self.slots.push(slot);
        self.kinds.push(kind);
    }
}

pub(super) struct Lowering<'a, 'r> {
    code: Option<u16>,
    around: Around<'a>,
    pub(super) groups: Vec<Group>,
    /// How many groups are around the items at hand.
    pub(super) depth: usize,
    pub(super) report: &'r mut Report,
}

impl Lowering<'_, '_> {
    /// Lowers the items of a message, or of an entry of the group with that name.
    pub(super) fn items(&mut self, items: &[AstItem], group: Option<&Name>) -> Items {
        let mut lowered = Items::default();
        for (at, item) in items.iter().enumerate() {
            self.item(item, items.get(at + 1), group, &mut lowered);
        }
        lowered
    }

    fn item(&mut self, item: &AstItem, next: Option<&AstItem>, around: Option<&Name>, lowered: &mut Items) {
        match (&item.literal, &item.code, &item.field, &item.group, &item.rest) {
            (Some(hex), None, None, None, None) => {
                let bytes = lower_literal(hex, self.report).unwrap_or_default();
                lowered.list.push(Item::Literal { bytes, is_code: false });
            }
            (None, Some(width), None, None, None) => {
                let bytes = lower_code(width, self.code, self.report).unwrap_or_default();
                lowered.list.push(Item::Literal { bytes, is_code: true });
            }
            (None, None, Some(field), None, None) => {
                let (slot, kind) = self.field(field, item);
                lowered.push(slot, kind, None);
            }
            (None, None, None, Some(group), None) => {
                let (slot, kind) = self.group(group, item, next, around);
                let unlike = kind.and_then(Kind::as_group).and_then(|group| self.unlike(group, item));
                lowered.push(slot, kind, unlike);
            }
            (None, None, None, None, Some(_)) => {
                if let Some(prefix) = &item.prefix {
                    lower_width(prefix, self.report);
                }
            }
            // That is reported already.
            _ => {}
        }
    }

    fn field(&mut self, field: &Text, item: &AstItem) -> (Slot, Option<Kind>) {
        let ty = item.ty.as_ref().and_then(|ty| self.around.types.find(ty, self.report));
        let prefix = item.prefix.as_ref().and_then(|text| lower_width(text, self.report));
        let kind = ty.and_then(|ty| ty.kind);
        if let Some(kind) = kind {
            check_length(field, item, kind, prefix, self.report);
        }
        let own_doc = doc(item.doc.as_ref());
        let own = availability(&item.availability);
        let slot = Slot {
            at: field.value.clone(),
            span: field.span,
            doc: own.told(if own_doc.is_empty() {
                ty.map(|ty| ty.doc.clone()).unwrap_or_default()
            } else {
                own_doc
            }),
            type_name: ty.map(|ty| ty.name.snake().to_owned()).unwrap_or_default(),
            kind: kind.unwrap_or(Kind::BYTES),
            prefix,
            secret: ty.is_some_and(|ty| ty.secret),
            default: None,
            availability: own,
        };
        (slot, kind)
    }
}

#[cfg(test)]
mod tests;
