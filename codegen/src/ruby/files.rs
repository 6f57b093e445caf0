//! All files of a gem.

use askama::Template;
use lonelypsp_schema::Schema;

use super::documents::has_documents;
use super::forms;
use super::gem::{Gemspec, PackageFile, PackageSignatures, Testee, VersionFile};
use super::http::has_requests;
use super::literal::string;
use super::names::module_of;
use super::protocol::{
    BaseFile, DirectionFile, DirectionSignatures, DirectionView, MessageFile, MessageSignatures,
    ProtocolFile, ProtocolSignatures, ProtocolView, view_protocol,
};
use super::readme::Readme;
use super::runtime::{BODIES, DOCUMENTS, HTTP, Part, REPR_DIGEST, SIGNED, WIDE, runtime_files};
use super::signing::{Around, has_signatures};
use crate::backend::Files;
use crate::package::Package;
use crate::stamp::stamp;

pub(super) fn emit_files(schema: &Schema, package: &Package) -> Files {
    let (stamp, module) = (stamp(schema), module_of(&package.name));
    let around = Around { schema, root: &module };
    let protocols = schema.protocols.iter().map(|protocol| view_protocol(around, protocol));
    let protocols: Vec<ProtocolView> = protocols.collect();
    let parts = parts(schema, &protocols);
    let mut writer = Writer { gem: &package.name, module: &module, stamp: &stamp, files: Files::new() };
    writer.emit_gem(schema, package, &protocols, &parts);
    for protocol in &protocols {
        writer.emit_protocol(protocol);
    }
    let mut files = writer.files;
    files.extend(runtime_files(&package.name, &module, &parts));
    files
}

/// The files of the runtime that these protocols need beside those that all do.
fn parts(schema: &Schema, protocols: &[ProtocolView]) -> Vec<&'static Part> {
    let any = |holds: fn(&ProtocolView) -> bool| protocols.iter().any(holds);
    let wide = any(|protocol| protocol.has_flags || protocol.has_sequences()).then_some(&WIDE);
    let bodies = any(ProtocolView::has_bodies).then_some(&BODIES);
    let has_documents = has_documents(schema);
    let has_requests = has_requests(schema);
    let others = [
        ((has_documents || has_signatures(schema)), &SIGNED),
        ((has_documents || has_requests), &REPR_DIGEST),
        (has_requests, &HTTP),
        (has_documents, &DOCUMENTS),
    ];
    let others = others.into_iter().filter_map(|(is_there, part)| is_there.then_some(part));
    wide.into_iter().chain(bodies).chain(others).chain(forms::parts(schema)).collect()
}

struct Writer<'a> {
    gem: &'a str,
    module: &'a str,
    stamp: &'a str,
    files: Files,
}

impl Writer<'_> {
    fn add(&mut self, path: String, template: &impl Template) {
        let mut text = template.render().expect("a template that only writes into a string");
        if !text.ends_with('\n') {
            text.push('\n');
        }
        self.files.insert(path, text);
    }

    fn emit_gem(&mut self, schema: &Schema, package: &Package, protocols: &[ProtocolView], parts: &[&Part]) {
        let (gem, module, stamp) = (self.gem, self.module, self.stamp);
        self.add(format!("{gem}.gemspec"), &Gemspec::new(schema, package, module, stamp));
        self.add("README.md".to_owned(), &Readme::new(schema, gem, module, stamp, protocols));
        self.add(
            format!("lib/{gem}.rb"),
            &PackageFile::new(schema, package, module, stamp, protocols, parts),
        );
        self.add(format!("sig/{gem}.rbs"), &PackageSignatures { stamp, module });
        let (version, protocol_version) = (string(&package.version), string(schema.version.trim()));
        self.add(format!("lib/{gem}/version.rb"), &VersionFile { stamp, module, version, protocol_version });
        self.add(
            format!("exe/{gem}-testee"),
            &Testee { stamp, gem, module, protocols, has_documents: has_documents(schema) },
        );
    }

    fn emit_protocol(&mut self, protocol: &ProtocolView) {
        let (gem, root, stamp) = (self.gem, self.module, self.stamp);
        let path = format!("{gem}/{}", protocol.snake);
        self.add(format!("lib/{path}.rb"), &ProtocolFile { stamp, root, protocol });
        self.add(format!("sig/{path}.rbs"), &ProtocolSignatures { stamp, root, protocol });
        for direction in &protocol.directions {
            let path = format!("{path}/{}", direction.snake);
            self.add(format!("lib/{path}.rb"), &DirectionFile { stamp, root, protocol, direction });
            self.add(format!("sig/{path}.rbs"), &DirectionSignatures { stamp, root, protocol, direction });
            self.add(format!("lib/{path}/message.rb"), &BaseFile { stamp, root, protocol, direction });
            self.emit_messages(&path, protocol, direction);
        }
    }

    fn emit_messages(&mut self, path: &str, protocol: &ProtocolView, direction: &DirectionView) {
        let (root, stamp) = (self.module, self.stamp);
        let (protocol, direction_name) = (protocol.module.as_str(), direction.module);
        for message in &direction.messages {
            let path = format!("{path}/{}", message.snake);
            let file = MessageFile { stamp, root, protocol, direction: direction_name, message };
            self.add(format!("lib/{path}.rb"), &file);
            let file = MessageSignatures { stamp, root, protocol, direction: direction_name, message };
            self.add(format!("sig/{path}.rbs"), &file);
        }
    }
}
