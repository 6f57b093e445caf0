//! Random schemas that are valid, but for names that meet something: those are for the schema compiler to find.

use std::collections::{BTreeMap, HashSet};

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::forms::{self, Declared, choose};

use super::message;
use super::sequence;
use super::texts::text;
use super::words::{self, instead, letters};
use super::yaml;

/// The texts of a schema's files, by path; the root is [`ROOT`].
pub(super) type Files = BTreeMap<String, String>;

/// The root file.
pub(super) const ROOT: &str = "schema.yaml";

/// A type, as headers need to know it.
pub(super) struct Type {
    pub(super) name: String,
    /// The largest number that it has, if it is an unsigned integer.
    pub(super) most: Option<u64>,
    pub(super) is_digest: bool,
    /// Whether a value of a sequence needs no length before it.
    pub(super) is_fixed: bool,
    /// The most bytes of a value, as far as the type says.
    pub(super) longest: u64,
    /// Whether entries can be sorted by it.
    pub(super) has_order: bool,
}

/// Makes one schema.
pub(super) struct Generator<'b> {
    pub(super) rng: Rng,
    /// Names that were found to be taken; others are used in their place.
    banned: &'b HashSet<String>,
    pub(super) types: Vec<Type>,
    /// The letters of the flags of the protocol at hand, which are fields of its messages.
    pub(super) flags: HashSet<String>,
}

/// The schema of that seed, without the banned names.
pub(super) fn generate(seed: u64, banned: &HashSet<String>) -> Files {
    let mut generator =
        Generator { rng: Rng::with_seed(seed), banned, types: Vec::new(), flags: HashSet::new() };
    generator.schema(seed)
}

impl Generator<'_> {
    fn schema(&mut self, seed: u64) -> Files {
        let types = self.types();
        let count = choose(&mut self.rng, &[1, 1, 1, 1, 2, 3]);
        let names = self.names(count);
        let mut protocols = Map::new();
        let mut all_flags = Vec::new();
        for name in &names {
            let flags = self.flags();
            all_flags.push(flags.as_object().into_iter().flatten().map(|(name, _)| letters(name)).collect());
            let mut protocol = json!({ "doc": text(&mut self.rng), "flags": flags });
            if self.rng.bool() {
                protocol["unknown_flags"] = choose(&mut self.rng, &["ignore", "refuse", "keep"]).into();
            }
            protocols.insert(name.clone(), protocol);
        }
        let include: Vec<String> = (1..count).map(|index| format!("part-{index}.yaml")).collect();
        let mut files = Files::new();
        for ((index, name), flags) in names.iter().enumerate().zip(all_flags) {
            self.flags = flags;
            let content = json!({ "protocol": name, "messages": self.messages() });
            let file = if index > 0 { include[index - 1].clone() } else { ROOT.to_owned() };
            let mut root = json!({});
            if index == 0 {
                let name = choose(&mut self.rng, &["made up", "*/", "\"\"\" '", "x #{y} ${z}", "ma de", "é"]);
                root = json!({
                    "lonely": 1, "name": format!("{name} {seed}"), "version": "1.0  \"\"\" */ #{v}",
                    "doc": text(&mut self.rng), "include": include, "types": types, "protocols": protocols,
                });
            }
            let entries = content.as_object().cloned().unwrap_or_default();
            root.as_object_mut().into_iter().for_each(|root| root.extend(entries.clone()));
            files.insert(file, self.line_ends(yaml::write(&root)));
        }
        files
    }

    fn line_ends(&mut self, text: String) -> String {
        if self.rng.u8(..4) == 0 { text.replace('\n', "\r\n") } else { text }
    }

    /// A name that is not banned and not in this scope.
    pub(super) fn name(&mut self, scope: &mut HashSet<String>) -> String {
        self.name_within(words::LONGEST, scope)
    }

    /// One that has not many more letters than that.
    pub(super) fn name_within(&mut self, most: usize, scope: &mut HashSet<String>) -> String {
        loop {
            let mut name = words::name(&mut self.rng, most);
            while self.banned.contains(&name) {
                name = instead(&name);
            }
            if words::is_spelled(&name) && scope.insert(letters(&name)) {
                return name;
            }
        }
    }

    fn names(&mut self, count: usize) -> Vec<String> {
        let mut scope = HashSet::new();
        (0..count).map(|_| self.name(&mut scope)).collect()
    }

    pub(super) fn is_banned(&self, name: &str) -> bool {
        self.banned.contains(name)
    }

    fn flags(&mut self) -> Value {
        let count = choose(&mut self.rng, &[1, 1, 1, 2, 3, 16]);
        let mut bits: Vec<u8> = (0..16).collect();
        self.rng.shuffle(&mut bits);
        let selecting = self.rng.usize(..count);
        let mut flags = Map::new();
        for (index, name) in self.names(count).into_iter().enumerate() {
            let mut flag = json!({ "bit": bits[index], "doc": text(&mut self.rng) });
            if index == selecting {
                flag["selects"] = "minimal".into();
            }
            flags.insert(name, flag);
        }
        flags.into()
    }

    fn types(&mut self) -> Value {
        let count = self.rng.usize(3..12);
        let mut types = Map::new();
        for (index, name) in self.names(count).into_iter().enumerate() {
            let Declared { mut ty, most, is_fixed, has_order } = match index {
                // Every schema has a digest and a number.
                0 => forms::declare_digest(),
                1 => forms::declare_uint(&mut self.rng),
                _ => forms::declare(&mut self.rng),
            };
            if self.rng.u8(..5) == 0 {
                ty["secret"] = self.rng.bool().into();
            }
            ty["doc"] = text(&mut self.rng).into();
            let longest = ["length", "max"].into_iter().filter_map(|key| ty[key].as_u64()).max().unwrap_or(0);
            types.insert(name.clone(), ty);
            self.types.push(Type { name, most, is_digest: index == 0, is_fixed, longest, has_order });
        }
        types.into()
    }

    /// The messages of one protocol: of both directions, or of one.
    fn messages(&mut self) -> Value {
        let count = choose(&mut self.rng, &[1, 2, 2, 3, 3, 4, 5, 6]);
        let count = if self.rng.u8(..25) == 0 { count + 20 } else { count };
        let only = [Some("subscriber"), Some("broadcaster")];
        let only = choose(&mut self.rng, &[None, None, None, None, only[0], only[1]]);
        let mut scopes = [HashSet::new(), HashSet::new()];
        let mut codes = [HashSet::new(), HashSet::new()];
        let mut messages = Map::new();
        while messages.len() < count {
            let from = only.unwrap_or(choose(&mut self.rng, &["subscriber", "broadcaster"]));
            let at = usize::from(from == "broadcaster");
            let code = choose(&mut self.rng, &[0, 1, 2, 3, 9, 10, 255, 256, 32767, 65534, 65535]);
            let code = if self.rng.bool() { self.rng.u16(..) } else { code };
            if !codes[at].insert(code) {
                continue;
            }
            let message = match self.rng.u8(..3) {
                0 => sequence::message(self, from, code),
                _ => message::message(self, from, code),
            };
            // A variant's name is put behind it, and those of groups.
            let has_parts = message.get("variants").is_some() || message.get("sequence").is_some();
            let most = if has_parts { 45 } else { words::LONGEST };
            let name = self.name_within(most, &mut scopes[at]);
            messages.entry(name).or_insert(message);
        }
        messages.into()
    }
}
